"""Trucks at one cargo post, truck by truck: arrivals over the day, bays, breakdowns, closing time.

Trucks stand in one line: who is not inspected passes at its head, but overtakes nobody. Time runs in hours of open post
and stands still while the post is closed; ``Post.clock`` turns it into clock time. A truck in a bay at closing time is
finished the next morning. Equations and limits: docs/queues.md.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass

import numpy as np
import simpy

from borderSim.model.queues import clock_wait, line_wait, mgc_wait, trucks_per_month
from borderSim.model.system import Array
from borderSim.model.units import DAYS_PER_MONTH, HOURS_PER_DAY
from borderSim.queues import theory
from borderSim.queues.draws import (
    Draw,
    failures_before_success,
    gamma,
    poisson,
    poisson_times,
    sum_of_exponentials,
    uniforms,
)

PROFILE_STEPS = 960
"""Points of the day at which the arrival profile is tabulated, for its inverse."""


@dataclass(frozen=True)
class Post:
    """A cargo post in one direction. Times in hours; a truck is inspected with probability ``inspected``.

    ``peak_share`` of the trucks come around the peak (triangular over the open day, its top at ``peak_time``), the rest
    evenly; ``overnight`` is the share of trucks left at each closing time that wait for the next day; bays break down
    after ``working`` hours of inspection for ``repair`` hours (inf and 0: never).
    """

    bays: int
    hours: float
    days: float
    trucks_per_day: float
    inspected: float
    service: float
    service_cv: float
    payload: float = 1.0
    peak_share: float = 0.0
    peak_time: float = 0.5
    overnight: float = 1.0
    working: float = np.inf
    repair: float = 0.0

    @property
    def month(self) -> float:
        """Open hours in a month."""
        return self.hours * self.days

    @property
    def completion(self) -> tuple[float, float]:
        """Mean hours and cv of a truck in a bay, repairs included."""
        return theory.completion(self.service, self.service_cv, self.working, self.repair)

    @property
    def capacity(self) -> float:
        """Trucks per month that the bays can clear, by the core's formula."""
        if not self.inspected:
            return np.inf
        return core(trucks_per_month, self.bays, self.hours, self.completion[0], self.inspected, self.days)

    @property
    def load(self) -> float:
        """Trucks that come over trucks that can be cleared."""
        return self.trucks_per_day * self.days / self.capacity

    def clock(self, time: Array) -> Array:
        """Clock hours of open hours, both since the first opening: nights, and closed days spread over the month."""
        day = np.floor(time / self.hours)
        return np.floor(day * DAYS_PER_MONTH / self.days) * HOURS_PER_DAY + time - day * self.hours

    def profile(self, share: Array) -> Array:
        """Share of the day's trucks that have come when a share of the open day is over."""
        top = self.peak_time
        rising = share**2 / max(top, np.finfo(float).tiny)
        falling = 1 - (1 - share) ** 2 / max(1 - top, np.finfo(float).tiny)
        return (1 - self.peak_share) * share + self.peak_share * np.where(share < top, rising, falling)


@dataclass(frozen=True)
class Trucks:
    """What trucks bring, in order of arrival, each (n,).

    Open hour; inspected?; hours of work and of repairs in a bay; the closing time (open hour) at which the driver gives
    up waiting (inf: never).
    """

    arrival: Array
    inspected: Array
    work: Array
    repair: Array
    gives_up: Array


@dataclass(frozen=True)
class Log:
    """When each truck is at the head of the line with a bay free for it, and when it leaves, open hours (n,).

    A truck that turned back never begins (nan); one still there at the end has not left (nan).
    """

    trucks: Trucks
    begin: Array
    leave: Array


def arrivals(post: Post, draw: Draw, months: float) -> Trucks:
    """The trucks of so many months; truck i draws the same luck at every post with the same arrivals."""
    days = months * post.days
    steps = np.linspace(0, 1, PROFILE_STEPS + 1)
    come = poisson_times(draw, "bridge:gap", post.trucks_per_day * days) / post.trucks_per_day
    day = np.floor(come)
    arrival = (day + np.interp(come - day, post.profile(steps), steps)) * post.hours

    def luck(name: str) -> Array:
        return uniforms(draw, f"bridge:{name}", len(arrival))

    work = gamma(luck("service"), post.service, post.service_cv)
    broken = poisson(luck("breakdown"), work / post.working)
    repair = sum_of_exponentials(luck("repair"), broken, post.repair)
    nights = failures_before_success(luck("patience"), post.overnight)
    gives_up = (np.floor(arrival / post.hours) + 1 + nights) * post.hours
    return Trucks(arrival, luck("inspected") < post.inspected, work, repair, gives_up)


