"""A registration centre, person by person: registered, biometrics, approval, delivery; appointments, no-shows, staff.

Time runs in open office hours, one month after another. One average centre stands for the country's: levers and
registrations are shared evenly between the centres. Equations and limits: docs/queues.md.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator
from dataclasses import dataclass, field
from math import ceil
from typing import cast

import numpy as np
import simpy

from borderSim.model import permits
from borderSim.model.system import Array, Exposure
from borderSim.queues.draws import Draw, failures_before_success, gamma, poisson_times, uniforms

STAGES = ("biometrics", "approval", "delivery")
"""What people who have registered still have to pass, in order; the backlog of each is who waits for it."""


@dataclass(frozen=True)
class Desk:
    """Where people come by appointment: ``capacity`` persons per month, ``staff`` (None: as many as it needs),
    ``service`` hours each, ``again`` working days until who missed an appointment is called again."""

    capacity: float
    service: float
    again: float
    staff: int | None = None


@dataclass(frozen=True)
class Centre:
    """One centre. ``registrations`` persons per month; shares 0-1; ``approval`` per month of a plain case, ``review``
    hard cases per month; ``backlog`` persons who wait for biometrics and for delivery at the start."""

    registrations: float
    biometrics: Desk
    delivery: Desk
    no_show: float
    hard: float
    approval: float
    review: float
    days: float
    hours: float
    occupancy: float
    service_cv: float
    backlog: tuple[int, int] = (0, 0)

    @property
    def month(self) -> float:
        """Office hours in a month."""
        return self.days * self.hours

    def staff(self, desk: Desk) -> int:
        """People at a desk: as given, else as many as its capacity needs at the usual occupancy, at least one."""
        if desk.staff is not None:
            return desk.staff
        return max(1, ceil(desk.capacity * desk.service / (self.month * self.occupancy)))

    def capacity(self, desk: Desk) -> float:
        """Persons per month that a desk can serve: its appointments, or its staff if these are fewer."""
        return min(desk.capacity, self.staff(desk) * self.month / desk.service)


@dataclass(frozen=True)
class People:
    """What people bring, in order of registration, each (n,): office hour; missed appointments and hours at both desks;
    uniform of the approval; hard case?"""

    registered: Array
    missed: tuple[Array, Array]
    service: tuple[Array, Array]
    approval: Array
    hard: Array


def register(centre: Centre, draw: Draw, months: float) -> People:
    """People who register in so many months, those who wait at the start first; person i always has the same luck."""
    later = poisson_times(draw, "registration:gap", centre.registrations * months)
    early = np.zeros(sum(centre.backlog))
    registered = np.concatenate([early, later * centre.month / max(centre.registrations, np.finfo(float).tiny)])

    def luck(name: str) -> Array:
        return uniforms(draw, f"registration:{name}", len(registered))

    desks = (("biometrics", centre.biometrics), ("delivery", centre.delivery))
    missed = [failures_before_success(luck(f"{name}:missed"), centre.no_show) for name, _ in desks]
    service = [gamma(luck(f"{name}:service"), desk.service, centre.service_cv) for name, desk in desks]
    hard = luck("hard") < centre.hard
    return People(registered, (missed[0], missed[1]), (service[0], service[1]), luck("approval"), hard)


@dataclass(frozen=True)
class Log:
    """When each person passed each stage, office hours (n, 3) (nan: not yet; before the start: -inf), hours waited
    inside the office at both desks (n, 2), and when appointments were missed."""

    people: People
    passed: Array
    inside: Array
    missed: Array


@dataclass
class _Counter:
    """A desk in the simulation: its staff and the people whom it has to call, in order."""

    desk: Desk
    staff: simpy.Resource
    waiting: deque[simpy.Event] = field(default_factory=deque)


class _Office:
    """The centre at work in one SimPy environment."""

    def __init__(self, centre: Centre, people: People) -> None:
        self.centre, self.people = centre, people
        self.env = simpy.Environment()
        self.passed = np.full((len(people.registered), len(STAGES)), np.nan)
        self.inside = np.full((len(people.registered), 2), np.nan)
        self.missed: list[float] = []
        desks = (centre.biometrics, centre.delivery)
        self.counters = [_Counter(desk, simpy.Resource(self.env, centre.staff(desk))) for desk in desks]
        self.review = simpy.Resource(self.env, 1)
        self.env.process(self.door())
        for counter in self.counters:
            self.env.process(self.calls(counter))

    def door(self) -> Generator[simpy.Event, None, None]:
        """Let each person in at the hour of registration."""
        for i, hour in enumerate(self.people.registered):
            if hour > self.env.now:
                yield self.env.timeout(hour - self.env.now)
            self.env.process(self.person(i))

    def person(self, i: int) -> Generator[simpy.Event, None, None]:
        """Pass the stages; who waits for a permit at the start begins with the last one."""
        if i >= self.centre.backlog[1]:
            yield from self.appointment(i, 0)
            self.passed[i, 0] = self.env.now
            yield from self.approval(i)
            self.passed[i, 1] = self.env.now
        else:
            self.passed[i, :2] = -np.inf
        yield from self.appointment(i, 1)
        self.passed[i, 2] = self.env.now

    def appointment(self, i: int, which: int) -> Generator[simpy.Event, None, None]:
        """Be called, perhaps miss it and be called again, then wait in the office for one of the staff."""
        counter, misses = self.counters[which], self.people.missed[which][i]
        while True:
            comes = misses <= 0
            called = self.env.event()
            counter.waiting.append(called)
            yield called
            if comes:
                break
            misses -= 1
            self.missed.append(self.env.now)
            yield self.env.timeout(counter.desk.again * self.centre.hours)
        came = self.env.now
        with counter.staff.request() as turn:
            yield turn
            self.inside[i, which] = self.env.now - came
            yield self.env.timeout(self.people.service[which][i])

    def approval(self, i: int) -> Generator[simpy.Event, None, None]:
        """Plain cases take an exponential time each; hard ones are reviewed one after the other."""
        waiting = -np.log(self.people.approval[i]) * self.centre.month
        if not self.people.hard[i]:
            yield self.env.timeout(waiting / self.centre.approval)
            return
        with self.review.request() as turn:
            yield turn
            yield self.env.timeout(waiting / self.centre.review)

    def calls(self, counter: _Counter) -> Generator[simpy.Event, None, None]:
        """Every morning call people for the day, spread over it, and more than can be served: some will not come.

        While people who came are still waiting inside, fewer are called.
        """
        per_day = counter.desk.capacity / self.centre.days / max(1 - self.centre.no_show, np.finfo(float).eps)
        owed = 0.0
        while True:
            owed = owed % 1 + per_day  # unused appointments are lost, parts of one are kept
            number = min(int(owed) - len(counter.staff.queue), len(counter.waiting))
            self.env.process(self.day([counter.waiting.popleft() for _ in range(number)]))
            yield self.env.timeout(self.centre.hours)

    def day(self, called: list[simpy.Event]) -> Generator[simpy.Event, None, None]:
        """The appointments of one day, at even distances."""
        for event in called:
            event.succeed()
            yield self.env.timeout(self.centre.hours / len(called))


def simulate(centre: Centre, people: People, months: float) -> Log:
    """Run a centre for so many months, with its backlog at the start."""
    office = _Office(centre, people)
    office.env.run(until=months * centre.month)
    return Log(people, office.passed, office.inside, np.array(office.missed))


@dataclass(frozen=True)
class Months:
    """One number a month: persons who ``registered`` (T,), who passed each stage and who wait for it at its end, both
    (T, 3), appointments missed (T,), mean months from registration to permit of those delivered (T,) (nan: none),
    and mean hours inside the office before being served (T, 2)."""

    registered: Array
    passed: Array
    backlog: Array
    missed: Array
    wait: Array
    inside: Array


def by_month(log: Log, centre: Centre, months: int) -> Months:
    """Count a simulated centre month by month."""
    edges = np.arange(months + 1) * centre.month
    entered = np.column_stack([log.people.registered, log.passed[:, :2]])
    ends = edges[1:, None, None]
    backlog = ((entered <= ends) & ~(log.passed <= ends)).sum(axis=1).astype(float)
    passed = np.column_stack([np.histogram(column, edges)[0] for column in log.passed.T]).astype(float)
    begun = log.people.registered > 0
    registered = np.histogram(log.people.registered[begun], edges)[0].astype(float)
    waits = (log.passed[:, 2] - log.people.registered) / centre.month
    desks = log.passed[:, [0, 2]]
    inside = [_monthly_mean(log.inside[:, k], desks[:, k], edges) for k in range(2)]
    wait = _monthly_mean(np.where(begun, waits, np.nan), log.passed[:, 2], edges)
    missed = np.histogram(log.missed, edges)[0].astype(float)
    return Months(registered, passed, backlog, missed, wait, np.column_stack(inside))


def _monthly_mean(values: Array, times: Array, edges: Array) -> Array:
    """Mean of the values by the month in which their times fall, nan where there is none."""
    known = np.isfinite(values) & np.isfinite(times)
    count = np.histogram(times[known], edges)[0]
    total = np.histogram(times[known], edges, weights=values[known])[0]
    return np.divide(total, count, out=np.full(len(count), np.nan), where=count > 0)


def fluid(centre: Centre, months: int) -> tuple[Array, Array]:
    """The core's monthly formula (model/permits.tandem) for the same centre: persons who pass each stage and who wait
    for it at the month's end, both (T, 3)."""
    queue = np.array([[centre.backlog[0], 0.0, centre.backlog[1]]], dtype=float)
    hard, registered = np.zeros((1, 1)), np.full((1, 1), centre.registrations)
    levers = {
        "biometric_capacity": np.full((1, 1), centre.capacity(centre.biometrics)),
        "ppt_delivery_capacity": np.full((1, 1), centre.capacity(centre.delivery)),
    }
    shares = {"hard_case_share": centre.hard, "appointment_no_show": centre.no_show}
    rates = {"approval_hazard": centre.approval, "ppt_approval_late": centre.review}
    params = {name: np.full((1, 1), value) for name, value in (shares | rates).items()}
    passed, backlog = np.empty((months, 3)), np.empty((months, 3))
    for month in range(months):
        served = permits.tandem(queue, hard, registered, cast(Exposure, levers), params)  # it reads levers by name only
        queue, hard = served.backlog(queue), served.hard
        passed[month] = served.biometrics[0, 0], served.approved[0, 0], served.delivered[0, 0]
        backlog[month] = queue[0]
    return passed, backlog
