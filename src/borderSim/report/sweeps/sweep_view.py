"""What the figures and tables of a sweep share: the axes in words, what varied, and one indicator of the points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from borderSim.analysis.sweep_table import PointTable, is_date
from borderSim.catalogue import Indicator, indicators, month_date
from borderSim.report import lines
from borderSim.report.layout import Box, heading, heading_height, tick
from borderSim.report.numbers import month, number
from borderSim.report.style import POLICIES, WIDTH, new_figure, styled
from borderSim.report.words import Lang, word
from borderSim.results.data import Array
from borderSim.results.sweep_data import AxisInfo, SweepData

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LISTED = ("list", "zip")
MOST_ROWS = 24
"""A table, or lists moved together, with more rows than this is drawn as points were sampled: axis by axis."""
MOST_OPTIONS = len(POLICIES)
"""Up to so many options are told apart by colour and dash."""
NO_UNIT = ("", "-", "1")


@dataclass(frozen=True)
class Dimension:
    """One direction of the design: a list, or lists moved together as one. ``place`` (P,) is each point's position
    among its n values, whose words are ``words`` (n,); ``values`` (n,) are numbers, None where they are none."""

    label: str
    place: Array
    words: Sequence[str]
    values: Array | None


@dataclass(frozen=True)
class View:
    """One indicator of a sweep as a figure shows it, in one language."""

    data: SweepData
    table: PointTable
    lang: Lang

    @property
    def item(self) -> Indicator:
        """The indicator."""
        return indicators()[self.table.indicator]

    @property
    def signed(self) -> bool:
        """Is a difference shown? Without a reference it is the level."""
        return self.table.gap is not None

    @property
    def title(self) -> str:
        """The indicator, and whether its difference or its level is shown."""
        return word("sweep_title" if self.signed else "sweep_title_level", self.lang, label=self.item.label(self.lang))

    def subtitle(self, *keys: str, **values: object) -> str:
        """Unit and window, then how to read the figure: a sentence for each key."""
        unit, when = self.item.window_unit(self.lang), word(f"window_{self.table.window}", self.lang)
        return " ".join([f"{unit}, {when}.", *(word(key, self.lang, **values) for key in keys)])

    @property
    def footer(self) -> str:
        """Version, sweep, seed and members, as under every figure."""
        return footer(self.data, self.lang)


def framed(view: View, sub: str, inside: float) -> tuple[Figure, Box, float]:
    """A figure with its heading, its footer and so many inches between them; its box and the footer's height."""
    wide = WIDTH - 0.1
    foot = lines.footer_height(wide, view.footer)
    height = heading_height(wide, view.title, sub) + foot + inside + 0.2
    figure = new_figure(WIDTH, height)
    box = Box(figure, 0.05, 0.05, wide, height - 0.1)
    with styled():
        heading(box, view.title, sub)
        lines.footer(box, view.footer)
    return figure, box, foot


def footer(data: SweepData, lang: Lang) -> str:
    """What made the numbers, for the foot of figures and of the page."""
    meta = {key: data.meta.get(key, "") for key in ("version", "id", "seed")}
    return word(
        "footer", lang, version=meta["version"], scenario=data.name, sha=meta["id"], seed=meta["seed"],
        members=len(data.members),
    )  # fmt: skip


def axis_label(axis: AxisInfo, lang: Lang) -> str:
    """The name of an axis with its unit."""
    unit = axis.unit[lang]
    return axis.label[lang] if unit in NO_UNIT else f"{axis.label[lang]} ({unit})"


def value_words(axis: AxisInfo, value: float, lang: Lang) -> str:
    """A value in words: a choice by name, a day, a listed number with all digits, a sampled one with two."""
    if axis.choices:
        return axis.said(value, lang)
    if is_date(axis):
        return month_date(value).isoformat()
    return tick(value, lang) if axis.method in LISTED else number(value, lang)


