"""Risk indices: 1 at the conditions of 2012, up with each exposure, and no counts."""

import numpy as np
import pytest

from borderSim.model import armed_groups, harms, recruitment
from borderSim.model.geography import geography
from tests.model.small_groups import C, D, Exposure, central, draws, start, tiny_world

POSTS = 8


def ones(value=1.0):
    return np.full((1, 1), value)


def test_confinement_counts_people_and_fighting_against_2012():
    world, params = tiny_world(), central()
    state = start(world, params)
    people = state["contested_2012"]
    assert harms.confinement(people, state, params) == pytest.approx(1)
    assert harms.confinement(2 * people, state, params) == pytest.approx(2)
    fought = state | {"clash": 4 * state["clash"]}
    assert harms.confinement(people, fought, params) == pytest.approx(4 ** params["confinement_clash_elasticity"])


def test_extortion_follows_control_and_the_legal_activity_around_it():
    world, params = tiny_world(), central()
    state = start(world, params)
    held = state["held_2012"]
    assert harms.extortion(held, state, params, world) == pytest.approx(1)
    assert harms.extortion(1.5 * held, state, params, world) == pytest.approx(1.5)
    assert harms.extortion(held, state | {"border_jobs": ones(2.0)}, params, world) > 1


def test_kidnapping_mixes_control_and_passages():
    world, params = tiny_world(), central(kidnapping_control_share=0.7)
    state = start(world, params)
    held = state["held_2012"]
    assert harms.kidnapping(held, state, params, world) == pytest.approx(1)
    passages = state | {"passage_rent": 3 * state["passage_rent"]}
    assert harms.kidnapping(held, passages, params, world) == pytest.approx(0.7 + 0.3 * 3)
    assert harms.kidnapping(0 * held, passages, params, world) == pytest.approx(0.9)


def test_the_border_ratio_is_one_where_violence_is_even():
    world = tiny_world()
    border = geography(world, np.float64).border_department
    assert harms.border_interior_ratio(np.ones((1, D)), world) == pytest.approx(1)
    assert harms.border_interior_ratio(np.where(border, 3.0, 1.0)[None], world) == pytest.approx(3)


def test_the_closure_raises_recorded_homicides_by_the_evidence_in_norte_de_santander():
    """F22: with every bridge shut the rise is the table's; departments with little traffic stay flat; open, nothing."""
    world, params = tiny_world(), central()
    rise = harms.homicide_rise(np.ones((1, POSTS)), params, world)
    cucuta = world.crossing_department[0]
    assert rise[0, cucuta] == pytest.approx(params["border_closure_homicide_effect"][0, 0] / 100)
    assert np.all(np.delete(rise[0], cucuta) < 0.15)
    assert np.all(harms.homicide_rise(np.zeros((1, POSTS)), params, world) == 0)
    here = harms.killed_here(rise, params)
    np.testing.assert_allclose(here, (1 - params["homicides_found_share"]) * rise)


def risk(state, world, params, **levers):
    return recruitment.risk(state, Exposure(**levers), params, geography(world, np.float64))[0, 0]


def usual(world, params):
    """The state whose exposures are those that the index counts as 2012."""
    displaced = params["conflict_killings_2012"] / 12 * params["displaced_per_killing"]
    place = geography(world, np.float64).links.origin
    irregular = np.zeros((1, C))
    irregular[:, place] = world.migrants_2012[recruitment.IRREGULAR] / C
    at_home = {"displaced": np.repeat(displaced / params["displacement_return_hazard"] / C, C, axis=1)}
    return start(world, params) | at_home | {"irregular": irregular, "walkers_on_road": ones(0.0)}


def test_recruitment_risk_is_one_in_2012():
    world, params = tiny_world(), central()
    assert risk(usual(world, params), world, params) == pytest.approx(1)


@pytest.mark.parametrize("exposure", ["irregular", "displaced", "walkers_on_road", "closed_share", "strength"])
def test_recruitment_risk_rises_with_each_exposure(exposure):
    world, params = tiny_world(), central()
    state = usual(world, params)
    more = state | {exposure: 2 * state[exposure] + (exposure in ("walkers_on_road", "closed_share"))}
    assert risk(more, world, params) > risk(state, world, params)


def test_recruitment_risk_falls_with_jobs_and_prevention():
    world, params = tiny_world(), central()
    state = usual(world, params)
    assert risk(state | {"border_jobs": ones(1.5)}, world, params) < 1
    assert risk(state, world, params, recruitment_prevention=1) < 1


def test_relocation_counts_the_strength_that_the_month_moves():
    world, params = tiny_world(), central()
    state = start(world, params)
    proposed = armed_groups.SYSTEM.flows(state, Exposure(), params, draws(1), world)
    share = params["relocation_share"] * state["haven"] * (1 - Exposure()["military_trust_measures"])
    near = 1 - world.km_to_border[C - 1] / params["haven_range"]
    tempo = Exposure()["military_pressure"][0, 0] / params["military_pressure_reference"]
    assert proposed.notes["relocation"] == pytest.approx(1000 * share * near * tempo, rel=1e-6)
    hidden = armed_groups.SYSTEM.flows(state | {"haven": ones(0.0)}, Exposure(), params, draws(1), world)
    assert hidden.notes["relocation"] == 0
