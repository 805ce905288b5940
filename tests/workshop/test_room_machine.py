"""Any session at all: what the log says is what was, predictions stay sealed, each device has one vote."""

import dataclasses
import shutil
import tempfile
from functools import cache
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from borderSim.workshop.draft.draft import Draft
from borderSim.workshop.room import events
from borderSim.workshop.room.log import read_session
from borderSim.workshop.room.refused import Refused
from borderSim.workshop.room.room import Room
from borderSim.workshop.room.rules import DOTS
from borderSim.workshop.room.state import Prediction, Truth
from borderSim.workshop.room.tally import scores, spread, tally, turnout, visible
from tests.workshop.room_lab import CLOSURE, INCIDENT, SHA, Clock, bases_in, draft

DEVICES = st.sampled_from(["chief", "one", "two", "three", "four", "no device!"])
TEAMS = st.integers(-1, 4)
IDS = st.integers(0, 4)
DRAFTS = st.sampled_from([draft(0.3), draft(0.6, "closing"), draft(0.6, events=(CLOSURE,)), Draft("other"), draft(9.0)])
TEXTS = st.sampled_from(["", "Tibú", "x" * 81, "two\nlines"]) | st.text(max_size=6)
INDICATORS = st.sampled_from(["arrivals", "unmet_need", "no_such"])
PREDICTIONS = st.builds(
    Prediction, st.sampled_from(["higher", "lower", "no_clear", "sideways"]), st.none() | st.floats(-1, 1e16)
)
TRUTHS = st.sampled_from(
    [Truth(2, 1, 3, 98, 32), Truth(0.5, -1, 2, 60, 200), Truth(-2, -3, -1, 0, 8), Truth(1, 2, 3, 0, 1)]
)
MARKS = st.dictionaries(IDS, st.integers(-1, 4), max_size=3)
EVENTS = st.one_of(
    st.builds(events.Joined, DEVICES, st.sampled_from(["team", "guest", "facilitator"]), st.none() | TEAMS),
    st.builds(events.Left, TEAMS),
    st.builds(events.Named, TEAMS, TEXTS, st.sampled_from(["", "us_and_eu", "no_role"])),
    st.builds(events.Drafted, TEAMS, DRAFTS),
    st.builds(events.RoundOpened, st.sampled_from([0.5, 10, 500])),
    st.just(events.RoundClosed()),
    st.builds(events.Injected, st.sampled_from([INCIDENT, CLOSURE, dataclasses.replace(INCIDENT, size=3.0)])),
    st.builds(events.Withdrawn, IDS),
    st.builds(events.Asked, INDICATORS, TEXTS, DRAFTS),
    st.builds(events.Predicted, IDS, DEVICES, PREDICTIONS),
    st.builds(events.Revealed, IDS, TRUTHS),
    st.builds(events.Published, TEAMS, TEXTS, DRAFTS, st.just(SHA), st.integers(0, 200)),
    st.builds(events.BallotOpened, st.sampled_from(["approval", "dots"]), st.lists(IDS, max_size=3).map(tuple)),
    st.builds(events.Voted, IDS, DEVICES, MARKS),
    st.builds(events.BallotClosed, IDS),
    st.builds(events.Pinned, st.lists(INDICATORS, max_size=4).map(tuple)),
    st.builds(events.MapHidden, st.booleans()),
)


@cache
def given_bases():
    folder = Path(tempfile.mkdtemp())
    try:
        return bases_in(folder)
    finally:
        shutil.rmtree(folder)


class Sessions(RuleBasedStateMachine):
    @initialize()
    def begin(self):
        self.folder = Path(tempfile.mkdtemp()) / "session"
        self.clock = Clock()
        self.room = Room.open(self.folder, given_bases(), 3, self.clock)
        self.heard = []
        self.room.listen(self.heard.append)

    @rule(event=EVENTS, by=st.none() | DEVICES)
    def something_happens(self, event, by):
        before, heard = self.room.state, len(self.heard)
        try:
            self.room.do(event, by)
        except Refused:
            assert self.room.state is before
        assert (self.room.state is before) == (len(self.heard) == heard)

    @rule()
    def everybody_takes_part(self):
        """A session as it goes: without it, random steps seldom come as far as a reveal or a vote."""
        state = self.room.state
        steps = [
            events.Joined("one", "guest"),
            events.Joined("two", "guest"),
            events.RoundOpened(10),
            events.Asked("arrivals", "", draft()),
            events.Published(0, "", draft(), SHA, 32),
            events.Predicted(len(state.questions) + 1, "one", Prediction("higher", 2.0)),
            events.BallotOpened("dots", (len(state.publications) + 1,)),
        ]
        for step in steps:
            self.something_happens(step, None)

    @rule(seconds=st.floats(0.001, 5))
    def time_passes(self, seconds):
        self.clock.at += seconds

    @rule()
    def the_server_starts_again(self):
        before = self.room.state
        self.room.close()
        self.room = Room.open(self.folder, given_bases(), 3, self.clock)
        self.room.listen(self.heard.append)
        assert self.room.state == before
        assert read_session(self.folder).state == before

    @rule()
    def the_server_is_killed(self):
        """What was not a draft is there; the log as it stands on the disk is copied, as nothing more is written."""
        copy = self.folder.parent / "copy"
        shutil.copytree(self.folder, copy)
        found = read_session(copy).state
        waiting = {number: team.draft for number, team in found.teams.items()}
        live = {number: dataclasses.replace(t, draft=waiting[number]) for number, t in self.room.state.teams.items()}
        assert found == dataclasses.replace(self.room.state, teams=live)
        shutil.rmtree(copy)

    @invariant()
    def predictions_are_sealed_until_the_reveal(self):
        for question in self.room.state.questions.values():
            shown, found = visible(question), spread(question)
            assert found.answered == len(question.predictions)
            if question.truth is None:
                assert shown == ()
                assert found == type(found)(found.answered)
                assert scores(question) is None
            else:
                assert len(shown) == found.answered == found.higher + found.lower + found.no_clear
                score = scores(question)
                assert score.right <= score.answered
                assert score.inside <= score.amounts <= score.answered

    @invariant()
    def each_device_has_one_vote(self):
        state = self.room.state
        for ballot in state.ballots.values():
            assert ballot.votes.keys() <= state.devices.keys()
            most = DOTS if ballot.kind == "dots" else len(ballot.options)
            for vote in ballot.votes.values():
                assert sum(vote.values()) <= most
                assert vote.keys() <= {*ballot.options}
            counts = tally(ballot)
            assert all(sum(count.given) == len(ballot.votes) for count in counts)
            assert [count.total for count in counts] == sorted((count.total for count in counts), reverse=True)
            assert turnout(ballot, state).took_part <= turnout(ballot, state).present

    @invariant()
    def a_seat_has_one_device_and_a_device_one_seat(self):
        state = self.room.state
        seats = [team.device for team in state.teams.values() if team.device]
        assert len(seats) == len({*seats})
        for team in state.teams.values():
            if team.number and team.device:
                assert state.devices[team.device] == type(state.devices[team.device])(team.device, "team", team.number)

    @invariant()
    def one_vote_and_one_round_are_open_at_most(self):
        state = self.room.state
        assert sum(not ballot.closed for ballot in state.ballots.values()) <= 1
        assert all(item.closed_at is not None for item in state.rounds[:-1])

    def teardown(self):
        if hasattr(self, "room"):
            self.room.close()
            shutil.rmtree(self.folder.parent)


TestSessions = Sessions.TestCase
TestSessions.settings = settings(max_examples=30, stateful_step_count=60)
