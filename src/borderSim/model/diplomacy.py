"""Diplomacy: trust between the two governments, haven and guarantor, closures of the line, and the talks.

Brief 2.5. Trust relaxes to what levers sustain and falls with incidents and election shocks; haven tolerance and
guarantor support follow their levers with lags; closures come by hazards that low trust raises.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from . import talks
from .geography import geography
from .record import unrecorded
from .system import Array, Exposure, Field, Flows, Hazard, Noise, Params, State, Stream, System
from .trade_costs import ROUTES
from .units import DAYS_PER_MONTH, MONTHS_A_YEAR

CROSSINGS = 8


def initial(world: Any, params: Params, noise: Noise) -> dict[str, Array]:
    """Trust, haven and guarantor (L, 1) of 2012-01 by their rows; nothing closed, no talks."""
    lanes = len(params["trust_2012"])
    return {
        "trust": params["trust_2012"] + 0.0,
        "haven": params["haven_2012"] + 0.0,
        "guarantor": params["guarantor_2012"] + 0.0,
        "closure": np.zeros((lanes, CROSSINGS)),
        "closure_left": np.zeros((lanes, CROSSINGS)),
        "line_violence_2012": np.zeros((lanes, 1)),
        **talks.start(lanes),
    }


def flows(state: State, exposure: Exposure, params: Params, noise: Noise, world: Any) -> Flows:
    """One month of diplomacy (flows): next month's levels, closures and talks, and the hazards of their events."""
    line = border_violence(state["violence"], world)
    base = np.where(state["line_violence_2012"] > 0, state["line_violence_2012"], line)
    national = np.mean(state["violence"], axis=1, keepdims=True)
    values = {
        "trust": trust_next(state, exposure, params),
        "haven": haven_next(state["haven"], state["trust"], exposure, params),
        "guarantor": guarantor_next(state["guarantor"], state["trust"], exposure, params),
        **closures(state, exposure, params, bridges(world)),
        "line_violence_2012": base,
        **talks.next_values(state, exposure, params, noise["ceasefire_renewal"].reshape(-1, 1)),
    }
    relative = np.divide(line, base, out=np.ones_like(line), where=base > 0)
    hazards = {**closure_hazards(state, exposure, params, relative), **talks.hazards(state, exposure, params, national)}
    return Flows(values=values, hazards=hazards)


def border_violence(violence: Array, world: Any) -> Array:
    """(L, 1) mean violence index of the departments on the line."""
    border = geography(world, np.float64).border_department
    out: Array = np.mean(np.compress(border, violence, axis=1), axis=1, keepdims=True)
    return out


def bridges(world: Any) -> Array:
    """(K,) bool: the crossings of Tachira, which a long closure shuts entirely."""
    out: Array = np.asarray(world.crossing_route) == ROUTES.index("cucuta")
    return out


def trust_level(exposure: Exposure, params: Params) -> Array:
    """(L, 1) trust that the levers sustain, 0-1.

    Public condemnation lowers it, less so in concert with the region; channels and trust measures raise it.
    """
    cost = params["condemnation_trust_cost"] * exposure["public_condemnation"]
    level = params["trust_base"] - cost * (1 - params["regional_cover_offset"] * exposure["regional_coordination"])
    level = level + params["relations_trust_gain"] * exposure["diplomatic_relations"] / 2
    channel = np.mean(exposure["governors_channel"], axis=1, keepdims=True)
    level = level + params["governors_channel_trust_gain"] * channel
    level = level + params["good_offices_trust_gain"] * exposure["good_offices"]
    level = level + params["military_measures_trust_gain"] * exposure["military_trust_measures"]
    out: Array = np.clip(level, 0.0, 1.0)
    return out


