"""The figures of `borderSim hindcast`: fans with what was counted, by theme and for each main variable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from borderSim.cli.past.summary import MAIN, department, label
from borderSim.cli.past.words import said
from borderSim.hindcast.observations import HOMICIDE_DEPARTMENTS, Observation, observations, rules
from borderSim.hindcast.run import HindcastOptions
from borderSim.report.hindcast import fan, fans
from borderSim.report.past_series import Count, Series, read_parts

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Lang = Literal["en", "es"]
Key = tuple[str, str]
Rows = dict[Key, list[dict[Any, Any]]]
MEASURES: dict[str, Literal["stock", "flow", "cumulative"]] = {
    "stock": "stock", "mean": "stock", "flow": "flow", "cumulative": "cumulative",
}  # fmt: skip
THEMES: dict[str, tuple[Key, ...]] = {
    "people": (
        ("ven_stock_total", "COL"), ("ven_stock_regular", "COL"), ("ven_stock_irregular", "COL"),
        ("ppt_delivered_cumulative", "COL"),
    ),
    "movement": (
        ("darien_irregular_transits_VEN", "PAN"), ("returns", "COL"), ("displaced_persons", "COL"),
        ("displaced_persons", "54"),
    ),
    "trade": (
        ("col_exports_to_ven_fob", "COL-VEN"), ("col_imports_from_ven", "COL-VEN"),
        ("bilateral_trade_total", "COL-VEN"), ("col_exports_via_customs", "cucuta"), ("oil_output_direct", "VEN"),
        ("ven_gdp_index", "VEN"),
    ),
    "conflict": (
        ("eln_municipalities", "COL"), ("farc_dissident_municipalities", "COL"), ("agc_municipalities", "COL"),
        ("coca_area", "COL"),
    ),
    "homicides": tuple(("homicides", code) for code in HOMICIDE_DEPARTMENTS),
    "departments": tuple(("ven_stock_department", code) for code in ("05", "08", "11", "44", "54", "81")),
}  # fmt: skip
"""What each page of small multiples shows."""


def figures(forecast: pd.DataFrame, options: HindcastOptions, footer: str, lang: Lang) -> Iterator[tuple[str, Figure]]:
    """Name and figure of each page of small multiples, then a fan of each main variable."""
    keys = dict.fromkeys([*MAIN, *(key for theme in THEMES.values() for key in theme)])
    drawn = {key: _series(key, rows, options, lang) for key, rows in _rows(forecast, keys).items()}
    cut = options.known - 1
    for theme, own in THEMES.items():
        yield theme, fans(said(f"figure_{theme}", lang), [drawn[key] for key in own], cut, lang, footer)
    for variable, code in MAIN:
        name = f"{variable}-{code}" if code.isdigit() else variable
        yield name, fan(replace(drawn[variable, code], label=label(variable, code, lang)), cut, lang, footer)


def _rows(forecast: pd.DataFrame, keys: dict[Key, None]) -> Rows:
    """The rows of some series, in the order of the keys."""
    wanted = forecast[forecast["variable"].isin({variable for variable, _ in keys})]
    groups = dict(list(wanted.groupby(["variable", "code"], sort=False)))
    return {key: groups[key].to_dict("records") for key in keys}


def _series(key: Key, rows: list[dict[Any, Any]], options: HindcastOptions, lang: Lang) -> Series:
    variable, code = key
    rule = rules()[variable]
    unit = rule.unit_es if lang == "es" else rule.unit
    short = department(code) if variable in ("homicides", "ven_stock_department") else label(variable, code, lang)
    counts = [
        _count(o, options) for o in observations(None, (variable,)) if o.code == code and o.quality != "ambiguous"
    ]
    return Series(short, unit, MEASURES[rule.kind], read_parts(rows, variable, code), counts)


def _count(o: Observation, options: HindcastOptions) -> Count:
    """A count as the figure shows it: used when it was known, as the run starts from the last known counts."""
    return Count.of(o.date, o.value, o.count_sd, used=o.ends <= options.until)
