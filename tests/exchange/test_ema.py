import sys

import numpy as np
import pandas as pd
import pytest

from borderSim.analysis.outcomes import outcomes
from borderSim.errors import UserError
from borderSim.exchange.ema import BatchEvaluator, ema_model, to_ema
from borderSim.exchange.function import model_function
from tests.exchange.folders import sweep
from tests.exchange.workbench import workbench
from tests.sweep_story import axis, sweep_of
from tests.sweeps.lab import written


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """A sweep over two levers and an assumption, six months of 2012, four members."""
    text = """\
name: small
title: {en: "Small", es: "Pequeño"}
question: {en: "What changes?", es: "¿Qué cambia?"}
scenario: closed.yaml
members: 4
indicators: [trade_total, unmet_need]
vary:
  - sample: latin_hypercube
    points: 4
    of:
      - {lever: border_open_cargo, from: 2012-02-01, low: 0, high: 0.8}
      - {lever: customs_digital, from: 2012-03-01, low: 0, high: 1}
      - {assumption: gdp_elasticity_oil_short}
"""
    return written(tmp_path_factory.mktemp("ema"), text)


# to_ema


def test_a_case_is_a_member_at_a_point():
    data = sweep(4, members=3, drawn={"noise": np.array([5.0, 6.0, 7.0])})
    experiments, found = to_ema(data, drawn=["noise"])
    assert len(experiments) == 12
    assert list(experiments) == ["openness", "oil", "noise", "scenario", "policy", "model"]
    assert experiments["noise"].tolist() == [5.0, 6.0, 7.0] * 4
    assert experiments["openness"].tolist() == np.repeat(data.points[:, 0], 3).tolist()
    assert experiments["oil"].tolist()[:6] == ["cheap"] * 3 + ["=dear"] * 3
    np.testing.assert_array_equal(found["trade_total"], outcomes(data, "trade_total").ravel())
    np.testing.assert_allclose(found["trade_total_difference"], 10 * experiments["openness"] + 1, atol=1e-5)


def test_columns_have_the_types_that_the_workbench_gives():
    experiments, _ = to_ema(sweep(4))
    assert experiments["openness"].dtype == float
    for name in ("oil", "scenario", "policy", "model"):
        assert isinstance(experiments[name].dtype, pd.CategoricalDtype)


def test_policies_are_chosen_values_and_scenarios_futures_with_their_member():
    experiments, _ = to_ema(sweep(4, members=2))
    assert experiments.groupby("policy", observed=True)["openness"].nunique().eq(1).all()
    assert experiments["policy"].nunique() == 4
    assert experiments["scenario"].nunique() == 4  # two futures, two members
    alone = sweep_of([axis("oil")], np.array([[0.1], [0.9]]), lambda p, m: p[:, :1] + 0 * m)
    assert set(to_ema(alone)[0]["policy"]) == {"None"}
    assert not [name for name in to_ema(alone)[1] if name.endswith("_difference")]


def test_by_point_the_median_has_its_range_beside_it():
    data = sweep(5)
    experiments, found = to_ema(data, by="point")
    assert len(experiments) == 5
    assert (found["trade_total_q05"] < found["trade_total"]).all()
    assert (found["trade_total"] < found["trade_total_q95"]).all()
    np.testing.assert_allclose(found["trade_total"], np.median(outcomes(data, "trade_total"), axis=1))


def test_months_are_kept_when_asked_for():
    data = sweep(3, members=2, months=14)
    assert to_ema(data, monthly=True)[1]["trade_total"].shape == (6, 14)
    assert to_ema(data, monthly=True, by="point")[1]["trade_total_difference_q05"].shape == (3, 14)


def test_to_ema_refuses_what_does_not_exist():
    with pytest.raises(UserError, match="one of first_12"):
        to_ema(sweep(), "last_year")
    with pytest.raises(UserError, match="did you mean noise"):
        to_ema(sweep(drawn={"noise": np.zeros(8)}), drawn=["noize"])
    with pytest.raises(UserError, match=r"by=.member"):
        to_ema(sweep(drawn={"noise": np.zeros(8)}), by="point", drawn=["noise"])


def test_the_workbench_analyses_take_it():
    """Its PRIM finds the policies above 0.5, and its feature scores name the policy first."""
    workbench()
    from ema_workbench.analysis import feature_scoring, prim

    experiments, found = to_ema(sweep(60, members=4))
    wanted = found["trade_total_difference"] > 6  # 10 x openness + 1
    box = prim.Prim(experiments.drop(columns=["scenario", "policy", "model"]), wanted, threshold=0.8).find_box()
    low = box.box_lims[-1]["openness"].iloc[0]
    assert low == pytest.approx(0.5, abs=0.06)
    assert box.density == 1
    parts = experiments.drop(columns=["scenario", "policy", "model"])
    scores = feature_scoring.get_feature_scores_all(parts, {"gap": found["trade_total_difference"]})
    assert scores["gap"].idxmax() == "openness"


# the model as a function


