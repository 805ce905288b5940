"""Kernels of the border line, on thousands of random cases and against closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.model import crossings
from borderSim.model.crossings import Scales, choose

CASES = 400
ORIGINS, POSTS, SEGMENTS = 3, 4, 5
seeds = st.integers(0, 2**32 - 1)


def random_case(seed, cases=CASES):
    """Arguments of ``choose`` for many lanes: every lane is one case."""
    rng = np.random.default_rng(seed)
    draw = rng.uniform
    openness = draw(0, 1, (cases, POSTS)) * (draw(0, 1, (cases, POSTS)) > 0.2)
    openness = np.where(draw(0, 1, (cases, POSTS)) > 0.7, 1.0, openness)
    return {
        "formal_cost": draw(0, 60, (cases, ORIGINS, POSTS)),
        "irregular_cost": draw(0, 60, (cases, ORIGINS, SEGMENTS)).astype(np.float32),
        "wait_cost": draw(5, 100, (cases, 1)),
        "penalty": draw(0, 60, (cases, 1)),
        "documented": draw(0, 1, (cases, 1)),
        "openness": openness,
        "scales": Scales(draw(3, 20, (cases, 1)), draw(0.3, 1, (cases, 1)), draw(0.3, 1, (cases, 1))),
    }


def totals(case):
    choice = choose(**case)
    formal = choice.formal.sum(axis=2)
    moving = formal + choice.irregular
    share = np.divide(choice.irregular, moving, out=np.ones_like(moving), where=moving > 0)
    return formal, share, moving


def changed(case, seed, factor):
    """The case with the openness of one post per lane multiplied by (or raised towards 1 with) ``factor``."""
    rng = np.random.default_rng(seed + 1)
    post = rng.integers(0, POSTS, CASES)
    openness = case["openness"].copy()
    lane = np.arange(CASES)
    amount = rng.uniform(0, 1, CASES)
    narrow = openness[lane, post] * amount * (rng.uniform(0, 1, CASES) > 0.3)
    widen = openness[lane, post] + (1 - openness[lane, post]) * amount
    openness[lane, post] = narrow if factor == "narrow" else widen
    return case | {"openness": openness}


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_closing_or_narrowing_a_post_never_raises_formal_nor_lowers_the_irregular_share(seed):
    """I6, on 10,000 random cases."""
    case = random_case(seed)
    formal, share, moving = totals(case)
    formal_less, share_less, moving_less = totals(changed(case, seed, "narrow"))
    assert (formal_less <= formal + 1e-12).all()
    assert (share_less >= share - 1e-12).all()
    assert (moving_less <= moving + 1e-12).all()


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_opening_or_widening_a_post_never_lowers_formal(seed):
    """I7, on 10,000 random cases."""
    case = random_case(seed)
    assert (totals(changed(case, seed, "widen"))[0] >= totals(case)[0] - 1e-12).all()


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_a_dearer_post_never_raises_its_own_share_nor_the_formal_total(seed):
    """I15."""
    case = random_case(seed)
    dearer = case["formal_cost"].copy()
    dearer[:, :, 1] += np.random.default_rng(seed).uniform(0, 30, (CASES, 1))
    before, after = choose(**case), choose(**case | {"formal_cost": dearer})
    assert (after.formal[:, :, 1] <= before.formal[:, :, 1] + 1e-12).all()
    assert (after.formal.sum(axis=2) <= before.formal.sum(axis=2) + 1e-12).all()


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_shares_are_a_distribution(seed):
    """I2 and I3; people with papers are a part of those who pass a post."""
    choice = choose(**random_case(seed))
    parts = [choice.formal, choice.irregular, choice.wait, choice.documented_formal, choice.segment_weight]
    assert all((part >= 0).all() and np.isfinite(part).all() for part in parts)
    np.testing.assert_allclose(choice.formal.sum(axis=2) + choice.irregular + choice.wait, 1, rtol=0, atol=1e-12)
    assert (choice.documented_formal <= choice.formal.sum(axis=2) + 1e-12).all()
    people = np.full(choice.irregular.shape, 1000.0)
    np.testing.assert_allclose(choice.by_segment(people).sum(axis=1), people.sum(axis=1), rtol=1e-5)


def two_sites(openness, documented=1.0, penalty=0.0):
    """One post at 6 USD, one segment at 14 USD, waiting out of the question."""
    one = np.ones((1, 1))
    return choose(
        np.full((1, 1, 1), 6.0), np.full((1, 1, 1), 14.0), 1e6 * one, penalty * one, documented * one,
        openness * one, Scales(8.0 * one, 0.6 * one, 0.5 * one),
    )  # fmt: skip


def test_two_sites_follow_the_binary_logit():
    formal = 1 / (1 + np.exp(-(14 - 6) / 8))
    assert two_sites(1.0).formal[0, 0, 0] == pytest.approx(formal, abs=1e-12)
    assert two_sites(1.0).irregular[0, 0] == pytest.approx(1 - formal, abs=1e-12)


def test_a_post_open_for_part_of_the_month_takes_that_part_of_its_passages():
    """F36: closed 3.5 days of 31, the month's formal passages fall by 11%."""
    fall = two_sites(1 - 3.5 / 31).formal / two_sites(1.0).formal - 1
    assert fall[0, 0, 0] == pytest.approx(-3.5 / 31, abs=1e-12)
    assert -0.14 < fall[0, 0, 0] < -0.08


