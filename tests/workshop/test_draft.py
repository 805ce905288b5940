"""Drafts: what they can hold, the two scenarios that they make, undo and redo, plain values and back."""

import json
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderSim import catalogue
from borderSim.experiment.block import Block, run_block
from borderSim.scenario import LeverChange, Pin, Range, ScheduledEvent, scenario_hash
from borderSim.workshop.draft import change
from borderSim.workshop.draft.change import BadChange, checked
from borderSim.workshop.draft.draft import Bases, Draft, Setting
from borderSim.workshop.draft.draft_words import DRAFT_WORDS
from borderSim.workshop.draft.history import MOST_STEPS, History
from borderSim.workshop.draft.plain import event_from_plain, event_to_plain, from_plain, to_plain
from borderSim.workshop.draft.scenarios import POLICY, baseline, policy
from tests.workshop.drafts import CLOSURE, SHOCK, STRIKE, drafts, lever_steps, moved, plain_draft, room, short, today

NAN, INF = float("nan"), float("inf")


def levers_of(scenario):
    return {c.lever: [x for x in scenario.changes if x.lever == c.lever] for c in scenario.changes}


def refused(key, do):
    with pytest.raises(BadChange) as caught:
        do()
    assert caught.value.key == key
    for lang in ("en", "es"):
        assert "{" not in caught.value.words(lang)
    return caught.value


# --- the two scenarios -----------------------------------------------------------------------------------------------


def test_a_draft_without_departures_is_the_base_and_its_baseline():
    for bases in (room(), today()):
        for name, base in bases.scenarios.items():
            made, reference = policy(Draft(name), bases), baseline(Draft(name), bases)
            assert replace(made, name=base.name, compare_with=base.compare_with) == base
            assert replace(reference, compare_with=bases.baseline.compare_with) == bases.baseline
            assert made.name == POLICY
            assert made.compare_with == (reference.name,)


def test_a_draft_without_departures_gives_the_same_numbers_to_the_bit():
    bases = short(room(), 4)
    made = [policy(Draft("reopen"), bases), baseline(Draft("reopen"), bases)]
    seen, known = (run_block(Block(pair, np.arange(2), 1, "float32")) for pair in (made, [bases.first, bases.baseline]))
    assert seen.national.keys() == known.national.keys() != set()
    for name, values in seen.national.items():
        assert np.array_equal(values, known.national[name])


def test_a_setting_takes_the_place_of_every_change_of_its_lever():
    bases = room()
    assert len(levers_of(bases.first)["border_open_people"]) > 1
    made = policy(change.with_lever(Draft("reopen"), bases, "border_open_people", 0.3), bases)
    first = min(c.start for c in bases.first.changes if c.lever == "border_open_people")
    assert levers_of(made)["border_open_people"] == [LeverChange("border_open_people", None, first, 0.3)]
    left = {name: found for name, found in levers_of(made).items() if name != "border_open_people"}
    assert left == {name: found for name, found in levers_of(bases.first).items() if name != "border_open_people"}


def test_a_lever_that_nobody_timed_starts_with_the_base_or_the_run():
    bases = room()
    known = change.with_lever(Draft("reopen"), bases, "crossing_integrity", 0.6).settings["crossing_integrity"]
    assert known == Setting(0.6, date(2022, 10, 1), 12)
    new = change.with_lever(Draft("reopen"), bases, "host_support", 600)
    assert new.settings["host_support"] == Setting(600, bases.first.start, 0)
    timed = change.with_lever(new, bases, "host_support", 600, date(2024, 1, 1), 9)
    again = change.with_lever(timed, bases, "host_support", 700)
    assert again.settings["host_support"] == Setting(700, date(2024, 1, 1), 9)
    assert change.without_lever(again, "host_support") == Draft("reopen")