def test_one_batch_gives_what_single_rows_give(file):
    function = model_function(file)
    rows = {"border_open_cargo": np.array([0.0, 0.4, 0.8]), "customs_digital": np.array([0.0, 1.0, 0.5])}
    together = function(**rows)
    assert set(together) == set(function.outcomes)
    for position in range(3):
        alone = function(**{name: float(values[position]) for name, values in rows.items()})
        for name, value in alone.items():
            assert np.ndim(value) == 0
            assert value == pytest.approx(together[name][position], rel=1e-12)


def test_a_single_value_holds_for_all_rows(file):
    function = model_function(file, members=2)
    found = function(border_open_cargo=np.array([0.1, 0.7]), customs_digital=0.5)["trade_total"]
    same = function(border_open_cargo=np.array([0.1, 0.7]), customs_digital=np.array([0.5, 0.5]))["trade_total"]
    np.testing.assert_array_equal(found, same)


def test_differences_are_paired_with_the_reference(file):
    """The reference does not feel the policy, but the future: level - difference is the same for all policies."""
    function = model_function(file, members=1)
    found = function(border_open_cargo=np.array([0.0, 0.8]), gdp_elasticity_oil_short=0.2)
    base = found["trade_total"] - found["trade_total_difference"]
    assert base[0] == pytest.approx(base[1])
    assert found["trade_total_difference"][0] != found["trade_total_difference"][1]


def test_months_of_the_function(file):
    assert model_function(file, members=1, monthly=True)(border_open_cargo=np.array([0.0, 0.8]))[
        "trade_total"
    ].shape == (2, 6)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "no axis given; known: border_open_cargo"),
        ({"border_open_crago": 0.1}, "did you mean border_open_cargo"),
        ({"border_open_cargo": 0.9}, "0.9 lies outside 0 to 0.8"),
        ({"border_open_cargo": np.nan}, "nan lies outside"),
    ],
)
def test_the_function_refuses_what_it_cannot_run(file, values, words):
    with pytest.raises(UserError, match=words):
        model_function(file)(**values)


# the model in the workbench


def test_the_workbench_runs_all_experiments_in_one_batch(file, monkeypatch):
    workbench()
    model, calls = ema_model(file, members=2), []
    run = type(model.function)._run
    monkeypatch.setattr(
        type(model.function), "_run", lambda self, axes, rows: calls.append(len(rows)) or run(self, axes, rows)
    )
    with BatchEvaluator(model) as evaluator:
        experiments, found = evaluator.perform_experiments(scenarios=3, policies=2)
    assert calls == [6]
    assert list(experiments)[-3:] == ["scenario", "policy", "model"]
    row = experiments.iloc[4]
    again = model.function(**{name: row[name] for name in model.function.axes})
    for name, values in found.items():
        assert values.shape == (6,)
        assert values[4] == pytest.approx(again[name], rel=1e-9)


def test_the_workbench_s_own_evaluator_gives_the_same(file):
    package = workbench()
    model = ema_model(file, members=1)
    policies = [package.Policy("open", border_open_cargo=0.7, customs_digital=0.2)]
    one = package.perform_experiments(model, policies=policies)[1]
    with BatchEvaluator(model) as evaluator:
        other = evaluator.perform_experiments(policies=policies)[1]
    for name, values in one.items():
        np.testing.assert_allclose(values, other[name], rtol=1e-12)


def test_axes_become_levers_and_uncertainties_with_their_own_distributions(file):
    package = workbench()
    model = ema_model(file)
    assert sorted(model.levers.keys()) == ["border_open_cargo", "customs_digital"]
    (own,) = model.uncertainties
    assert own.name == "gdp_elasticity_oil_short"
    spread = model.function.axes[own.name]
    shares = np.array([0.1, 0.5, 0.9])
    np.testing.assert_allclose(own.dist.ppf(shares), spread.at(shares), rtol=0.01)
    assert isinstance(model.levers["customs_digital"], package.RealParameter)


def test_without_the_workbench_the_line_to_type_is_said(file, monkeypatch):
    monkeypatch.setitem(sys.modules, "ema_workbench", None)
    with pytest.raises(UserError, match="pip install ema_workbench"):
        ema_model(file)


def test_whole_scenarios_are_a_choice_of_the_workbench(tmp_path):
    package = workbench()
    text = """\
name: whole
title: {en: "Whole", es: "Enteros"}
question: {en: "Which?", es: "¿Cuál?"}
reference: short.yaml
members: 1
indicators: [trade_total]
vary:
  - {scenarios: [closed.yaml, short.yaml]}
"""
    model = ema_model(written(tmp_path, text, "whole"))
    (lever,) = model.levers
    assert isinstance(lever, package.CategoricalParameter)
    with BatchEvaluator(model) as evaluator:
        experiments, found = evaluator.perform_experiments(policies=4)
    short = (experiments["which_scenario"] == "short").to_numpy()
    assert short.any()
    assert not short.all()
    assert (found["trade_total_difference"][short] == 0).all()
    assert (found["trade_total_difference"][~short] != 0).all()
    with pytest.raises(UserError, match="open is none of closed, short"):
        model.function(which_scenario="open")
