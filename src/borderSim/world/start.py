"""Goods and grudges of 2012: trade by direction and sector, and which groups fight one another where."""

from __future__ import annotations

from typing import Any

import numpy as np

from .proxies import GROUPS
from .tables import floats, frozen, read_table

DIRECTIONS = ("co_ve", "ve_co")
SECTORS = ("food", "chemicals", "machinery", "fertiliser", "fuel", "livestock", "other")
MONTHS_A_YEAR = 12


def fields(corridors: list[str]) -> dict[str, Any]:
    """``trade_base`` (2, 7) USD M/month and ``hostility`` (W, G, G), symmetric, 0-1."""
    return {"trade_base": _trade_base(), "hostility": _hostility(corridors)}


def _trade_base() -> Any:
    table = read_table("trade_base.csv")
    base = np.zeros((len(DIRECTIONS), len(SECTORS)))
    yearly = floats(table["total_usd_m"]) * floats(table["share"])
    for direction, sector, value in zip(table["direction"], table["sector"], yearly, strict=True):
        base[DIRECTIONS.index(direction), SECTORS.index(sector)] = value / MONTHS_A_YEAR
    return frozen(base)


def _hostility(corridors: list[str]) -> Any:
    table = read_table("hostilities.csv")
    out = np.zeros((len(corridors), len(GROUPS), len(GROUPS)))
    rows = zip(table["corridor"], table["group_a"], table["group_b"], floats(table["hostility"]), strict=True)
    for corridor, a, b, value in rows:
        pair = [GROUPS.index(a), GROUPS.index(b)]
        out[corridors.index(corridor), pair, pair[::-1]] = value
    return frozen(out)