def test_injects_are_in_both_scenarios_before_the_events_of_the_team():
    bases, draft = room(), change.with_event(Draft("reopen"), room(), SHOCK)
    for made in (policy(draft, bases, (STRIKE,)), baseline(draft, bases, (STRIKE,))):
        assert made.events[-2:] == (STRIKE, SHOCK)
    assert change.without_event(draft, 0) == Draft("reopen")


@given(drafts())
def test_the_future_is_the_same_for_policy_and_baseline_and_the_baseline_has_no_policy(draft):
    bases = room()
    made, reference = policy(draft, bases), baseline(draft, bases)
    conditions = {name for name in draft.settings if catalogue.levers()[name].kind == "condition"}
    for name, setting in draft.settings.items():
        change_ = LeverChange(name, None, setting.start, setting.value, setting.ramp_months)
        assert levers_of(made)[name] == [change_]
        theirs = [change_] if name in conditions else levers_of(bases.baseline).get(name)
        assert levers_of(reference).get(name) == theirs
    for scenario in (made, reference):
        assert scenario.events[len(scenario.events) - len(draft.events) :] == draft.events
        for name, value in draft.pins.items():
            assert scenario.assumptions[name] == Pin(value)
        for question, reading in draft.readings.items():
            assert scenario.readings[question] == (reading,)
    assert made.seed == reference.seed


def test_the_title_names_the_levers_that_were_moved():
    draft = Draft("reopen")
    assert policy(draft, room()).title == room().first.title
    for lever, value in (("talks_eln", 1), ("host_support", 500), ("sanctions_intensity", 0), ("licence_gl41", 1)):
        draft = change.with_lever(draft, room(), lever, value)
    title = policy(draft, room()).title
    assert title["en"].endswith("+ US sanctions, Chevron licence (GL 41), Support for host municipalities, 1 more")
    assert title["es"].endswith(", 1 más")


def test_a_policy_that_was_saved_can_be_a_rooms_scenario_and_its_own_baseline():
    saved = replace(room().first, name=POLICY)
    bases = Bases({POLICY: saved}, saved)
    made = policy(Draft(POLICY), bases)
    assert made.compare_with == (baseline(Draft(POLICY), bases).name,) == ("baseline",)


def test_a_reading_takes_the_place_of_the_bases_own():
    question, first, second = "balloon_effect", "spills_over", "no_balloon"
    bases = room()
    once = policy(change.with_reading(Draft("reopen"), question, first), bases)
    second_room = Bases({"reopen": replace(once, name="reopen")}, bases.baseline)
    draft = change.with_reading(Draft("reopen"), question, second)
    assert policy(draft, second_room).readings == {question: (second,)}
    assert policy(draft, second_room).assumptions["balloon_coefficient"] == Range("triangular", -0.4, -0.2, 0)
    pinned = policy(change.with_pin(Draft("reopen"), "balloon_coefficient", 0.0), second_room)
    assert pinned.readings == {}
    assert pinned.assumptions["balloon_coefficient"] == Pin(0.0)


# --- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "lever", "value", "more"),
    [
        ("draft_unknown_lever", "no_such_lever", 0, {}),
        ("draft_unknown_lever", "__class__", 0, {}),
        ("draft_unknown_lever", None, 0, {}),
        ("draft_lever_out", "sanctions_intensity", 1.01, {}),
        ("draft_lever_out", "sanctions_intensity", -0.01, {}),
        ("draft_lever_out", "regularisation_cutoff", 0, {}),
        ("draft_lever_out", "regularisation_cutoff", 1e9, {}),
        ("draft_not_a_number", "sanctions_intensity", NAN, {}),
        ("draft_not_a_number", "sanctions_intensity", INF, {}),
        ("draft_not_a_number", "sanctions_intensity", True, {}),
        ("draft_not_a_number", "sanctions_intensity", "0.5", {}),
        ("draft_start_out", "sanctions_intensity", 0.5, {"start": date(2022, 6, 30)}),
        ("draft_start_out", "sanctions_intensity", 0.5, {"start": date(2027, 7, 1)}),
        ("draft_ramp_out", "sanctions_intensity", 0.5, {"ramp_months": -1}),
        ("draft_ramp_out", "sanctions_intensity", 0.5, {"ramp_months": 61}),
        ("draft_not_a_number", "sanctions_intensity", 0.5, {"ramp_months": NAN}),
    ],
)
def test_levers_keep_to_the_catalogue_and_the_run(key, lever, value, more):
    refused(key, lambda: change.with_lever(Draft("reopen"), room(), lever, value, **more))


