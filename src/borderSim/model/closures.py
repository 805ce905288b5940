"""Closures of the line: incidents, short and long closures of both sides, local ones between neighbours.

Brief 2.5, X7 and X8; equations of docs/systems/diplomacy.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .geography import geography
from .record import unrecorded, unrecorded_outcomes
from .system import Array, Exposure, Params, State
from .trade_costs import ROUTES
from .units import DAYS_PER_MONTH, MONTHS_A_YEAR

CROSSINGS = 8


@dataclass(frozen=True)
class Line:
    """The crossings (K,): ``bridge`` bool, those of Tachira, which a long closure shuts entirely; border ``group``."""

    bridge: Array
    group: Array


def line(world: Any) -> Line:
    """The line of a world, arrays (K,)."""
    return Line(np.asarray(world.crossing_route) == ROUTES.index("cucuta"), np.asarray(world.crossing_border_group))


def border_violence(violence: Array, world: Any) -> Array:
    """(L, 1) mean violence index of the departments on the line."""
    border = geography(world, np.float64).border_department
    out: Array = np.mean(np.compress(border, violence, axis=1), axis=1, keepdims=True)
    return out


def incident_ease(exposure: Exposure, params: Params) -> Array:
    """(L, 1) factor of incidents and their costs, 1 without liaison between border posts."""
    return 1 - params["liaison_effect"] * exposure["border_post_liaison"]


def closure_hazards(state: State, exposure: Exposure, params: Params, violence: Array) -> dict[str, Array]:
    """Hazards per month, (L, 1) and by border group (L, B): incidents with violence on the line (1 = 2012), closures
    with distrust.

    The table's rates hold at the reference: violence of 2012, no liaison, trust at ``trust_reference_short`` for short
    and local and ``trust_reference`` for long closures, repression and assurances at theirs. An incident last month
    multiplies closures, with the mean kept at the usual rate of incidents; ruptures make long closures, so trust acts
    on them by its exponent. No covariates together move a rate by more than ``hazard_multiplier_limit``. Eq. 6 to 9.
    """
    distrust = (1 - state["trust"]) / (1 - params["trust_reference_short"])
    rupture = np.exp(params["long_closure_trust_effect"] * (params["trust_reference"] - state["trust"]))
    effect = params["incident_closure_effect"]
    urged = (1 + effect * incidents(state, exposure)) / (1 + effect * params["incident_rate"])
    vote = _vote(state["repression"], exposure, params)
    heat = _bounded(violence ** params["incident_violence_elasticity"] * _assured(exposure, params), params)
    friends = np.exp(-params["channel_closure_effect"] * channel_gap(exposure, params))
    yearly = {
        "short_closure": params["short_closure_rate"] * _bounded(distrust * urged * vote, params),
        "long_closure": params["long_closure_rate"] * _bounded(rupture * urged, params),
        "local_closure": params["local_closure_rate"] * _bounded(distrust * urged * friends, params),
    }
    monthly = {name: rate / MONTHS_A_YEAR for name, rate in yearly.items()}
    shut = {name: rate * unrecorded(exposure, params) for name, rate in monthly.items()}
    incident = params["incident_rate"] * heat * incident_ease(exposure, params)
    return shut | {"incident": incident * unrecorded_outcomes(exposure, params)}


def incidents(state: State, exposure: Exposure) -> Array:
    """(L, 1) incidents between the two states: those that fired last month and those scheduled in this one."""
    out: Array = state["fired:incident"] + exposure.event("incident")
    return out


def channel_gap(exposure: Exposure, params: Params) -> Array:
    """(L, B) index of the governors' channel above the level at which closures were counted."""
    out: Array = exposure["governors_channel"] - params["channel_reference"]
    return out


def _vote(repression: Array, exposure: Exposure, params: Params) -> Array:
    """(L, 1) factor of short closures: contested votes close the line, the more so under repression."""
    harder = 1 + params["repression_closure_effect"] * (repression - params["repression_reference_short"])
    out: Array = harder * (1 + params["election_closure_effect"] * exposure.event("election_shock"))
    return out


