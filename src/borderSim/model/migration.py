"""Migration: who leaves Venezuela, by which crossing, to which place; who returns or moves on; what hosts lack.

Reads last month's state and proposes exits from the stocks of people; see docs/systems/migration.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from borderSim.model import departures, destinations, hosting, needs, passages, returns, sums
from borderSim.model.crossings import CROSSINGS, Choice, SameDay
from borderSim.model.departures import hazard
from borderSim.model.destinations import Destinations
from borderSim.model.lanes import once_a_batch
from borderSim.model.migration_month import Line, Month, month_of
from borderSim.model.population import STATUSES
from borderSim.model.system import Array, Exit, Exposure, Field, Flows, Noise, Params, State, System
from borderSim.model.units import DAYS_PER_MONTH, MILLION

ZERO_AT_START = (
    "political_shock", "northern_route", "passage_rent_base", "portability", "protection_ended", "host_gdp_gain",
)  # fmt: skip


@dataclass(frozen=True)
class Leaving:
    """Persons who leave Venezuela this month by state of origin (L, O): to Colombia by status, and elsewhere.

    ``to_colombia`` also counts those who wait at the line, who stay residents; ``residents`` (L, O) is the stock.
    """

    to_colombia: Array
    regular: Array
    irregular: Array
    asylum: Array
    elsewhere: Array
    residents: Array

    @property
    def total(self) -> Array:
        """All who leave, (L, O)."""
        return self.regular + self.irregular + self.asylum + self.elsewhere


def initial(world: Any, params: Params, noise: Noise) -> dict[str, Array]:
    """Intenders at the normal share; no passage, unmet need or knowledge of the northern route at 2012-01."""
    lanes = len(params["intention_share_normal"])
    n_post, n_department = len(world.crossing_ids), len(world.department_start)
    here, there = world.residents_2012[: world.n_co].sum(), world.residents_2012[world.n_co :]
    by_state = np.add.reduceat(there, world.state_start)
    by_state = by_state / by_state.sum() * params["ve_population"] * MILLION
    return {
        "intenders": params["intention_share_normal"] * by_state,
        "absorbed_supply": np.zeros((lanes, 1)) + hosting.supply(world.migrants_2012.sum(), here),
        **{name: np.zeros((lanes, 1)) for name in ZERO_AT_START},
        **{name: np.zeros((lanes, n_department)) for name in ("strain", "irregular_passages", "passage_rent")},
        **{name: np.zeros((lanes, n_post)) for name in ("formal_passages", "pendular", "queue_hours", "closed_share")},
    }


def flows(state: State, exposure: Exposure, params: Params, noise: Noise, world: Any) -> Flows:
    """Exits between the stocks of people and the next month's passages, intentions and unmet needs."""
    month = month_of(state, exposure, params, world)
    open_share, cost = passages.openness(month), passages.costs(month)
    split = passages.choice(month, open_share, cost)
    daily = passages.same_day(month, open_share, cost)
    leaving, where = _leaving(month, split), _destinations(month)
    values = _intentions(month, leaving) | _passages(month, open_share, split, leaving, daily)
    values |= _slow(month) | hosting.next_values(month)
    values["strain"] = _strain(month)
    north, back = _over_land(month), returns.hazards(month)
    exits = _departure_exits(month, leaving, where) + returns.exits(month, where, back)
    exits += [*_onward_exits(month, north), _dispersal(month, where)]
    notes = _notes(month, values, daily) | returns.notes(month, back) | {"darien_risk": _darien_risk(month, north)}
    return Flows(values=values, exits=exits, notes=notes)


# --- leaving Venezuela ------------------------------------------------------------------------------------------


def _leaving(month: Month, split: Choice) -> Leaving:
    """Who leaves this month: intenders x realisation x destination x passage."""
    state, params = month.state, month.params
    residents = state["residents_ve"]
    leavers = np.minimum(state["intenders"], residents) * _realisation(month)
    to_colombia = leavers * _colombia_share(month)
    regular = to_colombia * split.documented_formal
    others = to_colombia * (1.0 - split.wait) - regular
    asylum = params["asylum_share"] * others
    return Leaving(to_colombia, regular, others - asylum, asylum, leavers - to_colombia, residents)


