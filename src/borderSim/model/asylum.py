"""Asylum: the risk of exiles and asylum seekers, who asks for asylum, and who is recognised or gives up.

The risk is an index of exposure, not a count of cases. Equations in docs/systems/asylum.md.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from borderSim.model import sums
from borderSim.model.system import Array, Exit, Exposure, Field, Flows, Noise, Params, State, System


def risk(cooperation: Array, haven: Array, repression: Array, safeguards: Array, params: Params) -> Array:
    """Risk (0-1) of exiles and asylum seekers (eq. 1): reach x motive x what safeguards leave.

    The reach of Caracas is that of requests between police forces (``cooperation``), of groups that it tolerates
    (``haven``) and of others; its motive grows with ``repression``. All four are 0-1.
    """
    beyond = (1.0 - params["asylum_reach_cooperation"] * cooperation) * (1.0 - params["asylum_reach_haven"] * haven)
    reach = 1.0 - (1.0 - params["asylum_reach_base"]) * beyond
    motive = params["asylum_motive_base"] + (1.0 - params["asylum_motive_base"]) * repression
    return np.asarray(reach * motive * (1.0 - params["asylum_safeguard_effect"] * safeguards))


def fear_factor(fear: Array, effect: Array) -> Array:
    """Factor on a rate per month when the risk is ``fear`` (-1..1) above its reference (eq. 2): exp(-effect fear)."""
    return np.asarray(np.exp(-effect * fear))


def initial(world: Any, params: Params, noise: Noise) -> dict[str, Array]:
    """The reference risk (L, 1), no fear beyond it, nobody recognised yet."""
    usual = _usual_risk(params)
    return {"asylum_risk": usual, "asylum_fear": np.zeros_like(usual), "recognised": np.zeros_like(usual)}


def flows(state: State, exposure: Exposure, params: Params, noise: Noise, world: Any) -> Flows:
    """Next month's risk, and exits from and to the stock of asylum seekers."""
    now = risk(state["police_cooperation"], state["haven"], state["repression"], exposure["asylum_safeguards"], params)
    fear = state["asylum_fear"]
    apply = params["asylum_application"] * fear_factor(fear, params["asylum_fear_applications"])
    granted = params["asylum_granted"] * fear_factor(fear, params["asylum_fear_decisions"])
    dropped = params["asylum_dropped"] * fear_factor(-fear, params["asylum_fear_decisions"])
    recognised = sums.total(state["asylum"], world) * -np.expm1(-granted)
    exits = [
        Exit("applied", "irregular", apply, "asylum"),
        Exit("granted", "asylum", granted, "regular"),
        Exit("dropped", "asylum", dropped, "irregular"),
    ]
    values = {"asylum_risk": now, "asylum_fear": now - _usual_risk(params), "recognised": recognised}
    return Flows(values=values, exits=exits)


def _usual_risk(params: Params) -> Array:
    """The risk (L, 1) at which the rates were judged."""
    cooperation, haven = params["asylum_cooperation_reference"], params["asylum_haven_reference"]
    return risk(cooperation, haven, params["repression_reference"], params["asylum_safeguards_reference"], params)


SYSTEM = System(
    name="asylum",
    fields=(
        Field("asylum_risk", (), "0-1", "value", "risk of exiles and asylum seekers"),
        Field("asylum_fear", (), "-1..1", "value", "risk above that at which rates were judged"),
        Field("recognised", (), "persons/month", "value", "people recognised as refugees last month"),
    ),
    reads=("asylum", "irregular", "police_cooperation", "haven", "repression"),
    levers=("asylum_safeguards",),
    parameters=(
        "asylum_application", "asylum_cooperation_reference", "asylum_dropped", "asylum_fear_applications",
        "asylum_fear_decisions", "asylum_granted", "asylum_haven_reference", "asylum_motive_base",
        "asylum_reach_base", "asylum_reach_cooperation", "asylum_reach_haven", "asylum_safeguard_effect",
        "asylum_safeguards_reference", "repression_reference",
    ),
    initial=initial,
    flows=flows,
)  # fmt: skip
