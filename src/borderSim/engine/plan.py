"""From a scenario and the recorded history to one list of dated lever changes and event spans.

A lever follows the history until the first date on which the scenario says something about it (per place).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from borderSim import catalogue
from borderSim.catalogue.distributions import Spread
from borderSim.catalogue.history import EventRow, LeverRow, event_history, lever_history
from borderSim.engine.dates import day_number, month_day
from borderSim.engine.knowledge import EVERYTHING, Knowledge, foresees, spread_of
from borderSim.model.units import DAYS_PER_MONTH
from borderSim.scenario import Distribution, LeverChange, Scenario, ScheduledEvent

Days = float


@dataclass(frozen=True)
class Change:
    """One dated change of a lever: from ``start`` (day number) on, over ``ramp`` days, until ``until`` if a pulse.

    A ``spread`` says that each member has its own value, drawn from it.
    """

    lever: str
    places: tuple[int, ...]
    start: Days
    value: float
    ramp: Days = 0.0
    until: Days | None = None
    lag: Distribution | None = None
    spread: Spread | None = None


@dataclass(frozen=True)
class Span:
    """A scheduled event: its size over ``[start, end)`` days, or all at once when start and end are one day."""

    event: str
    places: tuple[int, ...]
    start: Days
    end: Days | None
    size: float


@dataclass(frozen=True)
class Plan:
    """All that the calendar needs of one scenario."""

    changes: tuple[Change, ...]
    spans: tuple[Span, ...]


class Places:
    """Position of a place id on the axis of a lever's or an event's scope."""

    def __init__(self, axes: Mapping[str, list[str]]) -> None:
        self.axes = {"national": [""], **axes}

    def size(self, scope: str) -> int:
        """Number of places of a scope."""
        return len(self.axes[scope])

    def find(self, scope: str, ids: Iterable[str] | None) -> tuple[int, ...]:
        """Positions of the ids; all of the scope when none is given."""
        chosen = [i for i in ids or () if i]
        return tuple(self.axes[scope].index(i) for i in chosen) if chosen else tuple(range(self.size(scope)))


def history_plan(places: Places, known: Knowledge = EVERYTHING) -> Plan:
    """The recorded history alone, as far as it is known."""
    return Plan(
        tuple(_lever_changes(places, known)),
        tuple(_event_from_history(row, places) for row in event_history() if known.holds(row)),
    )


def _lever_changes(places: Places, known: Knowledge) -> list[Change]:
    """The recorded values, and from the month ``drawn_from`` on draws instead of what a hindcast may not know."""
    changes = [(row, _from_history(row, places)) for row in lever_history() if known.holds(row)]
    if known.drawn_from is None:
        return [change for _, change in changes]
    month, cut = known.drawn_from, month_day(known.drawn_from)
    before = [change for _, change in changes if change.start < cut]
    after = [replace(change, spread=spread_of(row, month)) for row, change in changes if change.start >= cut]
    return [*before, *_drawn_again(changes, month), *after]


def _drawn_again(changes: Iterable[tuple[LeverRow, Change]], month: int) -> list[Change]:
    """From the first day of a month on, draws of the values in force that know later outcomes, place by place."""
    cut = month_day(month)
    in_force = {(row.lever, p): (row, change) for row, change in changes if change.start <= cut for p in change.places}
    return [
        replace(change, places=(place,), start=cut, spread=spread_of(row, month))
        for (_, place), (row, change) in in_force.items()
        if change.start < cut and foresees(row, month)
    ]


def scenario_plan(scenario: Scenario, places: Places, known: Knowledge = EVERYTHING) -> Plan:
    """The history, as far as it is known, with the scenario's schedules on top of it."""
    history = history_plan(places, known)
    own = [_from_scenario(change, places) for change in scenario.changes]
    first: dict[tuple[str, int], Days] = {}
    for change in own:
        if change.until is None:
            for place in change.places:
                key = (change.lever, place)
                first[key] = min(first.get(key, change.start), change.start)
    kept = [piece for change in history.changes for piece in _until_user(change, first)]
    spans = [_event_from_scenario(event, places) for event in scenario.events]
    return Plan((*kept, *own), (*history.spans, *spans))


def _until_user(change: Change, first: Mapping[tuple[str, int], Days]) -> list[Change]:
    """The part of a history change that the scenario does not replace."""
    never = float("inf")
    left = tuple(p for p in change.places if change.start < first.get((change.lever, p), never))
    if left == change.places:
        return [change]
    return [replace(change, places=left)] if left else []


def _iso_day(text: str) -> Days:
    return day_number(dt.date.fromisoformat(text))


def _from_history(row: LeverRow, places: Places) -> Change:
    scope = catalogue.levers()[row.lever].scope
    return Change(row.lever, places.find(scope, [row.place]), _iso_day(row.date), row.value)


def _from_scenario(change: LeverChange, places: Places) -> Change:
    scope = catalogue.levers()[change.lever].scope
    until = None if change.until is None else float(day_number(change.until))
    return Change(
        change.lever,
        places.find(scope, change.places),
        day_number(change.start),
        change.value,
        change.ramp_months * DAYS_PER_MONTH,
        until,
        change.lag,
    )


def _event_from_history(row: EventRow, places: Places) -> Span:
    scope = catalogue.events()[row.event].places
    end = _iso_day(row.until) if row.until else None
    return Span(row.event, places.find(scope, [row.place]), _iso_day(row.date), end, row.size)


def _event_from_scenario(event: ScheduledEvent, places: Places) -> Span:
    scope = catalogue.events()[event.type].places
    end = None if event.until is None else float(day_number(event.until))
    return Span(event.type, places.find(scope, event.places), day_number(event.date), end, _size(event.size))


def _size(size: float | None) -> float:
    """An event without a size happens or does not."""
    return 1.0 if size is None else size


def event_shares(plan: Plan, places: Places, month_days: NDArray[np.float64]) -> dict[str, NDArray[np.float64]]:
    """How much of each event falls in each month: event -> (T, P); ``month_days`` (T + 1) are the month borders.

    A span gives size x the share of the month that it holds; an event of one day gives its size to its month. A size
    that is itself a share (of fighters, say) is spread over the span instead.
    """
    out = {
        name: np.zeros((len(month_days) - 1, places.size(event.places))) for name, event in catalogue.events().items()
    }
    for span in plan.spans:
        for place in span.places:
            out[span.event][:, place] += _one_share(span, month_days)
    return out


def _one_share(span: Span, month_days: NDArray[np.float64]) -> NDArray[np.float64]:
    begin, end = month_days[:-1], month_days[1:]
    if span.end is None:
        return np.where((begin <= span.start) & (span.start < end), span.size, 0.0)
    held = np.clip(np.minimum(end, span.end) - np.maximum(begin, span.start), 0.0, None)
    is_share = catalogue.events()[span.event].size_unit.startswith("share")
    spread = span.end - span.start if is_share else end - begin
    return span.size * held / spread
