"""The detail model of a post: truck by truck against a recursion, on average against theory and the core's formulas."""

import heapq
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.cli.queue import streams
from borderSim.model.units import DAYS_PER_MONTH
from borderSim.queues import theory
from borderSim.queues.bridge import arrivals, by_formula, simulate
from borderSim.queues.bridge_measures import longer_than, mean_day, measure, waiting

from .lab import error, post, replicate
from .test_theory import APPROXIMATION

SHARES = {"bays": st.integers(1, 40), "load": st.floats(0.1, 1.3), "hours": st.floats(1, 24), "cv": st.floats(0.1, 1.5),
          "inspected": st.floats(0.05, 1), "overnight": st.floats(0, 1), "peak_share": st.floats(0, 0.9),
          "peak_time": st.floats(0, 1), "working": st.floats(5, 500), "repair": st.floats(0, 10)}  # fmt: skip
posts = st.fixed_dictionaries(SHARES)


def short(draw, **fixed):
    """A post with a few hundred trucks: (post, months, log)."""
    values = draw | fixed
    at = post(values.pop("load"), values.pop("bays"), values.pop("cv"), values.pop("hours"), **values)
    months = 300 / (at.trucks_per_day * at.days)
    return at, months, simulate(at, arrivals(at, streams(3, 0), months), months)