def _realisation(month: Month) -> Array:
    """Share of intenders (L, 1) who leave: need (growth, level) against means, ties abroad, what a pandemic allows."""
    state, params = month.state, month.params
    need = -params["push_growth_semielasticity"] * state["gdp_growth"]
    need = need - params["push_level_elasticity"] * (state["gdp"] - params["gdp_reference"])
    need = need - params["affordability_departure"] * _poorer(month, "gdp_reference")
    abroad = (state["abroad"] + month.total) / (params["abroad_reference"] * MILLION)
    feasible = 1.0 - params["pandemic_travel_cut"] * month.exposure.event("pandemic")
    base, network = params["intention_realisation"], params["emigration_network"]
    return departures.realisation(base, need, abroad, network, feasible)


def _poorer(month: Month, reference: str) -> Array:
    """Log utility (L, 1) that far destinations lost since the GDP of a reference; none if need alone acts."""
    params = month.params
    cost, income = params["long_haul_cost"], params["income_reference"]
    lost = destinations.long_haul_cost(
        month.state["gdp"], params[reference], cost, income, params["affordability_scale"]
    )
    return params["structure_affordability"] * lost


def _colombia_share(month: Month) -> Array:
    params = month.params
    kin = params["kin_in_colombia"] * MILLION
    ratio = (kin + month.total) / (1.0 + month.state["abroad"])
    window = params["regularisation_pull"] * month.exposure["regularisation_window"]
    poorer = _poorer(month, "share_reference")
    return destinations.colombia_share(params["share_to_colombia"], params["network_elasticity"], ratio, window, poorer)


def _destinations(month: Month) -> Destinations:
    """Departments by diaspora, size, jobs, violence and distance; municipalities by diaspora, size and the border."""
    params, state, world, line = month.params, month.state, month.world, month.line
    unsafe, first_stop = (params[name] / params["destination_logit_scale"]
                          for name in ("destination_violence", "destination_first_stop"))  # fmt: skip
    pull = destinations.department_pull(
        month.by_department, month.residents, np.log(state["border_jobs"]) * line.at_line, state["violence"],
        (params["network_elasticity"], params["destination_mass"], params["wage_elasticity_destination"], unsafe),
    )  # fmt: skip
    pull *= np.exp(first_stop * line.at_line)
    near = destinations.nearness(line.log_km, params["distance_elasticity_migration"])
    within = destinations.within_department(
        month.migrants, _fixed_pull(params, line), params["network_elasticity"], line.count, world.department_start
    )
    return Destinations(pull, near, np.einsum("lod,ld->lo", near, pull), within)


@once_a_batch
def _fixed_pull(params: Params, line: Line) -> Array:
    """(L, C) float32 log utility of a municipality's size and nearness to the border."""
    mass, border = (params[name].astype(np.float32) for name in ("destination_mass", "destination_border"))
    return np.asarray(mass * line.size - border * line.border_km)


def _departure_exits(month: Month, leaving: Leaving, where: Destinations) -> list[Exit]:
    """Exits from the residents of Venezuela: to each status in Colombia, and to other countries."""
    total = leaving.total
    per_person = np.divide(hazard(total, leaving.residents), total, out=np.zeros_like(total), where=total > 0)
    to = {"regular": leaving.regular, "irregular": leaving.irregular, "asylum": leaving.asylum}
    arrivals = [
        Exit("arrivals", "residents_ve", persons * per_person, status, where.spread, within=where.within)
        for status, persons in to.items()
    ]
    return [*arrivals, Exit("emigrated", "residents_ve", leaving.elsewhere * per_person, "abroad", pooled=True)]


def _pool(flow: Array) -> Array:
    return np.asarray(flow.sum(axis=1, keepdims=True))


