"""Where the time of whole runs goes: SimPy, random numbers, output, warm-up, processes, memory, start-up."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial, wraps
from pathlib import Path
from typing import Any

import numpy as np

import borderSim.engine.loop as loop
from borderSim.engine import axes
from borderSim.engine.calendar import Calendar
from borderSim.engine.timeline import Timeline
from borderSim.experiment.run import RunOptions, execute
from borderSim.results.store import write_numbers
from borderSim.scenario import load_scenario
from clock import seconds
from setting import ignore, setting

ROOT = Path(__file__).parents[1]
SCENARIO = ROOT / "scenarios" / "reopen.yaml"


def shipped(name: str = "reopen") -> Any:
    """A shipped scenario without its decomposition."""
    return replace(load_scenario(SCENARIO.with_name(f"{name}.yaml")), decompose=())


def shares(members: int, months: int) -> dict[str, float]:
    """Shares of a chunk's CPU time: SimPy's own calls, all of the calendar, random numbers."""
    spent: dict[str, float] = {}
    parts = {
        "SimPy": (Calendar, "_run_until"),
        "calendar": (Timeline, "exposure"),
        "random numbers": (loop, "noise_of"),
    }
    kept = [(owner, name, getattr(owner, name)) for owner, name in parts.values()]
    for part, (owner, name) in parts.items():
        setattr(owner, name, counted(getattr(owner, name), part, spent))
    try:
        base = setting(members)
        span = range(24, 24 + months)
        timeline = Timeline([None], base.batch.noise, axes.ids(base.batch.world), span)
        spent.clear()
        total = seconds(lambda: loop.simulate(base.batch, base.state, timeline, span, ignore))
    finally:
        for owner, name, original in kept:
            setattr(owner, name, original)
    return {part: value / total for part, value in spent.items()}


def counted(function: Callable[..., Any], part: str, spent: dict[str, float]) -> Callable[..., Any]:
    """The function, with its CPU seconds added to ``spent[part]``."""

    @wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        before = time.thread_time_ns()
        try:
            return function(*args, **kwargs)
        finally:
            spent[part] = spent.get(part, 0.0) + (time.thread_time_ns() - before) / 1e9

    return run


def run_and_output(members: int) -> dict[str, float]:
    """CPU time of a cold run (warm-up included), a warm one, and of writing the default results, over the warm one."""
    scenario, options = shipped(), RunOptions(members=members)
    with tempfile.TemporaryDirectory() as cache:
        os.environ["BORDERSIM_CACHE"] = cache
        cold = seconds(lambda: execute([scenario], options))
        kept: list[Any] = []
        warm = seconds(lambda: kept.append(execute([scenario], options)))
        write_numbers(kept[0], Path(cache))  # the libraries' own imports are not output
        output = min(seconds(lambda: write_numbers(kept[0], Path(cache))) for _ in range(2))
        del os.environ["BORDERSIM_CACHE"]
    return {"cold over warm run": cold / warm, "default output over warm run": output / warm}


def two_processes(members: int) -> dict[str, float]:
    """One process over two, warm-ups and start-up of the workers included: by the clock, and by CPU time.

    By CPU time is what two free cores would give: the CPU time of one process over half of what both workers took. On
    a machine that others use, the clock says less.
    """
    walls, cpu = [], []
    for jobs in (1, 2):
        with tempfile.TemporaryDirectory() as cache:
            os.environ["BORDERSIM_CACHE"] = cache
            wall, before = time.perf_counter(), os.times()
            execute([shipped()], RunOptions(members=members, jobs=jobs))
            walls.append(time.perf_counter() - wall)
            cpu.append(sum(os.times()[:4]) - sum(before[:4]))
            del os.environ["BORDERSIM_CACHE"]
    return {"by the clock": walls[0] / walls[1], "by CPU time": 2 * cpu[0] / cpu[1]}


def month_growth(members: int, spans: Sequence[int]) -> dict[str, float]:
    """CPU time per month for spans of several lengths, over that of the first."""
    base, times = setting(members), {}
    for length in spans:
        span = range(24, 24 + length)
        timeline = Timeline([None], base.batch.noise, axes.ids(base.batch.world), span)
        run = partial(loop.simulate, base.batch, base.state, timeline, span, ignore)
        times[str(length)] = seconds(run) / length
    return {name: value / times[str(spans[0])] for name, value in times.items()}


MEMORY = """
import resource, sys, tempfile, os
sys.path.insert(0, {here!r})
from datetime import date
from dataclasses import replace
from whole import shipped
from borderSim.experiment.run import RunOptions, execute
os.environ["BORDERSIM_CACHE"] = tempfile.mkdtemp()
start = shipped("today")
end = start.start.replace(year=start.start.year + {years})
execute([replace(start, end=end)], RunOptions(members={members}))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def peak_memory(members: int, years: int) -> float:
    """Peak GiB of one process that runs ``members`` over ``years``, in a process of its own."""
    code = MEMORY.format(here=str(Path(__file__).parent), years=years, members=members)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return int(done.stdout.split()[-1]) / 2**20


def start_up(rounds: int) -> dict[str, float]:
    """CPU time of a fresh process for --help and check, over that of `import numpy`."""
    command = "import sys; from borderSim.cli.main import main; sys.argv = ['borderSim', *{args!r}]; main()"
    codes = {
        "numpy": "import numpy",
        "borderSim --help": command.format(args=["--help"]),
        "borderSim check": command.format(args=["check", str(SCENARIO)]),
    }
    best = dict.fromkeys(codes, np.inf)
    for _ in range(rounds):
        for name, code in codes.items():
            best[name] = min(best[name], child_seconds(code))
    return {name: value / best["numpy"] for name, value in best.items() if name != "numpy"}


def child_seconds(code: str) -> float:
    """User and system CPU seconds of a Python process."""
    before = os.times()
    subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system
