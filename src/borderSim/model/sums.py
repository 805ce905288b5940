"""Sums of people over places: by department, and in all as the sum over departments."""

from __future__ import annotations

from typing import Any

import numpy as np

from .system import Array


def by_department(stock: Array, world: Any) -> Array:
    """(L, D) persons of a stock (L, C) over the municipalities of each department."""
    departments: Array = np.add.reduceat(stock, world.department_start, axis=1)
    departments *= np.diff(world.department_start, append=stock.shape[1]) > 0  # one without places has nobody
    return departments


def total(stock: Array, world: Any) -> Array:
    """(L, 1) persons of a stock (L, C), as the sum over its departments."""
    whole: Array = np.add.reduce(by_department(stock, world), axis=1, keepdims=True)
    return whole
