"""Permits: from no papers to a permit through a tandem queue, and back when papers lapse.

Registration, biometrics, approval, delivery, the end of a permit's term; equations in docs/systems/permits.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from borderSim.model import permit_terms, sums
from borderSim.model.asylum import fear_factor
from borderSim.model.backlog import serve, wait
from borderSim.model.departures import hazard
from borderSim.model.permit_terms import Held
from borderSim.model.population import STATUSES
from borderSim.model.system import Array, Exit, Exposure, Field, Flows, Noise, Params, State, System

REGULAR, IN_PROCESS = STATUSES.index("regular"), STATUSES.index("in_process")
"""Index of these statuses in ``world.migrants_2012``."""
REGISTERED, BIOMETRICS, APPROVED = range(3)


@dataclass(frozen=True)
class Served:
    """One month of the queue, persons (L, 1): who enters, who leaves each stage, and the hard cases that stay.

    ``plain`` are those of the approved that are no hard cases.
    """

    registered: Array
    biometrics: Array
    plain: Array
    approved: Array
    delivered: Array
    hard: Array

    def backlog(self, queue: Array) -> Array:
        """Backlog (L, 3) after the month: in = served + change of backlog at every stage."""
        into = np.concatenate([self.registered, self.biometrics, self.approved], axis=1)
        out = np.concatenate([self.biometrics, self.approved, self.delivered], axis=1)
        return np.asarray(np.maximum(queue + into - out, 0.0))


def tandem(queue: Array, hard: Array, registered: Array, exposure: Exposure, params: Params) -> Served:
    """Serve the three stages for a month (eq. 3 to 5).

    ``queue`` (L, 3) persons registered, with biometrics, approved; ``hard`` (L, 1) hard cases among the second stage,
    which are approved at their own slow rate. Of those called to collect a permit a share does not come and stays.
    """
    waiting = [queue[:, k : k + 1] for k in range(3)]
    biometrics = serve(waiting[REGISTERED], registered, exposure["biometric_capacity"])
    hard_in = params["hard_case_share"] * biometrics
    hard_done = serve(hard, hard_in, params["ppt_approval_late"])
    plain = (waiting[BIOMETRICS] - hard + biometrics - hard_in) * -np.expm1(-params["approval_hazard"])
    approved = plain + hard_done
    collecting = (waiting[APPROVED] + approved) * (1.0 - params["appointment_no_show"])
    delivered = serve(collecting, np.zeros_like(collecting), exposure["ppt_delivery_capacity"])
    delivered = np.minimum(delivered, queue.sum(axis=1, keepdims=True))  # nobody passes all stages within a month
    return Served(registered, biometrics, plain, approved, delivered, hard + hard_in - hard_done)


def registrations(eligible: Array, settled: Array, window: Array, take_up: Array, rate: Array) -> Array:
    """Persons (L, 1) who register this month (eq. 2): of all who ever were eligible, a share 1 - take_up never does.

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


def median_wait(queue: Array, served: Served, limit: Array) -> Array:
    """Median months (L, 1) from registration to a permit, for most cases, at this month's service (eq. 6).

    Little's law for the two stages served in order; approval has no order, so its median is ln 2 of its mean. Hard
    cases wait longer. ``queue`` (L, 3) after the month; a stage that nobody serves counts ``limit``: that or more.
    """
    hard = np.minimum(served.hard, queue[:, 1:2])
    stages = [
        wait(queue[:, :1], served.biometrics, limit),
        np.log(2.0) * wait(queue[:, 1:2] - hard, served.plain, limit),
        wait(queue[:, 2:], served.delivered, limit),
    ]
    return np.minimum(np.add.reduce(stages), limit)


def initial(world: Any, params: Params, noise: Noise) -> dict[str, Array]:
    """The regular stock of 2012 holds papers, those in process wait at the first stage, nobody entered too late."""
    nothing = np.zeros_like(params["hard_case_share"])
    queue = np.zeros((len(nothing), 3))
    queue[:, REGISTERED] = world.migrants_2012[IN_PROCESS]
    empty = ("permits_delivered", "earlier_permits", "renewing", "overdue", "hard_cases", "late_entrants")
    return {name: nothing.copy() for name in (*empty, "cutoff_in_force")} | {
        "queue": queue,
        "permit_holders": params["permit_holders_2012"] * world.migrants_2012[REGULAR],
        "permit_terms": np.zeros((len(nothing), permit_terms.LONGEST)),
    }


