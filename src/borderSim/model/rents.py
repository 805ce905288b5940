"""What groups live on, and what the state does about it: illegal rents, capacity, state presence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .geography import Geography
from .lanes import LaneConstants
from .system import Array, Exposure, Params


def to_places(values: Array, geo: Geography) -> Array:
    """(L, N) place values of department values (L, D + 1); the last column is for the Venezuelan side."""
    return np.repeat(values, geo.places_of, axis=1)


def with_abroad(values: Array, abroad: Array | float, dtype: np.dtype[np.floating]) -> Array:
    """(L, D + 1) of ``dtype``: department values (L, D) with the Venezuelan side's value (L, 1) appended."""
    column = np.broadcast_to(np.asarray(abroad, dtype=dtype), (len(values), 1))
    return np.concatenate([values.astype(dtype), column], axis=1)


def goods_rents(informal: Array, by_good: Array, params: Params) -> dict[str, Array]:
    """(L, 1) rent index on the line of smuggled fuel, cattle and all other goods.

    ``informal`` (L, 1) index of all goods, ``by_good`` (L, 3) of fuel, food and cattle, 1 = 2012.
    """
    fuel, cattle = params["fuel_rent_share"], params["cattle_rent_share"]
    parts = {"fuel": fuel * by_good[:, :1], "cattle": cattle * by_good[:, 2:], "goods": (1 - fuel - cattle) * informal}
    return {kind: params["informal_rent"] * part for kind, part in parts.items()}


def border_mean(values: Array, geo: Geography) -> Array:
    """(L, 1) mean over the departments on the line; ``values`` (L, D)."""
    on_line = np.add.reduce(values * geo.border_department, axis=1, keepdims=True)
    return np.asarray(on_line / max(np.sum(geo.border_department), 1))


def border_rents(informal: Array, by_good: Array, border_jobs: Array, params: Params) -> Array:
    """(L, 1) rent index on the line: smuggled goods, and the larger base for extortion (Dube-Vargas rapacity)."""
    goods = goods_rents(informal, by_good, params)
    rent: Array = goods["fuel"] + goods["cattle"] + goods["goods"] + params["rapacity_rent"] * border_jobs
    return rent


@dataclass(frozen=True)
class Drivers:
    """What policies and routes do to the kinds of rent this month, (L, 1) each (eq. 3).

    ``coca`` and ``line`` multiply the rents of coca and those on the line, ``gold`` is added to ``gold_rent``,
    ``north`` is the northern route against its busiest year.
    """

    coca: Array
    line: Array
    gold: Array
    north: Array


def rent_drivers(grip: Array, onward: Array, exposure: Exposure, params: Params) -> Drivers:
    """What control of mining has come to (``grip`` 0-1), persons who go north a month and regional coordination do.

    Levers count against their reference levels. What coordination takes from the routes of coca and from the fees in
    the north moves to the Venezuelan line in part, with an open sign.
    """
    squeeze = exposure["regional_security_coordination"] - params["route_coordination_reference"]
    squeeze = params["route_coordination_effect"] * squeeze
    mined = np.maximum(1 - params["mining_control_effect"] * (grip - params["mining_control_reference"]), 0)
    return Drivers(
        coca=1 - squeeze,
        line=1 + params["route_shift"] * squeeze,
        gold=params["gold_rent"] * (mined - 1),
        north=onward / params["northern_flow_reference"] * (1 - squeeze),
    )


def still(params: Params) -> Drivers:
    """Drivers (L, 1) at their reference, with nobody on the northern route."""
    one = np.ones_like(params["gold_rent"])
    return Drivers(one, one, one - 1, one - 1)


def rent_sources(
    coca: Array, passages: Array, border: Array, drivers: Drivers, params: Params, geo: Geography
) -> tuple[Array, Array]:
    """What moves rents, by department (L, D + 1): on the line (border and fees of passages), and where coca grows.

    ``coca`` (L, D) ha, ``passages`` (L, D) rent index of irregular passages, pooled by department (on the Venezuelan
    side the border departments' mean), ``border`` (L, 1) informal goods and border jobs.
    """
    dtype = geo.km.dtype
    fee = (passages * params["passage_rent_weight"] + border) * drivers.line
    grown = coca * (params["coca_rent_per_ha"] * drivers.coca)
    return with_abroad(fee, border_mean(fee, geo), dtype), with_abroad(grown, 0.0, dtype)


def illegal_rents(line: Array, grown: Array, gold: Array, fixed: LaneConstants, geo: Geography) -> Array:
    """(L, N) rent index (eq. 1); 1 is what about 1,000 ha of coca bring.

    R = base + near (border + fee passages) + coca + change of gold, where the base is floor + proxy + extortion urban +
    gold and the proxy stands for rents that no table shows, where presence was likely in 2012; see
    :func:`rent_sources`. ``gold`` (L, 1) is what control of mining changes, in Colombia.
    """
    rent = to_places(line, geo)
    rent *= fixed.near
    rent += fixed.base_rent
    coca = to_places(grown, geo)
    coca *= geo.coca_weight
    rent += coca
    if np.any(gold):
        rent[:, : geo.n_co] += gold * geo.gold[: geo.n_co]
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


def state_change(
    civil_aid: Array, exposure: Exposure, params: Params, dtype: np.dtype[np.floating]
) -> tuple[Array, Array, Array]:
    """What moves state presence in a month: built by investment (L, D + 1), sustained with civil aid and forgotten.

    The last two are (L, 1) shares: an exact relaxation over ``state_presence_time`` months. ``civil_aid`` (L, 1) is US
    aid as it arrives, a ratio to 2023.
    """
    step = -np.expm1(-1 / params["state_presence_time"])
    built = step * params["state_investment_gain"] * exposure["state_presence_investment"]
    kept = step * (1 + params["civil_aid_state_effect"] * (civil_aid - 1))
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


PARAMETERS = (
    "unobserved_rent", "extortion_rent", "gold_rent", "coca_rent_per_ha", "informal_rent", "fuel_rent_share",
    "cattle_rent_share", "rapacity_rent", "passage_rent_weight", "rent_floor",
    "mining_control_reference", "mining_control_effect", "mining_control_time",
    "route_coordination_reference", "route_coordination_effect", "route_shift",
    "northern_rent", "northern_flow_reference",
    "carrying_capacity_scale", "rent_elasticity_capacity", "state_capacity_cut", "tda_share_border_rent",
    "state_presence_time", "state_investment_gain", "civil_aid_state_effect",
)  # fmt: skip
