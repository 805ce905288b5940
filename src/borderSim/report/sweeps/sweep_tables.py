"""The words of a sweep's page: what varied, what was found, and the numbers of its points."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from borderSim.analysis.sweep_table import PointTable, is_date
from borderSim.report.numbers import in_100, number, plain, span
from borderSim.report.sweeps.analysis_page import Table
from borderSim.report.sweeps.sweep_view import LISTED, NO_UNIT, View, ranked, value_words
from borderSim.report.words import Lang, word
from borderSim.results.data import Array
from borderSim.results.sweep_data import AxisInfo, SweepData

MOST_ROWS = 200
MOST_COLUMNS, MOST_NAMED = 6, 4
"""Axes that a table of points shows, and axes that a sentence names: those that the medians follow most closely."""
MOST_VALUES = 12


def varied(data: SweepData, lang: Lang) -> Table:
    """What was varied: a row for each axis."""
    keys = ("sweep_axis", "unit", "sweep_values", "sweep_method", "sweep_role")
    return Table(
        "", [word(key, lang) for key in keys], [_axis(data, axis, i, lang) for i, axis in enumerate(data.axes)]
    )


def _axis(data: SweepData, axis: AxisInfo, position: int, lang: Lang) -> list[str]:
    unit = "" if axis.unit[lang] in NO_UNIT else axis.unit[lang]
    others = [other.label[lang] for other in data.axes if other.group == axis.group and other is not axis]
    method = "list" if axis.method == "zip" and not others else axis.method
    how = word(f"sweep_{method}", lang, others=", ".join(others))
    return [axis.label[lang], unit, _values(data, axis, position, lang), how, word(f"sweep_{axis.role}", lang)]


def _values(data: SweepData, axis: AxisInfo, position: int, lang: Lang) -> str:
    """The values of a list or of choices, at most MOST_VALUES; otherwise the range."""
    if axis.method not in LISTED and not axis.choices:
        ends = [value_words(axis, end, lang) for end in (axis.low, axis.high)]
        return word("range", lang, low=ends[0], high=ends[1]) if is_date(axis) else span(axis.low, axis.high, lang)
    values = np.unique(data.points[:, position])
    said = " · ".join(value_words(axis, value, lang) for value in values[:MOST_VALUES])
    more = len(values) - MOST_VALUES
    return word("sweep_more", lang, shown=said, n=more) if more > 0 else said


def findings(view: View) -> str:
    """One paragraph on an indicator: at how many points it is higher, lower or the same, and the two extreme points."""
    table, lang = view.table, view.lang
    known = np.flatnonzero(np.isfinite(table.shown[2]))
    about = {"label": view.item.label(lang), "unit": view.item.window_unit(lang)}
    about["when"] = word(f"window_{table.window}", lang)
    if not len(known):
        return word("sweep_none", lang, **about)
    said = [word("sweep_counts" if view.signed else "sweep_about", lang, **about, **_counts(table, lang))]
    missing = len(table.shown[2]) - len(known)
    said += [word("sweep_missing", lang, n=plain(missing, lang))] if missing else []
    return " ".join([*said, _ends(view, known)])


def _ends(view: View, known: Array) -> str:
    """The points with the largest and the smallest median, or the one median of all of them."""
    medians, kind = view.table.shown[2][known], "" if view.signed else "_level"
    least, most = known[np.argmin(medians)], known[np.argmax(medians)]
    if len(known) == 1:
        return word(f"sweep_one{kind}", view.lang, value=_range(view, most))
    if medians.min() == medians.max():
        return word(f"sweep_flat{kind}", view.lang, value=number(medians[0], view.lang, sign=view.signed))
    values = {"most": _range(view, most), "there": place(view, most), "least": _range(view, least)}
    return word(f"sweep_ends{kind}", view.lang, **values, here=place(view, least))


def _counts(table: PointTable, lang: Lang) -> dict[str, str]:
    known = np.isfinite(table.shown[2])
    up = int(np.sum(table.distinct & (table.shown[2] > 0)))
    down = int(np.sum(table.distinct & (table.shown[2] < 0)))
    found = {"points": len(known), "higher": up, "lower": down, "same": int(np.sum(known)) - up - down}
    return {key: plain(count, lang) for key, count in found.items()}


def _range(view: View, point: int) -> str:
    """A point's median with its 90% range."""
    low, _, middle, _, high = view.table.shown[:, point]
    sign = view.signed
    return f"{number(middle, view.lang, sign=sign)} ({span(low, high, view.lang, sign=sign)})"


def place(view: View, point: int) -> str:
    """Where a point lies, in words: at most MOST_NAMED axes, those that the medians follow most closely."""
    data, lang = view.data, view.lang
    chosen = sorted(ranked(data, view.table.shown[2])[:MOST_NAMED])
    said = [
        word(
            "sweep_at",
            lang,
            axis=data.axes[i].label[lang],
            value=value_words(data.axes[i], data.points[point, i], lang),
        )
        for i in chosen
    ]
    more = len(data.axes) - len(chosen)
    return word("sweep_more", lang, shown=", ".join(said), n=more) if more else ", ".join(said)


def numbers(view: View) -> Table:
    """The numbers under a figure: at most MOST_ROWS points and MOST_COLUMNS axes; the caption says what is left out."""
    data, lang = view.data, view.lang
    points, axes = _points(view), sorted(ranked(data, view.table.shown[2])[:MOST_COLUMNS])
    caption = [word("sweep_all_points", lang, label=view.item.label(lang))]
    if len(points) < len(data.points):
        caption.append(word("sweep_some_points", lang, half=MOST_ROWS // 2, all=plain(len(data.points), lang)))
    if len(axes) < len(data.axes):
        caption.append(word("sweep_some_axes", lang, n=len(axes), all=len(data.axes)))
    heads = ["scenario", "difference_range", "sign"] if view.signed else ["scenario_range"]
    head = [word("sweep_point", lang), *(data.axes[i].label[lang] for i in axes), *(word(key, lang) for key in heads)]
    return Table(" ".join(caption), head, [_row(view, point, axes) for point in points])


def _points(view: View) -> list[int]:
    """All points where they are few, otherwise those with the largest medians and those with the smallest."""
    count = len(view.data.points)
    if count <= MOST_ROWS:
        return list(range(count))
    order = np.argsort(-np.nan_to_num(view.table.shown[2], nan=0.0), kind="stable")
    return [int(point) for point in (*order[: MOST_ROWS // 2], *order[-MOST_ROWS // 2 :])]


def _row(view: View, point: int, axes: Sequence[int]) -> list[str]:
    data, table, lang = view.data, view.table, view.lang
    cells = [str(point + 1), *(value_words(data.axes[i], data.points[point, i], lang) for i in axes)]
    if table.higher is None:
        return [*cells, _range(view, point)]
    count = word("higher_in", lang, n=in_100(table.higher[point]))
    sign = count if table.distinct[point] else word("indistinct", lang)
    return [*cells, number(table.levels[2][point], lang), _range(view, point), sign]
