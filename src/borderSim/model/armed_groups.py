"""Armed groups on the municipality graph: rents, growth, contest, wars, coca and state presence.

Model.md 2.4: groups grow on rents with shared capacity, escalate to neighbours, wear each other down in corridor wars
and are worn down by the state, less so near the line where they find a haven. Strength is an index, never a headcount.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .contest import Contest, by_department, corridor_fights, corridor_mean
from .geography import Geography, geography
from .lanes import AGC, DISSIDENTS, ELN, GANGS, GROUPS, MONTHS, LaneConstants, lane_constants
from .rents import (
    border_rents,
    coca_next,
    illegal_rents,
    inverse_capacity,
    state_presence_next,
    to_places,
    with_abroad,
)
from .spread import grow, logistic, neighbour_contrast, relocate
from .system import Array, Exposure, Field, Flows, Hazard, Noise, Params, State, Stream, System


def initial(world: Any, params: Params, noise: Noise) -> dict[str, Array]:
    """Groups, state, rents and coca at 2012-01, all float64; the engine casts the fields."""
    dtype = np.dtype(np.float64)
    geo = geography(world, dtype)
    lanes = len(params["presence_threshold"])
    one = np.ones((lanes, 1))
    coca = np.repeat(np.asarray(world.coca_2012, dtype=float)[None], lanes, axis=0)
    fixed = lane_constants(params, geo)
    state = np.repeat(geo.state_start[None], lanes, axis=0)
    rent = illegal_rents(coca, np.ones_like(coca), border_rents(one, one, params), fixed, params, geo)
    inverse, room = inverse_capacity(rent, state, params)
    strength = _start_strength(_present(world, params, noise), inverse, fixed.gang_capacity * room, params)
    contest = Contest(strength, state, params["csf_decisiveness"], params["state_weight"])
    quiet = _clash_weights(np.zeros((lanes, len(GROUPS))), np.zeros((lanes, 1)), params, dtype)
    clash = contest.clash(*quiet, np.ones((lanes, 1)))
    return {
        "strength": strength,
        "state_presence": state,
        "rent": rent,
        "coca": coca,
        "war": np.zeros((lanes, len(world.corridor))),
        "war_left": np.zeros((lanes, len(world.corridor))),
        "splintered": np.zeros((lanes, 1)),
        "corridor_rent_2012": _corridor_rent(rent, geo),
        "clash": by_department(clash, geo),
        "clash_2012": np.add.reduce(by_department(clash, geo), axis=1, keepdims=True),
    }


def _present(world: Any, params: Params, noise: Noise) -> Array:
    """(L, G, N) bool: presence sets whose expected national counts match the counts of 2012, with their error."""
    chance = np.asarray(world.presence_probability, dtype=float)
    count = np.asarray(world.presence_count_2012) + noise["presence_count"] * np.asarray(world.presence_count_sd)
    expected = np.add.reduce(chance[:, : world.n_co], axis=1)
    ratio = np.maximum(count, 0) / np.maximum(expected, 1.0)
    present: Array = noise["presence"] < ratio[:, :, None] * chance
    return present


def _start_strength(present: Array, inverse: Array, gangs: Array, params: Params) -> Array:
    """(L, G, N): groups that are present share a part of the capacity, never under the threshold; others are faint."""
    dtype = inverse.dtype
    theta = params["presence_threshold"].astype(dtype)[:, :, None]
    least = theta * params["start_present_ratio"].astype(dtype)[:, :, None]
    rivals = np.maximum(np.count_nonzero(present[:, :GANGS], axis=1, keepdims=True), 1)
    filled = np.repeat(1 / inverse[:, None], present.shape[1], axis=1) / rivals.astype(dtype)
    filled[:, GANGS] = gangs
    filled *= params["start_fill"].astype(dtype)[:, :, None]
    faint = params["start_absent_share"].astype(dtype)[:, :, None] * theta
    strength: Array = np.where(present, np.maximum(filled, least), faint).astype(dtype, copy=False)
    return strength


def _clash_weights(ceasefire: Array, scope: Array, params: Params, dtype: np.dtype[Any]) -> tuple[Array, Array, Array]:
    """Weights of fights between groups and with the state, (L, 1), and the share of these held back (L, G).

    A kept ceasefire leaves ``ceasefire_action_ratio`` of the fights with the state; fights between groups change by
    ``ceasefire_intergroup_change`` unless the terms cover rivals (``scope`` (L, 1) 0-1).
    """
    kept = params["ceasefire_action_ratio"]
    any_group = np.max(ceasefire, axis=1, keepdims=True)
    change = (1 - scope) * params["ceasefire_intergroup_change"] + scope * kept
    between = params["peacetime_clash_share"] * (1 - any_group + any_group * change)
    held_back = (1 - kept) * ceasefire
    return between.astype(dtype), params["state_clash_weight"].astype(dtype), held_back.astype(dtype)


def _corridor_rent(rent: Array, geo: Geography) -> Array:
    return corridor_mean(np.take(rent, geo.corridors.places, axis=1), geo.corridors)


def flows(state: State, exposure: Exposure, params: Params, noise: Noise, world: Any) -> Flows:
    """One month of the groups (flows): strengths, state presence, rents, coca, wars, clashes; the hazard of a war."""
    strength, presence = state["strength"], state["state_presence"]
    geo = geography(world, strength.dtype)
    fixed = lane_constants(params, geo)
    border = border_rents(state["informal_index"], state["border_jobs"], params)
    rent = illegal_rents(state["coca"], state["passage_rent"], border, fixed, params, geo)
    contest = Contest(strength, presence, params["csf_decisiveness"], params["state_weight"])
    lanchester = params["lanchester_intergroup"] / MONTHS
    losses, fights, parity = corridor_fights(contest, geo.corridors, state["war"], lanchester)
    tempo = _tempo(exposure, params)
    grown = _grown(state, exposure, params, noise["group_growth"], fixed, geo, rent, losses, tempo)
    values: dict[str, Array] = {
        "strength": grown,
        "state_presence": state_presence_next(presence, exposure, params, geo),
        "rent": rent,
        "coca": coca_next(state["coca"], exposure["coca_eradication"], params, world, geo),
        "clash": by_department(_clash(state, exposure, params, contest, fights, tempo, geo), geo),
        **_wars(state, exposure, params),
        "splintered": np.maximum(state["splintered"], exposure.event("farc_demobilisation") > 0),
        "corridor_rent_2012": state["corridor_rent_2012"],
        "clash_2012": state["clash_2012"],
    }
    notes = {"people_under_control": contest.people_held(state["residents"])}
    onset = war_onset(parity, _corridor_rent(rent, geo), state, params)
    return Flows(values=values, hazards={"war_onset": onset}, notes=notes)


def _tempo(exposure: Exposure, params: Params) -> Array:
    """(L, D) operations tempo against its reference: military pressure, carried in part by US security aid."""
    aid = 1 + params["security_aid_effect"] * (exposure["us_security_aid"] - 1)
    tempo: Array = exposure["military_pressure"] * np.maximum(aid, 0) / params["military_pressure_reference"]
    return tempo


def _clash(
    state: State, exposure: Exposure, params: Params, contest: Contest, fights: Array, tempo: Array, geo: Geography
) -> Array:
    """(L, N) clash intensity of this month's control, with the wars of the corridors."""
    dtype = contest.state.dtype
    weights = _clash_weights(state["ceasefire"], exposure["ceasefire_intergroup_scope"], params, dtype)
    operations = 1 + params["pressure_clash_effect"] * (tempo - 1)
    clash = contest.clash(*weights, to_places(with_abroad(np.maximum(operations, 0), 0.0, dtype), geo))
    clash[:, geo.corridors.places] += fights
    return clash


