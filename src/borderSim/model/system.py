"""What a system is: the fields that it owns, what it reads, and the flows that it proposes.

Every array has the lane axis first. See docs/architecture.md for axes, units and the shared fields.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
State = Mapping[str, Array]
Params = Mapping[str, Array]
Noise = Mapping[str, Array]
Kind = Literal["people", "value", "field"]
Part = Literal["outcomes", "oil"]
"""What a hindcast may not know of the record."""


class Exposure(Protocol):
    """What acts on the lanes during one month: levers, events and switches as monthly means.

    ``exposure[lever]`` is (L, P) float64 in the lever's unit, P by its scope (national 1, crossing 8, department 33,
    border_group 4).
    """

    @property
    def month(self) -> int:
        """Month index, 0 = 2012-01."""
        ...

    @property
    def reference(self) -> Mapping[str, Array]:
        """The recorded history without a scenario, lever -> (1, P), or (L, P) where its values are drawn."""
        ...

    def __getitem__(self, lever: str) -> Array: ...

    def event(self, name: str) -> Array:
        """(L, P): how much of a scheduled event falls in this month, 0 where none."""
        ...

    def switch(self, name: str) -> NDArray[np.bool_]:
        """(L, 1) bool: is a switch of the scenario on for the lane?"""
        ...

    def written(self, lever: str) -> NDArray[np.bool_]:
        """(L, 1) bool: has the scenario's own schedule of the lever begun? Then no link from another lever moves it."""
        ...

    def hides(self, part: Part) -> bool:
        """Is a part of the record hidden, as in a hindcast from before: outcomes of this month, oil of the next?"""
        ...


@dataclass(frozen=True)
class Field:
    """One state field: its axes after the lane axis, its unit and its kind (people, value or field)."""

    name: str
    dims: tuple[str, ...]
    unit: str
    kind: Kind
    en: str


@dataclass(frozen=True, eq=False)
class Within:
    """Municipalities in their departments: ``weight`` (L, C), its ``total`` and ``count`` of them, (L, D) and (D,)."""

    weight: Array
    total: Array
    count: Array

    def settle(self, persons: Array) -> Array:
        """Persons by department (L, D) -> by municipality (L, C), with the same total per lane."""
        by_place: Array = np.repeat(persons / self.total, self.count, axis=1)
        by_place *= self.weight
        return by_place


@dataclass(frozen=True)
class Exit:
    """People who leave a stock at a hazard per month, and where they go.

    ``hazard`` broadcasts to the stock's shape. ``via`` maps the flow (persons, the stock's shape) to an array of the
    target's shape with the same total per lane; without it the flow keeps its shape. A ``pooled`` exit forgets where
    people left from: its flow is the total (L, 1). With ``within``, ``via`` ends at departments (L, D) and the
    integrator settles all such flows of a stock in their municipalities at once.
    """

    name: str
    stock: str
    hazard: Array
    to: str
    via: Callable[[Array], Array] | None = None
    pooled: bool = False
    within: Within | None = None


@dataclass(frozen=True)
class Inflow:
    """People who enter a stock in proportion to it: ``rate`` (L, 1) per head and month, debited from a ledger."""

    name: str
    stock: str
    rate: Array
    ledger: str


@dataclass
class Flows:
    """What one system proposes for one month; it changes nothing itself."""

    values: dict[str, Array] = field(default_factory=dict)
    exits: list[Exit] = field(default_factory=list)
    inflows: list[Inflow] = field(default_factory=list)
    hazards: dict[str, Array] = field(default_factory=dict)
    notes: dict[str, Array] = field(default_factory=dict)


@dataclass(frozen=True)
class Stream:
    """A named noise stream: its axes after the member axis and its distribution (standard normal or uniform)."""

    name: str
    dims: tuple[str, ...]
    kind: Literal["normal", "uniform"]
    when: Literal["start", "step"] = "step"


@dataclass(frozen=True)
class Hazard:
    """A state-dependent event: its name and the axis of its places (() for one national place)."""

    name: str
    dims: tuple[str, ...]


FlowFunction = Callable[[State, Exposure, Params, Noise, Any], Flows]
InitialFunction = Callable[[Any, Params, Noise], dict[str, Array]]


@dataclass(frozen=True)
class System:
    """A system of the model: its contract (fields, reads, levers, parameters, noise, hazards) and its two functions."""

    name: str
    fields: tuple[Field, ...]
    reads: tuple[str, ...]
    levers: tuple[str, ...]
    parameters: tuple[str, ...]
    initial: InitialFunction
    flows: FlowFunction
    noise: tuple[Stream, ...] = ()
    hazards: tuple[Hazard, ...] = ()
    events: tuple[str, ...] = ()


def competing(hazards: list[Array]) -> tuple[Array, Array]:
    """What competing exits leave of a stock: exp(-sum of hazards), and the factor that makes a hazard its exit's share.

    The exits share 1 - exp(-sum) in proportion to their hazards, which are per month and not negative.
    """
    fewer = _sum_of(sorted(hazards, key=lambda h: h.shape[1]))
    np.negative(fewer, out=fewer)
    gone = np.expm1(fewer)
    fewer -= np.finfo(fewer.dtype).tiny  # no hazard, no share
    share = np.divide(gone, fewer, out=fewer)
    gone += 1.0
    return gone, share


def _sum_of(parts: list[Array]) -> Array:
    """Sum of arrays (L, P) or (L, 1), the narrow ones first; a new array."""
    total = parts[0].astype(np.float64)
    for part in parts[1:]:
        total = np.add(total, part, out=total if total.shape == part.shape else None)
    return total


def shares(hazards: list[Array]) -> tuple[list[Array], Array]:
    """One share (0-1) of a stock per competing exit, and the share that leaves in all."""
    stay, ratio = competing(hazards)
    return [hazard * ratio for hazard in hazards], 1.0 - stay
