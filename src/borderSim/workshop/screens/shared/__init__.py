"""What pages share: who may see them, what holds now, the model's answers, what is done in the room."""
