"""Which months the event tables cover: there, random closures, incidents and wars would count twice.

A hindcast hides the outcomes among them, wars and incidents, from its cut-off on; drivers such as closures stay known.
"""

from __future__ import annotations

import numpy as np

from .system import Array, Exposure, Params


def unrecorded(exposure: Exposure, params: Params) -> Array:
    """(L, 1) 1 from the month on for which the event tables are silent, before it 0: no event is counted twice."""
    return 1.0 * (exposure.month >= params["events_known_until"])


def unrecorded_outcomes(exposure: Exposure, params: Params) -> Array:
    """(L, 1) the same for wars and incidents: 1 as well where a hindcast hides them."""
    out: Array = np.maximum(unrecorded(exposure, params), float(exposure.hides("outcomes")))
    return out
