"""The plan of one chart: its end labels, its dates, and the pixels of both panels."""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.report.layout import EndLabel
from borderSim.report.lines import look
from borderSim.report.numbers import month, number, span
from borderSim.report.words import Lang
from borderSim.workshop.pictures.layout import (
    EDGE,
    LEADER,
    NORMAL,
    PROJECTOR,
    SMALL,
    Placed,
    Size,
    apart,
    broken,
    rows,
    stacked,
    widest,
    width,
)
from borderSim.workshop.pictures.limits import Limits, limits
from borderSim.workshop.pictures.picture import Picture, Series
from borderSim.workshop.pictures.sentences import name_of, of_last_month, sure
from borderSim.workshop.words import say


@dataclass(frozen=True)
class Plan:
    """Where everything stands; heights are px of a chart ``height`` px tall, which may be drawn taller.

    ``level_at`` and ``gap_at`` are the centres of the labels, parts of their panel from below.
    """

    size: Size
    limits: Limits
    left: float
    right: float
    strip: float
    level: float
    between: float
    gap: float
    foot: float
    level_labels: tuple[EndLabel, ...]
    level_at: tuple[float, ...]
    gap_labels: tuple[EndLabel, ...]
    gap_at: tuple[float, ...]
    marks: tuple[Placed, ...]
    level_ticks: tuple[str, ...]
    gap_ticks: tuple[str, ...]

    @property
    def height(self) -> float:
        """Height of the whole chart, px."""
        return self.strip + self.level + self.between + self.gap + self.foot


def size_of(*, small: bool, projector: bool) -> Size:
    """The width class of a chart."""
    return PROJECTOR if projector else SMALL if small else NORMAL


def plan(picture: Picture, lang: Lang, size: Size, shared: Limits | None = None) -> Plan:
    """Lay out a chart; ``shared`` are limits that it has in common with others."""
    axes = shared or limits([picture])
    level_labels, gap_labels = _level_labels(picture, lang, size), _gap_labels(picture, lang, size)
    level_ticks, gap_ticks = axes.level.words(lang), axes.gap.words(lang, sign=True)
    million = [say("pictures_million", lang)] if axes.level.scale > 1 else []
    left = max(width(text, size.letters) for text in (*level_ticks, *gap_ticks, *million, size.tick)) + 2 * EDGE
    kept = size.label if size.tick else 0.0
    right = LEADER + EDGE + max(kept, *(widest(labels, size) for labels in (level_labels, gap_labels)))
    dates = [(mark.position, mark.words(lang)) for mark in picture.marks]
    marks = rows(dates, len(picture.months), size.width - left - right, size.letters, right)
    level, gap = max(size.level, stacked(level_labels, size)), max(size.gap, stacked(gap_labels, size))
    return Plan(
        size, axes, left, right,
        strip=size.line * max((mark.row + 1 for mark in marks), default=int(axes.level.scale > 1)) + EDGE,
        level=level, between=2.15 * size.line, gap=gap, foot=1.7 * size.line,
        level_labels=level_labels,
        level_at=_at(level_labels, [axes.level.part(label.value) for label in level_labels], size, level),
        gap_labels=gap_labels,
        gap_at=_at(gap_labels, [axes.gap.part(label.value) for label in gap_labels], size, gap),
        marks=tuple(marks), level_ticks=tuple(level_ticks), gap_ticks=tuple(gap_ticks),
    )  # fmt: skip


def _at(labels: tuple[EndLabel, ...], wanted: list[float], size: Size, tall: float) -> tuple[float, ...]:
    return tuple(apart(labels, wanted, size, tall))


def _level_labels(picture: Picture, lang: Lang, size: Size) -> tuple[EndLabel, ...]:
    """Name, value and range at the end of the baseline and of each policy."""
    first = _label(say("pictures_baseline", lang), picture.first.baseline, 0, lang, size)
    others = [_label(name_of(line, lang), line.level, line.look + 1, lang, size) for line in picture.policies]
    return (first, *others)


def _label(name: str, series: Series, position: int, lang: Lang, size: Size) -> EndLabel:
    low, _, middle, _, high = (float(level) for level in series.levels[:, -1])
    words = [*broken(name, size), number(middle, lang), *broken(f"({span(low, high, lang)})", size)]
    return EndLabel(middle, words, look(position)[2])


def _at_the_end(picture: Picture, value: str, lang: Lang) -> str:
    """A value with its month where the title speaks of several: the one may be told apart, the others not."""
    if of_last_month(picture):
        return value
    return say("pictures_at", lang, month=month(picture.months[-1], lang), value=value)


def _gap_labels(picture: Picture, lang: Lang, size: Size) -> tuple[EndLabel, ...]:
    """Value with its sign, range, and in how many runs it is higher, at the end of each difference."""
    found = []
    for line in picture.policies:
        end, tone = line.end, look(line.look + 1)[2]
        if end.same:
            words = broken(say("pictures_no_difference", lang), size)
        else:
            reach = span(end.low, end.high, lang, sign=True)
            words = [*broken(_at_the_end(picture, number(end.median, lang, sign=True), lang), size),
                     *broken(f"({reach})", size), *broken(sure(end, picture.runs, lang), size)]  # fmt: skip
        found.append(EndLabel(end.median, words, tone))
    return tuple(found)
