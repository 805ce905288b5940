"""Run the past again: the recorded drivers from 2012 on, moved to what was counted up to a date, free afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from borderSim.engine import axes
from borderSim.engine.dates import month_index
from borderSim.engine.loop import Batch, State
from borderSim.engine.reconcile import counts
from borderSim.engine.timeline import Timeline
from borderSim.engine.warmup import run_history
from borderSim.model.observables import Observed
from borderSim.model.observation import measurement_ratio
from borderSim.model.population import STATUSES
from borderSim.model.system import Array

NATIONAL = (
    "venezuelans", "venezuelans_counted", "permits_delivered", "returns", "onward", "reverse", "pendular_entries",
    "exports_to_ve", "imports_from_ve", "trade_total", "exports_cucuta", "exports_maicao", "exports_arauca",
    "exports_sea", "municipalities_eln", "municipalities_dissidents", "municipalities_agc", "newly_displaced",
    "oil_output", "coca_area", "gdp_index",
)  # fmt: skip
"""Indicators that are kept, each (T, M) in its own unit."""
DEPARTMENT = ("displaced_department", "border_homicides", "venezuelans_department")
QUARTER = 3


def first_unknown(until: date) -> int:
    """Index (0 = 2012-01) of the first month that ends after a cut-off."""
    return month_index(until + timedelta(days=1))


@dataclass(frozen=True)
class Past:
    """A run of the past; row 0 is month ``first`` (0 = 2012-01), stocks are at the month's end.

    ``national`` (T, M) and ``department`` (T, M, 33) by name; ``municipal`` (M, C) Venezuelans in Colombia at the end
    of each quarter and of each month with a municipal count.
    """

    first: int
    national: dict[str, Array]
    department: dict[str, Array]
    municipal: dict[int, Array]

    @property
    def months(self) -> range:
        """The months of the run."""
        return range(self.first, self.first + len(next(iter(self.national.values()))))


class Keeper:
    """Collects the months of a run of the past."""

    def __init__(self, batch: Batch, dated: Sequence[int]) -> None:
        self._params = batch.params
        self._dated = dated
        self._national: dict[str, list[Array]] = {}
        self._department: dict[str, list[Array]] = {}
        self._municipal: dict[int, Array] = {}
        self._first: int | None = None

    def watch(self, month: int, state: State, seen: Observed) -> None:
        """Keep one month."""
        self._first = month if self._first is None else self._first
        national = {name: seen.national[name][:, 0] for name in NATIONAL} | self._papers(month, state)
        for name, values in national.items():
            self._national.setdefault(name, []).append(values)
        department = {name: seen.department[name] for name in DEPARTMENT} | {"killings": state["killings"]}
        for name, values in department.items():
            self._department.setdefault(name, []).append(values.astype(np.float32))
        if month % QUARTER == QUARTER - 1 or month in self._dated:
            self._municipal[month] = np.add.reduce([state[s] for s in STATUSES]).astype(np.float32)

    def _papers(self, month: int, state: State) -> dict[str, Array]:
        """(M,) counted people by status: each true stock times the share of all that counts contain."""
        seen = measurement_ratio(month, self._params)[:, 0]
        return {f"counted_{status}": seen * state[status].sum(axis=1) for status in STATUSES}

    def past(self) -> Past:
        """What was kept."""
        assert self._first is not None
        national = {name: np.stack(rows) for name, rows in self._national.items()}
        department = {name: np.stack(rows) for name, rows in self._department.items()}
        return Past(self._first, national, department, self._municipal)


def run_past(batch: Batch, timeline: Timeline, counts_until: int, end: int) -> Past:
    """The lanes of a batch (one scenario) from 2012-01 to before month ``end``.

    The state is moved to every count dated before month ``counts_until``; 0 moves nothing.
    """
    keeper = Keeper(batch, sorted(counts(batch.world).municipal))
    run_history(batch, timeline, counts_until, end, "float32", keeper.watch)
    return keeper.past()


def timeline_of(batch: Batch, end: int) -> Timeline:
    """The recorded history for the lanes of a batch."""
    return Timeline([None], batch.noise, axes.ids(batch.world), range(end))


def joined(parts: Sequence[Past]) -> Past:
    """Parts with different members as one."""
    first = parts[0]
    national = {n: np.concatenate([p.national[n] for p in parts], axis=1) for n in first.national}
    department = {n: np.concatenate([p.department[n] for p in parts], axis=1) for n in first.department}
    municipal = {m: np.concatenate([p.municipal[m] for p in parts]) for m in first.municipal}
    return Past(first.first, national, department, municipal)
