"""What a right file means: every feature of the language, by its outcome."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from borderSim import catalogue
from borderSim.errors import UserError
from borderSim.scenario import (
    Distribution,
    LeverChange,
    Pin,
    Range,
    ScheduledEvent,
    Setting,
    load_scenario,
    references,
)
from borderSim.scenario.names import places

START, END = date(2022, 7, 1), date(2027, 7, 1)
HEAD = "name: x\nstart: 2022-07-01\nend: 2027-07-01\n"


@pytest.fixture
def load(tmp_path):
    """Write texts as files (the last one is loaded) and return the scenario."""

    def write_and_load(*texts):
        for position, text in enumerate(texts, 1):
            path = tmp_path / f"s{position}.yaml"
            path.write_text(text, encoding="utf-8")
        return load_scenario(path)

    return write_and_load


def levers(load, lines):
    return load(HEAD + "levers:\n" + "".join(f"  {line}\n" for line in lines.splitlines())).changes


def test_the_smallest_scenario(load):
    scenario = load(HEAD)
    assert (scenario.name, scenario.start, scenario.end) == ("x", START, END)
    assert (scenario.members, scenario.seed, scenario.changes) == (200, 1, ())
    assert scenario.title == {"en": "x", "es": "x"}


def test_simple_keys(load):
    scenario = load(
        HEAD + "members: 50\nseed: 7\ntitle: {en: A, es: B}\nquestion: Why?\nnotes: [one, {es: dos}]\n"
        "decompose: [demand, events]\nindicators: [trade_total, trust]\nswitches: {events_off: yes}\n"
    )
    assert (scenario.members, scenario.seed) == (50, 7)
    assert scenario.title == {"en": "A", "es": "B"}
    assert scenario.question == {"en": "Why?", "es": "Why?"}
    assert scenario.notes == ({"en": "one", "es": "one"}, {"en": "dos", "es": "dos"})
    assert scenario.decompose == ("demand", "events")
    assert scenario.indicators == ("trade_total", "trust")
    assert scenario.switches == {"events_off": True}


def test_a_value_without_a_date_holds_from_the_start(load):
    assert levers(load, "crossing_hours: 12") == (LeverChange("crossing_hours", None, START, 12.0),)


def test_a_step_with_a_ramp(load):
    (change,) = levers(load, "crossing_integrity: {from: 2022-10, ramp: 12 months, value: 80%}")
    assert change == LeverChange("crossing_integrity", None, date(2022, 10, 1), 0.8, ramp_months=12.0)


def test_steps_in_a_list(load):
    changes = levers(load, "crossing_hours: [{value: 12}, {from: 2023-01-15, value: 14 h}]")
    assert [(c.start, c.value) for c in changes] == [(START, 12.0), (date(2023, 1, 15), 14.0)]


def test_stages(load):
    changes = levers(load, "crossing_integrity: {steps: {2025-08-01: .3, 2026-01-01: 60%}, ramp: 3 months}")
    assert [(c.start, c.value, c.ramp_months) for c in changes] == [
        (date(2025, 8, 1), 0.3, 3.0),
        (date(2026, 1, 1), 0.6, 3.0),
    ]


@pytest.mark.parametrize("end", ["for: 3 days", "until: 2023-01-04"])
def test_a_pulse(load, end):
    (change,) = levers(load, f"crossing_hours: {{from: 2023-01-01, {end}, value: 0}}")
    assert change == LeverChange("crossing_hours", None, date(2023, 1, 1), 0.0, until=date(2023, 1, 4))


def test_lags(load):
    lag = "{median: 3 months, low: 1 month, high: 12 months}"
    changes = levers(
        load, f"crossing_hours: {{from: 2023-01-01, value: 9, lag: {lag}}}\ntariff_rate: {{value: 5%, lag: 1 year}}"
    )
    assert [c.lag for c in changes] == [
        Distribution("lognormal", 1.0, 3.0, 12.0),
        Distribution("fixed", 12.0, 12.0, 12.0),
    ]


def test_a_date_as_a_value_is_a_month_index(load):
    (change,) = levers(load, "regularisation_cutoff: 2025-07-01")
    assert change.value == catalogue.month_index("2025-07-01") == 162


def test_places_win_over_everywhere_whatever_the_order(load):
    for text in ("A\nB", "B\nA"):
        text = text.replace("A", "border_open_people: 1").replace("B", "border_open_people[tienditas, union]: 0")
        by_value = {c.value: c.places for c in levers(load, text)}
        assert by_value[0.0] == ("tienditas", "union")
        assert set(by_value[1.0]) | {"tienditas", "union"} == set(places("crossing"))
        assert not set(by_value[1.0]) & {"tienditas", "union"}


def test_all_places_named_is_everywhere(load):
    changes = levers(load, f"border_open_people[{', '.join(places('crossing'))}]: 1")
    assert changes == (LeverChange("border_open_people", None, START, 1.0),)


def test_departments_by_name_code_or_without_accents(load):
    keys = "military_pressure[Bolívar, CO54, choco, 'BOGOTA, D.C.', Arauca]: 0.5".replace("'", "")
    (change,) = levers(load, keys)
    assert change.places == ("CO11", "CO13", "CO27", "CO54", "CO81")


def test_scheduled_events(load):
    scenario = load(
        HEAD + "events:\n"
        "  - {type: election_shock, date: 2024-07-28, size: 1}\n"
        "  - {type: border_closure, date: 2025-01-10, for: 3 days, place: 'tienditas, union'}\n"
        "  - {type: war_onset, date: 2025-01-16, place: catatumbo}\n"
    )
    assert scenario.events == (
        ScheduledEvent("election_shock", None, date(2024, 7, 28), None, 1.0),
        ScheduledEvent("border_closure", ("tienditas", "union"), date(2025, 1, 10), date(2025, 1, 13)),
        ScheduledEvent("war_onset", ("catatumbo",), date(2025, 1, 16)),
    )


def test_conditional_events(load):
    scenario = load(
        HEAD + 'events:\n  - {when: "conflict_killings > 60 for 2 months", once: yes, for: 3.5 days,\n'
        '     do: {"border_open_people[tienditas]": 0, crossing_hours: 6 h}}\n'
    )
    (event,) = scenario.conditions
    assert str(event.when) == "conflict_killings > 60 for 2 months"
    assert event.do == (Setting("border_open_people", ("tienditas",), 0.0), Setting("crossing_hours", None, 6.0))
    assert (event.duration_days, event.once) == (3.5, True)


def test_assumptions(load):
    scenario = load(
        HEAD + "assumptions:\n  onward_regularisation_effect: 0\n  reopening_admin_lag: {value: 4}\n"
        "  balloon_coefficient: {low: -1, central: 0, high: 1, distribution: normal}\n"
    )
    assert scenario.assumptions == {
        "onward_regularisation_effect": Pin(0.0),
        "reopening_admin_lag": Pin(4.0),
        "balloon_coefficient": Range("normal", -1.0, 0.0, 1.0),
    }
    of_range = scenario.assumptions["balloon_coefficient"].of(catalogue.parameters()["balloon_coefficient"])
    assert (of_range.distribution, of_range.low, of_range.central, of_range.high) == ("normal", -1.0, 0.0, 1.0)


def test_a_file_of_another_machine_is_read(tmp_path):
    """Windows line ends, a byte order mark and accents."""
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + (HEAD + "title: Cúcuta\n").replace("\n", "\r\n").encode())
    assert load_scenario(path).title["es"] == "Cúcuta"


def test_a_file_without_a_last_line_end_and_with_a_document_start(load):
    assert load("---\n" + HEAD + "members: 5").members == 5


# Inheritance: s1 is the parent of s2, s2 of s3.
CHILD = "name: child\nextends: s1\n"


def test_a_child_takes_over_and_overrides(load):
    scenario = load(
        HEAD + "title: Parent\nquestion: Parent?\nmembers: 10\nnotes: [old]\n"
        "levers: {crossing_hours: 9, tariff_rate: 0}\n"
        "assumptions: {onward_regularisation_effect: 0, balloon_coefficient: 0}\n"
        "switches: {events_off: yes}\n",
        CHILD + "seed: 3\nlevers: {crossing_hours: 12}\nassumptions: {balloon_coefficient: 0.2}\n",
    )
    assert (scenario.name, scenario.members, scenario.seed, scenario.start) == ("child", 10, 3, START)
    assert scenario.title == {"en": "child", "es": "child"}
    assert scenario.notes == ({"en": "old", "es": "old"},)
    assert {c.lever: c.value for c in scenario.changes} == {"crossing_hours": 12.0, "tariff_rate": 0.0}
    assert scenario.assumptions == {"onward_regularisation_effect": Pin(0.0), "balloon_coefficient": Pin(0.2)}
    assert scenario.switches == {"events_off": True}
    assert [Path(file).stem for file in scenario.chain] == ["s2", "s1"]


def test_a_list_replaces_a_list(load):
    event = "events: [{type: incident, date: %s}]\n"
    scenario = load(
        HEAD + "indicators: [trust, trade_total]\n" + event % "2024-01-01" + "levers:\n"
        "  crossing_hours: [{value: 9}, {from: 2024-01-01, value: 12}]\n",
        CHILD + "indicators: [gdp_index]\n" + event % "2025-01-01" + "levers:\n  crossing_hours: [{value: 3}]\n",
    )
    assert scenario.indicators == ("gdp_index",)
    assert [e.date.year for e in scenario.events] == [2025]
    assert [c.value for c in scenario.changes] == [3.0]
    assert load(HEAD + event % "2024-01-01", CHILD + "events: []\n").events == ()


def test_a_step_is_replaced_whole_not_key_by_key(load):
    parent = HEAD + "levers: {crossing_hours: {from: 2023-01-01, value: 9, ramp: 6 months}}\n"
    (change,) = load(parent, CHILD + "levers: {crossing_hours: {value: 12}}\n").changes
    assert change == LeverChange("crossing_hours", None, START, 12.0)


def test_a_child_may_replace_one_place_and_keep_the_others(load):
    changes = load(
        HEAD + "levers: {border_open_people: 0}\n", CHILD + "levers:\n  border_open_people[union]: 1\n"
    ).changes
    assert {c.value: len(c.places) for c in changes} == {0.0: 7, 1.0: 1}
    changes = load(
        HEAD + "levers:\n  border_open_people[union]: 1\n", CHILD + "levers: {border_open_people: 0}\n"
    ).changes
    assert [(c.places, c.value) for c in changes] == [(None, 0.0)]


def test_a_pulse_lies_on_the_steps_below_it(load):
    changes = load(
        HEAD + "levers: {crossing_hours: {from: 2023-01-01, value: 9}}\n",
        CHILD + "levers: {crossing_hours: {from: 2024-01-01, for: 3 days, value: 0}}\n",
        "name: grandchild\nextends: s2\nlevers: {crossing_hours: {from: 2025-01-01, for: 5 days, value: 1}}\n",
    ).changes
    assert [(c.start.year, c.value, bool(c.until)) for c in changes] == [(2023, 9.0, False), (2025, 1.0, True)]


def test_history_undoes_what_the_parent_says(load):
    parent = HEAD + "levers: {border_open_people: 0, crossing_hours: 9}\n"
    changes = load(parent, CHILD + "levers:\n  border_open_people[union]: history\n  crossing_hours: history\n").changes
    assert {c.lever for c in changes} == {"border_open_people"}
    assert "union" not in changes[0].places


def test_the_start_of_the_child_dates_the_values_of_the_parent(load):
    parent = HEAD + "levers: {crossing_hours: 9}\n"
    (change,) = load(parent, CHILD + "start: 2024-01-01\n").changes
    assert change.start == date(2024, 1, 1)


def test_a_shorter_child_may_keep_steps_after_its_end(load):
    parent = HEAD + "levers: {crossing_hours: {from: 2026-01-01, value: 9}}\n"
    assert load(parent, CHILD + "end: 2025-01-01\n").changes[0].start == date(2026, 1, 1)


def test_references_are_found_beside_the_file_that_names_them(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.yaml").write_text(HEAD.replace("x", "a"))
    (tmp_path / "b.yaml").write_text("name: b\nextends: a\ncompare_with: [a.yaml]\n")
    (tmp_path / "sub" / "c.yaml").write_text("name: c\nextends: ../b.yaml\n")
    (other,) = references(load_scenario(tmp_path / "sub" / "c.yaml"))
    assert Path(other.file).resolve() == (tmp_path / "a.yaml").resolve()
    (tmp_path / "a.yaml").rename(tmp_path / "gone.yaml")
    with pytest.raises(UserError, match="no scenario"):
        load_scenario(tmp_path / "b.yaml")


def test_a_resolved_file_finds_its_references_beside_itself(tmp_path):
    """As in the folder of a run; they need not be there to read it."""
    (tmp_path / "a.yaml").write_text(HEAD.replace("x", "a"))
    (tmp_path / "b.yaml").write_text("name: b\nextends: a\ncompare_with: [a]\n")
    (tmp_path / "run").mkdir()
    resolved = tmp_path / "run" / "scenario.resolved.yaml"
    resolved.write_text(yaml.safe_dump(load_scenario(tmp_path / "b.yaml").resolved()))
    scenario = load_scenario(resolved)
    with pytest.raises(UserError, match="compare_with: there is no scenario"):
        references(scenario)
    (tmp_path / "run" / "a.yaml").write_text(HEAD.replace("x", "a"))
    assert [other.file for other in references(scenario)] == [str(tmp_path / "run" / "a.yaml")]


def test_a_usual_lag_is_that_of_past_announcements(tmp_path):
    file = tmp_path / "x.yaml"
    text = "levers:\n  crossing_integrity: {from: 2026-01-01, value: 0.8, lag: usual}\n"
    file.write_text("name: x\nstart: 2025-07-01\nend: 2027-07-01\n" + text, encoding="utf-8")
    (change,) = load_scenario(file).changes
    parameter = catalogue.parameters()["policy_lag_admin"]
    assert change.lag is not None
    assert (change.lag.kind, change.lag.central, change.lag.low, change.lag.high) == (
        parameter.distribution, parameter.central, parameter.low, parameter.high,
    )  # fmt: skip
