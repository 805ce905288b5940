from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.model import contest, rents, spread
from borderSim.model.geography import geography
from borderSim.model.lanes import lane_constants
from tests.model.small_groups import C, D, N, central, tiny_world


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.5, 2), st.floats(0.2, 2))
def test_control_shares_are_a_simplex(seed, decisiveness, weight):
    rng = np.random.default_rng(seed)
    strength, state = rng.gamma(0.3, size=(2, 4, 9)), rng.random((2, 9)) + 1e-9
    shares = contest.control_shares(strength, state, np.full((2, 1), decisiveness), np.full((2, 1), weight))
    assert np.all(shares >= 0)
    np.testing.assert_allclose(shares.sum(axis=1), 1, atol=1e-12)


def test_control_shares_follow_tullock():
    strength, state = np.array([[[0.3], [0.1], [0.0], [0.2]]]), np.array([[0.5]])
    shares = contest.control_shares(strength, state, np.full((1, 1), 2.0), np.full((1, 1), 0.8))
    powers = np.array([0.09, 0.01, 0, 0.04, 0.16])
    np.testing.assert_allclose(shares[0, :, 0], powers / powers.sum(), rtol=1e-12)


def test_clash_equals_the_sum_over_pairs():
    """The shared-sum form against the double sum of model description 2.4, with one group under a ceasefire."""
    rng = np.random.default_rng(3)
    strength, state, tempo = rng.gamma(0.5, size=(3, 4, 7)), rng.random((3, 7)), rng.random((3, 7))
    exponent, weight = rng.uniform(0.5, 2, (3, 1)), rng.uniform(0.5, 2, (3, 1))
    between, against, held = rng.random((3, 1)), rng.random((3, 1)), rng.random((3, 4)) * [1, 0, 0, 0]
    pi = contest.control_shares(strength, state, exponent, weight)
    expected = np.zeros((3, 7))
    for g in range(4):
        for h in range(g + 1, 4):
            expected += between * 4 * pi[:, g] * pi[:, h] * (strength[:, g] + strength[:, h])
        expected += against * (1 - held[:, g, None]) * 4 * pi[:, g] * pi[:, 4] * strength[:, g] * tempo
    pairs, with_state = contest.Contest(strength, state, exponent, weight).clashes(held)
    found = between * pairs + against * tempo * with_state
    np.testing.assert_allclose(found, expected, rtol=1e-10, atol=1e-15)


def test_clash_is_greatest_at_parity():
    share = np.linspace(0.05, 0.95, 19)
    strength = np.stack([share, 1 - share, 0 * share, 0 * share])[None]
    power = contest.Contest(strength, np.full((1, 19), 1e-9), np.ones((1, 1)), np.ones((1, 1)))
    clash, _ = power.clashes(np.zeros((1, 4)))
    assert np.argmax(clash) == 9
    np.testing.assert_allclose(clash, clash[:, ::-1], rtol=1e-9)


def test_escalation_never_takes_from_the_stronger():
    world = tiny_world()
    geo = geography(world, np.float64)
    strength = np.random.default_rng(1).random((2, 4, N))
    inflow, _ = spread.neighbour_contrast(strength, np.zeros((2, N)), geo)
    spread.settle(inflow, np.ones((2, N)), np.full((2, 4), 0.1))
    mean = np.stack([strength[:, :, [j for j in (i - 1, i + 1) if 0 <= j < N]].mean(axis=2) for i in range(N)], axis=2)
    np.testing.assert_allclose(inflow, 0.1 * np.maximum(mean - strength, 0), atol=1e-8)


def test_flight_across_the_line_is_conserved():
    geo = geography(tiny_world(), np.float64)
    strength = np.random.default_rng(2).random((2, 4, N))
    moved = spread.relocate(strength.copy(), np.full((2, 1), 0.25), geo)
    np.testing.assert_allclose(moved.sum(axis=2), strength.sum(axis=2), rtol=1e-14)
    np.testing.assert_allclose(moved[:, :, C - 1], 0.75 * strength[:, :, C - 1])
    assert np.all(moved[:, :, C] > strength[:, :, C])


def rent_of(params, world, coca=None, passages=1.0, informal=1.0):
    geo = geography(world, np.float64)
    one = np.ones((1, 1))
    area = np.asarray(world.coca_2012)[None] if coca is None else coca
    border = rents.border_rents(one * informal, one, params)
    sources = rents.rent_sources(area, np.full((1, D), passages), border, params, geo)
    return rents.illegal_rents(*sources, lane_constants(params, geo), geo)


