"""Packages as scenarios, their cost, their numbers, and the front under members that the search has not seen."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from borderSim.cli import main as program
from borderSim.cli.costs import last_count
from borderSim.optimise.front import BASE, REFERENCE, WATCHED, optimise
from borderSim.optimise.goals import excess, statistic, to_minimise
from borderSim.optimise.packages import Packages
from borderSim.scenario import load_scenario
from borderSim.scenario.optimise_goals import Limit, Objective, Statistic
from borderSim.scenario.resolve import resolved, scenario_hash, to_yaml
from tests.optimise.story import TEXT, on_last_day, stand_in, story

MIGRANTS = last_count()[0]


@pytest.fixture
def packages(tmp_path):
    return Packages(story(tmp_path), MIGRANTS, run=stand_in)


@given(arrays(float, (3, 21), elements=st.floats(-1e6, 1e6)))
def test_statistics_of_members(values):
    assert np.array_equal(statistic(values, Statistic(), "high"), np.median(values, axis=1))
    worst, best = (statistic(values, Statistic("worst", 5), side) for side in ("high", "low"))
    assert np.allclose(worst, np.sort(values)[:, 19])  # 95% of 21 runs is the 20th of them
    assert np.allclose(best, np.sort(values)[:, 1])
    assert np.allclose(statistic(-values, Statistic("worst", 5), "low"), -worst)


def test_aims_that_should_be_high_are_turned():
    numbers, reference = {"a": np.array([[1.0, 3.0], [5.0, 7.0]])}, {"a": np.array([1.0, 1.0])}
    goals = [Objective("a", "high"), Objective("a", "low", Statistic("mean"), difference=True)]
    assert to_minimise(goals, numbers, reference).tolist() == [[-2, 1], [-6, 5]]


def test_how_far_limits_are_broken():
    numbers = {"a": np.array([[1.0, 3.0], [5.0, 7.0]])}
    limits = [Limit("a", "at_most", 4.0, Statistic()), Limit("a", "at_least", 4.0, Statistic())]
    assert excess(limits, numbers, {}, 2).tolist() == [[-0.5, 0.5], [0.5, -0.5]]
    assert excess([], numbers, {}, 2).shape == (2, 0)


def test_levels_become_values_and_values_scenarios(packages):
    levels = np.array([[0, 0], [50, 1], [100, 2]])
    assert packages.counts == [101, 3]
    assert packages.values(levels).tolist() == [[300, 0], [350, 3000], [400, 6000]]
    for scenario, values in zip(packages.scenarios(levels), packages.values(levels), strict=True):
        assert [on_last_day(scenario, lever) for lever in ("host_support", "shelter_places")] == values.tolist()


def test_the_cost_of_a_package_is_that_of_the_costs_command(packages, tmp_path, capsys):
    (package,) = packages.named(np.array([[50, 2]]))
    (tmp_path / "01.yaml").write_text(to_yaml(resolved(package)))
    (tmp_path / "today.yaml").write_text(to_yaml(resolved(packages.search.reference)))
    with pytest.raises(SystemExit):
        program.main(["costs", str(tmp_path / "01.yaml"), "--json"])
    said = json.loads(capsys.readouterr().out)[0]
    ours = packages.cost(package)
    assert [said[end] for end in ("low", "central", "high")] == [ours.low, ours.central, ours.high]
    years = 4.5
    by_hand = 50 * MIGRANTS * 1e-6 * years + 3000 * 0.0024 * years
    assert ours.central == pytest.approx(by_hand)


def test_the_budget_is_the_last_limit_and_counts_the_price_that_was_chosen(packages):
    levels = np.array([[0, 1], [50, 2]])
    _, limits = packages.scorer()(levels)
    costs = [packages.cost(one) for one in packages.scenarios(levels)]
    assert limits[:, -1] == pytest.approx([(cost.central - 500) / 500 for cost in costs])
    dear = replace(packages.search, budget=replace(packages.search.budget, prices="high"))
    _, limits = replace(packages, search=dear).scorer()(levels)
    assert limits[:, -1] == pytest.approx([(cost.high - 500) / 500 for cost in costs])


def test_a_package_is_not_cheaper_because_fewer_people_are_there(packages):
    """The cost does not look at what the model says of migrants."""

    def empty(scenarios, members, seed, names, jobs):
        return {name: 0 * series for name, series in stand_in(scenarios, members, seed, names, jobs).items()}

    levels = np.array([[50, 2]])
    limits = [replace(packages, run=run).scorer()(levels)[1][0, -1] for run in (stand_in, empty)]
    assert limits[0] == limits[1] > 0


def test_the_front_of_a_story_trades_support_against_risk(packages):
    longer = replace(packages.search, population=20, generations=12)
    front = optimise(replace(packages, search=longer), 12)
    assert len(front) > 2
    assert front.allowed.all()
    assert front.searched == 6
    assert next(iter(front.checked.values())).shape == (len(front) + 2, 12)
    assert (front.values[:, 1] == 6000).all()  # shelter is cheap here and costs no needs
    assert (np.diff(front.values[:, 0]) < 0).all()  # in the order of the first aim, high first
    assert max(cost.central for cost in front.costs) <= 500
    for row in (BASE, REFERENCE):
        assert front.reached(front.search.objectives[1])[row] == 0
    assert set(WATCHED) <= front.numbers.keys()


def test_search_and_check_see_different_members(packages):
    seen = []

    def run(scenarios, members, seed, names, jobs):
        seen.append((len(scenarios), list(members)))
        return stand_in(scenarios, members, seed, names, jobs)

    front = optimise(replace(packages, run=run), 5)
    assert seen[0] == (1, list(range(6)))
    assert all(members == list(range(6)) for _, members in seen[1:-1])
    assert seen[-1] == (len(front) + 2, list(range(11)))


def test_the_check_finds_packages_that_only_looked_allowed(packages):
    """Members beyond the search's have more unmet need than the limit allows."""

    def run(scenarios, members, seed, names, jobs):
        series = stand_in(scenarios, members, seed, names, jobs)
        if "unmet_need" in series:
            series["unmet_need"] = series["unmet_need"] + 5.0 * (np.asarray(members) >= 6)[None, :, None]
        return series

    front = optimise(replace(packages, run=run), 12)
    assert len(front)
    assert not front.allowed.any()
    assert not front.stands.any()


