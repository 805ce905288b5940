"""Regret, good enough, worst futures: known answers, and what must hold for any numbers."""

import csv
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from borderSim.analysis.robust_goals import difference_of, read_goals, share_of
from borderSim.analysis.robust_resample import Settings, dominated, parts, robustness
from borderSim.analysis.robust_tables import write_regret, write_robustness
from borderSim.analysis.robustness import (
    LEAD,
    MEASURES,
    Goal,
    Want,
    crossed,
    judged,
    measured,
    regrets,
    worst_future,
)
from borderSim.errors import UserError
from tests.sweep_story import axis, sweep_of

SETTINGS = Settings("last_12", False, 0.05, 0.1)
HIGH, LOW = Goal("trade_total", "high"), Goal("unmet_need", "low")
WHOLE = slice(None)
TABLES = st.tuples(st.integers(2, 4), st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda shape: arrays(float, shape, elements=st.integers(-50, 50).map(float))
)


def crossed_sweep(outcome, options=(0.0, 1.0, 2.0), futures=(0.0, 1.0, 2.0, 3.0), *, method="list", **more):
    axes = [
        axis("opening", role="policy", kind="lever", method="list", high=max(options)),
        axis("price", method=method, group=1, high=max(futures)),
    ]
    points = np.array([(o, f) for o in options for f in futures])
    return sweep_of(axes, points, outcome, **more)


def steady(points, ids):
    """Option 1 is never far from the best; 0 is best at low prices, 2 at high ones."""
    gap = np.abs(points[:, :1] - points[:, 1:] * 2 / 3)
    return 10 - gap**2 + 0 * ids[None, :]


def of(item, measure):
    return measured(item, 0.05, WHOLE, WHOLE)[MEASURES.index(measure)]


def test_regrets_of_a_table_by_hand():
    values = np.array([[[10.0], [0.0]], [[7.0], [6.0]]])
    item = regrets(HIGH, values)
    np.testing.assert_array_equal(item.regret[:, :, 0], [[0, 6], [3, 0]])
    assert item.spread == 4.5
    np.testing.assert_array_equal(of(item, "regret_max"), [6, 3])
    np.testing.assert_array_equal(of(item, "regret_50"), [3, 1.5])
    np.testing.assert_array_equal(of(item, "worst"), [0, 6])
    np.testing.assert_array_equal(of(item, "best"), [0.5, 0.5])
    future, gap = worst_future(item)
    assert (future.tolist(), gap.tolist()) == ([1, 0], [6.0, 3.0])


@pytest.mark.parametrize(("goal", "sign"), [(HIGH, 1), (LOW, -1)])
def test_the_worst_tail_lies_on_the_bad_side(goal, sign):
    values = np.tile(np.arange(101.0), (2, 1, 1))
    item = regrets(goal, values)
    assert of(item, "tail")[0] == pytest.approx(50 - sign * 45)
    assert of(item, "tail_mean")[0] == pytest.approx(50 - sign * 48)
    assert of(item, "worst")[0] == 50 - sign * 50


@given(TABLES, st.sampled_from([HIGH, LOW]))
def test_regret_is_never_negative_and_the_best_has_none(values, goal):
    item = regrets(goal, values)
    assert np.all(item.regret >= 0)
    np.testing.assert_array_equal(item.regret.min(axis=0), 0)


@given(TABLES, st.randoms(use_true_random=False))
def test_the_order_of_options_and_futures_does_not_matter(values, random):
    options, futures = list(range(values.shape[0])), list(range(values.shape[1]))
    random.shuffle(options)
    random.shuffle(futures)
    here, there = (measured(regrets(LOW, table), 0.05, WHOLE, WHOLE) for table in (values, values[options][:, futures]))
    np.testing.assert_allclose(there, here[:, options])


@given(TABLES)
def test_a_dominated_option_changes_no_other_regret(values):
    worse = values[:1] - 1
    more = regrets(HIGH, np.concatenate([values, worse]))
    np.testing.assert_array_equal(more.regret[:-1], regrets(HIGH, values).regret)


@given(TABLES)
def test_low_of_the_negative_is_high(values):
    high, low = (measured(regrets(goal, table), 0.05, WHOLE, WHOLE) for goal, table in ((HIGH, values), (LOW, -values)))
    levels = [MEASURES.index(name) for name in ("median", "tail", "tail_mean", "worst")]
    signs = np.ones((len(MEASURES), 1))
    signs[levels] = -1
    np.testing.assert_allclose(low, signs * high)


def test_the_steady_option_is_found_and_where_it_fails():
    found = robustness(crossed_sweep(steady), [HIGH], [], SETTINGS)
    lead = found.measures.value[0, MEASURES.index(LEAD)]
    assert found.best.tolist() == [1]
    assert lead[1] < lead[0] == lead[2]
    assert found.apart.tolist() == [[True, False, True]]
    assert found.ranks.rank[0, MEASURES.index(LEAD)].tolist() == [2, 1, 2]
    assert found.ranks.first[0, MEASURES.index(LEAD)].tolist() == [0, 1, 0]


