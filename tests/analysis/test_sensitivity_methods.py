"""Indices against functions with known answers, through the code that reads a sweep; and everything that is refused."""

import math

import numpy as np
import pytest
from SALib.sample import latin
from SALib.sample import sobol as sobol_sample
from SALib.sample.morris import sample as morris_sample

from borderSim.analysis.sensitivity import Settings, study
from borderSim.analysis.sensitivity_design import Problem, problem_of
from borderSim.analysis.sensitivity_inputs import inputs_of
from borderSim.analysis.sensitivity_methods import NothingVariesError, dummies, indices, screen, untied
from borderSim.errors import UserError
from tests.sweep_story import axis, sweep_of

PI = math.pi
ISHIGAMI_FIRST = np.array([0.31390519, 0.44241114, 0.0])
ISHIGAMI_TOTAL = np.array([0.55758886, 0.44241114, 0.24368366])
"""Saltelli et al. 2008, The Primer, section 5; a = 7, b = 0.1."""
G = np.array([0.0, 1.0, 4.5, 9.0, 99.0])


def ishigami(x, _=None):
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def sobol_g(x, _=None):
    return np.prod((np.abs(4 * x - 2) + G) / (1 + G), axis=1)


def g_answers():
    parts = 1 / (3 * (1 + G) ** 2)
    whole = np.prod(1 + parts) - 1
    total = parts * np.prod(1 + parts) / (1 + parts) / whole
    return parts / whole, total


def unit_problem(count):
    return {"num_vars": count, "names": [f"x{i}" for i in range(count)], "bounds": [[0, 1]] * count}


def cube(count, size, method="sobol_indices", seed=3):
    """The unit cube as the sweep's designs make it."""
    problem = unit_problem(count)
    if method == "sobol_indices":
        return sobol_sample.sample(problem, size, calc_second_order=False, seed=seed)
    if method == "morris":
        return morris_sample(problem, size, seed=seed)
    return latin.sample(problem, size, seed=seed)


def story(function, count, size, method="sobol_indices", low=0.0, high=1.0, seed=3, **options):
    axes = [axis(f"x{i}", low, high, method=method) for i in range(count)]
    points = low + (high - low) * cube(count, size, method, seed)

    def outcome(x, members):
        return function(x)[:, None] + 0 * members

    return sweep_of(axes, points, outcome, members=1, months=12, **options)


def found(data, **settings):
    return study(data, "trade_total", Settings(**settings)).found


def near(measure, answer, slack=0.0):
    """Within three 90% half-widths (p < 1e-6 each for a right estimator), and the interval itself is no excuse."""
    half = (measure.high - measure.low) / 2
    assert np.all(np.abs(measure.value - answer) <= 3 * half + slack), (measure.value, answer, half)


def test_sobol_on_ishigami():
    result = found(story(ishigami, 3, 1024, low=-PI, high=PI))
    assert (result.method, result.size, result.names) == ("sobol", 1024, ("x0", "x1", "x2"))
    near(result.measures["S_total"], ISHIGAMI_TOTAL)
    near(result.measures["S_first"], ISHIGAMI_FIRST)
    # Saltelli 2010 with N = 1024: standard errors are 0.03 (first) and 0.02 (total) at the most
    assert np.all(np.abs(result.measures["S_total"].value - ISHIGAMI_TOTAL) < 0.06)
    assert np.all(np.abs(result.measures["S_first"].value - ISHIGAMI_FIRST) < 0.09)
    assert result.order == [0, 1, 2]
    assert result.seen.all()


def test_sobol_on_the_g_function():
    first, total = g_answers()
    result = found(story(sobol_g, 5, 1024))
    near(result.measures["S_first"], first, 1e-3)
    near(result.measures["S_total"], total, 1e-3)
    assert np.all(np.abs(result.measures["S_total"].value - total) < 0.06)
    assert result.order == [0, 1, 2, 3, 4]


def test_intervals_shrink_with_the_root_of_the_points():
    wide, narrow = (found(story(ishigami, 3, size, low=-PI, high=PI)).measures["S_total"] for size in (64, 1024))
    ratio = np.mean(wide.high - wide.low) / np.mean(narrow.high - narrow.low)
    assert 2 < ratio < 8  # 4 by theory


def test_sobol_crossed_with_a_list_is_that_of_the_mean():
    """Before and after the design; the listed axis adds a constant, which changes no index."""
    design = cube(3, 128)
    alone = found(story(ishigami, 3, 128, low=-PI, high=PI))
    inner = -PI + 2 * PI * design
    levels = np.array([0.0, 5.0])
    sampled = [axis(f"x{i}", -PI, PI, method="sobol_indices", group=1) for i in range(3)]
    listed = axis("option", 0, 5, role="policy", kind="lever", method="list", group=0)
    for before in (True, False):
        order = [(level, row) for level in levels for row in inner]
        if not before:
            order = [(level, row) for row in inner for level in levels]
        points = np.array([[level, *row] for level, row in order])

        def outcome(x, members):
            return (ishigami(x[:, 1:]) + x[:, 0])[:, None] + 0 * members

        data = sweep_of([listed, *sampled], points, outcome, members=1, months=12)
        answer = study(data, "trade_total", Settings())
        assert answer.averaged == 2
        np.testing.assert_allclose(answer.found.main.value, alone.main.value, rtol=1e-5)


