"""The comparison table of a sweep: each point over each window, and its difference from its own reference."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from borderSim.analysis.compare import COLUMNS, WINDOWS
from borderSim.analysis.outcomes import SLICE, window_numbers
from borderSim.catalogue import indicators, month_date
from borderSim.results.data import Array, quantiles
from borderSim.results.sweep_data import AxisInfo, SweepData

REFERENCE = "reference"
"""What the table calls the reference of every point: the same future without the policy."""


@dataclass(frozen=True)
class PointTable:
    """One indicator over one window at P points, in its window unit.

    ``levels`` (5, P) are the quantiles of the members, ``error`` (P,) the Monte Carlo error of their median. ``gap``
    (5, P) are those of the paired difference, ``baseline`` (P,) the reference's medians and ``higher`` (P,) the
    members of 100 in which the point is higher; None in a sweep without a reference.
    """

    indicator: str
    window: str
    levels: Array
    error: Array
    gap: Array | None = None
    baseline: Array | None = None
    higher: Array | None = None

    @property
    def shown(self) -> Array:
        """(5, P): the difference where there is a reference, otherwise the level."""
        return self.levels if self.gap is None else self.gap

    @property
    def distinct(self) -> Array:
        """(P,): does the 90% range of the difference leave zero out? True for levels, which are not compared."""
        return np.ones(self.levels.shape[1], bool) if self.gap is None else (self.gap[0] > 0) | (self.gap[4] < 0)


def point_tables(data: SweepData, indicator: str) -> dict[str, PointTable]:
    """Compare every point with its reference over the three windows, by window; slice by slice."""
    numbers = window_numbers(data, indicator, WINDOWS)
    return {window: _table(data, indicator, window, found) for window, found in numbers.items()}


def _table(data: SweepData, indicator: str, window: str, numbers: Array) -> PointTable:
    step = max(SLICE // numbers.shape[1], 1)
    slices = [slice(start, start + step) for start in range(0, len(data.points), step)]
    parts = [
        _columns(numbers, data.case[part], data.reference[part] if data.has_reference else None) for part in slices
    ]
    return PointTable(indicator, window, **{key: np.concatenate([p[key] for p in parts], axis=-1) for key in parts[0]})


def _columns(numbers: Array, case: Array, reference: Array | None) -> dict[str, Array]:
    ours = numbers[case]
    found = {"levels": quantiles(ours, axis=1), "error": median_errors(ours)}
    if reference is not None:
        theirs = numbers[reference]
        gap = ours - theirs
        found |= {"gap": quantiles(gap, axis=1), "baseline": quantiles(theirs, axis=1)[2]}
        found["higher"] = 100 * np.mean(gap > 0, axis=1)
    return found


def median_errors(values: Array) -> Array:
    """Monte Carlo standard errors (P,) of the medians of (P, M): `compare.median_error` for all points at once."""
    rows = np.sort(values, axis=1)
    members = rows.shape[1]
    half, spread = members / 2, math.sqrt(members) / 2
    low, high = max(math.floor(half - spread), 0), min(math.ceil(half + spread), members) - 1
    return np.asarray((rows[:, max(high, low)] - rows[:, low]) / 2)


def write_comparison(data: SweepData, tables: Iterable[PointTable], path: Path) -> None:
    """Write comparison.csv: the values of the axes (words for choices), then the columns of `compare.Row`.

    One row per indicator, window and point; full precision. Without a reference the columns of the difference are
    empty. ``tables`` are written as they come: only one is held at a time.
    """
    import pyarrow as pa
    import pyarrow.csv as pc

    axes: dict[str, Any] = {axis.name: pa.array(axis_column(data, i)) for i, axis in enumerate(data.axes)}
    axes["scenario"] = pa.array([f"{data.name}/{number}" for number in range(1, len(data.points) + 1)])
    options = pc.WriteOptions(quoting_style="needed")
    writer: Any = None
    with path.open("wb") as stream:
        for table in tables:
            columns = {**axes, **_plain(table)}
            arrow = pa.table({name: columns[name] for name in [*list(axes)[:-1], *COLUMNS]})
            writer = writer or pc.CSVWriter(stream, arrow.schema, write_options=options)
            writer.write_table(arrow)
        if writer:
            writer.close()


def axis_column(data: SweepData, position: int) -> Array:
    """(P,): the values of an axis; the words of its choices where it has them, days where it is one of dates."""
    axis, values = data.axes[position], data.points[:, position]
    if axis.choices:
        return np.array(axis.choices, object)[values.astype(int)]
    return np.array([month_date(value).isoformat() for value in values], object) if is_date(axis) else values


def is_date(axis: AxisInfo) -> bool:
    """Are the values of an axis days, as month indices (a lever of dates)? Days of events are choices."""
    return axis.unit["en"] == "date" and not axis.choices


def _plain(table: PointTable) -> Mapping[str, Any]:
    """The columns of `compare.Row` after the scenario, by name."""
    count = table.levels.shape[1]
    words = partial(np.full, count, dtype=object)
    empty = words(None)
    q05, q25, q50, q75, q95 = table.levels
    found = {
        "indicator": words(table.indicator), "unit": words(indicators()[table.indicator].window_unit()),
        "baseline": words("" if table.gap is None else REFERENCE), "window": words(table.window),
        "median": q50, "q05": q05, "q25": q25, "q75": q75, "q95": q95,
        **dict.fromkeys(("baseline_median", "diff_median", "diff_q05", "diff_q95", "higher_in_100"), empty),
        "distinguishable": empty, "mc_error": table.error,
    }  # fmt: skip
    if table.gap is not None:
        found |= {"baseline_median": table.baseline, "diff_median": table.gap[2], "diff_q05": table.gap[0]}
        found |= {"diff_q95": table.gap[4], "higher_in_100": table.higher}
        found["distinguishable"] = np.where(table.distinct, "True", "False").astype(object)
    return found
