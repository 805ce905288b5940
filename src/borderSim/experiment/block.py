"""One block of work: some members under all scenarios of a run, from the warm start to the last month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from borderSim.catalogue.posterior import parameter_set
from borderSim.engine import axes, checkpoint, warmup
from borderSim.engine.dates import month_index
from borderSim.engine.hazards import Thresholds
from borderSim.engine.loop import Batch, State, simulate
from borderSim.engine.noise import Noise
from borderSim.engine.recorder import Recorder
from borderSim.engine.timeline import Timeline
from borderSim.model.coupling import SYSTEMS
from borderSim.model.population import STATUSES
from borderSim.model.system import Array
from borderSim.scenario import Scenario
from borderSim.world import load


@dataclass(frozen=True)
class Block:
    """Scenarios (same months), member ids (Mb,), seed and dtype: all that decides the numbers of a block.

    With ``again`` above 0 chance is drawn again from the start on: the same parameters and starting state, other noise
    and events.
    """

    scenarios: Sequence[Scenario]
    members: NDArray[np.int64]
    seed: int
    dtype: str
    again: int = 0


@dataclass(frozen=True)
class Piece:
    """Results of a block: national (S, Mb, T), department (S, Mb, T, 33) and place (S, Mb, C) series by name."""

    members: NDArray[np.int64]
    national: dict[str, Array]
    department: dict[str, Array]
    place: dict[str, Array]


def run_block(block: Block) -> Piece:
    """Run a block; the numbers of a member do not depend on what else is in the block."""
    world, count = load(), len(block.scenarios)
    noise = Noise(block.seed, block.members)
    months = range(month_index(block.scenarios[0].start), month_index(block.scenarios[0].end))
    batch, state = prepare(block, noise, months.start)
    if block.again:
        noise = Noise(block.seed, block.members, block.again)
        batch = replace(batch, noise=noise, thresholds=Thresholds(noise, count))
    timeline = Timeline(block.scenarios, noise, axes.ids(world), months)
    state.update(timeline.start())
    recorder = Recorder(count, months)
    before = venezuelans(state)
    state = simulate(batch, state, timeline, months, recorder.watch)
    place = {"venezuelans_start": before, "venezuelans": venezuelans(state)}
    by_scenario = {name: _by_scenario(values, count).astype(np.float32) for name, values in place.items()}
    return Piece(block.members, recorder.national(), recorder.department(), by_scenario)


def prepare(block: Block, noise: Noise, month: int) -> tuple[Batch, State]:
    """The batch of all lanes and their state at the start; equal assumptions and sets of parameters share a warm-up."""
    world, ids = load(), axes.ids(load())
    warm: dict[str, tuple[Batch, State]] = {}
    fitted = [parameter_set(s.parameters) for s in block.scenarios]
    keys = [warmup.cache_key(s.assumptions, p) for s, p in zip(block.scenarios, fitted, strict=True)]
    for key, scenario, posterior in zip(keys, block.scenarios, fitted, strict=True):
        if key not in warm:
            history = warmup.history_batch(SYSTEMS, world, noise, scenario.assumptions, posterior)
            warm[key] = (history, warmup.warm_up_cached(history, month, block.dtype, ids, key))
    states = [warm[key][1] for key in keys]
    params = [warm[key][0].params for key in keys]
    thresholds = Thresholds(noise, len(keys))
    return Batch(SYSTEMS, world, interleave(params), noise, thresholds, len(keys)), interleave(states)


def interleave(parts: Sequence[dict[str, Array]]) -> dict[str, Array]:
    """Lanes in order member first: (M, ...) of each scenario -> (M x S, ...)."""
    if len(parts) == 1:
        return checkpoint.branch(parts[0], np.arange(len(next(iter(parts[0].values())))))
    stacked = {name: np.stack([part[name] for part in parts], axis=1) for name in parts[0]}
    return {name: array.reshape(-1, *array.shape[2:]) for name, array in stacked.items()}


def venezuelans(state: State) -> Array:
    """(L, C) Venezuelans in Colombia by municipality, all statuses."""
    return np.add.reduce([state[status] for status in STATUSES])


def _by_scenario(values: Array, scenarios: int) -> Array:
    """(L, ...) -> (S, M, ...)."""
    return np.moveaxis(values.reshape(-1, scenarios, *values.shape[1:]), 1, 0)
