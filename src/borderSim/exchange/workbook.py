"""An Excel workbook with tables that can be filtered and native charts that follow their cells; no formulas.

Every text is written as text, also one that begins with = + - or @. Equal results give equal bytes.
"""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from borderSim.exchange.excel_words import Lang
from borderSim.extras import optional

CREATED = datetime(2000, 1, 1)
"""The date in the file's properties: fixed, so that equal results give equal bytes."""
SHEET_NAME = 31
"""The most letters that Excel takes for the name of a sheet."""
MONTH = {"en": "[$-409]mmm yyyy", "es": "[$-240A]mmm yyyy"}
"""Months in the file's language, whatever the computer's: codes of English and of Spanish (Colombia)."""
WIDEST, NARROWEST, LINE = 44, 11, 15
"""Letters across, at most and at least, and the height of a line in points."""


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, its cells and their kind. ``digits`` are decimals, one for all or a list.

    A ``gap`` has a sign before its numbers. A ``helper`` is hidden: charts alone read it.
    """

    head: str
    cells: Sequence[Any]
    kind: Literal["text", "number", "gap", "month", "helper"] = "text"
    digits: int | Sequence[int] = 0


@dataclass(frozen=True)
class Placed:
    """Where a table came to stand: its sheet's name, its first row and last row of cells, from 0."""

    sheet: str
    first: int
    last: int

    def cells(self, column: int, last: int | None = None) -> list[Any]:
        """The cells of a column (or of several, up to ``last``) as a chart wants them."""
        return [self.sheet, self.first, column, self.last, column if last is None else last]

    def address(self, column: int) -> str:
        """The same as text, for error bars: ='Sheet'!$A$1:$A$9."""
        cells = optional("xlsxwriter.utility", "tables").xl_range_abs(self.first, column, self.last, column)
        quoted = self.sheet.replace("'", "''")
        return f"='{quoted}'!{cells}"


class Book:
    """The workbook that is being written, with its formats and the names of its sheets."""

    def __init__(self, workbook: Any, lang: Lang) -> None:
        self.workbook, self.lang = workbook, lang
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def format(self, **properties: Any) -> Any:
        """The cell format with these properties, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format({"valign": "top", **properties})
        return self._formats[key]

    def sheet(self, name: str) -> Any:
        """A new sheet; its name is shortened, freed of what Excel refuses, and unlike the others."""
        plain = re.sub(r"[\[\]:*?/\\]", " ", name).strip(" '")
        used, number = {*map(str.casefold, self.workbook.sheetnames)}, 1
        short = plain if len(plain) <= SHEET_NAME else plain[: SHEET_NAME + 1].rpartition(" ")[0] or plain[:SHEET_NAME]
        short = short.rstrip(" ,;'")
        while short.casefold() in used:
            number += 1
            short = f"{plain[: SHEET_NAME - 4].strip()} {number}"
        sheet = self.workbook.add_worksheet(short)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def table(self, sheet: Any, columns: Sequence[Column], row: int = 0, frozen: int = 1) -> Placed:
        """Write columns with their headings in ``row``; that row, ``frozen`` columns and a filter stay in view."""
        head = self.format(bold=True, text_wrap=True, bottom=1, bg_color="#E9ECEE")
        count = len(columns[0].cells)
        for position, column in enumerate(columns):
            sheet.write_string(row, position, column.head, head)
            self._cells(sheet, row + 1, position, column)
            hidden = {"hidden": True} if column.kind == "helper" else {}
            sheet.set_column(position, position, _width(column), None, hidden)
        sheet.set_row(row, LINE * max(len(textwrap.wrap(column.head, _width(column))) for column in columns))
        sheet.freeze_panes(row + 1, frozen)
        sheet.repeat_rows(row)
        sheet.autofilter(row, 0, row + max(count, 1), len(columns) - 1)
        return Placed(sheet.name, row + 1, row + count)

    def _cells(self, sheet: Any, row: int, position: int, column: Column) -> None:
        digits = [column.digits] * len(column.cells) if isinstance(column.digits, int) else column.digits
        for offset, (value, places) in enumerate(zip(column.cells, digits, strict=True)):
            at = (row + offset, position)
            if column.kind == "text":
                sheet.write_string(*at, str(value), self.format(text_wrap=len(str(value)) > WIDEST))
            elif column.kind == "month":
                month = datetime.strptime(value, "%Y-%m")
                sheet.write_datetime(*at, month, self.format(num_format=MONTH[self.lang], align="left"))
            elif value is not None and math.isfinite(value):
                sheet.write_number(*at, float(value), self.format(num_format=_pattern(places, column.kind == "gap")))


def _pattern(digits: int, sign: bool) -> str:
    plain = "#,##0" + ("." + "0" * digits if digits else "")
    return f"+{plain};-{plain};{plain}" if sign else plain


def _width(column: Column) -> int:
    """Wide enough for the cells; a heading wraps."""
    longest = max((len(str(cell)) for cell in column.cells), default=0) if column.kind == "text" else 0
    words = max(map(len, column.head.split()), default=0)
    return min(max(longest, words, NARROWEST) + 2, WIDEST)


def decimals(values: Sequence[float], figures: int = 3) -> int:
    """Decimals that give the largest of the values so many significant figures."""
    largest = max((abs(value) for value in values if math.isfinite(value)), default=0.0)
    return max(0, figures - 1 - math.floor(math.log10(largest))) if largest > 0 else 0


@contextmanager
def new_book(path: Path, title: str, lang: Lang = "en") -> Iterator[Book]:
    """A workbook to fill; it stands at ``path`` when it is complete, and not at all when something fails."""
    from tempfile import TemporaryDirectory

    xlsxwriter = optional("xlsxwriter", "tables")
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with TemporaryDirectory(prefix=f".{path.stem}-", dir=path.parent) as hidden:
        made = Path(hidden) / path.name
        workbook = xlsxwriter.Workbook(str(made), options)
        workbook.set_properties({"title": title, "author": "borderSim", "created": CREATED})
        yield Book(workbook, lang)
        workbook.close()
        made.replace(path)
