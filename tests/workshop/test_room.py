"""What may happen in a room, who may do it, and what comes of it."""

import math
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from borderSim.scenario import ScheduledEvent
from borderSim.workshop.draft.draft import Draft, Setting
from borderSim.workshop.room import events
from borderSim.workshop.room.after import after
from borderSim.workshop.room.plain import KINDS, from_plain, kind_of, to_plain
from borderSim.workshop.room.powers import OF_THE_FACILITATOR
from borderSim.workshop.room.refused import Refused
from borderSim.workshop.room.room_words import ROOM_WORDS
from borderSim.workshop.room.rules import check
from borderSim.workshop.room.state import Device, Prediction, State, Team, Truth
from tests.workshop.room_lab import (
    CHIEF,
    CLOSURE,
    DRIVER,
    FACILITATORS,
    GUEST,
    HIGHER,
    INCIDENT,
    LOWER,
    OTHER,
    OWN_EVENTS,
    SHA,
    TEAM_EVENTS,
    TRUTH,
    UNCLEAR,
    draft,
    refused,
)

ROOM_FOLDER = Path(events.__file__).parent


def test_a_session_begins_with_its_teams_on_the_first_scenario(room):
    teams = {number: Team(number, "", Draft("opening")) for number in (0, 1, 2, 3)}
    assert room.state == State(teams)
    refused(room, events.Opened("0", {"opening": SHA}, 2, "baseline", SHA), "room_opened_twice")


def test_everything_that_happens_is_in_the_state(full, clock):
    state = full.state
    assert state.devices[CHIEF].role == "facilitator"
    assert state.teams[0].device == CHIEF
    assert state.devices[OTHER] == Device(OTHER, "guest", 2)
    team = state.teams[1]
    assert (team.device, team.name, team.role_sheet) == (DRIVER, "Cúcuta y Táchira", "border_governments")
    assert team.draft == draft(0.4, events=(CLOSURE,))
    assert (state.round.number, state.round.minutes, state.round.opened_at) == (1, 15, clock.at)
    assert state.future == (INCIDENT,)
    assert state.questions[1].predictions == {GUEST: HIGHER, OTHER: LOWER}
    assert state.questions[1].round == 1
    published = state.publications[2]
    assert (published.team, published.title, published.members) == (1, "Opening later", 200)
    assert (published.round, published.draft, published.at) == (1, draft(0.3), clock.at)
    assert state.ballots[1].votes == {GUEST: {1: 2, 2: 1}}
    assert state.pinned == ("arrivals", "unmet_need")
    assert state.map_hidden


def test_a_device_sits_in_one_seat(full):
    full.do(events.Joined(DRIVER, "team", 2))
    assert [full.state.teams[number].device for number in (1, 2)] == [None, DRIVER]
    full.do(events.Joined(DRIVER, "guest", 2))
    assert full.state.teams[2].device is None
    full.do(events.Joined(GUEST, "team", 1))
    refused(full, events.Joined(OTHER, "team", 1), "room_team_taken")
    full.do(events.Left(1), by=CHIEF)
    assert full.state.devices[GUEST] == Device(GUEST, "guest", 1)
    refused(full, events.Left(1), "room_team_free", CHIEF)
    full.do(events.Joined(OTHER, "team", 1))
    assert full.state.teams[1].device == OTHER


def test_rounds_follow_one_another(room, clock):
    refused(room, events.RoundClosed(), "room_no_round")
    room.do(events.RoundOpened(10))
    refused(room, events.RoundOpened(10), "room_round_open")
    clock.at += 61.5
    room.do(events.RoundClosed())
    assert room.state.round is None
    assert room.state.rounds[0].closed_at == clock.at
    room.do(events.RoundOpened(0.5))
    assert room.state.round.number == 2


def test_ids_of_injects_are_never_given_again(room):
    room.do(events.Injected(INCIDENT))
    refused(room, events.Injected(INCIDENT), "room_inject_twice")
    room.do(events.Withdrawn(1))
    room.do(events.Injected(CLOSURE))
    assert room.state.injects == {2: CLOSURE}
    refused(room, events.Withdrawn(1), "room_no_inject")


def test_predictions_change_until_the_reveal_and_the_truth_comes_once(full):
    full.do(events.Predicted(1, GUEST, UNCLEAR))
    assert full.state.questions[1].predictions[GUEST] == UNCLEAR
    full.do(events.Revealed(1, TRUTH))
    refused(full, events.Predicted(1, GUEST, HIGHER), "room_revealed")
    refused(full, events.Revealed(1, TRUTH), "room_revealed")


def test_a_vote_is_one_per_device_and_changes_until_it_is_closed(full):
    full.do(events.Voted(1, GUEST, {2: 3, 1: 0}))
    assert full.state.ballots[1].votes == {GUEST: {2: 3}}
    full.do(events.Voted(1, OTHER, {}))
    assert full.state.ballots[1].votes == {GUEST: {2: 3}, OTHER: {}}
    refused(full, events.BallotOpened("approval", (1,)), "room_ballot_open")
    full.do(events.BallotClosed(1))
    refused(full, events.Voted(1, GUEST, {1: 1}), "room_ballot_closed")
    refused(full, events.BallotClosed(1), "room_ballot_closed")
    full.do(events.BallotOpened("approval", (2, 1)))
    full.do(events.Voted(2, GUEST, {1: 1, 2: 1}))
    refused(full, events.Voted(2, GUEST, {1: 2}), "room_marks")


