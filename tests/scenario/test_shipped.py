"""The scenarios in scenarios/: right, explained in both languages, and different from their reference."""

from pathlib import Path

import jsonschema
import pytest

from borderSim.scenario import load_scenario, references
from borderSim.scenario.diff import differences
from borderSim.scenario.jsonschema import json_schema, schema_text
from borderSim.scenario.source import read_document
from borderSim.scenario.starter import SCHEMA_LINE

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "scenarios").glob("*.yaml"))
WANTED = {
    "baseline", "today", "reopen", "reopen_only", "clean_crossings", "beyond_one_billion", "snap_closure",
    "closure_with_corridor", "documents_first", "regularise_again", "processing_stops", "fixed_budget", "max_pressure",
    "licence_relief", "eln_deal_with_guarantor", "partial_peace", "haven_shrinks", "corridor_war",
    "security_then_state", "state_then_security", "aid_cut", "ve_settlement", "ve_crackdown", "transition_orderly",
    "transition_contested", "discreet_vs_loud", "hindcast",
}  # fmt: skip
"""The set of the model description (5.1)."""
REFERENCES = {"baseline", "today"}
PAST = {"hindcast"}
"""What happened: nothing to compare it with."""


def each(files=FILES):
    return pytest.mark.parametrize("file", files, ids=lambda file: file.stem)


def test_the_promised_ones_are_there():
    assert {file.stem for file in FILES} >= WANTED


@each()
def test_it_is_right_and_explained(file):
    scenario = load_scenario(file)
    assert scenario.name == file.stem
    assert file.read_text(encoding="utf-8").startswith(SCHEMA_LINE)
    for text in (scenario.title, scenario.question, *scenario.notes):
        assert text["en"] != text["es"]
    assert scenario.notes
    assert scenario.members == 200


@each([file for file in FILES if file.stem not in REFERENCES | PAST])
def test_it_has_a_reference_and_its_levers_differ_from_it(file):
    scenario = load_scenario(file)
    against = references(scenario)
    assert REFERENCES & {reference.name for reference in against}
    for reference in against:
        assert any(row.what.startswith("levers.") for row in differences(reference, scenario))


def test_baseline_holds_the_border_and_nothing_else():
    """The placebo: no lever outside the border is touched."""
    held = {change.lever for change in load_scenario(ROOT / "scenarios/baseline.yaml").changes}
    assert {"border_open_people", "border_open_cargo", "private_vehicle_access"} <= held
    outside = {"sanctions_intensity", "licence_gl41", "oil_price", "diplomatic_relations", "talks_eln", "tariff_rate"}
    assert not held & outside


def test_baseline_is_the_history_on_the_day_before_the_reopening():
    from borderSim.catalogue import lever_steps, levers, month_index
    from borderSim.scenario.names import places

    day = month_index("2022-09-25")
    for change in load_scenario(ROOT / "scenarios/baseline.yaml").changes:
        for place in change.places or places(levers()[change.lever].scope):
            before = [value for month, value in sorted(lever_steps(change.lever, place)) if month <= day]
            assert change.value == before[-1], (change.lever, place)


def test_today_moves_nothing():
    assert load_scenario(ROOT / "scenarios/today.yaml").changes == ()


def test_the_schema_in_the_repository_is_the_one_that_the_code_makes():
    assert (ROOT / "schema/scenario.schema.json").read_text(encoding="utf-8") == schema_text()


@each()
def test_the_schema_accepts_it(file):
    jsonschema.Draft202012Validator(json_schema()).validate(read_document(file).data)


@pytest.mark.parametrize(
    "change",
    [
        {"levers": {"border_openning": 1}},
        {"levers": {"border_open_people": 1.4}},
        {"levers": {"border_open_people": {"from": "2026-01-01", "value": -1}}},
        {"levers": {"border_open_people": [{"value": 2}]}},
        {"levers": {"crossing_hours": {"form": "2026-01-01", "value": 3}}},
        {"levers": {"flights_per_week": 300}},
        {"levers": {"crossing_hours[tienditas]": 3}},
        {"membrs": 3},
        {"members": 0},
        {"indicators": ["trade"]},
        {"switches": {"events_of": True}},
        {"assumptions": {"reopening_admin_lags": 3}},
        {"events": [{"type": "incidents", "date": "2026-01-01"}]},
    ],
    ids=str,
)
def test_the_schema_refuses(change):
    data = read_document(ROOT / "scenarios/today.yaml").data | change
    assert not jsonschema.Draft202012Validator(json_schema()).is_valid(data)
