"""How sure: where the spread of each difference comes from, and what opposed readings of the evidence say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from borderSim.analysis.compare import aggregate
from borderSim.analysis.shares import PARTS, Shares
from borderSim.catalogue import Indicator, indicators, readings
from borderSim.report import bars, lines
from borderSim.report.context import Context
from borderSim.report.figures import Cell, Plate, level_words
from borderSim.report.layout import Box, capital, heading, wrap
from borderSim.report.numbers import in_100, number
from borderSim.report.style import GRID, INK, POLICIES, WIDTH, new_figure, styled
from borderSim.report.words import Lang, word
from borderSim.results.data import Array, Opposed, quantiles

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW, NAME = 0.34, 1.75
"""Inches of a row of the spread figure, and of the indicator's name beside it."""
LOOKS = ((POLICIES[0][0], ""), ("#c7ccd0", ""), (POLICIES[1][0], "///"))
"""Colour and hatch of parameters, events and structure."""
MOST = 4


def spread(context: Context) -> list[Plate]:
    """One figure: for each first-page indicator, what the spread of its difference is made of, in parts of 100."""
    found = [row for row in context.shares if row.scenario == context.scenario.name and _first(context, row)]
    if not found or context.reference is None:
        return []
    lang, names = context.lang, [indicators()[row.indicator].label(context.lang) for row in found]
    amounts = np.array([[getattr(row, part) for part in PARTS] for row in found])
    largest = word("spread_" + PARTS[int(np.argmax(np.median(amounts, axis=0)))], lang)
    title = word("spread_title", lang, part=largest)
    figure = new_figure(WIDTH, 1.5 + ROW * len(found))
    box = Box(figure, 0.05, 0.05, WIDTH - 0.1, 1.4 + ROW * len(found))
    with styled():
        top = heading(box, title, word("spread_sub", lang, when=word(f"window_{context.data.window}", lang)))
        foot = lines.footer(box, context.footer())
        axes = box.axes(NAME, foot + 0.25, box.width - NAME - 0.15, box.height - top - foot - 0.5)
        _stacked(axes, names, amounts, lang)
    header = [
        word("indicator", lang),
        *(capital(word("spread_" + part, lang)) for part in PARTS),
        word("spread_range", lang),
    ]
    rows: list[list[Cell]] = [[name, *_said(row, lang)] for name, row in zip(names, found, strict=True)]
    said = "; ".join(f"{row[0]}: {', '.join(map(str, row[1:4]))}" for row in rows)
    return [Plate("spread", "bars", figure, title, word("alt_bars", lang, text=f"{title}. {said}."), header, rows)]


def _first(context: Context, row: Shares) -> bool:
    shown = row.baseline == (context.reference.name if context.reference else "")
    return shown and row.indicator in {item.name for item in context.first_page}


def _said(row: Shares, lang: Lang) -> list[Cell]:
    ends = word("range", lang, low=str(round(100 * row.events_low)), high=str(round(100 * row.events_high)))
    return [*(str(round(100 * getattr(row, part))) for part in PARTS), ends]


def _stacked(axes: Axes, names: Sequence[str], amounts: Array, lang: Lang) -> None:
    places, left = np.arange(len(names))[::-1], np.zeros(len(names))
    for part, (colour, hatch), share in zip(PARTS, LOOKS, 100 * amounts.T, strict=True):
        axes.barh(places, share, 0.62, left, color=colour, hatch=hatch, edgecolor="white", lw=0.6,
                  label=capital(word("spread_" + part, lang)))  # fmt: skip
        for place, start, value in zip(places, left, share, strict=True):
            if value >= 9:
                axes.text(start + value / 2, place, f"{value:.0f}", size=7.6, va="center", ha="center", color=INK,
                          bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.1, "alpha": 0.85})  # fmt: skip
        left = left + share
    axes.set_xlim(0, 100)
    axes.set_xticks([0, 50, 100])
    axes.grid(axis="x", color=GRID, lw=0.6)
    axes.set_axisbelow(True)
    axes.set_yticks(places, ["\n".join(wrap(name, NAME - 0.1, 7.8)) for name in names], size=7.8, color=INK)
    axes.tick_params(length=0)
    axes.set_ylim(-0.6, len(names) - 0.4)
    axes.legend(loc="lower right", bbox_to_anchor=(1.02, 1.0), ncol=3, frameon=False, fontsize=7.6, labelcolor=INK,
                handlelength=1.1, columnspacing=1.0, handletextpad=0.4, borderpad=0.1)  # fmt: skip


def opposed(context: Context) -> list[Plate]:
    """For each question that is read in opposed ways: the difference of the scenario's own indicators under each."""
    questions = list(dict.fromkeys(item.question for item in context.data.readings))
    own = [item for item in context.first_page if item.name in context.scenario.indicators] or context.first_page
    return [_opposed(context, question, item) for question in questions for item in own[:MOST]]


def _opposed(context: Context, question: str, item: Indicator) -> Plate:
    lang = context.lang
    chosen = [reading for reading in context.data.readings if reading.question == question]
    names = [word("reading_all", lang), *(readings()[question][r.reading].label(lang) for r in chosen)]
    pairs = [context.data.comparisons[0], *((r.scenario, r.baseline) for r in chosen)]
    levels = np.array([quantiles(_gap(context, item, *pair)) for pair in pairs])
    title = word(f"reading_{_verdict(levels[1:])}", lang, label=item.label(lang))
    figure = new_figure(WIDTH, 2.9)
    box = Box(figure, 0.05, 0.05, WIDTH - 0.1, 2.8)
    with styled():
        top = heading(box, title, word("reading_sub", lang, unit=item.window_unit(lang), when=context.when(item)))
        foot = lines.footer(box, context.footer())
        axes = box.axes(1.45, foot + 0.3, box.width - 3.05, box.height - top - foot - 0.4)
        bars.parts(axes, ["\n".join(wrap(name, 1.35, 8.4)) for name in names], levels, lang)
    header = [word("reading", lang), *level_words(context), word("sign", lang)]
    rows: list[list[Cell]] = [[name, *map(float, row), _higher(context, item, pair)]
            for name, row, pair in zip(names, levels, pairs, strict=True)]  # fmt: skip
    said = "; ".join(f"{name}: {number(row[2], lang, sign=True)}" for name, row in zip(names, levels, strict=True))
    alt = word("alt_bars", lang, text=f"{title}. {said}.")
    return Plate(f"reading_{question}_{item.name}", "bars", figure, title, alt, header, rows)


def _gap(context: Context, item: Indicator, scenario: str, baseline: str) -> Array:
    ours, theirs = (
        aggregate(context.members(item.name, name), item.window, context.data.window) for name in (scenario, baseline)
    )
    return ours - theirs


def _higher(context: Context, item: Indicator, pair: tuple[str, str]) -> str:
    share = 100 * float(np.mean(_gap(context, item, *pair) > 0))
    return word("higher_in", context.lang, n=in_100(share))


def _verdict(levels: Array) -> str:
    """Do the readings agree on the sign of the difference? ``levels`` is (readings, 5)."""
    up, down = levels[:, 0] > 0, levels[:, 4] < 0
    if up.all() or down.all():
        return "agree"
    return "oppose" if up.any() and down.any() else "unsure"


def reading_texts(context: Context) -> list[tuple[str, str, str]]:
    """Each reading that the run sets side by side: its label, what it says, who holds it."""
    found: list[Opposed] = list(context.data.readings)
    options = [readings()[item.question][item.reading] for item in found]
    return [(option.label(context.lang), option.text(context.lang), option.source) for option in options]


__all__ = ["opposed", "reading_texts", "spread"]