def flows(state: State, exposure: Exposure, params: Params, noise: Noise, world: Any) -> Flows:
    """Exits between statuses and the next month's queue."""
    stocks = {name: sums.total(state[name], world) for name in STATUSES}
    held = _held(state, stocks["regular"], exposure, params)
    asking, unasked = permit_terms.asking(held, params)
    again = held.earlier * -np.expm1(-params["registration_hazard"] * exposure["regularisation_window"])
    late = np.minimum(_late(state, exposure), stocks["irregular"])
    registered = _registered(stocks, held.holders, late, state, exposure, params)
    queue, hard = _queue(state, stocks["in_process"] + held.renewing)
    served = tandem(queue, hard, registered + again + asking, exposure, params)
    first, renewed = _delivered(served.delivered, stocks["in_process"], held.renewing)
    expired, waiting = permit_terms.overdue(held, _share(renewed, held.renewing), params)
    month = Month(held, registered, again, asking, unasked + expired, expired, waiting, first, renewed)
    stay = 1.0 - _leaving_share(state, stocks)
    values = _next_permits(month, state, exposure, params, stay) | {
        "queue": served.backlog(queue),
        "permits_delivered": state["permits_delivered"] + served.delivered,
        "hard_cases": served.hard,
        "late_entrants": late * stay + _late_arrivals(state, exposure),
        "cutoff_in_force": exposure["regularisation_cutoff"] + np.zeros_like(late),
    }
    return Flows(values=values, exits=_exits(month, stocks, params), notes=_notes(served, values["queue"], params))


@dataclass(frozen=True)
class Month:
    """One month of permits, persons (L, 1): ``registered`` for the first time, holders of earlier permits who register
    ``again``, ``asking`` for renewal, whose term ``ended`` without a new permit (of these, ``expired`` in the queue),
    who go on ``waiting`` without a valid one, who get their ``first`` permit, and ``renewed``.
    """

    held: Held
    registered: Array
    again: Array
    asking: Array
    ended: Array
    expired: Array
    waiting: Array
    first: Array
    renewed: Array


def _next_permits(month: Month, state: State, exposure: Exposure, params: Params, stay: Array) -> dict[str, Array]:
    """Who holds a permit, renews it, and when it ends, after the month. Some permits are lost early, people leave."""
    held, kept = month.held, np.exp(-params["permit_loss"]) * stay
    holders = (held.holders - month.ended) * kept + month.first + state["recognised"]
    new = month.first + month.renewed * kept
    ends = permit_terms.next_ends(held, new, exposure["permit_validity"], kept)
    queueing = held.renewing - month.renewed - month.expired
    return {
        "permit_holders": holders,
        "earlier_permits": (held.earlier - month.again) * kept,
        "renewing": (np.maximum(queueing, 0.0) + month.again + month.asking) * kept,
        "overdue": (month.waiting + month.asking) * kept,
        "permit_terms": _share(ends, holders),
    }


def _exits(month: Month, stocks: dict[str, Array], params: Params) -> list[Exit]:
    """Registration, delivery, and the loss of papers: permits and the entry stamps of the other regular people."""
    lost = (month.held.holders - month.ended) * -np.expm1(-params["permit_loss"])
    stamps = (stocks["regular"] - month.held.holders) * -np.expm1(-1.0 / params["entry_stay"])
    lapsed = month.ended + lost + stamps
    return [
        Exit("registered", "irregular", hazard(month.registered, stocks["irregular"]), "in_process"),
        Exit("delivered", "in_process", hazard(month.first, stocks["in_process"]), "regular"),
        Exit("lapsed", "regular", hazard(lapsed, stocks["regular"]), "irregular"),
    ]


