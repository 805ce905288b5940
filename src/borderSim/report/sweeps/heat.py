"""A sweep of two or more lists: squares of median differences, hatched where they cannot be told apart."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from borderSim.report.classes import HIGHER_COLOURS, LEVEL_COLOURS, LOWER_COLOURS, MIDDLE
from borderSim.report.layout import text_height, wrap
from borderSim.report.numbers import in_100, number, span
from borderSim.report.style import INK, WIDTH, styled
from borderSim.report.sweeps import sweep_ticks
from borderSim.report.sweeps.sweep_view import Dimension, View, framed
from borderSim.results.data import Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_PANELS = 6
LETTERS = 7.4
"""Font size of the numbers in the squares (points)."""
ROW, FEWEST_INCHES, MOST_INCHES = 0.5, 1.3, 4.6
"""Inches for a row of squares, the least and most of a panel's squares."""
BAR = 0.62
"""Inches under the squares for the colour bar, where numbers do not fit into them."""


@dataclass(frozen=True)
class Panel:
    """The squares of one panel: which point stands in each, (up, across), -1 for none; and its words."""

    at: Array
    words: str

    def lines(self, inches: float) -> list[str]:
        """The words over so many inches of squares; none where there is only one panel."""
        return wrap(self.words, inches, 8) if self.words else []


@dataclass(frozen=True)
class Grid:
    """What all panels share: the view, its two dimensions, the panels, colours, and the words in the squares."""

    view: View
    across: Dimension
    up: Dimension
    panels: list[Panel]
    colours: Any
    norm: Any

    @property
    def tall(self) -> float:
        """Inches of a panel's squares from bottom to top."""
        return min(max(ROW * len(self.up.words), FEWEST_INCHES), MOST_INCHES)

    @property
    def left(self) -> float:
        """Inches left of the squares for the values of the second dimension and its name."""
        return sweep_ticks.up_inches(self.up.words) + text_height(len(wrap(self.up.label, self.tall, 8)), 8) + 0.1

    @property
    def wide(self) -> float:
        """Inches of a panel's squares from left to right."""
        return WIDTH - 0.2 - self.left

    @property
    def cell(self) -> float:
        """Inches of a square from left to right."""
        return self.wide / len(self.across.words)

    @property
    def under(self) -> float:
        """Inches under the last panel: the values across, then their name."""
        lines_ = sweep_ticks.lines_in(sweep_ticks.across(self.across.words, self.cell)[1])
        name = len(wrap(self.across.label, self.wide, 8))
        return 0.2 + text_height(lines_, sweep_ticks.SIZE) + text_height(name, 8)

    @property
    def numbered(self) -> bool:
        """Do the numbers fit into the squares?"""
        said = [_said(self, int(point)).split("\n") for panel in self.panels for point in panel.at[panel.at >= 0]]
        wide = sweep_ticks.width(max(len(part) for parts in said for part in parts), LETTERS) + 0.06
        tall = text_height(max(map(len, said)), LETTERS) + 0.04
        return wide <= self.cell and tall <= self.tall / len(self.up.words)

    @property
    def over(self) -> float:
        """Inches over a panel for its words."""
        most = max(len(panel.lines(self.wide)) for panel in self.panels)
        return text_height(most, 8) + 0.12 if most else 0.05


def heat(view: View, dimensions: list[Dimension]) -> Figure:
    """Squares over the first two dimensions; one panel for each combination of the others, at most MOST_PANELS."""
    grid, left_out = _grid(view, dimensions)
    numbered = grid.numbered
    keys = [f"sweep_squares_{'signed' if view.signed else 'level'}" if numbered else "sweep_colours"]
    keys += ["sweep_hatched"] if view.signed else []
    sub = view.subtitle(*keys, *(["sweep_panels"] if left_out else []), n=len(grid.panels), all=left_out)
    each, bar = grid.tall + grid.over, 0.0 if numbered else BAR
    figure, box, foot = framed(view, sub, bar + grid.under + each * len(grid.panels))
    with styled():
        for position, panel in enumerate(grid.panels):
            bottom = foot + bar + grid.under + each * (len(grid.panels) - 1 - position)
            axes = box.axes(grid.left, bottom, grid.wide, grid.tall)
            _squares(axes, grid, panel, numbered)
            _ticks(axes, grid, last=position == len(grid.panels) - 1)
        if not numbered:
            _bar(box.axes(grid.left, foot + 0.32, grid.wide, 0.12), grid)
    return figure


