"""Coca: eradication, the balloon with either sign, substitution and its announcement."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderSim.model import coca
from borderSim.model.geography import geography
from tests.model.small_groups import D, central, tiny_world

WORLD = tiny_world()
AREA = np.asarray(WORLD.coca_2012, dtype=float)[None]
NOTHING = np.zeros((1, D))


def after(params, eradication=0.0, agreed=NOTHING, area=AREA):
    return coca.coca_next(area, np.full((1, 1), eradication), agreed, params, WORLD, geography(WORLD, np.float64))


def agreed(params, promised, pace):
    return coca.substituted(AREA, np.full((1, 1), promised), np.full((1, 1), pace), params)


def test_eradication_removes_the_hectares_of_its_parameter():
    still = central(coca_growth=0, balloon_coefficient=0)
    removed = AREA - after(still, 12000.0)
    assert removed.sum() == pytest.approx(1000 * still["eradication_effect"][0, 0])


@pytest.mark.parametrize("sign", [-1, 1])
def test_the_balloon_takes_the_sign_of_its_parameter(sign):
    """Mejia et al. (2017) against Davalos and Morales: what leaves may reappear next door, or not."""
    plain = after(central(coca_growth=0, balloon_coefficient=0), 12000.0)
    moved = after(central(coca_growth=0, balloon_coefficient=0.5 * sign), 12000.0) - plain
    assert sign * moved.sum() > 0
    assert np.all(sign * moved >= 0)
    assert abs(moved.sum()) <= 0.5 * (AREA - plain).sum() * (1 + 1e-12)


def test_growth_is_logistic_and_stops_at_the_limit():
    params = central(balloon_coefficient=0)
    limit = params["coca_capacity_ratio"] * np.maximum(AREA, params["coca_start_floor"])
    np.testing.assert_allclose(after(params, area=limit), limit)
    assert np.all(after(params, area=limit / 2) > limit / 2)


def test_a_programme_that_works_takes_area_and_one_that_is_only_announced_adds_some():
    params = central(coca_growth=0)
    delivered, announced = agreed(params, 12000.0, 12000.0), agreed(params, 12000.0, 0.0)
    assert delivered.sum() == pytest.approx(1000 * params["substitution_effect"][0, 0])
    assert announced.sum() == pytest.approx(-1000 * params["substitution_announcement_effect"][0, 0])
    assert after(params, agreed=delivered).sum() < AREA.sum() < after(params, agreed=announced).sum()


@given(st.floats(0, 130_000), st.floats(0, 50_000), st.floats(0, 50_000), st.floats(-0.4, 0.8))
def test_no_area_is_ever_negative(eradication, promised, pace, balloon):
    params = central(balloon_coefficient=balloon, eradication_effect=0.1, substitution_effect=0.7)
    area = AREA * 0.01
    leaving = coca.substituted(area, np.full((1, 1), promised), np.full((1, 1), pace), params)
    assert np.all(after(params, eradication, leaving, area) >= 0)


def test_without_effect_a_programme_leaves_every_bit():
    params = central(substitution_effect=0, substitution_announcement_effect=0)
    assert after(params, agreed=agreed(params, 50_000.0, 10_000.0)).tobytes() == after(params).tobytes()


@given(st.floats(-0.2, 0.3), st.floats(0.1, 20))
def test_an_area_beyond_its_limit_never_runs_away(growth, times):
    """With decline, or above the limit, the area falls; nothing grows without bound."""
    area = AREA * times + 1.0
    for _ in range(120):
        later = after(central(coca_growth=growth, balloon_coefficient=0), area=area)
        assert np.all(np.isfinite(later))
        limit = central()["coca_capacity_ratio"] * np.maximum(AREA, central()["coca_start_floor"])
        assert np.all(later <= np.maximum(area, limit) * (1 + 1e-9))
        area = later
