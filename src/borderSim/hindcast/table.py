"""forecast.csv: one row per variable, place and date, with its quantiles and whether it was known."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from borderSim.engine.dates import month_name
from borderSim.hindcast import targets
from borderSim.hindcast.forecast import Samples
from borderSim.hindcast.observations import rules
from borderSim.model.system import Array
from borderSim.world import load

QUANTILES = (5, 25, 50, 75, 95)
Row = dict[str, object]


def forecast_table(samples: Samples) -> pd.DataFrame:
    """All rows: date, variable, code, unit, mean, q05 to q95, kind (fit, forecast or driver)."""
    return pd.DataFrame([*_series_rows(samples), *_municipal_rows(samples)])


def _series_rows(samples: Samples) -> Iterator[Row]:
    for variable, code in samples.months:
        for when, first, last in targets.periods(variable):
            values = samples.of(variable, code, first, last)
            driver = variable in samples.drivers
            yield {
                **_head(variable, code, when),
                **_numbers(values),
                "kind": "driver" if driver else _kind(samples, last),
            }


def _municipal_rows(samples: Samples) -> Iterator[Row]:
    codes = [code.removeprefix("CO") for code in load().codes[: load().n_co]]
    for month, values in samples.municipal.items():
        numbers = [values.mean(axis=0), *np.percentile(values, QUANTILES, axis=0)]
        kind, when = _kind(samples, month), month_name(month)
        for column, code in enumerate(codes):
            row = dict(zip(_names(), (float(n[column]) for n in numbers), strict=True))
            yield {**_head("ven_stock_municipal", code, when), **row, "kind": kind}


def _kind(samples: Samples, last: int) -> str:
    return "fit" if last < samples.known else "forecast"


def _head(variable: str, code: str, when: str) -> Row:
    return {"date": when, "variable": variable, "code": code, "unit": rules()[variable].unit}


def _names() -> tuple[str, ...]:
    return ("mean", *(f"q{q:02d}" for q in QUANTILES))


def _numbers(values: Array) -> Row:
    numbers = (values.mean(), *np.percentile(values, QUANTILES))
    return dict(zip(_names(), (float(number) for number in numbers), strict=True))
