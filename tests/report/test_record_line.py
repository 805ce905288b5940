"""Did the model get this right in the past: the line and the table of a report, in both languages."""

from __future__ import annotations

import csv
import io
import re

import pytest

from borderSim.analysis import record
from borderSim.explain import explain
from borderSim.explain.text import lines
from borderSim.hindcast.naive import FORECASTERS
from borderSim.report import past_line, past_section
from borderSim.report.context import Context
from borderSim.report.html import Gallery, Provenance, page
from borderSim.report.past_line_words import PAST
from tests.report.skill_story import TABLE
from tests.report.story import BASELINE, REOPEN
from tests.results.synthetic import synthetic


@pytest.fixture
def scored(monkeypatch):
    found = tuple(map(record._score, csv.DictReader(io.StringIO(TABLE))))
    for module in (record, past_line, past_section):
        monkeypatch.setattr(module, "scores", lambda: found)


@pytest.fixture
def unscored(monkeypatch):
    for module in (record, past_line, past_section):
        monkeypatch.setattr(module, "scores", lambda: ())


@pytest.fixture(params=["en", "es"])
def context(request):
    return Context(synthetic(24, 14), [REOPEN, BASELINE], request.param, "sha")


def whole_page(context):
    return page(context, Gallery(), Provenance({"reopen": "name: reopen\n"}, "borderSim run", []))


LINES = [
    (
        "venezuelans_counted",
        "en",
        "Venezuelans in Colombia, as counted: in hindcasts from 2018 to 2021 the 90% band held 13 of 15 later counts "
        "(87%, range 62% to 96%). Better than the best simple forecast (the last value): error −40% (−60% to −10%). "
        "The model's numbers knew some of these years (partly in-sample). "
        "The jump to 2022 is a new count at registration, not arrivals.",
    ),
    (
        "exports_to_ve",
        "es",
        "Exportaciones a Venezuela: en los pronósticos retrospectivos de 2018 a 2021 la banda del 90% contuvo 6 de 12 "
        "conteos posteriores (50%, rango 20% a 80%); bandas demasiado estrechas. Peor que el mejor pronóstico simple "
        "(suavizado exponencial): error +30% (+5% a +92%).",
    ),
    (
        "exports_to_ve",
        "en",
        "Exports to Venezuela: in hindcasts from 2018 to 2021 the 90% band held 6 of 12 later counts (50%, range 20% "
        "to 80%); bands too narrow. Worse than the best simple forecast (exponential smoothing): error +30% (+5% to "
        "+92%).",
    ),
    (
        "newly_displaced",
        "en",
        "Newly displaced people: in hindcasts from 2018 to 2021 the 90% band held 20 of 20 later counts (100%, range "
        "92% to 100%); bands too wide. Cannot be told apart from the best simple forecast (the same month of the last "
        "year): error −5% (−35% to +40%). Scored over all places of the record together. "
        "No count has the same definition; the record is wide.",
    ),
    (
        "people_with_papers",
        "en",
        "People with papers: in hindcasts from 2018 to 2021 the 90% band held 1 of 1 later count (100%, range 30% to "
        "100%). Too few independent counts to say whether it beats a simple forecast (error −20%; best one: the last "
        "value). The count holds only part of the people who are here; the counted ones are compared.",
    ),
    (
        "coca_area",
        "en",
        "Coca area: in hindcasts from 2018 to 2021 the 90% band held 0 of 2 later counts (0%, range 0% to 60%); bands "
        "too narrow. Too few independent counts to say whether it beats a simple forecast. The model's numbers knew "
        "these years (in-sample): no independent test.",
    ),
    ("oil_output", "en", "Oil output of Venezuela: imposed in the hindcasts, so not scored."),
    ("border_jobs", "en", "Border jobs: never counted, or no count that can be compared."),
    ("border_jobs", "es", "Empleo en la frontera: nunca contado, o sin conteo que se pueda comparar."),
    ("imports_from_ve", "en", "Imports from Venezuela: no count after the cut-offs of the hindcasts, so not scored."),
]


@pytest.mark.parametrize(("indicator", "lang", "line"), LINES, ids=lambda value: value if len(value) < 24 else "line")
def test_the_line(indicator, lang, line, scored):
    assert past_line.past_line(indicator, lang) == line


def test_without_scores_the_line_says_so(unscored):
    said = past_line.past_line("exports_to_ve", "en")
    assert said == "Exports to Venezuela: this version holds no scored hindcasts."


def test_every_verdict_has_its_words():
    kinds = {"better", "worse", "indistinct", "too_few"}
    needed = {f"past_{kind}" for kind in kinds} | {f"past_cell_{kind}" for kind in kinds}
    needed |= {f"past_{band}" for band in ("narrow", "wide")}
    needed |= {f"past_{sample}" for sample in ("in-sample", "mixed")}
    needed |= {f"naive_{name}" for name in (*FORECASTERS, "constant_shares")}
    assert needed <= PAST.keys()


class TestSection:
    def test_every_shown_indicator_has_a_row_first_page_first(self, scored, context):
        found = past_section.section(context)
        labels = [row[0] for row in found.rows]
        first = [item.label(context.lang) for item in context.first_page]
        assert labels[: len(first)] == first
        assert len(labels) == len(set(labels))
        assert all(len(row) == len(found.header) for row in found.rows)

    def test_failures_stay(self, scored, context):
        found = past_section.section(context)
        label = "Exports to Venezuela" if context.lang == "en" else "Exportaciones a Venezuela"
        row = next(row for row in found.rows if row[0] == label)
        assert row[3] == "+100%"
        assert row[4].startswith("worse: +30%" if context.lang == "en" else "peor: +30%")
        assert row[5].startswith("worse: +150%" if context.lang == "en" else "peor: +150%")

    def test_rows_and_the_rest_add_up(self, scored, context):
        from borderSim.results.data import recorded

        found = past_section.section(context)
        rest = re.search(r"\((\d+)\)", found.others)
        assert len(found.rows) + (int(rest[1]) if rest else 0) == len(recorded(context.data))

    def test_every_finding_has_its_line(self, scored, context):
        from borderSim.report.pieces import headline

        found = past_section.section(context)
        assert [line.split(":")[0] for line in found.lines] == [i.label(context.lang) for i in headline(context)]

    def test_the_page_holds_it(self, scored, context):
        from markupsafe import escape

        text, found = whole_page(context), past_section.section(context)
        assert text.index('<section id="table"') < text.index('<section id="past"')
        assert all(str(escape(line)) in text for line in (*found.lines, found.note, found.others))
        assert text.index(str(escape(found.lines[0]))) < text.index('<section id="levers"')
        assert "docs/validation.md" in found.note

    def test_without_scores_the_page_says_so_and_has_no_table(self, unscored, context):
        text, found = whole_page(context), past_section.section(context)
        assert not found.rows
        assert found.note in text
        assert text.count(PAST["past"][0 if context.lang == "en" else 1]) == 1


def test_explain_says_it_of_an_indicator_only(scored):
    said = "\n".join(lines(explain("exports_to_ve")))
    assert PAST["past"][0] in said
    assert "6 of 12 later counts" in said
    assert PAST["past"][0] not in "\n".join(lines(explain("border_open_cargo")))
