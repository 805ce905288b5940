"""Talks with each armed group: stages from exploratory to implementation, rounds, crises, collapse, ceasefires.

Brief 2.5 and 6b.11, equations of docs/systems/talks.md. A stage is left by hazards; a crisis freezes a table for some
months; a collapse ends it. A ceasefire runs for its term and is renewed by a draw; fronts with autonomy break it;
disarmament hands over strength month by month. All arrays are (L, G); gangs, the last group, have no table.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .lanes import ELN, GROUPS
from .record import unrecorded
from .system import Array, Exposure, Field, Hazard, Params, State

NONE, EXPLORATORY, ROUNDS, CEASEFIRE, AGREEMENT, DISARMAMENT, IMPLEMENTATION = range(7)
ADVANCE = {
    "talks_to_exploratory": "talks_start_hazard",
    "talks_to_rounds": "talks_rounds_hazard",
    "talks_to_ceasefire": "talks_ceasefire_hazard",
    "talks_to_agreement": "talks_agreement_hazard",
    "talks_to_disarmament": "talks_disarmament_hazard",
    "talks_to_implementation": "talks_implementation_hazard",
}
"""The event that leaves each stage, in their order, and its parameter: a clock each, so no stage hastens the next."""
TABLES = GROUPS[:3]
WILLINGNESS = tuple(f"talks_{group}" for group in TABLES)
TRUCES = tuple(f"ceasefire_{group}" for group in TABLES)


@dataclass(frozen=True)
class Setting:
    """What acts on the tables in a month, (L, G): government's ``willing``ness 0-1, ``caracas`` 0-1 how much Venezuela
    counts for a group, ``random`` 0/1 whether events may fire by chance (the past is in the tables of events),
    ``truce`` the share of the month of a scheduled ceasefire, ``loose`` the share of fronts that nobody controls.
    """

    willing: Array
    caracas: Array
    random: Array
    truce: Array
    loose: Array


def setting(exposure: Exposure, params: Params) -> Setting:
    """The month's (L, G) setting; where nobody is willing to talk, a scheduled ceasefire does not come about."""
    one = np.ones_like(params["talks_trust_effect"])
    willing = _columns([exposure[lever] for lever in WILLINGNESS])
    free = unrecorded(exposure, params)
    return Setting(
        willing=willing,
        caracas=_columns([one, params["caracas_weight_dissidents"], params["caracas_weight_agc"]]),
        random=_columns([np.maximum(free, _departs(lever, exposure)) for lever in WILLINGNESS]),
        truce=np.minimum(_columns([exposure.event(name) for name in TRUCES]), 1.0) * (willing > 0),
        loose=_loose(params),
    )


def _departs(lever: str, exposure: Exposure) -> Array:
    """(L, 1) bool: a lever is not at its recorded level, so the record does not say what came of it."""
    out: Array = exposure[lever] != exposure.reference[lever]
    return out


def _columns(tables: list[Array]) -> Array:
    """(L, G) from one (L, 1) per table; 0 for the gangs."""
    return np.concatenate([*tables, np.zeros_like(tables[0])], axis=1)


def _loose(params: Params) -> Array:
    names = ("ceasefire_compliance", "ceasefire_compliance_dissidents", "ceasefire_compliance_agc")
    return _columns([1 - params[name] for name in names])


def start(params: Params) -> dict[str, Array]:
    """No talks at 2012-01 (the table of two sides began with the FARC only), (L, G) and (L, 1)."""
    nothing = np.zeros((len(params["talks_trust_effect"]), len(GROUPS)))
    by_group = ("talks_stage_group", "talks_frozen", "round_left", "ceasefire_left", "ceasefire", "handover")
    scalars = {name: np.zeros((len(nothing), 1)) for name in ("talks_stage", "talks_shock")}
    return {**{name: nothing.copy() for name in by_group}, **scalars, "violations": _loose(params)}


