"""Facts that are about one equation: the model's own functions alone, with the members' parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace

import numpy as np
from numpy.typing import NDArray

from borderSim.model import economy, hosting, violence
from borderSim.model.system import Array, Params
from borderSim.model.units import MILLION

YEAR = 12
"""Months."""


@dataclass(frozen=True)
class Quiet:
    """An exposure in which nothing but ``levers`` acts: no event, no switch, and no schedule of a scenario."""

    month: int
    levers: Mapping[str, Array]
    reference: Mapping[str, Array] = field(default_factory=dict)

    def __getitem__(self, lever: str) -> Array:
        return self.levers[lever]

    def event(self, _: str) -> Array:
        """No event falls in this month, (1, 1)."""
        return np.zeros((1, 1))

    def hides(self, _: str) -> bool:
        """Nothing of the record is hidden."""
        return False

    def switch(self, _: str) -> NDArray[np.bool_]:
        """No switch is on, (1, 1)."""
        return np.zeros((1, 1), bool)

    def written(self, _: str) -> NDArray[np.bool_]:
        """No schedule has begun, (1, 1)."""
        return np.zeros((1, 1), bool)


def leaders_in_a_vacuum(params: Params, present: float) -> Array:
    """(M,) leaders killed with a full vacuum over none, the state being ``present`` (0-1) everywhere, ratio."""
    members = len(params["vacuum_leader_effect"])
    world = SimpleNamespace(n_co=1)
    nothing = Quiet(0, {"leader_protection": np.zeros((1, 1))})
    killed = []
    for vacuum in (1.0, 0.0):
        state = {"vacuum": np.full((members, 1), vacuum), "state_presence": np.full((members, 1), present)}
        killed.append(violence.leaders(np.ones((members, 1)), state, nothing, params, world)[:, 0])
    return np.asarray(killed[0] / killed[1])


def gdp_growth(params: Params, rise: float) -> Array:
    """(M,) by how much a year's mean GDP is higher when oil revenue is ``rise`` higher from its start on, percent.

    Against the same year without it (economy.gdp_step), so that trend, noise and starting point drop out.
    """
    none = np.zeros((len(params["gdp_trend_growth"]), 1))
    higher = none + np.log1p(rise)
    levels = []
    for revenue in (higher, none):
        gdp, before, year = none, none, []
        for month in range(YEAR):
            gdp = economy.gdp_step(gdp, revenue, before, month, params)
            before = revenue
            year.append(np.exp(gdp))
        levels.append(np.mean(year, axis=0)[:, 0])
    return np.asarray(100 * (levels[0] / levels[1] - 1))


def native_jobs_per_doubling(params: Params) -> Array:
    """(M,) percent of formal employment of Colombians when people with papers double from before the statute."""
    doubled = 2 * params["native_jobs_reference"] * MILLION
    return hosting.native_jobs_effect(doubled, params)[:, 0]
