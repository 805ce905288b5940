"""The calendar: a SimPy environment that turns dated lever changes into monthly exposures of all lanes.

One environment serves a whole chunk. Its only process walks the days on which something starts; a cohort event carries
the lanes that it concerns and, where a lag differs between members, their start days as one array. A lever that holds
for part of a month enters with the share of the month that it held.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

import numpy as np
import simpy
from numpy.typing import NDArray

from borderSim.engine.dates import day_month, month_day
from borderSim.engine.plan import Change

Array = NDArray[np.float64]
Lags = Mapping[Change, Array]
Values = Mapping[Change, Array]


@dataclass
class Cohort:
    """A change together with the lanes (n,) that it concerns, their start days (n,) and their values (n, 1)."""

    change: Change
    lanes: NDArray[np.int64]
    starts: Array
    values: Array
    origin: Array | None = None

    @cached_property
    def first(self) -> float:
        """Start day of the first lane."""
        return float(self.starts.min())

    def is_moving(self, day: float) -> bool:
        """Is a lasting change under way at ``day`` in some lane?"""
        return self.change.until is None and bool(np.any(self.starts < day)) and not self.settled(day)

    def settled(self, day: float) -> bool:
        """Has the change reached its end in every lane before ``day``?"""
        length = self.change.ramp if self.change.until is None else self.change.until - self.change.start
        return bool(np.all(self.starts + length <= day))


@dataclass(frozen=True)
class Draws:
    """What differs between members, (M,) each: days of delay and values of the changes that have them."""

    lags: Lags
    values: Values


@dataclass(frozen=True)
class Axis:
    """The size of a lever's place axis and its value before any change."""

    places: int
    default: float


class Calendar:
    """Exposures of the lanes, month by month.

    ``plans`` has one list of changes per scenario; lanes are ordered member first. ``lags`` gives (M,) days of delay
    for the changes that have one, ``values`` (M,) values of those that members draw. ``reference`` adds one lane at the
    end, or one per member where values are drawn. Call :meth:`month` for consecutive months from ``start``.
    """

    def __init__(
        self,
        axes: Mapping[str, Axis],
        plans: Sequence[Sequence[Change]],
        members: int,
        start: int,
        lags: Lags,
        reference: Sequence[Change] | None = None,
        values: Values | None = None,
    ) -> None:
        last = 0 if reference is None else members if values else 1
        lanes = members * len(plans) + last
        self._value = {name: np.full((lanes, axis.places), axis.default) for name, axis in axes.items()}
        self._active: dict[str, list[Cohort]] = {}
        cohorts = _cohorts(plans, members, Draws(lags, values or {}), reference or (), last)
        self._month = _quiet_month(cohorts, start)
        day = month_day(self._month)
        self._apply([c for c in cohorts if c.first < day], day)
        self._environment = simpy.Environment(initial_time=day)
        self._environment.process(self._activate([c for c in cohorts if c.first >= day]))
        for month in range(self._month, start):
            self.month(month)

    def _activate(self, cohorts: list[Cohort]) -> Generator[simpy.Event, None, None]:
        """The one process: wait for the next start day, hand its cohorts to their levers."""
        for day, starting in groupby(cohorts, key=lambda c: c.first):
            if day > self._environment.now:
                yield self._environment.timeout(day - self._environment.now)
            for cohort in starting:
                self._active.setdefault(cohort.change.lever, []).append(cohort)

    def _run_until(self, day: float) -> None:
        while self._environment.peek() < day:
            self._environment.step()

    def _apply(self, past: list[Cohort], day: float) -> None:
        """Apply what is over by ``day``, in order, without the environment; only pulses can still be under way then."""
        for cohort in past:
            change = cohort.change
            if change.until is None:
                self._value[change.lever][np.ix_(cohort.lanes, np.array(change.places))] = cohort.values
            elif not cohort.settled(day):
                self._active.setdefault(change.lever, []).append(cohort)

    def _keep(self, lever: str, cohorts: list[Cohort]) -> None:
        if cohorts:
            self._active[lever] = cohorts
        else:
            del self._active[lever]

    def month(self, month: int) -> dict[str, Array]:
        """Exposure of every lever, (L, P) in its unit, over one month; months must follow one another."""
        if month != self._month:
            raise ValueError(f"the calendar stands at month {self._month}, not {month}")
        self._month += 1
        first, end = month_day(month), month_day(month + 1)
        self._run_until(end)
        exposure = dict(self._value)
        for lever in list(self._active):
            exposure[lever] = self._mean(lever, first, end)
        return exposure

    def _mean(self, lever: str, first: int, end: int) -> Array:
        """Mean over the days of a month, and the lever's value moved to the month's end."""
        days: Array = np.arange(first, end, dtype=np.float64) + 0.5
        value = np.repeat(self._value[lever][None], len(days), axis=0)
        active = self._active[lever]
        for cohort in sorted(active, key=lambda c: c.change.until is not None):
            _overlay(value, cohort, days)
        self._value[lever] = _without_pulses(value, self._value[lever], active, days)
        self._keep(lever, _under_way(active, days[-1]))
        # day by day, so that it is exact where nothing moved and the same in any company of lanes
        return value[0] + np.cumsum(value - value[0], axis=0)[-1] / len(days)


