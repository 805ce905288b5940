from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.model import armed_groups, contest, corridors, group_block, recruitment, rents
from borderSim.model.geography import geography
from borderSim.model.integrator import integrate
from borderSim.model.lanes import lane_constants
from borderSim.model.system import State
from tests.model.small_groups import (
    LEVERS,
    C,
    D,
    Exposure,
    N,
    central,
    draws,
    proposals,
    sampled,
    start,
    tiny_world,
)

QUIET = {
    "state_attrition": 0, "strength_noise": 0, "migrant_recruitment": 0, "jobs_growth_effect": 0, "relocation_share": 0,
    **{f"diffusion_{name}": 0 for name in ("eln", "dissidents", "agc", "gangs", "farc")},
}  # fmt: skip


def flows(state, exposure, params, world, seed=0):
    return armed_groups.SYSTEM.flows(state, exposure, params, draws(len(params["trust_base"]), seed), world)


def test_one_group_grows_along_the_logistic_curve():
    """ds/dt = r s (1 - s / K): the analytic solution within the half percent that brief 3.1 allows a month."""
    world, params = tiny_world(), central(**QUIET, us_aid_paramilitary_leak=0, northern_growth_effect=0)
    state = start(world, params)
    strength = np.zeros_like(state["strength"])
    strength[:, 0] = 0.01
    state["strength"] = strength
    rent = flows(state, Exposure(), params, world).values["rent"]
    inverse, _ = rents.inverse_capacity(rent, state["state_presence"], lane_constants(params, geography(world, float)))
    rate, months = params["growth_rate_eln"][0, 0], 120
    for _ in range(months):
        values = flows(state, Exposure(), params, world).values
        state = state | {"strength": values["strength"]}
    growth = np.exp(rate * months / 12)
    expected = 0.01 * growth / (1 + 0.01 * inverse * (growth - 1))
    np.testing.assert_allclose(state["strength"][:, 0], expected, rtol=0.01)
    assert np.all(state["strength"][:, 1:] == 0)


def test_symmetric_groups_stay_equal():
    """I12: the ELN and the AGC with the same rates, start and noise have the same strength, to the bit."""
    same = {
        f"{rate}_{name}": value for rate, value in (("growth_rate", 0.3), ("diffusion", 0.2)) for name in ("eln", "agc")
    }
    world, params = tiny_world(), central(3, **same, us_aid_paramilitary_leak=0, northern_growth_effect=0)
    state = start(world, params, "float32")
    state["strength"] = state["strength"][:, [0, 1, 0, 3]].copy()
    noise = draws(3)
    for unit in ("growth_department", "growth_state"):
        noise[unit][:, 2] = noise[unit][:, 0]
    for _ in range(24):
        values = armed_groups.SYSTEM.flows(state, Exposure(3), params, noise, world).values
        state = state | values
        assert np.array_equal(state["strength"][:, 0], state["strength"][:, 2])


def test_a_ceasefire_never_raises_clashes_with_the_state():
    """I16, on the kernel: with fights between groups off, only those with the state are left."""
    world = tiny_world()
    for seed in range(20):
        params = sampled(4, seed) | {"peacetime_clash_share": np.zeros((4, 1))}
        state = start(world, params, seed=seed)
        before = flows(state, Exposure(4), params, world).values["clash"]
        held = np.random.default_rng(seed).random((4, 4))
        after = flows(state | {"ceasefire": held}, Exposure(4), params, world).values["clash"]
        assert np.all(after <= before)
        assert after.sum() < before.sum()


def test_a_ceasefire_without_scope_may_raise_fights_between_groups():
    world = tiny_world()
    params = central(state_clash_weight=0)
    state = start(world, params)
    truce = state | {"ceasefire": np.array([[1.0, 0, 0, 0]])}
    quiet = flows(state, Exposure(), params, world).values["clash"].sum()
    uncovered = flows(truce, Exposure(ceasefire_intergroup_scope=0), params, world).values["clash"].sum()
    covered = flows(truce, Exposure(ceasefire_intergroup_scope=1), params, world).values["clash"].sum()
    assert covered < quiet < uncovered


