"""A made-up run with known paired differences; its numbers come from no model and mean nothing."""

from __future__ import annotations

import numpy as np

from borderSim import world
from borderSim.catalogue import indicators
from borderSim.results.data import RunData

SCENARIOS = ("reopen", "baseline", "baseline_frozen_demand", "baseline_without_events")
GAP = {"exports_to_ve": 30.0, "people_with_papers": 50_000.0}
"""Added to every member of the scenario from the sixth month on."""
SCALE = {
    "persons": 2e6,
    "persons/month": 9e3,
    "permits": 4e5,
    "permits/month": 6e4,
    "USD M/month": 60.0,
    "municipalities": 200.0,
}


def months(count: int, year: int = 2022, first: int = 7) -> list[str]:
    return [f"{year + (first - 1 + t) // 12}-{(first - 1 + t) % 12 + 1:02d}" for t in range(count)]


def national(rng: np.random.Generator, name: str, unit: str, members: int, count: int) -> np.ndarray:
    size, time = SCALE.get(unit, 0.5), np.linspace(0, 1, count)
    member = np.exp(rng.normal(0, 0.12, (1, members, 1)))
    walk = rng.normal(0, 0.03, (1, members, count)).cumsum(-1)
    values = np.repeat(size * member * (1 + 0.4 * time + walk), len(SCENARIOS), axis=0)
    values[2:] -= size * 0.2 * time
    values[3] += size * 0.05 * time * rng.normal(1, 0.5, (members, 1))
    values[0, :, 5:] += GAP.get(name, 0.0)
    if name not in GAP:
        values[0] += size * 0.1 * rng.normal(0, 1, (members, 1)) * time
    return np.maximum(values, 0)


def synthetic(members: int = 40, count: int = 36, seed: int = 1) -> RunData:
    rng = np.random.default_rng(seed)
    places = world.load()
    s, c, d = len(SCENARIOS), places.n_co, len(places.department_codes)
    items = indicators().values()
    residents = places.residents_2012[:c]
    near = np.exp(-places.km_to_border[:c] / 150)
    people = residents * near * 0.15 * np.exp(rng.normal(0, 0.3, (1, members, c)))
    people = np.repeat(people, s, axis=0)
    people[0] *= 1 + 0.3 * near * np.exp(rng.normal(0, 0.2, (members, 1))) + rng.normal(0, 0.02, (members, c))
    level = rng.uniform(0.05, 1, d)
    return RunData(
        scenarios=SCENARIOS,
        members=np.arange(members),
        months=months(count),
        national={i.name: national(rng, i.name, i.unit, members, count) for i in items if i.dims == "national"},
        department={
            i.name: (SCALE.get(i.unit, 1.0) / 20 * level * np.exp(rng.normal(0, 0.2, (s, members, count, d))))
            for i in items
            if i.dims == "department"
        },
        place={"venezuelans": people.astype(np.float32), "venezuelans_start": (people * 0.8).astype(np.float32)},
        meta={
            "seed": 7, "version": "0.1.0", "dtype": "float32", "start": "2022-07-01", "end": "2025-07-01",
            "parameters_sampled": 140,
            "parameters_judgement": 75, "pinned": ["gdp_elasticity_oil_short"], "seconds": 1.0,
        },
        variants=SCENARIOS,
    )  # fmt: skip
