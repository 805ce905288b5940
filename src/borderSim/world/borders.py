"""The international line: crossings, segments, border groups and corridors; neighbours; distances."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from .geometry import haversine_km, weighted_points
from .places import assumption
from .tables import Floats, Ints, codes_to_places, floats, frozen, read_table

ROUTES = ("cucuta", "maicao", "arauca", "sea")
BORDER_GROUPS = ("norte_tachira", "guajira_cesar_zulia", "arauca_apure", "orinoquia")


def fields(places: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of World about the line and the neighbours, by name."""
    segments = _segments(places)
    return {**_crossings(places), **segments, **_border_groups(places, segments), **_corridors(places["codes"]),
            **_adjacency(len(places["codes"]), len(places["department"]))}  # fmt: skip


def _crossings(places: Mapping[str, Any]) -> dict[str, Any]:
    table = read_table("world/crossings.csv")
    co = codes_to_places(places["codes"], table["co_code"])
    return {
        "crossing_ids": table["id"], "crossing_names": table["name"],
        "crossing_lat": frozen(floats(table["lat"])), "crossing_lon": frozen(floats(table["lon"])),
        "crossing_co": frozen(co), "crossing_ve": frozen(codes_to_places(places["codes"], table["ve_code"])),
        "crossing_route": frozen([ROUTES.index(route) for route in table["route"]]),
        "crossing_department": frozen(places["department"][co]),
        "crossing_border_group": frozen([BORDER_GROUPS.index(group) for group in table["border_group"]]),
    }  # fmt: skip


def _segments(places: Mapping[str, Any]) -> dict[str, Any]:
    table = read_table("world/segments.csv")
    co = codes_to_places(places["codes"], table["co_code"])
    return {
        "segment_co": frozen(co), "segment_ve": frozen(codes_to_places(places["codes"], table["ve_code"])),
        "segment_km": frozen(floats(table["shared_km"])), "segment_department": frozen(places["department"][co]),
        "segment_border_group": frozen([BORDER_GROUPS.index(group) for group in table["border_group"]]),
    }  # fmt: skip


def _segment_points(places: Mapping[str, Any], segments: Mapping[str, Any]) -> tuple[Floats, Floats]:
    """Halfway between the two seats: segments have no finer place on purpose."""
    co, ve = segments["segment_co"], segments["segment_ve"]
    return (places["lat"][co] + places["lat"][ve]) / 2, (places["lon"][co] + places["lon"][ve]) / 2


def _border_groups(places: Mapping[str, Any], segments: Mapping[str, Any]) -> dict[str, Any]:
    km = haversine_km(places["lat"], places["lon"], *_segment_points(places, segments))
    nearest = segments["segment_border_group"][km.argmin(axis=1)]
    for side in ("segment_co", "segment_ve"):  # a place on the line belongs to its own segment
        nearest[segments[side]] = segments["segment_border_group"]
    near = places["km_to_border"] <= assumption("border_zone_km")
    near[np.concatenate([segments["segment_co"], segments["segment_ve"]])] = True
    groups = np.arange(len(BORDER_GROUPS))[:, None]
    return {"border_group_ids": list(BORDER_GROUPS), "border_group": frozen(near & (nearest == groups))}


def _corridors(codes: list[str]) -> dict[str, Any]:
    table = read_table("world/corridors.csv")
    ids = list(dict.fromkeys(table["corridor"]))
    mask = np.zeros((len(ids), len(codes)), dtype=bool)
    mask[[ids.index(corridor) for corridor in table["corridor"]], codes_to_places(codes, table["code"])] = True
    return {"corridor_ids": ids, "corridor": frozen(mask)}


def _adjacency(n_places: int, n_co: int) -> dict[str, Any]:
    table = read_table("world/adjacency.csv")
    a, b = (np.array(table[name], dtype=np.int32) for name in ("place", "neighbour"))
    km = floats(table["shared_km"])
    rows, columns = np.concatenate([a, b]), np.concatenate([b, a])
    graph = csr_array((np.concatenate([km, km]), (rows, columns)), shape=(n_places, n_places))
    graph.sort_indices()
    row = np.repeat(np.arange(n_places), np.diff(graph.indptr))
    weights = graph.data / np.bincount(row, graph.data, n_places)[row]
    return {
        "adj_indptr": frozen(graph.indptr, np.int64), "adj_indices": frozen(graph.indices, np.int32),
        "adj_weights": frozen(weights, np.float32), "adj_cross": frozen((row < n_co) != (graph.indices < n_co)),
    }  # fmt: skip


def distances(places: Mapping[str, Any], line: Mapping[str, Any]) -> dict[str, Any]:
    """Distances in km between states, departments, crossings and segments, by field name of World."""
    n_co = len(places["department"])
    department = _centres(places, slice(0, n_co), places["department_start"])
    state = _centres(places, slice(n_co, None), places["state_start"])
    crossing, segment = (line["crossing_lat"], line["crossing_lon"]), _segment_points(places, line)
    return {
        "km_state_department": frozen(haversine_km(*state, *department)),
        "km_state_crossing": frozen(haversine_km(*state, *crossing)),
        "km_state_segment": frozen(haversine_km(*state, *segment)),
        "km_crossing_department": frozen(haversine_km(*crossing, *department)),
        "km_segment_department": frozen(haversine_km(*segment, *department)),
    }


def _centres(places: Mapping[str, Any], side: slice, start: Ints) -> tuple[Floats, Floats]:
    weights = places["residents_2012"][side]
    return weighted_points(places["lat"][side], weights, start), weighted_points(places["lon"][side], weights, start)