def _intentions(month: Month, leaving: Leaving) -> dict[str, Array]:
    """Next month's intenders, political shock and knowledge of the northern route."""
    state, exposure, params = month.state, month.exposure, month.params
    shock = state["political_shock"]
    politics = params["political_shock_intention"] * (shock + state["repression"] - params["repression_reference"])
    kept = 1.0 - params["settlement_relief"] * state["settlement"]
    kept = kept * np.exp(params["social_spending_intention"] * state["social_spending"])
    wish = departures.intention(
        params["intention_share_normal"], politics, state["gdp_growth"], params["intention_growth_effect"], kept
    )
    turnover = params["intention_turnover"]
    fading = shock * 0.5 ** (1.0 / params["political_shock_halflife"])
    first = params["route_first"] * (exposure.month >= params["route_start"])
    return {
        "intenders": departures.next_intenders(state["intenders"], wish, leaving.residents, turnover, leaving.total),
        "political_shock": fading + exposure.event("election_shock") * state["repression"],
        "northern_route": departures.next_route(state["northern_route"], first, params["route_imitation"]),
    }


# --- onward movement, moves inside Colombia -------------------------------------------------------------------------


def _over_land(month: Month) -> tuple[Array, Array]:
    """Hazards (L, 1) of moving north over land: with papers, and without."""
    params, state = month.params, month.state
    mean_strain = _pool(state["strain"] * month.by_department) / np.maximum(month.total, 1.0)
    others = params["strain_onward_effect"] * mean_strain + params["network_onward_effect"] * state["portability"]
    legal = month.exposure["us_legal_pathways"] - params["pathway_reference"]
    others = others + params["pathway_substitution"] * legal
    enforced = params["darien_enforcement_effect"] * month.exposure["darien_enforcement"]
    effect, acts = params["onward_regularisation_effect"], params["structure_regularisation_onward"]
    with_papers, without = (
        departures.onward(
            params["onward_hazard_peak"],
            departures.papers_effect(papers, effect, acts, params["onward_papers_reference"]) + others,
            state["northern_route"],
            enforced,
        )
        for papers in (1.0, 0.0)
    )
    return with_papers, without


def _onward_exits(month: Month, north: tuple[Array, Array]) -> list[Exit]:
    """Exits to other countries: over land, and by legal admission from afar."""
    admitted = hazard(month.params["legal_pathway_share"] * month.exposure["us_legal_pathways"], month.total)
    with_papers, without = (over_land + admitted for over_land in north)
    onward = {status: with_papers if status == "regular" else without for status in STATUSES}
    return [Exit("onward", status, onward[status], "abroad", pooled=True) for status in STATUSES]


def _darien_risk(month: Month, north: tuple[Array, Array]) -> Array:
    """Exposure to death and sexual violence on the route north (L, 1): an index, 1 = the crossings counted in 2022.

    People who go over land this month, times what control of the route adds to the risk of each.
    """
    params = month.params
    with_papers, without = (-np.expm1(-hazard_north) for hazard_north in north)
    going = with_papers * month.regular + without * (month.total - month.regular)
    harder = 1.0 + params["darien_risk_enforcement"] * month.exposure["darien_enforcement"]
    return np.asarray(going / params["darien_reference"] * harder)


def _dispersal(month: Month, where: Destinations) -> Exit:
    """People without papers leave places near the line for departments away from it."""
    inland = partial(where.scatter, departments=1.0 - month.line.at_line)
    leave = _dispersal_hazard(month.params, month.line)
    return Exit("dispersed", "irregular", leave, "irregular", inland, True, where.within)


@once_a_batch
def _dispersal_hazard(params: Params, line: Line) -> Array:
    """Hazard (L, C) of leaving a place near the line."""
    return np.asarray(params["dispersal_hazard"] * line.border_zone)


# --- what others read -------------------------------------------------------------------------------------------


