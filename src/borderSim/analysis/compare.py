"""The comparison table: each indicator over each window, and its difference from the reference, member by member."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np

from borderSim.catalogue import Indicator
from borderSim.results.data import Array, RunData, quantiles, recorded

WINDOWS = ("first_12", "last_12", "whole")
YEAR = 12


@dataclass(frozen=True)
class Row:
    """One line of comparison.csv; numbers in the indicator's unit, ``higher_in_100`` of 100 members."""

    indicator: str
    unit: str
    scenario: str
    baseline: str
    window: str
    median: float
    q05: float
    q25: float
    q75: float
    q95: float
    baseline_median: float
    diff_median: float
    diff_q05: float
    diff_q95: float
    higher_in_100: float
    distinguishable: bool
    mc_error: float


COLUMNS = tuple(item.name for item in fields(Row))


def window_months(window: str, months: int) -> slice:
    """The months of a window in a run of ``months`` months; a run under a year is its own first and last year."""
    return {"first_12": slice(0, YEAR), "last_12": slice(max(months - YEAR, 0), months), "whole": slice(0, months)}[
        window
    ]


def aggregate(values: Array, how: str, window: str) -> Array:
    """Reduce (..., T) over a window by ``how`` (mean, sum, last, max, or year: 12 times the mean) to (...), float64."""
    chosen = np.asarray(values, dtype=np.float64)[..., window_months(window, np.shape(values)[-1])]
    if how == "last":
        return np.asarray(chosen[..., -1])
    if how == "year":
        return YEAR * np.asarray(np.mean(chosen, axis=-1))
    reductions: dict[str, Callable[..., Array]] = {"mean": np.mean, "sum": np.sum, "max": np.max}
    return np.asarray(reductions[how](chosen, axis=-1))


def median_error(values: Array) -> float:
    """Monte Carlo standard error of the median of (M,) members, from order statistics.

    Half the distance between the order statistics at M/2 -+ sqrt(M)/2: the count of draws below the true median is
    binomial with that standard deviation (David and Nagaraja 2003, Order Statistics, section 7.1).
    """
    rows = np.sort(values)
    half, spread = len(rows) / 2, math.sqrt(len(rows)) / 2
    low, high = max(math.floor(half - spread), 0), min(math.ceil(half + spread), len(rows)) - 1
    return float(rows[max(high, low)] - rows[low]) / 2


def compare_members(scenario: Array, baseline: Array) -> dict[str, float | bool]:
    """The numeric columns of a row from paired members: two (M,) arrays in the same member order."""
    gap = scenario - baseline
    q05, q25, q50, q75, q95 = (float(level) for level in quantiles(scenario))
    low, _, middle, _, high = (float(level) for level in quantiles(gap))
    return {
        "median": q50, "q05": q05, "q25": q25, "q75": q75, "q95": q95,
        "baseline_median": float(quantiles(baseline)[2]),
        "diff_median": middle, "diff_q05": low, "diff_q95": high,
        "higher_in_100": 100 * float(np.mean(gap > 0)),
        "distinguishable": low > 0 or high < 0,
        "mc_error": median_error(scenario),
    }  # fmt: skip


def compare(data: RunData) -> list[Row]:
    """Compare every national indicator of every (scenario, reference) pair over the three windows.

    Rows follow the order of the indicator table (brief 5.2). ``distinguishable`` means that the 90% interval of
    the paired difference excludes zero. A run without a reference has no rows.
    """
    items = recorded(data)
    return [row for pair in data.comparisons for item in items for row in _rows(data, item, *pair)]


def _rows(data: RunData, item: Indicator, scenario: str, baseline: str) -> Iterator[Row]:
    values = data.national[item.name]
    for window in WINDOWS:
        ours, theirs = (aggregate(values[data.index(name)], item.window, window) for name in (scenario, baseline))
        yield Row(item.name, item.window_unit(), scenario, baseline, window, **compare_members(ours, theirs))  # type: ignore[arg-type]


def write_comparison(rows: Sequence[Row], path: Path) -> Path:
    """Write comparison.csv with exactly the columns of `Row`; numbers in full precision."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(row) for row in rows)
    return path


def read_comparison(path: Path) -> list[Row]:
    """Read comparison.csv back."""
    text = {"indicator", "unit", "scenario", "baseline", "window"}
    with path.open(newline="", encoding="utf-8") as stream:
        lines = list(csv.DictReader(stream))
    return [
        Row(**{k: v if k in text else v == "True" if k == "distinguishable" else float(v) for k, v in line.items()})  # type: ignore[arg-type]
        for line in lines
    ]
