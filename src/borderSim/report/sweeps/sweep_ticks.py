"""The values of an axis beside a figure: wrapped, and only every second or third where they would touch."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from borderSim.report.layout import LETTER, text_height, tick
from borderSim.report.style import GRID, INK, MUTED
from borderSim.report.words import Lang
from borderSim.results.data import Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SIZE = 7.6
"""Font size of the values (points)."""
LEVELS, STEPS = 5, [1, 2, 5, 10]
"""Ticks of a scale of numbers, at most, and the round numbers that they may be."""
LETTERS, MOST_LINES, LONG = 24, 3, 14
"""Letters in a line beside the figure, lines of a value, and letters that a value below the figure gets at least."""


def across(words: Sequence[str], inches: float) -> tuple[list[int], list[str]]:
    """Which of the values stand below a figure with so many inches for each, and their wrapped words."""
    need = width(min(max(len(piece) for text in words for piece in text.split() or [""]), LONG)) + 0.06
    step = max(math.ceil(need / inches - 1e-9), 1)
    letters = max(int((inches * step - 0.04) / width(1)), LONG // 2)
    shown = list(range(0, len(words), step))
    return shown, [_wrapped(words[i], letters) for i in shown]


def up(words: Sequence[str], inches: float) -> tuple[list[int], list[str]]:
    """Which of the values stand left of a figure with so many inches for each, and their wrapped words."""
    lines = min(max(int(inches / text_height(1, SIZE)), 2), MOST_LINES)
    said = [_wrapped(text, LETTERS, lines) for text in words]
    step = max(math.ceil(text_height(max(text.count("\n") + 1 for text in said), SIZE) / inches), 1)
    shown = list(range(0, len(words), step))
    return shown, [said[i] for i in shown]


def up_inches(words: Sequence[str]) -> float:
    """The width of the values left of a figure."""
    return width(max(len(line) for text in words for line in _wrapped(text, LETTERS).split("\n"))) + 0.2


def width(letters: int, size: float = SIZE) -> float:
    """Inches that so many letters take."""
    return letters * size * LETTER / 72


def lines_in(labels: Sequence[str]) -> int:
    """The most lines that one of the labels has."""
    return max(label.count("\n") + 1 for label in labels)


def _wrapped(words: str, letters: int, most: int = MOST_LINES) -> str:
    return "\n".join(textwrap.wrap(words, letters, max_lines=most, placeholder="…") or [""])


def levels_inches(low: float, high: float, lang: Lang) -> float:
    """Inches left of a figure for the ticks of an indicator that runs from ``low`` to ``high``."""
    from matplotlib.ticker import MaxNLocator

    ticks = MaxNLocator(nbins=LEVELS, steps=STEPS).tick_values(low, high)
    return max(width(len(tick(value, lang))) for value in ticks if low <= value <= high or low == high) + 0.18


def values_scale(axes: Axes, lang: Lang, *, horizontal: bool = False) -> None:
    """Round ticks in the language and a thin grid on the axis that holds the indicator."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axis = axes.xaxis if horizontal else axes.yaxis
    axis.set_major_locator(MaxNLocator(nbins=4 if horizontal else LEVELS, steps=STEPS))
    axis.set_major_formatter(FuncFormatter(lambda value, _: tick(value, lang)))
    axes.grid(axis="x" if horizontal else "y", color=GRID, lw=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(axis="x" if horizontal else "y", length=0, labelsize=SIZE)


def numbers_below(axes: Axes, values: Array, inches: float, words: Callable[[float], str]) -> None:
    """Ticks of a numeric axis: at the values themselves where their words have room, otherwise at round numbers."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    low, high = axes.get_xlim()
    said = [words(value) for value in values]
    gap = float(np.min(np.diff(np.sort(values)), initial=high - low)) / (high - low) * inches
    if gap >= width(max(map(len, said))) + 0.08:
        axes.set_xticks(list(values), said)
    else:
        wide = width(max(len(words(float(f"{end:.2g}"))) for end in (low, high))) + 0.15
        axes.xaxis.set_major_locator(MaxNLocator(nbins=min(max(int(inches / wide), 2), LEVELS), steps=STEPS))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words(value)))
    axes.tick_params(axis="x", length=3, color=MUTED, labelsize=SIZE, labelcolor=INK)
