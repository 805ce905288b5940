"""Walkers: the count of late 2022, what moves it, shelter and risk, and the contract of the system."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.model import walkers

from .small_migration import LEVERS, WORLD, SmallExposure, params, state

seeds = st.integers(0, 2**32 - 1)
DAYS = 365.25 / 12


def late_2022(values, **fields):
    """The state and the levers of late 2022: as many people on the roads, with papers and incomes, as then."""
    still = {"returns": 0.0, "reverse": 0.0, "emigrated": 0.0, "gdp": -1.0, "documented_share": 0.5, "arrivals": 40000}
    before = state(1, values) | {name: np.full((1, 1), float(v)) for name, v in (still | fields).items()}
    return before | {"violence": np.ones((1, 4))}


def step(levers=None, values=None, **fields):
    values = values or params(1)
    plain = {"public_transport_access": 0.0, "shelter_places": 0.0} | (levers or {})
    return walkers.flows(late_2022(values, **fields), SmallExposure(1, levers=plain), values, {}, WORLD).values


def test_four_hundred_walk_in_late_2022():
    """Crisis Group 2022; without shelter and children alone the risk is 1."""
    assert step()["walkers"].item() == pytest.approx(400)
    adults = step(values=params(1, walking_children_share=0.0))
    assert adults["walker_risk"].item() == pytest.approx(1.0)
    assert step()["walker_risk"].item() == pytest.approx(1 + 2 * 0.05)


@pytest.mark.parametrize(
    ("change", "more"),
    [
        ({"gdp": -1.5}, True),
        ({"documented_share": 0.8}, False),
        ({"arrivals": 50000.0}, True),
        ({"returns": 9e3}, True),
    ],
)
def test_poverty_missing_papers_and_journeys_make_walkers(change, more):
    assert (step(**change)["walkers"] > step()["walkers"]).item() is more


def test_transport_and_waivers_lower_walking_and_shelter_the_risk():
    waiver = step({"document_waiver": 1.0})
    assert waiver["walkers"] < step()["walkers"]
    buses, beds = step({"public_transport_access": 1.0}), step({"shelter_places": 4000.0})
    assert buses["walkers"] < step()["walkers"]
    assert beds["walkers"] == step()["walkers"]
    assert beds["walker_risk"] == pytest.approx(step()["walker_risk"] * (1 - 0.7 * 4000 / 8000))


def test_those_on_the_road_are_walkers_times_days():
    """Little's law; places over them are the share with shelter, never more than all."""
    values = step({"shelter_places": 2000.0})
    assert values["walkers_on_road"] == pytest.approx(400 * 20)
    assert values["walkers_sheltered"] == pytest.approx(0.25)
    assert walkers.sheltered_share(np.array([[100.0, 0.0]]), np.array([[5000.0, 0.0]])).tolist() == [[1.0, 1.0]]


def test_walkers_are_weighed_over_the_posts_by_their_traffic():
    """A bus over a post that few use changes little."""
    values = params(1)
    busy, quiet = (step({"public_transport_access": a}, values) for a in ([1.0, 0.0], [0.0, 1.0]))
    assert busy["walkers"] < quiet["walkers"] < step()["walkers"]


def random_case(seed, lanes):
    rng = np.random.default_rng(seed)
    values = params(lanes, rng)
    levers = {n: rng.uniform(*LEVERS[n][:2], (lanes, LEVERS[n][3])) for n in walkers.SYSTEM.levers}
    return values, state(lanes, values, rng), SmallExposure(lanes, levers=levers)


@settings(max_examples=30, deadline=None)
@given(seeds)
def test_never_more_walkers_than_people_on_the_roads(seed):
    """I2, I3: from any parameters, state and levers."""
    values, before, exposure = random_case(seed, 16)
    after = walkers.flows(before, exposure, values, {}, WORLD).values
    moving = sum(before[name] for name in ("arrivals", "returns", "reverse", "emigrated"))
    assert all(np.isfinite(array).all() and (array >= 0).all() for array in after.values())
    assert (after["walkers"] * DAYS <= moving * (1 + 1e-12)).all()
    assert (after["walkers_sheltered"] <= 1).all()
    assert (after["walkers_sheltered"] * after["walkers_on_road"] <= exposure["shelter_places"] + 1e-9).all()


@settings(max_examples=20, deadline=None)
@given(seeds)
def test_more_shelter_never_raises_the_risk(seed):
    values, before, exposure = random_case(seed, 16)
    low = walkers.flows(before, exposure, values, {}, WORLD).values
    exposure.levers["shelter_places"] = exposure.levers["shelter_places"] + 1000
    high = walkers.flows(before, exposure, values, {}, WORLD).values
    assert (high["walker_risk"] <= low["walker_risk"] + 1e-12).all()
    assert high["walkers"].tobytes() == low["walkers"].tobytes()


def test_levers_without_an_effect_change_no_bit():
    """I8."""
    values = params(1, walking_transport=0.0, walking_shelter_protection=0.0)
    none, all_of_it = (step({"public_transport_access": a, "shelter_places": p}, values) for a, p in ((0, 0), (1, 9e3)))
    for name in ("walkers", "walkers_on_road", "walker_risk"):
        assert none[name].tobytes() == all_of_it[name].tobytes()


def test_a_lane_does_not_depend_on_the_other_lanes():
    """I9, in bytes."""
    values, before, exposure = random_case(4, 33)
    together = walkers.flows(before, exposure, values, {}, WORLD).values
    for lane in (0, 17, 32):
        row = slice(lane, lane + 1)
        alone = walkers.flows(
            {n: v[row] for n, v in before.items()},
            SmallExposure(1, levers={n: v[row] for n, v in exposure.levers.items()}),
            {n: v[row] for n, v in values.items()}, {}, WORLD,
        ).values  # fmt: skip
        assert all(alone[name].tobytes() == together[name][row].tobytes() for name in alone)


def test_it_reads_and_writes_what_it_declares():
    system, values = walkers.SYSTEM, params(1)
    narrow = {name: array for name, array in state(1, values).items() if name in system.reads}
    used = {name: values[name] for name in system.parameters if name in values}
    flows = system.flows(narrow, SmallExposure(1), used, {}, WORLD)
    assert not flows.exits
    assert set(flows.values) == {field.name for field in system.fields} == set(system.initial(WORLD, used, {}))
