"""From the state to what people ask about: the monthly indicators of every lane, in the units of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from borderSim.model.contest import contested, presence
from borderSim.model.observation import measurement_ratio
from borderSim.model.system import Array, Exposure, Params, State
from borderSim.model.units import DAYS_PER_MONTH

GROUPS = ("eln", "dissidents", "agc", "gangs")
ROUTES = ("cucuta", "maicao", "arauca", "sea")


@dataclass(frozen=True)
class Observed:
    """Indicators of one month: national (L, 1) and by department (L, 33)."""

    national: dict[str, Array]
    department: dict[str, Array]


def observe(state: State, exposure: Exposure, notes: Mapping[str, Array], params: Params, world: Any) -> Observed:
    """All indicators of a month, (L, 1) or (L, 33), from the state at its end and the quantities noted in it."""
    national: dict[str, Array] = {}
    department: dict[str, Array] = {}
    for part in (_people, _trade, _groups, _harm, _politics):
        part(state, exposure, notes, params, world, national, department)
    return Observed(national, department)


Table = dict[str, Array]
Notes = Mapping[str, Array]


def total(values: Array) -> Array:
    """(L, 1) sum over all places."""
    return values.reshape(len(values), -1).sum(axis=1, keepdims=True)


def by_department(values: Array, world: Any) -> Array:
    """(L, 33) sums over the municipalities of each department; values (L, C)."""
    return np.add.reduceat(values, world.department_start, axis=1)


def _people(s: State, e: Exposure, notes: Notes, p: Params, world: Any, national: Table, department: Table) -> None:
    venezuelans = by_department(s["regular"] + s["in_process"] + s["irregular"] + s["asylum"], world)
    everyone, regular = total(venezuelans), total(s["regular"])
    residents = by_department(s["residents"], world)
    national |= {
        "people_with_papers": regular,
        "papers_share": regular / np.maximum(everyone, 1),
        "permits_delivered": notes["permits_month"],
        "permit_backlog": total(s["in_process"]),
        "unmet_need": total(s["strain"] * residents) / total(residents),
        "venezuelans": everyone,
        "venezuelans_counted": everyone * measurement_ratio(e.month, p),
        "arrivals": s["arrivals"],
        "returns": s["returns"],
        "onward": s["onward"],
        "official_passage_share": 100 * notes["official_passage_share"],
        "pendular_entries": total(s["pendular"]),
        "tax_paid": notes["tax_paid"],
        "host_cost": notes["host_cost"],
    }
    department |= {"unmet_need_department": s["strain"], "venezuelans_department": venezuelans}


def _trade(s: State, e: Exposure, notes: Notes, p: Params, world: Any, national: Table, department: Table) -> None:
    flow = s["trade_flow"]
    national |= {
        "exports_to_ve": total(flow[:, 0]),
        "imports_from_ve": total(flow[:, 1]),
        "trade_total": total(flow),
        **{f"trade_route_{route}": total(flow[:, :, r]) for r, route in enumerate(ROUTES)},
        "informal_index": s["informal_index"],
        "border_jobs": s["border_jobs"],
        "oil_output": s["oil_output"],
        "gdp_index": 100 * np.exp(s["gdp"]),
    }


def _groups(s: State, e: Exposure, notes: Notes, p: Params, world: Any, national: Table, department: Table) -> None:
    here = presence(s["strength"], p["presence_threshold"]).view(np.uint8)[:, :, : world.n_co]
    counts = np.add.reduceat(here, world.department_start, axis=2, dtype=np.uint16)
    for g, group in enumerate(GROUPS):
        department[f"presence_{group}_department"] = counts[:, g]
        national[f"municipalities_{group}"] = total(counts[:, g]).astype(np.float64)
    several = contested(here).view(np.uint8)
    national["municipalities_contested"] = several.sum(axis=1, keepdims=True, dtype=np.uint16).astype(np.float64)
    national["people_under_control"] = notes["people_under_control"]
    national["passage_rent_index"] = s["passage_rent"].mean(axis=1, keepdims=True)


def _traffic(p: Params, world: Any) -> Array:
    """(L, 8) share of each official post in the same-day entries of an open border."""
    weight = np.concatenate([p[f"pendular_weight_{name}"] for name in world.crossing_ids], axis=1)
    return np.asarray(weight / weight.sum(axis=1, keepdims=True))


def _harm(s: State, e: Exposure, notes: Notes, p: Params, world: Any, national: Table, department: Table) -> None:
    national |= {
        "conflict_killings": total(s["killings"]),
        "newly_displaced": total(s["displaced_new"]),
        "leaders_killed": s["leaders_killed"],
    }
    department["displaced_department"] = s["displaced_new"]


def _politics(s: State, e: Exposure, notes: Notes, p: Params, world: Any, national: Table, department: Table) -> None:
    national |= {
        "days_closed": DAYS_PER_MONTH * (s["closed_share"] * _traffic(p, world)).sum(axis=1, keepdims=True),
        "ceasefire_months": s["ceasefire"][:, :1],
        "talks_stage": s["talks_stage"],
        "trust": s["trust"],
    }
