"""Working relations between the two governments: trust, regional cover, military trust, haven, guarantor, liaison.

Brief 2.5, P4, P6, P7, P10 and X8; equations of docs/systems/diplomacy.md. All levels are (L, 1).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from .closures import incident_ease, incidents
from .record import unrecorded_outcomes
from .system import Array, Exposure, Params, State


def regional_cover(levers: Exposure | Mapping[str, Array], params: Params) -> Array:
    """(L, 1) cover 0-1 that the region gives to a government: acting in concert, and an envoy of the UN. Eq. 2."""
    envoy = params["envoy_cover_gain"] * levers["un_border_envoy"]
    out: Array = np.clip(levers["regional_coordination"] + envoy, 0.0, 1.0)
    return out


def trust_level(exposure: Exposure, params: Params) -> Array:
    """(L, 1) trust that the levers sustain, 0-1.

    Public condemnation lowers it, less so under regional cover; channels, institutions and trust measures raise it
    (eq. 1).
    """
    cost = params["condemnation_trust_cost"] * exposure["public_condemnation"]
    level = params["trust_base"] - cost * (1 - params["regional_cover_offset"] * regional_cover(exposure, params))
    level = level + params["relations_trust_gain"] * exposure["diplomatic_relations"] / 2
    channel = np.mean(exposure["governors_channel"], axis=1, keepdims=True)
    level = level + params["governors_channel_trust_gain"] * channel
    level = level + params["good_offices_trust_gain"] * exposure["good_offices"]
    level = level + params["envoy_trust_gain"] * exposure["un_border_envoy"]
    level = level + params["military_measures_trust_gain"] * exposure["military_trust_measures"]
    commission = exposure["joint_border_commission"] - params["commission_reference"]
    assurances = exposure["security_assurances"] - params["assurances_reference"]
    level = level + params["commission_trust_gain"] * commission + params["assurances_trust_gain"] * assurances
    out: Array = np.clip(level, 0.0, 1.0)
    return out


def trust_next(state: State, exposure: Exposure, params: Params) -> Array:
    """(L, 1) trust of next month, 0-1: exact relaxation to its level, minus incidents and election shocks.

    Where incidents are random, only those beyond the usual rate move the mean: the level holds with the usual
    ones (eq. 1).
    """
    trust = state["trust"]
    step = -np.expm1(-params["trust_reversion"])
    usual = params["incident_rate"] * unrecorded_outcomes(exposure, params) * ~exposure.switch("events_off")
    beyond = incidents(state, exposure) * incident_ease(exposure, params) - usual
    loss = params["incident_trust_cost"] * beyond
    loss = loss + params["election_trust_cost"] * exposure.event("election_shock")
    out: Array = np.clip(trust + step * (trust_level(exposure, params) - trust) - loss, 0.0, 1.0)
    return out


def military_trust_next(state: State, exposure: Exposure, params: Params) -> Array:
    """(L, 1) trust between the two armies, 0-1: measures carried by trust and good offices build it.

    An incident breaks a share of it, so that little is lost where little is left. Eq. 3.
    """
    target = exposure["military_trust_measures"] * state["trust"]
    target = np.clip(target + params["good_offices_military_gain"] * exposure["good_offices"], 0.0, 1.0)
    built = toward(target, state["military_trust"], params["military_trust_lag"])
    broken = params["incident_military_cost"] * incidents(state, exposure) * incident_ease(exposure, params)
    out: Array = built * np.clip(1 - broken, 0.0, 1.0)
    return out


def haven_next(state: State, exposure: Exposure, params: Params) -> Array:
    """(L, 1) effective tolerance of groups on Venezuelan soil, 0-1 (assumed): its lever, cut by military trust.

    The lag is ``haven_lag`` months (6-36 in the reports). Eq. 4.
    """
    target = exposure["ve_haven_tolerance"] * (1 - params["haven_cooperation_effect"] * state["military_trust"])
    return toward(target, state["haven"], params["haven_lag"])


def guarantor_next(guarantor: Array, trust: Array, exposure: Exposure, params: Params) -> Array:
    """(L, 1) effective guarantor support, -1 to 1: trust carries support and softens a spoiler. Eq. 5."""
    support, weight = exposure["ve_guarantor_support"], params["guarantor_trust_weight"]
    target = np.maximum(support, 0) * (1 - weight * (1 - trust)) + np.minimum(support, 0) * (1 - weight * trust)
    return toward(target, guarantor, params["guarantor_lag"])


def toward(target: Array, value: Array, lag: Array) -> Array:
    """(L, 1) a level one month later: exact relaxation to ``target`` with e-fold time ``lag`` in months."""
    out: Array = value - np.expm1(-1 / lag) * (target - value)
    return out


def incident_resolution(state: State, exposure: Exposure, params: Params) -> Array:
    """(L, 1) days that an incident at the line takes to be settled: liaison, envoy and military trust. Eq. 10."""
    sooner = params["liaison_resolution_effect"] * exposure["border_post_liaison"]
    sooner = sooner + params["envoy_resolution_effect"] * exposure["un_border_envoy"]
    sooner = sooner + params["military_resolution_effect"] * state["military_trust"]
    out: Array = params["incident_resolution_days"] * np.exp(-sooner)
    return out


LEVERS = (
    "diplomatic_relations",
    "public_condemnation",
    "regional_coordination",
    "un_border_envoy",
    "governors_channel",
    "joint_border_commission",
    "security_assurances",
    "good_offices",
    "military_trust_measures",
    "border_post_liaison",
    "ve_haven_tolerance",
    "ve_guarantor_support",
)
PARAMETERS = (
    "trust_2012", "haven_2012", "guarantor_2012", "military_trust_2012", "trust_base", "trust_reversion",
    "condemnation_trust_cost", "regional_cover_offset", "envoy_cover_gain", "relations_trust_gain",
    "governors_channel_trust_gain", "good_offices_trust_gain", "envoy_trust_gain", "military_measures_trust_gain",
    "commission_reference", "commission_trust_gain", "assurances_trust_gain", "incident_trust_cost",
    "election_trust_cost", "good_offices_military_gain", "military_trust_lag", "incident_military_cost",
    "haven_cooperation_effect", "haven_lag", "guarantor_trust_weight", "guarantor_lag", "incident_resolution_days",
    "liaison_resolution_effect", "envoy_resolution_effect", "military_resolution_effect",
)  # fmt: skip
