"""What the group systems derive once from the world: the graph, the corridors, the line, the static rent shapes.

Everything here is a function of the world alone, so it is kept per world and dtype and never changes during a run.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .system import Array

COUNTED = ("catatumbo", "arauca_apure")
"""Corridors of the onsets behind ``war_onset_hazard`` (evidence table)."""


@dataclass(frozen=True)
class Corridors:
    """The six war corridors: their places one after the other, and who is hostile to whom in each.

    ``places`` (n,) place numbers; ``start`` and ``count`` (W,) cut it; ``pairs`` holds
    (g, h, hostility (n,)) for g < h. ``by_department`` picks the Colombian places in the order of their departments,
    which are ``department``; ``department_start`` cuts them. ``counted`` (W,) are those in which onsets were counted.
    ``share`` (n,) spreads a corridor's total evenly over its Colombian places, 0 at the others.
    """

    places: Array
    start: Array
    count: Array
    pairs: tuple[tuple[int, int, Array], ...]
    by_department: Array
    department: Array
    department_start: Array
    counted: Array
    share: Array


@dataclass(frozen=True)
class Links:
    """Neighbours across the line, from Colombian ``origin`` (n,) to Venezuelan ``target`` (m,) places.

    ``flow`` is sparse (m, n): where what leaves an origin arrives, ``back`` (n, m) the same for targets; their columns
    sum to one. ``both`` are origins, then targets.
    """

    origin: Array
    target: Array
    both: Array
    flow: Any
    back: Any


@dataclass(frozen=True)
class Geography:
    """Static arrays in the fields' dtype; the place axis is N, Venezuelan places carry department number D.

    ``places_of`` (D + 1,) counts the places of each department, which follow one another, and of Venezuela;
    ``places_of_unit`` (D + O,) those of each department and state. ``nowhere`` and ``everywhere`` are 0 and 1 at every
    place: numpy is slow at the larger of an array and a number.
    """

    world: Any
    department: Array
    places_of: Array
    places_of_unit: Array
    department_start: Array
    n_co: int
    nowhere: Array
    everywhere: Array
    contrast: Any
    urban: Array
    proxy: Array
    gold: Array
    coca_weight: Array
    km: Array
    state_start: Array
    state_gap: Array
    next_door: Any
    border_department: Array
    corridors: Corridors
    links: Links


_KEPT: dict[tuple[int, str], Geography] = {}


def geography(world: Any, dtype: Any) -> Geography:
    """The static fields of a world, (N,) unless the class says otherwise, in ``dtype``; built on first use."""
    key = (id(world), np.dtype(dtype).char)
    kept = _KEPT.get(key)
    if kept is None or kept.world is not world:
        kept = _KEPT[key] = _build(world, np.dtype(dtype))
    return kept


def _build(world: Any, dtype: np.dtype[Any]) -> Geography:
    n_departments = len(world.coca_2012)
    department = np.full(len(world.km_to_border), n_departments, dtype=np.intp)
    department[: world.n_co] = world.department
    border = np.zeros(n_departments, dtype=bool)
    border[np.unique(world.segment_department)] = True

    def cast(values: Array) -> Array:
        return np.ascontiguousarray(values, dtype=dtype)

    return Geography(
        world=world,
        department=department,
        places_of=np.bincount(department, minlength=n_departments + 1),
        places_of_unit=_places_of_unit(world, department, n_departments),
        department_start=np.asarray(world.department_start),
        n_co=int(world.n_co),
        nowhere=np.zeros(len(department), dtype),
        everywhere=np.ones(len(department), dtype),
        contrast=_contrast(world, dtype),
        urban=cast(world.urban),
        proxy=cast(np.max(world.presence_probability, axis=0)),
        gold=cast(_relative(world.gold_weight)),
        coca_weight=cast(_padded(world.coca_weight, len(department))),
        km=cast(world.km_to_border),
        state_start=cast(world.state_presence_2012),
        state_gap=cast(1 - np.asarray(world.state_presence_2012)),
        next_door=_next_door(world, n_departments),
        border_department=border,
        corridors=_corridors(world, dtype),
        links=_links(world, dtype),
    )


def _places_of_unit(world: Any, department: Array, n_departments: int) -> Array:
    """(D + O,) places of each department and state, in the order of the place axis."""
    in_state = np.diff(np.append(world.state_start, len(department) - world.n_co))
    return np.concatenate([np.bincount(department[: world.n_co], minlength=n_departments), in_state])


def _relative(weight: Array) -> Array:
    """Weights over the mean of the places that have any, so that a usual mining municipality counts one."""
    some = weight > 0
    return weight / np.mean(weight[some]) if np.any(some) else np.zeros_like(weight)


def _padded(weight: Array, size: int) -> Array:
    """Zeros for the Venezuelan places where a table knows only the Colombian ones."""
    out = np.zeros(size)
    out[: len(weight)] = weight
    return out


def _contrast(world: Any, dtype: np.dtype[Any]) -> Any:
    """W - I: one sparse product gives each place's difference to its neighbours' mean."""
    from scipy import sparse

    size = len(world.km_to_border)
    weights = sparse.csr_matrix((world.adj_weights, world.adj_indices, world.adj_indptr), shape=(size, size))
    return (weights.astype(dtype) - sparse.identity(size, dtype=dtype, format="csr")).tocsr()


def _next_door(world: Any, size: int) -> Any:
    """Sparse (D, D): how much each department (row) gets of what leaves another, by the length they share.

    What leaves a department goes to all its neighbours together: weights sum to one over the receivers of each giver.
    """
    from scipy import sparse

    rows = np.repeat(np.arange(len(world.km_to_border)), np.diff(world.adj_indptr))
    inside = (rows < world.n_co) & (world.adj_indices < world.n_co)
    department = np.asarray(world.department)
    given = np.zeros((size, size))
    np.add.at(given, (department[rows[inside]], department[world.adj_indices[inside]]), world.adj_weights[inside])
    np.fill_diagonal(given, 0.0)
    total = given.sum(axis=1, keepdims=True)
    np.divide(given, total, out=given, where=total > 0)
    return sparse.csr_matrix(given.T)


def _corridors(world: Any, dtype: np.dtype[Any]) -> Corridors:
    lists = [np.flatnonzero(mask) for mask in world.corridor]
    if np.any(np.sum(world.corridor, axis=0) > 1):
        raise ValueError("a place lies in one corridor at most: see data/world/corridors.csv")
    count = np.array([len(places) for places in lists])
    groups = world.hostility.shape[1]
    pairs = [
        (g, h, np.repeat(world.hostility[:, g, h], count).astype(dtype))
        for g in range(groups)
        for h in range(g + 1, groups)
        if np.any(world.hostility[:, g, h] > 0)
    ]
    start, places = np.concatenate([[0], np.cumsum(count)[:-1]]), np.concatenate(lists)
    inside = np.flatnonzero(places < world.n_co)
    order = inside[np.argsort(np.asarray(world.department)[places[inside]], kind="stable")]
    department, cut = np.unique(np.asarray(world.department)[places[order]], return_index=True)
    counted = np.isin(world.corridor_ids, COUNTED)
    here = (places < world.n_co).astype(dtype)
    share = here / np.repeat(np.maximum(np.add.reduceat(here, start), 1), count)
    return Corridors(places, start, count, tuple(pairs), order, department, cut, counted, share.astype(dtype))


def _links(world: Any, dtype: np.dtype[Any]) -> Links:
    from scipy import sparse

    size = len(world.km_to_border)
    rows = np.repeat(np.arange(size), np.diff(world.adj_indptr))
    across = np.flatnonzero((rows < world.n_co) & (world.adj_indices >= world.n_co))
    origin, source = np.unique(rows[across], return_inverse=True)
    target, aim = np.unique(np.asarray(world.adj_indices)[across], return_inverse=True)
    weight = np.asarray(world.adj_weights, dtype=float)[across]
    shared = sparse.csr_matrix((weight, (aim, source)), shape=(len(target), len(origin)))
    flow, back = (_columns_to_one(part).astype(dtype) for part in (shared, shared.T.tocsr()))
    return Links(origin, target, np.concatenate([origin, target]), flow, back)


def _columns_to_one(weights: Any) -> Any:
    """Sparse weights over the sum of their column."""
    from scipy import sparse

    total = np.asarray(weights.sum(axis=0)).ravel()
    return (weights @ sparse.diags(1 / np.where(total > 0, total, 1.0))).tocsr()
