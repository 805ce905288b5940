"""Places, populations, neighbours and crossings, from the evidence folder's world tables."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from shapely import get_coordinates
from shapely.ops import unary_union

from borderSim.world.boundaries import load_boundaries
from borderSim.world.geometry import haversine_km

ROUTES = {
    "simon_bolivar": "cucuta",
    "tienditas": "cucuta",
    "santander": "cucuta",
    "union": "cucuta",
    "paraguachon": "maicao",
    "jose_antonio_paez": "arauca",
    "puerto_carreno": "arauca",
    "inirida": "arauca",
}
BORDER_GROUPS = {
    "CO54": "norte_tachira",
    "CO44": "guajira_cesar_zulia",
    "CO20": "guajira_cesar_zulia",
    "CO81": "arauca_apure",
    "CO15": "arauca_apure",
    "CO99": "orinoquia",
    "CO94": "orinoquia",
}
PLACE_COLUMNS = ("code", "name", "seat_lat", "seat_lon", "area_km2", "km_to_border", "residents", "residents_year",
                 "residents_quality")  # fmt: skip


def read(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file."""
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a CSV file with Unix line ends."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def build(world: Path, out: Path) -> None:
    """Write places, population, admin1, adjacency, crossings and segments."""
    places = sorted(read(world / "municipalities.csv"), key=lambda row: (row["country"], row["code"]))
    codes = [row["code"] for row in places]
    population = {row["code"]: row for row in read(world / "population_colombia_2012_2024.csv")}
    km = km_to_border(places, world / "municipalities.topo.json")
    rows = (place_row(row, population, distance) for row, distance in zip(places, km, strict=True))
    write(out / "places.csv", PLACE_COLUMNS, rows)
    years = [str(year) for year in range(2012, 2025)]
    write(
        out / "population.csv",
        ("code", *years),
        ([c, *(population[c][y] for y in years)] for c in codes if c in population),
    )
    write(out / "admin1.csv", ("code", "name"), sorted((r["code"], r["name"]) for r in read(world / "admin1.csv")))
    neighbours(codes, world, out)
    crossings(world, out)


def place_row(row: dict[str, str], population: dict[str, dict[str, str]], km: float) -> list[Any]:
    """One row of places.csv: Colombia 2012 from the projections, Venezuela the 2011 census."""
    known = population.get(row["code"])
    people, year = (known["2012"], 2012) if known else (row["population"], row["population_year"])
    return [
        row["code"],
        row["name"],
        f"{float(row['seat_lat']):.4f}",
        f"{float(row['seat_lon']):.4f}",
        f"{float(row['area_km2']):.1f}",
        f"{km:.1f}",
        people,
        year,
        row["population_quality"],
    ]


def km_to_border(places: list[dict[str, str]], topology: Path) -> list[float]:
    """Distance of each seat to the international line (the boundary that both countries' polygons share)."""
    polygons = load_boundaries(topology)
    sides = [unary_union([p.buffer(0.005) for code, p in polygons.items() if code.startswith(c)]) for c in ("CO", "VE")]
    line = sides[0].intersection(sides[1]).segmentize(0.02)
    points = get_coordinates(line)
    seats = np.array([(float(row["seat_lat"]), float(row["seat_lon"])) for row in places])
    return [float(haversine_km(lat, lon, points[:, 1], points[:, 0]).min()) for lat, lon in seats]


def neighbours(codes: list[str], world: Path, out: Path) -> None:
    """Write adjacency.csv by place index, and segments.csv: the pairs across the line."""
    index = {code: i for i, code in enumerate(codes)}
    rows = read(world / "adjacency.csv")
    pairs = [[*sorted((index[r["code_a"]], index[r["code_b"]])), r["shared_border_km"]] for r in rows]
    write(out / "adjacency.csv", ("place", "neighbour", "shared_km"), sorted(pairs))
    across = sorted((r["code_a"], r["code_b"], r["shared_border_km"]) for r in rows if r["cross_border"] == "1")
    write(
        out / "segments.csv",
        ("co_code", "ve_code", "shared_km", "border_group"),
        ([a, b, km, BORDER_GROUPS[a[:4]]] for a, b, km in across),
    )


def crossings(world: Path, out: Path) -> None:
    """Write crossings.csv: the eight formal posts with their trade route and border group."""
    write(
        out / "crossings.csv",
        ("id", "name", "kind", "co_code", "ve_code", "lat", "lon", "route", "border_group", "source"),
        (
            [
                r["id"],
                r["name"],
                r["kind"],
                r["co_code"],
                r["ve_code"],
                r["lat"],
                r["lon"],
                ROUTES[r["id"]],
                BORDER_GROUPS[r["co_code"][:4]],
                r["coordinate_source"],
            ]
            for r in read(world / "crossings.csv")
        ),
    )
