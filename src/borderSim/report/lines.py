"""One comparison: scenarios and their reference over time, and under it the difference, run by run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from borderSim.report.layout import LETTER, Box, EndLabel, dress, end_labels, heading, text_height, wrap
from borderSim.report.numbers import in_100, number, span
from borderSim.report.style import BASELINE, FEW, INK, MUTED, POLICIES, styled
from borderSim.report.words import Lang, word
from borderSim.results.data import Array, quantiles

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT = 4.9
LEFT, RIGHT = 0.76, 1.55
"""Inches left of the axes for ticks and right of them for end labels."""
LABEL_LETTERS = 23
MARKS = 3


@dataclass(frozen=True)
class Mark:
    """A policy or event date: position in months from the start of the run, and its words."""

    position: float
    words: str


@dataclass(frozen=True)
class Panel:
    """What one comparison shows. ``lines`` are (name, (M, T)) with the reference first; ``marks`` are policy dates."""

    title: str
    subtitle: str
    months: Sequence[str]
    lines: Sequence[tuple[str, Array]]
    marks: Sequence[Mark] = ()
    footer: str = ""


def draw(box: Box, panel: Panel, lang: Lang) -> None:
    """Draw a panel into a box at least 5 inches wide and 4.5 high: level above, paired difference below."""
    with styled():
        top = heading(box, panel.title, panel.subtitle)
        foot = footer(box, panel.footer)
        shown = panel.marks[:MARKS]
        strip = text_height(1, 7.2) * len(shown) + (0.04 if shown else 0)
        free = box.height - top - strip - foot - 0.98
        width = box.width - LEFT - RIGHT
        below = box.axes(LEFT, foot + 0.3, width, free * 0.36)
        above = box.axes(LEFT, foot + 0.3 + free * 0.36 + 0.6, width, free * 0.64)
        _level(above, panel, lang)
        _difference(below, panel, lang)
        _marks(above, below, shown, len(panel.months))
        under = box.height - (foot + 0.3 + free * 0.36 + 0.27)
        box.text(0, under, word("difference_title", lang), 8.2, color=INK, weight="bold")


def footer(box: Box, words: str) -> float:
    """Write the footer at the bottom of a box; return the height of it (inches)."""
    tall = footer_height(box.width, words)
    if words:
        box.text(0, box.height - tall, words, 6.6, color=MUTED)
    return tall


def footer_height(width: float, words: str) -> float:
    """The inches that a footer takes in a box of a width."""
    return text_height(len(wrap(words, width - 0.08, 6.6)), 6.6) + 0.05 if words else 0.0


def look(position: int) -> tuple[str, Any, str]:
    """Colour, dash and word colour of a line: the reference first, then the policies in their fixed order."""
    return BASELINE if position == 0 else POLICIES[position - 1]


def _level(axes: Axes, panel: Panel, lang: Lang) -> None:
    labels = [_plot(axes, name, values, position, lang) for position, (name, values) in enumerate(panel.lines)]
    dress(axes, panel.months, lang)
    low, high = axes.get_ylim()
    axes.set_ylim(min(low, 0) if low < 0 else 0, high if high > 0 else 1)
    end_labels(axes, labels)


def _plot(axes: Axes, name: str, values: Array, position: int, lang: Lang) -> EndLabel:
    """Draw one line with its bands, or its members where they are few; return the label for its end."""
    colour, dash, tone = look(position)
    levels = quantiles(values)
    bands(axes, values, levels, colour)
    axes.plot(levels[2], color=colour, ls=dash, lw=1.7, zorder=4)
    last = levels[:, -1]
    words = [*wrap_label(name), number(last[2], lang), f"({span(last[0], last[4], lang)})"]
    return EndLabel(float(last[2]), words, tone)


def wrap_label(name: str) -> list[str]:
    """A name in at most two short lines."""
    import textwrap

    return textwrap.wrap(name, LABEL_LETTERS, max_lines=2, placeholder=" …")


def bands(axes: Axes, values: Array, levels: Array, colour: str) -> None:
    """Light band for the middle 90 of 100 runs, dark for the middle 50; single runs when there are under 20."""
    if len(values) < FEW:
        axes.plot(values.T, color=colour, lw=0.5, alpha=0.45, zorder=2)
        return
    months = np.arange(levels.shape[1])
    axes.fill_between(months, levels[0], levels[4], color=colour, alpha=0.15, lw=0, zorder=2)
    axes.fill_between(months, levels[1], levels[3], color=colour, alpha=0.3, lw=0, zorder=3)


def _difference(axes: Axes, panel: Panel, lang: Lang) -> None:
    reference, labels = panel.lines[0][1], []
    for position, (_, values) in enumerate(panel.lines[1:], start=1):
        gap, (colour, dash, tone) = values - reference, look(position)
        levels = quantiles(gap)
        bands(axes, gap, levels, colour)
        axes.plot(levels[2], color=colour, ls=dash, lw=1.7, zorder=4)
        labels.append(_gap_label(gap[:, -1], levels[:, -1], tone, lang))
    axes.axhline(0, color=INK, lw=0.9, zorder=5)
    dress(axes, panel.months, lang)
    low, high = axes.get_ylim()
    axes.set_ylim(*((low, high) if high > low + 1e-12 else (-1, 1)))
    end_labels(axes, labels)


def _gap_label(gap: Array, levels: Array, colour: str, lang: Lang) -> EndLabel:
    """Value with sign, the range, and in how many of 100 runs it is higher (or that it cannot be told apart)."""
    count = word("higher_short", lang, n=in_100(100 * float(np.mean(gap > 0))))
    words = [number(levels[2], lang, sign=True), f"({span(levels[0], levels[4], lang, sign=True)})", *wrap_label(count)]
    if levels[0] <= 0 <= levels[4]:
        words = [*words[: -len(wrap_label(count))], *wrap_label(word("indistinct", lang))]
    return EndLabel(float(levels[2]), words, colour)


def _marks(above: Axes, below: Axes, marks: Sequence[Mark], months: int) -> None:
    """Thin vertical lines through both panels; the words stand in rows over the upper one, the latest date lowest, and
    move left where they would run past the right edge."""
    wide, inches = above.get_position().size * above.figure.get_size_inches()  # type: ignore[union-attr]
    for row, mark in enumerate(sorted(marks, key=lambda mark: -mark.position)):
        for axes in (above, below):
            axes.axvline(mark.position, color=MUTED, lw=0.7, ls=(0, (1, 2)), zorder=1)
        height = (text_height(1, 7.2) * (row + 0.5) + 0.02) / inches
        share = mark.position / max(months - 1, 1)
        start = min(share * wide + 0.04, wide - len(mark.words) * 7.2 * LETTER / 72)
        above.plot([share, share], [1, 1 + height], transform=above.transAxes, color=MUTED, lw=0.7, clip_on=False)
        text = above.text(max(start, 0.1 - LEFT) / wide, 1 + height, mark.words, transform=above.transAxes, va="center")
        text.set(size=7.2, color=MUTED, bbox={"fc": "white", "lw": 0, "pad": 0.6})