def trust_next(state: State, exposure: Exposure, params: Params) -> Array:
    """(L, 1) trust of next month, 0-1: exact relaxation to its level, minus incidents and election shocks.

    Where incidents are random, only those beyond the usual rate move the mean: the level holds with the usual ones.
    """
    trust = state["trust"]
    step = -np.expm1(-params["trust_reversion"])
    incidents = state["fired:incident"] + exposure.event("incident")
    eased = 1 - params["liaison_effect"] * exposure["border_post_liaison"]
    usual = params["incident_rate"] * unrecorded(exposure, params) * ~exposure.switch("events_off")
    loss = params["incident_trust_cost"] * (incidents * eased - usual)
    loss = loss + params["election_trust_cost"] * exposure.event("election_shock")
    out: Array = np.clip(trust + step * (trust_level(exposure, params) - trust) - loss, 0.0, 1.0)
    return out


def haven_next(haven: Array, trust: Array, exposure: Exposure, params: Params) -> Array:
    """(L, 1) effective tolerance of groups on Venezuelan soil: follows its lever, cut by security cooperation.

    Cooperation is military trust measures carried by trust; the lag is ``haven_lag`` months (6-36 in the reports).
    """
    cooperation = params["haven_cooperation_effect"] * exposure["military_trust_measures"] * trust
    target = exposure["ve_haven_tolerance"] * (1 - cooperation)
    out: Array = haven - np.expm1(-1 / params["haven_lag"]) * (target - haven)
    return out


def guarantor_next(guarantor: Array, trust: Array, exposure: Exposure, params: Params) -> Array:
    """(L, 1) effective guarantor support, -1 to 1: trust carries support and softens a spoiler."""
    support, weight = exposure["ve_guarantor_support"], params["guarantor_trust_weight"]
    target = np.maximum(support, 0) * (1 - weight * (1 - trust)) + np.minimum(support, 0) * (1 - weight * trust)
    out: Array = guarantor - np.expm1(-1 / params["guarantor_lag"]) * (target - guarantor)
    return out


def closure_hazards(state: State, exposure: Exposure, params: Params, violence: Array) -> dict[str, Array]:
    """Hazards per month, (L, 1): incidents with violence on the line (1 = 2012), closures with distrust.

    The table's rates hold at the reference: violence of 2012, no liaison, trust at ``trust_reference_short`` for short
    and ``trust_reference`` for long closures. An incident last month multiplies closures, with the mean kept at the
    usual rate of incidents; ruptures make long closures, so trust acts on them by its exponent. No covariates together
    move a rate by more than ``hazard_multiplier_limit``.
    """
    missing = params["trust_reference"] - state["trust"]
    distrust = (1 - state["trust"]) / (1 - params["trust_reference_short"])
    rupture = np.exp(params["long_closure_trust_effect"] * missing)
    eased = 1 - params["liaison_effect"] * exposure["border_post_liaison"]
    recent = state["fired:incident"] + exposure.event("incident")
    effect = params["incident_closure_effect"]
    urged = (1 + effect * recent) / (1 + effect * params["incident_rate"])
    shocked = 1 + params["election_closure_effect"] * exposure.event("election_shock")
    heat = _bounded(violence ** params["incident_violence_elasticity"], params)
    rates = {
        "incident": params["incident_rate"] * heat * eased,
        "short_closure": params["short_closure_rate"] / MONTHS_A_YEAR * _bounded(distrust * urged * shocked, params),
        "long_closure": params["long_closure_rate"] / MONTHS_A_YEAR * _bounded(rupture * urged, params),
    }
    return {name: rate * unrecorded(exposure, params) for name, rate in rates.items()}


def _bounded(multiplier: Array, params: Params) -> Array:
    limit = params["hazard_multiplier_limit"]
    out: Array = np.clip(multiplier, 1 / limit, limit)
    return out


