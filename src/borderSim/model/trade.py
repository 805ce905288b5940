"""Trade between Colombia and Venezuela by direction, sector and route, and what goes around customs.

Two-speed gravity with a relationship stock, a logit over routes with capacities, an administrative lag after a
reopening. Equations: docs/systems/trade.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from borderSim.model import border_commerce, fertiliser, flights, haulage, informal, routes, trade_costs
from borderSim.model.kernels import Levers, eased, relax
from borderSim.model.system import Array, Exposure, Field, Flows, Noise, Params, State, System
from borderSim.model.trade_costs import DIRECTIONS, ROUTES, SECTORS

BASES = ("cost_base", "route_cost_base", "informal_base", "informal_good_base", "pendular_base")


@dataclass(frozen=True)
class Market:
    """Cost of one month: ``cost`` (L, X, J) ln tau, ``shares`` (L, R) of the routes."""

    cost: Array
    shares: Array


def latent_demand(state: State, exposure: Exposure, params: Params, world: Any) -> Array:
    """(L, X, J) USD M/month at the costs of 2012: imports follow Venezuelan demand, exports what Venezuela makes.

    Power and services above the recorded ones let Venezuela make more.
    """
    lever = "road_infrastructure_ve"
    power = params["power_supply_effect"] * (exposure[lever] - exposure.reference[lever])
    supply = params["export_supply_gdp_elasticity"] * state["gdp"] + power
    crisis = params["pandemic_trade_drop"] * exposure.event("pandemic")
    driver = state["trade_scale"] * np.exp(np.concatenate([state["import_demand"], supply], axis=1) + crisis)
    return world.trade_base * driver[:, :, None]


def gravity(demand: Array, cost: Array, relationship: Array, params: Params) -> Array:
    """(L, X, J) desired formal trade, USD M/month; ``cost`` is ln tau above 2012 (eq. 3)."""
    at_once, kept = trade_costs.elasticities(params)[0][:, :, None], 1 - params["incidence_elasticity"][:, :, None]
    return demand * np.exp(-at_once * cost) * relationship**kept


def relationship_target(cost: Array, params: Params) -> Array:
    """(L, X, J) relationships, 1 = 2012, that a lasting cost supports: with them the elasticity is the long one."""
    at_once, lasting = trade_costs.elasticities(params)
    return np.exp(-((lasting - at_once) / (1 - params["incidence_elasticity"]))[:, :, None] * cost)


def next_relationship(relationship: Array, cost: Array, params: Params) -> Array:
    """(L, X, J) relationships next month, 1 = 2012: built slowly and lost fast.

    Where trade has no relationships (the structural switch at 0) only counts move them: a constant of the member.
    """
    target = relationship_target(cost, params)
    up, down = params["relationship_build_time"][:, :, None], params["relationship_loss_time"][:, :, None]
    moved = relax(relationship, target, np.where(target > relationship, up, down))
    return np.where(params["structure_trade_hysteresis"][:, :, None] > 0, moved, relationship)


def initial(world: Any, params: Params, noise: Noise) -> dict[str, Array]:
    """Trade of 2012 (``world.trade_base``, USD M/month) over the routes; relationships and readiness in equilibrium."""
    lanes = len(params["trade_elasticity_long"])
    crossings = np.ones((lanes, len(world.crossing_route)))
    goods = np.ones((lanes, len(informal.GOODS)))
    ones = ("informal_index", "border_jobs", "usual_opening", "informal_base", "pendular_base")
    return {
        **{name: np.ones((lanes, 1)) for name in ones},
        **{name: np.zeros((lanes, 1)) for name in ("overcompliance", "bank_relief", "flights")},
        "trade_flow": world.trade_base.sum(axis=1)[None, :, None] * routes.weights(params)[:, None, :],
        "trade_scale": np.ones((lanes, len(DIRECTIONS))),
        "relationship": np.ones((lanes, len(DIRECTIONS), len(SECTORS))),
        "cargo_readiness": crossings,
        "reopening_progress": crossings.copy(),
        "informal_by_good": goods,
        "informal_good_base": goods.copy(),
        "cost_base": np.zeros((lanes, len(DIRECTIONS), len(SECTORS))),
        "route_cost_base": np.zeros((lanes, len(ROUTES))),
    }


def flows(state: State, exposure: Exposure, params: Params, noise: Noise, world: Any) -> Flows:
    """Trade of the month and the state of firms, posts and jobs next month."""
    levers = eased(exposure, state["sanctions_relief"])
    opening = exposure["border_open_cargo"] * (1 - state["closure"])
    ready = opening * state["cargo_readiness"]
    room = routes.capacity(ready, levers, params, world)
    wait = routes.waits(state["trade_flow"], room, levers, params, world)
    base = _bases(state, exposure, params, world)
    market = _market(state, levers, routes.availability(ready, world), wait, base["route_cost_base"], params, world)
    cost = market.cost - base["cost_base"]
    demand = latent_demand(state, exposure, params, world)
    goods = _split(demand, cost, market.shares, room, state, levers, params)
    flow = goods["trade_flow"]
    values = {"trade_flow": flow, "trade_scale": state["trade_scale"], **base}
    values |= _firms(state, cost, goods["informal"], base, levers, exposure, params)
    values |= routes.readiness(state, opening, exposure, params, world)
    bridges = border_commerce.bridge_opening(state, exposure, params, world)
    values |= border_commerce.next_values(flow, bridges, base["pendular_base"], state, params, world)
    notes = _books(goods) | haulage.seen(state, flow, wait, opening, exposure, params, world)
    notes |= fertiliser.seen(notes["trade_by_sector"], exposure, params)
    notes |= {"closure_loss": border_commerce.closure_loss(bridges, state["usual_opening"], params), "truck_wait": wait}
    return Flows(values=values, notes=notes)


def _firms(
    state: State, cost: Array, around: Array, base: dict[str, Array], levers: Levers, exposure: Exposure, params: Params
) -> dict[str, Array]:
    """What firms, banks, smugglers and airlines do next month; ``around`` (L, X, J) is the month's informal trade."""
    return {
        "relationship": next_relationship(state["relationship"], cost, params),
        "overcompliance": trade_costs.overcompliance(state["overcompliance"], levers, params),
        "bank_relief": trade_costs.next_bank_relief(state["bank_relief"], levers, params),
        "flights": flights.next_flights(state, levers, exposure, params),
        **informal.next_indices(around, base, state, params),
    }


