"""From the state to what people ask about: the monthly indicators of every lane, in the units of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from borderSim.model import harms, sums
from borderSim.model.contest import contested, presence
from borderSim.model.crossings import post_weights
from borderSim.model.geography import geography
from borderSim.model.lanes import GROUPS
from borderSim.model.observation import measurement_ratio
from borderSim.model.population import STATUSES
from borderSim.model.rents import border_mean
from borderSim.model.system import Array, Exposure, Params, State
from borderSim.model.trade_costs import ROUTES
from borderSim.model.units import DAYS_PER_MONTH

LINK = "link:"


@dataclass(frozen=True)
class Observed:
    """Indicators of one month: national (L, 1) and by department (L, 33)."""

    national: dict[str, Array]
    department: dict[str, Array]


def observe(state: State, exposure: Exposure, notes: Mapping[str, Array], params: Params, world: Any) -> Observed:
    """All indicators of a month, (L, 1) or (L, 33), from the state at its end and the quantities noted in it.

    What links between levers moved is recorded beside them, as ``link:<from>-><to>``.
    """
    national: dict[str, Array] = {}
    department: dict[str, Array] = {}
    for part in (
        _people,
        _documents,
        _mobility,
        _hosting,
        _trade,
        _border_trade,
        _groups,
        _rents,
        _harm,
        _risks,
        _politics,
        _talks,
    ):
        part(state, exposure, notes, params, world, national, department)
    national |= {name: value for name, value in notes.items() if name.startswith(LINK)}
    return Observed(national, department)


Table = dict[str, Array]
Notes = Mapping[str, Array]


def total(values: Array) -> Array:
    """(L, 1) sum over all places."""
    return values.reshape(len(values), -1).sum(axis=1, keepdims=True)


def _people(s: State, e: Exposure, notes: Notes, p: Params, world: Any, national: Table, department: Table) -> None:
    venezuelans = np.add.reduce([sums.by_department(s[status], world) for status in STATUSES])
    everyone, regular = total(venezuelans), sums.total(s["regular"], world)
    residents = sums.by_department(s["residents"], world)
    national |= {
        "people_with_papers": regular,
        "papers_share": regular / np.maximum(everyone, 1),
        "permits_delivered": notes["permits_month"],
        "permit_backlog": sums.total(s["in_process"], world),
        "unmet_need": total(s["strain"] * residents) / total(residents),
        "venezuelans": everyone,
        "venezuelans_counted": everyone * measurement_ratio(e.month, p),
        "arrivals": s["arrivals"],
        "departures": s["arrivals"] + s["emigrated"],
        "returns": s["returns"],
        "onward": s["onward"],
        "official_passage_share": 100 * notes["official_passage_share"],
        "pendular_entries": total(s["pendular"]),
        "tax_paid": notes["tax_paid"],
        "host_cost": notes["host_cost"],
    }
    department |= {"unmet_need_department": s["strain"], "venezuelans_department": venezuelans}


def _mobility(s: State, e: Exposure, notes: Notes, p: Params, world: Any, national: Table, department: Table) -> None:
    forced = s["returns"] * notes["forced_return_share"]
    national |= {
        "returns_voluntary": s["returns"] - forced,
        "returns_forced": forced + s["deported"] + s["returns_abroad"],
        "reverse": s["reverse"],
        "walkers": s["walkers"],
        "walkers_sheltered": s["walkers_sheltered"],
        "walker_risk": s["walker_risk"],
        "pupils_patients": notes["pupils_patients"],
        "crossings_day": notes["crossings_day"],
        "air_travellers": notes["air_travellers"],
        "portable_status": notes["portable_status"],
        "darien_risk": notes["darien_risk"],
    }
    department["irregular_passages_department"] = s["irregular_passages"]


def _hosting(s: State, e: Exposure, notes: Notes, p: Params, world: Any, national: Table, department: Table) -> None:
    national |= {
        "migrant_formal_jobs": notes["migrant_formal_jobs"],
        "native_jobs_effect": notes["native_jobs_effect"],
        "wage_effect": notes["wage_effect"],
        "consumption_gain": notes["consumption_gain"],
        "host_gdp_gain": s["host_gdp_gain"],
        "needs_covered": notes["needs_covered"],
    }


def _documents(s: State, e: Exposure, notes: Notes, p: Params, world: Any, national: Table, department: Table) -> None:
    regular, in_process, irregular, asylum = (sums.total(s[status], world) for status in STATUSES)
    everyone = regular + in_process + irregular + asylum
    national |= {
        "irregular_share": irregular / np.maximum(everyone, 1),
        "permit_wait": notes["permit_wait"],
        "hard_cases_share": notes["hard_cases_share"],
        "document_backlog": total(s["document_backlog"]),
        "documents_served": notes["documents_served"],
        "document_wait": notes["document_wait"],
        "documented_share": s["documented_share"],
        "consulates_working": s["consulates_working"],
        "asylum_seekers": asylum,
        "asylum_risk": s["asylum_risk"],
    }


def _trade(s: State, e: Exposure, notes: Notes, p: Params, world: Any, national: Table, department: Table) -> None:
    flow = s["trade_flow"]
    national |= {
        "exports_to_ve": total(flow[:, 0]),
        "imports_from_ve": total(flow[:, 1]),
        "trade_total": total(flow),
        **{f"trade_route_{route}": total(flow[:, :, r]) for r, route in enumerate(ROUTES)},
        **{f"exports_{route}": flow[:, 0, r : r + 1] for r, route in enumerate(ROUTES)},
        **{f"imports_{route}": flow[:, 1, r : r + 1] for r, route in enumerate(ROUTES)},
        "informal_index": s["informal_index"],
        "border_jobs": s["border_jobs"],
        "oil_output": s["oil_output"],
        "gdp_index": 100 * np.exp(s["gdp"]),
    }


def _border_trade(
    s: State, e: Exposure, notes: Notes, p: Params, world: Any, national: Table, department: Table
) -> None:
    noted = ("trucks_month", "tonnes_per_truck", "transport_cost", "reopening_months_left", "closure_loss")
    goods = ("informal_fuel", "informal_food", "informal_cattle")
    national |= {
        **{name: notes[name] for name in (*noted, "fertiliser_imports", "fertiliser_saving")},
        **{name: s["informal_by_good"][:, g, None] for g, name in enumerate(goods)},
        "cargo_ready": 100 * notes["cargo_ready"],
        "monomeros_share": 100 * notes["monomeros_share"],
        "flights": s["flights"],
        "overcompliance": s["overcompliance"] * (1 - s["bank_relief"]),
        "oil_unlicensed": 100 * notes["oil_unlicensed"],
        "social_spending": s["social_spending"],
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
    there = s["residents"] * several
    national["people_contested"] = total(there)
    national["confinement"] = harms.confinement(total(there * harms.rural(p, world)), s, p)
    national["passage_rent_index"] = border_mean(s["passage_rent"], geography(world, np.dtype(np.float64)))
    department["passage_rent_department"] = s["passage_rent"]


def _rents(s: State, e: Exposure, notes: Notes, p: Params, world: Any, national: Table, department: Table) -> None:
    kinds = ("coca", "gold", "fuel", "cattle", "goods", "extortion", "passage", "passage_north")
    national |= {f"rent_{kind}": notes[f"rent_{kind}"] for kind in kinds}
    national |= {
        "coca_area": total(s["coca"]),
        "war_corridors": notes["war_corridors"],
        "relocation": notes["relocation"],
        "relocation_back": notes["relocation_back"],
    }
    department["coca_department"] = s["coca"]


def _traffic(p: Params, world: Any) -> Array:
    """(L, 8) share of each official post in the same-day entries of an open border."""
    weight = post_weights(p, world.crossing_ids)
    return np.asarray(weight / weight.sum(axis=1, keepdims=True))


def _harm(s: State, e: Exposure, notes: Notes, p: Params, world: Any, national: Table, department: Table) -> None:
    national |= {
        "conflict_killings": total(s["killings"]),
        "newly_displaced": total(s["displaced_new"]),
        "displaced_worst_month": total(s["displaced_new"]),
        "leaders_killed": s["leaders_killed"],
        "people_displaced": sums.total(s["displaced"], world),
        "people_in_refuge": sums.total(s["refuge"], world),
    }
    department["displaced_department"] = s["displaced_new"]


def _risks(s: State, e: Exposure, notes: Notes, p: Params, world: Any, national: Table, department: Table) -> None:
    held = notes["people_under_control"]
    national |= {
        "extortion": harms.extortion(held, s, p, world),
        "kidnapping_risk": harms.kidnapping(held, s, p, world),
        "recruitment_risk": notes["recruitment_risk"],
        "border_interior_ratio": harms.border_interior_ratio(s["violence"], world),
    }
    rise = harms.homicide_rise(s["closed_share"], p, world)
    department["border_homicides"] = 1 + rise
    department["border_homicides_here"] = 1 + harms.killed_here(rise, p)


def _politics(s: State, e: Exposure, notes: Notes, p: Params, world: Any, national: Table, department: Table) -> None:
    national |= {
        "days_closed": DAYS_PER_MONTH * (s["closed_share"] * _traffic(p, world)).sum(axis=1, keepdims=True),
        "ceasefire_months": s["ceasefire"][:, :1],
        "talks_stage": s["talks_stage"],
        "trust": s["trust"],
    }


def _talks(s: State, e: Exposure, notes: Notes, p: Params, world: Any, national: Table, department: Table) -> None:
    for g, group in enumerate(GROUPS[1:3], start=1):
        national[f"talks_stage_{group}"] = s["talks_stage_group"][:, g : g + 1]
        national[f"ceasefire_months_{group}"] = s["ceasefire"][:, g : g + 1]
    national |= {
        "talks_rounds": notes["rounds_held"],
        "ceasefire_violations": notes["ceasefire_violations"],
        "military_trust": s["military_trust"],
        "police_requests_served": 100 * s["police_cooperation"],
        "incident_resolution": notes["incident_resolution"],
        "aid_ratio": (s["security_aid"] + s["civil_aid"]) / 2,
        "regional_cover": notes["regional_cover"],
        "settlement": s["settlement"],
        "haven": s["haven"],
    }
