"""The Board: levers, charts and map of one team."""