def test_penalty_for_missing_papers_acts_on_those_without_papers_only():
    without = 1 / (1 + np.exp(-(14 - 6 - 25) / 8))
    with_papers = 1 / (1 + np.exp(-(14 - 6) / 8))
    mixed = two_sites(1.0, documented=0.3, penalty=25.0)
    assert mixed.formal[0, 0, 0] == pytest.approx(0.3 * with_papers + 0.7 * without, abs=1e-12)
    assert mixed.documented_formal[0, 0] == pytest.approx(0.3 * with_papers, abs=1e-12)


def test_two_posts_open_in_turn_are_the_mixture_of_their_days():
    """The most open post stays open longest: 0.7 and 0.4 make 0.4 both, 0.3 one, 0.3 none."""
    case = random_case(7, cases=1)
    case["openness"] = np.array([[0.7, 0.4, 0.0, 0.0]])

    def with_open(*posts):
        flags = np.zeros((1, POSTS))
        flags[0, list(posts)] = 1
        return choose(**case | {"openness": flags}).formal

    mixture = 0.4 * with_open(0, 1) + 0.3 * with_open(0) + 0.3 * with_open()
    np.testing.assert_allclose(choose(**case).formal, mixture, atol=1e-12)


def test_relabelling_posts_permutes_the_result():
    """I11."""
    case, order = random_case(3), np.array([2, 0, 3, 1])
    moved = case | {"formal_cost": case["formal_cost"][:, :, order], "openness": case["openness"][:, order]}
    np.testing.assert_allclose(choose(**moved).formal, choose(**case).formal[:, :, order], rtol=0, atol=1e-10)


def test_a_lane_does_not_depend_on_the_other_lanes():
    """I9, in bytes."""
    case = random_case(11, cases=33)
    together = choose(**case)
    for lane in (0, 5, 32):
        rows = {name: value[lane : lane + 1] for name, value in case.items() if name != "scales"}
        scales = Scales(*(getattr(case["scales"], name)[lane : lane + 1] for name in ("cost", "formal", "irregular")))
        alone = choose(**rows, scales=scales)
        for name in ("formal", "documented_formal", "irregular", "wait", "segment_weight"):
            assert getattr(alone, name).tobytes() == getattr(together, name)[lane : lane + 1].tobytes()


def test_nothing_in_reach_attracts_nobody():
    case = random_case(5)
    case["formal_cost"][:, 0, :] = np.inf
    case["irregular_cost"][:, 1, :] = np.inf
    choice = choose(**case)
    assert (choice.formal[:, 0] == 0).all()
    assert (choice.irregular[:, 1] == 0).all()
    np.testing.assert_allclose(choice.formal.sum(axis=2) + choice.irregular + choice.wait, 1, rtol=0, atol=1e-12)


def test_travel_counts_the_detour_and_stops_at_the_reach():
    one = np.ones((1, 1))
    cost = crossings.travel_cost(np.array([[0.0, 80.0, 900.0]]), 2.0 * one, 40.0 * one, 800.0 * one)
    assert cost.tolist() == [[[0.0, 4.0, np.inf]]]


def test_costs_at_a_post_fall_with_integrity_and_hours():
    base = crossings.formal_cost(3.0, np.array([0.4]), 1.0, np.array([0.5]), np.array([15.0]))
    assert base[0] == pytest.approx(3 * 0.6 + 0.5 + 81 / 48)
    assert crossings.formal_cost(3.0, np.array([0.8]), 1.0, np.array([0.5]), np.array([15.0])) < base
    assert crossings.formal_cost(3.0, np.array([0.4]), 1.0, np.array([0.5]), np.array([24.0])) < base