def _assured(exposure: Exposure, params: Params) -> Array:
    """(L, 1) factor of incidents: assurances that neither soil serves for plots against the other."""
    gap = exposure["security_assurances"] - params["assurances_reference"]
    out: Array = 1 - params["assurances_incident_effect"] * gap
    return out


def _bounded(multiplier: Array, params: Params) -> Array:
    limit = params["hazard_multiplier_limit"]
    out: Array = np.clip(multiplier, 1 / limit, limit)
    return out


def closures(state: State, exposure: Exposure, params: Params, at: Line) -> dict[str, Array]:
    """Share of next month that each crossing is closed, and the months left of a long closure after it, both (L, K).

    Closures do not add up, the longer counts. Away from the bridges a long closure was never complete: it takes
    ``long_closure_elsewhere`` of the month. A working channel between the governors brings the end nearer.
    """
    left = np.maximum(state["closure_left"], _long(state, params))
    lasting = np.minimum(left, 1.0)
    severed = lasting * np.where(at.bridge, 1.0, params["long_closure_elsewhere"])
    shut = np.maximum(_short(state, exposure, params), np.take(_local(state, exposure, params), at.group, axis=1))
    closed = np.maximum(np.maximum(shut, exposure.event("border_closure")), severed)
    sooner = params["channel_reopening_effect"] * np.take(channel_gap(exposure, params), at.group, axis=1)
    return {"closure": np.minimum(closed, 1.0), "closure_left": np.maximum(left - lasting * (1 + sooner), 0.0)}


def _long(state: State, params: Params) -> Array:
    """(L, 1) months of a long closure that begins, lognormal by its mark; else 0. Eq. 8."""
    from scipy.special import ndtri

    drawn = np.exp(params["long_closure_log_sd"] * ndtri(state["mark:long_closure"])) * params["long_closure_length"]
    return np.where(state["fired:long_closure"] > 0, drawn, 0.0)


def _short(state: State, exposure: Exposure, params: Params) -> Array:
    """(L, 1) share of the month of a short closure, triangular in days by its mark, fewer with liaison. Eq. 7."""
    days = triangular(state["mark:short_closure"], params["short_closure_length"], params["short_closure_spread"])
    out: Array = state["fired:short_closure"] * days * incident_ease(exposure, params) / DAYS_PER_MONTH
    return out


def _local(state: State, exposure: Exposure, params: Params) -> Array:
    """(L, B) share of the month of a local closure, exponential in days by its mark. Eq. 9."""
    days = -params["local_closure_length"] * np.log1p(-state["mark:local_closure"])
    out: Array = state["fired:local_closure"] * days * incident_ease(exposure, params) / DAYS_PER_MONTH
    return out


def triangular(uniform: Array, mode: Array, spread: Array) -> Array:
    """Quantile (L, P) of the symmetric triangular distribution on mode (1 -+ spread), in the mode's unit."""
    low = np.sqrt(uniform / 2)
    high = 1 - np.sqrt((1 - uniform) / 2)
    out: Array = mode * (1 + spread * (2 * np.where(uniform < 1 / 2, low, high) - 1))
    return out


PARAMETERS = (
    "trust_reference", "trust_reference_short", "liaison_effect", "events_known_until", "hazard_multiplier_limit",
    "incident_violence_elasticity", "incident_rate", "incident_closure_effect", "election_closure_effect",
    "repression_closure_effect", "repression_reference_short", "assurances_reference", "assurances_incident_effect",
    "short_closure_rate", "short_closure_length", "short_closure_spread", "long_closure_rate", "long_closure_length",
    "long_closure_elsewhere", "long_closure_log_sd", "long_closure_trust_effect", "local_closure_rate",
    "local_closure_length", "channel_reference", "channel_closure_effect", "channel_reopening_effect",
)  # fmt: skip