def test_a_search_without_a_package_that_keeps_the_limits(tmp_path):
    front = optimise(Packages(story(tmp_path, TEXT.replace("at_most: 2", "at_most: 0.5")), MIGRANTS, run=stand_in), 4)
    assert len(front) == 0
    assert not front.volumes.any()
    assert front.stands.shape == (0,)


def test_each_package_loads_again_as_the_scenario_that_was_computed(packages, tmp_path):
    front = optimise(packages, 4)
    for position, scenario in enumerate(front.scenarios):
        path = tmp_path / f"{position}.yaml"
        path.write_text(to_yaml(resolved(scenario)))
        (tmp_path / "today.yaml").write_text(to_yaml(resolved(front.search.reference)))
        assert scenario_hash(load_scenario(path)) == scenario_hash(scenario)


def test_a_lever_of_dates_moves_in_whole_days(tmp_path):
    text = TEXT.replace("budget: {at_most: 500 USD M}", "").replace(
        "lever: shelter_places, from: 2026-01-01, values: [0, 3000, 6000]",
        "lever: regularisation_cutoff, low: 2025-01-01, high: 2027-01-01",
    )
    packages = Packages(story(tmp_path, text), MIGRANTS, run=stand_in)
    (scenario,) = packages.named(np.array([[1, 37]]))
    (tmp_path / "01.yaml").write_text(to_yaml(resolved(scenario)))
    (tmp_path / "today.yaml").write_text(to_yaml(resolved(packages.search.reference)))
    assert scenario_hash(load_scenario(tmp_path / "01.yaml")) == scenario_hash(scenario)