def _market(
    state: State, levers: Levers, available: Array, wait: Array, route_base: Array | float, params: Params, world: Any
) -> Market:
    """Costs and route shares under one set of levers; ``route_base`` (L, R) is the route cost of 2012."""
    weight = routes.weights(params)
    by_route = trade_costs.route_cost(levers, state["violence"], wait, params, world) - route_base
    shares, composite = routes.choose(weight, by_route, available, params)
    shared = composite + trade_costs.closure_cost(weight, available, params)
    common = trade_costs.common_cost(state["overcompliance"], state["bank_relief"], levers, params)
    return Market(common + shared[:, :, None], shares)


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
    around = informal.informal_share(np.zeros_like(cost), levers, params)
    everything, by_good = informal.totals(informal.informal_demand(world.trade_base, around, params))
    return {
        "cost_base": cost,
        "route_cost_base": by_route,
        "informal_base": everything,
        "informal_good_base": by_good,
        "pendular_base": visits,
    }


def _split(
    demand: Array, cost: Array, shares: Array, room: Array, state: State, levers: Levers, params: Params
) -> dict[str, Array]:
    """Split demand into formal by route (L, X, R) and, by sector (L, X, J), wanted, formal, informal and lost."""
    desired = gravity(demand, cost, state["relationship"], params)
    wanted = desired.sum(axis=2)
    carried = routes.water_fill(wanted, shares, room)
    formal = carried.sum(axis=2)
    served = np.divide(formal, wanted, out=np.zeros_like(formal), where=wanted > 0)
    share = informal.informal_share(cost, levers, params)
    around = informal.informal_demand(demand / state["trade_scale"][:, :, None], share, params)
    left = desired * np.maximum(1 - served, 0)[:, :, None]
    return {
        "trade_flow": carried,
        "wanted": desired + around,
        "formal": desired * served[:, :, None],
        "informal": around + left * share,
        "lost": left * (1 - share),
    }


def _books(goods: dict[str, Array]) -> dict[str, Array]:
    """USD M/month: demand = formal + informal + lost, by direction (L, X), and formal trade by sector (L, X, J)."""
    return {
        "trade_demand": goods["wanted"].sum(axis=2),
        "trade_informal": goods["informal"].sum(axis=2),
        "trade_lost": goods["lost"].sum(axis=2),
        "trade_by_sector": goods["formal"],
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
        _value("bank_relief", "0-1", "share of over-compliance that the banking channel removes"),
        _value("informal_index", "index, 1 = 2012", "informal goods trade"),
        _value("informal_by_good", "index, 1 = 2012", "informal trade of fuel, food and cattle", informal.AXIS),
        _value("usual_opening", "0-1", "opening of the Tachira bridges that commerce counts on"),
        _value("border_jobs", "index, 1 = 2012", "jobs that live from the border, lagged"),
        _value("cost_base", "ln", "trade cost of 2012-01", ("direction", "sector")),
        _value("route_cost_base", "ln", "route cost of 2012-01", ("route",)),
        _value("informal_base", "USD M/month", "latent informal trade of 2012-01"),
        _value("informal_good_base", "USD M/month", "the same of fuel, food and cattle", informal.AXIS),
        _value("pendular_base", "entries/day", "pendular visits of 2012-01"),
        _value("flights", "flights/week", "commercial flights between the two countries"),
    ),
    reads=("import_demand", "gdp", "sanctions_relief", "closure", "violence", "pendular"),
    levers=(
        "border_open_people",
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
        *informal.PRICE_GAPS.values(),
        "trade_security_guarantees",
        "reopening_timetable",
        "governors_channel",
        "flights_per_week",
    ),
    parameters=(
        "export_supply_gdp_elasticity",
        "power_supply_effect",
        "pandemic_trade_drop",
        "incidence_elasticity",
        "relationship_build_time",
        "relationship_loss_time",
        *informal.PARAMETERS,
        *border_commerce.PARAMETERS,
        *routes.PARAMETERS,
        *trade_costs.PARAMETERS,
        *fertiliser.PARAMETERS,
        *flights.PARAMETERS,
    ),
    initial=initial,
    flows=flows,
    events=("pandemic",),
)
