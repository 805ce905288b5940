"""Figures of a search: packages as lines through levers and aims, pairs of aims with ranges, the search's course."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from borderSim.optimise.front import BASE, REFERENCE, Front
from borderSim.report import lines
from borderSim.report.layout import Box, heading, heading_height, tick, wrap
from borderSim.report.numbers import number
from borderSim.report.style import BASELINE, GRID, INK, MUTED, POLICIES, WIDTH, new_figure, styled
from borderSim.report.sweeps.optimise_labels import goal_words, lever_value, lever_words, marked
from borderSim.report.words import Lang, word
from borderSim.results.data import Array
from borderSim.scenario.axes import Axis
from borderSim.scenario.optimise_goals import Objective

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_LINES = 40
"""More lines than this cannot be followed; front.csv has them all."""
ROW = 0.66
"""Inches of a lever or an aim in the figure of lines."""
FAILED: tuple[str, Any, str] = ("#9aa4ab", (0, (1, 2.4)), "#5c6670")
PALE, STRONG = 0.8, 1.5
MARKS = {BASE: ("D", "opt_mark_base"), REFERENCE: ("s", "opt_mark_reference")}


@dataclass(frozen=True)
class Scale:
    """One row of the figure of lines: its words, its ends in words, and where each row of the front stands, 0-1.

    ``places`` (F,) or, for what base and reference have too, (F + 2,).
    """

    label: str
    left: str
    right: str
    places: Array
    aim: bool = False


def scales(front: Front, lang: Lang) -> list[Scale]:
    """The levers from low to high, the cost where there is a budget, then the aims with the better end right."""
    levers = [_lever(axis, front.values[:, d], lang) for d, axis in enumerate(front.search.axes)]
    cost = [_cost(front, lang)] if front.search.budget else []
    return [*levers, *cost, *(_aim(front, goal, lang) for goal in front.search.objectives)]


def _lever(axis: Axis, values: Array, lang: Lang) -> Scale:
    ends = [lever_value(axis, end, lang) for end in (axis.low, axis.high)]
    return Scale(lever_words(axis, lang), ends[0], ends[1], _between(values, axis.low, axis.high))


def _cost(front: Front, lang: Lang) -> Scale:
    spent = np.array([cost.central for cost in front.costs[: len(front)]])
    low, high = min(0.0, float(spent.min())), float(max(spent.max(), front.search.budget.at_most))  # type: ignore[union-attr]
    return Scale(word("opt_cost", lang), number(low, lang), number(high, lang), _between(spent, low, high))


def _aim(front: Front, goal: Objective, lang: Lang) -> Scale:
    values = front.reached(goal)
    worst, best = (values.max(), values.min()) if goal.aim == "low" else (values.min(), values.max())
    label = f"{goal_words(goal, lang)}: {word(f'opt_{goal.aim}', lang)}"
    ends = [number(float(end), lang, sign=goal.difference) for end in (worst, best)]
    return Scale(label, ends[0], ends[1], _between(values, float(worst), float(best)), aim=True)


def _between(values: Array, low: float, high: float) -> Array:
    """Where values stand between two ends, 0-1; in the middle where the ends are equal."""
    return np.full(len(values), 0.5) if high == low else np.asarray((values - low) / (high - low))


def shown(front: Front) -> Array:
    """At most MOST_LINES packages, evenly along the first aim."""
    return np.unique(np.linspace(0, len(front) - 1, min(len(front), MOST_LINES)).round().astype(np.intp))


def looks(front: Front) -> list[tuple[str, Any, str]]:
    """Colour, dash and word colour of each package by its third on the first aim; grey dots if it fails the check."""
    aim = front.search.objectives[0]
    order = np.argsort(front.reached(aim)[: len(front)] * (1 if aim.aim == "low" else -1), kind="stable")
    third = np.empty(len(front), np.intp)
    third[order] = np.arange(len(front)) * 3 // len(front)
    return [POLICIES[third[row]] if front.stands[row] else FAILED for row in range(len(front))]


def parallel(front: Front, when: str, footer: str, lang: Lang) -> Figure:
    """Each package as a line down through its levers to what it reaches under the check."""
    rows = scales(front, lang)
    title, sub = word("opt_front", lang), word("opt_front_sub", lang, when=when)
    top = heading_height(WIDTH - 0.1, title, sub)
    foot = lines.footer_height(WIDTH - 0.1, footer)
    legend = 0.4
    height = top + legend + ROW * len(rows) + foot + 0.25
    figure = new_figure(WIDTH, height)
    box = Box(figure, 0.05, 0.05, WIDTH - 0.1, height - 0.1)
    with styled():
        heading(box, title, sub)
        lines.footer(box, footer)
        axes = box.axes(0.3, foot + 0.1, box.width - 0.6, ROW * len(rows))
        _scales(axes, rows)
        _packages(axes, front, rows)
        _legend(figure, front, 1 - (top + 0.12) / height, lang)
    return figure


def _scales(axes: Axes, rows: Sequence[Scale]) -> None:
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(-(len(rows) - 1) - 0.42, 0.6)
    axes.axis("off")
    inches = axes.get_position().width * axes.figure.get_size_inches()[0]  # type: ignore[union-attr]
    for position, row in enumerate(rows):
        axes.plot([0, 1], [-position] * 2, color=INK if row.aim else MUTED, lw=1.1 if row.aim else 0.7, zorder=1)
        said = wrap(row.label, float(inches) + 0.45, 6.8)
        white = {"fc": "white", "lw": 0, "pad": 0.6, "alpha": 0.85}
        axes.text(-0.06, 0.16 - position, "\n".join(said[:2]), size=6.8, color=INK, va="bottom", linespacing=1.15,
                  weight="bold" if row.aim else "normal", bbox=white, zorder=6)  # fmt: skip
        for x, words, side in ((0.0, row.left, "left"), (1.0, row.right, "right")):
            axes.text(x, -0.1 - position, words, size=6.6, color=MUTED, ha=side, va="top", bbox=white, zorder=6)


def _packages(axes: Axes, front: Front, rows: Sequence[Scale]) -> None:
    look, heights = looks(front), -np.arange(len(rows), dtype=float)
    for package in shown(front):
        colour, dash, _ = look[package]
        across = [float(row.places[package]) for row in rows]
        wide = STRONG if front.stands[package] else PALE
        axes.plot(across, heights, color=colour, ls=dash, lw=wide, alpha=0.75, zorder=3)
        axes.plot(across, heights, color=colour, ls="none", marker="o", ms=2.6, alpha=0.8, zorder=4)
    for position, row in enumerate(rows):
        for place in marked(front) if row.aim else ():
            axes.plot(row.places[place], -position, marker=MARKS[place][0], ms=5.5, mfc="white", mec=INK, zorder=7)


def _legend(figure: Figure, front: Front, top: float, lang: Lang) -> None:
    from matplotlib.lines import Line2D

    entries = [(POLICIES[third], word(f"opt_third_{third}", lang)) for third in range(3)]
    entries += [(FAILED, word("opt_fails", lang))] if not front.stands.all() else []
    handles = [Line2D([], [], color=look[0], ls=look[1], lw=STRONG, label=words) for look, words in entries]
    handles += _marks(front, lang)
    figure.legend(handles=handles, loc="upper left", bbox_to_anchor=(0.01, top), ncols=2, frameon=False, fontsize=6.8,
                  handlelength=3.2, columnspacing=1.2, labelspacing=0.3, borderaxespad=0, labelcolor=INK)  # fmt: skip


def _marks(front: Front, lang: Lang) -> list[Any]:
    from matplotlib.lines import Line2D

    return [
        Line2D([], [], ls="none", marker=MARKS[row][0], ms=5, mfc="white", mec=INK, label=word(MARKS[row][1], lang))
        for row in marked(front)
    ]


def pairs(front: Front, footer: str, lang: Lang) -> Figure:
    """The first aim against each other one: the check with the middle 90 of 100 runs, and what the search saw."""
    first, *others = front.search.objectives
    title, sub = word("opt_pairs", lang), word("opt_pairs_sub", lang)
    top, foot = heading_height(WIDTH - 0.1, title, sub), lines.footer_height(WIDTH - 0.1, footer)
    each = 3.3
    height = top + 0.5 + each * len(others) + foot + 0.1
    figure = new_figure(WIDTH, height)
    box = Box(figure, 0.05, 0.05, WIDTH - 0.1, height - 0.1)
    with styled():
        heading(box, title, sub)
        lines.footer(box, footer)
        for position, other in enumerate(others):
            bottom = foot + 0.1 + each * (len(others) - 1 - position)
            _pair(box.axes(0.95, bottom + 0.55, box.width - 1.1, each - 0.75), front, first, other, lang)
        _pair_legend(figure, front, 1 - (top + 0.12) / height, lang)
    return figure


def _pair(axes: Axes, front: Front, across: Objective, up: Objective, lang: Lang) -> None:
    look = looks(front)
    x, y = front.reached(across), front.reached(up)
    seen = [front.reached(goal, check=False) for goal in (across, up)]
    bands = [front.band(goal) for goal in (across, up)]
    for row in shown(front):
        colour = look[row][0]
        axes.plot(bands[0][:, row], [y[row]] * 2, color=colour, lw=0.6, alpha=0.45, zorder=2)
        axes.plot([x[row]] * 2, bands[1][:, row], color=colour, lw=0.6, alpha=0.45, zorder=2)
        axes.plot([seen[0][row], x[row]], [seen[1][row], y[row]], color=GRID, lw=0.7, zorder=1)
        axes.plot(seen[0][row], seen[1][row], marker="o", ms=3.6, mfc="white", mec=colour, mew=0.8, zorder=3)
        axes.plot(x[row], y[row], marker="o" if front.stands[row] else "x", ms=4.4, color=colour, zorder=4)
    for row in marked(front):
        axes.plot(x[row], y[row], marker=MARKS[row][0], ms=6, mfc="white", mec=INK, mew=1.1, zorder=5)
    _name(axes, across, up, lang)


def _name(axes: Axes, across: Objective, up: Objective, lang: Lang) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    for axis, goal, room in ((axes.xaxis, across, 3.9), (axes.yaxis, up, 2.6)):
        label = f"{goal_words(goal, lang)}: {word(f'opt_{goal.aim}', lang)}"
        axis.set_label_text("\n".join(wrap(label, room, 7.2)), size=7.2)
        axis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 5, 10]))
        axis.set_major_formatter(FuncFormatter(lambda value, _: tick(value, lang)))
    axes.grid(color=GRID, lw=0.5)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, labelsize=7)


def _pair_legend(figure: Figure, front: Front, top: float, lang: Lang) -> None:
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], color=MUTED, lw=0.8, marker="o", ms=4.4, label=word("opt_checked", lang)),
        Line2D([], [], ls="none", marker="o", ms=3.6, mfc="white", mec=MUTED, label=word("opt_seen", lang)),
    ]
    if not front.stands.all():
        handles.append(Line2D([], [], ls="none", marker="x", ms=4.4, color=FAILED[0], label=word("opt_fails", lang)))
    figure.legend(handles=[*handles, *_marks(front, lang)], loc="upper left", bbox_to_anchor=(0.01, top), ncols=2,
                  frameon=False, fontsize=6.8, labelspacing=0.3, borderaxespad=0, labelcolor=INK)  # fmt: skip


def course(front: Front, footer: str, lang: Lang) -> Figure:
    """The share of the box that the kept packages cover, generation by generation."""
    title, sub = word("opt_course", lang), word("opt_course_sub", lang)
    top, foot = heading_height(WIDTH - 0.1, title, sub), lines.footer_height(WIDTH - 0.1, footer)
    height = top + foot + 2.5
    figure = new_figure(WIDTH, height)
    box = Box(figure, 0.05, 0.05, WIDTH - 0.1, height - 0.1)
    with styled():
        heading(box, title, sub)
        lines.footer(box, footer)
        axes = box.axes(0.6, foot + 0.5, box.width - 0.75, 1.75)
        generations = np.arange(1, len(front.volumes) + 1)
        axes.plot(generations, front.volumes, color=BASELINE[0], marker="o", ms=3.2, lw=1.3)
        axes.set_ylim(0, 1.05)
        _count_axis(axes, lang)
    return figure


def _count_axis(axes: Axes, lang: Lang) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes.xaxis.set_major_locator(MaxNLocator(nbins=8, integer=True))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: tick(round(value, 4), lang)))
    axes.set_xlabel(word("opt_generation", lang), size=7.6)
    axes.set_ylabel(word("opt_covered", lang), size=7.6)
    axes.grid(axis="y", color=GRID, lw=0.6)
    axes.tick_params(length=0)