@pytest.mark.parametrize("seed", [0, 7])
def test_morris_on_a_linear_function(seed):
    slopes = np.array([3.0, -2.0, 0.0])
    result = found(story(lambda x: x @ slopes, 3, 20, "morris", seed=seed), seed=seed)
    np.testing.assert_allclose(result.measures["mu_star"].value, np.abs(slopes), atol=1e-5)
    np.testing.assert_allclose(result.measures["mu"].value, slopes, atol=1e-5)
    np.testing.assert_allclose(result.measures["sigma"].value, 0, atol=1e-5)
    np.testing.assert_allclose(result.main.high, result.main.low, atol=1e-5)
    assert result.seen.tolist() == [True, True, False] or result.main.low[2] < 1e-5


def test_morris_scale_is_that_of_the_design_not_of_four_levels():
    unit = morris_sample(unit_problem(2), 15, num_levels=8, seed=1)
    data = sweep_of([axis("a", method="morris"), axis("b", method="morris")], unit, lambda x, m: x[:, :1] * 5 + 0 * m)
    assert found(data).main.value[0] == pytest.approx(5, rel=1e-5)


def test_morris_sees_an_interaction_as_sigma():
    result = found(story(lambda x: x[:, 0] * x[:, 1] + x[:, 2], 3, 40, "morris"))
    assert result.measures["sigma"].value[0] > 0.1
    assert result.measures["sigma"].value[2] < 1e-5


def test_pawn_ranks_ishigami():
    """As in Pianosi and Wagener 2015: the second input most, then the first, then the third."""
    data = story(ishigami, 3, 1000, "latin_hypercube", low=-PI, high=PI)
    result = indices(problem_of(data, inputs_of(data)), ishigami(data.points))
    assert (result.method, result.order) == ("pawn", [1, 0, 2])
    assert result.seen.all()
    assert np.all(result.main.low < result.main.value)


def test_an_input_that_does_nothing_passes_the_threshold_as_often_as_it_says():
    """A fourth input of Ishigami: 0.1 over four inputs is 1 in 40 samples, so at most 4 of 40 (p = 0.997)."""
    passed = []
    for seed in range(40):
        rows = cube(4, 200, "latin_hypercube", seed)
        problem = Problem(("x0", "x1", "x2", "nothing"), rows, "given")
        passed.append(screen(problem, ishigami(PI * (2 * rows - 1)), seed))
    assert sum("nothing" in names for names in passed) <= 4
    assert sum("x1" in names for names in passed) == 40
    assert sum("x0" in names for names in passed) >= 36


def test_delta_ranks_ishigami_and_leaves_a_dummy_out():
    """As in Borgonovo 2007: the second input most, the first and the third near each other and above nothing."""
    data = story(ishigami, 4, 1000, "latin_hypercube", low=-PI, high=PI)
    result = indices(problem_of(data, inputs_of(data)), ishigami(data.points), "delta")
    assert result.order[0] == 1
    assert result.seen.tolist() == [True, True, True, False]
    assert np.all(result.main.low < result.main.value)


def test_a_screening_of_nothing_lets_little_through():
    """60 inputs that do nothing: the family chance of one above is 0.1, so of 10 screenings at most 4 (p = 0.002)."""
    hits = 0
    for seed in range(10):
        rows = dummies(100, 61, seed + 50)
        problem = Problem(tuple(f"x{i}" for i in range(60)), rows[:, :60], "given")
        hits += bool(screen(problem, rows[:, 60], seed))
    assert hits <= 4


def test_a_switch_counts_on_both_sides_and_ties_do_not_follow_the_rows():
    """SALib alone leaves out the upper level of a switch; in a crossed list ties stand in the order of other axes."""
    rows = dummies(400, 2, 1)
    switch = (rows[:, 0] > 0.75).astype(float)
    problem = Problem(("switch", "other"), np.column_stack([switch, rows[:, 1]]), "given")
    result = indices(problem, switch * 2 + rows[:, 1] * 0.1, "pawn")
    assert result.main.value[0] == pytest.approx(2 * 0.25 * 0.75, abs=0.08)  # mean distance of a 3:1 switch
    assert result.seen[0]
    assert abs(np.corrcoef(untied(np.zeros(400), 1), np.arange(400))[0, 1]) < 0.2


def test_the_seed_of_a_sweep_repeats_the_intervals_even_if_it_is_zero():
    data = story(ishigami, 3, 64, low=-PI, high=PI)
    first, second = found(data, seed=0), found(data, seed=0)
    np.testing.assert_array_equal(first.main.low, second.main.low)
    assert np.any(first.main.low != found(data, seed=1).main.low)


