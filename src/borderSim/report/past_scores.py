"""How well the past was forecast: skill by variable and horizon, coverage of the bands, the facts and their windows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from borderSim.report.classes import HIGHER_COLOURS, LOWER_COLOURS, MIDDLE
from borderSim.report.layout import capital, tick, wrap
from borderSim.report.numbers import LOCALES, MINUS, number, span
from borderSim.report.past_words import say
from borderSim.report.sheet import above, beside, key, key_height, sheet
from borderSim.report.style import GRID, INK, MUTED, PALE, POLICIES, WIDTH, styled
from borderSim.report.words import Lang, word

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Verdict = Literal["inside", "touches", "outside", "missing"]
NAME, CELL, ROW = 1.9, 0.42, 0.34
"""Inches: room for the name of a row, height of a square, height of a row of dots."""
FACT_NAME, FACT_WORDS, FACT_EDGE, BESIDE = 2.9, 3.3, 2.0, 0.13
"""Inches of a fact's name and of the numbers beside it; windows shown on each side, and from an arrow to its mark."""
FACT_COLUMNS = (0.1, 1.25, 2.7)
"""Inches from the axes to the window, the model's numbers and the share."""
COVERAGE_MARKS = "oD"
LOOKS: dict[Verdict, tuple[str, str]] = {
    "inside": ("o", POLICIES[0][0]),
    "touches": ("D", POLICIES[3][0]),
    "outside": ("X", POLICIES[1][0]),
}
"""Mark and colour of a fact's verdict."""


@dataclass(frozen=True)
class Skill:
    """Skill of a variable at a horizon of whole years, with the 90% interval; NaN where no count exists."""

    label: str
    horizon: int
    value: float
    low: float
    high: float
    count: int

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out 0."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class Coverage:
    """Share (0-1) of ``count`` observations inside the band of a ``level`` (0.5, 0.9), with its own 90% interval."""

    label: str
    level: float
    share: float
    low: float
    high: float
    count: int

    @property
    def off(self) -> bool:
        """Whether the interval leaves out what the band promises."""
        return not np.isnan(self.share) and not self.low <= self.level <= self.high


@dataclass(frozen=True)
class Fact:
    """A fact's window (an end may be infinite), the model's 5%, 50% and 95% in its unit, and the share (0-1) inside.

    ``used``: a calibration used it, so it is no test.
    """

    label: str
    low: float
    high: float
    q05: float
    q50: float
    q95: float
    unit: str = ""
    share: float = float("nan")
    used: bool = False

    @property
    def verdict(self) -> Verdict:
        """Median inside the window, only the 90% band touches it, or all of the band outside."""
        if np.isnan(self.q50):
            return "missing"
        if self.low <= self.q50 <= self.high:
            return "inside"
        return "touches" if self.q05 <= self.high and self.q95 >= self.low else "outside"

    @property
    def scale(self) -> float:
        """What counts as one window: its width, or the size of the only end of a window without width."""
        width = self.high - self.low
        ends = [abs(end) for end in (self.low, self.high) if np.isfinite(end) and end != 0]
        return width if np.isfinite(width) and width > 0 else min(ends, default=1.0)

    def scaled(self, value: float) -> float:
        """A value in windows: 0 at the lower end, 1 at the upper end."""
        start = self.low if np.isfinite(self.low) else self.high - self.scale
        return (value - start) / self.scale


def skill_table(cells: Sequence[Skill], lang: Lang, footer: str = "") -> Figure:
    """Squares of skill: variables down in their order, horizons across."""
    names, horizons = list(dict.fromkeys(c.label for c in cells)), sorted({c.horizon for c in cells})
    known = [cell for cell in cells if not np.isnan(cell.value)]
    good, bad = (sum(c.clear and sign * c.value > 0 for c in known) for sign in (1, -1))
    title = say("skill_title" if known else "skill_none", lang, good=good, bad=bad, n=len(known))
    tall = CELL * max(len(names), 1)
    with styled():
        figure, box = sheet(1.3 * WIDTH, tall + 0.35, title, say("skill_sub", lang), footer)
        axes = box.axes(NAME + 0.2, 0.05, box.width - NAME - 0.25, tall)
        found = {(cell.label, cell.horizon): cell for cell in cells}
        for row, name in enumerate(names):
            for column, horizon in enumerate(horizons):
                _square(axes, column, row, found.get((name, horizon)), lang)
        heads = [say("year_ahead" if h == 1 else "years_ahead", lang, n=h) for h in horizons]
        axes.set_xticks(range(len(heads)), heads, color=INK)
        axes.set_yticks(range(len(names)), ["\n".join(wrap(name, NAME, 8)) for name in names], color=INK)
        axes.set(xlim=(-0.5, max(len(heads), 1) - 0.5), ylim=(max(len(names), 1) - 0.5, -0.5))
        axes.tick_params(length=0, labeltop=True, labelbottom=False)
        axes.spines[:].set_visible(False)
    return figure


