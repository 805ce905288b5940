"""The observed history: counts, trade, oil, conflict. Every figure has its source in data/observed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from .proxies import GROUPS
from .tables import Floats, Ints, floats, frozen, read_table

FIRST_YEAR = 2012
MONTHS_A_YEAR = 12


def month_index(date: str) -> int:
    """Month index (0 = 2012-01) of the month that holds an ISO date (YYYY-MM or YYYY-MM-DD)."""
    return (int(date[:4]) - FIRST_YEAR) * MONTHS_A_YEAR + int(date[5:7]) - 1


@dataclass(frozen=True, eq=False)
class Observed:
    """Read-only observed series. nan = not known. ``*_months`` are month indices, 0 = 2012-01."""

    stock_dates: list[str]
    stock_months: Ints
    stock_total: Floats
    """Counted Venezuelans in Colombia, persons; the count of 2022-02 is a re-count, not arrivals."""
    stock_regular: Floats
    stock_irregular: Floats
    stock_in_process: Floats
    municipal_dates: list[str]
    municipal_months: Ints
    municipal: Floats
    """(3, C) counted Venezuelans by municipality."""
    oil_output: Floats
    """(T,) thousand barrels a day from month 0, OPEC direct figures joined by straight lines."""
    oil_is_observed: Any
    """(T,) bool: the month itself was published."""
    brent: Floats
    """(T,) USD per barrel from month 0, monthly mean."""
    gdp_years: Ints
    gdp_ln: Floats
    """Ln of Venezuelan GDP by year, 0 = 2012; after 2019 IMF vintages."""
    exports_years: Ints
    exports_annual: Floats
    """Colombian exports to Venezuela, USD million a year, FOB."""
    imports_years: Ints
    imports_annual: Floats
    trade_total_years: Ints
    trade_total_annual: Floats
    """Both directions as published; the only figure of 2020."""
    customs_cucuta_periods: list[str]
    customs_cucuta: Floats
    """Exports through Cucuta customs in each period A..B, USD million."""
    presence_years: Ints
    presence_groups: Ints
    """Index into the group axis; FARC of 2011 counts under dissidents."""
    presence_counts: Floats
    """Municipalities with presence, Defensoria counts."""
    coca_years: Ints
    coca_area: Floats
    """Hectares in Colombia at the end of the year, UNODC."""
    darien_months: Ints
    darien: Floats
    """Venezuelans through the Darien, persons a month; months that the source lacks are absent."""
    permits_dates: list[str]
    permits_months: Ints
    permits_delivered: Floats
    """Temporary protection permits delivered, cumulative."""
    displaced_years: Ints
    displaced: Floats
    """Registered internally displaced people at the year's end (cumulative register), persons."""
    homicides_by_department: Floats
    """(M, D) persons a month from month 0; San Andres to Vichada in department order."""
    residents_ve_years: Ints
    residents_ve: Floats
    """Residents of Venezuela by year, WPP estimate."""


@cache
def observed() -> Observed:
    """The packaged history, read once."""
    return Observed(**_stocks(), **_municipal(), **_economy(), **_trade(), **_conflict(), **_permits_and_transit())


def _rows(table: str, variable: str, place: str = "") -> dict[str, float]:
    """Value by date of one variable of a tidy table, in order of dates."""
    columns = read_table(f"observed/{table}.csv")
    wanted = [i for i, name in enumerate(columns["variable"]) if name == variable and place in columns["place"][i]]
    return dict(sorted((columns["date"][i], float(columns["value"][i])) for i in wanted))


def _yearly(table: str, variable: str, place: str = "") -> tuple[Ints, Floats]:
    found = {int(date[:4]): value for date, value in _rows(table, variable, place).items() if len(date) in (4, 10)}
    return frozen(list(found)), frozen(list(found.values()))


def _months(dates: list[str]) -> Ints:
    return frozen([month_index(date) for date in dates])


def _stocks() -> dict[str, Any]:
    series = {name: _rows("migration", f"ven_stock_{name}") for name in ("total", "regular", "irregular", "in_process")}
    dates = sorted(set().union(*series.values()))
    values = {f"stock_{name}": frozen([s.get(date, np.nan) for date in dates]) for name, s in series.items()}
    return {"stock_dates": dates, "stock_months": _months(dates), **values}


def _municipal() -> dict[str, Any]:
    table = read_table("observed/venezuelans_by_municipality.csv")
    dates = [name for name in table if name != "code"]
    return {"municipal_dates": dates, "municipal_months": _months(dates),
            "municipal": frozen([floats(table[date]) for date in dates])}  # fmt: skip


def _economy() -> dict[str, Any]:
    oil, gdp = read_table("observed/oil_output_monthly.csv"), read_table("observed/gdp_index.csv")
    brent = {month_index(date): value for date, value in _rows("economy", "brent_price").items()}
    years, residents = _yearly("economy", "population", "Venezuela")
    return {
        "oil_output": frozen(floats(oil["kbd"])), "oil_is_observed": frozen(np.array(oil["status"]) == "observed"),
        "brent": frozen([brent[month] for month in range(max(brent) + 1)]),
        "gdp_years": frozen([int(year) for year in gdp["year"]]), "gdp_ln": frozen(floats(gdp["ln_index"])),
        "residents_ve_years": years, "residents_ve": residents,
    }  # fmt: skip


def _trade() -> dict[str, Any]:
    table = read_table("observed/trade_annual.csv")
    found: dict[str, Any] = {}
    for flow, name in (("exports", "exports"), ("imports", "imports"), ("total", "trade_total")):
        rows = [i for i, kind in enumerate(table["flow"]) if kind == flow]
        found[f"{name}_years"] = frozen([int(table["year"][i]) for i in rows])
        found[f"{name}_annual"] = frozen(floats(table["usd_million"])[rows])
    customs = _rows("trade", "col_exports_via_customs")
    return {**found, "customs_cucuta_periods": list(customs), "customs_cucuta": frozen(list(customs.values()))}


def _conflict() -> dict[str, Any]:
    variables = {"eln_municipalities": "eln", "farc_municipalities": "dissidents",
                 "farc_dissident_municipalities": "dissidents", "agc_municipalities": "agc"}  # fmt: skip
    presence = sorted((int(date), GROUPS.index(group), count) for name, group in variables.items()
                      for date, count in _rows("conflict", name).items())  # fmt: skip
    years, groups, counts = zip(*presence, strict=True)
    coca_years, coca_area = _yearly("conflict", "coca_area", "Colombia")
    displaced_years, displaced = _yearly("conflict", "idp_stock_unhcr_ruv")
    table = read_table("observed/homicides_by_department.csv")
    homicides = np.stack([floats(column) for name, column in table.items() if name != "month"], axis=1)
    return {
        "presence_years": frozen(years), "presence_groups": frozen(groups), "presence_counts": frozen(counts),
        "coca_years": coca_years, "coca_area": coca_area, "displaced_years": displaced_years, "displaced": displaced,
        "homicides_by_department": frozen(homicides),
    }  # fmt: skip


def _permits_and_transit() -> dict[str, Any]:
    rows = _rows("northbound", "darien_irregular_transits_VEN")
    transit = {month_index(date): value for date, value in rows.items() if len(date) == len("2020-01")}
    permits = _rows("migration", "ppt_delivered_cumulative")
    return {
        "darien_months": frozen(list(transit)), "darien": frozen(list(transit.values())),
        "permits_dates": list(permits), "permits_months": _months(list(permits)),
        "permits_delivered": frozen(list(permits.values())),
    }  # fmt: skip