def _grid(view: View, dimensions: list[Dimension]) -> tuple[Grid, int]:
    """The grid, and of how many panels the shown ones are a part (0 where all are shown)."""
    across, up, *others = dimensions
    if across.values is None and up.values is not None:
        across, up = up, across  # words have room left of the squares, not under them
    every = list(product(*(range(len(other.words)) for other in others)))
    panels = [_panel(across, up, others, places) for places in every[:MOST_PANELS]]
    shown = np.concatenate([view.table.shown[2][panel.at[panel.at >= 0]] for panel in panels])
    return Grid(view, across, up, panels, *_scale(shown, view.signed)), len(every) if len(every) > MOST_PANELS else 0


def _panel(across: Dimension, up: Dimension, others: list[Dimension], places: tuple[int, ...]) -> Panel:
    chosen = np.ones(len(across.place), bool)
    for other, place in zip(others, places, strict=True):
        chosen &= other.place == place
    at = np.full((len(up.words), len(across.words)), -1)
    at[up.place[chosen], across.place[chosen]] = np.flatnonzero(chosen)
    said = [f"{other.label}: {other.words[place]}" for other, place in zip(others, places, strict=True)]
    return Panel(at, ", ".join(said))


def _scale(shown: Array, signed: bool) -> tuple[Any, Any]:
    """Colours and their scale: two hues about zero for differences, light to dark for levels."""
    from matplotlib.colors import LinearSegmentedColormap, Normalize

    known = shown[np.isfinite(shown)]
    if signed:
        most = float(np.max(np.abs(known), initial=0.0)) or 1.0
        colours = LinearSegmentedColormap.from_list("both", [*LOWER_COLOURS, MIDDLE, *HIGHER_COLOURS])
        return colours, Normalize(-most, most)
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    return LinearSegmentedColormap.from_list("level", LEVEL_COLOURS), Normalize(low, high if high > low else low + 1)


def _said(grid: Grid, point: int) -> str:
    """The lines in a square: the median, then in how many of 100 runs it is higher, or the 90% range."""
    view = grid.view
    median = number(view.table.shown[2][point], view.lang, sign=view.signed)
    if view.table.higher is not None:
        return f"{median}\n{in_100(view.table.higher[point])}"
    range_ = span(view.table.levels[0][point], view.table.levels[4][point], view.lang)
    return "\n".join([median, *wrap(range_, grid.cell, LETTERS)])


def _squares(axes: Axes, grid: Grid, panel: Panel, numbered: bool) -> None:
    from matplotlib.patches import Rectangle

    view = grid.view
    medians = np.where(panel.at >= 0, view.table.shown[2][panel.at], np.nan)
    axes.imshow(medians, cmap=grid.colours, norm=grid.norm, aspect="auto", origin="lower")
    for (j, i), point in np.ndenumerate(panel.at):
        if point >= 0 and not view.table.distinct[point]:
            axes.add_patch(Rectangle((i - 0.5, j - 0.5), 1, 1, facecolor="white", alpha=0.55, lw=0))
            axes.add_patch(Rectangle((i - 0.5, j - 0.5), 1, 1, fill=False, hatch="////", ec="#8a949b", lw=0))
        if point >= 0 and numbered:
            axes.text(i, j, _said(grid, point), ha="center", va="center", size=LETTERS, color=INK, linespacing=1.15,
                      bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.2, "alpha": 0.8})  # fmt: skip
    if panel.words:
        axes.text(0, 1 + 0.04 / grid.tall, "\n".join(panel.lines(grid.wide)), transform=axes.transAxes, size=8,
                  color=INK, va="bottom", linespacing=1.2)  # fmt: skip
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)


def _ticks(axes: Axes, grid: Grid, last: bool) -> None:
    """The values beside the squares; those across stand under the last panel only."""
    places, said = sweep_ticks.up(grid.up.words, grid.tall / len(grid.up.words))
    axes.set_yticks(places, said, color=INK, size=sweep_ticks.SIZE)
    axes.set_ylabel("\n".join(wrap(grid.up.label, grid.tall, 8)), size=8)
    places, said = sweep_ticks.across(grid.across.words, grid.cell) if last else ([], [])
    axes.set_xticks(places, said, color=INK, size=sweep_ticks.SIZE)
    if last:
        axes.set_xlabel("\n".join(wrap(grid.across.label, grid.wide, 8)), size=8)


def _bar(axes: Axes, grid: Grid) -> None:
    """What the colours mean, where the numbers are left out."""
    from matplotlib.cm import ScalarMappable

    scale = axes.figure.colorbar(ScalarMappable(grid.norm, grid.colours), cax=axes, orientation="horizontal")
    sweep_ticks.values_scale(axes, grid.view.lang, horizontal=True)
    scale.outline.set_visible(False)
    axes.grid(visible=False)
