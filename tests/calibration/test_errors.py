"""The error covariance: symmetric, positive definite, with the memory of the rules; chance from pairs of runs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderSim.calibration.errors import chance_variance, error_covariance, whitener
from borderSim.engine.noise import Noise
from borderSim.hindcast.observations import Observation, rules

COUNTED = tuple(name for name, rule in rules().items() if rule.fit)


def made(variable, month, code="COL"):
    year, of_year = divmod(month, 12)
    return Observation(
        variable, code, f"{2012 + year}-{of_year + 1:02d}", 1.0, "test", "computed", rules()[variable].count_sd
    )


some = st.lists(
    st.builds(made, st.sampled_from(COUNTED), st.integers(0, 167), st.sampled_from(["COL", "54", "11"])),
    min_size=1, max_size=12, unique_by=lambda count: (count.variable, count.code, count.date),
)  # fmt: skip


@given(some, st.floats(0, 4))
def test_it_is_symmetric_and_positive_definite(counts, chance):
    covariance = error_covariance(counts, np.full(len(counts), chance))
    np.testing.assert_array_equal(covariance, covariance.T)
    least = min(count.count_sd for count in counts) ** 2
    assert np.linalg.eigvalsh(covariance).min() >= min(least + chance, 1) * (1 - 1e-6)


@given(some)
def test_the_whitener_whitens(counts):
    covariance = error_covariance(counts, np.zeros(len(counts)))
    white = whitener(covariance)
    np.testing.assert_allclose(white @ covariance @ white.T, np.eye(len(counts)), atol=1e-6)


def test_memory_and_series():
    rule = rules()["ven_stock_total"]
    counts = [made(rule.variable, 10), made(rule.variable, 10 + int(rule.memory)), made("coca_area", 10)]
    found = error_covariance(counts, np.array([0.5, 0.0, 0.0]))
    assert found[0, 1] == pytest.approx(rule.model_sd**2 / np.e)
    assert found[0, 0] == pytest.approx(rule.model_sd**2 + rule.count_sd**2 + 0.5)
    assert found[0, 2] == found[1, 2] == 0


def test_the_whitener_mixes_no_two_series():
    counts = [made("ven_stock_total", 10), made("coca_area", 11), made("ven_stock_total", 12), made("coca_area", 13)]
    white = whitener(error_covariance(counts, np.zeros(4)))
    assert white[2, 0] != 0
    assert white[1, 0] == white[2, 1] == white[3, 0] == white[3, 2] == 0


def test_chance_is_the_variance_that_two_runs_of_a_member_do_not_share():
    own, spread = Noise(3, np.arange(4000)), np.array([0.1, 2.0])
    first, again = (own.normal(stream, 0, 2) * spread for stream in ("a", "b"))
    member = 7.0 * own.normal("member", 0, 2)
    np.testing.assert_allclose(chance_variance(member + first, member + again), spread**2, rtol=0.1)
