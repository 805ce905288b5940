"""The numbers behind pictures, as rows of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from borderSim.catalogue import Indicator, indicators
from borderSim.report.layout import SHORT_RUN
from borderSim.report.numbers import month, number, span
from borderSim.report.words import Lang, word
from borderSim.results.data import Array
from borderSim.workshop.desk.ask import Answer
from borderSim.workshop.pictures.picture import Picture, picture
from borderSim.workshop.pictures.sentences import name_of, sure
from borderSim.workshop.words import say

QUARTER, YEAR = 3, 12


@dataclass(frozen=True)
class Table:
    """Words to show as a table; the first cell of a row names it. ``groups`` are (heading, rows) in their order."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    groups: tuple[tuple[str, int], ...] = ()


def chart_table(picture: Picture, lang: Lang) -> Table:
    """Median and 90% range of every line and difference at year ends, in short runs at ends of quarters."""
    names = [say("pictures_baseline", lang)]
    series = [(picture.first.baseline.levels, False)]
    for line in picture.policies:
        name = name_of(line, lang)
        names += [name, say("pictures_gap_of", lang, name=name)]
        series += [(line.level.levels, False), (line.gap.levels, True)]
    header = [say("pictures_month", lang)]
    for name in names:
        header += [say("pictures_of_median", lang, name=name), say("pictures_of_range", lang, name=name)]
    rows = []
    for i in table_months(picture.months):
        cells = [cell for levels, sign in series for cell in _cells(levels[:, i], lang, sign)]
        rows.append((month(picture.months[i], lang), *cells))
    return Table(tuple(header), tuple(rows))


def table_months(months: Sequence[str]) -> list[int]:
    """Positions of year ends, in short runs of ends of quarters; always the last month."""
    every = QUARTER if len(months) <= SHORT_RUN else YEAR
    return [i for i, text in enumerate(months) if int(text[5:7]) % every == 0 or i == len(months) - 1]


def _cells(levels: Array, lang: Lang, sign: bool) -> tuple[str, str]:
    return number(levels[2], lang, sign=sign), span(levels[0], levels[4], lang, sign=sign)


def comparison_table(answer: Answer, lang: Lang) -> Table:
    """All national indicators over the months that findings are about, grouped by system."""
    names = ("indicator", "unit", "baseline", "policy", "difference_head", "range", "sign")
    header = tuple(say(f"pictures_{name}", lang) for name in names)
    systems: dict[str, list[Indicator]] = {}
    for name, item in indicators().items():
        if name in answer.policy.national:
            systems.setdefault(item.system, []).append(item)
    groups = tuple((word(f"system_{system}", lang), len(items)) for system, items in systems.items())
    rows = tuple(_compared(answer, item, lang) for items in systems.values() for item in items)
    return Table(header, rows, groups)


def _compared(answer: Answer, item: Indicator, lang: Lang) -> tuple[str, ...]:
    line = picture(answer, item.name).first
    gap = line.window
    return (
        item.label(lang),
        item.window_unit(lang),
        number(line.reference, lang),
        number(line.value[0], lang),
        number(gap.median, lang, sign=True),
        span(gap.low, gap.high, lang, sign=True),
        sure(gap, answer.members, lang),
    )
