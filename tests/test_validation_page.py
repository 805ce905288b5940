"""The validation page: its rules on made-up numbers, and that the written page leaves nothing out."""

import csv
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from borderSim import catalogue
from borderSim.catalogue.entries import DATA
from borderSim.hindcast.observations import rules
from borderSim.validation.findings import Finding
from borderSim.validation.table import facts

REPOSITORY = Path(__file__).parents[1]
sys.path.insert(0, str(REPOSITORY / "tools"))

import build_posteriors  # noqa: E402
import validation_evidence as evidence  # noqa: E402
import validation_figures as pictures  # noqa: E402
import validation_page as page  # noqa: E402
import validation_tables as tables  # noqa: E402
import validation_verdicts as verdicts  # noqa: E402

SCENARIOS = sorted((REPOSITORY / "scenarios").glob("*.yaml"))
WRITTEN = (REPOSITORY / "docs" / "validation.md").read_text(encoding="utf-8")


def row(variable="coca_area", low=0.1, high=0.3, held=(0.8, 0.95), best="drift", horizon="all"):
    return {
        "variable": variable, "horizon": horizon, "n": 8, "groups": 4, "coverage50": 0.5, "coverage90": np.mean(held),
        "coverage90_low": held[0], "coverage90_high": held[1], "bias": -0.1, "crps": 3.0, "best_naive": best,
        "skill": np.mean([low, high]), "skill_low": low, "skill_high": high, "sample": "mixed",
    }  # fmt: skip


def found(key, middle):
    return Finding(facts()[key], np.array([middle - 0.01, middle, middle + 0.01]), False)


def numbers(**parts):
    return verdicts.Numbers(**{"facts": {}, "skill": {}, "places": {}, "errors": {}} | parts)


@pytest.mark.parametrize(
    ("low", "high", "best", "verdict"),
    [
        (0.1, 0.3, "drift", "better"),
        (-0.3, -0.1, "drift", "worse"),
        (-0.1, 0.1, "drift", "unclear"),
        (np.nan, np.nan, "drift", "few"),
        (np.nan, np.nan, "", "alone"),
    ],
)
def test_a_verdict_needs_an_interval_that_leaves_out_zero(low, high, best, verdict):
    assert verdicts.skill_verdict(row(low=low, high=high, best=best)) == verdict


@pytest.mark.parametrize(("held", "verdict"), [((0.3, 0.8), "narrow"), ((0.92, 1), "wide"), ((0.8, 0.95), "kept")])
def test_bands_are_off_when_the_interval_of_their_coverage_leaves_out_ninety_percent(held, verdict):
    assert verdicts.band_verdict(row(held=held)) == verdict


def test_failures_stay_in_the_table_and_on_the_screen():
    skill = pd.DataFrame([row("coca_area"), row("homicides", -0.5, -0.2, (0.2, 0.6)), row("returns", best=np.nan)])
    lines = tables.skill_lines(skill)
    assert len(lines) == 2 + len(skill)
    assert "worse" in next(line for line in lines if "Homicides" in line)
    assert "none spoke" in next(line for line in lines if "Returns" in line)
    rows = verdicts.overall(skill)
    screen = page.screen(rows)
    assert any(line.startswith("- **Clearly worse") and "Homicides" in line for line in screen)
    assert any("Too narrow" in line and "Homicides" in line for line in page.bands(rows))


def test_an_aim_that_is_missed_is_said():
    skill = pd.DataFrame([row("ven_stock_total", -0.4, -0.1, horizon="13-24")])
    assert "**missed**" in next(line for line in page.aims(skill) if line.startswith("| Venezuelans"))


def test_places_are_said_plainly():
    base = {"variable": "ven_stock_municipal", "cutoff": "2021-12", "skill": -0.2}
    worse, unclear = base | {"skill_low": -0.3, "skill_high": -0.1}, base | {"skill_low": -0.3, "skill_high": 0.1}
    said = list(page.place_words(pd.DataFrame([worse, unclear])))
    assert "are worse than the shares last counted" in said[0]
    assert "cannot be told apart" in said[1]


@pytest.mark.parametrize(("middle", "side"), [(1.0, "below"), (3.0, "inside"), (9.0, "above")])
def test_the_side_of_a_fact(middle, side):
    assert verdicts.side(found("F38", middle)) == side


