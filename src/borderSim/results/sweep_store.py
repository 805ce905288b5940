"""The store of a sweep: one Zarr array over (case, member, indicator, month), one chunk a block of work.

A chunk appears whole or not at all, and a chunk that is there is finished: that is all that a resume needs to know. The
layout is Zarr version 2, which every reader of Zarr opens.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from borderSim.errors import RunError
from borderSim.results.data import Array
from borderSim.results.tables import first_days

STORE = "store.zarr"
NATIONAL, DEPARTMENT = "values", "departments"
PARTIAL = "*.partial"
"""What a killed write leaves behind."""


@dataclass(frozen=True)
class Cut:
    """How cases (scenarios) and members are cut into blocks: ``cases`` x ``members`` of them each, less at the ends."""

    cases: int
    members: int

    def blocks(self, cases: int, members: int) -> Iterator[tuple[slice, slice]]:
        """The (case, member) slices of all blocks; neighbours differ in members, so that workers share warm starts."""
        for first in range(0, cases, self.cases):
            for member in range(0, members, self.members):
                yield (
                    slice(first, min(first + self.cases, cases)),
                    slice(member, min(member + self.members, members)),
                )


@dataclass(frozen=True)
class Shape:
    """The axes of a store: how many cases, the members (M,), months, national and department indicators.

    ``codes`` are the department codes.
    """

    cases: int
    members: Sequence[int]
    months: Sequence[str]
    national: Sequence[str]
    department: Sequence[str]
    codes: Sequence[str]
    cut: Cut


class SweepStore:
    """The arrays of one sweep, open to read or to write blocks."""

    def __init__(self, folder: Path) -> None:
        """Open the store of a sweep folder. Raises FileNotFoundError where there is none."""
        import zarr

        self.path = folder / STORE
        with zarr.config.set({"array.write_empty_chunks": True}):  # a block of nothing but NaN is finished too
            self._group = zarr.open_group(self.path, mode="r+" if os.access(self.path, os.W_OK) else "r")
            names = [name for name in (DEPARTMENT, NATIONAL) if name in self._group]
            self._arrays: dict[str, Any] = {name: self._group[name] for name in names}

    def write(self, case: slice, member: slice, block: dict[str, Array]) -> None:
        """Write a finished block: name of the array -> (cases, members, ...). The national array comes last.

        Raises RunError where the disk is full or the folder cannot be written.
        """
        try:
            for name, array in self._arrays.items():
                array[case, member] = block[name]
        except OSError as error:
            raise RunError(f"{self.path}: {error.strerror or error}; what was finished is kept") from error

    def is_done(self, case: slice, member: slice) -> bool:
        """Is the block that begins at these positions finished?"""
        return self._chunk(case, member).exists()

    def finished_at(self, case: slice, member: slice) -> float:
        """When a finished block was written, in seconds since 1970."""
        return self._chunk(case, member).stat().st_mtime

    def _chunk(self, case: slice, member: slice) -> Path:
        array = self._arrays[NATIONAL]
        position = (case.start // array.chunks[0], member.start // array.chunks[1])
        key = array.metadata.encode_chunk_key((*position, *(0,) * (array.ndim - 2)))
        return self.path / NATIONAL / str(key)

    @property
    def shape(self) -> tuple[int, int, int]:
        """(K, M, T): cases, members, months."""
        cases, members, _, months = self._arrays[NATIONAL].shape
        return cases, members, months

    def national(self, position: int, cases: slice = slice(None)) -> Array:
        """(K, M, T) float32 of the national indicator at a position."""
        return np.asarray(self._arrays[NATIONAL][cases, :, position, :])

    def department(self, position: int) -> Array:
        """(K, M, T, 33) float32 of the department indicator at a position."""
        return np.asarray(self._arrays[DEPARTMENT][:, :, position])

    def table(self, name: str) -> Array:
        """A small array of the store."""
        stored: Any = self._group[name]
        return np.asarray(stored[...])

    def clean(self) -> None:
        """Remove what killed writes left behind."""
        for left in self.path.rglob(PARTIAL):
            left.unlink(missing_ok=True)

    def bytes(self) -> int:
        """Bytes on disk."""
        return sum(file.stat().st_size for file in self.path.rglob("*") if file.is_file())


def create(folder: Path, shape: Shape, tables: Mapping[str, tuple[tuple[str, ...], Array]]) -> None:
    """Make an empty store in ``folder``, labelled so that xarray shows cases, members, dates and names.

    ``tables`` are small arrays that go with it: name -> (dims, values); a name that is its only dim is a coordinate.
    """
    import xarray as xr
    import zarr

    path = folder / STORE
    coords: dict[str, Any] = {
        "case": np.arange(shape.cases),
        "member": np.asarray(shape.members),
        "indicator": np.array(shape.national, dtype=object),
        "time": first_days(shape.months).astype("datetime64[ns]"),
    }
    if shape.department:
        coords |= {
            "department_indicator": np.array(shape.department, dtype=object),
            "department": np.array(shape.codes, dtype=object),
        }
    xr.Dataset(dict(tables), coords=coords).to_zarr(path, mode="w", zarr_format=2, consolidated=False)
    group = zarr.open_group(path, mode="r+")
    _array(group, NATIONAL, shape, (len(shape.national), len(shape.months)), ("indicator", "time"))
    if shape.department:
        size = (len(shape.department), len(shape.months), len(shape.codes))
        _array(group, DEPARTMENT, shape, size, ("department_indicator", "time", "department"))
    zarr.consolidate_metadata(path, zarr_format=2)


def _array(group: Any, name: str, shape: Shape, size: tuple[int, ...], dims: tuple[str, ...]) -> None:
    group.create_array(
        name,
        shape=(shape.cases, len(shape.members), *size),
        chunks=(shape.cut.cases, shape.cut.members, *size),
        dtype="float32",
        fill_value=np.nan,
        attributes={"_ARRAY_DIMENSIONS": ["case", "member", *dims]},
    )
