"""The hot loop: one month of groups and state at every place, for a block of lanes that fits the cache.

What is the same for a whole lane is worked out before, for all lanes at once (:class:`Month`); here every line passes
over places.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .contest import Contest, by_department
from .geography import Geography
from .lanes import GANGS, LaneConstants, Rows
from .rents import illegal_rents, inverse_capacity, state_presence_next, to_places
from .spread import grow, logistic, neighbour_contrast, relocate, settle, sum_groups
from .system import Array

LANES = 32
"""Lanes of a block: fewer pay for numpy's calls, more leave the second-level cache."""


@dataclass(frozen=True)
class Month(Rows):
    """What acts on the places of each lane in one month, (L, ...), fields' dtype but for people (float64).

    By department and abroad (L, D + 1): ``line`` and ``grown`` rents, ``operations`` against groups, ``built`` state.
    By lane (L, 1): ``gold`` rent that control of mining adds, ``kept`` and ``forgotten`` shares of state presence,
    ``shelter`` by the haven (not positive), ``jobs`` log growth, ``recruiting`` rate. By group (L, G): ``growth``,
    ``diffusion``, ``spared`` by a ceasefire, ``leaving`` (log). In the corridors ``war`` (L, W) 0-1 and ``losses``
    (L, G, n). Shares that cross the line: ``flight`` (L, n) out of Colombia, ``homing`` (L, 1) into it. Noise of log
    growth: ``unit_noise`` (L, G, D + O), ``place_noise`` (L, N).
    """

    strength: Array
    presence: Array
    irregular: Array
    residents: Array
    line: Array
    grown: Array
    gold: Array
    operations: Array
    built: Array
    kept: Array
    forgotten: Array
    shelter: Array
    jobs: Array
    recruiting: Array
    growth: Array
    diffusion: Array
    spared: Array
    leaving: Array
    war: Array
    losses: Array
    flight: Array
    homing: Array
    unit_noise: Array
    place_noise: Array


@dataclass(frozen=True)
class After(Rows):
    """Results of one month: fields, and by department the clashes between groups and with the state (L, D)."""

    strength: Array
    presence: Array
    rent: Array
    between: Array
    against: Array
    people_held: Array


def advance(month: Month, fixed: LaneConstants, geo: Geography) -> After:
    """Next month of all lanes (L, ...), block by block: a lane's numbers do not depend on the block that it is in."""
    lanes, departments = len(month.presence), len(geo.department_start)
    after = After(
        strength=np.empty_like(month.strength),
        presence=np.empty_like(month.presence),
        rent=np.empty_like(month.presence),
        between=np.empty((lanes, departments)),
        against=np.empty((lanes, departments)),
        people_held=np.empty((lanes, 1)),
    )
    for rows in _blocks(lanes):
        _advance(month.rows(rows), fixed.rows(rows), geo, after.rows(rows))
    relocate(after.strength, month.flight, month.homing, geo)
    return after


def _blocks(lanes: int) -> Iterator[slice]:
    """Slices of LANES lanes, the last one shorter."""
    return (slice(first, min(first + LANES, lanes)) for first in range(0, lanes, LANES))


def _advance(month: Month, fixed: LaneConstants, geo: Geography, after: After) -> None:
    """One block, written into ``after``."""
    rent = illegal_rents(month.line, month.grown, month.gold, fixed, geo)
    after.rent[...] = rent
    after.presence[...] = state_presence_next(month.presence, month.built, month.kept, month.forgotten, geo)
    _contest(month, fixed, geo, after)
    inflow, contrast = neighbour_contrast(month.strength, month.presence, geo)
    total = sum_groups(month.strength)
    rate = _log_growth(month, total, fixed, geo, rent, contrast)
    settle(inflow, _openness(rent, month.presence, fixed), month.diffusion)
    grow(month.strength, rate, recruits(month, total, fixed, geo), inflow, after.strength)


def _contest(month: Month, fixed: LaneConstants, geo: Geography, after: After) -> None:
    """Clashes and people under control on the Colombian side."""
    inside = slice(None, geo.n_co)
    contest = Contest(month.strength[:, :, inside], month.presence[:, inside], fixed.decisiveness, fixed.state_weight)
    between, against = contest.clashes(month.spared)
    after.between[...] = by_department(between, geo)
    after.against[...] = by_department(against, geo)
    after.people_held[...] = contest.people_held(month.residents)


def _log_growth(
    month: Month, total: Array, fixed: LaneConstants, geo: Geography, rent: Array, contrast: Array
) -> Array:
    """(L, G, N) log growth: noise, room, wars, state, jobs and those who lay down arms.

    Half the noise variance goes, so that the noise keeps the mean; a kept ceasefire spares its group the state.
    """
    rate = np.repeat(month.unit_noise, geo.places_of_unit, axis=2)
    inverse, room = inverse_capacity(rent, month.presence, fixed)
    loss = state_effort(month.presence, contrast, month.operations, month.shelter, fixed, geo)
    loss *= fixed.attrition
    drift = fixed.near * month.jobs
    np.subtract(loss, drift, out=drift)
    drift -= month.place_noise
    drift += fixed.noise_drift
    inverse *= total
    room *= fixed.gang_capacity
    np.divide(month.strength[:, GANGS], room, out=room)
    logistic(rate, inverse, room, month.growth, drift)
    if np.any(month.war > 0):
        rate[:, :, geo.corridors.places] -= month.losses
    for group in np.flatnonzero(np.any(month.spared > 0, axis=0)):
        rate[:, group] += month.spared[:, group, None] * loss
    for group in np.flatnonzero(np.any(month.leaving < 0, axis=0)):
        rate[:, group] += month.leaving[:, group, None]
    return rate


def state_effort(
    presence: Array, contrast: Array, operations: Array, shelter: Array, fixed: LaneConstants, geo: Geography
) -> Array:
    """(L, N) reach of the state against groups, in units of full presence.

    (q + sp (W q - q) + operations) (1 - h haven shelter): spillover from Acemoglu, Garcia-Jimeno, Robinson (2015); the
    shelter is the nearness to the line (Martinez 2017), whole on Venezuelan soil. ``shelter`` (L, 1) is -h haven.
    """
    effort = to_places(operations, geo)
    effort += presence
    effort += contrast * fixed.spillover
    np.maximum(effort, geo.nowhere, out=effort)
    sheltered = fixed.shelter * shelter
    sheltered += 1
    effort *= sheltered
    return effort


def recruits(month: Month, total: Array, fixed: LaneConstants, geo: Geography) -> Array:
    """(L, C) share recruited among irregular migrants near the line, split by strength among the groups present.

    ``total`` (L, N) is the strength of all groups.
    A risk to people: shown as an index only.
    """
    inside = slice(None, geo.n_co)
    joined = fixed.near[:, inside] * month.recruiting
    joined *= month.irregular.astype(joined.dtype)
    joined /= total[:, inside] + fixed.threshold
    return joined


def _openness(rent: Array, presence: Array, fixed: LaneConstants) -> Array:
    """(L, N) how far rents draw groups in where the state is not: min(R, cap) (1 - q); overwrites ``rent``."""
    cap = np.empty_like(rent)
    cap[...] = fixed.rent_cap
    np.minimum(rent, cap, out=rent)
    np.subtract(1, presence, out=cap)
    rent *= cap
    return rent