def next_values(state: State, at: Setting, exposure: Exposure, params: Params, uniform: Array) -> dict[str, Array]:
    """Stages, freezes, rounds, ceasefires, violations and handover of next month, (L, G); ELN stage and shock (L, 1).

    ``uniform`` (L, G): the draw of a renewal, looked at only in the month in which a term ends.
    """
    collapsed = _collapsed(state, exposure)
    stage, left = _clock(state, at, exposure, params, uniform)
    stage = np.where(collapsed, NONE, _met(stage, at, exposure))
    left = np.where(stage >= CEASEFIRE, left, 0.0)
    violations = violations_next(state, at, exposure, params)
    shock = state["talks_shock"] * np.exp(-1 / params["talks_shock_months"])
    return {
        "talks_stage": stage[:, ELN : ELN + 1],
        "talks_stage_group": stage,
        "talks_frozen": np.where(collapsed, 0.0, _frozen(state, exposure, params)),
        "talks_shock": np.where(collapsed[:, ELN : ELN + 1], 1.0, shock),
        "round_left": _rounds(state, at, exposure, params)[0],
        "ceasefire_left": np.where(stage == CEASEFIRE, np.maximum(left - 1, 0), 0.0),
        "ceasefire": np.maximum(np.minimum(left, 1.0), at.truce) * (1 - violations),
        "violations": violations,
        "handover": _handover(stage, at, state, params),
    }


def notes(state: State, at: Setting, exposure: Exposure, params: Params) -> dict[str, Array]:
    """Rounds held this month, all tables together, and the share of the ceasefires in force that is broken, (L, 1)."""
    _, held = _rounds(state, at, exposure, params)
    in_force = state["ceasefire"] / np.maximum(1 - state["violations"], np.finfo(np.float64).tiny)
    whole, kept = (np.add.reduce(part, axis=1, keepdims=True) for part in (in_force, state["ceasefire"]))
    return {
        "rounds_held": np.add.reduce(held, axis=1, keepdims=True),
        "ceasefire_violations": np.divide(whole - kept, whole, out=np.zeros_like(whole), where=whole > 0),
    }


def _on_eln(event: Array, where: Array) -> Array:
    """(L, G) bool: a scheduled event of the talks (L, 1) is one of the ELN's table, and counts only ``where`` true."""
    out = where.copy()
    out[:, ELN : ELN + 1] &= event > 0
    out[:, ELN + 1 :] = False
    return out


def _collapsed(state: State, exposure: Exposure) -> Array:
    under_way = _between(state["talks_stage_group"], DISARMAMENT)
    fired = under_way & (state["fired:talks_collapse"] > 0)
    return np.asarray(fired | _on_eln(exposure.event("talks_collapse"), under_way))


def _moved_on(state: State) -> Array:
    """(L, G) bool: the event that leaves the present stage has fired."""
    stage = state["talks_stage_group"]
    fired = [(stage == number) & (state[f"fired:{event}"] > 0) for number, event in enumerate(ADVANCE)]
    return np.asarray(np.logical_or.reduce(fired))


def _frozen(state: State, exposure: Exposure, params: Params) -> Array:
    """Months (L, G) that are left of a crisis: exponential length by its mark; a scheduled round ends it. Eq. 3."""
    drawn = -params["talks_freeze_months"] * np.log1p(-state["mark:talks_crisis"])
    left = np.maximum(state["talks_frozen"] - 1, 0)
    left = np.maximum(left, np.where(state["fired:talks_crisis"] > 0, drawn, 0.0))
    under_way = state["talks_stage_group"] > NONE
    scheduled = _on_eln(exposure.event("talks_crisis"), under_way)
    left = np.maximum(left, np.where(scheduled, params["talks_freeze_months"], 0.0))
    return np.where(_on_eln(exposure.event("talks_round"), under_way), 0.0, left)


def _clock(state: State, at: Setting, exposure: Exposure, params: Params, uniform: Array) -> tuple[Array, Array]:
    """Stage and months of ceasefire from next month on, before a collapse.

    A ceasefire starts with its term when rounds end well; at the end of a term it is renewed or falls back to rounds.
    A scheduled one holds as long as it is scheduled.
    """
    stage = state["talks_stage_group"]
    moved = stage + _moved_on(state)
    term, left = exposure["ceasefire_term"], np.maximum(state["ceasefire_left"], at.truce)
    begins = (moved == CEASEFIRE) & (stage < CEASEFIRE)
    expires = (moved == CEASEFIRE) & (stage == CEASEFIRE) & (left <= 0)
    renewed = expires & (uniform < renewal_probability(state, at, exposure, params))
    left = np.where(begins | renewed, term, np.where(moved > CEASEFIRE, 1.0, left))
    return np.where(expires & ~renewed, ROUNDS, moved), left


