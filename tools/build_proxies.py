"""Proxies of 2012-01: urban index, state presence, coca and gold shares, group presence. Method: data/SOURCES.md."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import brentq

from borderSim.world.geometry import haversine_km
from borderSim.world.places import runs
from build_geography import read, write

Columns = dict[str, Any]
PERIODS = ("1989-2002", "2003-2006", "2007-2011", "2012-2018")
OLD_PERIODS = {"farc": PERIODS[1:2], "eln": PERIODS[1:2], "paramilitary": PERIODS[:2]}
RECENT_PERIOD = PERIODS[2]
MUNICIPAL_PRECISION = ("1", "2", "3")  # UCDP where_prec: 4 and above are departments or countries
NORTH_WEST = ("CO05", "CO23", "CO27", "CO13", "CO70", "CO47", "CO08")


def build(evidence: Path, data: Path) -> None:
    """Write conflict_events.csv (observed) and proxies.csv."""
    world = data / "world"
    places = columns(read(world / "places.csv"))
    events = assign_events(read(evidence / "observed" / "conflict_events_1989_2018.csv"), places)
    header = ("code", "group", "period", "events", "deaths_best")
    write(data / "observed" / "conflict_events.csv", header, ([*k, *v] for k, v in sorted(events.items())))
    proxies = score_places(places, covariates(places, events, evidence / "observed", world), world)
    rows = zip(places["code"], np.column_stack(list(proxies.values())), strict=True)
    write(world / "proxies.csv", ("code", *proxies), ([code, *(f"{v:.5g}" for v in row)] for code, row in rows))


def score_places(places: Columns, x: Columns, world: Path) -> Columns:
    """The columns of proxies.csv."""
    scores, assumed = read(world / "proxy_scores.csv"), assumptions(world)
    means = {
        name: calibrated(score(name, scores, x), x["is_co"], assumed[f"{name}_mean"] * x["is_co"].sum())
        for name in ("urban", "state_presence")
    }
    coca = within(np.exp(score("coca", scores, x)) * np.sqrt(x["area"]), places["code"]) * x["is_co"]
    x["coca"] = standard(np.log1p(coca * x["coca_ha"]), x["is_co"])
    presence = presence_probability(places, scores, x, world)
    return {**means, "coca_weight": coca, "gold_weight": x["gold_weight"], **presence}


def columns(rows: list[dict[str, str]]) -> Columns:
    """Columns of places.csv, numbers as floats."""
    text = {"code", "name", "residents_quality"}
    return {k: [r[k] for r in rows] if k in text else np.array([float(r[k]) for r in rows]) for k in rows[0]}


def assumptions(world: Path) -> dict[str, float]:
    """Central values of assumptions.csv by name."""
    return {row["name"]: float(row["value"]) for row in read(world / "assumptions.csv")}


def plain(text: str) -> str:
    """Lower case without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))


def assign_events(rows: list[dict[str, str]], places: Columns) -> dict[tuple[str, str, str], list[int]]:
    """Events and deaths by municipality, group and period: by name within reach, else by the nearest seat."""
    co = [i for i, code in enumerate(places["code"]) if code.startswith("CO")]
    by_name: dict[str, list[int]] = defaultdict(list)
    for i in co:
        by_name[plain(places["name"][i])].append(i)
    found: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        group, period = group_of(row), period_of(row["date_start"])
        if group and period and row["where_prec"] in MUNICIPAL_PRECISION:
            total = found[(places["code"][municipality(row, places, by_name, co)], group, period)]
            total[0] += 1
            total[1] += int(row["best"])
    return dict(found)


def municipality(row: dict[str, str], places: Columns, by_name: dict[str, list[int]], co: list[int]) -> int:
    """Place index of an event; a name counts only when its seat is within 100 km of the event."""
    lat, lon = float(row["latitude"]), float(row["longitude"])
    name = plain(row["adm_2"]).removesuffix(" municipality")
    for candidates, reach in ((by_name.get(name, []), 100.0), (co, np.inf)):
        km = haversine_km(lat, lon, places["seat_lat"][candidates], places["seat_lon"][candidates])[0]
        if len(candidates) and km.min() <= reach:
            return candidates[int(km.argmin())]
    raise ValueError(f"no municipality for {row}")


def group_of(row: dict[str, str]) -> str:
    """Group of a UCDP event; guerrillas first, so that AUC - FARC counts once, with FARC."""
    sides = f"{row['side_a']} {row['side_b']}"
    names = {"FARC": "farc", "ELN": "eln", "AUC": "paramilitary", "Bloque Central": "paramilitary"}
    return next((group for name, group in names.items() if name in sides), "")


def period_of(date: str) -> str:
    """Period of a date by its year."""
    return next((period for period in PERIODS if period[:4] <= date[:4] <= period[5:]), "")


def covariates(places: Columns, events: dict[tuple[str, str, str], list[int]], observed: Path, world: Path) -> Columns:
    """Covariates with mean 0 and sd 1 over Colombia, and the raw columns that the shares need."""
    codes, scale = places["code"], assumptions(world)
    is_co = np.array([code.startswith("CO") for code in codes])
    gold = lookup(codes, read(world / "gold.csv"), "code", "weight")
    raw = geography(places, scale, world) | event_counts(codes, events, scale, world)
    raw |= {"homicides": homicide_rate(places, observed, scale), "gold": np.log1p(1000 * gold)}
    x: Columns = {name: standard(values, is_co) for name, values in raw.items()}
    coca = lookup([code[:4] for code in codes], read(world / "coca_2012.csv"), "department", "hectares")
    return x | {"is_co": is_co, "gold_weight": gold, "area": places["area_km2"], "coca_ha": coca}


