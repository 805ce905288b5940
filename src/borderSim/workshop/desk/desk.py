"""The desk: devices ask, workers compute, and whoever asked last on a device is answered.

One line for all devices, one place a device: who is in it and asks again keeps the place, who was served goes to its
end. So nobody waits for more than one piece of work of each other device. A firm ask (more members than every picture
has) stands in a line of its own, piece by piece, and comes in only where a worker stays free for the others.

Members only add: what is on the shelf of a scenario is not computed again, and scenarios that lack the same members
are computed together, so that they share their past.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from weakref import ref

from borderSim.engine.dates import month_name
from borderSim.experiment.block import pasts
from borderSim.experiment.executors import cores
from borderSim.scenario import Scenario, ScheduledEvent
from borderSim.workshop.desk.ask import FIRM, ON_RELEASE, Answer, Ask
from borderSim.workshop.desk.pasts import Pasts
from borderSim.workshop.desk.shelf import Book, Shelf
from borderSim.workshop.desk.team import Processes, Team
from borderSim.workshop.desk.work import Work, fingerprint, place_months, run_months
from borderSim.workshop.draft.draft import Bases

MOST_MEMBERS = 1000
MOST_DEVICES = 64
"""Devices that may wait for an answer at the same time: many more than a room has teams."""
MOST_LARGE = 3000
"""Members of all answers with more than FIRM that devices look at or wait for: 0.4 MB each, so 1.2 GB."""
FIRM_STEP = 50
"""Members of one piece of a firm ask: about 0.9 s of a worker, which somebody who drags may have to wait for."""
PATIENCE = 4
"""Pieces of others that a firm ask in line lets pass before its turn: a room that never rests has none idle."""
SPLIT_FROM = 16
"""So many members are shared out among idle workers; with fewer, half of them take nearly as long as all."""

Progress = Callable[[int, int], None]


class Overtaken(Exception):  # noqa: N818
    """The device asked again, or no longer wants to know."""


class Crowded(Exception):  # noqa: N818
    """Too many devices wait already."""


class Full(Exception):  # noqa: N818
    """Other devices hold as many members of large answers as there is memory for."""


@dataclass(eq=False)
class Turn:
    """An ask of a device: its scenarios' books, up to which member it is to be computed next, what it waits for."""

    ask: Ask
    books: list[Book]
    goal: int = 0
    waits: asyncio.Future[None] | None = None
    over: bool = False

    @property
    def is_firm(self) -> bool:
        """Does it run in the background?"""
        return self.ask.members > ON_RELEASE

    @property
    def done(self) -> int:
        """Members that are there."""
        return min(book.have for book in self.books)

    @property
    def promised(self) -> int:
        """Members that are there or on their way."""
        return min(book.promised for book in self.books)

    async def until(self, future: asyncio.Future[None]) -> None:
        """Wait; raises Overtaken when the turn is over by then."""
        self.waits = future
        await future
        if self.over:
            raise Overtaken

    def end(self) -> None:
        """Be overtaken."""
        self.over = True
        if self.waits and not self.waits.done():
            self.waits.set_exception(Overtaken())


@dataclass(eq=False)
class Job:
    """Work for one worker, and the books that its outcomes go into."""

    work: Work
    books: list[Book] = field(default_factory=list)
    is_firm: bool = False


