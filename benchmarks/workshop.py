"""What the desk adds to the model: answers in units of one model call, measured in one run (``make bench-workshop``).

A model call is ``run_block`` of the policy alone with 8 or 32 members over 60 months in one process, its warm start in
the cache. Times are wall clock, as the desk works in several processes: on a machine that is busy with
other things the ratios mean nothing. Minima over interleaved rounds.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from itertools import count

import numpy as np

from borderSim.experiment.block import Block, run_block
from borderSim.experiment.executors import cores
from borderSim.scenario import LeverChange, Scenario
from borderSim.workshop.desk.ask import FIRM, ON_RELEASE, WHILE_DRAGGING, Ask
from borderSim.workshop.desk.desk import Desk, Overtaken
from borderSim.workshop.desk.work import DTYPE, place_months
from borderSim.workshop.draft.draft import Bases
from whole import shipped

ROUNDS, TEAMS, DEVICES, PRESSES = 3, 6, 30, 15
SECONDS_BETWEEN_PRESSES = 0.03
"""A key that is held down."""
BASE = shipped("reopen")
BASELINE = shipped("baseline")


def policies() -> Iterator[Scenario]:
    """Policies that nobody asked for yet."""
    for number in count():
        change = LeverChange("trocha_control", None, BASE.start, number / 1e4)
        yield replace(BASE, changes=(*BASE.changes, change))


FRESH = policies()


def ask(members: int) -> Ask:
    return Ask(next(FRESH), BASELINE, members)


def model_call(members: int) -> None:
    policy = next(FRESH)
    months = tuple(place_months(policy))
    run_block(Block([policy], np.arange(members), BASELINE.seed, DTYPE, places=False, place_months=months))


async def here(members: int) -> None:
    model_call(members)


async def seconds(work: Awaitable[object]) -> float:
    began = time.perf_counter()
    await work
    return time.perf_counter() - began


async def minima(works: dict[str, Callable[[], Awaitable[float]]]) -> dict[str, float]:
    """Least seconds of each; rounds run them one after another, so that all see the same machine."""
    best = dict.fromkeys(works, np.inf)
    for _ in range(ROUNDS):
        for name, work in works.items():
            best[name] = min(best[name], await work())
    return best


async def together(desk: Desk, devices: int, members: int) -> float:
    """Until all devices, which ask at once, are answered."""
    return await seconds(asyncio.gather(*(desk.answer(f"device {i}", ask(members)) for i in range(devices))))


async def let_go(desk: Desk) -> float:
    """From the end of a drag, which was answered with few members, to the answer with all."""
    few = ask(WHILE_DRAGGING)
    await desk.answer("a", few)
    return await seconds(desk.answer("a", replace(few, members=ON_RELEASE)))


async def held_key(desk: Desk) -> float:
    """From the last of many quick asks of one device to its answer; all others are overtaken."""
    tasks = []
    for _ in range(PRESSES):
        tasks.append(asyncio.create_task(desk.answer("a", ask(WHILE_DRAGGING))))
        await asyncio.sleep(SECONDS_BETWEEN_PRESSES)
    spent = await seconds(tasks[-1])
    ended = await asyncio.gather(*tasks, return_exceptions=True)
    if sum(isinstance(end, Overtaken) for end in ended) != PRESSES - 1:
        raise RuntimeError("an ask that was not the last was answered")
    return spent


async def under_a_firm_ask(desk: Desk) -> float:
    """A drag's answer while another device makes its picture firm."""
    firm = asyncio.create_task(desk.answer("firm", ask(FIRM)))
    await asyncio.sleep(0)
    spent = await together(desk, 1, WHILE_DRAGGING)
    await firm
    return spent


def row(name: str, value: float, unit: str, allowed: float | None = None) -> None:
    limit = "" if allowed is None else f"  (at most {allowed:.2f})"
    print(f"  {name:<58}{value:>8.3f} {unit}{limit}", flush=True)


async def measured(desk: Desk) -> None:
    started = await seconds(desk.start(Bases({"reopen": BASE}, BASELINE)))
    row("start: workers, the room's scenarios with 32 runs", started, "s")
    known = ask(FIRM)
    await desk.answer("a", known)  # and the baseline with as many
    best = await minima(
        {
            "8": lambda: seconds(here(WHILE_DRAGGING)),
            "32": lambda: seconds(here(ON_RELEASE)),
            "drag": lambda: together(desk, 1, WHILE_DRAGGING),
            "release": lambda: together(desk, 1, ON_RELEASE),
            "let go": lambda: let_go(desk),
            "known": lambda: seconds(desk.answer("a", known)),
            "teams": lambda: together(desk, TEAMS, ON_RELEASE),
            "devices": lambda: together(desk, DEVICES, WHILE_DRAGGING),
            "held": lambda: held_key(desk),
            "firm": lambda: under_a_firm_ask(desk),
        }
    )
    few, many = best["8"], best["32"]
    row("model call, 8 runs", few, "s")
    row("model call, 32 runs", many, "s")
    row("answer while dragging, 8 runs", best["drag"] / few, "calls of 8")
    row("the same while somebody makes a picture firm", best["firm"] / few, "calls of 8")
    row("answer on release, 32 runs", best["release"] / many, "calls of 32")
    row("answer on release after dragging, 24 more runs", best["let go"] / many, "calls of 32")
    row("answer that was computed before, 200 runs", 1000 * best["known"], "ms")
    row(f"{TEAMS} teams at once, 32 runs", best["teams"] / many, "calls of 32", TEAMS / cores() + 1)
    row(f"{DEVICES} devices at once, 8 runs", best["devices"] / few, "calls of 8", DEVICES / cores() + 1)
    row(f"{PRESSES} quick asks: from the last to its answer", best["held"] / few, "calls of 8", 2)


async def main() -> None:
    print(f"The desk, {cores()} cores, 60 months")
    desk = Desk()
    try:
        await measured(desk)
    finally:
        await desk.close()


if __name__ == "__main__":
    asyncio.run(main())
