"""What the parts of migration share in one month: the state, what acts on it, and the geometry of the border."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from borderSim.model import sums
from borderSim.model.population import STATUSES
from borderSim.model.system import Array, Exposure, Params, State


@dataclass(frozen=True)
class Line:
    """Static geometry derived once per world; O states, K posts, S segments, D departments, C municipalities."""

    post_detour: Array
    """(O, K) km beyond the nearest exit of the state, float64; ``segment_detour`` (O, S) the same, float32."""
    segment_detour: Array
    log_km: Array
    """(O, D) ln km, float32."""
    gate: Array
    """(S,) nearest post of each segment; ``gates`` (D, K) what share of a department's segments each post is nearest to
    (all posts alike where a department has no segment)."""
    gates: Array
    by_department: Array
    """(S,) segments ordered by department; ``first`` (B,) where each department of ``bordering`` (B,) begins in it."""
    first: Array
    bordering: Array
    count: Array
    """(D,) municipalities of each department."""
    border_zone: Array
    """(C,) 1 near the line, else 0; ``at_line`` (D,) share of a department's residents who live there."""
    at_line: Array
    size: Array
    """(C,) ln share of the department's residents, float32; ``border_km`` (C,) km to the line, float32."""
    border_km: Array
    home: Array
    """(O,) share of Venezuelan residents by state in 2012: where returns go."""


@dataclass(frozen=True)
class Month:
    """What all parts of the system need in one month."""

    state: State
    exposure: Exposure
    params: Params
    world: Any
    line: Line
    migrants: Array
    """(L, C) Venezuelans in Colombia; ``by_department`` (L, D); ``total`` (L, 1)."""
    by_department: Array
    total: Array
    residents: Array
    """(L, D) other residents of Colombia; ``regular_by_department`` (L, D) and ``regular`` (L, 1) those with papers."""
    regular_by_department: Array
    regular: Array

    @property
    def regular_share(self) -> Array:
        """(L, 1) share of Venezuelans in Colombia who have papers, 0-1."""
        return self.regular / np.maximum(self.total, 1.0)


@cache
def line_of(world: Any) -> Line:
    """Geometry of a world in km and shares (computed once for each)."""
    nearest = np.minimum(world.km_state_crossing.min(axis=1), world.km_state_segment.min(axis=1))[:, None]
    away_lat = world.lat[world.segment_co][:, None] - world.crossing_lat[None]
    away_lon = world.lon[world.segment_co][:, None] - world.crossing_lon[None]
    gate = np.argmin(np.hypot(away_lat, away_lon), axis=1)
    order = np.argsort(world.segment_department, kind="stable")
    bordering, first = np.unique(world.segment_department[order], return_index=True)
    known = np.isfinite(world.jobs_weight)
    here, home = np.split(world.residents_2012, [world.n_co])
    zone = world.border_group[:, : world.n_co].any(axis=0).astype(np.float64)
    near, everybody = (np.add.reduceat(persons, world.department_start) for persons in (here * zone, here))
    return Line(
        post_detour=world.km_state_crossing - nearest,
        segment_detour=(world.km_state_segment - nearest).astype(np.float32),
        log_km=np.log(world.km_state_department).astype(np.float32),
        gate=gate,
        gates=_gates(gate, world.segment_department, len(world.department_start), len(world.crossing_ids)),
        by_department=order,
        first=first,
        bordering=bordering,
        count=np.diff(np.append(world.department_start, world.n_co)),
        border_zone=zone,
        at_line=near / np.maximum(everybody, 1.0),
        size=np.where(known, world.jobs_weight, world.jobs_weight[known].min()).astype(np.float32),
        border_km=world.km_to_border[: world.n_co].astype(np.float32),
        home=np.add.reduceat(home, world.state_start) / home.sum(),
    )


def _gates(gate: Array, department: Array, n_department: int, n_post: int) -> Array:
    nearest_to = np.zeros((n_department, n_post))
    np.add.at(nearest_to, (department, gate), 1.0)
    nearest_to[nearest_to.sum(axis=1) == 0] = 1.0
    return np.asarray(nearest_to / nearest_to.sum(axis=1, keepdims=True))


def month_of(state: State, exposure: Exposure, params: Params, world: Any) -> Month:
    """The month's context; Venezuelans in Colombia (persons) are summed over statuses once."""
    migrants = state["regular"] + state["in_process"]
    migrants += state["irregular"]
    migrants += state["asylum"]
    venezuelans = np.add.reduce([sums.by_department(state[status], world) for status in STATUSES])
    return Month(
        state=state,
        exposure=exposure,
        params=params,
        world=world,
        line=line_of(world),
        migrants=migrants,
        by_department=venezuelans,
        total=venezuelans.sum(axis=1, keepdims=True),
        residents=sums.by_department(state["residents"], world),
        regular_by_department=sums.by_department(state["regular"], world),
        regular=sums.total(state["regular"], world),
    )
