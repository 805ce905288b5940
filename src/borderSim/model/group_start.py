"""Groups, state and rents at 2012-01, and what the indices of later months count against."""

from __future__ import annotations

from typing import Any

import numpy as np

from .contest import Contest, between_weight, by_department, contested, presence
from .corridors import corridor_rent
from .geography import Geography, geography
from .harms import rural
from .lanes import GANGS, GROUPS, LaneConstants, lane_constants
from .recruitment import line_strength
from .rents import border_rents, illegal_rents, inverse_capacity, rent_sources, still
from .system import Array, Noise, Params

STARTS = ("clash_2012", "held_2012", "contested_2012", "line_strength_2012")
"""Fields that keep what was measured at 2012-01."""


def initial(world: Any, params: Params, noise: Noise) -> dict[str, Array]:
    """Groups, state, rents and coca at 2012-01, all float64; the engine casts the fields."""
    geo = geography(world, np.dtype(np.float64))
    lanes = len(params["presence_threshold"])
    one = np.ones((lanes, 1))
    coca = np.repeat(np.asarray(world.coca_2012, dtype=float)[None], lanes, axis=0)
    fixed = lane_constants(params, geo)
    state = np.repeat(geo.state_start[None], lanes, axis=0)
    calm = still(params)
    border = border_rents(one, np.ones((lanes, 3)), one, params)
    sources = rent_sources(coca, np.ones_like(coca), border, calm, params, geo)
    rent = illegal_rents(*sources, calm.gold, fixed, geo)
    inverse, room = inverse_capacity(rent, state, fixed)
    strength = _start_strength(_present(world, params, noise), inverse, fixed.gang_capacity * room, params)
    return {
        "strength": strength,
        "state_presence": state,
        "rent": rent,
        "coca": coca,
        "war": np.zeros((lanes, len(world.corridor))),
        "war_left": np.zeros((lanes, len(world.corridor))),
        "splintered": np.zeros((lanes, 1)),
        "mining_grip": params["mining_control_reference"] * one,
        "haven_usual": params["haven_2012"] * one,
        "intelligence": params["intelligence_reference"] * one,
        "substitution_pace": np.zeros((lanes, 1)),
        "corridor_rent_usual": corridor_rent(rent, geo),
        **_measures(strength, state, params, fixed, geo),
    }


def _measures(strength: Array, state: Array, params: Params, fixed: LaneConstants, geo: Geography) -> dict[str, Array]:
    """What the indices count against: clashes, people and strength of 2012-01."""
    inside = slice(None, geo.n_co)
    contest = Contest(strength[:, :, inside], state[:, inside], fixed.decisiveness, fixed.state_weight)
    quiet = np.zeros((len(strength), len(GROUPS)))
    between, against = (by_department(part, geo) for part in contest.clashes(quiet))
    clash = between_weight(quiet, np.zeros((len(strength), 1)), params) * between
    clash = clash + params["state_clash_weight"] * against
    residents = np.repeat(np.asarray(geo.world.residents_2012, dtype=float)[None, inside], len(strength), axis=0)
    several = contested(presence(strength, params["presence_threshold"])[:, :, inside])
    return {
        "clash": clash,
        "clash_2012": np.add.reduce(clash, axis=1, keepdims=True),
        "held_2012": contest.people_held(residents),
        "contested_2012": np.add.reduce(residents * several * rural(params, geo.world), axis=1, keepdims=True),
        "line_strength_2012": line_strength(strength, geo),
    }


def _present(world: Any, params: Params, noise: Noise) -> Array:
    """(L, G, N) bool: presence sets whose expected national counts match the counts of 2012, with their error."""
    chance = np.asarray(world.presence_probability, dtype=float)
    count = np.asarray(world.presence_count_2012) + noise["presence_count"] * np.asarray(world.presence_count_sd)
    expected = np.add.reduce(chance[:, : world.n_co], axis=1)
    ratio = np.maximum(count, 0) / np.maximum(expected, 1.0)
    present: Array = noise["presence"] < ratio[:, :, None] * chance
    return present


def _start_strength(present: Array, inverse: Array, gangs: Array, params: Params) -> Array:
    """(L, G, N): groups that are present share a part of the capacity, never under the threshold; others are faint."""
    dtype = inverse.dtype
    theta = params["presence_threshold"].astype(dtype)[:, :, None]
    least = theta * params["start_present_ratio"].astype(dtype)[:, :, None]
    rivals = np.maximum(np.count_nonzero(present[:, :GANGS], axis=1, keepdims=True), 1)
    filled = np.repeat(1 / inverse[:, None], present.shape[1], axis=1) / rivals.astype(dtype)
    filled[:, GANGS] = gangs
    filled *= params["start_fill"].astype(dtype)[:, :, None]
    faint = params["start_absent_share"].astype(dtype)[:, :, None] * theta
    strength: Array = np.where(present, np.maximum(filled, least), faint).astype(dtype, copy=False)
    return strength


PARAMETERS = (
    "urban_displacement_ratio",
    "start_fill",
    "start_present_ratio",
    "start_absent_share",
)
