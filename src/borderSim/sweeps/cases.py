"""From points to cases: every scenario that a sweep must compute, none twice, neighbours with a common past."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from borderSim.results.sweep_data import NO_REFERENCE
from borderSim.scenario import Scenario
from borderSim.scenario.sweep import Sweep
from borderSim.sweeps.design import Design, reference_of, scenario_of


@dataclass(frozen=True)
class Cases:
    """The K scenarios to compute; point p is number ``case[p]`` (P,), its reference ``reference[p]`` (P,) or -1.

    ``pasts`` is how many different warm starts they need: one for each set of assumptions.
    """

    scenarios: tuple[Scenario, ...]
    case: NDArray[np.int64]
    reference: NDArray[np.int64]
    pasts: int

    @property
    def family(self) -> int:
        """How many neighbouring cases share a warm start, where it is the same number everywhere; else 1."""
        return len(self.scenarios) // self.pasts if len(self.scenarios) % self.pasts == 0 and self.pasts > 1 else 1


def cases_of(sweep: Sweep, design: Design) -> Cases:
    """Points and their references as cases; those that share assumptions (and so a warm start) stand together."""
    numbers: dict[object, int] = {}
    found: list[Scenario] = []

    def number(scenario: Scenario | None) -> int:
        if scenario is None:
            return NO_REFERENCE
        known = numbers.setdefault(content(scenario), len(found))
        if known == len(found):
            found.append(scenario)
        return known

    case = [number(scenario_of(sweep, row, i)) for i, row in enumerate(design.values, 1)]
    reference = [number(reference_of(sweep, row, i)) for i, row in enumerate(design.values, 1)]
    order, pasts = _by_past(found)
    place = np.append(np.argsort(order), NO_REFERENCE)  # -1 stays -1
    return Cases(tuple(found[i] for i in order), place[case], place[reference], pasts)


def content(scenario: Scenario) -> tuple[object, ...]:
    """All of a scenario that its numbers depend on: not its name or its texts."""
    return (
        scenario.start,
        scenario.end,
        scenario.changes,
        scenario.events,
        repr(scenario.conditions),
        tuple(sorted(scenario.switches.items())),
        *past(scenario),
    )


def past(scenario: Scenario) -> tuple[object, ...]:
    """What a scenario's warm start depends on."""
    return (scenario.parameters, tuple(sorted(scenario.assumptions.items())))


def _by_past(scenarios: Sequence[Scenario]) -> tuple[NDArray[np.int64], int]:
    """An order in which equal pasts stand together, first come first, and how many pasts there are."""
    known: dict[object, int] = {}
    group = [known.setdefault(past(scenario), len(known)) for scenario in scenarios]
    return np.argsort(group, kind="stable"), len(known)
