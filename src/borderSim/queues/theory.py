"""What queueing theory says exactly, and the standard approximation between its exact cases.

All waits are means before service, in the unit of the service time; ``load`` is arrivals over capacity, 0 <= load < 1.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.stats import poisson

HEAVY = 0.98
"""Load from which M/D/c is taken at its heavy-traffic limit, half of M/M/c."""


def erlang_c(load: float, servers: int) -> float:
    """Probability that a customer of an M/M/c queue has to wait (Erlang 1917), by the recursion of Erlang B."""
    offered, blocked = load * servers, 1.0
    for n in range(1, servers + 1):
        blocked = offered * blocked / (n + offered * blocked)
    return blocked / (1 - load * (1 - blocked))


def mmc_wait(load: float, servers: int, service: float) -> float:
    """Exact M/M/c."""
    return erlang_c(load, servers) * service / (servers * (1 - load))


def mg1_wait(load: float, service: float, cv: float) -> float:
    """Exact M/G/1 (Pollaczek and Khinchine)."""
    return (1 + cv**2) / 2 * service * load / (1 - load)


@cache
def mdc_wait(load: float, servers: int, service: float, states: int = 1000) -> float:
    """Exact M/D/c (Crommelin 1932): the number present, seen every service time, is a Markov chain.

    All who were in service are gone one service time later, and Poisson arrivals have come. ``states`` cuts the chain;
    1000 leave less than 1e-9 of it outside for a load of up to 0.98 (one server) and more servers.
    """
    present = np.arange(states)
    left = np.maximum(present - servers, 0)
    step = poisson.pmf(present[None, :] - left[:, None], load * servers)
    step[:, -1] += 1 - step.sum(axis=1)
    balance = np.vstack([(step.T - np.eye(states))[:-1], np.ones(states)])
    chance = np.linalg.solve(balance, np.append(np.zeros(states - 1), 1.0))
    return float((chance * left).sum() * service / (load * servers))


def mgc_wait(load: float, servers: int, service: float, cv: float) -> float:
    """M/G/c between the exact M/M/c and M/D/c by cv squared (Kimura 1986): exact at cv 0 and 1 and for one server."""
    exponential = mmc_wait(load, servers, service)
    constant = mdc_wait(load, servers, service) if 0 < load < HEAVY else exponential / 2
    return cv**2 * exponential + (1 - cv**2) * constant


def completion(service: float, cv: float, working: float, repair: float) -> tuple[float, float]:
    """Mean and cv of the time that a bay needs for a customer when it breaks down at work (Hopp and Spearman).

    Breakdowns come at rate 1/``working`` of service time; the customer waits for the exponential repair of mean
    ``repair``. Exact: a compound Poisson sum on top of the service time.
    """
    stretch = 1 + repair / working
    mean = service * stretch
    variance = (cv * service * stretch) ** 2 + service / working * 2 * repair**2
    return mean, float(np.sqrt(variance) / mean)
