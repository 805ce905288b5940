"""What may happen in a session: every rule, and nothing that changes anything."""

from __future__ import annotations

import math
import re
from collections.abc import Container
from functools import singledispatch
from typing import get_args

from borderSim import catalogue
from borderSim.workshop.draft.change import BadChange, checked, with_event
from borderSim.workshop.draft.draft import Bases, Draft
from borderSim.workshop.kit.roles import roles
from borderSim.workshop.room import events
from borderSim.workshop.room.powers import check_power
from borderSim.workshop.room.refused import Refused
from borderSim.workshop.room.state import BallotKind, Direction, State, Truth

MOST_TEAMS = 12
"""So many small panels still fit on a wall."""
MOST_LETTERS_OF_A_NAME, MOST_LETTERS_OF_A_TITLE = 40, 80
"""What fits in one line of a small panel, and of a chart."""
FEWEST_MINUTES, MOST_MINUTES = 0.5, 180.0
"""A round is a talk around a table: from half a minute (a trial) to three hours."""
MOST_PINNED = 3
"""Charts that a room can look at together (workshop brief, 2.6)."""
DOTS = 3
"""Dots that each device may give (workshop brief, 2.10)."""
MOST_AMOUNT = 1e15
"""No indicator reaches it; a number beyond it is a slip or an attack."""
DEVICE = re.compile(r"[A-Za-z0-9_-]{1,64}")
SHA = re.compile(r"[0-9a-f]{6,64}")


def check(state: State, event: events.Event, bases: Bases, by: str | None = None) -> None:
    """Raise Refused where ``event`` may not happen in ``state``, or not through the device ``by``.

    ``by`` None is the server itself: then who may do this is the caller's to ask, and only the other rules are held.
    """
    check_power(state, event, by)
    _check(event, state, bases, by)


@singledispatch
def _check(event: object, state: State, bases: Bases, by: str | None) -> None:
    raise TypeError(f"{type(event).__name__} is no event of a session")


def _known(key: object, known: Container[object], what: str) -> None:
    """Refuse what is not there."""
    if key not in known:
        raise Refused(what)


def _within(number: float, low: float, high: float, key: str) -> None:
    """Refuse a number outside [low, high], and one that is no number."""
    if not (isinstance(number, int | float) and math.isfinite(number) and low <= number <= high):
        raise Refused(key, low=low, high=high)


def _check_text(text: str, most: int, key: str, fewest: int = 0) -> None:
    """Refuse a text that is too short or too long, or holds what cannot be printed (control characters, new lines)."""
    if not (isinstance(text, str) and text.isprintable() and fewest <= len(text.strip()) <= len(text) <= most):
        raise Refused(key, most=most)


def _check_team(team: int | None, state: State, first: int = 1) -> None:
    if team is None or team not in state.teams or team < first:
        raise Refused("room_no_team")


def _check_device(device: str, state: State) -> None:
    _known(device, state.devices, "room_no_device")


def _check_draft(draft: Draft, bases: Bases) -> None:
    """Refuse a draft of another room, or one that the catalogue and the run do not allow."""
    try:
        checked(draft, bases)
    except BadChange as bad:
        raise Refused(bad.key, **bad.values) from bad


@_check.register
def _(event: events.Opened, state: State, bases: Bases, by: str | None) -> None:
    if state.teams:
        raise Refused("room_opened_twice")
    if not event.scenarios:
        raise Refused("room_no_scenario")
    _within(event.teams, 1, MOST_TEAMS, "room_teams")


@_check.register
def _(event: events.Joined, state: State, bases: Bases, by: str | None) -> None:
    if not DEVICE.fullmatch(event.device):
        raise Refused("room_no_device")
    if event.role == "team":
        _check_team(event.team, state)
        assert event.team is not None
        if state.teams[event.team].device not in (None, event.device):
            raise Refused("room_team_taken", team=event.team)
    elif event.role == "guest":
        if event.team is not None:
            _check_team(event.team, state)
    elif event.role != "facilitator" or event.team:
        raise Refused("room_no_role")


@_check.register
def _(event: events.Left, state: State, bases: Bases, by: str | None) -> None:
    _check_team(event.team, state)
    if state.teams[event.team].device is None:
        raise Refused("room_team_free", team=event.team)


@_check.register
def _(event: events.Named, state: State, bases: Bases, by: str | None) -> None:
    """A team may take a role sheet and no name of its own."""
    _check_team(event.team, state)
    fewest = 0 if event.role_sheet else 1
    _check_text(event.name, MOST_LETTERS_OF_A_NAME, "room_name", fewest)
    name = event.name.strip().casefold()
    others = {team.name.casefold() for team in state.teams.values() if team.number != event.team}
    if name and name in others:
        raise Refused("room_name_taken")
    _known(event.role_sheet, ("", *roles()), "room_no_role_sheet")


@_check.register
def _(event: events.Drafted, state: State, bases: Bases, by: str | None) -> None:
    _check_team(event.team, state, first=0)
    _check_draft(event.draft, bases)


