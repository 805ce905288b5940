"""Cases and the boxes that hold them: ranges of inputs within which an outcome is frequent.

A case is one run of the model (or one point of a sweep) with its inputs and whether it is of interest: whether the
policy fails, or succeeds. A box limits some inputs. Coverage is the share of the cases of interest that a box holds,
density the share of the cases in it that are of interest (Bryant and Lempert 2010, Technol. Forecast. Soc. Change 77).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from borderSim.results.data import Array

Limit = tuple[float, float] | frozenset[int]
"""A closed range of a number, with an infinite end where it is open, or the choices that are left."""
LEVEL = 0.90
"""Level of every interval of a share, as everywhere else on the pages."""


@dataclass(frozen=True)
class Input:
    """A column of the cases. ``of`` says what it belongs to: the sweep's points (an axis) or the members (drawn).

    ``label`` and ``unit`` are {"en": ..., "es": ...}; ``low`` and ``high`` are the ends of its values, in its unit.
    An input with ``choices`` holds their positions from 0; ``names`` are the same choices in files.
    """

    name: str
    of: Literal["point", "member"]
    label: Mapping[str, str]
    unit: Mapping[str, str]
    low: float
    high: float
    choices: tuple[Mapping[str, str], ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cases:
    """N cases: ``values`` (N, D) of the inputs, ``hits`` (N,) those of interest, where each comes from, its outcome.

    ``point`` and ``member`` (N,) are the position of a case's point and the id of its member.
    """

    inputs: tuple[Input, ...]
    values: Array
    hits: Array
    point: Array
    member: Array
    outcome: Array

    def __len__(self) -> int:
        return len(self.hits)

    def take(self, chosen: Array) -> Cases:
        """The cases of a mask (N,) or of positions."""
        parts = {name: getattr(self, name)[chosen] for name in ("values", "hits", "point", "member", "outcome")}
        return replace(self, **parts)

    def keep(self, columns: Sequence[int]) -> Cases:
        """The same cases with these inputs alone."""
        return replace(self, inputs=tuple(self.inputs[j] for j in columns), values=self.values[:, list(columns)])

    def source(self, column: int) -> Array:
        """(N,) what an input's value came from: cases with the same one share the value."""
        return np.asarray(getattr(self, self.inputs[column].of))


@dataclass(frozen=True)
class Box:
    """Limits by position of the input; an input without one may take any value."""

    limits: Mapping[int, Limit] = field(default_factory=dict)

    def inside(self, values: Array) -> Array:
        """(N,) bool: which rows of (N, D) values lie in the box."""
        found = np.ones(len(values), bool)
        for column, limit in self.limits.items():
            found &= within(values[:, column], limit)
        return found

    def limited(self, column: int, limit: Limit) -> Box:
        """The box with another limit of one input; an open one is left out."""
        kept = {**self.limits, column: limit}
        if limit == (-np.inf, np.inf):
            del kept[column]
        return Box(kept)

    def without(self, column: int) -> Box:
        """The box with an input set free."""
        return Box({j: limit for j, limit in self.limits.items() if j != column})


def within(values: Array, limit: Limit) -> Array:
    """(N,) bool: which values of one input a limit allows."""
    if isinstance(limit, frozenset):
        return np.isin(values, list(limit))
    return np.asarray((values >= limit[0]) & (values <= limit[1]))


@dataclass(frozen=True)
class Measured:
    """A box counted on cases: ``inside`` of ``cases`` lie in it, ``hits`` of the ``interest`` of interest among them.

    Shares are 0-1; density is NaN for a box without cases.
    """

    box: Box
    cases: int
    interest: int
    inside: int
    hits: int

    @property
    def coverage(self) -> float:
        """Share of the cases of interest that the box holds."""
        return self.hits / self.interest

    @property
    def density(self) -> float:
        """Share of the cases in the box that are of interest."""
        return self.hits / self.inside if self.inside else float("nan")

    @property
    def mass(self) -> float:
        """Share of all cases that the box holds."""
        return self.inside / self.cases

    @property
    def base(self) -> float:
        """Share of all cases that are of interest: the density without any condition."""
        return self.interest / self.cases


def measure(cases: Cases, box: Box, free: Array | None = None) -> Measured:
    """Count a box on cases; ``free`` (N,) leaves out what earlier boxes hold, of the box and not of the totals."""
    inside = box.inside(cases.values) if free is None else box.inside(cases.values) & free
    return Measured(box, len(cases), int(cases.hits.sum()), int(inside.sum()), int(cases.hits[inside].sum()))


def quasi_p(cases: Cases, box: Box, column: int) -> float:
    """The quasi-p-value of one restriction of a box: could chance have made the box as dense without it?

    The one-sided binomial probability of the box's density where cases are of interest as often as in the box without
    this restriction (Bryant and Lempert 2010, section 3). Cases that share the input's value are no independent proof
    of it, so each value counts once: members for what members draw, points for an axis. The count of interest is
    rounded down. 1 for a box that holds nothing.
    """
    from scipy.stats import binomtest

    inside, wider = box.inside(cases.values), box.without(column).inside(cases.values)
    if not inside.any():
        return 1.0
    trials = len(np.unique(cases.source(column)[inside]))
    successes = int(cases.hits[inside].sum()) * trials // int(inside.sum())
    return float(binomtest(successes, trials, float(cases.hits[wider].mean()), alternative="greater").pvalue)


def share_interval(part: Array, whole: Array, groups: Sequence[Array]) -> tuple[float, float]:
    """Wilson interval (LEVEL) of the share (0-1) of the cases in ``whole`` (N,) that are in ``part`` (N,).

    Cases of one member, and of one point, resemble each other. The interval is that of as many independent cases as
    have the same variance (Korn and Graubard 1998, Survey Methodology 24), which is clustered by both of ``groups``
    (Cameron, Gelbach and Miller 2011, J. Bus. Econ. Stat. 29); a share of 0 or 1 counts its fewest clusters.
    NaN where ``whole`` is empty.
    """
    from scipy.stats import binomtest

    count = int(whole.sum())
    if count == 0:
        return float("nan"), float("nan")
    hits, names = part[whole].astype(float), [np.unique(group[whole], return_inverse=True)[1] for group in groups]
    share = float(hits.mean())
    simple = share * (1 - share) / count
    clustered = sum(_variance(hits - share, name) for name in names) - simple * (len(names) - 1)
    fewest = min((int(name.max()) + 1 for name in names), default=count)
    alike = share * (1 - share) / max(clustered, simple) if simple > 0 else float(fewest)
    trials = max(round(alike), 1)
    found = binomtest(round(share * trials), trials).proportion_ci(LEVEL, "wilson")
    return min(float(found.low), share), max(float(found.high), share)


def _variance(left: Array, group: Array) -> float:
    """Variance of a mean from what is left (N,) of each case, with cases of a group taken together."""
    sums = np.bincount(group, left)
    return float(np.sum(sums**2)) / len(left) ** 2 * len(sums) / max(len(sums) - 1, 1)
