"""One function per fact, found by the fact's key."""

from __future__ import annotations

from collections.abc import Callable

from borderSim.model.system import Array
from borderSim.validation.runs import Runs

Value = Callable[[Runs], Array]
"""From all runs to one value per member (M,) in the fact's unit, or (1,) for a number over all members."""
VALUES: dict[str, Value] = {}


def fact(key: str) -> Callable[[Value], Value]:
    """Keep a function as the value of the fact ``key``, id or id.part of facts.csv."""

    def keep(value: Value) -> Value:
        VALUES[key] = value
        return value

    return keep


def percent(later: Array, before: Array | float) -> Array:
    """Change in percent."""
    return 100 * (later / before - 1)
