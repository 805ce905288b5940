"""People who walk (caminantes): how many, how many of them without shelter, and the risk that they are exposed to.

The walkers of a day are a share of the people who are on Colombia's roads between the line and a place to stay. They
stay in the stocks of migration: this system counts and moves nobody. Equations in docs/systems/walkers.md.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from borderSim.model.crossings import CROSSINGS, post_weights
from borderSim.model.migration_month import line_of
from borderSim.model.system import Array, Exposure, Field, Flows, Noise, Params, State, System
from borderSim.model.units import DAYS_PER_MONTH


def initial(world: Any, params: Params, noise: Noise) -> dict[str, Array]:
    """Nobody is on the road at 2012-01, before the first month's journeys."""
    return {field.name: np.zeros_like(params["walking_days"]) for field in SYSTEM.fields}


def flows(state: State, exposure: Exposure, params: Params, noise: Noise, world: Any) -> Flows:
    """Walkers of the month, from the journeys of last month."""
    moving = state["arrivals"] + state["returns"] + state["reverse"]
    moving = moving + params["walking_transit_share"] * state["emigrated"]
    walkers = moving * walking_share(_ease(state, exposure, params, world), params) / DAYS_PER_MONTH
    road = walkers * params["walking_days"]
    sheltered = sheltered_share(road, exposure["shelter_places"])
    violence = violence_near(state["violence"], line_of(world).at_line)
    values = {
        "walkers": walkers,
        "walkers_on_road": road,
        "walkers_sheltered": sheltered,
        "walker_risk": risk(road, sheltered, violence, params),
    }
    return Flows(values=values)


def _ease(state: State, exposure: Exposure, params: Params, world: Any) -> Array:
    """Log odds (L, 1) of going on wheels, against late 2022: incomes, papers or a waiver, binational transport."""
    weight = post_weights(params, world.crossing_ids)
    access = (weight * exposure["public_transport_access"]).sum(axis=1, keepdims=True)
    transport = access / weight.sum(axis=1, keepdims=True) - params["walking_transport_reference"]
    without = (1.0 - state["documented_share"]) * (1.0 - exposure["document_waiver"])
    then = params["share_undocumented_arrivals"] * (1.0 - params["walking_waiver_reference"])
    income = state["gdp"] - params["gdp_reference"]
    ease = params["walking_poverty"] * income + params["walking_documents"] * (then - without)
    return np.asarray(ease + params["walking_transport"] * transport)


def walking_share(ease: Array, params: Params) -> Array:
    """Share (L, 1), 0-1, of the people on the roads who walk; ``ease`` is 0 in late 2022 (400 a day then)."""
    then = params["caminantes_daily"] * DAYS_PER_MONTH / params["walking_moving_reference"]
    return np.asarray(1.0 / (1.0 + (1.0 - then) / then * np.exp(ease)))


def sheltered_share(road: Array, places: Array) -> Array:
    """Share of the walkers on the road (L, 1), 0-1, for whom there is a shelter place: min(1, places / walkers)."""
    return np.divide(np.minimum(places, road), road, out=np.ones_like(road), where=road > 0)


def violence_near(violence: Array, at_line: Array) -> Array:
    """Violence (L, D) where the journeys begin: an index (L, 1), departments weighed by their residents at the line."""
    return np.asarray((violence * at_line).sum(axis=1, keepdims=True) / at_line.sum())


def risk(road: Array, sheltered: Array, violence: Array, params: Params) -> Array:
    """Exposure of walkers to trafficking, recruitment and assault, (L, 1): an index.

    1 = the walkers of late 2022 if they were adults without shelter on roads as violent as in 2012. Children alone
    count by their own risk, shelter takes its share away.
    """
    usual = params["caminantes_daily"] * params["walking_days"]
    children = 1.0 + (params["walking_child_risk"] - 1.0) * params["walking_children_share"]
    exposed = 1.0 - params["walking_shelter_protection"] * sheltered
    danger = np.maximum(1.0 + params["trocha_risk_violence"] * (violence - 1.0), 0.0)
    return np.asarray(road / usual * children * exposed * danger)


SYSTEM = System(
    name="walkers",
    fields=(
        Field("walkers", (), "persons/day", "value", "people who set out on foot from the line"),
        Field("walkers_on_road", (), "persons", "value", "people who are walking on a day"),
        Field("walkers_sheltered", (), "0-1", "value", "share of them for whom there is a shelter place"),
        Field("walker_risk", (), "index", "value", "exposure of walkers to trafficking, recruitment and assault"),
    ),
    reads=("arrivals", "returns", "reverse", "emigrated", "gdp", "documented_share", "violence"),
    levers=("shelter_places", "public_transport_access", "document_waiver"),
    parameters=(
        "caminantes_daily", "gdp_reference", "share_undocumented_arrivals", "trocha_risk_violence",
        "walking_child_risk", "walking_children_share", "walking_days", "walking_documents", "walking_moving_reference",
        "walking_poverty", "walking_shelter_protection", "walking_transit_share", "walking_transport",
        "walking_transport_reference", "walking_waiver_reference",
        *(f"pendular_weight_{name}" for name in CROSSINGS),
    ),
    initial=initial,
    flows=flows,
)  # fmt: skip