def _grown(
    state: State,
    exposure: Exposure,
    params: Params,
    normal: Array,
    fixed: LaneConstants,
    geo: Geography,
    rent: Array,
    losses: Array,
    tempo: Array,
) -> Array:
    """(L, G, N) strengths of next month: growth, war, state, jobs and noise, then recruits, neighbours and flight."""
    strength, presence = state["strength"], state["state_presence"]
    dtype = strength.dtype
    diffusion = np.where(state["splintered"] > 0, fixed.diffusion, fixed.farc_diffusion)
    inflow, state_contrast = neighbour_contrast(strength, presence, diffusion, geo)
    inverse, room = inverse_capacity(rent, presence, params)
    rate = logistic(
        strength, inverse, np.multiply(room, fixed.gang_capacity, out=room), _growth(state, exposure, fixed, params)
    )
    rate[:, :, geo.corridors.places] -= losses
    effort = state_effort(presence, state_contrast, tempo, state["haven"], fixed, params, geo)
    local, recruits = recruitment(state, exposure, params, fixed, geo)
    _wear_down(rate, effort, local, state, params)
    rate += normal * (params["strength_noise"] / np.sqrt(MONTHS)).astype(dtype)[:, :, None]
    _leave(rate, state["handover"], exposure.event("farc_demobilisation"), params)
    openness = np.minimum(rent, params["diffusion_rent_cap"].astype(dtype))
    openness *= 1 - presence
    inflow *= openness[:, None, :]
    out = grow(strength, rate, recruits, inflow)
    return relocate(out, _flight(state, exposure, params, fixed, tempo, geo), geo)


