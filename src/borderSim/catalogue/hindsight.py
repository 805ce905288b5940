"""Which parameters know years after a cut-off, and their ranges widened for a hindcast that may not know them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from borderSim.catalogue.distributions import support
from borderSim.catalogue.entries import Parameter, parameters

CERTAIN = ("fixed", "switch")
RATIOS = ("lognormal", "gamma")


def knows_later(cutoff_year: int) -> tuple[str, ...]:
    """Return the parameters whose number knows a year after ``cutoff_year``; fixed ones and switches are never widened.

    What such a parameter has a part in is in-sample for a hindcast from that year.
    """
    return tuple(name for name, entry in parameters().items() if entry.informed_until > cutoff_year)


def widened(parameter: Parameter, cutoff_year: int) -> Parameter:
    """Return the parameter with a wider range when it knows a year after ``cutoff_year``, else as it is.

    Ranges that know no year from ``hindsight_first_year`` on stay for any cut-off: they rest on literature and on the
    decade as a whole, and widening them all would drown what the record says. For an earlier cut-off they are labelled
    instead (:func:`knows_later`).

    ``central`` and the support stay. Each end moves away from it by the factor ``hindsight_widening`` on the scale of
    the distribution: ratios for lognormal and gamma, odds for beta, distances for the others. An end that has a bound
    of the support before it, or zero, moves by ratios of the distance to it: it gets no further, and no sign changes.
    """
    known = max(cutoff_year, int(parameters()["hindsight_first_year"].central) - 1)
    if parameter.informed_until <= known or parameter.distribution in CERTAIN:
        return parameter
    factor = parameters()["hindsight_widening"].central
    low, high = _odds(parameter, factor) if parameter.distribution == "beta" else _ends(parameter, factor)
    return replace(parameter, low=low, high=high)


def stretched(value: float, low: float, high: float, factor: float, bounds: tuple[float, float]) -> tuple[float, float]:
    """Return low and high ``factor`` times as far from ``value``, but within the bounds; all in one unit."""
    return max(bounds[0], value - factor * (value - low)), min(bounds[1], value + factor * (high - value))


def _ends(parameter: Parameter, factor: float) -> tuple[float, float]:
    central, (floor, ceiling) = parameter.central, support(parameter)
    ceiling = 0.0 if parameter.high <= 0 else ceiling
    low = _toward(floor, central, parameter.low, factor)
    high = _toward(ceiling, central, parameter.high, factor)
    if parameter.distribution in RATIOS and np.isinf(ceiling):
        high = central * (parameter.high / central) ** factor
    return low, high


def _toward(bound: float, central: float, end: float, factor: float) -> float:
    """The end moved towards a bound: by the ratio of its distance to central's, without a bound by distance."""
    if end in (central, bound):
        return end
    if np.isinf(bound):
        return central + factor * (end - central)
    return bound + (central - bound) * float(((end - bound) / (central - bound)) ** factor)


def _odds(parameter: Parameter, factor: float) -> tuple[float, float]:
    central, *ends = np.log([s / (1 - s) for s in (parameter.central, parameter.low, parameter.high)])
    low, high = (float(1 / (1 + np.exp(-(central + factor * (end - central))))) for end in ends)
    return low, high
