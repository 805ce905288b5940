"""Waiting time of trucks at an inspection: a fast formula for the M/G/c queue and its fluid limit."""

from __future__ import annotations

import numpy as np

from borderSim.model.system import Array


def trucks_per_month(bays: Array, hours: Array, service_hours: Array, inspected: Array, days: Array) -> Array:
    """Trucks that a crossing can clear in a month and direction.

    ``bays`` inspect a share ``inspected`` of the trucks for ``service_hours`` each, ``hours`` a day on ``days`` days.
    """
    return bays * hours * days / (service_hours * inspected)


def mgc_wait(load: Array, servers: Array, service_hours: Array, cv: Array) -> Array:
    """Mean wait in hours before service in an M/G/c queue, by Allen and Cunneen.

    ``load`` is arrivals over capacity, 0 <= load < 1; ``servers`` >= 1 may be fractional; ``cv`` is the coefficient of
    variation of the service time. The M/M/c part is Sakasegawa's (1977, Ann. Inst. Stat. Math. 29): exact for one
    server, within a tenth of Erlang's C, or of 2% of the service time, elsewhere.
    """
    busy = load ** (np.sqrt(2 * (servers + 1)) - 1)
    return (1 + cv**2) / 2 * service_hours * busy / (servers * (1 - load))
