"""Observed history as tidy packaged tables, and the series derived from it (oil by month, GDP index, trade by year)."""

from __future__ import annotations

import math
import re
from pathlib import Path

import numpy as np

from build_geography import read, write

TIDY = ("date", "place", "code", "variable", "value", "unit", "source")
MIGRATION = (
    "ven_stock_total",
    "ven_stock_regular",
    "ven_stock_irregular",
    "ven_stock_in_process",
    "ppt_",
    "rumv_",
    "ramv_",
    "pep_",
    "ven_in_col_asylum_seekers",
    "ven_in_col_refugees",
    "ven_born_in_col",
    "covid_returns",
    "entries_",
    "exits_",
    "net_settlement",
    "transit_",
    "returns_to",
    "daily_transit",
    "ven_abroad",
    "ven_born_abroad",
)
ECONOMY = ("oil_", "brent_price", "real_gdp", "population")
TRADE = (
    "bilateral_trade_total",
    "col_exports_to_ven_fob",
    "col_imports_from_ven",
    "col_exports_via_customs",
    "ven_imports_from_col_cow",
    "col_imports_from_ven_cow",
)
CONFLICT = (
    "agc_municipalities",
    "eln_",
    "farc_",
    "coca_area",
    "mass_displacement",
    "idp_stock",
    "catatumbo_",
    "apure_displaced",
    "alluvial_gold",
    "colombians_deported",
)
LATER_OUTCOME = re.compile(r"(?<=comercio-entre-colombia-y-venezuela)-llega[^)]*")
MONTHS_A_YEAR = 12
FIRST_YEAR = 2012


def build(observed: Path, data: Path) -> None:
    """Write data/observed and data/world/homicide_base.csv."""
    out = data / "observed"
    for name, variables, since in (
        ("migration", MIGRATION, "2010"),
        ("economy", ECONOMY, "2010"),
        ("trade", TRADE, "2008"),
        ("conflict", CONFLICT, "2010"),
        ("northbound", ("darien_", "us_sw"), "2010"),
    ):
        rows = [r for r in read(observed / f"{name}.csv") if r["variable"].startswith(variables) and r["date"] >= since]
        write(out / f"{name}.csv", TIDY, ([tidy(r[key], key) for key in TIDY] for r in rows))
    municipal(observed, data)
    homicides(observed, data)
    economy = read(out / "economy.csv")
    write(out / "oil_output_monthly.csv", ("month", "kbd", "status"), oil_by_month(economy))
    write(out / "gdp_index.csv", ("year", "ln_index", "source"), gdp_index(economy))
    write(
        out / "trade_annual.csv",
        ("year", "flow", "usd_million", "status", "source"),
        trade_by_year(read(out / "trade.csv")),
    )


def tidy(text: str, key: str) -> str:
    """Numbers without float noise; text unchanged, but for an address that spells out a later year's outcome."""
    if key == "source":
        return LATER_OUTCOME.sub("", text)
    return f"{float(text):.10g}" if key == "value" and text else text


def municipal(observed: Path, data: Path) -> None:
    """Counts of Venezuelans by municipality at three dates, all 1,122 codes in order, empty = 0."""
    rows = {"CO" + r["code"]: r for r in read(observed / "venezuelans_by_municipality.csv")}
    codes = [r["code"] for r in read(data / "world" / "places.csv") if r["code"].startswith("CO")]
    missing = set(rows) - set(codes)
    if missing:
        raise ValueError(f"unknown municipalities {missing}")
    dates = [key for key in next(iter(rows.values())) if key.startswith("20")]
    write(
        data / "observed" / "venezuelans_by_municipality.csv",
        ("code", *dates),
        ([code, *(rows.get(code, {}).get(date) or 0 for date in dates)] for code in codes),
    )


def homicides(observed: Path, data: Path) -> None:
    """Homicides by department and month from 2012-01; Bogota and Cundinamarca split by their municipal counts."""
    rows = {r["code"]: r for r in read(observed / "homicides_by_department_month.csv")}
    months = [key for key in rows["05"] if key[:2] == "20" and key >= "2012"]
    bogota = bogota_share(read(observed / "homicides_by_municipality_year.csv"))
    series = {"CO" + c: [float(r[m] or 0) for m in months] for c, r in rows.items() if c != "25+11"}
    both = rows["25+11"]
    series["CO11"] = [round(float(both[m] or 0) * bogota[m[:4]], 1) for m in months]
    series["CO25"] = [round(float(both[m] or 0) - b, 1) for m, b in zip(months, series["CO11"], strict=True)]
    codes = sorted(series)
    write(
        data / "observed" / "homicides_by_department.csv",
        ("month", *codes),
        ([m, *(f"{series[c][t]:g}" for c in codes)] for t, m in enumerate(months)),
    )
    base = slice(0, 3 * MONTHS_A_YEAR)
    write(
        data / "world" / "homicide_base.csv",
        ("department", "persons_per_month", "source"),
        ([c, f"{np.mean(series[c][base]):.3f}", "police, mean of 2012-01 to 2014-12"] for c in codes),
    )