def geography(places: Columns, scale: dict[str, float], world: Path) -> Columns:
    """Covariates of place."""
    people, codes = places["residents"] + 1, places["code"]
    return {
        "density": np.log(people / places["area_km2"]),
        "residents": np.log(people),
        "capital": np.log1p(km_to_capital(places) / scale["capital_scale_km"]),
        "border": np.exp(-places["km_to_border"] / scale["border_closeness_km"]),
        "north_west": np.array([float(code[:4] in NORTH_WEST) for code in codes]),
        "corridor": corridor(codes, world),
    }


def event_counts(
    codes: list[str], events: dict[tuple[str, str, str], list[int]], scale: dict[str, float], world: Path
) -> Columns:
    """Ln(1 + events to 2011), older ones discounted, by group; here and among the neighbours."""
    found: Columns = {}
    for group, old in OLD_PERIODS.items():
        weights = dict.fromkeys(old, scale["old_event_weight"]) | {RECENT_PERIOD: 1.0}
        count = [sum(w * events.get((code, group, p), [0])[0] for p, w in weights.items()) for code in codes]
        found[f"events_{group}"] = np.log1p(count)
        found[f"near_{group}"] = neighbour_mean(found[f"events_{group}"], world)
    return found | {"events": found["events_farc"] + found["events_eln"]}


def standard(values: Any, is_co: Any) -> Any:
    """Mean 0 and sd 1 over Colombia."""
    return (values - values[is_co].mean()) / values[is_co].std()


def lookup(keys: list[str], rows: list[dict[str, str]], key: str, name: str) -> Any:
    """A column of a table by key, 0 where absent."""
    found = {row[key]: float(row[name]) for row in rows}
    return np.array([found.get(k, 0.0) for k in keys])


def corridor(codes: list[str], world: Path) -> Any:
    """1 for the municipalities of a corridor."""
    inside = {row["code"] for row in read(world / "corridors.csv")}
    return np.array([float(code in inside) for code in codes])


def km_to_capital(places: Columns) -> Any:
    """Km to the department's capital (code ending 001; Bogota for Cundinamarca) or the state's largest municipio."""
    codes, km = places["code"], np.zeros(len(places["code"]))
    for unit in dict.fromkeys(code[:4] for code in codes):
        members = [i for i, code in enumerate(codes) if code.startswith(unit)]
        largest = codes[max(members, key=lambda i: places["residents"][i])]
        capital = codes.index({"CO25": "CO11001"}.get(unit, f"{unit}001" if unit.startswith("CO") else largest))
        lat, lon = places["seat_lat"], places["seat_lon"]
        km[members] = haversine_km(lat[members], lon[members], lat[capital], lon[capital])[:, 0]
    return km


def homicide_rate(places: Columns, observed: Path, scale: dict[str, float]) -> Any:
    """Ln of the yearly rate of 2009-2011, drawn to the national one in small places; the national one in Venezuela."""
    rows = {"CO" + r["code"]: r for r in read(observed / "homicides_by_municipality_year.csv")}
    years = ("2009", "2010", "2011")
    count = np.array([np.mean([float(rows.get(c, {}).get(y) or 0) for y in years]) for c in places["code"]])
    people = np.where([c.startswith("CO") for c in places["code"]], places["residents"], 0)
    national, prior = count.sum() / people.sum(), scale["homicide_prior_residents"]
    return np.log((count + national * prior) / (people + prior))


def neighbour_mean(values: Any, world: Path) -> Any:
    """Mean over neighbours, weighted by shared length."""
    total, weight = np.zeros(len(values)), np.full(len(values), 1e-9)
    for row in read(world / "adjacency.csv"):
        a, b, km = int(row["place"]), int(row["neighbour"]), float(row["shared_km"])
        for here, there in ((a, b), (b, a)):
            total[here] += km * values[there]
            weight[here] += km
    return total / weight


def score(target: str, scores: list[dict[str, str]], x: Columns) -> Any:
    """Weighted sum of the covariates of a target."""
    return sum(float(row["coefficient"]) * x[row["covariate"]] for row in scores if row["target"] == target)


def calibrated(values: Any, counted: Any, total: float, cap: float = 1.0) -> Any:
    """Cap times the logistic of a score, with the intercept that makes the counted places sum to the total."""

    def surplus(intercept: float) -> float:
        return float((cap / (1 + np.exp(-values[counted] - intercept))).sum() - total)

    return cap / (1 + np.exp(-values - brentq(surplus, -30, 30, xtol=1e-12)))


def within(values: Any, codes: list[str]) -> Any:
    """Shares within the department."""
    _, unit, start = runs(codes)
    return values / np.add.reduceat(values, start)[unit]


def presence_probability(places: Columns, scores: list[dict[str, str]], x: Columns, world: Path) -> Columns:
    """Probability by group: calibrated scores in Colombia, judged decay from the line in Venezuela."""
    found: Columns = {}
    cap = assumptions(world)["presence_cap"]
    for row in read(world / "presence_counts_2012.csv"):
        group = row["group"]
        p = calibrated(score(group, scores, x), x["is_co"], float(row["municipalities"]), cap) * x["is_co"]
        for rule in read(world / "presence_venezuela_2012.csv"):
            if rule["group"] == group:
                inside = np.array([code.startswith(rule["state"]) for code in places["code"]])
                p += inside * float(rule["probability"]) * np.exp(-places["km_to_border"] / float(rule["decay_km"]))
        found[group] = p
    return found