def test_only_the_facilitator_publishes_between_rounds(full):
    full.do(events.RoundClosed())
    event = events.Published(1, "Late", draft(), SHA, 32)
    refused(full, event, "room_no_round", DRIVER)
    refused(full, event, "room_no_round")
    full.do(event, by=CHIEF)
    full.do(replace(event, team=0))
    assert len(full.state.publications) == 4


@pytest.mark.parametrize("event", TEAM_EVENTS, ids=kind_of)
def test_only_its_own_device_drives_a_team(full, event):
    for by in (GUEST, OTHER, "unknown"):
        refused(full, event, "room_not_your_team", by)
    full.do(event, by=DRIVER)
    refused(full, replace(event, team=2), "room_not_your_team", DRIVER)
    refused(full, replace(event, team=0), "room_not_your_team", DRIVER)


@pytest.mark.parametrize("event", OWN_EVENTS, ids=kind_of)
def test_a_device_answers_for_itself(full, event):
    for by in (OTHER, DRIVER, "unknown"):
        refused(full, event, "room_not_your_device", by)
    full.do(event, by=GUEST)


@pytest.mark.parametrize("event", FACILITATORS, ids=kind_of)
def test_nobody_takes_the_facilitators_place(full, event):
    for by in (GUEST, OTHER, DRIVER, "unknown"):
        refused(full, event, "room_for_the_facilitator", by)
    full.do(event, by=CHIEF)


def test_every_event_belongs_to_somebody():
    of_somebody = {*OF_THE_FACILITATOR, *map(type, (*TEAM_EVENTS, *OWN_EVENTS)), events.Opened}
    assert of_somebody == {*get_args(events.Event)}


NOT_A_DAY = date(2031, 1, 1)
BAD_DRAFTS = [
    Draft("nowhere"),
    draft(7.0),
    draft(math.nan),
    Draft("opening", {"no_lever": Setting(0.5, date(2022, 10, 1))}),
    Draft("opening", {"crossing_integrity": Setting(0.5, NOT_A_DAY)}),
    Draft("opening", events=(replace(INCIDENT, date=NOT_A_DAY),)),
    Draft("opening", events=(INCIDENT,) * 100),
    Draft("opening", pins={"no_parameter": 1.0}),
    Draft("opening", readings={"no_question": "x"}),
]
BAD_EVENTS = [
    replace(INCIDENT, type="earthquake"),
    replace(INCIDENT, date=NOT_A_DAY),
    replace(INCIDENT, date=date(2022, 6, 30)),
    replace(INCIDENT, until=date(2023, 9, 1)),
    replace(INCIDENT, size=0.5),
    replace(INCIDENT, places=("norte_tachira",)),
    replace(CLOSURE, until=CLOSURE.date),
    replace(CLOSURE, places=("atlantis",)),
    replace(CLOSURE, places=()),
    ScheduledEvent("pandemic", None, date(2023, 1, 1), date(2023, 6, 1)),
    ScheduledEvent("pandemic", None, date(2023, 1, 1), date(2023, 6, 1), math.nan),
    ScheduledEvent("pandemic", None, date(2023, 1, 1), date(2023, 6, 1), 1.5),
]
BAD_NAMES = ["", "   ", "x" * 41, "a\nb", "a\tb", "a\x00b", "a\u202eb", "a\x7fb", "\ud800", " " * 41]
BAD_TITLES = ["x" * 81, "a\nb", "\x1b[31m", "\u2028"]
BAD_TRUTHS = [
    Truth(2.0, 3.0, 4.0, 50.0, 32),
    Truth(2.0, 1.0, math.nan, 50.0, 32),
    Truth(2.0, -math.inf, 3.0, 50.0, 32),
    Truth(2.0, 1.0, 3.0, 101.0, 32),
    Truth(2.0, 1.0, 3.0, 50.0, 0),
]
BAD = [
    *(events.Drafted(1, bad) for bad in BAD_DRAFTS),
    *(events.Asked("arrivals", "", bad) for bad in BAD_DRAFTS),
    *(events.Published(1, "", bad, SHA, 8) for bad in BAD_DRAFTS),
    *(events.Injected(bad) for bad in BAD_EVENTS),
    *(events.Named(1, bad) for bad in BAD_NAMES),
    *(events.Published(1, bad, draft(), SHA, 8) for bad in BAD_TITLES),
    *(events.Asked("arrivals", bad, draft()) for bad in BAD_TITLES),
    *(events.Revealed(1, bad) for bad in BAD_TRUTHS),
    *(kind(team, *rest) for team in (-1, 4, None) for kind, rest in ((events.Drafted, (draft(),)), (events.Left, ()))),
    *(events.Named(team, "Nobody") for team in (-1, 0, 4)),
    *(events.Published(team, "", draft(), SHA, 8) for team in (-1, 4)),
    *(events.Joined(device, "guest") for device in ("", "x" * 65, "a b", "../x", "é")),
    *(events.Joined("new", role, team) for role, team in (("team", None), ("team", 0), ("team", 9), ("guest", 9))),
    events.Joined("new", "guest", -1),
    events.Joined("new", "facilitator", 1),
    events.Joined("new", "owner"),
    events.Named(2, "cúcuta Y táchira"),
    events.Named(2, "Two", "../../etc/passwd"),
    events.Withdrawn(7),
    *(events.Asked(bad, "", draft()) for bad in ("", "no_indicator", "crossing_integrity")),
    events.Predicted(2, GUEST, HIGHER),
    events.Predicted(1, "stranger", HIGHER),
    events.Predicted(1, GUEST, Prediction("sideways")),
    *(events.Predicted(1, GUEST, Prediction("lower", bad)) for bad in (-1.0, math.nan, math.inf, 1e16)),
    events.Predicted(1, GUEST, Prediction("no_clear", 3.0)),
    events.Revealed(2, TRUTH),
    events.Published(1, "", draft(), "not a hash", 8),
    events.Published(1, "", draft(), SHA, 0),
    *(events.Voted(1, GUEST, bad) for bad in ({3: 1}, {1: 4}, {1: -1}, {1: 2, 2: 2}, {1: 1.0}, {1: True})),
    events.Voted(2, GUEST, {1: 1}),
    events.Voted(1, "stranger", {1: 1}),
    events.BallotClosed(2),
    *(events.Pinned(bad) for bad in ((), ("no_indicator",), ("arrivals",) * 2, ("arrivals", "returns", "a", "b"))),
]


