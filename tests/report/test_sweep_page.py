import csv
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.collections import LineCollection

from borderSim.analysis.compare import COLUMNS, Row, compare_members, median_error
from borderSim.analysis.outcomes import outcomes
from borderSim.analysis.sweep_table import median_errors, point_tables
from borderSim.report.checks import text_faults, texts
from borderSim.report.sweeps.sweep import chance_in_100, draw, write_sweep_page
from borderSim.report.sweeps.sweep_rows import ROW, parts_of
from borderSim.report.sweeps.sweep_scatter import MOST_DRAWN, MOST_LINES, STEPS, columns, some, stretches
from borderSim.report.sweeps.sweep_tables import MOST_ROWS, findings, numbers, varied
from borderSim.report.sweeps.sweep_ticks import up
from borderSim.report.sweeps.sweep_view import View, dimensions, listed, options_of, ranked
from borderSim.report.words import word
from borderSim.scenario import load_scenario
from tests.sweep_story import axis, sweep_of

ROOT = Path(__file__).parents[2]
MEMBERS = 21
LONG = ("Reopen slowly with integrity and a longer day", "Normal", "Corridor war, everything closed for a year")
DATES = ("2024-01-01", "2025-01-01", "2026-01-01")


def wobble(count):
    """Members in fixed steps from -1 to 1, turned by one at each point: no two points alike, known quantiles."""
    steps = np.linspace(-1, 1, MEMBERS)
    return np.stack([np.roll(steps, point) for point in range(count)])


def story(axes, points, effect, *, reference=True, scale=1.0, **options):
    points = np.asarray(points, float)
    spread = wobble(len(points))
    return sweep_of(
        axes,
        points,
        lambda p, m: scale * (50 + effect(p)[:, None] + spread),
        reference=(lambda p, m: np.full((len(p), MEMBERS), 50.0 * scale)) if reference else None,
        members=MEMBERS,
        **options,
    )


def crossed(*values):
    return np.stack(np.meshgrid(*values, indexing="ij"), -1).reshape(-1, len(values))


def listed_axis(name, group, **options):
    return axis(name, method="list", group=group, role="policy", kind="lever", **options)


def spread_points(count, width):
    """Points of a lattice (Korobov's) in the unit cube: evenly spread, without chance."""
    return np.outer(np.arange(count), [(7**i) % count for i in range(width)]) % count / count


TWO = [listed_axis("public_condemnation", 0), listed_axis("regional_coordination", 1)]
SCENARIOS = listed_axis("scenario", 2, choices=LONG)
CUTOFF = listed_axis("regularisation_cutoff", 3, choices=DATES)
TITLES = {
    "en": ("The same money on permits", "The same money on jobs", "The same money on transfers"),
    "es": ("El mismo dinero en permisos", "El mismo dinero en empleo", "El mismo dinero en transferencias"),
}
NAMED = replace(
    listed_axis("option", 0, choices=[f"never_far_{n}" for n in range(3)]), kind="scenario", high=2.0, spoken=TITLES
)
FIVE = [axis(name) for name in ("extortion_per_unit_of_presence_and_of_trade", "b", "c", "d", "e", "f", "g")]

