"""What the model leaves out: an AR(1) process, and what is known of it after counts (analytic references)."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderSim.engine.noise import Noise
from borderSim.hindcast.discrepancy import drifted, path, path_given, recent
from borderSim.hindcast.observations import Observation, rules

RULE = replace(rules()["col_exports_to_ven_fob"], model_sd=0.3, memory=10.0)
MEMBERS = 4000
NOISE = Noise(3, np.arange(MEMBERS))


def count(month, sd=0.02):
    return Observation(
        "col_exports_to_ven_fob", "COL-VEN", f"{2012 + month // 12}-{month % 12 + 1:02d}", 1.0, "", "press", sd
    )


def given_path(counts, missed, months=60, name="a"):
    missed = np.broadcast_to(np.asarray(missed, float)[:, None], (len(counts), MEMBERS))
    return path_given(RULE, name, months, NOISE, counts, missed, np.zeros(len(counts)))


def test_a_free_path_has_the_standard_deviation_and_memory_of_the_rule():
    found = path(RULE, "free", 40, NOISE)
    assert found.shape == (40, MEMBERS)
    assert found.std(axis=1) == pytest.approx(np.full(40, 0.3), rel=0.06)
    assert np.corrcoef(found[20], found[30])[0, 1] == pytest.approx(np.exp(-1), abs=0.05)


def test_without_counts_nothing_is_known():
    assert np.array_equal(given_path([], np.empty(0)), path(RULE, "a", 60, NOISE))


def test_one_count_gives_the_mean_and_spread_of_kriging():
    variance, missed = 0.02**2, 0.5
    found = given_path([count(12)], [missed])
    for lag in (0, 5, 20):
        weight = 0.3**2 * np.exp(-lag / 10) / (0.3**2 + variance)
        spread = np.sqrt(0.3**2 - weight * 0.3**2 * np.exp(-lag / 10))
        assert found[12 + lag].mean() == pytest.approx(weight * missed, abs=0.02)
        assert found[12 + lag].std() == pytest.approx(spread, rel=0.08, abs=0.003)


def test_far_from_every_count_the_spread_is_that_of_the_rule():
    assert given_path([count(0)], [0.5], months=120)[110].std() == pytest.approx(0.3, rel=0.06)


def test_many_counts_of_one_level_say_more_than_one_noisy_count():
    noisy = [count(month, 0.3) for month in range(12)]
    one, many = given_path(noisy[-1:], [0.4]), given_path(noisy, [0.4] * 12)
    assert many[11].std() < one[11].std()
    assert abs(many[11].mean() - 0.4) < abs(one[11].mean() - 0.4)


@given(st.integers(0, 50), st.integers(1, 400))
def test_what_is_old_is_left_out(first, gap):
    counts = [count(first), count(first + gap)]
    assert len(recent(counts, RULE)) == (2 if gap <= 5 * RULE.memory else 1)


def test_places_have_not_moved_at_their_count_and_drift_to_the_full_spread():
    assert not drifted(RULE, "places", 0, 30, NOISE).any()
    assert drifted(RULE, "places", 500, 30, NOISE).std() == pytest.approx(0.3, rel=0.02)


def test_members_have_their_own_path_whoever_runs_beside_them():
    alone = path(RULE, "free", 40, Noise(3, np.array([7])))
    assert np.array_equal(alone[:, 0], path(RULE, "free", 40, NOISE)[:, 7])
