"""The Wall: the teams side by side for the projector."""
