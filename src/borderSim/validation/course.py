"""What is kept of a run: monthly series of each member, by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from borderSim.engine.dates import month_index
from borderSim.engine.loop import Batch, State
from borderSim.model.observables import Observed
from borderSim.model.system import Array
from borderSim.validation import groups

NATIONAL = (
    "venezuelans", "venezuelans_counted", "returns", "onward", "reverse", "pendular_entries", "exports_to_ve",
    "imports_from_ve", "trade_total", "exports_maicao", "exports_sea", "trucks_month", "municipalities_eln",
    "municipalities_dissidents", "municipalities_agc", "border_interior_ratio",
)  # fmt: skip
"""Indicators, in the units of the catalogue."""
FIELDS = (
    "irregular", "in_process", "asylum", "permits_delivered", "residents_ve", "intenders", "irregular_passages",
)  # fmt: skip
"""State fields, summed over places: persons, permits or passages a month."""
DEPARTMENTS = {"norte_de_santander": "CO54", "la_guajira": "CO44", "arauca": "CO81"}
YEAR = 12
"""Months."""


@dataclass(frozen=True)
class Course:
    """Monthly series (T, M) by name, from month ``first`` (0 = 2012-01) on; stocks are at the month's end."""

    first: int
    series: dict[str, Array]

    def at(self, name: str, year: int, month: int) -> Array:
        """(M,) a series in one month."""
        return np.asarray(self.series[name][self._row(year, month)])

    def sum(self, name: str, start: tuple[int, int], months: int) -> Array:
        """(M,) sum over months from (year, month) on."""
        begin = self._row(*start)
        if begin + months > len(self.series[name]):
            raise ValueError(f"{name}: the run ends before {months} months from {start}")
        return np.asarray(self.series[name][begin : begin + months].sum(axis=0))

    def mean(self, name: str, start: tuple[int, int], months: int) -> Array:
        """(M,) mean over months from (year, month) on."""
        return self.sum(name, start, months) / months

    def year(self, name: str, year: int) -> Array:
        """(M,) sum over a calendar year."""
        return self.sum(name, (year, 1), YEAR)

    def then(self, later: Course) -> Course:
        """This course and one that goes on where it ends; what only the later one has is nan before."""
        shared = [name for name in self.series if name in later.series]
        alone = {name: rows for name, rows in later.series.items() if name not in self.series}
        gap = {name: np.full((later.first - self.first, rows.shape[1]), np.nan) for name, rows in alone.items()}
        joined = {name: np.concatenate([self.series[name], later.series[name]]) for name in shared}
        return Course(self.first, joined | {n: np.concatenate([gap[n], rows]) for n, rows in alone.items()})

    @classmethod
    def joined(cls, parts: Sequence[Course]) -> Course:
        """Courses with different members as one."""
        first = parts[0]
        return cls(first.first, {n: np.concatenate([p.series[n] for p in parts], axis=1) for n in first.series})

    def _row(self, year: int, month: int) -> int:
        row = month_index(date(year, month, 1)) - self.first
        if row < 0:
            raise ValueError(f"{year}-{month:02d} lies before the run")
        return row


class Keeper:
    """Collects the months of the lanes of a batch; ``fights`` says who fights whom too, which takes time."""

    def __init__(self, batch: Batch, first: int, *, fights: bool = False) -> None:
        self._batch, self._first, self._fights = batch, first, fights
        self._columns = {n: batch.world.department_codes.index(code) for n, code in DEPARTMENTS.items()}
        self._rows: dict[str, list[Array]] = {}

    def watch(self, _: int, now: State, seen: Observed) -> None:
        """Keep one month."""
        values = {name: seen.national[name][:, 0] for name in NATIONAL}
        values |= {name: now[name].reshape(len(now[name]), -1).sum(axis=1) for name in FIELDS}
        for department, column in self._columns.items():
            values[f"displaced:{department}"] = seen.department["displaced_department"][:, column]
            values[f"homicides:{department}"] = seen.department["border_homicides"][:, column]
            values[f"killings:{department}"] = now["killings"][:, column]
        values["strength"] = groups.strength(now)
        if self._fights:
            values["between_groups"] = groups.between_groups(now, self._batch.params, self._batch.world)
            values["eln_actions"] = groups.eln_against_state(now, self._batch.params, self._batch.world)
        for name, row in values.items():
            self._rows.setdefault(name, []).append(np.asarray(row, np.float64))

    def courses(self, names: Sequence[str]) -> dict[str, Course]:
        """What was kept, by scenario; lanes are ordered member first."""
        series = {name: np.stack(rows) for name, rows in self._rows.items()}
        n = len(names)
        return {name: Course(self._first, {k: v[:, i::n] for k, v in series.items()}) for i, name in enumerate(names)}
