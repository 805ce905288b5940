"""The design behind a sensitivity analysis: rows and columns as they were sampled, checked before anything is read.

SALib takes any matrix: rows in another order, or of another method, give wrong indices without a word. So the
structure itself is verified here (Saltelli's A, AB and B; Morris's one step at a time), not only the count of rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from borderSim.analysis.sensitivity_inputs import Input
from borderSim.errors import UserError
from borderSim.results.data import Array
from borderSim.results.sweep_data import SweepData

Design = Literal["sobol_indices", "morris", "given"]
STRUCTURED: tuple[Design, ...] = ("sobol_indices", "morris")
CLOSE = 1e-9
SHOWN = 5
"""At most so many points are named in an error."""


@dataclass(frozen=True)
class Problem:
    """What was varied: (R, D) ``rows`` of the named inputs and the design that made them.

    Rows are positions in the range (0-1) for a structured design, values for given data. ``crossed`` says how often
    the whole design stands in the sweep because other axes were crossed with it: (combinations before, after).
    """

    names: tuple[str, ...]
    rows: Array
    design: Design
    crossed: tuple[int, int] = (1, 1)

    @property
    def points(self) -> int:
        """How many points of the sweep the design stands for."""
        return len(self.rows) * self.crossed[0] * self.crossed[1]

    def salib(self) -> dict[str, Any]:
        """The problem as SALib takes it. The numbers keep names apart and off the endings that its delta forbids."""
        count = len(self.names)
        named = [f"{name} #{position}" for position, name in enumerate(self.names)]
        return {"num_vars": count, "names": named, "bounds": [[0.0, 1.0]] * count}

    def fold(self, outcome: Array) -> Array:
        """(P,) to (R,): the mean over the combinations that were crossed with the design."""
        before, after = self.crossed
        return np.asarray(outcome.reshape(before, len(self.rows), after).mean(axis=(0, 2)))

    def only(self, names: Sequence[str]) -> Problem:
        """The problem of some of its inputs (given data alone: the other designs need all their columns)."""
        columns = [self.names.index(name) for name in names]
        return Problem(tuple(names), self.rows[:, columns], self.design, self.crossed)


def problem_of(data: SweepData, inputs: Sequence[Input]) -> Problem:
    """The problem of a sweep's points, from its axes. Raises UserError where its design is not what it says."""
    groups = {axis.group: axis.method for axis in data.axes}
    structured = [group for group, method in groups.items() if method in STRUCTURED]
    if not data.axes:
        raise UserError(f"sweep {data.name} varies nothing: there is no axis to be sensitive to (use --by members)")
    if len(structured) > 1:
        names = ", ".join(axis.name for axis in data.axes if axis.group in structured)
        raise UserError(f"sweep {data.name} crosses two designs for indices; put {names} into one group and run again")
    if structured:
        return _structured(data, structured[0])
    return given(inputs)


def given(inputs: Sequence[Input]) -> Problem:
    """Given data: any rows. Inputs that do not vary are left out. Raises UserError where none is left."""
    varied = [item for item in inputs if np.ptp(item.values) > 0]
    if not varied:
        raise UserError("no input varies over the rows: nothing to be sensitive to")
    return Problem(tuple(item.name for item in varied), np.column_stack([item.values for item in varied]), "given")


def _structured(data: SweepData, group: int) -> Problem:
    columns = [position for position, axis in enumerate(data.axes) if axis.group == group]
    others = [position for position in range(len(data.axes)) if position not in columns]
    _check_order(data, columns)
    rows, crossed = _uncrossed(data, columns, others)
    method = data.axes[columns[0]].method
    names = tuple(data.axes[position].name for position in columns)
    problem = Problem(names, rows, "morris" if method == "morris" else "sobol_indices", crossed)
    (check_trajectories if method == "morris" else check_saltelli)(problem)
    return problem


def _check_order(data: SweepData, columns: Sequence[int]) -> None:
    """Are the values in the order of their positions in the range? Each axis maps 0-1 to values without turning."""
    for at in columns:
        unit, values = data.unit[:, at], data.points[:, at]
        if not np.all(np.isfinite(unit)):
            raise UserError(f"axis {data.axes[at].name} has no position in its range at {_few(~np.isfinite(unit))}")
        order = np.lexsort((values, unit))
        if np.any(np.diff(values[order]) < 0):
            raise UserError(f"axis {data.axes[at].name}: values and design are not in the same order; run it again")


