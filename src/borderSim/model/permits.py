"""Permits: from no papers to a permit through a tandem queue, and back when papers lapse.

Registration, biometrics, approval, delivery; equations in docs/systems/permits.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from borderSim.model.departures import hazard
from borderSim.model.system import Array, Exit, Exposure, Field, Flows, Noise, Params, State, System

REGULAR, IN_PROCESS = 0, 1
"""Index of these statuses in ``world.migrants_2012``."""
REGISTERED, BIOMETRICS, APPROVED = range(3)


@dataclass(frozen=True)
class Served:
    """One month of the queue, persons (L, 1): who enters, who leaves each stage, and the hard cases that stay."""

    registered: Array
    biometrics: Array
    approved: Array
    delivered: Array
    hard: Array

    def backlog(self, queue: Array) -> Array:
        """Backlog (L, 3) after the month: in = served + change of backlog at every stage."""
        into = np.concatenate([self.registered, self.biometrics, self.approved], axis=1)
        out = np.concatenate([self.biometrics, self.approved, self.delivered], axis=1)
        return np.asarray(np.maximum(queue + into - out, 0.0))


def serve(backlog: Array, inflow: Array, capacity: Array) -> Array:
    """Persons served by one stage of a fluid queue in a month: min(backlog + inflow, capacity)."""
    return np.asarray(np.minimum(backlog + inflow, capacity))


def tandem(queue: Array, hard: Array, registered: Array, exposure: Exposure, params: Params) -> Served:
    """Serve the three stages for a month.

    ``queue`` (L, 3) persons registered, with biometrics, approved; ``hard`` (L, 1) hard cases among the second stage,
    which are approved at their own slow rate. Of those called to collect a permit a share does not come and stays.
    """
    waiting = [queue[:, k : k + 1] for k in range(3)]
    biometrics = serve(waiting[REGISTERED], registered, exposure["biometric_capacity"])
    hard_in = params["hard_case_share"] * biometrics
    plain = waiting[BIOMETRICS] - hard + biometrics - hard_in
    hard_done = serve(hard, hard_in, params["ppt_approval_late"])
    approved = plain * -np.expm1(-params["approval_hazard"]) + hard_done
    collecting = (waiting[APPROVED] + approved) * (1.0 - params["appointment_no_show"])
    delivered = serve(collecting, np.zeros_like(collecting), exposure["ppt_delivery_capacity"])
    delivered = np.minimum(delivered, queue.sum(axis=1, keepdims=True))  # nobody passes all stages within a month
    return Served(registered, biometrics, approved, delivered, hard + hard_in - hard_done)


def registrations(eligible: Array, settled: Array, window: Array, take_up: Array, rate: Array) -> Array:
    """Persons (L, 1) who register this month: of all who ever were eligible, a share 1 - take_up never does.

    ``settled`` persons already registered or with a permit; a closed window (0) stops registration only.
    """
    unwilling = (1.0 - take_up) * (eligible + settled)
    return np.asarray(np.maximum(eligible - unwilling, 0.0) * -np.expm1(-rate * window))


def late_entrants(late: Array, old: Array, new: Array, month: int) -> Array:
    """People without papers who entered after the cut-off date, when the date moves from ``old`` to ``new`` (month
    indices): a later date makes those eligible who entered before it, entries taken as even in time.
    """
    since = np.maximum(month - old, 1.0)
    still = np.where(new > old, np.clip((month - new) / since, 0.0, 1.0), 1.0)
    return np.asarray(late * still)


def initial(world: Any, params: Params, noise: Noise) -> dict[str, Array]:
    """The regular stock of 2012 holds papers, those in process wait at the first stage, nobody entered too late."""
    nothing = np.zeros_like(params["hard_case_share"])
    queue = np.zeros((len(nothing), 3))
    queue[:, REGISTERED] = world.migrants_2012[IN_PROCESS]
    return {
        "queue": queue,
        "permits_delivered": nothing.copy(),
        "permit_holders": params["permit_holders_2012"] * world.migrants_2012[REGULAR],
        "earlier_permits": nothing.copy(),
        "renewing": nothing.copy(),
        "hard_cases": nothing.copy(),
        "late_entrants": nothing.copy(),
        "cutoff_in_force": nothing.copy(),
        "documented_share": 1.0 - params["share_undocumented_arrivals"],
    }


def flows(state: State, exposure: Exposure, params: Params, noise: Noise, world: Any) -> Flows:
    """Exits between statuses and the next month's queue."""
    stocks = {name: state[name].sum(axis=1, keepdims=True) for name in ("regular", "in_process", "irregular", "asylum")}
    holders = np.minimum(state["permit_holders"], stocks["regular"])
    earlier, renewing = _earlier(state, holders, exposure, params)
    queue, hard = _queue(state, stocks["in_process"] + renewing)
    late = np.minimum(_late(state, exposure), stocks["irregular"])
    registered = _registered(stocks, holders, late, state, exposure, params)
    again = earlier * -np.expm1(-params["registration_hazard"] * exposure["regularisation_window"])
    served = tandem(queue, hard, registered + again, exposure, params)
    waiting = stocks["in_process"] + renewing
    share = np.divide(stocks["in_process"], waiting, out=np.ones_like(waiting), where=waiting > 0)
    first = served.delivered * share
    loss = np.where(exposure.month < params["statute_start"], params["permit_loss"], params["statute_permit_loss"])
    lost = holders * -np.expm1(-loss)
    lapsed = lost + (stocks["regular"] - holders) * -np.expm1(-1.0 / params["entry_stay"])
    granted = stocks["asylum"] * -np.expm1(-params["asylum_granted"])
    stay = 1.0 - _leaving_share(state, stocks)
    values = {
        "queue": served.backlog(queue),
        "permits_delivered": state["permits_delivered"] + served.delivered,
        "permit_holders": (holders - lost) * stay + first + granted,
        "earlier_permits": (earlier - again) * np.exp(-loss) * stay,
        "renewing": np.maximum(renewing + again - (served.delivered - first), 0.0) * stay,
        "hard_cases": served.hard,
        "late_entrants": late * stay + _late_arrivals(state, exposure),
        "cutoff_in_force": np.broadcast_to(exposure["regularisation_cutoff"], late.shape).copy(),
        "documented_share": _documented(state, exposure, params),
    }
    exits = _exits(stocks, registered, first, lapsed, params)
    return Flows(values=values, exits=exits, notes={"permits_month": served.delivered})


