"""The distributions of the parameters, as quantile functions.

| distribution | low, high | central |
|---|---|---|
| triangular | the ends | the mode |
| uniform | the ends | not used |
| normal | the 5% and 95% points | the median |
| lognormal | the 5% and 95% points | the median |
| gamma, beta | the 5% and 95% points | not used: two points fix two shape numbers |
| fixed | not used | the value |
| switch | 0 and 1 | the probability of 1 (a structural choice) |

A normal (or lognormal) whose median is not midway between its points has two halves, each with its own spread, joined
at the median: all three numbers are kept. It is the plain normal when they are symmetric. Draws outside what a unit
allows (shares in 0-1, no negative value where low is not negative) are set to the nearest allowed value.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from borderSim.catalogue.entries import Parameter

Array = NDArray[np.float64]

LOWER_POINT, UPPER_POINT = 0.05, 0.95
# A fit must return its two points to this relative error.
FIT_TOLERANCE = 1e-6


@dataclass(frozen=True)
class Spread:
    """A distribution that belongs to no parameter: a lag of a scenario, say. Fields as in ``Parameter``."""

    distribution: str
    low: float
    central: float
    high: float
    unit: str = ""


def quantile(parameter: Parameter | Spread, u: NDArray[Any]) -> Array:
    """Return the values of a parameter, in its unit, at the probabilities ``u`` (any shape, within 0-1).

    Raises ValueError when no distribution of the family has the two points.
    """
    values = _FAMILIES[parameter.distribution](parameter, np.asarray(u, dtype=np.float64))
    return np.clip(values, *support(parameter))


def support(parameter: Parameter | Spread) -> tuple[float, float]:
    """Return the lowest and highest value that a parameter may take, in its unit."""
    if parameter.unit.startswith(("share", "0-1")) and parameter.low >= 0 and parameter.high <= 1:
        return 0.0, 1.0
    return (0.0, np.inf) if parameter.low >= 0 else (-np.inf, np.inf)


def _fixed(parameter: Parameter | Spread, u: Array) -> Array:
    return np.full_like(u, parameter.central)


def _switch(parameter: Parameter | Spread, u: Array) -> Array:
    return (u >= 1 - parameter.central).astype(np.float64)


def _uniform(parameter: Parameter | Spread, u: Array) -> Array:
    return parameter.low + u * (parameter.high - parameter.low)


def _triangular(parameter: Parameter | Spread, u: Array) -> Array:
    low, mode, high = parameter.low, parameter.central, parameter.high
    if high == low:
        return np.full_like(u, mode)
    rising = low + np.sqrt(u * (high - low) * (mode - low))
    falling = high - np.sqrt((1 - u) * (high - low) * (high - mode))
    return np.where(u * (high - low) < mode - low, rising, falling)


def _two_halves(low: float, median: float, high: float, u: Array) -> Array:
    from scipy.special import ndtri

    z = ndtri(u) / ndtri(UPPER_POINT)
    return np.asarray(median + np.where(z < 0, (median - low) * z, (high - median) * z))


def _normal(parameter: Parameter | Spread, u: Array) -> Array:
    return _two_halves(parameter.low, parameter.central, parameter.high, u)


def _lognormal(parameter: Parameter | Spread, u: Array) -> Array:
    low, median, high = np.log([parameter.low, parameter.central, parameter.high])
    return np.exp(_two_halves(low, median, high, u))


def _gamma(parameter: Parameter | Spread, u: Array) -> Array:
    from scipy.special import gammaincinv

    shape, scale = gamma_fit(parameter.low, parameter.high)
    return np.asarray(scale * gammaincinv(shape, u))


def _beta(parameter: Parameter | Spread, u: Array) -> Array:
    from scipy.special import betaincinv

    return np.asarray(betaincinv(*beta_fit(parameter.low, parameter.high), u))


@cache
def gamma_fit(low: float, high: float) -> tuple[float, float]:
    """Return shape and scale of the gamma distribution with these 5% and 95% points (0 < low < high)."""
    from scipy.optimize import brentq
    from scipy.special import gammaincinv

    def miss(log_shape: float) -> float:
        lower, upper = gammaincinv(np.exp(log_shape), [LOWER_POINT, UPPER_POINT])
        return float(np.log(upper / lower) - np.log(high / low))

    # The ratio of the points falls as the shape grows, from huge at 0.05 to near 1 at a million.
    shape = float(np.exp(brentq(miss, np.log(0.05), np.log(1e6), xtol=1e-13)))
    return shape, low / float(gammaincinv(shape, LOWER_POINT))


@cache
def beta_fit(low: float, high: float) -> tuple[float, float]:
    """Return the two shape numbers of the beta distribution with these 5% and 95% points (0 < low < high < 1)."""
    from scipy.optimize import root
    from scipy.special import betaincinv

    points = np.array([low, high])

    def logit(share: Array) -> Array:
        return np.asarray(np.log(share / (1 - share)))

    def miss(log_shapes: Array) -> Array:
        first, second = np.exp(log_shapes)
        return logit(np.asarray(betaincinv(first, second, [LOWER_POINT, UPPER_POINT]))) - logit(points)

    mean, deviation = points.mean(), (high - low) / 3.3
    size = mean * (1 - mean) / deviation**2 - 1
    found = root(miss, np.log([mean * size, (1 - mean) * size]), tol=1e-12)
    if np.abs(found.fun).max() > FIT_TOLERANCE:
        raise ValueError(f"no beta distribution found with 5% point {low} and 95% point {high}")
    first, second = np.exp(found.x)
    return float(first), float(second)


_FAMILIES: dict[str, Callable[[Parameter | Spread, Array], Array]] = {
    "fixed": _fixed,
    "switch": _switch,
    "uniform": _uniform,
    "triangular": _triangular,
    "normal": _normal,
    "lognormal": _lognormal,
    "gamma": _gamma,
    "beta": _beta,
}