def _cohorts(
    plans: Sequence[Sequence[Change]], members: int, draws: Draws, reference: Sequence[Change], last: int
) -> list[Cohort]:
    """The changes of all scenarios by start day; scenarios (and the reference) that share a change share its cohort.

    ``last`` is the number of lanes of the reference: 1, or one per member.
    """
    holders: dict[Change, list[int]] = {change: [] for change in reference}
    for scenario, changes in enumerate(plans):
        for change in changes:
            holders.setdefault(change, []).append(scenario)
    own, also = members * len(plans), set(reference)
    cohorts = []
    for change, scenarios in holders.items():
        lanes = (np.arange(members)[:, None] * len(plans) + np.array(scenarios, np.int64)[None, :]).ravel()
        who = np.repeat(np.arange(members), len(scenarios))
        delay = draws.lags[change][who] if change in draws.lags else np.zeros(len(lanes))
        if change in also:
            lanes, who = np.append(lanes, own + np.arange(last)), np.append(who, np.arange(last))
            delay = np.append(delay, np.zeros(last))
        drawn = draws.values.get(change)
        values = np.broadcast_to(change.value, (len(lanes), 1)) if drawn is None else drawn[who][:, None]
        cohorts.append(Cohort(change, lanes, change.start + delay, values))
    return sorted(cohorts, key=lambda c: (c.first, -len(c.change.places)))  # one place over all places


def _quiet_month(cohorts: Sequence[Cohort], start: int) -> int:
    """The last month up to ``start`` at whose beginning no lasting change is under way."""
    month = start
    while moving := [c for c in cohorts if c.is_moving(month_day(month))]:
        month = min(day_month(c.first) for c in moving)
    return month


def _under_way(cohorts: Sequence[Cohort], day: float) -> list[Cohort]:
    """Cohorts that still matter after ``day``: what is unsettled, and all that came on top of an unsettled change."""
    lasting = [c for c in cohorts if c.change.until is None]
    first = next((i for i, c in enumerate(lasting) if not c.settled(day)), len(lasting))
    return lasting[first:] + [c for c in cohorts if c.change.until is not None and not c.settled(day)]


def _progress(cohort: Cohort, days: Array) -> Array:
    """(days, lanes, 1): share of the way from the old value to the new one."""
    gone = days[:, None] - cohort.starts[None, :]
    if cohort.change.until is not None:
        length = cohort.change.until - cohort.change.start
        return ((gone >= 0) & (gone < length)).astype(np.float64)[..., None]
    if cohort.change.ramp == 0:
        return (gone >= 0).astype(np.float64)[..., None]
    return np.clip(gone / cohort.change.ramp, 0.0, 1.0)[..., None]


def _on_the_way(cohort: Cohort, progress: Array) -> Array:
    """The lever between its old value and its new one; exactly the new one at the end."""
    value, origin = cohort.values, cohort.origin
    assert origin is not None
    return np.where(progress >= 1, value, origin + (value - origin) * progress)


def _overlay(value: Array, cohort: Cohort, days: Array) -> None:
    """Write one change over the daily values (days, L, P) in place."""
    rows = np.ix_(np.arange(len(days)), cohort.lanes, np.array(cohort.change.places))
    before, progress = value[rows], _progress(cohort, days)
    if cohort.change.until is not None:
        value[rows] = np.where(progress > 0, cohort.values, before)
        return
    if cohort.origin is None:
        day = np.clip((cohort.starts - days[0] + 0.5).astype(np.int64), 0, len(days) - 1)
        cohort.origin = before[day, np.arange(len(cohort.lanes))]
    moved = _on_the_way(cohort, progress)
    value[rows] = np.where((days[:, None] >= cohort.starts[None, :])[..., None], moved, before)


def _without_pulses(value: Array, before: Array, active: Sequence[Cohort], days: Array) -> Array:
    """The lever's standing value (L, P) at the month's end, with no pulse on it."""
    lasting = [c for c in active if c.change.until is None]
    if len(lasting) == len(active):
        return value[-1].copy()
    standing = np.repeat(before[None], len(days), axis=0)
    for cohort in lasting:
        _overlay(standing, cohort, days)
    return standing[-1]