def test_without_edges_nothing_spreads():
    """I17: with no graph, a group stays where it is, exactly; with the line of places it reaches its neighbours."""
    held = {name: value for name, value in QUIET.items() if not name.startswith("diffusion")}
    for edges in (False, True):
        world, params = tiny_world(edges), central(**held)
        state = start(world, params)
        strength = np.zeros_like(state["strength"])
        strength[:, :, 10] = 0.3
        after = flows(state | {"strength": strength}, Exposure(), params, world).values["strength"]
        assert bool(np.any(np.delete(after, 10, axis=2) > 0)) is edges
        assert np.all(after[:, :, [8, 12]] == 0)


def test_state_reach_grows_with_presence_and_falls_with_haven():
    """I15 on the kernel."""
    world, params = tiny_world(), central()
    geo, fixed = geography(world, np.float64), lane_constants(params, geography(world, np.float64))
    tempo, flat, haven = np.ones((1, D)), np.zeros((1, N)), np.full((1, 1), 0.5)

    def reach(q=0.5, h=haven, pressure=tempo):
        operations = rents.with_abroad(params["military_attrition"] * pressure, 0.0, flat.dtype)
        shelter = -params["haven_attrition_cut"] * h
        return group_block.state_effort(np.full((1, N), q), flat, operations, shelter, fixed, geo)

    assert np.all(reach(q=0.7) > reach())
    assert np.all(reach(h=haven + 0.3) <= reach())
    assert np.all(reach(h=haven + 0.3)[:, C - 1 :] < reach()[:, C - 1 :])
    assert np.all(reach(pressure=tempo * 1.5)[:, :C] > reach()[:, :C])
    assert np.array_equal(reach(h=haven + 0.3)[:, :8], reach()[:, :8]), "no shelter far from the line"


def test_recruitment_falls_with_jobs_and_prevention():
    world, params = tiny_world(), central()
    state, fixed = start(world, params), lane_constants(params, geography(world, np.float64))

    def recruits(jobs=1.0, **levers):
        _, rate = recruitment.recruitment(np.full((1, 1), jobs), Exposure(**levers), params)
        month = SimpleNamespace(strength=state["strength"], irregular=state["irregular"], recruiting=rate)
        return group_block.recruits(month, state["strength"].sum(axis=1), fixed, geography(world, np.float64))

    near = slice(C - 2, C)
    assert np.all(recruits(jobs=1.5)[:, near] < recruits()[:, near])
    assert np.all(recruits(recruitment_prevention=1)[:, near] < recruits()[:, near])
    assert recruits().shape == (1, C), "nobody is recruited among migrants on the Venezuelan side"
    assert np.all(recruits()[:, :8] == 0)


@pytest.mark.parametrize(("field", "low", "high"), [("talks_shock", 0.0, 1.0), ("corridor_rent_usual", 2.0, 0.5)])
def test_war_hazard_rises_with_its_covariates(field, low, high):
    params = central()
    quiet = {"war": np.zeros((1, 6)), "talks_shock": np.zeros((1, 1)), "corridor_rent_usual": np.ones((1, 6))}
    parity, rent = np.full((1, 6), 0.1), np.ones((1, 6))

    def hazard(value, parity=parity):
        at: State = quiet | {field: np.full_like(quiet[field], value)}
        return corridors.war_onset(parity, rent, at, params, params["war_onset_hazard"])

    assert np.all(hazard(low) > 0)
    assert np.all(hazard(low) < hazard(high))
    assert np.all(hazard(low) < hazard(low, parity + 0.2))
    running = quiet | {"war": np.ones((1, 6))}
    assert np.all(corridors.war_onset(parity, rent, running, params, params["war_onset_hazard"]) == 0)


def test_a_war_starts_by_its_mark_or_event_and_ends():
    world, params = tiny_world(), central()
    state = start(world, params)
    fired = state | {"fired:war_onset": np.eye(6)[:1], "mark:war_onset": np.full((1, 6), 0.5)}
    values = flows(fired, Exposure(), params, world).values
    assert np.array_equal(values["war"], np.eye(6)[:1])
    assert values["war_left"][0, 0] == pytest.approx(params["war_duration"][0, 0])
    months = 0
    state = state | {"war": values["war"], "war_left": values["war_left"]}
    while state["war"][0, 0]:
        values = flows(state, Exposure(), params, world).values
        state, months = state | {"war": values["war"], "war_left": values["war_left"]}, months + 1
    assert months == int(np.ceil(params["war_duration"][0, 0]))
    forced = flows(start(world, params), Exposure(events={"war_onset": 1}), params, world).values
    assert np.all(forced["war"] == 1)


