"""The figures of a report: comparisons over time, what a change is made of, group presence by department."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from borderSim.catalogue import Indicator
from borderSim.report import bars, lines
from borderSim.report.context import Context
from borderSim.report.layout import Box, capital, heading
from borderSim.report.numbers import in_100, number, span
from borderSim.report.style import WIDTH, new_figure, styled
from borderSim.report.words import word
from borderSim.results.data import Array, quantiles

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Cell = str | float
Kind = Literal["line", "bars", "dots", "map"]
MOST_PARTS = 4
TOP = 12
"""Departments shown in a dot figure; the table below it holds all 33."""


@dataclass(frozen=True)
class Plate:
    """A finished figure with its words and its numbers: ``header`` and ``rows`` are what it plots."""

    name: str
    kind: Kind
    figure: Figure
    title: str
    alt: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def panel(context: Context, item: Indicator, *, footer: bool) -> lines.Panel:
    """What the comparison of one indicator shows."""
    sub = word("measure", context.lang, text=item.text(context.lang), unit=context.unit(item), period=context.period())
    return lines.Panel(
        title=context.finding(item),
        subtitle=f"{sub} {context.band_words()}",
        months=context.data.months,
        lines=[(context.title(name), context.members(item.name, name)) for name in context.shown],
        marks=context.marks,
        footer=context.footer() if footer else "",
    )


def comparison(context: Context, item: Indicator) -> Plate:
    """One indicator over time in the scenario and its reference, with the paired difference below."""
    figure = new_figure(WIDTH, lines.HEIGHT)
    shown = panel(context, item, footer=True)
    lines.draw(Box(figure, 0.05, 0.05, WIDTH - 0.1, lines.HEIGHT - 0.1), shown, context.lang)
    header, rows = _line_table(context, shown)
    return Plate(f"line_{item.name}", "line", figure, shown.title, _line_alt(context, item, shown), header, rows)


def group(context: Context, system: str, items: Sequence[Indicator]) -> Figure:
    """Small multiples: the first-page indicators of one system, two in a row, in the order of the tables."""
    rows, head, foot = -(-len(items) // 2), 0.5, 0.25
    tall = lines.HEIGHT - 0.15
    figure = new_figure(2 * WIDTH, rows * tall + head + foot)
    whole = Box(figure, 0.1, 0.05, 2 * WIDTH - 0.2, rows * tall + head + foot - 0.1)
    names = word("against", context.lang, name=context.title(context.shown[0]))
    title = f"{word('system_' + system, context.lang)}: {context.title(context.scenario.name)} {names}"
    with styled():
        whole.text(0, 0.06, title, 13, weight="bold")
        whole.text(0, whole.height - 0.16, context.footer(), 6.8)
    for i, item in enumerate(items):
        box = Box(figure, 0.1 + (i % 2) * WIDTH, foot + (rows - 1 - i // 2) * tall, WIDTH - 0.25, tall - 0.12)
        lines.draw(box, panel(context, item, footer=False), context.lang)
    return figure


def systems(context: Context) -> dict[str, list[Indicator]]:
    """First-page indicators by system, in the order of the tables."""
    found: dict[str, list[Indicator]] = {}
    for item in context.first_page:
        found.setdefault(item.system, []).append(item)
    return found


def _line_table(context: Context, shown: lines.Panel) -> tuple[list[str], list[list[Cell]]]:
    """Quantiles by month of each line, and of each paired difference."""
    header, columns = [word("month", context.lang)], []
    for position, (name, values) in enumerate(shown.lines):
        columns.append(quantiles(values))
        header += [f"{name}: {level}" for level in level_words(context)]
        if position:
            columns.append(quantiles(values - shown.lines[0][1]))
            header += [f"{name}, {word('difference', context.lang).lower()}: {level}" for level in level_words(context)]
    table = np.concatenate(columns).T
    return header, [[month, *(float(v) for v in row)] for month, row in zip(shown.months, table, strict=True)]


def level_words(context: Context) -> list[str]:
    """Names of the five quantiles."""
    return ["5%", "25%", word("median", context.lang), "75%", "95%"]


def _line_alt(context: Context, item: Indicator, shown: lines.Panel) -> str:
    ends = []
    for name, values in shown.lines:
        low, _, middle, _, high = quantiles(values)[:, -1]
        ends.append(f"{name}: {number(middle, context.lang)} ({span(low, high, context.lang)})")
    row = context.row(item.name)
    count = word("higher_in", context.lang, n=in_100(row.higher_in_100)) if row else ""
    return word("alt_line", context.lang, text=f"{shown.title}. {'; '.join(ends)}. {count}.")


def decomposition(context: Context) -> list[Plate]:
    """Bars of what a change is made of: the scenario's own indicators, then a clear change of each system; four."""
    own = set(context.scenario.indicators)
    plates: dict[str, Plate] = {}
    for item in sorted(context.first_page, key=lambda item: item.name not in own):
        parts = [part for part in context.parts if part.indicator == item.name]
        wanted = item.name in own or (item.system not in plates and parts and parts[0].distinguishable)
        if parts and wanted:
            plates[item.name if item.name in own else item.system] = _decomposed(context, item, parts)
    return list(plates.values())[:MOST_PARTS]


