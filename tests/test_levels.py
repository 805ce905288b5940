"""The worded levels: complete, in both languages, in bounds, and shown where people look for them."""

import json
import re
from datetime import date

import pytest
import typer
from typer.testing import CliRunner

from borderSim import catalogue
from borderSim.catalogue import entries
from borderSim.cli.levers import by_owner, lever_group, lever_lines, register
from borderSim.errors import UserError
from borderSim.scenario.jsonschema import json_schema

INDEX_UNITS = {
    "0-1", "ratio to 2023", "-1 to 1", "level 0-2", "no or yes", "share of time open", "share of protected persons",
    "index, 1 = 2025",
}  # fmt: skip
LEVELS = [level for levels in catalogue.lever_levels().values() for level in levels]
DATE = re.compile(r"(\d{4})(-\d{2})?(-\d{2})?")


def test_every_lever_has_four_levels_in_order():
    for name, levels in catalogue.lever_levels().items():
        values = [level.value for level in levels]
        assert len(values) == 4, name
        assert sorted(set(values)) == values, name


@pytest.mark.parametrize("lever", catalogue.levers().values(), ids=lambda lever: lever.name)
def test_levels_lie_in_the_bounds_and_hold_the_default(lever):
    values = [level.value for level in catalogue.lever_levels()[lever.name]]
    assert lever.default in values
    if lever.unit in INDEX_UNITS:
        assert (values[0], values[-1]) == (lever.lower, lever.upper)
    else:
        assert lever.lower <= values[0]
        assert values[-1] <= lever.upper


def test_the_table_has_no_other_rows_and_no_empty_cells():
    for row in entries.rows("lever_levels.csv"):
        assert row["lever"] in catalogue.levers()
        assert all(row[key] and row[key] == row[key].strip() for key in row.keys() - {"date"}), row


@pytest.mark.parametrize("level", LEVELS, ids=lambda level: f"{level.lever}-{level.value:g}")
def test_a_level_says_what_to_look_for_and_who_saw_it(level):
    assert level.words("en") != level.words("es")
    assert level.observable("en") != level.observable("es")
    assert level.status in ("verified", "memory", "judgement")
    if level.date:
        match = DATE.fullmatch(level.date)
        assert match
        assert date(int(match[1]), int((match[2] or "-1")[1:]), int((match[3] or "-1")[1:])) < date(2026, 8, 1)
    if level.source.startswith("no source"):
        assert level.status == "judgement"
    if level.status != "judgement":
        assert level.date or level.source == "definition"


def test_numbers_in_words_agree_between_languages():
    """A number typed wrong in one language only: the same digits must stand in both, separators aside."""
    for level in LEVELS:
        for english, spanish in ((level.words_en, level.words_es), (level.observable_en, level.observable_es)):
            found = [sorted(re.findall(r"\d+", re.sub(r"(?<=\d)[.,](?=\d)", "", t))) for t in (english, spanish)]
            assert found[0] == found[1], (level.lever, level.value, english, spanish)


def test_levels_do_not_speak_of_people_as_a_threat():
    bad = re.compile(r"\b(invasions?|waves?|floods?|influx|oleadas?|invasi[oó]n)\b", re.IGNORECASE)
    for level in LEVELS:
        for text in (level.words_en, level.words_es, level.observable_en, level.observable_es):
            assert not bad.search(text), (level.lever, text)


class TestWhereTheyAreShown:
    @pytest.fixture
    def app(self):
        app = typer.Typer()
        register(app)
        app.command("other")(lambda: None)
        return app

    @pytest.mark.parametrize("language", ["en", "es"])
    def test_one_lever_shows_levels_signs_and_cost(self, app, language):
        shown = CliRunner().invoke(app, ["levers", "host_support", "--lang", language]).stdout
        for level in catalogue.lever_levels()["host_support"]:
            assert level.words(language) in shown
            assert level.observable(language) in shown
        assert catalogue.costs()["host_support"].source(language) in shown

    def test_json_of_one_lever_has_levels_and_cost(self, app):
        (found,) = json.loads(CliRunner().invoke(app, ["levers", "crossing_integrity", "--json"]).stdout)
        assert [level["value"] for level in found["levels"]] == [0, 0.4, 0.8, 1]
        assert found["cost"]["central"] is None

    def test_an_unknown_lever_gets_the_nearest_name(self, app):
        result = CliRunner().invoke(app, ["levers", "crossing_integrty"])
        assert isinstance(result.exception, UserError)
        assert "did you mean crossing_integrity" in str(result.exception)

    def test_policies_stand_by_owner_and_conditions_last(self):
        found = by_owner(catalogue.levers().values())
        groups = list(dict.fromkeys(lever_group(lever, "en") for lever in found))
        assert len(groups) == len({lever.owner for lever in found if lever.kind == "policy"}) + 1
        assert groups[-1].startswith("Conditions")
        assert [lever_group(lever, "en") for lever in found] == sorted(
            (lever_group(lever, "en") for lever in found), key=groups.index
        )

    def test_a_date_is_shown_as_a_date(self):
        lines = lever_lines(catalogue.levers()["regularisation_cutoff"], "en")
        assert any(line.strip().startswith("2025-07-01") for line in lines)

    def test_the_schema_describes_the_levels(self):
        levers = json_schema()["properties"]["levers"]["properties"]
        for name, part in levers.items():
            for level in catalogue.lever_levels()[name]:
                assert f"{level.words()}." in part["description"]
