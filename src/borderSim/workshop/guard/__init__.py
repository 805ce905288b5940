"""What keeps a room safe on a network that nobody knows."""
