"""Designs of sweeps: inside their bounds, evenly spread, the same for the same seed, whatever else varies."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kstest

from borderSim import catalogue
from borderSim.catalogue.distributions import quantile
from borderSim.catalogue.posterior import parameter_set
from borderSim.engine.members import draw
from borderSim.engine.noise import Noise
from borderSim.scenario import Range
from borderSim.scenario.axis_parts import TAIL
from borderSim.scenario.groups import Group
from borderSim.scenario.sweep import load_sweep
from borderSim.sweeps.design import design_of
from tests.scenario.test_sweep import ROOT

SWEEP = load_sweep(ROOT / "sweeps" / "what_decides_departures.yaml")
ASSUMED = SWEEP.groups[0].axes
MIXED = next(group for group in load_sweep(ROOT / "sweeps" / "same_money_many_futures.yaml").groups if not group.rows)
LISTS = load_sweep(ROOT / "sweeps" / "discreet_vs_loud.yaml").groups
METHODS = st.sampled_from(["latin_hypercube", "sobol", "sobol_indices", "morris"])
AXES = st.lists(st.sampled_from([*ASSUMED, *MIXED.axes]), min_size=1, max_size=4, unique_by=lambda axis: axis.name)


def design(*groups):
    return design_of(replace(SWEEP, groups=groups))


@settings(max_examples=60, deadline=None)
@given(METHODS, AXES, st.sampled_from([2, 4, 8, 32]), st.integers(0, 2**63 - 1))
def test_every_point_lies_in_its_bounds_and_comes_from_its_position(method, axes, points, seed):
    group = Group(method, tuple(axes), (), points, seed)
    found = design(group)
    assert found.values.shape == found.unit.shape == (group.size, len(axes))
    assert found.names == tuple(axis.name for axis in axes)
    assert (found.unit >= 0).all()
    assert (found.unit <= 1).all()
    for column, axis in enumerate(axes):
        values = found.values[:, column]
        assert np.isfinite(values).all()
        assert values.min() >= axis.low - 1e-9 * abs(axis.low)
        assert values.max() <= axis.high + 1e-9 * abs(axis.high)
        np.testing.assert_array_equal(values, axis.at(found.unit[:, column]))
        if not axis.spread:
            back = (values - axis.low) / (axis.high - axis.low)
            np.testing.assert_allclose(back, found.unit[:, column], atol=1e-12)


@settings(max_examples=30, deadline=None)
@given(AXES, st.integers(2, 200), st.integers(0, 1000))
def test_a_latin_hypercube_has_one_point_in_every_stratum_of_every_axis(axes, points, seed):
    unit = design(Group("latin_hypercube", tuple(axes), (), points, seed)).unit
    for column in unit.T:
        assert sorted(np.floor(column * points).astype(int)) == list(range(points))


def test_a_sobol_sequence_fills_the_space_better_than_chance():
    unit = design(Group("sobol", ASSUMED[:2], (), 256, 1)).unit
    boxes = np.histogram2d(*unit.T, bins=16, range=[[0, 1], [0, 1]])[0]
    assert (boxes == 1).all()  # a (0, 2)-sequence: one point in each of 16 x 16 boxes


def test_a_design_for_sobol_indices_changes_one_axis_at_a_time():
    unit = design(Group("sobol_indices", ASSUMED[:3], (), 8, 1)).unit.reshape(8, 5, 3)
    first, last = unit[:, 0], unit[:, -1]
    for column in range(3):
        changed = unit[:, 1 + column]
        np.testing.assert_array_equal(changed[:, column], last[:, column])
        np.testing.assert_array_equal(np.delete(changed, column, 1), np.delete(first, column, 1))


def test_a_morris_trajectory_takes_one_step_on_each_axis():
    unit = design(Group("morris", ASSUMED, (), 6, 1, levels=8)).unit.reshape(6, len(ASSUMED) + 1, -1)
    steps = np.abs(np.diff(unit, axis=1))
    assert ((steps > 0).sum(axis=2) == 1).all()
    assert ((steps > 0).sum(axis=1) == 1).all()
    np.testing.assert_allclose(steps[steps > 0], 4 / 7)
    np.testing.assert_allclose(unit * 7, np.round(unit * 7), atol=1e-12)


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(3)))
def test_the_order_of_the_entries_moves_columns_and_not_content(order):
    groups = (MIXED, *LISTS)
    names = design(*groups).names
    moved = design(*(groups[position] for position in order))
    back = moved.values[:, [moved.names.index(name) for name in names]]
    assert sorted(map(tuple, back.tolist())) == sorted(map(tuple, design(*groups).values.tolist()))


def test_what_else_varies_does_not_change_a_sample():
    alone, crossed = design(MIXED), design(*LISTS, MIXED)
    np.testing.assert_array_equal(crossed.values[: MIXED.points, 2:], alone.values)
    np.testing.assert_array_equal(crossed.values[-MIXED.points :, 2:], alone.values)
    assert np.isnan(crossed.unit[:, :2]).all()


@pytest.mark.parametrize("method", ["latin_hypercube", "sobol", "sobol_indices", "morris"])
def test_the_same_seed_gives_the_same_design_and_another_seed_another(method):
    group = Group(method, ASSUMED[:3], (), 16, 5)
    np.testing.assert_array_equal(design(group).unit, design(group).unit)
    assert (design(group).unit != design(replace(group, seed=6)).unit).any()


@pytest.mark.parametrize("axis", ASSUMED, ids=lambda axis: axis.name)
def test_an_assumption_without_a_range_follows_what_members_draw(axis):
    """Kolmogorov-Smirnov distance to the members of a run over the rows of the fitted set."""
    fitted = parameter_set(SWEEP.scenario.parameters)
    count = len(fitted.scores)
    drawn = draw(Noise(fitted.seed, np.arange(count)), {}, fitted)[axis.name][:, 0]
    even = axis.at((np.arange(4000) + 0.5) / 4000)
    assert kstest(even, drawn).statistic < 1.6 / np.sqrt(count) + TAIL
    assert axis.low <= np.median(drawn) <= axis.high


def test_a_range_of_the_scenario_stands_in_for_the_fitted_set(tmp_path):
    parameter = catalogue.parameters()["regularisation_pull"]
    own = Range("uniform", 0.0, 0.05, 0.1)
    text = (ROOT / "scenarios" / "today.yaml").read_text(encoding="utf-8")
    assert "assumptions:" not in text
    pull = "\nassumptions: {regularisation_pull: {low: 0, central: 0.05, high: 0.1, distribution: uniform}}\n"
    (tmp_path / "today.yaml").write_text(text + pull, encoding="utf-8")
    (tmp_path / "x.yaml").write_text(
        "name: x\ntitle: x\nquestion: x\nscenario: today.yaml\nreference: none\nindicators: [trust]\n"
        "vary: [{sample: sobol, points: 8, of: [{assumption: regularisation_pull}]}]\n",
        encoding="utf-8",
    )
    (axis,) = load_sweep(tmp_path / "x.yaml").axes
    u = np.linspace(0, 1, 9)
    np.testing.assert_allclose(axis.at(u), quantile(own.of(parameter), TAIL + (1 - 2 * TAIL) * u))