def _met(stage: Array, at: Setting, exposure: Exposure) -> Array:
    """Stage (L, G) after scheduled events: a round opens a table; a truce is its ceasefire, or holds without one."""
    rounds = _on_eln(exposure.event("talks_round"), at.willing > 0)
    stage = np.where(rounds, np.maximum(stage, ROUNDS), stage)
    return np.where((at.truce > 0) & (stage == ROUNDS), CEASEFIRE, stage)


def _rounds(state: State, at: Setting, exposure: Exposure, params: Params) -> tuple[Array, Array]:
    """Months to the next round and rounds held this month, (L, G): one per cycle unless frozen. Eq. 2."""
    stage, left = state["talks_stage_group"], state["round_left"]
    meeting = (stage >= ROUNDS) & (stage <= AGREEMENT) & (state["talks_frozen"] <= 0)
    held = (meeting & (left <= 1)) | _on_eln(exposure.event("talks_round"), at.willing > 0)
    return np.where(held, params["talks_round_cycle"], np.where(meeting, left - 1, left)), 1.0 * held


def renewal_probability(state: State, at: Setting, exposure: Exposure, params: Params) -> Array:
    """(L, G) chance 0-1 that a ceasefire is renewed: base + trust + monitoring - violations.

    None in a crisis, unwilling, or in a month for which the record says what happened. Eq. 5.
    """
    chance = params["renewal_base"] + params["renewal_trust_gain"] * state["trust"]
    chance = chance + params["renewal_monitoring_gain"] * exposure["ceasefire_monitoring"]
    chance = chance - params["renewal_violation_cost"] * state["violations"]
    out: Array = np.clip(chance, 0.0, 1.0) * (state["talks_frozen"] <= 0) * (at.willing > 0) * at.random
    return out


def violations_next(state: State, at: Setting, exposure: Exposure, params: Params) -> Array:
    """(L, G) share 0-1 of a ceasefire that fronts with autonomy break: monitoring lowers it, with a lag.

    Without a ceasefire it goes back to what the group's own discipline leaves. Eq. 6.
    """
    held = (state["talks_stage_group"] >= CEASEFIRE) | (at.truce > 0)
    target = at.loose * (1 - exposure["ceasefire_monitoring"] * held)
    out: Array = state["violations"] - np.expm1(-1 / params["violation_lag"]) * (target - state["violations"])
    return out


def _handover(stage: Array, at: Setting, state: State, params: Params) -> Array:
    """(L, G) share of strength that disarms in a month; fighters who stay where there is a haven do not. Eq. 7."""
    share = params["disarmament_rate"] * (1 - params["disarmament_stay_share"] * state["haven"] * at.caracas)
    return np.where(stage == DISARMAMENT, share, 0.0)


def hazards(state: State, at: Setting, exposure: Exposure, params: Params, violence: Array) -> dict[str, Array]:
    """Hazards per month, (L, G), of moving on, of a crisis and of a collapse.

    Willingness, guarantor and trust carry a table; monitoring and the guarantor calm crises, against their levels in
    the years in which the rates were counted; ``violence`` (L, 1,
    index) and violations collapse it. Frozen talks do not move on; what is recorded does not happen by chance
    as long as willingness is as recorded. Eq. 1, 3 and 4.
    """
    stage = state["talks_stage_group"]
    going = at.random * (state["talks_frozen"] <= 0)
    guarantor = state["guarantor"] - params["talks_guarantor_reference"]
    backed = params["talks_guarantor_effect"] * guarantor * at.caracas
    monitored = exposure["ceasefire_monitoring"] - params["talks_monitoring_reference"]
    calm = backed + params["talks_monitoring_effect"] * monitored
    crisis = params["talks_crisis_hazard"] * _bounded_exp(-calm, params)
    carried = _bounded_exp(backed + _drive(stage, at, state, params), params)
    onward = carried * at.willing * going * ~_moved_on(state)
    return {
        **{event: rate * onward for event, rate in _advance(stage, params).items()},
        "talks_crisis": crisis * going * _between(stage, AGREEMENT),
        "talks_collapse": _collapse(stage, at, state, violence, calm, params),
    }


