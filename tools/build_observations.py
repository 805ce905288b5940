"""Build data/observed/observations.csv from the tidy tables of an evidence folder: docs/observations.md.

Usage: python tools/build_observations.py EVIDENCE_FOLDER   (the folder that holds observed/)

What the notes of the evidence do not settle is decided row by row in tools/observation_decisions.csv.
"""

from __future__ import annotations

import argparse
import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from build_geography import read, write
from build_observed import FIRST_YEAR, tidy

ROOT = Path(__file__).parent.parent
OUT = ROOT / "src" / "borderSim" / "data" / "observed" / "observations.csv"
DECISIONS = ROOT / "tools" / "observation_decisions.csv"
COLUMNS = ("variable", "code", "date", "value", "source", "quality", "count_sd", "fit", "note")
Row = dict[str, str]

TAKEN = {
    "migration": ("ven_stock_total", "ven_stock_regular", "ven_stock_irregular", "ven_stock_in_process",
                  "ven_stock_department", "ven_stock_municipal"),
    "northbound": ("darien_irregular_transits_VEN",),
    "trade": ("col_exports_to_ven_fob", "col_imports_from_ven", "bilateral_trade_total", "col_exports_via_customs"),
    "conflict": ("eln_municipalities", "farc_dissident_municipalities", "agc_municipalities", "coca_area"),
    "economy": ("oil_output_direct",),
}  # fmt: skip
"""Variables that keep their name, by table of the evidence."""
RENAMED = {
    ("migration", "covid_returns_cumulative"): "returns",
    ("migration", "ppt_cumulative"): "ppt_delivered_cumulative",
    ("conflict", "mass_displacement_persons"): "displaced_persons",
    ("conflict", "catatumbo_displaced_cumulative"): "displaced_persons",
}
CODES = {"Cucuta customs": "cucuta", "Colombia": "COL"}
"""Codes of places that the evidence names without one."""
REGISTER_YEARS = range(2017, 2021)
"""Years whose difference of the register is closest to new displacement: docs/observations.md."""
CATATUMBO = "2025-01..2025-03"
"""The war began in January 2025; the evidence dates the count in March."""
QUALITIES = (
    ("ambiguous", r"AMBIGUOUS|CONFLICT"),
    ("computed", r"\bcomputed\b"),
    ("rounded", r"rounded|more than|\bover\b|mas de|cerca de|casi|piso de"),
    ("press", r"read in a press text|printed in the source report"),
)
"""First pattern that the note holds; a row without any was read in the data of those who counted."""
PLAIN = re.compile(r"(; )?(read in a press text|printed in the source report)$")
"""What the quality says already."""
LATER_OUTCOME = re.compile(r"(?<=colombo-venezolano)-alcanzo[^)]*")
"""An address that spells out a later outcome."""


def main() -> None:
    """Write the table, in the order of variable, code and date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("evidence", type=Path, help="folder with observed/")
    found = [*taken(parser.parse_args().evidence / "observed")]
    decided = {key(row): row for row in read(DECISIONS)}
    unused = set(decided) - {key(row) for row in found}
    if unused:
        raise ValueError(f"decisions without a row: {sorted(unused)}")
    ready = sorted((final(row, decided.get(key(row), {})) for row in found), key=key)
    write(OUT, COLUMNS, ([row[name] for name in COLUMNS] for row in ready))
    print(f"{len(ready)} observations written")


def key(row: Row) -> tuple[str, str, str]:
    """What tells one observation from another."""
    return row["variable"], row["code"], row["date"]


def taken(observed: Path) -> Iterator[Row]:
    """Rows of the evidence as observations: variable, code, date, value, source, note."""
    tables = {name: read(observed / f"{name}.csv") for name in TAKEN}
    for table, raw in tables.items():
        for row in raw:
            name = row["variable"] if row["variable"] in TAKEN[table] else RENAMED.get((table, row["variable"]))
            if name and wanted(row, name):
                yield observation(row, name)
    yield from permits([r for r in tables["migration"] if r["variable"] == "ppt_delivered_cumulative"])
    yield from registered([r for r in tables["conflict"] if r["variable"] == "idp_stock_unhcr_ruv"])


def wanted(row: Row, name: str) -> bool:
    """From 2012 on; coca of the country only; oil by month only, as a year or a quarter of it holds its months."""
    if name == "coca_area" and row["code"] != "COL":
        return False
    if name == "oil_output_direct" and len(row["date"]) != len("2012-01"):
        return False
    return row["date"] >= str(FIRST_YEAR)


def observation(row: Row, name: str) -> Row:
    """One row of the evidence under the name of the forecast, dated by month."""
    period = CATATUMBO if row["variable"].startswith("catatumbo") else row["date"]
    months = "..".join(day[: len("2012-01")] for day in period.split(".."))
    return row | {"variable": name, "code": row["code"] or CODES[row["place"]], "date": months}


def permits(counts: list[Row]) -> Iterator[Row]:
    """Deliveries at a month's end: the last count of the month, carried on at the rate since the count before it."""
    latest = {row["date"][:7]: place for place, row in enumerate(counts)}
    for month, place in latest.items():
        before, last = counts[place - 1 : place + 1]
        start, day = date.fromisoformat(before["date"]), date.fromisoformat(last["date"])
        rate = (float(last["value"]) - float(before["value"])) / (day - start).days
        rest = monthrange(day.year, day.month)[1] - day.day
        note = f"computed: {last['value']} on {day}, carried on to the month's end at the daily rate since {start}"
        yield last | {"date": month, "value": str(round(float(last["value"]) + rate * rest)), "note": note}


def registered(stocks: list[Row]) -> Iterator[Row]:
    """People added to the victims' register in a year: its stock minus that of the year before."""
    stock = {int(row["date"][:4]): row for row in stocks}
    for year in REGISTER_YEARS:
        added = float(stock[year]["value"]) - float(stock[year - 1]["value"])
        name = {"variable": "displaced_persons", "date": str(year)}
        yield stock[year] | name | {"value": str(added), "note": "computed"}


def final(row: Row, decision: Row) -> Row:
    """A row with its quality, own error, use in a fit, and why; what was decided by hand comes first."""
    quality = next((name for name, pattern in QUALITIES if re.search(pattern, row["note"])), "counted")
    chosen = {name: text for name, text in decision.items() if text}
    row = row | {"quality": quality, "count_sd": "", "fit": "", "note": PLAIN.sub("", row["note"]), **chosen}
    row["fit"] = "no" if row["quality"] == "ambiguous" else row["fit"] or "yes"
    row["source"] = LATER_OUTCOME.sub("", tidy(row["source"], "source"))
    return row | {"value": tidy(row["value"], "value")}


if __name__ == "__main__":
    main()
