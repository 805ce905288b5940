"""What it costs to trade: the terms of ln tau, all in ln ad valorem. Equations: docs/systems/trade.md."""

from __future__ import annotations

from typing import Any

import numpy as np

from borderSim.model.kernels import Levers, relax
from borderSim.model.system import Array, Params

DIRECTIONS = ("co_ve", "ve_co")
SECTORS = ("food", "chemicals", "machinery", "fertiliser", "fuel", "livestock", "other")
ROUTES = ("cucuta", "maicao", "arauca", "sea")
LAND = ROUTES.index("sea")
BRIDGES = np.array([route in ("cucuta", "arauca") for route in ROUTES[:LAND]])
TARGETED = np.array([float(sector == "fuel") for sector in SECTORS])
UREA = (DIRECTIONS.index("ve_co"), SECTORS.index("fertiliser"))
DISTANCES = ("distance_cucuta", "distance_maicao", "distance_arauca")


def of_routes(world: Any) -> Array:
    """(R - 1, K) bool: the crossings of each land route."""
    mask: Array = world.crossing_route == np.arange(LAND)[:, None]
    return mask


def elasticities(params: Params) -> tuple[Array, Array]:
    """(L, 1) trade elasticity at once and in the long run, -dlnX/dln tau.

    With relationships between firms they differ; without (the structural switch at 0) trade has one, at once.
    """
    bonds = params["structure_trade_hysteresis"]
    single = (1 - bonds) * params["trade_elasticity_middle"]
    return bonds * params["trade_elasticity_short"] + single, bonds * params["trade_elasticity_long"] + single


def overcompliance(value: Array, levers: Levers, params: Params) -> Array:
    """(L, 1) over-compliance next month, 0-1: grows with the duration of sanctions, fades for years after them."""
    target = levers["sanctions_intensity"]
    fade = -12 * params["sanctions_post_effect_time"] / np.log(params["vanished_remainder"])
    return relax(value, target, np.where(target > value, params["overcompliance_growth_time"], fade))


def next_bank_relief(value: Array, levers: Levers, params: Params) -> Array:
    """(L, 1) share of over-compliance that banks drop next month, 0-1: they trust a payment channel with a lag."""
    return relax(value, params["banking_relief"] * levers["banking_channel"], params["banking_lag"])


def sanction_cost(value: Array, relief: Array, params: Params) -> Array:
    """(L, J) ln cost of over-compliance: in the long run the part of the sanctions effect that third countries see.

    Targeted goods (fuel) bear all of it, others the over-compliance share; ``relief`` (L, 1) is what the banking
    channel removes.
    """
    full = -params["sanctions_trade_effect_full"] / elasticities(params)[1]
    borne = full * params["sanctions_third_party_share"] * (1 - relief)
    other = params["overcompliance_share"]
    return value * borne * (other + (1 - other) * TARGETED)


def common_cost(value: Array, relief: Array, levers: Levers, params: Params) -> Array:
    """(L, X, J) ln cost that is the same on all routes; over-compliance ``value`` and its ``relief`` are (L, 1)."""
    payment = params["payment_cost_no_channel"] * levers["sanctions_intensity"] * (1 - levers["banking_channel"])
    risk = params["contract_risk_cost"] * (1 - levers["contract_enforcement"])
    flat = np.log1p(levers["tariff_rate"]) + payment + risk
    cost = np.repeat((flat + sanction_cost(value, relief, params))[:, None, :], len(DIRECTIONS), axis=1)
    cost[:, *UREA] += (params["monomeros_cost"] * (1 - levers["monomeros_licence"]))[:, 0]
    return cost


def freight(levers: Levers, params: Params) -> Array:
    """(L, R - 1) ln cost of transport by land route: distance, roads on both sides, load limit on bridges."""
    km = np.concatenate([params[name] for name in DISTANCES], axis=1)
    road = 1 + params["road_effect_ve"] * (1 - levers["road_infrastructure_ve"])
    road = road + params["road_effect_co"] * (1 - levers["road_infrastructure_co"])
    load = (levers["bridge_load_limit"] / params["load_limit_reference"]) ** params["load_cost_elasticity"]
    return params["land_freight_cost"] * km / 1000 * road * np.where(BRIDGES, load, 1.0)


def route_cost(levers: Levers, violence: Array, wait: Array, params: Params, world: Any) -> Array:
    """(L, R) ln cost by route; ``violence`` (L, D) index, ``wait`` (L, R - 1) hours per truck.

    The cost of the sea does not move, so it stands at 0: only changes since 2012 enter the choice of a route. Security
    costs 2 t_sec V / (1 + V), t_sec at the violence of 2012 and twice that at most: firms pay for escort and insurance.
    """
    mask = of_routes(world)
    at_posts = np.take(violence, world.crossing_department, axis=1)
    local = np.where(mask, at_posts[:, None, :], 0.0).sum(axis=2) / mask.sum(axis=1)
    guarded = 1 - params["security_guarantee_effect"] * levers["trade_security_guarantees"]
    security = params["cross_border_security_cost"] * guarded * 2 * local / (1 + local)
    bribes = params["cargo_bribe_cost"] * (1 - levers["crossing_integrity"])
    land = freight(levers, params) + security + bribes + params["truck_wait_cost"] * wait
    return np.concatenate([land, np.zeros((len(land), 1))], axis=1)


def closure_cost(weight: Array, available: Array, params: Params) -> Array:
    """(L, 1) ln cost of doing without closed land routes; weights and availability (L, R)."""
    land = weight[:, :LAND]
    closed = (land * (1 - available[:, :LAND])).sum(axis=1, keepdims=True) / land.sum(axis=1, keepdims=True)
    return params["land_closure_trade_cost"] * closed


PARAMETERS = (
    "structure_trade_hysteresis",
    "trade_elasticity_short",
    "trade_elasticity_middle",
    "trade_elasticity_long",
    "sanctions_post_effect_time",
    "vanished_remainder",
    "overcompliance_growth_time",
    "sanctions_trade_effect_full",
    "sanctions_third_party_share",
    "banking_relief",
    "banking_lag",
    "overcompliance_share",
    "payment_cost_no_channel",
    "contract_risk_cost",
    "monomeros_cost",
    "land_freight_cost",
    *DISTANCES,
    "road_effect_ve",
    "road_effect_co",
    "load_limit_reference",
    "load_cost_elasticity",
    "cross_border_security_cost",
    "security_guarantee_effect",
    "cargo_bribe_cost",
    "truck_wait_cost",
    "land_closure_trade_cost",
)
