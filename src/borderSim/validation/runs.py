"""The runs that the facts are computed from: the past without counts, with counts up to a date, and what-ifs.

One block is some members through all runs: **free** (recorded levers and events, no count), **known** (moved to what
was counted up to a date, free afterwards), what-ifs of the past that leave it in 2022, and what-ifs of the future that
start from its end. From that date on only drivers are imposed: wars come by chance, and lever values that were judged,
or set with later outcomes in view, are drawn (engine/knowledge.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from borderSim.catalogue.posterior import parameter_set
from borderSim.engine import axes, checkpoint
from borderSim.engine.dates import month_index
from borderSim.engine.hazards import Thresholds
from borderSim.engine.knowledge import EVERYTHING, Knowledge
from borderSim.engine.loop import Batch, State, simulate
from borderSim.engine.members import draw
from borderSim.engine.noise import Noise
from borderSim.engine.timeline import Timeline
from borderSim.engine.warmup import run_history
from borderSim.experiment.block import interleave
from borderSim.experiment.executors import executor
from borderSim.hindcast.past import first_unknown
from borderSim.model.coupling import SYSTEMS
from borderSim.model.system import Array
from borderSim.validation.course import Course, Keeper
from borderSim.validation.what_ifs import what_if
from borderSim.world import load

FORK, NOW, LATER, LONG_RUN = date(2022, 1, 1), date(2025, 7, 1), date(2030, 7, 1), date(2040, 7, 1)
"""What-ifs of the past begin at FORK, those of the future at NOW and end at LATER or, the slow ones, at LONG_RUN."""
FREE_END = date(2022, 3, 1)
PAST = ("known", "placebo", "no_talks", "haven_full", "haven_none")
FUTURE = ("today", "max_pressure", "snap_closure")
SLOW = ("still", "lifted")
MEMBERS_AT_ONCE = 64
"""Members run together: as many as the cache holds well."""
DTYPE = "float32"


@dataclass(frozen=True)
class Runs:
    """All runs by name, and the members' parameters, name -> (M, 1)."""

    courses: dict[str, Course]
    params: dict[str, Array]

    def __getitem__(self, run: str) -> Course:
        return self.courses[run]


@dataclass(frozen=True)
class Block:
    """Member ids (M,), the choice of their parameters (posterior, prior or a packaged set's name), the seed of all
    chance, and the month before which counts move the state.
    """

    members: NDArray[np.int64]
    parameters: str
    seed: int
    counts_until: int


def run_all(members: int, parameters: str, seed: int, until: date, jobs: int = 1) -> Runs:
    """All runs of members 0 to ``members`` - 1, moved to the counts of months that are over by ``until``.

    The numbers of a member depend on neither ``jobs`` nor the other members.
    """
    months = first_unknown(until)
    step = max(1, min(MEMBERS_AT_ONCE, -(-members // jobs)))
    ids = np.arange(members)
    blocks = [Block(ids[i : i + step], parameters, seed, months) for i in range(0, members, step)]
    with executor(min(jobs, len(blocks))) as mapped:
        return _joined(list(mapped(run_block, blocks)))


def run_block(block: Block) -> Runs:
    """All runs of one block."""
    noise = Noise(block.seed, block.members)
    params = draw(noise, {}, parameter_set(block.parameters))
    drivers = Knowledge(outcomes_until=block.counts_until, drawn_from=block.counts_until)
    free = _history(noise, params, 0, FREE_END, EVERYTHING)[0]
    before, state = _history(noise, params, block.counts_until, FORK, drivers)
    past, states = _fork(PAST, noise, params, state, (FORK, NOW), drivers, fights=True)
    now = states["known"]
    future, _ = _fork(FUTURE, noise, params, now, (NOW, LATER), drivers)
    slow, _ = _fork(SLOW, noise, params, now, (NOW, LONG_RUN), drivers, random_events=False)
    return Runs({"free": free, **past, **future, **slow, "known": before.then(past["known"])}, params)


def _history(
    noise: Noise, params: dict[str, Array], counts_until: int, end: date, known: Knowledge
) -> tuple[Course, State]:
    """The recorded history from 2012-01 to ``end``, moved to every count dated before month ``counts_until``."""
    batch, last = _batch(noise, params, 1), month_index(end)
    timeline = Timeline([None], noise, axes.ids(batch.world), range(last), known)
    keeper = Keeper(batch, 0)
    state = run_history(batch, timeline, counts_until, last, DTYPE, keeper.watch)
    return keeper.courses(("history",))["history"], state


def _fork(
    names: Sequence[str],
    noise: Noise,
    params: dict[str, Array],
    state: State,
    span: tuple[date, date],
    known: Knowledge,
    *,
    random_events: bool = True,
    fights: bool = False,
) -> tuple[dict[str, Course], dict[str, State]]:
    """What-ifs side by side from one state (M, ...): the course and the last state of each."""
    months, n = range(*map(month_index, span)), len(names)
    batch = _batch(noise, params, n)
    scenarios = [what_if(name, *span, random_events=random_events) for name in names]
    timeline = Timeline(scenarios, noise, axes.ids(batch.world), months, known)
    keeper = Keeper(batch, months.start, fights=fights)
    lanes = interleave([state] * n) | timeline.start()
    after = simulate(batch, lanes, timeline, months, keeper.watch)
    rows = {name: np.arange(i, len(noise.members) * n, n) for i, name in enumerate(names)}
    return keeper.courses(names), {name: checkpoint.branch(after, rows[name]) for name in names}


def _batch(noise: Noise, params: dict[str, Array], scenarios: int) -> Batch:
    return Batch(SYSTEMS, load(), interleave([params] * scenarios), noise, Thresholds(noise, scenarios), scenarios)


def _joined(parts: Sequence[Runs]) -> Runs:
    """Runs with different members as one."""
    first = parts[0]
    courses = {name: Course.joined([part[name] for part in parts]) for name in first.courses}
    return Runs(courses, {name: np.concatenate([part.params[name] for part in parts]) for name in first.params})
