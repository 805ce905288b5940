"""Fit the parameters to the record: an ensemble smoother over runs of the past, and what it says of itself."""
