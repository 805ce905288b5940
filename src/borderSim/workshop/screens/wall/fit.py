"""How many panels stand side by side on the Wall, and how large the words of their charts are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nicegui import ui

from borderSim.workshop.pictures.layout import NORMAL, PROJECTOR, SMALL
from borderSim.workshop.screens.elements.natives import given_number
from borderSim.workshop.screens.shared.now import PANELS_ABREAST

GAP = 24
"""Pixels between columns."""
MOST_COLUMNS, FEW_PANELS, FEW_COLUMNS = PANELS_ABREAST, 4, 2
"""Up to four panels stand in two columns, more in three: they are larger then, and rows stay full."""
USUAL = 1400.0
"""Pixels until the browser has told: the part for panels on a screen of 1920."""


@dataclass(frozen=True)
class Fit:
    """Columns of panels; ``small`` and ``projector`` are what charts are drawn with."""

    columns: int
    small: bool = False
    projector: bool = False


def fit(width: float, panels: int, large: bool = False) -> Fit:
    """As many columns as ``width`` px hold with charts of the usual size, or the projector's where ``large``.

    A single column takes the largest charts that it holds, the smallest where it holds none.
    """
    wanted = PROJECTOR.width if large else NORMAL.width
    most = FEW_COLUMNS if panels <= FEW_PANELS else MOST_COLUMNS
    columns = next((n for n in range(min(most, max(panels, 1)), 1, -1) if _column(width, n) >= wanted), 1)
    each = _column(width, columns)
    return Fit(columns, small=each < NORMAL.width, projector=each >= PROJECTOR.width)


def _column(width: float, columns: int) -> float:
    return (width - GAP * (columns - 1)) / columns


class Width(ui.element, component="../../static/width.js"):
    """Tells ``on_width`` how many px wide its place is, and whether larger text is wanted."""

    def __init__(self, on_width: Callable[[float, bool], None]) -> None:
        super().__init__()
        self.on("width", lambda event: self._told(event.args, on_width))

    def _told(self, sent: object, on_width: Callable[[float, bool], None]) -> None:
        width = given_number(sent[0]) if isinstance(sent, list) and len(sent) == 2 else None
        if width is not None and isinstance(sent, list):
            on_width(max(width, float(SMALL.width)), sent[1] is True)
