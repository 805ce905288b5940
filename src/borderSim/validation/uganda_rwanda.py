"""Another border: the closure between Uganda and Rwanda, 2019 to 2022, on the trade system alone (F37).

Its own inputs are the length of the closure and that hardly anything goes around the land posts (fact_inputs.csv).
All else is at rest, as recorded at the line between Colombia and Venezuela in 2012-01; sectors, costs, relationships
and the lag after a reopening are the members' own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from borderSim.engine import axes
from borderSim.engine.noise import Noise
from borderSim.engine.timeline import Timeline
from borderSim.model import trade
from borderSim.model.routes import WEIGHTS
from borderSim.model.system import Array, Params
from borderSim.validation.part_models import YEAR, Quiet
from borderSim.validation.table import inputs
from borderSim.world import load

OPENING = ("border_open_people", "border_open_cargo")
QUARTER = 3
"""Months."""


@dataclass(frozen=True)
class Border:
    """Exports (M,) over those of the year before the closure: in its last year, the lag after it, the quarter then."""

    closed: Array
    reopened: Array
    recovered: Array


def course(params: Params) -> Border:
    """The border of Uganda and Rwanda with the parameters of members, name -> (M, 1)."""
    before, closed, lag = (int(inputs()[f"uganda_{n}"]) for n in ("months_before", "months_closed", "lag_months"))
    flow = exports(params, before, closed, lag + QUARTER)
    shut = before + closed
    usual = flow[before - YEAR : before].mean(axis=0)
    spans = (slice(shut - YEAR, shut), slice(shut, shut + lag), slice(shut + lag, shut + lag + QUARTER))
    return Border(*(flow[span].mean(axis=0) / usual for span in spans))


def exports(params: Params, before: int, closed: int, after: int) -> Array:
    """(T, M) exports over the border, USD M/month, with so many months before, in and after the closure."""
    world, own = load(), {**params, **shares(params)}
    at_rest = levers()
    shut = at_rest | {name: np.zeros_like(at_rest[name]) for name in OPENING}
    state = surroundings(len(params["reopening_admin_lag"])) | trade.initial(world, own, {})
    flows = []
    for month in range(before + closed + after):
        now = shut if before <= month < before + closed else at_rest
        state = state | trade.flows(state, Quiet(month, now, at_rest), own, {}, world).values
        flows.append(state["trade_flow"][:, 0].sum(axis=1))
    return np.stack(flows)


def shares(params: Params) -> dict[str, Array]:
    """Route shares of this border: one land route, and what little goes around it; (M, 1) each."""
    one, land = np.ones_like(params["reopening_admin_lag"]), inputs()["uganda_land_share"]
    first, *others, around = WEIGHTS
    return {first: land * one, around: (1 - land) * one, **dict.fromkeys(others, 0 * one)}


def levers() -> dict[str, Array]:
    """All levers at rest, as recorded in 2012-01, (1, P) each, with every land post open."""
    nobody = Noise(0, np.arange(1))
    recorded: Mapping[str, Array] = Timeline([None], nobody, axes.ids(load()), range(1)).exposure(0, {}).reference
    return dict(recorded) | {name: np.ones_like(recorded[name]) for name in OPENING}


def surroundings(members: int) -> dict[str, Array]:
    """What trade reads from other systems, at rest: no shock to demand, no settlement, the violence of 2012."""
    world = load()
    calm = {name: np.zeros((members, 1)) for name in ("import_demand", "gdp", "sanctions_relief")}
    return calm | {
        "closure": np.zeros((members, len(world.crossing_ids))),
        "violence": np.ones((members, len(world.department_codes))),
        "pendular": np.ones((members, len(world.crossing_ids))),
    }
