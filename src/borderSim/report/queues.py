"""Figures of the queues: lines with bands over hours, loads or months, with formulas beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from borderSim.report.layout import Box, EndLabel, end_labels, heading, heading_height, tick
from borderSim.report.lines import footer, footer_height, wrap_label
from borderSim.report.style import BASELINE, GRID, INK, MUTED, POLICIES, WIDTH, new_figure, styled
from borderSim.report.words import Lang
from borderSim.results.data import Array, quantiles

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEFT, RIGHT = 0.62, 1.35
"""Inches left of the axes for ticks and right of them for end labels."""
MARGIN = 0.08
"""Inches free on the left of all words."""
DOT_ROOM = 0.03
"""Share of the x axis that is free on both sides of dots."""
TALL, GAP = 1.65, 0.72
"""Inches of one pair of axes, and under it for ticks, the axis label and the next heading."""


@dataclass(frozen=True)
class Line:
    """A line over ``x``, else over the panel's. ``values`` (R, X) are replicates, drawn with their bands, or as points
    with 90% bars (``dots``); (X,) is a formula, dashed in the reference's grey unless it has a ``colour``."""

    name: str
    values: Array
    colour: int | None = None
    dots: bool = False
    x: Array | None = None


@dataclass(frozen=True)
class Panel:
    """One pair of axes: a heading, x with its label, lines. The y axis starts at ``floor``, logarithmic above 0."""

    heading: str
    x: Array
    x_label: str
    lines: Sequence[Line]
    floor: float = 0.0


def draw(title: str, subtitle: str, panels: Sequence[Panel], foot: str, lang: Lang) -> Figure:
    """A figure of panels under one another, as wide as every figure of a report."""
    with styled():
        low = footer_height(WIDTH, foot)
        tall = heading_height(WIDTH, title, subtitle) + low + len(panels) * (TALL + GAP) + 0.12
        figure = new_figure(WIDTH, tall)
        box = Box(figure, MARGIN, 0, WIDTH - MARGIN, tall)
        top = heading(box, title, subtitle)
        for row, panel in enumerate(panels):
            start = top + row * (TALL + GAP)
            box.text(0, start + 0.06, panel.heading, 8.2, color=INK, weight="bold")
            axes = box.axes(LEFT, tall - start - TALL - 0.28, WIDTH - MARGIN - LEFT - RIGHT, TALL)
            _fill(axes, panel, lang)
        footer(box, foot)
        return figure


def _fill(axes: Axes, panel: Panel, lang: Lang) -> None:
    labels = [_line(axes, panel.x if line.x is None else line.x, line) for line in panel.lines]
    _scales(axes, panel, lang)
    axes.set_xlabel(panel.x_label, size=8, labelpad=2)
    end_labels(axes, [_on_scale(label, axes, panel.floor) for label in labels if label.lines])


def _on_scale(label: EndLabel, axes: Axes, floor: float) -> EndLabel:
    """A label whose value, read linearly, stands where a logarithmic axis shows it."""
    if floor == 0:
        return label
    low, high = axes.get_ylim()
    share = np.log(max(label.value, low) / low) / np.log(high / low)
    return EndLabel(low + share * (high - low), label.lines, label.colour)


def _line(axes: Axes, x: Array, line: Line) -> EndLabel:
    """Draw one line; return the label for its end."""
    colour, dash, tone = BASELINE if line.colour is None else POLICIES[line.colour]
    if line.values.ndim == 1:
        axes.plot(x, line.values, color=colour, ls=dash, lw=1.3, zorder=3 if line.colour is None else 2)
        return EndLabel(_last(line.values), wrap_label(line.name), tone)
    levels = quantiles(line.values)
    if line.dots:
        bars = np.abs(levels[[0, 4]] - levels[2])
        axes.errorbar(x, levels[2], bars, fmt="o", color=colour, ms=3.6, mec="white", mew=0.5, lw=0.9, zorder=5)
    else:
        axes.fill_between(x, levels[0], levels[4], color=colour, alpha=0.15, lw=0, zorder=2)
        axes.fill_between(x, levels[1], levels[3], color=colour, alpha=0.3, lw=0, zorder=3)
        axes.plot(x, levels[2], color=colour, ls=dash, lw=1.6, zorder=4)
    return EndLabel(_last(levels[2]), wrap_label(line.name), tone)


def _last(values: Array) -> float:
    known = values[np.isfinite(values)]
    return float(known[-1]) if len(known) else 0.0


def _scales(axes: Axes, panel: Panel, lang: Lang) -> None:
    """Thin horizontal grid, ticks in the language."""
    from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullLocator

    words: Any = FuncFormatter(lambda value, _: tick(value, lang))
    if panel.floor > 0:
        axes.set_yscale("log")
        axes.set_ylim(bottom=panel.floor)
        axes.yaxis.set_major_locator(LogLocator(numticks=6))
        axes.yaxis.set_minor_locator(NullLocator())
    else:
        axes.set_ylim(0, max(axes.get_ylim()[1], np.finfo(float).eps))
        axes.yaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_formatter(words)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=7, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_formatter(words)
    room = DOT_ROOM * np.ptp(panel.x) if any(line.dots for line in panel.lines) else 0.0
    axes.set_xlim(float(panel.x.min() - room), float(panel.x.max() + room))
    axes.grid(axis="y", color=GRID, lw=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", length=3, color=MUTED)
