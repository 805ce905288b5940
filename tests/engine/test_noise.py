import numpy as np
import pytest
from scipy import stats

from borderSim.engine.noise import Noise


def noise(members, seed=7):
    return Noise(seed, np.asarray(members))


def test_a_member_has_the_same_draws_in_any_company():
    together = noise(range(5)).normal("groups", 3, 1001)
    alone = noise([3]).normal("groups", 3, 1001)
    assert np.array_equal(together[3], alone[0])


@pytest.mark.parametrize("other", [("wages", 3, 7), ("groups", 4, 7), ("groups", 3, 8)])
def test_stream_step_and_seed_address_the_draws(other):
    stream, step, seed = other
    assert not np.array_equal(noise([0]).normal("groups", 3, 50), noise([0], seed).normal(stream, step, 50))


def test_order_of_calls_changes_nothing():
    a, b = noise([1]), noise([1])
    first = a.normal("x", 0, 10)
    b.normal("y", 5, 99)
    b.uniform("x", 1, 3)
    assert np.array_equal(first, b.normal("x", 0, 10))


def test_normals_are_normal_and_uniforms_uniform():
    z = noise(range(40)).normal("x", 0, 5001).ravel()
    assert stats.kstest(z, "norm").pvalue > 1e-3
    assert abs(stats.kurtosis(z)) < 0.05
    u = noise(range(40)).uniform("x", 0, 5001).ravel()
    assert stats.kstest(u, "uniform").pvalue > 1e-3
    assert u.min() > 0
    assert u.max() < 1


def test_neighbouring_members_and_steps_are_not_correlated():
    z = noise(range(2)).normal("x", 0, 20000)
    later = noise([0]).normal("x", 1, 20000)
    assert abs(np.corrcoef(z[0], z[1])[0, 1]) < 0.03
    assert abs(np.corrcoef(z[0], later[0])[0, 1]) < 0.03


def test_member_uniform_does_not_depend_on_who_else_is_drawn():
    assert noise(range(9)).member_uniform("parameter:a")[4] == noise([4]).member_uniform("parameter:a")[0]
