"""The tornado: low against high, paired where it can be, and honest where it cannot."""

import csv

import numpy as np
import pytest

from borderSim.analysis.sensitivity_inputs import Contest, Input
from borderSim.analysis.sensitivity_methods import dummies
from borderSim.analysis.tornado import COLUMNS, base_row, ends, tornado, write_tornado
from borderSim.errors import UserError

WORDS = {"en": "x", "es": "x"}


def inputs(table):
    return [Input(f"x{i}", WORDS, WORDS, column) for i, column in enumerate(np.asarray(table, float).T)]


def test_outer_thirds_of_a_linear_outcome():
    rows = dummies(300, 3, 1)
    outcome = (rows @ [6.0, -3.0, 0.0])[:, None] + np.zeros(5)
    bars = tornado(inputs(rows), outcome, seed=1)
    assert [bar.input.name for bar in bars] == ["x0", "x1", "x2"]
    assert bars[0].difference.value == pytest.approx(4, abs=0.6)  # 6 x (5/6 - 1/6)
    assert bars[1].difference.value == pytest.approx(-2, abs=0.8)
    assert [bar.distinguishable for bar in bars] == [True, True, False]
    assert bars[0].from_value == pytest.approx(1 / 6, abs=0.01)
    assert bars[0].at_high.value - bars[0].at_low.value == pytest.approx(bars[0].difference.value)


def test_the_interval_covers_the_truth_about_as_often_as_it_says():
    """40 samples of a noisy slope: the true difference lies in the 90% interval in at least 30 (p < 0.01 if 90%)."""
    inside = 0
    for seed in range(40):
        rows = dummies(90, 2, 100 + seed)
        bars = tornado(inputs(rows[:, :1]), (3 * rows[:, 0] + 2 * rows[:, 1])[:, None], seed=seed)
        inside += bars[0].difference.low <= 2 <= bars[0].difference.high
    assert inside >= 30


def test_a_grid_is_paired_so_that_other_axes_do_not_blur_it():
    grid = np.array([[a, b] for a in (0, 1) for b in range(10)])
    outcome = (grid @ [1.0, 100.0])[:, None] + np.zeros(4)
    bar = {b.input.name: b for b in tornado(inputs(grid), outcome)}["x0"]
    assert (bar.difference.low, bar.difference.value, bar.difference.high) == (1, 1, 1)


def test_one_at_a_time_compares_rows_at_the_base():
    table = np.array([[1, 1, 1], [0, 1, 1], [2, 1, 1], [1, 0, 1], [1, 3, 1], [1, 1, 0], [1, 1, 5.0]])
    assert base_row(table).tolist() == [1, 1, 1]
    assert [rows.tolist() for rows in ends(table, 1)] == [[3], [4]]
    members = np.linspace(0, 50, 30)
    outcome = (table @ [10.0, 1.0, 0.0])[:, None] + members
    bars = tornado(inputs(table), outcome)
    assert [bar.difference.value for bar in bars] == pytest.approx([20, 3, 0])
    assert bars[0].difference.low == pytest.approx(20)  # paired: what members share drops out
    assert [bar.distinguishable for bar in bars] == [True, True, False]


def test_members_that_disagree_make_an_effect_that_cannot_be_told_apart():
    table = np.array([[0.0, 0], [1, 0], [0, 1], [1, 1]])
    sign = np.where(np.arange(20) % 2, 1.0, -1.0)
    bars = tornado(inputs(table), table[:, :1] * sign)
    assert not any(bar.distinguishable for bar in bars)


@pytest.mark.parametrize("table", [[[1, 1], [1, 2], [1, 3]], [[0, 0.3], [1, 0.8], [2, 0.1]]])
def test_what_cannot_be_compared_has_no_bar(table):
    names = {bar.input.name for bar in tornado(inputs(table), np.arange(3.0)[:, None] + np.zeros(4))}
    assert "x0" not in names


def test_missing_outcomes_are_refused():
    with pytest.raises(UserError, match="2 outcomes are missing"):
        tornado(inputs([[0.0], [1]]), np.array([[1.0, np.nan], [np.inf, 0]]))


def test_no_inputs_no_bars():
    assert tornado([], np.ones((3, 2))) == []


@pytest.mark.parametrize("statistic", ["median", "mean", "spread"])
def test_statistics(statistic):
    rows = np.repeat([[0.0], [1.0]], 8, axis=0)
    members = np.linspace(-1, 1, 21)
    outcome = 5 * rows + (1 + rows) * members
    value = tornado(inputs(rows), outcome, statistic)[0].difference.value
    assert value == pytest.approx(1.8 if statistic == "spread" else 5)


def test_tornado_csv(tmp_path):
    item = Input("x", WORDS, WORDS, np.array([0.0] * 6 + [1] * 6), {}, (Contest("range"), Contest("reading", "q")))
    bars = tornado([item], np.r_[np.zeros(6), np.ones(6)][:, None])
    with write_tornado([("trade_total", "last_12", bars)], tmp_path / "tornado.csv").open(encoding="utf-8") as stream:
        (line,) = csv.DictReader(stream)
    assert tuple(line) == COLUMNS
    assert (line["contested"], line["difference"], line["distinguishable"]) == ("range;reading:q", "1.0", "True")
