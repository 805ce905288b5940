"""The clock of the open round; when it is at 0 the round goes on until the facilitator closes it."""

from __future__ import annotations

from borderSim.workshop.room.state import State

SECONDS_PER_MINUTE = 60.0


def remaining(state: State, at: float) -> float | None:
    """Seconds that the open round still has at ``at`` (seconds since 1970), 0 or more; None between rounds."""
    if state.round is None:
        return None
    length = state.round.minutes * SECONDS_PER_MINUTE
    return min(max(state.round.opened_at + length - at, 0.0), length)