@_check.register
def _(event: events.RoundOpened, state: State, bases: Bases, by: str | None) -> None:
    if state.round:
        raise Refused("room_round_open", number=state.round.number)
    _within(event.minutes, FEWEST_MINUTES, MOST_MINUTES, "room_minutes")


@_check.register
def _(event: events.RoundClosed, state: State, bases: Bases, by: str | None) -> None:
    if not state.round:
        raise Refused("room_no_round")


@_check.register
def _(event: events.Injected, state: State, bases: Bases, by: str | None) -> None:
    if event.event in state.future:
        raise Refused("room_inject_twice")
    try:
        with_event(Draft(bases.first.name, events=state.future), bases, event.event)
    except BadChange as bad:
        raise Refused(bad.key, **bad.values) from bad


@_check.register
def _(event: events.Withdrawn, state: State, bases: Bases, by: str | None) -> None:
    _known(event.inject, state.injects, "room_no_inject")


@_check.register
def _(event: events.Asked, state: State, bases: Bases, by: str | None) -> None:
    _known(event.indicator, catalogue.indicators(), "room_no_indicator")
    _check_text(event.title, MOST_LETTERS_OF_A_TITLE, "room_title")
    _check_draft(event.draft, bases)


@_check.register
def _(event: events.Predicted, state: State, bases: Bases, by: str | None) -> None:
    _check_device(event.device, state)
    _known(event.question, state.questions, "room_no_question")
    if state.questions[event.question].truth:
        raise Refused("room_revealed")
    _known(event.prediction.direction, get_args(Direction), "room_no_direction")
    if event.prediction.amount is not None:
        most = 0 if event.prediction.direction == "no_clear" else MOST_AMOUNT
        _within(event.prediction.amount, 0, most, "room_amount" if most else "room_amount_of_no_clear")


@_check.register
def _(event: events.Revealed, state: State, bases: Bases, by: str | None) -> None:
    _known(event.question, state.questions, "room_no_question")
    if state.questions[event.question].truth:
        raise Refused("room_revealed")
    _check_truth(event.truth)


def _check_truth(truth: Truth) -> None:
    for number in (truth.low, truth.median, truth.high):
        _within(number, -MOST_AMOUNT, MOST_AMOUNT, "room_no_answer")
    _within(truth.higher_in_100, 0, 100, "room_no_answer")
    if not truth.low <= truth.median <= truth.high or truth.members < 1:
        raise Refused("room_no_answer")


@_check.register
def _(event: events.Published, state: State, bases: Bases, by: str | None) -> None:
    """The facilitator publishes at any time, on the own Board and for a team that decided on paper."""
    _check_team(event.team, state, first=0)
    if event.team and not state.round and not state.is_facilitator(by):
        raise Refused("room_no_round")
    _check_text(event.title, MOST_LETTERS_OF_A_TITLE, "room_title")
    _check_draft(event.draft, bases)
    if not SHA.fullmatch(event.sha) or event.members < 1:
        raise Refused("room_no_answer")


@_check.register
def _(event: events.BallotOpened, state: State, bases: Bases, by: str | None) -> None:
    if any(not ballot.closed for ballot in state.ballots.values()):
        raise Refused("room_ballot_open")
    _known(event.kind, get_args(BallotKind), "room_no_ballot_kind")
    if not event.options or len(set(event.options)) < len(event.options):
        raise Refused("room_options")
    for option in event.options:
        _known(option, state.publications, "room_options")


@_check.register
def _(event: events.Voted, state: State, bases: Bases, by: str | None) -> None:
    _check_device(event.device, state)
    _known(event.ballot, state.ballots, "room_no_ballot")
    ballot = state.ballots[event.ballot]
    if ballot.closed:
        raise Refused("room_ballot_closed")
    most = 1 if ballot.kind == "approval" else DOTS
    for option, mark in event.marks.items():
        _known(option, ballot.options, "room_no_option")
        if type(mark) is not int or not 0 <= mark <= most:
            raise Refused("room_marks", most=most)
    if ballot.kind == "dots" and sum(event.marks.values()) > DOTS:
        raise Refused("room_dots", most=DOTS)


@_check.register
def _(event: events.BallotClosed, state: State, bases: Bases, by: str | None) -> None:
    _known(event.ballot, state.ballots, "room_no_ballot")
    if state.ballots[event.ballot].closed:
        raise Refused("room_ballot_closed")


@_check.register
def _(event: events.Pinned, state: State, bases: Bases, by: str | None) -> None:
    chosen = event.indicators
    if not 1 <= len(chosen) <= MOST_PINNED or len(set(chosen)) < len(chosen):
        raise Refused("room_pinned", most=MOST_PINNED)
    for indicator in chosen:
        _known(indicator, catalogue.indicators(), "room_no_indicator")


@_check.register
def _(event: events.MapHidden, state: State, bases: Bases, by: str | None) -> None:
    """At any time."""
