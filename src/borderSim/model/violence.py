"""Violence: killings, displacement, refuge across the line, returns home, and leaders killed, from the clashes.

Model description 2.4. Clash intensity comes from armed_groups; here it becomes persons, by department and month.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from . import group_start, harms
from .geography import geography
from .system import Array, Exit, Exposure, Field, Flows, Noise, Params, State, Stream, System
from .units import MONTHS_A_YEAR


def initial(world: Any, params: Params, noise: Noise) -> dict[str, Array]:
    """The index by the clashes of 2012, mean 1 over the departments (L, D); nobody counted yet."""
    groups = group_start.initial(world, params, noise)
    relative = relative_clash(groups["clash"], groups["clash_2012"])
    lanes, departments = relative.shape
    none = np.zeros((lanes, departments))
    return {
        "violence": relative * departments,
        "killings": none.copy(),
        "displaced_new": none.copy(),
        "leaders_killed": np.zeros((lanes, 1)),
        "vacuum": np.zeros((lanes, 1)),
    }


def flows(state: State, exposure: Exposure, params: Params, noise: Noise, world: Any) -> Flows:
    """One month of harm (flows): killings and displacement by department, people who move, leaders killed."""
    relative = relative_clash(state["clash"], state["clash_2012"])
    killings = sampled(expected_killings(relative, params), noise["killings"], params["homicide_dispersion"])
    shape, exposed = _exposed(state["residents"], params, world)
    killings = np.minimum(killings, params["killed_monthly_cap"] * exposed)
    displaced = np.minimum(
        killings * per_killing(noise["displacement"], params), params["displacement_monthly_cap"] * exposed
    )
    values = {
        "violence": smoothed(state["violence"], relative * relative.shape[1], params),
        "killings": killings,
        "displaced_new": displaced,
        "leaders_killed": leaders(relative, state, exposure, params, world),
        "vacuum": vacuum_next(state, exposure, params),
    }
    exits = _leaving(killings, displaced, shape, exposed, params, world) + _going_home(relative, params)
    return Flows(values=values, exits=exits)


def relative_clash(clash: Array, start: Array) -> Array:
    """(L, D) share of each department in the national clash of 2012, (L, 1); sums to one at the start."""
    out: Array = clash / np.maximum(start, np.finfo(float).tiny)
    return out


def expected_killings(relative: Array, params: Params) -> Array:
    """(L, D) mean killings per month: the national level of 2012 times clash over the national clash of 2012."""
    out: Array = params["conflict_killings_2012"] / MONTHS_A_YEAR * relative
    return out


def sampled(mean: Array, normal: Array, size: Array) -> Array:
    """(L, D) lognormal draws with the mean and the variance of a negative binomial of ``size`` k: mean (1 + mean / k).

    An inverse-quantile draw of an addressed normal, so that scenarios stay in step; zero where the mean is zero.
    """
    variance = np.log(1 + 1 / size + 1 / np.maximum(mean, np.finfo(np.float32).tiny))
    out: Array = mean * np.exp(np.sqrt(variance) * normal - variance / 2)
    return out


def per_killing(normal: Array, params: Params) -> Array:
    """(L, D) persons displaced per killing: the member's median times an event's lognormal spread."""
    out: Array = params["displaced_per_killing"] * np.exp(params["displacement_log_sd"] * normal)
    return out


def smoothed(violence: Array, relative: Array, params: Params) -> Array:
    """(L, D) violence index: exact relaxation to the clash over the mean department's clash of 2012."""
    out: Array = violence - np.expm1(-1 / params["violence_memory"]) * (relative - violence)
    return out


def _exposed(residents: Array, params: Params, world: Any) -> tuple[Array, Array]:
    """Exposure of each municipality (C,) or (L, C), rural places more, and persons weighted by it (L, D)."""
    weight = harms.rural(params, world)
    return weight, np.add.reduceat(weight * residents, world.department_start, axis=1)


def _leaving(killings: Array, displaced: Array, shape: Array, exposed: Array, params: Params, world: Any) -> list[Exit]:
    """Exits of residents: killed, displaced inside the country, and across the line from the border departments."""
    some = np.maximum(exposed, 1.0)
    border = geography(world, np.float64).border_department
    crossing = params["cross_border_displaced_share"] * border
    inside = _to_places(displaced * (1 - crossing) / some, shape, world)
    across = _to_places(displaced * crossing / some, shape, world)
    return [
        Exit("killed", "residents", _to_places(killings / some, shape, world), "natural", pooled=True),
        Exit("displaced", "residents", inside, "displaced"),
        Exit("refuge", "residents", across, "refuge"),
    ]


