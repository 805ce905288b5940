"""Drawing one map: Colombia, the inset of the Cúcuta-Táchira border, the classes in words, a number of people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from borderSim.report.classes import DISAGREE
from borderSim.report.layout import Box, heading, heading_height, text_height, wrap
from borderSim.report.lines import footer, footer_height
from borderSim.report.style import INK, MUTED, PALE, WIDTH, new_figure, styled
from borderSim.report.words import Lang, word
from borderSim.results.data import Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.path import Path
    from shapely.geometry.base import BaseGeometry

WHOLE = (-79.3, -66.6, -4.6, 12.8)
BORDER = (-73.65, -71.55, 7.1, 9.3)
"""Windows in degrees: west, east, south, north."""
HATCH = "////"
STEP = 0.185
"""Inches from one class to the next in the column of words."""
SIDE, INSET = 1.8, 1.8
"""Width in inches of the column beside the map (inset, classes, number of people), and height of the inset."""


@dataclass(frozen=True)
class Frame:
    """A map's shapes and words."""

    shapes: Sequence[BaseGeometry]
    title: str
    subtitle: str
    note: str
    footer: str


@dataclass(frozen=True)
class Scale:
    """Class breaks, and a colour and words for each class (one more than breaks), from the lowest."""

    breaks: Sequence[float]
    colours: Sequence[str]
    names: Sequence[str]

    def colour(self, values: Array) -> list[str]:
        """The colour of each value; white where there is none."""
        found = np.digitize(np.nan_to_num(values), self.breaks)
        return ["white" if np.isnan(v) else self.colours[i] for v, i in zip(values, found, strict=True)]


def draw(frame: Frame, values: Array, scale: Scale, grey: Array | None, lang: Lang) -> Figure:
    """Draw (P,) values over P shapes. ``grey`` (P,) marks places where runs disagree on the sign."""
    absent = bool(any(np.isnan(v) and not shape.is_empty for v, shape in zip(values, frame.shapes, strict=True)))
    rows = [(colour, name, "") for colour, name in zip(scale.colours, scale.names, strict=True)][::-1]
    rows += [(DISAGREE, word("disagree", lang), HATCH)] * (grey is not None) + [
        ("white", word("no_data", lang), "..")
    ] * absent
    tall, width = _height(len(rows), frame.note), WIDTH - 0.1
    extra = heading_height(width, frame.title, frame.subtitle) + footer_height(width, frame.footer) + 0.2
    figure = new_figure(WIDTH, tall + extra + 0.1)
    box = Box(figure, 0.05, 0.05, width, tall + extra)
    with styled():
        heading(box, frame.title, frame.subtitle)
        foot = footer(box, frame.footer) + 0.08
        whole = box.axes(0.02, foot, width - SIDE - 0.15, tall)
        inset = box.axes(width - SIDE, foot + tall - INSET, SIDE - 0.05, INSET)
        for axes, window, edge in ((whole, WHOLE, 0.0), (inset, BORDER, 0.5)):
            _fill(axes, frame.shapes, values, scale, grey)
            _rings(axes, frame.shapes, "white", edge)
            _outlines(axes, window)
        _frame_inset(whole, inset, box, foot + tall - INSET, lang)
        _words(box, foot + tall - INSET - 0.32, rows, frame.note)
    return figure


def _height(rows: int, note: str) -> float:
    """Inches that the map, or the column beside it where that is longer, needs."""
    west, east, south, north = WHOLE
    column = INSET + 0.42 + rows * STEP + text_height(len(wrap(note, SIDE - 0.05, 7.8)), 7.8)
    return max((WIDTH - SIDE - 0.25) * (north - south) / (east - west), column)


def paths(shape: BaseGeometry) -> Iterator[Path]:
    """The outer rings of a shape as paths."""
    from matplotlib.path import Path

    for part in getattr(shape, "geoms", [shape]):
        if part.geom_type == "Polygon" and not part.is_empty:
            yield Path(np.asarray(part.exterior.coords))
        elif hasattr(part, "geoms"):
            yield from paths(part)


