"""Run a plan to its end: blocks to workers, finished blocks to the store, again from there after any stop."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

import numpy as np
from filelock import FileLock, Timeout

from borderSim.errors import RunError, UserError
from borderSim.experiment.block import run_block
from borderSim.experiment.executors import in_any_order, workers
from borderSim.results.data import Array
from borderSim.results.sweep_data import SweepData
from borderSim.results.sweep_folder import open_sweep
from borderSim.results.sweep_store import DEPARTMENT, NATIONAL, SweepStore
from borderSim.scenario.sweep import load_sweep
from borderSim.sweeps.identity import machinery
from borderSim.sweeps.plan import Plan, Task, opened, plan_of

LOCK = ".lock"
MOST_LOSSES = 3
"""So often in a row, with no block finished between, may workers be lost before a run gives up."""


class Progress(Protocol):
    """Somebody who hears how far a run is."""

    def __call__(self, done: int, total: int) -> None:
        """Hear of lanes done and of all lanes."""


@dataclass(frozen=True)
class Team:
    """Who computes: this process or ``jobs`` processes, or a Dask cluster where ``dask`` names one."""

    jobs: int = 1
    dask: str | None = None


@dataclass(frozen=True)
class Done:
    """A finished run: blocks that it ``found`` finished and blocks that it ``computed``."""

    found: int
    computed: int


def run_plan(plan: Plan, folder: Path, team: Team, progress: Progress | None = None) -> Done:
    """Compute what is missing in the folder's store. The same call after any stop goes on from what is finished.

    Raises UserError where the folder holds another sweep or somebody works on it, RunError where workers are lost
    again and again, a cluster goes away or the disk is full; finished blocks are kept.
    """
    with only_one(folder):
        plan, store = opened(plan, folder)
        tasks = list(plan.tasks())
        left = [task for task in tasks if not store.is_done(task.case, task.member)]
        done = plan.lanes - sum(task.lanes for task in left)
        tell = partial(progress or _nobody, total=plan.lanes)
        tell(done)
        _compute(left, store, team, tell, done)
        return Done(len(tasks) - len(left), len(left))


def run_file(
    file: str | Path,
    folder: str | Path,
    *,
    members: int | None = None,
    seed: int | None = None,
    team: Team | None = None,
    progress: Progress | None = None,
) -> SweepData:
    """Run a sweep file into ``folder``, or go on with it there, and open it. Raises as :func:`run_plan` does."""
    run_plan(plan_of(load_sweep(file), members, seed), Path(folder), team or Team(), progress)
    return open_sweep(folder)


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the folder against others; the system lets go of it however this process ends."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / LOCK, timeout=0):
            yield
    except Timeout:
        hint = f"borderSim sweep status {folder} shows how far it is"
        raise UserError(f"{folder}: another borderSim is working on this sweep; {hint}") from None


def _nobody(done: int, total: int) -> None:
    """Hears of progress where nobody asked."""


def _compute(tasks: Sequence[Task], store: SweepStore, team: Team, tell: Callable[[int], None], done: int) -> None:
    """All tasks into the store; a lost worker costs the blocks that were under way, which are handed out again."""
    left = {(task.case.start, task.member.start): task for task in tasks}
    work, losses = partial(compute, machinery()), 0
    while left:
        before = len(left)
        try:
            with workers(min(team.jobs, len(left)), team.dask) as found:
                for task, block in in_any_order(found, work, list(left.values())):
                    store.write(task.case, task.member, block)
                    del left[task.case.start, task.member.start]
                    done += task.lanes
                    tell(done)
        except BrokenExecutor:
            losses = losses + 1 if len(left) == before else 0
            if losses == MOST_LOSSES:
                hint = "too little memory? try fewer --jobs or a smaller --chunk; what was finished is kept"
                raise RunError(f"workers were lost {losses} times in a row ({hint})") from None


def compute(expected: dict[str, str], task: Task) -> dict[str, Array]:
    """One block as the store keeps it, float32: national (S, M, I, T), departments (S, M, J, T, 33).

    Raises RunError on a worker whose version, tables or arithmetic are not those of the main process.
    """
    other = [name for name, value in machinery().items() if value != expected[name]]
    if other:
        raise RunError(f"a worker has another {' and '.join(other)} than the main process: numbers would not agree")
    piece = run_block(task.block)
    shape = (len(task.block.scenarios), len(task.block.members), 0)
    return {
        NATIONAL: _stacked([piece.national[name] for name in task.block.keep or ()], shape),
        DEPARTMENT: _stacked([piece.department[name] for name in task.block.departments or ()], shape),
    }


def _stacked(series: Sequence[Array], shape: tuple[int, ...]) -> Array:
    """Series (S, M, ...) side by side as (S, M, n, ...), float32."""
    return np.stack(series, axis=2).astype(np.float32) if series else np.empty(shape, np.float32)