def test_fee_is_the_multiple_only_while_the_post_is_closed():
    assert crossings.fee(2.5, 4.0, np.array([0.0, 0.5, 1.0])).tolist() == [2.5, 6.25, 10.0]


def test_queue_grows_with_load_and_stays_finite():
    hours = crossings.queue_hours(0.5, np.array([0.0, 0.5, 0.9, 5.0]), 0.95)
    assert hours[0] == 0
    assert hours[1] == pytest.approx(0.5)
    assert (np.diff(hours) > 0).all()
    assert hours[3] == pytest.approx(0.5 * 0.95 / 0.05)


def same_day_case(seed):
    """Demand, cost difference, habit, scale, shift and corridor of many posts, and two degrees of openness."""
    rng = np.random.default_rng(seed)
    demand, dearer = rng.uniform(0, 30000, (CASES, POSTS)), rng.uniform(-30, 30, (CASES, POSTS))
    openness, narrower = rng.uniform(0, 1, (CASES, POSTS)), rng.uniform(0, 1, (CASES, POSTS))
    scale, shift = rng.uniform(1, 20, (CASES, 1)), rng.uniform(0, 1, (CASES, 1))
    corridor = rng.uniform(0, 1, (CASES, POSTS)) * (rng.uniform(0, 1, (CASES, POSTS)) > 0.3)
    return demand, openness, openness * narrower, (dearer, rng.uniform(0.01, 0.3, (CASES, 1)), scale, shift, corridor)


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_same_day_travellers_shift_to_paths_when_a_post_closes(seed):
    """I6 and I7 for same-day travellers, over several posts, with a corridor or without."""
    demand, openness, less, args = same_day_case(seed)
    before, after = crossings.same_day(demand, openness, *args), crossings.same_day(demand, less, *args)
    assert (after.formal <= before.formal + 1e-9).all()
    assert (after.irregular >= before.irregular - 1e-9).all()
    assert (after.formal + after.irregular <= demand + 1e-9).all()
    closed = crossings.same_day(demand, np.zeros_like(openness), *args)
    np.testing.assert_array_equal(closed.formal, closed.corridor)


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_a_corridor_matters_only_while_a_post_is_closed(seed):
    """Through it more pass, none of them by a path; with the post open or the corridor shut every bit stays."""
    demand, openness, _, (*costs, corridor) = same_day_case(seed)
    none = np.zeros_like(corridor)
    plain, through = (crossings.same_day(demand, openness, *costs, c) for c in (none, corridor))
    assert (plain.corridor == 0).all()
    assert (through.formal >= plain.formal).all()
    assert (through.irregular <= plain.irregular + 1e-9).all()
    wide = np.ones_like(openness)
    one, two = (crossings.same_day(demand, wide, *costs, c) for c in (none, corridor))
    assert one.formal.tobytes() == two.formal.tobytes()
    assert one.irregular.tobytes() == two.irregular.tobytes()


def test_same_day_travellers_keep_their_habit_at_the_reference_costs():
    split = crossings.same_day(np.array([1000.0]), np.array([1.0]), np.array([0.0]), 0.06, 4.0, 0.05, 0.0)
    assert split.irregular[0] == pytest.approx(60)
    dearer = crossings.same_day(np.array([1000.0]), np.array([1.0]), np.array([5.0]), 0.06, 4.0, 0.05, 0.0)
    assert dearer.irregular[0] < split.irregular[0]


def test_a_closed_post_with_a_corridor_splits_as_written():
    """940 of 1,000 prefer the post: 10% pass by the corridor, 5% of the rest by paths."""
    split = crossings.same_day(np.array([1000.0]), np.array([0.0]), np.array([0.0]), 0.06, 4.0, 0.05, np.array([0.1]))
    assert split.formal[0] == pytest.approx(94)
    assert split.irregular[0] == pytest.approx(60 + 0.05 * 846)


def test_post_weights_keep_the_order_of_the_posts():
    weights = {f"pendular_weight_{name}": np.full((2, 1), k) for k, name in enumerate(crossings.CROSSINGS)}
    assert crossings.post_weights(weights, crossings.CROSSINGS[::-1]).tolist() == [list(range(7, -1, -1))] * 2
