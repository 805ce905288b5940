"""What the parameters of a batch fix for a whole run, so that the hot loop does not compute it every month."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

import numpy as np

from .geography import Geography
from .system import Array, Params
from .units import MONTHS_A_YEAR

GROUPS = ("eln", "dissidents", "agc", "gangs")
ELN, DISSIDENTS, AGC, GANGS = range(4)
_KEEP = 4
Place = TypeVar("Place")
Fixed = TypeVar("Fixed")


def once_a_batch(build: Callable[[Params, Place], Fixed]) -> Callable[[Params, Place], Fixed]:
    """Keep what ``build`` makes of a batch's parameters, (L, 1) each and fixed for a run; a few batches at most."""
    kept: dict[tuple[int, int], tuple[Params, Place, Fixed]] = {}

    @wraps(build)
    def fixed(params: Params, place: Place) -> Fixed:
        key = (id(params), id(place))
        if key not in kept:
            while len(kept) >= _KEEP:
                del kept[next(iter(kept))]
            kept[key] = (params, place, build(params, place))  # the arguments are kept, so their ids stay theirs
        return kept[key][2]

    return fixed


class Rows:
    """Arrays that share the lane axis, so that some lanes can be taken out of all of them."""

    def rows(self, lanes: slice) -> Any:
        """The same arrays for some lanes, as views."""
        return type(self)(*(values[lanes] for values in vars(self).values()))


@dataclass(frozen=True)
class LaneConstants(Rows):
    """Arrays of one batch in the fields' dtype.

    ``near`` (L, N) 0-1 is the nearness to the line, ``shelter`` (L, N) where a haven helps, ``base_rent`` (L, N) the
    rents that no driver moves, ``gang_capacity`` (L, N) before the state takes its room. ``growth`` and
    ``diffusion`` (L, G) are per month, ``farc_...`` the same as long as group 1 is the FARC. All else is (L, 1): the
    parameters of the same meaning, per month, with the sign and scale in which the hot loop uses them.
    """

    near: Array
    shelter: Array
    base_rent: Array
    gang_capacity: Array
    capacity_cut: Array
    capacity_elasticity: Array
    capacity_log: Array
    spillover: Array
    attrition: Array
    noise_drift: Array
    threshold: Array
    rent_cap: Array
    decisiveness: Array
    state_weight: Array
    growth: Array
    diffusion: Array
    farc_growth: Array
    farc_diffusion: Array


@once_a_batch
def lane_constants(params: Params, geo: Geography) -> LaneConstants:
    """The constants of a batch, (L, ...)."""
    near = nearness(params, geo)
    shelter = near.copy()
    shelter[:, geo.n_co :] = 1
    return LaneConstants(
        near=near,
        shelter=shelter,
        base_rent=_base_rent(params, geo),
        gang_capacity=_gang_capacity(near, params, geo),
        **{name: value.astype(geo.km.dtype) for name, value in _by_lane(params).items()},
    )


def _by_lane(params: Params) -> dict[str, Array]:
    """The constants that are (L, 1) or (L, G), float64."""
    farc = ("eln", "farc", "agc", "gangs")
    return {
        "capacity_cut": -params["state_capacity_cut"],
        "capacity_elasticity": -params["rent_elasticity_capacity"],
        "capacity_log": np.log(params["carrying_capacity_scale"]),
        "spillover": params["state_capacity_spillover"],
        "attrition": params["state_attrition"] / MONTHS_A_YEAR,
        "noise_drift": params["strength_noise"] ** 2 / (2 * MONTHS_A_YEAR),
        "threshold": params["presence_threshold"],
        "rent_cap": params["diffusion_rent_cap"],
        "decisiveness": params["csf_decisiveness"],
        "state_weight": params["state_weight"],
        "growth": _by_group("growth_rate", GROUPS, params),
        "diffusion": _by_group("diffusion", GROUPS, params),
        "farc_growth": _by_group("growth_rate", farc, params),
        "farc_diffusion": _by_group("diffusion", farc, params),
    }


def _by_group(rate: str, groups: tuple[str, ...], params: Params) -> Array:
    """(L, G) a rate of each group per month, from its yearly parameter."""
    return np.concatenate([params[f"{rate}_{name}"] for name in groups], axis=1) / MONTHS_A_YEAR


def nearness(params: Params, geo: Geography) -> Array:
    """(L, N) from 1 on the line to 0 at ``haven_range`` km.

    Linear, as the fall of activity with distance that Martinez (2017, draft 2013) reports.
    """
    near: Array = np.maximum(1 - geo.km / params["haven_range"], 0).astype(geo.km.dtype)
    return near


def _base_rent(params: Params, geo: Geography) -> Array:
    rent = params["rent_floor"] + params["unobserved_rent"] * geo.proxy
    rent = rent + params["extortion_rent"] * geo.urban + params["gold_rent"] * geo.gold
    return np.asarray(rent, dtype=geo.km.dtype)


def _gang_capacity(near: Array, params: Params, geo: Geography) -> Array:
    """(L, N) capacity of local gangs without the state: their share of urban and border rents, k0 w^chi (u + near)."""
    share = params["tda_share_border_rent"] ** params["rent_elasticity_capacity"]
    capacity = params["carrying_capacity_scale"] * share * (near + geo.urban + params["rent_floor"])
    return np.asarray(capacity, dtype=geo.km.dtype)
