"""Skill of places: does the model know better than constant shares where people live?

A place's share is taken of the total of all places on that date, so an error in the total does not count here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from borderSim.hindcast import scores
from borderSim.hindcast.skill import skill_interval, skill_of

Array = NDArray[Any]


@dataclass(frozen=True)
class PlaceCount:
    """One count by place after a cut-off: ``observed`` and the ``last`` known one (C,), the model's draws (M, C)."""

    cutoff: int
    variable: str
    date: str
    observed: Array
    last: Array
    model: Array


@dataclass(frozen=True)
class PlaceRow:
    """Skill of the shares of ``places`` on ``n`` dates after a cut-off, against constant shares; each with an interval.

    ``skill``: CRPS of the share, summed, so a place weighs by its size. ``each``: CRPS of ln(1 + persons), every place
    alike. ``median``: the model's median share against the constant one, point against point, so that a spread alone
    earns nothing. ``better``: part of the places whose summed CRPS is lower than with constant shares.
    """

    variable: str
    cutoff: int
    places: int
    n: int
    crps: float
    crps_constant: float
    skill: float
    skill_low: float
    skill_high: float
    each: float
    each_low: float
    each_high: float
    median: float
    median_low: float
    median_high: float
    better: float

    def cells(self) -> dict[str, str | int | float]:
        """Return the row as flat columns, for a CSV file."""
        return asdict(self)


def place_table(counts: Sequence[PlaceCount], seed: int) -> list[PlaceRow]:
    """One row for each variable and cut-off; the intervals resample whole places, over all its dates.

    ValueError when the counts of a variable and cut-off differ in their number of places.
    """
    found: dict[tuple[str, int], list[PlaceCount]] = {}
    for each in counts:
        found.setdefault((each.variable, each.cutoff), []).append(each)
    return [_row(*key, group, seed) for key, group in found.items()]


def shares(persons: Array) -> Array:
    """(..., C) parts of the total over the last axis. ValueError for a total that is not above zero."""
    total = persons.sum(axis=-1, keepdims=True)
    if not (total > 0).all():
        raise ValueError("shares need a total above zero")
    return np.asarray(persons / total)


def _row(variable: str, cutoff: int, counts: list[PlaceCount], seed: int) -> PlaceRow:
    if len({len(each.observed) for each in counts}) > 1:
        raise ValueError(f"{variable}: counts of one cut-off must be of the same places")
    sums = {name: np.sum([part[name] for part in map(_errors, counts)], axis=0) for name in _errors(counts[0])}
    places = range(sums["crps"].shape[1])
    skills: dict[str, float] = {}
    for column, name in (("skill", "crps"), ("each", "crps_log"), ("median", "point")):
        model, constant = sums[name]
        low, high = skill_interval(model, constant, places, seed, f"places/{variable}/{cutoff}/{name}")
        skills |= {column: float(skill_of(model, constant)), f"{column}_low": low, f"{column}_high": high}
    model, constant = sums["crps"] / len(counts)
    return PlaceRow(
        variable,
        cutoff,
        places=len(places),
        n=len(counts),
        crps=float(model.mean()),
        crps_constant=float(constant.mean()),
        better=float(np.mean(model < constant)),
        **skills,
    )


def _errors(each: PlaceCount) -> dict[str, Array]:
    """(2, C) errors of the model and of constant shares, by score."""
    total = each.observed.sum()
    truth, constant, model = shares(each.observed), shares(each.last), shares(each.model).T
    miss, miss_log = np.abs(constant - truth), np.abs(np.log1p(total * constant) - np.log1p(each.observed))
    return {
        "crps": np.stack([scores.crps(model, truth), miss]),
        "crps_log": np.stack([scores.crps_log(total * model, each.observed), miss_log]),
        "point": np.stack([np.abs(np.median(model, axis=-1) - truth), miss]),
    }
