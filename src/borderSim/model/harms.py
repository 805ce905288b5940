"""Harms that the reports name and nobody counts well: risk indices with their exposure, 1 = 2012, no invented counts.

Model description 6b.13 and 6b.14. Each index says what moves a risk, not how many people it reached.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .crossings import CROSSINGS, post_weights
from .geography import geography
from .lanes import once_a_batch
from .rents import border_mean
from .system import Array, Params, State
from .trade_costs import ROUTES

CUCUTA = ROUTES.index("cucuta")
"""Index of the route over the bridges of Norte de Santander, where the closure's effect was measured."""
_TINY = np.finfo(np.float64).tiny


def confinement(contested: Array, state: State, params: Params) -> Array:
    """(L, 1) index of people who cannot leave their village (eq. 8): people in contested municipalities x clash^b.

    ``contested`` (L, 1) persons who live where two or more groups are, by :func:`rural`; both over 2012.
    """
    fighting = np.add.reduce(state["clash"], axis=1, keepdims=True) / np.maximum(state["clash_2012"], _TINY)
    people = contested / np.maximum(state["contested_2012"], 1.0)
    index: Array = people * np.maximum(fighting, _TINY) ** params["confinement_clash_elasticity"]
    return index


@once_a_batch
def rural(params: Params, world: Any) -> Array:
    """(L, C) exposure of a municipality's residents to displacement and confinement, 1 in the countryside."""
    weight: Array = 1 - (1 - params["urban_displacement_ratio"]) * np.asarray(world.urban)[: world.n_co]
    return weight


def extortion(held: Array, state: State, params: Params, world: Any) -> Array:
    """(L, 1) index (eq. 9): people under group control x the formal activity that can be taxed (Dube-Vargas rapacity).

    ``held`` (L, 1) persons who live under group control; both over 2012.
    """
    town, line = _taxable(params, world)
    base = (town + line * state["border_jobs"]) / np.maximum(town + line, _TINY)
    index: Array = base * held / np.maximum(state["held_2012"], 1.0)
    return index


@once_a_batch
def _taxable(params: Params, world: Any) -> tuple[Array, Array]:
    """Rent from extortion in towns and, at the border jobs of 2012, on the line, (L, 1) each."""
    near = np.maximum(1 - np.asarray(world.km_to_border)[: world.n_co] / params["haven_range"], 0)
    town = params["extortion_rent"] * np.asarray(world.urban)[: world.n_co].sum()
    return town, params["rapacity_rent"] * near.sum(axis=1, keepdims=True)


def kidnapping(held: Array, state: State, params: Params, world: Any) -> Array:
    """(L, 1) index of the risk of kidnapping and disappearance (eq. 10).

    A mean of two exposures over 2012: people under group control ``held`` (L, 1), and what is charged on irregular
    passages, where travellers disappear.
    """
    passages = border_mean(state["passage_rent"], geography(world, np.float64))
    share = params["kidnapping_control_share"]
    index: Array = share * held / np.maximum(state["held_2012"], 1.0) + (1 - share) * passages
    return index


def border_interior_ratio(violence: Array, world: Any) -> Array:
    """(L, 1) violence index of the mean border department over that of the mean interior one (Martinez 2017)."""
    geo = geography(world, np.float64)
    interior = ~geo.border_department
    far = np.add.reduce(violence * interior, axis=1, keepdims=True) / max(np.sum(interior), 1)
    ratio: Array = border_mean(violence, geo) / np.maximum(far, _TINY)
    return ratio


def homicide_rise(closed: Array, params: Params, world: Any) -> Array:
    """(L, D) rise in recorded homicides against an open border (eq. 11), a share; most victims are migrants.

    ``border_closure_homicide_effect`` in Norte de Santander with every bridge closed (Medicina Legal 2015-16),
    elsewhere less, in proportion to the posts' same-day entries: La Guajira and Arauca stayed flat. ``closed`` (L, K)
    0-1.
    """
    weight = post_weights(params, world.crossing_ids)
    cucuta = np.asarray(world.crossing_route) == CUCUTA
    whole = np.add.reduce(weight * cucuta, axis=1, keepdims=True)
    exposed, shut = np.zeros((len(closed), len(world.coca_2012))), weight * closed
    for post, department in enumerate(world.crossing_department):
        exposed[:, department] += shut[:, post]
    rise: Array = params["border_closure_homicide_effect"] / 100 * exposed / np.maximum(whole, _TINY)
    return rise


def killed_here(rise: Array, params: Params) -> Array:
    """(L, D) the part of the rise that was killed in Colombia; the rest was found there (Crisis Group 2022 IV.C)."""
    share: Array = rise * (1 - params["homicides_found_share"])
    return share


def closed_to_travellers(closed: Array, params: Params, world: Any) -> Array:
    """(L, 1) share of the month closed to people, posts (L, K) by the same-day entries of an open border."""
    weight = post_weights(params, world.crossing_ids)
    shut = np.add.reduce(closed * weight, axis=1, keepdims=True)
    return np.asarray(shut / np.add.reduce(weight, axis=1, keepdims=True))


PARAMETERS = (
    "urban_displacement_ratio",
    "confinement_clash_elasticity",
    "extortion_rent",
    "rapacity_rent",
    "haven_range",
    "kidnapping_control_share",
    "border_closure_homicide_effect",
    "homicides_found_share",
    *(f"pendular_weight_{post}" for post in CROSSINGS),
)
