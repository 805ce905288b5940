"""Native charts of the Excel file: a median with its bands by month, points with their error bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from borderSim.exchange.excel_words import Lang, word
from borderSim.exchange.workbook import MONTH, Book, Placed

SIZE = {"width": 780, "height": 360}
BLUE, LIGHT, MIDDLE, GREY, PALE, GRID = "#0072B2", "#CFE4F2", "#8FC1E3", "#6B7680", "#C9D0D5", "#D9DEE1"
NO_LINE = {"none": True}
CLEAR = {"color": "#FFFFFF", "transparency": 100}
"""Seen through; a viewer that knows no transparency draws it white."""
SMALL = {"size": 9, "color": "#4D575E"}
MONTHS_BETWEEN_TICKS = 6


@dataclass(frozen=True)
class Frame:
    """What surrounds a chart: its title, the unit of its values, all values that it must hold, the language."""

    title: str
    unit: str
    values: Sequence[float]
    lang: Lang


@dataclass(frozen=True)
class Band:
    """Columns of a table: months, the median, and the first of four steps: from the foot of the chart to 5%, 25%, ...

    The others stand beside it: from 25% to 75%, from there to 95%. The foot is the lower end of the value axis, so no
    step is negative: programs do not agree on how negative values stack.
    """

    months: int
    steps: int
    median: int
    median_name: str


def band_chart(book: Book, placed: Placed, band: Band, frame: Frame, reference: tuple[int, str] | None = None) -> Any:
    """A median line on its 50% and 90% bands by month, and a dashed line of the reference (column, name).

    The bands are areas stacked on a hidden axis that begins at 0 where the axis of the lines (on the right) has its
    lower end; the first area, up to the 5% line, is seen through.
    """
    area = book.workbook.add_chart({"type": "area", "subtype": "stacked"})
    names = ("", word("band_90", frame.lang), word("band_50", frame.lang), "")
    fills: tuple[dict[str, Any], ...] = (CLEAR, {"color": LIGHT}, {"color": MIDDLE}, {"color": LIGHT})
    x = placed.cells(band.months)
    for column, (name, fill) in enumerate(zip(names, fills, strict=True), band.steps):
        series = {"values": placed.cells(column), "categories": x, "fill": fill, "border": NO_LINE}
        area.add_series({**series, "name": name} if name else series)
    line = book.workbook.add_chart({"type": "line"})
    drawn = [(band.median, band.median_name, {"color": BLUE, "width": 2.25})]
    if reference:
        drawn.append((*reference, {"color": GREY, "width": 1.75, "dash_type": "dash"}))
    for column, name, look in drawn:
        series = {"values": placed.cells(column), "categories": x, "name": name, "line": look}
        line.add_series({**series, "y2_axis": True})
    area.combine(line)
    axis = _surround(area, frame)
    line.set_x2_axis({"date_axis": True, "position_axis": "on_tick", "visible": False})
    line.set_y2_axis({**axis, "major_gridlines": {"visible": False}})
    area.set_y_axis({**axis, "min": 0, "max": axis["max"] - axis["min"], "visible": False})
    months = {"date_axis": True, "num_format": MONTH[frame.lang], "major_unit": MONTHS_BETWEEN_TICKS}
    area.set_x_axis({**months, "major_unit_type": "months", "label_position": "low", "num_font": SMALL})
    area.set_legend({"position": "bottom", "delete_series": [0, 3], "font": SMALL})
    return area


@dataclass(frozen=True)
class Dots:
    """Columns of a table of points: their words (first and last column), a value, the lengths of its bar down and up.

    ``shown`` holds the columns in which a value stands, each with a name and whether it is told apart from 0.
    """

    words: tuple[int, int] | None
    shown: tuple[tuple[int, str, bool], ...]
    down: int
    up: int


def dots_chart(book: Book, placed: Placed, dots: Dots, frame: Frame, below: str) -> Any:
    """Points as dots with error bars, 5% to 95%; those that cannot be told apart are pale."""
    chart = book.workbook.add_chart({"type": "line"})
    for column, name, told in dots.shown:
        colour = BLUE if told else GREY
        bars = {"type": "custom", "plus_values": placed.address(dots.up), "minus_values": placed.address(dots.down)}
        series = {
            "values": placed.cells(column),
            "name": name,
            "line": NO_LINE,
            "marker": {
                "type": "circle",
                "size": 6,
                "border": {"color": colour},
                "fill": {"color": colour if told else PALE},
            },
            "y_error_bars": {**bars, "end_style": 0, "line": {"color": colour, "width": 1.25}},
        }
        chart.add_series({**series, "categories": placed.cells(*dots.words)} if dots.words else series)
    _surround(chart, frame)
    chart.set_x_axis({"name": below, "name_font": SMALL, "num_font": SMALL, "label_position": "low"})
    chart.set_legend({"position": "bottom", "font": SMALL})
    return chart


def _surround(chart: Any, frame: Frame) -> dict[str, Any]:
    """Title, value axis and size; returns what the axis was set to."""
    steps = ticks(frame.values)
    chart.set_title({"name": f"{frame.title} ({frame.unit})", "name_font": {"size": 12}, "overlay": False})
    axis = {
        "num_font": SMALL,
        "num_format": _pattern(steps["major_unit"]),
        "major_gridlines": {"visible": True, "line": {"color": GRID}},
        **steps,
    }
    chart.set_y_axis(axis)
    chart.set_size(SIZE)
    chart.show_hidden_data()
    chart.show_blanks_as("gap")
    return axis


def _pattern(step: float) -> str:
    """A number format with the decimals of the step."""
    places = len(f"{step:.6f}".rstrip("0").partition(".")[2])
    return "#,##0" + ("." + "0" * places if places else "")


def ticks(values: Sequence[float]) -> dict[str, Any]:
    """The ends and steps of a value axis: round numbers; 0 is among them unless the values lie far from it."""
    from matplotlib.ticker import MaxNLocator

    low, high = min(values), max(values)
    if 0 < low < high / 2:
        low = 0.0
    found = MaxNLocator(nbins=6, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high if high > low else low + 1)
    return {"min": float(found[0]), "max": float(found[-1]), "major_unit": float(found[1] - found[0])}
