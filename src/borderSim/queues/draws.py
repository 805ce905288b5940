"""Random numbers of the detail models: endless streams of uniforms, given from outside, and what is made of them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import numpy as np
from scipy.special import gammaincinv, pdtrik

from borderSim.model.system import Array

Draw = Callable[[str, int, int], Array]
"""Stream name, block number, size -> uniforms (size,) in (0, 1): always the same for the same three."""

BLOCK = 1024


def uniforms(draw: Draw, stream: str, size: int) -> Array:
    """The first ``size`` uniforms of a stream. Customer i always has number i, however many there are."""
    blocks = [draw(stream, block, BLOCK) for block in range(-(-size // BLOCK))]
    return np.concatenate([*blocks, np.empty(0)])[:size]


def poisson_times(draw: Draw, stream: str, end: float) -> Array:
    """Times of a Poisson process of rate 1 on [0, end), ascending."""
    gaps, total = [], 0.0
    for block in count():
        gaps.append(-np.log(draw(stream, block, BLOCK)))
        total += gaps[-1].sum()
        if total >= end:
            times = np.cumsum(np.concatenate(gaps))
            return times[times < end]
    raise AssertionError  # count() does not end


def gamma(u: Array, mean: float, cv: float) -> Array:
    """Gamma times with a mean and coefficient of variation, from uniforms: constant at cv 0, exponential at cv 1."""
    if cv == 0:
        return np.full_like(u, mean)
    return np.asarray(mean * cv**2 * gammaincinv(cv**-2, u))


def sum_of_exponentials(u: Array, terms: Array, mean: float) -> Array:
    """Sums of so many exponential times (n,) of a mean, from uniforms; 0 where there is no term."""
    total = np.zeros_like(u)
    some = terms > 0
    total[some] = mean * gammaincinv(terms[some], u[some])
    return total


def poisson(u: Array, mean: Array) -> Array:
    """Poisson counts with means (same shape) from uniforms."""
    return np.maximum(np.ceil(pdtrik(u, np.maximum(mean, np.finfo(float).tiny))), 0.0)


def failures_before_success(u: Array, fail: float) -> Array:
    """Geometric counts: how often one fails, each time with probability ``fail``, before the first success.

    ``inf`` where every attempt fails.
    """
    if fail in (0.0, 1.0):
        return np.full_like(u, np.inf if fail else 0.0)
    return np.floor(np.log(u) / np.log(fail))
