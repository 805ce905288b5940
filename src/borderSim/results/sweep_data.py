"""What a sweep hands on: a table of points, and what each member did at each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from borderSim.results.data import Array

Method = Literal["list", "zip", "table", "latin_hypercube", "sobol", "sobol_indices", "morris"]
Role = Literal["policy", "future"]
NO_REFERENCE = -1


@dataclass(frozen=True)
class AxisInfo:
    """One thing that varies. ``label`` and ``unit`` are {"en": ..., "es": ...}.

    ``role`` says whether somebody chooses it (policy) or nobody does (future). ``choices`` are the words of the values
    of an axis that is no number (whole scenarios, dates): the point table holds their positions from 0. They are
    identifiers, for files; ``spoken`` has the same choices in words, {"en": (...), "es": (...)}, for readers. ``low``
    and ``high`` are the ends of what was sampled or listed. ``method`` is how its values came about and ``group`` the
    position of the entry of `vary` that it belongs to: axes of one group move together.
    """

    name: str
    kind: Literal["lever", "assumption", "event", "scenario"]
    role: Role
    label: Mapping[str, str]
    unit: Mapping[str, str]
    low: float
    high: float
    method: Method
    group: int
    choices: tuple[str, ...] = ()
    spoken: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def all_said(self, lang: str) -> tuple[str, ...]:
        """The choices in words of a language; the choices themselves where nothing is spoken."""
        return self.spoken.get(lang) or self.choices

    def said(self, value: float, lang: str) -> str:
        """The choice at a position from 0, in words of a language. Raises IndexError where it has no such choice."""
        return self.all_said(lang)[int(value)]


@dataclass(frozen=True)
class SweepData:
    """A finished sweep: P points over D axes, K cases (points and references, none twice), M members, T months.

    ``points`` (P, D) holds the axes' values, ``unit`` (P, D) where in its range (0-1) a sampled value lies, NaN for a
    listed one. Point p is case ``case[p]``, its reference (the same future without the policy) is case
    ``reference[p]``, or NO_REFERENCE. ``values`` holds (K, M, T) float32 by national indicator, as arrays or as
    series on disk that are read by slices of cases. ``drawn`` holds what
    each member drew, (M,) by parameter, in its unit: an assumption that is an axis is not in it. ``meta`` is what
    sweep.json says: name, seed, window, version, command, sources.
    """

    name: str
    title: Mapping[str, str]
    question: Mapping[str, str]
    axes: tuple[AxisInfo, ...]
    points: Array
    unit: Array
    case: Array
    reference: Array
    members: Array
    months: Sequence[str]
    values: Mapping[str, Any]
    drawn: Mapping[str, Array] = field(default_factory=dict)
    meta: Mapping[str, Any] = field(default_factory=dict)

    @property
    def indicators(self) -> tuple[str, ...]:
        """The national indicators that were kept, in the order of the sweep file."""
        return tuple(self.values)

    @property
    def window(self) -> str:
        """The months that findings are about: first_12, last_12 or whole."""
        return str(self.meta.get("window", "last_12"))

    @property
    def has_reference(self) -> bool:
        """Has every point a reference to be compared with?"""
        return bool(np.all(self.reference != NO_REFERENCE))

    def of_role(self, role: Role) -> list[int]:
        """Positions of the axes of a role."""
        return [position for position, axis in enumerate(self.axes) if axis.role == role]

    def monthly(self, indicator: str, *, difference: bool = False) -> Array:
        """(P, M, T) float64: the points' series, or their paired difference from their own reference.

        Raises ValueError where a difference is asked for and a point has no reference.
        """
        series = np.asarray(self.values[indicator], np.float64)
        if not difference:
            return series[self.case]
        if not self.has_reference:
            raise ValueError(f"sweep {self.name} has no reference to compare with")
        return series[self.case] - series[self.reference]
