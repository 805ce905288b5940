"""The commerce of the border cities: jobs, and what a closure costs. Equations: docs/systems/trade.md eq. 9, 13."""

from __future__ import annotations

from typing import Any

import numpy as np

from borderSim.model import routes
from borderSim.model.haulage import TACHIRA
from borderSim.model.kernels import relax
from borderSim.model.system import Array, Exposure, Params, State
from borderSim.model.trade_costs import LAND, of_routes
from borderSim.model.units import DAYS_PER_MONTH, PER_THOUSAND


def next_jobs(flow: Array, pendular_base: Array, state: State, params: Params, world: Any) -> Array:
    """(L, 1) border jobs next month, 1 = 2012: part of them follows land trade and pendular visits, with a lag."""
    weight = routes.weights(params)[:, :LAND].sum(axis=1, keepdims=True)
    trade = flow[:, :, :LAND].sum(axis=2).sum(axis=1, keepdims=True) / (world.trade_base.sum() * weight)
    visits = state["pendular"].sum(axis=1, keepdims=True)
    visits = np.divide(visits, pendular_base, out=np.ones_like(visits), where=pendular_base > 0)
    by_visit = params["jobs_pendular_weight"]
    target = 1 + params["jobs_trade_share"] * ((1 - by_visit) * trade + by_visit * visits - 1)
    return relax(state["border_jobs"], target, params["jobs_adjust_time"])


def bridge_opening(state: State, exposure: Exposure, params: Params, world: Any) -> Array:
    """(L, 1) 0-1 how open the best of the Tachira bridges is, to people and to cargo by their weight for commerce."""
    mask = of_routes(world)[TACHIRA]
    free = 1 - state["closure"]
    people = np.where(mask, exposure["border_open_people"] * free, 0.0).max(axis=1, keepdims=True)
    cargo = np.where(mask, exposure["border_open_cargo"] * free, 0.0).max(axis=1, keepdims=True)
    by_visit = params["jobs_pendular_weight"]
    return by_visit * people + (1 - by_visit) * cargo


def closure_loss(opening: Array, usual: Array, params: Params) -> Array:
    """(L, 1) USD M/month that commerce of Norte de Santander loses when the bridges are less open than usual (0-1)."""
    closed = np.maximum(usual - opening, 0.0)
    return params["closure_loss_daily_ndS"] * DAYS_PER_MONTH * closed * PER_THOUSAND / params["peso_rate"]


def next_values(flow: Array, bridges: Array, pendular_base: Array, state: State, params: Params, world: Any) -> State:
    """Border jobs (index) and the opening that commerce counts on (0-1), next month, (L, 1) each."""
    return {
        "border_jobs": next_jobs(flow, pendular_base, state, params, world),
        "usual_opening": relax(state["usual_opening"], bridges, params["closure_adaptation_time"]),
    }


PARAMETERS = (
    "jobs_trade_share",
    "jobs_pendular_weight",
    "jobs_adjust_time",
    "closure_loss_daily_ndS",
    "closure_adaptation_time",
    "peso_rate",
)
