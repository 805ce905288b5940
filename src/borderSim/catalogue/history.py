"""What is recorded of the past: lever values by date and place, and the events that happened.

Values come from dated policies and the reports, never from an outcome series. A row with an empty place holds for
every place of the lever's scope; of two rows on one day, the one that names the place wins.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from borderSim.catalogue.dates import month_index
from borderSim.catalogue.entries import lever_value, levers, rows

Status = Literal["verified", "memory", "judgement"]


@dataclass(frozen=True)
class LeverRow:
    """A lever's value from the start of ``date`` (ISO) on, with a range where the value is a judgement."""

    lever: str
    place: str
    date: str
    value: float
    low: float
    high: float
    source: str
    status: Status


@dataclass(frozen=True)
class EventRow:
    """An event from ``date`` to before ``until`` (ISO, empty when the model draws its length), and its size."""

    event: str
    place: str
    date: str
    until: str
    size: float
    low: float
    high: float
    source: str
    status: Status


@cache
def lever_history() -> tuple[LeverRow, ...]:
    """Return the recorded lever values by lever, date and place; raises KeyError for a lever not in the catalogue."""
    found = []
    for row in rows("lever_history.csv"):
        unit = levers()[row["lever"]].unit
        numbers = {key: lever_value(row[key] or row["value"], unit) for key in ("value", "low", "high")}
        texts = {key: row[key] for key in ("lever", "place", "date", "source", "status")}
        found.append(LeverRow(**texts, **numbers))  # type: ignore[arg-type]
    return tuple(sorted(found, key=lambda row: (row.lever, row.date, row.place)))


@cache
def lever_steps(lever: str, place: str = "") -> tuple[tuple[float, float], ...]:
    """Return the (month index, value) steps of a lever at a place, by date; empty when nothing is recorded."""
    steps = {month_index(r.date): r.value for r in lever_history() if r.lever == lever and r.place in ("", place)}
    return tuple(steps.items())


@cache
def event_history() -> tuple[EventRow, ...]:
    """Return the recorded events by date."""
    found = []
    for row in rows("event_history.csv"):
        numbers = {key: float(row[key] or row["size"]) for key in ("size", "low", "high")}
        texts = {key: row[key] for key in ("event", "place", "date", "until", "source", "status")}
        found.append(EventRow(**texts, **numbers))  # type: ignore[arg-type]
    return tuple(sorted(found, key=lambda row: (row.date, row.event)))