def test_what_is_best_in_parts_of_the_futures():
    data = crossed_sweep(steady)
    cut = parts(robustness(data, [HIGH], [], SETTINGS), data)
    assert [(part.half, int(part.best[0])) for part in cut] == [("lower", 0), ("upper", 2)]
    assert [part.futures.sum() for part in cut] == [2, 2]


def test_a_choice_is_cut_into_its_values():
    data = crossed_sweep(steady, futures=(0.0, 1.0, 2.0))
    data = replace(data, axes=(data.axes[0], replace(data.axes[1], choices=("peace", "talks", "war"))))
    cut = parts(robustness(data, [HIGH], [], SETTINGS), data)
    assert [(part.choice, int(part.futures.sum())) for part in cut] == [(0, 1), (1, 1), (2, 1)]


def noisy(points, ids):
    """Options 0 and 1 are the same, 2 is one lower."""
    return 10 - (points[:, :1] == 2) + np.sin(7 * ids)[None, :] + points[:, 1:]


def test_two_identical_options_cannot_be_told_apart():
    found = robustness(crossed_sweep(noisy), [HIGH], [], SETTINGS)
    assert found.apart.tolist() == [[False, False, True]]
    assert found.ranks.first[0, MEASURES.index(LEAD)].tolist() == [0.5, 0.5, 0]


@pytest.mark.parametrize("method", ["list", "latin_hypercube"])
def test_the_same_seed_gives_the_same_intervals_and_they_hold_the_value(method):
    data = crossed_sweep(lambda p, ids: steady(p, ids) + np.cos(3 * ids) * p[:, :1], method=method)
    one, two = (robustness(data, [HIGH], [Want("trade_total", "above", 9)], SETTINGS) for _ in range(2))
    np.testing.assert_array_equal(one.measures.draws, two.measures.draws)
    median = one.measures.value[0, 0]
    assert np.all((one.measures.low[0, 0] <= median) & (median <= one.measures.high[0, 0]))
    assert one.futures_drawn == (method != "list")


def test_sampled_futures_widen_the_intervals():
    wide, narrow = (
        robustness(crossed_sweep(noisy, method=method), [HIGH], [], SETTINGS).measures
        for method in ("latin_hypercube", "list")
    )
    assert np.all((wide.high - wide.low)[0, 0] > (narrow.high - narrow.low)[0, 0])


def test_extremes_have_no_interval():
    found = robustness(crossed_sweep(noisy), [HIGH], [], SETTINGS)
    for name in ("worst", "regret_max"):
        assert np.isnan(found.measures.low[0, MEASURES.index(name)]).all()


def test_good_enough_counts_futures_and_never_claims_certainty():
    wants = [Want("trade_total", "above", 8.9), Want("unmet_need", "below", 92)]
    found = robustness(crossed_sweep(steady), [HIGH], wants, SETTINGS)
    np.testing.assert_allclose(found.shares.value[0], [0.5, 1, 0.5])
    np.testing.assert_allclose(found.shares.value[1], [0.75, 1, 0.75])
    np.testing.assert_allclose(found.shares.value[2], [0.5, 1, 0.5])
    assert found.shares.low[0, 1] == pytest.approx(0.05 ** (1 / 8))
    assert found.shares.high[0, 1] == 1


def test_a_difference_from_the_reference_can_be_wanted():
    data = crossed_sweep(lambda p, ids: p[:, :1] + 0 * ids, reference=lambda p, ids: 0 * p[:, :1] + 0 * ids)
    found = robustness(data, [HIGH], [Want("trade_total", "higher by", 1)], replace(SETTINGS, difference=True))
    assert found.shares.value[0].tolist() == [0, 1, 1]


def test_beaten_on_every_outcome_needs_every_outcome():
    both = robustness(crossed_sweep(noisy), [HIGH, LOW], [], SETTINGS)
    assert dominated(both) == {2: (0, 1.0)}
    against = robustness(crossed_sweep(noisy), [HIGH, Goal("unmet_need", "high")], [], SETTINGS)
    assert dominated(against) == {}
    assert dominated(robustness(crossed_sweep(noisy), [HIGH], [], SETTINGS)) == {}


def test_without_a_future_axis_the_members_are_the_futures():
    data = sweep_of(
        [axis("opening", role="policy", kind="lever", method="list")], np.array([[0.0], [1.0]]), lambda p, ids: p + ids
    )
    found = robustness(data, [HIGH], [], SETTINGS)
    assert found.items[0].values.shape == (2, 1, 8)
    assert parts(found, data) == []
    assert found.best.tolist() == [1]


def test_options_are_combinations_of_several_policy_axes():
    axes = [axis(name, role="policy", kind="lever", method="list", group=i) for i, name in enumerate(("a", "b"))]
    points = np.array([(a, b) for a in (1.0, 0.0) for b in (0.0, 1.0)])
    np.testing.assert_array_equal(crossed(sweep_of(axes, points, lambda p, ids: p[:, :1] + 0 * ids)).options, points)


