"""Pure kernels of leaving: who intends to leave Venezuela, who does, and who moves on or returns from Colombia.

Hazards are per month; equations and sources in docs/systems/migration.md, sections 1 and 5.
"""

from __future__ import annotations

import numpy as np

from borderSim.model.system import Array

MOST = 1.0 - 1e-9
"""Numerical guard: no hazard may empty a stock within a month."""


def hazard(persons: Array, stock: Array) -> Array:
    """Hazard per month that moves ``persons`` out of ``stock`` in one month; 0 where the stock is empty."""
    share = np.divide(persons, stock, out=np.zeros_like(stock), where=stock > 0)
    return np.asarray(-np.log1p(-np.clip(share, 0.0, MOST)))


def intention(
    normal: Array, politics: Array, growth: Array, growth_effect: Array, settlement: Array, relief: Array
) -> Array:
    """Share of residents who would like to leave, (L, 1), 0-1.

    ``politics`` is the share that fraud and repression add; a fall of ``growth`` (ln, 12 months) adds ``growth_effect``
    per unit; a settlement takes the share ``relief`` away.
    """
    wish = (normal + politics - growth_effect * np.minimum(growth, 0.0)) * (1.0 - relief * settlement)
    return np.asarray(np.clip(wish, 0.0, 1.0))


def realisation(base: Array, need: Array, abroad_ratio: Array, network: Array, feasible: Array) -> Array:
    """Share of intenders who leave in a month (L, 1): ``base`` x exp(need) x (abroad ratio)^network x feasibility."""
    rate = base * np.exp(need + network * np.log(abroad_ratio)) * feasible
    return np.asarray(-np.expm1(-rate))


def next_intenders(intenders: Array, wish: Array, residents: Array, turnover: Array, left: Array) -> Array:
    """Intenders after a month (persons): exact relaxation to wish x residents at rate ``turnover``, minus who left."""
    target = wish * residents
    relaxed = intenders + (target - intenders) * -np.expm1(-turnover)
    return np.asarray(np.clip(relaxed - left, 0.0, residents))


def onward(base: Array, papers: Array, strain: Array, route: Array, enforcement: Array) -> Array:
    """Hazard per month of moving north: base x exp(effect of papers + of strain) x known route x (1 - enforced)."""
    return np.asarray(base * np.exp(papers + strain) * route * (1.0 - enforcement))


def back(base: Array, growth: Array, documents: Array, settlement: Array, pandemic: Array) -> Array:
    """Hazard per month of return: base x exp(growth + documents) x settlement multiplier + the pandemic's hazard."""
    return np.asarray(base * np.exp(growth + documents) * settlement + pandemic)


def next_route(known: Array, first: Array, imitation: Array) -> Array:
    """Share who know the northern route (0-1) after a month: a Bass diffusion, rates per month."""
    return np.asarray(known + (1.0 - known) * -np.expm1(-(first + imitation * known)))
