"""Figures of `borderSim robust`: bands of regret, shares of futures that are good enough, ranks under each measure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from borderSim.analysis.robustness import LEAD, MEASURES
from borderSim.report import lines
from borderSim.report.classes import LEVEL_COLOURS
from borderSim.report.layout import Box, heading, heading_height, text_height, tick, wrap
from borderSim.report.numbers import number, span
from borderSim.report.style import GRID, INK, MUTED, POLICIES, WIDTH, new_figure, styled
from borderSim.report.sweeps.robust_names import MOST_OPTIONS, Story
from borderSim.report.words import Lang, word
from borderSim.results.data import Array, quantiles

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

NAME, SIZE = 1.65, 7.4
"""Inches and points of an option's name."""
MOST_LINES = 3
"""Lines of an option's name; the tables have it whole."""
MARKS = ("o", "s", "^", "D")
HEADS = 0.98
"""Inches for the upright names of the measures over the ranks."""


class _Rows:
    """A figure with a row for each option: names wrapped to the left, rows as high as the longest name needs."""

    def __init__(self, story: Story, shown: Sequence[int], least: float) -> None:
        self.names = ["\n".join(wrap(story.rows[i], NAME - 0.1, SIZE)[:MOST_LINES]) for i in shown]
        longest = max(name.count("\n") + 1 for name in self.names)
        self.height = len(shown) * max(least, text_height(longest, SIZE) + 0.06)
        self.places = np.arange(len(shown), dtype=float)[::-1]

    def label(self, axes: Axes) -> None:
        axes.set_yticks(self.places, self.names, size=SIZE, color=INK)
        axes.set_ylim(-0.6, len(self.places) - 0.4)
        axes.tick_params(length=0)


def _figure(title: str, sub: str, foot: str, body: float) -> tuple[Figure, Box, float]:
    """A figure whose body has so many inches under its heading; the third is where the body begins."""
    width = WIDTH - 0.1
    height = heading_height(width, title, sub) + body + lines.footer_height(width, foot) + 0.2
    figure = new_figure(WIDTH, height)
    box = Box(figure, 0.05, 0.05, width, height - 0.1)
    heading(box, title, sub)
    return figure, box, lines.footer(box, foot)


def regret(story: Story, outcome: int, title: str, foot: str) -> Figure:
    """Bands of regret over futures and members: dot, middle 50 and 90, and the 90th percentile with its interval."""
    item, shown, lang = story.found.items[outcome], story.shown(outcome), story.lang
    rows = _Rows(story, shown, 0.3)
    sub = word("robust_regret_sub", lang, label=story.item(item.goal).label(lang), unit=story.unit(item.goal),
               when=story.when(item.goal))  # fmt: skip
    with styled():
        figure, box, base = _figure(title, f"{sub} {story.axes}", foot, rows.height + 0.38)
        axes = box.axes(NAME, base + 0.3, box.width - NAME - 1.2, rows.height)
        levels = quantiles(item.regret[shown].reshape(len(shown), -1), axis=1)
        _regret_bands(axes, rows.places, levels, story.lead(outcome)[shown])
        axes.axvline(item.tolerance, color=MUTED, lw=0.9, ls=(0, (4, 2)), zorder=1)
        _scale(axes, lang)
        axes.set_xlim(left=-0.02 * axes.get_xlim()[1])
        rows.label(axes)
        for place, option in zip(rows.places, shown, strict=True):
            _beside(axes, place, _lead_words(story, outcome, option))
    return figure


def _regret_bands(axes: Axes, places: Array, levels: Array, lead: Array) -> None:
    colour = POLICIES[0][0]
    axes.hlines(places, levels[0], levels[4], color=colour, lw=1, zorder=3)
    axes.hlines(places, levels[1], levels[3], color=colour, lw=3.4, zorder=4)
    axes.plot(levels[2], places, "o", color=colour, ms=4.6, mec="white", mew=0.7, zorder=6)
    axes.plot(lead, places, "D", color=POLICIES[1][0], ms=4.4, mec="white", mew=0.6, zorder=5)


def _lead_words(story: Story, outcome: int, option: int) -> str:
    at = (outcome, MEASURES.index(LEAD), option)
    numbers = story.found.measures
    ends = span(float(numbers.low[at]), float(numbers.high[at]), story.lang)
    return f"{number(float(numbers.value[at]), story.lang)}\n({ends})"


def _beside(axes: Axes, place: float, words: str) -> None:
    axes.text(1.04, place, words, transform=axes.get_yaxis_transform(), size=7.2, va="center", color=INK,
              linespacing=1.15)  # fmt: skip