class _Bays:
    """The bays at work in one SimPy environment."""

    def __init__(self, post: Post, trucks: Trucks) -> None:
        self.post, self.trucks = post, trucks
        self.env = simpy.Environment()
        self.bays = simpy.Resource(self.env, capacity=post.bays)
        self.begin, self.leave = np.full((2, len(trucks.arrival)), np.nan)
        self.env.process(self.gate())

    def gate(self) -> Generator[simpy.Event, None, None]:
        """Send each truck that is to be inspected to the bays."""
        for i in np.flatnonzero(self.trucks.inspected):
            yield self.env.timeout(max(self.trucks.arrival[i] - self.env.now, 0.0))  # never back by rounding
            self.env.process(self.truck(i))

    def truck(self, i: np.intp) -> Generator[simpy.Event, None, None]:
        """Wait for a bay, or turn back at a closing time; then be inspected, with repairs on the way."""
        with self.bays.request() as turn:
            patience = max(self.trucks.gives_up[i] - self.env.now, 0.0)
            yield turn if np.isinf(patience) else turn | self.env.timeout(patience)
            if turn.triggered:
                self.begin[i] = self.env.now
                yield self.env.timeout(self.trucks.work[i] + self.trucks.repair[i])
            self.leave[i] = self.env.now


def simulate(post: Post, trucks: Trucks, months: float) -> Log:
    """Run a post, empty at first, for so many months."""
    bays = _Bays(post, trucks)
    bays.env.run(until=months * post.month)
    begin, leave = _behind(trucks, bays.begin, bays.leave, months * post.month)
    return Log(trucks, begin, leave)


def _behind(trucks: Trucks, begin: Array, leave: Array, end: float) -> tuple[Array, Array]:
    """Add those who are not inspected: they pass when all in front of them have begun or turned back, or give up."""
    gone = np.where(np.isfinite(begin), begin, np.where(np.isfinite(leave), leave, np.inf))
    ahead = np.maximum.accumulate(np.where(trucks.inspected, gone, -np.inf)) if len(gone) else gone
    head = np.maximum(ahead, trucks.arrival)
    passes = np.where((head <= trucks.gives_up) & (head < end), head, np.nan)
    away = np.where((head > trucks.gives_up) & (trucks.gives_up < end), trucks.gives_up, passes)
    return np.where(trucks.inspected, begin, passes), np.where(trucks.inspected, leave, away)


def by_formula(post: Post) -> dict[str, float]:
    """What the core's formulas say of a post, by measure (see bridge_measures.py); waits are inf at a load of 1."""
    return _stationary(post, core(mgc_wait, post.load, post.bays, *post.completion) if post.load < 1 else np.inf)


def by_theory(post: Post) -> dict[str, float]:
    """The same with the best that theory has: exact at cv 0 and 1 and for one bay, else between the two."""
    return _stationary(post, theory.mgc_wait(post.load, post.bays, *post.completion) if post.load < 1 else np.inf)


def _stationary(post: Post, wait: float) -> dict[str, float]:
    cleared = min(post.trucks_per_day * post.days, post.capacity)
    by_clock = core(clock_wait, wait, post.hours, post.days)
    everyone = core(line_wait, wait, post.load, post.inspected) if post.inspected else 0.0
    return {
        "trucks_cleared": cleared,
        "tonnes": cleared * post.payload,
        "wait_inspected": by_clock,
        "wait_all": core(clock_wait, everyone, post.hours, post.days),
        "use": min(post.load, 1.0),
        "waiting_mean": everyone * post.trucks_per_day / post.hours,
    }


def core(fast: Callable[..., Array], *values: float) -> float:
    """One number from a formula of the monthly core, which takes arrays."""
    return float(fast(*map(np.asarray, values)))
