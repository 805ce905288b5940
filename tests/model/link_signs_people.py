"""Direct kernels of leaving, going north, returning and settling, of hosts, and of asylum."""

import numpy as np

from borderSim.model import asylum, hosting, migration, needs, passages, returns
from borderSim.model.migration_month import Month, month_of
from borderSim.model.rents import rent_drivers
from tests.model.link_signs_setting import Cause, Levers, full, people
from tests.model.small_migration import WORLD

ONE_NEED = "everybody goes on as before in the reading in which need alone acts"
HALF_A_PERCENT = 0.5
"""Of Colombians' formal jobs for twice as many people with papers: a change that counts as none."""


def month(p, levers=None, scale=1.0, events=None, **state) -> Month:
    return month_of(*people(p, events, scale, levers, **state), p, WORLD)


def share(p, papers=0.5):
    """A month in which a share of two million Venezuelans in Colombia has papers."""
    stocks = {"regular": papers, "irregular": 1 - papers, "in_process": 0.0, "asylum": 0.0}
    return month(p, **{name: part * 2e6 * WORLD.migrant_weight_2012 for name, part in stocks.items()})


# --- leaving Venezuela ----------------------------------------------------------------------------------------------


def leaving(p, wish=0.2, **state):
    """Who leaves this month, of the residents who intend to."""
    now = month(p, **state)
    now.state["intenders"][...] = wish * now.state["residents_ve"]
    return migration._leaving(now, passages.choice(now, passages.openness(now), passages.costs(now)))


def realised(p, **state):
    return migration._realisation(month(p, **state))


def affordable(p, x):
    """The far destinations cost 1 / x of what they do."""
    return p | {"long_haul_cost": p["long_haul_cost"] / x}


def poor(p, reference):
    return p[reference] - 0.3


def wish(p, gone=0.0, **state):
    """Who intends to leave next month, after some left."""
    now = month(p, **state)
    nobody = np.zeros_like(now.state["residents_ve"])
    left = migration.Leaving(*(nobody for _ in range(4)), gone + nobody, now.state["residents_ve"])
    return migration._intentions(now, left)["intenders"]


def to_colombia(p, levers=None, scale=1.0, **state):
    return migration._colombia_share(month(p, levers, scale, **state))


def to_the_line(p, jobs):
    """Share of the people of each state who choose a department on the line."""
    now = month(p, border_jobs=jobs)
    return migration._destinations(now).shares()[:, :, now.line.at_line > 0].sum(axis=2)


# --- from Colombia --------------------------------------------------------------------------------------------------


def north(p, levers=None, **state):
    """Hazards of moving north over land, with papers and without."""
    return np.concatenate(migration._over_land(month(p, levers, **state)), axis=1)


def north_of(p, papers):
    """Hazard of the mean Venezuelan in Colombia when a share has papers."""
    with_papers, without = np.hsplit(north(p), 2)
    return papers * with_papers + (1 - papers) * without


def agc_rent(p, going):
    return p["northern_rent"] * rent_drivers(full(p, 0.3), going, Levers(p), p).north


def risk_north(p, control=0.5, onward=0.005):
    """Risk on the route at a hazard of going north."""
    now = month(p, {"darien_enforcement": control})
    return migration._darien_risk(now, (full(p, onward), full(p, onward)))


def back(p, levers=None, **state):
    return returns._voluntary(month(p, levers, **state))


def reverse(p, levers=None, **state):
    return returns._reverse(month(p, levers, **state))


def travellers(p, flights):
    return returns.notes(month(p, flights=flights), (full(p, 1.0), full(p, 0.0)))["air_travellers"]


# --- hosts ----------------------------------------------------------------------------------------------------------


def strain(p, stock=1e4, displaced=1e3, covered=0.2):
    return needs.unmet(full(p, stock), full(p, stock), full(p, displaced), full(p, 1e6), full(p, covered), p)


def covered(p, levers=None, **state):
    return migration._covered(month(p, levers, **state))


def formal_jobs(p, papers=0.5, **levers):
    integrated = hosting.integration(Levers(p, **levers), p)
    return hosting.formal_share(full(p, papers), integrated, p)


def tax(p, stock=2e6, papers=0.5, integrated=0.0):
    return hosting.tax_paid(full(p, stock), full(p, papers), full(p, integrated), p)


def cost(p, stock=2e6, integrated=0.5):
    return hosting.host_cost(full(p, stock), full(p, 0.5), full(p, integrated), p)