def scale_words(axis: AxisInfo, value: float, lang: Lang) -> str:
    """A value in words for the scale under a figure: all digits of a number, the month of a day."""
    return month(month_date(value).isoformat(), lang) if is_date(axis) else tick(value, lang)


def listed(data: SweepData) -> bool:
    """Was every axis listed, so that each point has a place among few?"""
    return all(_is_list(data, group) for group in groups(data))


def groups(data: SweepData) -> list[list[int]]:
    """The positions of the axes of each group, in order: axes of one group move together."""
    found: dict[int, list[int]] = {}
    for position, axis in enumerate(data.axes):
        found.setdefault(axis.group, []).append(position)
    return list(found.values())


def _is_list(data: SweepData, group: Sequence[int]) -> bool:
    method = data.axes[group[0]].method
    if method not in (*LISTED, "table"):
        return False
    return (len(group) == 1 and method == "list") or len(np.unique(data.points[:, group], axis=0)) <= MOST_ROWS


def dimensions(data: SweepData, lang: Lang) -> list[Dimension]:
    """What varied in a sweep of lists, one for each group that holds more than one value; at least one."""
    found = [_dimension(data, group, lang) for group in groups(data)]
    return [dimension for dimension in found if len(dimension.words) > 1] or found[:1]


def _dimension(data: SweepData, group: Sequence[int], lang: Lang) -> Dimension:
    axes = [data.axes[position] for position in group]
    rows, place = np.unique(data.points[:, group], axis=0, return_inverse=True)
    words = [" · ".join(value_words(axis, v, lang) for axis, v in zip(axes, row, strict=True)) for row in rows]
    label = " · ".join(axis_label(axis, lang) for axis in axes)
    plain = len(axes) == 1 and not axes[0].choices and not is_date(axes[0])
    return Dimension(label, place.reshape(-1), words, rows[:, 0] if plain else None)


def options_of(data: SweepData, lang: Lang) -> Dimension | None:
    """The options of a sweep that meets them with samples: the different values of its listed policies together.

    None where there are fewer than two, or more than MOST_OPTIONS.
    """
    found = listed_policies(data)
    if not found or len(np.unique(data.points[:, found], axis=0)) not in range(2, MOST_OPTIONS + 1):
        return None
    return _dimension(data, found, lang)


def listed_policies(data: SweepData) -> list[int]:
    """Positions of the axes of all lists that somebody chooses from."""
    chosen = (group for group in groups(data) if all(data.axes[i].role == "policy" for i in group))
    return [i for group in chosen if _is_list(data, group) for i in group]


def one_axis(data: SweepData, position: int, lang: Lang) -> Dimension:
    """The different values of an axis."""
    return _dimension(data, [position], lang)


def ranked(data: SweepData, outcome: Array) -> list[int]:
    """The positions of the axes in the order in which they are shown: what has no order first, then numbers.

    Numbers come by the size of their rank correlation with ``outcome`` (P,), the largest first: Spearman's over the
    points that have a value, 0 where either side does not move. Where the points belong to a few options, it is the
    largest within an option, and the axes of the options stand before all others.
    """
    options = options_of(data, "en") if not listed(data) else None
    place = np.zeros(len(data.points), int) if options is None else options.place
    first = [] if options is None else listed_policies(data)
    sizes = {}
    for position, axis in enumerate(data.axes):
        values = data.points[:, position]
        inside = max(_rank_correlation(values[place == part], outcome[place == part]) for part in np.unique(place))
        sizes[position] = (position not in first, not axis.choices, 0.0 if axis.choices else -inside)
    return sorted(sizes, key=lambda position: sizes[position])


def _rank_correlation(values: Array, outcome: Array) -> float:
    from scipy.stats import spearmanr

    known = np.isfinite(outcome)
    values, outcome = values[known], outcome[known]
    if len(values) < 2 or np.ptp(values) == 0 or np.ptp(outcome) == 0:
        return 0.0
    return abs(float(spearmanr(values, outcome).statistic))
