"""What was observed, from the packaged tables: one row per variable, place and date or period, with its source.

Definitions, traps and what is left out: docs/observations.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Literal

from borderSim.catalogue.dates import month_date, month_index
from borderSim.catalogue.entries import Row, rows
from borderSim.errors import UserError, did_you_mean

Day = date
Kind = Literal["stock", "flow", "cumulative", "mean"]
Quality = Literal["counted", "rounded", "computed", "press", "ambiguous"]
MONTHS_A_YEAR = 12
FIRST_YEAR = 2012
YEAR = len("2012")
MONTH = len("2012-01")
DEPARTMENT = len("05")
HOMICIDE_DEPARTMENTS = ("05", "15", "20", "44", "54", "81", "94", "99")
"""Antioquia and Boyaca, then the departments along the line: those of the forecast."""


@dataclass(frozen=True)
class Rule:
    """How a variable of the record is compared with the model.

    ``kind``: a stock at the end of a month, a flow over a period, a flow added up since a start, or a mean of a period.
    ``count_sd`` is the standard deviation (ln) of the count itself, ``model_sd`` (ln) that of what the model leaves
    out, which lasts ``memory`` months. ``fit`` says whether a calibration uses the variable. What is a ``driver`` is
    imposed, so never scored.
    Record and model are compared as ln(``offset`` + value); the offset, in ``unit``, keeps small counts and 0 apart.
    A calibration compares a part as its share of ``share_of``, so that an error of the whole is not counted again.
    ``definition`` says how the count relates to the true quantity, ``source`` who counts; ``status`` is that of the
    three errors.
    """

    variable: str
    label_en: str
    label_es: str
    unit: str
    kind: Kind
    count_sd: float
    model_sd: float
    memory: float
    fit: bool
    driver: bool
    definition: str
    source: str
    status: str
    offset: float = 0.0
    unit_es: str = ""
    share_of: str = ""


@dataclass(frozen=True)
class Observation:
    """One count: ``date`` is YYYY, YYYY-MM or YYYY-MM..YYYY-MM; ``first`` and ``last`` are its months (0 = 2012-01).

    ``quality``: counted (read in the data of those who counted), press (an exact figure read in a text), rounded,
    computed from other counts, or ambiguous. ``count_sd`` (ln) is the rule's unless the row has its own. ``fit`` says
    whether a calibration may use it: not when it is ambiguous or other rows give it, as ``note`` says.
    """

    variable: str
    code: str
    date: str
    value: float
    source: str
    quality: Quality
    count_sd: float = 0.0
    fit: bool = True
    note: str = ""

    @property
    def first(self) -> int:
        """Month index of the period's first month."""
        return _month(self.date.split("..")[0])

    @property
    def last(self) -> int:
        """Month index of the period's last month; a year ends in December."""
        end = self.date.split("..")[-1]
        return _month(end) + (MONTHS_A_YEAR - 1 if len(end) == YEAR else 0)

    @property
    def ends(self) -> Day:
        """Last day of the period."""
        return month_date(self.last + 1) - timedelta(days=1)


def _month(text: str) -> int:
    """Month index (0 = 2012-01) of YYYY-MM, or of the January of YYYY."""
    return int(month_index(f"{text}-01" if len(text) == MONTH else f"{text}-01-01"))


@cache
def rules() -> dict[str, Rule]:
    """Return the rule of every variable, in the order of the table."""
    return {row["variable"]: _rule(row) for row in rows("observed/observation_rules.csv")}


def _rule(row: Row) -> Rule:
    numbers = {key: float(row[key]) for key in ("count_sd", "model_sd", "memory", "offset")}
    flags = {key: row[key] == "yes" for key in ("fit", "driver")}
    return Rule(**{**row, **numbers, **flags})  # type: ignore[arg-type]


def observations(until: date | None = None, variables: tuple[str, ...] = ()) -> tuple[Observation, ...]:
    """Return the observations of the variables (all when none is named) whose period ends by ``until``.

    They come in the order of the rules, then by place and date. Raises UserError for a variable without a rule.
    """
    unknown = [name for name in variables if name not in rules()]
    if unknown:
        raise UserError(*(f"{name}: no variable of the record{did_you_mean(name, rules())}" for name in unknown))
    wanted = set(variables or rules())
    return tuple(o for o in _all() if o.variable in wanted and (until is None or o.ends <= until))


@cache
def _all() -> tuple[Observation, ...]:
    order = {name: place for place, name in enumerate(rules())}
    found = [_final(o) for part in (_table(), _places(), _homicides(), _gdp()) for o in part]
    return tuple(sorted(found, key=lambda o: (order[o.variable], o.code, o.last, o.first)))


def _final(observation: Observation) -> Observation:
    """The observation with what its rule says: the error of a row without its own, and whether to fit at all."""
    rule = rules()[observation.variable]
    fit = observation.fit and rule.fit and not rule.driver
    return replace(observation, count_sd=observation.count_sd or rule.count_sd, fit=fit)


def _table() -> Iterator[Observation]:
    for row in rows("observed/observations.csv"):
        numbers = {"value": float(row["value"]), "count_sd": float(row["count_sd"] or 0), "fit": row["fit"] == "yes"}
        yield Observation(**{**row, **numbers})  # type: ignore[arg-type]


def _places() -> Iterator[Observation]:
    """The three full counts by municipality, and their sums by department."""
    sums: dict[tuple[str, str], float] = {}
    for row in rows("observed/venezuelans_by_municipality.csv"):
        code = row.pop("code").removeprefix("CO")
        for day, text in row.items():
            place = code[:DEPARTMENT], day[:MONTH]
            sums[place] = sums.get(place, 0.0) + float(text)
            yield _counted("ven_stock_municipal", code, day[:MONTH], float(text))
    for (department, month), total in sums.items():
        yield _counted("ven_stock_department", department, month, total)


def _homicides() -> Iterator[Observation]:
    for row in rows("observed/homicides_by_department.csv"):
        for code in HOMICIDE_DEPARTMENTS:
            yield _counted("homicides", code, row["month"], float(row[f"CO{code}"]))


def _gdp() -> Iterator[Observation]:
    for row in rows("observed/gdp_index.csv"):
        if int(row["year"]) > FIRST_YEAR:
            index = 100 * math.exp(float(row["ln_index"]))
            yield Observation("ven_gdp_index", "VEN", row["year"], index, row["source"], "computed")


def _counted(variable: str, code: str, month: str, value: float) -> Observation:
    return Observation(variable, code, month, value, rules()[variable].source, "counted")
