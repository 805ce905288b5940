"""The page, the figures, the tables and the command of `borderSim discover`, on a made sweep."""

import csv
import types

import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from borderSim.analysis.boxes import Input
from borderSim.analysis.discovery import Question, discover, read_criterion
from borderSim.cli.discover import register
from borderSim.errors import UserError
from borderSim.report.checks import text_faults
from borderSim.report.sweeps import discover_figures as figures
from borderSim.report.sweeps.discover import cannot, findings, page, write_discovery
from borderSim.report.sweeps.discover_words import DISCOVER
from tests.analysis.test_discovery import ask, story

LANGS = ["en", "es"]
HIGHEST = read_criterion("highest 25%")


@pytest.fixture(scope="module")
def found():
    data = story(reference=lambda rows, ids: np.full((len(rows), len(ids)), 30.0))
    return data, discover(data, ask(read_criterion("above 10"), difference=True), boxes=2)


@pytest.fixture(scope="module")
def noise():
    chance = np.arange(128 * 24).reshape(128, 24) * 7919 % 997
    data = story(outcome=lambda rows, ids: chance * 1.0)
    return data, discover(data, ask(HIGHEST))


def program(monkeypatch, data):
    """The command with a sweep in memory in the place of a folder."""
    module = types.SimpleNamespace(open_sweep=lambda path, indicators=None: data)
    monkeypatch.setitem(__import__("sys").modules, "borderSim.results.sweep_folder", module)
    app = typer.Typer()
    register(app)
    return lambda *words: CliRunner().invoke(app, ["sweep", *words])


@pytest.mark.parametrize("lang", LANGS)
def test_no_figure_has_words_on_words(found, noise, lang):
    for _, result in (found, noise):
        for box in result.found:
            drawn = [figures.path(result, box, "borderSim: made", lang)]
            if box.restrictions:
                drawn += [figures.ranges(result, box, "made", lang), figures.scatter(result, box, "y", "made", lang)]
            assert [text_faults(figure) for figure in drawn] == [[]] * len(drawn)


@pytest.mark.parametrize("lang", LANGS)
def test_a_choice_and_a_long_name_fit(lang):
    data = story(outcome=lambda rows, ids: np.where(rows[:, 2] == 1, 60.0, 0)[:, None] + 0.0 * ids)
    result = discover(data, ask())
    box = result.found[0]
    assert "“mid”" in findings(result, "en")[1]
    assert text_faults(figures.ranges(result, box, "made", lang)) == []
    assert text_faults(figures.scatter(result, box, "Formal trade", "made", lang)) == []


def test_findings_say_where_how_often_and_whether_it_held(found):
    _, result = found
    text = " ".join(findings(result, "en"))
    first = result.found[0]
    assert f"{result.evidence.learn.hits.sum() + result.evidence.check.hits.sum()} of 3,072 runs fail" in text
    assert "oil price is at most 5" in text or "oil price is at most 4" in text
    assert f"{round(100 * first.check.coverage)} lie there" in text
    assert "in the runs kept apart" in text


def test_noise_is_said_to_be_noise(noise):
    data, result = noise
    assert "No condition found" in findings(result, "en")[1]
    assert "No se halló ninguna condición" in findings(result, "es")[1]
    assert [section.stem for section in page(result, data, "en").sections] == ["", "trajectory_1"]


def test_every_word_is_in_both_languages_with_the_same_places():
    import string

    for key, pair in DISCOVER.items():
        places = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in pair]
        assert places[0] == places[1], key
        assert all(pair), key


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_asks_answers_and_says_what_it_cannot(found, lang, tmp_path):
    data, result = found
    path = write_discovery(result, data, tmp_path / "discover", lang, "borderSim discover x", cases=True)
    text = path.read_text(encoding="utf-8")
    assert path == tmp_path / "discover" / "report.html"
    for sentence in cannot(result, lang):
        assert sentence in text.replace("&#39;", "'")
    assert "nan" not in text.lower().split("</svg>")[-1]
    assert sorted(p.name for p in (tmp_path / "discover").glob("*.csv")) == ["boxes.csv", "cases.csv", "trajectory.csv"]
    assert [p.name for p in tmp_path.iterdir()] == ["discover"]


