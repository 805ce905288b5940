"""What a Board holds: drafts, history, asks, answers, without a page."""

import asyncio
from datetime import date

import numpy as np
import pytest

from borderSim.errors import RunError
from borderSim.scenario import ScheduledEvent
from borderSim.workshop.desk.ask import ON_RELEASE, WHILE_DRAGGING
from borderSim.workshop.desk.desk import Crowded, Full
from borderSim.workshop.draft.draft import Draft
from borderSim.workshop.draft.link import decode, encode
from borderSim.workshop.room import events
from borderSim.workshop.screens.board.state import FIRST_CHARTS, MOST_CHARTS, board_state
from tests.workshop.board_lab import LEVER, board, rest
from tests.workshop.room_lab import CHIEF, DRIVER, INCIDENT


def play(coroutine):
    return asyncio.run(coroutine)


def test_a_release_asks_for_a_band_saves_the_draft_and_can_be_undone(tmp_path):
    async def act():
        made, state = board(tmp_path)
        state.set_lever(LEVER, 0.3)
        await rest()
        assert made.desk.asked == [(0.3, ON_RELEASE)]
        assert made.room.state.teams[1].draft == state.draft
        assert state.answer.members == ON_RELEASE
        state.undo()
        await rest()
        assert state.draft == made.room.state.teams[1].draft == Draft("opening")
        state.redo()
        await rest()
        assert state.draft.settings[LEVER].value == 0.3

    play(act())


def test_undo_asks_for_what_was_asked_before(tmp_path):
    async def act():
        made, state = board(tmp_path)
        state.refresh()
        await rest()
        first = state.answer
        state.set_lever(LEVER, 0.3)
        await rest()
        state.undo()
        await rest()
        asks = [call.ask for call in made.desk.calls]
        assert asks[2] == asks[0]
        assert (state.answer.policy.national["arrivals"] == first.policy.national["arrivals"]).all()

    play(act())


def test_undo_brings_back_the_firm_picture_and_a_new_step_does_not_have_it(tmp_path):
    async def act():
        made, state = board(tmp_path)
        state.firm(200)
        await rest()
        state.set_lever(LEVER, 0.3)
        await rest()
        state.undo()
        await rest()
        assert [members for _, members in made.desk.asked] == [200, ON_RELEASE, 200]

    play(act())


def test_while_the_model_works_on_one_position_only_the_newest_other_one_waits(tmp_path):
    async def act():
        made, state = board(tmp_path, now=False)
        for value in (0.1, 0.2, 0.3, 0.4):
            state.drag(LEVER, value)
            await rest()
        assert made.desk.asked == [(0.1, WHILE_DRAGGING)]
        await made.desk.calls[0].end()
        assert made.desk.asked == [(0.1, WHILE_DRAGGING), (0.4, WHILE_DRAGGING)]
        assert state.answer.members == WHILE_DRAGGING
        state.set_lever(LEVER, 0.45)
        await rest()
        assert made.desk.asked[-1] == (0.45, ON_RELEASE)
        await made.desk.calls[-1].end()
        assert (state.answer.members, state.computing) == (ON_RELEASE, 0)
        assert len(made.desk.calls) == 3

    play(act())


def test_a_drag_alone_is_no_step_and_is_not_saved(tmp_path):
    async def act():
        made, state = board(tmp_path)
        state.drag(LEVER, 0.1)
        await rest()
        assert state.draft == made.room.state.teams[1].draft == Draft("opening")
        assert len(state.history.steps) == 1
        assert state.settled is None

    play(act())


def test_fifteen_quick_releases_end_in_the_last_one(tmp_path):
    async def act():
        made, state = board(tmp_path, now=False)
        for step in range(1, 16):
            state.set_lever(LEVER, step / 20)
        await rest()
        await made.desk.calls[-1].end()
        assert made.desk.asked[-1] == (0.75, ON_RELEASE)
        assert state.answer.ask == state.ask(state.draft, ON_RELEASE)

    play(act())


