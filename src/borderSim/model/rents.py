"""What groups live on, and what the state does about it: illegal rents, coca, capacity, state presence."""

from __future__ import annotations

from typing import Any

import numpy as np

from .geography import Geography
from .lanes import LaneConstants
from .system import Array, Exposure, Params
from .units import MONTHS_A_YEAR


def to_places(values: Array, geo: Geography) -> Array:
    """(L, N) place values of department values (L, D + 1); the last column is for the Venezuelan side."""
    return np.repeat(values, geo.places_of, axis=1)


def with_abroad(values: Array, abroad: Array | float, dtype: np.dtype[np.floating]) -> Array:
    """(L, D + 1) of ``dtype``: department values (L, D) with the Venezuelan side's value (L, 1) appended."""
    column = np.broadcast_to(np.asarray(abroad, dtype=dtype), (len(values), 1))
    return np.concatenate([values.astype(dtype), column], axis=1)


def border_rents(informal_index: Array, border_jobs: Array, params: Params) -> Array:
    """(L, 1) rent index on the line: informal goods, and the larger base for extortion (Dube-Vargas rapacity)."""
    rent: Array = params["informal_rent"] * informal_index + params["rapacity_rent"] * border_jobs
    return rent


def rent_sources(coca: Array, passages: Array, border: Array, params: Params, geo: Geography) -> tuple[Array, Array]:
    """What moves rents, by department (L, D + 1): on the line (border and fees of passages), and where coca grows.

    ``coca`` (L, D) ha, ``passages`` (L, D) rent index of irregular passages, pooled by department (on the Venezuelan
    side the border departments' mean), ``border`` (L, 1) informal goods and border jobs.
    """
    dtype = geo.km.dtype
    fee = passages * params["passage_rent_weight"] + border
    abroad = np.add.reduce(fee * geo.border_department, axis=1, keepdims=True) / max(np.sum(geo.border_department), 1)
    return with_abroad(fee, abroad, dtype), with_abroad(coca * params["coca_rent_per_ha"], 0.0, dtype)


def illegal_rents(line: Array, grown: Array, fixed: LaneConstants, geo: Geography) -> Array:
    """(L, N) rent index; 1 is what about 1,000 ha of coca bring.

    R = base + near (border + fee passages) + coca, where the base is floor + proxy + extortion urban + gold and the
    proxy stands for rents that no table shows, where presence was likely in 2012; see :func:`rent_sources`.
    """
    rent = to_places(line, geo)
    rent *= fixed.near
    rent += fixed.base_rent
    coca = to_places(grown, geo)
    coca *= geo.coca_weight
    rent += coca
    return rent


def inverse_capacity(rent: Array, state_presence: Array, fixed: LaneConstants) -> tuple[Array, Array]:
    """1/K and the room that the state leaves, both (L, N): K = k0 R^chi room, room = 1 - c q."""
    room = state_presence * fixed.capacity_cut
    room += 1
    inverse: Array = np.log(rent)
    inverse *= fixed.capacity_elasticity
    inverse -= fixed.capacity_log
    np.exp(inverse, out=inverse)
    inverse /= room
    return inverse, room


def coca_next(coca: Array, eradication: Array, params: Params, world: Any, geo: Geography) -> Array:
    """(L, D) ha after one month: logistic growth, forced eradication, and what reappears next door.

    ``eradication`` (L, 1) ha/year falls on departments by area and removes ``eradication_effect`` ha per ha (Mejia,
    Restrepo, Rozo 2017); ``balloon_coefficient`` of it moves to the neighbours, with an open sign (Davalos, Morales).
    """
    limit = params["coca_capacity_ratio"] * np.maximum(world.coca_2012, params["coca_start_floor"])
    growth = params["coca_growth"] / MONTHS_A_YEAR * coca * (1 - coca / limit)
    total = np.add.reduce(coca, axis=1, keepdims=True)
    removed = params["eradication_effect"] * eradication / MONTHS_A_YEAR * coca / np.maximum(total, 1.0)
    removed = np.minimum(removed, coca)
    moved = (geo.next_door @ removed.T).T
    after: Array = np.maximum(coca + growth - removed + params["balloon_coefficient"] * moved, 0.0)
    return after


def state_change(exposure: Exposure, params: Params, dtype: np.dtype[np.floating]) -> tuple[Array, Array, Array]:
    """What moves state presence in a month: built by investment (L, D + 1), sustained with civil aid and forgotten.

    The last two are (L, 1) shares: an exact relaxation over ``state_presence_time`` months.
    """
    step = -np.expm1(-1 / params["state_presence_time"])
    built = step * params["state_investment_gain"] * exposure["state_presence_investment"]
    kept = step * (1 + params["civil_aid_state_effect"] * (exposure["us_civil_aid"] - 1))
    return with_abroad(built, 0.0, dtype), kept.astype(dtype), step.astype(dtype)


def state_presence_next(presence: Array, built: Array, kept: Array, step: Array, geo: Geography) -> Array:
    """(L, N) next month's state presence, an exact relaxation to what investment and civil aid sustain.

    q* = q_2012 (1 + e_aid (aid - 1)) + (1 - q_2012) gain investment. Neither reaches the Venezuelan side.
    """
    out: Array = presence * (1 - step)
    out[:, : geo.n_co] += kept * geo.state_start[: geo.n_co]
    out[:, geo.n_co :] += step * geo.state_start[geo.n_co :]
    gain = to_places(built, geo)
    gain *= geo.state_gap
    out += gain
    np.maximum(out, geo.nowhere, out=out)
    return np.minimum(out, geo.everywhere, out=out)