def _square(axes: Axes, column: int, row: int, cell: Skill | None, lang: Lang) -> None:
    from matplotlib.colors import LinearSegmentedColormap
    from matplotlib.patches import Rectangle

    place, inner = (column - 0.48, row - 0.46), (0.96, 0.92)
    if cell is None or np.isnan(cell.value):
        axes.add_patch(Rectangle(place, *inner, facecolor=PALE, lw=0))
        axes.text(column, row, say("no_count", lang), ha="center", va="center", size=7.2, color=MUTED)
        return
    colours = LinearSegmentedColormap.from_list("both", [*LOWER_COLOURS, MIDDLE, *HIGHER_COLOURS])
    axes.add_patch(Rectangle(place, *inner, facecolor=colours((np.clip(cell.value, -1, 1) + 1) / 2), lw=0))
    if not cell.clear:
        axes.add_patch(Rectangle(place, *inner, facecolor="white", alpha=0.5, lw=0))
        axes.add_patch(Rectangle(place, *inner, fill=False, hatch="////", ec="#8a949b", lw=0))
    said = f"{_signed(cell.value, lang)} ({cell.count})"
    axes.text(column, row, said, ha="center", va="center", size=7.8, color=INK,
              bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.2, "alpha": 0.85})  # fmt: skip


def _signed(value: float, lang: Lang) -> str:
    from babel.numbers import format_decimal

    return str(format_decimal(round(value, 2), format=f"+0.00;{MINUS}0.00", locale=LOCALES[lang]))


def coverage(rows: Sequence[Coverage], aim: tuple[float, float], lang: Lang, footer: str = "") -> Figure:
    """Dots with intervals: the share of counts in each band by variable; ``aim`` is the wanted share of the widest."""
    names, levels = list(dict.fromkeys(row.label for row in rows)), sorted({row.level for row in rows}, reverse=True)
    wide = [row for row in rows if row.level == max(levels) and not np.isnan(row.share)] if levels else []
    title = say("coverage_title", lang, off=sum(row.off for row in wide), n=len(wide))
    marks = _coverage_key(levels, lang)
    tall, room = ROW * max(len(names), 1), key_height(1.3 * WIDTH, marks)
    with styled():
        figure, box = sheet(1.3 * WIDTH, tall + room + 0.6, title, say("coverage_sub", lang), footer)
        key(box, marks)
        axes = box.axes(NAME + 0.2, 0.3, box.width - NAME - 0.85, tall)
        _rows(axes, names, 8.0, NAME)
        axes.axvspan(*(100 * end for end in aim), color=POLICIES[0][0], alpha=0.1, lw=0, zorder=0)
        for position, level in enumerate(levels):
            _level(axes, [row for row in rows if row.level == level], names, position, len(levels))
        axes.set_xlim(-2, 102)
        axes.set_xticks([0, 25, 50, 75, 90, 100])
        above(axes, 0.12, say("counts", lang))
        for name, place in zip(names, range(len(names))[::-1], strict=True):
            beside(axes, 0.12, place, "/".join(dict.fromkeys(str(r.count) for r in rows if r.label == name)))
    return figure


def _level(axes: Axes, rows: Sequence[Coverage], names: Sequence[str], position: int, levels: int) -> None:
    colour, lift = POLICIES[position][0], 0.3 * ((levels - 1) / 2 - position)
    axes.axvline(100 * rows[0].level, color=colour, lw=0.9, ls=(0, (4, 2)), zorder=1)
    for row in rows:
        place = len(names) - 1 - names.index(row.label) + lift
        axes.hlines(place, 100 * row.low, 100 * row.high, color=colour, lw=1.2, zorder=3)
        axes.plot([100 * row.share], [place], COVERAGE_MARKS[position], color=colour, ms=4.6, mec="white", mew=0.6,
                  zorder=4)  # fmt: skip


def _coverage_key(levels: Sequence[float], lang: Lang) -> list[Artist]:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    marks: list[Artist] = [
        Line2D([], [], color=POLICIES[i][0], lw=1.2, marker=COVERAGE_MARKS[i], ms=4.6, mec="white",
               label=say("band_of", lang, n=f"{100 * level:.0f}"))
        for i, level in enumerate(levels)
    ]  # fmt: skip
    return [*marks, Patch(color=POLICIES[0][0], alpha=0.1, lw=0, label=say("coverage_aim", lang))]


def _rows(axes: Axes, names: Sequence[str], size: float, room: float) -> None:
    """Names of rows from the top, every second row shaded, and no marks on the axes."""
    for row in range(0, len(names), 2):
        axes.axhspan(row - 0.5, row + 0.5, color=PALE, alpha=0.45, lw=0, zorder=0)
    places = range(len(names))[::-1]
    axes.set_yticks(places, ["\n".join(wrap(name, room, size)) for name in names], size=size, color=INK)
    axes.set_ylim(-0.5, max(len(names), 1) - 0.5)
    axes.grid(axis="x", color=GRID, lw=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)


