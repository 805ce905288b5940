"""Which scenarios of a block are still one and the same, and until when: what they share is computed once."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from borderSim.engine.dates import month_index
from borderSim.scenario import Scenario

Ids = NDArray[np.int64]
FORK_COST = 2.0
"""Months of its lanes that a fork costs: a calendar, a copy of the state. Measured: 1.0 to 1.7 (benchmarks/branch.py);
more is asked for, as each lane costs more where lanes are few."""


@dataclass(frozen=True)
class Stretch:
    """Months in which only ``leaders`` (K,), positions of scenarios in the block, need to be computed.

    ``follows`` (S,) says of each scenario of the block which of the K it still equals.
    """

    months: range
    leaders: Ids
    follows: Ids

    def lanes(self, members: int) -> Ids:
        """(L,) which of the computed lanes each lane of the block equals; lanes are ordered member first."""
        return lanes(members, len(self.leaders), self.follows)


@dataclass(frozen=True)
class _Way:
    """How to get from a month to the end: its stretches, and what they cost in months of one lane per member."""

    cost: float
    cut: tuple[Stretch, ...]


def lanes(members: int, count: int, chosen: Ids) -> Ids:
    """Lanes of the ``chosen`` among ``count`` scenarios, member first: (M x len(chosen),)."""
    each: Ids = np.arange(members)[:, None] * count + chosen
    return each.ravel()


def stretches(scenarios: Sequence[Scenario], pasts: Sequence[Hashable], months: range) -> tuple[Stretch, ...]:
    """The months of a block, cut where scenarios part; ``pasts`` names the warm start of each scenario.

    Scenarios are one until something tells them apart: another warm start, switches or conditions from the first month
    on, else the month in which the first lever change or event begins that they do not share. The date of the beginning
    is enough because nothing looks ahead:

    - a change acts from the day of its start on (a ramp begins there, a lag only delays it), and from the month of its
      start on it counts as written;
    - a lasting change also takes the place of the recorded history, but only from its own start on;
    - an event gives nothing to the months before its date.

    Of all ways to cut, the one with the fewest lanes to compute is taken, forks included; of equals, the fewest forks.
    """
    marks = _beginnings(scenarios, months)
    alike = {end: _alike(scenarios, pasts, end) for end in (*marks[1:], months.stop)}
    best = {months.stop: _Way(0.0, ())}
    for begin in reversed(marks):
        fork = FORK_COST if begin > months.start else 0.0
        ways = [_before(rest, Stretch(range(begin, end), *alike[end]), fork) for end, rest in best.items()]
        best[begin] = min(ways, key=lambda way: (way.cost, len(way.cut)))
    return best[months.start].cut


def _before(rest: _Way, stretch: Stretch, fork: float) -> _Way:
    return _Way((len(stretch.months) + fork) * len(stretch.leaders) + rest.cost, (stretch, *rest.cut))


def _beginnings(scenarios: Sequence[Scenario], months: range) -> list[int]:
    """The first month, and every later one in which a change or an event of some scenario begins."""
    days = {day for s in scenarios for day in (*(c.start for c in s.changes), *(e.date for e in s.events))}
    return sorted({months.start} | {month for month in map(month_index, days) if month in months})


def _alike(scenarios: Sequence[Scenario], pasts: Sequence[Hashable], end: int) -> tuple[Ids, Ids]:
    """Leaders (K,) and followers (S,) up to the month ``end``."""
    classes: dict[Hashable, int] = {}
    named = [(past, _begun(s, end)) for s, past in zip(scenarios, pasts, strict=True)]
    follows = np.array([classes.setdefault(name, len(classes)) for name in named])
    return np.unique(follows, return_index=True)[1], follows


def _begun(scenario: Scenario, end: int) -> Hashable:
    """All that a scenario has said before month ``end``, in its order: sums of events depend on it."""
    changes = tuple(c for c in scenario.changes if month_index(c.start) < end)
    events = tuple(e for e in scenario.events if month_index(e.date) < end)
    return changes, events, scenario.conditions, frozenset(s for s, on in scenario.switches.items() if on)
