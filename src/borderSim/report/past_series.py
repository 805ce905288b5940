"""What a fan shows: periods with the model's quantiles and what was counted, read from forecast.csv."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

import numpy as np

from borderSim.catalogue.dates import month_index
from borderSim.results.data import LEVEL_NAMES, Array

Kind = Literal["fit", "forecast", "driver"]
YEAR = 12
WIDE_SPAN = 100.0
"""A positive series whose largest value is more than so many times its smallest gets a logarithmic axis."""


@dataclass(frozen=True)
class Part:
    """What the model says of the months ``first`` to ``last`` (0 = 2012-01): ``levels`` is (5,), quantiles LEVELS."""

    first: int
    last: int
    levels: Array
    kind: Kind


@dataclass(frozen=True)
class Count:
    """What was counted in the months ``first`` to ``last``; ``sd`` (ln) is its error, 0 or NaN for none known.

    ``used``: the run was moved to it or the parameters were fitted to it.
    """

    first: int
    last: int
    value: float
    sd: float = 0.0
    used: bool = False

    @classmethod
    def of(cls, date: str, value: float, sd: float = 0.0, *, used: bool = False) -> Count:
        """A count of a date as the tables write it. Raises ValueError when it is no date."""
        return cls(*period(date), value, sd, used)


@dataclass(frozen=True)
class Series:
    """One variable of one place, with its words in the language of the figure.

    ``measure`` says what a count over several months is: a stock at their end, their sum, or a sum since a start.
    """

    label: str
    unit: str
    measure: Literal["stock", "flow", "cumulative"]
    parts: Sequence[Part]
    counts: Sequence[Count] = ()

    @property
    def step(self) -> int:
        """Months of the parts that are drawn: as most counts have them, without counts the finest."""
        seen = Counter(count.last - count.first + 1 for count in self.counts)
        lengths = {part.last - part.first + 1 for part in self.parts} or set(seen)
        return max(lengths & {1, YEAR}, key=lambda length: (seen[length], -length), default=1)

    @property
    def drawn(self) -> list[Part]:
        """The parts of that length with a median, by date."""
        fitting = [p for p in self.parts if p.last - p.first + 1 == self.step and np.isfinite(p.levels[2])]
        return sorted(fitting, key=lambda part: part.first)

    @property
    def points(self) -> list[tuple[Count, float]]:
        """Counts with the value at which they are drawn: a flow over other months at its rate per step."""
        found = []
        for count in self.counts:
            steps = (count.last - count.first + 1) / self.step
            if np.isfinite(count.value) and (steps == 1 or self.measure == "flow"):
                found.append((count, count.value / steps))
        return found

    @property
    def driver(self) -> bool:
        """Whether all of it is imposed."""
        return bool(self.parts) and all(part.kind == "driver" for part in self.parts)

    def later(self, cut: int) -> tuple[int, int]:
        """How many counts end after month ``cut`` and are forecast, and how many of them lie in the 90% band."""
        said = {(p.first, p.last): p.levels for p in self.parts if p.kind == "forecast" and np.isfinite(p.levels[2])}
        after = [c for c in self.counts if c.last > cut and np.isfinite(c.value) and (c.first, c.last) in said]
        inside = [said[c.first, c.last][0] <= c.value <= said[c.first, c.last][-1] for c in after]
        return len(after), sum(map(bool, inside))


def period(date: str) -> tuple[int, int]:
    """First and last month of YYYY, YYYY-MM, YYYY-MM-DD or two of them with ".." between (0 = 2012-01).

    Raises ValueError when it is no date.
    """
    start, end = date.split("..")[0], date.split("..")[-1]
    first = month_index(f"{start[:7]}-01" if len(start) > 4 else f"{start}-01-01")
    last = month_index(f"{end[:7]}-01" if len(end) > 4 else f"{end}-12-01")
    return int(first), int(last)


def read_parts(rows: Iterable[Mapping[str, Any]], variable: str, code: str) -> list[Part]:
    """The parts of one variable and place from the rows of forecast.csv (date, variable, code, q05 .. q95, kind)."""
    chosen = [row for row in rows if (row["variable"], row["code"]) == (variable, code)]
    return [
        Part(*period(row["date"]), np.array([_number(row[name]) for name in LEVEL_NAMES]), row["kind"])
        for row in chosen
    ]


def _number(cell: Any) -> float:
    """A cell of the table; an empty one is NaN."""
    return float("nan" if cell == "" else cell)


def stretches(parts: Sequence[Part]) -> list[tuple[Array, Array, Kind]]:
    """Middle months (N,), quantiles (5, N) and kind of each unbroken stretch, joined to the one before.

    A single period becomes a step as wide as it lasts.
    """
    found: list[tuple[Array, Array, Kind]] = []
    before: list[Part] = []
    for kind, group in groupby(parts, key=lambda part: part.kind):
        own = list(group)
        run = [*before, *own]
        middles, levels = np.array([(p.first + p.last + 1) / 2 for p in run]), np.array([p.levels for p in run]).T
        if len(run) == 1:
            middles, levels = np.array([run[0].first, run[0].last + 1.0]), np.repeat(levels, 2, axis=1)
        found.append((middles, levels, kind))
        before = own[-1:]
    return found


def centres(series: Series) -> list[float]:
    """The medians and the counts that are drawn."""
    return [*(float(part.levels[2]) for part in series.drawn), *(value for _, value in series.points)]


def logarithmic(series: Series) -> bool:
    """Whether the values span more than two orders of magnitude; a sum since a start never does."""
    values = np.array(centres(series))
    if series.measure == "cumulative" or not np.any(values > 0) or np.any(values < 0):
        return False
    tops = [float(part.levels[-1]) for part in series.drawn]
    return max(*tops, float(values.max())) / float(values[values > 0].min()) > WIDE_SPAN if tops else False
