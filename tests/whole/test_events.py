"""Conditional events, random lags and switches, on the real engine."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from borderSim.model.coupling import SYSTEMS
from borderSim.scenario import ConditionalEvent, Distribution, LeverChange, Setting, parse_condition

from .lab import differing, follow, lanes, months_of, set_lever, setup, shipped, stormy

EVENTS = [hazard.name for system in SYSTEMS for hazard in system.hazards]
LAG = Distribution("lognormal", 1.0, 4.0, 12.0)


def conditional(text, value=0.2, days=None, once=False):
    return ConditionalEvent(parse_condition(text), (Setting("border_open_people", None, value),), days, once)


@pytest.fixture(scope="module")
def conditions():
    """Three scenarios side by side: with a condition that holds from the first month, without, with one never met."""
    plain = shipped("today", end=date(2026, 7, 1), assumptions=stormy())
    met = replace(plain, name="met", conditions=(conditional("arrivals > 0 for 3 months", days=30.0, once=True),))
    never = replace(plain, name="never", conditions=(conditional("arrivals > 100000000"),))
    scenarios = [met, plain, never]
    batch, state = setup(scenarios, 2)
    return follow(batch, state, scenarios, months_of(plain))


def rows(trace, scenario, what):
    return [lanes(state, np.arange(scenario, 6, 3)) for state in getattr(trace, what)]


def test_a_condition_acts_from_the_month_after_it_was_met(conditions):
    """Held for three months, it acts in the fourth and for its 30 days, then never again."""
    openness = np.stack([e["border_open_people"].mean(axis=1) for e in conditions.exposures])
    assert np.array_equal(openness[:3, 0], openness[:3, 1])
    assert np.all(openness[3, [0, 3]] < openness[3, [1, 4]])
    assert np.array_equal(openness[5:, 0], openness[5:, 1])


def test_a_condition_changes_nothing_before_and_something_after(conditions):
    met, plain = rows(conditions, 0, "states"), rows(conditions, 1, "states")
    for month in range(3):
        assert not differing(met[month], plain[month])
    assert differing(met[3], plain[3])


def test_a_condition_acts_in_its_own_lanes_only(conditions):
    """The lanes beside it have the bytes of a run without it; one that is never met changes nothing at all."""
    plain = shipped("today", end=date(2026, 7, 1), assumptions=stormy())
    batch, state = setup([plain], 2)
    alone = follow(batch, state, [plain], months_of(plain)).states
    for beside in (1, 2):
        for one, two in zip(rows(conditions, beside, "states"), alone, strict=True):
            assert not differing(one, two)


def test_a_repeated_condition_acts_again():
    plain = shipped("today", end=date(2026, 7, 1))
    again = replace(plain, conditions=(conditional("arrivals > 0", days=10.0),))
    batch, state = setup([again], 2)
    openness = np.stack(
        [e["border_open_people"][:, 0] for e in follow(batch, state, [again], months_of(again)).exposures]
    )
    assert np.all(openness[1:] < openness[0])


def test_lags_differ_by_member_and_are_shared_by_scenarios():
    plain = shipped("today", end=date(2027, 7, 1))
    late = replace(plain, name="late", changes=(LeverChange("tariff_rate", None, date(2025, 9, 1), 0.3, lag=LAG),))
    also = replace(late, name="also", changes=(*late.changes, set_lever("us_civil_aid", "2025-10-01", 0.0)))
    scenarios = [late, also]
    batch, state = setup(scenarios, 6)
    tariff = np.stack([e["tariff_rate"][:, 0] for e in follow(batch, state, scenarios, months_of(plain)).exposures])
    by_member = tariff.reshape(len(tariff), 6, 2)
    assert np.array_equal(by_member[:, :, 0], by_member[:, :, 1])
    began = np.argmax(by_member[:, :, 0] != by_member[0, 0, 0], axis=0)
    assert len(set(began.tolist())) > 2
    assert np.all(began >= 2)


@pytest.fixture(scope="module")
def switched():
    """Today as it is, with demand frozen, without events, over a year; lanes member first."""
    plain = shipped("today", end=date(2026, 7, 1), assumptions=stormy())
    frozen = replace(plain, name="frozen", switches={"demand_frozen": True})
    quiet = replace(plain, name="quiet", switches={"events_off": True})
    scenarios = [plain, frozen, quiet]
    batch, state = setup(scenarios, 3)
    return state, follow(batch, state, scenarios, months_of(plain))


def test_frozen_demand_stays_and_the_rest_moves(switched):
    start, trace = switched
    for name in ("gdp", "import_demand", "oil_output"):
        values = trace.of(name)
        assert np.array_equal(values[:, 1::3], np.broadcast_to(start[name][1::3], values[:, 1::3].shape)), name
        assert not np.array_equal(values[-1, 0::3], start[name][0::3]), name
    assert np.all(trace.of("gdp_growth")[:, 1::3] == 0)
    assert not np.array_equal(trace.end["strength"][1::3], start["strength"][1::3])


def test_without_events_nothing_fires(switched):
    _, trace = switched
    for event in EVENTS:
        fired = trace.of(f"fired:{event}")
        assert fired[:, 2::3].sum() == 0, event
    assert sum(trace.of(f"fired:{event}")[:, 0::3].sum() for event in EVENTS) > 10


def test_without_events_all_other_chance_is_the_same(switched):
    """The economy's noise is; output is until the first licence goes."""
    _, trace = switched
    for name in ("oil_noise", "price_noise"):
        assert np.array_equal(trace.of(name)[:, 2::3], trace.of(name)[:, 0::3]), name
    gone = np.cumsum(trace.of("fired:licence_revocation")[:, 0::3].any(axis=2), axis=0) > 0
    quiet, plain = trace.of("gdp")[:, 2::3, 0], trace.of("gdp")[:, 0::3, 0]
    assert np.array_equal(quiet[~gone], plain[~gone])
    assert np.any(quiet[gone] > plain[gone])