def test_the_tables_agree_with_the_boxes(found, tmp_path):
    data, result = found
    write_discovery(result, data, tmp_path / "d", "en", cases=True)
    boxes, steps, cases = (list(csv.DictReader((tmp_path / "d" / f"{name}.csv").open(encoding="utf-8")))
                           for name in ("boxes", "trajectory", "cases"))  # fmt: skip
    first = result.found[0]
    price = next(row for row in boxes if row["input"] == "oil_price" and row["box"] == "1")
    closure = next(row for row in boxes if row["input"] == "closure" and row["box"] == "1")
    assert (price["low"], closure["high"]) == ("", "")
    inside = [row for row in cases if row["half"] == "kept_apart" and float(row["oil_price"]) <= float(price["high"])
              and float(row["closure"]) >= float(closure["low"])]  # fmt: skip
    assert len(inside) == first.check.inside == int(price["check_inside"])
    assert sum(row["fails"] == "True" for row in inside) == first.check.hits
    assert sum(row["chosen"] == "True" for row in steps if row["box"] == "1") == 1
    assert len([row for row in steps if row["box"] == "1"]) == len(first.steps)


@pytest.mark.parametrize(
    ("value", "low", "high", "said"),
    [
        (48.36, 20, 100, "48"),
        (2026.43, 2020, 2030, "2,026.4"),
        (0.0234, 0, 0.1, "0.023"),
        (0.0012345, 0.0005, 0.006, "0.00123"),
        (2345678, 0, 5e6, "2.35 million"),
        (0, -1, 1, "0"),
        (-3.26, -5, 5, "−3.3"),
    ],
)
def test_an_amount_has_the_digits_that_its_range_asks_for(value, low, high, said):
    item = Input("x", "point", {"en": "x"}, {"en": "1"}, low, high)
    assert figures.amount(value, item, "en") == said


def test_the_command_writes_the_page_and_prints_its_path_last(monkeypatch, tmp_path):
    data = story(reference=lambda rows, ids: np.full((len(rows), len(ids)), 30.0))
    run = program(monkeypatch, data)
    result = run("--indicator", "trade_total", "--fails", "above 10", "--out", str(tmp_path / "o"), "--lang", "es")
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[-1] == str(tmp_path / "o" / "report.html")
    assert "diferencia que hace la política" in (tmp_path / "o" / "report.html").read_text(encoding="utf-8")
    assert not (tmp_path / "o" / "cases.csv").exists()


def test_success_is_the_other_side_of_the_same_runs(monkeypatch, tmp_path):
    run = program(monkeypatch, story())
    told = run("--indicator", "trade_total", "--succeeds", "below 40", "--out", str(tmp_path / "o"))
    failing = discover(story(), Question("trade_total", read_criterion("above 40")))
    hits = sum(int((~part.hits).sum()) for part in (failing.evidence.learn, failing.evidence.check))
    assert f"{hits:,} of 3,072 runs succeed" in told.output


@pytest.mark.parametrize(
    ("words", "said"),
    [(("--fails", "above 5"), "which of trade_total, unmet_need"),
     (("--indicator", "trade_totl", "--fails", "above 5"), "did you mean trade_total"),
     (("--indicator", "trade_total"), "either --fails or --succeeds"),
     (("--indicator", "trade_total", "--fails", "above 5", "--succeeds", "below 5"), "either"),
     (("--indicator", "trade_total", "--fails", "worst 25%"), "judgement"),
     (("--indicator", "trade_total", "--fails", "above 5", "--difference"), "no reference"),
     (("--indicator", "trade_total", "--fails", "above 5", "--option", "support"), "write AXIS=VALUE"),
     (("--indicator", "trade_total", "--fails", "above 5", "--option", "support=1", "--option", "support=0"), "twice"),
     (("--indicator", "trade_total", "--fails", "above 999"), "nothing to explain")],
)  # fmt: skip
def test_wrong_words_are_refused_and_nothing_is_written(monkeypatch, tmp_path, words, said):
    result = program(monkeypatch, story())(*words, "--out", str(tmp_path / "o"))
    assert isinstance(result.exception, UserError)
    assert said in str(result.exception)
    assert list(tmp_path.iterdir()) == []
