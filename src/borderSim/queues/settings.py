"""From levers, assumptions and the catalogue to the settings of both models, and what to say of a wrong one."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from borderSim import catalogue
from borderSim.catalogue.distributions import quantile, support
from borderSim.catalogue.entries import Lever, Parameter
from borderSim.errors import UserError, did_you_mean
from borderSim.model.system import Array
from borderSim.model.units import DAYS_PER_MONTH, HOURS_PER_DAY
from borderSim.queues.bridge import Post
from borderSim.queues.registration import Centre, Desk

Values = Mapping[str, float]

BRIDGE_LEVERS = ("customs_bays", "crossing_hours", "bridge_load_limit", "customs_digital")
BRIDGE_PARAMETERS = (
    "bridge_trucks_per_day",
    "inspection_share",
    "customs_service_time",
    "customs_service_cv",
    "customs_digital_effect",
    "open_days",
    "truck_payload",
    "load_limit_reference",
    "truck_peak_share",
    "truck_peak_time",
    "truck_overnight_share",
    "bay_working_time",
    "bay_repair_time",
)
REGISTRATION_LEVERS = ("biometric_capacity", "ppt_delivery_capacity")
REGISTRATION_PARAMETERS = (
    "registrations_month",
    "registration_centres",
    "appointment_no_show",
    "hard_case_share",
    "approval_hazard",
    "ppt_approval_late",
    "office_days",
    "office_hours",
    "office_occupancy",
    "office_service_cv",
    "biometric_service_time",
    "biometric_rebook_time",
    "delivery_service_time",
    "delivery_recall_time",
)
LEAST = {"customs_bays": 1.0, "crossing_hours": 1.0}
"""A post without a bay or an hour has no queue; below these bounds there is nothing to simulate."""
MOST = {"open_days": DAYS_PER_MONTH, "office_days": DAYS_PER_MONTH, "office_hours": HOURS_PER_DAY}
"""What the calendar allows."""


@dataclass(frozen=True)
class Setting:
    """One number that a model uses: its value, and what the catalogue says of it."""

    entry: Lever | Parameter
    value: float
    given: bool


def settings(levers: Sequence[str], parameters: Sequence[str], given: Mapping[str, float]) -> list[Setting]:
    """Every lever and parameter of a model at its given value, else at the catalogue's default or central value.

    Raises UserError with one line for each unknown name and each value outside its range.
    """
    entries: dict[str, Lever | Parameter] = {name: catalogue.levers()[name] for name in levers}
    entries |= {name: catalogue.parameters()[name] for name in parameters}
    unknown = [f"{name}: not used here{did_you_mean(name, entries)}" for name in given if name not in entries]
    wrong = [_wrong(entries[name], value) for name, value in given.items() if name in entries]
    if problems := [*unknown, *filter(None, wrong)]:
        raise UserError(*problems)
    return [Setting(entry, given.get(name, _usual(entry)), name in given) for name, entry in entries.items()]


def _usual(entry: Lever | Parameter) -> float:
    return entry.default if isinstance(entry, Lever) else entry.central


def _wrong(entry: Lever | Parameter, value: float) -> str | None:
    """What is wrong with a value, None when nothing is."""
    unit = "" if entry.unit == "-" else f" {entry.unit}"
    if isinstance(entry, Lever):
        low, high = max(entry.lower, LEAST.get(entry.name, entry.lower)), entry.upper
        if not low <= value <= high:
            return f"{entry.name} {value:g}: the allowed range is {low:g} to {high:g}{unit}"
        whole = entry.name != "customs_bays" or value == int(value)
        return None if whole else f"{entry.name} {value:g}: give a whole number of bays"
    low, high = support(entry)
    high = MOST.get(entry.name, high)
    above = value > low if entry.low > 0 else value >= low
    if above and value <= high and math.isfinite(value):
        return None
    start = f"{'more than' if entry.low > 0 else 'at least'} {low:g}"
    return f"{entry.name} {value:g}: allowed is {start}{f' and at most {high:g}' if math.isfinite(high) else ''}{unit}"


def replicates(found: Sequence[Setting], uniform: Mapping[str, Array] | None, count: int) -> list[Values]:
    """The values of each replicate. With ``uniform`` (name -> (count,)), parameters that were not given are drawn from
    their ranges; without, all replicates have the same values."""

    def column(setting: Setting) -> Array:
        drawn = uniform is not None and isinstance(setting.entry, Parameter) and not setting.given
        if not drawn or uniform is None:
            return np.full(count, setting.value)
        values = quantile(setting.entry, uniform[setting.entry.name])  # type: ignore[arg-type]
        return np.minimum(values, MOST.get(setting.entry.name, np.inf))

    columns = {setting.entry.name: column(setting) for setting in found}
    return [{name: float(values[r]) for name, values in columns.items()} for r in range(count)]


def post(values: Values) -> Post:
    """A cargo post from levers and parameters by name, as the monthly core combines them."""
    return Post(
        bays=int(values["customs_bays"]),
        hours=values["crossing_hours"],
        days=values["open_days"],
        trucks_per_day=values["bridge_trucks_per_day"],
        inspected=values["inspection_share"],
        service=values["customs_service_time"] * (1 - values["customs_digital_effect"] * values["customs_digital"]),
        service_cv=values["customs_service_cv"],
        payload=values["truck_payload"] * values["bridge_load_limit"] / values["load_limit_reference"],
        peak_share=values["truck_peak_share"],
        peak_time=values["truck_peak_time"],
        overnight=values["truck_overnight_share"],
        working=values["bay_working_time"],
        repair=values["bay_repair_time"],
    )


def centre(values: Values, staff: tuple[int | None, int | None], backlog: tuple[int, int]) -> Centre:
    """One average centre from the country's levers and parameters.

    ``staff`` of the centre and ``backlog`` (persons, whole country) are for biometrics and delivery.
    """
    share = 1 / values["registration_centres"]
    times = ("biometric_service_time", "biometric_rebook_time"), ("delivery_service_time", "delivery_recall_time")
    biometrics, delivery = (
        Desk(values[lever] * share, values[service], values[again], people)
        for lever, (service, again), people in zip(REGISTRATION_LEVERS, times, staff, strict=True)
    )
    return Centre(
        registrations=values["registrations_month"] * share,
        biometrics=biometrics,
        delivery=delivery,
        no_show=values["appointment_no_show"],
        hard=values["hard_case_share"],
        approval=values["approval_hazard"],
        review=values["ppt_approval_late"] * share,
        days=values["office_days"],
        hours=values["office_hours"],
        occupancy=values["office_occupancy"],
        service_cv=values["office_service_cv"],
        backlog=(round(backlog[0] * share), round(backlog[1] * share)),
    )