def test_a_sweep_that_is_not_crossed_is_refused_with_the_reason():
    together = [axis("opening", role="policy", kind="lever"), axis("price")]
    points = np.array([(0, 0), (0.5, 0.5), (1, 1)])
    with pytest.raises(UserError, match=r"6 of the 9 pairs .* opening, price are in one group of `vary`"):
        crossed(sweep_of(together, points, steady))
    data = crossed_sweep(steady)
    with pytest.raises(UserError, match=r"1 of the 12 pairs .* every option must be run in every future"):
        crossed(replace(data, points=data.points[:-1], case=data.case[:-1]))


def test_nothing_to_choose_is_refused_with_a_hint():
    with pytest.raises(UserError, match="one option only \\(opening\\): give the policy axis at least two values"):
        crossed(crossed_sweep(steady, options=(1.0,)))
    with pytest.raises(UserError, match="varies no policy"):
        crossed(sweep_of([axis("price")], np.array([[0.0], [1.0]]), lambda p, ids: p + ids))


def test_missing_values_and_too_few_members_are_refused():
    data = crossed_sweep(steady)
    data.values["trade_total"][0, 0] = np.nan
    with pytest.raises(UserError, match="trade_total: 1 of 96 values of the sweep are missing"):
        judged(data, crossed(data), HIGH, difference=False)
    with pytest.raises(UserError, match="has 7 members"):
        robustness(crossed_sweep(steady, members=7), [HIGH], [], SETTINGS)


KNOWN = ("trade_total", "unmet_need")


def test_goals_and_wants_are_read():
    goals, wants = read_goals(["unmet_need=low"], ["trade_total higher by 2.5", " unmet_need below -3"], KNOWN)
    assert goals == [LOW]
    assert wants == [Want("trade_total", "higher by", 2.5), Want("unmet_need", "below", -3)]


@pytest.mark.parametrize(
    ("indicators", "wants", "words"),
    [
        ([], [], "say what is wanted: --indicator trade_total=low or =high"),
        (["unmet_need"], [], "say which is wanted: unmet_need=low or unmet_need=high"),
        (["unmet_need=down"], [], "say which is wanted"),
        (["unmet_ned=low"], [], "did you mean unmet_need?"),
        (["zzz=low"], [], "it kept trade_total, unmet_need"),
        (["unmet_need=low", "unmet_need=high"], [], "given twice"),
        (["unmet_need=low"], ["unmet_need above 3"], "the indicator is wanted low"),
        (["unmet_need=low"], ["unmet_need < 3"], "write NAME below NUMBER"),
        (["unmet_need=low"], ["unmet_need below many"], "many is not a number"),
        (["unmet_need=low"], ["unmet_need below nan"], "nan is not a number"),
        (["unmet_need=low"], ["unmet_need lower by -2"], "a number above 0"),
        (["unmet_need=low"], ["trade above 2"], "--want trade: the sweep did not keep"),
    ],
)
def test_bad_goals_are_refused_in_words(indicators, wants, words):
    with pytest.raises(UserError) as error:
        read_goals(indicators, wants, KNOWN)
    assert words in str(error.value)


def test_every_problem_is_told_at_once():
    with pytest.raises(UserError) as error:
        read_goals(["a=low", "unmet_need"], ["b below 1"], KNOWN)
    assert len(error.value.problems) == 3


@pytest.mark.parametrize(("text", "share"), [("5%", 0.05), ("0.1", 0.1), ("50%", 0.5)])
def test_shares_are_read(text, share):
    assert share_of("--worst", text, 0.5) == pytest.approx(share)


@pytest.mark.parametrize("text", ["0", "51%", "5", "-1%", "five", "nan", ""])
def test_bad_shares_are_refused(text):
    with pytest.raises(UserError, match="write a share above 0% and up to 50%"):
        share_of("--worst", text, 0.5)


def test_a_difference_needs_a_reference():
    data = crossed_sweep(steady)
    assert difference_of(data, None) is False
    with pytest.raises(UserError, match="no reference to compare with"):
        difference_of(data, True)
    with pytest.raises(UserError, match="write below or above"):
        robustness(data, [HIGH], [Want("unmet_need", "lower by", 1)], SETTINGS)


def test_the_tables_hold_every_option_measure_and_future(tmp_path):
    data = crossed_sweep(steady)
    found = robustness(data, [HIGH], [Want("trade_total", "above", 8.9)], SETTINGS)
    with write_robustness(found, data, tmp_path / "robustness.csv").open() as stream:
        lines = list(csv.DictReader(stream))
    assert len(lines) == 3 * (len(MEASURES) + 1)
    lead = {line["opening"]: line for line in lines if line["measure"] == LEAD}
    assert (lead["1"]["rank"], lead["1"]["first_in_100"]) == ("1", "100")
    assert [line["value"] for line in lines if line["measure"] == "satisfied"] == ["0.5", "1", "0.5"]
    with write_regret(found, data, tmp_path / "regret.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 12
    for row in rows:
        distances = [abs(option - float(row["price"]) * 2 / 3) ** 2 for option in (0, 1, 2)]
        regret = distances[int(row["opening"])] - min(distances)
        assert [float(row[name]) for name in ("q05", "q50", "q95")] == pytest.approx([regret] * 3, abs=1e-5)
