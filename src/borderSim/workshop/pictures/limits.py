"""The axes of charts: round ticks, zero always in sight, and the same limits for charts that are compared."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from borderSim.report.numbers import MILLION, TINY, plain
from borderSim.report.style import FEW
from borderSim.report.words import Lang
from borderSim.results.data import Array
from borderSim.workshop.pictures.picture import Picture, Series

ROOM = 0.04
"""Free part of an axis beyond the last value."""
LEVEL_TICKS, GAP_TICKS = 5, 4
EXACT = 12
"""Figures of a tick; ECharts would round the place of a line to two decimals."""


@dataclass(frozen=True)
class Axis:
    """An axis from ``low`` to ``high`` with ``ticks`` between, in the indicator's unit."""

    low: float
    high: float
    ticks: tuple[float, ...]

    @property
    def scale(self) -> float:
        """What tick numbers are divided by: a million, or one."""
        return MILLION if max(abs(tick) for tick in self.ticks) >= MILLION else 1.0

    def words(self, lang: Lang, *, sign: bool = False) -> list[str]:
        """The numbers at the ticks, in the language."""
        return [("+" if sign and tick > 0 else "") + plain(tick / self.scale, lang) for tick in self.ticks]

    def part(self, value: float) -> float:
        """Where a value stands on the axis, 0-1."""
        return (value - self.low) / (self.high - self.low)


@dataclass(frozen=True)
class Limits:
    """The axes of the upper panel (level) and of the lower one (difference)."""

    level: Axis
    gap: Axis


def limits(pictures: Sequence[Picture]) -> Limits:
    """The axes that hold everything that these pictures draw; both have zero on them."""
    levels = [end for picture in pictures for line in picture.policies for s in (line.level, line.baseline)
              for end in _ends(s)]  # fmt: skip
    levels += [end for picture in pictures for values in picture.behind for end in _range(values)]
    gaps = [end for picture in pictures for line in picture.policies for end in _ends(line.gap)]
    return Limits(axis(levels, LEVEL_TICKS, empty=(0.0, 1.0)), axis(gaps, GAP_TICKS, empty=(-1.0, 1.0)))


def axis(values: Iterable[float], most: int, empty: tuple[float, float]) -> Axis:
    """An axis with zero and all ``values``, at most ``most`` steps between ticks; ``empty`` where all are zero."""
    found = [0.0, *values]
    low, high = min(found), max(found)
    if high - low < TINY:
        low, high = empty
    extra = ROOM * (high - low)
    low, high = (low - extra if low < 0 else 0.0), (high + extra if high > 0 else 0.0)
    step = round_step((high - low) / most)
    places = range(math.ceil(low / step), math.floor(high / step) + 1)
    return Axis(low, high, tuple(float(f"{n * step:.{EXACT}g}") for n in places))


def round_step(least: float) -> float:
    """The smallest 1, 2 or 5 times a power of ten that is at least ``least``."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(size * power for size in (1, 2, 5, 10) if size * power >= least * (1 - 1e-9))


def _ends(series: Series) -> tuple[float, float]:
    """The lowest and highest number that is drawn: of single runs where they are few, else of the light band."""
    return _range(series.members if len(series.members) < FEW else series.levels)


def _range(values: Array) -> tuple[float, float]:
    return float(np.min(values)), float(np.max(values))
