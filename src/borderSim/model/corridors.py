"""War corridors: which are at war and how hard, what that costs each group, and the hazard of the next war."""

from __future__ import annotations

import numpy as np

from .contest import Contest, corridor_fights, corridor_mean
from .geography import Geography
from .lanes import LaneConstants
from .record import unrecorded_outcomes
from .system import Array, Exposure, Params, State
from .units import MONTHS_A_YEAR


def corridor_rent(rent: Array, geo: Geography) -> Array:
    """(L, W) mean rent of each corridor; ``rent`` (L, N)."""
    return corridor_mean(rent[:, geo.corridors.places], geo.corridors)


def onset_rate(params: Params, counted: Array) -> Array:
    """(L, W) onsets per month in usual times: as counted in the corridors of the record, fewer in the others.

    ``counted`` (W,) bool; the record of the others is empty, which may be peace or a gap in the record.
    """
    rate: Array = params["war_onset_hazard"] * np.where(counted, 1.0, params["war_onset_uncounted"])
    return rate


def intensity(state: State, exposure: Exposure, params: Params, counted: Array) -> Array:
    """(L, W) 0-1: how hard hostile groups of a corridor fight this month (eq. 9).

    1 in a declared war. Without pact and war regimes (``structure_pact_wars`` 0) there are no declared wars but
    scheduled ones: contact brings the long-run mean l T / (1 + l T) of the regimes in every month that the event
    tables do not cover.
    """
    expected = onset_rate(params, counted) * params["war_duration"]
    always = (1 - params["structure_pact_wars"]) * unrecorded_outcomes(exposure, params) * expected / (1 + expected)
    fought: Array = np.maximum(state["war"], always)
    return fought


def fights(
    state: State, war: Array, covered: Array, fixed: LaneConstants, params: Params, geo: Geography
) -> tuple[Array, Array, Array]:
    """Losses, clashes and parity at the places of the corridors (eq. 8), see :func:`corridor_fights`.

    Clashes of a war weigh ``war_clash_weight`` times the same contact. ``war`` (L, W) is the intensity, ``covered``
    (L, G) 0-1 the share of a group's fights that its ceasefire with rivals stops.
    """
    places = geo.corridors.places
    strength, presence = state["strength"][:, :, places], state["state_presence"][:, places]
    contest = Contest(strength, presence, fixed.decisiveness, fixed.state_weight)
    rate = params["lanchester_intergroup"] / MONTHS_A_YEAR
    losses, clashes, parity = corridor_fights(contest, geo.corridors, war, rate, covered)
    clashes *= params["war_clash_weight"].astype(clashes.dtype)
    least = least_fights(state, params) * war * (1 - np.max(covered, axis=1, keepdims=True))
    return losses, at_least(clashes, least, geo), parity


def least_fights(state: State, params: Params) -> Array:
    """(L, 1) clash index of a corridor that is at war at the least: that of ``war_least_killings`` a month.

    Groups that declare war bring forces, so contact before the war does not say how hard it is.
    """
    national = params["conflict_killings_2012"] / MONTHS_A_YEAR
    out: Array = params["war_least_killings"] / national * state["clash_2012"]
    return out


def at_least(clashes: Array, least: Array, geo: Geography) -> Array:
    """Clashes (L, n) raised evenly over a corridor's Colombian places where their sum is below ``least`` (L, W)."""
    line = geo.corridors
    lacking = np.maximum(least - np.add.reduceat(clashes * (line.share > 0), line.start, axis=1), 0)
    raised: Array = clashes + np.repeat(lacking.astype(clashes.dtype), line.count, axis=1) * line.share
    return raised


def covered(ceasefire: Array, scope: Array, params: Params) -> Array:
    """(L, G) 0-1 share of a group's corridor fights that a ceasefire stops as far as its terms cover rivals."""
    share: Array = scope * (1 - params["ceasefire_action_ratio"]) * ceasefire
    return share


def usual_rent(rent: Array, state: State, exposure: Exposure, params: Params) -> Array:
    """(L, W) the rent that counts as usual: follows the rent (L, W) over years while the event tables last, then stays.

    The onset rate was counted in those years, so their rents are its reference.
    """
    usual = state["corridor_rent_usual"]
    step = -np.expm1(-1 / params["usual_rent_time"]) * (1 - unrecorded_outcomes(exposure, params))
    out: Array = usual + step * (rent - usual)
    return out


def wars(state: State, exposure: Exposure, params: Params) -> dict[str, Array]:
    """War flags and the months that are left of them: onset by hazard or event, length lognormal by the mark."""
    from scipy.special import ndtri

    median = params["war_duration"]
    drawn = median * np.exp(params["war_duration_log_sd"] * ndtri(state["mark:war_onset"]))
    left = np.maximum(state["war_left"] - 1, 0)
    left = np.where(state["fired:war_onset"] > 0, np.maximum(left, drawn), left)
    forced = exposure.event("war_onset")
    left = np.where((forced > 0) & (left <= 0), median, left)
    return {"war_left": left, "war": (left > 0).astype(float)}


def war_onset(parity: Array, rent: Array, state: State, params: Params, rate: Array) -> Array:
    """(L, W) hazard per month of a corridor war (eq. 10): rises with parity, rents and a collapse of talks.

    l exp(b_p (parity - reference) + b_r ln(rent / usual rent) + b_t shock), the exponent bounded; 0 while a war is on
    and where groups have no war regimes. ``l`` (L, W) is the ``rate`` of the years in which onsets were counted.
    """
    floor = params["rent_floor"]
    grown = np.log(np.maximum(rent, floor) / np.maximum(state["corridor_rent_usual"], floor))
    drive = params["war_parity_effect"] * (parity - params["war_parity_reference"])
    drive = drive + params["war_rent_effect"] * grown + params["war_talks_effect"] * state["talks_shock"]
    limit = params["hazard_log_limit"]
    base = params["structure_pact_wars"] * rate
    hazard: Array = base * np.exp(np.clip(drive, -limit, limit)) * (1 - state["war"])
    return hazard


PARAMETERS = (
    "structure_pact_wars",
    "events_known_until",
    "lanchester_intergroup",
    "war_clash_weight",
    "war_least_killings",
    "conflict_killings_2012",
    "ceasefire_action_ratio",
    "war_onset_hazard",
    "war_onset_uncounted",
    "usual_rent_time",
    "war_duration",
    "war_duration_log_sd",
    "war_parity_effect",
    "war_parity_reference",
    "war_rent_effect",
    "war_talks_effect",
    "rent_floor",
    "hazard_log_limit",
)
