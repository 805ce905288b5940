"""Fans of the past: what was counted over what the model says, by month or year, with the date of what was known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import norm

from borderSim.catalogue.dates import month_date
from borderSim.report.layout import MOST_TICKS, SHORT_RUN, Box, EndLabel, capital, end_labels, tick
from borderSim.report.lines import RIGHT
from borderSim.report.numbers import month, number, span
from borderSim.report.past_series import YEAR, Count, Part, Series, centres, logarithmic, period, read_parts, stretches
from borderSim.report.past_words import say
from borderSim.report.sheet import empty, key, key_height, sheet
from borderSim.report.style import BASELINE, GRID, INK, MUTED, POLICIES, WIDTH, styled
from borderSim.report.words import Lang
from borderSim.results.data import LEVELS, Array

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

KINDS: dict[str, tuple[str, str]] = {
    "fit": (POLICIES[2][0], POLICIES[2][2]),
    "forecast": (POLICIES[0][0], POLICIES[0][2]),
    "driver": (BASELINE[0], BASELINE[2]),
}
"""Colour and word colour of each part of a fan."""
TALL, PANEL_TALL, LEFT = 2.5, 1.75, 0.72
"""Inches: height of one fan, height of a panel's axes, room left of the axes for ticks."""
DENSE = 48
"""Circles are smaller where there are more than so many."""
HEAD, UNDER, GAP = 0.56, 0.36, 0.12
"""Inches: a panel's words above its axes, dates under them, room between panels."""


def fan(series: Series, cut: int, lang: Lang, footer: str = "") -> Figure:
    """One variable over time; ``cut`` is the last month whose counts were known (0 = 2012-01)."""
    marks = key_marks([series], cut, lang)
    room = key_height(WIDTH, marks)
    with styled():
        sub = say("fan_sub", lang, unit=capital(unit_words(series, lang)))
        figure, box = sheet(WIDTH, TALL + room, title(series, cut, lang), sub, footer)
        key(box, marks)
        axes = box.axes(LEFT, UNDER, box.width - LEFT - RIGHT, TALL - UNDER - 0.1)
        draw(axes, series, cut, lang)
        if series.drawn:
            end_labels(axes, [_end(axes, series.drawn[-1], lang)])
    return figure