def _to_places(rate: Array, shape: Array, world: Any) -> Array:
    """(L, C) hazard per month from a department rate (L, D) and the exposure."""
    hazard: Array = np.repeat(rate, geography(world, np.float64).places_of[:-1], axis=1)
    hazard *= shape
    return hazard


def _going_home(relative: Array, params: Params) -> list[Exit]:
    """The displaced and those in refuge who return to their place of origin, fewer while there is fighting (eq. 6)."""
    hazard = params["displacement_return_hazard"] * _calm(relative, params)
    return [Exit("went_home", stock, hazard, "residents") for stock in ("displaced", "refuge")]


def _calm(relative: Array, params: Params) -> Array:
    """(L, 1) factor on returns home: the national clash over that of 2012, to a negative power, bounded."""
    fought = np.log(np.maximum(np.add.reduce(relative, axis=1, keepdims=True), np.finfo(float).tiny))
    limit = params["return_log_limit"]
    factor: Array = np.exp(np.clip(-params["return_violence_effect"] * fought, -limit, limit))
    return factor


def leaders(relative: Array, state: State, exposure: Exposure, params: Params, world: Any) -> Array:
    """(L, 1) social leaders killed per month.

    base contestation^c exp(b_vac vacuum (1 - state presence)) (1 - e protection), Prem et al. (2022): partial peace
    without the state costs lives. Contestation is the national clash over that of 2012.
    """
    contest = np.add.reduce(relative, axis=1, keepdims=True)
    present = np.mean(state["state_presence"][:, : world.n_co], axis=1, keepdims=True).astype(np.float64)
    fought = np.log(np.maximum(contest, np.finfo(float).tiny))
    rate = params["leaders_killed_year"] / MONTHS_A_YEAR * np.exp(params["leader_clash_elasticity"] * fought)
    gap = params["vacuum_leader_effect"] * state["vacuum"] * (1 - present)
    out: Array = rate * np.exp(gap) * (1 - params["leader_protection_effect"] * exposure["leader_protection"])
    return out


def vacuum_next(state: State, exposure: Exposure, params: Params) -> Array:
    """(L, 1) memory 0-1 of fighters who stopped or left: ceasefires, disarmament and demobilisation, then fading."""
    left = np.max(np.maximum(state["ceasefire"], state["handover"]), axis=1, keepdims=True)
    left = np.maximum(left, exposure.event("farc_demobilisation"))
    out: Array = np.maximum(left, state["vacuum"] * np.exp(-1 / params["vacuum_months"]))
    return out


def _field(name: str, dims: tuple[str, ...], unit: str, en: str) -> Field:
    return Field(name, dims, unit, "value", en)


SYSTEM = System(
    name="violence",
    fields=(
        _field("violence", ("department",), "index, 1 = 2012 mean", "smoothed clash intensity"),
        _field("killings", ("department",), "persons/month", "conflict killings of last month"),
        _field("displaced_new", ("department",), "persons/month", "newly displaced in last month, refuge included"),
        _field("leaders_killed", (), "persons/month", "social leaders killed in last month"),
        _field("vacuum", (), "0-1", "fading memory of areas that fighters left"),
    ),
    reads=("clash", "clash_2012", "residents", "displaced", "refuge", "state_presence", "ceasefire", "handover"),
    levers=("leader_protection",),
    parameters=(
        "homicide_dispersion",
        "conflict_killings_2012",
        "killed_monthly_cap",
        "displaced_per_killing",
        "displacement_log_sd",
        "displacement_monthly_cap",
        "cross_border_displaced_share",
        "displacement_return_hazard",
        "violence_memory",
        "leaders_killed_year",
        "leader_clash_elasticity",
        "leader_protection_effect",
        "vacuum_leader_effect",
        "vacuum_months",
        "return_violence_effect",
        "return_log_limit",
        *harms.PARAMETERS,
    ),
    initial=initial,
    flows=flows,
    noise=(Stream("killings", ("department",), "normal"), Stream("displacement", ("department",), "normal")),
    events=("farc_demobilisation",),
)
