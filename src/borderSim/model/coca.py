"""Coca by department: growth, forced eradication and what reappears next door, substitution and its announcement."""

from __future__ import annotations

from typing import Any

import numpy as np

from .geography import Geography
from .system import Array, Params
from .units import MONTHS_A_YEAR


def coca_next(coca: Array, eradication: Array, agreed: Array, params: Params, world: Any, geo: Geography) -> Array:
    """(L, D) ha after one month (eq. 12): logistic growth, eradication and its balloon, and :func:`substituted`.

    ``eradication`` (L, 1) ha/year falls on departments by area and removes ``eradication_effect`` ha per ha (Mejia,
    Restrepo, Rozo 2017); ``balloon_coefficient`` of it moves to the neighbours, with an open sign (Davalos, Morales).
    ``agreed`` (L, D) ha leave by agreement, fewer than none where families plant on a promise.
    """
    limit = params["coca_capacity_ratio"] * np.maximum(world.coca_2012, params["coca_start_floor"])
    rate = params["coca_growth"] / MONTHS_A_YEAR
    growth = coca * rate * np.where(rate > 0, 1 - coca / limit, 1.0)  # a decline has no limit to run from
    removed = params["eradication_effect"] * eradication / MONTHS_A_YEAR * by_area(coca)
    removed = np.minimum(removed, coca)
    moved = (geo.next_door @ removed.T).T
    after: Array = np.maximum(coca + growth - removed + params["balloon_coefficient"] * moved - agreed, 0.0)
    return after


def by_area(coca: Array) -> Array:
    """(L, D) share of each department in the national area."""
    total = np.add.reduce(coca, axis=1, keepdims=True)
    share: Array = coca / np.maximum(total, 1.0)
    return share


def substituted(coca: Array, promised: Array, pace: Array, params: Params) -> Array:
    """(L, D) ha that a month of substitution takes away (eq. 13), negative where a promise makes families plant.

    A programme of ``promised`` ha/year (L, 1) works at a ``pace`` that follows years later. Until it does, families
    plant to be counted in: announced subsidies raise the area (Prem, Vargas, Mejia 2023).
    """
    gone = params["substitution_effect"] * pace
    planted = params["substitution_announcement_effect"] * np.maximum(promised - pace, 0.0)
    out: Array = (gone - planted) / MONTHS_A_YEAR * by_area(coca)
    return out


PARAMETERS = (
    "coca_growth",
    "coca_capacity_ratio",
    "coca_start_floor",
    "eradication_effect",
    "balloon_coefficient",
    "substitution_effect",
    "substitution_announcement_effect",
    "substitution_time",
)
