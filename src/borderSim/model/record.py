"""Which months the event tables cover: there, random closures, incidents and wars would count twice."""

from __future__ import annotations

from .system import Array, Exposure, Params


def unrecorded(exposure: Exposure, params: Params) -> Array:
    """(L, 1) 1 from the month on for which the event tables are silent, before it 0: no event is counted twice."""
    return 1.0 * (exposure.month >= params["events_known_until"])
