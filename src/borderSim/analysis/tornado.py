"""The tornado: the outcome where an input is low against where it is high, and whether the two can be told apart."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from borderSim.analysis.sensitivity_inputs import Input
from borderSim.analysis.sensitivity_methods import resamples
from borderSim.errors import UserError
from borderSim.results.data import Array

Statistic = Literal["median", "mean", "spread"]

ENDS = (0.05, 0.95)
RESAMPLES = 200
THIRD = 1 / 3
FEW_LEVELS = 5
"""An input with at most so many values is compared at its lowest and highest value, others in their outer thirds."""
FEWEST_ROWS = 5
"""Ends of fewer rows are compared only where the two hold the same rows of all other inputs."""


@dataclass(frozen=True)
class Level:
    """A number with the ends of its 90% interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Bar:
    """One input of a tornado: the outcome at its low end and its high end, and the difference (high less low).

    ``from_value`` and ``to_value`` are the middles of the input's values in the two ends.
    """

    input: Input
    from_value: float
    to_value: float
    at_low: Level
    at_high: Level
    difference: Level

    @property
    def distinguishable(self) -> bool:
        """Does the 90% interval of the difference leave out zero?"""
        return self.difference.low > 0 or self.difference.high < 0


def statistics(statistic: Statistic) -> Callable[[Array], Array]:
    """The function that makes one number of (..., M) members: median, mean, or the width of the middle 90 of 100."""
    if statistic == "spread":
        return _width
    chosen: dict[str, Callable[..., Array]] = {"median": np.median, "mean": np.mean}
    return lambda values: np.asarray(chosen[statistic](values, axis=-1))


def _width(values: Array) -> Array:
    low, high = np.quantile(values, ENDS, axis=-1)
    return np.asarray(high - low)


def tornado(inputs: Sequence[Input], outcome: Array, statistic: Statistic = "median", seed: int = 0) -> list[Bar]:
    """A bar for each input that can be compared, the largest difference first.

    ``outcome`` is (R, M): rows of the inputs and members. Each row becomes one number by ``statistic``, each end the
    median of its rows. Intervals are percentiles of a bootstrap over members and over the rows of each end (Owen 2007,
    Ann. Appl. Stat. 1, who shows that drawing both is on the safe side); ends that hold the same rows of all other
    inputs are drawn together, in pairs. Raises UserError for missing outcomes.
    """
    if not np.all(np.isfinite(outcome)):
        raise UserError(f"{int(np.sum(~np.isfinite(outcome)))} outcomes are missing or infinite: no tornado")
    if not len(inputs):
        return []
    reduce = statistics(statistic)
    count = outcome.shape[1]
    draws = [np.arange(count), *resamples(count, RESAMPLES, seed)]
    numbers = np.array([reduce(outcome[:, members]) for members in draws])
    table = np.column_stack([item.values for item in inputs])
    bars = [_bar(item, table, at, numbers, seed) for at, item in enumerate(inputs)]
    return sorted((bar for bar in bars if bar), key=lambda bar: -abs(bar.difference.value))


def _bar(item: Input, table: Array, column: int, numbers: Array, seed: int) -> Bar | None:
    """``numbers`` is (1 + RESAMPLES, R): the outcome of each row for all members, then for drawn ones."""
    low, high = ends(table, column)
    others = np.delete(table, column, axis=1)
    low, high = (rows[np.lexsort(others[rows].T)] if others.size else rows for rows in (low, high))
    paired = len(low) == len(high) and np.array_equal(others[low], others[high])
    if not len(low) or not len(high) or (not paired and min(len(low), len(high)) < FEWEST_ROWS):
        return None
    first, second = _drawn(low, seed), _drawn(high, seed if paired else seed + 1)
    at = np.arange(len(numbers))[:, None]
    below, above = np.median(numbers[at, first], axis=1), np.median(numbers[at, second], axis=1)
    start, end = (float(np.median(item.values[rows])) for rows in (low, high))
    return Bar(item, start, end, _level(below), _level(above), _level(above - below))


def _drawn(rows: Array, seed: int) -> Array:
    """(1 + RESAMPLES, n): the rows themselves, then n of them with replacement."""
    return np.vstack([rows[None], rows[resamples(len(rows), RESAMPLES, seed)]])


def _level(values: Array) -> Level:
    low, high = np.quantile(values[1:], ENDS)
    return Level(float(values[0]), float(low), float(high))


def ends(table: Array, column: int) -> tuple[Array, Array]:
    """Positions of the rows where an input is low and where it is high: the outer thirds, or the extreme values.

    In a one-at-a-time design only rows where all other inputs stand at the base are compared. Empty for an input that
    does not vary.
    """
    rows = np.arange(len(table))
    base = base_row(table)
    if base is not None:
        rows = rows[np.all(np.delete(table == base, column, axis=1), axis=1)]
    values = table[rows, column]
    if not len(values) or np.ptp(values) == 0:
        return rows[:0], rows[:0]
    few = len(np.unique(values)) <= FEW_LEVELS
    low, high = (values.min(), values.max()) if few else np.quantile(values, [THIRD, 1 - THIRD])
    return rows[values <= low], rows[values >= high]


def base_row(table: Array) -> Array | None:
    """The base (D,) of a one-at-a-time design: a row from which every other differs in one input; None where none."""
    if table.shape[1] < 2:
        return None
    base = np.array([_commonest(column) for column in table.T])
    apart = np.sum(table != base, axis=1)
    return base if np.any(apart == 0) and np.all(apart <= 1) else None


def _commonest(values: Array) -> float:
    found, counts = np.unique(values, return_counts=True)
    return float(found[np.argmax(counts)])


COLUMNS = (
    "indicator", "window", "input", "contested", "from_value", "to_value", "at_low", "at_low_q05", "at_low_q95",
    "at_high", "at_high_q05", "at_high_q95", "difference", "difference_q05", "difference_q95", "distinguishable",
)  # fmt: skip


def write_tornado(found: Sequence[tuple[str, str, Sequence[Bar]]], path: Path) -> Path:
    """Write tornado.csv: ``found`` has (indicator, window, bars); numbers in the indicator's window unit."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        for indicator, window, bars in found:
            for bar in bars:
                writer.writerow([indicator, window, *_cells(bar)])
    return path


def _cells(bar: Bar) -> list[object]:
    why = ";".join(f"{contest.why}:{contest.what}".rstrip(":") for contest in bar.input.contested)
    levels = (bar.at_low, bar.at_high, bar.difference)
    numbers = [number for level in levels for number in (level.value, level.low, level.high)]
    return [bar.input.name, why, bar.from_value, bar.to_value, *numbers, bar.distinguishable]
