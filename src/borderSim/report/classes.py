"""Map classes: 1-2-5 breaks shared by the maps that are compared, symmetric ones for differences, and their words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from borderSim.report.layout import tick
from borderSim.report.words import Lang, word
from borderSim.results.data import Array

LEVEL_COLOURS = ("#f1eef6", "#d0d1e6", "#a6bddb", "#67a9cf", "#3690c0", "#02818a", "#014636")
"""Light to dark, one hue order; no colour of the scale says good or bad."""
LOWER_COLOURS, MIDDLE, HIGHER_COLOURS = ("#b35806", "#f1a340", "#fee0b6"), "#f7f7f7", ("#d8daeb", "#998ec3", "#542788")
"""ColorBrewer PuOr: safe for colour-blind readers."""
DISAGREE = "#d3d7da"
MOST_BREAKS, FEWEST_BREAKS = 6, 4
AGREE = 0.9
"""Where fewer than 90 of 100 runs agree on the sign, the map shows no hue (workshop.md section 7, rule 12)."""


def nice(low: float, high: float) -> list[float]:
    """All numbers 1, 2, 5 x 10^n from ``low`` to ``high``."""
    if not 0 < low <= high:
        return []
    tens = range(int(np.floor(np.log10(low))), int(np.ceil(np.log10(high))) + 1)
    return [round(d * 10.0**n, 12) for n in tens for d in (1, 2, 5) if low <= d * 10.0**n <= high]


def level_breaks(values: Array) -> list[float]:
    """At most six 1-2-5 breaks, the upper ones of the 10th to the 98th percentile of positive values.

    Where that range holds fewer than four of them, evenly spaced round breaks.
    """
    positive = values[np.isfinite(values) & (values > 0)]
    if not len(positive):
        return [1.0]
    low, high = np.quantile(positive, (0.1, 0.98))
    found = nice(low, high)[-MOST_BREAKS:]
    return found if len(found) >= FEWEST_BREAKS else even(low, high)


def even(low: float, high: float) -> list[float]:
    """Four to six evenly spaced round breaks inside a narrow range."""
    steps = [step for step in nice((high - low) / 20, high) if (high - low) / step >= FEWEST_BREAKS]
    spacing = steps[-1] if steps else high
    counts = range(int(np.ceil(low / spacing)), int(np.floor(high / spacing)) + 1)
    return [round(i * spacing, 12) for i in counts][:MOST_BREAKS]


def difference_breaks(values: Array) -> list[float]:
    """Breaks -c, -b, -a, a, b, c of a difference, symmetric about 0; 1-2-5 numbers up to the 98th percentile."""
    size = np.abs(values[np.isfinite(values)])
    size = size[size > 0]
    if not len(size):
        return [-1.0, 1.0]
    top = float(np.quantile(size, 0.98))
    upper = nice(top / 50, top)[-3:] or [float(f"{top:.1g}")]
    return [-b for b in reversed(upper)] + upper


def level_colours(count: int) -> list[str]:
    """``count`` colours from light to dark, spread over the scale."""
    return [LEVEL_COLOURS[round(i)] for i in np.linspace(0, len(LEVEL_COLOURS) - 1, count)]


def difference_colours(breaks: Sequence[float]) -> list[str]:
    """Orange for lower, purple for higher, the middle nearly white."""
    side = len(breaks) // 2
    return [*LOWER_COLOURS[:side], MIDDLE, *HIGHER_COLOURS[len(HIGHER_COLOURS) - side :]]


def names(breaks: Sequence[float], lang: Lang, *, signed: bool) -> list[str]:
    """The words of each class, from the lowest; the middle of a difference is "no clear change"."""
    said = [("+" if signed and value > 0 else "") + tick(value, lang) for value in breaks]
    inner = [word("range", lang, low=a, high=b) for a, b in pairwise(said)]
    if signed:
        inner[len(inner) // 2] = word("no_clear", lang)
    less = word("less_signed" if signed else "less_than", lang, value=said[0])
    return [less, *inner, word("or_more", lang, value=said[-1])]
