"""The console: what the facilitator does."""