def _exits(stocks: dict[str, Array], registered: Array, delivered: Array, lapsed: Array, params: Params) -> list[Exit]:
    return [
        Exit("registered", "irregular", hazard(registered, stocks["irregular"]), "in_process"),
        Exit("delivered", "in_process", hazard(delivered, stocks["in_process"]), "regular"),
        Exit("lapsed", "regular", hazard(lapsed, stocks["regular"]), "irregular"),
        Exit("granted", "asylum", params["asylum_granted"], "regular"),
        Exit("dropped", "asylum", params["asylum_dropped"], "irregular"),
    ]


def _earlier(state: State, holders: Array, exposure: Exposure, params: Params) -> tuple[Array, Array]:
    """Holders of earlier permits (L, 1) who have yet to register for the statute's permit, and those in its queue.

    All permits held when the statute starts are earlier ones; their holders stay regular while they wait.
    """
    started = exposure.month == params["statute_start"]
    earlier = np.where(started, holders, np.minimum(state["earlier_permits"], holders))
    return earlier, np.minimum(state["renewing"], holders - earlier)


def _queue(state: State, in_process: Array) -> tuple[Array, Array]:
    """The queue and its hard cases, scaled to the people in it (some left the country since)."""
    queue = state["queue"]
    total = queue.sum(axis=1, keepdims=True)
    first = np.zeros_like(queue)
    first[:, REGISTERED] = 1.0
    scaled = np.divide(queue, total, out=first, where=total > 0) * in_process
    ratio = np.divide(in_process, total, out=np.zeros_like(total), where=total > 0)
    return scaled, np.minimum(state["hard_cases"] * ratio, scaled[:, BIOMETRICS : BIOMETRICS + 1])


