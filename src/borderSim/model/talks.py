"""Talks with the ELN: stages from exploratory to implementation, crises, collapse, and the ceasefire's clock.

Brief 2.5 and 6b.11. A stage is left by hazards; a crisis freezes the talks for some months; a collapse ends them.
The ceasefire runs for its term and is renewed by a draw; disarmament hands over strength month by month.
"""

from __future__ import annotations

import numpy as np

from .system import Array, Exposure, Field, Hazard, Params, State

NONE, EXPLORATORY, ROUNDS, CEASEFIRE, AGREEMENT, DISARMAMENT, IMPLEMENTATION = range(7)
ADVANCE = (
    "talks_start_hazard",
    "talks_rounds_hazard",
    "talks_ceasefire_hazard",
    "talks_agreement_hazard",
    "talks_disarmament_hazard",
    "talks_implementation_hazard",
)
GROUPS = 4
ELN = 0


def start(lanes: int) -> dict[str, Array]:
    """No talks at 2012-01 (the table of two sides began with the FARC only): all fields (L, 1) zero."""
    scalars = ("talks_stage", "talks_frozen", "talks_shock", "ceasefire_left")
    fields = {name: np.zeros((lanes, 1)) for name in scalars}
    return {**fields, "ceasefire": np.zeros((lanes, GROUPS)), "handover": np.zeros((lanes, GROUPS))}


def next_values(state: State, exposure: Exposure, params: Params, uniform: Array) -> dict[str, Array]:
    """Stage, freeze, shock, ceasefire clock, ceasefire and handover of next month.

    ``uniform`` (L, 1): the draw of a renewal, looked at only in the month in which a term ends.
    """
    collapsed = state["fired:talks_collapse"] > 0
    frozen = np.maximum(state["talks_frozen"] - 1, 0)
    frozen = np.where(state["fired:talks_crisis"] > 0, np.maximum(frozen, params["talks_freeze_months"]), frozen)
    stage, left = _clock(state, exposure, params, uniform)
    stage = np.where(collapsed, NONE, stage)
    left = np.where(stage >= CEASEFIRE, left, 0.0)
    return {
        "talks_stage": stage,
        "talks_frozen": np.where(collapsed, 0.0, frozen),
        "talks_shock": np.where(collapsed, 1.0, state["talks_shock"] * np.exp(-1 / params["talks_shock_months"])),
        "ceasefire_left": np.where(stage == CEASEFIRE, np.maximum(left - 1, 0), 0.0),
        "ceasefire": _ceasefire(stage, left, exposure, params),
        "handover": _handover(stage, state, params),
    }


def _clock(state: State, exposure: Exposure, params: Params, uniform: Array) -> tuple[Array, Array]:
    """Stage and months of ceasefire from next month on, before a collapse.

    A ceasefire starts with its term when rounds end well; at the end of a term it is renewed or falls back to rounds.
    """
    stage = state["talks_stage"]
    moved = np.minimum(stage + (state["fired:talks_advance"] > 0), IMPLEMENTATION)
    term, left = exposure["ceasefire_term"], state["ceasefire_left"]
    begins = (moved == CEASEFIRE) & (stage < CEASEFIRE)
    expires = (moved == CEASEFIRE) & (stage == CEASEFIRE) & (left <= 0)
    renewed = expires & (uniform < renewal_probability(state["trust"], state["talks_frozen"], exposure, params))
    left = np.where(begins | renewed, term, np.where(moved > CEASEFIRE, 1.0, left))
    return np.where(expires & ~renewed, ROUNDS, moved), left


def renewal_probability(trust: Array, frozen: Array, exposure: Exposure, params: Params) -> Array:
    """(L, 1) chance that a ceasefire is renewed: base + trust + monitoring, 0-1; none in a crisis or unwilling."""
    chance = params["renewal_base"] + params["renewal_trust_gain"] * trust
    chance = chance + params["renewal_monitoring_gain"] * exposure["ceasefire_monitoring"]
    out: Array = np.clip(chance, 0.0, 1.0) * (frozen <= 0) * (exposure["talks_eln"] > 0)
    return out


