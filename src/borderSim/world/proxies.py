"""The world of 2012-01: proxies and first counts. Method and quality: data/SOURCES.md."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from .tables import Floats, floats, frozen, read_table

GROUPS = ("eln", "dissidents", "agc", "gangs")
STATUSES = ("regular", "in_process", "irregular", "asylum")


def fields(places: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of World about the state of 2012-01, by name."""
    table = read_table("world/proxies.csv")
    if table["code"] != places["codes"]:
        raise ValueError("data/world/proxies.csv: not in the permanent order of places.csv")
    names = {"urban": "urban", "state_presence_2012": "state_presence"}
    return {
        **{field: frozen(floats(table[column])) for field, column in names.items()},
        "coca_weight": frozen(_shares(floats(table["coca_weight"]), places)),
        "gold_weight": frozen(_country_shares(floats(table["gold_weight"]), len(places["department"]))),
        "coca_2012": frozen(by_department(places, "world/coca_2012.csv", "hectares")),
        "homicide_base": frozen(by_department(places, "world/homicide_base.csv", "persons_per_month")),
        "presence_probability": frozen([floats(table[group]) for group in GROUPS], np.float32),
        **_presence_counts(), **_migrants(places),
    }  # fmt: skip


def by_department(places: Mapping[str, Any], table: str, column: str) -> Floats:
    """(D,) a column of a table keyed by department, 0 where the table has no row."""
    rows = read_table(table)
    values = dict(zip(rows["department"], floats(rows[column]), strict=True))
    return np.array([values.get(code, 0.0) for code in places["department_codes"]])


def _shares(weights: Floats, places: Mapping[str, Any]) -> Floats:
    shares, department = weights.copy(), places["department"]
    shares[: len(department)] /= np.add.reduceat(weights[: len(department)], places["department_start"])[department]
    return shares


def _country_shares(weights: Floats, n_co: int) -> Floats:
    return np.concatenate([weights[:n_co] / weights[:n_co].sum(), weights[n_co:] / weights[n_co:].sum()])


def _presence_counts() -> dict[str, Any]:
    rows = read_table("world/presence_counts_2012.csv")
    order = [rows["group"].index(group) for group in GROUPS]
    return {
        "presence_count_2012": frozen(floats(rows["municipalities"])[order]),
        "presence_count_sd": frozen(floats(rows["sd"])[order]),
    }


def _migrants(places: Mapping[str, Any]) -> dict[str, Any]:
    rows = read_table("world/migrants_2012.csv")
    order = [rows["status"].index(status) for status in STATUSES]
    counted = read_table("observed/venezuelans_by_municipality.csv")
    first = next(name for name in counted if name.startswith("20"))
    people = dict(zip(counted["code"], floats(counted[first]), strict=True))
    weight = np.array([people.get(code, 0.0) for code in places["codes"][: len(places["department"])]])
    persons = floats(rows["persons"])[order]
    return {"migrants_2012": frozen(persons), "migrant_weight_2012": frozen(weight / weight.sum())}
