"""Routes of trade: which are open, how ready they are after a reopening, how much they carry, who overflows where.

Equations: docs/systems/trade.md.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from borderSim.model.kernels import Levers
from borderSim.model.queues import clock_wait, mgc_wait, trucks_per_month
from borderSim.model.system import Array, Exposure, Params, State
from borderSim.model.trade_costs import BRIDGES, LAND, of_routes
from borderSim.model.units import HOURS_PER_DAY, MILLION

WEIGHTS = ("route_share_cucuta", "route_share_maicao", "route_share_arauca", "route_share_cartagena")


def weights(params: Params) -> Array:
    """(L, R) shares of value by route when all are open at the cost of 2012; they sum to 1."""
    raw = np.concatenate([params[name] for name in WEIGHTS], axis=1)
    return raw / raw.sum(axis=1, keepdims=True)


def admin_lag(exposure: Exposure, params: Params, world: Any) -> Array:
    """(L, K) months between a legal reopening and normal cargo.

    The member's lag, changed by how far customs_digital, reopening_timetable and governors_channel are above the
    recorded history: with the recorded levers it is the member's lag exactly.
    """

    def above(lever: str) -> Array:
        return exposure[lever] - exposure.reference[lever]

    national = params["lag_digital_effect"] * above("customs_digital")
    national = national + params["lag_timetable_effect"] * above("reopening_timetable")
    local = params["lag_channel_effect"] * above("governors_channel")[:, world.crossing_border_group]
    return params["reopening_admin_lag"] * np.exp(national + local)


def readiness(state: State, opening: Array, exposure: Exposure, params: Params, world: Any) -> dict[str, Array]:
    """Cargo readiness and progress through the administrative lag of every crossing next month, (L, K) 0-1.

    ``opening`` (L, K) is the share of the month that the crossing is open to cargo; a small share keeps a post at work.
    While it does not work both are lost slowly; while it works the lag runs, and after it readiness ramps up to 1.
    """
    working = np.minimum(opening / params["operating_share"], 1.0)
    loss = np.exp((working - 1) / params["readiness_loss_time"])
    progress = np.minimum(state["reopening_progress"] * loss + working / admin_lag(exposure, params, world), 1.0)
    least = params["admin_lag_capacity"]
    ready = least + (np.maximum(state["cargo_readiness"], least) - least) * loss
    ramped = 1 - (1 - ready) * np.exp(-working / params["readiness_ramp_time"])
    return {"reopening_progress": progress, "cargo_readiness": np.where(progress >= 1, ramped, ready)}


def availability(opening: Array, world: Any) -> Array:
    """(L, R) 0-1 by route from (L, K) by crossing: that of its best crossing; the sea is always open."""
    by_crossing = np.where(of_routes(world), opening[:, None, :], 0.0)
    return np.concatenate([by_crossing.max(axis=2), np.ones((len(opening), 1))], axis=1)


def trucks(levers: Levers, params: Params) -> Array:
    """(L, K) trucks per month and direction that each crossing can clear when it is open and ready."""
    service = service_hours(levers, params)
    share, days = params["inspection_share"], params["open_days"]
    return trucks_per_month(levers["customs_bays"], levers["crossing_hours"], service, share, days)


def service_hours(levers: Levers, params: Params) -> Array:
    """(L, 1) hours per inspected truck and bay; digital customs shorten it."""
    return params["customs_service_time"] * (1 - params["customs_digital_effect"] * levers["customs_digital"])


def payload(levers: Levers, params: Params) -> Array:
    """(L, R - 1) tonnes per truck by land route; the load limit acts on the bridges."""
    limit = np.where(BRIDGES, levers["bridge_load_limit"] / params["load_limit_reference"], 1.0)
    return params["truck_payload"] * limit


def load_value(levers: Levers, params: Params) -> Array:
    """(L, R - 1) USD M per truck by land route."""
    return payload(levers, params) * params["export_unit_value"] / MILLION


def capacity(opening: Array, levers: Levers, params: Params, world: Any) -> Array:
    """(L, R) USD M per month and direction, from the (L, K) share of each crossing that is open and ready."""
    by_crossing = np.where(of_routes(world), (opening * trucks(levers, params))[:, None, :], 0.0)
    land = by_crossing.sum(axis=2) * load_value(levers, params)
    return np.concatenate([land, params["sea_capacity"]], axis=1)


def waits(flow: Array, room: Array, levers: Levers, params: Params, world: Any) -> Array:
    """(L, R - 1) mean wait of a truck by land route, hours by the clock, from last month's flow (L, X, R) and capacity.

    Inspected trucks wait, the others pass. Loads beyond capacity go elsewhere (``water_fill``), so no backlog builds
    up: the load stops at its saturation.
    """
    land = room[:, :LAND]
    busiest = flow[:, :, :LAND].max(axis=1)
    load = np.divide(busiest, land, out=np.zeros_like(land), where=land > 0)
    bays = np.where(of_routes(world), levers["customs_bays"][:, None, :], 0.0).max(axis=2)
    load = np.minimum(load, params["queue_saturation"])
    wait = mgc_wait(load, np.maximum(bays, 1), service_hours(levers, params), params["customs_service_cv"])
    hours = np.where(levers["crossing_hours"] > 0, levers["crossing_hours"], HOURS_PER_DAY)  # never open: no queue
    return params["inspection_share"] * clock_wait(wait, hours, params["open_days"])


def choose(weight: Array, cost: Array, available: Array, params: Params) -> tuple[Array, Array]:
    """Logit over routes: shares (L, R) that sum to 1, and the composite cost (L, 1) in ln, 0 when all is as in 2012.

    ``cost`` (L, R) is the ln cost above that of 2012, ``available`` (L, R) 0-1. The sea is always available.
    """
    scale = params["route_logit_scale"]
    least = cost.min(axis=1, keepdims=True, where=available > 0, initial=np.inf)
    pull = weight * available * np.exp(np.minimum(least - cost, 0) / scale)
    pull = np.where(pull > np.finfo(float).eps * pull.max(axis=1, keepdims=True), pull, 0.0)
    total = pull.sum(axis=1, keepdims=True)
    return pull / total, least - scale * np.log(total)


def water_fill(total: Array, share: Array, room: Array) -> Array:
    """(L, X, R) what each route carries of ``total`` (L, X) when shares (L, R) meet capacities ``room`` (L, R).

    What exceeds a route's room goes to those with room left in proportion to their shares; what exceeds all room is not
    carried. The level of the water is the largest of (total - rooms already full) / shares not yet full.
    """
    depth = np.divide(room, share, out=np.full_like(room, np.inf), where=share > 0)
    order = np.argsort(depth, axis=1, kind="stable")
    sorted_share = np.take_along_axis(share, order, axis=1)
    sorted_room = np.take_along_axis(np.where(share > 0, room, 0.0), order, axis=1)
    full = np.cumsum(sorted_room, axis=1) - sorted_room
    rest = np.cumsum(sorted_share[:, ::-1], axis=1)[:, ::-1]
    left = total[:, :, None] - full[:, None, :]
    level = np.divide(left, rest[:, None, :], out=np.zeros_like(left), where=rest[:, None, :] > 0)
    return np.minimum(level.max(axis=2, keepdims=True) * share[:, None, :], room[:, None, :])


PARAMETERS = (
    *WEIGHTS,
    "reopening_admin_lag",
    "lag_digital_effect",
    "lag_timetable_effect",
    "lag_channel_effect",
    "operating_share",
    "readiness_loss_time",
    "readiness_ramp_time",
    "admin_lag_capacity",
    "inspection_share",
    "open_days",
    "customs_service_time",
    "customs_service_cv",
    "customs_digital_effect",
    "queue_saturation",
    "truck_payload",
    "export_unit_value",
    "sea_capacity",
    "route_logit_scale",
)