def test_war_wears_both_sides_down_and_raises_clashes():
    world, params = tiny_world(), central()
    state = start(world, params)
    war = state | {"war": np.eye(6)[[2]]}
    calm, hot = flows(state, Exposure(), params, world).values, flows(war, Exposure(), params, world).values
    inside = slice(8, 12)
    assert np.all(hot["strength"][:, :, inside] <= calm["strength"][:, :, inside])
    assert hot["strength"][:, :, inside].sum() < calm["strength"][:, :, inside].sum()
    assert hot["clash"].sum() > calm["clash"].sum()
    assert np.array_equal(np.delete(hot["strength"], range(8, 12), 2), np.delete(calm["strength"], range(8, 12), 2))


def test_demobilisation_takes_its_share_and_changes_the_rates():
    world, params = tiny_world(), central(relocation_share=0, migrant_recruitment=0, diffusion_farc=0)
    state = start(world, params)
    before = flows(state, Exposure(), params, world).values
    after = flows(state, Exposure(events={"farc_demobilisation": 0.6}), params, world).values
    np.testing.assert_allclose(after["strength"][:, 1], 0.4 * before["strength"][:, 1], rtol=1e-9)
    assert np.array_equal(after["strength"][:, [0, 2, 3]], before["strength"][:, [0, 2, 3]])
    assert before["splintered"] == 0
    assert after["splintered"] == 1


def test_presence_sets_match_the_counts_in_expectation():
    world, params = tiny_world(), central(4000)
    here = contest.presence(start(world, params)["strength"], params["presence_threshold"])[:, :, :C]
    mean = here.sum(axis=2).mean(axis=0)
    np.testing.assert_allclose(mean, world.presence_count_2012, rtol=0.03)


def extreme_levers(choice):
    """All levers at a bound: ``choice`` picks lower or upper for each."""
    return {
        name: float(row["upper" if pick else "lower"]) for pick, (name, row) in zip(choice, LEVERS.items(), strict=True)
    }


@settings(max_examples=6, deadline=None)
@given(st.lists(st.booleans(), min_size=len(LEVERS), max_size=len(LEVERS)), st.integers(0, 99))
def test_extreme_levers_stay_finite_for_ten_years(choice, seed):
    """I2, I17, I20, I22: 120 months of the three systems in float32 with every lever at a bound."""
    world, params = tiny_world(), sampled(3, seed)
    exposure, state = Exposure(3, **extreme_levers(choice)), start(world, params, "float32", seed)
    rng = np.random.default_rng(seed)
    people = state["residents"].sum(axis=1)
    for month in range(120):
        proposed = proposals(state, exposure, params, world, seed * 1000 + month)
        state = integrate(state, list(proposed.values()))
        for name, hazard in {k: v for p in proposed.values() for k, v in p.hazards.items()}.items():
            assert np.all(np.isfinite(hazard)), name
            assert np.all(hazard >= 0), name
            fired = rng.random(hazard.shape) < 1 - np.exp(-hazard)
            state |= {f"fired:{name}": fired * 1.0, f"mark:{name}": np.where(fired, rng.random(hazard.shape), 0)}
        for name, values in state.items():
            assert np.all(np.isfinite(values)), name
            assert np.all(values >= (-1 if name == "guarantor" else 0)), name
        present = contest.presence(state["strength"], params["presence_threshold"]).sum(axis=2)
        assert np.all((present >= 0) & (present <= N))
    books = ("residents", "displaced", "refuge", "natural")
    np.testing.assert_allclose(sum(state[name].sum(axis=1) for name in books), people, rtol=1e-10)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_lanes_are_independent_to_the_bit(dtype):
    """One block, part of one or three: the same bytes for each lane, in every field and hazard of the three systems."""
    world = tiny_world()
    most = 2 * group_block.LANES + 5
    whole = sampled(most)
    run = {}
    for lanes in (1, 3, most):
        params = {name: values[:lanes].copy() for name, values in whole.items()}
        state = start(world, params, dtype)
        state["war"] = np.eye(6)[np.arange(lanes) % 6]
        state["ceasefire"] = (np.arange(lanes) % 3 == 1)[:, None] * np.array([[1.0, 0, 0, 0]])
        for month in range(3):
            proposed = proposals(state, Exposure(lanes), params, world, month)
            state = integrate(state, list(proposed.values()))
        run[lanes] = state | {k: v for p in proposed.values() for k, v in (p.hazards | p.notes).items()}
    for name, values in run[most].items():
        for lanes in (1, 3):
            assert values[:lanes].tobytes() == run[lanes][name].tobytes(), f"{name} with {lanes} lanes"


