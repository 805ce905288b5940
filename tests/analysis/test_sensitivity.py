"""The study of an indicator: years, members, contested inputs, shares, and the file that it writes."""

import csv
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from SALib.sample import sobol as sobol_sample

from borderSim import catalogue
from borderSim.analysis.sensitivity import COLUMNS, Settings, rows_of, shares, study, write_sensitivity
from borderSim.analysis.sensitivity_inputs import Contest, contests, drawn_of, inputs_of
from borderSim.analysis.sensitivity_methods import dummies
from borderSim.errors import UserError
from tests.sweep_story import axis, sweep_of


def late(months=24):
    """The first axis acts in every month, the second from the second year on."""
    unit = sobol_sample.sample(
        {"num_vars": 2, "names": ["a", "b"], "bounds": [[0, 1]] * 2}, 128, calc_second_order=False, seed=2
    )
    axes = [axis("early", method="sobol_indices"), axis("late", method="sobol_indices")]
    data = sweep_of(axes, unit, lambda x, m: x[:, :1] + 0 * m, members=3, months=months)
    series = data.values["trade_total"].copy()
    series[:, :, 12:] += 3 * unit[:, 1][:, None, None].astype(np.float32)
    return replace(data, values={**data.values, "trade_total": series})


def test_an_input_that_acts_from_the_second_year_on():
    answer = study(late(), "trade_total", Settings(window="whole"))
    first, second = (year.indices.main.value for year in answer.years)
    assert [(year.first, year.last) for year in answer.years] == [("2024-01", "2024-12"), ("2025-01", "2025-12")]
    assert first[1] == pytest.approx(0, abs=1e-9)
    assert first[0] == pytest.approx(1, abs=0.1)
    assert second == pytest.approx([0.1, 0.9], abs=0.1)  # slopes 1 and 3
    assert not answer.years[0].indices.seen[1]


def test_months_after_the_last_full_year_have_no_index_and_short_runs_no_years():
    assert len(study(late(30), "trade_total", Settings()).years) == 2
    axes = [axis("a"), axis("b")]
    short = sweep_of(axes, dummies(60, 2, 1), lambda x, m: x[:, :1] + 0 * m, months=6)
    assert study(short, "trade_total", Settings()).years == ()


def test_a_year_in_which_nothing_varies_is_left_open():
    data = late()
    series = data.values["trade_total"].copy()
    series[:, :, :12] = 5
    answer = study(replace(data, values={"trade_total": series}), "trade_total", Settings())
    assert answer.years[0].indices is None
    assert answer.years[1].indices is not None


def test_an_outcome_that_never_varies_has_no_index_and_no_tornado():
    axes = [axis("a"), axis("b")]
    still = sweep_of(axes, dummies(60, 2, 1), lambda x, m: 5 + 0 * x[:, :1] + 0 * m)
    answer = study(still, "trade_total", Settings())
    assert (answer.found, answer.bars, answer.shares) == (None, (), None)


def test_a_missing_number_that_a_median_would_hide_is_refused():
    data = late()
    series = data.values["trade_total"].copy()
    series[3, 0, 20] = np.inf
    with pytest.raises(UserError, match="1 of 1536 outcomes are missing or infinite, at point 4"):
        study(replace(data, values={"trade_total": series}), "trade_total", Settings())


def test_differences_explain_the_effect_and_not_the_level():
    rows = dummies(120, 2, 4)
    axes = [axis("future"), axis("policy", role="policy", kind="lever")]
    data = sweep_of(
        axes, rows, lambda x, m: 10 * x[:, :1] + x[:, 1:] + m, reference=lambda x, m: 10 * x[:, :1] + m, members=4
    )
    level, effect = (study(data, "trade_total", Settings(difference=flag)).found for flag in (False, True))
    assert level.names[level.order[0]] == "future"
    assert effect.names[effect.order[0]] == "policy"
    assert effect.seen.tolist() == [False, True]


def members_story(count=120, parameters=60, points=3):
    """Of many parameters that members draw one moves the outcome; the points move all members alike."""
    drawn = dummies(count, parameters, 6)
    names = ["balloon_coefficient", *[f"idle{i}" for i in range(parameters - 1)]]
    axes = [axis("option", 0, points - 1, role="policy", kind="lever", method="list")]
    return sweep_of(
        axes,
        np.arange(points)[:, None],
        lambda x, m: 100 * x + 5 * drawn[:, 0][m],
        members=count,
        drawn={name: drawn[:, i] for i, name in enumerate(names)},
    )


