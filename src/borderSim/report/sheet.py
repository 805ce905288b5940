"""A sheet: heading above, footer below, free room between them, and a key of marks over the room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from borderSim.report import lines
from borderSim.report.layout import LETTER, Box, heading, heading_height, text_height
from borderSim.report.style import INK, MUTED, new_figure

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

EDGE = 0.05
KEY_SIZE, KEY_ROW, KEY_MARK = 7.6, 0.155, 0.42
"""Points of a key's words; inches of its rows and of the mark before the words."""


def sheet(width: float, tall: float, title: str, subtitle: str, footer: str) -> tuple[Figure, Box]:
    """A figure of a width with ``tall`` free inches between heading and footer; returns it and the free box."""
    inner = width - 2 * EDGE
    head, foot = heading_height(inner, title, subtitle), lines.footer_height(inner, footer)
    figure = new_figure(width, head + tall + foot + 2 * EDGE)
    whole = Box(figure, EDGE, EDGE, inner, head + tall + foot)
    heading(whole, title, subtitle)
    lines.footer(whole, footer)
    return figure, Box(figure, EDGE, EDGE + foot, inner, tall)


def key_height(width: float, marks: Sequence[Artist]) -> float:
    """The inches that `key` takes on a figure of a width."""
    names = [str(mark.get_label()) for mark in marks]
    width -= 2 * EDGE
    return KEY_ROW * -(-len(names) // _columns(width, names)) + 0.06 if names else 0.0


def key(box: Box, marks: Sequence[Artist]) -> None:
    """Write the marks and their labels at the top of a box, in as many columns as fit."""
    names = [str(mark.get_label()) for mark in marks]
    if not names:
        return
    wide, high = box.figure.get_size_inches()
    place = ((box.left + EDGE) / wide, (box.bottom + box.height) / high)
    box.figure.legend(
        handles=list(marks), loc="upper left", bbox_to_anchor=place, ncol=_columns(box.width, names), frameon=False,
        fontsize=KEY_SIZE, labelcolor=INK, handlelength=1.7, columnspacing=1.2, handletextpad=0.5, borderpad=0,
        borderaxespad=0, labelspacing=0.45,
    )  # fmt: skip


def _columns(width: float, names: Sequence[str]) -> int:
    widths = [len(name) * KEY_SIZE * LETTER / 72 + KEY_MARK for name in names]
    return len(names) if sum(widths) < width else max(1, int(width / max(widths)))


def empty(axes: Axes, words: str) -> None:
    """Say in words that there is nothing to draw."""
    axes.text(0.5, 0.5, words, transform=axes.transAxes, ha="center", va="center", size=8, color=MUTED)
    axes.set_xticks([])
    axes.set_yticks([])


def beside(axes: Axes, inches: float, place: float, words: str, **options: Any) -> None:
    """Write words so many inches to the right of the axes, at a row's place."""
    look: dict[str, Any] = {"size": 7.6, "color": INK, "va": "center", "linespacing": 1.15} | options
    axes.text(1 + inches / _size(axes)[0], place, words, transform=axes.get_yaxis_transform(), **look)


def above(axes: Axes, inches: float, words: str) -> None:
    """Write the head of a column just over the axes, so many inches to the right of them."""
    wide, high = _size(axes)
    at = (1 + inches / wide, 1 + text_height(1, 4) / high)
    axes.text(*at, words, transform=axes.transAxes, size=7.4, color=MUTED, va="baseline", linespacing=1.15)


def _size(axes: Axes) -> tuple[float, float]:
    """Width and height of the axes in inches."""
    wide, high = axes.get_position().size * axes.figure.get_size_inches()  # type: ignore[union-attr]
    return float(wide), float(high)
