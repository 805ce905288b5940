"""Scenario discovery: under which conditions does a policy fail or succeed?

Boxes are found in one half of the cases and counted on the other, so that what was only chance in the first half shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from borderSim.analysis import cart, prim
from borderSim.analysis.boxes import Box, Cases, Measured, measure, quasi_p, share_interval
from borderSim.analysis.discovery_cases import Criterion, Evidence, Question, evidence, half, read_criterion
from borderSim.errors import UserError
from borderSim.results.data import Array
from borderSim.results.sweep_data import SweepData

Method = Literal["prim", "cart"]
__all__ = ["Criterion", "Discovery", "Evidence", "Found", "Method", "Question", "Restriction", "discover",
           "read_criterion"]  # fmt: skip


@dataclass(frozen=True)
class Restriction:
    """What a box asks of an input (its position), and how sure that is.

    ``quasi_p`` is in the searched half, ``corrected`` the same times the number of inputs of its kind that were looked
    at, ``checked`` that of the other half; ``again`` is the share (0-1) of half samples in which the search restricts
    the input, NaN for a tree.
    """

    column: int
    quasi_p: float
    corrected: float
    checked: float
    again: float


@dataclass(frozen=True)
class Found:
    """One box: the boxes to choose from (searched half, other half), which was chosen, and what is shown of it.

    ``learn`` and ``check`` count the box in each half; the intervals (0-1) are those of ``check``.
    """

    steps: tuple[Measured, ...]
    checked: tuple[Measured, ...]
    chosen: int
    learn: Measured
    check: Measured
    density: tuple[float, float]
    coverage: tuple[float, float]
    restrictions: tuple[Restriction, ...]

    @property
    def box(self) -> Box:
        """The limits shown."""
        return self.learn.box

    @property
    def sure(self) -> bool:
        """Is there a restriction that chance does not explain in the searched half, and a denser box in the other?"""
        real = any(item.corrected <= prim.SIGNIFICANT for item in self.restrictions)
        return real and self.density[0] > self.check.base


@dataclass(frozen=True)
class Discovery:
    """The answer to a question: its cases and the boxes found, the first first; ``step`` is the one asked for."""

    question: Question
    method: Method
    evidence: Evidence
    found: tuple[Found, ...]
    step: int | None = None


def discover(
    data: SweepData, question: Question, method: Method = "prim", boxes: int = 1, step: int | None = None
) -> Discovery:
    """Find ``boxes`` boxes, each among the cases that no earlier one holds, until one cannot be told from chance.

    ``step`` takes that step of the first trajectory (that leaf, for CART) as it is. Otherwise PRIM's box follows the
    rule of `prim.choose`, CART's is the first leaf, and restrictions that chance could explain are left out. Raises
    UserError.
    """
    found, results = evidence(data, question), []
    free = tuple(np.ones(len(part), bool) for part in (found.learn, found.check))
    search = _Search(found, method, int(data.meta.get("seed", 0)), free)
    for position in range(boxes):
        results.append(search.find(step if position == 0 else None))
        search = search.after(results[-1].box)
        if not results[-1].sure or search.left < prim.LEAST_MASS:
            break
    return Discovery(question, method, found, tuple(results), step)


@dataclass(frozen=True)
class _Search:
    """Both halves of the cases, and which of them (N,) no earlier box holds."""

    evidence: Evidence
    method: Method
    seed: int
    free: tuple[Array, ...]

    @property
    def rows(self) -> Cases:
        """The free cases of the searched half."""
        return self.evidence.learn.take(self.free[0])

    @property
    def left(self) -> float:
        """Share of the cases of interest that no box holds yet, in the searched half."""
        hits = self.evidence.learn.hits
        return float(hits[self.free[0]].sum() / hits.sum())

    def after(self, box: Box) -> _Search:
        """The search for the next box."""
        parts = (self.evidence.learn, self.evidence.check)
        free = tuple(was & ~box.inside(part.values) for was, part in zip(self.free, parts, strict=True))
        return replace(self, free=free)

    def find(self, step: int | None) -> Found:
        """One box among the free cases: the given step as it is, or the chosen one without doubtful restrictions."""
        learn, free = self.evidence.learn, self.free[0]
        trees = self.method == "cart"
        steps = cart.leaves(learn, self.seed, free) if trees else prim.trajectory(learn, free)
        if step is not None:
            chosen = _checked_step(step, steps)
            return _found(self, steps, chosen, steps[chosen].box)
        chosen = 0 if trees else prim.choose(steps)
        return _found(self, steps, chosen, prim.pruned(self.rows, steps[chosen].box, self.evidence.looked_at))

    def again(self) -> dict[int, float]:
        """How often the search in half of the free cases restricts each input; members (or points) stay whole."""
        rows = self.rows
        units = getattr(rows, self.evidence.apart)
        samples = [rows.take(np.isin(units, half(units, self.seed, f"again {i}"))) for i in range(prim.AGAIN)]
        return prim.reproduced(samples, self.evidence.looked_at)


def _checked_step(step: int, steps: Sequence[Measured]) -> int:
    if not 0 <= step < len(steps):
        raise UserError(f"--box {step}: the steps are 0 to {len(steps) - 1}")
    return step


def _found(search: _Search, steps: Sequence[Measured], chosen: int, box: Box) -> Found:
    """Count a box on both halves, with what speaks for each of its restrictions."""
    check, (first, second) = search.evidence.check, search.free
    inside = box.inside(check.values) & second
    groups = (check.member, check.point)
    again = None if search.method == "cart" else search.again()
    return Found(
        steps=tuple(steps),
        checked=tuple(measure(check, item.box, second) for item in steps),
        chosen=chosen,
        learn=measure(search.evidence.learn, box, first),
        check=measure(check, box, second),
        density=share_interval(check.hits, inside, groups),
        coverage=share_interval(inside, check.hits, groups),
        restrictions=tuple(_restriction(search, box, column, again) for column in sorted(box.limits)),
    )


def _restriction(search: _Search, box: Box, column: int, again: dict[int, float] | None) -> Restriction:
    value = quasi_p(search.rows, box, column)
    kinds = search.evidence.looked_at[search.rows.inputs[column].of]
    checked = quasi_p(search.evidence.check.take(search.free[1]), box, column)
    often = float("nan") if again is None else again.get(column, 0.0)
    return Restriction(column, value, min(value * kinds, 1.0), checked, often)
