"""Waiting time of trucks at an inspection: a formula for the M/G/c queue and its fluid limit.

Equations, and how far they hold against the detail model: docs/queues.md.
"""

from __future__ import annotations

import numpy as np

from borderSim.model.system import Array
from borderSim.model.units import DAYS_PER_MONTH, HOURS_PER_DAY


def trucks_per_month(bays: Array, hours: Array, service_hours: Array, inspected: Array, days: Array) -> Array:
    """Trucks that a crossing can clear in a month and direction (eq. 1).

    ``bays`` inspect a share ``inspected`` of the trucks for ``service_hours`` each, ``hours`` a day on ``days`` days.
    """
    return bays * hours * days / (service_hours * inspected)


def mgc_wait(load: Array, servers: Array, service_hours: Array, cv: Array) -> Array:
    """Mean wait in hours of open time before service in an M/G/c queue, by Allen and Cunneen (eq. 2).

    Customers are those that need a server: of trucks, the inspected ones. ``load`` is arrivals over capacity,
    0 <= load < 1; ``servers`` >= 1 may be fractional; ``cv`` is the coefficient of variation of the service time.
    Exact for one server (Pollaczek and Khinchine) and for exponential service (Erlang); elsewhere see docs/queues.md.
    """
    return (1 + cv**2) / 2 * service_hours * erlang_c(load, servers) / (servers * (1 - load))


def erlang_c(load: Array, servers: Array) -> Array:
    """Probability (0-1) that a customer of an M/M/c queue has to wait (Erlang 1917), for any servers > 0."""
    from scipy.special import gammaincc, gammaln, xlogy

    offered = load * servers
    # Erlang B is the Poisson probability of c over that of at most c, which is an incomplete gamma function.
    blocked = np.exp(xlogy(servers, offered) - offered - gammaln(servers + 1)) / gammaincc(servers + 1, offered)
    return np.asarray(blocked / (1 - load * (1 - blocked)))


def line_wait(wait: Array, load: Array, inspected: Array) -> Array:
    """Mean wait in hours of all trucks of one line from that of the inspected ones, a share ``inspected`` (eq. 4).

    Who is not inspected waits until all in front have a bay: ``load`` times as long, exactly for exponential service.
    """
    return wait * (inspected + (1 - inspected) * load)


def clock_wait(wait: Array, hours: Array, days: Array) -> Array:
    """Mean wait in clock hours from one in hours of open time, open ``hours`` a day on ``days`` days a month (eq. 3).

    A queue stands still while the post is closed, so by Little's law (L = arrivals per clock hour x wait) the wait
    stretches by clock time over open time. Exact when everyone stays and arrivals are even over the open time.
    """
    return wait * (HOURS_PER_DAY * DAYS_PER_MONTH) / (hours * days)
