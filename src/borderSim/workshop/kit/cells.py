"""Cells of a form that people typed: its columns, numbers, months and names as a spreadsheet leaves them."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from borderSim.errors import UserError, did_you_mean
from borderSim.report.words import Lang
from borderSim.scenario.names import find_place

COLUMNS: dict[str, str] = {
    "kind": "tipo",
    "round": "ronda",
    "team": "equipo",
    "title": "título",
    "lever": "palanca",
    "value": "valor",
    "from": "desde",
    "ramp": "rampa",
    "place": "lugar",
}
"""Columns of a form in English and in Spanish; the place alone may be missing."""
OPTIONAL = ("place",)
NOTE = "#"
"""A row whose first cell begins so is a note, not a decision."""
SEPARATORS = ";,\t"
MOST_BYTES = 1_000_000
"""A form of a day has some hundred short rows."""
GROUPED = re.compile(r"[1-9]\d{0,2}([.,]\d{3})+")
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
MONTH = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass
class Form:
    """A form as it was typed: its rows by line, its language, and all that is wrong with it so far.

    ``day_first``: a date with slashes is day/month/year, as a spreadsheet in Spanish writes it.
    """

    path: Path
    rows: list[tuple[int, dict[str, str]]]
    lang: Lang
    day_first: bool
    problems: list[str] = field(default_factory=list)

    def wrong(self, line: int, column: str, what: str) -> None:
        """Note one thing that is wrong, with its place."""
        shown = COLUMNS[column] if self.lang == "es" and column in COLUMNS else column
        self.problems.append(f"{self.path}:{line}: {shown}: {what}" if shown else f"{self.path}:{line}: {what}")

    def check(self) -> None:
        """Raise UserError with every problem, in the order of the lines."""
        if self.problems:
            by_line = sorted(self.problems, key=lambda text: int(text[len(f"{self.path}:") :].split(":")[0]))
            raise UserError(*by_line)


class Row:
    """One row: each reader gives a value, or notes what is wrong and gives None."""

    def __init__(self, form: Form, line: int, cells: Mapping[str, str]) -> None:
        self.form, self.line, self.cells = form, line, cells

    def text(self, column: str) -> str:
        """The words of a cell, "" for an empty one."""
        return self.cells.get(column, "")

    def wrong(self, column: str, what: str) -> None:
        """Note what is wrong with a cell."""
        self.form.wrong(self.line, column, what)

    def whole(self, column: str, low: int, high: int) -> int | None:
        """A whole number within its bounds."""
        text = self.text(column)
        if re.fullmatch(r"\d{1,6}", text) and low <= int(text) <= high:
            return int(text)
        self.wrong(column, f"{_quoted(text)} should be a whole number from {low} to {high}")
        return None

    def number(self, column: str) -> float | None:
        """A number with a decimal point or comma; one that may be grouped by thousands is refused."""
        return self._number(column, self.text(column))

    def share(self, column: str) -> float | None:
        """A number of 0 to 1, or one in percent: 0.7 or 70%."""
        text = self.text(column)
        if not text.endswith("%"):
            return self._number(column, text)
        found = self._number(column, text[:-1])
        return None if found is None else found / 100

    def _number(self, column: str, text: str) -> float | None:
        text = text.replace("\u2212", "-").replace(" ", "")
        if GROUPED.fullmatch(text.lstrip("+-")):
            self.wrong(column, f"{text} can be read in two ways; write it without thousands separators")
        elif NUMBER.fullmatch(text):
            return float(text.replace(",", "."))
        else:
            self.wrong(column, f"{_quoted(text)} is no number; write it as on the card, such as 0.5 or 0,5")
        return None

    def day(self, column: str) -> date | None:
        """A month or a day: 2022-10, 2022-10-15, or with slashes where it cannot be misread."""
        text = self.text(column)
        try:
            if found := MONTH.fullmatch(text):
                return date(int(found[1]), int(found[2]), int(found[3] or 1))
            if found := SLASHED.fullmatch(text):
                return self._slashed(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            pass
        self.wrong(column, f"{_quoted(text)} is no month that is sure; write year-month, such as 2022-10")
        return None

    def _slashed(self, first: int, second: int, year: int) -> date:
        """Raises ValueError for a date that could be two days."""
        if self.form.day_first or first > 12 or first == second:
            return date(year, second, first)
        if second > 12:
            return date(year, first, second)
        raise ValueError("day and month could change places")

    def named(self, column: str, known: Mapping[str, str], what: str) -> str | None:
        """The name that a cell means: a name of the catalogue, or a label in either language."""
        text = self.text(column)
        found = known.get(plain(text))
        if found is None:
            self.wrong(column, f"{_quoted(text)} is no {what}{did_you_mean(plain(text), known)}")
        return found

    def places(self, scope: str) -> tuple[str, ...] | None:
        """The place of an event as its only one, None for everywhere."""
        text = self.text("place")
        if not text:
            return None
        try:
            return (find_place(text, scope),)
        except ValueError as error:
            self.wrong("place", str(error))
            return None


def plain(text: str) -> str:
    """A name as it is compared: lower case, without accents, one space between words."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())


def by_label(entries: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Names by what people may type for them: (name, English label, Spanish label)."""
    return {plain(typed): name for name, *labels in entries for typed in (*labels, name)}


def read_rows(path: Path) -> Form:
    """Read a form: comma, semicolon or tab, with or without a byte order mark; notes and empty rows are left out.

    Raises UserError for a file that cannot be read, or whose first row does not name the columns.
    """
    text = _read(path)
    first = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    try:
        reader = csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True)
        table = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader]
    except csv.Error as error:
        raise UserError(f"{path}:{reader.line_num}: is no table: {error}") from None
    names, lang = _header(path, table[0][1] if table else [])
    form = Form(path, [], lang, day_first=separator == ";")
    for line, cells in table[1:]:
        if not any(cells) or cells[0].startswith(NOTE):
            continue
        if any(cells[len(names) :]):
            form.wrong(line, "", f"has more cells than the {len(names)} columns")
        form.rows.append((line, dict(zip(names, cells, strict=False))))
    return form


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UserError(f"{path}: is larger than 1 MB; no form is")
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UserError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise UserError(f"{path}: is not in UTF-8; save it as “CSV UTF-8” in your spreadsheet") from None


def _header(path: Path, cells: list[str]) -> tuple[list[str], Lang]:
    """The names of the columns, and the language that they are in."""
    english = {plain(name): name for name in COLUMNS}
    spanish = {plain(word): name for name, word in COLUMNS.items()}
    typed = [plain(cell) for cell in cells]
    known = {**spanish, **english}
    problems = [f"{path}:1: {cell}: unknown column{did_you_mean(cell, known)}" for cell in typed if cell not in known]
    names = [known.get(cell, "") for cell in typed]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    missing = [name for name in COLUMNS if name not in names and name not in OPTIONAL]
    problems += [f"{path}:1: {name}: stands there twice" for name in twice]
    problems += [f"{path}:1: there is no column {name} (or {COLUMNS[name]})" for name in missing]
    if problems:
        raise UserError(*problems)
    return names, "es" if "tipo" in typed else "en"


def _quoted(text: str) -> str:
    return text if text else "the empty cell"
