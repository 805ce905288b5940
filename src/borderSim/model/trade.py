"""Trade between Colombia and Venezuela by direction, sector and route, and what goes around customs.

Two-speed gravity with a relationship stock, a logit over routes with capacities, an administrative lag after a
reopening. Equations: docs/systems/trade.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from borderSim.model import routes, trade_costs
from borderSim.model.economy import Levers, relax
from borderSim.model.system import Array, Exposure, Field, Flows, Noise, Params, State, System
from borderSim.model.trade_costs import DIRECTIONS, LAND, ROUTES, SECTORS

PRICE_GAPS = {"food": "price_gap_food", "fuel": "price_gap_fuel", "livestock": "price_gap_cattle"}
BASES = ("cost_base", "route_cost_base", "informal_base", "pendular_base")


@dataclass(frozen=True)
class Market:
    """Cost of one month: ``cost`` (L, X, J) ln tau, ``shares`` (L, R) of the routes."""

    cost: Array
    shares: Array


def latent_demand(state: State, exposure: Exposure, params: Params, world: Any) -> Array:
    """(L, X, J) USD M/month at the costs of 2012: imports follow Venezuelan demand, exports what Venezuela makes."""
    supply = params["export_supply_gdp_elasticity"] * state["gdp"]
    crisis = params["pandemic_trade_drop"] * exposure.event("pandemic")
    driver = state["trade_scale"] * np.exp(np.concatenate([state["import_demand"], supply], axis=1) + crisis)
    return world.trade_base * driver[:, :, None]


def gravity(demand: Array, cost: Array, relationship: Array, params: Params) -> Array:
    """(L, X, J) desired formal trade, USD M/month; ``cost`` is ln tau above 2012 (eq. 3)."""
    short, kept = params["trade_elasticity_short"][:, :, None], 1 - params["incidence_elasticity"][:, :, None]
    return demand * np.exp(-short * cost) * relationship**kept


def relationship_target(cost: Array, params: Params) -> Array:
    """(L, X, J) relationships that a lasting cost supports: with them the elasticity is the long one (eq. 4)."""
    gap = params["trade_elasticity_long"] - params["trade_elasticity_short"]
    return np.exp(-(gap / (1 - params["incidence_elasticity"]))[:, :, None] * cost)


def next_relationship(relationship: Array, cost: Array, params: Params) -> Array:
    """(L, X, J) relationships next month: they are built slowly and lost fast."""
    target = relationship_target(cost, params)
    up, down = params["relationship_build_time"][:, :, None], params["relationship_loss_time"][:, :, None]
    return relax(relationship, target, np.where(target > relationship, up, down))


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


def initial(world: Any, params: Params, noise: Noise) -> dict[str, Array]:
    """Trade of 2012 (``world.trade_base``, USD M/month) over the routes; relationships and readiness in equilibrium."""
    lanes = len(params["trade_elasticity_long"])
    one = np.ones((lanes, 1))
    crossings = np.ones((lanes, len(world.crossing_route)))
    return {
        "trade_flow": world.trade_base.sum(axis=1)[None, :, None] * routes.weights(params)[:, None, :],
        "trade_scale": np.ones((lanes, len(DIRECTIONS))),
        "relationship": np.ones((lanes, len(DIRECTIONS), len(SECTORS))),
        "overcompliance": 0 * one,
        "cargo_readiness": crossings,
        "reopening_progress": crossings.copy(),
        "informal_index": one,
        "border_jobs": one.copy(),
        "cost_base": np.zeros((lanes, len(DIRECTIONS), len(SECTORS))),
        "route_cost_base": np.zeros((lanes, len(ROUTES))),
        "informal_base": one.copy(),
        "pendular_base": one.copy(),
    }


def flows(state: State, exposure: Exposure, params: Params, noise: Noise, world: Any) -> Flows:
    """Trade of the month and the state of firms, posts and jobs next month."""
    opening = exposure["border_open_cargo"] * (1 - state["closure"])
    ready = opening * state["cargo_readiness"]
    room = routes.capacity(ready, exposure, params, world)
    wait = routes.waits(state["trade_flow"], room, exposure, params, world)
    base = _bases(state, exposure, params, world)
    market = _market(state, exposure, routes.availability(ready, world), wait, base["route_cost_base"], params, world)
    cost = market.cost - base["cost_base"]
    demand = latent_demand(state, exposure, params, world)
    values, notes = _split(demand, cost, market.shares, room, state, exposure, params)
    values |= routes.readiness(state, opening, exposure, params, world) | base
    values |= {
        "trade_scale": state["trade_scale"],
        "relationship": next_relationship(state["relationship"], cost, params),
        "overcompliance": trade_costs.overcompliance(state["overcompliance"], exposure, params),
        "border_jobs": next_jobs(values["trade_flow"], base["pendular_base"], state, params, world),
        "informal_index": _next_informal(notes["trade_informal"], base["informal_base"], state, params),
    }
    return Flows(values=values, notes={**notes, "truck_wait": wait})


def next_jobs(flow: Array, pendular_base: Array, state: State, params: Params, world: Any) -> Array:
    """(L, 1) border jobs next month, 1 = 2012: part of them follows land trade and pendular visits, with a lag."""
    weight = routes.weights(params)[:, :LAND].sum(axis=1, keepdims=True)
    trade = flow[:, :, :LAND].sum(axis=2).sum(axis=1, keepdims=True) / (world.trade_base.sum() * weight)
    visits = state["pendular"].sum(axis=1, keepdims=True)
    visits = np.divide(visits, pendular_base, out=np.ones_like(visits), where=pendular_base > 0)
    by_visit = params["jobs_pendular_weight"]
    target = 1 + params["jobs_trade_share"] * ((1 - by_visit) * trade + by_visit * visits - 1)
    return relax(state["border_jobs"], target, params["jobs_adjust_time"])


def _next_informal(informal: Array, base: Array, state: State, params: Params) -> Array:
    target = informal.sum(axis=1, keepdims=True) / base
    return relax(state["informal_index"], target, params["informal_adjust_time"])


def _market(
    state: State, levers: Levers, available: Array, wait: Array, route_base: Array | float, params: Params, world: Any
) -> Market:
    """Costs and route shares under one set of levers; ``route_base`` (L, R) is the route cost of 2012."""
    weight = routes.weights(params)
    by_route = trade_costs.route_cost(levers, state["violence"], wait, params, world) - route_base
    shares, composite = routes.choose(weight, by_route, available, params)
    shared = composite + trade_costs.closure_cost(weight, available, params)
    return Market(trade_costs.common_cost(state["overcompliance"], levers, params) + shared[:, :, None], shares)


def _bases(state: State, exposure: Exposure, params: Params, world: Any) -> dict[str, Array]:
    """Costs, informal trade and visits of 2012-01 under the recorded levers; measured in the first month, then kept.

    Visits of 2012-01 are in the state one month later.
    """
    visits = state["pendular"].sum(axis=1, keepdims=True)
    if exposure.month > 0:
        kept = {name: state[name] for name in BASES}
        return kept | {"pendular_base": np.where(kept["pendular_base"] > 0, kept["pendular_base"], visits)}
    levers = exposure.reference
    opening = levers["border_open_cargo"]
    room = routes.capacity(opening, levers, params, world)
    wait = routes.waits(state["trade_flow"], room, levers, params, world)
    by_route = trade_costs.route_cost(levers, state["violence"], wait, params, world)
    cost = _market(state, levers, routes.availability(opening, world), wait, by_route, params, world).cost
    informal = informal_demand(world.trade_base, informal_share(np.zeros_like(cost), levers, params), params)
    return {
        "cost_base": cost,
        "route_cost_base": by_route,
        "informal_base": informal.sum(axis=2).sum(axis=1, keepdims=True),
        "pendular_base": visits,
    }


def _split(
    demand: Array, cost: Array, shares: Array, room: Array, state: State, levers: Levers, params: Params
) -> tuple[dict[str, Array], dict[str, Array]]:
    """Split demand into formal by route, informal and lost; returns (values, notes), USD M/month."""
    desired = gravity(demand, cost, state["relationship"], params)
    wanted = desired.sum(axis=2)
    carried = routes.water_fill(wanted, shares, room)
    formal = carried.sum(axis=2)
    served = np.divide(formal, wanted, out=np.zeros_like(formal), where=wanted > 0)
    share = informal_share(cost, levers, params)
    around = informal_demand(demand / state["trade_scale"][:, :, None], share, params)
    left = desired * np.maximum(1 - served, 0)[:, :, None]
    informal, lost = (around + left * share).sum(axis=2), (left * (1 - share)).sum(axis=2)
    return {"trade_flow": carried}, {
        "trade_demand": wanted + around.sum(axis=2),
        "trade_informal": informal,
        "trade_lost": lost,
        "trade_by_sector": desired * served[:, :, None],
    }


def _value(name: str, unit: str, en: str, dims: tuple[str, ...] = ()) -> Field:
    return Field(name, dims, unit, "value", en)


SYSTEM = System(
    name="trade",
    fields=(
        _value("trade_flow", "USD M/month", "formal trade of last month", ("direction", "route")),
        _value("trade_scale", "ratio", "formal demand over what the drivers give", ("direction",)),
        _value("relationship", "index, 1 = 2012", "relationships between firms", ("direction", "sector")),
        _value("overcompliance", "0-1", "sanctions as banks and firms act on them"),
        _value("cargo_readiness", "0-1", "share of normal cargo after the administrative lag", ("crossing",)),
        _value("reopening_progress", "0-1", "share of the administrative lag that is over", ("crossing",)),
        _value("informal_index", "index, 1 = 2012", "informal goods trade"),
        _value("border_jobs", "index, 1 = 2012", "jobs that live from the border, lagged"),
        _value("cost_base", "ln", "trade cost of 2012-01", ("direction", "sector")),
        _value("route_cost_base", "ln", "route cost of 2012-01", ("route",)),
        _value("informal_base", "USD M/month", "latent informal trade of 2012-01"),
        _value("pendular_base", "entries/day", "pendular visits of 2012-01"),
    ),
    reads=("import_demand", "gdp", "closure", "violence", "pendular"),
    levers=(
        "border_open_cargo",
        "crossing_hours",
        "bridge_load_limit",
        "customs_bays",
        "customs_digital",
        "crossing_integrity",
        "trocha_control",
        "sanctions_intensity",
        "banking_channel",
        "tariff_rate",
        "contract_enforcement",
        "road_infrastructure_ve",
        "road_infrastructure_co",
        "monomeros_licence",
        *PRICE_GAPS.values(),
        "trade_security_guarantees",
        "reopening_timetable",
        "governors_channel",
    ),
    parameters=(
        "export_supply_gdp_elasticity",
        "pandemic_trade_drop",
        "trade_elasticity_short",
        "trade_elasticity_long",
        "incidence_elasticity",
        "relationship_build_time",
        "relationship_loss_time",
        "informal_to_formal_ratio_open",
        "informal_logit_semielasticity",
        "informal_control_cost",
        "informal_cost_reach",
        "informal_adjust_time",
        "price_gap_elasticity",
        "jobs_trade_share",
        "jobs_pendular_weight",
        "jobs_adjust_time",
        *routes.PARAMETERS,
        *trade_costs.PARAMETERS,
    ),
    initial=initial,
    flows=flows,
    events=("pandemic",),
)