def test_a_new_past_is_said_while_it_is_computed(tmp_path):
    async def act():
        made, state = board(tmp_path, now=False)
        made.desk.past = True
        state.set_lever(LEVER, 0.3)
        assert (state.computing, state.new_past) == (ON_RELEASE, True)
        made.desk.past = False
        await rest()
        await made.desk.calls[-1].end()
        state.set_lever(LEVER, 0.4)
        assert (state.computing, state.new_past) == (ON_RELEASE, False)

    play(act())


def test_more_runs_than_there_is_memory_for_are_refused_and_not_asked_for_again(tmp_path):
    async def act():
        made, state = board(tmp_path, now=False)
        state.refresh()
        await rest()
        await made.desk.calls[0].end()
        state.firm(1000)
        await rest()
        await made.desk.calls[1].end(Full())
        assert state.fault is not None
        assert "Take fewer runs" in state.fault("en")
        assert state.answer.members == state.members == ON_RELEASE

    play(act())


@pytest.mark.parametrize(("wrong", "words"), [(RunError("no"), "could not run"), (Crowded(), "Too many")])
def test_what_the_model_cannot_run_is_said_and_the_picture_stays(tmp_path, wrong, words):
    async def act():
        made, state = board(tmp_path, now=False)
        state.refresh()
        await rest()
        await made.desk.calls[0].end()
        shown = state.answer
        state.set_lever(LEVER, 0.3)
        await rest()
        await made.desk.calls[1].end(wrong)
        assert words in state.fault("en")
        assert state.fault("es") != state.fault("en")
        assert (state.answer, state.computing) == (shown, 0)

    play(act())


@pytest.mark.parametrize("value", [9.0, -1.0])
def test_what_a_lever_cannot_be_changes_nothing(tmp_path, value):
    async def act():
        made, state = board(tmp_path)
        state.set_lever(LEVER, value)
        state.drag(LEVER, value)
        state.set_lever("no_such_lever", 0.5)
        await rest()
        assert (made.desk.calls, state.draft) == ([], Draft("opening"))
        assert state.fault("en") != state.fault("es")

    play(act())


def test_a_device_that_does_not_drive_the_team_is_refused_in_words(tmp_path):
    async def act():
        made, state = board(tmp_path)
        made.room.do(events.Left(1), by=CHIEF)
        state.set_lever(LEVER, 0.3)
        await rest()
        assert made.room.state.teams[1].draft == Draft("opening")
        assert state.fault("es")

    play(act())


def test_an_event_for_everybody_changes_every_picture(tmp_path):
    async def act():
        made, state = board(tmp_path)
        state.listen(lambda news: None)
        state.refresh()
        await rest()
        made.room.do(events.Injected(INCIDENT), by=CHIEF)
        await rest()
        assert INCIDENT in made.desk.calls[-1].ask.policy.events
        assert INCIDENT in made.desk.calls[-1].ask.baseline.events
        assert INCIDENT not in state.draft.events

    play(act())


def test_a_board_that_nobody_looks_at_hears_nothing_and_catches_up_when_somebody_does(tmp_path):
    async def act():
        made, state = board(tmp_path)
        before = len(made.room._listeners)
        leaving = [state.listen(lambda news: None), state.listen(lambda news: None)]
        assert len(made.room._listeners) == before + 1
        state.refresh()
        await rest()
        for leave in leaving:
            leave()
        assert len(made.room._listeners) == before
        sha = state.sha()
        made.room.do(events.Injected(INCIDENT), by=CHIEF)
        await rest()
        assert len(made.desk.calls) == 1
        assert state.sha() != sha
        state.listen(lambda news: None)
        await rest()
        assert INCIDENT in made.desk.calls[1].ask.policy.events

    play(act())


def test_own_events_pins_and_readings_come_and_go(tmp_path):
    async def act():
        _, state = board(tmp_path)
        own = ScheduledEvent("incident", None, date(2023, 9, 1))
        state.add_event(own)
        state.pin("gdp_reference", -1.0)
        state.read("balloon_effect", "no_balloon")
        assert (state.draft.events, state.draft.pins["gdp_reference"]) == ((own,), -1.0)
        assert state.draft.readings == {"balloon_effect": "no_balloon"}
        state.remove_event(0)
        state.unpin("gdp_reference")
        state.read("balloon_effect", "")
        assert state.draft == Draft("opening")
        assert len(state.history.names("es")) == 7
        state.remove_event(5)
        assert state.fault("en")
        await rest()

    play(act())