def bogota_share(rows: list[dict[str, str]]) -> dict[str, float]:
    """Bogota's share of the homicides of Bogota and Cundinamarca by year."""
    years = [key for key in rows[0] if key.startswith("20")]

    def total(year: str, prefix: str) -> float:
        return sum(float(r[year] or 0) for r in rows if r["code"].startswith(prefix))

    return {year: total(year, "11001") / (total(year, "11001") + total(year, "25")) for year in years}


def points(rows: list[dict[str, str]], variable: str) -> dict[str, float]:
    """Value by date of one variable of Venezuela."""
    return {r["date"]: float(r["value"]) for r in rows if r["variable"] == variable and r["place"] == "Venezuela"}


def month_of(date: str) -> float:
    """Month index of the middle of a year, a month or a period A..B; 0 = 2012-01."""
    first, _, last = date.partition("..")
    if not last and len(date) == 4:
        first, last = f"{date}-01", f"{date}-12"
    months = [(int(d[:4]) - FIRST_YEAR) * MONTHS_A_YEAR + int(d[5:7]) - 1 for d in (first, last or first)]
    return sum(months) / 2


def oil_by_month(rows: list[dict[str, str]]) -> list[tuple[str, str, str]]:
    """Crude output, thousand barrels a day: OPEC direct figures, before them BP energy scaled to join; SOURCES.md."""
    direct, energy = points(rows, "oil_output_direct"), points(rows, "oil_production_energy")
    figures = {**scaled_energy(direct, energy), **direct}
    months = sorted((month_of(date), value) for date, value in figures.items() if wanted(date, direct))
    at, value = zip(*months, strict=True)
    last = int(max(at))
    exact = {round(month_of(d)) for d in direct if len(d) == 7}
    return [
        (
            f"{FIRST_YEAR + t // 12}-{t % 12 + 1:02d}",
            f"{np.interp(t, at, value):.0f}",
            "observed" if t in exact else "interpolated",
        )
        for t in range(last + 1)
    ]


def wanted(date: str, direct: dict[str, float]) -> bool:
    """A year's average is left out when the year has three shorter figures."""
    return len(date) != 4 or sum(d.startswith(f"{date}-") for d in direct) < 3


def scaled_energy(direct: dict[str, float], energy: dict[str, float]) -> dict[str, float]:
    """Yearly kbd from TWh: the ratio of 2017-12 to 2017, its mean with the ratio of 2019 for 2018."""
    years = sorted(energy)
    join = direct["2017-12"] / np.interp(month_of("2017-12"), [month_of(y) for y in years], [energy[y] for y in years])
    ratio = {year: join for year in years if "2011" <= year <= "2017"}
    ratio["2018"] = (join + direct["2019"] / energy["2019"]) / 2
    return {year: factor * energy[year] for year, factor in ratio.items()}


def gdp_index(rows: list[dict[str, str]]) -> list[tuple[str, str, str]]:
    """Ln of real GDP, 0 = 2012: Penn World Table to 2019, then IMF vintages chained (forecasts among them)."""
    level, growth = points(rows, "real_gdp_national_prices_rgdpna"), points(rows, "real_gdp_growth_imf_vintage")
    index = {year: math.log(level[year] / level["2012"]) for year in sorted(level) if year >= "2011"}
    found = [(year, f"{value:.4f}", "Penn World Table 10.01") for year, value in index.items()]
    value = index["2019"]
    for year in sorted(y for y in growth if y > "2019"):
        value += math.log1p(growth[year] / 100)
        found.append((year, f"{value:.4f}", "IMF WEO vintage, see economy.csv"))
    return found


def trade_by_year(rows: list[dict[str, str]]) -> list[tuple[str, str, str, str, str]]:
    """Yearly exports and imports of Colombia; a gap that the importer-side series fills is scaled to DANE's level."""
    found = []
    for flow, name, other in (
        ("exports", "col_exports_to_ven_fob", "ven_imports_from_col_cow"),
        ("imports", "col_imports_from_ven", "col_imports_from_ven_cow"),
    ):
        own, mirror = yearly(rows, name), yearly(rows, other)
        ratio = np.mean([own[y][0] / mirror[y][0] for y in ("2012", "2014")])
        for year in sorted(y for y in {*own, *mirror} if y >= "2012"):
            value, source = own.get(year) or (mirror[year][0] * ratio, mirror[year][1])
            found.append((year, flow, f"{value:.1f}", "reported" if year in own else "scaled", source))
    totals = yearly(rows, "bilateral_trade_total").items()
    found += [(year, "total", f"{value:.1f}", "reported", source) for year, (value, source) in totals if year >= "2012"]
    return found


def yearly(rows: list[dict[str, str]], variable: str) -> dict[str, tuple[float, str]]:
    """Value and source by full year."""
    full_years = (r for r in rows if r["variable"] == variable and len(r["date"]) == 4)
    return {r["date"]: (float(r["value"]), r["source"]) for r in full_years}