class Desk:
    """Answers asks with ``jobs`` worker processes (None: one a core). For one event loop."""

    def __init__(self, jobs: int | None = None, team: Team | None = None, shelf: Shelf | None = None) -> None:
        self._team: Team = team or Processes(jobs or cores())
        self._shelf = shelf or Shelf()
        self._pasts = Pasts()
        self._turns: dict[str, Turn] = {}
        self._large: list[ref[Answer]] = []
        self._line: dict[str, Turn] = {}
        self._firm_line: dict[str, Turn] = {}
        self._jobs: deque[Job] = deque()
        self._under_way: dict[asyncio.Task[None], Job] = {}
        self._last_asked = time.monotonic()
        self._let_pass = 0
        self._is_closed = False

    async def start(self, bases: Bases, future: Sequence[ScheduledEvent] = ()) -> None:
        """Start the workers and run the room's scenarios and their baseline, so that first pictures are there.

        ``future`` are the events that hold for everybody by then.
        """

        def told(scenario: Scenario) -> Scenario:
            return replace(scenario, events=(*scenario.events, *future))

        beside = told(bases.baseline)
        asks = {f"start {name}": Ask(told(s), beside, ON_RELEASE) for name, s in bases.scenarios.items()}
        await asyncio.gather(*(self.answer(device, ask) for device, ask in asks.items()))
        self._pasts.adopt()

    async def answer(self, device: str, ask: Ask, progress: Progress | None = None) -> Answer:
        """Run what is not there yet; a firm ask tells ``progress`` of members done and all, piece by piece.

        A newer ask of the device raises Overtaken here at once, be this one in line or under way; what is under way is
        finished and kept. So a screen that wants pictures while a lever moves asks again when an answer is there.

        Raises Crowded where too many devices wait, Full for a large ask beside too many others, RunError where workers
        are lost, ValueError for an ask that cannot be run, and what the model raises. Who still asks when the desk
        closes is cancelled.
        """
        if self._is_closed:
            raise asyncio.CancelledError
        _check(ask)
        self.cancel(device)
        if device not in self._turns and len(self._turns) >= MOST_DEVICES:
            raise Crowded
        if ask.members > FIRM and ask.members + self._members_of_large() > MOST_LARGE:
            raise Full
        began, seed = time.perf_counter(), ask.baseline.seed
        keys = {fingerprint(scenario, seed): scenario for scenario in (ask.policy, ask.baseline)}
        with self._shelf.use(keys) as books:
            turn = self._turns[device] = Turn(ask, books)
            there = turn.done >= ask.members
            try:
                await self._all_members(device, turn, progress)
                return self._noted(_answer(turn, 0.0 if there else time.perf_counter() - began))
            finally:
                self._leave(device, turn)

    def new_past(self, ask: Ask) -> bool:
        """Will the answer take seconds longer, because the history has to be computed under other assumptions first?"""
        seed = ask.baseline.seed
        return any(
            self._pasts.is_new(scenario, members, seed)
            for scenario in (ask.policy, ask.baseline)
            if (members := range(self._shelf.have(fingerprint(scenario, seed)), ask.members))
        )

    def busy(self, device: str) -> bool:
        """Does the device wait for an answer?"""
        return device in self._turns

    @property
    def quiet_for(self) -> float:
        """Seconds since somebody last waited for an answer; 0 while somebody does."""
        return 0.0 if self._turns else time.monotonic() - self._last_asked

    def cancel(self, device: str) -> None:
        """The device no longer wants to know: whoever waits there is told Overtaken."""
        turn = self._turns.get(device)
        if turn:
            turn.end()

    async def close(self) -> None:
        """Cancel all who wait, finish what is under way, end the workers."""
        self._is_closed = True
        for turn in self._turns.values():
            if turn.waits:
                turn.waits.cancel()
        self._jobs.clear()
        await asyncio.gather(*self._under_way, return_exceptions=True)
        await self._team.close()
        self._pasts.forget()

    def _members_of_large(self) -> int:
        """Members of large answers that somebody still holds, and of those that somebody waits for."""
        self._large = [held for held in self._large if held()]
        alive = sum(answer.members for held in self._large if (answer := held()))
        return alive + sum(t.ask.members for t in self._turns.values() if t.ask.members > FIRM and not t.over)

    def _noted(self, answer: Answer) -> Answer:
        if answer.members > FIRM:
            self._large.append(ref(answer))
        return answer

    async def _all_members(self, device: str, turn: Turn, progress: Progress | None) -> None:
        """Go on until all members are there, a firm ask piece by piece."""
        members = turn.ask.members
        while turn.done < members:
            turn.goal = min(members, turn.done + FIRM_STEP) if turn.is_firm else members
            if turn.promised < turn.goal:
                await turn.until(self._queue(device, turn))
            for book in turn.books:
                await turn.until(book.until(turn.goal))
            if progress:
                progress(turn.goal, members)

    def _queue(self, device: str, turn: Turn) -> asyncio.Future[None]:
        """Stand in line; done when the missing members are on their way."""
        turn.waits = asyncio.get_running_loop().create_future()
        (self._firm_line if turn.is_firm else self._line)[device] = turn
        self._hand_out()
        return turn.waits

    def _leave(self, device: str, turn: Turn) -> None:
        self._last_asked = time.monotonic()
        for table in (self._turns, self._line, self._firm_line):
            if table.get(device) is turn:
                del table[device]

    def _hand_out(self) -> None:
        """Give idle workers something to do: planned jobs, those in line, firm asks if nobody is or after PATIENCE."""
        self._serve(self._line, [d for d, turn in self._line.items() if turn.promised >= turn.goal])
        while self._idle:
            if self._let_pass >= PATIENCE and self._firm_line and self._may_be_firm():
                self._serve_firm()
            elif self._jobs:
                self._send(self._jobs.popleft())
            elif self._line:
                self._serve(self._line, [next(iter(self._line))])
            elif self._firm_line and self._may_be_firm():
                self._serve_firm()
            else:
                break

    def _serve_firm(self) -> None:
        self._let_pass = 0
        self._serve(self._firm_line, [next(iter(self._firm_line))])

    @property
    def _idle(self) -> int:
        return self._team.size - len(self._under_way)

    def _may_be_firm(self) -> bool:
        """One worker stays free for those who drag, where there is more than one."""
        return sum(job.is_firm for job in self._under_way.values()) < max(1, self._team.size - 1)

    def _serve(self, line: dict[str, Turn], devices: Iterable[str]) -> None:
        """Take devices out of a line, and plan what they lack."""
        for device in devices:
            turn = line.pop(device)
            if turn.waits and not turn.waits.done():
                self._plan(turn)
                turn.waits.set_result(None)

    def _plan(self, turn: Turn) -> None:
        """Jobs for the members that the turn's books lack; books that lack the same ones share a job."""
        goal, seed = turn.goal, turn.ask.baseline.seed
        cuts = sorted({goal} | {book.promised for book in turn.books if book.promised < goal})
        for start, stop in pairwise(cuts):
            books = [book for book in turn.books if book.promised <= start]
            for book in books:
                book.promised = stop
            scenarios = tuple(book.scenario for book in books)
            for members in self._shares(range(start, stop), turn.is_firm):
                keep = self._pasts.used(scenarios, members, seed)
                self._jobs.append(Job(Work(scenarios, members, seed, keep), books, turn.is_firm))

    def _shares(self, members: range, firm: bool) -> list[range]:
        """Members shared out among the idle workers where nobody else needs them."""
        shared = len(members) >= SPLIT_FROM and not (firm or self._line or self._jobs)
        count = max(1, self._idle) if shared else 1
        edges = [members.start + len(members) * i // count for i in range(count + 1)]
        return [range(a, b) for a, b in pairwise(edges)]

    def _send(self, job: Job) -> None:
        self._let_pass += not job.is_firm
        task = asyncio.get_running_loop().create_task(self._run(job))
        self._under_way[task] = job
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        del self._under_way[task]
        self._hand_out()

    async def _run(self, job: Job) -> None:
        """Compute a job and put it on the shelf; an error goes to all who wait for its books."""
        try:
            outcomes = await self._team.run(job.work)
        except Exception as error:
            for book in job.books:
                book.fail(error)
            return
        for book, outcome in zip(job.books, outcomes, strict=True):
            book.add(job.work.members, outcome)
        self._shelf.tidy()


def _check(ask: Ask) -> None:
    if not 1 <= ask.members <= MOST_MEMBERS:
        raise ValueError(f"{ask.members} members: from 1 to {MOST_MEMBERS}")
    if run_months(ask.policy) != run_months(ask.baseline):
        raise ValueError(f"{ask.policy.name} and {ask.baseline.name} run over other months")
    pasts([ask.policy, ask.baseline])  # a set of parameters that cannot be used is said here, not in the line


def _answer(turn: Turn, seconds: float) -> Answer:
    ask = turn.ask
    months, maps = (
        [month_name(month) for month in chosen] for chosen in (run_months(ask.policy), place_months(ask.policy))
    )
    outcomes = [book.first(ask.members) for book in turn.books]
    return Answer(ask, months, maps, outcomes[0], outcomes[-1], seconds)
