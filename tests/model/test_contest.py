from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.model import contest, rent_kinds, rents, spread
from borderSim.model.geography import geography
from borderSim.model.lanes import lane_constants
from tests.model.small_groups import C, D, Exposure, N, central, tiny_world


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
    moved = spread.relocate(strength.copy(), np.full((2, 1), 0.25), np.zeros((2, 1)), geo)
    np.testing.assert_allclose(moved.sum(axis=2), strength.sum(axis=2), rtol=1e-14)
    np.testing.assert_allclose(moved[:, :, C - 1], 0.75 * strength[:, :, C - 1])
    assert np.all(moved[:, :, C] > strength[:, :, C])
    back = spread.relocate(strength.copy(), np.zeros((2, 1)), np.full((2, 1), 0.25), geo)
    np.testing.assert_allclose(back.sum(axis=2), strength.sum(axis=2), rtol=1e-14)
    np.testing.assert_allclose(back[:, :, C], 0.75 * strength[:, :, C])


def rent_of(params, world, coca=None, passages=1.0, informal=1.0, grip=0.2, **levers):
    geo = geography(world, np.float64)
    one = np.ones((1, 1))
    area = np.asarray(world.coca_2012)[None] if coca is None else coca
    border = rents.border_rents(one * informal, np.full((1, 3), informal), one, params)
    drivers = rents.rent_drivers(one * grip, 0 * one, Exposure(**levers), params)
    sources = rents.rent_sources(area, np.full((1, D), passages), border, drivers, params, geo)
    return rents.illegal_rents(*sources, drivers.gold, lane_constants(params, geo), geo)


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
    losses, clashes, _ = contest.corridor_fights(
        fight, corridors, np.eye(6)[[1]], np.full((1, 1), 0.02), np.zeros((1, 4))
    )
    inside = strength[:, :, 4:8]
    np.testing.assert_allclose(losses[:, :, 4:8], 0.02 * (inside.sum(axis=1, keepdims=True) - inside))
    assert np.all(np.delete(losses, range(4, 8), 2) == 0)
    assert np.all(np.delete(clashes, range(4, 8), 1) == 0)


def test_a_ceasefire_that_covers_rivals_stops_its_share_of_a_war():
    """A pair fights less by what the ceasefire of either stops; without a ceasefire nothing changes, to the bit."""
    corridors = geography(tiny_world(), np.float64).corridors
    strength = np.random.default_rng(6).random((1, 4, N))[:, :, corridors.places]
    fight = contest.Contest(strength, np.full((1, N), 0.5), np.ones((1, 1)), np.ones((1, 1)))
    war, rate = np.ones((1, 6)), np.full((1, 1), 0.02)
    for stopped in (0.0, 0.3, 1.0):
        losses, _, _ = contest.corridor_fights(fight, corridors, war, rate, stopped * np.eye(4)[[0]])
        rivals = strength[:, 1:].sum(axis=1)
        np.testing.assert_allclose(losses[:, 0], (1 - stopped) * 0.02 * rivals, atol=1e-15)
        np.testing.assert_allclose(
            losses[:, 1], 0.02 * ((1 - stopped) * strength[:, 0] + strength[:, 2:].sum(axis=1)), atol=1e-15
        )


def test_coca_pays_where_it_grows():
    world, params = tiny_world(), central()
    world.coca_weight = np.where(np.arange(N) % 2 == 0, 1.0, 0.0)
    world.coca_weight[C:] = 0
    change = rent_of(params, world, coca=np.full((1, D), 500.0)) - rent_of(params, world, coca=np.zeros((1, D)))
    np.testing.assert_allclose(change[0], 500 * params["coca_rent_per_ha"][0, 0] * world.coca_weight, atol=1e-15)


def test_control_of_mining_takes_gold_only_and_the_reference_changes_nothing():
    world, params = tiny_world(), central()
    base, controlled = rent_of(params, world), rent_of(params, world, grip=1.0)
    mines = np.asarray(world.gold_weight)[:C] > 0
    assert np.all(controlled[0, :C][mines] < base[0, :C][mines])
    assert np.array_equal(controlled[0, :C][~mines], base[0, :C][~mines])
    assert np.array_equal(controlled[:, C:], base[:, C:]), "Bogota does not control mines in Venezuela"
    lost = params["mining_control_effect"] * 0.8 * params["gold_rent"]
    np.testing.assert_allclose((base - controlled)[0, :C][mines], lost[0, 0])


@pytest.mark.parametrize("shift", [-0.3, 0.0, 0.8])
def test_coordination_moves_routes_to_the_line_with_the_sign_of_its_parameter(shift):
    world, params = tiny_world(), central(route_shift=shift)
    usual, coordinated = rent_of(params, world), rent_of(params, world, regional_security_coordination=1)
    coca = 0.8 * params["route_coordination_effect"][0, 0]
    inland = np.asarray(world.coca_weight)[2:8] * np.asarray(world.coca_2012)[np.asarray(world.department)[2:8]]
    np.testing.assert_allclose(
        (usual - coordinated)[0, 2:8], coca * inland * params["coca_rent_per_ha"][0, 0], rtol=1e-9
    )
    assert np.sign((coordinated - usual)[0, C]) == np.sign(shift)


def test_the_kinds_of_rent_add_up_to_what_places_get():
    """Rents by kind against the sum over Colombian places, without the rents that no table shows."""
    world, params = tiny_world(), central(unobserved_rent=0, rent_floor=1e-9)
    world.coca_weight = np.where(np.arange(N) < C, 0.5, 0.0)
    world.coca_weight[C - 2 : C] = 1.0
    geo, one, real = geography(world, np.float64), np.ones((1, 1)), np.arange(D) < 9
    state = {
        "coca": np.asarray(world.coca_2012, dtype=float)[None] * real,
        "passage_rent": 1.7 * real[None],
        "informal_index": 1.2 * one,
        "informal_by_good": np.array([[0.5, 1.0, 2.0]]),
        "border_jobs": 0.8 * one,
    }
    drivers = rents.rent_drivers(0.9 * one, 5000 * one, Exposure(regional_security_coordination=0.7), params)
    kinds = rent_kinds.rents_by_kind(state, drivers, params, geo)
    border = rents.border_rents(state["informal_index"], state["informal_by_good"], state["border_jobs"], params)
    sources = rents.rent_sources(state["coca"], state["passage_rent"], border, drivers, params, geo)
    everywhere = rents.illegal_rents(*sources, drivers.gold, lane_constants(params, geo), geo)[:, :C].sum()
    assert sum(v[0, 0] for name, v in kinds.items() if name != "rent_passage_north") == pytest.approx(
        everywhere, rel=1e-6
    )
    assert kinds["rent_passage_north"] > 0