DAY = date(2023, 1, 1)


@pytest.mark.parametrize(
    ("key", "event"),
    [
        ("draft_unknown_event", ScheduledEvent("meteor", None, DAY)),
        ("draft_event_out", ScheduledEvent("incident", None, date(2022, 6, 30))),
        ("draft_event_out", ScheduledEvent("incident", None, date(2027, 7, 1))),
        ("draft_event_end", ScheduledEvent("incident", None, DAY, DAY + timedelta(30))),
        ("draft_event_end", ScheduledEvent("border_closure", None, DAY, DAY)),
        ("draft_event_place", ScheduledEvent("incident", ("simon_bolivar",), DAY)),
        ("draft_event_place", ScheduledEvent("border_closure", ("atlantis",), DAY, DAY + timedelta(9))),
        ("draft_event_place", ScheduledEvent("border_closure", ("union", "union"), DAY, DAY + timedelta(9))),
        ("draft_event_place", ScheduledEvent("border_closure", (), DAY, DAY + timedelta(9))),
        ("draft_event_no_size", ScheduledEvent("incident", None, DAY, None, 0.5)),
        ("draft_event_size", ScheduledEvent("election_shock", None, DAY)),
        ("draft_event_size", ScheduledEvent("election_shock", None, DAY, None, 1.5)),
        ("draft_event_size", ScheduledEvent("election_shock", None, DAY, None, NAN)),
    ],
)
def test_events_keep_to_the_catalogue_and_the_run(key, event):
    refused(key, lambda: change.with_event(Draft("reopen"), room(), event))


def test_assumptions_keep_to_their_ranges_and_do_not_contradict_readings():
    entry = catalogue.parameters()["reopening_admin_lag"]
    for value in (entry.low - 1, entry.high + 1):
        refused("draft_pin_out", lambda value=value: change.with_pin(Draft("reopen"), entry.name, value))
    refused("draft_not_a_number", lambda: change.with_pin(Draft("reopen"), entry.name, INF))
    refused("draft_unknown_parameter", lambda: change.with_pin(Draft("reopen"), "talks_eln", 1))
    structure = next(p for p in catalogue.parameters().values() if p.distribution == "switch")
    refused("draft_pin_out", lambda: change.with_pin(Draft("reopen"), structure.name, 0.5))
    read = change.with_reading(Draft("reopen"), "balloon_effect", "spills_over")
    refused("draft_pin_and_reading", lambda: change.with_pin(read, "balloon_coefficient", 0.1))
    pinned = change.with_pin(Draft("reopen"), "balloon_coefficient", 0.1)
    refused("draft_pin_and_reading", lambda: change.with_reading(pinned, "balloon_effect", "spills_over"))
    assert change.without_pin(pinned, "balloon_coefficient") == change.without_reading(read, "balloon_effect")
    refused("draft_unknown_question", lambda: change.with_reading(Draft("reopen"), "what", "ever"))
    refused("draft_unknown_reading", lambda: change.with_reading(Draft("reopen"), "balloon_effect", "ever"))


