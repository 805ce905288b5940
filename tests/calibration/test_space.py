"""Normal scores of the priors: the members' own draws, and back to the parameters' units."""

from datetime import date

import numpy as np
import pytest
from scipy.special import ndtri

from borderSim import catalogue
from borderSim.calibration.space import NOT_FITTED, space
from borderSim.engine.members import draw
from borderSim.engine.noise import Noise

MEMBERS = np.array([0, 3, 4, 17])
LATEST = date(2025, 12, 31).year


def test_prior_scores_give_each_member_its_own_draw():
    noise = Noise(5, MEMBERS)
    found = space(LATEST)
    values, drawn = found.values(found.prior(noise), noise), draw(noise, {})
    assert values.keys() == drawn.keys()
    for name in drawn:
        assert values[name].shape == (len(MEMBERS), 1)
        np.testing.assert_allclose(values[name], drawn[name], rtol=1e-12, atol=0, err_msg=name)


def test_what_is_not_fitted_is_the_members_own_draw_to_the_bit():
    noise, name = Noise(5, MEMBERS), "gdp_trend_growth"
    found = space(LATEST, [name])
    assert found.names == (name,)
    values, drawn = found.values(np.full((len(MEMBERS), 1), 0.7), noise), draw(noise, {})
    assert np.ptp(values[name]) == 0
    assert all(np.array_equal(values[other], drawn[other]) for other in drawn if other != name)


def test_all_but_fixed_numbers_and_choices_can_be_fitted():
    names = set(space(LATEST).names)
    assert names == {n for n, p in catalogue.parameters().items() if p.distribution not in NOT_FITTED}


@pytest.mark.parametrize("score", [-50.0, 50.0])
def test_a_score_far_out_still_gives_a_finite_value(score):
    found, noise = space(LATEST), Noise(1, np.arange(1))
    values = found.values(np.full((1, len(found.names)), score), noise)
    assert all(np.isfinite(value).all() for value in values.values())


def test_values_rise_with_their_score():
    found, noise = space(LATEST), Noise(1, np.arange(9))
    scores = np.repeat(ndtri(np.linspace(0.05, 0.95, 9))[:, None], len(found.names), axis=1)
    values = found.values(scores, noise)
    assert all((np.diff(values[name][:, 0]) > 0).all() for name in found.names)


def test_an_early_cut_off_widens_what_knew_later_years():
    noise, name = Noise(1, np.arange(1)), "return_hazard_base"

    def at(found, score):
        return found.values(np.full((1, len(found.names)), score), noise)[name].item()

    late, early = space(LATEST), space(2018)
    assert at(early, -1.6) < at(late, -1.6) < at(late, 1.6) < at(early, 1.6)
