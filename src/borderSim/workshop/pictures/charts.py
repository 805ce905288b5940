"""A chart as ECharts options: words and numbers are ready strings, so that no function goes to the browser.

Grids 0 and 1 are the level and the difference, 2 and 3 the strips at their right where end labels stand. Ticks, grid
lines and dates are mark lines: ECharts' own tick labels could be written in a language by a function only.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from borderSim.report.layout import MOST_TICKS, SHORT_RUN, EndLabel
from borderSim.report.lines import look
from borderSim.report.numbers import month
from borderSim.report.style import FEW, GRID, INK, MUTED
from borderSim.report.words import Lang
from borderSim.results.data import Array
from borderSim.workshop.pictures.layout import EDGE, LEADER
from borderSim.workshop.pictures.limits import EXACT, Axis, Limits, limits
from borderSim.workshop.pictures.picture import Picture, Series
from borderSim.workshop.pictures.plan import Plan, plan, size_of
from borderSim.workshop.words import say

__all__ = ["Limits", "height", "limits", "option"]

Option = dict[str, Any]

FONT = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
STROKE, THIN, PALE = 2.2, 0.8, "#c3c9cd"
LIGHT, DARK, FAINT = 0.16, 0.32, 0.5
"""Opacity of the light band, of the dark band on it, and of single runs."""
FIGURES = 4
"""Significant figures of the axis that are sent: more cannot be seen."""
REPLAY_MS = 700
HALF_YEAR = 6


def option(
    picture: Picture,
    lang: Lang,
    small: bool = False,
    limits: Limits | None = None,
    before: Picture | None = None,
    projector: bool = False,
) -> Option:
    """The chart of a picture, at least `height` px tall and as wide as its width class asks.

    ``limits`` are axes shared with other charts. ``before`` is the picture that a replay comes from (or goes to): the
    axes hold both, and the lines move.
    """
    size = size_of(small=small, projector=projector)
    shared = limits or (_both(picture, before) if before else None)
    drawn = plan(picture, lang, size, shared)
    return {
        "animation": before is not None,
        "animationDurationUpdate": REPLAY_MS,
        "textStyle": {"fontFamily": FONT, "fontSize": size.letters},
        "title": _titles(drawn, lang),
        "grid": _grids(drawn),
        "xAxis": _across(len(picture.months)),
        "yAxis": [_up(axis, i) for i, axis in enumerate((drawn.limits.level, drawn.limits.gap) * 2)],
        "series": [*_level(picture, drawn), *_gap(picture, drawn), *_guides(picture, drawn, lang), *_ends(drawn)],
    }


def height(
    picture: Picture, lang: Lang, small: bool = False, limits: Limits | None = None, projector: bool = False
) -> int:
    """The least height in px at which all words of the chart have room."""
    return math.ceil(plan(picture, lang, size_of(small=small, projector=projector), limits).height)


def _both(picture: Picture, before: Picture) -> Limits:
    return limits([picture, before])


def _titles(drawn: Plan, lang: Lang) -> list[Option]:
    """What the lower panel is, over it; and the millions of the upper one over its ticks."""
    axes, size = drawn.limits, drawn.size
    words = say("pictures_gap", lang)
    if axes.gap.scale > 1:
        words = say("pictures_gap_scaled", lang, gap=words, scale=say("pictures_million", lang))
    million = say("pictures_million", lang) if axes.level.scale > 1 else ""
    look_ = {"fontSize": size.letters, "fontWeight": "normal", "lineHeight": size.line}
    top = drawn.strip + drawn.level + 0.6 * size.line
    return [
        {
            "text": words,
            "left": 0,
            "top": _percent(top, drawn),
            "padding": 0,
            "backgroundColor": "#fff",
            "textStyle": {**look_, "color": INK},
        },
        {"text": million, "left": 0, "top": 0, "padding": 0, "textStyle": {**look_, "color": MUTED}},
    ]


def _grids(drawn: Plan) -> list[Option]:
    found = []
    second = drawn.strip + drawn.level + drawn.between
    for top, tall in ((drawn.strip, drawn.level), (second, drawn.gap)):
        place = {"top": _percent(top, drawn), "height": _percent(tall, drawn), "outerBoundsMode": "none"}
        found.append({"left": drawn.left, "right": drawn.right, **place})
        found.append({"right": drawn.right - LEADER, "width": LEADER, **place})
    return [found[i] for i in (0, 2, 1, 3)]


def _percent(pixels: float, drawn: Plan) -> str:
    return f"{100 * pixels / drawn.height:.2f}%"


def _across(months: int) -> list[Option]:
    """Months of both panels, the two strips, and (4, 5) the panels again for dates between months."""
    names = [str(i) for i in range(months)]
    plain = [{"type": "category", "data": names, "boundaryGap": False, "gridIndex": i, "show": False} for i in (0, 1)]
    strips = [{"type": "value", "min": 0, "max": 1, "gridIndex": i, "show": False} for i in (2, 3)]
    last = max(months - 1, 1)
    exact = [{"type": "value", "min": 0, "max": last, "gridIndex": i, "show": False} for i in (0, 1)]
    return [*plain, *strips, *exact]


def _up(axis: Axis, grid: int) -> Option:
    return {"type": "value", "min": axis.low, "max": axis.high, "gridIndex": grid, "show": False}


def _level(picture: Picture, drawn: Plan) -> list[Option]:
    """Other policies in pale grey, bands, the policies, and on top the baseline, whose dashes show what is under it."""
    axis = drawn.limits.level
    behind = [_line(values, 0, axis, PALE, "solid", THIN) for values in picture.behind]
    shown = [(picture.first.baseline, 0), *((line.level, line.look + 1) for line in picture.policies)]
    part = len(picture.policies) ** -0.5
    bands = [s for i, (series, position) in enumerate(shown) for s in _spread(series, (0, i), axis, position, part)]
    return [*behind, *bands, *(_median(series, 0, axis, position) for series, position in (*shown[1:], shown[0]))]


def _gap(picture: Picture, drawn: Plan) -> list[Option]:
    axis, shown = drawn.limits.gap, [(line.gap, line.look + 1) for line in picture.policies]
    part = len(shown) ** -0.5
    bands = [s for i, (series, position) in enumerate(shown) for s in _spread(series, (1, i), axis, position, part)]
    return [*bands, *(_median(series, 1, axis, position) for series, position in shown)]


def _median(series: Series, panel: int, axis: Axis, position: int) -> Option:
    colour, dash, _ = look(position)
    return _line(series.levels[2], panel, axis, colour, dashes(dash), STROKE)


def _spread(series: Series, place: tuple[int, int], axis: Axis, position: int, part: float) -> list[Option]:
    """A light band for the middle 90 of 100 runs and a dark one for the middle 50; single runs where they are few.

    ``place`` is panel and number in it; where there are several policies, bands take a ``part`` of their opacity.
    """
    panel, colour = place[0], look(position)[0]
    if len(series.members) < FEW:
        return [_line(run, panel, axis, colour, "solid", THIN, FAINT) for run in series.members]
    edges = trimmed(series.levels[[0, 1, 3, 4]], axis)
    steps = [edges[0], *(edges[i] - edges[i - 1] for i in (1, 2, 3))]
    found = []
    for values, opacity in zip(steps, (0.0, LIGHT, DARK, LIGHT), strict=True):
        edge = _line(values, panel, axis, colour, "solid", 0)
        area = {"color": colour, "opacity": round(opacity * part, 3)}
        found.append(edge | {"stack": f"{place[0]}-{place[1]}", "stackStrategy": "all", "areaStyle": area})
    return found


def _line(
    values: Array, panel: int, axis: Axis, colour: str, dash: str | list[float], wide: float, opacity: float = 1.0
) -> Option:
    style = {"color": colour, "type": dash, "width": wide, "opacity": opacity}
    axes = {"xAxisIndex": panel, "yAxisIndex": panel}
    data = trimmed(values, axis).tolist()
    return {"type": "line", "data": data, "symbol": "none", "silent": True, "lineStyle": style, **axes}


def trimmed(values: Array, axis: Axis) -> Array:
    """Values with as many decimals as four figures of the axis have."""
    decimals = FIGURES - 1 - math.floor(math.log10(axis.high - axis.low))
    return np.round(values, decimals) + 0.0


def dashes(dash: Any) -> str | list[float]:
    """A dash of report/style.py, which counts in line widths, in px."""
    return "solid" if dash == "-" else [round(part * STROKE, 1) for part in dash[1]]


def _guides(picture: Picture, drawn: Plan, lang: Lang) -> list[Option]:
    """Grid lines with their numbers, the zero line, years, and the dates of the policy through both panels."""
    axes = drawn.limits
    level, gap = _ticks(axes.level, drawn.level_ticks, MUTED), _ticks(axes.gap, drawn.gap_ticks, INK)
    times = [_time(position, words) for position, words in _times(picture.months, lang)]
    return [_marks(0, [*level, *_dates(drawn)], drawn), _marks(1, [*gap, *times], drawn)]


def _marks(panel: int, found: list[Any], drawn: Plan) -> Option:
    """A series that draws nothing but lines with words."""
    label = {"color": MUTED, "fontSize": drawn.size.letters, "distance": EDGE}
    lines = {"silent": True, "symbol": "none", "label": label, "data": found, "animation": False, "precision": EXACT}
    return {"type": "line", "data": [], "xAxisIndex": 4 + panel, "yAxisIndex": panel, "silent": True, "z": 1,
            "markLine": lines}  # fmt: skip


def _ticks(axis: Axis, words: Sequence[str], zero: str) -> list[Option]:
    """Thin lines across a panel with their numbers; the one of zero in the colour ``zero``."""
    found = []
    for value, said in zip(axis.ticks, words, strict=True):
        style = {"color": GRID if value else zero, "type": "solid", "width": 1}
        found.append({"yAxis": value, "lineStyle": style, "label": {"formatter": said, "position": "start"}})
    return found


def _time(position: int, words: str) -> Option:
    label = {"formatter": words, "position": "start"}
    return {"xAxis": position, "lineStyle": {"width": 0}, "label": label}


def _times(months: Sequence[str], lang: Lang) -> list[tuple[int, str]]:
    """Years where the run is long, half-years where it is short."""
    if len(months) <= SHORT_RUN:
        return [(i, month(months[i], lang)) for i in range(0, len(months), HALF_YEAR)]
    years = [i for i, text in enumerate(months) if text.endswith("-01")]
    return [(i, months[i][:4]) for i in years[:: -(-len(years) // MOST_TICKS)]]


def _dates(drawn: Plan) -> list[list[Option]]:
    """A thin line through both panels for each date, its words beside its upper end."""
    found, rows = [], max((mark.row for mark in drawn.marks), default=0)
    for mark in drawn.marks:
        top = (rows - mark.row) * drawn.size.line
        label = {"formatter": plain(mark.words), "position": "start", "distance": -drawn.size.line / 2,
                 "align": mark.side, "verticalAlign": "middle", "padding": [0, EDGE / 2]}  # fmt: skip
        style = {"color": MUTED, "type": [1, 2], "width": 1}
        start = {"xAxis": mark.position, "y": _percent(top, drawn), "label": label, "lineStyle": style}
        found.append([start, {"xAxis": mark.position, "y": _percent(drawn.height - drawn.foot, drawn)}])
    return found


def _ends(drawn: Plan) -> list[Option]:
    """The end labels, each with a thin leader from the end of its line."""
    axes = drawn.limits
    above = _strip(drawn, 2, drawn.level_labels, drawn.level_at, axes.level)
    return [*above, *_strip(drawn, 3, drawn.gap_labels, drawn.gap_at, axes.gap)]


def _strip(drawn: Plan, grid: int, labels: Sequence[EndLabel], places: Sequence[float], axis: Axis) -> list[Option]:
    found = []
    for label, place in zip(labels, places, strict=True):
        put = axis.low + place * (axis.high - axis.low)
        words = {"show": True, "position": "right", "distance": 3, "formatter": plain("\n".join(label.lines)),
                 "color": label.colour, "fontSize": drawn.size.letters, "lineHeight": drawn.size.line}  # fmt: skip
        data = [[0, label.value], {"value": [1, put], "label": words}]
        leader = {"color": label.colour, "width": THIN}
        found.append({"type": "line", "data": data, "xAxisIndex": grid, "yAxisIndex": grid, "symbol": "circle",
                      "symbolSize": 0.1, "silent": True, "lineStyle": leader})  # fmt: skip
    return found


def plain(words: str) -> str:
    """Words without the braces that ECharts would take for a template."""
    return words.replace("{", "(").replace("}", ")")