def test_a_reading_is_shown_only_while_its_number_shows_it():
    early = next(r for r in verdicts.readings() if r.name == "lifting")
    assert numbers(facts={"F38": found("F38", 1.0)}).holds(early)
    assert not numbers(facts={"F38": found("F38", 3.0)}).holds(early)
    skill = next(r for r in verdicts.readings() if r.name == "homicides")
    assert numbers(skill={"homicides": row("homicides", -0.5, -0.2)}).holds(skill)
    assert not numbers(skill={"homicides": row("homicides", -0.5, 0.2)}).holds(skill)
    places = next(r for r in verdicts.readings() if r.name == "municipal")
    bad, good = {"skill_high": -0.1}, {"skill_high": 0.1}
    assert numbers(places={"ven_stock_municipal": [bad]}).holds(places)
    assert not numbers(places={"ven_stock_municipal": [bad, good]}).holds(places)
    economy = next(r for r in verdicts.readings() if "@" in r.subject)
    assert numbers(errors={economy.subject: 0.2}).holds(economy)
    assert not numbers(errors={economy.subject: -0.2}).holds(economy)


def test_every_reading_is_about_something_that_there_is():
    for reading in verdicts.readings():
        variable = reading.subject.rpartition(":")[2].partition("@")[0]
        assert reading.subject in facts() or variable in rules(), reading.name
        assert reading.text_en.endswith(".")
        assert (reading.test == "is") == (reading.subject in facts())
        assert reading.value in ("below", "above") or np.isfinite(float(reading.value))


def test_every_fact_says_what_it_bears_upon_and_names_exist():
    uses = verdicts.fact_uses()
    assert set(uses) == {fact.id for fact in facts().values()}
    assert set().union(*(use.indicators for use in uses.values())) <= set(catalogue.indicators())
    assert set().union(*(use.levers for use in uses.values())) <= set(catalogue.levers())


def test_a_scenario_leans_on_facts_of_its_indicators_and_of_its_levers():
    every = [found("F38", 1.0), found("F24.eln", 1.0)]
    assert [f.fact.id for f in verdicts.leans_on(["trade_total"], [], every)] == ["F38"]
    assert [f.fact.id for f in verdicts.leans_on([], ["ve_settlement"], every)] == ["F38"]
    assert [f.fact.id for f in verdicts.leans_on(["municipalities_eln"], [], every)] == ["F24"]


def test_an_indicator_without_a_record_is_called_never_counted():
    words = tables.indicator_words(["unmet_need", "oil_output", "coca_area"], {"coca_area": row(low=-0.5, high=-0.1)})
    assert "**never counted**" in words
    assert "**imposed, not forecast**" in words
    assert "**worse, bands not clearly off**: " in words


def test_the_page_has_a_row_for_every_fact_and_every_scenario():
    for fact in facts().values():
        assert f"| {fact.id} | {fact.statement('en')}" in WRITTEN, fact.key
    for file in SCENARIOS:
        assert f"(../scenarios/{file.name})" in WRITTEN, file.name
    for change in tables.changes():
        assert change["subject"] in WRITTEN


def test_every_picture_of_the_page_is_there_and_has_words():
    for part in WRITTEN.split("![")[1:]:
        words, _, rest = part.partition("](")
        assert len(words) > len("a figure")
        assert (REPOSITORY / "docs" / rest.partition(")")[0]).is_file()


def test_the_packaged_scores_have_the_columns_that_reports_read():
    with (DATA / "hindcast_skill.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    assert tuple(lines[0]) == evidence.SKILL_COLUMNS
    assert all(len(line) == len(lines[0]) for line in lines)


def test_a_table_keeps_a_bar_inside_its_cell():
    assert tables.table(["a"], [["x|y"]]) == ["| a |", "| --- |", "| x\\|y |"]


def test_a_compact_figure_keeps_the_scale_of_letters_and_its_styles():
    svg = '<svg><defs></defs><g transform="scale(0.0858)"/><path style="fill: red" d="M 1.234 5.01"/></svg>'
    assert pictures.compact(svg) == (
        "<svg><defs><style>.s0{fill: red}</style></defs>"
        '<g transform="scale(0.0858)"/><path class="s0" d="M 1.234 5.01"/></svg>\n'
    )
    assert 'd="M 1.2 5"' in pictures.compact(svg.replace("<path", "\n<path"))


def test_the_summary_of_the_recovery_comes_from_its_page(tmp_path):
    other = tmp_path / "recovery.md"
    other.write_text(f"# R\n\n## {tables.RECOVERY_TABLE}\n\n| a |\n|---|\n| 1 |\n\n## More\n\n| b |\n")
    assert tables.recovery_lines(other) == ["| a |", "|---|", "| 1 |"]
    other.write_text("# R\n")
    with pytest.raises(ValueError, match="make recovery"):
        tables.recovery_lines(other)


def test_sets_are_built_for_all_cut_offs_of_the_evaluation(monkeypatch, tmp_path):
    made = {}
    monkeypatch.setattr(build_posteriors, "build", lambda name, options, *_: made.update({name: options.until}))
    plain = replace(build_posteriors.PLAIN, members=20)
    build_posteriors.build_all(build_posteriors.SETS, plain, 8, tmp_path, tmp_path)
    assert {day.year for name, day in made.items() if name != "latest"} == {2018, 2019, 2020, 2021}
    assert made["latest"] == plain.until
