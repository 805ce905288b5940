"""Run scenarios side by side: cut members into chunks, run them on an executor, put the pieces together."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from borderSim import __version__, catalogue
from borderSim.engine.dates import month_index, month_name
from borderSim.errors import UserError
from borderSim.experiment.block import Block, Piece, run_block
from borderSim.experiment.executors import executor
from borderSim.results.data import Array, RunData
from borderSim.scenario import Pin, Scenario

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class RunOptions:
    """How to run: ``members`` and ``seed`` override the first scenario's; ``chunk`` is rows (lanes) per chunk."""

    members: int | None = None
    seed: int | None = None
    jobs: int = 1
    chunk: int = 256
    dtype: str = "float32"


def execute(scenarios: Sequence[Scenario], options: RunOptions, progress: Progress | None = None) -> RunData:
    """Run the scenarios with the same members and random numbers; the first is compared with the others.

    Raises UserError when they do not cover the same months.
    """
    _same_months(scenarios)
    first, began = scenarios[0], time.perf_counter()
    seed = first.seed if options.seed is None else options.seed
    members = np.arange(first.members if options.members is None else options.members)
    variants = decomposition(scenarios)
    lanes = (*scenarios, *variants[2:])
    step = max(1, min(options.chunk // len(lanes), -(-len(members) // options.jobs)))
    blocks = [Block(lanes, members[i : i + step], seed, options.dtype) for i in range(0, len(members), step)]
    pieces = []
    with executor(min(options.jobs, len(blocks))) as run:
        for piece in run(run_block, blocks):
            pieces.append(piece)
            if progress:
                progress(sum(len(p.members) for p in pieces), len(members))
    meta = _meta(first, seed, options) | {"seconds": round(time.perf_counter() - began, 2)}
    return _together(lanes, variants, members, pieces, meta)


def decomposition(scenarios: Sequence[Scenario]) -> tuple[Scenario, ...]:
    """Scenario, reference, reference with demand frozen, the same without events; () where it is not asked for."""
    if len(scenarios) < 2 or not scenarios[0].decompose:
        return ()
    reference = scenarios[1]
    frozen = _switched(reference, demand_frozen=True)
    return (scenarios[0], reference, frozen, _switched(reference, demand_frozen=True, events_off=True))


def _switched(scenario: Scenario, **on: bool) -> Scenario:
    name = f"{scenario.name}/{'+'.join(on)}"
    return replace(scenario, name=name, switches={**scenario.switches, **on})


def _same_months(scenarios: Sequence[Scenario]) -> None:
    first = scenarios[0]
    for other in scenarios[1:]:
        if (other.start, other.end) != (first.start, first.end):
            raise UserError(
                f"{other.name} runs from {other.start} to {other.end}, {first.name} from {first.start} to {first.end}: "
                "scenarios that are compared need the same start and end"
            )


def _meta(scenario: Scenario, seed: int, options: RunOptions) -> dict[str, object]:
    pinned = sorted(name for name, value in scenario.assumptions.items() if isinstance(value, Pin))
    free = [p for p in catalogue.parameters().values() if p.distribution != "fixed" and p.name not in pinned]
    return {
        "version": __version__,
        "seed": seed,
        "dtype": options.dtype,
        "jobs": options.jobs,
        "chunk": options.chunk,
        "start": scenario.start.isoformat(),
        "end": scenario.end.isoformat(),
        "parameters_sampled": len(free),
        "parameters_judgement": sum(p.status == "judgement" for p in free),
        "pinned": pinned,
    }


def _together(
    lanes: Sequence[Scenario],
    variants: Sequence[Scenario],
    members: NDArray[np.int64],
    pieces: Sequence[Piece],
    meta: dict[str, object],
) -> RunData:
    """Pieces of members put side by side along the member axis."""
    months = range(month_index(lanes[0].start), month_index(lanes[0].end))

    def joined(part: str) -> dict[str, Array]:
        tables = [getattr(piece, part) for piece in pieces]
        return {name: np.concatenate([table[name] for table in tables], axis=1) for name in tables[0]}

    return RunData(
        scenarios=tuple(s.name for s in lanes),
        members=members,
        months=[month_name(m) for m in months],
        national=joined("national"),
        department=joined("department"),
        place=joined("place"),
        meta=meta,
        variants=tuple(s.name for s in variants),
    )
