"""Pacts and wars between groups by corridor, and the same fighting without regimes."""

import numpy as np
import pytest

from borderSim.model import armed_groups, corridors
from borderSim.model.geography import geography
from tests.model.small_groups import C, Exposure, central, draws, start, tiny_world

LATE = 10_000
"""A month that the event tables do not cover."""
COUNTED = np.ones(6, bool)


def flows(state, exposure, params, world):
    return armed_groups.SYSTEM.flows(state, exposure, params, draws(len(params["trust_base"])), world)


def test_without_regimes_corridors_see_the_mean_of_the_wars_in_every_month():
    params = central(structure_pact_wars=0)
    calm = {"war": np.zeros((1, 6))}
    expected = params["war_onset_hazard"] * params["war_duration"]
    found = corridors.intensity(calm, Exposure(month=LATE), params, COUNTED)
    np.testing.assert_allclose(found, np.repeat(expected / (1 + expected), 6, axis=1))
    assert np.all(corridors.intensity(calm, Exposure(month=0), params, COUNTED) == 0), (
        "the event tables cover this month"
    )


def test_the_mean_is_that_of_onset_and_length():
    """Long run of a corridor that goes to war at l per month at peace, for T months: the share l T / (1 + l T)."""
    params = central()
    onset, length = params["war_onset_hazard"][0, 0], params["war_duration"][0, 0]
    rng, left, at_war, months = np.random.default_rng(4), 0.0, 0, 200_000
    for fired in rng.random(months) < 1 - np.exp(-onset):
        left = left - 1 if left > 0 else (length if fired else 0.0)
        at_war += left > 0
    steady = corridors.intensity(
        {"war": np.zeros((1, 6))}, Exposure(month=LATE), central(structure_pact_wars=0), COUNTED
    )
    assert at_war / months == pytest.approx(steady[0, 0], rel=0.05)


def test_no_war_breaks_out_by_chance_without_regimes_but_a_scheduled_one_does():
    params, world = central(structure_pact_wars=0), tiny_world()
    state = start(world, params)
    proposed = flows(state, Exposure(month=LATE), params, world)
    assert np.all(proposed.hazards["war_onset"] == 0)
    assert np.all(flows(state, Exposure(month=LATE), central(), world).hazards["war_onset"] > 0)
    forced = flows(state, Exposure(events={"war_onset": 1}, month=LATE), params, world).values
    assert np.all(forced["war"] == 1)
    assert np.all(corridors.intensity(forced, Exposure(month=LATE), params, COUNTED) == 1)


def test_a_declared_war_is_as_hard_with_and_without_regimes():
    world = tiny_world()
    hot = []
    for structure in (0, 1):
        params = central(structure_pact_wars=structure)
        state = start(world, params) | {"war": np.ones((1, 6))}
        hot.append(flows(state, Exposure(month=LATE), params, world))
    assert hot[0].values["clash"].tobytes() == hot[1].values["clash"].tobytes()
    assert hot[0].notes["war_corridors"] == hot[1].notes["war_corridors"] == 6


def test_a_war_weighs_more_than_the_same_contact_in_peace():
    world = tiny_world()
    clash = {}
    for weight in (0.0, 1.0, 8.0):
        params = central(war_clash_weight=weight, war_least_killings=0)
        state = start(world, params) | {"war": np.ones((1, 6))}
        clash[weight] = flows(state, Exposure(), params, world).values["clash"].sum()
    assert clash[8.0] - clash[0.0] == pytest.approx(8 * (clash[1.0] - clash[0.0]))


def test_a_ceasefire_counts_in_a_war_only_where_its_terms_cover_rivals():
    world, params = tiny_world(), central(ceasefire_growth_bonus=1, state_clash_weight=0, peacetime_clash_share=0)
    state = start(world, params) | {"war": np.ones((1, 6))}
    truce = state | {"ceasefire": np.array([[1.0, 0, 1.0, 0]])}
    at_war = flows(state, Exposure(ceasefire_intergroup_scope=1), params, world).values["clash"].sum()
    bare = flows(truce, Exposure(ceasefire_intergroup_scope=0), params, world).values["clash"].sum()
    covered = flows(truce, Exposure(ceasefire_intergroup_scope=1), params, world).values["clash"].sum()
    assert bare == pytest.approx(at_war)
    assert covered < at_war


def test_groups_come_back_only_while_their_haven_narrows():
    world, params = tiny_world(), central(relocation_share=0)
    state = start(world, params)
    settled = state | {"haven": state["haven_usual"]}
    shrunk = state | {"haven": 0 * state["haven_usual"]}
    stay, back = (
        flows(s, Exposure(), params | {"haven_attrition_cut": 0 * params["haven_range"]}, world)
        for s in (settled, shrunk)
    )
    assert stay.notes["relocation_back"] == 0
    assert back.notes["relocation_back"] > 0
    moved = back.values["strength"] - stay.values["strength"]
    assert np.all(moved[:, :, C - 1] > 0)
    assert np.all(moved[:, :, C] < 0)
    np.testing.assert_allclose(moved.sum(axis=2), 0, atol=1e-12)
    wider = state | {"haven": np.ones((1, 1)), "haven_usual": np.full((1, 1), 0.5)}
    assert flows(wider, Exposure(), params, world).notes["relocation_back"] == 0
    assert np.all(np.delete(moved, [C - 1, C], axis=2) == 0)


def test_corridors_without_a_count_have_fewer_onsets():
    params = central()
    rate = corridors.onset_rate(params, np.array([True, False]))
    assert rate[0, 0] == params["war_onset_hazard"][0, 0]
    assert rate[0, 1] == pytest.approx(rate[0, 0] * params["war_onset_uncounted"][0, 0])


def test_the_usual_rent_follows_the_rent_as_long_as_the_record_lasts():
    params = central()
    state = {"corridor_rent_usual": np.ones((1, 6))}
    rent = np.full((1, 6), 3.0)
    then = corridors.usual_rent(rent, state, Exposure(month=0), params)
    assert np.all((then > 1) & (then < 3))
    assert np.all(corridors.usual_rent(rent, state, Exposure(month=LATE), params) == 1)


def test_a_declared_war_is_at_least_as_deadly_as_counted():
    """Where little contact is known, a war brings the least clashes of its corridor; where more is, nothing changes."""
    world = tiny_world()
    geo = geography(world, np.dtype(np.float64))
    clashes = np.zeros((2, len(geo.corridors.places)))
    clashes[1] = 100.0
    least = np.full((2, 6), 3.0)
    raised = corridors.at_least(clashes, least, geo)
    sums = np.add.reduceat(raised * (geo.corridors.share > 0), geo.corridors.start, axis=1)
    inside = np.add.reduceat(geo.corridors.share, geo.corridors.start) > 0
    np.testing.assert_allclose(sums[0], 3.0 * inside)
    np.testing.assert_array_equal(raised[1], clashes[1])
    assert np.all(corridors.at_least(clashes, 0 * least, geo) == clashes)


def test_the_least_of_a_war_is_its_killings_a_month():
    params = central()
    index = corridors.least_fights({"clash_2012": np.full((1, 1), 2.0)}, params)[0, 0]
    killings = params["conflict_killings_2012"][0, 0] / 12 * index / 2.0
    assert killings == pytest.approx(params["war_least_killings"][0, 0])
