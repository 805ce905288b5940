"""A sampled sweep: every point over each axis in turn, and what the points of a stretch of the axis have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from borderSim.report.layout import Box, text_height, wrap
from borderSim.report.numbers import plain
from borderSim.report.style import INK, WIDTH, styled
from borderSim.report.sweeps import sweep_ticks
from borderSim.report.sweeps.sweep_bands import reach, zero_line
from borderSim.report.sweeps.sweep_rows import Part, Rows, draw_rows, parts_of
from borderSim.report.sweeps.sweep_view import (
    View,
    axis_label,
    framed,
    listed_policies,
    one_axis,
    options_of,
    ranked,
    scale_words,
)
from borderSim.report.words import word
from borderSim.results.data import Array, quantiles

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_PANELS = 6
"""Axes that are shown, beside the options."""
MOST_DRAWN, MOST_LINES = 300, 40
"""Points that are drawn one by one; and of those that stand in columns, the columns with a range of runs."""
MOST_LABEL = 4
"""Lines of the name of an axis."""
GOLDEN = (5**0.5 - 1) / 2
STRETCHES, FEWEST_IN = 12, 10
"""A stretch of an axis holds this part of the points, and at least so many."""
STEPS = 24
"""Stretches follow each other in at most so many steps."""
FEW_VALUES = 8
"""Up to so many different values are shown value by value, not by stretches."""
TALL, BETWEEN, BRACKET = 1.45, 0.2, 0.055
"""Inches: a panel's height, between the columns, and for the bracket of an option right of a panel."""
SHARE = 0.01
"""The part of the numbers at either end that may lie outside the figure, so that one odd run does not flatten it."""


@dataclass(frozen=True)
class Stretches:
    """Quantiles (5, n) of the points' medians over stretches of an axis whose middles are ``centres`` (n,)."""

    centres: Array
    levels: Array
    by_value: bool


@dataclass(frozen=True)
class Sheet:
    """What a figure shows: panels of rows, then panels of the numeric axes at ``numbers``, of ``parts`` of the points.

    ``all_numbers`` is how many numeric axes there are, and ``scale`` the ends of the indicator in all panels.
    """

    view: View
    rows: Sequence[Rows]
    numbers: Sequence[int]
    all_numbers: int
    parts: Sequence[Part]
    scale: tuple[float, float]

    @property
    def by_option(self) -> bool:
        """Are the points told apart by option?"""
        return len(self.parts) > 1

    @property
    def between(self) -> float:
        """Inches right of a panel."""
        return BETWEEN + BRACKET * len(self.parts) * self.by_option

    @property
    def left(self) -> float:
        """Inches left of the panels for the numbers of the indicator."""
        return sweep_ticks.levels_inches(*self.scale, self.view.lang)

    @property
    def wide(self) -> float:
        """Inches of a panel from left to right."""
        columns = min(len(self.numbers), 2)
        return (WIDTH - 0.1 - self.left - self.between * columns) / max(columns, 1)


def scatter(view: View) -> Figure:
    """One panel for each axis, at most MOST_PANELS, those first that the points' medians follow most closely.

    The options of a sweep with few of them have a panel of their own, and a colour and a dash in all others.
    """
    sheet = _sheet(view)
    names = [wrap(axis_label(view.data.axes[i], view.lang), sheet.wide, 7.6)[:MOST_LABEL] for i in sheet.numbers]
    under = [
        text_height(1, 7) + text_height(max(map(len, names[i : i + 2])), 7.6) + 0.27 for i in range(0, len(names), 2)
    ]
    grid, wide = sum(under) + TALL * len(under), WIDTH - 0.18
    above, names_left = sum(rows.tall(wide) for rows in sheet.rows), max((rows.left for rows in sheet.rows), default=0)
    figure, box, foot = framed(view, _reading(sheet), grid + above)
    with styled():
        bottom = foot + grid + above
        for rows in sheet.rows:
            bottom -= rows.tall(wide)
            draw_rows(box, (names_left, bottom), rows, view, sheet.parts, sheet.scale)
        for i in range(len(names)):
            row, column = divmod(i, 2)
            low = foot + sum(under[row:]) + TALL * (len(under) - 1 - row)
            _panel(sheet, box, i, (sheet.left + column * (sheet.wide + sheet.between), low), names[i])
    return figure


