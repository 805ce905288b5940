"""Boards without a browser and without the model: a desk that answers when it is told to."""

import asyncio
from dataclasses import dataclass, field

from borderSim.scenario import scenario_hash
from borderSim.workshop.desk.desk import Overtaken
from borderSim.workshop.screens.board.state import BoardState
from tests.workshop import pictures_answers
from tests.workshop.room_lab import DRIVER
from tests.workshop.screen_lab import workshop

LEVER = "crossing_integrity"


@dataclass
class Call:
    """One ask that a desk got; ``end`` it with an answer, or with what goes wrong."""

    ask: object
    progress: object
    future: asyncio.Future = field(default_factory=asyncio.Future)

    async def end(self, wrong=None):
        if not self.future.done():
            self.future.set_exception(wrong) if wrong else self.future.set_result(None)
        await asyncio.sleep(0.01)


class HeldDesk:
    """The latest ask of a device wins; ``now`` answers at once, else every call waits for its ``end``."""

    def __init__(self, now=True):
        self.now, self.past, self.calls = now, False, []

    async def answer(self, device, ask, progress=None):
        for call in self.calls:
            if not call.future.done():
                call.future.set_exception(Overtaken())
        self.calls.append(Call(ask, progress))
        if self.now:
            self.calls[-1].future.set_result(None)
        await self.calls[-1].future
        return answer(ask)

    def new_past(self, ask):
        return self.past

    def cancel(self, device):
        if self.calls and not self.calls[-1].future.done():
            self.calls[-1].future.set_exception(Overtaken())

    @property
    def asked(self):
        """(value of the lever or None, members) of every call."""
        return [(value_of(call.ask.policy), call.ask.members) for call in self.calls]


def value_of(scenario):
    return next((change.value for change in scenario.changes if change.lever == LEVER), None)


def answer(ask):
    """Numbers that hang on the policy alone, the same for the same ask."""
    shift = 0.1 + int(scenario_hash(ask.policy)[:4], 16) / 0xFFFF
    made = pictures_answers.full(ask.members, 24, shift)
    tables = {name: (made.policy.national[name], made.baseline.national[name]) for name in made.policy.national}
    department = {n: (made.policy.department[n], made.baseline.department[n]) for n in made.policy.department}
    place = {n: (made.policy.place[n], made.baseline.place[n]) for n in made.policy.place}
    return pictures_answers.answer(tables, ask.members, ask, department, place, made.months)


def board(folder, now=True, team=1):
    """A workshop with a held desk, and the state of the Board of team 1's device."""
    made = workshop(folder, desk=HeldDesk(now))
    return made, BoardState(made, DRIVER, team)


async def rest(seconds=0.02):
    await asyncio.sleep(seconds)
