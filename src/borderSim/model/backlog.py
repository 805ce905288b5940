"""Fluid queues of people and papers: what a stage serves in a month, and how long its backlog waits."""

from __future__ import annotations

import numpy as np

from borderSim.model.system import Array


def serve(backlog: Array, inflow: Array, capacity: Array) -> Array:
    """Persons or documents served by one stage in a month: min(backlog + inflow, capacity); linear below capacity."""
    return np.asarray(np.minimum(backlog + inflow, capacity))


def wait(backlog: Array, served: Array, limit: Array) -> Array:
    """Months that a backlog waits at this month's service, by Little's law: backlog / served, at most ``limit``.

    Without a backlog nobody waits; a backlog that nobody serves waits ``limit`` months, which means that or more.
    """
    without = np.broadcast_to(np.where(backlog > 0, limit, 0.0), np.broadcast_shapes(backlog.shape, served.shape))
    months = np.divide(backlog, served, out=without.copy(), where=(served > 0) & (backlog > 0))
    return np.asarray(np.minimum(months, limit))
