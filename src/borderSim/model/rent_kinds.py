"""Illegal rents by kind, national: what a month brings to all groups together, in the unit of the rent index."""

from __future__ import annotations

import numpy as np

from .geography import Geography
from .lanes import lane_constants, once_a_batch
from .rents import Drivers, goods_rents
from .system import Array, Params, State


def rents_by_kind(state: State, drivers: Drivers, params: Params, geo: Geography) -> dict[str, Array]:
    """Rents of the Colombian side by kind (eq. 2), (L, 1) each; 1 is what about 1,000 ha of coca bring.

    The kinds add up to what :func:`rents.illegal_rents` spreads over places, but for the rents that no table shows and
    the northern route, which only the AGC charge.
    """
    line = drivers.line
    near, everywhere = near_line(params, geo)
    goods = goods_rents(state["informal_index"], state["informal_by_good"], params)
    passages = params["passage_rent_weight"] * np.add.reduce(near * state["passage_rent"], axis=1, keepdims=True)
    town = params["extortion_rent"] * np.sum(geo.urban[: geo.n_co], dtype=np.float64)
    gold = np.sum(geo.gold[: geo.n_co], dtype=np.float64)
    return {
        "rent_coca": drivers.coca * params["coca_rent_per_ha"] * np.add.reduce(state["coca"], axis=1, keepdims=True),
        "rent_gold": (params["gold_rent"] + drivers.gold) * gold,
        "rent_extortion": town + line * params["rapacity_rent"] * state["border_jobs"] * everywhere,
        "rent_passage": line * passages,
        "rent_passage_north": params["northern_rent"] * drivers.north,
        **{f"rent_{kind}": line * rent * everywhere for kind, rent in goods.items()},
    }


@once_a_batch
def near_line(params: Params, geo: Geography) -> tuple[Array, Array]:
    """Sums of the nearness to the line over municipalities, float64: by department (L, D) and in all (L, 1)."""
    near = lane_constants(params, geo).near[:, : geo.n_co].astype(np.float64)
    return np.add.reduceat(near, geo.department_start, axis=1), np.add.reduce(near, axis=1, keepdims=True)
