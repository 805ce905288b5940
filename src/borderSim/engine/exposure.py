"""What acts on the lanes during one month, as the systems see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from borderSim.model.system import Part

Array = NDArray[np.float64]


@dataclass(frozen=True)
class MonthExposure:
    """Lever means, event shares and switches of one month; see :class:`borderSim.model.system.Exposure`."""

    month: int
    levers: Mapping[str, Array]
    reference: Mapping[str, Array]
    events: Mapping[str, Array]
    switches: Mapping[str, NDArray[np.bool_]]
    written_from: Mapping[str, NDArray[np.int64]]
    hidden: frozenset[Part] = frozenset()

    def __getitem__(self, lever: str) -> Array:
        return self.levers[lever]

    def event(self, name: str) -> Array:
        """(L, P) size of a scheduled event in this month."""
        return self.events[name]

    def switch(self, name: str) -> NDArray[np.bool_]:
        """(L, 1) bool: is the switch on for the lane?"""
        return self.switches[name]

    def written(self, lever: str) -> NDArray[np.bool_]:
        """(L, 1) bool: has the scenario's own schedule of the lever begun, at whatever place?"""
        return self.written_from[lever] <= self.month

    def hides(self, part: Part) -> bool:
        """Is a part of the record hidden from this month's step, as in a hindcast from before?"""
        return part in self.hidden
