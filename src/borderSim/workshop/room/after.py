"""What an event makes of a session: pure, and the same live and from the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import singledispatch
from typing import TypeVar

from borderSim.workshop.draft.draft import Draft
from borderSim.workshop.room import events
from borderSim.workshop.room.state import Ballot, Device, Publication, Question, Round, State, Team

Key = TypeVar("Key")
Value = TypeVar("Value")


def after(state: State, event: events.Event, at: float) -> State:
    """The state after an event that `check` has let pass, at ``at`` (seconds since 1970)."""
    return _after(event, state, at)


@singledispatch
def _after(event: object, state: State, at: float) -> State:
    raise TypeError(f"{type(event).__name__} is no event of a session")


def _with(mapping: Mapping[Key, Value], key: Key, value: Value) -> dict[Key, Value]:
    return {**mapping, key: value}


def _with_team(state: State, team: Team) -> State:
    return replace(state, teams=_with(state.teams, team.number, team))


@_after.register
def _(event: events.Opened, state: State, at: float) -> State:
    draft = Draft(next(iter(event.scenarios)))
    return State({number: Team(number, "", draft) for number in range(event.teams + 1)})


@_after.register
def _(event: events.Joined, state: State, at: float) -> State:
    drives = {"team": event.team, "facilitator": 0}.get(event.role)
    devices = _with(state.devices, event.device, Device(event.device, event.role, event.team))
    return replace(
        state,
        teams={number: _driven(team, event.device, number == drives) for number, team in state.teams.items()},
        devices=devices,
    )


def _driven(team: Team, device: str, drives: bool) -> Team:
    """The team with the device in its seat, or out of it; a device sits in one seat at most."""
    if drives:
        return replace(team, device=device)
    return replace(team, device=None) if team.device == device else team


@_after.register
def _(event: events.Left, state: State, at: float) -> State:
    team = state.teams[event.team]
    assert team.device is not None
    guest = Device(team.device, "guest", event.team)
    return replace(_with_team(state, replace(team, device=None)), devices=_with(state.devices, guest.id, guest))


@_after.register
def _(event: events.Named, state: State, at: float) -> State:
    return _with_team(state, replace(state.teams[event.team], name=event.name.strip(), role_sheet=event.role_sheet))


@_after.register
def _(event: events.Drafted, state: State, at: float) -> State:
    return _with_team(state, replace(state.teams[event.team], draft=event.draft))


@_after.register
def _(event: events.RoundOpened, state: State, at: float) -> State:
    return replace(state, rounds=(*state.rounds, Round(len(state.rounds) + 1, event.minutes, at)))


@_after.register
def _(event: events.RoundClosed, state: State, at: float) -> State:
    return replace(state, rounds=(*state.rounds[:-1], replace(state.rounds[-1], closed_at=at)))


@_after.register
def _(event: events.Injected, state: State, at: float) -> State:
    number = state.injected + 1
    return replace(state, injects=_with(state.injects, number, event.event), injected=number)


@_after.register
def _(event: events.Withdrawn, state: State, at: float) -> State:
    left = {number: inject for number, inject in state.injects.items() if number != event.inject}
    return replace(state, injects=left)


@_after.register
def _(event: events.Asked, state: State, at: float) -> State:
    number = len(state.questions) + 1
    question = Question(number, len(state.rounds), event.indicator, event.title.strip(), event.draft)
    return replace(state, questions=_with(state.questions, number, question))


@_after.register
def _(event: events.Predicted, state: State, at: float) -> State:
    question = state.questions[event.question]
    question = replace(question, predictions=_with(question.predictions, event.device, event.prediction))
    return replace(state, questions=_with(state.questions, question.id, question))


@_after.register
def _(event: events.Revealed, state: State, at: float) -> State:
    question = replace(state.questions[event.question], truth=event.truth)
    return replace(state, questions=_with(state.questions, question.id, question))


@_after.register
def _(event: events.Published, state: State, at: float) -> State:
    number, title = len(state.publications) + 1, event.title.strip()
    of_round = len(state.rounds)
    made = Publication(number, event.team, of_round, title, event.draft, event.sha, event.members, at)
    return replace(state, publications=_with(state.publications, number, made))


@_after.register
def _(event: events.BallotOpened, state: State, at: float) -> State:
    number = len(state.ballots) + 1
    return replace(state, ballots=_with(state.ballots, number, Ballot(number, event.kind, event.options)))


@_after.register
def _(event: events.Voted, state: State, at: float) -> State:
    ballot = state.ballots[event.ballot]
    given = {option: event.marks[option] for option in ballot.options if event.marks.get(option)}
    ballot = replace(ballot, votes=_with(ballot.votes, event.device, given))
    return replace(state, ballots=_with(state.ballots, ballot.id, ballot))


@_after.register
def _(event: events.BallotClosed, state: State, at: float) -> State:
    ballot = replace(state.ballots[event.ballot], closed=True)
    return replace(state, ballots=_with(state.ballots, ballot.id, ballot))


@_after.register
def _(event: events.Pinned, state: State, at: float) -> State:
    return replace(state, pinned=event.indicators)


@_after.register
def _(event: events.MapHidden, state: State, at: float) -> State:
    return replace(state, map_hidden=event.hidden)
