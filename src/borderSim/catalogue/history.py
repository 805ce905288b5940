"""What is recorded of the past: lever values by date and place, and the events that happened.

A row with an empty place holds for every place of the lever's scope; of two rows on one day, the one that names the
place wins. Values come from dated policies and the reports. Where one was set with a look at an outcome (a delivery
capacity read from deliveries, say), the column ``hindsight`` gives the last year whose outcomes it knows, or "answer"
when the row is there because of an outcome (troops sent to a war): a hindcast from before may not use it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from borderSim.catalogue.dates import month_index
from borderSim.catalogue.entries import lever_value, levers, rows

Status = Literal["verified", "memory", "judgement"]
ANSWER = "answer"


@dataclass(frozen=True)
class LeverRow:
    """A lever's value from the start of ``date`` (ISO) on, with a range where the value is a judgement.

    ``hindsight`` is the last year whose outcomes the value knows, 0 for none; ``answer``: the row follows an outcome.
    """

    lever: str
    place: str
    date: str
    value: float
    low: float
    high: float
    source: str
    status: Status
    hindsight: int
    answer: bool


@dataclass(frozen=True)
class EventRow:
    """An event from ``date`` to before ``until`` (ISO, empty when the model draws its length), and its size.

    A driver may be known to a hindcast from before; an outcome, which the model should bring about itself, may not.
    """

    event: str
    place: str
    date: str
    until: str
    size: float
    low: float
    high: float
    source: str
    status: Status
    kind: Literal["driver", "outcome"]


@cache
def lever_history() -> tuple[LeverRow, ...]:
    """Return the recorded lever values by lever, date and place; raises KeyError for a lever not in the catalogue."""
    found = []
    for row in rows("lever_history.csv"):
        unit = levers()[row["lever"]].unit
        numbers = {key: lever_value(row[key] or row["value"], unit) for key in ("value", "low", "high")}
        texts = {key: row[key] for key in ("lever", "place", "date", "source", "status")}
        answer = row["hindsight"] == ANSWER
        year = 0 if answer else int(row["hindsight"] or 0)
        found.append(LeverRow(**texts, **numbers, hindsight=year, answer=answer))  # type: ignore[arg-type]
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
        texts = {key: row[key] for key in ("event", "place", "date", "until", "source", "status", "kind")}
        found.append(EventRow(**texts, **numbers))  # type: ignore[arg-type]
    return tuple(sorted(found, key=lambda row: (row.date, row.event)))
