"""The sheets of a sweep: axes, a table of points with charts for each indicator, quantiles by month where they fit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from borderSim.analysis.compare import compare_members
from borderSim.analysis.outcomes import outcomes
from borderSim.catalogue import Indicator, indicators
from borderSim.exchange.charts import Dots, Frame, dots_chart
from borderSim.exchange.excel_words import Lang, word
from borderSim.exchange.first_sheet import notes, read_me, told_words, unit_words
from borderSim.exchange.workbook import Book, Column, Placed, decimals
from borderSim.results.data import Array, quantiles
from borderSim.results.sweep_data import AxisInfo, SweepData

HEAD_ROW, CHART_ROWS = 3, 20
FEW_POINTS = 40
"""Up to so many points stand in their own order with their values below them; more stand in the order of the median."""
MOST_MONTH_ROWS = 100_000


def fill_sweep(book: Book, data: SweepData, lang: Lang) -> None:
    """Write all sheets of a sweep."""
    first = book.sheet(word("read_me", lang))
    known, about = indicators(), {}
    about[_axes(book, data.axes, lang)] = ", ".join(axis.label[lang] for axis in data.axes)
    for name in data.indicators:
        item = known[name]
        about[_points(book, data, item, lang)] = f"{item.label(lang)} ({item.window_unit(lang)})"
    rows = len(data.points) * len(data.indicators) * len(data.months)
    if rows <= MOST_MONTH_ROWS:
        about[_by_month(book, data, lang)] = ", ".join(known[name].label(lang) for name in data.indicators)
    facts = _facts(data, lang)
    if rows > MOST_MONTH_ROWS:
        facts.append((word("by_month", lang), word("no_months", lang, rows=f"{rows:,}")))
    read_me(book, first, data.title[lang], facts, about, lang)


def _facts(data: SweepData, lang: Lang) -> list[tuple[str, str]]:
    facts = [
        ("question", data.question[lang]),
        ("what", word("what_sweep", lang, points=f"{len(data.points):,}")),
        ("runs", f"{len(data.members):,}"),
        ("months", f"{data.months[0]} – {data.months[-1]}"),
        ("window", word(f"window_{data.window}", lang)),
        *((key, str(data.meta.get(key, ""))) for key in ("seed", "version", "id", "command")),
    ]
    compared = ("how_difference", "how_indistinct") if data.has_reference else ()
    keys = ("how_median", *compared, "how_points", "how_not")
    return [(word(key, lang), text) for key, text in facts if text] + notes(keys, lang)


def _axes(book: Book, axes: Sequence[AxisInfo], lang: Lang) -> str:
    def numbers(key: str) -> Column:
        ends = [None if axis.choices else getattr(axis, key) for axis in axes]
        return Column(word(f"axis_{key}", lang), ends, "number", [decimals([axis.low, axis.high]) for axis in axes])

    texts = {
        "label": [axis.label[lang] for axis in axes],
        "kind": [word(f"kind_{axis.kind}", lang) for axis in axes],
        "role": [word(f"role_{axis.role}", lang) for axis in axes],
        "unit": [axis.unit[lang] for axis in axes],
    }
    columns = [*(Column(word(key, lang), cells) for key, cells in texts.items()), numbers("low"), numbers("high")]
    columns.append(Column(word("method", lang), [word(f"method_{axis.method}", lang) for axis in axes]))
    columns.append(Column(word("choices", lang), [", ".join(axis.all_said(lang)) for axis in axes]))
    columns.append(Column(word("name", lang), [axis.name for axis in axes]))
    return book.table(book.sheet(word("axes", lang)), columns).sheet


def axis_columns(data: SweepData, order: Array, lang: Lang) -> list[Column]:
    """The number of each point (from 1) and its values of the axes, in words where the axis is no number."""
    columns = [Column(word("point", lang), (order + 1).tolist(), "number")]
    for axis, values in zip(data.axes, data.points[order].T, strict=True):
        unit = axis.unit[lang]
        head = f"{axis.label[lang]} ({unit})" if unit not in ("", "1") else axis.label[lang]
        if axis.choices:
            columns.append(Column(head, [axis.said(value, lang) for value in values]))
        else:
            columns.append(Column(head, values.tolist(), "number", _fewest(values)))
    return columns


def _fewest(values: Array) -> int:
    """As few decimals as show the values of an axis: all of them where they are round, else three figures."""
    most = decimals(values.tolist())
    return next((places for places in range(most) if np.allclose(values, np.round(values, places))), most)


def _points(book: Book, data: SweepData, item: Indicator, lang: Lang) -> str:
    """A sheet with an indicator over the window at every point, and its difference from the point's reference."""
    values = outcomes(data, item.name)
    gaps = outcomes(data, item.name, difference=True) if data.has_reference else None
    order = np.arange(len(values)) if len(values) <= FEW_POINTS else _by_median(values if gaps is None else gaps)
    sheet, unit = book.sheet(item.label(lang)), item.window_unit(lang)
    sheet.write_string(0, 0, f"{item.label(lang)} ({unit})", book.format(bold=True, font_size=14))
    sheet.write_string(1, 0, f"{item.text(lang)} ({word(f'window_{data.window}', lang)})")
    axes = axis_columns(data, order, lang)
    level, at = _level(values[order], lang), len(axes)
    columns = [*axes, *level]
    if gaps is not None:
        columns += _gaps(values[order], gaps[order], lang)
    placed = book.table(sheet, columns, HEAD_ROW)
    words = (1, at - 1) if len(values) <= FEW_POINTS else None
    charts = [(item.label(lang), values, Dots(words, ((at, word("level_points", lang), True),), at + 3, at + 4))]
    if gaps is not None:
        first = at + len(level)
        told = ((first + 6, word("gap_told", lang), True), (first + 7, word("told_no", lang), False))
        charts.append((word("gap_title", lang), gaps, Dots(words, told, first + 8, first + 9)))
    _insert(book, placed, charts, unit, len(columns), lang)
    return placed.sheet


