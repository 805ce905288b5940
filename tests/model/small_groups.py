"""A hand-made border for the tests of groups, violence and diplomacy: a row of places on each side of the line."""

import csv
from pathlib import Path
from types import SimpleNamespace

import numpy as np

import borderSim
from borderSim.model import armed_groups, diplomacy, violence
from borderSim.model.crossings import CROSSINGS

DATA = Path(borderSim.__file__).parent / "data"
SYSTEMS = (armed_groups.SYSTEM, violence.SYSTEM, diplomacy.SYSTEM)
N, C, D = 24, 16, 33
SCOPE = {"national": 1, "crossing": 8, "department": D, "border_group": 4}
EVENT_PLACES = {"war_onset": 6, "border_closure": 8}
HAZARD_PLACES = {(): 1, ("corridor",): 6, ("group",): 4, ("border_group",): 4}


def rows(name):
    with open(DATA / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


TABLE = {r["name"]: r for path in sorted((DATA / "parameters").glob("*.csv")) for r in rows(f"parameters/{path.name}")}
LEVERS = {r["name"]: r for r in rows("levers.csv") if r["name"] != "regularisation_cutoff"}
NAMES = sorted({name for system in SYSTEMS for name in system.parameters})


def central(lanes=1, **changes):
    """Every declared parameter at its central value, with war regimes, (lanes, 1)."""
    values = {name: float(TABLE[name]["central"]) for name in NAMES} | {"structure_pact_wars": 1.0} | changes
    return {name: np.full((lanes, 1), value, float) for name, value in values.items()}


def sampled(lanes, seed=0):
    """Parameters drawn uniformly between low and high, each lane its own."""
    rng = np.random.default_rng(seed)
    bounds = {name: sorted((float(TABLE[name]["low"]), float(TABLE[name]["high"]))) for name in NAMES}
    drawn = {name: rng.uniform(*pair, size=(lanes, 1)) for name, pair in bounds.items()}
    return drawn | {name: np.rint(drawn[name]) for name in NAMES if TABLE[name]["distribution"] == "switch"}


def tiny_world(edges=True):
    """24 places in a line (16 Colombian, 8 Venezuelan); each is its neighbours' neighbour, the line is in between."""
    neighbours = [[j for j in (i - 1, i + 1) if 0 <= j < N] if edges else [] for i in range(N)]
    weights = [np.full(len(near), 1 / max(len(near), 1)) for near in neighbours]
    department = np.minimum(np.arange(C) // 2, 7)
    department = np.concatenate([department[:-1], [8]])
    start = np.searchsorted(department, np.arange(D))
    return SimpleNamespace(
        n_co=C,
        department=department,
        department_start=np.minimum(start, C - 1),
        state_start=np.minimum(np.arange(24), N - C - 1),
        adj_indptr=np.concatenate([[0], np.cumsum([len(near) for near in neighbours])]),
        adj_indices=np.array([j for near in neighbours for j in near], dtype=np.int32),
        adj_weights=np.concatenate([*weights, []]).astype(np.float32),
        km_to_border=np.abs(np.arange(N) - C + 0.5) * 12,
        corridor=np.arange(N)[None, :] // 4 == np.arange(6)[:, None],
        corridor_ids=["catatumbo", "arauca_apure", "three", "four", "five", "six"],
        hostility=np.broadcast_to(1 - np.eye(4), (6, 4, 4)),
        coca_2012=np.linspace(0, 8000, D),
        coca_weight=np.where(np.arange(N) < C, 0.5, 0.0),
        gold_weight=(np.arange(N) % 3 == 0) / 8,
        urban=np.linspace(0, 1, N),
        state_presence_2012=np.linspace(0.2, 0.9, N),
        presence_probability=np.full((4, N), 0.4, dtype=np.float32),
        presence_count_2012=np.full(4, 0.4 * C),
        presence_count_sd=np.ones(4),
        residents_2012=np.full(N, 30000.0),
        crossing_ids=CROSSINGS,
        crossing_department=np.array([8, 8, 8, 8, 7, 6, 5, 4]),
        migrants_2012=np.array([26000.0, 0.0, 8500.0, 10.0]),
        migrant_weight_2012=np.full(C, 1 / C),
        crossing_route=np.array([0, 0, 0, 0, 1, 2, 2, 2]),
        crossing_border_group=np.array([0, 0, 0, 0, 1, 2, 3, 3]),
        segment_department=np.full(60, 8),
    )


class Exposure:
    """Levers at their defaults, which are the record too, but for ``changes``; no events but those given."""

    def __init__(self, lanes=1, events=None, switches=None, month=0, written=(), hidden=(), **changes):
        self.lanes, self.events, self.changes = lanes, events or {}, changes
        self.switches, self.month, self.own, self.hidden = switches or {}, month, written, hidden

    @property
    def reference(self):
        return Exposure() if self.changes else self

    def __getitem__(self, lever):
        value = float(self.changes.get(lever, LEVERS[lever]["default"]))
        return np.full((self.lanes, SCOPE[LEVERS[lever]["scope"]]), value)

    def event(self, name):
        return np.full((self.lanes, EVENT_PLACES.get(name, 1)), float(self.events.get(name, 0)))

    def switch(self, name):
        return np.full((self.lanes, 1), self.switches.get(name, False))

    def written(self, lever):
        return np.full((self.lanes, 1), lever in self.own)

    def hides(self, part):
        return part in self.hidden


def draws(lanes, seed=0):
    """Noise of all streams of the three systems, each lane its own, the same for any number of lanes."""
    each = [np.random.default_rng((seed, lane)) for lane in range(lanes)]

    def normal(*shape):
        return np.stack([rng.standard_normal(shape, dtype=np.float32) for rng in each])

    return {
        "presence": np.stack([rng.random((4, N)) for rng in each]),
        "presence_count": normal(4),
        "growth_department": normal(4, D),
        "growth_state": normal(4, 24),
        "growth_place": normal(N),
        "killings": normal(D),
        "displacement": normal(D),
        "ceasefire_renewal": np.stack([rng.random(4) for rng in each]),
    }


def start(world, params, dtype="float64", seed=0):
    """State of the three systems at 2012-01, and quiet values of what they read of others."""
    lanes = len(params["trust_base"])
    noise, state = draws(lanes, seed), {}
    for system in SYSTEMS:
        values = system.initial(world, params, noise)
        for field in system.fields:
            state[field.name] = np.ascontiguousarray(values[field.name], dtype if field.kind == "field" else "float64")
        for hazard in system.hazards:
            for part in ("fired", "mark"):
                state[f"{part}:{hazard.name}"] = np.zeros((lanes, HAZARD_PLACES[hazard.dims]))
    one = np.ones((lanes, 1))
    return state | {
        "repression": 0.75 * one,
        "informal_index": one,
        "border_jobs": one,
        "passage_rent": np.ones((lanes, D)),
        "irregular": np.full((lanes, C), 100.0),
        "residents": np.repeat(world.residents_2012[None, : world.n_co], lanes, axis=0),
        "displaced": np.zeros((lanes, C)),
        "refuge": np.zeros((lanes, C)),
        "natural": np.zeros((lanes, 1)),
        "abroad": np.zeros((lanes, 1)),
        "informal_by_good": np.ones((lanes, 3)),
        "closed_share": np.zeros((lanes, 8)),
        "onward": np.full((lanes, 1), 2000.0),
        "walkers_on_road": np.full((lanes, 1), 50.0),
        "security_aid": one,
        "civil_aid": one,
        "police_cooperation": 0.1 * one,
    }


def proposals(state, exposure, params, world, seed=0):
    noise = draws(len(params["trust_base"]), seed)
    return {s.name: s.flows(state, exposure, params, noise, world) for s in SYSTEMS}
