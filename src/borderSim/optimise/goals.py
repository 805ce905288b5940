"""From what members did to what a search compares: one number for each aim, and how far each limit is broken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from borderSim.results.data import Array
from borderSim.scenario.optimise_goals import Aim, Limit, Objective, Statistic

Numbers = Mapping[str, Array]
"""Window numbers by indicator: (..., M), in the indicator's window unit."""


def statistic(values: Array, chosen: Statistic, worse: Aim) -> Array:
    """(..., M) -> (...): median, mean, or the inner end of the worst share of the members.

    ``worse`` is the end at which members fare badly: the worst 5% of something that should be low begins at its 95%
    point. Quantiles by linear interpolation (Hyndman and Fan 1996, type 7).
    """
    if chosen.kind == "mean":
        return np.asarray(np.mean(values, axis=-1))
    tail = chosen.percent / 100 if chosen.kind == "worst" else 0.5
    return np.asarray(np.quantile(values, tail if worse == "low" else 1 - tail, axis=-1))


def of_members(goal: Objective | Limit, numbers: Numbers, reference: Numbers) -> Array:
    """(..., M) what a goal looks at: the level, or the paired difference from the reference (M,)."""
    values = numbers[goal.indicator]
    return values - reference[goal.indicator] if goal.difference else values


def reached(goal: Objective | Limit, numbers: Numbers, reference: Numbers) -> Array:
    """(...) the number of a goal for each package, in the indicator's window unit."""
    return statistic(of_members(goal, numbers, reference), goal.statistic, goal.worse)


def to_minimise(objectives: Sequence[Objective], numbers: Numbers, reference: Numbers) -> Array:
    """(n, K) the aims' numbers, those that should be high with the sign turned."""
    signs = [1.0 if goal.aim == "low" else -1.0 for goal in objectives]
    columns = [sign * reached(goal, numbers, reference) for sign, goal in zip(signs, objectives, strict=True)]
    return np.stack(columns, axis=-1)


def excess(limits: Sequence[Limit], numbers: Numbers, reference: Numbers, packages: int) -> Array:
    """(n, C) how far each limit is broken, as a share of its bound (1 for a bound of 0); at most 0 if it holds."""
    columns = [_excess(goal, reached(goal, numbers, reference)) for goal in limits]
    return np.stack(columns, axis=-1) if columns else np.zeros((packages, 0))


def _excess(goal: Limit, values: Array) -> Array:
    over = values - goal.bound if goal.side == "at_most" else goal.bound - values
    return np.asarray(over / (abs(goal.bound) or 1.0))