def _collapse(stage: Array, at: Setting, state: State, violence: Array, calm: Array, params: Params) -> Array:
    """(L, G) hazard per month of a collapse: violence and broken ceasefires against calm, and unwillingness. Eq. 4."""
    heat = params["collapse_violence_multiplier"] * (violence - 1) / params["violence_sd"]
    heat = heat + params["collapse_violation_effect"] * state["violations"] * (stage >= CEASEFIRE)
    hazard = params["talks_collapse_hazard"] * _bounded_exp(heat - calm, params)
    hazard = hazard + params["talks_withdrawal_hazard"] * (1 - at.willing)
    return np.asarray(hazard * at.random * _between(stage, DISARMAMENT))


def _drive(stage: Array, at: Setting, state: State, params: Params) -> Array:
    """(L, G) log factor of moving on: trust, and for a ceasefire the talks with other groups (Bara, Clayton). Eq. 1."""
    trusted = params["talks_trust_effect"] * (state["trust"] - params["trust_reference"]) * at.caracas
    out: Array = trusted + params["talks_other_effect"] * _others(stage) * (stage == ROUNDS)
    return out


def _between(stage: Array, last: int) -> Array:
    """(L, G) bool: talks are under way and not past stage ``last``."""
    out: Array = (stage >= EXPLORATORY) & (stage <= last)
    return out


def _advance(stage: Array, params: Params) -> dict[str, Array]:
    """Hazards per month (L, G) of leaving each stage for the next at the pace of the group; 0 at any other stage."""
    one = np.ones_like(params["talks_pace_agc"])
    pace = _columns([one, params["talks_pace_dissidents"], params["talks_pace_agc"]])
    return {e: np.where(stage == number, params[name] * pace, 0.0) for number, (e, name) in enumerate(ADVANCE.items())}


def _others(stage: Array) -> Array:
    """(L, G) 1 where another group is at a table (rounds to agreement), else 0."""
    active = (stage >= ROUNDS) & (stage <= AGREEMENT)
    out: Array = 1.0 * (np.count_nonzero(active, axis=1, keepdims=True) > active)
    return out


def _bounded_exp(drive: Array, params: Params) -> Array:
    limit = params["hazard_log_limit"]
    out: Array = np.exp(np.clip(drive, -limit, limit))
    return out


def _field(name: str, unit: str, en: str, dims: tuple[str, ...] = ("group",)) -> Field:
    return Field(name, dims, unit, "value", en)


FIELDS = (
    _field("talks_stage", "stage 0-6", "stage of the talks with the ELN", ()),
    _field("talks_stage_group", "stage 0-6", "stage of the talks with each group"),
    _field("talks_frozen", "months", "what is left of a crisis that freezes a table"),
    _field("talks_shock", "0-1", "fading memory of a collapse of the talks with the ELN", ()),
    _field("round_left", "months", "time to the next round"),
    _field("ceasefire_left", "months", "what is left of a ceasefire's term"),
    _field("ceasefire", "0-1", "share of the month that a ceasefire holds"),
    _field("violations", "0-1", "share of a ceasefire that fronts with autonomy break"),
    _field("handover", "share/month", "strength that disarms in a month"),
)
LEVERS = (*WILLINGNESS, "ceasefire_term", "ceasefire_monitoring")
EVENTS = ("talks_round", "talks_crisis", "talks_collapse", *TRUCES)
HAZARDS = tuple(Hazard(name, ("group",)) for name in (*ADVANCE, "talks_crisis", "talks_collapse"))
PARAMETERS = (
    *ADVANCE.values(),
    "talks_freeze_months", "talks_shock_months", "talks_round_cycle", "renewal_base", "renewal_trust_gain",
    "renewal_monitoring_gain", "renewal_violation_cost", "ceasefire_compliance", "ceasefire_compliance_dissidents",
    "ceasefire_compliance_agc", "violation_lag", "disarmament_rate", "disarmament_stay_share",
    "talks_guarantor_effect", "talks_guarantor_reference", "talks_monitoring_reference",
    "talks_trust_effect", "talks_other_effect", "talks_pace_dissidents", "talks_pace_agc",
    "caracas_weight_dissidents", "caracas_weight_agc", "talks_monitoring_effect", "collapse_violence_multiplier",
    "collapse_violation_effect", "violence_sd", "talks_withdrawal_hazard", "talks_collapse_hazard",
    "talks_crisis_hazard", "hazard_log_limit",
)  # fmt: skip