def test_a_draft_is_bounded_and_knows_its_room():
    draft = replace(Draft("reopen"), events=(STRIKE,) * change.MOST_EVENTS)
    refused("draft_many_events", lambda: change.with_event(draft, room(), STRIKE))
    pins = dict.fromkeys(list(catalogue.parameters())[: change.MOST_PINS + 1], 0.0)
    refused("draft_many_pins", lambda: checked(Draft("reopen", pins=pins), room()))
    refused("draft_unknown_scenario", lambda: policy(change.rebased(draft, "elsewhere"), room()))
    for position in (-1, change.MOST_EVENTS, "0"):
        refused("draft_no_event", lambda position=position: change.without_event(draft, position))
    moved_on = change.rebased(plain_draft(), "reopen_only")
    assert checked(moved_on, room()) == replace(plain_draft(), base="reopen_only")


def test_refusals_speak_both_languages_with_their_numbers():
    error = refused("draft_lever_out", lambda: change.with_lever(Draft("reopen"), room(), "tariff_rate", 9))
    assert error.words("en") == str(error) == "Bilateral tariff goes from 0% to 35%."
    assert error.words("es") == "Arancel bilateral va de 0 % a 35 %."
    late = refused("draft_lever_out", lambda: change.with_lever(Draft("reopen"), room(), "regularisation_cutoff", 0))
    assert "31 Jan 2021" in late.words("en")


def test_a_browsers_sums_leave_no_noise_and_dates_stand_on_days():
    draft = change.with_lever(Draft("reopen"), room(), "talks_eln", 0.1 + 0.2)
    assert draft.settings["talks_eln"].value == 0.3
    draft = change.with_lever(draft, room(), "regularisation_cutoff", 142.3)
    value = draft.settings["regularisation_cutoff"].value
    assert value == catalogue.month_index(catalogue.month_date(142.3))


# --- undo and redo ---------------------------------------------------------------------------------------------------


@given(st.lists(lever_steps(), min_size=1, max_size=6))
def test_what_is_undone_and_redone_is_what_was(steps):
    bases = room()
    history = History.of(Draft("reopen"))
    for step in steps:
        after = history.done(moved(history.present, bases, step), step[0])
        if after is not history:
            assert after.undone().present == history.present == after.before
            assert after.undone().redone() == after
        history = after
    assert history.redone() == history
    back = history
    while back.can_undo:
        back = back.undone()
    assert back.present == Draft("reopen")
    assert back.undone() == back
    assert back.at(history.position) == history
    assert len(history.names("en")) == len(history.steps) == len(history.names("es"))


def test_a_new_change_forgets_what_was_undone_and_no_change_is_no_step():
    bases, history = room(), History.of(Draft("reopen"))
    first = change.with_lever(Draft("reopen"), bases, "talks_eln", 1)
    second = change.with_lever(Draft("reopen"), bases, "talks_agc", 1)
    history = history.done(first, "talks_eln").undone().done(second, "talks_agc")
    assert (history.present, history.can_redo, len(history.steps)) == (second, False, 2)
    assert history.done(second, "talks_agc") is history
    for number in range(MOST_STEPS + 5):
        history = history.done(change.with_lever(second, bases, "host_support", number), "host_support")
    assert len(history.steps) == MOST_STEPS
    assert history.present.settings["host_support"].value == MOST_STEPS + 4


def test_steps_have_names_in_both_languages():
    bases, history = room(), History.of(Draft("reopen"))
    draft = change.with_lever(history.present, bases, "tariff_rate", 0.15)
    history = history.done(draft, "tariff_rate")
    draft = change.with_lever(draft, bases, "regularisation_cutoff", catalogue.month_index("2025-05-17"))
    history = history.done(draft, "regularisation_cutoff")
    draft = change.with_event(draft, bases, CLOSURE)
    history = history.done(draft, "border_closure")
    draft = change.with_reading(change.with_pin(draft, "reopening_admin_lag", 6), "balloon_effect", "no_balloon")
    history = history.done(draft, "reopening_admin_lag").done(change.without_lever(draft, "tariff_rate"), "tariff_rate")
    history = history.done(Draft("reopen_only"), "draft_step_reset").done(Draft("reopen"), "Team 3")
    assert history.names("en")[:4] == (
        "Start",
        "Bilateral tariff: 0.15",
        "Entry date limit for permits: 17 May 2025",
        "Border closure",
    )
    assert history.names("es")[1] == "Arancel bilateral: 0,15"
    assert history.names("en")[5:] == ("Bilateral tariff: as in the scenario", "Back to the scenario", "Team 3")