def test_rents_grow_with_each_source_where_it_is():
    world, params = tiny_world(), central()
    base = rent_of(params, world)
    more = rent_of(params, world, passages=3)
    assert np.all(more >= base)
    assert np.all(more[:, C - 2 : C + 2] > base[:, C - 2 : C + 2])
    assert np.array_equal(more[:, :6], base[:, :6])
    assert np.all(rent_of(params, world, coca=2 * np.asarray(world.coca_2012)[None])[:, 2:C] > base[:, 2:C])
    assert np.all(rent_of(params, world, informal=2)[:, C - 1 : C + 1] > base[:, C - 1 : C + 1])


def test_capacity_grows_with_rent_and_shrinks_with_the_state():
    params = central()
    rent, presence = np.full((1, 3), 0.4), np.array([[0.2, 0.2, 0.8]])
    rent[0, 1] = 0.8
    fixed = SimpleNamespace(
        capacity_cut=-params["state_capacity_cut"],
        capacity_elasticity=-params["rent_elasticity_capacity"],
        capacity_log=np.log(params["carrying_capacity_scale"]),
    )
    inverse, _ = rents.inverse_capacity(rent, presence, fixed)
    assert inverse[0, 1] < inverse[0, 0] < inverse[0, 2]
    assert inverse[0, 1] / inverse[0, 0] == pytest.approx(2 ** -params["rent_elasticity_capacity"][0, 0])


def test_eradication_and_the_balloon():
    """Removal is the parameter's hectares; what reappears next door has the sign of the coefficient."""
    world = tiny_world()
    geo = geography(world, np.float64)
    coca = np.asarray(world.coca_2012, dtype=float)[None]
    still = central(coca_growth=0, balloon_coefficient=0)
    removed = coca - rents.coca_next(coca, np.full((1, 1), 12000.0), still, world, geo)
    assert removed.sum() == pytest.approx(1000 * still["eradication_effect"][0, 0])
    for sign in (-1, 1):
        moving = central(coca_growth=0, balloon_coefficient=0.5 * sign)
        moved = rents.coca_next(coca, np.full((1, 1), 12000.0), moving, world, geo) - (coca - removed)
        assert sign * moved.sum() > 0
        assert np.all(sign * moved >= 0)


def test_presence_and_contested_count_places():
    strength = np.zeros((1, 4, 3))
    strength[0, :2, 0] = strength[0, 2, 1] = 1
    theta = np.full((1, 1), 0.05)
    present = contest.presence(strength, theta)
    assert present.sum() == 3
    assert contest.contested(present).tolist() == [[True, False, False]]
    fight = contest.Contest(strength, np.full((1, 3), 0.5), np.ones((1, 1)), np.ones((1, 1)))
    assert fight.people_held(np.array([[10.0, 20.0, 40.0]])) == pytest.approx(30)


def test_lanchester_losses_follow_the_enemys_strength():
    """Each side loses a E s of the other's strength; the table's zero diagonal spares its own."""
    corridors = geography(tiny_world(), np.float64).corridors
    strength = np.random.default_rng(5).random((1, 4, N))
    there = strength[:, :, corridors.places]
    fight = contest.Contest(there, np.full((1, N), 0.5), np.ones((1, 1)), np.ones((1, 1)))
    losses, clashes, _ = contest.corridor_fights(fight, corridors, np.eye(6)[[1]], np.full((1, 1), 0.02))
    inside = strength[:, :, 4:8]
    np.testing.assert_allclose(losses[:, :, 4:8], 0.02 * (inside.sum(axis=1, keepdims=True) - inside))
    assert np.all(np.delete(losses, range(4, 8), 2) == 0)
    assert np.all(np.delete(clashes, range(4, 8), 1) == 0)


def test_coca_pays_where_it_grows():
    world, params = tiny_world(), central()
    world.coca_weight = np.where(np.arange(N) % 2 == 0, 1.0, 0.0)
    world.coca_weight[C:] = 0
    change = rent_of(params, world, coca=np.full((1, D), 500.0)) - rent_of(params, world, coca=np.zeros((1, D)))
    np.testing.assert_allclose(change[0], 500 * params["coca_rent_per_ha"][0, 0] * world.coca_weight, atol=1e-15)
