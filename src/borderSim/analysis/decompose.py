"""How much of a change is the reopening, the demand, the events, and the rest: paired, member by member."""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.analysis.compare import aggregate
from borderSim.catalogue import Indicator
from borderSim.results.data import Array, RunData, quantiles, recorded

MONTHS_A_YEAR = 12
PARTS = ("change", "reopening", "demand", "events", "rest")


@dataclass(frozen=True)
class Part:
    """One part of a change from the first month to the last 12: median and bands, in the indicator's unit."""

    indicator: str
    unit: str
    part: str
    median: float
    q05: float
    q25: float
    q75: float
    q95: float
    distinguishable: bool


def decompose(data: RunData) -> list[Part]:
    """Split the change of each national indicator from the first month of the run to its last 12 months.

    With A the scenario, B the reference, C the reference with demand frozen and D the same without events, all over
    the last 12 months, and S the first month, before any of them moved: reopening = A - B, demand = B - C,
    events = C - D, rest = D - S. They sum to the change A - S in each member; medians need not sum. Empty without
    variants.
    """
    if not data.variants:
        return []
    return [_part(item, name, values) for item in recorded(data) for name, values in _split(data, item).items()]


def _split(data: RunData, item: Indicator) -> dict[str, Array]:
    values = data.national[item.name]
    a, b, c, d = (aggregate(values[data.index(name)], item.window, "last_12") for name in data.variants)
    start = values[data.index(data.variants[1])][:, 0] * (MONTHS_A_YEAR if item.window in ("sum", "year") else 1)
    return dict(zip(PARTS, (a - start, a - b, b - c, c - d, d - start), strict=True))


def _part(item: Indicator, name: str, values: Array) -> Part:
    q05, q25, q50, q75, q95 = (float(level) for level in quantiles(values))
    return Part(item.name, item.window_unit(), name, q50, q05, q25, q75, q95, q05 > 0 or q95 < 0)