def closures(state: State, exposure: Exposure, params: Params, bridge: Array) -> dict[str, Array]:
    """Share of next month that each crossing is closed, and the months left of a long closure after it, both (L, K).

    Closures do not add up, the longer counts. A short one has a triangular length in days, a long one a lognormal
    length in months, both by the event's mark; liaison between posts shortens the short ones. Away from the bridges
    (``bridge`` (K,) bool) a long closure was never complete: it takes ``long_closure_elsewhere`` of the month.
    """
    from scipy.special import ndtri

    eased = 1 - params["liaison_effect"] * exposure["border_post_liaison"]
    days = triangular(state["mark:short_closure"], params["short_closure_length"], params["short_closure_spread"])
    short = state["fired:short_closure"] * days * eased / DAYS_PER_MONTH
    drawn = np.exp(params["long_closure_log_sd"] * ndtri(state["mark:long_closure"])) * params["long_closure_length"]
    long = np.where(state["fired:long_closure"] > 0, drawn, 0.0)
    left = np.maximum(state["closure_left"], long)
    lasting = np.minimum(left, 1.0)
    severed = lasting * np.where(bridge, 1.0, params["long_closure_elsewhere"])
    closed = np.maximum(np.maximum(short, exposure.event("border_closure")), severed)
    return {"closure": np.minimum(closed, 1.0), "closure_left": left - lasting}


def triangular(uniform: Array, mode: Array, spread: Array) -> Array:
    """Quantile (L, P) of the symmetric triangular distribution on mode (1 -+ spread), in the mode's unit."""
    low = np.sqrt(uniform / 2)
    high = 1 - np.sqrt((1 - uniform) / 2)
    out: Array = mode * (1 + spread * (2 * np.where(uniform < 1 / 2, low, high) - 1))
    return out


def _field(name: str, dims: tuple[str, ...], unit: str, en: str) -> Field:
    return Field(name, dims, unit, "value", en)


SYSTEM = System(
    name="diplomacy",
    fields=(
        _field("trust", (), "0-1", "trust between the two governments"),
        _field("haven", (), "0-1", "effective tolerance of groups on Venezuelan soil (assumed)"),
        _field("guarantor", (), "-1..1", "effective guarantor support"),
        _field("closure", ("crossing",), "0-1", "share of next month that an endogenous closure takes"),
        _field("closure_left", ("crossing",), "months", "what is left of a long closure after next month"),
        _field("line_violence_2012", (), "index", "violence on the line in the first month"),
        *talks.FIELDS,
    ),
    reads=("violence",),
    levers=(
        "diplomatic_relations",
        "public_condemnation",
        "regional_coordination",
        "governors_channel",
        "good_offices",
        "military_trust_measures",
        "border_post_liaison",
        "ve_haven_tolerance",
        "ve_guarantor_support",
        *talks.LEVERS,
    ),
    parameters=(
        "trust_2012", "haven_2012", "guarantor_2012", "trust_base", "trust_reference",
        "trust_reference_short", "trust_reversion",
        "condemnation_trust_cost", "regional_cover_offset", "relations_trust_gain", "governors_channel_trust_gain",
        "good_offices_trust_gain", "military_measures_trust_gain", "incident_trust_cost", "election_trust_cost",
        "liaison_effect", "haven_cooperation_effect", "haven_lag", "guarantor_trust_weight", "guarantor_lag",
        "events_known_until", "hazard_multiplier_limit", "incident_violence_elasticity",
        "incident_rate", "incident_closure_effect", "election_closure_effect", "short_closure_rate",
        "short_closure_length", "short_closure_spread", "long_closure_rate", "long_closure_length",
        "long_closure_elsewhere", "long_closure_log_sd", "long_closure_trust_effect", *talks.PARAMETERS,
    ),
    initial=initial,
    flows=flows,
    noise=(Stream("ceasefire_renewal", (), "uniform"),),
    hazards=(
        Hazard("incident", ()),
        Hazard("short_closure", ()),
        Hazard("long_closure", ()),
        *talks.HAZARDS,
    ),
    events=("incident", "election_shock", "border_closure"),
)  # fmt: skip
