"""The warm start moves a drifted state to the counts, and books what it moves."""

import numpy as np
import pytest

from borderSim import catalogue
from borderSim.engine import reconcile
from borderSim.engine.loop import Batch
from borderSim.engine.reconcile import ERRORS, PAPERS, counts
from borderSim.model.integrator import people
from borderSim.model.observation import measurement_ratio
from borderSim.model.population import PEOPLE, STATUSES
from borderSim.world import load

WORLD = load()
LANES = 3
NONE = np.zeros((LANES, ERRORS), np.float32)


def batch(**pinned):
    values = {name: p.central for name, p in catalogue.parameters().items()} | pinned
    params = {name: np.full((LANES, 1), float(value)) for name, value in values.items()}
    return Batch((), WORLD, params, None, None, 1)


def drifted(seed=0):
    """A state with what reconciling touches, far from any count."""
    rng = np.random.default_rng(seed)
    state = {s: rng.random((LANES, WORLD.n_co)) * 2000 for s in STATUSES}
    regular = state["regular"].sum(axis=1, keepdims=True)
    return state | {
        "residents": np.ones((LANES, WORLD.n_co)),
        "residents_ve": rng.random((LANES, 24)) * 2e6,
        **{name: np.zeros((LANES, 1)) for name in ("displaced", "refuge", "abroad", "natural")},
        "permit_holders": 0.8 * regular,
        "earlier_permits": 0.3 * regular,
        "renewing": 0.2 * regular,
        "late_entrants": 0.1 * regular,
        "strength": rng.random((LANES, 4, WORLD.n_co + 335)).astype(np.float32),
        "coca": rng.random((LANES, 33)) * 3000,
        "trade_scale": np.full((LANES, 2), 0.7),
        "relationship": np.full((LANES, 2, 7), 0.2),
    }


def moved(month, state=None, year=100.0, **pinned):
    state = drifted() if state is None else state
    return reconcile.reconcile(state, np.full((LANES, 2), year), NONE, batch(**pinned), month)


def without_papers(state):
    total = sum(state[s].sum(axis=1) for s in STATUSES)
    return total - state["regular"].sum(axis=1), total


@pytest.mark.parametrize("month", sorted(counts(WORLD).people))
def test_people_are_moved_to_every_count_and_none_is_made(month):
    before, after = drifted(), moved(month)
    ratio = measurement_ratio(month, batch().params)[:, 0]
    np.testing.assert_allclose(without_papers(after)[1] * ratio, counts(WORLD).people[month], rtol=1e-9)
    np.testing.assert_allclose(people(after, PEOPLE), people(before, PEOPLE), rtol=1e-12)


@pytest.mark.parametrize("month", sorted(counts(WORLD).without_papers))
def test_people_without_papers_are_moved_to_every_count(month):
    """Each stays in the municipality; permits follow the regular stock."""
    before, after = drifted(), moved(month)
    ratio = measurement_ratio(month, batch().params)[:, 0]
    np.testing.assert_allclose(without_papers(after)[0] * ratio, counts(WORLD).without_papers[month], rtol=1e-6)
    if month not in counts(WORLD).people:
        here, there = (sum(state[s] for s in STATUSES) for state in (before, after))
        np.testing.assert_allclose(here, there)
    for state in (after,):
        regular = state["regular"].sum(axis=1, keepdims=True)
        assert all(np.all(state[name] <= regular * (1 + 1e-12)) for name in PAPERS)
        assert all(np.all(state[s] >= 0) for s in STATUSES)


def test_trade_follows_the_count_once_whatever_the_share_in_relationships():
    """Next month's formal trade, D B^(1 - eta), moves by count / model: no more when relationships take a part."""
    month = max(counts(WORLD).trade)
    wanted = counts(WORLD).trade[month]
    for share in (0.0, 0.5, 1.0):
        after = moved(month, year=2000.0, trade_gap_in_relationships=share)
        kept = 1 - batch().params["incidence_elasticity"][0, 0]
        before = drifted()
        gain = after["trade_scale"] / before["trade_scale"]
        gain = gain * ((after["relationship"] / before["relationship"]) ** kept)[:, :, 0]
        np.testing.assert_allclose(gain[:, 0], wanted[0] / 2000.0, rtol=1e-9)
    np.testing.assert_allclose(moved(month, year=2000.0)["trade_scale"][:, 1], 0.7, err_msg="no count of imports")


def test_relationships_do_not_grow_beyond_those_of_2012():
    month = max(counts(WORLD).trade)
    after = moved(month, year=1.0, trade_gap_in_relationships=1.0)
    assert np.all(after["relationship"][:, 0] == 1)
    assert np.all(after["trade_scale"][:, 0] > 0.7)


def test_a_month_without_a_count_changes_nothing():
    known = set(counts(WORLD).months())
    silent = next(m for m in range(60) if m not in known)
    before = drifted()
    after = moved(silent, before)
    assert all(np.array_equal(before[name], after[name]) for name in before)


@pytest.mark.parametrize("month", sorted(counts(WORLD).coca))
def test_coca_is_moved_to_every_count_and_keeps_its_places(month):
    before, after = drifted(), moved(month)
    total = after["coca"].sum(axis=1)
    np.testing.assert_allclose(total, counts(WORLD).coca[month], rtol=1e-12)
    shares = [state["coca"] / state["coca"].sum(axis=1, keepdims=True) for state in (before, after)]
    np.testing.assert_allclose(*shares, rtol=1e-12)


def test_counts_end_before_the_cut_off():
    """The counts of a year belong to its December: a cut-off at the end of 2019 has those of 2019, and no later one."""
    known = counts(WORLD)
    january = 96
    assert known.months(january) == [m for m in known.months() if m < january]
    assert known.months(january)[-1] == january - 1
    assert {*known.trade, *known.presence, *known.coca} >= {january - 1}
    assert january - 1 not in known.months(january - 1)
    assert known.months(0) == []
