"""What the room predicts and votes: the forms, and what came of it."""
