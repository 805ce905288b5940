"""A sampled sweep: every point over each axis in turn, and what the points of a stretch of the axis have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from borderSim.report import sweep_ticks
from borderSim.report.layout import text_height, wrap
from borderSim.report.numbers import plain
from borderSim.report.style import INK, POLICIES, WIDTH, styled
from borderSim.report.sweep_bands import reach, zero_line
from borderSim.report.sweep_view import View, axis_label, framed, ranked, scale_words
from borderSim.results.data import Array, quantiles

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_PANELS = 6
MOST_DRAWN = 300
"""Points that are drawn one by one."""
GOLDEN = (5**0.5 - 1) / 2
STRETCHES, FEWEST_IN = 12, 10
"""An axis is cut into at most so many stretches of equally many points, each with at least so many."""
FEW_VALUES = 8
"""Up to so many different values are shown value by value, not by stretches."""
POINTS, BANDS = "#6b7680", POLICIES[0][0]
TALL, BETWEEN = 1.45, 0.2
"""Inches: a panel's height, and between the columns."""
SHARE = 0.01
"""The part of the numbers at either end that may lie outside the figure, so that one odd run does not flatten it."""


@dataclass(frozen=True)
class Stretches:
    """Quantiles (5, n) of the points' medians over stretches of an axis whose middles are ``centres`` (n,)."""

    centres: Array
    levels: Array
    by_value: bool


def scatter(view: View) -> Figure:
    """One panel for each axis, at most MOST_PANELS, those first that the points' medians follow most closely."""
    shown = ranked(view.data, view.table.shown[2])[:MOST_PANELS]
    columns = min(len(shown), 2)
    left = sweep_ticks.levels_inches(*reach(view, SHARE), view.lang)
    wide = (WIDTH - 0.3 - left - BETWEEN * (columns - 1)) / columns
    names = [wrap(axis_label(view.data.axes[position], view.lang), wide, 7.6)[:3] for position in shown]
    under = [_under(view, position, wide, len(name)) for position, name in zip(shown, names, strict=True)]
    rows = [max(under[i : i + columns]) for i in range(0, len(names), columns)]
    figure, box, foot = framed(view, _reading(view, len(shown)), sum(rows) + TALL * len(rows))
    with styled():
        for i, position in enumerate(shown):
            row, column = divmod(i, columns)
            bottom = foot + sum(rows[row:]) + TALL * (len(rows) - 1 - row)
            panel = box.axes(left + column * (wide + BETWEEN), bottom, wide, TALL)
            _panel(panel, view, position, wide, first=column == 0)
            panel.set_xlabel("\n".join(names[i]), size=7.6, color=INK, labelpad=2)
    return figure


def _reading(view: View, shown: int) -> str:
    """The subtitle: how to read the panels, and what is left out of them."""
    points, axes = len(view.data.points), len(view.data.axes)
    keys = {
        "sweep_sampled": True,
        "sweep_drawn": points > MOST_DRAWN,
        "sweep_ranked": shown < axes,
        "sweep_ordered": 1 < shown == axes,
        "sweep_stretches": points >= 2 * FEWEST_IN,
    }
    about = {"n": shown, "all": axes, "drawn": len(some(points)), "points": plain(points, view.lang)}
    return view.subtitle(*(key for key, holds in keys.items() if holds), **about)


def _under(view: View, position: int, inches: float, lines_: int) -> float:
    """Inches under a panel: its values, then so many lines of its name, then air."""
    choices = view.data.axes[position].choices
    values = sweep_ticks.lines_in(sweep_ticks.across(choices, inches / len(choices))[1]) if choices else 1
    return text_height(values, 7) + text_height(lines_, 7.6) + 0.27


def _panel(axes: Axes, view: View, position: int, inches: float, *, first: bool) -> None:
    axis, values, levels = view.data.axes[position], view.data.points[:, position], view.table.shown
    low, high = float(values.min()), float(values.max())
    room = 0.5 if axis.choices else 0.04 * (high - low) or 0.5
    axes.set_xlim(low - room, high + room)
    found = stretches(values, levels[2])
    drawn = some(len(values))
    _points(axes, values[drawn], levels[:, drawn], crowded=len(values) >= 2 * FEWEST_IN)
    if found is not None:
        _draw(axes, found)
    axes.set_ylim(*reach(view, SHARE))
    zero_line(axes, view)
    sweep_ticks.values_scale(axes, view.lang)
    axes.tick_params(axis="y", labelleft=first)
    if axis.choices:
        places, words = sweep_ticks.across(axis.choices, inches / len(axis.choices))
        axes.set_xticks(places, words, size=7, color=INK)
    else:
        different = np.unique(values) if len(values) <= FEW_VALUES or (found and found.by_value) else values[:2] * 0
        sweep_ticks.numbers_below(axes, different, inches, lambda value: scale_words(axis, value, view.lang))


def _points(axes: Axes, values: Array, levels: Array, *, crowded: bool) -> None:
    """Medians as dots, the middle 90 of 100 runs as thin lines; pixels rather than lines where they are many."""
    size, alpha = (1.6, 0.22) if crowded else (3.6, 0.8)
    axes.vlines(values, levels[0], levels[4], color=POINTS, lw=0.6, alpha=alpha, zorder=2, rasterized=crowded)
    axes.plot(
        values, levels[2], "o", color=POINTS, ms=size, mew=0, alpha=min(2 * alpha, 1), zorder=3, rasterized=crowded
    )


def some(count: int) -> Array:
    """At most MOST_DRAWN of so many points, spread over the whole design without a rhythm that a crossed or Sobol'
    design could share: multiples of the golden section (Weyl's sequence)."""
    if count <= MOST_DRAWN:
        return np.arange(count)
    return np.unique((np.arange(MOST_DRAWN) * GOLDEN % 1 * count).astype(int))


def stretches(values: Array, medians: Array) -> Stretches | None:
    """Quantiles of ``medians`` (P,) over stretches of ``values`` (P,), value by value where there are few; None for
    fewer points than two stretches need. Points without a value are left out."""
    known = np.isfinite(medians)
    values, medians = values[known], medians[known]
    if len(values) < 2 * FEWEST_IN:
        return None
    different = np.unique(values)
    if len(different) <= FEW_VALUES:
        parts = [medians[values == value] for value in different]
        return Stretches(different, np.stack([quantiles(part) for part in parts], axis=1), by_value=True)
    order = np.argsort(values, kind="stable")
    cuts = np.array_split(order, min(STRETCHES, len(values) // FEWEST_IN))
    centres = np.array([np.median(values[cut]) for cut in cuts])
    return Stretches(centres, np.stack([quantiles(medians[cut]) for cut in cuts], axis=1), by_value=False)


def _draw(axes: Axes, found: Stretches) -> None:
    low, lower, middle, upper, high = found.levels
    if found.by_value:
        axes.vlines(found.centres, low, high, color=BANDS, lw=1.2, zorder=4)
        axes.vlines(found.centres, lower, upper, color=BANDS, lw=3.6, zorder=5)
        axes.plot(found.centres, middle, "o", color=BANDS, ms=5.4, mew=0, zorder=6)
        return
    axes.fill_between(found.centres, low, high, color=BANDS, alpha=0.2, lw=0, zorder=4)
    axes.fill_between(found.centres, lower, upper, color=BANDS, alpha=0.3, lw=0, zorder=5)
    axes.plot(found.centres, middle, color=BANDS, lw=1.7, zorder=6)
