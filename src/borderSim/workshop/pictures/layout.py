"""Where the words of a chart stand: sizes in CSS pixels, margins that fit the longest label, labels pushed apart."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from borderSim.report.layout import EndLabel, spread

LINE = 1.25
"""Height of a line of text, of its size."""
NARROW, MIDDLE, WIDE = 0.4, 0.64, 0.9
"""Widths of letters of DejaVu Sans, the widest of the usual fonts of screens, of its size."""
THIN, BROAD = frozenset(" .,:;!|'()[]Iijlfrt-"), frozenset("mwMWGOQDNHU@%+\u2212")
LEADER = 14
"""Pixels between the end of a line and its label."""
EDGE = 6


@dataclass(frozen=True)
class Size:
    """A width class: letters in px, the least width that a chart of it may have, the least heights of both panels."""

    letters: int
    width: int
    level: int
    gap: int
    label: int
    """Widest line of an end label, px."""
    tick: str = ""
    """The widest usual number of an axis: charts keep room for it, so that the dates of neighbours stand in line."""

    @property
    def line(self) -> float:
        """Height of a line of text, px."""
        return self.letters * LINE


SMALL = Size(letters=11, width=330, level=84, gap=58, label=104)
NORMAL = Size(letters=12, width=440, level=122, gap=82, label=150, tick="+500,000")
PROJECTOR = Size(letters=16, width=600, level=170, gap=112, label=210, tick="+500,000")


def width(words: str, letters: float) -> float:
    """An upper estimate of the width of words at a size (px), so that nothing is clipped whatever the font."""
    share = sum(NARROW if c in THIN else WIDE if c in BROAD else MIDDLE for c in words)
    return share * letters


def broken(words: str, size: Size) -> list[str]:
    """Words in lines that fit into an end label."""
    return textwrap.wrap(words, max(int(size.label / (size.letters * MIDDLE)), 8)) or [""]


def widest(labels: Sequence[EndLabel], size: Size) -> float:
    """The width of the widest line of these labels, px."""
    return max(width(line, size.letters) for label in labels for line in label.lines)


def stacked(labels: Sequence[EndLabel], size: Size) -> float:
    """The height of all labels on top of each other, px."""
    return sum(len(label.lines) for label in labels) * size.line


def apart(labels: Sequence[EndLabel], wanted: Sequence[float], size: Size, tall: float) -> list[float]:
    """Centres of labels in a panel of ``tall`` px, near ``wanted`` (parts of the panel from below), none on another."""
    heights = [len(label.lines) * size.line / tall for label in labels]
    return spread(wanted, heights, 0.0, 1.0)


@dataclass(frozen=True)
class Placed:
    """Words over a chart: position in months, row (0 is the lowest, -1 without words), which side of them is there."""

    position: float
    words: str
    row: int
    side: str


def rows(
    found: Sequence[tuple[float, list[str]]], months: int, wide: float, letters: float, beyond: float = 0.0
) -> list[Placed]:
    """Words at dates in few rows, to the right of their date, else left of it; no words over the line of another date.

    ``found`` are positions in months and words to choose from, the fullest first; words without room go. They may
    reach ``beyond`` px past the end of the panel.
    """
    dates = sorted(((wide * at / max(months - 1, 1), at, words) for at, words in found), key=lambda item: -item[0])
    taken: list[list[tuple[float, float]]] = []
    placed = []
    for i, (x, position, choices) in enumerate(dates):
        earlier = max((other for other, _, _ in dates[i + 1 :] if other < x), default=-EDGE)
        words, side, ends = _side(x, choices, (earlier, wide + beyond), letters)
        row = _row(ends, taken) if words else -1
        for below in taken[: max(row, 0)]:
            below.append((x - EDGE / 2, x + EDGE / 2))
        placed.append(Placed(position, words, row, side))
    return placed


def _side(
    x: float, choices: Sequence[str], room: tuple[float, float], letters: float
) -> tuple[str, str, tuple[float, float]]:
    """The fullest words that stand within ``room`` px on a side of ``x``, that side, and both their ends."""
    for words in choices:
        length = width(words, letters) + EDGE
        for side, start in (("left", x), ("right", x - length)):
            if start >= room[0] and start + length <= room[1]:
                return words, side, (start, start + length)
    return "", "left", (x, x)


def _row(ends: tuple[float, float], taken: list[list[tuple[float, float]]]) -> int:
    """The lowest row where nothing stands between ``ends``, which it takes."""
    for number, row in enumerate(taken):
        if all(ends[1] <= a or ends[0] >= b for a, b in row):
            row.append(ends)
            return number
    taken.append([ends])
    return len(taken) - 1
