"""Pure kernels of leaving: who intends to leave Venezuela, who does, and who moves on or returns from Colombia.

Hazards are per month; equations and sources in docs/systems/migration.md, eq. 1, 5 and 6.
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


def intention(normal: Array, politics: Array, growth: Array, growth_effect: Array, kept: Array) -> Array:
    """Share of residents who would like to leave, (L, 1), 0-1.

    ``politics`` is the share that fraud and repression add; a fall of ``growth`` (ln, 12 months) adds ``growth_effect``
    per unit; ``kept`` (0-1) is what a settlement and social spending leave of it.
    """
    wish = (normal + politics - growth_effect * np.minimum(growth, 0.0)) * kept
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


def onward(base: Array, effects: Array, route: Array, enforcement: Array) -> Array:
    """Hazard per month of moving north: base x exp(effects) x known route x (1 - enforced).

    ``effects`` (L, 1) is the sum of the log effects of papers, strain and the regional network.
    """
    return np.asarray(base * np.exp(effects) * route * (1.0 - enforcement))


def papers_effect(papers: float, effect: Array, acts: Array, share: Array) -> Array:
    """Log effect (L, 1) of status on onward movement, with papers 1 or without 0.

    ``effect`` is the log hazard ratio of people with papers. In the reading in which papers do not act (``acts`` 0)
    everybody has the mean hazard of the other reading at the ``share`` with papers of the reference, so both readings
    give the same total there.
    """
    mean = np.log1p(share * np.expm1(effect))
    return np.asarray(acts * papers * effect + (1.0 - acts) * mean)


def back(base: Array, growth: Array, ease: Array, settlement: Array) -> Array:
    """Hazard per month of return: base x exp(growth + ease of documents, flights, services) x settlement multiplier."""
    return np.asarray(base * np.exp(growth + ease) * settlement)


def relax(value: Array, target: Array, months: Array) -> Array:
    """The value a month later on its way to ``target`` with e-fold time ``months`` (exact)."""
    return np.asarray(value + (target - value) * -np.expm1(-1.0 / months))


def next_route(known: Array, first: Array, imitation: Array) -> Array:
    """Share who know the northern route (0-1) after a month: a Bass diffusion, rates per month."""
    return np.asarray(known + (1.0 - known) * -np.expm1(-(first + imitation * known)))