def _ceasefire(stage: Array, left: Array, exposure: Exposure, params: Params) -> Array:
    """(L, G) share of the month a ceasefire holds; fronts with autonomy break it, less so under monitoring."""
    loyal = params["ceasefire_compliance"]
    kept = loyal + (1 - loyal) * exposure["ceasefire_monitoring"]
    out = np.zeros((len(stage), GROUPS))
    out[:, ELN : ELN + 1] = np.where(stage >= CEASEFIRE, np.minimum(left, 1.0) * kept, 0.0)
    return out


def _handover(stage: Array, state: State, params: Params) -> Array:
    """(L, G) share of strength that disarms in a month; fighters who stay where there is a haven do not."""
    out = np.zeros((len(stage), GROUPS))
    share = params["disarmament_rate"] * (1 - params["disarmament_stay_share"] * state["haven"])
    out[:, ELN : ELN + 1] = np.where(stage == DISARMAMENT, share, 0.0)
    return out


def hazards(state: State, exposure: Exposure, params: Params, violence: Array) -> dict[str, Array]:
    """Hazards per month, (L, 1), of moving on, of a crisis and of a collapse.

    Willingness, guarantor and trust carry the talks; monitoring and the guarantor calm crises; ``violence`` (L, 1,
    index) collapses them. Frozen talks do not move on.
    """
    stage, guarantor = state["talks_stage"], state["guarantor"]
    going = 1.0 * (state["talks_frozen"] <= 0)
    at_table = (stage >= EXPLORATORY) & (stage <= AGREEMENT)
    backed = params["talks_guarantor_effect"] * guarantor
    carried = backed + params["talks_trust_effect"] * (state["trust"] - params["trust_reference"])
    calm = backed + params["talks_monitoring_effect"] * exposure["ceasefire_monitoring"]
    heat = params["collapse_violence_multiplier"] * (violence - 1) / params["violence_sd"]
    unwilling = params["talks_withdrawal_hazard"] * (1 - exposure["talks_eln"])
    collapse = params["talks_collapse_hazard"] * _bounded_exp(heat - calm, params) + unwilling
    limits = (stage >= EXPLORATORY) & (stage < IMPLEMENTATION)
    return {
        "talks_advance": _advance(stage, params) * exposure["talks_eln"] * going * _bounded_exp(carried, params),
        "talks_crisis": params["talks_crisis_hazard"] * at_table * going * _bounded_exp(-calm, params),
        "talks_collapse": collapse * limits,
    }


def _advance(stage: Array, params: Params) -> Array:
    """Base hazard of leaving the present stage for the next; 0 at the last."""
    out = np.zeros_like(stage)
    for number, name in enumerate(ADVANCE):
        out = np.where(stage == number, params[name], out)
    return out


def _bounded_exp(drive: Array, params: Params) -> Array:
    limit = params["hazard_log_limit"]
    out: Array = np.exp(np.clip(drive, -limit, limit))
    return out


def _field(name: str, dims: tuple[str, ...], unit: str, en: str) -> Field:
    return Field(name, dims, unit, "value", en)


FIELDS = (
    _field("talks_stage", (), "stage 0-6", "stage of the talks with the ELN"),
    _field("talks_frozen", (), "months", "what is left of a crisis that freezes the talks"),
    _field("talks_shock", (), "0-1", "fading memory of a collapse of talks"),
    _field("ceasefire_left", (), "months", "what is left of a ceasefire's term"),
    _field("ceasefire", ("group",), "0-1", "share of the month that a ceasefire holds"),
    _field("handover", ("group",), "share/month", "strength that disarms in a month"),
)
LEVERS = ("talks_eln", "ceasefire_term", "ceasefire_monitoring")
HAZARDS = (Hazard("talks_advance", ()), Hazard("talks_crisis", ()), Hazard("talks_collapse", ()))
PARAMETERS = (
    *ADVANCE,
    "talks_freeze_months", "talks_shock_months", "renewal_base", "renewal_trust_gain", "renewal_monitoring_gain",
    "ceasefire_compliance", "disarmament_rate", "disarmament_stay_share", "talks_guarantor_effect",
    "talks_trust_effect", "talks_monitoring_effect", "collapse_violence_multiplier", "violence_sd",
    "talks_withdrawal_hazard", "talks_collapse_hazard", "talks_crisis_hazard", "hazard_log_limit",
)  # fmt: skip
