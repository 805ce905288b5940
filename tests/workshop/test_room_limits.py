"""How much a session takes in, what waits for the disk, and who hears of what."""

from dataclasses import replace
from datetime import date

from borderSim import catalogue
from borderSim.workshop.draft.change import MOST_EVENTS, MOST_PINS
from borderSim.workshop.draft.draft import Draft, Setting
from borderSim.workshop.room import events, limits
from borderSim.workshop.room.lines import Entry, to_line
from borderSim.workshop.room.room import DRAFTS_EVERY
from borderSim.workshop.room.state import Prediction
from tests.workshop.room_lab import (
    CHIEF,
    CLOSURE,
    DRIVER,
    FACILITATORS,
    GUEST,
    INCIDENT,
    OTHER,
    OWN_EVENTS,
    SHA,
    TEAM_EVENTS,
    UNCLEAR,
    draft,
    refused,
)


def test_answers_and_votes_change_a_limited_number_of_times(full):
    for number in range(1, limits.MOST_CHANGES):
        full.do(events.Predicted(1, GUEST, Prediction("higher", float(number))))
        full.do(events.Voted(1, GUEST, {1: number % 2}))
    refused(full, events.Predicted(1, GUEST, UNCLEAR), "room_too_often", GUEST)
    refused(full, events.Voted(1, GUEST, {1: 3}), "room_too_often", GUEST)
    full.do(events.Predicted(1, OTHER, UNCLEAR), by=OTHER)


def test_seats_and_names_change_a_limited_number_of_times(full):
    for number in range(limits.MOST_CHANGES - 1):
        full.do(events.Joined(GUEST, "guest", 1 + number % 2), by=GUEST)
        full.do(events.Named(1, f"Name {number}"), by=DRIVER)
    refused(full, events.Joined(GUEST, "guest"), "room_too_often", GUEST)
    refused(full, events.Named(1, "One more"), "room_too_often", DRIVER)


def test_the_room_fills_but_not_for_the_facilitator(room):
    for number in range(limits.MOST_DEVICES):
        room.do(events.Joined(f"device{number}", "guest"))
    refused(room, events.Joined("one_more", "guest"), "room_full")
    room.do(events.Joined("device0", "team", 1))
    room.do(events.Joined(CHIEF, "facilitator", 0))
    assert len(room.state.devices) == limits.MOST_DEVICES + 1


def test_a_team_publishes_a_limited_number_of_times(full):
    for number in range(2, limits.MOST_PUBLICATIONS):
        full.do(events.Published(1, str(number), draft(), SHA, 8))
    refused(full, events.Published(1, "", draft(), SHA, 8), "room_too_often", DRIVER)
    full.do(events.Published(2, "", draft(), SHA, 8))


def test_a_full_log_takes_the_facilitators_events_alone(full, monkeypatch):
    monkeypatch.setattr(limits, "MOST_LOG_BYTES", full._log.size)
    for event, by in [*((e, GUEST) for e in OWN_EVENTS), *((e, DRIVER) for e in TEAM_EVENTS)]:
        refused(full, event, "room_log_full", by)
        refused(full, event, "room_log_full")
    for event in FACILITATORS:
        full.do(event, by=CHIEF)


def test_an_entry_too_long_for_a_line_never_waits(full, monkeypatch):
    monkeypatch.setattr("borderSim.workshop.room.log.MOST_LINE_BYTES", 300)
    long = draft(events=(CLOSURE, INCIDENT))
    refused(full, events.Drafted(1, long), "room_too_long")
    full.do(events.MapHidden(False))


def test_a_draft_with_everything_in_it_fits_in_a_line():
    setting = Setting(0.123456789012, date(2022, 10, 1), 12.0)
    whole = Draft(
        "x" * 64,
        dict.fromkeys(catalogue.levers(), setting),
        (replace(CLOSURE, places=("x" * 200,), size=0.123456789012),) * MOST_EVENTS,
        dict.fromkeys([*catalogue.parameters()][:MOST_PINS], 0.123456789012),
    )
    line = to_line(1, Entry(0.0, events.Published(1, "x" * 80, whole, SHA, 200), CHIEF))
    assert 2 * len(line) < limits.MOST_LINE_BYTES


def test_drafts_wait_for_one_another_and_for_nothing_else(room, clock, tmp_path):
    lines = room._log.lines
    for value in (0.1, 0.2, 0.3):
        room.do(events.Drafted(1, draft(value)))
        room.do(events.Drafted(2, draft(value)))
        clock.at += 0.1
    assert room._log.lines == lines + 1
    assert room.state.teams[1].draft == room.state.teams[2].draft == draft(0.3)
    clock.at += DRAFTS_EVERY
    room.do(events.Drafted(1, draft(0.4)))
    assert room._log.lines == lines + 3
    room.do(events.Drafted(1, draft(0.5)))
    room.do(events.MapHidden(True))
    assert room._log.lines == lines + 5


def test_listeners_hear_what_is_already_so_and_a_broken_one_stops_nothing(room, caplog):
    heard = []

    def broken(event):
        raise RuntimeError("a closed page")

    room.listen(broken)
    stop = room.listen(lambda event: heard.append((event, room.state.map_hidden)))
    room.do(events.MapHidden(True))
    assert heard == [(events.MapHidden(True), True)]
    assert "a closed page" in caplog.text
    caplog.clear()
    room.do(events.MapHidden(False))
    assert not caplog.text
    stop()
    stop()
    room.do(events.MapHidden(True))
    assert len(heard) == 2


def test_a_listener_may_act_and_stop_while_it_is_told(room):
    def once(event):
        stop()
        room.do(events.MapHidden(False))

    stop = room.listen(once)
    room.do(events.MapHidden(True))
    assert not room.state.map_hidden