def _wear_down(rate: Array, effort: Array, local: Array, state: State, params: Params) -> None:
    """Take the state's attrition from the log growth (L, G, N), less for groups under a kept ceasefire; add jobs.

    Half the noise variance goes too, so that the noise keeps the mean.
    """
    dtype = rate.dtype
    loss = effort * (params["state_attrition"] / MONTHS).astype(dtype)
    drift = loss - local
    drift += (params["strength_noise"] ** 2 / (2 * MONTHS)).astype(dtype)
    rate -= drift[:, None, :]
    spared = ((1 - params["ceasefire_action_ratio"]) * state["ceasefire"]).astype(dtype)
    for group in np.flatnonzero(np.any(spared > 0, axis=0)):
        rate[:, group] += spared[:, group, None] * loss


def _leave(rate: Array, handover: Array, demobilised: Array, params: Params) -> None:
    """Fighters who hand over their arms or demobilise (FARC, later the dissidents), shares of this month."""
    staying = 1 - handover
    staying[:, DISSIDENTS : DISSIDENTS + 1] *= 1 - demobilised
    left = np.log(np.maximum(staying, params["least_staying"])).astype(rate.dtype)
    for group in np.flatnonzero(np.any(left < 0, axis=0)):
        rate[:, group] += left[:, group, None]


def state_effort(
    presence: Array, contrast: Array, tempo: Array, haven: Array, fixed: LaneConstants, params: Params, geo: Geography
) -> Array:
    """(L, N) reach of the state against groups, in units of full presence.

    (q + sp (W q - q) + operations) (1 - h haven shelter): spillover from Acemoglu, Garcia-Jimeno, Robinson (2015); the
    shelter is the nearness to the line (Martinez 2017), whole on Venezuelan soil.
    """
    dtype = presence.dtype
    effort = to_places(with_abroad(params["military_attrition"] * tempo, 0.0, dtype), geo)
    effort += presence
    effort += contrast * params["state_capacity_spillover"].astype(dtype)
    np.maximum(effort, 0, out=effort)
    sheltered = fixed.shelter * (-params["haven_attrition_cut"] * haven).astype(dtype)
    sheltered += 1
    effort *= sheltered
    return effort


def _growth(state: State, exposure: Exposure, fixed: LaneConstants, params: Params) -> Array:
    """(L, G) monthly growth on free room: faster under a ceasefire without state advance, and before talks.

    US security aid leaks to the AGC (Dube-Naidu: paramilitary-type attacks); the surge is the ELN's, while talks are
    exploratory.
    """
    built = np.mean(exposure["state_presence_investment"], axis=1, keepdims=True)
    base = np.where(state["splintered"] > 0, fixed.growth, fixed.farc_growth)
    growth: Array = base * (1 + (params["ceasefire_growth_bonus"] - 1) * state["ceasefire"] * (1 - built))
    leak = 1 + params["us_aid_paramilitary_leak"] * (exposure["us_security_aid"] - 1)
    growth[:, ELN : ELN + 1] *= 1 + params["talks_surge"] * (state["talks_stage"] == 1)
    growth[:, AGC : AGC + 1] *= np.maximum(leak, 0)
    return growth


def recruitment(
    state: State, exposure: Exposure, params: Params, fixed: LaneConstants, geo: Geography
) -> tuple[Array, Array]:
    """Log growth by local jobs and the share recruited among migrants, both (L, N) and only near the line.

    Recruits per month: rho irregular migrants, fewer with prevention and with border jobs (Dube-Vargas), shared by
    the groups present in proportion to their strength. A risk to people: shown as an index only.
    """
    dtype, strength, inside = fixed.near.dtype, state["strength"], slice(None, geo.n_co)
    jobs = state["border_jobs"]
    shielded = 1 - params["recruitment_prevention_effect"] * exposure["recruitment_prevention"]
    rate = params["migrant_recruitment"] / 1e5 * params["strength_per_person"] * shielded
    rate = rate * np.exp(-params["recruitment_jobs_effect"] * (jobs - 1))
    local = fixed.near * (-params["jobs_growth_effect"] * (jobs - 1) / MONTHS).astype(dtype)
    recruits = np.zeros_like(fixed.near)
    np.multiply(fixed.near[:, inside], state["irregular"], out=recruits[:, inside], casting="same_kind")
    recruits *= rate.astype(dtype)
    present = strength[:, 0] + params["presence_threshold"].astype(dtype)
    for group in range(1, strength.shape[1]):
        present += strength[:, group]
    recruits /= present
    return local, recruits


