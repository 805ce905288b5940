"""The detail model of a centre: bookkeeping, exact limits, and the core's monthly formula over the levers' range."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.cli.queue import streams
from borderSim.queues.registration import STAGES, by_month, fluid, register, simulate

from .lab import centre, error


def months_of(at, months, seed=1, replicates=1):
    """Simulated months of replicates of a centre."""
    runs = [simulate(at, register(at, streams(seed, r), months), months) for r in range(replicates)]
    return [by_month(run, at, months) for run in runs]


small = {"registrations": st.floats(0, 80), "biometrics": st.floats(0, 120), "delivery": st.floats(0, 120),
         "no_show": st.floats(0, 0.9), "hard": st.floats(0, 1), "approval": st.floats(0.05, 3),
         "review": st.floats(1, 60), "backlog": st.tuples(st.integers(0, 60), st.integers(0, 60))}  # fmt: skip
centres = st.fixed_dictionaries(small).map(lambda values: centre(**values))


@settings(max_examples=40, deadline=None)
@given(centres)
def test_at_every_stage_in_is_served_plus_change_of_backlog(at):
    """I4, person by person; nobody is lost."""
    (seen,) = months_of(at, 4)
    start = np.array([at.backlog[0], 0, at.backlog[1]])
    into = np.column_stack([seen.registered, seen.passed[:, 0], seen.passed[:, 1]])
    before = np.vstack([start, seen.backlog[:-1]])
    np.testing.assert_array_equal(into, seen.passed + seen.backlog - before)
    assert (seen.backlog >= 0).all()
    assert seen.registered.sum() + start.sum() == seen.passed[:, 2].sum() + seen.backlog[-1].sum()


@settings(max_examples=40, deadline=None)
@given(centres)
def test_nobody_passes_a_stage_before_the_one_in_front_of_it(at):
    log = simulate(at, register(at, streams(2, 0), 4), 4)
    times = np.column_stack([log.people.registered, log.passed])
    later = np.isfinite(log.passed)
    assert (times[:, 1:] >= times[:, :-1] - 1e-9)[later].all()
    assert (np.isnan(log.inside) | (log.inside >= 0)).all()


def test_without_capacity_nobody_is_served():
    (seen,) = months_of(centre(50, 0, 0, backlog=(10, 10)), 3)
    assert seen.passed.sum() == 0
    assert seen.backlog[-1, 2] == 10


def test_nobody_comes_when_all_miss_their_appointments():
    (seen,) = months_of(centre(50, 100, 100, no_show=1.0), 3)
    assert seen.passed.sum() == 0
    assert seen.missed.sum() > 0


def test_a_desk_serves_its_capacity_when_people_wait():
    """Overbooking by the share that does not come fills the desk, on average; on the first morning nobody is called."""
    for no_show in (0.0, 0.45, 0.7):
        at = centre(0, 100, 150, no_show=no_show, backlog=(900, 1300))
        seen = months_of(at, 6, replicates=4)
        for k, capacity in ((0, 100), (2, 150)):
            served = np.array([run.passed[:, k].mean() for run in seen])
            assert abs(served.mean() - capacity) <= error(served) + (capacity / 21 + 1) / 6, (no_show, k)


def test_few_staff_limit_a_desk():
    full = centre(0, 600, 0, backlog=(5000, 0))
    few = replace(full, biometrics=replace(full.biometrics, staff=1))
    assert full.staff(full.biometrics) == 2
    assert few.capacity(few.biometrics) == pytest.approx(168 / 0.33)
    served = months_of(few, 6)[0].passed[:, 0].mean()
    assert 0.85 * few.capacity(few.biometrics) < served <= 1.01 * few.capacity(few.biometrics)


def test_plain_cases_in_approval_are_an_infinite_server_queue():
    """M/M/infinity: the backlog settles at rate in / hazard, with the variance of a Poisson number."""
    at = centre(150, 3000, 3000, no_show=0.0, hard=0.0, approval=0.6)
    backlog = np.array([run.backlog[12:, 1].mean() for run in months_of(at, 24, replicates=6)])
    assert abs(backlog.mean() - 150 / 0.6) < error(backlog)


def test_missed_appointments_hold_people_back_for_as_long_as_a_new_one_takes():
    """Little's law at a desk with room: rate x mean misses x time to the next one, and a night before the first."""
    at = centre(150, 3000, 3000, hard=0.0)
    seen = months_of(at, 18, replicates=5)
    misses = 0.45 / 0.55
    for k, again in ((0, 5.0), (2, 21.0)):
        backlog = np.array([run.backlog[8:, k].mean() for run in seen])
        low, high = (150 / 21 * (misses * (again + nights) + nights) for nights in (0.0, 1.5))
        assert low - error(backlog) < backlog.mean() < high + error(backlog)


LAG = 1.0
"""Months of flow by which the monthly formula runs ahead of the detail model, at most, summed over the stages."""
LEVERS = [(50, 0, 0), (50, 3000, 3000), (50, 10, 100), (200, 340, 10), (200, 340, 100), (200, 3000, 0),
          (300, 100, 3000), (300, 340, 340), (300, 3000, 100), (300, 10, 10), (0, 340, 100),
          (300, 3000, 3000)]  # fmt: skip
"""Registrations, biometric and delivery capacity of one of a hundred centres: 0 to 300,000 a month in the country."""


@pytest.mark.parametrize(("inflow", "biometrics", "delivery"), LEVERS)
def test_the_monthly_formula_agrees_over_the_levers_range(inflow, biometrics, delivery):
    """What each stage passed in a year: sampling error, the timing inside a month, and the formula's lag.

    The allowed gap of a stage is the flow that the stages up to it can hold back: new appointments, half a month at
    approval, a month's call at delivery.
    """
    at, months = centre(inflow, biometrics, delivery), 12
    seen = months_of(at, months, replicates=3)
    passed, backlog = fluid(at, months)
    flow = passed.max(axis=0)
    held = LAG * np.cumsum(flow * np.array([0.45 / 0.55 * 5 / 21 + 0.1, 0.6, 0.45 / 0.55]))
    for k, stage in enumerate(STAGES):
        total = np.array([run.passed[:, k].sum() for run in seen])
        noise = 4 * np.sqrt(max(passed[:, k].sum(), 1.0))
        assert abs(total.mean() - passed[:, k].sum()) <= held[k] + noise, stage
        rate = np.array([run.passed[6:, k].mean() for run in seen])
        assert abs(rate.mean() - passed[6:, k].mean()) <= 4 * np.sqrt(max(flow[k], 1) / 6) + 0.08 * flow[k], stage
    people = np.array([run.passed[:, 2].sum() + run.backlog[-1].sum() for run in seen])
    assert people.mean() == pytest.approx(passed[:, 2].sum() + backlog[-1].sum(), abs=4 * np.sqrt(max(12 * inflow, 1)))
