"""Replicates of both detail models, their means and sampling errors."""

from __future__ import annotations

import numpy as np

from borderSim.cli.queue import streams
from borderSim.model.units import DAYS_PER_MONTH
from borderSim.queues.bridge import Post, arrivals, simulate
from borderSim.queues.bridge_measures import measure
from borderSim.queues.registration import Centre, Desk

ERRORS = 4.0
"""Standard errors within which a mean of replicates must lie; seeds are fixed, so a test never changes its mind."""
REPLICATES = 8
SETTLE = 0.25
"""Share of a run, before it, that is not counted."""


def post(load, bays, cv=1.0, hours=24.0, days=DAYS_PER_MONTH, service=1.0, **more):
    """A post at a load: all trucks inspected, everyone waits, no breakdowns, unless told otherwise."""
    inspected = more.pop("inspected", 1.0)
    trucks = load * bays * hours / (service * inspected)
    return Post(bays, hours, days, trucks, inspected, service, cv, **more)


def replicate(at, trucks, seed=1, replicates=REPLICATES):
    """Measures of replicates with about so many inspected trucks in all: name -> (R,)."""
    months = trucks / replicates / (at.trucks_per_day * at.inspected * at.days)
    settle = SETTLE * months
    rows = []
    for r in range(replicates):
        log = simulate(at, arrivals(at, streams(seed, r), settle + months), settle + months)
        rows.append(measure(log, at, settle * at.month, months))
    return {name: np.array([row[name] for row in rows]) for name in rows[0]}


def error(values):
    """Sampling error that a mean of replicates is allowed."""
    return ERRORS * values.std(ddof=1) / np.sqrt(len(values))


def centre(registrations, biometrics, delivery, **more):
    """A centre at the central values of its parameters, rounded; numbers per month."""
    plain = {"no_show": 0.45, "hard": 0.12, "approval": 0.4, "review": 100.0, "days": 21.0, "hours": 8.0,
             "occupancy": 0.8, "service_cv": 0.5, "backlog": (0, 0)}  # fmt: skip
    desks = Desk(biometrics, 0.33, 5.0), Desk(delivery, 0.15, 21.0)
    return Centre(registrations, *desks, **(plain | more))
