"""Politics: what Caracas, Washington and the region decide, as the other systems feel it.

Concessions in Venezuela answer the region's and Washington's course; a settlement eases sanctions and repression;
tension between Washington and Bogota cuts aid. Equations of docs/systems/politics.md. Every link from one lever to
another acts on the departure from the recorded history alone and never moves a lever that the scenario writes itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from .cooperation import regional_cover, toward
from .record import unrecorded
from .system import Array, Exposure, Field, Flows, Noise, Params, State, System


def initial(world: Any, params: Params, noise: Noise) -> dict[str, Array]:
    """(L, 1) levels of 2012-01 by their rows: no settlement, no relief, nothing that moves a lever."""
    one = np.ones_like(params["repression_2012"])
    known = {name: params[f"{name}_2012"] + 0.0 for name in ("repression", "security_aid", "civil_aid")}
    return {field.name: np.zeros_like(one) for field in SYSTEM.fields} | known | {"flight_acceptance": one}


def flows(state: State, exposure: Exposure, params: Params, noise: Noise, world: Any) -> Flows:
    """Next month's levels (flows), each (L, 1), and how far each link moved a lever, in the lever's unit."""
    values = {
        **_caracas(state, exposure, params),
        **_accord(state, exposure, params),
        **_washington(state, exposure, params),
        "police_cooperation": police_next(state, exposure, params),
    }
    return Flows(values=values, notes=links(values, state, exposure, params))


def free(lever: str, exposure: Exposure) -> Array:
    """(L, 1) 1 where links may move a lever (0-1), 0 where the scenario has written it."""
    return 1.0 * ~exposure.written(lever)


def _caracas(state: State, exposure: Exposure, params: Params) -> dict[str, Array]:
    """Concessions, settlement and repression of next month, 0-1."""
    concessions = concessions_next(state, exposure, params)
    settled = concessions * free("ve_settlement", exposure)
    relief = toward(
        params["settlement_repression_effect"] * state["settlement"],
        state["repression_relief"],
        params["repression_relief_lag"],
    )
    crackdown = crackdown_next(state["crackdown"], exposure, params)
    move = free("ve_repression", exposure)
    repression = exposure["ve_repression"] * (1 - relief * move) + crackdown * move
    return {
        "concessions": concessions,
        "settlement": np.maximum(exposure["ve_settlement"], settled),
        "repression_relief": relief,
        "crackdown": crackdown,
        "repression": np.clip(repression, 0.0, 1.0),
    }


def effort(levers: Exposure | Mapping[str, Array], params: Params) -> Array:
    """(L, 1) concessions, 0-1, that the region's and Bogota's course would bring: alone and loud (sign open), loud in
    concert, discreet in concert. Eq. 1.
    """
    loud, cover = levers["public_condemnation"], regional_cover(levers, params)
    alone = params["condemnation_concession_gain"] * loud * (1 - cover)
    together = params["pressure_concession_gain"] * loud * cover
    discreet = params["discretion_concession_gain"] * (1 - loud) * cover
    out: Array = alone + together + discreet
    return out


def eased(state: State, exposure: Exposure) -> Array:
    """(L, 1) sanctions below (positive) or above the recorded course, in units of their lever, relief included."""
    now = exposure["sanctions_intensity"] * (1 - state["sanctions_relief"])
    out: Array = exposure.reference["sanctions_intensity"] - now
    return out


def concessions_next(state: State, exposure: Exposure, params: Params) -> Array:
    """(L, 1) concessions and prisoner releases beyond the recorded course, 0-1.

    The course of the region and relief of sanctions bring them, a crackdown ends them. Only departures of the levers
    from the history count, so that the record itself brings none. Eq. 1.
    """
    target = effort(exposure, params) - effort(exposure.reference, params)
    target = target + params["relief_concession_gain"] * eased(state, exposure)
    harder = exposure["ve_repression"] - exposure.reference["ve_repression"] + state["crackdown"]
    target = target - params["crackdown_concession_cost"] * np.maximum(harder, 0.0)
    return toward(np.clip(target, 0.0, 1.0), state["concessions"], params["concession_lag"])


def crackdown_next(crackdown: Array, exposure: Exposure, params: Params) -> Array:
    """(L, 1) repression that a contested vote adds, fading over months; that of the past is in the levels. Eq. 5."""
    shock = params["election_repression_gain"] * exposure.event("election_shock") * unrecorded(exposure, params)
    out: Array = np.minimum(crackdown * np.exp(-1 / params["crackdown_months"]) + shock, 1.0)
    return out


def _accord(state: State, exposure: Exposure, params: Params) -> dict[str, Array]:
    """Relief of sanctions (share), assets freed (USD M/year) and flights accepted (ratio) of an accord. Eq. 3 and 4."""
    flights = exposure["deportation_flights"] - exposure.reference["deportation_flights"]
    given = params["settlement_relief_share"] * state["settlement"]
    given = given + params["concession_relief_share"] * state["concessions"]
    given = given + params["flight_relief_share"] * flights
    relief = toward(np.clip(given, 0.0, 1.0), state["sanctions_relief"], params["sanctions_relief_lag"])
    accord = params["settlement_assets"] * state["settlement"]
    assets = toward(accord, state["assets_freed"], params["sanctions_relief_lag"])
    taken = params["concession_flight_effect"] * state["concessions"]
    taken = taken + params["relief_flight_effect"] * eased(state, exposure)
    return {
        "sanctions_relief": relief * free("sanctions_intensity", exposure),
        "assets_freed": assets * free("frozen_assets_release", exposure),
        "flight_acceptance": np.maximum(1 + taken * free("deportation_flights", exposure), 0.0),
    }


def _washington(state: State, exposure: Exposure, params: Params) -> dict[str, Array]:
    """Tension as aid feels it, and the aid that arrives (ratio to 2023), next month. Eq. 6."""
    tension = exposure["us_co_tension"] - exposure.reference["us_co_tension"]
    felt = toward(tension, state["tension"], params["tension_lag"])
    cut = {aid: params[f"tension_{aid}_effect"] * felt for aid in ("security_aid", "civil_aid")}
    return {
        "tension": felt,
        **{aid: exposure[f"us_{aid}"] * np.maximum(1 - cut[aid] * free(f"us_{aid}", exposure), 0.0) for aid in cut},
    }


def police_next(state: State, exposure: Exposure, params: Params) -> Array:
    """(L, 1) share of police and judicial requests that are served, 0-1: the lever carried by trust, and neighbours.

    A channel between governors has found people on the other side without the capitals (Crisis Group 2022, grade C).
    Eq. 7.
    """
    carried = exposure["police_judicial_cooperation"] * (1 - params["police_trust_weight"] * (1 - state["trust"]))
    channel = np.mean(exposure["governors_channel"], axis=1, keepdims=True)
    target = np.clip(carried + params["channel_police_gain"] * channel, 0.0, 1.0)
    return toward(target, state["police_cooperation"], params["police_lag"])


def links(values: Mapping[str, Array], state: State, exposure: Exposure, params: Params) -> dict[str, Array]:
    """How far each link moves its target this month, (L, 1) in the target's unit, as ``link:<from>-><to>``.

    What course and relief of sanctions bring together is shared by the size of each.
    """
    relieved = exposure["sanctions_intensity"] * values["sanctions_relief"]
    settled = values["settlement"] - exposure["ve_settlement"]
    course = np.abs(effort(exposure, params) - effort(exposure.reference, params))
    traded = np.abs(params["relief_concession_gain"] * eased(state, exposure))
    by_course = np.divide(course, course + traded, out=np.ones_like(settled), where=course + traded > 0)
    return {
        "link:public_condemnation->ve_settlement": settled * by_course,
        "link:sanctions_intensity->ve_settlement": settled * (1 - by_course),
        "link:ve_settlement->sanctions_intensity": -relieved,
        "link:ve_settlement->ve_repression": values["repression"] - exposure["ve_repression"],
        "link:ve_settlement->frozen_assets_release": values["assets_freed"],
        "link:sanctions_intensity->deportation_flights": exposure["deportation_flights"]
        * (values["flight_acceptance"] - 1),
        "link:us_co_tension->us_security_aid": values["security_aid"] - exposure["us_security_aid"],
        "link:us_co_tension->us_civil_aid": values["civil_aid"] - exposure["us_civil_aid"],
    }


def _value(name: str, unit: str, en: str) -> Field:
    return Field(name, (), unit, "value", en)


SYSTEM = System(
    name="politics",
    fields=(
        _value("concessions", "0-1", "concessions and prisoner releases beyond the recorded course"),
        _value("settlement", "0-1", "political settlement in Venezuela"),
        _value("repression", "0-1", "repression in Venezuela"),
        _value("repression_relief", "0-1", "share of the repression that a settlement has ended"),
        _value("crackdown", "0-1", "repression that a contested vote has added"),
        _value("sanctions_relief", "0-1", "share of the sanctions that a settlement has lifted"),
        _value("assets_freed", "USD M/year", "frozen assets that a settlement has freed, beyond the lever"),
        _value("flight_acceptance", "ratio", "deportation flights that Caracas takes, of those of the lever"),
        _value("tension", "-1..1", "tension between Washington and Bogota beyond the record, as aid feels it"),
        _value("security_aid", "ratio to 2023", "US security aid as it arrives"),
        _value("civil_aid", "ratio to 2023", "US civil aid as it arrives"),
        _value("police_cooperation", "0-1", "police and judicial requests that are served across the line"),
    ),
    reads=("trust",),
    levers=(
        "ve_settlement",
        "ve_repression",
        "us_security_aid",
        "us_civil_aid",
        "us_co_tension",
        "police_judicial_cooperation",
        "governors_channel",
        "public_condemnation",
        "regional_coordination",
        "un_border_envoy",
        "sanctions_intensity",
        "deportation_flights",
    ),
    parameters=(
        "repression_2012", "security_aid_2012", "civil_aid_2012", "events_known_until", "envoy_cover_gain",
        "condemnation_concession_gain", "pressure_concession_gain", "discretion_concession_gain",
        "relief_concession_gain", "crackdown_concession_cost", "concession_lag", "settlement_repression_effect",
        "repression_relief_lag", "election_repression_gain", "crackdown_months", "settlement_relief_share",
        "concession_relief_share", "flight_relief_share", "sanctions_relief_lag", "settlement_assets",
        "concession_flight_effect", "relief_flight_effect", "tension_lag", "tension_security_aid_effect",
        "tension_civil_aid_effect", "police_trust_weight", "channel_police_gain",
        "police_lag",
    ),
    initial=initial,
    flows=flows,
    events=("election_shock",),
)  # fmt: skip
