"""From 2012-01 to the start of a run: the recorded history per member, then the last counts before the start."""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from borderSim.catalogue.posterior import Posterior
from borderSim.engine import checkpoint
from borderSim.engine.hazards import Thresholds, start
from borderSim.engine.loop import Batch, State, Watcher, draw, simulate, size_of
from borderSim.engine.members import Assumptions
from borderSim.engine.members import draw as draw_members
from borderSim.engine.noise import Noise
from borderSim.engine.reconcile import ERRORS, counts, reconcile
from borderSim.engine.timeline import Timeline
from borderSim.fingerprint import PACKAGE, hash_files, sha256
from borderSim.model.observables import Observed
from borderSim.model.system import Array, System


def initial_state(batch: Batch, dtype: str) -> State:
    """The state of all lanes at 2012-01; fields of the kind "field" in ``dtype``, all else in float64."""
    draws = {s.name: draw(batch, s, 0) for system in batch.systems for s in system.noise if s.when == "start"}
    state: State = {}
    for system in batch.systems:
        values = system.initial(batch.world, batch.params, draws)
        for field in system.fields:
            kind = dtype if field.kind == "field" else "float64"
            state[field.name] = np.ascontiguousarray(values[field.name], kind)
        for hazard in system.hazards:
            places = int(np.prod([size_of(batch.world, axis) for axis in hazard.dims]))
            state.update(start(hazard.name, len(next(iter(batch.params.values()))), places))
    return state


def history_batch(
    systems: Sequence[System],
    world: Any,
    noise: Noise,
    assumptions: Assumptions,
    posterior: Posterior | None = None,
) -> Batch:
    """One lane per member under the recorded history; parameters from ``posterior``, else from the prior."""
    return Batch(systems, world, draw_members(noise, assumptions, posterior), noise, Thresholds(noise, 1), 1)


def warm_up(batch: Batch, month: int, dtype: str, axes: Mapping[str, list[str]]) -> State:
    """State of every lane at ``month``: the history from 2012-01, moved to each count that lies before it."""
    if month <= 0:
        return initial_state(batch, dtype)
    timeline = Timeline([None] * batch.scenarios, batch.noise, axes, range(month))
    return run_history(batch, timeline, month, month, dtype, lambda *_: None)


def run_history(batch: Batch, timeline: Timeline, counts_until: int, end: int, dtype: str, watch: Watcher) -> State:
    """From 2012-01 to before month ``end``; ``watch`` sees every month.

    The state is moved to every count dated before month ``counts_until``; 0 moves nothing.
    """
    state, begin = initial_state(batch, dtype), 0
    trade: deque[Array] = deque(maxlen=12)

    def kept(month: int, now: State, seen: Observed) -> None:
        trade.append(np.concatenate([seen.national["exports_to_ve"], seen.national["imports_from_ve"]], axis=1))
        watch(month, now, seen)

    for counted in counts(batch.world).months(counts_until):
        state = simulate(batch, state, timeline, range(begin, counted + 1), kept)
        errors = batch.noise.normal("count_error", counted, ERRORS)
        each = np.repeat(errors, batch.scenarios, axis=0)
        state = reconcile(state, np.add.reduce(list(trade)), each, batch, counted)
        begin = counted + 1
    return simulate(batch, state, timeline, range(begin, end), kept)


@dataclass(frozen=True)
class Kept:
    """Where the warm starts of some members under one history are kept: one small file a member."""

    key: str
    noise: Noise
    month: int
    dtype: str

    @property
    def folder(self) -> Path:
        """The folder of all members' files."""
        return cache_folder() / f"{self.key}-{self.noise.seed}-{self.month}-{self.dtype}"

    def _files(self) -> list[Path]:
        return [self.folder / f"member-{member}" for member in self.noise.members]

    def is_there(self) -> bool:
        """Is a file kept for every member? (It may turn out broken when it is loaded.)"""
        return all(file.with_suffix(".npy").exists() for file in self._files())

    def load(self) -> State | None:
        """The state of all members, None where one is missing or broken."""
        try:
            found = [checkpoint.load(file)[0] for file in self._files()]
        except (OSError, ValueError):
            return None
        return {name: np.concatenate([state[name] for state in found]) for name in found[0]}

    def save(self, state: State) -> None:
        """Keep the state of all members; a full or read-only disk costs time at the next run, nothing else."""
        try:
            for row, file in enumerate(self._files()):
                checkpoint.save(file, checkpoint.branch(state, np.array([row])), self.month)
        except OSError:
            pass


def cache_folder() -> Path:
    """Where warm starts are kept: $BORDERSIM_CACHE, else the user's cache folder."""
    chosen = os.environ.get("BORDERSIM_CACHE")
    base = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    return Path(chosen) if chosen else base / "borderSim"


def cache_key(assumptions: Assumptions, posterior: Posterior | None = None) -> str:
    """Hash of everything that a warm start depends on besides seed, member, month and dtype."""
    pinned = json.dumps({name: repr(value) for name, value in sorted(assumptions.items())})
    drawn = posterior.digest if posterior else ""
    return sha256((package_hash() + pinned + drawn + np.__version__).encode())[:16]


@cache
def package_hash() -> str:
    """sha256 over the package's code and tables that a run depends on."""
    parts = ("model", "engine", "world", "catalogue", "data", "scenario")
    files = [f for part in parts for f in (PACKAGE / part).rglob("*") if f.suffix in {".py", ".csv", ".json"}]
    return hash_files(files)