def _fill(axes: Axes, shapes: Sequence[BaseGeometry], values: Array, scale: Scale, grey: Array | None) -> None:
    """Fill shapes by class, as pixels (a vector fill of 1,122 cells makes a file of megabytes); large ones first."""
    shown = [i for i in np.argsort([-shape.area for shape in shapes], kind="stable") if not shapes[i].is_empty]
    colours = scale.colour(values)
    clear = [i for i in shown if grey is None or not grey[i]]
    _patches(axes, [p for i in clear for p in paths(shapes[i])], [colours[i] for i in clear for _ in paths(shapes[i])])
    absent = [p for i in shown if np.isnan(values[i]) for p in paths(shapes[i])]
    _patches(axes, absent, ["white"] * len(absent), hatch="..")
    if grey is not None:
        unclear = [p for i in shown if grey[i] for p in paths(shapes[i])]
        _patches(axes, unclear, [DISAGREE] * len(unclear), hatch=HATCH)


def _patches(axes: Axes, found: Sequence[Path], colours: Sequence[str], **options: Any) -> None:
    from matplotlib.collections import PathCollection

    edge: dict[str, Any] = (
        {"edgecolors": "#aeb6bb", "linewidths": 0}
        if "hatch" in options
        else {"edgecolors": colours, "linewidths": 0.25}
    )
    axes.add_collection(PathCollection(found, facecolors=colours, rasterized=True, zorder=2, **edge, **options))


def _outlines(axes: Axes, window: tuple[float, float, float, float]) -> None:
    """Land around, departments and states in thin lines, the international line thicker; cut to a window."""
    from borderSim.world import cartography

    known = cartography.outlines()
    land = [*known["neighbour"].values(), known["countries"]["VE"]]
    _patches(axes, [p for shape in land for p in paths(shape)], [PALE] * sum(1 for s in land for _ in paths(s)))
    _rings(axes, known["admin1"].values(), "#8d979d", 0.4)
    _rings(axes, known["countries"].values(), INK, 0.9)
    west, east, south, north = window
    axes.set(xlim=(west, east), ylim=(south, north), xticks=[], yticks=[])
    axes.set_aspect(1 / np.cos(np.radians((south + north) / 2)), anchor="NW")


def _rings(axes: Axes, shapes: Any, colour: str, width: float) -> None:
    """Outlines as pixels too: two thousand vertices of coast would weigh more than the figure."""
    from matplotlib.collections import LineCollection

    lines = [path.vertices for shape in shapes for path in paths(shape)]
    axes.add_collection(LineCollection(lines, colors=colour, linewidths=width, zorder=4, rasterized=True))


def _frame_inset(whole: Axes, inset: Axes, box: Box, bottom: float, lang: Lang) -> None:
    """Frame the inset, mark its place on the map, write its name under it."""
    west, east, south, north = BORDER
    whole.plot([west, east, east, west, west], [south, south, north, north, south], color=INK, lw=0.9, zorder=6)
    whole.spines["bottom"].set_visible(False)
    for spine in inset.spines.values():
        spine.set(visible=True, color=INK, linewidth=0.9)
    box.text(box.width - SIDE, box.height - bottom + 0.05, word("border_inset", lang), 7.6, color=INK)


def _words(box: Box, top: float, rows: Sequence[tuple[str, str, str]], note: str) -> None:
    """The classes from the highest down, each a patch (colour, hatch) and its words; under them, the note."""
    from matplotlib.patches import Rectangle

    whole, left = box.figure.get_size_inches(), box.left + box.width - SIDE
    for i, (colour, name, hatch) in enumerate(rows):
        y = (box.bottom + top - i * STEP) / whole[1]
        patch = Rectangle((left / whole[0], y - 0.06 / whole[1]), 0.22 / whole[0], 0.13 / whole[1], fc=colour)
        patch.set(ec="#8d979d", lw=0.5, hatch=hatch, rasterized=bool(hatch))
        box.figure.add_artist(patch)
        box.figure.text((left + 0.28) / whole[0], y, name, size=7.4, va="center", color=INK)
    y = (box.bottom + top - len(rows) * STEP - 0.02) / whole[1]
    words = "\n".join(wrap(note, SIDE - 0.05, 7.8))
    box.figure.text(left / whole[0], y, words, size=7.8, va="top", color=MUTED, linespacing=1.25)