def test_nothing_that_is_wrong_happens(full, given):
    before = full.state
    for event in BAD:
        with pytest.raises(Refused):
            check(full.state, event, given)
        with pytest.raises(Refused):
            full.do(event)
    assert full.state is before


@pytest.mark.parametrize("minutes", [0, 0.49, 180.1, -5, math.nan, math.inf])
def test_a_round_has_a_sensible_length(room, minutes):
    refused(room, events.RoundOpened(minutes), "room_minutes")


@pytest.mark.parametrize("options", [(), (1, 1), (3,), (1, 9)])
def test_a_vote_is_on_what_was_published(full, options):
    full.do(events.BallotClosed(1))
    refused(full, events.BallotOpened("approval", options), "room_options")
    refused(full, events.BallotOpened("ranking", (1,)), "room_no_ballot_kind")


def test_a_refusal_says_why_in_both_languages(full):
    error = refused(full, events.Injected(replace(INCIDENT, date=NOT_A_DAY)), "draft_event_out")
    assert error.words("en") == "Border incident: the date must lie in the run, from 1 Jul 2022 to before 1 Jul 2024."
    assert "jul 2022 hasta antes del 1 jul 2024" in error.words("es")
    error = refused(full, events.Voted(1, GUEST, {1: 2, 2: 2}), "room_dots")
    assert error.words("en") == "There are 3 dots to give in all."
    for event in BAD:
        with pytest.raises(Refused) as caught:
            full.do(event)
        assert "{" not in caught.value.words("en") + caught.value.words("es")


def test_every_key_of_the_room_has_words_and_is_used():
    used = {
        key
        for path in ROOM_FOLDER.glob("*.py")
        if path.name != "room_words.py"
        for key in re.findall(r'"(room_[a-z_]+)"', path.read_text(encoding="utf-8"))
    }
    assert used == ROOM_WORDS.keys()
    for english, spanish in ROOM_WORDS.values():
        assert english != spanish
        assert re.findall(r"{\w+}", english) == re.findall(r"{\w+}", spanish)


def test_events_survive_json(full, given):
    for event in [*TEAM_EVENTS, *OWN_EVENTS, *FACILITATORS, events.RoundOpened(2.5), events.BallotOpened("dots", (1,))]:
        assert from_plain(kind_of(event), to_plain(event), given) == event
    assert {*KINDS.values()} == {*get_args(events.Event)}


@pytest.mark.parametrize("event", get_args(events.Event), ids=lambda kind: kind.__name__)
def test_after_knows_every_event_and_changes_nothing_in_place(full, event):
    state = full.state
    example = next(e for e in (*TEAM_EVENTS, *OWN_EVENTS, *FACILITATORS, *MORE) if type(e) is event)
    copy = repr(state)
    assert isinstance(after(state, example, 5.0), State)
    assert repr(state) == copy


MORE = [
    events.Opened("0.1.0", {"opening": SHA}, 2, "baseline", SHA),
    events.RoundOpened(5),
    events.BallotOpened("dots", (1,)),
]


def test_the_same_again_is_no_event(full):
    lines = full._log.lines
    for event in (events.Voted(1, GUEST, {1: 2, 2: 1}), events.Joined(GUEST, "guest"), events.MapHidden(True)):
        full.do(event)
    assert full._log.lines == lines