def satisfied(story: Story, title: str, foot: str) -> Figure:
    """Shares of futures that meet each threshold, with intervals; all of them together first."""
    columns = list(range(len(story.wants)))[::-1][: len(MARKS)]
    share = story.found.shares
    shown = [int(i) for i in np.argsort(-share.value[columns[0]], kind="stable")[:MOST_OPTIONS]]
    rows = _Rows(story, shown, 0.17 + 0.13 * len(columns))
    legend = _legend_height(story, columns)
    with styled():
        figure, box, base = _figure(
            title, f"{word('robust_met_sub', story.lang)} {story.axes}", foot, rows.height + 0.32 + legend
        )
        axes = box.axes(NAME, base + 0.3, box.width - NAME - 0.25, rows.height)
        for i, column in enumerate(columns):
            at = rows.places + 0.13 / (rows.height / len(shown)) * ((len(columns) - 1) / 2 - i)
            look: dict[str, Any] = {"color": POLICIES[i][0], "zorder": 4}
            axes.hlines(at, 100 * share.low[column, shown], 100 * share.high[column, shown], lw=1.6, **look)
            axes.plot(100 * share.value[column, shown], at, MARKS[i], ms=4.8, mec="white", mew=0.6, clip_on=False,
                      label="\n".join(wrap(story.wants[column], box.width - 0.6, 7.6)), **look)  # fmt: skip
        _scale(axes, story.lang)
        axes.set_xlim(-1, 101)
        axes.set_xticks([0, 25, 50, 75, 100])
        rows.label(axes)
        axes.legend(loc="lower left", bbox_to_anchor=(-NAME / (box.width - NAME - 0.25), 1.0), frameon=False,
                    fontsize=7.6, labelcolor=INK, handlelength=1.0, borderpad=0.2, labelspacing=0.35)  # fmt: skip
    return figure


def _legend_height(story: Story, columns: Sequence[int]) -> float:
    count = sum(len(wrap(story.wants[column], WIDTH - 0.7, 7.6)) for column in columns)
    return text_height(count, 7.6) * 1.15 + 0.05


def ranks(story: Story, outcome: int, title: str, foot: str) -> Figure:
    """The rank of each option under each measure, dark for the first, with its range in the resamples."""
    shown, lang, count = story.shown(outcome), story.lang, len(story.options)
    rows = _Rows(story, shown, 0.34)
    sub = word("robust_rank_sub", lang, label=story.label(story.found.items[outcome].goal))
    with styled():
        figure, box, base = _figure(title, f"{sub} {story.axes}", foot, rows.height + HEADS + 0.15)
        axes = box.axes(NAME, base + 0.1, box.width - NAME - 0.05, rows.height)
        _rank_squares(axes, story, outcome, shown, count)
        axes.set_xticks(
            range(len(MEASURES)), [story.measure(name) for name in MEASURES], rotation=90, size=7, color=INK
        )
        axes.xaxis.tick_top()
        rows.label(axes)
        axes.set_ylim(-0.5, len(shown) - 0.5)
        for side in axes.spines.values():
            side.set_visible(False)
    return figure


def _rank_squares(axes: Axes, story: Story, outcome: int, shown: Sequence[int], count: int) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    found = story.found.ranks
    table = found.rank[outcome][:, shown].T
    colours = LinearSegmentedColormap.from_list("rank", LEVEL_COLOURS[::-1][1:])
    axes.imshow(table[::-1], cmap=colours, vmin=1, vmax=max(count, 2), aspect="auto", origin="lower")
    for row, option in enumerate(shown):
        for column in range(len(MEASURES)):
            at = (outcome, column, option)
            dark = (found.rank[at] - 1) / max(count - 1, 1) < 0.2
            place = len(shown) - 1 - row
            ink = "white" if dark else INK
            axes.text(column, place + 0.14, f"{found.rank[at]:.0f}", ha="center", va="center", size=8.2, color=ink)
            axes.text(column, place - 0.26, rank_range(story, at), ha="center", va="center", size=6.2, color=ink)


def rank_range(story: Story, at: tuple[int, int, int]) -> str:
    """The range of a rank in the resamples: "1–3", or one number."""
    low, high = story.found.ranks.low[at], story.found.ranks.high[at]
    return f"{low:.0f}" if low == high else f"{low:.0f}–{high:.0f}"


def _scale(axes: Axes, lang: Lang) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes.xaxis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: tick(value, lang)))
    axes.grid(axis="x", color=GRID, lw=0.6)
    axes.set_axisbelow(True)
