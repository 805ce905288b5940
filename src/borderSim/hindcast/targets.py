"""What a hindcast says something about: variables, places and dates of forecast.csv."""

from __future__ import annotations

from collections.abc import Iterator

from borderSim.engine.dates import month_name
from borderSim.hindcast.observations import HOMICIDE_DEPARTMENTS, MONTHS_A_YEAR, rules
from borderSim.hindcast.operators import ROUTES
from borderSim.world import load

FIRST_YEAR, LAST_YEAR = 2012, 2025
END = (LAST_YEAR + 1 - FIRST_YEAR) * MONTHS_A_YEAR
CUMULATIVE_FROM = 2022
"""Customs publish a running year; earlier years are asked for whole."""
TRADE = ("col_exports_to_ven_fob", "col_imports_from_ven", "bilateral_trade_total")
DISPLACED = ("COL", "54", "81")
"""The country, Norte de Santander and Arauca."""
CODES = {
    "darien_irregular_transits_VEN": ("PAN",), "col_exports_to_ven_fob": ("COL-VEN",),
    "col_imports_from_ven": ("COL-VEN",), "bilateral_trade_total": ("COL-VEN",), "oil_output_direct": ("VEN",),
    "ven_gdp_index": ("VEN",), "homicides": HOMICIDE_DEPARTMENTS, "displaced_persons": DISPLACED,
    "col_exports_via_customs": tuple(ROUTES),
}  # fmt: skip
PARTS = {
    "ven_stock_total": ("ven_stock_regular", "ven_stock_irregular", "ven_stock_in_process"),
    "col_exports_to_ven_fob": ("col_exports_via_customs",),
}


def codes(variable: str) -> tuple[str, ...]:
    """Codes of the places of a variable; all 33 departments where residents are counted by department."""
    if variable == "ven_stock_department":
        return tuple(code.removeprefix("CO") for code in load().department_codes)
    return CODES.get(variable, ("COL",))


def periods(variable: str) -> Iterator[tuple[str, int, int]]:
    """(date, first month, last month) of every row of a variable: months, years, and running years of trade."""
    for month in range(END):
        yield month_name(month), month, month
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        first = (year - FIRST_YEAR) * MONTHS_A_YEAR
        yield str(year), first, first + MONTHS_A_YEAR - 1
        if variable in TRADE and year >= CUMULATIVE_FROM:
            yield from ((f"{year}-01..{month_name(last)}", first, last) for last in range(first + 1, first + 11))


def municipal_months() -> list[int]:
    """Months of the municipal rows: the full counts of 2021 and 2022, then the end of each quarter."""
    counted = [int(m) for m in load().observed.municipal_months]
    quarters = [m for m in range(max(counted) + 1, END) if m % 3 == 2]
    return [*counted, *quarters]


def variables() -> tuple[str, ...]:
    """All variables of the rules but municipal stocks, which have rows of their own."""
    return tuple(name for name in rules() if name != "ven_stock_municipal")
