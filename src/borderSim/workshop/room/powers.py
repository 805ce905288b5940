"""Who may do what: the facilitator, a team's own device, a device for itself."""

from __future__ import annotations

from borderSim.workshop.room import events
from borderSim.workshop.room.refused import Refused
from borderSim.workshop.room.state import State

OF_THE_FACILITATOR = (
    events.Left,
    events.RoundOpened,
    events.RoundClosed,
    events.Injected,
    events.Withdrawn,
    events.Asked,
    events.Revealed,
    events.BallotOpened,
    events.BallotClosed,
    events.Pinned,
    events.MapHidden,
)


def check_power(state: State, event: events.Event, by: str | None) -> None:
    """Raise Refused where the device ``by`` may not do this. None is the server itself, which asks its own visitors."""
    if by is None or state.is_facilitator(by):
        return
    if isinstance(event, OF_THE_FACILITATOR) or (isinstance(event, events.Joined) and event.role == "facilitator"):
        raise Refused("room_for_the_facilitator")
    if isinstance(event, events.Drafted | events.Named | events.Published):
        team = state.teams.get(event.team)
        if team is None or team.device != by:
            raise Refused("room_not_your_team")
    elif isinstance(event, events.Joined | events.Predicted | events.Voted) and event.device != by:
        raise Refused("room_not_your_device")