def test_members_are_screened_against_made_up_parameters():
    data = members_story()
    assert rows_of(data, None) == "members"
    assert rows_of(late(), None) == rows_of(members_story(49), None) == rows_of(data, "points") == "points"
    answer = study(data, "trade_total", Settings(by="members"))
    assert "balloon_coefficient" in answer.found.names
    assert answer.screened + len(answer.found.names) == 60
    assert len(answer.found.names) <= 2  # at most one of ten screenings lets anything else through
    assert answer.bars[0].input.name == "balloon_coefficient"
    assert answer.bars[0].difference.value == pytest.approx(5 * 2 / 3, rel=0.1)  # upper less lower third
    assert all(year.indices.names == answer.found.names for year in answer.years)


def test_more_points_do_not_make_members_look_more():
    """Rows are members: the same draws at 40 points carry what they carry at one."""
    few, many = (study(members_story(points=p), "trade_total", Settings(by="members")).found for p in (1, 40))
    assert few.size == many.size == 120
    assert few.threshold == pytest.approx(many.threshold)


@pytest.mark.parametrize("count", [20, 49])
def test_too_few_members(count):
    with pytest.raises(UserError, match="too few for --method pawn"):
        study(members_story(count), "trade_total", Settings(by="members"))


def test_members_that_drew_nothing():
    data = replace(members_story(), drawn={"same": np.ones(120)})
    with pytest.raises(UserError, match="drew nothing that differs"):
        study(data, "trade_total", Settings(by="members"))
    assert drawn_of(data) == []


def test_points_without_axes():
    data = replace(members_story(points=1), axes=(), points=np.empty((1, 0)), unit=np.empty((1, 0)))
    with pytest.raises(UserError, match="varies nothing"):
        study(data, "trade_total", Settings(by="points"))


def test_zipped_axes_are_one_input():
    axes = [axis("a", method="zip"), axis("b", method="zip"), axis("c", method="list", group=1)]
    points = np.array([[0.5, 9, 0], [0.5, 9, 1], [0.1, 7, 0], [0.1, 7, 1]])
    inputs = inputs_of(sweep_of(axes, points, lambda x, m: x[:, :1] + 0 * m))
    assert [item.name for item in inputs] == ["a+b", "c"]
    assert inputs[0].values.tolist() == [0, 0, 1, 1]
    assert inputs[0].choices == dict.fromkeys(("en", "es"), ("0.5 / 9", "0.1 / 7"))


def test_contested_comes_from_the_tables():
    assert Contest("range") in contests("balloon_coefficient")
    assert Contest("reading", "balloon_effect") in contests("balloon_coefficient")
    assert contests("structure_pact_wars") == (Contest("structure"),)
    assert Contest("link", "public_condemnation->ve_settlement") in contests("public_condemnation[caracas]")
    assert contests("no_such_name") == ()
    plain = [name for name in catalogue.parameters() if not contests(name)]
    assert 0.9 * len(catalogue.parameters()) < len(plain) < len(catalogue.parameters())


@given(arrays(float, (4, 6), elements=st.floats(-1e3, 1e3).map(lambda v: round(v, 3))))
def test_shares_sum_to_one(table):
    found = shares(table)
    if found is not None:
        assert found.points + found.members + found.together == pytest.approx(1)
        assert min(found.points, found.members, found.together) >= 0


def test_shares_of_an_additive_table():
    table = np.array([0.0, 3.0])[:, None] + np.array([0.0, 1.0])
    assert shares(table).points == pytest.approx(0.9)
    assert shares(table).members == pytest.approx(0.1)


def test_sensitivity_csv(tmp_path):
    answer = study(late(), "trade_total", Settings())
    with write_sensitivity([answer], tmp_path / "sensitivity.csv").open(encoding="utf-8") as stream:
        lines = list(csv.DictReader(stream))
    assert tuple(lines[0]) == COLUMNS
    assert len(lines) == 3 * 2 * 2  # window and two years, two inputs, total and first
    assert {line["year"] for line in lines} == {"", "2024-01/2024-12", "2025-01/2025-12"}
    assert all(float(line["low"]) <= float(line["value"]) <= float(line["high"]) for line in lines)
