"""Places, departments and states from places.csv and admin1.csv."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import numpy as np

from .tables import Floats, Ints, floats, frozen, read_table


def fields() -> dict[str, Any]:
    """The place fields of World by name."""
    table, names = read_table("world/places.csv"), _admin1_names()
    codes = table["code"]
    n_co = sum(code.startswith("CO") for code in codes)
    department_codes, department, department_start = runs(codes[:n_co])
    state_codes, state, state_start = runs(codes[n_co:])
    residents = residents_2012(table, n_co)
    return {
        "codes": codes, "names": table["name"],
        "lat": frozen(floats(table["seat_lat"])), "lon": frozen(floats(table["seat_lon"])),
        "area_km2": frozen(floats(table["area_km2"])), "km_to_border": frozen(floats(table["km_to_border"])),
        "residents_2012": frozen(residents),
        "department": department, "department_codes": department_codes, "department_start": department_start,
        "department_names": [names[code] for code in department_codes],
        "state": state, "state_codes": state_codes, "state_start": state_start,
        "state_names": [names[code] for code in state_codes],
        "jobs_weight": frozen(_log_share(residents[:n_co], department, department_start)),
    }  # fmt: skip


def runs(codes: list[str]) -> tuple[list[str], Ints, Ints]:
    """Admin-1 codes in order, the admin-1 index of each place and the first place of each.

    Raises ValueError when the places of one unit are not contiguous.
    """
    sizes = {unit: len(list(group)) for unit, group in groupby(codes, key=lambda code: code[:4])}
    if sum(sizes.values()) != len(codes):
        raise ValueError("data/world/places.csv: the places of a department or state are not contiguous")
    lengths = np.array(list(sizes.values()))
    start = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    return list(sizes), frozen(np.repeat(np.arange(len(sizes)), lengths)), frozen(start)


def assumption(name: str) -> float:
    """A number of data/world/assumptions.csv, where its range and source stand."""
    table = read_table("world/assumptions.csv")
    return float(table["value"][table["name"].index(name)])


def residents_2012(table: dict[str, list[str]], n_co: int) -> Floats:
    """(N,) persons: Colombia as projected, the Venezuelan census scaled to the total of 2012."""
    residents = floats(table["residents"])
    residents[n_co:] *= assumption("venezuela_residents_2012") / residents[n_co:].sum()
    return residents


def _admin1_names() -> dict[str, str]:
    table = read_table("world/admin1.csv")
    return dict(zip(table["code"], table["name"], strict=True))


def _log_share(residents: Floats, department: Ints, start: Ints) -> Floats:
    with np.errstate(divide="ignore"):  # Mapiripana has no residents in the source
        return np.log(residents / np.add.reduceat(residents, start)[department])