def _notes(served: Served, queue: Array, params: Params) -> dict[str, Array]:
    """Quantities that are only recorded."""
    return {
        "permits_month": served.delivered,
        "permit_wait": median_wait(queue, served, params["wait_limit"]),
        "hard_cases_share": _share(served.hard, queue.sum(axis=1, keepdims=True)),
    }


def _delivered(permits: Array, in_process: Array, renewing: Array) -> tuple[Array, Array]:
    """Permits (L, 1) for people without one and renewals: in proportion to who waits."""
    first = permits * _share(in_process, in_process + renewing)
    return first, np.minimum(permits - first, renewing)


def _share(part: Array, whole: Array) -> Array:
    """part / whole, 0 where there is nothing; shapes (L, n) and (L, 1)."""
    some = np.broadcast_to(whole > 0, part.shape)
    return np.divide(part, whole, out=np.zeros_like(part), where=some)


def _held(state: State, regular: Array, exposure: Exposure, params: Params) -> Held:
    """Permits held at the start of the month. When the statute starts all of them become earlier ones: their holders
    have yet to register for the statute's, and stay regular without an end in sight.
    """
    started = exposure.month == params["statute_start"]
    holders = np.minimum(state["permit_holders"], regular)
    earlier = np.where(started, holders, np.minimum(state["earlier_permits"], holders))
    renewing = np.minimum(state["renewing"], holders - earlier)
    ends = np.where(started, 0.0, state["permit_terms"] * holders)
    ahead = ends.sum(axis=1, keepdims=True)
    ends = ends * np.minimum(_share(holders - earlier - renewing, ahead), 1.0)  # the others have no end ahead
    return Held(holders, earlier, renewing, np.minimum(state["overdue"], renewing), ends)


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

    The counted take-up holds where the share with documents is ``registration_papers_reference``. Fear of being found
    keeps a few away, or not.
    """
    papers = 1.0 - (1.0 - state["documented_share"]) * (1.0 - exposure["document_waiver"])
    lost = params["registration_document_effect"]
    usual = 1.0 - lost * (1.0 - params["registration_papers_reference"])
    unafraid = fear_factor(state["asylum_fear"], params["asylum_fear_registration"])
    take_up = np.minimum(params["take_up_registration"] * (1.0 - lost * (1.0 - papers)) / usual * unafraid, 1.0)
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


def _value(name: str, dims: tuple[str, ...], unit: str, en: str) -> Field:
    return Field(name, dims, unit, "value", en)


SYSTEM = System(
    name="permits",
    fields=(
        _value("queue", ("stage",), "persons", "in process and renewing, by stage: registered, biometrics, approved"),
        _value("permits_delivered", (), "permits", "permits delivered since 2012"),
        _value("permit_holders", (), "persons", "people of the regular stock whose papers outlast an entry stamp"),
        _value("earlier_permits", (), "persons", "holders of earlier permits yet to register for the statute's"),
        _value("renewing", (), "persons", "holders in the queue for a new permit"),
        _value("overdue", (), "persons", "of those in the queue for a new permit, whose old one ran out"),
        _value("permit_terms", ("ahead120",), "share", "permit holders by the month in which their permit ends"),
        _value("hard_cases", (), "persons", "hard cases that wait for approval"),
        _value("late_entrants", (), "persons", "people without papers who entered after the cut-off date"),
        _value("cutoff_in_force", (), "month index", "cut-off date of last month"),
    ),
    reads=(*STATUSES, "arrivals", "returns", "onward", "documented_share", "asylum_fear", "recognised"),
    levers=(
        "regularisation_window", "regularisation_cutoff", "ppt_delivery_capacity", "biometric_capacity",
        "permit_validity", "document_waiver",
    ),
    parameters=(
        "appointment_no_show", "approval_hazard", "asylum_fear_registration", "entry_stay", "hard_case_share",
        "permit_holders_2012", "permit_loss", "permit_renewal", "ppt_approval_late", "registration_document_effect",
        "registration_hazard", "registration_papers_reference", "renewal_grace", "statute_start",
        "take_up_registration", "wait_limit",
    ),
    initial=initial,
    flows=flows,
)  # fmt: skip
