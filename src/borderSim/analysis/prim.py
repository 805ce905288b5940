"""PRIM: peel thin slices off the space of inputs until what is left holds mostly the cases of interest.

Friedman and Fisher 1999 (Stat. Comput. 9, 123-143) with two choices of the EMA Workbench, so that both give the same
trajectory: a peel is judged by the gain in density for each case given up, which treats numbers and choices alike
(Kwakkel and Jaxa-Rozen 2016, Environ. Model. Softw. 79, objective "lenient1"), and a paste widens a range by a share
of the cases just outside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import ceil, floor

import numpy as np

from borderSim.analysis.boxes import Box, Cases, Limit, Measured, measure, quasi_p
from borderSim.results.data import Array

ALPHA = 0.05
"""Share of the cases in a box that one peel gives up at each end of a range: patient (Friedman and Fisher 1999)."""
LEAST_MASS = 0.05
"""Peeling stops before a box holds less than this share of all cases."""
KEEPS, NEARLY = 0.5, 0.02
"""The box shown is the densest that covers at least KEEPS of the cases of interest; of the boxes whose density is less
than NEARLY below it, the one with the fewest restricted inputs, then the one that covers most."""
SIGNIFICANT = 0.05
"""A restriction stays in the box shown while its corrected quasi-p-value is at most this."""
AGAIN = 10
"""Half samples in the test of reproducibility (Bryant and Lempert 2010, section 3)."""


def trajectory(
    cases: Cases, free: Array | None = None, alpha: float = ALPHA, least: float = LEAST_MASS
) -> list[Measured]:
    """The boxes of one search, from the one that holds everything: first peels, then pastes.

    ``free`` (N,) marks the cases that no earlier box holds; coverage and mass stay those of all ``cases``. Each peel
    gives up the slice, of at most ``alpha`` of the cases in the box where values are not tied, that raises the density
    most for a case given up; then pastes take slices back while the density rises.
    """
    free = np.ones(len(cases), bool) if free is None else free
    rows = cases.take(free)
    steps, box, inside = [measure(cases, Box(), free)], Box(), np.ones(len(rows), bool)
    for candidates in (_peels, _pastes):
        while found := _best(rows, box, inside, candidates(rows, box, inside, alpha), least * len(cases)):
            box, inside = found
            steps.append(measure(cases, box, free))
    return steps


def _best(
    cases: Cases, box: Box, inside: Array, candidates: Iterator[tuple[Box, Array]], least: float
) -> tuple[Box, Array] | None:
    """The candidate that gains most density for a case changed, and of equals the one with fewest restrictions.

    None where even that gains nothing or holds fewer than ``least`` cases.
    """
    count, density = int(inside.sum()), _density(cases, inside)
    best, chosen = (0.0, 0), None
    for other, rows in candidates:
        size = int(rows.sum())
        if size in (0, count):
            continue
        gain = (_density(cases, rows) - density) / abs(size - count)
        score = (gain, -len(other.limits))
        if gain > 0 and (chosen is None or score > best):
            best, chosen = score, (other, rows)
    return chosen if chosen is not None and int(chosen[1].sum()) >= least else None


def _density(cases: Cases, rows: Array) -> float:
    return float(np.mean(cases.hits[rows]))


def _by_name(cases: Cases) -> list[int]:
    """Columns in the order of their names, so that the order of the columns decides nothing."""
    return sorted(range(len(cases.inputs)), key=lambda column: cases.inputs[column].name)


def _peels(cases: Cases, box: Box, inside: Array, alpha: float) -> Iterator[tuple[Box, Array]]:
    for column in _by_name(cases):
        values = cases.values[:, column]
        if choices := cases.inputs[column].choices:
            left = _choices(box, column, len(choices))
            for gone in sorted(left) if len(left) > 1 else ():
                yield box.limited(column, left - {gone}), inside & (values != gone)
            continue
        low, high = _range(box, column)
        here = values[inside]
        if (top := _edge(-here, alpha)) is not None:
            yield box.limited(column, (low, -top)), inside & (values <= -top)
        if (bottom := _edge(here, alpha)) is not None:
            yield box.limited(column, (bottom, high)), inside & (values >= bottom)


def _pastes(cases: Cases, box: Box, inside: Array, alpha: float) -> Iterator[tuple[Box, Array]]:
    for column in sorted(box.limits, key=_by_name(cases).index):
        values, others = cases.values[:, column], box.without(column).inside(cases.values)
        if choices := cases.inputs[column].choices:
            left = _choices(box, column, len(choices))
            for back in sorted(set(range(len(choices))) - left):
                wider = left | {back}
                limit: Limit = (-np.inf, np.inf) if len(wider) == len(choices) else wider
                yield box.limited(column, limit), others & np.isin(values, list(wider))
            continue
        low, high = _range(box, column)
        below, above = values[others & (values <= low)], values[others & (values >= high)]
        down, up = -_reach(-below, alpha, -values.min()), _reach(above, alpha, values.max())
        yield box.limited(column, (down, high)), others & (values >= down) & (values <= high)
        yield box.limited(column, (low, up)), others & (values >= low) & (values <= up)


def _range(box: Box, column: int) -> tuple[float, float]:
    limit = box.limits.get(column, (-np.inf, np.inf))
    assert isinstance(limit, tuple)
    return limit


def _choices(box: Box, column: int, count: int) -> frozenset[int]:
    limit = box.limits.get(column, frozenset(range(count)))
    assert isinstance(limit, frozenset)
    return limit


def _edge(values: Array, alpha: float) -> float | None:
    """Where to cut the lowest ``alpha`` of (n,) values off: midway between two of them; None where all are equal."""
    if not len(values):
        return None
    place = (len(values) - 1) * alpha
    low, high = np.partition(values, (floor(place), ceil(place)))[[floor(place), ceil(place)]]
    if low == high:
        above = values[values > low]
        if not len(above):
            return None
        high = above.min()
    return float(low + high) / 2


def _reach(outside: Array, alpha: float, last: float) -> float:
    """How far to widen an upper end: past the nearest ``alpha`` of the (n,) values beyond it; open at the ``last``."""
    edge = _edge(outside, alpha)
    end = edge if edge is not None else outside.max(initial=-np.inf)
    return float(end) if -np.inf < end < last else float(np.inf)


def choose(steps: Sequence[Measured]) -> int:
    """The step whose box is shown, by the rule of KEEPS and NEARLY; coverage is that of what the first step holds."""
    wide = [i for i, step in enumerate(steps) if step.hits >= KEEPS * steps[0].hits]
    densest = max(steps[i].density for i in wide)
    near = [i for i in wide if steps[i].density > densest - NEARLY]
    return min(near, key=lambda i: (len(steps[i].box.limits), -steps[i].coverage, i))


def pruned(cases: Cases, box: Box, looked_at: Mapping[str, int]) -> Box:
    """The box without the restrictions that chance could explain, the weakest taken out first.

    Each quasi-p-value is multiplied by how many inputs of its kind (point, member) were ``looked_at`` (Bonferroni),
    because the best of many looks good by chance.
    """
    while box.limits:
        values = {j: quasi_p(cases, box, j) * looked_at[cases.inputs[j].of] for j in box.limits}
        weakest = max(values, key=lambda column: (values[column], cases.inputs[column].name))
        if values[weakest] <= SIGNIFICANT:
            return box
        box = box.without(weakest)
    return box


def reproduced(samples: Sequence[Cases], looked_at: Mapping[str, int]) -> dict[int, float]:
    """How often (0-1) the same search in each of several samples of the cases ends with each input restricted."""
    counts: Counter[int] = Counter()
    for sample in (sample for sample in samples if sample.hits.any()):
        steps = trajectory(sample)
        counts.update(list(pruned(sample, steps[choose(steps)].box, looked_at).limits))
    return {column: count / len(samples) for column, count in counts.items()}
