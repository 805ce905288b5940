"""The month's passages over the line: openness, costs, and the choice between posts, informal paths and waiting."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from borderSim.model import crossings
from borderSim.model.crossings import Choice, SameDay, Scales
from borderSim.model.lanes import once_a_batch
from borderSim.model.migration_month import Line, Month
from borderSim.model.system import Array, Params
from borderSim.model.trade_costs import ROUTES
from borderSim.model.units import DAYS_PER_MONTH

SEA = ROUTES.index("sea")
"""Index of the sea among the routes of trade; those before it cross the land border."""


@dataclass(frozen=True)
class Costs:
    """USD per passage before travel: ``post`` (L, K); informally at each ``segment`` (L, S) and ``beside`` a post."""

    post: Array
    segment: Array
    beside: Array


def openness(month: Month) -> Array:
    """Share of the month (L, K) that each post is open: lever x (1 - endogenous closure); 0 without hours or room."""
    lever, closed = month.exposure["border_open_people"], month.state["closure"]
    return np.asarray(lever * (1.0 - closed) * (_capacity(month) > 0))


def costs(month: Month) -> Costs:
    """USD per passage as travellers know it: fees and queues of last month."""
    params, exposure, state, world = month.params, month.exposure, month.state, month.world
    post = crossings.formal_cost(
        params["formal_bribe"], exposure["crossing_integrity"], params["crossing_value_of_time"], state["queue_hours"],
        exposure["crossing_hours"],
    )  # fmt: skip
    fees = _fees(month, state["closed_share"])
    danger = _danger(month)
    segment = np.take(fees, month.line.gate, axis=1) + np.take(danger, world.segment_department, axis=1)
    return Costs(post, segment, fees + np.take(danger, world.crossing_department, axis=1))


def _fees(month: Month, closed: Array) -> Array:
    """USD (L, K) for an informal passage near each post, given the closed share of the post."""
    return crossings.fee(month.params["trocha_fee_person"], month.params["trocha_fee_closed_multiplier"], closed)


def _danger(month: Month) -> Array:
    """USD-equivalent (L, D) of violence and of control on informal paths."""
    params = month.params
    violence = 1.0 + params["trocha_risk_violence"] * (month.state["violence"] - 1.0)
    risk = params["trocha_violence_cost"] * np.maximum(violence, 0.0)
    return np.asarray(risk + params["trocha_control_cost"] * month.exposure["trocha_control"])


def choice(month: Month, open_share: Array, cost: Costs) -> Choice:
    """How people who move to Colombia pass the line, as shares of each state of origin (L, O)."""
    params, (to_post, to_segment) = month.params, _travel(month.params, month.line)
    post, segment = _add_along(to_post, cost.post), _add_along(to_segment, cost.segment)
    penalty = params["undocumented_penalty_formal"] * (1.0 - month.exposure["document_waiver"])
    scales = Scales(params["crossing_cost_logit_scale"], params["nest_scale_formal"], params["nest_scale_irregular"])
    documented = month.state["documented_share"]
    return crossings.choose(post, segment, params["crossing_wait_cost"], penalty, documented, open_share, scales)


@once_a_batch
def _travel(params: Params, line: Line) -> tuple[Array, Array]:
    """USD of time to each post (L, O, K) and segment (L, O, S)."""
    known = params["crossing_value_of_time"], params["travel_speed"], params["crossing_reach"]
    return crossings.travel_cost(line.post_detour, *known), crossings.travel_cost(line.segment_detour, *known)


def _add_along(travel: Array, passage: Array) -> Array:
    """Costs of ways (L, O, P) by origin plus those of the passage (L, P), in the memory order of the first."""
    ways = np.repeat(passage.T.astype(travel.dtype)[:, :, None], travel.shape[1], axis=2)
    ways += travel.transpose(2, 0, 1)
    return np.moveaxis(ways, 0, 2)


def same_day(month: Month, open_share: Array, cost: Costs) -> SameDay:
    """Same-day travellers (entries/day, (L, K)) by post, through it and informally beside it.

    They know the paths: their logit scale is that of the choice within the informal nest.
    """
    params = month.params
    shift = np.minimum(params["trocha_entries_when_closed"] / params["pendular_entries_open"], 1.0)
    scale = params["crossing_cost_logit_scale"] * params["nest_scale_irregular"]
    demand = _same_day_demand(month, cost.post)
    passing = np.divide(_capacity(month), demand, out=np.ones_like(demand), where=demand > 0)
    dearer = cost.beside - cost.post - _reference_difference(month)
    habit = params["trocha_share_same_day"]
    return crossings.same_day(
        demand, open_share * np.minimum(passing, 1.0), dearer, habit, scale, shift, _corridor(month)
    )


def _corridor(month: Month) -> Array:
    """Share (L, K) of same-day travellers whom a corridor lets pass a closed post.

    Pupils, patients and urgent cases, as far as the corridor reaches, who have papers or need none.
    """
    params, exposure, documented = month.params, month.exposure, month.state["documented_share"]
    entitled = documented + (1.0 - documented) * exposure["document_waiver"]
    return np.asarray(params["pupil_patient_share"] * entitled * exposure["humanitarian_corridor"])


def pupils_and_patients(month: Month, daily: SameDay) -> Array:
    """Pupils and patients who pass at official posts (L, 1), persons/day: by open posts and by corridors."""
    usual = month.params["pupil_patient_share"] * (daily.formal - daily.corridor)
    return np.asarray((usual + daily.corridor).sum(axis=1, keepdims=True))


def _reference_difference(month: Month) -> Array:
    """USD (L, 1) by which an informal passage costs more than a post at the reference, with no queue or violence."""
    params = month.params
    informal = params["trocha_fee_person"] + params["trocha_violence_cost"]
    informal = informal + params["trocha_control_cost"] * params["trocha_control_reference"]
    nobody, hours = np.zeros_like(informal), params["crossing_hours_2023"]
    return informal - crossings.formal_cost(
        params["formal_bribe"], params["integrity_reference"], params["crossing_value_of_time"], nobody, hours
    )


def _same_day_demand(month: Month, cost: Array) -> Array:
    """Entries/day (L, K) that each post would see if open all month.

    Z0 x weight x (hours / reference hours) x exp(-e cost) x (1 - s + s price gaps^a)
    x (1 + formal trade / scale)^-b x vehicles: a share s crosses to buy, the others to school, family, work and care.
    """
    params, exposure = month.params, month.exposure
    weight = crossings.post_weights(params, month.world.crossing_ids)
    hours = exposure["crossing_hours"] / params["crossing_hours_2023"]
    goods = exposure["price_gap_food"] ** params["pendular_price_gap"]
    goods = goods * exposure["price_gap_fuel"] ** params["pendular_price_gap_fuel"]
    goods = 1.0 + params["pendular_shopping_share"] * (goods - 1.0)
    land = month.state["trade_flow"][:, :, :SEA].sum(axis=(1, 2))[:, None]
    trade = 1.0 + land / params["pendular_trade_scale"]
    vehicles = 1.0 - params["pendular_vehicle_share"] * (1.0 - exposure["private_vehicle_access"])
    vehicles = vehicles * (1.0 + params["pendular_transport_gain"] * exposure["public_transport_access"])
    national = params["pendular_entries_open"] * hours * goods * trade ** -params["pendular_trade_effect"]
    return np.asarray(national * weight * vehicles * np.exp(-params["pendular_cost_effect"] * cost))


def by_department(month: Month, split: Choice, persons: Array, daily: SameDay) -> Array:
    """Informal passages (persons/month) pooled by department (L, D): movers (L, O) and same-day travellers.

    Segments never leave this function.
    """
    line = month.line
    movers = split.by_segment(persons)
    pooled = np.zeros_like(month.by_department)
    pooled[:, line.bordering] = np.add.reduceat(np.take(movers, line.by_department, axis=1), line.first, axis=1)
    for post, department in enumerate(month.world.crossing_department):
        pooled[:, department] += daily.irregular[:, post] * DAYS_PER_MONTH
    return pooled


def _capacity(month: Month) -> Array:
    """Persons/day (L, K) that a post can pass while it is open."""
    return np.asarray(month.exposure["crossing_throughput"] * month.exposure["crossing_hours"])


def queue(month: Month, open_share: Array, movers: Array, daily: SameDay) -> Array:
    """Hours in the queue (L, K) that next month's travellers expect, from users over what a post can pass."""
    params, capacity = month.params, _capacity(month) * open_share
    users = daily.formal + movers / DAYS_PER_MONTH
    load = np.divide(users, capacity, out=np.zeros_like(users), where=capacity > 0)
    return crossings.queue_hours(params["crossing_queue_scale"], load, params["crossing_queue_limit"])


def rent(month: Month, irregular: Array, open_share: Array) -> dict[str, Array]:
    """Fees paid on informal passage by department, at this month's fees, and the base of the index.

    ``passage_rent`` (L, D) is an index, 1 = mean over the departments on the line in the first month;
    ``passage_rent_base`` (L, 1) that mean in USD/month.
    """
    line, known = month.line, month.state["passage_rent_base"]
    fees = _fees(month, 1.0 - open_share)
    paid = np.zeros_like(irregular)
    for post, share in enumerate(line.gates.T):
        paid += fees[:, post : post + 1] * share
    paid *= irregular
    base = np.where(known > 0, known, np.take(paid, line.bordering, axis=1).mean(axis=1, keepdims=True))
    return {
        "passage_rent": np.divide(paid, base, out=np.zeros_like(paid), where=base > 0),
        "passage_rent_base": base,
    }
