"""The engine's loop: the visible order of one step.

exposures from the calendar -> every system reads state(t) and proposes flows -> the integrator makes state(t+1) ->
hazards integrate -> record. No system reads another's t+1, so the order of systems changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from borderSim.engine.arrays import fast_arrays
from borderSim.engine.axes import sizes
from borderSim.engine.hazards import Thresholds, advance
from borderSim.engine.noise import Noise
from borderSim.engine.timeline import Timeline
from borderSim.model.integrator import integrate
from borderSim.model.observables import Observed, observe
from borderSim.model.system import Array, Exposure, Flows, Stream, System

State = dict[str, Array]
Watcher = Callable[[int, State, Observed], None]


@dataclass(frozen=True)
class Batch:
    """What stays the same for a batch of lanes: systems, world, parameters (name -> (L, 1)), noise, thresholds."""

    systems: Sequence[System]
    world: Any
    params: dict[str, Array]
    noise: Noise
    thresholds: Thresholds
    scenarios: int


def simulate(batch: Batch, state: State, timeline: Timeline, months: range, watch: Watcher) -> State:
    """Run the lanes over ``months`` and return the state at the end; ``watch`` sees every month's observables."""
    with fast_arrays():
        for month in months:
            exposure = timeline.exposure(month, state)
            after, seen = step(batch, state, exposure)
            after.update(timeline.watch_conditions(month, state, seen.national))
            watch(month, after, seen)
            state = after
    return state


def step(batch: Batch, state: State, exposure: Exposure) -> tuple[State, Observed]:
    """One month: the state at its end and its observables; nothing is changed in place."""
    draws = noise_of(batch, exposure.month)
    proposals = [s.flows(state, exposure, batch.params, draws, batch.world) for s in batch.systems]
    after = integrate(state, proposals)
    after.update(fire(batch, state, proposals, ~exposure.switch("events_off")))
    return after, observe(after, exposure, notes(proposals), batch.params, batch.world)


def noise_of(batch: Batch, month: int) -> dict[str, Array]:
    """The month's draws of every stream, (L, ...): drawn once per member, repeated over its scenarios."""
    streams = [stream for system in batch.systems for stream in system.noise if stream.when == "step"]
    return {stream.name: draw(batch, stream, month) for stream in streams}


def draw(batch: Batch, stream: Stream, step: int) -> Array:
    """One stream at one step, (L, *dims); normals in float32, uniforms in float64."""
    shape = tuple(size_of(batch.world, axis) for axis in stream.dims)
    source = batch.noise.normal if stream.kind == "normal" else batch.noise.uniform
    values = source(stream.name, step, int(np.prod(shape))).reshape(-1, *shape)
    return np.repeat(values, batch.scenarios, axis=0) if batch.scenarios > 1 else values


def fire(batch: Batch, state: State, proposals: Sequence[Flows], allowed: Array) -> State:
    """Integrate all event hazards over the month; ``allowed`` (L, 1) is false where events are switched off."""
    hazards = {name: hazard for flows in proposals for name, hazard in flows.hazards.items()}
    fired: State = {}
    for name, hazard in hazards.items():
        fired.update(advance(name, hazard * allowed, state, batch.thresholds))
    return fired


def notes(proposals: Sequence[Flows]) -> dict[str, Array]:
    """All algebraic quantities that the systems noted this month."""
    return {name: value for flows in proposals for name, value in flows.notes.items()}


def size_of(world: Any, axis: str) -> int:
    """Length of a named axis; an axis that ends in a number (``lag12``) has that length."""
    return sizes(world)[axis] if axis in sizes(world) else int("".join(c for c in axis if c.isdigit()))
