"""A world of four departments and three states, with everything that migration, walkers and permits read."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

import borderSim
from borderSim.model import asylum, consular, migration, permits, walkers
from borderSim.model.system import Exit, shares

TABLES = Path(borderSim.__file__).parent / "data" / "parameters"
POSTS = ("simon_bolivar", "paraguachon")
STATUSES = ("regular", "in_process", "irregular", "asylum")
STOCKS = ("residents", "residents_ve", *STATUSES, "displaced", "refuge", "abroad")
LEVERS = {
    "border_open_people": (0, 1, 1, 2), "crossing_hours": (0, 24, 15, 1), "crossing_integrity": (0, 1, 0.4, 1),
    "crossing_throughput": (0, 8000, 4000, 2), "trocha_control": (0, 1, 0.2, 1), "private_vehicle_access": (0, 1, 1, 2),
    "price_gap_food": (0, 3, 1, 1), "price_gap_fuel": (0, 3, 1, 1), "document_waiver": (0, 1, 0.5, 1),
    "regularisation_window": (0, 1, 0.2, 1),
    "regularisation_cutoff": (100, 230, 109, 1), "consular_ve_in_co": (0, 1, 0.2, 1),
    "labour_integration": (0, 1, 0.2, 1), "migrant_microcredit": (0, 200, 0, 1), "host_support": (0, 1000, 300, 1),
    "return_assistance": (0, 50000, 500, 1), "darien_enforcement": (0, 1, 0.5, 1),
    "us_legal_pathways": (0, 30000, 0, 1), "humanitarian_corridor": (0, 1, 0, 2), "shelter_places": (0, 20000, 3000, 1),
    "public_transport_access": (0, 1, 0.3, 2), "regional_integration_network": (0, 1, 0, 1),
    "deportation_flights": (0, 15, 3, 1), "colombia_accepts_deportees": (0, 10000, 0, 1),
    "tps_ended_share": (0, 1, 1, 1), "us_co_tension": (0, 1, 0.4, 1),
    "ppt_delivery_capacity": (0, 300000, 10000, 1),
    "biometric_capacity": (0, 300000, 34000, 1), "permit_validity": (1, 10, 10, 1), "asylum_safeguards": (0, 1, 0.5, 1),
    "consulates_co_in_ve": (0, 15, 5, 1), "consular_documents_month": (0, 200000, 20000, 1),
    "passport_cost": (0, 400, 200, 1), "passport_wait": (0, 104, 26, 1),
}  # fmt: skip
"""Lower and upper bound, a plain value, and the number of places of each lever."""


@dataclass(frozen=True, eq=False)
class SmallWorld:
    """Five municipalities in four departments, four municipios in three states, two posts, three segments."""

    n_co: int = 5
    crossing_ids: tuple[str, ...] = POSTS
    department = np.array([0, 0, 1, 2, 3])
    department_start = np.array([0, 2, 3, 4])
    state = np.array([0, 0, 1, 2])
    state_start = np.array([0, 2, 3])
    residents_2012 = np.array([5e5, 2e5, 3e5, 4e6, 1e6, 4e6, 3e6, 8e6, 9e6])
    jobs_weight = np.log(np.array([5 / 7, 2 / 7, 1.0, 1.0, 1.0]))
    km_to_border = np.array([2.0, 60.0, 10.0, 400.0, 300.0, 5.0, 80.0, 20.0, 500.0])
    km_state_department = np.array([[80.0, 300.0, 450.0, 400.0], [350.0, 90.0, 800.0, 500.0], [700, 800, 1100, 900]])
    km_state_crossing = np.array([[60.0, 330.0], [320.0, 70.0], [650.0, 760.0]])
    km_state_segment = np.array([[65.0, 75.0, 340.0], [330.0, 300.0, 60.0], [660.0, 640.0, 750.0]])
    crossing_department = np.array([0, 1])
    crossing_lat = np.array([7.8, 11.4])
    crossing_lon = np.array([-72.4, -72.1])
    segment_department = np.array([0, 0, 1])
    segment_co = np.array([0, 1, 2])
    lat = np.array([7.9, 8.3, 11.4, 4.6, 10.9, 7.8, 8.6, 10.6, 10.5])
    lon = np.array([-72.5, -72.6, -72.2, -74.1, -74.8, -72.4, -71.1, -71.6, -66.9])
    border_group = np.array([[1, 0, 0, 0, 0, 1, 0, 0, 0], [0, 0, 1, 0, 0, 0, 0, 1, 0]], dtype=bool)
    migrants_2012 = np.array([3e4, 0.0, 1.5e4, 5e2])
    migrant_weight_2012 = np.array([0.3, 0.05, 0.15, 0.35, 0.15])


WORLD = SmallWorld()


@dataclass
class SmallExposure:
    """Levers at their plain values unless given; events at 0 unless given."""

    lanes: int
    month: int = 126
    levers: dict[str, np.ndarray] = field(default_factory=dict)
    events: dict[str, float] = field(default_factory=dict)

    def __getitem__(self, name):
        _, _, plain, places = LEVERS[name]
        return np.broadcast_to(np.asarray(self.levers.get(name, plain), dtype=float), (self.lanes, places)).copy()

    def event(self, name):
        return np.full((self.lanes, 1), self.events.get(name, 0.0))


STATES = np.add.reduceat(WORLD.residents_2012[5:], WORLD.state_start)
"""(3,) residents of each Venezuelan state in 2012."""


def rows():
    """Every row of the parameter tables by name."""
    return {row["name"]: row for path in sorted(TABLES.glob("*.csv")) for row in csv.DictReader(path.open())}


def params(lanes, rng=None, **pinned):
    """Central parameters (L, 1), or uniform draws between low and high when a generator is given."""
    table = rows()
    names = {name for part in (migration, permits, walkers, consular, asylum) for name in part.SYSTEM.parameters}
    values = {}
    for name in sorted(names):
        low, central, high = (float(table[name][key]) for key in ("low", "central", "high"))
        values[name] = np.full((lanes, 1), central) if rng is None else rng.uniform(low, high, (lanes, 1))
    return values | {name: np.full((lanes, 1), float(value)) for name, value in pinned.items()}


def state(lanes, values, rng=None, scale=1.0):
    """A state of mid-2022, the same in every lane, or random between a tenth and twice of it."""

    def around(value, *shape):
        base = np.broadcast_to(np.asarray(value, dtype=float), (lanes, *shape)).copy()
        return base if rng is None else base * rng.uniform(0.1, 2.0, base.shape)

    stocks = np.array([1.5e6, 3e5, 6e5, 2e4]) * scale
    made = {
        "residents": around(WORLD.residents_2012[:5], 5), "residents_ve": around(STATES, 3),
        "displaced": around(3e4, 5), "refuge": around(1e3, 5),
        **{name: around(stock * WORLD.migrant_weight_2012, 5) for name, stock in zip(STATUSES, stocks, strict=True)},
        "abroad": around(4.5e6, 1), "arrivals": around(1e4, 1), "returns": around(3e3, 1), "onward": around(8e3, 1),
        "emigrated": around(2e4, 1), "reverse": around(1e3, 1), "flights": around(14.0, 1),
        "flight_acceptance": around(1.0, 1),
        "settlement": around(0.2, 1), "repression": around(0.5, 1), "civil_aid": around(0.2, 1),
        "social_spending": around(50.0, 1), "documented_share": around(0.5, 1),
        "police_cooperation": around(0.1, 1), "haven": around(0.5, 1), "recognised": around(10.0, 1),
        "gdp": around(-1.3, 1), "gdp_growth": around(0.04, 1), "border_jobs": around(1.1, 1),
        "trade_flow": around(20.0, 2, 4), "violence": around(1.0, 4), "closure": np.zeros((lanes, 2)),
    }  # fmt: skip
    made = consular.initial(WORLD, values, {}) | asylum.initial(WORLD, values, {}) | made
    for part in (migration, permits, walkers):
        made |= part.initial(WORLD, values, {})
    made["northern_route"] = np.full((lanes, 1), 0.8)
    made["closed_share"] = np.full((lanes, 2), 0.3)
    return made


def landed(exit_, flow):
    """What arrives of a flow of the stock's shape, in the target's shape."""
    sent = flow.sum(axis=1, keepdims=True) if exit_.pooled else flow
    there = sent if exit_.via is None else exit_.via(sent)
    return there if exit_.within is None else exit_.within.settle(there)


def apply(before, proposals):
    """The exits applied as competing shares, and the values: the state after the month and the realised flows."""
    after = dict(before)
    for proposal in proposals:
        after.update(proposal.values)
    exits: list[Exit] = [exit_ for proposal in proposals for exit_ in proposal.exits]
    moved, flows = {name: before[name].copy() for name in STOCKS}, {}
    for stock in sorted({exit_.stock for exit_ in exits}):
        leaving = [exit_ for exit_ in exits if exit_.stock == stock]
        parts, _ = shares([np.broadcast_to(exit_.hazard, before[stock].shape) for exit_ in leaving])
        for exit_, part in zip(leaving, parts, strict=True):
            flow = before[stock] * part
            moved[stock] = moved[stock] - flow
            moved[exit_.to] = moved[exit_.to] + landed(exit_, flow)
            flows[exit_.name] = flows.get(exit_.name, 0.0) + flow.sum(axis=1, keepdims=True)
    return after | moved, flows
