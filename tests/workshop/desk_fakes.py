"""A team of workers that finishes when the test says so, with numbers that tell scenario and member."""

import asyncio
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from borderSim.scenario import LeverChange, load_scenario
from borderSim.workshop.desk.ask import Ask, Outcome
from borderSim.workshop.desk.desk import Desk
from borderSim.workshop.desk.work import fingerprint

SCENARIOS = Path(__file__).parents[2] / "scenarios"
START, END = date(2012, 1, 1), date(2012, 9, 1)
BASELINE = replace(load_scenario(SCENARIOS / "today.yaml"), start=START, end=END)


def policy(value, day=START, **changes):
    """The short baseline with one lever moved."""
    change = LeverChange("border_open_people", None, day, value)
    return replace(BASELINE, name=f"p{value}", changes=(change,), **changes)


def ask(value, members=8, baseline=BASELINE):
    return Ask(policy(value), baseline, members)


def numbers(scenario, members):
    """(M, 2) that are those of this scenario and of these members alone."""
    own = int(fingerprint(scenario, scenario.seed)[:8], 16)
    return np.array([[own, member] for member in members], float)


def outcome(scenario, members):
    table = numbers(scenario, members)
    return Outcome({"x": table}, {"y": table[..., None]}, {"z": table[..., None]})


class Fake:
    """Keeps works until the test finishes them."""

    def __init__(self, size=1):
        self.size = size
        self.works = []
        self.open = {}
        self.most = 0

    async def run(self, work):
        self.works.append(work)
        self.open[id(work)] = (work, asyncio.get_running_loop().create_future())
        self.most = max(self.most, len(self.open))
        try:
            return await self.open[id(work)][1]
        finally:
            del self.open[id(work)]

    async def close(self):
        pass

    @property
    def under_way(self):
        return [work for work, _ in self.open.values()]

    async def finish(self, work=None, error=None):
        """Finish a work (None: the oldest), well or badly."""
        chosen = work or self.under_way[0]
        if error:
            self.open[id(chosen)][1].set_exception(error)
        else:
            self.open[id(chosen)][1].set_result([outcome(s, chosen.members) for s in chosen.scenarios])
        await settled()

    async def finish_all(self):
        while self.open:
            await self.finish()

    def ran(self):
        """(names of the scenarios, first member, end) of every work so far."""
        return [(tuple(s.name for s in w.scenarios), w.members.start, w.members.stop) for w in self.works]


async def settled():
    """Let everything that can go on without a worker do so."""
    for _ in range(50):
        await asyncio.sleep(0)


async def asking(desk, device, wanted, progress=None):
    """An ask as a task that has come as far as it can."""
    task = asyncio.create_task(desk.answer(device, wanted, progress))
    await settled()
    return task


def with_fake(story, size=1, **more):
    """Run a story (desk, fake) on a loop of its own; the baseline is on the shelf with 32 members."""

    async def told():
        fake = Fake(size)
        desk = Desk(team=fake, **more)
        first = await asking(desk, "start", Ask(BASELINE, BASELINE, 32))
        await fake.finish_all()
        await first
        fake.works.clear()
        fake.most = 0
        await story(desk, fake)
        assert not any((desk._turns, desk._line, desk._firm_line))

    asyncio.run(told())
