"""Talks: the stage machine of each group, ceasefires, rounds, violations, scheduled events, hazards."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderSim.model import talks
from tests.model.small_diplomacy import SILENT, central, eln, quiet, sampled
from tests.model.small_groups import Exposure

WILLING = {"talks_eln": 1, "talks_dissidents": 1, "talks_agc": 1}


def step(state, params, uniform=0.5, events=None, month=200, **levers):
    lanes = len(params["trust_base"])
    exposure = Exposure(lanes, events, month=month, **(WILLING | levers))
    return talks.next_values(state, talks.setting(exposure, params), exposure, params, np.full((lanes, 4), uniform))


def shown(state, params):
    exposure = Exposure(**WILLING)
    return talks.notes(state, talks.setting(exposure, params), exposure, params)


def fired_by(fired):
    """The events that leave every stage, fired (L, G): only that of the present stage counts."""
    return {f"fired:{event}": fired for event in talks.ADVANCE}


def onward(found):
    """(L, G) hazard of leaving the present stage, whatever it is."""
    return np.add.reduce([found[event] for event in talks.ADVANCE])


def stage(values, group=0):
    return values["talks_stage_group"][0, group]


# --- stages ----------------------------------------------------------------------------------------------------


def test_stages_of_each_group_advance_one_by_one_to_the_last():
    params = central()
    for group in range(3):
        fired = 1.0 * (np.arange(4)[None] == group)
        state, seen = quiet(params), []
        for _ in range(8):
            values = step(state | fired_by(fired), params)
            state = quiet(params) | values
            seen.append(int(stage(values, group)))
            assert np.all(values["talks_stage_group"][fired == 0] == 0)
            assert values["talks_stage"][0, 0] == stage(values)
        assert seen == [1, 2, 3, 4, 5, 6, 6, 6]


def test_without_an_event_nothing_moves_but_the_clock():
    params = central()
    for number in (0, 1, 2, 4, 5, 6):
        assert stage(step(quiet(params, talks_stage_group=eln(number)), params)) == number


def test_a_collapse_ends_everything_at_its_own_table_and_that_of_the_eln_is_remembered():
    params = central()
    state = quiet(params, talks_stage_group=3.0, ceasefire_left=4.0, talks_frozen=2.0)
    values = step(state | {"fired:talks_collapse": eln(1.0)}, params)
    for name in ("talks_stage_group", "talks_frozen", "ceasefire_left", "ceasefire"):
        assert values[name][0, 0] == 0
        assert values[name][0, 1] > 0
    assert values["talks_shock"] == 1
    other = step(state | {"fired:talks_collapse": np.array([[0.0, 1.0, 0.0, 0.0]])}, params)
    assert (stage(other, 1), other["talks_shock"]) == (0, 0)
    later = step(quiet(params, talks_shock=1.0), params)["talks_shock"]
    assert later == pytest.approx(np.exp(-1 / params["talks_shock_months"]))


def test_with_full_support_a_table_reaches_the_end():
    """Each stage has a way on: integrated hazards alone lead to implementation."""
    params = central(talks_crisis_hazard=0, talks_collapse_hazard=0, **SILENT)
    state, clock, seen = quiet(params, trust=1.0, guarantor=1.0), np.zeros((1, 4)), set()
    for _ in range(240):
        exposure = Exposure(ceasefire_monitoring=1, ceasefire_term=12, **WILLING)
        at = talks.setting(exposure, params)
        clock = clock + onward(talks.hazards(state, at, exposure, params, np.ones((1, 1))))
        fired = clock >= 1
        clock = np.where(fired, clock - 1, clock)
        state |= fired_by(1.0 * fired)
        state |= talks.next_values(state, at, exposure, params, np.zeros((1, 4)))
        seen |= set(state["talks_stage_group"][0, :3])
    assert seen == set(range(7))
    np.testing.assert_array_equal(state["talks_stage_group"], [[6, 6, 6, 0]])


# --- ceasefires ------------------------------------------------------------------------------------------------


def test_a_ceasefire_holds_for_its_term_and_lapses():
    """I16: never longer than its term without a renewal, and nothing with any other group."""
    params = central(ceasefire_compliance=1)
    state = quiet(params, talks_stage_group=eln(2.0), **fired_by(eln(1.0)))
    held = []
    for _ in range(12):
        values = step(state, params, uniform=1.0, ceasefire_term=6)
        held.append(values["ceasefire"][0, 0])
        state = quiet(params) | values
    assert held == [1.0] * 6 + [0.0] * 6
    assert stage(state) == talks.ROUNDS
    assert np.all(values["ceasefire"][:, 1:] == 0)


def test_a_part_of_a_month_counts_as_a_part():
    params = central(ceasefire_compliance=1)
    state = quiet(params, talks_stage_group=eln(2.0), **fired_by(eln(1.0)))
    first = step(state, params, ceasefire_term=1.25)
    second = step(quiet(params) | first, params)
    assert [first["ceasefire"][0, 0], second["ceasefire"][0, 0]] == [1.0, 0.25]


def chance(params, month=200, frozen=0.0, violations=0.1, trust=0.5, **levers):
    state = quiet(params, talks_frozen=frozen, violations=violations, trust=trust)
    exposure = Exposure(month=month, **({"ceasefire_monitoring": 0.2} | WILLING | levers))
    return talks.renewal_probability(state, talks.setting(exposure, params), exposure, params)[0, 0]


def test_renewal_follows_its_probability():
    params = central(ceasefire_compliance=1)
    state = quiet(params, talks_stage_group=eln(3.0), trust=0.5)
    p = chance(params, violations=0.0, ceasefire_monitoring=0.5)
    assert 0 < p < 1
    renewed, lapsed = (step(state, params, uniform=p + e, ceasefire_term=6) for e in (-1e-6, 1e-6))
    assert (stage(renewed), renewed["ceasefire_left"][0, 0]) == (talks.CEASEFIRE, 5)
    assert (stage(lapsed), lapsed["ceasefire_left"][0, 0]) == (talks.ROUNDS, 0)


def test_renewal_is_likelier_with_trust_and_monitoring_and_never_in_a_crisis_nor_in_the_record():
    params = central()
    base = chance(params)
    assert base < chance(params, trust=0.7)
    assert base < chance(params, ceasefire_monitoring=0.9)
    assert base > chance(params, violations=0.4)
    assert chance(params, frozen=2.0) == chance(params, talks_eln=0) == 0
    recorded = Exposure()["talks_eln"].item()
    assert chance(params, talks_eln=recorded) > chance(params, talks_eln=recorded, month=100) == 0


def test_monitoring_lowers_violations_within_months_to_none():
    params = central()
    state = quiet(params, talks_stage_group=eln(4.0))
    assert state["violations"][0, 0] == pytest.approx(1 - params["ceasefire_compliance"][0, 0])
    seen = []
    for _ in range(24):
        state = state | step(state, params, ceasefire_monitoring=1)
        seen.append(state["violations"][0, 0])
    assert np.all(np.diff(seen) < 0)
    assert seen[-1] < 1e-3
    assert state["ceasefire"][0, 0] == pytest.approx(1, abs=1e-3)
    loose = step(quiet(params, talks_stage_group=eln(4.0)), params, ceasefire_monitoring=0)["ceasefire"][0, 0]
    assert loose == pytest.approx(params["ceasefire_compliance"][0, 0])


def test_the_share_broken_is_what_the_ceasefires_lack():
    params = central()
    none = shown(quiet(params), params)["ceasefire_violations"]
    both = quiet(params, violations=np.array([[0.2, 0.4, 0.3, 0.0]]), ceasefire=np.array([[0.8, 0.3, 0.0, 0.0]]))
    assert none == 0
    assert shown(both, params)["ceasefire_violations"] == pytest.approx((0.2 + 0.2) / 1.5)


def test_disarmament_hands_over_only_then_and_not_those_who_stay_away():
    params = central(caracas_weight_dissidents=0.5)
    shares = [
        step(quiet(params, talks_stage_group=eln(number), haven=0.0), params)["handover"][0, 0] for number in range(7)
    ]
    assert shares == [0, 0, 0, 0, 0, pytest.approx(params["disarmament_rate"][0, 0]), 0]
    sheltered = step(quiet(params, talks_stage_group=5.0, haven=1.0), params)["handover"][0]
    stay = params["disarmament_stay_share"][0, 0]
    assert sheltered[:2] == pytest.approx([shares[5] * (1 - stay), shares[5] * (1 - stay / 2)])


# --- rounds, crises, scheduled events --------------------------------------------------------------------------


def test_a_table_meets_once_a_cycle_and_not_in_a_crisis():
    params = central(talks_round_cycle=3)
    for frozen, expected in ((0.0, [1, 0, 0] * 4), (99.0, [0] * 12)):
        state, held = quiet(params, talks_stage_group=eln(2.0), talks_frozen=frozen), []
        for _ in range(12):
            held.append(shown(state, params)["rounds_held"][0, 0])
            state = state | step(state, params)
        assert held == expected


def test_a_crisis_freezes_for_its_months():
    params = central(talks_freeze_months=3)
    mark = 1 - np.exp(-1.0)  # the mean of the exponential
    state = quiet(params, talks_stage_group=eln(2.0))
    state |= {"fired:talks_crisis": eln(1.0), "mark:talks_crisis": eln(mark)}
    frozen = []
    for _ in range(4):
        values = step(state, params)
        frozen.append(values["talks_frozen"][0, 0])
        state = quiet(params) | values
    assert frozen == pytest.approx([3, 2, 1, 0])
    assert np.all(values["talks_frozen"][:, 1:] == 0)


def test_scheduled_events_act_on_the_table_of_the_eln():
    params = central(talks_freeze_months=3)
    opened = step(quiet(params), params, events={"talks_round": 1})
    np.testing.assert_array_equal(opened["talks_stage_group"], eln(2.0))
    state = quiet(params) | opened
    frozen = step(state, params, events={"talks_crisis": 1})
    np.testing.assert_array_equal(frozen["talks_frozen"], eln(3.0))
    thawed = step(state | frozen, params, events={"talks_round": 1})
    assert np.all(thawed["talks_frozen"] == 0)
    ended = step(state, params, events={"talks_collapse": 1})
    assert (stage(ended), ended["talks_shock"][0, 0]) == (0, 1)
    settled = step(quiet(params, talks_stage_group=eln(6.0)), params, events={"talks_collapse": 1})
    assert (stage(settled), settled["talks_shock"][0, 0]) == (6, 0)


def test_nothing_scheduled_happens_to_a_table_that_is_not_there_or_not_wanted():
    params = central()
    for name in ("talks_crisis", "talks_collapse"):
        values = step(quiet(params), params, events={name: 1})
        assert np.all(values["talks_frozen"] == 0)
        assert values["talks_shock"] == 0
    unwilling = dict.fromkeys(WILLING, 0)
    for name in ("talks_round", "ceasefire_eln", "ceasefire_agc"):
        values = step(quiet(params), params, events={name: 1}, **unwilling)
        assert np.all(values["talks_stage_group"] == 0)
        assert np.all(values["ceasefire"] == 0)


def test_a_scheduled_ceasefire_holds_for_its_span_without_a_table():
    params = central(ceasefire_compliance_agc=1)
    state, held, stages = quiet(params), [], []
    for share in (0.5, 1.0, 0.25, 0.0):
        state = state | step(state, params, uniform=0.0, events={"ceasefire_agc": share})
        held.append(state["ceasefire"][0, 2])
        stages.append(stage(state, 2))
    assert held == [0.5, 1.0, 0.25, 0.0]
    assert stages == [talks.NONE] * 4


def test_a_scheduled_ceasefire_at_a_table_is_its_ceasefire_and_falls_back_to_rounds():
    params = central(ceasefire_compliance=1)
    state, seen = quiet(params, talks_stage_group=eln(2.0)), []
    for share in (1.0, 1.0, 1.0, 0.0):
        state = state | step(state, params, uniform=1.0, events={"ceasefire_eln": share})
        seen.append((stage(state), state["ceasefire"][0, 0]))
    assert seen == [(3, 1.0)] * 3 + [(2, 0.0)]


# --- hazards ---------------------------------------------------------------------------------------------------


def hazards(params, violence=1.0, month=200, monitoring=0.5, willing=0.8, levers=None, **changes):
    lanes = len(params["trust_base"])
    levers = dict.fromkeys(WILLING, willing) if levers is None else levers
    exposure = Exposure(lanes, month=month, ceasefire_monitoring=monitoring, **levers)
    at = talks.setting(exposure, params)
    return talks.hazards(quiet(params, **changes), at, exposure, params, np.full((lanes, 1), violence))


def three(hazard):
    return hazard[:, :3]


@given(seed=st.integers(0, 500))
def test_talks_hazards_are_monotone_in_their_covariates(seed):
    """I15: willingness, trust and guarantor carry the talks; violence, distrust and spoilers end them."""
    params = sampled(3, seed)
    at = {"talks_stage_group": 2.0, "guarantor": 0.0, "trust": 0.4}
    base = hazards(params, **at)
    assert all(np.all(h[:, 3] == 0) for h in base.values())
    assert all(np.all(three(h) > 0) for h in (onward(base), base["talks_crisis"], base["talks_collapse"]))
    willing = hazards(params, **at, willing=1)
    assert np.all(three(onward(base)) < three(onward(willing)))
    assert np.all(three(base["talks_collapse"]) > three(willing["talks_collapse"]))
    backed = hazards(params, **(at | {"guarantor": 0.6}))
    assert np.all(onward(base) <= onward(backed))
    assert np.all(base["talks_crisis"] >= backed["talks_crisis"])
    assert np.all(onward(base) <= onward(hazards(params, **(at | {"trust": 0.8}))))
    assert np.all(three(base["talks_collapse"]) < three(hazards(params, 1.5, **at)["talks_collapse"]))
    assert np.all(base["talks_crisis"] >= hazards(params, **at, monitoring=1)["talks_crisis"])
    calm, broken = (hazards(params, **at | {"talks_stage_group": 3.0, "violations": v}) for v in (0.0, 0.5))
    assert np.all(calm["talks_collapse"] <= broken["talks_collapse"])


def test_the_guarantor_carries_the_eln_more_than_the_dissidents_and_hardly_the_agc():
    params = central(**SILENT)
    absent, active = (onward(hazards(params, talks_stage_group=1.0, guarantor=g))[0] for g in (0.0, 1.0))
    gain = active[:3] / absent[:3]
    assert gain[0] > gain[1] > gain[2] > 1
    assert gain[0] == pytest.approx(np.exp(params["talks_guarantor_effect"][0, 0]))


def test_talks_with_one_group_bring_ceasefires_of_others_nearer():
    """Bara and Clayton 2022: acts on the step to a ceasefire alone, and not of a table on itself."""
    params = central(**SILENT)
    effect = np.exp(params["talks_other_effect"][0, 0])
    alone, among = (onward(hazards(params, talks_stage_group=np.array([[2.0, other, 0, 0]]))) for other in (0.0, 2.0))
    assert among[0, 0] == pytest.approx(alone[0, 0] * effect)
    early, late = (
        onward(hazards(params, talks_stage_group=np.array([[other, 1.0, 0, 0]])))[0, 1] for other in (0.0, 3.0)
    )
    assert early == late


def test_hazards_by_stage():
    params = central()
    assert all(np.all(h == 0) for n, h in hazards(params, talks_stage_group=0.0).items() if n not in talks.ADVANCE)
    assert all(np.all(h == 0) for h in hazards(params, talks_stage_group=6.0).values())
    assert np.all(onward(hazards(params, talks_stage_group=2.0, talks_frozen=2.0)) == 0)
    assert np.all(onward(hazards(params, willing=0)) == 0)


def test_each_stage_has_its_own_clock_and_waits_while_its_event_is_on_its_way():
    """What a fast stage leaves on its clock must not pay for a slow one, nor the month of the news count twice."""
    params = central(**SILENT)
    for number, event in enumerate(talks.ADVANCE):
        found = hazards(params, talks_stage_group=float(number))
        assert {name for name in talks.ADVANCE if np.any(found[name] > 0)} == {event}
        on_its_way = hazards(params, talks_stage_group=float(number), **{f"fired:{event}": 1.0})
        assert np.all(onward(on_its_way) == 0)


def test_what_is_recorded_does_not_happen_by_chance_where_willingness_is_as_recorded():
    params = central()
    at = {"talks_stage_group": 2.0, "month": int(params["events_known_until"][0, 0]) - 1}
    assert all(np.all(h == 0) for h in hazards(params, **at, levers={}).values())
    other = hazards(params, **at, levers={"talks_agc": 0.9})
    assert all(np.all(h[:, [0, 1, 3]] == 0) for h in other.values())
    assert all(h[0, 2] > 0 for h in (onward(other), other["talks_crisis"], other["talks_collapse"]))


@given(seed=st.integers(0, 500))
def test_shares_stay_in_their_bounds_whatever_happens(seed):
    rng, params = np.random.default_rng(seed), sampled(4, seed)
    state = quiet(params, trust=rng.random((4, 1)), haven=rng.random((4, 1)), guarantor=rng.uniform(-1, 1, (4, 1)))
    for _ in range(40):
        for name in (*talks.ADVANCE, "talks_crisis", "talks_collapse"):
            fired = (rng.random((4, 4)) < 0.3) & (np.arange(4) < 3)
            state |= {f"fired:{name}": 1.0 * fired, f"mark:{name}": fired * rng.random((4, 4))}
        events = {name: rng.random() * (rng.random() < 0.2) for name in talks.EVENTS}
        levers = {name: rng.random() for name in WILLING} | {"ceasefire_term": rng.uniform(0, 24)}
        state |= step(state, params, rng.random(), events, ceasefire_monitoring=rng.random(), **levers)
        for name in ("ceasefire", "violations", "handover", "talks_shock"):
            assert np.all((state[name] >= 0) & (state[name] <= 1)), name
        for name in ("talks_frozen", "ceasefire_left", "round_left"):
            assert np.all((state[name] >= 0) & np.isfinite(state[name])), name
        assert np.all(state["talks_stage_group"] == np.clip(np.round(state["talks_stage_group"]), 0, 6))
        assert np.all((state["ceasefire"][:, 3] == 0) & (state["talks_stage_group"][:, 3] == 0))
