"""What a scenario's levers cost above its reference, by the table of costs; what has no price is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from borderSim.catalogue import Cost, costs, levers
from borderSim.results.data import Array, RunData

MONTHS_A_YEAR = 12
MIGRANTS = "venezuelans"


@dataclass(frozen=True)
class Priced:
    """A lever that was moved and has a price: how much was bought, and its cost in USD million.

    ``quantity`` counts what the price is per: units x years, units x migrants x years, or units added once.
    """

    lever: str
    quantity: float
    low: float
    central: float
    high: float


@dataclass(frozen=True)
class Package:
    """The cost of a scenario over its reference in USD million, and the policies that were moved without a price.

    ``low`` and ``high`` add the ends of all levers: a range of prices, not a probability. Conditions are nobody's
    decision and have no price; levers that conditional events may set (``conditional``) are not counted.
    """

    low: float
    central: float
    high: float
    priced: tuple[Priced, ...]
    unpriced: tuple[str, ...]
    conditional: tuple[str, ...] = ()


def package(
    gaps: Mapping[str, Sequence[float]], migrants: Sequence[float] | Array, conditional: Sequence[str] = ()
) -> Package:
    """The cost of moving levers: ``gaps`` gives each moved lever's (T,) monthly mean above the reference, in its unit.

    ``migrants`` (T,) are persons, for what is paid per migrant. A lever below its reference saves, except that what
    was bought once is not sold.
    """
    policies = [name for name in gaps if levers()[name].kind == "policy"]
    priced = tuple(_priced(costs()[name], gaps[name], migrants) for name in policies if costs()[name].prices)
    low, central, high = (float(sum(getattr(item, end) for item in priced)) for end in ("low", "central", "high"))
    unpriced = tuple(name for name in policies if not costs()[name].prices)
    return Package(low, central, high, priced, unpriced, tuple(conditional))


def _priced(cost: Cost, gap: Sequence[float], migrants: Sequence[float] | Array) -> Priced:
    assert cost.prices is not None
    bought = quantity(cost, gap, migrants)
    low, central, high = (price * bought for price in cost.prices)
    return Priced(cost.lever, bought, min(low, high), central, max(low, high))


def quantity(cost: Cost, gap: Sequence[float], migrants: Sequence[float] | Array) -> float:
    """How much is bought in T months: the integral of the gap over years, or the largest gap for what is paid once."""
    above = np.asarray(gap, dtype=np.float64)
    if cost.per == "once":
        return float(max(above.max(initial=0.0), 0.0))
    people = np.asarray(migrants, dtype=np.float64) if cost.per == "migrant-year" else 1.0
    return float(np.sum(above * people)) / MONTHS_A_YEAR


def level_for(budget: float, lever: str, reference: float, months: float, migrants: float = 0.0) -> float:
    """The level that spends a budget (USD million, at the central price) when held for so many months.

    ``reference`` is the lever's level without the money, ``migrants`` the mean number of persons, for what is paid
    per migrant. Raises ValueError for a lever without a price, and where the budget needs more than the lever's bounds.
    """
    cost, bounds = costs()[lever], levers()[lever]
    if cost.prices is None:
        raise ValueError(f"{lever} has no price: a budget may use priced levers only (borderSim costs)")
    per_unit = cost.prices[1] * quantity(cost, [1.0], [migrants]) * (1.0 if cost.per == "once" else months)
    level = reference + budget / per_unit
    if not bounds.lower <= level <= bounds.upper:
        most = (bounds.upper - reference) * per_unit
        raise ValueError(f"{lever} would be {level:g}, out of {bounds.lower:g} to {bounds.upper:g}; at most {most:g}")
    return level


def migrants_of(data: RunData, scenario: str) -> Array:
    """(T,) Venezuelans in Colombia in a scenario of a run, persons, median of its members."""
    return np.asarray(np.median(data.national[MIGRANTS][data.index(scenario)].astype(np.float64), axis=0))
