"""How sure a ranking of options is: intervals and ranks when members (and sampled futures) are drawn again.

Members are drawn with replacement as whole blocks: a member keeps its draws in every future and under every option, so
its outcomes are not independent of one another. Futures that were sampled are drawn again as well, independently of
the members (the pigeonhole bootstrap: Owen 2007, Ann. Appl. Stat. 1, doi:10.1214/07-AOAS122); futures that were listed
are taken as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest, bootstrap, rankdata

from borderSim.analysis.robustness import (
    EXTREMES,
    LEAD,
    MEASURES,
    Crossing,
    Goal,
    Judged,
    Want,
    better_is_more,
    crossed,
    judged,
    measured,
    met,
    sampled,
)
from borderSim.errors import UserError
from borderSim.results.data import Array
from borderSim.results.sweep_data import SweepData

RESAMPLES = 500
"""The 5th percentile of a resampled number is then known to about one percentile (Efron and Tibshirani 1993, 13.3)."""
LEVELS = (0.05, 0.95)
FEWEST_MEMBERS = 8
"""Fewer blocks than this say nothing about their own spread."""
WHOLE = slice(None)


@dataclass(frozen=True)
class Settings:
    """How outcomes are read and measured: window (the sweep's own by default), level or difference from the
    reference, the share of worst futures, and what counts as near the best."""

    window: str
    difference: bool
    worst: float
    near: float


@dataclass(frozen=True)
class Estimate:
    """A number with the ends of its 90% interval (NaN for an extreme) and its resamples: (..., O) and (..., O, R)."""

    value: Array
    low: Array
    high: Array
    draws: Array


@dataclass(frozen=True)
class Ranks:
    """Rank of each option (1 is best) with its 90% interval, and the share of resamples in which it ranks first (ties
    share): (G, K, O)."""

    rank: Array
    low: Array
    high: Array
    first: Array


@dataclass(frozen=True)
class Robustness:
    """What `robust` found: G outcomes, K measures, W thresholds (and all of them together where there are several).

    ``measures`` is (G, K, O) in each outcome's unit, ``shares`` (W or W + 1, O) of futures and members that meet the
    thresholds, ``best`` (G,) the option of least LEAD, ``apart`` (G, O) whether an option can be told apart from it.
    """

    crossing: Crossing
    settings: Settings
    items: tuple[Judged, ...]
    wants: tuple[Want, ...]
    met: Array
    measures: Estimate
    shares: Estimate
    ranks: Ranks
    best: Array
    apart: Array
    futures_drawn: bool


def robustness(data: SweepData, goals: Sequence[Goal], wants: Sequence[Want], settings: Settings) -> Robustness:
    """Judge every option over every future. Raises UserError for a sweep that cannot answer (see `crossed`)."""
    crossing, window = crossed(data), settings.window
    _check_members(data)
    items = tuple(
        judged(data, crossing, goal, window=window, difference=settings.difference, near=settings.near)
        for goal in goals
    )
    fulfilled = _with_all([met(data, crossing, want, window=window) for want in wants], items[0].values.shape)
    drawn = sampled(data, "future") and len(crossing.futures) > 1
    measures, shares = _estimates(items, fulfilled, settings.worst, drawn, int(data.meta.get("seed", 0)))
    lead = measures.draws[:, MEASURES.index(LEAD)]
    best = np.argmin(measures.value[:, MEASURES.index(LEAD)], axis=1)
    return Robustness(
        crossing, settings, items, tuple(wants), fulfilled, measures, shares, ranked(items, measures), best,
        told_apart(lead, best), drawn,
    )  # fmt: skip


def _check_members(data: SweepData) -> None:
    if len(data.members) < FEWEST_MEMBERS:
        raise UserError(
            f"sweep {data.name} has {len(data.members)} members; to say how sure a ranking is, at least "
            f"{FEWEST_MEMBERS} are needed (`members:` in the sweep file)"
        )


def _with_all(each: Sequence[Array], shape: tuple[int, ...]) -> Array:
    """(W or W + 1, O, F, M): the thresholds, and all of them together where there are several."""
    if len(each) < 2:
        return np.array(each, bool).reshape(len(each), *shape)
    return np.array([*each, np.all(each, axis=0)])


def _estimates(
    items: Sequence[Judged], fulfilled: Array, worst: float, futures_drawn: bool, seed: int
) -> tuple[Estimate, Estimate]:
    """The measures (G, K, O) and the shares (W, O), each with its interval, from the same resamples."""
    options, futures, members = items[0].values.shape
    size = len(items) * len(MEASURES) * options

    def numbers(member: Array, future: Array | None = None) -> Array:
        rows, columns = WHOLE if future is None else future.astype(int), member.astype(int)
        found = [measured(item, worst, rows, columns) for item in items]
        share = fulfilled[:, :, rows][..., columns].mean(axis=(2, 3))
        return np.concatenate([np.ravel(found), np.ravel(share)])

    drawn = (np.arange(members), np.arange(futures)) if futures_drawn else (np.arange(members),)
    draws = bootstrap(
        drawn, numbers, n_resamples=RESAMPLES, vectorized=False, paired=False, method="percentile", rng=seed
    ).bootstrap_distribution
    whole = numbers(np.arange(members))
    shape = (len(items), len(MEASURES), options)
    measures = _estimate(whole[:size].reshape(shape), draws[:size].reshape(*shape, RESAMPLES))
    for name in EXTREMES:
        measures.low[:, MEASURES.index(name)] = measures.high[:, MEASURES.index(name)] = np.nan
    shares = _estimate(whole[size:].reshape(-1, options), draws[size:].reshape(-1, options, RESAMPLES))
    return measures, _widened(shares, min(members, futures) if futures_drawn else members)


def _estimate(value: Array, draws: Array) -> Estimate:
    low, high = np.quantile(draws, LEVELS, axis=-1)
    return Estimate(value, low, high, draws)


def _widened(shares: Estimate, blocks: int) -> Estimate:
    """Where every future and member agrees no resample differs: there the exact binomial interval of as many blocks
    (Clopper and Pearson 1934, Biometrika 26)."""
    least = binomtest(blocks, blocks).proportion_ci(confidence_level=LEVELS[1] - LEVELS[0], method="exact").low
    low = np.where(shares.value == 1, least, shares.low)
    return Estimate(shares.value, low, np.where(shares.value == 0, 1 - least, shares.high), shares.draws)


def ranked(items: Sequence[Judged], measures: Estimate) -> Ranks:
    """Rank the options under each outcome and measure, as found and in each resample."""
    signs = np.array([[-1.0 if better_is_more(name, item.goal.wanted) else 1.0 for name in MEASURES] for item in items])
    rank = rankdata(measures.value * signs[..., None], method="min", axis=-1)
    draws = rankdata(measures.draws * signs[..., None, None], method="min", axis=-2)
    leads = draws == 1
    first = np.mean(leads / leads.sum(axis=-2, keepdims=True), axis=-1)
    low, high = np.quantile(draws, LEVELS, axis=-1, method="nearest")
    return Ranks(rank, low, high, first)


def told_apart(lead: Array, best: Array) -> Array:
    """(G, O): does the 90% interval of the paired difference from the best, in (G, O, R) resamples, leave out zero?"""
    gap = lead - np.take_along_axis(lead, best[:, None, None], axis=1)
    low, high = np.quantile(gap, LEVELS, axis=-1)
    return (low > 0) | (high < 0)


@dataclass(frozen=True)
class Part:
    """Part of the futures: those with one value of a future axis (``choice``), or its lower or upper half."""

    axis: int
    half: str
    choice: int
    futures: Array
    best: Array


def parts(found: Robustness, data: SweepData) -> list[Part]:
    """Which option is best (least LEAD, by outcome: (G,)) when each future axis is cut in two, or into its choices."""
    cut: list[Part] = []
    for column, axis in enumerate(found.crossing.future):
        values = found.crossing.futures[:, column]
        if data.axes[axis].choices:
            sides = [("", int(choice), values == choice) for choice in np.unique(values)]
        else:
            middle = np.median(values)
            lower = values <= middle if np.any(values > middle) else values < middle
            sides = [("lower", -1, lower), ("upper", -1, ~lower)]
        cut += [Part(axis, half, choice, rows, _best(found, rows)) for half, choice, rows in sides if rows.any()]
    return cut


def _best(found: Robustness, futures: Array) -> Array:
    at = MEASURES.index(LEAD)
    rows = np.flatnonzero(futures)
    return np.array([np.argmin(measured(item, found.settings.worst, rows, WHOLE)[at]) for item in found.items])


def dominated(found: Robustness) -> dict[int, tuple[int, float]]:
    """Options beaten on every outcome: by which option, and in what share of the resamples.

    Beaten: LEAD at least as high on every outcome and higher on one. No weighting of outcomes is needed for it. Empty
    for one outcome.
    """
    at = MEASURES.index(LEAD)
    value, draws = found.measures.value[:, at], found.measures.draws[:, at]
    beaten: dict[int, tuple[int, float]] = {}
    for option in range(value.shape[1]) if len(value) > 1 else ():
        by = np.flatnonzero(_beats(value, value[:, [option]]))
        if len(by):
            sure = np.mean(_beats(draws[:, by], draws[:, [option]]), axis=-1)
            beaten[option] = (int(by[np.argmax(sure)]), float(np.max(sure)))
    return beaten


def _beats(ours: Array, theirs: Array) -> Array:
    return np.asarray(np.all(ours <= theirs, axis=0) & np.any(ours < theirs, axis=0))
