"""A sweep of one list: its values side by side, each with the middle 50 and 90 of 100 runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from borderSim.report.layout import text_height, tick, wrap
from borderSim.report.style import INK, PALE, POLICIES, WIDTH, styled
from borderSim.report.sweeps import sweep_ticks
from borderSim.report.sweeps.sweep_view import Dimension, View, framed
from borderSim.results.data import Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLOUR = POLICIES[0][0]
ALONG, ROW = 2.5, 0.36
"""Inches: the height of a figure along numbers, and of a row of a figure of choices."""
MOST_CHOICES = 24


def along(view: View, dimension: Dimension) -> Figure:
    """The points of a sweep with one direction: bands along numbers, rows with dots and bars for choices."""
    return _numbers(view, dimension) if dimension.values is not None else _choices(view, dimension)


def _numbers(view: View, dimension: Dimension) -> Figure:
    assert dimension.values is not None
    left = sweep_ticks.levels_inches(*reach(view), view.lang)
    label = wrap(dimension.label, WIDTH - left - 0.2, 8)
    sub = view.subtitle("sweep_along", *(["sweep_hollow"] if view.signed else []))
    under = 0.32 + text_height(len(label), 8)
    figure, box, bottom = framed(view, sub, ALONG + under)
    wide = box.width - left - 0.15
    with styled():
        axes = box.axes(left, bottom + under, wide, ALONG)
        values = dimension.values[dimension.place]
        low, high = float(values.min()), float(values.max())
        room = 0.04 * (high - low) or 0.5
        axes.set_xlim(low - room, high + room)
        _band(axes, values, view.table.shown)
        bars(axes, values, view.table.shown, view.table.distinct)
        zero_line(axes, view)
        axes.set_ylim(*reach(view))
        sweep_ticks.values_scale(axes, view.lang)
        sweep_ticks.numbers_below(axes, dimension.values, wide, lambda value: tick(value, view.lang))
        axes.set_xlabel("\n".join(label), size=8)
    return figure


def _band(axes: Axes, values: Array, levels: Array) -> None:
    order = np.argsort(values)
    across, levels = values[order], levels[:, order]
    axes.fill_between(across, levels[0], levels[4], color=COLOUR, alpha=0.13, lw=0, zorder=1)
    axes.fill_between(across, levels[1], levels[3], color=COLOUR, alpha=0.22, lw=0, zorder=2)
    axes.plot(across, levels[2], color=COLOUR, lw=1.2, zorder=3)


def bars(axes: Axes, places: Array, levels: Array, distinct: Array, *, horizontal: bool = False) -> None:
    """Thin lines for the middle 90, thick for 50, a dot at the median; hollow where it cannot be told apart."""
    draw = axes.hlines if horizontal else axes.vlines
    draw(places, levels[0], levels[4], color=COLOUR, lw=1, zorder=4)
    draw(places, levels[1], levels[3], color=COLOUR, lw=3.2, zorder=5)
    for chosen, fill in ((distinct, COLOUR), (~distinct, "white")):
        x, y = (levels[2][chosen], places[chosen]) if horizontal else (places[chosen], levels[2][chosen])
        axes.plot(x, y, "o", color=COLOUR, mfc=fill, mec=COLOUR, ms=5, mew=1.1, zorder=6)


def zero_line(axes: Axes, view: View, *, horizontal: bool = False) -> None:
    """No difference: a line through zero, which a figure of differences always shows."""
    if view.signed:
        (axes.axvline if horizontal else axes.axhline)(0, color=INK, lw=0.9, zorder=3)


def reach(view: View, outside: float = 0.0) -> tuple[float, float]:
    """The ends of the scale that holds the ranges of the points, with zero where differences are shown.

    The part ``outside`` of the ranges may reach over either end.
    """
    known = view.table.shown[:, np.isfinite(view.table.shown).all(axis=0)]
    if not known.size:
        return -1.0, 1.0
    low, high = float(np.quantile(known[0], outside)), float(np.quantile(known[4], 1 - outside))
    low, high = (min(low, 0.0), max(high, 0.0)) if view.signed else (low, high)
    room = 0.06 * (high - low) or 1.0
    return low - room, high + room


def _choices(view: View, dimension: Dimension) -> Figure:
    points = np.argsort(dimension.place, kind="stable")
    every = len(points)
    if every > MOST_CHOICES:
        size = np.abs(np.nan_to_num(view.table.shown[2]))
        points = points[np.sort(np.argsort(-size[points], kind="stable")[:MOST_CHOICES])]
    words = [dimension.words[dimension.place[point]] for point in points]
    keys = ["sweep_rows", *(["sweep_hollow"] if view.signed else []), *(["sweep_some"] if every > len(points) else [])]
    sub, left = view.subtitle(*keys, n=len(points), all=every), sweep_ticks.up_inches(words)
    over = text_height(len(wrap(dimension.label, WIDTH - 0.2, 8 * 1.08)), 8) + 0.14
    figure, box, bottom = framed(view, sub, ROW * len(points) + 0.3 + over)
    with styled():
        axes = box.axes(left, bottom + 0.3, box.width - left - 0.15, ROW * len(points))
        rows = np.arange(len(points), dtype=float)[::-1]
        for row in rows[::2]:
            axes.axhspan(row - 0.5, row + 0.5, color=PALE, alpha=0.45, lw=0, zorder=0)
        bars(axes, rows, view.table.shown[:, points], view.table.distinct[points], horizontal=True)
        axes.set_ylim(-0.5, len(points) - 0.5)
        axes.set_xlim(*reach(view))
        zero_line(axes, view, horizontal=True)
        sweep_ticks.values_scale(axes, view.lang, horizontal=True)
        axes.set_yticks(rows, [sweep_ticks.up([text], ROW)[1][0] for text in words], size=sweep_ticks.SIZE, color=INK)
        axes.tick_params(axis="y", length=0)
        above = box.height - bottom - 0.3 - ROW * len(points) - over
        box.text(0, above, dimension.label, 8, color=INK, weight="bold")
    return figure
