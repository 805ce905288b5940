"""The run as flat tables: one row per member and month (Parquet), one row of quantiles for people (CSV)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from borderSim.catalogue import indicators
from borderSim.results.data import LEVEL_NAMES, Array, RunData, quantiles, recorded

NATIONAL = "national"
"""The `place` of a value that belongs to no department."""


def write_parquet(data: RunData, path: Path) -> None:
    """Write national values, one row per scenario, member and month, one column per indicator, its unit as metadata."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    s, m, t = len(data.scenarios), len(data.members), len(data.months)
    keys = {
        "scenario": pa.array(np.repeat(np.array(data.scenarios, dtype=object), m * t)).dictionary_encode(),
        "member": pa.array(np.tile(np.repeat(np.asarray(data.members), t), s)),
        "date": pa.array(np.tile(first_days(data.months), s * m)),
    }
    fields = [pa.field(name, column.type) for name, column in keys.items()]
    columns = list(keys.values())
    for item in recorded(data):
        columns.append(pa.array(np.ravel(data.national[item.name]).astype(np.float32)))
        fields.append(pa.field(item.name, columns[-1].type, metadata={"unit": item.unit}))
    pq.write_table(pa.table(columns, schema=pa.schema(fields)), path, compression="snappy")


def write_csv(data: RunData, places: Sequence[str], path: Path) -> None:
    """Write quantiles and mean over members: one row per scenario, month, indicator and place.

    ``places`` are the 33 department codes; a national value has the place ``national``. Numbers are float32.
    """
    import pyarrow as pa
    import pyarrow.csv as pc

    tables = [_rows(data, name, values, where) for name, values, where in _recorded(data, places)]
    pc.write_csv(pa.concat_tables(tables).combine_chunks(), path)


def _recorded(data: RunData, places: Sequence[str]) -> Iterator[tuple[str, Array, Sequence[str]]]:
    """Every recorded series as (name, (S, M, T, P), places)."""
    for item in recorded(data):
        yield item.name, np.asarray(data.national[item.name])[..., None], (NATIONAL,)
    for name, values in data.department.items():
        yield name, np.asarray(values), places


def _rows(data: RunData, name: str, values: Array, places: Sequence[str]) -> Any:
    import pyarrow as pa

    s, t, p = len(data.scenarios), len(data.months), len(places)
    unit = indicators()[name].unit
    levels = quantiles(values, axis=1).astype(np.float32)
    columns = {
        "scenario": np.repeat(np.array(data.scenarios, dtype=object), t * p),
        "date": np.tile(np.repeat(np.array(data.months, dtype=object), p), s),
        "indicator": np.full(s * t * p, name, dtype=object),
        "unit": np.full(s * t * p, unit, dtype=object),
        "place": np.tile(np.array(places, dtype=object), s * t),
        **{key: np.ravel(level) for key, level in zip(LEVEL_NAMES, levels, strict=True)},
        "mean": np.ravel(np.asarray(values, dtype=np.float64).mean(axis=1).astype(np.float32)),
    }
    return pa.table(columns)


def first_days(months: Sequence[str]) -> Array:
    """The first day of each month "YYYY-MM", datetime64[D]."""
    return np.array(list(months), dtype="datetime64[M]").astype("datetime64[D]")