# what is refused


def problem(method="sobol_indices", size=64, count=3):
    data = story(ishigami, count, size, method, low=-PI, high=PI)
    return problem_of(data, inputs_of(data)), ishigami(data.points)


def test_missing_and_infinite_outcomes_are_counted_and_named():
    asked, y = problem()
    y[[4, 9]] = np.nan, np.inf
    with pytest.raises(UserError, match=r"2 of 320 outcomes are missing or infinite, at points 5, 10"):
        indices(asked, y)


def test_as_many_outcomes_as_points():
    asked, y = problem()
    with pytest.raises(UserError, match="320 points but 319 outcomes"):
        indices(asked, y[:-1])


@pytest.mark.parametrize(("method", "text"), [("sobol_indices", "N x 5 points"), ("morris", "N x 4 points")])
def test_rows_that_are_missing(method, text):
    asked, y = problem(method, 64 if method == "sobol_indices" else 20)
    with pytest.raises(UserError, match=text):
        indices(Problem(asked.names, asked.rows[:-1], asked.design), y[:-1])


@pytest.mark.parametrize("method", ["sobol_indices", "morris"])
def test_rows_in_another_order(method):
    asked, y = problem(method, 64 if method == "sobol_indices" else 20)
    swapped = np.arange(len(y))
    swapped[[1, 8]] = swapped[[8, 1]]
    with pytest.raises(UserError, match="point"):
        indices(Problem(asked.names, asked.rows[swapped], asked.design), y)


@pytest.mark.parametrize("method", ["sobol_indices", "morris"])
def test_columns_in_another_order(method):
    asked, y = problem(method, 64 if method == "sobol_indices" else 20)
    turned = Problem(asked.names, asked.rows[:, ::-1], asked.design)
    if method == "sobol_indices":
        with pytest.raises(UserError, match="not a design for Sobol' indices"):
            indices(turned, y)
    else:  # the order of the steps is free, so turned trajectories are trajectories
        assert indices(turned, y).size == 20


def test_a_second_order_design_is_not_taken_for_a_first_order_one():
    rows = sobol_sample.sample(unit_problem(3), 100, calc_second_order=True, seed=1)
    with pytest.raises(UserError, match="Sobol' indices"):
        indices(Problem(("a", "b", "c"), rows, "sobol_indices"), rows[:, 0])


def test_values_and_design_in_different_orders():
    data = story(ishigami, 3, 64, low=-PI, high=PI)
    data.points[[0, 40], 0] = data.points[[40, 0], 0]
    with pytest.raises(UserError, match="axis x0: values and design are not in the same order"):
        study(data, "trade_total", Settings())


@pytest.mark.parametrize(
    ("design", "asked"), [("sobol_indices", "morris"), ("sobol_indices", "pawn"), ("morris", "sobol"),
                          ("morris", "delta"), ("latin_hypercube", "sobol"), ("latin_hypercube", "morris")],
)  # fmt: skip
def test_a_design_of_another_method(design, asked):
    made, y = problem(design, 64)
    with pytest.raises(UserError, match=f"--method {asked} needs"):
        indices(made, y, asked)


@pytest.mark.parametrize(("design", "size"), [("sobol_indices", 32), ("morris", 9), ("latin_hypercube", 49)])
def test_too_few_points(design, size):
    made, y = problem(design, size)
    with pytest.raises(UserError, match="too few"):
        indices(made, y)


@pytest.mark.parametrize("design", ["sobol_indices", "morris", "latin_hypercube"])
def test_a_constant_outcome_has_no_index(design):
    made, y = problem(design, 64)
    with pytest.raises(NothingVariesError, match="nothing varies"):
        indices(made, np.full(len(y), 1e9))


def test_no_inputs():
    with pytest.raises(UserError, match="no input varies"):
        indices(Problem((), np.empty((100, 0)), "given"), np.arange(100.0))


def test_two_designs_crossed():
    axes = [axis("a", method="sobol_indices", group=0), axis("b", method="sobol_indices", group=1)]
    data = sweep_of(axes, np.zeros((9, 2)), lambda x, m: x[:, :1] + 0 * m)
    with pytest.raises(UserError, match="into one group"):
        study(data, "trade_total", Settings())


def test_delta_of_an_outcome_with_two_values_is_refused_not_nan():
    rows = dummies(120, 2, 1)
    with pytest.raises(UserError, match="delta needs more different outcomes"):
        indices(Problem(("a_raw", "b_conf"), rows, "given"), (np.arange(120) < 1).astype(float), "delta")


def test_salib_leaves_warnings_as_they_were():
    import warnings

    before = warnings.formatwarning, list(warnings.filters)
    made, y = problem("latin_hypercube", 120)
    indices(made, y, "delta")
    assert (warnings.formatwarning, list(warnings.filters)) == before
