"""Read polygons keyed by P-code from GeoJSON or TopoJSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from shapely.validation import make_valid

CODE_PROPERTIES = ("ADM2_PCODE", "adm2_pcode", "pcode", "PCODE", "code", "CODE", "id")
"""Names of the property that may carry the P-code, tried in this order (OCHA's name first)."""


def load_boundaries(path: str | Path) -> dict[str, BaseGeometry]:
    """Polygons by P-code (``CO05001``, ``VE0101``), in degrees, from a user's GeoJSON or TopoJSON file.

    Raises ValueError with one sentence that says what is wrong and what to do.
    """
    polygons: dict[str, BaseGeometry] = {}
    for properties, geometry in _features(_document(Path(path)), Path(path)):
        code = _code(properties)
        if code and geometry and "Polygon" in str(geometry.get("type")):
            polygons[code] = _polygon(geometry, code, Path(path))
    if not polygons:
        raise ValueError(
            f"{path}: no polygon carries a P-code such as CO05001 in one of {', '.join(CODE_PROPERTIES)}; "
            "use admin-2 boundaries (OCHA COD-AB) or rename the property"
        )
    return polygons


def _document(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(f"{path}: cannot read the boundaries file ({error.strerror})") from None
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise ValueError(f"{path}: the boundaries file is not JSON; give a GeoJSON or TopoJSON file") from None
    if not isinstance(document, dict) or document.get("type") not in ("FeatureCollection", "Topology"):
        raise ValueError(f"{path}: expected a GeoJSON FeatureCollection or a TopoJSON Topology")
    return document


def _features(document: dict[str, Any], path: Path) -> Iterator[tuple[Mapping[str, Any], dict[str, Any]]]:
    try:
        if document["type"] == "Topology":
            yield from topojson_features(document)
            return
        for feature in document["features"]:
            properties = {"id": feature.get("id"), **(feature.get("properties") or {})}
            yield properties, feature.get("geometry") or {}
    except (KeyError, IndexError, TypeError, ValueError, AttributeError):
        raise ValueError(f"{path}: a feature, an arc or a coordinate is missing or broken") from None


def topojson_features(document: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Properties and GeoJSON geometry of each object of a TopoJSON document, every layer in turn."""
    arcs = _absolute_arcs(document)
    for layer in document["objects"].values():
        for item in layer.get("geometries", [layer]):
            properties = {"id": item.get("id"), **(item.get("properties") or {})}
            yield properties, _geometry(item, arcs)


def _absolute_arcs(document: dict[str, Any]) -> list[list[list[float]]]:
    transform = document.get("transform")
    if transform is None:
        return list(document["arcs"])
    scale, origin = np.array(transform["scale"]), np.array(transform["translate"])
    return [(np.cumsum(np.array(arc), axis=0) * scale + origin).tolist() for arc in document["arcs"]]


def _geometry(item: dict[str, Any], arcs: list[list[list[float]]]) -> dict[str, Any]:
    if item.get("type") == "Polygon":
        return {"type": "Polygon", "coordinates": [_ring(ring, arcs) for ring in item["arcs"]]}
    if item.get("type") == "MultiPolygon":
        parts = [[_ring(ring, arcs) for ring in polygon] for polygon in item["arcs"]]
        return {"type": "MultiPolygon", "coordinates": parts}
    return {}


def _ring(numbers: list[int], arcs: list[list[list[float]]]) -> list[list[float]]:
    points: list[list[float]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc[1:] if points else arc)
    return points


def _code(properties: Mapping[str, Any]) -> str:
    for name in CODE_PROPERTIES:
        code = str(properties.get(name) or "").upper()
        if code[:2] in ("CO", "VE") and code[2:].isdigit() and len(code) in (6, 7):
            return code
    return ""


def _polygon(geometry: dict[str, Any], code: str, path: Path) -> BaseGeometry:
    try:
        polygon = shape(geometry)
    except Exception:  # shapely raises several unrelated classes for a broken ring
        raise ValueError(f"{path}: the polygon of {code} is broken") from None
    if polygon.is_empty:
        raise ValueError(f"{path}: the polygon of {code} is empty")
    west, south, east, north = polygon.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise ValueError(f"{path}: the coordinates of {code} are not degrees; convert the file to WGS 84")
    return polygon if polygon.is_valid else make_valid(polygon)
