"""What a sweep will cost before it runs: counted where it can be, measured by a short probe where it cannot."""

from __future__ import annotations

import datetime as dt
import sys
import time
from dataclasses import dataclass, replace

from borderSim.engine.dates import month_index
from borderSim.experiment.block import Block, pasts, run_block
from borderSim.experiment.stretches import stretches
from borderSim.scenario import LeverChange
from borderSim.sweeps.plan import Plan, Task
from borderSim.world import load

PROBE_MONTHS = 3
PROBE_LEVER = "border_open_cargo"
BYTES = 4
COMPRESSED = 0.8
"""Share of the numbers' bytes that the store takes (docs/scaling.md)."""
TWO_PROCESSES = 0.9
"""What a second and further process adds to the first (docs/scaling.md)."""


@dataclass(frozen=True)
class Estimate:
    """The size of a sweep and what it will take: seconds of ``jobs`` processes, bytes of memory and of disk.

    ``cells`` are lanes x months x places that must be computed, months that cases share counted once; those of the way
    to the start are in ``cells_before``.
    """

    points: int
    cases: int
    members: int
    months: int
    blocks: int
    cells: int
    cells_before: int
    jobs: int
    seconds: float
    memory: int | None
    disk: int


def estimate(plan: Plan, jobs: int) -> Estimate:
    """Probe one block over a few months and scale it to the plan."""
    seconds, memory = probe(plan)
    months, start = len(plan.months), month_index(plan.cases.scenarios[0].start)
    before = plan.cases.pasts * len(plan.members) * start
    tasks = list(plan.tasks())
    after = sum(map(lane_months, tasks))
    values = plan.lanes * months * (len(plan.sweep.indicators) + 33 * len(plan.sweep.departments))
    places = len(load().codes)
    return Estimate(
        points=len(plan.design.values),
        cases=len(plan.cases.scenarios),
        members=len(plan.members),
        months=months,
        blocks=len(tasks),
        cells=after * places,
        cells_before=before * places,
        jobs=jobs,
        seconds=seconds * (after + before) / (1 + (jobs - 1) * TWO_PROCESSES),
        memory=None if memory is None else memory * jobs,
        disk=int(values * BYTES * COMPRESSED),
    )


def lane_months(task: Task) -> int:
    """Months of single lanes that a block computes: what its scenarios share counts once."""
    scenarios = task.block.scenarios
    months = range(month_index(scenarios[0].start), month_index(scenarios[0].end))
    parts = stretches(scenarios, pasts(scenarios), months)
    return len(task.block.members) * sum(len(part.months) * len(part.leaders) for part in parts)


def probe(plan: Plan) -> tuple[float, int | None]:
    """Seconds per lane and month, and bytes that one process takes, from the first months of 2012 of a block's lanes.

    2012 needs no warm start; the second of two runs counts, when everything is loaded.
    """
    block = _probe_block(plan)
    run_block(block)
    began = time.perf_counter()
    run_block(block)
    taken = time.perf_counter() - began
    return taken / (len(block.scenarios) * len(block.members) * PROBE_MONTHS), _most_memory()


def _probe_block(plan: Plan) -> Block:
    """A block of the plan's size in 2012, its scenarios told apart by a lever from the first day on."""
    first, begin = plan.cases.scenarios[0], dt.date(2012, 1, 1)
    plain = replace(first, start=begin, end=dt.date(2012, 1 + PROBE_MONTHS, 1), events=(), conditions=())
    count = min(plan.cut.cases, len(plan.cases.scenarios))
    moved = [LeverChange(PROBE_LEVER, None, begin, position / count) for position in range(count)]
    return Block(
        [replace(plain, changes=(change,)) for change in moved],
        plan.members[: plan.cut.members],
        plan.seed,
        plan.dtype,
        keep=plan.sweep.indicators,
        departments=plan.sweep.departments,
        places=False,
        keep_warm=False,
    )


def _most_memory() -> int | None:
    """The most bytes that this process has had; None where the system does not say (Windows)."""
    try:
        import resource
    except ModuleNotFoundError:
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
