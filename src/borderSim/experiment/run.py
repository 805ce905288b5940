"""Run scenarios side by side: cut members into chunks, run them on an executor, put the pieces together."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from borderSim import __version__, catalogue
from borderSim.catalogue.posterior import used
from borderSim.engine.dates import month_index, month_name
from borderSim.engine.noise import Noise
from borderSim.errors import UserError
from borderSim.experiment.block import Block, Piece, run_block
from borderSim.experiment.executors import executor
from borderSim.experiment.lanes import Lanes, lanes_of, structure
from borderSim.results.data import Array, RunData
from borderSim.scenario import Pin, Scenario

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class RunOptions:
    """How to run: ``members`` and ``seed`` override the first scenario's; ``chunk`` is rows (lanes) per chunk.

    ``again`` is how many members are computed a second time with other chance, so that a comparison can say how much
    of its spread is chance.
    """

    members: int | None = None
    seed: int | None = None
    jobs: int = 1
    chunk: int = 256
    dtype: str = "float32"
    again: int = 64


def execute(scenarios: Sequence[Scenario], options: RunOptions, progress: Progress | None = None) -> RunData:
    """Run the scenarios with the same members and random numbers; the first is compared with the others.

    Raises UserError when they do not cover the same months, or a parameter set of theirs cannot be used.
    """
    _same_months(scenarios)
    first, began = scenarios[0], time.perf_counter()
    seed = first.seed if options.seed is None else options.seed
    members = np.arange(first.members if options.members is None else options.members)
    meta = about(scenarios, seed, options)
    lanes = lanes_of(scenarios)
    repeated = members[: options.again if len(scenarios) > 1 else 0]
    blocks = [*_blocks(lanes.all, members, seed, options), *_blocks(lanes.asked, repeated, seed, options, again=1)]
    pieces = _computed(blocks, options, progress)
    meta |= {"seconds": round(time.perf_counter() - began, 2)}
    main = [piece for piece, block in zip(pieces, blocks, strict=True) if not block.again]
    again = [piece.national for piece, block in zip(pieces, blocks, strict=True) if block.again]
    data = _together(lanes, members, main, meta)
    return replace(data, structure=structure(first, Noise(seed, members)), again=_joined(again))


def _blocks(
    scenarios: Sequence[Scenario], members: NDArray[np.int64], seed: int, options: RunOptions, again: int = 0
) -> list[Block]:
    step = max(1, min(options.chunk // len(scenarios), -(-len(members) // options.jobs)))
    return [Block(scenarios, members[i : i + step], seed, options.dtype, again) for i in range(0, len(members), step)]


def _computed(blocks: Sequence[Block], options: RunOptions, progress: Progress | None) -> list[Piece]:
    """The blocks' pieces in their order; ``progress`` hears of members done and of all."""
    pieces: list[Piece] = []
    total = sum(len(block.members) for block in blocks)
    with executor(min(options.jobs, len(blocks))) as run:
        for piece in run(run_block, blocks):
            pieces.append(piece)
            if progress:
                progress(sum(len(p.members) for p in pieces), total)
    return pieces


def _same_months(scenarios: Sequence[Scenario]) -> None:
    first = scenarios[0]
    for other in scenarios[1:]:
        if (other.start, other.end) != (first.start, first.end):
            raise UserError(
                f"{other.name} runs from {other.start} to {other.end}, {first.name} from {first.start} to {first.end}: "
                "scenarios that are compared need the same start and end"
            )


def about(scenarios: Sequence[Scenario], seed: int, options: RunOptions) -> dict[str, object]:
    """What made a run of these scenarios, the first one first: version, seed, months, what is sampled and pinned."""
    scenario = scenarios[0]
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
        "window": scenario.window,
        "indicators": list(scenario.indicators),
        "parameters_sampled": len(free),
        "parameters_judgement": sum(p.status == "judgement" for p in free),
        "pinned": pinned,
        "parameter_sets": {s.name: used(s.parameters, s.assumptions) for s in scenarios},
    }


def _joined(tables: Sequence[Mapping[str, Array]]) -> dict[str, Array]:
    """Tables of pieces put side by side along the member axis."""
    return {name: np.concatenate([t[name] for t in tables], axis=1) for name in tables[0]} if tables else {}


def _together(lanes: Lanes, members: NDArray[np.int64], pieces: Sequence[Piece], meta: dict[str, object]) -> RunData:
    months = range(month_index(lanes.asked[0].start), month_index(lanes.asked[0].end))
    return RunData(
        scenarios=tuple(s.name for s in lanes.all),
        members=members,
        months=[month_name(m) for m in months],
        national=_joined([piece.national for piece in pieces]),
        department=_joined([piece.department for piece in pieces]),
        place=_joined([piece.place for piece in pieces]),
        meta=meta,
        variants=lanes.names,
        readings=lanes.readings,
    )
