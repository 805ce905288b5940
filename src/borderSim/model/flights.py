"""Flights between the two countries: what is agreed, less what sanctions on a carrier ground. docs/systems/trade.md."""

from __future__ import annotations

from borderSim.model.kernels import Levers, relax
from borderSim.model.system import Array, Exposure, Params, State


def able(levers: Levers, params: Params) -> Array:
    """(L, 1) share of the agreed flights that can fly, 0-1: sanctions ground the Venezuelan carrier's part."""
    return 1 - params["flights_carrier_share"] * levers["sanctions_intensity"]


def next_flights(state: State, levers: Levers, exposure: Exposure, params: Params) -> Array:
    """(L, 1) flights a week next month, an index of supply: the lever, moved by sanctions that differ from the record.

    In the first month they are what the lever says. ``levers`` hold the sanctions in force.
    """
    target = exposure["flights_per_week"] * able(levers, params) / able(exposure.reference, params)
    return target if exposure.month == 0 else relax(state["flights"], target, params["flights_adjust_time"])


PARAMETERS = ("flights_carrier_share", "flights_adjust_time")
