"""From the months of a sweep to one number a point and member: what the analyses of a sweep explain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from borderSim.analysis.compare import aggregate
from borderSim.catalogue import indicators
from borderSim.results.data import Array
from borderSim.results.sweep_data import SweepData

Window = Literal["first_12", "last_12", "whole"]
SLICE = 4_000_000
"""Numbers that are worked on at once: 32 MB of them as float64, whatever the size of the sweep."""


def outcomes(data: SweepData, indicator: str, window: str | None = None, *, difference: bool = False) -> Array:
    """(P, M) float64: an indicator over a window (the sweep's own by default) at each point, in its window unit.

    The months become one number as the indicator table says (mean, sum, last, max, year). With ``difference`` it is
    the paired difference from the point's reference: the difference of the two numbers, member by member.
    """
    chosen = window or data.window
    numbers = window_numbers(data, indicator, [chosen])[chosen]
    if not difference:
        return np.asarray(numbers[data.case])
    if not data.has_reference:
        raise ValueError(f"sweep {data.name} has no reference to compare with")
    return np.asarray(numbers[data.case] - numbers[data.reference])


def window_numbers(data: SweepData, indicator: str, windows: Sequence[str]) -> dict[str, Array]:
    """(K, M) float64 by window: the months of every case as one number, slice by slice of what may live on disk."""
    values, how = data.values[indicator], indicators()[indicator].window
    cases, members, months = values.shape
    found = {window: np.empty((cases, members)) for window in windows}
    step = max(SLICE // (members * months), 1)
    for start in range(0, cases, step):
        block = np.asarray(values[start : start + step])
        for window, numbers in found.items():
            numbers[start : start + step] = aggregate(block, how, window)
    return found
