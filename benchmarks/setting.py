"""What the benchmarks run: the recorded history on the packaged world, some months in, for members and scenarios."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np

from borderSim.engine import axes, checkpoint, warmup
from borderSim.engine.arrays import fast_arrays
from borderSim.engine.hazards import Thresholds
from borderSim.engine.loop import Batch, draw, simulate, step
from borderSim.engine.noise import Noise
from borderSim.engine.timeline import Timeline
from borderSim.model import armed_groups
from borderSim.model.coupling import SYSTEMS
from borderSim.world import load

GROUPS = 4
STREAMS = tuple(s for s in armed_groups.SYSTEM.noise if s.when == "step")
MONTHS_BEFORE = 24
PLACE_AXES = ("place", "co_place")


@dataclass
class Setting:
    """A batch, its state and what acts on it in one month."""

    batch: Batch
    state: dict[str, Any]
    exposure: Any

    @property
    def lanes(self) -> int:
        return len(self.state["strength"])

    @property
    def cells(self) -> int:
        """(lane, group, place) cells of one month."""
        return self.state["strength"].size

    def draws(self) -> dict[str, Any]:
        """The month's noise of the group and place core."""
        return {s.name: draw(self.batch, s, self.exposure.month) for s in STREAMS}

    def core(self, draws: dict[str, Any] | None = None) -> Any:
        """One month of the group and place core; with its noise unless that is given."""
        drawn = self.draws() if draws is None else draws
        return armed_groups.flows(self.state, self.exposure, self.batch.params, drawn, self.batch.world)

    def everything(self) -> Any:
        """One month of all systems, with noise, integration, hazards and observables."""
        return step(self.batch, self.state, self.exposure)


def setting(members: int, scenarios: int = 1, dtype: str = "float32", months: int = MONTHS_BEFORE) -> Setting:
    """``members`` x ``scenarios`` lanes after ``months`` of the history; scenarios share their noise."""
    world, noise = load(), Noise(1, np.arange(members))
    history = warmup.history_batch(SYSTEMS, world, noise, {})
    state = warmup.initial_state(history, dtype)
    state = simulate(history, state, Timeline([None], noise, axes.ids(world), range(months)), range(months), ignore)
    rows = np.repeat(np.arange(members), scenarios)
    params = checkpoint.branch(history.params, rows)
    batch = Batch(SYSTEMS, world, params, noise, Thresholds(noise, scenarios), scenarios)
    timeline = Timeline([None] * scenarios, noise, axes.ids(world), range(months, months + 1))
    branched = checkpoint.branch(state, rows)
    return Setting(batch, branched, timeline.exposure(months, branched))


def ignore(*_: Any) -> None:
    """Watch nothing."""


def repeated(base: Setting, times: int) -> Setting:
    """The same setting on a world in which every place stands ``times`` times side by side (the core alone)."""
    fields = {f.name: f for s in SYSTEMS for f in s.fields}
    state = {
        name: np.repeat(v, times, axis=-1) if name in fields and {*fields[name].dims} & {*PLACE_AXES} else v
        for name, v in base.state.items()
    }
    world = repeated_world(base.batch.world, times)
    batch = Batch(SYSTEMS, world, dict(base.batch.params), base.batch.noise, base.batch.thresholds, 1)
    return Setting(batch, state, base.exposure)


def repeated_world(world: Any, times: int) -> SimpleNamespace:
    """What the core reads of a world, with ``times`` copies of each place; a copy's neighbours are copies."""
    places = (
        "department", "km_to_border", "corridor", "coca_weight", "gold_weight", "urban", "state_presence_2012",
        "presence_probability", "residents_2012", "migrant_weight_2012",
    )  # fmt: skip
    degree = np.diff(world.adj_indptr)
    rows = np.split(np.arange(len(world.adj_indices)), world.adj_indptr[1:-1])
    order = np.concatenate([row for row in rows for _ in range(times)])
    copy = np.concatenate([np.full(len(row), k) for row in rows for k in range(times)])
    return SimpleNamespace(
        **{name: np.repeat(getattr(world, name), times, axis=-1) for name in places},
        **{
            name: getattr(world, name)
            for name in (
                "hostility",
                "corridor_ids",
                "crossing_ids",
                "coca_2012",
                "segment_department",
                "migrants_2012",
            )
        },
        n_co=world.n_co * times,
        department_start=world.department_start * times,
        state_start=world.state_start * times,
        adj_indptr=np.concatenate([[0], np.cumsum(np.repeat(degree, times))]),
        adj_indices=(world.adj_indices[order] * times + copy).astype(np.int32),
        adj_weights=world.adj_weights[order],
    )


def quick(work: Any) -> Any:
    """The work under the settings that a run has."""

    def run() -> None:
        with fast_arrays():
            work()

    return run
