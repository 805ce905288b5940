"""Points of a sweep from a CSV file: a column for each lever or assumption, a line for each point."""

from __future__ import annotations

import csv
import io
from functools import partial
from typing import Any

from borderSim import catalogue
from borderSim.errors import Problem, UserError, did_you_mean
from borderSim.scenario.axes import read_axis
from borderSim.scenario.axis_parts import Axis
from borderSim.scenario.axis_shapes import MOST_AXES, MOST_POINTS
from borderSim.scenario.check import attempt
from borderSim.scenario.schema import Context
from borderSim.scenario.source import At, Document, Mark, read_text

Lines = list[tuple[int, list[str]]]
"""The lines that hold something: their number and their cells."""
Points = tuple[tuple[Axis, ...], tuple[tuple[float, ...], ...]]


def read_table(document: Document, at: At, item: dict[str, Any], run: Context) -> Points | None:
    """The axes (A,) and rows (R, A) of the CSV file that ``item`` names, or None after reporting what is wrong.

    What is wrong in the file has its line and the number of its cell as the column. Levers take `from` and `ramp` from
    the item.
    """
    path = document.path.parent / item["table"]
    table = Document(str(path), path)
    try:
        lines = _lines(table)
    except UserError as error:
        document.problems += [problem for problem in error.problems if isinstance(problem, Problem)]
        return None
    axes = _axes(table, lines, {key: item[key] for key in ("from", "ramp") if key in item}, run)
    document.problems += table.problems
    return (axes, tuple(zip(*(axis.values for axis in axes), strict=True))) if not table.problems else None


def _lines(table: Document) -> Lines:
    """The header and the lines of points. Raises UserError for a file that is not a table of points."""
    reader = csv.reader(io.StringIO(read_text(table)), strict=True)
    try:
        lines = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader if any(map(str.strip, cells))]
    except csv.Error as error:
        raise UserError(Problem(table.file, reader.line_num, 1, "", f"not a CSV table: {error}")) from None
    (number, head), *points = lines
    what = ""
    if any(";" in name for name in head):
        what = "the cells are separated by semicolons; save the table with commas between cells and points in decimals"
    elif len(head) > MOST_AXES:
        what = f"{len(head)} columns; at most {MOST_AXES}"
    elif not 2 <= len(points) <= MOST_POINTS:
        what = f"{len(points):,} lines of points below the names; 2 to {MOST_POINTS:,} are wanted"
    if what:
        raise UserError(Problem(table.file, number, 1, "", what))
    ragged = [line for line in points if len(line[1]) != len(head)]
    if ragged:
        said = "{} cells, and the first line names {} columns"
        raise UserError(*(Problem(table.file, n, 1, "", said.format(len(c), len(head))) for n, c in ragged))
    return lines


def _axes(table: Document, lines: Lines, schedule: dict[str, Any], run: Context) -> tuple[Axis, ...]:
    (number, head), *points = lines
    found = []
    for position, name in enumerate(head):
        table.marks[name,] = Mark((number, position + 1), (number, position + 1))
        for row, (line, cells) in enumerate(points):
            table.marks[name, "values", row] = Mark((line, position + 1), (line, position + 1))
            if not cells[position]:
                table.report((name, "values", row), "is empty")
        key = attempt(table, (name,), True, partial(_kind, name, head[:position]))
        if key:
            item = {key: name, "values": [cells[position] for _, cells in points]}
            item |= schedule if key == "lever" else {}
            found.append(read_axis(table, (name,), item, run, form="zip"))
    return tuple(axis for axis in found if axis)


def _kind(name: str, before: list[str]) -> str:
    """Whether a column is a lever or an assumption. Raises ValueError."""
    if not name:
        raise ValueError("a column without a name")
    if name in before:
        raise ValueError(f"{name} is given twice")
    lever = name.split("[")[0].strip()
    if lever in catalogue.levers():
        return "lever"
    if name in catalogue.parameters():
        return "assumption"
    near = did_you_mean(lever, [*catalogue.levers(), *catalogue.parameters()])
    raise ValueError(f"{name[:60]} is neither a lever nor a parameter{near}")
