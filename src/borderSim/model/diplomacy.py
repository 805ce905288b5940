"""Diplomacy: trust between the two governments, haven and guarantor, closures of the line, and the talks.

Brief 2.5. Trust relaxes to what levers sustain and falls with incidents and election shocks; haven tolerance and
guarantor support follow their levers with lags; closures come by hazards that low trust raises. The parts are in
cooperation.py, closures.py and talks.py.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from . import closures, cooperation, talks
from .lanes import GROUPS
from .system import Array, Exposure, Field, Flows, Hazard, Noise, Params, State, Stream, System


def initial(world: Any, params: Params, noise: Noise) -> dict[str, Array]:
    """Trust, haven and guarantor (L, 1) of 2012-01 by their rows; nothing closed, no talks."""
    lanes = len(params["trust_2012"])
    return {
        **{name: params[f"{name}_2012"] + 0.0 for name in ("trust", "haven", "guarantor", "military_trust")},
        "closure": np.zeros((lanes, closures.CROSSINGS)),
        "closure_left": np.zeros((lanes, closures.CROSSINGS)),
        "line_violence_2012": np.zeros((lanes, 1)),
        **talks.start(params),
    }


def flows(state: State, exposure: Exposure, params: Params, noise: Noise, world: Any) -> Flows:
    """One month of diplomacy (flows): next month's levels, closures and talks, and the hazards of their events."""
    line = closures.border_violence(state["violence"], world)
    base = np.where(state["line_violence_2012"] > 0, state["line_violence_2012"], line)
    national = np.mean(state["violence"], axis=1, keepdims=True)
    draws, at = noise["ceasefire_renewal"].reshape(-1, len(GROUPS)), talks.setting(exposure, params)
    values = {
        "trust": cooperation.trust_next(state, exposure, params),
        "military_trust": cooperation.military_trust_next(state, exposure, params),
        "haven": cooperation.haven_next(state, exposure, params),
        "guarantor": cooperation.guarantor_next(state["guarantor"], state["trust"], exposure, params),
        **closures.closures(state, exposure, params, closures.line(world)),
        "line_violence_2012": base,
        **talks.next_values(state, at, exposure, params, draws),
    }
    relative = np.divide(line, base, out=np.ones_like(line), where=base > 0)
    hazards = closures.closure_hazards(state, exposure, params, relative)
    hazards |= talks.hazards(state, at, exposure, params, national)
    return Flows(values=values, hazards=hazards, notes=_notes(state, at, exposure, params))


def _notes(state: State, at: talks.Setting, exposure: Exposure, params: Params) -> dict[str, Array]:
    """What is only shown, (L, 1): cover 0-1, days to settle an incident, rounds and violations of the talks."""
    return {
        "regional_cover": cooperation.regional_cover(exposure, params),
        "incident_resolution": cooperation.incident_resolution(state, exposure, params),
        **talks.notes(state, at, exposure, params),
    }


def _field(name: str, dims: tuple[str, ...], unit: str, en: str) -> Field:
    return Field(name, dims, unit, "value", en)


SYSTEM = System(
    name="diplomacy",
    fields=(
        _field("trust", (), "0-1", "trust between the two governments"),
        _field("military_trust", (), "0-1", "trust between the two armies"),
        _field("haven", (), "0-1", "effective tolerance of groups on Venezuelan soil (assumed)"),
        _field("guarantor", (), "-1..1", "effective guarantor support"),
        _field("closure", ("crossing",), "0-1", "share of next month that an endogenous closure takes"),
        _field("closure_left", ("crossing",), "months", "what is left of a long closure after next month"),
        _field("line_violence_2012", (), "index", "violence on the line in the first month"),
        *talks.FIELDS,
    ),
    reads=("violence", "repression"),
    levers=(*cooperation.LEVERS, *talks.LEVERS),
    parameters=(*cooperation.PARAMETERS, *closures.PARAMETERS, *talks.PARAMETERS),
    initial=initial,
    flows=flows,
    noise=(Stream("ceasefire_renewal", ("group",), "uniform"),),
    hazards=(
        Hazard("incident", ()),
        Hazard("short_closure", ()),
        Hazard("long_closure", ()),
        Hazard("local_closure", ("border_group",)),
        *talks.HAZARDS,
    ),
    events=("incident", "election_shock", "border_closure", *talks.EVENTS),
)
