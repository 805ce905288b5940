"""Values of levers as people say them, the same in reports, on the Board, in help, on cards and in refusals."""

from __future__ import annotations

from borderSim.catalogue import Lever, month_date
from borderSim.report.numbers import day, plain
from borderSim.report.words import Lang, word

YES_NO, INDEX, OF_2023 = "no or yes", "0-1", "ratio to 2023"
PERCENT = (INDEX, "share of time open", "share of protected persons", "ad valorem", OF_2023)
"""Units whose values, 0 to 1 (or a little more), people say and type in percent."""
BARE = ("-1 to 1", "level 0-2", "index, 1 = 2025")
"""Units that say nothing beside a number; the help has them."""
DIGITS = 6


def lever_number(lever: Lever, value: float, lang: Lang) -> str:
    """A lever's value without its unit, every digit that it has: 70%, 14, 31 Jan 2021, yes."""
    if lever.unit == "date":
        return day(month_date(value), lang)
    if lever.unit == YES_NO:
        return word("yes" if value >= 0.5 else "no", lang)
    if lever.unit in PERCENT:
        key = "percent_of_2023" if lever.unit == OF_2023 else "percent"
        return word(key, lang, value=plain(round(value * 100, DIGITS - 2), lang))
    return plain(round(value, DIGITS), lang)


def lever_text(lever: Lever, value: float, lang: Lang) -> str:
    """A lever's value with its unit where that says more: 70%, 14 flights a week, 31 Jan 2021, yes."""
    number = lever_number(lever, value, lang)
    says_it_all = lever.unit in (*PERCENT, *BARE, YES_NO, "date")
    return number if says_it_all else f"{number} {lever_unit(lever, lang)}"


def lever_unit(lever: Lever, lang: Lang) -> str:
    """The unit of a lever as people say it."""
    return word("percent_word", lang) if lever.unit == INDEX else lever.unit_in(lang)


def lever_range(lever: Lever, lang: Lang) -> str:
    """The values that a lever can take."""
    low, high = (lever_number(lever, value, lang) for value in (lever.lower, lever.upper))
    return word("range", lang, low=low, high=high)
