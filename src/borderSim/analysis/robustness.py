"""Which option is never far from the best: regret, satisficing and the worst futures, over a crossed sweep.

An option is what somebody chooses (the policy axes of a sweep), a future what nobody does (the future axes) together
with a member's draws. The measures and their names follow the taxonomy of McPhail et al. 2018 (Earth's Future 6,
doi:10.1002/2017EF000649): each turns the outcomes of an option over all futures into one number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from borderSim.analysis.outcomes import outcomes
from borderSim.errors import UserError
from borderSim.results.data import Array
from borderSim.results.sweep_data import Role, SweepData

Wanted = Literal["low", "high"]
Kind = Literal["below", "above", "lower by", "higher by"]
MEASURES = ("median", "tail", "tail_mean", "worst", "regret_50", "regret_90", "regret_max", "near", "best")
"""Median; the outcome at the worst percentile and its mean beyond (CVaR: Rockafellar and Uryasev 2000, J. Risk 2); the
worst of all (Wald 1950); three percentiles of regret, the last one Savage's (1951, J. Am. Stat. Assoc. 46); the shares
of futures in which the option is near the best, and the best."""
EXTREMES = ("worst", "regret_max")
"""Measures that hang on one future: a resample can never show a worse one, so they have no interval."""
LEAD = "regret_90"
"""The measure that findings are about: not the average future, and not a single one."""
WORST = 0.05
NEAR = 0.1
"""Near the best: a regret of at most this share of what the choice changes (best less worst option, median future)."""
MORE_IS_BETTER = ("near", "best")


@dataclass(frozen=True)
class Goal:
    """An outcome and its wanted direction: somebody's choice, the program has none."""

    indicator: str
    wanted: Wanted


@dataclass(frozen=True)
class Want:
    """A threshold that satisfies: a level ("below", "above") or a difference from the reference ("lower by", ...)."""

    indicator: str
    kind: Kind
    limit: float

    @property
    def wanted(self) -> Wanted:
        """The direction in which it is met."""
        return "low" if self.kind in ("below", "lower by") else "high"

    @property
    def of_difference(self) -> bool:
        """Is it about the difference from the reference?"""
        return self.kind in ("lower by", "higher by")


@dataclass(frozen=True)
class Crossing:
    """``options`` (O, policy axes) and ``futures`` (F, future axes) hold their values, ``point`` (O, F) where each was
    run; the axes are positions in the sweep's."""

    policy: tuple[int, ...]
    future: tuple[int, ...]
    options: Array
    futures: Array
    point: Array


@dataclass(frozen=True)
class Judged:
    """One outcome of O options in F futures of M members, in the indicator's window unit.

    ``values``, ``regret`` (never negative, 0 for the best of a future and member) and ``near`` are (O, F, M);
    ``spread`` is what the choice typically changes: best less worst option, median over futures and members.
    """

    goal: Goal
    values: Array
    regret: Array
    near: Array
    spread: float
    tolerance: float


def crossed(data: SweepData) -> Crossing:
    """The options and futures of a sweep, in the order in which they were first run.

    Raises UserError where there are fewer than two options, or an option was not run in every future.
    """
    policy, future = data.of_role("policy"), data.of_role("future")
    options, option = _distinct(data.points[:, policy])
    futures, at = _distinct(data.points[:, future])
    if len(options) < 2:
        raise UserError(_too_few(data, policy))
    point = np.full((len(options), len(futures)), -1)
    point[option, at] = np.arange(len(data.points))
    if np.any(point < 0):
        raise UserError(_incomplete(data, policy, future, point))
    return Crossing(tuple(policy), tuple(future), options, futures, point)


def _distinct(rows: Array) -> tuple[Array, Array]:
    """The distinct rows in the order of their first appearance, and which of them each row is."""
    if rows.shape[1] == 0:
        return np.zeros((1, 0)), np.zeros(len(rows), int)
    _, first, which = np.unique(rows, axis=0, return_index=True, return_inverse=True)
    order = np.argsort(first)
    return rows[first[order]], np.argsort(order)[which.reshape(-1)]


def _too_few(data: SweepData, policy: list[int]) -> str:
    if not policy:
        return (
            f"sweep {data.name} varies no policy, so there is nothing to choose between: vary a lever of kind policy "
            "or whole scenarios (`scenarios:`), or write `role: policy` at the axis that somebody chooses"
        )
    names = ", ".join(data.axes[position].name for position in policy)
    return f"sweep {data.name} has one option only ({names}): give the policy axis at least two values"


