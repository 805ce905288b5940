"""Shapes for maps: Natural Earth outlines, and approximate cells around the seats of municipalities.

Coordinates are degrees (longitude, latitude). A user's own boundaries come from ``load_boundaries``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry import MultiPoint, Point, shape
from shapely.geometry.base import BaseGeometry

from .boundaries import load_boundaries
from .tables import DATA

if TYPE_CHECKING:
    from .world import World

__all__ = ["cells", "load_boundaries", "outlines", "regions"]

Shapes = Mapping[str, BaseGeometry]


@cache
def outlines() -> Mapping[str, Shapes]:
    """``countries`` (CO, VE), ``admin1`` by P-code and ``neighbour`` by name, simplified from Natural Earth.

    Natural Earth keeps Bogota in Cundinamarca: their shape has the key ``CO11+CO25``.
    """
    document = json.loads((DATA / "world" / "outlines.json").read_text(encoding="utf-8"))
    found: dict[str, dict[str, BaseGeometry]] = {"admin1": {}, "neighbour": {}}
    for feature in document["features"]:
        found[feature["properties"]["kind"]][feature["properties"]["code"]] = shape(feature["geometry"])
    admin1 = found["admin1"]
    found["countries"] = {
        country: shapely.union_all([polygon for code, polygon in admin1.items() if code.startswith(country)])
        for country in ("CO", "VE")
    }
    return found


@cache
def cells(world: World) -> list[BaseGeometry]:
    """One approximate shape per place, in the permanent order: the part of its department nearest to its seat.

    Places are Voronoi cells of the seats, cut to the Natural Earth outline of their department or state.
    """
    found: list[BaseGeometry] = [Point()] * world.n_places
    for codes, outline in outlines()["admin1"].items():
        members = [i for i, code in enumerate(world.codes) if code[:4] in codes.split("+")]
        seats = np.column_stack([world.lon[members], world.lat[members]])
        for i, cell in zip(members, _nearest(seats, outline), strict=True):
            found[i] = cell
    return found


def _nearest(seats: Any, outline: BaseGeometry) -> list[BaseGeometry]:
    """The part of the outline that is nearest to each seat."""
    if len(seats) == 1:
        return [outline]
    points = MultiPoint(_apart(seats))
    voronoi = shapely.voronoi_polygons(points, extend_to=outline, ordered=True)
    return [shapely.make_valid(cell).intersection(outline) for cell in voronoi.geoms]


def _apart(seats: Any) -> Any:
    """Equal seats moved by metres, so that each has a cell."""
    _, first = np.unique(seats, axis=0, return_index=True)
    doubles = np.setdiff1d(np.arange(len(seats)), first)
    moved = seats.copy()
    moved[doubles] += 1e-4 * (1 + np.arange(len(doubles)))[:, None]
    return moved


@cache
def regions(world: World) -> Shapes:
    """Shape of each department and state by P-code: the union of its cells (so Bogota has one of its own)."""
    shapes = cells(world)
    codes = dict.fromkeys(code[:4] for code in world.codes)
    return {
        unit: shapely.union_all([s for code, s in zip(world.codes, shapes, strict=True) if code.startswith(unit)])
        for unit in codes
    }
