"""Bars for the parts of a change, and dots with bands for departments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from borderSim.analysis.decompose import Part
from borderSim.report.layout import tick, wrap
from borderSim.report.numbers import number, span
from borderSim.report.style import BASELINE, GRID, INK, MUTED, PALE, POLICIES
from borderSim.report.words import Lang, word
from borderSim.results.data import Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NAME_INCHES = 1.5
"""Room for the name of a department beside its dots."""

__all__ = ["Part", "dots", "parts", "scale"]


def parts(axes: Axes, names: Sequence[str], levels: Array, lang: Lang, *, whole: bool = True) -> None:
    """Horizontal bars of medians with both bands; ``levels`` is (parts, 5). The first is darker: the whole."""
    places = np.arange(len(names))[::-1]
    colours = [MUTED if whole else POLICIES[0][0], *[POLICIES[0][0]] * (len(names) - 1)]
    axes.barh(places, levels[:, 2], height=0.5, color=colours, alpha=0.35, lw=0)
    _bands(axes, places, levels, colours)
    scale(axes, lang)
    axes.axvline(0, color=INK, lw=0.9)
    axes.set_yticks(places, names, size=8.4, color=INK)
    for place, row in zip(places, levels, strict=True):
        said = word("indistinct_zero", lang) if row[0] <= 0 <= row[4] else f"({span(row[0], row[4], lang, sign=True)})"
        axes.text(1.03, place, f"{number(row[2], lang, sign=True)}\n{said}", transform=axes.get_yaxis_transform(),
                  size=7.4, va="center", color=INK, linespacing=1.15)  # fmt: skip


def dots(axes: Axes, places: Sequence[str], stacks: Sequence[Array], scenarios: Sequence[str], lang: Lang) -> None:
    """A row for each place with a dot and bands for each scenario; ``stacks`` are (5, places), the scenario first."""
    rows = np.arange(len(places), dtype=float)[::-1]
    looks, tones = [POLICIES[0][0], BASELINE[0]], [POLICIES[0][2], BASELINE[2]]
    for i, (levels, colour) in enumerate(zip(stacks, looks, strict=False)):
        at = rows + (0.17 if i == 0 else -0.2)
        _bands(axes, at, levels.T, [colour] * len(rows))
        axes.plot(
            levels[2],
            at,
            "o" if i == 0 else "D",
            color=colour,
            ms=4.2 if i == 0 else 3.4,
            mec="white",
            mew=0.6,
            zorder=5,
        )
    for row in rows[::2]:
        axes.axhspan(row - 0.5, row + 0.5, color=PALE, alpha=0.45, lw=0, zorder=0)
    scale(axes, lang)
    axes.set_xlim(left=0)
    axes.set_ylim(-0.6, len(places) - 0.4)
    axes.set_yticks(rows, ["\n".join(wrap(place, NAME_INCHES, 8.2)) for place in places], size=8.2, color=INK)
    marks = ("\u25cf", "\u25c6")
    for i, (name, colour) in enumerate(zip(scenarios, tones, strict=False)):
        axes.annotate(
            f"{marks[i]} {name}",
            (0, 1),
            (0, 17 - 13 * i),
            "axes fraction",
            "offset points",
            color=colour,
            size=8,
            weight="bold",
        )


def _bands(axes: Axes, places: Array, levels: Array, colours: Sequence[str]) -> None:
    axes.hlines(places, levels[:, 0], levels[:, 4], color=colours, lw=1, zorder=3)
    axes.hlines(places, levels[:, 1], levels[:, 3], color=colours, lw=3.2, zorder=4)


def scale(axes: Axes, lang: Lang) -> None:
    """1-2-5 ticks under a horizontal axis, in the language, with a thin grid."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes.xaxis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: tick(value, lang)))
    axes.grid(axis="x", color=GRID, lw=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(axis="both", length=0)