@settings(max_examples=40, deadline=None)
@given(posts)
def test_every_truck_begins_when_the_recursion_of_kiefer_and_wolfowitz_says(draw):
    at, months, log = short(draw, overnight=1.0)
    free = [0.0] * at.bays
    for i in np.flatnonzero(log.trucks.inspected):
        begin = max(log.trucks.arrival[i], heapq.heappop(free))
        heapq.heappush(free, begin + log.trucks.work[i] + log.trucks.repair[i])
        if begin < months * at.month * (1 - 1e-9):
            assert log.begin[i] == pytest.approx(begin, abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(posts)
def test_nobody_overtakes_in_the_line(draw):
    _, _, log = short(draw)
    begun = np.isfinite(log.begin)
    assert (np.diff(log.begin[begun]) >= -1e-9).all()
    still = np.isnan(log.leave) & np.isnan(log.begin)
    if still.any():
        first = np.flatnonzero(still)[0]
        assert np.isnan(log.begin[first:]).all()


@settings(max_examples=40, deadline=None)
@given(posts)
def test_every_truck_is_cleared_turns_back_or_is_still_there(draw):
    at, months, log = short(draw)
    cleared = np.isfinite(log.begin) & np.isfinite(log.leave)
    away = np.isnan(log.begin) & np.isfinite(log.leave)
    there = np.isnan(log.leave)
    assert cleared.sum() + away.sum() + there.sum() == len(log.trucks.arrival)
    closings = log.leave[away] / at.hours
    np.testing.assert_allclose(closings, np.round(closings), atol=1e-6)
    assert (log.begin[cleared] >= log.trucks.arrival[cleared] - 1e-9).all()
    seen = measure(log, at, 0.0, months)
    assert 0 <= seen["use"] <= 1 + 1e-9
    assert seen["trucks_came"] >= seen["trucks_cleared"] + seen["turned_back"] - 1e-9


@settings(max_examples=25, deadline=None)
@given(posts, st.integers(1, 10))
def test_with_the_same_trucks_more_bays_let_nobody_wait_longer(draw, more):
    at, months, log = short(draw, overnight=1.0)
    wide = replace(at, bays=at.bays + more)
    other = simulate(wide, log.trucks, months)
    np.testing.assert_array_equal(arrivals(wide, streams(3, 0), months).work, log.trucks.work)
    begun = np.isfinite(log.begin)
    assert (other.begin[begun] <= log.begin[begun] + 1e-6).all()


@settings(max_examples=25, deadline=None)
@given(posts)
def test_the_mean_day_and_the_measures_tell_the_same(draw):
    at, months, log = short(draw)
    days = max(int(months * at.days), 1)
    day = mean_day(log, at, 0.0, days / at.days)
    length = np.minimum(1.0, at.hours - np.floor(day.hour))
    inside = log.trucks.arrival < days * at.hours
    assert (day.came * length).sum() * days == pytest.approx(inside.sum())
    longer = longer_than(log, at, 0.0, months, np.array([-1.0, 1e9]))
    assert longer[1] == 0
    assert (waiting(log, np.linspace(0, months * at.month, 50)) >= 0).all()


def test_trucks_come_as_the_profile_says():
    at = post(0.5, 40, peak_share=0.8, peak_time=0.25, hours=10.0, days=26.0)
    trucks = arrivals(at, streams(1, 0), 40.0)
    share = np.sort(trucks.arrival % at.hours) / at.hours
    empirical = np.arange(1, len(share) + 1) / len(share)
    assert np.abs(empirical - at.profile(share)).max() < 1.63 / np.sqrt(len(share))  # Kolmogorov and Smirnov, 1%
    assert len(share) == pytest.approx(at.trucks_per_day * 26 * 40, rel=4 / np.sqrt(len(share)))


def test_luck_has_the_moments_that_it_is_asked_for():
    at = post(0.5, 4, cv=0.7, service=2.0, inspected=0.3, working=20.0, repair=5.0, overnight=0.6)
    trucks = arrivals(at, streams(1, 0), 40_000 / (at.trucks_per_day * at.days))
    n = len(trucks.work)
    assert trucks.work.mean() == pytest.approx(2.0, rel=4 * 0.7 / np.sqrt(n))
    assert trucks.work.std() == pytest.approx(1.4, rel=0.03)
    mean, cv = theory.completion(2.0, 0.7, 20.0, 5.0)
    whole = trucks.work + trucks.repair
    assert whole.mean() == pytest.approx(mean, rel=4 * cv / np.sqrt(n))
    assert whole.std() / whole.mean() == pytest.approx(cv, rel=0.04)
    assert trucks.inspected.mean() == pytest.approx(0.3, abs=4 * np.sqrt(0.21 / n))
    first_closing = (np.floor(trucks.arrival / at.hours) + 1) * at.hours
    assert (trucks.gives_up > first_closing).mean() == pytest.approx(0.6, abs=4 * np.sqrt(0.24 / n))


def test_the_clock_runs_on_while_the_post_is_closed():
    at = post(0.5, 1, hours=10.0, days=26.0)
    clock = at.clock(np.array([0.0, 9.0, 10.0, 25.0, 259.0, 260.0]))
    np.testing.assert_allclose(clock[:4], [0, 9, 24, 48 + 5])
    assert clock[5] == np.floor(DAYS_PER_MONTH) * 24
    assert (np.diff(clock) > 0).all()


EXACT = {
    "M/M/1": (post(0.6, 1), theory.mg1_wait(0.6, 1.0, 1.0)),
    "M/M/1, light": (post(0.1, 1), theory.mg1_wait(0.1, 1.0, 1.0)),
    "M/M/4": (post(0.8, 4), theory.mmc_wait(0.8, 4, 1.0)),
    "M/M/16": (post(0.9, 16), theory.mmc_wait(0.9, 16, 1.0)),
    "M/M/40": (post(0.95, 40), theory.mmc_wait(0.95, 40, 1.0)),
    "M/D/1": (post(0.7, 1, cv=0.0), theory.mdc_wait(0.7, 1, 1.0)),
    "M/D/4": (post(0.8, 4, cv=0.0), theory.mdc_wait(0.8, 4, 1.0)),
    "M/D/16": (post(0.9, 16, cv=0.0), theory.mdc_wait(0.9, 16, 1.0)),
    "M/G/1, cv 0.5": (post(0.8, 1, cv=0.5), theory.mg1_wait(0.8, 1.0, 0.5)),
    "M/G/1, cv 1.5": (post(0.6, 1, cv=1.5), theory.mg1_wait(0.6, 1.0, 1.5)),
}
"""Posts open all the time, where theory is exact; the wait in service times."""


@pytest.mark.parametrize("name", EXACT)
def test_the_mean_wait_is_that_of_exact_theory(name):
    at, exact = EXACT[name]
    found = replicate(at, 20_000)
    assert abs(found["wait_inspected"].mean() - exact) < error(found["wait_inspected"])
    assert abs(found["use"].mean() - at.load) < error(found["use"])


LINE = 0.06
"""The stated error of the wait of all trucks, a share of the service time: exact for exponential service only."""
RANGE = [
    (1, 0.1, 0.5, 1.0), (1, 0.5, 1.5, 6.0), (1, 0.9, 0.5, 15.0), (2, 0.3, 1.5, 15.0), (4, 0.7, 0.5, 6.0),
    (4, 0.95, 1.5, 24.0), (8, 0.8, 1.5, 15.0), (16, 0.9, 0.5, 6.0), (16, 0.5, 1.5, 3.0), (40, 0.5, 0.5, 15.0),
    (40, 0.8, 1.5, 6.0), (40, 0.95, 0.5, 15.0),
]  # fmt: skip
"""Bays, load, cv, hours: the levers' whole range."""


@pytest.mark.parametrize(("bays", "load", "cv", "hours"), RANGE)
def test_the_core_formula_is_within_sampling_and_its_stated_error(bays, load, cv, hours):
    """Nights, closed days and breakdowns included; a quarter of the trucks is inspected."""
    at = post(load, bays, cv, hours, 26.0, service=1.5, inspected=0.25, working=60.0, repair=2.0)
    at = replace(at, trucks_per_day=at.trucks_per_day * load / at.load)
    found, said = replicate(at, 8_000 if load < 0.9 else 40_000), by_formula(at)
    stretch = 24 / hours * DAYS_PER_MONTH / 26
    stated = APPROXIMATION * at.completion[0]
    assert (
        abs(found["wait_inspected"].mean() - said["wait_inspected"]) < error(found["wait_inspected"]) + stated * stretch
    )
    assert abs(found["trucks_cleared"].mean() - said["trucks_cleared"]) < error(found["trucks_cleared"])
    assert abs(found["use"].mean() - said["use"]) < error(found["use"])
    assert (
        abs(found["wait_all"].mean() - said["wait_all"]) < error(found["wait_all"]) + LINE * at.completion[0] * stretch
    )


@pytest.mark.parametrize(("bays", "overnight"), [(1, 1.0), (4, 1.0), (4, 0.8), (40, 0.4)])
@pytest.mark.parametrize("load", [0.3, 0.7, 1.5, 4.0])
def test_what_is_cleared_is_demand_or_capacity(bays, overnight, load):
    """The fluid limit, with the peak of the day; drivers who turn back cost up to a tenth near a load of 1."""
    at = post(load, bays, 1.0, 15.0, 26.0, service=2.0, overnight=overnight, peak_share=0.4, peak_time=0.35)
    found = replicate(at, 6000, replicates=4)["trucks_cleared"] / by_formula(at)["trucks_cleared"]
    assert abs(found.mean() - 1) < error(found) + 0.03


@pytest.mark.parametrize("bays", [1, 4, 16])
def test_where_drivers_turn_back_the_formula_is_an_upper_bound_of_the_wait(bays):
    at = post(0.9, bays, 1.0, 12.0, 26.0, overnight=0.6)
    found = replicate(at, 6000)
    assert found["turned_back"].mean() > 0
    assert found["wait_inspected"].mean() < by_formula(at)["wait_inspected"]
    assert found["trucks_cleared"].mean() > 0.85 * by_formula(at)["trucks_cleared"]
