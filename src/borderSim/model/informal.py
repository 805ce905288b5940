"""What goes around customs: its share of demand, and an index by good. Equations: docs/systems/trade.md eq. 7."""

from __future__ import annotations

import numpy as np

from borderSim.model.kernels import Levers, relax
from borderSim.model.system import Array, Params, State
from borderSim.model.trade_costs import SECTORS

PRICE_GAPS = {"food": "price_gap_food", "fuel": "price_gap_fuel", "livestock": "price_gap_cattle"}
GOODS = ("fuel", "food", "livestock")
AXIS = ("good3",)


def informal_share(cost: Array, levers: Levers, params: Params) -> Array:
    """(L, X, J) share of total demand that goes around customs, 0-1: log-odds in the formal cost (eq. 7).

    The semi-elasticity was measured on tariff differences of some tens of percent; beyond that reach it saturates.
    """
    gaps = np.ones((len(cost), len(SECTORS)))
    for sector, lever in PRICE_GAPS.items():
        gaps[:, SECTORS.index(sector)] = levers[lever][:, 0]
    pull = params["informal_to_formal_ratio_open"] * gaps ** params["price_gap_elasticity"]
    dearer = cost - (params["informal_control_cost"] * levers["trocha_control"])[:, :, None]
    reach = params["informal_cost_reach"][:, :, None]
    dearer = reach * np.tanh(dearer / reach)
    odds = pull[:, None, :] * np.exp(100 * params["informal_logit_semielasticity"][:, :, None] * dearer)
    return odds / (1 + odds)


def informal_demand(demand: Array, share: Array, params: Params) -> Array:
    """(L, X, J) USD M/month that people want to move around customs; latent, shown only as an index."""
    return demand * (1 + params["informal_to_formal_ratio_open"])[:, :, None] * share


def totals(informal: Array) -> tuple[Array, Array]:
    """Informal trade of all goods (L, 1) and of fuel, food and cattle (L, 3), USD M/month, from (L, X, J)."""
    by_sector = informal.sum(axis=1)
    goods = [by_sector[:, SECTORS.index(good), None] for good in GOODS]
    return by_sector.sum(axis=1, keepdims=True), np.concatenate(goods, axis=1)


def next_indices(informal: Array, base: dict[str, Array], state: State, params: Params) -> dict[str, Array]:
    """The index of all goods (L, 1) and by good (L, 3), 1 = 2012, next month, from trade (L, X, J) in USD M/month."""
    everything, goods = totals(informal)
    months = params["informal_adjust_time"]
    return {
        "informal_index": relax(state["informal_index"], everything / base["informal_base"], months),
        "informal_by_good": relax(state["informal_by_good"], goods / base["informal_good_base"], months),
    }


PARAMETERS = (
    "informal_to_formal_ratio_open",
    "informal_logit_semielasticity",
    "informal_control_cost",
    "informal_cost_reach",
    "informal_adjust_time",
    "price_gap_elasticity",
)