DESIGNS = {
    "two lists": lambda ref: story(TWO, crossed([0, 0.3, 0.9], [0, 0.5]), lambda p: 9 * p[:, 0] - 5, reference=ref),
    "choices": lambda ref: story(
        [SCENARIOS, CUTOFF], crossed(range(3), range(3)), lambda p: -4 * p[:, 0], reference=ref
    ),
    "four lists": lambda ref: story(
        [*TWO, SCENARIOS, CUTOFF], crossed([0, 1], [0, 1], range(3), range(3)), lambda p: p[:, 0], reference=ref
    ),
    "many squares": lambda ref: story(
        TWO, crossed(np.linspace(0, 1, 20), np.linspace(0, 1, 15)), lambda p: -200 * p[:, 0] * p[:, 1], reference=ref
    ),
    "millions": lambda ref: story(
        TWO, crossed([0, 1], range(4)), lambda p: 40 * p[:, 1] - 60, reference=ref, scale=1e6
    ),
    "one list": lambda ref: story(TWO[:1], [[0], [0.3], [0.9]], lambda p: 9 * p[:, 0] - 3, reference=ref),
    "one point": lambda ref: story(TWO[:1], [[0.3]], lambda p: p[:, 0], reference=ref),
    "scenarios": lambda ref: story([SCENARIOS], [[0], [1], [2]], lambda p: 9 - 8 * p[:, 0], reference=ref),
    "no difference": lambda ref: sweep_of(
        TWO, crossed([0, 1], [0, 1]), lambda p, m: np.full((len(p), len(m)), 3.0),
        reference=(lambda p, m: np.full((len(p), len(m)), 3.0)) if ref else None,
    ),
    "forty choices": lambda ref: story(
        [listed_axis("scenario", 0, choices=[f"A long scenario name, number {i}" for i in range(40)])],
        np.arange(40)[:, None], lambda p: p[:, 0] - 20, reference=ref,
    ),
    "zip": lambda ref: story(
        [axis("public_condemnation", method="zip"), axis("regional_coordination", method="zip")],
        [[0, 0.1], [0.5, 0.2], [1, 0.3]], lambda p: 5 * p[:, 0], reference=ref,
    ),
    "few samples": lambda ref: story(FIVE[:3], spread_points(7, 3), lambda p: 9 * p[:, 0], reference=ref),
    "samples": lambda ref: story(FIVE, spread_points(401, 7), lambda p: 90 * p[:, 1] - 40, reference=ref, scale=1e4),
    "options and samples": lambda ref: story(
        [NAMED, *(replace(a, group=2) for a in FIVE[:2])],
        [[s, *row] for s in range(3) for row in spread_points(48, 2)],
        lambda p: 30 * p[:, 0] + (1 - p[:, 0]) * p[:, 2], reference=ref,
    ),
    "options, days and few samples": lambda ref: story(
        [TWO[0], replace(CUTOFF, role="future", group=1), replace(FIVE[0], group=2)],
        [[c, d, *row] for c in (0, 1) for d in range(3) for row in spread_points(5, 1)],
        lambda p: 9 * p[:, 0] * p[:, 2], reference=ref,
    ),
    "lists and samples": lambda ref: story(
        [TWO[0], replace(SCENARIOS, group=1), *(replace(a, group=2) for a in FIVE[:2])],
        [[c, s, *row] for c in (0, 1) for s in range(3) for row in spread_points(31, 2)],
        lambda p: 9 * p[:, 0] * p[:, 2], reference=ref,
    ),
}  # fmt: skip


def view_of(data, lang="en", indicator="trade_total"):
    return View(data, point_tables(data, indicator)[data.window], lang)


def words_of(figure):
    return " ".join(text.get_text().replace("\n", " ") for text in texts(figure))


def missing_at(data, point):
    """The same sweep without any value at a point."""
    values = {name: series.copy() for name, series in data.values.items()}
    for series in values.values():
        series[point] = np.nan
    return replace(data, values=values)


# comparison.csv


def test_tables_say_what_compare_says_of_each_point():
    data = DESIGNS["two lists"](True)
    for indicator in data.indicators:
        for window, table in point_tables(data, indicator).items():
            ours = outcomes(data, indicator, window)
            theirs = ours - outcomes(data, indicator, window, difference=True)
            for point in range(len(data.points)):
                wanted = compare_members(ours[point], theirs[point])
                found = {
                    "median": table.levels[2][point], "q05": table.levels[0][point], "q95": table.levels[4][point],
                    "baseline_median": table.baseline[point], "diff_median": table.gap[2][point],
                    "diff_q05": table.gap[0][point], "diff_q95": table.gap[4][point],
                    "higher_in_100": table.higher[point], "distinguishable": table.distinct[point],
                    "mc_error": table.error[point],
                }  # fmt: skip
                assert found == pytest.approx({key: wanted[key] for key in found})


