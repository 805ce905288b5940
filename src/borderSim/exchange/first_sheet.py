"""The first sheet of an Excel file: what it is and how to read it, and the words that all sheets share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from borderSim.catalogue import Indicator
from borderSim.exchange.excel_words import Lang, word
from borderSim.exchange.workbook import Book

Facts = Sequence[tuple[str, str]]
READ_ME_WIDTHS = (28, 110)


def read_me(book: Book, sheet: Any, title: str, facts: Facts, about: Mapping[str, str], lang: Lang) -> None:
    """Fill the first sheet: title, caution, facts in two columns, and a link to each other sheet with what it holds."""
    for column, width in enumerate(READ_ME_WIDTHS):
        sheet.set_column(column, column, width)
    bold, wrapped = book.format(bold=True), book.format(text_wrap=True)
    sheet.write_string(0, 0, title, book.format(bold=True, font_size=16))
    sheet.write_string(1, 1, word("caution", lang), book.format(text_wrap=True, bold=True, font_color="#B34F00"))
    for row, (name, text) in enumerate(facts, 3):
        sheet.write_string(row, 0, name, bold)
        sheet.write_string(row, 1, text, wrapped)
    start = len(facts) + 4
    sheet.write_string(start, 0, word("sheets", lang), bold)
    for row, (name, text) in enumerate(about.items(), start + 1):
        quoted = name.replace("'", "''")
        sheet.write_url(row, 0, f"internal:'{quoted}'!A1", book.format(font_color="#0069A4"), name)
        sheet.write_string(row, 1, text, wrapped)


def notes(keys: Sequence[str], lang: Lang) -> list[tuple[str, str]]:
    """How to read the file, as facts of the first sheet."""
    return [(word("how", lang) if i == 0 else "", word(key, lang)) for i, key in enumerate(keys)]


def unit_words(item: Indicator, lang: Lang) -> str:
    """The unit of an indicator's months."""
    return item.unit_in(lang)


def told_words(low: float, high: float, lang: Lang) -> str:
    """Whether a difference can be told apart from none: its 90% range leaves out zero."""
    return word("told_yes" if low > 0 or high < 0 else "told_no", lang)


def head(key: str, lang: Lang, unit: str = "") -> str:
    """A heading, with its unit where it has one."""
    return f"{word(key, lang)} ({unit})" if unit else word(key, lang)
