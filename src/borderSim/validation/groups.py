"""Who fights whom in a month: clashes between armed groups, and of one group with the state, from the state alone.

The engine's clash index does not say who fights; these are its terms (docs/systems/armed_groups.md), with the recorded
scope of ceasefires (no cover of rivals) and operations as in the reference.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from borderSim.model import corridors
from borderSim.model.contest import Contest, add_fights, between_weight, by_department
from borderSim.model.geography import Geography, geography
from borderSim.model.lanes import ELN, GANGS, lane_constants
from borderSim.model.system import Array, Params, State


def between_groups(state: State, params: Params, world: Any) -> Array:
    """(L,) clash index between groups in Colombia, corridor wars included."""
    geo = geography(world, state["strength"].dtype)
    fixed, no_cover = lane_constants(params, geo), np.zeros_like(params["presence_threshold"])
    between, _ = contest(state, params, geo).clashes(np.zeros_like(state["ceasefire"]))
    clash = between_weight(state["ceasefire"], no_cover, params) * by_department(between, geo)
    covered = corridors.covered(state["ceasefire"], no_cover, params)
    _, fights, _ = corridors.fights(state, state["war"], covered, fixed, params, geo)
    add_fights(clash, fights, geo.corridors)
    return np.asarray(clash.sum(axis=1))


def eln_against_state(state: State, params: Params, world: Any) -> Array:
    """(L,) index of the ELN's clashes with the state in Colombia: 4 pi_g pi_z s_g, less what a ceasefire spares."""
    found = contest(state, params, geography(world, state["strength"].dtype))
    met = found.scale * found.strength[:, ELN] * found.power[:, ELN] * found.state
    spared = (1 - params["ceasefire_action_ratio"][:, 0]) * state["ceasefire"][:, ELN]
    return np.asarray(met.sum(axis=1, dtype=np.float64) * (1 - spared))


def strength(state: State) -> Array:
    """(L,) strength index of the ELN, the dissidents and the AGC on both sides of the line."""
    return np.asarray(state["strength"][:, :GANGS].sum(axis=(1, 2), dtype=np.float64))


def contest(state: State, params: Params, geo: Geography) -> Contest:
    """The contest on the Colombian side."""
    inside, fixed = slice(None, geo.n_co), lane_constants(params, geo)
    here = state["strength"][:, :, inside], state["state_presence"][:, inside]
    return Contest(*here, fixed.decisiveness, fixed.state_weight)
