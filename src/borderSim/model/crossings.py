"""Pure kernels of the border line: who crosses where, formal posts, informal segments, or waits.

A traveller of one origin chooses by a nested logit over {formal posts} | {border segments} | wait, from costs in USD
(docs/systems/crossings.md). All costs are of last month, so that within a month a closure can only push
people from formal to informal passage or to waiting, never the other way round.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from borderSim.model.lanes import once_a_batch
from borderSim.model.system import Array, Params
from borderSim.model.units import HOURS_PER_DAY

MOST_LOG_ODDS = 500.0
"""Numerical guard: beyond it nobody chooses."""
CROSSINGS = (
    "simon_bolivar", "tienditas", "santander", "union", "paraguachon", "jose_antonio_paez", "puerto_carreno", "inirida",
)  # fmt: skip
"""The formal posts in their permanent order; each has a parameter ``pendular_weight_<id>``."""


@dataclass(frozen=True)
class Choice:
    """Shares of the travellers of each origin; formal + irregular + wait = 1.

    ``formal`` (L, O, K) by post, ``documented_formal`` (L, O) the part of it with papers, ``irregular`` (L, O),
    ``wait`` (L, O). The irregular part splits over segments as ``segment_weight`` (L, O, S) over its ``segment_total``
    (L, O).
    """

    formal: Array
    documented_formal: Array
    irregular: Array
    wait: Array
    segment_weight: Array
    segment_total: Array

    def by_segment(self, persons: Array) -> Array:
        """Persons of each origin who pass informally (L, O) -> persons by segment (L, S)."""
        reached = self.segment_total > 0
        per_weight = np.divide(persons, self.segment_total, out=np.zeros_like(persons), where=reached)
        return np.einsum("los,lo->ls", self.segment_weight, per_weight.astype(self.segment_weight.dtype))


@dataclass(frozen=True)
class Scales:
    """Logit scale in USD and the two nest scales in (0, 1], each (L, 1)."""

    cost: Array
    formal: Array
    irregular: Array


def choose(
    formal_cost: Array,
    irregular_cost: Array,
    wait_cost: Array,
    penalty: Array,
    documented: Array,
    openness: Array,
    scales: Scales,
) -> Choice:
    """Nested-logit choice of travellers over posts, segments and waiting.

    ``formal_cost`` (L, O, K), ``irregular_cost`` (L, O, S) and ``wait_cost`` (L, 1) in USD; ``penalty`` (L, 1) USD that
    undocumented travellers add at posts; ``documented`` (L, 1) share with papers; ``openness`` (L, K) share of the
    month that a post is open. The month is a mixture: on each part of it people choose among the posts that are open
    then, the most open posts staying open longest (P = o P_open + (1 - o) P_closed for one post).
    """
    wait_cost, penalty, documented = (_by_origin(v, formal_cost) for v in (wait_cost, penalty, documented))
    scales = Scales(*(_by_origin(v, formal_cost) for v in (scales.cost, scales.formal, scales.irregular)))
    formal_best, irregular_best = formal_cost.min(axis=2), irregular_cost.min(axis=2)
    base = np.minimum(np.minimum(formal_best, irregular_best), wait_cost)
    formal_best, irregular_best = _finite(formal_best), _finite(irregular_best)
    segment, total, irregular = _nest(irregular_cost, irregular_best, base, scales.cost, scales.irregular)
    outside = irregular + np.exp((base - wait_cost) / scales.cost)
    step = (scales.cost * scales.formal)[:, :, None]
    weight = np.exp((formal_best[:, :, None] - formal_cost) / step)
    by_post, with_papers, formal = _mixture(
        weight, np.exp((base - formal_best) / scales.cost), outside, np.exp(-penalty / scales.cost), documented,
        openness, scales.formal,
    )  # fmt: skip
    rest = (1.0 - formal) / outside
    return Choice(by_post, with_papers, rest * irregular, rest * (outside - irregular), segment, total)


def _by_origin(values: Array, cost: Array) -> Array:
    """(L, 1) written out as (L, O): full rows are faster than broadcast ones."""
    return np.repeat(values, cost.shape[1], axis=1)


def _finite(best: Array) -> Array:
    """Least cost of a nest, or 0 where nothing is in reach (such a nest then has no weight at all)."""
    return np.where(np.isfinite(best), best, np.zeros_like(best))


def _nest(cost: Array, best: Array, base: Array, scale: Array, nest: Array) -> tuple[Array, Array, Array]:
    """Weights within a nest (L, O, S), their total (L, O), and the nest's weight exp(inclusive value) (L, O)."""
    weight = best[:, :, None] - cost
    weight *= (1.0 / (scale * nest))[:, :, None].astype(cost.dtype)
    np.exp(weight, out=weight)
    total = weight.sum(axis=2).astype(np.float64)
    with np.errstate(divide="ignore"):  # nothing in reach: no weight
        return weight, total, np.exp((base - best) / scale + nest * np.log(total))


