"""What a lever is on a day, and how far two scenarios are apart, from their schedules alone.

The same rules as the engine's calendar: a lever follows the history until the scenario's first lasting change at the
place, a pulse lies on top of what is scheduled below it. A lag that the engine draws per member is its median here;
what conditional events do depends on the run and is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from borderSim import catalogue
from borderSim.scenario.names import places
from borderSim.scenario.parts import LeverChange, Scenario
from borderSim.scenario.words import DAYS_PER_MONTH

NOON = 0.5
"""The calendar reads every day at its middle."""


@dataclass(frozen=True)
class Turn:
    """A lever goes to ``value`` from day ``start`` on, over ``ramp`` days; a pulse is over on day ``end``."""

    start: float
    value: float
    ramp: float = 0.0
    end: float | None = None


@dataclass(frozen=True)
class Path:
    """A lever at one place over time, in its unit: lasting turns in order, and pulses on top of them."""

    default: float
    lasting: tuple[Turn, ...]
    pulses: tuple[Turn, ...]

    def at(self, day: float) -> float:
        """The value on a day, a number of days as in `date.toordinal`."""
        under_way = [p.value for p in self.pulses if p.end and p.start <= day < p.end]
        return under_way[-1] if under_way else self._standing(day, len(self.lasting))

    def _standing(self, day: float, count: int) -> float:
        """The value with no pulse on it, from the first ``count`` lasting turns."""
        for position in range(count - 1, -1, -1):
            turn = self.lasting[position]
            if turn.start <= day:
                share = min((day - turn.start) / turn.ramp, 1.0) if turn.ramp else 1.0
                before = self._standing(turn.start + NOON, position) if share < 1 else turn.value
                return before + (turn.value - before) * share
        return self.default


def path(scenario: Scenario, lever: str, place: str = "") -> Path:
    """A lever's path in a scenario at a place ("" for a national lever)."""
    own = [c for c in scenario.changes if c.lever == lever and (c.places is None or place in c.places)]
    lasting = sorted((c for c in own if c.until is None), key=lambda c: c.start)
    steps = [(catalogue.month_date(month), value) for month, value in catalogue.lever_steps(lever, place)]
    past = [Turn(day.toordinal(), value) for day, value in steps if not lasting or day < lasting[0].start]
    turns = sorted((*past, *map(_turn, lasting)), key=lambda turn: turn.start)
    pulses = sorted((_turn(c) for c in own if c.until), key=lambda turn: turn.start)
    return Path(catalogue.levers()[lever].default, tuple(turns), tuple(pulses))


def _turn(change: LeverChange) -> Turn:
    lag = change.lag.central * DAYS_PER_MONTH if change.lag else 0.0
    end = change.until.toordinal() + lag if change.until else None
    return Turn(change.start.toordinal() + lag, change.value, change.ramp_months * DAYS_PER_MONTH, end)


def monthly_gap(scenario: Scenario, reference: Scenario, lever: str, months: Sequence[str]) -> list[float]:
    """How far a lever is above the reference: mean of each month ("YYYY-MM"), in its unit, summed over its places."""
    pairs = [(path(scenario, lever, p), path(reference, lever, p)) for p in places(catalogue.levers()[lever].scope)]
    pairs = [(ours, theirs) for ours, theirs in pairs if ours != theirs]
    return [sum(_mean(ours, days) - _mean(theirs, days) for ours, theirs in pairs) for days in map(_days, months)]


def _mean(one: Path, days: range) -> float:
    return sum(one.at(day + NOON) for day in days) / len(days)


def _days(month: str) -> range:
    year, number = (int(part) for part in month.split("-"))
    end = date(year + number // 12, number % 12 + 1, 1)
    return range(date(year, number, 1).toordinal(), end.toordinal())


def months(scenario: Scenario) -> list[str]:
    """The months of a scenario's run, "YYYY-MM"."""
    first, end = (day.year * 12 + day.month - 1 for day in (scenario.start, scenario.end))
    return [f"{month // 12}-{month % 12 + 1:02d}" for month in range(first, end)]


def moved(scenario: Scenario, reference: Scenario) -> list[str]:
    """Levers that differ between two scenarios on some day of the first one's run, in the order of the catalogue."""
    named = {change.lever for change in (*scenario.changes, *reference.changes)}
    return [name for name in catalogue.levers() if name in named and _differs(scenario, reference, name)]


def _differs(scenario: Scenario, reference: Scenario, lever: str) -> bool:
    first, end = scenario.start.toordinal(), scenario.end.toordinal()
    for place in places(catalogue.levers()[lever].scope):
        ours, theirs = (path(one, lever, place) for one in (scenario, reference))
        if ours != theirs and any(ours.at(day + NOON) != theirs.at(day + NOON) for day in range(first, end)):
            return True
    return False


def conditional(scenario: Scenario, reference: Scenario) -> list[str]:
    """Levers that conditional events of one of the two scenarios may set, in the order of the catalogue."""
    differ = [event for event in scenario.conditions if event not in reference.conditions]
    differ += [event for event in reference.conditions if event not in scenario.conditions]
    named = {setting.lever for event in differ for setting in event.do}
    return [name for name in catalogue.levers() if name in named]