def _uncrossed(data: SweepData, columns: Sequence[int], others: Sequence[int]) -> tuple[Array, tuple[int, int]]:
    """The rows of the design itself, and how many combinations of the other axes stand before and after it."""
    unit = data.unit[:, columns]
    count = len(np.unique(data.points[:, others], axis=0)) if others else 1
    for before in [n for n in range(1, count + 1) if count % n == 0 and len(unit) % count == 0]:
        blocks = unit.reshape(before, len(unit) // count, count // before, len(columns))
        if np.all(blocks == blocks[:1, :, :1]):
            return blocks[0, :, 0], (before, count // before)
    raise UserError(f"sweep {data.name}: its points are not the design crossed with its other axes; some are missing")


def check_saltelli(problem: Problem) -> None:
    """Is it N times (A, AB_1 ... AB_D, B), where AB_i is A but for column i, which is B's? UserError where not.

    The rows that SALib's estimators of Saltelli et al. 2010 (Comput. Phys. Commun. 181) take for granted.
    """
    rows, count = problem.rows, len(problem.names)
    if len(rows) % (count + 2):
        raise UserError(f"a design for Sobol' indices of {count} inputs has N x {count + 2} points, not {len(rows)}")
    blocks = rows.reshape(-1, count + 2, count)
    a, b = blocks[:, :1], blocks[:, -1:]
    wanted = np.where(np.eye(count, dtype=bool)[None], b, a)
    wrong = np.any(np.abs(blocks[:, 1:-1] - wanted) > CLOSE, axis=2)
    if wrong.any():
        bad = np.zeros((len(blocks), count + 2), dtype=bool)
        bad[:, 1:-1] = wrong
        raise UserError(f"not a design for Sobol' indices at {_few(bad.reshape(-1))} of it: rows moved or replaced")


def check_trajectories(problem: Problem) -> float:
    """Are they trajectories that change each input once, one at a time, by one step? Return the step (0-1).

    Morris 1991 (Technometrics 33). Raises UserError where not.
    """
    rows, count = problem.rows, len(problem.names)
    if len(rows) % (count + 1):
        raise UserError(f"Morris trajectories of {count} inputs have N x {count + 1} points, not {len(rows)}")
    steps = np.abs(np.diff(rows.reshape(-1, count + 1, count), axis=1))
    moved = steps > CLOSE
    size = float(steps.max(initial=0.0))
    ok = (moved.sum(axis=2) == 1) & (np.abs(steps.max(axis=2) - size) < CLOSE)
    if not ok.all() or np.any(moved.sum(axis=1) != 1):
        bad = np.zeros((len(ok), count + 1), dtype=bool)
        bad[:, 1:] = ~ok if not ok.all() else np.any(moved & (moved.sum(axis=1) != 1)[:, None], axis=2)
        raise UserError(f"not Morris trajectories at {_few(bad.reshape(-1))} of it: each step moves one input, once")
    return size


def _few(bad: Array) -> str:
    """The positions where ``bad`` holds, counted from 1, at most SHOWN of them."""
    places = np.flatnonzero(bad) + 1
    shown = ", ".join(str(place) for place in places[:SHOWN])
    more = f" and {len(places) - SHOWN} more" if len(places) > SHOWN else ""
    return f"point{'s' if len(places) > 1 else ''} {shown}{more}"


def check_outcome(problem: Problem, outcome: Array) -> None:
    """Refuse outcomes (P,) that are too many, too few, missing or infinite. Raises UserError."""
    if np.shape(outcome) != (problem.points,):
        raise UserError(f"{problem.points} points but {' x '.join(map(str, np.shape(outcome))) or 'no'} outcomes")
    check_whole(outcome[:, None])


def check_whole(table: Array) -> None:
    """Refuse outcomes (P, M) that are missing or infinite: a median would hide them. Raises UserError."""
    bad = np.asarray(~np.isfinite(table))
    if bad.any():
        raise UserError(
            f"{int(bad.sum())} of {bad.size} outcomes are missing or infinite, at {_few(np.any(bad, axis=1))}"
        )
