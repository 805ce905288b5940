"""Armed groups on the municipality graph: rents, growth, contest, wars, coca and state presence.

Brief 2.4: groups grow on rents with shared capacity, escalate to neighbours, wear each other down in corridor wars
and are worn down by the state, less so near the line where they find a haven. Strength is an index, never a headcount.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from . import coca, contest, corridors, group_growth, group_start, recruitment, rents
from .contest import add_fights, clash_of_month
from .geography import Geography, geography
from .group_block import Month, advance
from .group_growth import flight, growth, growth_noise, homing, leaving, operations_tempo, relocation
from .group_start import STARTS, initial
from .kernels import relax
from .lanes import LaneConstants, lane_constants
from .record import unrecorded_outcomes
from .rent_kinds import rents_by_kind
from .rents import Drivers, border_rents, rent_drivers, rent_sources, state_change, with_abroad
from .system import Array, Exposure, Field, Flows, Hazard, Noise, Params, State, Stream, System
from .units import PER_THOUSAND


def flows(state: State, exposure: Exposure, params: Params, noise: Noise, world: Any) -> Flows:
    """One month of the groups (flows): strengths, state presence, rents, coca, wars, clashes; the hazard of a war."""
    geo = geography(world, state["strength"].dtype)
    fixed = lane_constants(params, geo)
    drivers = rent_drivers(state["mining_grip"], state["onward"], exposure, params)
    war = corridors.intensity(state, exposure, params, geo.corridors.counted)
    truce = corridors.covered(state["ceasefire"], exposure["ceasefire_intergroup_scope"], params)
    losses, fights, parity = corridors.fights(state, war, truce, fixed, params, geo)
    tempo = operations_tempo(state, exposure, params)
    month = _month(state, exposure, params, noise, fixed, geo, tempo, drivers, war, losses)
    after = advance(month, fixed, geo)
    clash = clash_of_month(after.between, after.against, tempo, state["ceasefire"], exposure, params)
    add_fights(clash, fights, geo.corridors)
    rent = corridors.corridor_rent(after.rent, geo)
    values = {
        "strength": after.strength,
        "state_presence": after.presence,
        "rent": after.rent,
        "clash": clash,
        "corridor_rent_usual": corridors.usual_rent(rent, state, exposure, params),
    }
    rate = corridors.onset_rate(params, geo.corridors.counted)
    onset = corridors.war_onset(parity, rent, state, params, rate)
    notes = {
        "people_under_control": after.people_held,
        "war_corridors": np.add.reduce(war, axis=1, keepdims=True),
        "relocation": relocation(recruitment.on_line(state["strength"], geo), month.flight),
        "relocation_back": PER_THOUSAND * month.homing.astype(np.float64),
        "recruitment_risk": recruitment.risk(state, exposure, params, geo),
        **rents_by_kind(state, drivers, params, geo),
    }
    slow = _slow(state, exposure, params, world, geo)
    onset = onset * unrecorded_outcomes(exposure, params)
    return Flows(values=values | slow, hazards={"war_onset": onset}, notes=notes)


def _slow(state: State, exposure: Exposure, params: Params, world: Any, geo: Geography) -> dict[str, Array]:
    """Coca, wars, and what levers have brought about by now: control of mines, intelligence, substitution."""
    promised, pace = exposure["coca_substitution"], state["substitution_pace"]
    agreed = coca.substituted(state["coca"], promised, pace, params)
    mined, known = exposure["mining_control"], exposure["intelligence_sharing_us_co"]
    return {
        "coca": coca.coca_next(state["coca"], exposure["coca_eradication"], agreed, params, world, geo),
        "mining_grip": relax(state["mining_grip"], mined, params["mining_control_time"]),
        "intelligence": relax(state["intelligence"], known, params["intelligence_time"]),
        "substitution_pace": relax(pace, promised, params["substitution_time"]),
        "haven_usual": relax(state["haven_usual"], state["haven"], params["haven_memory"]),
        **corridors.wars(state, exposure, params),
        "splintered": np.maximum(state["splintered"], exposure.event("farc_demobilisation") > 0),
        **{name: state[name] for name in STARTS},
    }


def _month(
    state: State,
    exposure: Exposure,
    params: Params,
    noise: Noise,
    fixed: LaneConstants,
    geo: Geography,
    tempo: Array,
    drivers: Drivers,
    war: Array,
    losses: Array,
) -> Month:
    """What acts on the places this month, worked out for all lanes at once."""
    dtype = state["strength"].dtype
    border = border_rents(state["informal_index"], state["informal_by_good"], state["border_jobs"], params)
    line, grown = rent_sources(state["coca"], state["passage_rent"], border, drivers, params, geo)
    built, kept, forgotten = state_change(state["civil_aid"], exposure, params, dtype)
    unit_noise, place_noise = growth_noise(noise, params, dtype)
    jobs, recruiting = recruitment.recruitment(state["border_jobs"], exposure, params)
    spared = (1 - params["ceasefire_action_ratio"]) * state["ceasefire"]
    return Month(
        strength=state["strength"],
        presence=state["state_presence"],
        irregular=state["irregular"],
        residents=state["residents"],
        line=line,
        grown=grown,
        gold=drivers.gold.astype(dtype),
        operations=with_abroad(params["military_attrition"] * tempo, 0.0, dtype),
        built=built,
        kept=kept,
        forgotten=forgotten,
        shelter=(-params["haven_attrition_cut"] * state["haven"]).astype(dtype),
        jobs=jobs.astype(dtype),
        recruiting=recruiting.astype(dtype),
        growth=growth(state, exposure, drivers, params, fixed, geo).astype(dtype),
        diffusion=np.where(state["splintered"] > 0, fixed.diffusion, fixed.farc_diffusion),
        spared=spared.astype(dtype),
        leaving=leaving(state["handover"], exposure.event("farc_demobilisation"), params).astype(dtype),
        war=war,
        losses=losses,
        flight=flight(state, exposure, params, fixed, tempo, geo),
        homing=homing(state, params).astype(dtype),
        unit_noise=unit_noise,
        place_noise=place_noise,
    )


def _field(name: str, dims: tuple[str, ...], unit: str, en: str) -> Field:
    return Field(name, dims, unit, "value", en)


LEVERS = (
    "military_pressure",
    "state_presence_investment",
    "coca_eradication",
    "coca_substitution",
    "mining_control",
    "intelligence_sharing_us_co",
    "regional_security_coordination",
    "recruitment_prevention",
    "military_trust_measures",
    "ceasefire_intergroup_scope",
)
READS = (
    "informal_index",
    "informal_by_good",
    "border_jobs",
    "passage_rent",
    "closed_share",
    "onward",
    "walkers_on_road",
    "irregular",
    "residents",
    "displaced",
    "haven",
    "ceasefire",
    "handover",
    "talks_stage_group",
    "talks_shock",
    "security_aid",
    "civil_aid",
    "police_cooperation",
)
PARAMETERS = (
    "state_attrition",
    "state_capacity_spillover",
    "haven_attrition_cut",
    "haven_range",
    "diffusion_rent_cap",
    "military_attrition",
    *dict.fromkeys(
        name
        for part in (contest, corridors, coca, group_growth, group_start, recruitment, rents)
        for name in part.PARAMETERS
    ),
)

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
        _field("mining_grip", (), "0-1", "control of illegal mining that acts by now"),
        _field("intelligence", (), "0-1", "intelligence sharing that acts by now"),
        _field("haven_usual", (), "0-1", "haven that groups are used to"),
        _field("substitution_pace", (), "ha/year", "coca substitution that works by now"),
        _field("corridor_rent_usual", ("corridor",), "index", "mean rent of a corridor that counts as usual"),
        _field("clash", ("department",), "index", "clash intensity of last month"),
        _field("clash_2012", (), "index", "national clash intensity at the start"),
        _field("held_2012", (), "persons", "people living under group control at the start"),
        _field("contested_2012", (), "persons", "people exposed in contested municipalities at the start"),
        _field("line_strength_2012", (), "index", "strength of all groups in municipalities on the line at the start"),
    ),
    reads=READS,
    levers=LEVERS,
    parameters=PARAMETERS,
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
)