def fans(name: str, many: Sequence[Series], cut: int, lang: Lang, footer: str = "") -> Figure:
    """Small multiples, two or three in a row: variables of the country, or one variable by department or customs."""
    across = 2 if len(many) in (1, 2, 4) else 3
    rows, tall = -(-len(many) // across), HEAD + PANEL_TALL + UNDER + GAP
    marks = key_marks(many, cut, lang)
    room = key_height(2 * WIDTH, marks)
    counted = np.array([series.later(cut) for series in many]).reshape(-1, 2).sum(axis=0)
    with styled():
        said = _finding(name, int(counted[0]), int(counted[1]), lang)
        figure, box = sheet(2 * WIDTH, rows * tall + room + 0.05, said, say("fans_sub", lang), footer)
        key(box, marks)
        wide = box.width / across
        for i, series in enumerate(many):
            bottom = box.bottom + (rows - 1 - i // across) * tall
            _panel(Box(figure, box.left + i % across * wide, bottom, wide - 0.2, tall - GAP), series, cut, lang)
    return figure


def _panel(box: Box, series: Series, cut: int, lang: Lang) -> None:
    end = box.text(0, 0.02, series.label, 8.6, weight="bold", color=INK)
    later, inside = series.later(cut)
    score = say("inside_short", lang, inside=inside, n=later) if later else ""
    score = say("driver_short", lang) if series.driver else score
    end = box.text(0, end, capital(unit_words(series, lang)), 7, color=MUTED)
    box.text(0, end, capital(score), 7, color=MUTED)
    draw(box.axes(LEFT - 0.1, UNDER, box.width - LEFT + 0.1, box.height - HEAD - UNDER), series, cut, lang, small=True)


def unit_words(series: Series, lang: Lang) -> str:
    """The unit, by month or year, and whether the axis is logarithmic."""
    unit = say("by_year" if series.step == YEAR else "by_month", lang, unit=series.unit)
    return f"{unit}; {say('log_scale', lang)}" if logarithmic(series) else unit


def title(series: Series, cut: int, lang: Lang) -> str:
    """A title that says how the forecast did."""
    later, inside = series.later(cut)
    return say("fan_driver", lang, label=series.label) if series.driver else _finding(series.label, later, inside, lang)


def _finding(label: str, later: int, inside: int, lang: Lang) -> str:
    return say("fan_inside" if later else "fan_no_later", lang, label=label, inside=inside, n=later)


def _end(axes: Axes, part: Part, lang: Lang) -> EndLabel:
    """The label of the last period; its height is that of the median, also on a logarithmic axis."""
    low, _, middle, _, high = (float(level) for level in part.levels)
    bottom, top = axes.get_ylim()
    at = axes.transData.transform((0, max(middle, bottom)))
    share = float(axes.transAxes.inverted().transform(at)[1])
    words = [say(part.kind, lang), number(middle, lang), f"({span(low, high, lang)})"]
    return EndLabel(bottom + share * (top - bottom), words, KINDS[part.kind][1])


def draw(axes: Axes, series: Series, cut: int, lang: Lang, *, small: bool = False) -> None:
    """Bands, median, counts and the cut-off on axes, or words where there is no value."""
    if not series.drawn and not series.points:
        return empty(axes, say("no_rows", lang))
    floor = _scale(axes, series, lang, small=small)
    for points, levels, kind in stretches(series.drawn):
        levels, colour = np.maximum(levels, floor), KINDS[kind][0]
        axes.fill_between(points, levels[0], levels[4], color=colour, alpha=0.17, lw=0, zorder=2)
        axes.fill_between(points, levels[1], levels[3], color=colour, alpha=0.32, lw=0, zorder=3)
        axes.plot(points, levels[2], color=colour, lw=1.6, zorder=4)
    _points(axes, series, floor, small=small)
    axes.axvline(cut + 1, color=INK, lw=0.8, ls=(0, (1, 2)), zorder=1)
    _dates(axes, series, lang, most=4 if small else MOST_TICKS)
    return None


def error(count: Count, value: float) -> Array:
    """The ends of the 90% band of a count's own error (lognormal), (2,)."""
    return value * np.exp(norm.ppf([LEVELS[0], LEVELS[-1]]) * np.nan_to_num(count.sd))


def _points(axes: Axes, series: Series, floor: float, *, small: bool) -> None:
    """Circles, filled where the count was used; lines for its error and for the months of a count over others."""
    size = (1.7, 2.2) if len(series.points) > DENSE else (2.8, 3.8)
    for used, face in ((True, INK), (False, "white")):
        own = [(count, value) for count, value in series.points if count.used == used]
        middles = [(count.first + count.last + 1) / 2 for count, _ in own]
        axes.plot(middles, [max(value, floor) for _, value in own], "o", ms=size[not small], mfc=face, mec=INK, mew=0.7,
                  zorder=6, clip_on=False)  # fmt: skip
    ends = np.maximum([error(*point) for point in series.points], floor).reshape(-1, 2)
    axes.vlines(
        [(count.first + count.last + 1) / 2 for count, _ in series.points], *ends.T, color=INK, lw=0.8, zorder=5
    )
    for count, value in series.points:
        if count.last - count.first + 1 != series.step:
            axes.hlines(max(value, floor), count.first, count.last + 1, color=INK, lw=0.8, zorder=5)


def _scale(axes: Axes, series: Series, lang: Lang, *, small: bool) -> float:
    """Set the vertical axis; return the smallest value that it can show."""
    from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullLocator

    values = np.concatenate([*(p.levels for p in series.drawn), *(error(*point) for point in series.points)])
    axes.grid(axis="y", color=GRID, lw=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", length=0)
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    floor = min(low, 0.0)
    if logarithmic(series):
        floor = 10.0 ** np.floor(np.log10(min(value for value in centres(series) if value > 0)))
        axes.set_yscale("log")
        axes.set_ylim(floor, high * 1.3)
        axes.yaxis.set_major_locator(LogLocator(numticks=5))
        axes.yaxis.set_minor_locator(NullLocator())
    else:
        axes.set_ylim(floor * 1.05, (high if high > 0 else 1) * 1.05)
        axes.yaxis.set_major_locator(MaxNLocator(nbins=4 if small else 5, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: tick(value, lang)))
    return float(floor)


def _dates(axes: Axes, series: Series, lang: Lang, most: int) -> None:
    """Years, or months where there are few; a year's label stands under its middle when a step is a year."""
    spans = [*((p.first, p.last) for p in series.drawn), *((c.first, c.last) for c, _ in series.points)]
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    axes.set_xlim(first, last + 1)
    years = [y for y in range(first // YEAR, last // YEAR + 1) if first <= YEAR * y <= last]
    if len(years) > 2:
        years = years[:: -(-len(years) // most)]
        shift = YEAR / 2 if series.step == YEAR else 0
        axes.set_xticks([YEAR * y + shift for y in years], [str(month_date(YEAR * y).year) for y in years])
    else:
        places = list(range(first, last + 1, max(SHORT_RUN // most, (last - first + 1) // 3)))
        axes.set_xticks(places, [month(month_date(p).isoformat(), lang) for p in places])
    axes.tick_params(axis="x", length=3, color=MUTED)


def key_marks(many: Sequence[Series], cut: int, lang: Lang) -> list[Artist]:
    """A mark with its words for each thing that the panels show."""
    from matplotlib.lines import Line2D

    kinds = {part.kind for series in many for part in series.drawn}
    counts = [(count, series) for series in many for count, _ in series.points]
    marks = [Line2D([], [], color=KINDS[kind][0], lw=3.5, label=say(kind, lang)) for kind in KINDS if kind in kinds]
    for used, name in ((True, "used"), (False, "unused")):
        if any(count.used == used for count, _ in counts):
            face = INK if used else "white"
            marks.append(Line2D([], [], ls="", marker="o", ms=4, mfc=face, mec=INK, mew=0.7, label=say(name, lang)))
    if any(count.last - count.first + 1 != series.step for count, series in counts):
        marks.append(Line2D([], [], color=INK, lw=0.8, marker="o", ms=3, mfc="white", label=say("other_months", lang)))
    until = month(month_date(cut).isoformat(), lang)
    marks.append(Line2D([], [], color=INK, lw=0.8, ls=(0, (1, 2)), label=say("known_until", lang, month=until)))
    return list(marks)


__all__ = ["Count", "Part", "Series", "fan", "fans", "period", "read_parts"]
