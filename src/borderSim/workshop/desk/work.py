"""What a worker process does: one block of members under one or two scenarios."""

from __future__ import annotations

import gc
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from borderSim.engine.dates import month_index
from borderSim.experiment.block import Block, run_block
from borderSim.results.data import Array
from borderSim.scenario import Scenario, scenario_hash
from borderSim.workshop.desk.ask import Outcome

DTYPE = "float32"
"""As `borderSim run` computes."""
MONTHS_BETWEEN_MAPS = 6
"""Municipal numbers are kept at the end of the first month, of every sixth after it, and of the last one."""


@dataclass(frozen=True)
class Work:
    """Members (a range of ids) of a seed to run under scenarios over the same months; ``keep_past`` as `keep_warm`."""

    scenarios: tuple[Scenario, ...]
    members: range
    seed: int
    keep_past: bool = True


def compute(work: Work) -> list[Outcome]:
    """The outcome of each scenario, arrays as :func:`borderSim.experiment.block.run_block` gives them."""
    ids, months = np.array(work.members), place_months(work.scenarios[0])
    piece = run_block(
        Block(work.scenarios, ids, work.seed, DTYPE, places=False, keep_warm=work.keep_past, place_months=tuple(months))
    )
    _settle()
    parts = (piece.national, piece.department, piece.place_series)
    return [Outcome(*(_of(part, number) for part in parts)) for number in range(len(work.scenarios))]


def _of(series: dict[str, Array], number: int) -> dict[str, Array]:
    return {name: values[number] for name, values in series.items()}


@cache
def _settle() -> None:
    """Once a worker has loaded all, take that out of what the garbage collector walks: a tenth of a short run."""
    gc.collect()
    gc.freeze()


def run_months(scenario: Scenario) -> range:
    """Month indices of a run."""
    return range(month_index(scenario.start), month_index(scenario.end))


def place_months(scenario: Scenario) -> list[int]:
    """Month indices at whose ends municipal numbers are kept."""
    months = run_months(scenario)
    return sorted({*months[::MONTHS_BETWEEN_MAPS], months[-1]})


def fingerprint(scenario: Scenario, seed: int) -> str:
    """Equal for scenarios that give the same numbers under a seed, whatever they are called and say of themselves."""
    bare = replace(
        scenario,
        name="",
        title={},
        question={},
        notes=(),
        members=1,
        seed=seed,
        compare_with=(),
        carried=(),
        readings={},
        decompose=(),
        indicators=(),
        window="last_12",
    )
    return scenario_hash(bare)