def _passages(month: Month, open_share: Array, split: Choice, leaving: Leaving, daily: SameDay) -> dict[str, Array]:
    """Passages of the month; queues and closures that next month's travellers will know."""
    movers = (split.formal * leaving.to_colombia[:, :, None]).sum(axis=1)
    informal = passages.by_department(month, split, leaving.to_colombia * split.irregular, daily)
    return passages.rent(month, informal, open_share) | {
        "formal_passages": movers,
        "irregular_passages": informal,
        "pendular": daily.formal,
        "queue_hours": passages.queue(month, open_share, movers, daily),
        "closed_share": 1.0 - open_share,
    }


def _slow(month: Month) -> dict[str, Array]:
    """What follows a lever with its delay: status valid across countries, and the end of protection in the US."""
    state, exposure, params = month.state, month.exposure, month.params
    network, ended = exposure["regional_integration_network"], exposure["tps_ended_share"]
    return {
        "portability": departures.relax(state["portability"], network, params["network_time"]),
        "protection_ended": departures.relax(state["protection_ended"], ended, params["protection_lag"]),
    }


def _strain(month: Month) -> Array:
    """Unmet service need by department (L, D)."""
    regular = month.regular_by_department
    displaced = sums.by_department(month.state["displaced"], month.world)
    covered = _covered(month)
    return needs.unmet(month.by_department - regular, regular, displaced, month.residents, covered, month.params)


def _covered(month: Month) -> Array:
    return needs.support(month.exposure["host_support"], month.state["civil_aid"], month.params)


def _notes(month: Month, values: dict[str, Array], daily: SameDay) -> dict[str, Array]:
    """Quantities that are only recorded."""
    official = _pool(values["formal_passages"]) + _pool(daily.formal) * DAYS_PER_MONTH
    everybody = official + _pool(values["irregular_passages"])
    return {
        "official_passage_share": np.divide(official, everybody, out=np.zeros_like(official), where=everybody > 0),
        "crossings_day": official / DAYS_PER_MONTH,
        "pupils_patients": passages.pupils_and_patients(month, daily),
        "needs_covered": _covered(month),
        "portable_status": month.state["portability"] * month.regular,
        **hosting.notes(month),
    }


def _value(name: str, dims: tuple[str, ...], unit: str, en: str) -> Field:
    return Field(name, dims, unit, "value", en)


