"""What sharing saves: a prefix in time, noise, a baseline, warm starts. Ratios of CPU time in one run."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import numpy as np

from borderSim.engine import axes, warmup
from borderSim.engine.dates import month_date, month_index
from borderSim.engine.loop import simulate
from borderSim.engine.noise import Noise
from borderSim.engine.timeline import Timeline
from borderSim.experiment import stretches
from borderSim.experiment.block import Block, branched, prepare, run_block, warm_ups
from borderSim.model.coupling import SYSTEMS
from borderSim.scenario import LeverChange, Pin
from clock import minima, seconds
from setting import ignore
from whole import shipped

POINTS, MEMBERS = 8, 32
START, MONTHS = date(2012, 1, 1), 60
"""The first month of the record: no warm start is part of what is timed, but where it is the thing."""
Scenarios = Sequence[Any]


def points(first: int, count: int = POINTS, start: date = START, months: int = MONTHS) -> list[Any]:
    """Scenarios that differ in one lever from month ``first`` of their run on."""
    begin = month_index(start)
    base = replace(shipped("today"), start=start, end=month_date(begin + months))
    day = month_date(begin + first)
    return [replace(base, changes=(LeverChange("border_open_people", None, day, i / count),)) for i in range(count)]


def block(scenarios: Scenarios, members: int = MEMBERS, **more: Any) -> Block:
    return Block(scenarios, np.arange(members), 1, "float32", keep=("arrivals",), departments=(), places=False, **more)


@contextmanager
def forks_at(cost: float) -> Iterator[None]:
    """Runs whose forks are taken to cost this many months; infinite: no forks."""
    before, stretches.FORK_COST = stretches.FORK_COST, cost
    try:
        yield
    finally:
        stretches.FORK_COST = before


def unforked(work: Block) -> None:
    with forks_at(np.inf):
        run_block(work)


@contextmanager
def empty_cache() -> Iterator[None]:
    """A cache of warm starts of one's own."""
    before = os.environ.get("BORDERSIM_CACHE")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BORDERSIM_CACHE"] = folder
        try:
            yield
        finally:
            del os.environ["BORDERSIM_CACHE"]
            if before is not None:
                os.environ["BORDERSIM_CACHE"] = before


def shared_prefix(firsts: Sequence[int]) -> dict[str, float]:
    """Whole blocks without forks over with, by the month in which the points part; and what lanes alone would give."""
    works = {f"fork at {first}": partial(run_block, block(points(first))) for first in firsts}
    best = minima({"no fork": partial(unforked, block(points(firsts[-1]))), **works}, 2)
    out = {}
    for first in firsts:
        out[f"parting in month {first} of {MONTHS}"] = best["no fork"] / best[f"fork at {first}"]
        out[f"  lanes alone, month {first}"] = POINTS * MONTHS / (first + POINTS * (MONTHS - first))
    return out


def fork_cost(months: int = 12) -> dict[str, float]:
    """CPU time of a fork into 2 and 8 scenarios, in months of their lanes: what experiment/stretches.py assumes."""
    out = {}
    for count in (2, POINTS):
        chosen, noise = points(0, count, months=MONTHS), Noise(1, np.arange(MEMBERS))
        batch, state = prepare(block(chosen[:1]), noise, 0)
        ids, led = axes.ids(batch.world), np.zeros(count, np.int64)

        def fork(batch: Any = batch, state: Any = state, led: Any = led, chosen: Any = chosen, ids: Any = ids) -> Any:
            return (*branched(batch, state, led), Timeline(chosen, batch.noise, ids, range(MONTHS)))

        wide, lanes, timeline = fork()
        spent = seconds(partial(simulate, wide, lanes, timeline, range(months), ignore)) / months
        out[f"fork into {count}"] = min(seconds(fork) for _ in range(3)) / spent
    return out


def shared_noise_and_baseline(months: int = 12) -> dict[str, float]:
    """The same number of lanes without shared draws over with; a baseline for each point over one for all."""
    chosen = points(0, months=months)
    base = replace(chosen[0], changes=())
    best = minima(
        {
            "shared": partial(unforked, block(chosen)),
            "own": partial(unforked, block(chosen[:1], POINTS * MEMBERS)),
            "once": partial(unforked, block([*chosen, base])),
            "each": lambda: [unforked(block([point, base])) for point in chosen],
        },
        2,
    )
    return {
        f"1 scenario x {POINTS * MEMBERS} members over {POINTS} x {MEMBERS}": best["own"] / best["shared"],
        f"a baseline for each of {POINTS} points over one": best["each"] / best["once"],
    }


def warm_starts(start: date = date(2025, 7, 1)) -> dict[str, float]:
    """A block whose warm start is computed over one that finds it in the cache, and the share that reading takes."""
    work = block(points(0, start=start))
    with empty_cache():
        cold = seconds(partial(run_block, work))
        best = minima(
            {
                "warm": partial(run_block, work),
                "read": partial(prepare, work, Noise(1, work.members), month_index(start)),
            },
            2,
        )
    return {"not in the cache over in it": cold / best["warm"], "reading, share of a run": best["read"] / best["warm"]}


def warm_ups_together(members: Sequence[int], month: int = 12) -> dict[str, float]:
    """Warm-ups of as many pasts as points one after another over all as one batch, by members."""
    out = {}
    for count in members:
        noise, world = Noise(1, np.arange(count)), prepare(block(points(0)[:1]), Noise(1, np.arange(1)), 0)[0].world
        pins = [{"incident_rate": Pin(0.1 * (1 + number))} for number in range(POINTS)]
        pasts = [warmup.history_batch(SYSTEMS, world, noise, pin) for pin in pins]
        best = minima(
            {
                "alone": lambda pasts=pasts: [warm_ups([past], month, "float32") for past in pasts],
                "together": lambda pasts=pasts: warm_ups(pasts, month, "float32"),
            },
            2,
        )
        out[f"{POINTS} pasts, {count} members"] = best["alone"] / best["together"]
    return out
