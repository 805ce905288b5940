"""Which scenarios a run computes: those that were asked for, the parts of a decomposition, opposed readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from borderSim.catalogue.posterior import parameter_set
from borderSim.engine.members import draw
from borderSim.engine.noise import Noise
from borderSim.results.data import Array, Opposed
from borderSim.scenario import Scenario, side_by_side, under

STRUCTURE = "structure"
"""The system whose parameters are structural choices, 0 or 1."""


@dataclass(frozen=True)
class Lanes:
    """The scenarios of a run: ``asked`` first, then ``variants`` of the reference and ``opposed`` readings of both.

    ``names`` are the four of the decomposition, scenario and reference first; () where it is not asked for.
    """

    asked: tuple[Scenario, ...]
    variants: tuple[Scenario, ...]
    names: tuple[str, ...]
    opposed: tuple[Scenario, ...]
    readings: tuple[Opposed, ...]

    @property
    def all(self) -> tuple[Scenario, ...]:
        """Every scenario to compute, in the order of the results."""
        return (*self.asked, *self.variants, *self.opposed)


def lanes_of(scenarios: Sequence[Scenario]) -> Lanes:
    """The lanes of a run; the first scenario decides on decomposition and readings."""
    variants = decomposition(scenarios)
    opposed, readings = _opposed(scenarios)
    return Lanes(tuple(scenarios), variants[2:], tuple(s.name for s in variants), opposed, readings)


def decomposition(scenarios: Sequence[Scenario]) -> tuple[Scenario, ...]:
    """Scenario, reference, reference with demand frozen, the same without events; () where it is not asked for."""
    if len(scenarios) < 2 or not scenarios[0].decompose:
        return ()
    reference = scenarios[1]
    frozen = _switched(reference, demand_frozen=True)
    return (scenarios[0], reference, frozen, _switched(reference, demand_frozen=True, events_off=True))


def _switched(scenario: Scenario, **on: bool) -> Scenario:
    name = f"{scenario.name}/{'+'.join(on)}"
    return replace(scenario, name=name, switches={**scenario.switches, **on})


def _opposed(scenarios: Sequence[Scenario]) -> tuple[tuple[Scenario, ...], tuple[Opposed, ...]]:
    """Scenario and reference under each reading that the scenario sets side by side."""
    found: list[Scenario] = []
    readings: list[Opposed] = []
    for question, name in side_by_side(scenarios[0]) if len(scenarios) > 1 else ():
        pair = [under(scenario, question, name) for scenario in scenarios[:2]]
        found += pair
        readings.append(Opposed(question, name, pair[0].name, pair[1].name))
    return tuple(found), tuple(readings)


def structure(scenario: Scenario, noise: Noise) -> dict[str, Array]:
    """Structural choices of the members, name -> (M,) of 0 or 1; those that the scenario pins are the same in all."""
    from borderSim import catalogue

    drawn = draw(noise, scenario.assumptions, parameter_set(scenario.parameters))
    chosen = [name for name, parameter in catalogue.parameters().items() if parameter.system == STRUCTURE]
    return {name: np.asarray(drawn[name][:, 0]) for name in chosen}