SYSTEM = System(
    name="migration",
    fields=(
        _value("intenders", ("state",), "persons", "residents of Venezuela who intend to leave"),
        _value("political_shock", (), "0-1", "what remains of the last stolen vote in people's intentions"),
        _value("northern_route", (), "0-1", "share who know the route north through the Darien"),
        _value("portability", (), "0-1", "how far status in one receiving country counts in the others"),
        _value("protection_ended", (), "0-1", "share of people under US protection who have lost it, as they feel it"),
        _value("strain", ("department",), "index", "unmet service need"),
        _value("host_gdp_gain", (), "pp of GDP", "output that Colombia gains by the people who came"),
        _value("absorbed_supply", (), "pp of population", "Venezuelans to whom the labour market has adjusted"),
        _value("irregular_passages", ("department",), "persons/month", "informal passages, movers and same-day"),
        _value("passage_rent", ("department",), "index, 1 = 2012-01", "fees paid on informal passages"),
        _value("passage_rent_base", (), "USD/month", "mean fees of the departments on the line in the first month"),
        _value("formal_passages", ("crossing",), "persons/month", "people who moved to Colombia through a post"),
        _value("pendular", ("crossing",), "entries/day", "same-day entries through a post"),
        _value("queue_hours", ("crossing",), "hours", "mean time in the queue of a post"),
        _value("closed_share", ("crossing",), "0-1", "share of last month that a post was closed to people"),
    ),
    reads=(
        "residents", "residents_ve", *STATUSES, "displaced", "abroad", "gdp", "gdp_growth", "border_jobs", "trade_flow",
        "violence", "closure", "documented_share", "settlement", "repression", "civil_aid", "social_spending",
        "flights", "flight_acceptance",
    ),
    levers=(
        "border_open_people", "crossing_hours", "crossing_integrity", "crossing_throughput", "trocha_control",
        "private_vehicle_access", "public_transport_access", "price_gap_food", "price_gap_fuel", "document_waiver",
        "regularisation_window", "consular_ve_in_co", "labour_integration", "migrant_microcredit", "host_support",
        "return_assistance", "darien_enforcement", "us_legal_pathways", "humanitarian_corridor",
        "regional_integration_network", "deportation_flights", "colombia_accepts_deportees", "us_co_tension",
        "tps_ended_share",
    ),
    parameters=(
        "abroad_reference", "affordability_departure", "affordability_scale", "asylum_share", "civil_aid_cover",
        "consumption_gain_regularised", "crossing_cost_logit_scale", "crossing_hours_2023", "crossing_queue_limit",
        "crossing_queue_scale", "crossing_reach", "crossing_value_of_time", "crossing_wait_cost",
        "darien_enforcement_effect", "darien_reference", "darien_risk_enforcement", "deportee_tension_refusal",
        "deportees_per_flight", "destination_border", "destination_first_stop", "destination_logit_scale",
        "destination_mass", "destination_violence", "dispersal_hazard", "distance_elasticity_migration",
        "emigration_network", "flights_reference", "formal_bribe", "formal_job_gain_regularised",
        "formal_share_without_papers", "gdp_reference", "host_cost_decay_integration", "host_cost_per_migrant",
        "host_gdp_full", "host_gdp_supply_reference", "host_gdp_time", "host_support_reach", "income_reference",
        "integration_job_gain", "integrity_reference", "intention_growth_effect", "intention_realisation",
        "intention_share_normal", "intention_turnover", "kin_in_colombia", "legal_pathway_share", "long_haul_cost",
        "microcredit_integration", "migrant_labour_share", "native_formal_effect_per_doubling", "native_jobs_reference",
        "need_displaced", "need_regular", "nest_scale_formal", "nest_scale_irregular", "network_elasticity",
        "network_onward_effect", "network_time", "onward_hazard_peak", "onward_papers_reference",
        "onward_regularisation_effect", "pandemic_travel_cut", "passengers_per_flight", "pathway_reference",
        "pathway_substitution", "pendular_cost_effect", "pendular_entries_open", "pendular_price_gap",
        "pendular_shopping_share",
        "pendular_price_gap_fuel", "pendular_trade_effect", "pendular_trade_scale", "pendular_transport_gain",
        "pendular_vehicle_share", "political_shock_halflife", "political_shock_intention", "protected_share",
        "protection_lag", "protection_reference", "protection_return_hazard", "protection_reverse_effect",
        "pupil_patient_share", "push_growth_semielasticity", "push_level_elasticity", "regularisation_pull",
        "repression_reference", "return_assistance_use", "return_document_gain", "return_elasticity_ve_growth",
        "return_flight_gain", "return_hazard_base", "return_hazard_covid", "return_settlement_multiplier",
        "reverse_flow_2025", "reverse_threshold", "route_first", "route_imitation", "route_start", "settlement_relief",
        "share_reference", "share_to_colombia", "social_spending_intention", "social_spending_return",
        "strain_onward_effect", "strain_scale", "structure_affordability", "structure_regularisation_onward",
        "tax_per_migrant", "tax_reference_regular", "travel_speed", "trocha_control_cost", "trocha_control_reference",
        "trocha_entries_when_closed", "trocha_fee_closed_multiplier", "trocha_fee_person", "trocha_risk_violence",
        "trocha_share_same_day", "trocha_violence_cost", "undocumented_penalty_formal", "ve_population",
        "wage_adjustment_time", "wage_effect_per_pp_migrants", "wage_elasticity_destination",
        *(f"pendular_weight_{name}" for name in CROSSINGS),
    ),
    initial=initial,
    flows=flows,
    events=("election_shock", "pandemic"),
)  # fmt: skip
