"""Placing things on a figure: axes in inches, wrapped text, end labels pushed apart, ticks that people read."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from borderSim.report.numbers import LOCALES, MILLION, MINUS, month
from borderSim.report.style import GRID, INK, MUTED
from borderSim.report.words import Lang, word

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LETTER = 0.56
"""Mean width of a letter of DejaVu Sans, of its size: only used to break lines; checks.py proves the outcome."""


SHORT_RUN, MOST_TICKS = 24, 6
"""A run of up to so many months has months, not years, on its time axis; and at most so many ticks."""


@dataclass(frozen=True)
class Box:
    """A rectangle on a figure, in inches from its lower left corner."""

    figure: Figure
    left: float
    bottom: float
    width: float
    height: float

    def axes(self, left: float, bottom: float, width: float, height: float, **options: Any) -> Axes:
        """New axes at a place in the box (inches)."""
        whole = self.figure.get_size_inches()
        x, y = self.left + left, self.bottom + bottom
        return self.figure.add_axes((x / whole[0], y / whole[1], width / whole[0], height / whole[1]), **options)

    def text(self, left: float, top: float, words: str, size: float, **options: Any) -> float:
        """Write wrapped text whose first line starts ``top`` inches under the box's top; return where it ends."""
        whole = self.figure.get_size_inches()
        lines = wrap(words, self.width - left - 0.08, size * (1.08 if options.get("weight") == "bold" else 1))
        x, y = (self.left + left) / whole[0], (self.bottom + self.height - top) / whole[1]
        self.figure.text(x, y, "\n".join(lines), size=size, va="top", linespacing=1.25, **options)
        return top + text_height(len(lines), size)


def wrap(words: str, inches: float, size: float) -> list[str]:
    """Break ``words`` into lines that fit into so many inches at a font size (points)."""
    return textwrap.wrap(words, max(int(inches * 72 / (size * LETTER)), 8)) or [""]


def text_height(lines: int, size: float) -> float:
    """Height in inches of lines of text at a font size (points)."""
    return lines * size * 1.32 / 72


def spread(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Centres near ``wanted`` for blocks of these heights so that none overlap and all stay in [low, high].

    Keeps the order of ``wanted``. Raises nothing: when they cannot fit, they are stacked from ``low`` upwards.
    """
    order = np.argsort(np.asarray(wanted), kind="stable")
    placed = [0.0] * len(order)
    floor = low
    for i in order:
        placed[i] = max(wanted[i], floor + heights[i] / 2)
        floor = placed[i] + heights[i] / 2
    ceiling = high
    for i in order[::-1]:
        placed[i] = min(placed[i], ceiling - heights[i] / 2)
        ceiling = placed[i] - heights[i] / 2
    shift = max(low - ceiling, 0.0)
    return [value + shift for value in placed]


@dataclass(frozen=True)
class EndLabel:
    """The words at the end of a line: value in data units, lines of text, colour."""

    value: float
    lines: Sequence[str]
    colour: str


def end_labels(axes: Axes, labels: Sequence[EndLabel], size: float = 7.4) -> None:
    """Write each label to the right of the axes beside its line's end, pushed apart, with a thin leader."""
    low, high = axes.get_ylim()
    inches = axes.get_position().height * float(axes.figure.get_size_inches()[1])  # type: ignore[union-attr]
    wanted = [(label.value - low) / (high - low) for label in labels]
    heights = [text_height(len(label.lines), size) / inches for label in labels]
    for label, want, put in zip(labels, wanted, spread(wanted, heights, -0.15, 1.02), strict=True):
        axes.plot([1.0, 1.04], [want, put], transform=axes.transAxes, color=label.colour, lw=0.6, clip_on=False)
        axes.text(1.05, put, "\n".join(label.lines), transform=axes.transAxes, color=label.colour, size=size,
                  va="center", linespacing=1.2)  # fmt: skip


def dress(axes: Axes, months: Sequence[str], lang: Lang) -> None:
    """Thin horizontal grid, 1-2-5 ticks in the language, months as dates."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: tick(value, lang)))
    axes.grid(axis="y", color=GRID, lw=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(0, max(len(months) - 1, 1))
    years = [t for t, text in enumerate(months) if text.endswith("-01")]
    places = years[:: -(-len(years) // MOST_TICKS)] if len(months) > SHORT_RUN else list(range(0, len(months), 6))
    axes.set_xticks(places, [months[t][:4] if len(months) > SHORT_RUN else month(months[t], lang) for t in places])
    axes.tick_params(axis="x", length=3, color=MUTED)


def tick(value: float, lang: Lang) -> str:
    """A tick label with all its digits, in the language."""
    from babel.numbers import format_decimal

    big = abs(value) >= MILLION
    said = format_decimal(value / MILLION if big else value, format="#,##0.####", locale=LOCALES[lang])
    text = str(said).replace("-", MINUS).replace(f"{MINUS}0", "0") if value == 0 else str(said).replace("-", MINUS)
    return word("one_million" if abs(value) == MILLION else "million", lang, value=text) if big else text


def heading_height(width: float, title: str, subtitle: str) -> float:
    """The inches that `heading` takes in a box of a width."""
    lines = [len(wrap(title, width - 0.08, 10.5 * 1.08)), len(wrap(subtitle, width - 0.08, 7.8))]
    return 0.16 + text_height(lines[0], 10.5) + text_height(lines[1], 7.8)


def heading(box: Box, title: str, subtitle: str) -> float:
    """Title and subtitle at the top of a box; return how many inches they take."""
    end = box.text(0, 0.06, title, 10.5, weight="bold", color=INK)
    return box.text(0, end + 0.04, subtitle, 7.8, color=MUTED) + 0.06


def capital(words: str) -> str:
    """``words`` with a capital first letter, the rest as it is."""
    return words[:1].upper() + words[1:]
