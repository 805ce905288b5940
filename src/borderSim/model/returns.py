"""Who comes back: from Colombia to Venezuela, and from other countries to Venezuela or to Colombia.

Equations in docs/systems/migration.md, eq. 5. Returns by choice are kept apart from those that restrictions,
deportation flights or the end of a protection impose.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from borderSim.model import departures
from borderSim.model.departures import hazard
from borderSim.model.destinations import Destinations
from borderSim.model.migration_month import Month
from borderSim.model.population import STATUSES
from borderSim.model.system import Array, Exit
from borderSim.model.units import DAYS_PER_MONTH, DAYS_PER_WEEK

WEEKS_PER_MONTH = DAYS_PER_MONTH / DAYS_PER_WEEK


def hazards(month: Month) -> tuple[Array, Array]:
    """Hazards per month (L, 1) of return from Colombia: by choice, and imposed by a pandemic's restrictions."""
    return _voluntary(month), _forced(month)


def exits(month: Month, where: Destinations, returning: tuple[Array, Array]) -> list[Exit]:
    """All exits from Colombia to Venezuela (its two ``hazards``) and from other countries; (L, 1) per month."""
    home, back = _home(month), returning[0] + returning[1]
    returns = [Exit("returns", status, back, "residents_ve", home, pooled=True) for status in STATUSES]
    anywhere = partial(where.scatter, departments=np.ones_like(month.line.at_line))
    abroad = month.state["abroad"]
    return [
        *returns,
        Exit("deported", "abroad", hazard(_deported(month), abroad), "residents_ve", home, True),
        Exit("returns_abroad", "abroad", _unprotected(month), "residents_ve", home, True),
        Exit("received", "abroad", hazard(_received(month), abroad), "irregular", anywhere, True, where.within),
        Exit("reverse", "abroad", hazard(_reverse(month), abroad), "irregular", anywhere, True, where.within),
    ]


def notes(month: Month, returning: tuple[Array, Array]) -> dict[str, Array]:
    """Share of returns from Colombia that restrictions impose (0-1), and air travellers (persons/month), (L, 1)."""
    voluntary, forced = returning
    travellers = month.state["flights"] * WEEKS_PER_MONTH * month.params["passengers_per_flight"]
    return {"forced_return_share": forced / (forced + voluntary), "air_travellers": travellers}


def _voluntary(month: Month) -> Array:
    """Hazard (L, 1) of return by choice, with assisted return."""
    params, state = month.params, month.state
    flights = np.log1p(state["flights"]) - np.log1p(params["flights_reference"])
    ease = params["return_document_gain"] * month.exposure["consular_ve_in_co"]
    ease = ease + params["return_flight_gain"] * flights + params["social_spending_return"] * state["social_spending"]
    chosen = departures.back(
        params["return_hazard_base"],
        params["return_elasticity_ve_growth"] * state["gdp_growth"],
        ease,
        1.0 + (params["return_settlement_multiplier"] - 1.0) * state["settlement"],
    )
    assisted = params["return_assistance_use"] * month.exposure["return_assistance"]
    return np.asarray(chosen + hazard(assisted, month.total))


def _forced(month: Month) -> Array:
    """Hazard (L, 1) of return because a pandemic's restrictions take work and shelter away."""
    return month.params["return_hazard_covid"] * month.exposure.event("pandemic")


def _deported(month: Month) -> Array:
    """Persons (L, 1) whom deportation flights bring to Venezuela this month: those that Caracas takes."""
    flights = month.exposure["deportation_flights"] * month.state["flight_acceptance"]
    return flights * WEEKS_PER_MONTH * month.params["deportees_per_flight"]


def _received(month: Month) -> Array:
    """Deported Venezuelans (L, 1), persons, whom Colombia receives; tension with the US makes it refuse some."""
    refused = month.params["deportee_tension_refusal"] * month.exposure["us_co_tension"]
    return month.exposure["colombia_accepts_deportees"] * (1.0 - refused)


def _unprotected(month: Month) -> Array:
    """Hazard (L, 1) of return to Venezuela of all abroad, through those who lost protection in the US."""
    params = month.params
    return params["protected_share"] * params["protection_return_hazard"] * month.state["protection_ended"]


def _reverse(month: Month) -> Array:
    """Persons (L, 1) who come south to Colombia: the route north is known but controlled, protection has ended."""
    params, state = month.params, month.state
    above = month.exposure["darien_enforcement"] - params["reverse_threshold"]
    south = params["reverse_flow_2025"] * np.clip(above / (1.0 - params["reverse_threshold"]), 0.0, 1.0)
    ended = params["protection_reverse_effect"] * (state["protection_ended"] - params["protection_reference"])
    return np.asarray(south * state["northern_route"] * (1.0 + ended))


def _home(month: Month) -> Callable[[Array], Array]:
    """Returns (L, 1) go to the states (L, O) by their share of the residents of 2012."""
    return lambda flow: flow * month.line.home
