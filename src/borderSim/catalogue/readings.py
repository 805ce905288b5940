"""Opposed readings of the evidence: each question with the readings that a scenario can pick or set side by side."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from borderSim.catalogue.entries import Entry, Row, rows, words


@dataclass(frozen=True)
class Reading(Entry):
    """One answer to a contested ``question``: what it pins, and who holds it.

    ``pins`` maps a parameter to one value, or to low, central and high of a triangular range.
    """

    question: str
    pins: dict[str, tuple[float, ...]]
    source: str


@cache
def readings() -> dict[str, dict[str, Reading]]:
    """All readings: question -> name -> reading, in the order of the table."""
    found: dict[str, dict[str, Reading]] = {}
    for row in rows("readings.csv"):
        found.setdefault(row["question"], {})[row["name"]] = _reading(row)
    return found


def _reading(row: Row) -> Reading:
    return Reading(**words(row), question=row["question"], pins=_pins(row["pins"]), source=row["source"])


def _pins(text: str) -> dict[str, tuple[float, ...]]:
    pairs = (part.split("=") for part in text.split(";"))
    return {name.strip(): tuple(float(number) for number in values.split(":")) for name, values in pairs}
