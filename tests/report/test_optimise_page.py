"""The page, figures and tables of a search, in both languages, from a story whose answers are known."""

import csv
import re
from dataclasses import replace

import numpy as np
import pytest

from borderSim.optimise.front import optimise
from borderSim.optimise.packages import Packages
from borderSim.report.checks import text_faults
from borderSim.report.sweeps import optimise_figures as figures
from borderSim.report.sweeps.optimise import page, write_optimise
from borderSim.report.sweeps.optimise_tables import front_table, people_table
from borderSim.report.sweeps.optimise_words import OPTIMISE
from borderSim.results.manifest import changed_files
from tests.optimise.story import TEXT, stand_in, story

ABOUT = {"borderSim": "0", "id": "3fa9c1d2", "seed": 3, "command": "borderSim optimise search.yaml"}
FOOTER = "borderSim 0: story@3fa9c1d2, seed 3, 6 runs in the search and 12 in the check. Scenario, not a forecast."
THREE = TEXT.replace("constraints:", "  - {indicator: trade_total, aim: high, statistic: mean}\nconstraints:")
UNPRICED = TEXT.replace(
    "lever: shelter_places, from: 2026-01-01, values: [0, 3000, 6000]", "lever: leader_protection, values: [0.1, 0.5]"
)


def front_of(folder, text=TEXT):
    return optimise(Packages(story(folder, text), 2.8e6, run=stand_in), 12)


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    return front_of(tmp_path_factory.mktemp("search"))


@pytest.fixture(params=["en", "es"])
def lang(request):
    return request.param


@pytest.mark.parametrize("text", [TEXT, THREE], ids=["two", "three"])
def test_figures_keep_their_words_apart_and_inside(tmp_path, text, lang):
    found = front_of(tmp_path, text)
    assert not text_faults(figures.parallel(found, "in the last 12 months", FOOTER, lang))
    assert not text_faults(figures.pairs(found, FOOTER, lang))
    assert not text_faults(figures.course(found, FOOTER, lang))


def test_on_every_aim_the_right_end_is_the_better_one(front):
    for row, goal in zip(figures.scales(front, "en")[-2:], front.search.objectives, strict=True):
        values = front.reached(goal)
        best = np.argmin(values) if goal.aim == "low" else np.argmax(values)
        assert row.aim
        assert row.places[best] == pytest.approx(1)
        assert row.places.min() == pytest.approx(0)


def test_thirds_have_their_own_colour_and_dash_and_what_fails_is_grey(front):
    looks = figures.looks(front)
    assert len({look[0] for look in looks}) == len({str(look[1]) for look in looks}) >= 2
    broken = replace(front)
    broken.__dict__["stands"] = np.zeros(len(front), bool)
    assert set(figures.looks(broken)) == {figures.FAILED}


def test_a_long_front_shows_at_most_forty_lines(front):
    many = replace(front, values=np.repeat(front.values, 20, axis=0))
    shown = figures.shown(many)
    assert len(shown) == figures.MOST_LINES
    assert (shown[0], shown[-1]) == (0, len(many) - 1)


def test_the_page_says_what_it_cannot_say(front, lang):
    told = page(front, ABOUT, 2.8e6, lang)
    said = " ".join([*told.findings, *told.cannot])
    assert not re.search(r"\{\w+\}", said)
    assert str(front.tried) in said
    assert len(told.sections) == 6
    assert any("2" in line and ("migrants" in line or "migrantes" in line) for line in told.cannot)


def test_free_levers_are_named_as_unweighed(tmp_path, lang):
    told = page(front_of(tmp_path, UNPRICED + "free: [leader_protection]\n"), ABOUT, 2.8e6, lang)
    name = {"en": "leaders", "es": "líderes"}[lang]
    assert any(name in line.lower() and ("price" in line or "precio" in line) for line in told.cannot)


def test_a_limit_on_people_is_pointed_out(tmp_path, lang):
    text = TEXT.replace("unmet_need, at_most: 2", "returns_forced, at_most: 200")
    asked = page(front_of(tmp_path, text), ABOUT, 2.8e6, lang).sections[0].paragraphs
    assert any({"en": "no aim", "es": "No es un objetivo"}[lang] in line for line in asked)


def test_a_search_without_packages_has_a_page_that_says_so(tmp_path, lang):
    told = page(front_of(tmp_path, TEXT.replace("at_most: 2", "at_most: 0.5")), ABOUT, 2.8e6, lang)
    assert len(told.findings) == 1
    assert [section.stem for section in told.sections] == ["", "course"]


def test_tables_have_a_cell_for_every_head(front, lang):
    for table in (front_table(front, lang), people_table(front, lang)):
        assert table.rows
        assert all(len(row) == len(table.head) for row in table.rows)


def test_the_folder_is_whole_and_front_csv_says_what_the_front_holds(front, tmp_path, lang):
    import json

    folder = write_optimise(front, tmp_path, lang, 2.8e6, "borderSim optimise search.yaml")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert not changed_files(folder, manifest["files"])
    rows = list(csv.DictReader((folder / "front.csv").open(encoding="utf-8")))
    assert [row["package"] for row in rows] == [*(f"{n:02d}" for n in range(1, len(front) + 1)), "reference"]
    goal = front.search.objectives[1]
    for number, row in enumerate(rows[:-1]):
        assert float(row["host_support"]) == front.values[number, 0]
        assert float(row["cost_central"]) == front.costs[number].central
        assert float(row["walker_risk_worst_5pct_difference_check"]) == front.reached(goal)[number]
        ends = [float(row[f"needs_covered_median_{end}"]) for end in ("q05", "check", "q95")]
        assert ends == sorted(ends)
    assert sorted(path.name for path in (folder / "front").iterdir()) == [
        *(f"{n:02d}.yaml" for n in range(1, len(front) + 1)),
        "today.yaml",
    ]
    html = (folder / "report.html").read_text(encoding="utf-8")
    assert f'<html lang="{lang}">' in html
    assert "http://" not in html.replace("http://www.w3.org", "")


def test_every_word_has_both_languages_with_the_same_places():
    for english, spanish in OPTIMISE.values():
        assert english
        assert spanish
        assert set(re.findall(r"\{(\w+)\}", english)) == set(re.findall(r"\{(\w+)\}", spanish))