def test_float32_follows_float64():
    world, params = tiny_world(), sampled(4)
    ends = []
    for dtype in ("float32", "float64"):
        state = start(world, params, dtype)
        for month in range(24):
            state = state | flows(state, Exposure(4), params, world, month).values
        assert state["strength"].dtype == dtype
        ends.append(state["strength"])
    np.testing.assert_allclose(*ends, rtol=2e-4, atol=1e-6)


def test_a_group_surges_only_while_its_talks_are_exploratory():
    world, params = tiny_world(), central()
    state = start(world, params)
    state["strength"] = state["strength"] * 1e-3
    calm = flows(state, Exposure(), params, world).values["strength"]
    for group, stage, surges in ((0, 1, True), (2, 1, True), (0, 2, False)):
        stages = stage * np.eye(4)[[group]]
        talking = flows(state | {"talks_stage_group": stages}, Exposure(), params, world).values["strength"]
        assert bool(np.all(talking[:, group, :C] > calm[:, group, :C])) is surges
        others = np.delete(np.arange(4), group)
        assert np.array_equal(talking[:, others], calm[:, others])


def aided(state, **aid):
    """The state with US aid at other levels."""
    return state | {name: np.full((1, 1), float(level)) for name, level in aid.items()}


def test_security_aid_leaks_to_the_agc():
    params = central(security_aid_effect=0)
    world = tiny_world()
    state = start(world, params)
    state["strength"] = state["strength"] * 1e-3
    less, more = (
        flows(aided(state, security_aid=level), Exposure(), params, world).values["strength"] for level in (0.5, 1.5)
    )
    assert np.all(more[:, 2, :C] > less[:, 2, :C])
    assert np.array_equal(more[:, [0, 1, 3]], less[:, [0, 1, 3]])


def test_investment_builds_the_state_slowly_on_the_colombian_side():
    world, params = tiny_world(), central()
    state = start(world, params)
    once = flows(state, Exposure(state_presence_investment=1), params, world).values["state_presence"]
    gap = params["state_investment_gain"] * (1 - state["state_presence"])
    expected = state["state_presence"] - np.expm1(-1 / params["state_presence_time"]) * gap
    np.testing.assert_allclose(once[:, :C], expected[:, :C])
    np.testing.assert_allclose(once[:, C:], state["state_presence"][:, C:])
    cut = flows(aided(state, civil_aid=0), Exposure(state_presence_investment=1), params, world).values[
        "state_presence"
    ]
    assert np.all(cut[:, :C] < once[:, :C])
    assert np.array_equal(cut[:, C:], once[:, C:])


def test_prior_notice_keeps_groups_from_crossing():
    world, params = tiny_world(), central()
    state = start(world, params)
    noticed, surprised = (
        flows(state, Exposure(military_trust_measures=m), params, world).values["strength"] for m in (1, 0)
    )
    assert np.all(noticed[:, :, C - 1] > surprised[:, :, C - 1])
    assert np.all(noticed[:, :, C] < surprised[:, :, C])


def test_a_ceasefire_spares_its_group_from_the_state():
    world, params = tiny_world(), central(ceasefire_growth_bonus=1)
    state = start(world, params)
    truce = flows(state | {"ceasefire": np.array([[1.0, 0, 0, 0]])}, Exposure(), params, world).values["strength"]
    fought = flows(state, Exposure(), params, world).values["strength"]
    assert np.all(truce[:, 0] > fought[:, 0])
    assert np.array_equal(truce[:, 1:], fought[:, 1:])


