"""What a finished run hands on: labelled arrays in memory, and the quantiles that people read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from borderSim.catalogue import Indicator, indicators

Array = NDArray[Any]

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
"""The quantiles kept everywhere: the median and the ends of the 50% and 90% bands."""
LEVEL_NAMES = ("q05", "q25", "q50", "q75", "q95")


def quantiles(values: Array, axis: int = 0) -> Array:
    """Return the five quantiles LEVELS of ``values`` along ``axis``, moved to the front: (5, ...), float64.

    Linear interpolation between order statistics (Hyndman and Fan 1996, type 7; numpy's default), by one sort.
    """
    rows = np.sort(np.moveaxis(np.asarray(values), axis, -1), axis=-1)
    position = np.array(LEVELS) * (rows.shape[-1] - 1)
    low = np.floor(position).astype(np.intp)
    high = np.minimum(low + 1, rows.shape[-1] - 1)
    below, above = (rows[..., rank].astype(np.float64) for rank in (low, high))
    return np.moveaxis(below + (above - below) * (position - low), -1, 0)


@dataclass(frozen=True)
class PlaceSummary:
    """A municipal field without its members: quantiles (S, 5, C) and the paired difference from the reference.

    ``difference`` is (S, 5, C) in the field's unit; ``higher`` is (S, C), the share of members (0-1) in which the
    scenario is strictly above the reference, and ``lower`` (S, C) the share in which it is strictly below.
    """

    levels: Array
    difference: Array
    higher: Array
    lower: Array


@dataclass(frozen=True)
class Opposed:
    """One reading of a contested question, and the names of the scenario and of the reference computed under it."""

    question: str
    reading: str
    scenario: str
    baseline: str


@dataclass(frozen=True)
class RunData:
    """One finished run: S scenarios, M members, T months.

    ``scenarios`` names the scenario axis: first the scenario that was run, then its references and variants.
    ``variants``, when present, names four of them in the order of the decomposition: scenario, reference, reference
    with demand frozen, the same without events. ``pairs`` are the (scenario, reference) pairs to compare; by default
    the first scenario against every other that is no variant. ``national`` holds (S, M, T), ``department``
    (S, M, T, 33), ``place`` (S, M, C) of the last month (and of the first, ``*_start``), each by indicator name in the
    indicator's unit. ``months`` are "YYYY-MM". ``meta`` holds seed, version, dtype, timings, start, end, what was
    sampled and pinned. ``readings`` are scenario and reference under opposed readings. ``structure`` holds the (M,)
    structural choices of the members, 0 or 1, and ``again`` the national series (S, R, T) of the first R members with
    the same parameters and other chance, for the S scenarios that were asked for.
    """

    scenarios: tuple[str, ...]
    members: Array
    months: Sequence[str]
    national: Mapping[str, Array]
    department: Mapping[str, Array] = field(default_factory=dict)
    place: Mapping[str, Array] = field(default_factory=dict)
    meta: Mapping[str, Any] = field(default_factory=dict)
    variants: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    summaries: Mapping[str, PlaceSummary] = field(default_factory=dict)
    readings: tuple[Opposed, ...] = ()
    structure: Mapping[str, Array] = field(default_factory=dict)
    again: Mapping[str, Array] = field(default_factory=dict)

    @property
    def window(self) -> str:
        """The months that findings are about: first_12, last_12 or whole."""
        return str(self.meta.get("window", "last_12"))

    @property
    def scenario(self) -> str:
        """The name of the scenario that was run."""
        return self.scenarios[0]

    @property
    def references(self) -> tuple[str, ...]:
        """The scenarios that the first is compared with."""
        extra = {*self.variants[2:], *(name for item in self.readings for name in (item.scenario, item.baseline))}
        return tuple(name for name in self.scenarios[1:] if name not in extra)

    @property
    def comparisons(self) -> tuple[tuple[str, str], ...]:
        """The (scenario, reference) pairs to compare."""
        return self.pairs or tuple((self.scenario, name) for name in self.references)

    def index(self, scenario: str) -> int:
        """The position of a scenario on the scenario axis."""
        return self.scenarios.index(scenario)

    def place_summary(self, name: str) -> PlaceSummary:
        """The summary of a municipal field, computed from the members where they are at hand."""
        return summarise(self, name) if name in self.place else self.summaries[name]


def summarise(data: RunData, name: str) -> PlaceSummary:
    """Reduce ``data.place[name]`` (S, M, C) over its members; each scenario is paired with its own reference."""
    values = np.asarray(data.place[name], dtype=np.float64)
    baseline = dict(reversed(data.comparisons))
    partner = [data.index(baseline.get(scenario, scenario)) for scenario in data.scenarios]
    gap = values - values[partner]
    return PlaceSummary(
        levels=np.moveaxis(quantiles(values, axis=1), 0, 1),
        difference=np.moveaxis(quantiles(gap, axis=1), 0, 1),
        higher=(gap > 0).mean(axis=1),
        lower=(gap < 0).mean(axis=1),
    )


def recorded(data: RunData) -> list[Indicator]:
    """The national indicators of a run, in the order in which they are shown (model description 5.2)."""
    return [item for name, item in indicators().items() if name in data.national]
