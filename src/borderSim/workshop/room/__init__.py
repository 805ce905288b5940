"""What happens in a session: rounds, drafts, predictions, publications, votes, and the log of it all."""
