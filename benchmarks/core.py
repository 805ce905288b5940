"""Ratios of the group and place core and of a whole month, per (lane, group, place) cell."""

import numpy as np

import straightforward
from clock import in_exps
from setting import Setting, quick, repeated, setting

Ratios = dict[str, float]


def per_cell(lanes: int, rounds: int) -> Ratios:
    """Time per cell in np.exp(float32) elements: core and everything, 1, 2 and 4 scenarios that share their noise."""
    works = {}
    for scenarios in (1, 2, 4):
        base = setting(max(lanes // scenarios, 1), scenarios)
        works[f"core, {scenarios} scenario(s)"] = quick(base.core), base.cells
        works[f"everything, {scenarios} scenario(s)"] = quick(base.everything), base.cells
        if scenarios == 1:
            given = base.draws()
            works["core, noise given"] = quick(lambda base=base, given=given: base.core(given)), base.cells
    return in_exps(works, rounds)


def against_straightforward(lanes: int, rounds: int) -> Ratios:
    """The core and the straightforward float64 batch, both with their own draws, in np.exp(float32) elements."""
    base, small = setting(lanes), setting(max(lanes // 4, 1), dtype="float64")
    area, rng = straightforward.Map(small.batch.world), np.random.default_rng(0)

    def plain() -> None:
        noise = straightforward.draw(small.lanes, area, rng)
        straightforward.month(small.state, small.exposure, small.batch.params, noise, area)

    works = {"core": (quick(base.core), base.cells), "straightforward float64": (plain, small.cells)}
    return in_exps(works, rounds)


def disagreement(dtype: str, lanes: int) -> Ratios:
    """Largest relative difference to the straightforward code by field, on given noise, with wars and ceasefires on."""
    base = setting(lanes, dtype=dtype, months=6)
    stir(base)
    draws = base.draws()
    mine = base.core(draws).values
    state = {name: np.asarray(values, np.float64) for name, values in base.state.items()}
    noise = {name: np.asarray(values, np.float64) for name, values in draws.items()}
    area = straightforward.Map(base.batch.world)
    plain = straightforward.month(state, base.exposure, base.batch.params, noise, area)
    fields = ("strength", "state_presence", "rent", "clash")
    return {f: float(np.max(np.abs(mine[f] - plain[f]) / (np.abs(plain[f]) + 1e-3))) for f in fields}


def stir(base: Setting) -> None:
    """Turn on what the quiet history leaves off: wars, ceasefires, a narrower haven, fighters who leave, mines."""
    lanes = np.arange(base.lanes)
    base.state["war"] = np.eye(base.state["war"].shape[1])[lanes % 6]
    base.state["ceasefire"] = 0.7 * np.eye(4)[lanes % 4]
    base.state["haven"] = np.full((base.lanes, 1), 0.5)
    base.state["handover"] = np.full((base.lanes, 4), 0.1)
    base.state["mining_grip"] = np.full((base.lanes, 1), 0.9)
    base.state["intelligence"] = np.full((base.lanes, 1), 0.8)
    base.state["haven_usual"] = np.full((base.lanes, 1), 0.8)
    base.state["talks_stage_group"] = 1.0 * np.eye(4)[lanes % 4]


def lane_growth(counts: tuple[int, ...], rounds: int) -> Ratios:
    """Time of everything per cell as the number of lanes at once grows."""
    bases = {str(n): setting(n) for n in counts}
    return in_exps({name: (quick(base.everything), base.cells) for name, base in bases.items()}, rounds)


def place_growth(lanes: int, rounds: int) -> Ratios:
    """Time of the core (noise given) per cell on the world and on one with every place twice."""
    base = setting(lanes)
    draws, works = base.draws(), {}
    for times in (1, 2):
        larger = repeated(base, times)
        given = draws | {"growth_place": np.repeat(draws["growth_place"], times, axis=1)}
        works[f"places x{times}"] = quick(lambda larger=larger, given=given: larger.core(given)), larger.cells
    return in_exps(works, rounds)
