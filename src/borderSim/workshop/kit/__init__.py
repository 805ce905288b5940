"""What is printed: role sheets, lever cards, a poster, a decision form, and its way back into a session."""