def _sheet(view: View) -> Sheet:
    data, options = view.data, options_of(view.data, view.lang)
    order = ranked(data, view.table.shown[2])
    if options is not None:
        order = [i for i in order if i not in listed_policies(data)]
    parts, shown = parts_of(view, options), order[:MOST_PANELS]
    rows = [Rows(one_axis(data, i, view.lang), own=False) for i in shown if data.axes[i].choices]
    if options is not None:
        rows.insert(0, Rows(options, own=True))
    numbers = [i for i in shown if not data.axes[i].choices]
    every = sum(not data.axes[i].choices for i in order)
    return Sheet(view, rows, numbers, every, parts, _scale(view, parts) if options else reach(view, SHARE))


def _scale(view: View, parts: Sequence[Part]) -> tuple[float, float]:
    """The ends of the scale that holds the medians of the points and the typical ranges of runs."""
    medians = view.table.shown[2][np.isfinite(view.table.shown[2])]
    if not len(medians):
        return -1.0, 1.0
    ends = [*np.quantile(medians, [SHARE, 1 - SHARE]), *(end for part in parts for end in part.typical)]
    known = [float(end) for end in ends if np.isfinite(end)] + [0.0] * view.signed
    room = 0.06 * (max(known) - min(known)) or 1.0
    return min(known) - room, max(known) + room


def _reading(sheet: Sheet) -> str:
    """The subtitle: how to read the panels, and what is left out of them."""
    view, points = sheet.view, len(sheet.view.data.points)
    some_left, bands = len(sheet.numbers) < sheet.all_numbers, _banded(sheet)
    keys = {
        "sweep_options": sheet.by_option,
        "sweep_options_band": sheet.by_option and bands and bool(sheet.numbers),
        "sweep_typical": sheet.by_option,
        "sweep_sampled": not sheet.by_option,
        "sweep_stretches": not sheet.by_option and bands,
        "sweep_typical_rows": not sheet.by_option and bool(sheet.rows),
        "sweep_drawn": points > MOST_DRAWN,
        "sweep_ranked": some_left,
        "sweep_ordered": len(sheet.numbers) > 1 and not some_left,
    }
    within = word("sweep_within", view.lang) if sheet.by_option else ""
    about = {"n": len(sheet.numbers), "all": sheet.all_numbers, "within": within, "drawn": len(some(points))}
    return view.subtitle(*(key for key, holds in keys.items() if holds), **about, points=plain(points, view.lang))


def _banded(sheet: Sheet) -> bool:
    """Are there points enough for bands?"""
    return any(len(part.points) >= 2 * FEWEST_IN for part in sheet.parts)


def _panel(sheet: Sheet, box: Box, place: int, corner: tuple[float, float], name: Sequence[str]) -> None:
    """The panel of a numeric axis at a corner of the box (inches)."""
    view, position = sheet.view, sheet.numbers[place]
    axis, values = view.data.axes[position], view.data.points[:, position]
    axes = box.axes(*corner, sheet.wide, TALL)
    low, high = float(values.min()), float(values.max())
    room = 0.04 * (high - low) or 0.5
    axes.set_xlim(low - room, high + room)
    (_options if sheet.by_option else _pooled)(axes, sheet, values)
    axes.set_ylim(*sheet.scale)
    zero_line(axes, view)
    sweep_ticks.values_scale(axes, view.lang)
    axes.tick_params(axis="y", labelleft=place % 2 == 0)
    different = np.unique(values)
    different = different if len(values) <= FEW_VALUES or len(different) <= FEW_VALUES else values[:2] * 0
    sweep_ticks.numbers_below(axes, different, sheet.wide, lambda value: scale_words(axis, value, view.lang))
    axes.set_xlabel("\n".join(name), size=7.6, color=INK, labelpad=2)


def _options(axes: Axes, sheet: Sheet, values: Array) -> None:
    """The points of each option, what they have in common, and its typical range of runs right of the panel."""
    low, high = axes.get_xlim()
    for place, part in enumerate(sheet.parts):
        aside = 0.03 * (high - low) * (place - (len(sheet.parts) - 1) / 2)
        medians = sheet.view.table.shown[2][part.points]
        found = stretches(values[part.points], medians)
        shift = aside if found and found.by_value else 0.0
        drawn = some(len(part.points))
        axes.plot(values[part.points][drawn] + shift, medians[drawn], "o", color=part.dots, ms=1.9, mew=0, alpha=0.45,
                  zorder=3, rasterized=len(drawn) > 100)  # fmt: skip
        if found is not None:
            _draw(axes, found, part, shift)
        beside = 1 + BRACKET * (place + 1) / sheet.wide
        axes.plot([beside] * 2, part.typical, transform=axes.get_yaxis_transform(), color=part.colour, lw=0.9,
                  marker="_", ms=3.4, mew=0.9, clip_on=False)  # fmt: skip


