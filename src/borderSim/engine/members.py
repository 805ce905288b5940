"""Members: one draw of every uncertain parameter each, from the member's id and the seed alone."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from borderSim import catalogue
from borderSim.catalogue.distributions import quantile
from borderSim.engine.noise import Noise
from borderSim.scenario import Pin, Range

Array = NDArray[np.float64]
Assumptions = Mapping[str, Pin | Range]


def draw(noise: Noise, assumptions: Assumptions) -> dict[str, Array]:
    """Parameter values, name -> (M, 1), each in its unit of the parameter table.

    A pinned assumption takes its value in every member, a re-ranged one its own distribution; both keep the member's
    uniform, so all other parameters stay as they are.
    """
    return {name: _values(name, noise, assumptions)[:, None] for name in catalogue.parameters()}


def _values(name: str, noise: Noise, assumptions: Assumptions) -> Array:
    parameter = catalogue.parameters()[name]
    assumption = assumptions.get(name)
    if isinstance(assumption, Pin):
        return np.full(len(noise.members), assumption.value)
    if isinstance(assumption, Range):
        parameter = assumption.of(parameter)
    return np.asarray(quantile(parameter, noise.member_uniform(f"parameter:{name}")), np.float64)
