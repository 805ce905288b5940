"""The smoother against the Kalman posterior of a linear model, and what must not move."""

import numpy as np
import pytest
from scipy.stats import binom

from borderSim.calibration.recovery import inside
from borderSim.calibration.smoother import finite, localisation, smooth
from borderSim.engine.noise import Noise
from borderSim.errors import UserError

MEMBERS, PARAMETERS, COUNTS = 4000, 3, 5
SLOPES = np.array([[1.0, 0.0, 0.5], [0.8, -0.6, 0.0], [0.0, 1.2, 0.0], [0.0, 0.4, -0.9], [0.6, 0.0, 1.1]])
ERRORS = 0.3**2 * np.exp(-np.abs(np.subtract.outer(np.arange(COUNTS), np.arange(COUNTS))) / 2) + 0.1**2 * np.eye(COUNTS)
WANTED = np.array([1.0, 0.4, -0.7, 0.2, 1.5])
WHITE = np.linalg.inv(np.linalg.cholesky(ERRORS))


def drawn(name, seed, members, size):
    return Noise(seed, np.arange(members)).normal(name, 0, size).astype(np.float64)


def kalman(slopes, errors, wanted):
    precision = np.eye(slopes.shape[1]) + slopes.T @ np.linalg.solve(errors, slopes)
    covariance = np.linalg.inv(precision)
    return covariance @ slopes.T @ np.linalg.solve(errors, wanted), covariance


def smoothed(prior, steps=4, threshold=0.0):
    def run(scores):
        return scores[:, :PARAMETERS] @ SLOPES.T

    return smooth(prior, run(prior), run, WANTED, WHITE, steps, threshold, 1)


@pytest.mark.parametrize("steps", [1, 2, 4])
def test_a_linear_model_gets_the_kalman_posterior(steps):
    mean, covariance = kalman(SLOPES, ERRORS, WANTED)
    found = smoothed(drawn("prior", 2, MEMBERS, PARAMETERS), steps).posterior
    error = np.sqrt(np.diag(covariance) / MEMBERS)
    assert (np.abs(found.mean(axis=0) - mean) < 6 * error).all()
    np.testing.assert_allclose(np.cov(found.T), covariance, atol=0.1 * covariance.max())


def test_it_keeps_every_step():
    found = smoothed(drawn("prior", 2, 50, PARAMETERS), steps=3)
    assert len(found.scores) == len(found.predictions) == 4
    np.testing.assert_array_equal(found.scores[0], found.prior)
    np.testing.assert_array_equal(found.scores[-1], found.posterior)
    np.testing.assert_array_equal(found.predictions[-1], found.posterior @ SLOPES.T)


def test_a_parameter_without_data_stays_exactly_where_it_was():
    prior = drawn("prior", 4, 200, PARAMETERS + 20)
    found = smoothed(prior, threshold=4.5)
    useless = ~found.localisation.any(axis=1)
    assert useless[PARAMETERS:].all()
    assert found.localisation[:PARAMETERS].any(axis=1).all()
    np.testing.assert_array_equal(found.posterior[:, useless], prior[:, useless])


def test_the_same_seed_gives_the_same_ensemble():
    prior = drawn("prior", 4, 100, PARAMETERS)
    np.testing.assert_array_equal(smoothed(prior).posterior, smoothed(prior).posterior)


def test_a_correlation_counts_from_the_threshold_on():
    members = 400
    scores, other = drawn("scores", 1, members, 1), drawn("other", 1, members, 1)
    scores, other = (v - v.mean() for v in (scores, other))
    other -= scores * (scores * other).sum() / (scores**2).sum()
    scores, other = scores / scores.std(), other / other.std()
    white = np.hstack([r * scores + np.sqrt(1 - r**2) * other for r in (0.14, 0.16, -0.14, -0.16)])
    np.testing.assert_array_equal(localisation(scores, white, 3.0), [[0, 1, 0, 1]])


def test_a_count_that_all_members_agree_on_moves_nothing():
    scores = drawn("scores", 1, 50, 2)
    np.testing.assert_array_equal(localisation(scores, np.ones((50, 3)), 3.0), np.zeros((2, 3)))


TRIALS, CHANCE = 80, 0.5


def with_chance(seed, extra):
    """Rank of a truth, when truth and members have chance of their own and the errors hold ``extra`` for it."""
    truth, own = drawn("truth", seed, 1, PARAMETERS), CHANCE * drawn("chance", seed, 201, COUNTS)
    root = np.linalg.cholesky(ERRORS)
    wanted = (truth @ SLOPES.T + own[:1] + drawn("error", seed, 1, COUNTS) @ root.T)[0]

    def run(scores):
        return scores @ SLOPES.T + own[1:]

    prior, white = drawn("prior", seed, 200, PARAMETERS), np.linalg.inv(np.linalg.cholesky(ERRORS + extra))
    return np.sum(smooth(prior, run(prior), run, wanted, white, 4, 0.0, seed).posterior < truth, axis=0)


def test_members_with_chance_of_their_own_cover_the_truth():
    """The ensemble carries chance already: without more of it in the errors, coverage is that of the interval."""
    ranks = np.stack([with_chance(seed, 0.0) for seed in range(TRIALS)])
    for share in (0.5, 0.9):
        hits = inside(ranks, 200, share).sum(axis=0)
        low, high = binom.ppf([0.0005, 0.9995], TRIALS, share)
        assert ((low <= hits) & (hits <= high)).all()


def test_chance_in_the_errors_as_well_widens_intervals():
    once, twice = (
        np.stack([with_chance(seed, extra) for seed in range(TRIALS)]) for extra in (0.0, CHANCE**2 * np.eye(COUNTS))
    )
    assert inside(twice, 200, 0.5).mean() > inside(once, 200, 0.5).mean()


def test_a_member_that_leaves_the_range_of_numbers_follows_the_others():
    values = np.array([[1.0, 2.0], [np.nan, 5.0], [3.0, 4.0], [2.0, np.inf]])
    assert finite(values).tolist() == [[1.0, 2.0], [2.0, 3.0], [3.0, 4.0], [2.0, 3.0]]
    with pytest.raises(UserError, match="3 of 4 members"):
        finite(np.array([[np.nan], [np.nan], [np.inf], [1.0]]))
