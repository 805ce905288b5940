"""The tables of a search: front.csv, course.csv, and the tables of the page."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from borderSim.catalogue import indicators
from borderSim.optimise.front import REFERENCE, WATCHED, Front
from borderSim.report.layout import tick
from borderSim.report.numbers import number, span
from borderSim.report.sweeps.analysis_page import Table
from borderSim.report.sweeps.optimise_labels import (
    goal_cell,
    goal_words,
    lever_value,
    lever_words,
    marked,
    status_words,
)
from borderSim.report.words import Lang, word
from borderSim.scenario.axes import Axis
from borderSim.scenario.optimise_goals import Limit, Objective

ENDS = ("q05", "q50", "q95")
Cells = Iterator[tuple[str, object]]


def write_front(front: Front, path: Path) -> Path:
    """Write front.csv: a row for each package, then base and reference, in full precision.

    Columns: package, stands and allowed (under the check), the levers in their units, cost_low to cost_high (USD
    million), for each aim and limit its number in the search, in the check, and the check's 5% and 95% points, and
    for where people live and move the difference from the reference.
    """
    rows = [*range(len(front)), *sorted(marked(front))]
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        for position, row in enumerate(rows):
            cells = list(_cells(front, row))
            if position == 0:
                writer.writerow([name for name, _ in cells])
            writer.writerow([value for _, value in cells])
    return path


def _cells(front: Front, row: int) -> Cells:
    package = row >= 0
    yield "package", f"{row + 1:02d}" if package else "reference" if row == REFERENCE else "base"
    yield "stands", _yes_no(front.stands[row]) if package else ""
    yield "allowed", _yes_no(front.allowed[row]) if package else ""
    for d, axis in enumerate(front.search.axes):
        yield axis.name, _lever(axis, front.values[row, d]) if package else ""
    for end in ("low", "central", "high"):
        yield f"cost_{end}", 0.0 if row == REFERENCE else getattr(front.costs[row if package else -1], end)
    goals: tuple[Objective | Limit, ...] = (*front.search.objectives, *front.search.limits)
    for goal in goals:
        yield from _goal(front, goal, row)
    for name in WATCHED:
        yield from ((f"{name}_difference_{end}", float(front.gap(name)[i, row])) for i, end in enumerate(ENDS))


def _lever(axis: Axis, value: float) -> object:
    return axis.words(value) if axis.unit["en"] == "date" else float(value)


def _yes_no(value: object) -> str:
    return "yes" if value else "no"


def column(goal: Objective | Limit) -> str:
    """The name of a goal's columns: indicator, statistic, and `difference` where it is one; `limit` for a limit."""
    parts = [goal.indicator, str(goal.statistic).replace(" ", "_").replace("%", "pct")]
    parts += ["difference"] if goal.difference else []
    return "_".join([*parts, "limit"] if isinstance(goal, Limit) else parts)


def _goal(front: Front, goal: Objective | Limit, row: int) -> Cells:
    name, band = column(goal), front.band(goal)
    yield f"{name}_search", float(front.reached(goal, check=False)[row])
    yield f"{name}_check", float(front.reached(goal)[row])
    yield f"{name}_q05", float(band[0, row])
    yield f"{name}_q95", float(band[1, row])


def write_course(front: Front, path: Path) -> Path:
    """Write course.csv: the covered share (hypervolume, 0-1) after each generation."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["generation", "covered_share"])
        writer.writerows(enumerate(front.volumes.tolist(), 1))
    return path


def front_table(front: Front, lang: Lang) -> Table:
    """A row for each package with its levers, its cost and its goals; base and reference at the end."""
    goals: list[Objective | Limit] = [*front.search.objectives, *front.search.limits]
    head = [
        word("opt_package", lang), *(lever_words(axis, lang) for axis in front.search.axes), word("opt_cost", lang),
        *(goal_words(goal, lang) for goal in goals), word("opt_status", lang),
    ]  # fmt: skip
    rows = [_package_row(front, goals, row, lang) for row in range(len(front))]
    rows += [_other_row(front, goals, row, lang) for row in marked(front)]
    return Table(word("opt_table_note", lang), head, rows)


def _package_row(front: Front, goals: list[Objective | Limit], row: int, lang: Lang) -> list[str]:
    levers = [lever_value(axis, front.values[row, d], lang) for d, axis in enumerate(front.search.axes)]
    cells = [goal_cell(front, goal, row, lang) for goal in goals]
    return [f"{row + 1:02d}", *levers, _cost(front, row, lang), *cells, status_words(front, row, lang)]


def _other_row(front: Front, goals: list[Objective | Limit], row: int, lang: Lang) -> list[str]:
    name = word("opt_mark_reference" if row == REFERENCE else "opt_mark_base", lang)
    cost = "0" if row == REFERENCE else _cost(front, len(front), lang)
    cells = [goal_cell(front, goal, row, lang) for goal in goals]
    return [name, *[""] * len(front.search.axes), cost, *cells, ""]


def _cost(front: Front, row: int, lang: Lang) -> str:
    cost = front.costs[row]
    if not cost.priced:
        return word("cost_none", lang) if cost.unpriced else "0"
    return f"{number(cost.central, lang)} ({span(cost.low, cost.high, lang)})"


def people_table(front: Front, lang: Lang) -> Table:
    """What each package does to where people live and move: paired differences with their ranges."""
    items = [indicators()[name] for name in WATCHED]
    head = [word("opt_package", lang), *(f"{item.label(lang)} ({item.window_unit(lang)})" for item in items)]
    rows = [[f"{row + 1:02d}", *(_gap(front, name, row, lang) for name in WATCHED)] for row in range(len(front))]
    return Table(word("opt_people_note", lang), head, rows)


def _gap(front: Front, name: str, row: int, lang: Lang) -> str:
    low, middle, high = front.gap(name)[:, row]
    return f"{number(middle, lang, sign=True)} ({span(low, high, lang, sign=True)})"


def course_table(front: Front, lang: Lang) -> Table:
    """The covered share by generation."""
    rows = [[str(n), tick(round(float(share), 4), lang)] for n, share in enumerate(front.volumes, 1)]
    return Table(word("opt_course", lang), [word("opt_generation", lang), word("opt_covered", lang)], rows)
