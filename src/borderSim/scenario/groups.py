"""The groups of a sweep file's `vary`: axes whose values belong together; the groups are crossed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import prod
from typing import Any, Literal

from borderSim import catalogue
from borderSim.scenario.axes import Form, read_axis
from borderSim.scenario.axis_parts import Axis, MovedLever
from borderSim.scenario.axis_shapes import LEVELS, MOST_AXES, MOST_POINTS, SampleGroup, TableGroup, ZipGroup
from borderSim.scenario.check import check_shape
from borderSim.scenario.load import SEED
from borderSim.scenario.names import places
from borderSim.scenario.parts import Scenario
from borderSim.scenario.schema import Context
from borderSim.scenario.source import At, Document
from borderSim.scenario.table import read_table
from borderSim.scenario.words import show

Method = Literal["list", "zip", "table", "latin_hypercube", "sobol", "sobol_indices", "morris"]
ALONE = ("sobol_indices", "morris")
"""Designs whose points belong to one another: nothing is crossed with them."""
POWERS = ("sobol", "sobol_indices")
"""Designs that are balanced only where the number of points is a power of 2 (Owen 2020, arXiv:2008.08051)."""


@dataclass(frozen=True)
class Group:
    """Axes that move together. ``rows`` are the points (R, A) of a list, zip or table.

    A sample has none: it has ``points`` (as the file says), ``seed``, and for Morris ``levels``.
    """

    method: Method
    axes: tuple[Axis, ...]
    rows: tuple[tuple[float, ...], ...] = ()
    points: int = 0
    seed: int = SEED
    levels: int = LEVELS

    @property
    def size(self) -> int:
        """Number of points of the group by itself."""
        if self.method == "sobol_indices":
            return self.points * (len(self.axes) + 2)
        if self.method == "morris":
            return self.points * (len(self.axes) + 1)
        return len(self.rows) or self.points


def read_groups(document: Document, base: Scenario | None) -> tuple[Group, ...]:
    """The groups of `vary`, in file order; what is wrong with them is reported in the document."""
    block = document.data.get("vary")
    if not isinstance(block, list) or not block:
        document.report(("vary",), "is a list of one or more axes: `- {lever: ..., values: [...]}`")
        return ()
    if len(block) > MOST_AXES:
        document.report(("vary",), f"{len(block)} entries; at most {MOST_AXES}")
        return ()
    run = Context(base.start, base.end) if base else Context()
    reader = _Reader(document, run, base)
    found = [reader.read(("vary", position), item) for position, item in enumerate(block)]
    _check_axes(document, found)
    _check_size(document, found)
    return tuple(group for group in found if group)


@dataclass(frozen=True)
class _Reader:
    document: Document
    run: Context
    base: Scenario | None

    def read(self, at: At, item: Any) -> Group | None:
        keys = item if isinstance(item, dict) else ()
        if "zip" in keys:
            return self._zip(at, item)
        if "sample" in keys:
            return self._sample(at, item)
        if "table" in keys:
            return self._table(at, item)
        axis = self._axis("list", at, item)
        return Group("list", (axis,), tuple((value,) for value in axis.values)) if axis else None

    def _axis(self, form: Form, at: At, item: Any) -> Axis | None:
        return read_axis(self.document, at, item, self.run, self.base, form)

    def _axes(self, form: Form, at: At, items: Any, least: int) -> tuple[Axis, ...] | None:
        """The axes of a list, None when one of them is wrong."""
        if not isinstance(items, list) or not least <= len(items) <= MOST_AXES:
            said = f"{len(items)} in the list" if isinstance(items, list) else f"{show(items)} is no list"
            self.document.report(at, f"{said}; {least} to {MOST_AXES} axes are wanted")
            return None
        found = [self._axis(form, (*at, i), item) for i, item in enumerate(items)]
        axes = tuple(axis for axis in found if axis)
        return axes if len(axes) == len(found) else None

    def _zip(self, at: At, item: Any) -> Group | None:
        shape = check_shape(self.document, at, item, ZipGroup, self.run)
        axes = self._axes("zip", (*at, "zip"), item["zip"], least=2)
        if not shape or not axes:
            return None
        lengths = [len(axis.values) for axis in axes]
        if len(set(lengths)) > 1:
            said = ", ".join(f"{axis.name} {length}" for axis, length in zip(axes, lengths, strict=True))
            self.document.report((*at, "zip"), f"the lists differ in length: {said}")
            return None
        return Group("zip", axes, tuple(zip(*(axis.values for axis in axes), strict=True)))

    def _sample(self, at: At, item: Any) -> Group | None:
        shape = check_shape(self.document, at, item, SampleGroup, self.run)
        axes = self._axes("range", (*at, "of"), item["of"], least=1) if "of" in item else None
        if not shape:
            return None
        points = shape.points
        if shape.sample in POWERS and points & (points - 1):
            lower = 1 << (points.bit_length() - 1)
            words = f"{points} is not a power of 2, which {shape.sample} needs; write {lower} or {2 * lower}"
            self.document.report((*at, "points"), words)
            return None
        if "levels" in item and shape.sample != "morris":
            self.document.report((*at, "levels"), f"{shape.sample} has no levels; they belong to morris", of_key=True)
        seed = self.base.seed if self.base else SEED
        return Group(shape.sample, axes, (), points, seed, shape.levels) if axes else None

    def _table(self, at: At, item: Any) -> Group | None:
        shape = check_shape(self.document, at, item, TableGroup, self.run)
        found = read_table(self.document, (*at, "table"), item, self.run) if shape else None
        return Group("table", *found) if found else None


def _check_axes(document: Document, groups: Sequence[Group | None]) -> None:
    """Nothing varies twice, and scenarios vary once at most."""
    placed = [(("vary", i), axis) for i, group in enumerate(groups) if group for axis in group.axes]
    for (_, first), (at, second) in combinations(placed, 2):
        if first.name == second.name:
            document.report(at, f"{second.name} varies twice")
        elif _same_places(first, second):
            document.report(at, f"{first.name} and {second.name} move the same places")


def _same_places(first: Axis, second: Axis) -> bool:
    """Whether two axes move one lever at a common place."""
    if not isinstance(first.target, MovedLever) or not isinstance(second.target, MovedLever):
        return False
    one, other = first.target.change, second.target.change
    if one.lever != other.lever:
        return False
    every = tuple(places(catalogue.levers()[one.lever].scope))
    return bool({*(one.places or every)} & {*(other.places or every)})


def _check_size(document: Document, groups: Sequence[Group | None]) -> None:
    for position, group in enumerate(groups):
        if group and group.method in ALONE and len(groups) > 1:
            words = f"{group.method} stands alone: its points belong to one another and are not crossed with others"
            document.report(("vary", position), words)
    points = prod(group.size for group in groups if group)
    if points > MOST_POINTS:
        document.report(("vary",), f"{points:,} points; at most {MOST_POINTS:,}")
