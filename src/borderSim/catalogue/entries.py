"""The entries of the catalogue and the readers of their tables.

One row of a table is one frozen entry. The tables (``data/*.csv``) are the only source of names, units, bounds, labels
and sources; tests check them, so reading does not. Only the standard library is imported: every command starts here.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from borderSim.catalogue.dates import month_index
from borderSim.catalogue.units import in_words

DATA = Path(__file__).parent.parent / "data"

Language = Literal["en", "es"]
Row = dict[str, str]


@dataclass(frozen=True)
class Entry:
    """What every entry has: its name, and a label and one line of text in English and Spanish."""

    name: str
    label_en: str
    label_es: str
    text_en: str
    text_es: str

    def label(self, language: Language = "en") -> str:
        """Return the short label in a language."""
        return self.label_es if language == "es" else self.label_en

    def text(self, language: Language = "en") -> str:
        """Return the one-line description in a language."""
        return self.text_es if language == "es" else self.text_en


@dataclass(frozen=True)
class Lever(Entry):
    """What a scenario can move: a policy (someone's decision, ``owner``) or a condition (nobody's, or assumed).

    ``lower``, ``upper`` and ``default`` are in ``unit``; a lever with the unit "date" holds month indices.
    ``default`` is the last documented value and ``default_date`` its ISO date. ``scope`` is the axis of its places.
    """

    system: str
    kind: Literal["policy", "condition"]
    owner: str
    unit: str
    unit_es: str
    lower: float
    upper: float
    default: float
    default_date: str
    scope: Literal["national", "crossing", "department", "border_group"]
    status: Literal["active", "planned"]
    source: str

    def unit_in(self, language: Language = "en") -> str:
        """Return the unit in words of a language."""
        return in_words(self.unit_es if language == "es" else self.unit, language)


@dataclass(frozen=True)
class Parameter(Entry):
    """An uncertain number of the model: ``central`` with ``low`` and ``high`` in ``unit``, and where it comes from.

    What low and high mean depends on ``distribution`` (see catalogue/distributions.py). ``informed_until`` is the last
    year of data that the number already knows; ``status`` says how far to trust it.
    """

    symbol: str
    unit: str
    unit_es: str
    central: float
    low: float
    high: float
    distribution: Literal["triangular", "normal", "lognormal", "gamma", "beta", "uniform", "fixed", "switch"]
    source: str
    status: Literal["verified", "memory", "judgement"]
    informed_until: int
    system: str

    def unit_in(self, language: Language = "en") -> str:
        """Return the unit in a language."""
        return self.unit_es if language == "es" else self.unit


@dataclass(frozen=True)
class Indicator(Entry):
    """A monthly series that results show, in ``unit``.

    ``dims`` is its axis after scenario, member and month ("national" for none); ``window`` says how the months of a
    window become one number, "year" as a year's total at the mean rate; ``digits`` are the significant figures shown; a
    ``neutral`` one gets no judging colour.
    """

    order: int
    system: str
    unit: str
    unit_es: str
    dims: Literal["national", "department", "group", "route"]
    window: Literal["mean", "sum", "last", "max", "year"]
    digits: int
    neutral: bool
    first_page: bool

    def unit_in(self, language: Language = "en") -> str:
        """Return the unit in words of a language."""
        return in_words(self.unit_es if language == "es" else self.unit, language)

    def window_unit(self, language: Language | None = None) -> str:
        """Return the unit of a window's number: that of the series, or a year's total of a monthly flow.

        In words of a language; without one as tables write it.
        """
        unit = self.unit_es if language == "es" else self.unit
        unit = unit.replace("/month", "/year").replace("/mes", "/año") if self.window == "year" else unit
        return in_words(unit, language) if language else unit


@dataclass(frozen=True)
class EventType(Entry):
    """A kind of event that a scenario can schedule: the axis of its places and the fields that it takes.

    ``size_lower`` and ``size_upper`` bound the field "size" in ``size_unit``; None for an event without a size.
    """

    places: Literal["national", "crossing", "corridor"]
    fields: tuple[str, ...]
    size_unit: str
    size_lower: float | None
    size_upper: float | None
    status: Literal["active", "planned"]


@dataclass(frozen=True)
class Switch(Entry):
    """A structural switch of a scenario: on or off for a whole run, off by default."""


def rows(table: str) -> Iterator[Row]:
    """Yield the rows of a packaged table, named relative to the data folder."""
    with (DATA / table).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def words(row: Row) -> dict[str, str]:
    """Name, labels and texts of a row; a label that is not given is the name in plain letters."""
    label = row.get("label_en") or row["name"].replace("_", " ").capitalize()
    return {
        "name": row["name"],
        "label_en": label,
        "label_es": row.get("label_es") or label,
        "text_en": row.get("text_en") or "",
        "text_es": row.get("text_es") or row.get("text_en") or "",
    }


def lever_value(text: str, unit: str) -> float:
    """Return a lever's value: the month index of an ISO date for the unit "date", else the number."""
    return month_index(text) if unit == "date" else float(text)