def _mixture(
    weight: Array, best: Array, outside: Array, deterred: Array, documented: Array, openness: Array, nest: Array
) -> tuple[Array, Array, Array]:
    """Formal shares by post (L, O, K), with papers (L, O) and in total (L, O), over the parts of the month.

    Part r of the month, of length ``width[r]``, is the one when exactly the r + 1 most open posts are open.
    """
    order = np.argsort(-openness, axis=1, kind="stable")
    lanes = np.arange(len(order))
    ranked = np.take_along_axis(openness, order, axis=1)
    width = ranked.copy()
    width[:, :-1] -= ranked[:, 1:]
    rank = order.T, lanes[None]  # posts first from here on, so that every pass runs along lanes and origins
    ranked_weight = np.ascontiguousarray(weight.transpose(2, 0, 1))[rank]
    total = _running(ranked_weight)
    length = np.repeat(width.T[:, :, None], weight.shape[1], axis=2)
    pull = _power(total, nest)
    pull *= best
    papers = length * documented * pull / (pull + outside)
    pull *= deterred
    both = papers + length * (1.0 - documented) * pull / (pull + outside)
    per_weight = np.divide(both, total, out=np.zeros_like(total), where=total > 0)
    by_post = np.empty_like(per_weight)
    by_post[rank] = ranked_weight * _running(per_weight[::-1])[::-1]
    return np.ascontiguousarray(by_post.transpose(1, 2, 0)), np.add.reduce(papers), np.add.reduce(both)


def _running(values: Array) -> Array:
    """Running sums over the first axis."""
    sums = values.copy()
    for k in range(1, len(sums)):
        sums[k] += sums[k - 1]
    return sums


def _power(total: Array, nest: Array) -> Array:
    with np.errstate(divide="ignore"):  # a nest that underflows to nothing attracts nobody
        return np.asarray(np.exp(nest * np.log(total)))


def travel_cost(km: Array, value_of_time: Array, speed: Array, reach: Array) -> Array:
    """USD of time (L, O, P), beyond what the nearest of all exits of the origin costs; infinite out of reach.

    ``km`` (O, P) is the detour in km over the nearest exit; ``value_of_time`` USD/hour, ``speed`` km/hour and ``reach``
    km are (L, 1).
    """
    detour = np.ascontiguousarray(km.T)[:, None, :]
    cost = detour * (value_of_time / speed).astype(km.dtype)
    np.copyto(cost, np.inf, where=detour > reach.astype(km.dtype))
    return np.moveaxis(cost, 0, 2)  # ways lie first in memory: minima and sums over them are fast


def formal_cost(bribe: Array, integrity: Array, value_of_time: Array, wait: Array, hours: Array) -> Array:
    """USD per passage at each post (L, K): bribes and confiscation, queueing, and waiting for the post to open.

    ``wait`` hours in the queue of last month; who comes at a random hour waits (24 - h)^2 / 48 for the opening.
    """
    opening = (HOURS_PER_DAY - hours) ** 2 / (2 * HOURS_PER_DAY)
    return np.asarray(bribe * (1.0 - integrity) + value_of_time * (wait + opening))


def fee(base: Array, multiplier: Array, closed: Array) -> Array:
    """USD paid for one informal passage; ``closed`` is the share of the month that the nearest post was closed."""
    return np.asarray(base * (1.0 + (multiplier - 1.0) * closed))


def queue_hours(scale: Array, load: Array, limit: Array) -> Array:
    """Mean hours in the queue of a post at a load (users per capacity): ``scale`` x load / (1 - load), load capped."""
    bounded = np.minimum(load, limit)
    return np.asarray(scale * bounded / (1.0 - bounded))


@dataclass(frozen=True)
class SameDay:
    """Same-day travellers per day by post (L, K): through the post, and informally beside it.

    ``corridor`` is the part of ``formal`` that a humanitarian corridor lets through while the post is closed.
    """

    formal: Array
    irregular: Array
    corridor: Array


def same_day(
    demand: Array, openness: Array, dearer: Array, habit: Array, scale: Array, shift: Array, corridor: Array
) -> SameDay:
    """Split the same-day travellers near each post (``demand``, persons/day (L, K)) by passage.

    ``habit`` is the share on informal paths at the reference costs, ``dearer`` (L, K) by how many USD the informal path
    costs more against the post than there, ``scale`` USD of the logit. Who prefers the informal path takes it whether
    or not the post is open. Of the others, while the post is closed, a share ``corridor`` (L, K) passes by the corridor
    for pupils, patients and urgent cases; of the rest a share ``shift`` takes the path and the others stay at home.
    """
    odds = np.log((1.0 - habit) / habit) + dearer / scale
    prefer_informal = 1.0 / (1.0 + np.exp(np.minimum(odds, MOST_LOG_ODDS)))
    others = demand * (1.0 - prefer_informal)
    blocked = others * (1.0 - openness)
    urgent = blocked * corridor
    return SameDay(others * openness + urgent, demand * prefer_informal + (blocked - urgent) * shift, urgent)


@once_a_batch
def post_weights(params: Params, crossing_ids: Sequence[str]) -> Array:
    """(L, K) same-day entries of each post while open, relative to those of the Cucuta posts together."""
    return np.concatenate([params[f"pendular_weight_{name}"] for name in crossing_ids], axis=1)
