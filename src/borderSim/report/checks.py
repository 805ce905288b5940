"""Faults that a machine can find in a figure: words outside it, or on top of each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from borderSim.report.style import styled

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.text import Text
    from matplotlib.transforms import BboxBase

SLACK = 1.0
"""Pixels that two boxes may share: the boxes of letters are a little larger than their ink."""


def text_faults(figure: Figure) -> list[str]:
    """Return one sentence per text that leaves the figure or overlaps another; empty when all is well."""
    with styled():
        figure.draw_without_rendering()
    whole = figure.bbox
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts(figure)]
    room = whole.padded(SLACK)
    faults = [f"outside the figure: {words!r}" for words, box in boxes if not _inside(box, room)]
    for (one, a), (two, b) in combinations(boxes, 2):
        wide, tall = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        if wide > SLACK and tall > SLACK:
            faults.append(f"overlap: {one!r} and {two!r}")
    return faults


def _inside(box: BboxBase, room: BboxBase) -> bool:
    return bool(box.x0 >= room.x0 and box.x1 <= room.x1 and box.y0 >= room.y0 and box.y1 <= room.y1)


def texts(figure: Figure) -> Iterator[Text]:
    """Every text that is drawn: not empty, visible, and no tick label outside its axis."""
    from matplotlib.text import Text

    hidden = {id(label) for label in _unused_tick_labels(figure)}
    for text in figure.findobj(Text):
        if isinstance(text, Text) and text.get_visible() and text.get_text().strip() and id(text) not in hidden:
            yield text


def _unused_tick_labels(figure: Figure) -> Iterator[Text]:
    """Labels of ticks that lie outside the view, which matplotlib keeps but does not draw."""
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks()):
                if not low - 1e-9 <= tick.get_loc() <= high + 1e-9:
                    yield tick.label1
                yield tick.label2
