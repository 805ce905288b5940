"""Armed groups on the municipality graph: rents, growth, contest, wars, coca and state presence.

Brief 2.4: groups grow on rents with shared capacity, escalate to neighbours, wear each other down in corridor wars
and are worn down by the state, less so near the line where they find a haven. Strength is an index, never a headcount.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .contest import Contest, add_fights, by_department, corridor_fights, corridor_mean
from .geography import Geography, geography
from .group_block import Month, advance
from .lanes import AGC, DISSIDENTS, ELN, GANGS, GROUPS, LaneConstants, lane_constants
from .record import unrecorded
from .rents import border_rents, coca_next, illegal_rents, inverse_capacity, rent_sources, state_change, with_abroad
from .system import Array, Exposure, Field, Flows, Hazard, Noise, Params, State, Stream, System
from .units import MONTHS_A_YEAR


def initial(world: Any, params: Params, noise: Noise) -> dict[str, Array]:
    """Groups, state, rents and coca at 2012-01, all float64; the engine casts the fields."""
    dtype = np.dtype(np.float64)
    geo = geography(world, dtype)
    lanes = len(params["presence_threshold"])
    one = np.ones((lanes, 1))
    coca = np.repeat(np.asarray(world.coca_2012, dtype=float)[None], lanes, axis=0)
    fixed = lane_constants(params, geo)
    state = np.repeat(geo.state_start[None], lanes, axis=0)
    border = border_rents(one, one, params)
    rent = illegal_rents(*rent_sources(coca, np.ones_like(coca), border, params, geo), fixed, geo)
    inverse, room = inverse_capacity(rent, state, fixed)
    strength = _start_strength(_present(world, params, noise), inverse, fixed.gang_capacity * room, params)
    inside = slice(None, geo.n_co)
    contest = Contest(strength[:, :, inside], state[:, inside], fixed.decisiveness, fixed.state_weight)
    quiet = np.zeros((lanes, len(GROUPS)))
    between, against = (by_department(part, geo) for part in contest.clashes(quiet))
    clash = between_weight(quiet, one - 1, params) * between + params["state_clash_weight"] * against
    return {
        "strength": strength,
        "state_presence": state,
        "rent": rent,
        "coca": coca,
        "war": np.zeros((lanes, len(world.corridor))),
        "war_left": np.zeros((lanes, len(world.corridor))),
        "splintered": np.zeros((lanes, 1)),
        "corridor_rent_2012": _corridor_rent(rent, geo),
        "clash": clash,
        "clash_2012": np.add.reduce(clash, axis=1, keepdims=True),
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


def between_weight(ceasefire: Array, scope: Array, params: Params) -> Array:
    """(L, 1) weight of fights between groups in peacetime.

    They change by ``ceasefire_intergroup_change`` under a ceasefire (L, G) unless its terms cover rivals (``scope``
    (L, 1) 0-1): then a kept ceasefire leaves ``ceasefire_action_ratio`` of them.
    """
    any_group = np.max(ceasefire, axis=1, keepdims=True)
    change = (1 - scope) * params["ceasefire_intergroup_change"] + scope * params["ceasefire_action_ratio"]
    weight: Array = params["peacetime_clash_share"] * (1 - any_group + any_group * change)
    return weight


def _corridor_rent(rent: Array, geo: Geography) -> Array:
    return corridor_mean(rent[:, geo.corridors.places], geo.corridors)


def flows(state: State, exposure: Exposure, params: Params, noise: Noise, world: Any) -> Flows:
    """One month of the groups (flows): strengths, state presence, rents, coca, wars, clashes; the hazard of a war."""
    geo = geography(world, state["strength"].dtype)
    fixed = lane_constants(params, geo)
    losses, fights, parity = _corridors(state, fixed, params, geo)
    tempo = _tempo(exposure, params)
    after = advance(_month(state, exposure, params, noise, fixed, geo, tempo, losses), fixed, geo)
    clash = _clash(after.between, after.against, tempo, state["ceasefire"], exposure, params)
    add_fights(clash, fights, geo.corridors)
    values: dict[str, Array] = {
        "strength": after.strength,
        "state_presence": after.presence,
        "rent": after.rent,
        "coca": coca_next(state["coca"], exposure["coca_eradication"], params, world, geo),
        "clash": clash,
        **_wars(state, exposure, params),
        "splintered": np.maximum(state["splintered"], exposure.event("farc_demobilisation") > 0),
        "corridor_rent_2012": state["corridor_rent_2012"],
        "clash_2012": state["clash_2012"],
    }
    onset = war_onset(parity, _corridor_rent(after.rent, geo), state, params) * unrecorded(exposure, params)
    return Flows(values=values, hazards={"war_onset": onset}, notes={"people_under_control": after.people_held})


def _corridors(state: State, fixed: LaneConstants, params: Params, geo: Geography) -> tuple[Array, Array, Array]:
    """Losses, clashes and parity at the places of the war corridors, see :func:`corridor_fights`."""
    places = geo.corridors.places
    strength, presence = state["strength"][:, :, places], state["state_presence"][:, places]
    contest = Contest(strength, presence, fixed.decisiveness, fixed.state_weight)
    return corridor_fights(contest, geo.corridors, state["war"], params["lanchester_intergroup"] / MONTHS_A_YEAR)


def _tempo(exposure: Exposure, params: Params) -> Array:
    """(L, D) operations tempo against its reference: military pressure, carried in part by US security aid."""
    aid = 1 + params["security_aid_effect"] * (exposure["us_security_aid"] - 1)
    tempo: Array = exposure["military_pressure"] * np.maximum(aid, 0) / params["military_pressure_reference"]
    return tempo


def _clash(between: Array, against: Array, tempo: Array, ceasefire: Array, exposure: Exposure, params: Params) -> Array:
    """(L, D) clash intensity of a month without the corridor wars, weighed by operations and ceasefires."""
    operations = np.maximum(1 + params["pressure_clash_effect"] * (tempo - 1), 0)
    weight = between_weight(ceasefire, exposure["ceasefire_intergroup_scope"], params)
    clash: Array = weight * np.maximum(between, 0) + params["state_clash_weight"] * operations * against
    return clash


def _month(
    state: State,
    exposure: Exposure,
    params: Params,
    noise: Noise,
    fixed: LaneConstants,
    geo: Geography,
    tempo: Array,
    losses: Array,
) -> Month:
    """What acts on the places this month, worked out for all lanes at once."""
    dtype = state["strength"].dtype
    border = border_rents(state["informal_index"], state["border_jobs"], params)
    line, grown = rent_sources(state["coca"], state["passage_rent"], border, params, geo)
    built, kept, forgotten = state_change(exposure, params, dtype)
    unit_noise, place_noise = growth_noise(noise, params, dtype)
    jobs, recruiting = recruitment(state["border_jobs"], exposure, params)
    spared = (1 - params["ceasefire_action_ratio"]) * state["ceasefire"]
    return Month(
        strength=state["strength"],
        presence=state["state_presence"],
        irregular=state["irregular"],
        residents=state["residents"],
        line=line,
        grown=grown,
        operations=with_abroad(params["military_attrition"] * tempo, 0.0, dtype),
        built=built,
        kept=kept,
        forgotten=forgotten,
        shelter=(-params["haven_attrition_cut"] * state["haven"]).astype(dtype),
        jobs=jobs.astype(dtype),
        recruiting=recruiting.astype(dtype),
        growth=_growth(state, exposure, fixed, params).astype(dtype),
        diffusion=np.where(state["splintered"] > 0, fixed.diffusion, fixed.farc_diffusion),
        spared=spared.astype(dtype),
        leaving=_leaving(state["handover"], exposure.event("farc_demobilisation"), params).astype(dtype),
        war=state["war"],
        losses=losses,
        flight=_flight(state, exposure, params, fixed, tempo, geo),
        unit_noise=unit_noise,
        place_noise=place_noise,
    )


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


def _leaving(handover: Array, demobilised: Array, params: Params) -> Array:
    """(L, G) log share left after arms are handed over or the FARC (later the dissidents) demobilise this month."""
    staying = 1 - handover
    staying[:, DISSIDENTS : DISSIDENTS + 1] *= 1 - demobilised
    left: Array = np.log(np.maximum(staying, params["least_staying"]))
    return left


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


def recruitment(jobs: Array, exposure: Exposure, params: Params) -> tuple[Array, Array]:
    """Log growth by local jobs on the line and the recruits per irregular migrant there, in strength, both (L, 1).

    Fewer are recruited with prevention and with border jobs (Dube-Vargas).
    """
    shielded = 1 - params["recruitment_prevention_effect"] * exposure["recruitment_prevention"]
    rate = params["migrant_recruitment"] / 1e5 * params["strength_per_person"] * shielded
    return (
        -params["jobs_growth_effect"] * (jobs - 1) / MONTHS_A_YEAR,
        rate * np.exp(-params["recruitment_jobs_effect"] * (jobs - 1)),
    )


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
        "events_known_until",
        *(f"{rate}_{name}" for rate in ("growth_rate", "diffusion") for name in (*GROUPS, "farc")),
        "presence_threshold", "carrying_capacity_scale", "rent_elasticity_capacity", "csf_decisiveness",
        "lanchester_intergroup", "state_attrition", "state_capacity_spillover", "haven_attrition_cut", "haven_range",
        "ceasefire_action_ratio", "ceasefire_intergroup_change", "ceasefire_growth_bonus", "war_onset_hazard",
        "war_duration", "migrant_recruitment", "coca_growth", "eradication_effect", "balloon_coefficient",
        "us_aid_paramilitary_leak", "tda_share_border_rent", "state_weight", "state_capacity_cut", "diffusion_rent_cap",
        "strength_noise", "noise_group_share", "least_staying",
        "start_fill", "start_present_ratio", "start_absent_share", "rent_floor",
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
        Stream("growth_department", ("group", "department"), "normal"),
        Stream("growth_state", ("group", "state"), "normal"),
        Stream("growth_place", ("place",), "normal"),
    ),
    hazards=(Hazard("war_onset", ("corridor",)),),
    events=("farc_demobilisation", "war_onset"),
)  # fmt: skip
