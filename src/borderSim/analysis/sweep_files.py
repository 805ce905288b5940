"""The tables of a sweep for other programs: points.csv (what varied) and indicators.parquet (what came of it)."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np

from borderSim.analysis.compare import WINDOWS
from borderSim.analysis.outcomes import outcomes
from borderSim.analysis.sweep_table import axis_column
from borderSim.catalogue import indicators
from borderSim.results.folder import whole
from borderSim.results.sweep_data import SweepData

DIFFERENCE = "_difference"


def write_points(data: SweepData, path: Path) -> None:
    """Write points.csv: the number of each point from 1, its value on each axis, its case and its reference's case."""
    with whole(path) as hidden, hidden.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["point", *(axis.name for axis in data.axes), "case", "reference"])
        columns = [axis_column(data, position).tolist() for position in range(len(data.axes))]
        rows = zip(*columns, data.case.tolist(), data.reference.tolist(), strict=True)
        for number, (*values, case, reference) in enumerate(rows, 1):
            writer.writerow([number, *values, case, reference if reference >= 0 else ""])


def write_indicators(data: SweepData, path: Path) -> None:
    """Write indicators.parquet: one row per window, point and member, one float32 column per indicator.

    Where points have a reference, ``<indicator>_difference`` is the paired difference from it. Units are metadata.
    """
    import pyarrow.parquet as pq

    with whole(path) as hidden:
        writer = None
        for window in WINDOWS:
            table = _table(data, window)
            writer = writer or pq.ParquetWriter(hidden, table.schema, compression="zstd")
            writer.write_table(table, row_group_size=1_000_000)
        if writer:
            writer.close()


def _table(data: SweepData, window: str) -> Any:
    import pyarrow as pa

    points, members = len(data.points), len(data.members)
    columns: dict[str, tuple[Any, str]] = {
        "window": (pa.array([window] * (points * members)).dictionary_encode(), ""),
        "point": (pa.array(np.repeat(np.arange(1, points + 1, dtype=np.int32), members)), ""),
        "member": (pa.array(np.tile(np.asarray(data.members, np.int32), points)), ""),
    }
    for name in data.indicators:
        unit = indicators()[name].window_unit()
        columns[name] = (pa.array(outcomes(data, name, window).ravel().astype(np.float32)), unit)
        if data.has_reference:
            gap = outcomes(data, name, window, difference=True).ravel().astype(np.float32)
            columns[name + DIFFERENCE] = (pa.array(gap), unit)
    fields = [pa.field(name, array.type, metadata={"unit": unit}) for name, (array, unit) in columns.items()]
    return pa.table([array for array, _ in columns.values()], schema=pa.schema(fields))