# --- asylum ---------------------------------------------------------------------------------------------------------


def risk(p, cooperation=0.3, haven=0.5, repression=0.5, safeguards=0.3):
    return asylum.risk(*(full(p, x) for x in (cooperation, haven, repression, safeguards)), p)


def asking(p, **state):
    """People who ask for asylum in a month, at a small hazard."""
    known, levers = people(p, **state)
    applied = asylum.flows(known, levers, p, {}, WORLD).exits[0]
    return known[applied.stock] * applied.hazard


KERNELS = {
    "ve_gdp->emigration": Cause(lambda p, x: realised(p, gdp=x), -1.3, -0.8),
    "ve_gdp->long_haul_affordability": Cause(
        lambda p, x: -migration._poorer(month(p, gdp=x), "gdp_reference"), -1.3, -0.8, ONE_NEED
    ),
    "long_haul_affordability->emigration": Cause(
        lambda p, x: realised(affordable(p, x), gdp=poor(p, "gdp_reference")), 1, 2, ONE_NEED
    ),
    "long_haul_affordability->emigration_to_colombia": Cause(
        lambda p, x: to_colombia(affordable(p, x), gdp=poor(p, "share_reference")), 1, 2, ONE_NEED
    ),
    "ve_gdp->intention_to_leave": Cause(lambda p, x: wish(p, gdp_growth=x), -0.2, -0.05),
    "ve_repression->intention_to_leave": Cause(lambda p, x: wish(p, repression=x), 0.3, 0.9),
    "intention_to_leave->emigration": Cause(lambda p, x: leaving(p, x).total, 0.1, 0.2),
    "emigration->intention_to_leave": Cause(lambda p, x: wish(p, gone=x), 0, 1000),
    "emigration->emigration_to_colombia": Cause(lambda p, x: leaving(p, x).to_colombia, 0.1, 0.2),
    "diaspora_in_colombia->emigration_to_colombia": Cause(lambda p, x: to_colombia(p, scale=x), 0.5, 1.5),
    "regularisation_window->emigration_to_colombia": Cause(
        lambda p, x: to_colombia(p, {"regularisation_window": x}), 0, 1
    ),
    "border_employment->emigration_to_colombia": Cause(to_the_line, 0.8, 1.2),
    "host_strain->onward_flow_north": Cause(lambda p, x: north(p, strain=x), 0.5, 1.5),
    "us_legal_pathways->onward_flow_north": Cause(lambda p, x: north(p, {"us_legal_pathways": x}), 0, 20000),
    "darien_enforcement->onward_flow_north": Cause(lambda p, x: north(p, {"darien_enforcement": x}), 0, 1),
    "darien_enforcement->migrant_stock": Cause(lambda p, x: -north(p, {"darien_enforcement": x}), 0, 1),
    "darien_enforcement->agc_rent": Cause(lambda p, x: agc_rent(p, 2e6 * north(p, {"darien_enforcement": x})), 0, 1),
    "migrant_routes_north->agc_rent": Cause(lambda p, x: agc_rent(p, full(p, x)), 1000, 9000),
    "regional_integration_network->onward_flow_north": Cause(lambda p, x: north(p, portability=x), 0, 1),
    "regular_status->onward_flow_north": Cause(
        north_of, 0.2, 0.8, "papers keep nobody in the reading in which they do not act on onward movement"
    ),
    "regional_integration_network->portable_status": Cause(
        lambda p, x: migration._slow(month(p, {"regional_integration_network": x}))["portability"], 0, 1
    ),
    "onward_flow_north->darien_risk": Cause(lambda p, x: risk_north(p, onward=x), 0.002, 0.01),
    "darien_enforcement->darien_risk": Cause(lambda p, x: risk_north(p, control=x), 0, 1),
    "ve_gdp->return_flow": Cause(lambda p, x: back(p, gdp_growth=x), -0.1, 0.1),
    "ve_settlement->return_flow": Cause(lambda p, x: back(p, settlement=x), 0, 1),
    "social_spending->return_flow": Cause(lambda p, x: back(p, social_spending=x), 0, 100),
    "flights_per_week->return_flow": Cause(lambda p, x: back(p, flights=x), 0, 28),
    "consular_ve_in_co->return_flow": Cause(lambda p, x: back(p, {"consular_ve_in_co": x}), 0, 1),
    "return_assistance->return_flow": Cause(lambda p, x: back(p, {"return_assistance": x}), 0, 5000),
    "pandemic->return_flow": Cause(lambda p, x: returns._forced(month(p, events={"pandemic": x})), 0, 1),
    "deportation_flights->return_flow": Cause(
        lambda p, x: returns._deported(month(p, {"deportation_flights": x})), 0, 3
    ),
    "flights_per_week->circular_mobility": Cause(travellers, 7, 28),
    "us_co_tension->deportees_to_colombia": Cause(
        lambda p, x: returns._received(month(p, {"us_co_tension": x, "colombia_accepts_deportees": 100})), 0, 1
    ),
    "colombia_accepts_deportees->migrant_stock": Cause(
        lambda p, x: returns._received(month(p, {"colombia_accepts_deportees": x})), 0, 100
    ),
    "tps_ended_share->reverse_flow": Cause(
        lambda p, x: reverse(p, {"darien_enforcement": 1}, protection_ended=x), 0, 1
    ),
    "migrant_routes_north->reverse_flow": Cause(
        lambda p, x: reverse(p, {"darien_enforcement": 1}, northern_route=x), 0.2, 0.8
    ),
    "darien_enforcement->reverse_flow": Cause(lambda p, x: reverse(p, {"darien_enforcement": x}), 0, 1),
    "migrant_stock->host_strain": Cause(lambda p, x: strain(p, stock=x), 1e4, 2e4),
    "displacement->host_strain": Cause(lambda p, x: strain(p, displaced=x), 1e3, 1e4),
    "needs_covered->host_strain": Cause(lambda p, x: strain(p, covered=x), 0.1, 0.5),
    "host_support->host_strain": Cause(
        lambda p, x: migration._strain(month(p, {"host_support": x}, civil_aid=0.0)), 0, 50
    ),
    "host_support->needs_covered": Cause(lambda p, x: covered(p, {"host_support": x}, civil_aid=0.0), 0, 50),
    "us_civil_aid->needs_covered": Cause(lambda p, x: covered(p, {"host_support": 0}, civil_aid=x), 0, 1),
    "us_civil_aid->host_support": Cause(lambda p, x: covered(p, {"host_support": 0}, civil_aid=x), 0, 1),
    "regular_status->formal_employment_migrants": Cause(formal_jobs, 0.2, 0.8),
    "labour_integration->formal_employment_migrants": Cause(lambda p, x: formal_jobs(p, labour_integration=x), 0, 0.8),
    "migrant_microcredit->formal_employment_migrants": Cause(
        lambda p, x: formal_jobs(p, migrant_microcredit=x), 0, 100
    ),
    "regular_status->migrant_income_and_health": Cause(
        lambda p, x: hosting.notes(share(p, x))["consumption_gain"], 0.2, 0.8
    ),
    "regular_status->native_employment": Cause(
        lambda p, x: hosting.native_jobs_effect(full(p, x * 1e6), p), 1, 2, tolerance=HALF_A_PERCENT
    ),
    "regular_status->tax_revenue": Cause(lambda p, x: tax(p, papers=x), 0.2, 0.8),
    "formal_employment_migrants->tax_revenue": Cause(lambda p, x: tax(p, integrated=x), 0, 1),
    "migrant_stock->tax_revenue": Cause(lambda p, x: tax(p, stock=x), 1e6, 2e6),
    "migrant_stock->host_cost": Cause(lambda p, x: cost(p, stock=x), 1e6, 2e6),
    "labour_integration->host_cost": Cause(lambda p, x: cost(p, integrated=x), 0, 1),
    "migrant_stock->informal_wages": Cause(lambda p, x: hosting.wage_effect(full(p, x), full(p, 1.0), p), 2, 5),
    "migrant_stock->host_gdp": Cause(lambda p, x: hosting.output_gain(full(p, x), full(p, 0.2), p), 2, 5),
    "police_judicial_cooperation->asylum_seeker_risk": Cause(lambda p, x: risk(p, cooperation=x), 0, 1),
    "ve_haven_tolerance->asylum_seeker_risk": Cause(lambda p, x: risk(p, haven=x), 0, 1),
    "ve_repression->asylum_seeker_risk": Cause(lambda p, x: risk(p, repression=x), 0, 1),
    "asylum_safeguards->asylum_seeker_risk": Cause(lambda p, x: risk(p, safeguards=x), 0, 1),
    "irregular_migrants->asylum_seekers": Cause(lambda p, x: asking(p, irregular=x), 1e4, 1e5),
    "asylum_seeker_risk->asylum_seekers": Cause(lambda p, x: asking(p, asylum_fear=x), 0, 0.3),
}
