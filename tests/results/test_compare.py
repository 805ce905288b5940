import csv
from dataclasses import replace

import numpy as np
import pytest

from borderSim.analysis import compare as comparing
from borderSim.analysis.decompose import decompose
from borderSim.catalogue import indicators
from borderSim.results.data import LEVELS, quantiles, summarise
from tests.results.synthetic import GAP, synthetic


def row(rows, indicator, window="last_12"):
    return next(r for r in rows if (r.indicator, r.window) == (indicator, window))


def test_quantiles_are_those_of_numpy():
    values = np.random.default_rng(3).normal(size=(37, 5))
    np.testing.assert_allclose(quantiles(values), np.quantile(values, LEVELS, axis=0), rtol=1e-14)
    assert quantiles(np.array([4.0])).tolist() == [4.0] * 5


def test_numbers_by_hand():
    data = synthetic(30, 30)
    found = row(comparing.compare(data), "exports_to_ve")
    ours = data.national["exports_to_ve"][0, :, 18:].mean(axis=1)
    theirs = data.national["exports_to_ve"][1, :, 18:].mean(axis=1)
    assert found.median == pytest.approx(np.median(ours))
    assert (found.q05, found.q95) == pytest.approx(tuple(np.quantile(ours, (0.05, 0.95))))
    assert found.baseline_median == pytest.approx(np.median(theirs))
    assert found.diff_median == pytest.approx(np.median(ours - theirs)) == pytest.approx(GAP["exports_to_ve"])
    assert found.higher_in_100 == 100
    assert found.distinguishable


def test_difference_is_paired_not_a_difference_of_medians():
    data = synthetic(30)
    shuffled = np.array(data.national["unmet_need"])
    shuffled[0] = shuffled[1][::-1] + 0.01
    found = row(comparing.compare(replace(data, national={"unmet_need": shuffled})), "unmet_need")
    gap = (shuffled[0] - shuffled[1])[:, -1]
    assert found.diff_median == pytest.approx(np.median(gap))
    assert found.diff_q95 == pytest.approx(np.quantile(gap, 0.95))
    assert not found.distinguishable


@pytest.mark.parametrize(("shift", "expected"), [(0.0, False), (1.5, False), (3.0, True), (-3.0, True)])
def test_distinguishable_means_that_the_90_band_excludes_zero(shift, expected):
    members = np.linspace(-2, 2, 101)
    found = comparing.compare_members(members + shift, np.zeros(101))
    assert found["distinguishable"] is expected
    assert found["distinguishable"] == (found["diff_q05"] > 0 or found["diff_q95"] < 0)


def test_equal_scenarios_are_never_higher():
    found = comparing.compare_members(np.ones(20), np.ones(20))
    assert found["higher_in_100"] == 0
    assert found["distinguishable"] is False


@pytest.mark.parametrize("window", comparing.WINDOWS)
@pytest.mark.parametrize("how", ["mean", "sum", "last", "max"])
def test_windows(window, how):
    months = np.arange(40.0)[None]
    chosen = {"first_12": months[:, :12], "last_12": months[:, 28:], "whole": months}[window]
    expected = {"mean": chosen.mean(), "sum": chosen.sum(), "last": chosen[0, -1], "max": chosen.max()}[how]
    assert comparing.aggregate(months, how, window) == pytest.approx(expected)


def test_a_short_run_is_its_own_year():
    months = np.arange(5.0)[None]
    assert comparing.aggregate(months, "mean", "first_12") == comparing.aggregate(months, "mean", "last_12") == 2


def test_error_of_the_median_agrees_with_repeated_draws():
    rng = np.random.default_rng(11)
    draws = rng.normal(size=(3000, 200))
    spread = np.median(draws, axis=1).std()
    assert np.mean([comparing.median_error(one) for one in draws[:400]]) == pytest.approx(spread, rel=0.15)
    assert comparing.median_error(np.full(7, 2.0)) == 0
    assert comparing.median_error(np.array([1.0])) == 0


def test_columns_order_and_round_trip(tmp_path):
    rows = comparing.compare(synthetic())
    path = comparing.write_comparison(rows, tmp_path / "comparison.csv")
    with path.open() as stream:
        header = next(csv.reader(stream))
    assert header == [
        "indicator",
        "unit",
        "scenario",
        "baseline",
        "window",
        "median",
        "q05",
        "q25",
        "q75",
        "q95",
        "baseline_median",
        "diff_median",
        "diff_q05",
        "diff_q95",
        "higher_in_100",
        "distinguishable",
        "mc_error",
    ]
    assert comparing.read_comparison(path) == rows
    orders = [indicators()[r.indicator].order for r in rows]
    assert orders == sorted(orders)
    assert {r.window for r in rows} == set(comparing.WINDOWS)


def test_several_scenarios_each_against_its_reference():
    data = replace(synthetic(), variants=(), pairs=(("reopen", "baseline"), ("baseline_frozen_demand", "baseline")))
    rows = comparing.compare(data)
    assert {(r.scenario, r.baseline) for r in rows} == set(data.pairs)
    assert comparing.compare(replace(synthetic(), scenarios=("reopen",), variants=())) == []


def test_parts_add_up_in_each_member():
    data = synthetic(1)
    parts = {p.part: p.median for p in decompose(data) if p.indicator == "exports_to_ve"}
    total = sum(parts[name] for name in ("reopening", "demand", "events", "rest"))
    assert parts["reopening"] == pytest.approx(GAP["exports_to_ve"])
    assert total == pytest.approx(parts["change"])
    assert decompose(replace(data, variants=())) == []


def test_place_summary_counts_agreement():
    data = synthetic(25)
    found = summarise(data, "venezuelans")
    gap = data.place["venezuelans"][0].astype(float) - data.place["venezuelans"][1]
    np.testing.assert_allclose(found.higher[0], (gap > 0).mean(axis=0))
    np.testing.assert_allclose(found.difference[0, 2], np.median(gap, axis=0))
    assert not found.higher[1].any()
