"""The page of `borderSim robust`: what it says, in both languages, with figures that can be read."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from typer.testing import CliRunner

from borderSim.analysis.robust_resample import Settings, robustness
from borderSim.analysis.robustness import Goal, Want
from borderSim.cli import main
from borderSim.report.checks import text_faults
from borderSim.report.sweeps.robust import page_of, write_robust
from borderSim.report.sweeps.robust_names import MOST_OPTIONS, Story
from borderSim.results import sweep_folder
from tests.sweep_story import axis, sweep_of

SETTINGS = Settings("last_12", False, 0.05, 0.1)
HIGH, LOW = Goal("trade_total", "high"), Goal("unmet_need", "low")
WANTS = [Want("trade_total", "above", 8.9), Want("unmet_need", "below", 92)]


def sweep(outcome, options=(0.0, 1.0, 2.0), **more):
    axes = [
        axis("opening", role="policy", kind="lever", method="list", high=max(options)),
        axis("oil_price", method="list", group=1, high=3.0),
    ]
    axes[1] = replace(axes[1], unit={"en": "USD/barrel", "es": "USD/barril"})
    return sweep_of(axes, np.array(list(product(options, (0.0, 1.0, 2.0, 3.0)))), outcome, **more)


def steady(points, ids):
    """Option 1 is between; 0 is best at low prices, 2 at high ones."""
    return 10 - (points[:, :1] - points[:, 1:] * 2 / 3) ** 2 + 0 * ids[None, :]


@pytest.fixture(params=["en", "es"])
def lang(request):
    return request.param


def page(data, lang, goals=(HIGH, LOW), wants=()):
    return page_of(robustness(data, goals, wants, SETTINGS), data, lang, "borderSim robust")


def test_the_first_finding_names_option_size_and_what_it_depends_on():
    first = page(sweep(steady), "en").findings[0]
    assert first == (
        "Formal trade, both directions (million USD a month; high is wanted): no option is always near the best; "
        "“opening 1” gives up least. In 90 of 100 futures it is at most 1 (1 to 1) worse than the option that is best "
        "there, and "
        "in 50 of 100 it is near it (within 0.28). It ranks first in 100 of 100 resamples, and its lead over the next "
        "option, “opening 0”, is clear. It does worst where oil price 0 USD/barrel: 1 worse than “opening 0”. Another "
        "option gives up less in part of the futures: it depends on oil price."
    )


def test_an_option_that_is_always_best_is_never_far_and_fails_nowhere():
    first = page(sweep(lambda p, ids: p[:, :1] + ids), "es").findings[0]
    assert "«opening (es) 2» nunca queda lejos de la mejor" in first
    assert "Le va peor" not in first
    assert "depende de" not in first


def test_options_that_differ_in_nothing_are_said_to():
    first = page(sweep(lambda p, ids: p[:, 1:] + ids), "en").findings[0]
    assert "the options make no difference" in first


def test_a_tie_is_said_in_finding_title_and_table():
    found = page(sweep(lambda p, ids: np.minimum(p[:, :1], 1) + ids), "en")
    assert "It cannot be told apart from “opening 2”" in found.findings[0]
    rows = {row[0]: row[-1] for row in found.sections[0].tables[0].rows}
    assert rows == {"opening 1": "gives up least", "opening 2": "cannot be told apart", "opening 0": "clearly worse"}


def test_thresholds_that_nothing_meets_are_said_plainly():
    found = page(sweep(steady), "en", wants=[Want("trade_total", "above", 1000)])
    assert "no option meets it in any of the futures that were run" in found.findings[2]


def test_no_winner_everywhere_is_said_and_no_total_is_given(lang):
    data = sweep(lambda p, ids: p[:, :1] + ids)
    found = page(data, lang, goals=(HIGH, Goal("unmet_need", "high")))
    assert {"en": "No option is best on every outcome", "es": "Ninguna opción es la mejor en todo"}[lang] in (
        found.findings[-1]
    )


def test_whose_choice_a_direction_is_stands_on_the_page(lang):
    said = " ".join(text for section in page(sweep(steady), lang).sections for text in section.paragraphs)
    assert {"en": "the choice of whoever ran this analysis", "es": "decisión de quien hizo este análisis"}[lang] in said


def test_figures_have_no_words_on_top_of_each_other(lang):
    found = page(sweep(steady), lang, wants=WANTS)
    figures = [section.figure for section in found.sections if section.figure is not None]
    assert len(figures) == 5
    assert [fault for figure in figures for fault in text_faults(figure)] == []


def test_the_figure_says_the_month_of_an_indicator_that_is_read_at_the_end():
    data = sweep(steady)
    story = Story(robustness(data, [HIGH, LOW], [], SETTINGS), data, "en")
    assert [story.when(goal) for goal in (HIGH, LOW)] == ["in the last 12 months", "by Dec 2025"]


def test_tables_are_whole(lang):
    for section in page(sweep(steady), lang, wants=WANTS).sections:
        for table in section.tables:
            assert table.rows
            assert {len(row) for row in table.rows} == {len(table.head)}


def test_many_options_with_long_names_are_cut_in_the_figures_and_whole_in_the_tables(lang):
    axes = [
        axis(
            "policy", role="policy", kind="scenario", method="list", choices=("A slow and careful reopening", "Today")
        ),
        axis("permits_delivered_each_month", role="policy", kind="lever", method="list", group=1, high=30000.0),
        axis("war", kind="event", method="list", group=2, choices=("none", "2027-01")),
    ]
    points = np.array(list(product((0.0, 1.0), np.arange(13) * 2500.0 + 1, (0.0, 1.0))))
    data = sweep_of(axes, points, lambda p, ids: 2e6 + p[:, 1:2] * 30 * (1 - 2 * p[:, 2:]) + 1e4 * ids * p[:, :1])
    found = page(data, lang, goals=(HIGH,))
    assert [fault for s in found.sections if s.figure for fault in text_faults(s.figure)] == []
    assert str(MOST_OPTIONS) in found.sections[0].paragraphs[0]
    assert len(found.sections[0].tables[0].rows) == 26
    story = Story(robustness(data, [HIGH], [], SETTINGS), data, lang)
    assert len(set(story.options)) == len(set(story.rows)) == 26


def test_a_sweep_without_future_axes_says_that_members_are_the_futures():
    data = sweep_of(
        [axis("opening", role="policy", kind="lever", method="list")], np.array([[0.0], [1.0]]), lambda p, ids: p + ids
    )
    found = page(data, "en", goals=(HIGH,))
    assert any("the futures are only the members' draws" in text for text in found.sections[-1].paragraphs)
    assert "Where each option does worst" not in [section.heading for section in found.sections]


def test_the_folder_is_whole_and_the_page_fetches_nothing(tmp_path, lang):
    data = sweep(steady)
    path = write_robust(robustness(data, [HIGH], WANTS, SETTINGS), data, tmp_path / "robust", lang)
    text = path.read_text(encoding="utf-8")
    assert {item.name for item in path.parent.iterdir()} == {"report.html", "robustness.csv", "regret.csv", "figures"}
    assert f'<html lang="{lang}">' in text
    assert "src=" not in text
    assert "https:" not in text


@pytest.fixture
def command(monkeypatch):
    monkeypatch.setattr(sweep_folder, "open_sweep", lambda path, indicators=None: sweep(steady))
    return lambda *arguments: CliRunner().invoke(main.app, ["robust", *arguments])


def test_the_command_prints_the_findings_and_the_page_last(command, tmp_path):
    done = command(
        str(tmp_path), "--indicator", "trade_total=high", "--want", "trade_total above 8.9", "--worst", "10%"
    )
    lines = done.stdout.splitlines()
    assert done.exit_code == 0
    assert lines[0].startswith("Formal trade")
    assert lines[-1] == str(tmp_path / "robust" / "report.html")
    assert (tmp_path / "robust" / "regret.csv").exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], "say what is wanted"),
        (["--indicator", "trade_total=high", "--difference"], "no reference"),
        (["--indicator", "trade_total=high", "--worst", "none"], "--worst none"),
        (["--indicator", "trade_total=high", "--near", "200%"], "--near 200%"),
    ],
)
def test_bad_options_leave_nothing_behind(command, tmp_path, options, words):
    done = command(str(tmp_path), *options)
    assert words in str(done.exception)
    assert list(tmp_path.iterdir()) == []
