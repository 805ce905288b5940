"""Migration: who leaves Venezuela, by which crossing, to which place; who returns or moves on; what hosts lack.

Reads last month's state and proposes exits from the stocks of people; see docs/systems/migration.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from borderSim.model import departures, destinations, needs, passages
from borderSim.model.crossings import CROSSINGS, Choice, SameDay
from borderSim.model.departures import hazard
from borderSim.model.destinations import Destinations
from borderSim.model.lanes import once_a_batch
from borderSim.model.migration_month import STATUSES, Line, Month, month_of
from borderSim.model.system import Array, Exit, Exposure, Field, Flows, Noise, Params, State, System
from borderSim.model.units import DAYS_PER_MONTH, MILLION


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
    by_state = np.add.reduceat(world.residents_2012[world.n_co :], world.state_start)
    by_state = by_state / by_state.sum() * params["ve_population"] * MILLION
    return {
        "intenders": params["intention_share_normal"] * by_state,
        **{name: np.zeros((lanes, 1)) for name in ("political_shock", "northern_route", "passage_rent_base")},
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
    values["strain"] = _strain(month)
    exits = _departure_exits(month, leaving, where) + _back_and_onward_exits(month) + _inside_exits(month, where)
    return Flows(values=values, exits=exits, notes=_notes(month, values, daily))


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
    """Log utility (L, 1) that far destinations lost since the GDP of a reference."""
    params = month.params
    cost, income = params["long_haul_cost"], params["income_reference"]
    return destinations.long_haul_cost(
        month.state["gdp"], params[reference], cost, income, params["affordability_scale"]
    )


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
    politics = params["political_shock_intention"] * (
        shock + exposure["ve_repression"] - params["repression_reference"]
    )
    wish = departures.intention(
        params["intention_share_normal"], politics, state["gdp_growth"], params["intention_growth_effect"],
        exposure["ve_settlement"], params["settlement_relief"],
    )  # fmt: skip
    turnover = params["intention_turnover"]
    fading = shock * 0.5 ** (1.0 / params["political_shock_halflife"])
    first = params["route_first"] * (exposure.month >= params["route_start"])
    return {
        "intenders": departures.next_intenders(state["intenders"], wish, leaving.residents, turnover, leaving.total),
        "political_shock": fading + exposure.event("election_shock") * exposure["ve_repression"],
        "northern_route": departures.next_route(state["northern_route"], first, params["route_imitation"]),
    }


# --- return, onward movement, moves inside Colombia -----------------------------------------------------------------


def _onward(month: Month, papers: float) -> Array:
    """Hazard (L, 1) of moving north, with papers 1 or without 0: over land, and by legal admission from afar."""
    params, exposure = month.params, month.exposure
    mean_strain = _pool(month.state["strain"] * month.by_department) / np.maximum(month.total, 1.0)
    enforced = params["darien_enforcement_effect"] * exposure["darien_enforcement"]
    over_land = departures.onward(
        params["onward_hazard_peak"], papers * params["onward_regularisation_effect"],
        params["strain_onward_effect"] * mean_strain, month.state["northern_route"], enforced,
    )  # fmt: skip
    admitted = params["legal_pathway_share"] * exposure["us_legal_pathways"]
    return np.asarray(over_land + hazard(admitted, month.total))


def _back(month: Month) -> Array:
    """Hazard (L, 1) of return to Venezuela, with assisted return."""
    params, exposure = month.params, month.exposure
    voluntary = departures.back(
        params["return_hazard_base"],
        params["return_elasticity_ve_growth"] * month.state["gdp_growth"],
        params["return_document_gain"] * exposure["consular_ve_in_co"],
        1.0 + (params["return_settlement_multiplier"] - 1.0) * exposure["ve_settlement"],
        params["return_hazard_covid"] * exposure.event("pandemic"),
    )
    assisted = params["return_assistance_use"] * exposure["return_assistance"]
    return np.asarray(voluntary + hazard(assisted, month.total))


def _back_and_onward_exits(month: Month) -> list[Exit]:
    back, home = _back(month), _home(month)
    onward = {status: _onward(month, float(status == "regular")) for status in ("regular", "irregular")}
    papers = {status: "regular" if status == "regular" else "irregular" for status in STATUSES}
    returns = [Exit("returns", status, back, "residents_ve", home, pooled=True) for status in STATUSES]
    return returns + [Exit("onward", s, onward[papers[s]], "abroad", pooled=True) for s in STATUSES]


def _home(month: Month) -> Callable[[Array], Array]:
    """Returns (L, 1) go to the states (L, O) by their share of the residents of 2012."""
    return lambda flow: flow * month.line.home


def _inside_exits(month: Month, where: Destinations) -> list[Exit]:
    """Dispersal from border places to the interior, and people who come back south."""
    params, line, state = month.params, month.line, month.state
    enforced = month.exposure["darien_enforcement"] - params["reverse_threshold"]
    south = params["reverse_flow_2025"] * np.clip(enforced / (1.0 - params["reverse_threshold"]), 0.0, 1.0)
    reverse = hazard(south * state["northern_route"], state["abroad"])
    inland = partial(_scatter, where, 1.0 - line.at_line)
    anywhere = partial(_scatter, where, np.ones_like(line.at_line))
    return [
        Exit(
            "dispersed",
            "irregular",
            params["dispersal_hazard"] * line.border_zone,
            "irregular",
            inland,
            True,
            where.within,
        ),
        Exit("reverse", "abroad", reverse, "irregular", anywhere, True, where.within),
    ]


def _scatter(where: Destinations, departments: Array, flow: Array) -> Array:
    return where.scatter(flow, departments)


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


def _strain(month: Month) -> Array:
    """Unmet service need by department (L, D)."""
    state, start = month.state, month.world.department_start
    regular, displaced = (np.add.reduceat(state[stock], start, axis=1) for stock in ("regular", "displaced"))
    covered = needs.support(month.exposure, month.params)
    return needs.unmet(month.by_department - regular, regular, displaced, month.residents, covered, month.params)


def _notes(month: Month, values: dict[str, Array], daily: SameDay) -> dict[str, Array]:
    """Quantities that are only recorded."""
    official = _pool(values["formal_passages"]) + _pool(daily.formal) * DAYS_PER_MONTH
    everybody = official + _pool(values["irregular_passages"])
    regular_share = month.state["regular"].sum(axis=1, keepdims=True) / np.maximum(month.total, 1.0)
    integrated = needs.integration(month.exposure, month.params)
    return {
        "official_passage_share": np.divide(official, everybody, out=np.zeros_like(official), where=everybody > 0),
        "tax_paid": needs.tax_paid(month.total, regular_share, integrated, month.params),
        "host_cost": needs.host_cost(month.total, regular_share, integrated, month.params),
    }


def _value(name: str, dims: tuple[str, ...], unit: str, en: str) -> Field:
    return Field(name, dims, unit, "value", en)


SYSTEM = System(
    name="migration",
    fields=(
        _value("intenders", ("state",), "persons", "residents of Venezuela who intend to leave"),
        _value("political_shock", (), "0-1", "what remains of the last stolen vote in people's intentions"),
        _value("northern_route", (), "0-1", "share who know the route north through the Darien"),
        _value("strain", ("department",), "index", "unmet service need"),
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
        "violence", "closure", "documented_share",
    ),
    levers=(
        "border_open_people", "crossing_hours", "crossing_integrity", "crossing_throughput", "trocha_control",
        "private_vehicle_access", "price_gap_food", "document_waiver", "regularisation_window", "consular_ve_in_co",
        "labour_integration", "migrant_microcredit", "host_support", "us_civil_aid", "return_assistance",
        "darien_enforcement", "us_legal_pathways", "ve_repression", "ve_settlement",
    ),
    parameters=(
        "abroad_reference", "affordability_departure", "affordability_scale", "asylum_share", "civil_aid_cover",
        "crossing_cost_logit_scale", "crossing_hours_2023", "crossing_queue_limit", "crossing_queue_scale",
        "crossing_reach", "crossing_value_of_time", "crossing_wait_cost", "darien_enforcement_effect",
        "destination_border", "destination_first_stop", "destination_logit_scale", "destination_mass",
        "destination_violence", "dispersal_hazard", "distance_elasticity_migration", "emigration_network",
        "formal_bribe", "formal_job_gain_regularised", "formal_share_without_papers", "gdp_reference",
        "host_cost_decay_integration", "host_cost_per_migrant", "host_support_reach", "income_reference",
        "integration_job_gain", "integrity_reference", "intention_growth_effect", "intention_realisation",
        "intention_share_normal", "intention_turnover", "kin_in_colombia", "legal_pathway_share", "long_haul_cost",
        "microcredit_integration", "need_displaced", "need_regular", "nest_scale_formal", "nest_scale_irregular",
        "network_elasticity", "onward_hazard_peak", "onward_regularisation_effect", "pandemic_travel_cut",
        "pendular_cost_effect", "pendular_entries_open", "pendular_price_gap", "pendular_trade_effect",
        "pendular_trade_scale", "pendular_vehicle_share", "political_shock_halflife", "political_shock_intention",
        "push_growth_semielasticity", "push_level_elasticity", "regularisation_pull", "repression_reference",
        "return_assistance_use", "return_document_gain", "return_elasticity_ve_growth", "return_hazard_base",
        "return_hazard_covid", "return_settlement_multiplier", "reverse_flow_2025", "reverse_threshold",
        "route_first", "route_imitation", "route_start", "settlement_relief", "share_reference", "share_to_colombia",
        "strain_onward_effect", "strain_scale", "tax_per_migrant", "tax_reference_regular", "travel_speed",
        "trocha_control_cost", "trocha_control_reference", "trocha_entries_when_closed",
        "trocha_fee_closed_multiplier", "trocha_fee_person", "trocha_risk_violence", "trocha_share_same_day",
        "trocha_violence_cost", "undocumented_penalty_formal", "ve_population", "wage_elasticity_destination",
        *(f"pendular_weight_{name}" for name in CROSSINGS),
    ),
    initial=initial,
    flows=flows,
    events=("election_shock", "pandemic"),
)  # fmt: skip