# --- plain values ----------------------------------------------------------------------------------------------------


@given(drafts())
def test_plain_values_come_back_through_json(draft):
    assert from_plain(json.loads(json.dumps(to_plain(draft), allow_nan=False)), room()) == draft


def test_equal_drafts_make_scenarios_of_equal_hash():
    draft, bases = plain_draft(), room()
    again = from_plain(to_plain(draft), bases)
    for make in (policy, baseline):
        assert scenario_hash(make(draft, bases)) == scenario_hash(make(again, bases))
    for event in (STRIKE, CLOSURE, SHOCK):
        assert event_from_plain(event_to_plain(event)) == event


GOOD = {"base": "reopen", "levers": {"talks_eln": {"value": 1, "start": "2023-01-01"}}}
BAD = [
    None,
    [],
    "reopen",
    {},
    {"base": None},
    {"base": "elsewhere"},
    {**GOOD, "extra": 1},
    {**GOOD, "levers": []},
    {**GOOD, "levers": {"talks_eln": 1}},
    {**GOOD, "levers": {"talks_eln": {"value": 2, "start": "2023-01-01"}}},
    {**GOOD, "levers": {"talks_eln": {"value": "1", "start": "2023-01-01"}}},
    {**GOOD, "levers": {"talks_eln": {"value": True, "start": "2023-01-01"}}},
    {**GOOD, "levers": {"talks_eln": {"value": 10**400, "start": "2023-01-01"}}},
    {**GOOD, "levers": {"talks_eln": {"value": NAN, "start": "2023-01-01"}}},
    {**GOOD, "levers": {"talks_eln": {"value": 1, "start": "tomorrow"}}},
    {**GOOD, "levers": {"talks_eln": {"value": 1, "start": "1999-01-01"}}},
    {**GOOD, "levers": {"talks_eln": {"value": 1}}},
    {**GOOD, "levers": {"talks_eln": {"value": 1, "start": "2023-01-01", "ramp_months": INF}}},
    {**GOOD, "levers": {"talks_eln": {"value": 1, "start": "2023-01-01", "places": ["x"]}}},
    {**GOOD, "levers": {str(n): {"value": 1, "start": "2023-01-01"} for n in range(2_000)}},
    {**GOOD, "events": {}},
    {**GOOD, "events": ["incident"]},
    {**GOOD, "events": [{"type": "incident", "date": "2023-01-01"}] * 21},
    {**GOOD, "events": [{"type": "incident", "date": "2023-01-01", "places": "union"}]},
    {**GOOD, "pins": {"balloon_coefficient": 99}},
    {**GOOD, "pins": {"balloon_coefficient": None}},
    {**GOOD, "readings": {"balloon_effect": ["no_balloon"]}},
    {**GOOD, "readings": {"balloon_effect": "spills_over"}, "pins": {"balloon_coefficient": 0.1}},
]


@pytest.mark.parametrize("plain", BAD)
def test_plain_values_that_are_no_draft_are_refused(plain):
    assert from_plain(GOOD, room()).settings["talks_eln"].value == 1
    with pytest.raises(BadChange) as caught:
        from_plain(plain, room())
    assert caught.value.words("es") != caught.value.words("en")


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
)


@given(st.dictionaries(st.sampled_from(("base", "levers", "events", "pins", "readings")), JSON))
def test_anything_at_all_is_refused_or_a_draft(plain):
    try:
        found = from_plain(plain | {"base": "reopen"}, room())
    except BadChange as error:
        found = error.key
    assert isinstance(found, Draft) or found in DRAFT_WORDS