def _incomplete(data: SweepData, policy: list[int], future: list[int], point: Array) -> str:
    missing, pairs = int(np.sum(point < 0)), point.size
    said = f"{missing} of the {pairs} pairs of option and future were not run"
    together = {data.axes[position].group for position in policy} & {data.axes[position].group for position in future}
    if not together:
        return f"sweep {data.name}: {said}; every option must be run in every future"
    names = [axis.name for axis in data.axes if axis.group in together]
    return (
        f"sweep {data.name}: {said}, because {', '.join(names)} are in one group of `vary` and move together; put what "
        "is chosen (policy) and what is not (future) into two groups: groups are crossed"
    )


def judged(
    data: SweepData, crossing: Crossing, goal: Goal, *, window: str | None = None, difference: bool, near: float = NEAR
) -> Judged:
    """An outcome with its regrets: in each future and member, the distance to the option that is best there.

    Raises UserError where a value is missing.
    """
    values = outcomes(data, goal.indicator, window, difference=difference)[crossing.point]
    broken = int(np.sum(~np.isfinite(values)))
    if broken:
        raise UserError(f"{goal.indicator}: {broken} of {values.size} values of the sweep are missing: run it again")
    return regrets(goal, values, near)


def regrets(goal: Goal, values: Array, near: float = NEAR) -> Judged:
    """Judge ``values`` (O, F, M); ``near`` is the share of the spread within which an option is near the best."""
    good = values if goal.wanted == "high" else -values
    regret = np.max(good, axis=0) - good
    spread = float(np.median(np.max(regret, axis=0)))
    return Judged(goal, values, regret, regret <= near * spread, spread, near * spread)


def met(data: SweepData, crossing: Crossing, want: Want, *, window: str | None = None) -> Array:
    """(O, F, M) bool: is the threshold met (Simon 1956; the share of futures is Starr's domain criterion)?

    Raises UserError for a difference in a sweep without a reference.
    """
    if want.of_difference and not data.has_reference:
        raise UserError(f"{want.indicator} {want.kind}: sweep {data.name} has no reference; write below or above")
    values = outcomes(data, want.indicator, window, difference=want.of_difference)[crossing.point]
    if want.kind == "below":
        return np.asarray(values < want.limit)
    if want.kind == "above":
        return np.asarray(values > want.limit)
    return np.asarray(values <= -want.limit if want.kind == "lower by" else values >= want.limit)


def measured(item: Judged, worst: float, futures: Array | slice, members: Array | slice) -> Array:
    """(len(MEASURES), O): the measures over some futures and members (positions, repeated or not)."""
    values, regret, near = (_flat(part, futures, members) for part in (item.values, item.regret, item.near))
    bad = values if item.goal.wanted == "high" else -values
    sign = 1.0 if item.goal.wanted == "high" else -1.0
    count = max(round(worst * bad.shape[1]), 1)
    lowest = np.partition(bad, count - 1, axis=1)[:, :count]
    regret_50, regret_90 = np.quantile(regret, (0.5, 0.9), axis=1)
    return np.array(
        [
            np.median(values, axis=1),
            sign * np.quantile(bad, worst, axis=1),
            sign * lowest.mean(axis=1),
            sign * lowest.min(axis=1),
            regret_50,
            regret_90,
            regret.max(axis=1),
            near.mean(axis=1),
            np.mean(regret == 0, axis=1),
        ]
    )


def _flat(values: Array, futures: Array | slice, members: Array | slice) -> Array:
    return np.asarray(values[:, futures][:, :, members].reshape(len(values), -1))


def better_is_more(measure: str, wanted: Wanted) -> bool:
    """Is a higher value of a measure better, for an outcome wanted low or high?"""
    return measure in MORE_IS_BETTER or (wanted == "high" and not measure.startswith("regret"))


def worst_future(item: Judged) -> tuple[Array, Array]:
    """Position (O,) of the future in which each option's regret, in the median member, is highest, and that regret."""
    middle = np.median(item.regret, axis=2)
    at = np.argmax(middle, axis=1)
    return at, middle[np.arange(len(middle)), at]


def sampled(data: SweepData, role: Role) -> bool:
    """Was an axis of a role sampled, so that other values could as well have been drawn?"""
    return any(data.axes[position].method not in ("list", "zip", "table") for position in data.of_role(role))
