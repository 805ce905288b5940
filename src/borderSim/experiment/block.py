"""One block of work: some members under all scenarios of a run, from the warm start to the last month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from borderSim.catalogue.posterior import parameter_set
from borderSim.engine import axes, checkpoint, warmup
from borderSim.engine.dates import month_index
from borderSim.engine.hazards import Thresholds
from borderSim.engine.loop import Batch, State, simulate
from borderSim.engine.noise import Noise
from borderSim.engine.recorder import Recorder, venezuelans
from borderSim.engine.timeline import Timeline
from borderSim.experiment.stretches import Stretch, lanes, stretches
from borderSim.model.coupling import SYSTEMS
from borderSim.model.system import Array
from borderSim.scenario import Scenario
from borderSim.world import load


@dataclass(frozen=True)
class Block:
    """Scenarios (same months), member ids (Mb,), seed and dtype: all that decides the numbers of a block.

    With ``again`` above 0 chance is drawn again from the start on: the same parameters and starting state, other noise
    and events. ``keep`` and ``departments`` name the national and department series that are wanted (None: all),
    ``places`` says whether series by place are, at the start and at the end; ``place_months`` (month indices) asks for
    them at the ends of these months of the run too. ``keep_warm`` false leaves the cache of warm starts alone.
    """

    scenarios: Sequence[Scenario]
    members: NDArray[np.int64]
    seed: int
    dtype: str
    again: int = 0
    keep: tuple[str, ...] | None = None
    departments: tuple[str, ...] | None = None
    places: bool = True
    keep_warm: bool = True
    place_months: tuple[int, ...] = ()


@dataclass(frozen=True)
class Piece:
    """Results of a block: national (S, Mb, T), department (S, Mb, T, 33) and place (S, Mb, C) series by name.

    ``place_series`` (S, Mb, K, C) are those of the block's K place months, in their order in time.
    """

    members: NDArray[np.int64]
    national: dict[str, Array]
    department: dict[str, Array]
    place: dict[str, Array]
    place_series: dict[str, Array] = field(default_factory=dict)


def run_block(block: Block) -> Piece:
    """Run a block; the numbers of a member do not depend on what else is in the block.

    Scenarios are computed as one until something tells them apart (:func:`borderSim.experiment.stretches.stretches`).
    """
    count, noise = len(block.scenarios), Noise(block.seed, block.members)
    months = range(month_index(block.scenarios[0].start), month_index(block.scenarios[0].end))
    parts = stretches(block.scenarios, pasts(block.scenarios), months)
    batch, state = prepare(replace(block, scenarios=_leaders(block, parts[0])), noise, months.start)
    if block.again:
        noise = Noise(block.seed, block.members, block.again)
        batch = replace(batch, noise=noise, thresholds=Thresholds(noise, batch.scenarios))
    recorder = Recorder(count, months, block.keep, block.departments, block.place_months)
    end = _through(parts, block, batch, state, recorder)
    place: dict[str, Array] = {}
    for name, reached, part in (("venezuelans_start", state, parts[0]), ("venezuelans", end, parts[-1])):
        if block.places:
            values = venezuelans(reached)[part.lanes(len(block.members))]
            place[name] = _by_scenario(values, count).astype(np.float32)
    return Piece(block.members, recorder.national(), recorder.department(), place, recorder.place())


def _through(parts: Sequence[Stretch], block: Block, batch: Batch, state: State, recorder: Recorder) -> State:
    """Run all months; where scenarios part, the state is branched into more lanes. Returns the state at the end."""
    before: Stretch | None = None
    for part in parts:
        timeline = Timeline(_leaders(block, part), batch.noise, axes.ids(batch.world), part.months)
        if before is None:
            state = state | timeline.start()
        else:
            led = before.follows[part.leaders]
            batch, state = branched(batch, state, led)
            state |= timeline.branched(state, led)
        watch = partial(recorder.watch, rows=part.lanes(len(block.members)))
        state, before = simulate(batch, state, timeline, part.months, watch), part
    return state


def _leaders(block: Block, part: Stretch) -> list[Scenario]:
    return [block.scenarios[i] for i in part.leaders]


def branched(batch: Batch, state: State, led: NDArray[np.int64]) -> tuple[Batch, State]:
    """Batch and state with one lane per member and scenario, which was computed as number ``led`` before."""
    rows = lanes(len(batch.noise.members), batch.scenarios, led)
    params, thresholds = checkpoint.branch(batch.params, rows), Thresholds(batch.noise, len(led))
    return replace(batch, params=params, thresholds=thresholds, scenarios=len(led)), checkpoint.branch(state, rows)


def prepare(block: Block, noise: Noise, month: int) -> tuple[Batch, State]:
    """The batch of all lanes and their state at the start; equal assumptions and sets of parameters share a warm-up."""
    world, keys = load(), pasts(block.scenarios)
    histories: dict[str, Batch] = {}
    for key, scenario in zip(keys, block.scenarios, strict=True):
        if key not in histories:
            fitted = parameter_set(scenario.parameters)
            histories[key] = warmup.history_batch(SYSTEMS, world, noise, scenario.assumptions, fitted)
    warm = _warm_starts(histories, block, month)
    params = interleave([histories[key].params for key in keys])
    batch = Batch(SYSTEMS, world, params, noise, Thresholds(noise, len(keys)), len(keys))
    return batch, interleave([warm[key] for key in keys])


def pasts(scenarios: Sequence[Scenario]) -> list[str]:
    """The name of each scenario's warm start."""
    return [warmup.cache_key(s.assumptions, parameter_set(s.parameters)) for s in scenarios]


def _warm_starts(histories: Mapping[str, Batch], block: Block, month: int) -> dict[str, State]:
    """The state of all members at a month under each history; those that are not in the cache are computed together."""
    kept = {key: warmup.Kept(key, history.noise, month, block.dtype) for key, history in histories.items()}
    loaded = {key: place.load() for key, place in kept.items() if block.keep_warm}
    found = {key: state for key, state in loaded.items() if state is not None}
    new = [key for key in histories if key not in found]
    for key, state in zip(new, warm_ups([histories[key] for key in new], month, block.dtype), strict=True):
        found[key] = state
        if block.keep_warm:
            kept[key].save(state)
    return found


def warm_ups(histories: Sequence[Batch], month: int, dtype: str) -> list[State]:
    """The state of all members at a month under each history, all as lanes of one batch."""
    if not histories:
        return []
    count, first = len(histories), histories[0]
    params = interleave([history.params for history in histories])
    batch = replace(first, params=params, thresholds=Thresholds(first.noise, count), scenarios=count)
    state = warmup.warm_up(batch, month, dtype, axes.ids(first.world))
    members = len(first.noise.members)
    return [checkpoint.branch(state, lanes(members, count, np.array([number]))) for number in range(count)]


def interleave(parts: Sequence[dict[str, Array]]) -> dict[str, Array]:
    """Lanes in order member first: (M, ...) of each scenario -> (M x S, ...)."""
    if len(parts) == 1:
        return checkpoint.branch(parts[0], np.arange(len(next(iter(parts[0].values())))))
    stacked = {name: np.stack([part[name] for part in parts], axis=1) for name in parts[0]}
    return {name: array.reshape(-1, *array.shape[2:]) for name, array in stacked.items()}


def _by_scenario(values: Array, scenarios: int) -> Array:
    """(L, ...) -> (S, M, ...)."""
    return np.moveaxis(values.reshape(-1, scenarios, *values.shape[1:]), 1, 0)
