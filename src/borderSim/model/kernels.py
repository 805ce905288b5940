"""Small kernels that systems share: levers as links and events leave them, exact relaxation, a persistent deviation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from .system import Array


class Levers(Protocol):
    """Lever values by name, (L, P): the scenario's exposure or the recorded history."""

    def __getitem__(self, lever: str, /) -> Array: ...


@dataclass(frozen=True)
class Acting:
    """The levers, some of them (``changed``, name -> (L, P)) as a link or an event leaves them."""

    levers: Levers
    changed: Mapping[str, Array]

    def __getitem__(self, lever: str) -> Array:
        return self.changed[lever] if lever in self.changed else self.levers[lever]


def eased(levers: Levers, relief: Array) -> Acting:
    """The levers with the sanctions that stay in force; ``relief`` (L, 1) 0-1 is the share that a settlement lifted."""
    return Acting(levers, {"sanctions_intensity": levers["sanctions_intensity"] * (1 - relief)})


def relax(value: Array, target: Array, months: Array) -> Array:
    """The value one month later when it relaxes to ``target`` with e-fold time ``months`` (exact)."""
    return target + (value - target) * np.exp(-1 / months)


def persistent(value: Array, draw: Array, sd: Array, persistence: Array) -> Array:
    """(L, 1) an AR(1) deviation one month later; ``sd`` is its stationary standard deviation."""
    return persistence * value + sd * np.sqrt(1 - persistence**2) * draw