def _registered(
    stocks: dict[str, Array], holders: Array, late: Array, state: State, exposure: Exposure, params: Params
) -> Array:
    """Who registers: the eligible without papers, fewer where identity documents are missing.

    The counted take-up holds where the share with documents is ``registration_papers_reference``.
    """
    papers = 1.0 - (1.0 - state["documented_share"]) * (1.0 - exposure["document_waiver"])
    lost = params["registration_document_effect"]
    usual = 1.0 - lost * (1.0 - params["registration_papers_reference"])
    take_up = np.minimum(params["take_up_registration"] * (1.0 - lost * (1.0 - papers)) / usual, 1.0)
    eligible = stocks["irregular"] - late
    window, rate = exposure["regularisation_window"], params["registration_hazard"]
    return registrations(eligible, stocks["in_process"] + holders, window, take_up, rate)


def _late(state: State, exposure: Exposure) -> Array:
    new = exposure["regularisation_cutoff"]
    return late_entrants(state["late_entrants"], state["cutoff_in_force"], new, exposure.month)


def _late_arrivals(state: State, exposure: Exposure) -> Array:
    """Last month's arrivals without papers, in the part of the month after the cut-off."""
    after = np.clip(exposure.month + 1.0 - exposure["regularisation_cutoff"], 0.0, 1.0)
    return np.asarray(state["arrivals"] * (1.0 - state["documented_share"]) * after)


def _leaving_share(state: State, stocks: dict[str, Array]) -> Array:
    """Share of Venezuelans in Colombia who left last month."""
    total = stocks["regular"] + stocks["in_process"] + stocks["irregular"] + stocks["asylum"]
    left = state["returns"] + state["onward"]
    share = np.divide(left, total, out=np.zeros_like(total), where=total > 0)
    return np.asarray(np.clip(share, 0.0, 1.0))


def _documented(state: State, exposure: Exposure, params: Params) -> Array:
    """Share of arrivals who hold papers: relaxes to what consular services provide."""
    without = params["share_undocumented_arrivals"] * np.exp(-params["document_gain"] * exposure["consular_ve_in_co"])
    share = state["documented_share"]
    return np.asarray(share + (1.0 - without - share) * -np.expm1(-1.0 / params["document_time"]))


def _value(name: str, dims: tuple[str, ...], unit: str, en: str) -> Field:
    return Field(name, dims, unit, "value", en)


SYSTEM = System(
    name="permits",
    fields=(
        _value("queue", ("stage",), "persons", "in process and renewing, by stage: registered, biometrics, approved"),
        _value("permits_delivered", (), "permits", "permits delivered since 2012"),
        _value("permit_holders", (), "persons", "people of the regular stock whose papers outlast an entry stamp"),
        _value("earlier_permits", (), "persons", "holders of earlier permits yet to register for the statute's"),
        _value("renewing", (), "persons", "holders of earlier permits in the queue for the statute's"),
        _value("hard_cases", (), "persons", "hard cases that wait for approval"),
        _value("late_entrants", (), "persons", "people without papers who entered after the cut-off date"),
        _value("cutoff_in_force", (), "month index", "cut-off date of last month"),
        _value("documented_share", (), "0-1", "share of arrivals who hold papers"),
    ),
    reads=("regular", "in_process", "irregular", "asylum", "arrivals", "returns", "onward"),
    levers=(
        "regularisation_window", "regularisation_cutoff", "ppt_delivery_capacity", "biometric_capacity",
        "consular_ve_in_co", "document_waiver",
    ),
    parameters=(
        "appointment_no_show", "approval_hazard", "asylum_dropped", "asylum_granted", "document_gain",
        "document_time", "entry_stay", "hard_case_share", "permit_holders_2012", "permit_loss", "ppt_approval_late",
        "registration_document_effect", "registration_hazard", "registration_papers_reference",
        "share_undocumented_arrivals", "statute_permit_loss", "statute_start", "take_up_registration",
    ),
    initial=initial,
    flows=flows,
)  # fmt: skip
