"""The page of a sensitivity analysis, in both languages, and the command that writes it."""

import csv
import re
from dataclasses import replace

import numpy as np
import pytest
from typer.testing import CliRunner

from borderSim.analysis.sensitivity import Settings, study
from borderSim.analysis.sensitivity_inputs import contests
from borderSim.catalogue import links, parameters
from borderSim.cli.main import app
from borderSim.errors import UserError
from borderSim.report.sweeps.sensitivity import cannot, contest_words, findings, write_sensitivity_folder
from borderSim.report.sweeps.sensitivity_words import SENSITIVITY
from borderSim.results import sweep_folder
from tests.analysis.test_sensitivity import late, members_story
from tests.analysis.test_sensitivity_methods import story
from tests.sweep_story import axis, sweep_of

LANGS = ("en", "es")


def contested_story():
    """Two inputs of 60 points: a contested parameter that matters, a plain one that does not."""
    data = story(lambda x: 5 * x[:, 0], 2, 60, "latin_hypercube")
    names = ("balloon_coefficient", "coca_growth_plain")
    return replace(data, axes=tuple(replace(a, name=n) for a, n in zip(data.axes, names, strict=True)))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("make", [late, members_story, contested_story], ids=lambda f: f.__name__)
def test_the_folder_is_whole(tmp_path, make, lang):
    data = make()
    by = "members" if make is members_story else "points"
    answer = study(data, "trade_total", Settings(by=by))
    page = write_sensitivity_folder(data, [answer], tmp_path / "sensitivity", lang, "borderSim sensitivity X")
    text = page.read_text(encoding="utf-8")
    assert page == tmp_path / "sensitivity" / "report.html"
    assert f'<html lang="{lang}">' in text
    assert not re.search(r"https?://(?!www\.w3\.org)", text)
    assert {p.name for p in page.parent.iterdir()} == {"report.html", "figures", "sensitivity.csv", "tornado.csv"}
    assert (page.parent / "figures" / "tornado_trade_total.png").stat().st_size > 5000
    with (page.parent / "tornado.csv").open(encoding="utf-8") as stream:
        assert [line["input"] for line in csv.DictReader(stream)] == [bar.input.name for bar in answer.bars]


def test_findings_name_the_first_the_next_and_the_contested():
    said = " ".join(findings(study(late(), "trade_total", Settings()), "en"))
    assert re.search(r"hangs most on “late” \(with others 0\.\d+; 90% interval .*\), then on “early”", said)
    contested = list(findings(study(contested_story(), "trade_total", Settings()), "es"))
    assert "está en disputa: x0 (es)" in contested[1]
    assert len(contested) == 2


def test_two_inputs_that_matter_alike_are_said_to_be_tied():
    data = story(lambda x: x[:, 0] + x[:, 1], 2, 64)
    assert "so near that the order of the two cannot be told" in next(
        findings(study(data, "trade_total", Settings()), "en")
    )


def test_axes_that_move_little_beside_the_draws_are_said_to():
    rows = np.random.default_rng(1).random((60, 2))
    data = sweep_of([axis("a"), axis("b")], rows, lambda x, m: 0.1 * x[:, :1] + 10 * m)
    said = list(findings(study(data, "trade_total", Settings()), "en"))
    assert "hangs most on “a”" in said[0]
    assert "100 of 100 parts of the variance come from what the runs draw" in said[-1]


def test_nothing_varies_is_a_finding_and_not_a_figure(tmp_path):
    data = story(lambda x: 0 * x[:, 0] + 3, 2, 64)
    answer = study(data, "trade_total", Settings())
    page = write_sensitivity_folder(data, [answer], tmp_path / "s", "en", "")
    assert "does not vary over the sweep" in page.read_text(encoding="utf-8")
    assert not (page.parent / "figures").exists()


def test_one_at_a_time_has_a_tornado_though_no_index(tmp_path):
    table = np.array([[1.0, 1], [0, 1], [2, 1], [1, 0], [1, 2]])
    data = sweep_of([axis("a", method="table"), axis("b", method="table")], table, lambda x, m: x @ [[3], [1]] + m)
    answer = study(data, "trade_total", Settings())
    assert answer.too_few
    assert [bar.input.name for bar in answer.bars] == ["a", "b"]
    page = write_sensitivity_folder(data, [answer], tmp_path / "s", "es", "")
    assert "5 puntos no bastan para un índice (al menos 50)" in page.read_text(encoding="utf-8")
    assert (page.parent / "figures" / "tornado_trade_total.svg").exists()


def test_no_member_parameter_passes(tmp_path):
    """The outcome hangs on none of three parameters that were drawn (0.1 that any passes; the seed is fixed)."""
    data = members_story()
    idle = dict(list(data.drawn.items())[1:4])
    answer = study(replace(data, drawn=idle), "trade_total", Settings(by="members"))
    assert (answer.found, answer.screened, answer.years, answer.bars) == (None, 3, (), ())
    assert "no input has an effect" in next(findings(answer, "en"))
    page = write_sensitivity_folder(data, [answer], tmp_path / "s", "en", "")
    assert "3 of 3 parameters" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", LANGS)
def test_every_contested_entry_has_words(lang):
    names = [*parameters(), *(link.cause for link in links().values())]
    found = {contest for name in names for contest in contests(name)}
    assert {contest.why for contest in found} == {"range", "structure", "reading", "link"}
    assert all(len(contest_words(contest, lang)) > 10 for contest in found)


def test_limits_fit_the_method():
    structured, drawn = late(), members_story()
    by_points = " ".join(cannot(structured, [study(structured, "trade_total", Settings())], "en"))
    by_members = " ".join(cannot(drawn, [study(drawn, "trade_total", Settings(by="members"))], "en"))
    assert "act together with which" in by_points
    assert "dashed line" not in by_points
    assert "fitted together" in by_members
    assert "dashed line" in by_members


def test_words_come_in_pairs_with_the_same_blanks():
    for key, pair in SENSITIVITY.items():
        assert key.startswith("sens_")
        blanks = [sorted(re.findall(r"{(\w+)}", text)) for text in pair]
        assert blanks[0] == blanks[1], key
        assert all(pair)


@pytest.fixture
def command(monkeypatch, tmp_path):
    """Run the command on a story instead of a folder."""

    def run(data, *options):
        monkeypatch.setattr(sweep_folder, "open_sweep", lambda folder, names: data)
        return CliRunner().invoke(app, ["sensitivity", str(tmp_path / "sweep"), *options])

    return run


def test_the_command_writes_beside_the_sweep_and_prints_the_page(command, tmp_path):
    result = command(late(), "--indicator", "trade_total", "--window", "whole", "--lang", "es")
    assert result.exit_code == 0, result.output
    assert result.output.strip() == str(tmp_path / "sweep" / "sensitivity" / "report.html")


def test_a_refusal_leaves_nothing_behind(command, tmp_path):
    result = command(late(), "--method", "morris")
    assert isinstance(result.exception, UserError)
    assert not (tmp_path / "sweep").exists()
    few = sweep_of([axis("a"), axis("b")], np.eye(2), lambda x, m: x[:, :1] + 0 * m)
    assert "too few" in str(command(few).exception)
    assert "too few" in str(command(few, "--method", "pawn").exception)
    assert "needs a reference" in str(command(few, "--difference").exception)
