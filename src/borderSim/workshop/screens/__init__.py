"""The pages: door, Board, Wall, Phone and what they share."""