def _insert(
    book: Book, placed: Placed, charts: list[tuple[str, Array, Dots]], unit: str, across: int, lang: Lang
) -> None:
    """The charts of a sheet of points, one below the other, right of its table."""
    for number, (title, values, dots) in enumerate(charts):
        zero = [0.0] if number else []  # a difference is seen against none
        frame = Frame(title, unit, quantiles(values, axis=1)[[0, -1]].ravel().tolist() + zero, lang)
        below = word("points" if dots.words else "points_ordered", lang)
        chart = dots_chart(book, placed, dots, frame, below)
        sheet = book.workbook.get_worksheet_by_name(placed.sheet)
        sheet.insert_chart(HEAD_ROW + 1 + number * CHART_ROWS, across, chart)


def _by_median(values: Array) -> Array:
    return np.argsort(quantiles(values, axis=1)[2], kind="stable")


def _level(values: Array, lang: Lang) -> list[Column]:
    low, _, middle, _, high = quantiles(values, axis=1)
    digits = decimals([*low, *high])
    found = (("median", middle), ("low", low), ("high", high))
    columns = [Column(word(key, lang), cells.tolist(), "number", digits) for key, cells in found]
    bars = (middle - low, high - middle)
    return columns + [Column(word("helper", lang), cells.tolist(), "helper") for cells in bars]


def _gaps(values: Array, gaps: Array, lang: Lang) -> list[Column]:
    """The paired difference in numbers and words; hidden, its two kinds of dots and the lengths of their bars."""
    rows = [compare_members(ours, ours - gap) for ours, gap in zip(values, gaps, strict=True)]
    middle, low, high = (np.array([row[key] for row in rows]) for key in ("diff_median", "diff_q05", "diff_q95"))
    digits, told = decimals([*low, *high]), (low > 0) | (high < 0)
    reference = [float(row["baseline_median"]) for row in rows]
    columns = [Column(word("reference_median", lang), reference, "number", decimals(reference))]
    found = (("gap", middle), ("gap_low", low), ("gap_high", high))
    columns += [Column(word(key, lang), cells.tolist(), "gap", digits) for key, cells in found]
    columns.append(Column(word("higher", lang), [row["higher_in_100"] for row in rows], "number"))
    columns.append(Column(word("told", lang), [told_words(*ends, lang) for ends in zip(low, high, strict=True)]))
    dots = (np.where(told, middle, np.nan), np.where(told, np.nan, middle), middle - low, high - middle)
    return columns + [Column(word("helper", lang), cells.tolist(), "helper") for cells in dots]


def _by_month(book: Book, data: SweepData, lang: Lang) -> str:
    """Median and 90% range of each point by month, and of its difference."""
    sheet, (points, months) = book.sheet(word("by_month", lang)), (len(data.points), len(data.months))
    known, order = indicators(), np.repeat(np.arange(points), months)
    columns = axis_columns(data, np.tile(order, len(data.indicators)), lang)
    columns.append(Column(word("month", lang), list(data.months) * points * len(data.indicators), "month"))
    items = [known[name] for name in data.indicators for _ in order]
    columns.append(Column(word("indicator", lang), [item.label(lang) for item in items]))
    columns.append(Column(word("unit", lang), [unit_words(item, lang) for item in items]))
    columns += _month_numbers(data, ("median", "low", "high"), False, lang)
    if data.has_reference:
        columns += _month_numbers(data, ("gap", "gap_low", "gap_high"), True, lang)
    return book.table(sheet, columns).sheet


def _month_numbers(data: SweepData, heads: Sequence[str], difference: bool, lang: Lang) -> list[Column]:
    """Columns of median, 5% and 95%, one indicator below the other."""
    levels = [quantiles(data.monthly(name, difference=difference), axis=1) for name in data.indicators]
    digits = [decimals([*each[0].ravel(), *each[-1].ravel()]) for each in levels for _ in range(each[0].size)]
    kind = "gap" if difference else "number"
    found = zip(heads, (2, 0, -1), strict=True)
    stacked = {key: np.concatenate([each[level].ravel() for each in levels]).tolist() for key, level in found}
    return [Column(word(key, lang), cells, kind, digits) for key, cells in stacked.items()]  # type: ignore[arg-type]