def test_slices_do_not_change_a_number(monkeypatch):
    data = DESIGNS["two lists"](True)
    whole = point_tables(data, "trade_total")["first_12"]
    monkeypatch.setattr("borderSim.analysis.sweep_table.SLICE", 2 * MEMBERS)
    sliced = point_tables(data, "trade_total")["first_12"]
    for name in ("levels", "error", "gap", "baseline", "higher"):
        np.testing.assert_array_equal(getattr(whole, name), getattr(sliced, name))


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 40), st.integers(1, 5))
def test_median_errors_are_those_of_one_point_at_a_time(members, points):
    values = np.sin(np.arange(points * members, dtype=float) ** 2).reshape(points, members)
    assert median_errors(values) == pytest.approx([median_error(row) for row in values])


def test_comparison_has_the_values_in_front_and_the_columns_of_a_run(tmp_path):
    data = story([TWO[0], CUTOFF], crossed([0, 0.1 + 0.2], [0, 2]), lambda p: 9 * p[:, 0])
    write_sweep_page(data, tmp_path, "en")
    with (tmp_path / "comparison.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert tuple(rows[0]) == ("public_condemnation", "regularisation_cutoff", *COLUMNS)
    assert len(rows) == 4 * 2 * 3
    first = [row for row in rows if (row["indicator"], row["window"]) == ("trade_total", "last_12")]
    assert [row["regularisation_cutoff"] for row in first] == [DATES[0], DATES[2]] * 2
    assert [float(row["public_condemnation"]) for row in first] == [0, 0, 0.1 + 0.2, 0.1 + 0.2]
    assert [row["scenario"] for row in first] == [f"story/{n}" for n in range(1, 5)]
    assert [row["distinguishable"] for row in first] == ["False", "False", "True", "True"]
    assert float(first[2]["diff_median"]) == pytest.approx(2.7, abs=1e-4)


def test_comparison_without_a_reference_leaves_the_difference_empty(tmp_path):
    write_sweep_page(DESIGNS["one list"](False), tmp_path, "en")
    with (tmp_path / "comparison.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    compared = {name for name in Row.__annotations__ if name.startswith(("baseline", "diff"))}
    for name in {*compared, "higher_in_100", "distinguishable"}:
        assert {row[name] for row in rows} == {""}, name
    assert all(float(row["q05"]) < float(row["median"]) for row in rows)


# figures


@pytest.mark.parametrize("name", DESIGNS)
@pytest.mark.parametrize("reference", [True, False], ids=["difference", "level"])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_no_text_is_clipped_or_covered(name, reference, lang):
    data = DESIGNS[name](reference)
    assert text_faults(draw(view_of(data, lang))) == []


@pytest.mark.parametrize("name", DESIGNS)
def test_every_figure_says_unit_window_and_what_made_it(name):
    view = view_of(DESIGNS[name](True), "es")
    said = words_of(draw(view))
    for needed in ("diferencia frente a la referencia", "millones de USD al mes", "últimos 12 meses", "semilla 1"):
        assert needed in said
    level = words_of(draw(view_of(DESIGNS[name](False), "es")))
    assert "nivel (sin referencia)" in level
    assert "diferencia" not in level


@pytest.mark.parametrize("name", ["two lists", "one list", "scenarios", "samples"])
def test_points_without_a_value_are_left_out(name):
    data = missing_at(DESIGNS[name](True), 0)
    view = view_of(data)
    assert text_faults(draw(view)) == []
    assert word("sweep_missing", "en", n="1") in findings(view)
    assert "no value" in " ".join(cell for row in numbers(view).rows for cell in row) or len(data.points) > MOST_ROWS


def test_squares_that_cannot_be_told_apart_are_hatched():
    figure = draw(view_of(story(TWO, crossed([0, 1], [0, 1]), lambda p: 9 * p[:, 0])))
    hatched = [patch for patch in figure.axes[0].patches if patch.get_hatch()]
    assert sorted(patch.get_xy() for patch in hatched) == [(-0.5, -0.5), (-0.5, 0.5)]
    assert {text.get_text() for text in figure.axes[0].texts} == {"0\n48", "+9\n100"}


def test_panels_beyond_six_are_said():
    assert "6 of 9 panels" in words_of(draw(view_of(DESIGNS["four lists"](True))))


def test_choices_beyond_those_shown_are_said_and_the_largest_stay():
    said = words_of(draw(view_of(DESIGNS["forty choices"](True))))
    assert "24 of 40" in said
    assert "number 39" in said
    assert "number 20" not in said


def test_sampled_axes_come_in_the_order_of_their_correlation():
    data = DESIGNS["samples"](True)
    assert ranked(data, view_of(data).table.shown[2])[0] == 1
    figure = draw(view_of(data))
    assert figure.axes[0].get_xlabel() == "b"
    assert len(figure.axes) == 6
    assert f"{len(some(401))} of 401 points drawn" in words_of(figure)
    assert "6 of 7 axes of numbers" in words_of(figure)


def test_stretches_are_quantiles_of_equally_many_points():
    values = np.arange(120.0)
    found = stretches(values[::-1], 2 * values[::-1])
    assert not found.by_value
    assert len(found.centres) == STEPS
    assert found.centres[[0, -1]] == pytest.approx([4.5, 114.5])
    assert found.levels[2] == pytest.approx(2 * found.centres)
    assert found.levels[4] - found.levels[0] == pytest.approx(np.full(STEPS, 2 * 9 * 0.9))
    assert stretches(values[:19], values[:19]) is None
    by_value = stretches(values % 3, values)
    assert by_value.by_value
    assert by_value.centres == pytest.approx([0, 1, 2])
    assert by_value.levels[2] == pytest.approx([58.5, 59.5, 60.5])


def test_a_stretch_holds_all_options_that_stand_in_a_column():
    values, option = np.repeat(np.arange(40.0), 6), np.tile(np.arange(6.0), 40)
    assert stretches(values, option).levels[2] == pytest.approx(np.full(STEPS, 2.5))


def test_points_in_columns_have_one_range_of_runs_each_and_no_option_is_favoured():
    values, option = np.tile(np.arange(30.0), 6), np.repeat(np.arange(6), 30)
    chosen = columns(values)
    assert sorted(values[chosen]) == list(range(30))
    assert np.bincount(option[chosen], minlength=6).min() >= 3
    assert len(columns(np.repeat(np.arange(200.0), 2))) == MOST_LINES
    assert len(columns(np.arange(200.0))) == 200


# options


@pytest.fixture
def met():
    return DESIGNS["options and samples"](True)


def test_two_to_four_listed_policies_are_options(met):
    found = options_of(met, "es")
    assert list(found.words) == list(TITLES["es"])
    assert found.place.tolist() == np.repeat([0, 1, 2], 48).tolist()
    assert options_of(DESIGNS["lists and samples"](True), "en") is None
    assert options_of(DESIGNS["samples"](True), "en") is None
    future = replace(met, axes=(replace(met.axes[0], role="future"), *met.axes[1:]))
    assert options_of(future, "en") is None


def test_options_are_named_whole_and_have_colours_and_dashes_of_their_own(met):
    figure = draw(view_of(met, "es"))
    said = words_of(figure)
    for title in TITLES["es"]:
        assert title in said
    assert "never_far" not in said
    top, *panels = figure.axes
    assert len(panels) == 2
    for panel in panels:
        lines = [line for line in panel.lines if line.get_linewidth() == pytest.approx(1.7)]
        assert (
            len({line.get_color() for line in lines}) == len({str(line._unscaled_dash_pattern) for line in lines}) == 3
        )
        assert not [item for item in panel.collections if isinstance(item, LineCollection)]
    assert len(top.get_yticklabels()) == 3


def test_brackets_are_the_typical_range_of_runs(met):
    view = view_of(met)
    levels = view.table.shown
    for option, part in enumerate(parts_of(view, options_of(met, "en"))):
        assert part.points.tolist() == list(range(48 * option, 48 * (option + 1)))
        assert part.typical == pytest.approx(np.median(levels[[0, 4]][:, part.points], axis=1))
    panel = draw(view).axes[1]
    low, high = panel.get_ylim()
    brackets = [line.get_ydata() for line in panel.lines if line.get_marker() == "_"]
    assert len(brackets) == 3
    assert all(low < end < high for bracket in brackets for end in bracket)
    assert "90 of 100 runs at a typical point" in words_of(panel.figure)


def test_axes_are_ranked_within_options_and_what_has_no_order_comes_first(met):
    assert ranked(met, view_of(met).table.shown[2]) == [0, 2, 1]
    assert ranked(DESIGNS["lists and samples"](True), np.arange(186.0))[0] == 1


def test_every_shipped_title_is_whole_in_a_row():
    for path in sorted((ROOT / "scenarios").glob("*.yaml")):
        title = load_scenario(path).title
        for lang in ("en", "es"):
            assert up([title[lang]], ROW)[1][0].replace("\n", " ") == title[lang]


def test_choices_are_said_in_words_on_the_page_and_named_in_files(tmp_path, met):
    text = write_sweep_page(met, tmp_path, "es").read_text(encoding="utf-8")
    assert TITLES["es"][1] in text
    assert "never_far" not in text
    with (tmp_path / "comparison.csv").open(newline="", encoding="utf-8") as stream:
        assert {row["option"] for row in csv.DictReader(stream)} == set(NAMED.choices)


@pytest.mark.parametrize("count", [1, MOST_DRAWN, 900, 4096, 100_000])
def test_drawn_points_are_spread_over_the_design(count):
    drawn = some(count)
    assert len(drawn) <= MOST_DRAWN
    assert len(set(drawn)) == len(drawn) >= min(count, 0.9 * MOST_DRAWN)
    assert np.max(np.diff(drawn), initial=0) <= 3 * count / len(drawn)


def test_lists_that_move_together_are_one_direction():
    (direction,) = dimensions(DESIGNS["zip"](True), "en")
    assert list(direction.words) == ["0 · 0.1", "0.5 · 0.2", "1 · 0.3"]
    assert direction.values is None
    assert not listed(DESIGNS["lists and samples"](True))


def test_a_long_table_is_shown_axis_by_axis():
    axes = [axis("a", method="table"), axis("b", method="table")]
    short, long = (story(axes, spread_points(n, 2), lambda p: p[:, 0]) for n in (5, 40))
    assert listed(short)
    assert not listed(long)


# page


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("name", ["two lists", "scenarios", "lists and samples"])
def test_page_holds_figures_numbers_limits_and_what_to_ask_next(tmp_path, name, lang):
    notes = [{"en": "A note of the file.", "es": "Una nota del archivo."}]
    data = replace(DESIGNS[name](True), meta={**DESIGNS[name](True).meta, "notes": notes})
    path = write_sweep_page(data, tmp_path, lang)
    text = path.read_text(encoding="utf-8")
    assert path == tmp_path / "report.html"
    for indicator in data.indicators:
        assert (tmp_path / "figures" / f"sweep_{indicator}.png").stat().st_size > 5_000
    assert text.count("<svg") == 1 + len(data.indicators)
    for command in ("sensitivity", "discover", "robust"):
        assert f"<code>borderSim {command} {tmp_path}</code>" in text
    assert notes[0][lang] in text
    assert word("sweep_limit_points", lang) in text
    assert f'<html lang="{lang}"' in text
    assert re.findall(r"\{\w+\}", text) == []


def test_the_folder_keeps_what_is_not_the_page_and_an_older_page_gives_way(tmp_path):
    (tmp_path / "sweep.json").write_text("{}")
    write_sweep_page(DESIGNS["two lists"](True), tmp_path, "en")
    write_sweep_page(DESIGNS["one list"](True), tmp_path, "es")
    assert sorted(item.name for item in tmp_path.iterdir()) == [
        "comparison.csv",
        "figures",
        "report.html",
        "sweep.json",
    ]
    assert 'lang="es"' in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_a_page_that_fails_leaves_the_older_one(tmp_path, monkeypatch):
    write_sweep_page(DESIGNS["one list"](True), tmp_path, "en")
    before = {item.name: item.stat().st_mtime_ns for item in tmp_path.iterdir()}
    monkeypatch.setattr("borderSim.report.sweeps.sweep.write_page", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_sweep_page(DESIGNS["two lists"](True), tmp_path, "en")
    assert {item.name: item.stat().st_mtime_ns for item in tmp_path.iterdir()} == before


def test_findings_count_points_and_name_the_extremes():
    data = story(TWO, crossed([0, 0.5, 1], [0, 1]), lambda p: 20 * p[:, 0] - 10)
    said = findings(view_of(data))
    assert "of 6 points, higher than the reference at 2, lower at 2, cannot be told apart at 2" in said
    assert "+10 (+9.1 to +11) at public condemnation 1" in said
    assert "−10 (−11 to −9.1) at public condemnation 0" in said


def test_findings_of_levels_compare_nothing():
    said = findings(view_of(DESIGNS["one list"](False)))
    assert "reference" not in said
    assert "Highest median: 55 (54 to 56) at public condemnation 0.9" in said


def test_findings_of_one_point_or_of_equal_points_name_no_extremes():
    assert "Median difference: +0.3 (−0.6 to +1.2)." in findings(view_of(DESIGNS["one point"](True)))
    assert "Median: 50 (49 to 51)." in findings(view_of(DESIGNS["one point"](False)))
    same = findings(view_of(DESIGNS["no difference"](True)))
    assert "cannot be told apart at 4. The median difference is 0 at every point." in same


def test_numbers_of_many_points_are_the_extremes_and_say_so():
    data = DESIGNS["samples"](True)
    table = numbers(view_of(data))
    assert len(table.rows) == MOST_ROWS
    assert "401" in table.caption
    assert "comparison.csv" in table.caption
    medians = view_of(data).table.gap[2]
    shown = medians[[int(row[0]) - 1 for row in table.rows]]
    assert shown[:100].min() >= np.sort(medians)[-100] - 1e-9
    assert shown[100:].max() <= np.sort(medians)[99] + 1e-9


def test_varied_says_how_values_came_about_and_who_sets_them():
    rows = varied(DESIGNS["lists and samples"](True), "en").rows
    assert rows[0][2:] == ["0 · 1", "listed", word("sweep_policy", "en")]
    assert rows[1][2] == " · ".join(LONG)
    assert rows[2][2:] == ["0 to 1", word("sweep_latin_hypercube", "en"), word("sweep_future", "en")]
    assert "regional coordination" in varied(DESIGNS["zip"](True), "en").rows[0][3]


def test_an_assumption_on_an_axis_is_said_to_be_held_not_replaced(tmp_path):
    name = "trust_reversion"
    drawn = {"asked": "fitted", "set": "x", "until": "2021-12-31", "informed": 9, "rows": 99, "widened": 0}
    meta = {"parameter_set": {**drawn, "replaced": [name], "table_changed": False}}
    data = story([axis(name), axis("other")], spread_points(9, 2), lambda p: p[:, 0], meta=meta)
    text = write_sweep_page(data, tmp_path, "en").read_text(encoding="utf-8")
    assert word("sweep_pinned", "en", names="trust reversion, other") in text
    assert word("sweep_limit_fitted", "en") in text


def test_chance_of_a_false_difference_falls_with_the_runs():
    assert chance_in_100(50) == 0
    assert chance_in_100(8) == round(100 * 2 * (1 + 8) / 2**8)
    assert chance_in_100(1) == 100
    chances = [chance_in_100(members) for members in range(1, 21)]
    assert chances == sorted(chances, reverse=True)


def test_few_runs_are_said(tmp_path):
    text = write_sweep_page(DESIGNS["no difference"](True), tmp_path, "en").read_text(encoding="utf-8")
    assert "8 runs at each point" in text


def test_days_of_a_lever_are_days_everywhere(tmp_path):
    days = {"en": "date", "es": "fecha"}
    cutoff = replace(axis("cutoff", 144, 180, method="list", group=0, role="policy", kind="lever"), unit=days)
    data = story([cutoff, TWO[1]], crossed([144, 156.5], [0, 1]), lambda p: p[:, 1])
    view = view_of(data)
    assert "2024-01-01" in words_of(draw(view))
    assert varied(data, "es").rows[0][2] == "2024-01-01 · 2025-01-17"
    write_sweep_page(data, tmp_path, "en")
    assert (tmp_path / "comparison.csv").read_text(encoding="utf-8").split("\n")[1].startswith('"2024-01-01",0,')
    sampled = replace(cutoff, method="latin_hypercube")
    data = story([sampled], 144 + 36 * spread_points(30, 1), lambda p: p[:, 0] - 150)
    assert varied(data, "en").rows[0][2] == "2024-01-01 to 2027-01-01"
    figure = draw(view_of(data, "es"))
    assert text_faults(figure) == []
    assert "2025" in words_of(figure)
    assert "1.0" not in words_of(figure)