def _flight(
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


def _wars(state: State, exposure: Exposure, params: Params) -> dict[str, Array]:
    """War flags and the months that are left of them: onset by hazard or event, length lognormal by the mark."""
    from scipy.special import ndtri

    median = params["war_duration"]
    drawn = median * np.exp(params["war_duration_log_sd"] * ndtri(state["mark:war_onset"]))
    left = np.maximum(state["war_left"] - 1, 0)
    left = np.where(state["fired:war_onset"] > 0, np.maximum(left, drawn), left)
    forced = exposure.event("war_onset")
    left = np.where((forced > 0) & (left <= 0), median, left)
    return {"war_left": left, "war": (left > 0).astype(float)}


def war_onset(parity: Array, rent: Array, state: State, params: Params) -> Array:
    """(L, W) hazard per month of a corridor war: rises with parity, rents and a collapse of talks; 0 while one is on.

    l exp(b_p (parity - reference) + b_r ln(rent / rent of 2012) + b_t shock), the exponent bounded.
    """
    floor = params["rent_floor"]
    grown = np.log(np.maximum(rent, floor) / np.maximum(state["corridor_rent_2012"], floor))
    drive = params["war_parity_effect"] * (parity - params["war_parity_reference"])
    drive = drive + params["war_rent_effect"] * grown + params["war_talks_effect"] * state["talks_shock"]
    limit = params["hazard_log_limit"]
    hazard: Array = params["war_onset_hazard"] * np.exp(np.clip(drive, -limit, limit)) * (1 - state["war"])
    return hazard


def _field(name: str, dims: tuple[str, ...], unit: str, en: str) -> Field:
    return Field(name, dims, unit, "value", en)


SYSTEM = System(
    name="armed_groups",
    fields=(
        Field("strength", ("group", "place"), "index", "field", "density of a group"),
        Field("state_presence", ("place",), "0-1", "field", "presence of the state"),
        Field("rent", ("place",), "index, 1 = about 1,000 ha of coca", "field", "illegal rents of last month"),
        _field("coca", ("department",), "ha", "coca area"),
        _field("war", ("corridor",), "0/1", "a corridor war is on"),
        _field("war_left", ("corridor",), "months", "what is left of a corridor war"),
        _field("splintered", (), "0/1", "the FARC have demobilised, group 1 are dissidents"),
        _field("corridor_rent_2012", ("corridor",), "index", "mean rent of a corridor at the start"),
        _field("clash", ("department",), "index", "clash intensity of last month"),
        _field("clash_2012", (), "index", "national clash intensity at the start"),
    ),
    reads=(
        "informal_index",
        "border_jobs",
        "passage_rent",
        "irregular",
        "residents",
        "haven",
        "ceasefire",
        "handover",
        "talks_stage",
        "talks_shock",
    ),
    levers=(
        "military_pressure",
        "state_presence_investment",
        "us_security_aid",
        "us_civil_aid",
        "coca_eradication",
        "recruitment_prevention",
        "military_trust_measures",
        "ceasefire_intergroup_scope",
    ),
    parameters=(
        *(f"{rate}_{name}" for rate in ("growth_rate", "diffusion") for name in (*GROUPS, "farc")),
        "presence_threshold", "carrying_capacity_scale", "rent_elasticity_capacity", "csf_decisiveness",
        "lanchester_intergroup", "state_attrition", "state_capacity_spillover", "haven_attrition_cut", "haven_range",
        "ceasefire_action_ratio", "ceasefire_intergroup_change", "ceasefire_growth_bonus", "war_onset_hazard",
        "war_duration", "migrant_recruitment", "coca_growth", "eradication_effect", "balloon_coefficient",
        "us_aid_paramilitary_leak", "tda_share_border_rent", "state_weight", "state_capacity_cut", "diffusion_rent_cap",
        "strength_noise", "least_staying", "start_fill", "start_present_ratio", "start_absent_share", "rent_floor",
        "unobserved_rent", "extortion_rent", "gold_rent", "coca_rent_per_ha", "informal_rent", "rapacity_rent",
        "passage_rent_weight", "coca_capacity_ratio", "coca_start_floor", "state_presence_time",
        "state_investment_gain", "civil_aid_state_effect", "security_aid_effect", "military_pressure_reference",
        "military_attrition", "pressure_clash_effect", "peacetime_clash_share", "state_clash_weight",
        "strength_per_person", "recruitment_prevention_effect", "recruitment_jobs_effect", "jobs_growth_effect",
        "relocation_share",
        "war_duration_log_sd", "war_parity_effect", "war_parity_reference", "war_rent_effect", "war_talks_effect",
        "talks_surge", "hazard_log_limit",
    ),
    initial=initial,
    flows=flows,
    noise=(
        Stream("presence", ("group", "place"), "uniform", "start"),
        Stream("presence_count", ("group",), "normal", "start"),
        Stream("group_growth", ("group", "place"), "normal"),
    ),
    hazards=(Hazard("war_onset", ("corridor",)),),
    events=("farc_demobilisation", "war_onset"),
)  # fmt: skip
