"""Read the packaged tables: compact CSV files under ``data``."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

DATA = Path(__file__).parent.parent / "data"

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def read_table(name: str) -> dict[str, list[str]]:
    """Columns of the packaged table ``data/<name>``, as text in file order.

    Raises ValueError when a row has not as many cells as the header.
    """
    with open(DATA / name, encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    if any(len(row) != len(header) for row in rows):
        raise ValueError(f"data/{name}: a row has not {len(header)} cells like the header")
    columns = zip(*rows, strict=True) if rows else ((),) * len(header)
    return {key: list(column) for key, column in zip(header, columns, strict=True)}


def floats(column: list[str]) -> Floats:
    """A column as numbers; an empty cell becomes nan (unknown)."""
    return np.array([cell or "nan" for cell in column], dtype=np.float64)


def codes_to_places(codes: list[str], column: list[str]) -> Ints:
    """Place index of each P-code of a column."""
    index = {code: i for i, code in enumerate(codes)}
    return np.array([index[code] for code in column], dtype=np.int64)


def frozen(values: Any, dtype: Any = None) -> NDArray[Any]:
    """The values as an array that nobody can write to."""
    array = np.array(values, dtype=dtype)
    array.setflags(write=False)
    return array
