import re

import numpy as np

from borderSim.catalogue import indicators
from borderSim.report import bars, classes, figures, style
from borderSim.report.checks import text_faults, texts
from borderSim.report.context import TITLE_WORDS, Context
from borderSim.report.layout import spread
from borderSim.report.words import WORDS
from tests.report.story import BASELINE, REOPEN
from tests.results.synthetic import synthetic


def words_of(figure):
    return " | ".join(text.get_text().replace("\n", " ") for text in texts(figure))


def test_no_text_is_clipped_or_covered(report):
    faults = {plate.name: text_faults(plate.figure) for plate in report.plates}
    faults.update({name: text_faults(figure) for name, figure in report.groups.items()})
    assert {name: found for name, found in faults.items() if found} == {}


def test_checks_find_what_is_wrong():
    figure = style.new_figure(3, 2)
    figure.text(0.5, 0.5, "one over")
    figure.text(0.52, 0.5, "another")
    figure.text(0.9, 0.1, "runs out of the figure")
    assert sorted(fault.split(":")[0] for fault in text_faults(figure)) == ["outside the figure", "overlap"]


def test_titles_are_short_findings(report):
    assert {p.name: p.title for p in report.plates if len(p.title.split()) > TITLE_WORDS} == {}
    lang = report.context.lang
    same = WORDS["indistinct"][0 if lang == "en" else 1]
    for plate in report.gallery.lines:
        row = report.context.row(plate.name.removeprefix("line_"))
        assert (same in plate.title) == (not row.distinguishable)


def test_every_title_of_the_catalogue_is_short():
    for lang in ("en", "es"):
        context = Context(synthetic(20, 14), [REOPEN, BASELINE], lang, "sha")
        found = {item.name: context.finding(item) for item in indicators().values() if item.dims == "national"}
        assert {name: text for name, text in found.items() if len(text.split()) > TITLE_WORDS} == {}


def test_each_comparison_has_labels_unit_dates_and_footer(report):
    context = report.context
    for plate, item in zip(report.gallery.lines, context.first_page, strict=True):
        said = words_of(plate.figure)
        flat = said.replace(" ", "")
        for name in context.shown:
            assert context.title(name).replace(" ", "") in flat
        assert context.unit(item).replace(" ", "") in flat
        for needed in ("reopen@3fa9c1d2", "2022:", "24"):
            assert needed in flat
        assert not plate.figure.legends
        assert all(axes.get_legend() is None for axes in plate.figure.axes)


def test_figures_hold_no_word_of_the_other_language(report):
    own, other = (1, 0) if report.context.lang == "es" else (0, 1)
    bare = [re.split(r"\{\w+\}", pair[other]) for pair in WORDS.values() if pair[0] != pair[1]]
    mine = " ".join(pair[own] for pair in WORDS.values())
    tokens = {part.strip(" .,;:()") for parts in bare for part in parts if len(part.strip(" .,;:()")) > 3}
    labels = [(item.label_en, item.label_es) for item in indicators().values()]
    tokens |= {pair[other] for pair in labels if pair[0] != pair[1]}
    tokens = {token for token in tokens if token not in mine and token not in {pair[own] for pair in labels}}
    for figure in [plate.figure for plate in report.plates] + list(report.groups.values()):
        said = words_of(figure)
        assert [token for token in tokens if re.search(rf"\b{re.escape(token)}\b", said)] == []


def test_svg_is_byte_stable():
    def once():
        context = Context(synthetic(24, 14), [REOPEN, BASELINE], "en", "sha")
        return style.svg_bytes(figures.comparison(context, indicators()["exports_to_ve"]).figure)

    first = once()
    assert first == once()
    assert b"<dc:date>" not in first


def test_reference_is_grey_and_dashed_and_policies_keep_their_order(report):
    axes = report.gallery.lines[0].figure.axes[1]
    drawn = [line for line in axes.get_lines() if len(line.get_xdata()) == 36]
    assert [line.get_color() for line in drawn] == [style.BASELINE[0], style.POLICIES[0][0]]
    assert drawn[0].is_dashed()
    assert not drawn[1].is_dashed()


def test_few_runs_are_thin_lines_not_bands():
    context = Context(synthetic(8, 14), [REOPEN, BASELINE], "en", "sha")
    plate = figures.comparison(context, indicators()["exports_to_ve"])
    assert not plate.figure.axes[1].collections
    assert "8 runs, one thin line each" in words_of(plate.figure)
    assert text_faults(plate.figure) == []


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))


def test_contrast_on_white():
    for line, _, tone in (style.BASELINE, *style.POLICIES):
        assert 1.05 / (luminance(line) + 0.05) >= 3
        assert 1.05 / (luminance(tone) + 0.05) >= 4.5
    assert 1.05 / (luminance(style.MUTED) + 0.05) >= 4.5


def test_labels_are_pushed_apart_and_stay_inside():
    placed = spread([0.5, 0.5, 0.52], [0.2, 0.2, 0.2], 0, 1)
    assert np.all(np.diff(sorted(placed)) >= 0.2 - 1e-12)
    assert min(placed) >= 0.1 - 1e-12
    assert max(placed) <= 0.9 + 1e-12
    assert spread([0.2, 0.8], [0.1, 0.1], 0, 1) == [0.2, 0.8]


def test_decomposition_table_holds_the_plotted_parts(report):
    assert report.gallery.parts
    for plate in report.gallery.parts:
        name = plate.name.removeprefix("parts_")
        known = {p.part: p.median for p in report.context.parts if p.indicator == name}
        assert [row[3] for row in plate.rows] == list(known.values())


def test_department_dots_are_sorted_and_complete(report):
    for plate in report.gallery.departments:
        assert len(plate.rows) == 33
        medians = [row[3] for row in plate.rows]
        assert medians == sorted(medians, reverse=True)


def test_level_classes_are_shared_and_difference_classes_symmetric():
    values = np.random.default_rng(1).lognormal(3, 1.5, 500)
    breaks = classes.level_breaks(values)
    assert 4 <= len(breaks) <= 6
    assert len(classes.level_breaks(np.linspace(0.4, 0.6, 33))) >= 4
    gap = classes.difference_breaks(values - 20)
    assert gap == [-b for b in reversed(gap)]
    assert len(classes.difference_colours(gap)) == len(gap) + 1
    assert classes.difference_colours(gap)[len(gap) // 2] == classes.MIDDLE
    assert classes.level_breaks(np.zeros(5)) == [1.0]


def test_bars_module_draws_zero_line():
    axes = style.new_figure(4, 3).add_axes((0.3, 0.2, 0.4, 0.6))
    bars.parts(axes, ["a", "b"], np.array([[-1, 0, 1, 2, 3.0], [1, 2, 3, 4, 5.0]]), "en")
    assert any(list(line.get_xdata()) == [0, 0] for line in axes.get_lines())
