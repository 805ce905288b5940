"""Panels of a sampled sweep that have a row for each option, or for each value that is no number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from borderSim.report.layout import Box, text_height, wrap
from borderSim.report.style import INK, PALE, POLICIES
from borderSim.report.sweeps import sweep_ticks
from borderSim.report.sweeps.sweep_bands import zero_line
from borderSim.report.sweeps.sweep_view import Dimension, View
from borderSim.results.data import Array, quantiles

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW, MOST_INCHES = 0.44, 6.0
"""Inches of a row, and the most of all rows together."""
SAMPLE = 0.36
"""Inches for a piece of an option's line between its name and its row."""
UNDER, AIR = 0.3, 0.16
"""Inches under the rows for the numbers, and under those."""
GREY = "#6b7680"


@dataclass(frozen=True)
class Part:
    """Points that are drawn together, by position: those of an option, or all of them.

    ``typical`` (2,) are the ends of the middle 90 of 100 runs at a typical point: the medians over the points of the
    runs' 5% and 95% quantiles. ``dots`` is the colour of the points and ``colour`` that of what they have in common.
    """

    points: Array
    typical: Array
    colour: str
    dash: Any
    dots: str


@dataclass(frozen=True)
class Rows:
    """A panel as wide as the figure: ``dimension`` says which row each point is in; ``own``: a row is an option."""

    dimension: Dimension
    own: bool

    @property
    def row(self) -> float:
        """Inches of a row."""
        return min(ROW, MOST_INCHES / len(self.dimension.words))

    @property
    def inside(self) -> float:
        """Inches of all rows."""
        return self.row * len(self.dimension.words)

    @property
    def left(self) -> float:
        """Inches left of the rows for their names."""
        return sweep_ticks.up_inches(self.dimension.words) + (SAMPLE if self.own else 0.0)

    def over(self, inches: float) -> float:
        """Inches over the rows for the name of the panel, in a figure that is so wide."""
        return text_height(len(wrap(self.dimension.label, inches, 8 * 1.08)), 8) + 0.1

    def tall(self, inches: float) -> float:
        """Inches of the whole panel."""
        return self.over(inches) + self.inside + UNDER + AIR


def parts_of(view: View, options: Dimension | None) -> list[Part]:
    """The options in their colours and dashes; without options all points in one, their dots grey."""
    if options is None:
        every = np.arange(len(view.data.points))
        return [Part(every, _typical(view, every), POLICIES[0][0], "-", GREY)]
    members = [np.flatnonzero(options.place == option) for option in range(len(options.words))]
    looks = zip(members, POLICIES, strict=False)
    return [Part(points, _typical(view, points), colour, dash, colour) for points, (colour, dash, _) in looks]


def _typical(view: View, points: Array) -> Array:
    ends = view.table.shown[[0, 4]][:, points]
    known = ends[:, np.isfinite(ends).all(axis=0)]
    return np.median(known, axis=1) if known.size else np.full(2, np.nan)


def draw_rows(
    box: Box, corner: tuple[float, float], rows: Rows, view: View, parts: Sequence[Part], scale: tuple[float, float]
) -> None:
    """Draw a panel of rows; ``corner`` is how far (inches) its rows are from the left and its end from the bottom."""
    left, bottom = corner
    words = rows.dimension.words
    wide = box.width - left - 0.15
    axes = box.axes(left, bottom + UNDER + AIR, wide, rows.inside)
    top = len(words) - 1
    for row in range(0, len(words), 2):
        axes.axhspan(top - row - 0.5, top - row + 0.5, color=PALE, alpha=0.45, lw=0, zorder=0)
    for row in range(len(words)):
        _row(axes, top - row, _cells(view, rows, parts, row), alone=rows.own or len(parts) == 1)
        if rows.own:
            at = [-SAMPLE / wide, -0.06 / wide]
            axes.plot(at, [top - row] * 2, transform=axes.get_yaxis_transform(), color=parts[row].colour,
                      ls=parts[row].dash, lw=2, clip_on=False)  # fmt: skip
    axes.set_xlim(*scale)
    axes.set_ylim(-0.5, top + 0.5)
    zero_line(axes, view, horizontal=True)
    sweep_ticks.values_scale(axes, view.lang, horizontal=True)
    places, said = sweep_ticks.up(words, rows.row)
    axes.set_yticks([top - place for place in places], said, size=sweep_ticks.SIZE, color=INK)
    axes.tick_params(axis="y", length=0, pad=4 + 72 * SAMPLE * rows.own)
    above = box.height - bottom - rows.tall(box.width - 0.08)
    box.text(0, above, rows.dimension.label, 8, color=INK, weight="bold")


def _cells(view: View, rows: Rows, parts: Sequence[Part], row: int) -> list[tuple[Part, Array, Array]]:
    """What stands in a row: each part that has points there, their medians, and their typical range of runs."""
    found = []
    for part in parts:
        points = part.points[rows.dimension.place[part.points] == row]
        points = points[np.isfinite(view.table.shown[2][points])]
        if len(points):
            found.append((part, view.table.shown[2][points], _typical(view, points)))
    return found


def _row(axes: Axes, middle: float, cells: Sequence[tuple[Part, Array, Array]], *, alone: bool) -> None:
    """Points, and over them their median and the middle 50 and 90 of 100; under them the typical range of runs."""
    for place, (part, medians, typical) in enumerate(cells):
        up = middle + (0.12 if alone else 0.6 * (0.5 - (place + 0.5) / len(cells)))
        low, lower, half, upper, high = quantiles(medians)
        axes.plot(medians, np.full(len(medians), up), "o", color=part.dots, ms=2, mew=0, alpha=0.35, zorder=3,
                  rasterized=len(medians) > 100)  # fmt: skip
        axes.hlines(up, low, high, color=part.colour, lw=1.2, zorder=4)
        axes.hlines(up, lower, upper, color=part.colour, lw=3.4, zorder=5)
        axes.plot([half], [up], "o", color=part.colour, ms=5.2, mec="white", mew=0.7, zorder=6)
        if alone:
            axes.plot(typical, [middle - 0.26] * 2, color=part.colour, lw=0.9, marker="|", ms=4.5, mew=0.9, zorder=4)
