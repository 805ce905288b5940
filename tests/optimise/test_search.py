"""The search against problems whose best packages are known, through the code that serves the model."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from pymoo.indicators.igd import IGD
from pymoo.problems import get_problem

from borderSim.optimise.search import Effort, hypervolume, search, unbeaten


def quiet(done, total):
    pass


def zdt(number):
    """ZDT1 or ZDT2 (Zitzler, Deb and Thiele 2000) on hundredths."""

    def score(levels):
        x = levels / 100
        g = 1 + 9 * x[:, 1:].mean(axis=1)
        second = g * (1 - (np.sqrt(x[:, 0] / g) if number == 1 else (x[:, 0] / g) ** 2))
        return np.stack([x[:, 0], second], axis=1), np.zeros((len(x), 0))

    return score


def binh_korn(levels):
    """BNH (Binh and Korn 1997): two aims, two limits; x in 0-5 and 0-3."""
    x, y = levels[:, 0] / 20, levels[:, 1] * 3 / 100
    aims = np.stack([4 * x**2 + 4 * y**2, (x - 5) ** 2 + (y - 5) ** 2], axis=1)
    limits = np.stack([(x - 5) ** 2 + y**2 - 25, 7.7 - (x - 8) ** 2 - (y + 3) ** 2], axis=1)
    return aims, limits


def sum_limit(levels):
    """Two aims, each high: as much as possible of two goods whose sum may be at most 1: the front is the limit."""
    x = levels / 100
    return -x, x.sum(axis=1, keepdims=True) - 1


@pytest.mark.parametrize("number", [1, 2])
def test_zdt_fronts_are_found(number):
    found = search([101] * 10, 2, 0, Effort(40, 80, 1), zdt(number), quiet)
    front = get_problem(f"zdt{number}").pareto_front()
    assert IGD(front)(found.aims[found.front]) < 0.02
    assert len(found.front) == 40


def test_a_front_under_limits_is_found_and_keeps_them():
    found = search([101, 101], 2, 2, Effort(40, 40, 1), binh_korn, quiet)
    aims = found.aims[found.front]
    truth = get_problem("bnh").pareto_front()
    span = truth.max(axis=0) - truth.min(axis=0)
    assert IGD(truth / span)(aims / span) < 0.02
    assert (found.limits[found.front] <= 0).all()


def test_where_a_limit_is_the_front_every_package_spends_it_to_the_end():
    found = search([101, 101], 2, 1, Effort(30, 40, 1), sum_limit, quiet)
    spent = -found.aims[found.front].sum(axis=1)
    assert (spent <= 1).all()
    assert (spent >= 0.95).all()
    assert np.median(spent) == pytest.approx(1)


def test_four_aims_go_by_reference_directions():
    def dtlz2(levels):
        x = levels / 100
        g = ((x[:, 3:] - 0.5) ** 2).sum(axis=1)
        a, b, c = (x[:, i] * math.pi / 2 for i in range(3))
        aims = [np.cos(a) * np.cos(b) * np.cos(c), np.cos(a) * np.cos(b) * np.sin(c), np.cos(a) * np.sin(b), np.sin(a)]
        return (1 + g)[:, None] * np.stack(aims, axis=1), np.zeros((len(x), 0))

    found = search([101] * 5, 4, 0, Effort(24, 80, 1), dtlz2, quiet)
    distance = np.linalg.norm(found.aims[found.front], axis=1)  # the front is the unit sphere
    assert np.median(distance) < 1.02


def test_the_same_seed_gives_the_same_packages_and_touches_no_shared_state():
    before = np.random.get_state()[1].copy()
    one, two, other = (search([101] * 4, 2, 0, Effort(12, 8, seed), zdt(1), quiet) for seed in (7, 7, 8))
    assert np.array_equal(one.levels, two.levels)
    assert np.array_equal(one.front, two.front)
    assert not np.array_equal(one.levels, other.levels)
    assert np.array_equal(before, np.random.get_state()[1])


def test_a_seed_of_63_bits_will_do():
    assert len(search([101] * 2, 2, 0, Effort(4, 2, 2**63 - 1), zdt(1), quiet).levels)


def test_whole_populations_are_computed_at_once_and_no_package_twice():
    batches = []

    def score(levels):
        batches.append(levels.copy())
        return zdt(1)(levels)

    heard = []
    found = search([5, 5], 2, 0, Effort(10, 6, 1), score, lambda done, total: heard.append((done, total)))
    every = np.concatenate(batches)
    assert len(batches) <= 6
    assert len(batches[0]) > 2
    assert len(np.unique(every, axis=0)) == len(every) == len(found.levels)
    assert heard == [(n, 6) for n in range(1, len(heard) + 1)]


def test_a_search_that_has_tried_every_package_ends():
    found = search([2, 2], 2, 0, Effort(8, 20, 1), zdt(1), quiet)
    assert len(found.levels) == 4


def test_where_no_package_keeps_the_limits_the_front_is_empty():
    found = search([11], 1, 1, Effort(4, 3, 1), lambda x: (x.astype(float), 1.0 + x), quiet)
    assert not len(found.front)
    assert not hypervolume(found).any()


def test_the_covered_share_never_falls_and_ends_above_where_it_began():
    found = search([101] * 6, 2, 0, Effort(20, 30, 3), zdt(1), quiet)
    covered = hypervolume(found)
    assert (np.diff(covered) >= -1e-12).all()
    assert 0 < covered[0] < covered[-1] <= 1


@settings(deadline=None, max_examples=60)
@given(arrays(float, st.tuples(st.integers(1, 30), st.integers(1, 4)), elements=st.integers(0, 6).map(float)))
def test_no_row_of_a_front_is_beaten_and_every_other_row_is(aims):
    front = unbeaten(aims)
    beaten = [any((other <= row).all() and (other < row).any() for other in aims) for row in aims]
    assert list(front) == [i for i, lost in enumerate(beaten) if not lost]


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10_000), st.integers(1, 3), st.integers(0, 2))
def test_random_scores_never_put_a_beaten_or_forbidden_package_on_the_front(seed, aims, limits):
    def score(levels):
        mixed = (levels @ np.arange(1, levels.shape[1] + 1) * 7919 + seed) % 97
        columns = [(mixed * (k + 3) ** 2 + k * levels[:, 0]) % 89 for k in range(aims + limits)]
        table = np.stack(columns, axis=1).astype(float)
        return table[:, :aims], table[:, aims:] - 70

    found = search([21, 21, 21], aims, limits, Effort(8, 4, seed), score, quiet)
    allowed = found.aims[(found.limits <= 0).all(axis=1)]
    for row in found.aims[found.front]:
        assert not ((allowed <= row).all(axis=1) & (allowed < row).any(axis=1)).any()
    assert (found.limits[found.front] <= 0).all()
