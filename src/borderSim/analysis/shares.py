"""Where the spread of a difference comes from: uncertain numbers, chance, or how the model is built.

The shares are of the variance of the members' ranks, so that a few extreme members do not decide. Chance is what two
runs of the same member with other noise and events do not share (pick-freeze: Sobol 2001, Math. Comput. Simul. 55;
Janon et al. 2014, ESAIM P&S 18). Structure is what the members' structural choices explain in a linear regression
(adjusted R squared). Parameters, with the starting state, are the rest.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np
from scipy.stats import norm, rankdata

from borderSim.analysis.compare import aggregate
from borderSim.catalogue import Indicator
from borderSim.results.data import Array, RunData, recorded

FEWEST = 8
"""Below so many repeated members a share would be noise."""
PARTS = ("parameters", "events", "structure")


@dataclass(frozen=True)
class Shares:
    """Shares (0-1, they sum to 1) of the variance of a paired difference; the 90% interval is that of ``events``."""

    indicator: str
    scenario: str
    baseline: str
    window: str
    parameters: float
    events: float
    structure: float
    events_low: float
    events_high: float


def shares(data: RunData) -> list[Shares]:
    """The shares of every national indicator in every compared pair, over the run's window.

    Empty where too few members were repeated; an indicator that no member changes has no row.
    """
    if not data.again or np.shape(next(iter(data.again.values())))[1] < FEWEST:
        return []
    return [row for pair in data.comparisons for item in recorded(data) for row in _row(data, item, *pair)]


def _row(data: RunData, item: Indicator, scenario: str, baseline: str) -> Iterator[Shares]:
    first, second = (_gap(table[item.name], data, item, scenario, baseline) for table in (data.national, data.again))
    repeated = len(second)
    if np.ptp(first) == 0 or np.ptp(second) == 0 or np.ptp(first[:repeated]) == 0:
        return
    kept, low, high = correlation(first[:repeated], second)
    by_structure = min(explained(first, data.structure), kept)
    yield Shares(
        item.name, scenario, baseline, data.window, kept - by_structure, 1 - kept, by_structure, 1 - high, 1 - low
    )  # fmt: skip


def _gap(values: Array, data: RunData, item: Indicator, scenario: str, baseline: str) -> Array:
    """(M,) paired difference over the window."""
    ours, theirs = (aggregate(values[data.index(name)], item.window, data.window) for name in (scenario, baseline))
    return ours - theirs


def correlation(first: Array, second: Array) -> tuple[float, float, float]:
    """Rank correlation of two (R,) runs of the same members, within 0-1, with its 90% interval (Fisher's z)."""
    found = float(np.corrcoef(rankdata(first), rankdata(second))[0, 1])
    bounded = math.atanh(min(max(found, -1 + 1e-12), 1 - 1e-12))
    width = float(norm.ppf(0.95)) / math.sqrt(len(first) - 3)
    low, high = (math.tanh(bounded + sign * width) for sign in (-1, 1))
    return max(found, 0.0), max(low, 0.0), max(high, 0.0)


def explained(gap: Array, structure: Mapping[str, Array]) -> float:
    """Share (0-1) of the variance of the ranks of ``gap`` (M,) that structural choices (M,) explain, adjusted."""
    varied = [np.asarray(choice, float) for choice in structure.values() if np.ptp(choice) > 0]
    freedom = len(gap) - len(varied) - 1
    if not varied or freedom < 1:
        return 0.0
    ranks = rankdata(gap)
    design = np.column_stack([np.ones(len(gap)), *varied])
    fitted = design @ np.linalg.lstsq(design, ranks, rcond=None)[0]
    left = float(np.sum((ranks - fitted) ** 2) / np.sum((ranks - ranks.mean()) ** 2))
    return max(1 - left * (len(gap) - 1) / freedom, 0.0)


def write_shares(rows: Sequence[Shares], path: Path) -> Path:
    """Write variance.csv, one line per indicator and compared pair."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, [item.name for item in fields(Shares)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(row) for row in rows)
    return path
