"""Recruitment by armed groups: a risk to children and migrants, never a supply of fighters; shown as an index only."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import sums
from .crossings import CROSSINGS
from .geography import Geography, geography
from .harms import closed_to_travellers
from .lanes import once_a_batch
from .population import STATUSES
from .spread import sum_groups
from .system import Array, Exposure, Params, State
from .units import MONTHS_A_YEAR

IRREGULAR = STATUSES.index("irregular")
"""Index of people without papers in the world's counts by status."""


def recruitment(jobs: Array, exposure: Exposure, params: Params) -> tuple[Array, Array]:
    """Log growth by local jobs on the line and the recruits per irregular migrant there, in strength, both (L, 1).

    Fewer are recruited with prevention and with border jobs (Dube-Vargas).
    """
    rate = params["migrant_recruitment"] / 1e5 * params["strength_per_person"] * shielded(exposure, params)
    return (
        -params["jobs_growth_effect"] * (jobs - 1) / MONTHS_A_YEAR,
        rate * np.exp(-params["recruitment_jobs_effect"] * (jobs - 1)),
    )


def shielded(exposure: Exposure, params: Params) -> Array:
    """(L, 1) share of recruitment that prevention leaves."""
    share: Array = 1 - params["recruitment_prevention_effect"] * exposure["recruitment_prevention"]
    return share


def risk(state: State, exposure: Exposure, params: Params, geo: Geography) -> Array:
    """(L, 1) risk of recruitment to children and migrants (eq. 17), index, 1 = 2012.

    People exposed, each kind by its risk against that of a child who lives on the line, times the groups' strength
    there, both over 2012; fewer with border jobs and with prevention.
    """
    groups = line_strength(state["strength"], geo) / np.maximum(state["line_strength_2012"], np.finfo(np.float32).tiny)
    jobs = np.exp(-params["recruitment_jobs_effect"] * (state["border_jobs"] - 1))
    usual = 1 - params["recruitment_prevention_effect"] * params["recruitment_prevention_reference"]
    more = exposed(state, params, geo) / _exposed_2012(params, geo.world)
    index: Array = more * groups * jobs * shielded(exposure, params) / usual
    return index


def exposed(state: State, params: Params, geo: Geography) -> Array:
    """(L, 1) persons at risk, counted as children who live on the line.

    Children on the line, migrants without papers there, people who walk the roads, the displaced, and pupils whom a
    closure keeps from a school across the line.
    """
    origin = geo.links.origin
    residents = _sum(np.take(state["residents"], origin, axis=1))
    migrants = _sum(np.take(state["irregular"], origin, axis=1))
    pupils = params["pupils_across"] * closed_to_travellers(state["closed_share"], params, geo.world)
    persons: Array = (
        params["children_share"] * residents
        + params["recruitment_risk_irregular"] * migrants
        + params["recruitment_risk_walkers"] * state["walkers_on_road"]
        + params["recruitment_risk_displaced"] * sums.total(state["displaced"], geo.world)
        + params["recruitment_risk_pupils"] * pupils
    )
    return persons


@once_a_batch
def _exposed_2012(params: Params, world: Any) -> Array:
    """(L, 1) the same at the usual level of 2012: an open border, and as many displaced as its killings sustain."""
    origin = geography(world, np.float64).links.origin
    migrants = world.migrants_2012[IRREGULAR] * np.asarray(world.migrant_weight_2012)[origin].sum()
    children = params["children_share"] * np.asarray(world.residents_2012)[origin].sum()
    displaced = params["conflict_killings_2012"] / MONTHS_A_YEAR * params["displaced_per_killing"]
    displaced = params["recruitment_risk_displaced"] * displaced / params["displacement_return_hazard"]
    return np.asarray(np.maximum(children + params["recruitment_risk_irregular"] * migrants + displaced, 1.0))


def line_strength(strength: Array, geo: Geography) -> Array:
    """(L, 1) float64 strength of all groups in the Colombian municipalities on the line."""
    return _sum(on_line(strength, geo))


def on_line(strength: Array, geo: Geography) -> Array:
    """(L, n) float64 strength of all groups in each Colombian municipality on the line."""
    return sum_groups(np.ascontiguousarray(strength[:, :, geo.links.origin], dtype=np.float64))


def _sum(values: Array) -> Array:
    return np.asarray(np.add.reduce(values, axis=1, keepdims=True))


PARAMETERS = (
    "migrant_recruitment",
    "strength_per_person",
    "recruitment_prevention_effect",
    "recruitment_prevention_reference",
    "recruitment_jobs_effect",
    "jobs_growth_effect",
    "conflict_killings_2012",
    "displaced_per_killing",
    "displacement_return_hazard",
    "children_share",
    "pupils_across",
    *(f"recruitment_risk_{kind}" for kind in ("irregular", "walkers", "displaced", "pupils")),
    *(f"pendular_weight_{post}" for post in CROSSINGS),
)