def test_more_runs_tell_how_far_they_are_and_can_be_cancelled(tmp_path):
    async def act():
        made, state = board(tmp_path, now=False)
        state.refresh()
        await rest()
        await made.desk.calls[0].end()
        state.firm(500)
        await rest()
        made.desk.calls[1].progress(250, 500)
        assert (state.progress, state.computing) == (0.5, 500)
        state.cancel()
        await rest()
        assert (state.progress, state.computing, state.members) == (None, 0, ON_RELEASE)
        assert state.answer.members == ON_RELEASE

    play(act())


def test_the_picture_before_the_last_change_is_kept_for_the_replay(tmp_path):
    async def act():
        _, state = board(tmp_path)
        state.refresh()
        await rest()
        first = state.answer
        state.firm(200)
        await rest()
        assert state.last_change == (None, None)
        state.set_lever(LEVER, 0.3)
        await rest()
        assert state.settled is state.answer
        state.firm(200)
        await rest()
        before, after = state.last_change
        assert before.ask.policy == first.ask.policy
        assert after.ask.policy == state.answer.ask.policy
        assert before.members == after.members == ON_RELEASE  # of 200 both: no other cause than the lever
        for part in (before.policy, before.baseline, after.policy, after.baseline):
            assert not part.department
            assert not part.place
            for values in part.national.values():
                assert len(values) == ON_RELEASE
                assert values.base is None  # the other members are let go of
        for name, values in first.policy.national.items():
            assert np.array_equal(before.policy.national[name], values)

    play(act())


def test_a_link_carries_the_same_draft_and_the_same_ask(tmp_path):
    async def act():
        _, state = board(tmp_path)
        state.set_lever(LEVER, 0.3)
        sent = encode(state.draft, state.bases)
        ask = state.ask(state.draft, ON_RELEASE)
        state.reset()
        assert state.draft == Draft("opening")
        state.load(decode(sent, state.bases), "draft_step_link")
        assert state.ask(state.draft, ON_RELEASE) == ask
        await rest()

    play(act())


def test_a_page_finds_the_state_of_its_device_again_and_another_device_the_teams_draft(tmp_path):
    async def act():
        made, _ = board(tmp_path)
        state = board_state(made, DRIVER, 1)
        state.set_lever(LEVER, 0.3)
        assert board_state(made, DRIVER, 1) is state
        other = board_state(made, CHIEF, 0)
        assert (other.draft, state.draft.settings[LEVER].value) == (Draft("opening"), 0.3)
        made.room.do(events.Left(1))
        made.room.do(events.Joined("x" * 32, "team", 1))
        assert board_state(made, "x" * 32, 1).draft == state.draft
        await rest()

    play(act())


def test_listeners_hear_until_they_stop(tmp_path):
    async def act():
        _, state = board(tmp_path)
        heard = []
        stop = state.listen(heard.append)
        state.set_lever(LEVER, 0.3)
        await rest()
        assert heard[:2] == ["draft", "work"]
        assert set(heard) == {"draft", "work", "answer"}
        stop()
        state.undo()
        await rest()
        assert heard.count("draft") == 1

    play(act())


def test_what_is_looked_at_has_bounds(tmp_path):
    async def act():
        _, state = board(tmp_path)
        assert state.charts[:2] == ["people_with_papers", "unmet_need"]
        assert len(state.charts) == FIRST_CHARTS
        state.show_charts(["arrivals"] * (MOST_CHARTS + 5))
        assert len(state.charts) == MOST_CHARTS
        assert len(state.levers) <= 8
        state.add_lever("asylum_safeguards")
        state.add_lever("asylum_safeguards")
        assert state.levers.count("asylum_safeguards") == 1
        state.remove_lever("asylum_safeguards")
        assert "asylum_safeguards" not in state.levers
        assert (state.months[0], state.months[-1], len(state.months)) == ("2022-07", "2024-06", 24)

    play(act())
