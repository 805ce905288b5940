"""The three figures of a sensitivity study: what matters, when it matters, and low against high."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from borderSim.analysis.sensitivity import Study, Yearly
from borderSim.analysis.sensitivity_inputs import Input
from borderSim.analysis.sensitivity_methods import Indices
from borderSim.analysis.tornado import Bar
from borderSim.report.layout import Box, EndLabel, end_labels, heading, heading_height, tick, wrap
from borderSim.report.lines import footer, footer_height
from borderSim.report.numbers import month, number, span
from borderSim.report.style import GRID, INK, MUTED, PALE, POLICIES, WIDTH, new_figure, styled
from borderSim.report.words import Lang, word
from borderSim.results.data import Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

NAMES, NUMBERS, ROW = 1.5, 1.05, 0.44
"""Inches for the names left of the bars, for the numbers right of them, and for a bar."""
MOST = 12
"""At most so many bars on a figure; the rest is in the CSV."""
UNDER, KEY = 0.35, 0.17
"""Inches under the axes for their numbers, and for a line of the key."""
HATCH = "////"
BESIDE = {"sobol": "S_first", "morris": "sigma"}
"""The second measure that stands as a thin bar under the first."""


@dataclass(frozen=True)
class Words:
    """Title, subtitle and footer of a figure, in its language."""

    title: str
    sub: str
    footer: str
    lang: Lang


def label_of(item: Input, lang: Lang) -> str:
    """The name of an input for people."""
    return item.label[lang]


def shown(found: Indices) -> list[int]:
    """Positions of the inputs that a figure shows, the largest first."""
    return found.order[:MOST]


def index_bars(study: Study, found: Indices, words: Words) -> Figure:
    """Bars of the main measure with 90% intervals, the second measure thinner beneath, and the threshold dashed."""
    places = shown(found)
    beside = found.measures.get(BESIDE.get(found.method, ""))
    figure, axes = _rows(len(places), words, keys=2 if beside else 1)
    with styled():
        at = np.arange(len(places))[::-1]
        colours = [POLICIES[0][0] if found.seen[i] else MUTED for i in places]
        lift = 0.14 if beside else 0.0
        _measure(axes, at + lift, (found.main.value, found.main.low, found.main.high), places, colours, 0.34)
        if beside:
            _measure(axes, at - 0.22, (beside.value, beside.low, beside.high), places, [POLICIES[1][0]] * len(at), 0.14)
        if np.isfinite(found.threshold):
            axes.axvline(found.threshold, color=INK, lw=0.9, ls=(0, (4, 3)))
        axes.set_xlim(left=0)
        _dress(axes, at, [label_of(study.inputs[found.names[i]], words.lang) for i in places], words.lang)
        for place, i in zip(at, places, strict=True):
            _say(axes, place, *_interval_words(found, i, words.lang))
        _legend(axes, found, words.lang)
    return figure


def _measure(
    axes: Axes, at: Array, levels: tuple[Array, ...], places: list[int], colours: list[str], tall: float
) -> None:
    value, low, high = (np.maximum(level[places], 0) for level in levels)
    axes.barh(at, value, height=tall, color=colours, alpha=0.55, lw=0)
    axes.hlines(at, low, high, color=INK, lw=1.1, zorder=4)


def _interval_words(found: Indices, i: int, lang: Lang) -> tuple[str, str]:
    value = number(float(found.main.value[i]), lang)
    if not found.seen[i]:
        return value, word("sens_no_effect", lang)
    return value, f"({span(max(float(found.main.low[i]), 0.0), float(found.main.high[i]), lang)})"


def _legend(axes: Axes, found: Indices, lang: Lang) -> None:
    names = [next(iter(found.measures)), BESIDE.get(found.method, "")]
    tones = (POLICIES[0][2], POLICIES[1][2])
    for row, (name, tone) in enumerate(zip(names, tones, strict=True)):
        if name:
            axes.annotate(f"■ {word(f'sens_index_{name}', lang)}", (0, 0), (0, -26 - 12 * row), "axes fraction",
                          "offset points", color=tone, size=8, weight="bold")  # fmt: skip


def tornado_bars(bars: Sequence[Bar], words: Words) -> Figure:
    """For each input the outcome where it is low (open) and high (filled), joined; contested bars are hatched."""
    drawn = bars[:MOST]
    figure, axes = _rows(len(drawn), words)
    with styled():
        at = np.arange(len(drawn))[::-1]
        axes.use_sticky_edges = False
        for place, bar in zip(at, drawn, strict=True):
            _pair(axes, float(place), bar)
            gap = bar.difference
            interval = f"({span(gap.low, gap.high, words.lang, sign=True)})"
            said = interval if bar.distinguishable else word("indistinct", words.lang)
            _say(axes, float(place), number(gap.value, words.lang, sign=True), said)
        _dress(axes, at, [label_of(bar.input, words.lang) for bar in drawn], words.lang)
    return figure


def _pair(axes: Axes, place: float, bar: Bar) -> None:
    low, high = bar.at_low, bar.at_high
    colour = POLICIES[0][0] if bar.distinguishable else MUTED
    left, wide = min(low.value, high.value), abs(high.value - low.value)
    axes.barh(place, wide, left=left, height=0.4, color=colour, alpha=0.4, lw=0)
    if bar.input.contested:
        axes.barh(place, wide, left=left, height=0.4, fill=False, hatch=HATCH, edgecolor=INK, lw=0)
    for level, shift, face in ((low, 0.1, "white"), (high, -0.1, colour)):
        axes.hlines(place + shift, level.low, level.high, color=INK, lw=1, zorder=3)
        axes.plot(level.value, place + shift, "o", ms=5, mfc=face, mec=colour, mew=1.2, zorder=5)


def year_lines(study: Study, words: Words) -> Figure:
    """The main measure year by year with its 90% band, for the inputs that matter most in any year."""
    height = 3.0 + heading_height(WIDTH, words.title, words.sub) + footer_height(WIDTH, words.footer)
    figure = new_figure(WIDTH, height)
    box = Box(figure, 0.05, 0.05, WIDTH - 0.1, height - 0.1)
    with styled():
        top, foot = heading(box, words.title, words.sub), footer(box, words.footer)
        axes = box.axes(0.6, foot + 0.5, box.width - 0.6 - 1.6, box.height - top - foot - 0.6)
        labels = [_line(axes, study, name, look, words.lang) for name, look in _looks(study)]
        nothing = [year.indices.threshold if year.indices else np.nan for year in study.years]
        axes.plot(nothing, color=INK, lw=0.9, ls=(0, (4, 3)))
        _year_axis(axes, study.years, words.lang)
        axes.set_ylim(0, 1.06 * axes.get_ylim()[1])
        end_labels(axes, labels)
    return figure


def leaders(study: Study) -> list[str]:
    """The inputs, at most as many as there are colours, with the largest index of any year."""
    most: dict[str, float] = {}
    for year in study.years:
        if year.indices:
            for name, value in zip(year.indices.names, year.indices.main.value, strict=True):
                most[name] = max(most.get(name, 0.0), float(value))
    return sorted(most, key=lambda name: -most[name])[: len(POLICIES)]


def _looks(study: Study) -> list[tuple[str, tuple[str, Any, str]]]:
    return list(zip(leaders(study), POLICIES, strict=False))


def _line(axes: Axes, study: Study, name: str, look: tuple[str, Any, str], lang: Lang) -> EndLabel:
    colour, dash, tone = look
    levels = np.array([_year_level(year, name) for year in study.years]).T
    at = np.arange(len(study.years))
    axes.fill_between(at, np.maximum(levels[1], 0), np.maximum(levels[2], 0), color=colour, alpha=0.18, lw=0)
    axes.plot(at, levels[0], color=colour, ls=dash, lw=1.7, marker="o", ms=3.5)
    last = levels[:, np.flatnonzero(np.isfinite(levels[0]))[-1]]
    named = wrap(label_of(study.inputs[name], lang), 1.45, 7.4)[:3]
    said = [*named, f"{number(last[0], lang)} ({span(max(last[1], 0), last[2], lang)})"]
    return EndLabel(float(last[0]), said, tone)


def _year_level(year: Yearly, name: str) -> tuple[float, float, float]:
    if year.indices is None:
        return (np.nan, np.nan, np.nan)
    at, main = year.indices.names.index(name), year.indices.main
    return float(main.value[at]), float(main.low[at]), float(main.high[at])


def year_words(year: Yearly, lang: Lang) -> str:
    """2027 for a calendar year, else the month to which its 12 months run."""
    return year.first[:4] if year.first.endswith("-01") else word("sens_to", lang, month=month(year.last, lang))


def _broken(words: str) -> str:
    """A date that has words before its year, on two lines."""
    return "\n".join(words.rsplit(" ", 1))


def _year_axis(axes: Axes, years: Sequence[Yearly], lang: Lang) -> None:
    step = -(-len(years) // 5)
    axes.set_xticks(range(0, len(years), step), [_broken(year_words(year, lang)) for year in years[::step]])
    axes.set_xlim(-0.15, len(years) - 0.85)
    _scale(axes.yaxis, lang)
    axes.grid(axis="y", color=GRID, lw=0.6)
    axes.set_axisbelow(True)


def _rows(count: int, words: Words, keys: int = 0) -> tuple[Figure, Axes]:
    """A figure with room for so many bars and lines of a key, its heading and footer written."""
    inner, under = WIDTH - 0.1, UNDER + KEY * keys
    edges = heading_height(inner, words.title, words.sub) + footer_height(inner, words.footer) + under + 0.25
    height = edges + ROW * max(count, 2)
    figure = new_figure(WIDTH, height)
    box = Box(figure, 0.05, 0.05, inner, height - 0.1)
    with styled():
        top, foot = heading(box, words.title, words.sub), footer(box, words.footer)
        axes = box.axes(NAMES, foot + under, inner - NAMES - NUMBERS, box.height - top - foot - under - 0.05)
    return figure, axes


def _dress(axes: Axes, at: Array, names: Sequence[str], lang: Lang) -> None:
    for place in at[::2]:
        axes.axhspan(place - 0.5, place + 0.5, color=PALE, alpha=0.45, lw=0, zorder=0)
    _scale(axes.xaxis, lang)
    axes.grid(axis="x", color=GRID, lw=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    axes.set_ylim(-0.6, len(names) - 0.4)
    axes.set_yticks(at, ["\n".join(wrap(name, NAMES - 0.1, 7.8)[:3]) for name in names], size=7.8, color=INK)


def _scale(axis: Axis, lang: Lang) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 5, 10]))
    axis.set_major_formatter(FuncFormatter(lambda value, _: tick(value, lang)))


def _say(axes: Axes, place: float, value: str, said: str) -> None:
    """A number and what stands with it, right of a bar."""
    lines = "\n".join([value, *wrap(said, NUMBERS - 0.03, 7.2)])
    axes.text(1.03, place, lines, transform=axes.get_yaxis_transform(), size=7.2, va="center", color=INK,
              linespacing=1.1)  # fmt: skip
