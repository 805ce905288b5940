"""How much a session takes in, so that a hostile guest fills neither memory nor disk; the facilitator still goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable

from borderSim.workshop.room import events
from borderSim.workshop.room.plain import kind_of
from borderSim.workshop.room.powers import OF_THE_FACILITATOR
from borderSim.workshop.room.refused import Refused
from borderSim.workshop.room.state import State

MOST_DEVICES = 300
"""Ten times the phones of a full room; beyond it somebody makes up devices."""
MOST_CHANGES = 50
"""Of one device's answer to a question, of its vote in a ballot, of its seat, of a team's name: nobody dithers more."""
MOST_PUBLICATIONS = 60
"""Of one team: five in each of a dozen rounds; each one keeps a draft in memory."""
MOST_OF_A_KIND = 200
"""Rounds, questions, ballots and injects that a session asks for, far beyond a long day."""
MOST_LOG_BYTES = 64_000_000
"""Of the log: six teams that write a draft of 1 kB every two seconds fill it in six hours. Then only the facilitator
adds lines, which are small and few."""
MOST_LINE_BYTES = 64_000
"""Of one line: several times what a draft with everything in it takes."""


class Limits:
    """Counts what has happened in a session."""

    def __init__(self) -> None:
        self._seen: Counter[Hashable] = Counter()

    def check(self, state: State, event: events.Event, by: str | None, log_bytes: int) -> None:
        """Raise Refused where there has been too much of this, by one device or in the whole session."""
        counted, most = _counted(event)
        if counted is not None and self._seen[counted] >= most:
            raise Refused("room_too_often", most=most)
        if _is_the_facilitators(state, event, by):
            return
        if log_bytes >= MOST_LOG_BYTES:
            raise Refused("room_log_full")
        newcomer = isinstance(event, events.Joined) and event.device not in state.devices
        if newcomer and len(state.devices) >= MOST_DEVICES:
            raise Refused("room_full", most=MOST_DEVICES)

    def note(self, event: events.Event) -> None:
        """Count an event that has happened."""
        counted, _ = _counted(event)
        if counted is not None:
            self._seen[counted] += 1


def _is_the_facilitators(state: State, event: events.Event, by: str | None) -> bool:
    enters = isinstance(event, events.Joined) and event.role == "facilitator"
    return enters or isinstance(event, OF_THE_FACILITATOR) or state.is_facilitator(by)


def _counted(event: events.Event) -> tuple[Hashable | None, int]:
    """What an event counts as, None for what is not counted, and how often it may be."""
    match event:
        case events.Predicted():
            return ("predicted", event.question, event.device), MOST_CHANGES
        case events.Voted():
            return ("voted", event.ballot, event.device), MOST_CHANGES
        case events.Joined() if event.role != "facilitator":
            return ("joined", event.device), MOST_CHANGES
        case events.Named():
            return ("named", event.team), MOST_CHANGES
        case events.Published():
            return ("published", event.team), MOST_PUBLICATIONS
        case events.RoundOpened() | events.Asked() | events.BallotOpened() | events.Injected():
            return ("asked for", kind_of(event)), MOST_OF_A_KIND
    return None, 0
