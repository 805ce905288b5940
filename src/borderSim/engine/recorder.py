"""Keep what a run shows: national and department series of every lane, month by month, municipal stocks of some."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from borderSim.model.observables import Observed
from borderSim.model.population import STATUSES
from borderSim.model.system import Array, State

EVERY = slice(None)


def venezuelans(state: State) -> Array:
    """(L, C) Venezuelans in Colombia by municipality, all statuses."""
    return np.add.reduce([state[status] for status in STATUSES])


class Recorder:
    """Collects :class:`Observed` of each month of a run with S scenarios; lanes are ordered member first.

    ``keep`` and ``departments`` name the national and department series to keep, None keeps all; at the end of each
    of the ``place_months`` (month indices) municipal stocks are kept too.
    """

    def __init__(
        self,
        scenarios: int,
        months: range,
        keep: Collection[str] | None = None,
        departments: Collection[str] | None = None,
        place_months: Collection[int] = (),
    ) -> None:
        self._scenarios = scenarios
        self._months = months
        self._wanted = {"national": keep, "department": departments}
        self._national: dict[str, Array] = {}
        self._department: dict[str, Array] = {}
        self._place_months = place_months
        self._venezuelans: list[Array] = []

    def watch(self, month: int, state: State, seen: Observed, rows: NDArray[np.int64] | slice = EVERY) -> None:
        """Record one month; ``rows`` (L,) are the computed lanes that the L lanes of the run equal in it."""
        step = month - self._months.start
        for name, values in self._chosen("national", seen.national):
            self._store(self._national, name, values[rows, 0], step, "float64")
        for name, values in self._chosen("department", seen.department):
            dtype = "uint16" if values.dtype.kind == "u" else "float32"
            self._store(self._department, name, values[rows], step, dtype)
        if month in self._place_months:
            self._venezuelans.append(venezuelans(state)[rows].astype(np.float32))

    def _chosen(self, part: str, series: dict[str, Array]) -> list[tuple[str, Array]]:
        wanted = self._wanted[part]
        return [(name, values) for name, values in series.items() if wanted is None or name in wanted]

    def _store(self, table: dict[str, Array], name: str, values: Array, step: int, dtype: str) -> None:
        if name not in table:
            table[name] = np.empty((len(self._months), *values.shape), dtype)
        table[name][step] = values

    def national(self) -> dict[str, Array]:
        """Name -> (S, M, T)."""
        return {name: self._ordered(values) for name, values in self._national.items()}

    def department(self) -> dict[str, Array]:
        """Name -> (S, M, T, 33)."""
        return {name: self._ordered(values) for name, values in self._department.items()}

    def place(self) -> dict[str, Array]:
        """Name -> (S, M, K, C) at the ends of the K place months, in their order in time; {} where there are none."""
        return {"venezuelans": self._ordered(np.stack(self._venezuelans))} if self._venezuelans else {}

    def _ordered(self, values: Array) -> Array:
        split = values.reshape(len(values), -1, self._scenarios, *values.shape[2:])
        return np.moveaxis(split, (0, 2), (2, 0))
