"""Population: the stocks of people, which the integrator alone changes, and natural change.

Venezuelans abroad outside Colombia and the ledger of births and deaths close the book: the sum of all stocks is
constant.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from borderSim.model.system import Array, Exposure, Field, Flows, Inflow, Noise, Params, State, System
from borderSim.model.units import MILLION, MONTHS_A_YEAR

STATUSES = ("regular", "in_process", "irregular", "asylum")
REALISED = ("arrivals", "returns", "onward", "emigrated", "reverse", "deported", "returns_abroad")
PEOPLE = ("residents", "residents_ve", *STATUSES, "displaced", "refuge", "abroad", "natural")


def initial(world: Any, params: Params, noise: Noise) -> dict[str, Array]:
    """Residents of both countries and Venezuelans in Colombia at 2012-01, persons (tables of ``world``)."""
    lanes = len(params["natural_growth_co"])
    nobody = np.zeros((lanes, world.n_co))
    here, there = np.split(world.residents_2012, [world.n_co])
    by_state = np.add.reduceat(there, world.state_start)
    stocks = {s: nobody + n * world.migrant_weight_2012 for s, n in zip(STATUSES, world.migrants_2012, strict=True)}
    scalar = np.zeros((lanes, 1))
    return {
        "residents": nobody + here,
        "residents_ve": params["ve_population"] * MILLION * (by_state / by_state.sum()),
        **stocks,
        "displaced": nobody.copy(),
        "refuge": nobody.copy(),
        "abroad": params["abroad_2012"] * MILLION,
        "natural": scalar.copy(),
        **{name: scalar.copy() for name in REALISED},
    }


def flows(state: State, exposure: Exposure, params: Params, noise: Noise, world: Any) -> Flows:
    """Natural change of residents: births minus deaths at a constant yearly rate per country."""
    growth = {"residents": params["natural_growth_co"], "residents_ve": params["natural_growth_ve"]}
    inflows = [Inflow("natural_change", stock, rate / MONTHS_A_YEAR, "natural") for stock, rate in growth.items()]
    return Flows(inflows=inflows)


def _people(name: str, dims: tuple[str, ...], en: str) -> Field:
    return Field(name, dims, "persons", "people", en)


SYSTEM = System(
    name="population",
    fields=(
        _people("residents", ("co_place",), "residents of Colombia who are not Venezuelan migrants"),
        _people("residents_ve", ("state",), "residents of Venezuela"),
        *(_people(s, ("co_place",), f"Venezuelans in Colombia, {s.replace('_', ' ')}") for s in STATUSES),
        _people("displaced", ("co_place",), "displaced inside Colombia, by place of origin"),
        _people("refuge", ("co_place",), "refuge across the line, by place of origin"),
        _people("abroad", (), "Venezuelans in other countries"),
        _people("natural", (), "ledger of births minus deaths"),
        *(Field(name, (), "persons/month", "value", f"{name.replace('_', ' ')} of last month") for name in REALISED),
    ),
    reads=(),
    levers=(),
    parameters=("natural_growth_co", "natural_growth_ve", "ve_population", "abroad_2012"),
    initial=initial,
    flows=flows,
)
