"""What makes groups grow, leave and move this month, worked out for whole lanes: by group, department or crossing."""

from __future__ import annotations

from typing import Any

import numpy as np

from .geography import Geography
from .lanes import AGC, DISSIDENTS, GANGS, GROUPS, LaneConstants
from .rents import Drivers, border_mean
from .system import Array, Exposure, Noise, Params, State
from .talks import EXPLORATORY
from .units import MONTHS_A_YEAR, PER_THOUSAND


def growth_noise(noise: Noise, params: Params, dtype: np.dtype[Any]) -> tuple[Array, Array]:
    """Noise of a month's log growth: of each group in a department or state (L, G, D + O), of each place (L, N).

    ``noise_group_share`` of the variance is a group's own, shared by the places of a department or state; the rest is
    a place's, shared by the groups there.
    """
    size = params["strength_noise"] / np.sqrt(MONTHS_A_YEAR)
    own = (size * np.sqrt(params["noise_group_share"])).astype(dtype)
    shared = (size * np.sqrt(1 - params["noise_group_share"])).astype(dtype)
    unit = np.concatenate([noise["growth_department"], noise["growth_state"]], axis=2)
    return unit * own[:, :, None], noise["growth_place"] * shared


def leaving(handover: Array, demobilised: Array, params: Params) -> Array:
    """(L, G) log share left after arms are handed over or the FARC (later the dissidents) demobilise this month."""
    staying = 1 - handover
    staying[:, DISSIDENTS : DISSIDENTS + 1] *= 1 - demobilised
    left: Array = np.log(np.maximum(staying, params["least_staying"]))
    return left


def growth(
    state: State, exposure: Exposure, drivers: Drivers, params: Params, fixed: LaneConstants, geo: Geography
) -> Array:
    """(L, G) monthly growth on free room (eq. 7): faster under a ceasefire without state advance, and before talks.

    US security aid leaks to the AGC (Dube-Naidu: paramilitary-type attacks), who also charge people on the northern
    route; a group surges while its talks are exploratory. Gangs live on irregular passages, and police
    cooperation reaches them.
    """
    built = np.mean(exposure["state_presence_investment"], axis=1, keepdims=True)
    base = np.where(state["splintered"] > 0, fixed.growth, fixed.farc_growth)
    rate: Array = base * (1 + (params["ceasefire_growth_bonus"] - 1) * state["ceasefire"] * (1 - built))
    leak = 1 + params["us_aid_paramilitary_leak"] * (state["security_aid"] - 1)
    rate *= 1 + params["talks_surge"] * (state["talks_stage_group"] == EXPLORATORY)
    rate[:, AGC : AGC + 1] *= np.maximum(leak, 0) * (1 + params["northern_growth_effect"] * drivers.north)
    rate[:, GANGS : GANGS + 1] *= _gang_growth(state, params, geo)
    return rate


def _gang_growth(state: State, params: Params, geo: Geography) -> Array:
    """(L, 1) factor on the growth of gangs: more with fees on irregular passages, less with police cooperation."""
    paid = params["gang_passage_effect"] * np.log((1 + border_mean(state["passage_rent"], geo)) / 2)
    chased = params["police_gang_effect"] * (state["police_cooperation"] - params["police_cooperation_reference"])
    factor: Array = np.maximum(1 + paid - chased, 0)
    return factor


def operations_tempo(state: State, exposure: Exposure, params: Params) -> Array:
    """(L, D) operations tempo against its reference (eq. 6): military pressure with US aid and intelligence."""
    aid = 1 + params["security_aid_effect"] * (state["security_aid"] - 1)
    known = 1 + params["intelligence_effect"] * (state["intelligence"] - params["intelligence_reference"])
    carried = np.maximum(aid, 0) * np.maximum(known, 0)
    tempo: Array = exposure["military_pressure"] * carried / params["military_pressure_reference"]
    return tempo


def flight(
    state: State, exposure: Exposure, params: Params, fixed: LaneConstants, tempo: Array, geo: Geography
) -> Array:
    """(L, n) monthly share that crosses the line from each bordering municipality when operations rise.

    Prior notice between the two armies (military_trust_measures) cuts it; without a haven nobody leaves.
    """
    origin = geo.links.origin
    pushed = params["relocation_share"] * state["haven"] * (1 - exposure["military_trust_measures"])
    operations = np.take(tempo, geo.department[origin], axis=1)
    share: Array = np.minimum(pushed * operations, 1.0).astype(fixed.near.dtype) * fixed.near[:, origin]
    return share


def homing(state: State, params: Params) -> Array:
    """(L, 1) monthly share of groups on the Venezuelan side that comes to Colombia as their haven narrows (eq. 16)."""
    lost = np.maximum(state["haven_usual"] - state["haven"], 0)
    share: Array = params["haven_return_share"] * lost
    return share


def relocation(there: Array, share: Array) -> Array:
    """(L, 1) strength that operations push over the line in a month, per 1,000 of the strength on the line (eq. 15).

    ``there`` (L, n) strength of all groups in the municipalities on the line, of which ``share`` (L, n) 0-1 moves.
    """
    moved = np.add.reduce(there * share, axis=1, keepdims=True)
    total = np.add.reduce(there, axis=1, keepdims=True)
    index: Array = PER_THOUSAND * moved / np.maximum(total, np.finfo(np.float32).tiny)
    return index


PARAMETERS = (
    *(f"{rate}_{name}" for rate in ("growth_rate", "diffusion") for name in (*GROUPS, "farc")),
    "strength_noise", "noise_group_share", "least_staying", "ceasefire_growth_bonus", "talks_surge",
    "us_aid_paramilitary_leak", "northern_growth_effect", "gang_passage_effect", "police_gang_effect",
    "police_cooperation_reference", "security_aid_effect", "intelligence_effect", "intelligence_reference",
    "intelligence_time", "military_pressure_reference", "relocation_share",
    "haven_return_share", "haven_memory", "haven_2012",
)  # fmt: skip
