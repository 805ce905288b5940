"""What a map can show: layers of municipalities and departments, always rates or indices, and their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from borderSim.catalogue import indicators
from borderSim.report.maps import LAST_CENSUS_YEAR, SAN_ANDRES
from borderSim.report.words import Lang
from borderSim.results.data import Array
from borderSim.workshop.desk.ask import Answer, Outcome
from borderSim.workshop.words import say
from borderSim.world import load, population_by_year

PLACE = "venezuelans"
PRESENCE = "presence_"
YEAR = 12
HUNDRED, THOUSAND = 100.0, 1000.0
Kind = Literal["municipality", "department"]

LAYERS = (
    PLACE,
    "unmet_need_department",
    "displaced_department",
    "coca_department",
    "presence_eln_department",
    "presence_dissidents_department",
    "presence_agc_department",
    "presence_gangs_department",
)


@dataclass(frozen=True, eq=False)
class Field:
    """A layer in one month: (M, P) of the policy and of its baseline over P places, and who lives there (P,).

    NaN where a place has no number. ``shown`` (P,) are the places that are drawn.
    """

    kind: Kind
    policy: Array
    baseline: Array
    residents: Array
    names: Sequence[str]
    shown: Array


def layers(hide_groups: bool = False) -> list[str]:
    """The layers by name; without those of armed groups where the facilitator hides them."""
    return [name for name in LAYERS if not (hide_groups and is_group(name))]


def is_group(layer: str) -> bool:
    """Does a layer show armed groups?"""
    return layer.startswith(PRESENCE)


def label(layer: str, lang: Lang) -> str:
    """What a layer shows, with its unit."""
    return say(f"pictures_layer_{layer}", lang)


def kind(layer: str) -> Kind:
    """Are the places of a layer municipalities or departments?"""
    return "municipality" if layer == PLACE else "department"


def months(answer: Answer, layer: str) -> Sequence[str]:
    """The months that a layer has, "YYYY-MM"."""
    return answer.place_months if layer == PLACE else answer.months


def over_a_year(layer: str) -> bool:
    """Is the layer a mean over twelve months (a flow) instead of one month's number (a stock)?"""
    return layer != PLACE and indicators()[layer].window != "last"


def field(answer: Answer, layer: str, month: int) -> Field:
    """A layer in month number ``month`` of `months`. Raises KeyError where the answer does not hold it."""
    world, rate = load(), rates(layer, months(answer, layer)[month])
    policy, baseline = (_members(outcome, layer, month) * rate for outcome in (answer.policy, answer.baseline))
    people = residents(months(answer, layer)[month])
    if kind(layer) == "municipality":
        shown = np.array([not code.startswith(SAN_ANDRES) for code in world.codes[: world.n_co]])
        return Field("municipality", policy, baseline, people, world.names[: world.n_co], shown & np.isfinite(rate))
    people = np.add.reduceat(people, world.department_start)
    shown = np.array([not code.startswith(SAN_ANDRES) for code in world.department_codes])
    return Field("department", policy, baseline, people, world.department_names, shown)


def _members(outcome: Outcome, layer: str, month: int) -> Array:
    """(M, P) in the indicator's unit: of the month, or the mean of the twelve months to it."""
    if layer == PLACE:
        return np.asarray(outcome.place[layer][:, month], np.float64)
    values = outcome.department[layer]
    if over_a_year(layer):
        return np.asarray(values[:, max(month + 1 - YEAR, 0) : month + 1], np.float64).mean(axis=1)
    return np.asarray(values[:, month], np.float64)


def rates(layer: str, month: str) -> Array:
    """(P,) what a number is multiplied by to become a rate; NaN where nobody lives."""
    world = load()
    people = residents(month)
    if layer == PLACE:
        return THOUSAND / np.where(people > 0, people, np.nan)
    if layer == "displaced_department":
        return HUNDRED * THOUSAND / np.add.reduceat(people, world.department_start)
    if layer == "coca_department":
        return HUNDRED / np.add.reduceat(world.area_km2[: world.n_co], world.department_start)
    if is_group(layer):
        return HUNDRED / np.bincount(world.department).astype(np.float64)
    return np.ones(len(world.department_codes))


def residents(month: str) -> Array:
    """(1122,) residents of the municipalities in the year of a month, or the last year that the tables hold."""
    return np.asarray(population_by_year(min(int(month[:4]), LAST_CENSUS_YEAR)), np.float64)
