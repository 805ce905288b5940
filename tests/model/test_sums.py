"""Sums of people over places."""

from types import SimpleNamespace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from borderSim.model import sums

WORLD = SimpleNamespace(department_start=np.array([0, 2, 2, 5]))  # the second department has no place
PLACES = 7


@given(st.integers(1, 4), st.integers(0, 99))
def test_departments_add_up_to_the_whole(lanes, seed):
    stock = np.random.default_rng(seed).uniform(0, 1e6, (lanes, PLACES))
    cut = [stock[:, a:b].sum(axis=1) for a, b in ((0, 2), (2, 2), (2, 5), (5, 7))]
    np.testing.assert_allclose(sums.by_department(stock, WORLD), np.transpose(cut), rtol=1e-12)
    np.testing.assert_allclose(sums.total(stock, WORLD), stock.sum(axis=1, keepdims=True), rtol=1e-12)


def test_another_map_has_its_own_sums():
    stock, other = np.ones((1, PLACES)), SimpleNamespace(department_start=np.array([0, 3]))
    assert sums.by_department(stock, WORLD).tolist() == [[2, 0, 3, 2]]
    assert sums.by_department(stock, other).tolist() == [[3, 4]]
