"""Mechanisms of the reports that no other test shows alone, each on its kernel: a hand-computed number or a sign.

Named test_<id>_<what>; src/borderSim/data/mechanisms.csv points here.
"""

from types import SimpleNamespace

import numpy as np
import pytest

from borderSim import catalogue
from borderSim.model import (
    border_commerce,
    destinations,
    flights,
    group_growth,
    migration,
    rents,
    returns,
    routes,
    trade_costs,
)
from borderSim.model.trade_costs import BRIDGES
from tests.model.small_kernels import CENTRAL as PARAMS
from tests.model.small_kernels import Levers


def value(array):
    return float(np.asarray(array).ravel()[0])


def test_x6_load_limit():
    """A higher limit on the bridges, and only there, lowers freight by its elasticity and loads more on a truck."""
    tight, wide = (Levers(bridge_load_limit=tonnes) for tonnes in (30, 52))
    ratio = trade_costs.freight(wide, PARAMS) / trade_costs.freight(tight, PARAMS)
    expected = (52 / 30) ** value(PARAMS["load_cost_elasticity"])
    np.testing.assert_allclose(ratio[0], np.where(BRIDGES, expected, 1.0))
    more = routes.payload(wide, PARAMS) - routes.payload(tight, PARAMS)
    assert (more[0, BRIDGES] > 0).all()
    assert (more[0, ~BRIDGES] == 0).all()


def test_m10_deportation_flights():
    """Flights a week x weeks a month x people on a flight; in a dispute Colombia refuses some who are sent to it."""
    state = {"flight_acceptance": np.ones((1, 1))}
    month = SimpleNamespace(params=PARAMS, state=state, exposure=Levers(deportation_flights=3))
    people = 3 * 30.44 / 7 * value(PARAMS["deportees_per_flight"])
    assert value(returns._deported(month)) == pytest.approx(people, rel=0.001)
    calm, tense = (
        SimpleNamespace(params=PARAMS, exposure=Levers(colombia_accepts_deportees=500, us_co_tension=tension))
        for tension in (0, 1)
    )
    assert value(returns._received(calm)) == 500
    assert 0 <= value(returns._received(tense)) <= 500


def test_m11_regional_integration():
    """Status that holds elsewhere changes the hazard of moving north by its log effect; the range touches 0."""

    def north(portable):
        one = np.ones((1, 1))
        state = {"strain": 0 * one, "northern_route": one, "portability": portable * one}
        month = SimpleNamespace(params=PARAMS, state=state, exposure=Levers(), by_department=one, total=one)
        return value(migration._over_land(month)[1])

    effect = catalogue.parameters()["network_onward_effect"]
    assert north(1) / north(0) == pytest.approx(np.exp(effect.central))
    assert effect.low <= 0 <= effect.high


def test_m12_pull_of_a_window():
    """An open window adds its log utility to Colombia: a little, and perhaps nothing."""
    pull = catalogue.parameters()["regularisation_pull"]
    share, ratio = np.full((1, 1), 0.4), np.full((1, 1), 2 / 3)
    network, nothing = PARAMS["network_elasticity"], np.zeros((1, 1))
    odds = [
        destinations.colombia_share(share, network, ratio, np.full((1, 1), window), nothing)
        for window in (0.0, pull.central)
    ]
    before, after = (value(one / (1 - one)) for one in odds)
    assert after / before == pytest.approx(np.exp(pull.central))
    assert pull.low == 0


def test_t6_contract_enforcement():
    """The cost of legal risk is its parameter times what enforcement leaves."""
    nothing = np.zeros((1, 1))
    bad, good = (
        trade_costs.common_cost(nothing, nothing, Levers(contract_enforcement=level), PARAMS) for level in (0, 1)
    )
    np.testing.assert_allclose(bad - good, value(PARAMS["contract_risk_cost"]))


@pytest.mark.parametrize("lever", ["road_infrastructure_ve", "road_infrastructure_co"])
def test_t7_roads(lever):
    """Better roads lower the freight of every land route."""
    bad, good = (trade_costs.freight(Levers(**{lever: level}), PARAMS) for level in (0, 1))
    assert (good < bad).all()
    assert (good > 0).all()


def test_t9_flights():
    """Sanctions ground the carrier's share; with the recorded sanctions the flights are those that are agreed."""
    state = {"flights": np.full((1, 1), 10.0)}
    recorded, severe = Levers(flights_per_week=10), Levers(flights_per_week=10, sanctions_intensity=1)
    assert value(flights.next_flights(state, recorded, recorded, PARAMS)) == pytest.approx(10)
    assert value(flights.next_flights(state, severe, severe, PARAMS)) < 10
    assert value(flights.able(severe, PARAMS)) == pytest.approx(1 - value(PARAMS["flights_carrier_share"]))


def test_t10_border_jobs():
    """Jobs of 2012 stay with the trade and visits of 2012; more land trade brings some, with a lag."""
    world = SimpleNamespace(trade_base=np.full((2, 7), 5.0))
    weight = routes.weights(PARAMS)
    usual = world.trade_base.sum(axis=1)[None, :, None] * weight[:, None, :]
    state = {"pendular": np.full((1, 8), 100.0), "border_jobs": np.ones((1, 1))}
    visits = np.full((1, 1), 800.0)
    still, more = (
        value(border_commerce.next_jobs(factor * usual, visits, state, PARAMS, world)) for factor in (1.0, 2.0)
    )
    gain = value(PARAMS["jobs_trade_share"]) * (1 - value(PARAMS["jobs_pendular_weight"]))
    assert still == pytest.approx(1)
    assert more == pytest.approx(1 + gain * -np.expm1(-1 / value(PARAMS["jobs_adjust_time"])))


def test_g3_agc_rents():
    """What is charged in the north follows the people who go there, and falls when the region coordinates."""
    grip, busy = np.zeros((1, 1)), PARAMS["northern_flow_reference"]
    at = value(PARAMS["route_coordination_reference"])
    usual = Levers(regional_security_coordination=at)
    assert value(rents.rent_drivers(grip, busy, usual, PARAMS).north) == pytest.approx(1)
    assert value(rents.rent_drivers(grip, busy / 2, usual, PARAMS).north) == pytest.approx(0.5)
    squeezed = rents.rent_drivers(grip, busy, Levers(regional_security_coordination=1), PARAMS)
    assert value(squeezed.north) < 1
    assert value(squeezed.coca) < 1


def test_g4_gangs():
    """Gangs grow with fees on irregular passages and shrink with police cooperation; at the reference neither acts."""
    geo = SimpleNamespace(border_department=np.array([True, False]))

    def factor(fees, police):
        state = {"passage_rent": np.full((1, 2), fees), "police_cooperation": np.full((1, 1), police)}
        return value(group_growth._gang_growth(state, PARAMS, geo))

    usual = value(PARAMS["police_cooperation_reference"])
    assert factor(1, usual) == pytest.approx(1)
    assert factor(4, usual) > 1 > factor(1, usual + 0.3)
