"""The numbers of the scoring procedure, from ``data/scoring.csv``: value, range, unit, source and status each."""

from __future__ import annotations

from functools import cache

from borderSim.catalogue.entries import rows


@cache
def settings() -> dict[str, float]:
    """Return the value of every setting of the naive forecasters and the skill table, by name."""
    return {row["name"]: float(row["value"]) for row in rows("scoring.csv")}


def count(name: str) -> int:
    """Return a setting that is a whole number."""
    return int(settings()[name])
