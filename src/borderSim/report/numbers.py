"""Numbers and dates as people read them: two significant figures, the locale's separators, a true minus sign."""

from __future__ import annotations

import math
from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

from borderSim.report.words import Lang, word

MINUS = "\u2212"
FIGURES = 2
MILLION = 1e6
NEGLIGIBLE, TINY = 1e-4, 1e-6
"""An end of a range below this share of the other is written 0, and so is any number below TINY."""
MILLIONS = ("millones", "millón")
"""After these Spanish wants a "de" before what is counted."""
NOT_COUNTED = ("index", "share", "ratio", "stage", "0-1", "índice", "proporción", "razón", "relación", "etapa")
"""Units that do not follow a number in a sentence."""
LOCALES: dict[Lang, str] = {"en": "en", "es": "es_CO"}


def rounded(value: float, figures: int = FIGURES) -> float:
    """``value`` to so many significant figures; 0 stays 0."""
    if value == 0 or not math.isfinite(value):
        return value
    return round(value, figures - 1 - math.floor(math.log10(abs(value))))


def number(value: float, lang: Lang, *, sign: bool = False) -> str:
    """Two significant figures in words: 3.2, 45,000, 1.2 million (en); 3,2, 45.000, 1,2 millones (es).

    ``sign`` writes a plus before positive numbers. A missing value is said in words.
    """
    if not math.isfinite(value):
        return word("missing", lang)
    short = rounded(value) if abs(value) >= TINY else 0.0
    before = MINUS if short < 0 else "+" if sign and short > 0 else ""
    size = abs(short)
    if size < MILLION:
        return before + plain(size, lang)
    millions = size / MILLION
    return before + word("one_million" if millions == 1 else "million", lang, value=plain(millions, lang))


def with_unit(amount: str, unit: str) -> str:
    """A number in words with its unit: 1.6 million persons, 1,6 millones de personas, 1.4 (index, 1 = 2012)."""
    if unit.startswith(NOT_COUNTED):
        return f"{amount} ({unit})"
    return f"{amount} de {unit}" if amount.endswith(MILLIONS) else f"{amount} {unit}"


def plain(value: float, lang: Lang) -> str:
    """``value`` with the locale's separators and no more digits than it has; U+2212 for minus."""
    digits = 0 if value == 0 else max(0, FIGURES - 1 - math.floor(math.log10(abs(value))))
    whole = float(value).is_integer()
    pattern = "#,##0" if whole else "#,##0." + "#" * max(digits, 1)
    return str(format_decimal(value, format=pattern, locale=LOCALES[lang])).replace("-", MINUS)


def span(low: float, high: float, lang: Lang, *, sign: bool = False) -> str:
    """A range in words: "1.2 to 3.4", "2 to 3.7 million"."""
    largest = max(abs(low), abs(high))
    low, high = (0.0 if abs(value) < NEGLIGIBLE * largest else value for value in (low, high))
    ends = [number(value, lang, sign=sign) for value in (low, high)]
    if all(abs(rounded(value)) >= MILLION and math.isfinite(value) for value in (low, high)):
        ends[0] = ends[0].split()[0]
    return word("range", lang, low=ends[0], high=ends[1])


def in_100(share: float) -> int:
    """A count of 100 runs, never 0 or 100 unless every run agrees."""
    return min(max(round(share), 1 if share > 0 else 0), 99 if share < 100 else 100)


def month(text: str, lang: Lang, *, long: bool = False) -> str:
    """ "2022-09" as Sep 2022 or September 2022, in the language."""
    year, number_ = (int(part) for part in text.split("-")[:2])
    shape = ("MMMM y" if lang == "en" else "MMMM 'de' y") if long else "MMM y"
    return str(format_date(date(year, number_, 1), format=shape, locale=LOCALES[lang])).replace(".", "")


def day(value: date, lang: Lang) -> str:
    """A date in the language: 26 Sep 2022, 26 sept 2022."""
    return str(format_date(value, format="d MMM y", locale=LOCALES[lang])).replace(".", "")
