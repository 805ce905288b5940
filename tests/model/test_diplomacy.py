"""Diplomacy as a system: its parts together, lanes independent, zero-effect levers without a trace."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderSim.model import diplomacy, talks
from tests.model.small_diplomacy import SILENT, WORLD, central, quiet, sampled
from tests.model.small_groups import Exposure


def flows(state, exposure, params, seed=0):
    lanes = len(params["trust_base"])
    draws = {"ceasefire_renewal": np.stack([np.random.default_rng((seed, lane)).random(4) for lane in range(lanes)])}
    return diplomacy.SYSTEM.flows(state, exposure, params, draws, WORLD)


def test_violence_on_the_line_counts_against_its_own_start():
    """Whatever the level of the first month, the incident rate there is the table's."""
    params = central(liaison_effect=0, **SILENT)
    state = quiet(params, violence=7.0)
    proposed = flows(state, Exposure(), params)
    assert proposed.hazards["incident"] == pytest.approx(params["incident_rate"])
    later = state | proposed.values | {"violence": 4 * state["violence"]}
    doubled = flows(later, Exposure(), params).hazards["incident"]
    assert doubled == pytest.approx(params["incident_rate"] * 4 ** params["incident_violence_elasticity"])


def test_every_field_and_hazard_that_is_declared_is_proposed():
    params = central()
    proposed = flows(quiet(params), Exposure(), params)
    assert set(proposed.values) == {field.name for field in diplomacy.SYSTEM.fields}
    assert set(proposed.hazards) == {hazard.name for hazard in diplomacy.SYSTEM.hazards}
    start = diplomacy.initial(WORLD, params, {})
    assert {name: value.shape for name, value in start.items()} == {n: v.shape for n, v in proposed.values.items()}


@given(seed=st.integers(0, 500))
def test_levels_stay_in_their_bounds(seed):
    rng, params = np.random.default_rng(seed), sampled(4, seed)
    state = quiet(params, **{"fired:incident": 1.0}, violence=5.0)
    names = ("public_condemnation", "talks_eln", "military_trust_measures", "good_offices", "security_assurances")
    for _ in range(40):
        levers = {name: rng.random() for name in names} | {"ve_guarantor_support": rng.uniform(-1, 1)}
        proposed = flows(state, Exposure(4, month=200, **levers), params, seed)
        state = state | proposed.values
        for name in ("trust", "military_trust", "haven", "closure", "ceasefire", "talks_shock"):
            assert np.all((state[name] >= 0) & (state[name] <= 1)), name
        assert np.all(np.abs(state["guarantor"]) <= 1)
        assert all(np.all(h >= 0) for h in proposed.hazards.values())


@given(seed=st.integers(0, 500), keep=st.sets(st.integers(0, 4), min_size=1))
def test_a_lane_does_not_depend_on_the_others(seed, keep):
    rows = sorted(keep)
    params = sampled(5, seed)
    state = quiet(params, talks_stage_group=np.arange(5.0)[:, None] * [1, 1, 1, 0])
    some = {name: value[rows] for name, value in params.items()}
    every = flows(state, Exposure(5), params, seed)
    draws = {"ceasefire_renewal": np.stack([np.random.default_rng((seed, lane)).random(4) for lane in rows])}
    few = diplomacy.SYSTEM.flows({n: v[rows] for n, v in state.items()}, Exposure(len(rows)), some, draws, WORLD)
    for part in ("values", "hazards", "notes"):
        for name, value in getattr(few, part).items():
            assert np.array_equal(value, getattr(every, part)[name][rows]), name


@pytest.mark.parametrize(
    ("lever", "effects"),
    [
        ("joint_border_commission", ["commission_trust_gain"]),
        ("security_assurances", ["assurances_trust_gain", "assurances_incident_effect"]),
        ("un_border_envoy", ["envoy_trust_gain", "envoy_cover_gain", "envoy_resolution_effect"]),
        ("talks_agc", ["talks_pace_agc", "talks_withdrawal_hazard"]),
        ("border_post_liaison", ["liaison_effect", "liaison_resolution_effect"]),
    ],
)
def test_a_lever_without_effect_leaves_every_bit(lever, effects):
    params = central(**SILENT, **dict.fromkeys(effects, 0.0))
    state = quiet(params, talks_stage_group=np.array([[2.0, 1.0, 1.0, 0.0]]))
    low, high = (flows(state, Exposure(**{lever: value}), params) for value in (0.2, 0.9))
    for part in ("values", "hazards", "notes"):
        for name, value in getattr(low, part).items():
            assert np.array_equal(value, getattr(high, part)[name]), name


def test_each_new_lever_moves_what_it_should_and_nothing_else():
    """Which values and hazards the direct kernels of a lever reach within one month."""
    params = central(**SILENT)
    state = quiet(params, talks_stage_group=np.array([[2.0, 1.0, 1.0, 0.0]]))

    def moved(lever):
        low, high = (flows(state, Exposure(**{lever: value}), params) for value in (0.0, 1.0))
        return {
            name
            for part in ("values", "hazards", "notes")
            for name, value in getattr(low, part).items()
            if not np.array_equal(value, getattr(high, part)[name])
        }

    assert moved("joint_border_commission") == {"trust"}
    assert moved("security_assurances") == {"trust", "incident"}
    assert moved("un_border_envoy") == {"trust", "regional_cover", "incident_resolution"}
    assert moved("talks_dissidents") == moved("talks_agc") == {"talks_to_rounds", "talks_collapse"}
    assert moved("talks_eln") >= {"talks_to_ceasefire", "talks_collapse"}


def test_the_recorded_events_end_in_the_stages_that_are_known():
    """The table of events alone, month by month with no event by chance: the ELN's course of 2022 to 2025."""
    params, state, seen = central(ceasefire_compliance=1), quiet(central()), []
    events = {10: "talks_round", 19: "ceasefire_eln", 20: "ceasefire_eln", 24: "talks_collapse"}
    for month in range(26):
        exposure = Exposure(events={events[month]: 1} if month in events else {}, month=month, talks_eln=1)
        state |= flows(state, exposure, params).values
        seen.append(int(state["talks_stage"].item()))
    assert seen == [0] * 10 + [2] * 9 + [3] * 2 + [2] * 3 + [0] * 2
    assert state["talks_shock"].item() == pytest.approx(np.exp(-1 / params["talks_shock_months"].item()))
    assert state["talks_stage"] == talks.NONE