def test_jobs_keep_people_out_of_groups_near_the_line():
    world, params = tiny_world(), central(migrant_recruitment=0, rapacity_rent=0)
    state = start(world, params)
    base = flows(state, Exposure(), params, world).values["strength"]
    busy = flows(state | {"border_jobs": np.full((1, 1), 1.5)}, Exposure(), params, world).values["strength"]
    assert np.all(busy[:, :, C - 2 : C + 2] < base[:, :, C - 2 : C + 2])
    assert np.array_equal(busy[:, :, :8], base[:, :, :8])


def test_intelligence_carries_operations_after_its_lag():
    """Grade D and no monotone good: more sharing wears groups down, and raises clashes."""
    world, params = tiny_world(), central()
    state = start(world, params)
    now = flows(state, Exposure(intelligence_sharing_us_co=1), params, world).values
    base = flows(state, Exposure(), params, world).values
    assert now["strength"].tobytes() == base["strength"].tobytes(), "sharing needs months to act"
    assert np.all(now["intelligence"] > base["intelligence"])
    later, usual = (flows(state | {"intelligence": v["intelligence"]}, Exposure(), params, world) for v in (now, base))
    assert np.all(later.values["strength"][:, :, :C] < usual.values["strength"][:, :, :C])
    assert later.values["clash"].sum() > usual.values["clash"].sum()


def test_police_cooperation_slows_gangs_and_passages_feed_them():
    world, params = tiny_world(), central(migrant_recruitment=0)
    state = start(world, params)
    state["strength"] = state["strength"] * 1e-3

    def strength(**fields):
        return flows(state | fields, Exposure(), params, world).values["strength"][:, :, :C]

    usual = strength()
    chased, paid = strength(police_cooperation=np.ones((1, 1))), strength(passage_rent=np.full((1, D), 4.0))
    assert np.all(chased[:, 3] < usual[:, 3])
    assert np.array_equal(chased[:, :3], usual[:, :3])
    assert np.all(paid[:, 3] > usual[:, 3])


def test_people_who_go_north_pay_the_agc():
    world, params = tiny_world(), central()
    state = start(world, params)
    state["strength"] = state["strength"] * 1e-3
    few, many = (
        flows(state | {"onward": np.full((1, 1), persons)}, Exposure(), params, world) for persons in (0.0, 27000.0)
    )
    assert np.all(many.values["strength"][:, 2, :C] > few.values["strength"][:, 2, :C])
    assert np.array_equal(many.values["strength"][:, [0, 1, 3]], few.values["strength"][:, [0, 1, 3]])
    assert few.notes["rent_passage_north"] == 0
    assert many.notes["rent_passage_north"] == pytest.approx(
        params["northern_rent"] * 27000 / params["northern_flow_reference"]
    )


ZERO_EFFECT = {
    "mining_control": ("mining_control_effect",),
    "intelligence_sharing_us_co": ("intelligence_effect",),
    "regional_security_coordination": ("route_coordination_effect",),
    "coca_substitution": ("substitution_effect", "substitution_announcement_effect"),
    "coca_eradication": ("eradication_effect",),
    "military_trust_measures": ("relocation_share",),
}
SLOW = ("mining_grip", "intelligence", "substitution_pace")


@pytest.mark.parametrize("lever", ZERO_EFFECT)
def test_a_lever_without_effect_leaves_every_bit(lever):
    """I8: with its effect at zero a lever at a bound changes no field but its own memory."""
    world = tiny_world()
    params = sampled(3) | {name: np.zeros((3, 1)) for name in ZERO_EFFECT[lever]}
    ends = []
    for levers in ({}, {lever: float(LEVERS[lever]["upper"])}):
        state = start(world, params, "float32")
        for month in range(6):
            proposed = armed_groups.SYSTEM.flows(state, Exposure(3, **levers), params, draws(3, month), world)
            state = state | proposed.values
        ends.append(state | proposed.notes)
    for name, values in ends[0].items():
        if name not in SLOW:
            assert values.tobytes() == ends[1][name].tobytes(), name


def test_every_field_that_is_declared_is_proposed():
    world, params = tiny_world(), central(2)
    state = start(world, params)
    proposed = flows(state, Exposure(2), params, world)
    assert set(proposed.values) == {field.name for field in armed_groups.SYSTEM.fields}
    assert {name: v.shape for name, v in proposed.values.items()} == {n: state[n].shape for n in proposed.values}
    assert all(note.shape == (2, 1) for note in proposed.notes.values())
