"""What shows on the roads: trucks, tonnes, cost per tonne, posts that are ready. Nothing here feeds back into trade.

Equations: docs/systems/trade.md eq. 10.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from borderSim.model import routes
from borderSim.model.kernels import Levers
from borderSim.model.system import Array, Exposure, Params, State
from borderSim.model.trade_costs import LAND, ROUTES, freight

TACHIRA = ROUTES.index("cucuta")


def trucks_by_bridge(flow: Array, levers: Levers, params: Params) -> Array:
    """(L, 1) trucks per month over the Tachira bridges, both directions, from the flow (L, X, R) in USD M/month."""
    value = flow[:, :, TACHIRA].sum(axis=1, keepdims=True)
    return value / routes.load_value(levers, params)[:, TACHIRA : TACHIRA + 1]


def cost_per_tonne(wait: Array, levers: Levers, params: Params) -> Array:
    """(L, 1) USD per tonne by land, freight and waiting (``wait`` (L, R - 1) hours), at the usual mix of routes."""
    weight = routes.weights(params)[:, :LAND]
    cost = np.expm1(freight(levers, params) + params["truck_wait_cost"] * wait) * params["export_unit_value"]
    return (weight * cost).sum(axis=1, keepdims=True) / weight.sum(axis=1, keepdims=True)


def posts(state: State, opening: Array, exposure: Exposure, params: Params, world: Any) -> dict[str, Array]:
    """Land cargo capacity at work (0-1 of all bays) and months of administrative lag left at open posts, both (L, 1).

    ``opening`` (L, K) is the share of the month that each crossing is open to cargo; posts count by their bays.
    """
    bays = exposure["customs_bays"]
    working = bays * opening
    left = working * (1 - state["reopening_progress"]) * routes.admin_lag(exposure, params, world)
    return {
        "cargo_ready": _share((working * state["cargo_readiness"]), bays),
        "reopening_months_left": _share(left, working),
    }


def _share(part: Array, whole: Array) -> Array:
    total = whole.sum(axis=1, keepdims=True)
    return np.divide(part.sum(axis=1, keepdims=True), total, out=np.zeros_like(part[:, :1]), where=total > 0)


def seen(
    state: State, flow: Array, wait: Array, opening: Array, exposure: Exposure, params: Params, world: Any
) -> dict[str, Array]:
    """All of this file by name, (L, 1) each: trucks/month, tonnes per truck, USD per tonne, posts."""
    return {
        "trucks_month": trucks_by_bridge(flow, exposure, params),
        "tonnes_per_truck": routes.payload(exposure, params)[:, TACHIRA : TACHIRA + 1],
        "transport_cost": cost_per_tonne(wait, exposure, params),
        **posts(state, opening, exposure, params, world),
    }
