"""The table of facts is whole: every fact of the model description, in both languages, with a function or a reason."""

import math
from datetime import date

import pytest

from borderSim import catalogue
from borderSim.catalogue.entries import rows
from borderSim.hindcast.observations import rules
from borderSim.scenario.level import path
from borderSim.scenario.names import places
from borderSim.validation import findings, runs
from borderSim.validation.registry import VALUES
from borderSim.validation.table import facts, inputs
from borderSim.validation.what_ifs import HELD, level_before, what_if

ALL = list(facts().values())
SCENARIO_ROWS = list(rows("fact_scenarios.csv"))
NAMES = {*runs.PAST, *runs.FUTURE, *runs.SLOW}


class TestFacts:
    def test_every_fact_from_1_to_38_is_there_in_order(self):
        numbers = [int(fact.id.removeprefix("F")) for fact in ALL]
        assert numbers == sorted(numbers)
        assert set(numbers) == set(range(1, 39))

    def test_no_key_is_given_twice(self):
        assert len(ALL) == len(list(rows("facts.csv")))

    def test_a_fact_has_a_function_or_a_reason_why_not(self):
        assert findings.MODULES
        assert {fact.key for fact in ALL if fact.run} == set(VALUES)
        assert all(fact.note_en and fact.note_es for fact in ALL if not fact.run)

    def test_only_what_the_model_does_not_have_is_left_out(self):
        assert [fact.key for fact in ALL if not fact.run] == ["F21.same_day", "F23"]

    @pytest.mark.parametrize("fact", ALL, ids=lambda fact: fact.key)
    def test_a_row_is_complete(self, fact):
        assert fact.low < fact.high
        assert math.isfinite(fact.low) or math.isfinite(fact.high)
        texts = (fact.statement_en, fact.statement_es, fact.unit, fact.unit_es, fact.source)
        assert all(text.strip() for text in texts)
        assert fact.statement_en != fact.statement_es
        assert bool(fact.note_en) == bool(fact.note_es)
        assert fact.mark in ("test", "seen", "known")
        assert fact.run in {*NAMES, "free", "kernel", ""}
        assert bool(fact.variable) == bool(fact.date)
        assert not fact.variable or fact.variable in rules()

    def test_a_fact_computed_without_counts_is_not_later_than_the_free_run(self):
        assert all(fact.date <= "2022-02" for fact in ALL if fact.run == "free" and fact.date)

    def test_inputs_have_a_value_a_source_and_a_status(self):
        assert all(math.isfinite(value) and value > 0 for value in inputs().values())
        assert all(
            row["source"] and row["status"] in ("verified", "memory", "judgement") for row in rows("fact_inputs.csv")
        )


class TestWhatIfs:
    @pytest.mark.parametrize("row", SCENARIO_ROWS, ids=lambda row: f"{row['scenario']}-{row['lever']}")
    def test_a_row_moves_a_lever_within_its_bounds(self, row):
        lever = catalogue.levers()[row["lever"]]
        assert row["scenario"] in NAMES
        assert row["value"] == HELD or lever.lower <= float(row["value"]) <= lever.upper
        assert not row["until"] or row["until"] > row["start"]

    def test_runs_without_rows_are_the_history_itself(self):
        span = date(2022, 1, 1), date(2025, 7, 1)
        assert [name for name in runs.PAST if not what_if(name, *span, random_events=True).changes] == ["known"]

    def test_the_placebo_keeps_the_border_of_the_day_before(self):
        span = date(2022, 1, 1), date(2025, 7, 1)
        history, placebo = (what_if(name, *span, random_events=False) for name in ("known", "placebo"))
        before, after = date(2022, 9, 25).toordinal() + 0.5, date(2024, 3, 1).toordinal() + 0.5
        moved = set()
        for lever in {change.lever for change in placebo.changes}:
            for place in places(catalogue.levers()[lever].scope):
                was = path(history, lever, place).at(before)
                assert path(placebo, lever, place).at(before) == was
                assert path(placebo, lever, place).at(after) == was
                if path(history, lever, place).at(after) != was:
                    moved.add(lever)
        assert {"border_open_people", "border_open_cargo", "crossing_hours"} <= moved

    def test_the_level_before_the_first_record_is_the_default(self):
        lever = catalogue.levers()["border_open_cargo"]
        assert level_before("border_open_cargo", "simon_bolivar", date(2012, 1, 1)) == lever.default

    def test_a_change_on_the_day_itself_does_not_count(self):
        assert level_before("border_open_cargo", "simon_bolivar", date(2022, 9, 26)) == 0
        assert level_before("border_open_cargo", "simon_bolivar", date(2022, 9, 27)) == 1