def _lever(row: Row) -> Lever:
    numbers = {key: lever_value(row[key], row["unit"]) for key in ("lower", "upper", "default")}
    texts = ("system", "kind", "owner", "unit", "unit_es", "default_date", "scope", "status", "source")
    return Lever(**words(row), **numbers, **{key: row[key] for key in texts})  # type: ignore[arg-type]


def _parameter(row: Row, system: str) -> Parameter:
    numbers = {key: float(row[key]) for key in ("central", "low", "high")}
    texts = {key: row[key] for key in ("symbol", "unit", "distribution", "source", "status")}
    texts["unit_es"] = parameter_units().get(row["unit"], row["unit"])
    year = int(row["informed_until"])
    system = row.get("system") or system
    return Parameter(**words(row), **numbers, **texts, informed_until=year, system=system)  # type: ignore[arg-type]


def _indicator(row: Row) -> Indicator:
    texts = {key: row[key] for key in ("system", "unit", "unit_es", "dims", "window")}
    flags = {key: row[key] == "yes" for key in ("neutral", "first_page")}
    numbers = {key: int(row[key]) for key in ("order", "digits")}
    return Indicator(**words(row), **texts, **flags, **numbers)  # type: ignore[arg-type]


def _event(row: Row) -> EventType:
    texts = {key: row[key] for key in ("places", "size_unit", "status")}
    bounds = {key: float(row[key]) if row[key] else None for key in ("size_lower", "size_upper")}
    return EventType(**words(row), **texts, **bounds, fields=tuple(row["fields"].split()))  # type: ignore[arg-type]


@cache
def levers() -> dict[str, Lever]:
    """Return all levers by name, in the order of the table (by system)."""
    return {row["name"]: _lever(row) for row in rows("levers.csv")}


@cache
def parameter_units() -> dict[str, str]:
    """Return the Spanish text of each unit that a parameter has, by the unit in English."""
    return {row["unit"]: row["unit_es"] for row in rows("parameter_units.csv")}


@cache
def parameters() -> dict[str, Parameter]:
    """Return all parameters by name: the evidence first, then each system's own, by file name.

    Raises ValueError when two files give the same name.
    """
    files = sorted((DATA / "parameters").glob("*.csv"), key=lambda path: (path.stem != "evidence", path.stem))
    found: dict[str, Parameter] = {}
    for path in files:
        for row in rows(f"parameters/{path.name}"):
            if row["name"] in found:
                raise ValueError(f"data/parameters/{path.name}: parameter {row['name']} is given twice")
            found[row["name"]] = _parameter(row, path.stem)
    return found


@cache
def indicators() -> dict[str, Indicator]:
    """Return all indicators by name, in the order in which they are shown."""
    found = [_indicator(row) for row in rows("indicators.csv")]
    return {entry.name: entry for entry in sorted(found, key=lambda entry: entry.order)}


@cache
def events() -> dict[str, EventType]:
    """Return all event types by name."""
    return {row["name"]: _event(row) for row in rows("events.csv")}


@cache
def switches() -> dict[str, Switch]:
    """Return all structural switches by name."""
    return {row["name"]: Switch(**words(row)) for row in rows("switches.csv")}
