"""Scores against closed forms, calibrated forecasters and invariances."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import beta, norm

from borderSim.catalogue.entries import rows
from borderSim.engine.noise import Noise, generator
from borderSim.errors import UserError
from borderSim.extras import optional
from borderSim.hindcast import scores
from borderSim.hindcast.settings import settings

DRAWS = norm.ppf((np.arange(4000) + 0.5) / 4000)
counted = st.floats(0, 1e6, allow_nan=False)
ensembles = arrays(np.float64, st.integers(2, 40), elements=counted)


@pytest.mark.parametrize(("mean", "spread", "truth"), [(0, 1, 0), (2, 3, -4), (10, 0.5, 11)])
def test_crps_of_a_normal_ensemble_is_the_closed_form(mean, spread, truth):
    z = (truth - mean) / spread
    exact = spread * (z * (2 * norm.cdf(z) - 1) + 2 * norm.pdf(z) - 1 / np.sqrt(np.pi))
    assert scores.crps(mean + spread * DRAWS, truth) == pytest.approx(exact, rel=2e-3)


def test_crps_does_not_favour_the_larger_ensemble():
    wide, truth = generator(1, "wide").normal(size=(4000, 400)), generator(1, "truth").normal(size=4000)
    small, large = scores.crps(wide[:, :10], truth).mean(), scores.crps(wide, truth).mean()
    assert small == pytest.approx(large, rel=0.02)


@given(counted)
def test_a_perfect_forecast_has_no_loss(truth):
    draws = np.full(20, truth)
    assert scores.crps(draws, truth) == pytest.approx(0, abs=1e-6)
    assert scores.crps_log(draws, truth) == pytest.approx(0, abs=1e-9)
    assert scores.pinball(draws, truth) == pytest.approx(0, abs=1e-6)
    assert scores.bias(draws, truth) == pytest.approx(0, abs=1e-9)
    assert scores.inside(draws, truth)
    assert scores.pit(draws, truth) == pytest.approx(0.5)


@given(ensembles, counted, st.integers(0, 99))
def test_the_order_of_members_does_not_matter(draws, truth, seed):
    mixed = generator(seed, "order").permutation(draws)
    for score in (scores.crps, scores.crps_log, scores.pinball, scores.inside, scores.bias, scores.pit):
        assert score(mixed, truth) == pytest.approx(score(draws, truth), rel=1e-6, abs=1e-6)


@given(ensembles, counted)
def test_a_wider_band_holds_what_a_narrow_one_does(draws, truth):
    assert scores.inside(draws, truth, scores.OUTER) >= scores.inside(draws, truth, scores.INNER)
    assert 0 < scores.pit(draws, truth) < 1


def test_pinball_of_the_median_is_half_the_absolute_error():
    draws = np.arange(11.0)
    assert scores.pinball(draws, 9.0)[2] == pytest.approx((9 - 5) / 2)
    assert scores.pinball(draws, 9.0)[0] == pytest.approx(0.05 * (9 - 0.5))
    assert scores.pinball(draws, 0.0)[0] == pytest.approx(0.95 * 0.5)


def test_bias_is_the_log_of_median_over_count():
    assert scores.bias(np.array([100.0, 199.0, 300.0]), 99.0) == pytest.approx(np.log(2))
    assert np.isfinite(scores.bias(np.zeros(3), 0.0))


def test_scores_work_over_leading_axes():
    draws, truth = generator(2, "shape").normal(size=(3, 4, 50)), np.zeros((3, 4))
    assert (
        scores.crps(draws, truth).shape == scores.inside(draws, truth).shape == scores.pit(draws, truth).shape == (3, 4)
    )
    assert scores.pinball(draws, truth).shape == (3, 4, 5)
    assert scores.crps(draws, truth)[1, 2] == pytest.approx(float(scores.crps(draws[1, 2], 0.0)))


def test_a_calibrated_forecaster_covers_what_it_says():
    noise = Noise(7, np.arange(3000))
    centre = noise.normal("centre", 0, 1)
    draws, truth = centre + noise.normal("draws", 0, 200), (centre + noise.normal("truth", 0, 1))[:, 0]
    for level in (scores.INNER, scores.OUTER):
        found = scores.coverage(scores.inside(draws, truth, level))
        assert found.low - 0.01 < level < found.high + 0.01
    ranks = scores.pit(draws, truth)
    assert np.histogram(ranks, bins=10, range=(0, 1))[0] == pytest.approx(300, abs=70)


def test_an_overconfident_forecaster_is_seen():
    noise = Noise(7, np.arange(500))
    found = scores.coverage(scores.inside(0.3 * noise.normal("draws", 0, 200), noise.normal("truth", 0, 1)[:, 0]))
    assert found.high < scores.OUTER


@given(st.lists(st.booleans(), min_size=1, max_size=60), st.integers(1, 60))
def test_the_interval_of_coverage_holds_it_and_widens_with_fewer_independent_targets(hits, effective):
    few, all_of_them = scores.coverage(np.array(hits), effective), scores.coverage(np.array(hits))
    for found in (few, all_of_them):
        assert -1e-9 <= found.low <= found.share + 1e-9
        assert found.share - 1e-9 <= found.high <= 1 + 1e-9
    assert few.effective == min(effective, len(hits))
    assert few.high - few.low >= all_of_them.high - all_of_them.low - 1e-9


def test_the_interval_of_coverage_is_near_the_bayesian_one():
    found = scores.coverage(np.arange(40) < 34)
    exact = beta.ppf([0.05, 0.95], 34.5, 6.5)
    assert (found.low, found.high) == pytest.approx(exact, abs=0.02)


def test_too_little_to_score_is_refused():
    with pytest.raises(ValueError, match="two draws"):
        scores.crps(np.ones(1), 1.0)
    with pytest.raises(ValueError, match="one target"):
        scores.coverage(np.array([], bool))


def test_every_setting_lies_in_its_range_and_has_a_source():
    for row in rows("scoring.csv"):
        assert float(row["low"]) <= settings()[row["name"]] <= float(row["high"]), row["name"]
        assert row["unit"]
        assert row["source"]
        assert row["status"] in ("verified", "memory", "judgement")


def test_a_generator_is_that_of_its_seed_and_stream():
    first = generator(1, "a").random(5)
    assert (generator(1, "a").random(5) == first).all()
    assert (generator(1, "b").random(5) != first).all()
    assert (generator(2, "a").random(5) != first).all()


def test_a_missing_library_gives_the_line_to_type():
    with pytest.raises(UserError, match=r"pip install borderSim\[calibration\]"):
        optional("no_such_library.part", "calibration")