def _decomposed(context: Context, item: Indicator, parts: Sequence[bars.Part]) -> Plate:
    names = [word("part_" + part.part, context.lang) for part in parts]
    levels = np.array([(p.q05, p.q25, p.median, p.q75, p.q95) for p in parts])
    largest = names[1 + int(np.argmax(np.abs(levels[1:, 2])))]
    title = word("decomposition_title", context.lang, label=item.label(context.lang), part=largest)
    figure = new_figure(WIDTH, 3.3)
    box = Box(figure, 0.05, 0.05, WIDTH - 0.1, 3.2)
    with styled():
        top = heading(box, title, word("decomposition_sub", context.lang, unit=capital(item.window_unit(context.lang))))
        foot = lines.footer(box, context.footer())
        axes = box.axes(1.3, foot + 0.3, box.width - 2.9, box.height - top - foot - 0.4)
        bars.parts(axes, names, levels, context.lang)
    said = [number(row[2], context.lang, sign=True) for row in levels]
    text = "; ".join(f"{name}: {value}" for name, value in zip(names, said, strict=True))
    header = [word("part", context.lang), *level_words(context)]
    rows: list[list[Cell]] = [[name, *(float(v) for v in row)] for name, row in zip(names, levels, strict=True)]
    alt = word("alt_bars", context.lang, text=f"{title}. {text}.")
    return Plate(f"parts_{item.name}", "bars", figure, title, alt, header, rows)


def by_department(context: Context, item: Indicator) -> Plate:
    """Dots with bands for the departments with the highest values, scenario above its reference."""
    from borderSim import world

    names, lang, shown = world.load().department_names, context.lang, context.shown[:2][::-1]
    stacks = [_yearly(context, item, scenario) for scenario in shown]
    order = [int(i) for i in np.argsort(-stacks[0][2], kind="stable")]
    title = word("highest_in", lang, label=item.label(lang), place=names[order[0]])
    top = order[:TOP]
    titles = [context.title(scenario) for scenario in shown]
    figure = _dots(context, item, title, titles, [names[i] for i in top], [s[:, top] for s in stacks])
    header = [word("department", lang), *(f"{name}: {level}" for name in titles for level in level_words(context))]
    rows: list[list[Cell]] = [[names[i], *(float(v) for s in stacks for v in s[:, i])] for i in order]
    text = "; ".join(f"{names[i]}: {number(stacks[0][2, i], lang)}" for i in order[:3])
    alt = word("alt_dots", lang, text=f"{title}. {text}.")
    return Plate(f"departments_{item.name}", "dots", figure, title, alt, header, rows)


def _yearly(context: Context, item: Indicator, scenario: str) -> Array:
    """(5, 33) quantiles of the mean of the last 12 months."""
    values = context.data.department[item.name][context.data.index(scenario)]
    return quantiles(np.asarray(values, np.float64)[:, -12:].mean(axis=1))


def _dots(
    context: Context,
    item: Indicator,
    title: str,
    scenarios: Sequence[str],
    places: Sequence[str],
    stacks: Sequence[Array],
) -> Figure:
    figure = new_figure(WIDTH, 4.9)
    box = Box(figure, 0.05, 0.05, WIDTH - 0.1, 4.8)
    sub = word("by_department_sub", context.lang, unit=capital(context.unit(item)))
    with styled():
        top = heading(box, title, f"{sub} {word('top_departments', context.lang, n=len(places))}")
        foot = lines.footer(box, context.footer())
        axes = box.axes(1.55, foot + 0.3, box.width - 1.85, box.height - top - foot - 0.75)
        bars.dots(axes, places, stacks, scenarios, context.lang)
    return figure


__all__ = ["Plate", "by_department", "comparison", "decomposition", "group", "panel", "systems"]