def _pooled(axes: Axes, sheet: Sheet, values: Array) -> None:
    """Medians as dots, the middle 90 of 100 runs as thin lines; pixels rather than lines where they are many."""
    (part,), levels = sheet.parts, sheet.view.table.shown
    drawn, crowded = some(len(values)), len(values) >= 2 * FEWEST_IN
    size, alpha = (1.6, 0.22) if crowded else (3.6, 0.8)
    lined = drawn[columns(values[drawn])]
    axes.vlines(values[lined], levels[0][lined], levels[4][lined], color=part.dots, lw=0.6, alpha=alpha, zorder=2,
                rasterized=crowded)  # fmt: skip
    axes.plot(values[drawn], levels[2][drawn], "o", color=part.dots, ms=size, mew=0, alpha=min(2 * alpha, 1), zorder=3,
              rasterized=crowded)  # fmt: skip
    found = stretches(values, levels[2])
    if found is not None:
        _draw(axes, found, part)


def columns(values: Array) -> Array:
    """Positions of the points whose range of runs is drawn: all of them where they stand apart.

    Where points stand in columns (values that come twice or more), one of each column and at most MOST_LINES of them;
    which one differs from column to column, so that no option is favoured.
    """
    different, column, count = np.unique(values, return_inverse=True, return_counts=True)
    if len(different) > len(values) / 2:
        return np.arange(len(values))
    order, start = np.argsort(column.reshape(-1), kind="stable"), np.cumsum(count) - count
    chosen = np.unique(np.linspace(0, len(different) - 1, min(MOST_LINES, len(different))).astype(int))
    return np.asarray(order[start[chosen] + (np.arange(len(chosen)) * GOLDEN % 1 * count[chosen]).astype(int)])


def some(count: int) -> Array:
    """At most MOST_DRAWN of so many points, spread over the whole design without a rhythm that a crossed or Sobol'
    design could share: multiples of the golden section (Weyl's sequence)."""
    if count <= MOST_DRAWN:
        return np.arange(count)
    return np.unique((np.arange(MOST_DRAWN) * GOLDEN % 1 * count).astype(int))


def stretches(values: Array, medians: Array) -> Stretches | None:
    """Quantiles of ``medians`` (P,) over stretches of ``values`` (P,) that overlap, value by value where there are few.

    None for fewer points than two stretches need. Points without a value are left out.
    """
    known = np.isfinite(medians)
    values, medians = values[known], medians[known]
    if len(values) < 2 * FEWEST_IN:
        return None
    different = np.unique(values)
    if len(different) <= FEW_VALUES:
        parts = [medians[values == value] for value in different]
        return Stretches(different, np.stack([quantiles(part) for part in parts], axis=1), by_value=True)
    column = max(len(values) // len(different), 1)  # a stretch holds whole columns: all options that stand in one
    size = min(-(-max(len(values) // STRETCHES, FEWEST_IN) // column), len(different))
    starts = np.unique(np.linspace(0, len(different) - size, STEPS).astype(int))
    inside = [(values >= different[i]) & (values <= different[i + size - 1]) for i in starts]
    centres = np.array([np.median(values[part]) for part in inside])
    return Stretches(centres, np.stack([quantiles(medians[part]) for part in inside], axis=1), by_value=False)


def _draw(axes: Axes, found: Stretches, part: Part, shift: float = 0.0) -> None:
    centres, (low, lower, middle, upper, high) = found.centres + shift, found.levels
    if found.by_value:
        axes.vlines(centres, low, high, color=part.colour, lw=1.2, zorder=4)
        axes.vlines(centres, lower, upper, color=part.colour, lw=3.6, zorder=5)
        axes.plot(centres, middle, "o", color=part.colour, ms=5.4, mew=0, zorder=6)
        return
    axes.fill_between(centres, low, high, color=part.colour, alpha=0.18, lw=0, zorder=4)
    axes.fill_between(centres, lower, upper, color=part.colour, alpha=0.25, lw=0, zorder=5)
    axes.plot(centres, middle, color=part.colour, ls=part.dash, lw=1.7, zorder=6)
