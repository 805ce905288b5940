"""Keep what a run shows: national and department series of every lane, month by month."""

from __future__ import annotations

import numpy as np

from borderSim.model.observables import Observed
from borderSim.model.system import Array, State


class Recorder:
    """Collects :class:`Observed` of each month of a run with S scenarios; lanes are ordered member first."""

    def __init__(self, scenarios: int, months: range) -> None:
        self._scenarios = scenarios
        self._months = months
        self._national: dict[str, Array] = {}
        self._department: dict[str, Array] = {}

    def watch(self, month: int, state: State, seen: Observed) -> None:
        """Record one month."""
        step = month - self._months.start
        for name, values in seen.national.items():
            self._store(self._national, name, values[:, 0], step, "float64")
        for name, values in seen.department.items():
            self._store(self._department, name, values, step, "uint16" if values.dtype.kind == "u" else "float32")

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

    def _ordered(self, values: Array) -> Array:
        split = values.reshape(len(values), -1, self._scenarios, *values.shape[2:])
        return np.moveaxis(split, (0, 2), (2, 0))
