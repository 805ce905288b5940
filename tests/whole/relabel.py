"""The same world under other numbers: every crossing, place, department and state in another order (I11)."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from borderSim.engine.loop import size_of
from borderSim.engine.noise import Noise

from .lab import FIELDS, SYSTEMS

AXES = {  # axes of the world's arrays, by field
    **dict.fromkeys(
        ("codes", "names", "lat", "lon", "area_km2", "residents_2012", "km_to_border", "urban", "state_presence_2012",
         "coca_weight", "gold_weight"), ("place",)),
    **dict.fromkeys(("jobs_weight", "migrant_weight_2012"), ("co_place",)),
    **dict.fromkeys(("department_codes", "department_names", "coca_2012", "homicide_base"), ("department",)),
    **dict.fromkeys(("state_codes", "state_names"), ("state",)),
    **dict.fromkeys(
        ("crossing_ids", "crossing_names", "crossing_lat", "crossing_lon", "crossing_route", "crossing_co",
         "crossing_ve", "crossing_department", "crossing_border_group"), ("crossing",)),
    **dict.fromkeys(
        ("segment_co", "segment_ve", "segment_km", "segment_department", "segment_border_group"), ("segment",)),
    "border_group_ids": ("border_group",),
    "border_group": ("border_group", "place"),
    "corridor_ids": ("corridor",),
    "corridor": ("corridor", "place"),
    "hostility": ("corridor",),
    "km_state_department": ("state", "department"),
    "km_state_crossing": ("state", "crossing"),
    "km_state_segment": ("state", "segment"),
    "km_crossing_department": ("crossing", "department"),
    "km_segment_department": ("segment", "department"),
    "presence_probability": ("group", "place"),
}  # fmt: skip
NUMBERS = {  # fields that hold numbers of another axis
    **dict.fromkeys(("crossing_co", "crossing_ve", "segment_co", "segment_ve"), "place"),
    **dict.fromkeys(("crossing_department", "segment_department"), "department"),
    **dict.fromkeys(("crossing_border_group", "segment_border_group"), "border_group"),
}


@dataclass(frozen=True, eq=False)
class Labels:
    """New order of every axis: ``order[axis]`` (n,) old number of each new one; places follow their unit."""

    world: object
    seed: int

    @cached_property
    def order(self):
        rng = np.random.default_rng(self.seed)
        free = ("crossing", "segment", "department", "state", "border_group", "corridor")
        order = {axis: rng.permutation(size_of(self.world, axis)) for axis in free}
        places = self.by_unit(order["department"], self.world.department, rng)
        municipios = self.by_unit(order["state"], self.world.state, rng)
        return order | {"co_place": places, "place": np.concatenate([places, self.world.n_co + municipios])}

    @staticmethod
    def by_unit(units, unit_of, rng):
        """Places one unit after the other, shuffled inside each."""
        return np.concatenate([rng.permutation(np.flatnonzero(unit_of == unit)) for unit in units])

    def moved(self, values, axes, first=0):
        """An array in the new order; ``axes`` names its axes from number ``first`` on."""
        for number, axis in enumerate(axes, start=first):
            if axis in self.order:
                values = np.take(values, self.order[axis], axis=number)
        return values

    def number(self, axis):
        """New number of each old one."""
        return np.argsort(self.order[axis])

    def relabelled(self):
        """The world in the new order."""
        old, new = self.world, {}
        for name, axes in AXES.items():
            values = getattr(old, name)
            values = self.number(NUMBERS[name])[values] if name in NUMBERS else values
            kind = type(values)
            new[name] = self.moved(np.asarray(values), axes)
            new[name] = new[name].tolist() if kind is list else new[name]
        return replace(old, **new, **self.units(), **self.neighbours())

    def units(self):
        """Departments and states of the places, and where each begins."""
        old, (co, ve) = self.world, np.split(self.order["place"], [self.world.n_co])
        department = self.number("department")[old.department[co]]
        state = self.number("state")[old.state[ve - old.n_co]]
        starts = {
            f"{name}_start": np.flatnonzero(np.diff(unit, prepend=-1))
            for name, unit in (("department", department), ("state", state))
        }
        return {"department": department, "state": state, **starts}

    def neighbours(self):
        """The graph, row by row in the new order."""
        old, number = self.world, self.number("place")
        rows = [np.arange(old.adj_indptr[p], old.adj_indptr[p + 1]) for p in self.order["place"]]
        rows = [row[np.argsort(number[old.adj_indices[row]])] for row in rows]
        entries = np.concatenate(rows)
        return {
            "adj_indptr": np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(old.adj_indptr.dtype),
            "adj_indices": number[old.adj_indices[entries]].astype(old.adj_indices.dtype),
            "adj_weights": old.adj_weights[entries],
            "adj_cross": old.adj_cross[entries],
        }

    def state(self, state):
        """All fields of a state in the new order."""
        hazards = {h.name: h.dims for system in SYSTEMS for h in system.hazards}
        dims = {name: field.dims for name, field in FIELDS.items()}
        dims |= {f"{p}:{name}": axes for name, axes in hazards.items() for p in ("clock", "count", "fired", "mark")}
        return {name: self.moved(values, dims[name], first=1) for name, values in state.items()}


class Followed(Noise):
    """Noise whose draws follow the labels of their places."""

    def __init__(self, seed, members, labels):
        super().__init__(seed, members)
        self.labels = labels
        self.dims = {stream.name: stream.dims for system in SYSTEMS for stream in system.noise}
        self.dims |= {f"event:{h.name}": (*h.dims, "pair") for system in SYSTEMS for h in system.hazards}

    def follow(self, stream, values):
        """Draws (M, size) of a stream in the order of the new labels; an event has a threshold and a mark a place."""
        axes = self.dims.get(stream, ())
        shape = [2 if axis == "pair" else size_of(self.labels.world, axis) for axis in axes]
        return self.labels.moved(values.reshape(len(values), *shape), axes, first=1).reshape(values.shape)

    def normal(self, stream, step, size):
        return self.follow(stream, super().normal(stream, step, size))

    def uniform(self, stream, step, size):
        return self.follow(stream, super().uniform(stream, step, size))
