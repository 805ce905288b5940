"""robustness.csv and regret.csv: every measure of every option, and its regret in every future."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from borderSim.analysis.robust_resample import Robustness
from borderSim.analysis.robustness import MEASURES, Want
from borderSim.results.data import LEVELS, Array, quantiles
from borderSim.results.sweep_data import AxisInfo, SweepData

NUMBERS = ("value", "low", "high", "rank", "first_in_100")
ALL_WANTS = "all"


def value_text(axis: AxisInfo, value: float) -> str:
    """A value of an axis as files write it: the words of a choice, or the number."""
    return axis.choices[int(value)] if axis.choices else f"{value:.10g}"


def write_robustness(found: Robustness, data: SweepData, path: Path) -> Path:
    """Write one line per option, indicator and measure: its value, 90% interval, rank and 100 x P(ranks first).

    ``satisfied`` lines have the threshold in the column of the indicator (or "all") and no rank; empty is no number.
    """
    names = [data.axes[position].name for position in found.crossing.policy]
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([*names, "indicator", "measure", *NUMBERS])
        for option, row in enumerate(_texts(data, found.crossing.policy, found.crossing.options)):
            writer.writerows([*row, *line] for line in [*_measures(found, option), *_satisfied(found, option)])
    return path


def _texts(data: SweepData, axes: Sequence[int], rows: Array) -> list[list[str]]:
    return [[value_text(data.axes[axis], value) for axis, value in zip(axes, row, strict=True)] for row in rows]


def _number(value: float) -> str:
    return "" if np.isnan(value) else f"{value:.10g}"


def _measures(found: Robustness, option: int) -> Iterator[list[str]]:
    for g, item in enumerate(found.items):
        for k, measure in enumerate(MEASURES):
            at = (g, k, option)
            numbers = (found.measures.value[at], found.measures.low[at], found.measures.high[at], found.ranks.rank[at])
            yield [item.goal.indicator, measure, *map(_number, numbers), _number(100 * found.ranks.first[at])]


def _satisfied(found: Robustness, option: int) -> Iterator[list[str]]:
    for w, name in enumerate(want_names(found.wants)):
        numbers = (found.shares.value[w, option], found.shares.low[w, option], found.shares.high[w, option])
        yield [name, "satisfied", *map(_number, numbers), "", ""]


def want_names(wants: Sequence[Want]) -> list[str]:
    """The thresholds as they are typed, and "all" where there are several."""
    names = [f"{want.indicator} {want.kind} {want.limit:g}" for want in wants]
    return [*names, ALL_WANTS] if len(names) > 1 else names


def write_regret(found: Robustness, data: SweepData, path: Path) -> Path:
    """Write one line per option, future and indicator: quantiles of the regret over the members, in its unit."""
    crossing = found.crossing
    options, futures = _texts(data, crossing.policy, crossing.options), _texts(data, crossing.future, crossing.futures)
    names = [data.axes[position].name for position in (*crossing.policy, *crossing.future)]
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([*names, "indicator", *(f"q{round(100 * level):02d}" for level in LEVELS)])
        for item in found.items:
            levels = quantiles(item.regret, axis=2)
            for o, option in enumerate(options):
                for f, future in enumerate(futures):
                    writer.writerow([*option, *future, item.goal.indicator, *map(_number, levels[:, o, f])])
    return path
