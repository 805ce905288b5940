"""A hand-made border for the tests of economy and trade: 8 crossings and the central parameters."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import numpy as np

import borderSim
from borderSim.model import economy, trade

DATA = Path(borderSim.__file__).parent / "data"
K, D = 8, 33
CUCUTA = [0, 1, 2, 3]
TABLES = ("evidence", "economy", "trade", "diplomacy", "structure")


def rows(name):
    with open(DATA / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def central(lanes=1, **changes):
    """Every parameter that economy and trade declare, at its central value, (lanes, 1)."""
    table = {r["name"]: r for name in TABLES for r in rows(f"parameters/{name}.csv")}
    names = {*economy.SYSTEM.parameters, *trade.SYSTEM.parameters}
    values = {name: float(table[name]["central"]) for name in sorted(names)}
    values |= {"structure_trade_hysteresis": 1.0} | changes
    return {name: np.full((lanes, 1), value, float) for name, value in values.items()}


def corner(name, rng):
    """A draw between low and high of one parameter row."""
    return rng.uniform(*sorted((float(name["low"]), float(name["high"]))))


def sampled(lanes, seed=0):
    """Parameters drawn uniformly between low and high, each lane its own."""
    rng = np.random.default_rng(seed)
    params = central(lanes)
    for name in TABLES:
        for row in rows(f"parameters/{name}.csv"):
            if row["name"] in params:
                params[row["name"]] = np.array([[corner(row, rng)] for _ in range(lanes)])
    params["structure_trade_hysteresis"] = np.round(params["structure_trade_hysteresis"])
    return params


def small_world(months=160, oil=None):
    base = np.zeros((2, 7))
    for row in rows("trade_base.csv"):
        cell = trade.DIRECTIONS.index(row["direction"]), trade.SECTORS.index(row["sector"])
        base[cell] = float(row["total_usd_m"]) * float(row["share"]) / 12
    return SimpleNamespace(
        crossing_route=np.array([0, 0, 0, 0, 1, 2, 2, 2]),
        crossing_department=np.array([20, 20, 20, 20, 10, 25, 31, 30]),
        crossing_border_group=np.array([0, 0, 0, 0, 1, 2, 3, 3]),
        trade_base=base,
        observed=SimpleNamespace(oil_output=np.full(months, 2600.0) if oil is None else np.asarray(oil, float)),
    )


QUIET = {
    "sanctions_intensity": 0.0,
    "licence_gl41": 0.0,
    "licence_gl44": 0.0,
    "licence_other_oil": 0.0,
    "secondary_tariff": 0.0,
    "oil_price": 100.0,
    "dollarisation": 0.0,
    "frozen_assets_release": 0.0,
    "border_open_people": np.ones(K),
    "flights_per_week": 14.0,
    "border_open_cargo": np.ones(K),
    "crossing_hours": 15.0,
    "bridge_load_limit": 30.0,
    "customs_bays": np.full(K, 4.0),
    "customs_digital": 0.2,
    "crossing_integrity": 0.4,
    "trocha_control": 0.2,
    "banking_channel": 0.2,
    "tariff_rate": 0.05,
    "contract_enforcement": 0.2,
    "road_infrastructure_ve": 0.3,
    "road_infrastructure_co": 0.6,
    "monomeros_licence": 1.0,
    "price_gap_fuel": 1.0,
    "price_gap_food": 1.0,
    "price_gap_cattle": 1.0,
    "trade_security_guarantees": 0.2,
    "reopening_timetable": 0.3,
    "governors_channel": np.full(4, 0.5),
}


def levers(lanes=1, **changes):
    """Lever values (lanes, P) with some changed."""
    values = QUIET | changes
    return {name: np.repeat(np.atleast_1d(np.asarray(v, float))[None], lanes, axis=0) for name, v in values.items()}


@dataclass
class Month:
    """An exposure with given levers; the history is quiet unless told otherwise."""

    month: int = 0
    now: Mapping[str, np.ndarray] = field(default_factory=levers)
    reference: Mapping[str, np.ndarray] = field(default_factory=levers)
    pandemic: float = 0.0
    frozen: bool = False
    revoked: float = 0.0
    hidden: tuple[str, ...] = ()

    def __getitem__(self, lever):
        return self.now[lever]

    def event(self, name):
        return np.array([[{"pandemic": self.pandemic, "licence_revocation": self.revoked}[name]]])

    def switch(self, name):
        return np.array([[{"demand_frozen": self.frozen}[name]]])

    def hides(self, part):
        return part in self.hidden


def around(lanes=1, **changes):
    """What trade reads from other systems, at rest."""
    state = {
        "import_demand": np.zeros((lanes, 1)),
        "gdp": np.zeros((lanes, 1)),
        "sanctions_relief": np.zeros((lanes, 1)),
        "closure": np.zeros((lanes, K)),
        "violence": np.ones((lanes, D)),
        "pendular": np.full((lanes, K), 5000.0),
    }
    return state | changes


def unrevoked(lanes=1):
    """What economy reads from others and from its event, at rest."""
    names = ("sanctions_relief", "assets_freed", "fired:licence_revocation", "mark:licence_revocation")
    return {name: np.zeros((lanes, 1)) for name in names}


def no_noise(lanes=1):
    return {"economy": np.zeros((lanes, 3), np.float32)}


def run(system, state, schedule, months, params, world, noise=None, **month):
    """Step one system alone; ``schedule(t)`` gives the levers of month t. Returns the states and the notes."""
    lanes = len(next(iter(params.values())))
    state = system.initial(world, params, {}) | state
    states, notes = [state], []
    for t in range(months):
        drawn = no_noise(lanes) if noise is None else {"economy": noise[t]}
        exposure = Month(t, schedule(t), levers(lanes), **month)
        proposal = system.flows(state, exposure, params, drawn, world)
        assert set(proposal.values) == {f.name for f in system.fields}
        state = state | proposal.values
        states.append(state)
        notes.append(proposal.notes)
    return states, notes


def exports(states):
    """(T,) formal exports of Colombia to Venezuela of the first lane, USD M/month."""
    return np.array([s["trade_flow"][0, 0].sum() for s in states])