def facts(rows: Sequence[Fact], lang: Lang, footer: str = "") -> Figure:
    """Facts in the units of their windows, in their order, with the numbers beside them."""
    counted = {verdict: sum(fact.verdict == verdict for fact in rows) for verdict in LOOKS}
    title = say("facts_title", lang, n=len(rows), **counted)
    marks = _facts_key(lang)
    tall, room = ROW * max(len(rows), 1), key_height(2 * WIDTH, marks)
    with styled():
        figure, box = sheet(2 * WIDTH, tall + room + 0.6, title, say("facts_sub", lang), footer)
        key(box, marks)
        axes = box.axes(FACT_NAME + 0.1, 0.3, box.width - FACT_NAME - FACT_WORDS - 0.2, tall)
        _rows(axes, [fact.label + " *" * fact.used for fact in rows], 7.8, FACT_NAME)
        axes.set_xlim(-FACT_EDGE, 1 + FACT_EDGE)
        axes.set_xticks(np.arange(-FACT_EDGE, FACT_EDGE + 2))
        for label, fact, place in zip(axes.get_yticklabels(), rows, range(len(rows))[::-1], strict=True):
            label.set_color(MUTED if fact.used else INK)
            _fact(axes, fact, place, lang)
        for at, head in zip(FACT_COLUMNS, ("window_of", "model_of", "share_inside"), strict=True):
            above(axes, at, say(head, lang))
    return figure


def _fact(axes: Axes, fact: Fact, place: int, lang: Lang) -> None:
    from matplotlib.patches import Rectangle

    edges = axes.get_xlim()
    low, high = (float(np.clip(fact.scaled(end), *edges)) for end in (fact.low, fact.high))
    axes.add_patch(Rectangle((low, place - 0.36), high - low, 0.72, facecolor="#dcefe8", edgecolor=POLICIES[2][2],
                             lw=0.7, zorder=1))  # fmt: skip
    _fact_words(axes, fact, place, lang)
    if fact.verdict == "missing":
        return
    mark, colour = LOOKS[fact.verdict]
    ends = [fact.scaled(value) for value in (fact.q05, fact.q50, fact.q95)]
    kept = np.clip(ends, *edges)
    axes.hlines(place, kept[0], kept[2], color=colour, lw=1.5, zorder=3)
    for end, edge, arrow in ((ends[0], edges[0], "<"), (ends[2], edges[1], ">")):
        if (end - edge) * (1 if arrow == ">" else -1) > 0:
            axes.plot([edge], [place], arrow, color=colour, ms=5, mec="white", mew=0.4, clip_on=False, zorder=4)
    at = np.clip(ends[1], edges[0] + BESIDE, edges[1] - BESIDE)
    axes.plot([at], [place], mark, color=colour, ms=6.4, mec="white", mew=0.7, zorder=5)


def _fact_words(axes: Axes, fact: Fact, place: int, lang: Lang) -> None:
    beside(axes, FACT_COLUMNS[0], place, "\n".join(wrap(_window(fact, lang), 1.15, 7)), size=7)
    if fact.verdict == "missing":
        beside(axes, FACT_COLUMNS[1], place, say("missing", lang), size=7, color=MUTED)
        return
    said = f"{number(fact.q50, lang)} ({span(fact.q05, fact.q95, lang)})"
    beside(axes, FACT_COLUMNS[1], place, "\n".join(wrap(said, 1.4, 7)), size=7)
    if not np.isnan(fact.share):
        beside(axes, FACT_COLUMNS[2], place, say("of_100", lang, n=round(100 * fact.share)), size=7)


def _window(fact: Fact, lang: Lang) -> str:
    """The window with all the digits of its ends."""
    low, high = (tick(end, lang) if np.isfinite(end) else "" for end in (fact.low, fact.high))
    if not low:
        return say("at_most", lang, value=f"{high} {fact.unit}".strip())
    if not high:
        return say("at_least", lang, value=f"{low} {fact.unit}".strip())
    ends = low if fact.low == fact.high else word("range", lang, low=low, high=high)
    return f"{ends} {fact.unit}".strip()


def _facts_key(lang: Lang) -> list[Artist]:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    marks: list[Artist] = [
        Line2D([], [], color=colour, lw=1.5, marker=mark, ms=5.6, mec="white", label=capital(say(verdict, lang)))
        for verdict, (mark, colour) in LOOKS.items()
    ]
    window = Patch(facecolor="#dcefe8", edgecolor=POLICIES[2][2], lw=0.7, label=word("window", lang))
    return [*marks, window]


__all__ = ["Coverage", "Fact", "Skill", "coverage", "facts", "skill_table"]
