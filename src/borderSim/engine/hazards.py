"""State-dependent events by integrated hazards and unit-exponential thresholds.

The time-change form of the next-reaction method (Anderson 2007, J. Chem. Phys. 127, 214107): per (member, event,
place, occurrence) one Exp(1) threshold E and one uniform mark; the clock adds hazard x month and the event fires when
it reaches E. Thresholds do not depend on the scenario, so a lever without effect leaves every byte equal.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from borderSim.engine.noise import Noise

Array = NDArray[np.float64]


class Thresholds:
    """Thresholds and marks of the events of some members, made when first asked for."""

    def __init__(self, noise: Noise, lanes_per_member: int) -> None:
        self._noise = noise
        self._lanes = lanes_per_member
        self._tables: dict[str, Array] = {}

    def at(self, event: str, count: NDArray[np.float64]) -> tuple[Array, Array]:
        """Threshold (months of unit hazard) and mark (0-1), both (L, P), of occurrence ``count`` (L, P)."""
        lanes, places = count.shape
        occurrence = count.astype(np.int64)
        thresholds, marks = self._table(event, int(occurrence.max(initial=0)), places)
        member = np.arange(lanes)[:, None] // self._lanes
        cell = occurrence * thresholds[0].size + (member * places + np.arange(places))
        return thresholds.take(cell), marks.take(cell)

    def _table(self, event: str, last: int, places: int) -> Array:
        """(2, occurrence, M, P) thresholds and marks, drawn up to occurrence ``last``."""
        table = self._tables.get(event, np.empty((2, 0, len(self._noise.members), places)))
        while table.shape[1] <= last:
            draw = self._noise.uniform(f"event:{event}", table.shape[1], 2 * places).reshape(-1, places, 2)
            new = np.stack([-np.log(draw[..., 0]), draw[..., 1]])[:, None]
            table = self._tables[event] = np.concatenate([table, new], axis=1)
        return table


def start(event: str, lanes: int, places: int) -> dict[str, Array]:
    """The hazard fields of an event at the start: its clock and count, nothing fired."""
    return {f"{part}:{event}": np.zeros((lanes, places)) for part in ("clock", "count", "fired", "mark")}


def advance(event: str, hazard: Array, state: Mapping[str, Array], thresholds: Thresholds) -> dict[str, Array]:
    """Integrate one month of hazard (L, P; per month) and fire: the event's four fields at t+1.

    ``fired`` is 0 or 1, ``mark`` the uniform of the occurrence that fired (0 where none did).
    """
    clock, count = state[f"clock:{event}"] + hazard, state[f"count:{event}"]
    threshold, mark = thresholds.at(event, count)
    fired = clock >= threshold
    return {
        f"clock:{event}": np.where(fired, clock - threshold, clock),
        f"count:{event}": count + fired,
        f"fired:{event}": fired.astype(np.float64),
        f"mark:{event}": np.where(fired, mark, 0.0),
    }
