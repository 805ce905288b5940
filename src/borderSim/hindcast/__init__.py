"""The past: what was observed, what the model says of it from what was known at a date, and how well it did."""
