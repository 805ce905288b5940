"""The devices of a soak: each acts by chance of its own and checks that its page shows what it did itself."""

import asyncio
import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from borderSim.workshop.words import say
from browser_room import Device

T = TypeVar("T")
SETTLED = """(before) => {
  const text = (where) => document.querySelector(where)?.textContent ?? '';
  return text('.charts-part .working') === '' && text('.firm .strong').startsWith('32 ')
    && text('footer .notes > span') !== before;
}"""
STANDS = """([name, value]) => Math.abs(Number(document.getElementById(`lever-${name}`)?.value) - value) < 1e-9"""
LEVERS = """() => [...document.querySelectorAll('.levers-part > div .group input[type=range]')]
  .map((one) => [one.id.slice(6), Number(one.value)])"""
OPTIONS = """() => [...document.querySelectorAll('.ballot input[type=checkbox]')]
  .map((one) => [one.dataset.at, one.checked])"""
APPROVES = """([wanted]) => {
  const boxes = [...document.querySelectorAll('.ballot input[type=checkbox]')];
  return boxes.length > 0 && boxes.every((one) => one.checked === wanted.includes(one.dataset.at));
}"""
SAYS = """([title, direction]) => {
  const form = document.querySelector('.predict');
  const own = form.querySelector(`button[data-at="${direction}"]`);
  return form.querySelector('h3')?.textContent === title && own?.getAttribute('aria-pressed') === 'true';
}"""
CLICK = 30_000
"""Milliseconds after which what was to be clicked counts as gone, because the facilitator closed it."""
STATE = """() => ({
  connected: Boolean(window.did_handshake && window.socket?.connected),
  lost: document.getElementById('popup')?.ariaHidden === 'false',
  dialog: document.querySelector('dialog[open] h2')?.textContent, focus: document.activeElement?.id,
  said: [...document.querySelectorAll('[role=alert], .working, .firm .strong, footer .notes > span')]
    .map((one) => one.textContent).join('|'),
})"""
"""What a page is at, for the report of a step that failed."""
DIRECTIONS = ("higher", "lower", "no_clear")


@dataclass
class Record(Generic[T]):
    """What a device did in one question or ballot: what its page confirmed, and what it tried after that."""

    confirmed: T | None = None
    tried: list[T] = field(default_factory=list)

    def attempt(self, what: T) -> None:
        """Note what is about to be done."""
        self.tried.append(what)

    def confirm(self, what: T) -> None:
        """Note that the page shows it while it still counts."""
        self.confirmed, self.tried = what, []

    def allows(self, logged: T | None) -> bool:
        """Whether the log may hold this: what was confirmed, or something that was tried after it."""
        return logged == self.confirmed or logged in self.tried


@dataclass
class Plan:
    """What the facilitator did last, as the other devices hear it in the room: numbers from 1, 0 while nothing is."""

    base: str
    round_open: bool = False
    question: int = 0
    sealed: bool = False
    ballot: int = 0
    voting: bool = False
    published: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def title(self) -> str:
        """The open question, as everybody reads it."""
        return f"Question {self.question}: what will this do?"


class Client:
    """One device: ``rest`` are the seconds between two acts, ``did`` counts what it did."""

    rest = (2.0, 8.0)

    def __init__(self, device: Device, plan: Plan, seed: int) -> None:
        self.device, self.plan, self.chance = device, plan, random.Random(seed)
        self.did: Counter[str] = Counter()

    def say(self, key: str, **values: object) -> str:
        """Words in the device's language."""
        return say(key, self.device.lang, **values)

    async def act(self) -> None:
        """Do something."""

    async def check(self) -> None:
        """Wait until the page shows what this device did."""

    async def state(self) -> object:
        """What the page is at."""
        return {"expects": self.expects(), **await self.device.page.evaluate(STATE)}

    def expects(self) -> object:
        """What the page should show, in short."""
        return None

    async def begin_again(self) -> None:
        """Load the page again."""
        self.device.away = False
        await self.device.context.set_offline(False)
        await self.device.reload()
        self.did["reloads"] += 1

    async def recover(self) -> None:
        """After a step that failed: load the page again."""
        await self.begin_again()


class Board(Client):
    """Moves levers, undoes, publishes, loads again; all levers must stand where this device left them."""

    rest = (4.0, 16.0)

    def __init__(self, device: Device, plan: Plan, seed: int, team: int) -> None:
        super().__init__(device, plan, seed)
        self.team = team
        self._steps: list[dict[str, float]] = []
        self._at = 0
        self._last = ""

    async def act(self) -> None:
        """One step of a table that tries things out."""
        if not self._steps:
            await self._settled("")
            self._steps = [await self._levers()]
        acts = [self._move] * 6 + [self._undo] * 2 + [self._redo, self._publish, self._publish, self.begin_again]
        act = self.chance.choice(acts)
        self._last = act.__name__
        await act()
        self._last += ", done"
        await self.check()

    async def check(self) -> None:
        """Every lever of the first screen stands where it was left."""
        if self._steps:
            for name, value in self._steps[self._at].items():
                await self.device.page.wait_for_function(STANDS, arg=[name, value], polling=200)

    async def recover(self) -> None:
        """Go on from what is there, which a step that failed may have changed or not, but nobody else."""
        await super().recover()
        await self._settled("")
        there = await self._levers()
        if self._steps and not any(len(there.items() - step.items()) <= 1 for step in self._steps):
            raise AssertionError(f"levers that nobody here moved: {there.items() - self._steps[self._at].items()}")
        self._steps, self._at = [there], 0

    def expects(self) -> object:
        """The step of the history in force, and the last act."""
        return self._at, len(self._steps), self._last

    async def _levers(self) -> dict[str, float]:
        return dict(await self.device.page.evaluate(LEVERS))

    async def _settled(self, before: str) -> None:
        await self.device.page.wait_for_function(SETTLED, arg=before, polling=200)

    async def _source(self) -> str:
        return str(await self.device.page.locator("footer .notes > span").first.text_content())

    async def _move(self) -> None:
        page, before = self.device.page, await self._source()
        stood = await self._levers()
        name = self.chance.choice(list(stood))
        await page.locator(f"#lever-{name}").focus()
        key = self.chance.choice(("ArrowRight", "ArrowLeft", "PageUp", "PageDown"))
        await page.keyboard.down(key)
        await asyncio.sleep(self.chance.choice((0.05, 0.05, 1.5)))
        await page.keyboard.up(key)
        now = await self._levers()
        if now != stood:
            self._steps = [*self._steps[: self._at + 1], stood | {name: now[name]}]
            self._at += 1
            await self._settled(before)
        self.did["levers moved"] += 1

    async def _undo(self) -> None:
        await self._turn("Control+z", -1)

    async def _redo(self) -> None:
        await self._turn("Control+y", 1)

    async def _turn(self, key: str, by: int) -> None:
        if 0 <= self._at + by < len(self._steps):
            before = await self._source()
            self._at += by
            await self.device.page.keyboard.press(key)
            await self._settled(before)
            self.did["undone or redone"] += 1

    async def _publish(self) -> None:
        if not self.plan.round_open:
            return
        page, own = self.device.page, self.plan.published[self.team]
        title = f"T{self.team} policy {len(own) + 1}"
        await page.get_by_role("button", name=self.say("board_publish"), exact=True).click()
        await page.locator("dialog[open] input[type=text]").fill(title)
        own.append(title)
        await page.locator("dialog[open] button.primary").click()
        done = page.locator("dialog:not([open])").or_(page.locator("dialog[open] [role=alert]:not(:empty)"))
        await done.first.wait_for(state="attached")
        if await page.locator("dialog[open]").count():  # the round was closed meanwhile
            own.pop()
            await page.keyboard.press("Escape")
        self.did["published"] += 1


class Phone(Client):
    """Predicts, votes, changes its mind, loads again, drops off and comes back."""

    rest = (10.0, 40.0)

    def __init__(self, device: Device, plan: Plan, seed: int) -> None:
        super().__init__(device, plan, seed)
        self.predictions: dict[int, Record[str]] = defaultdict(Record)
        self.votes: dict[int, Record[frozenset[int]]] = defaultdict(Record)

    async def act(self) -> None:
        """One step of somebody with a phone."""
        acts = [self._predict] * 4 + [self._vote] * 4 + [self.begin_again, self._leave, self._drop_off]
        await self.chance.choice(acts)()
        await self.check()

    async def check(self) -> None:
        """The question and the ballot show this device's own answers, where nothing has changed meanwhile."""
        question, ballot = self.plan.question, self.plan.ballot
        own, marks = self.predictions[question].confirmed, self.votes[ballot].confirmed
        if self.plan.sealed and own and not self.predictions[question].tried:
            await self._shows(SAYS, [self.plan.title(), own], "sealed")
        if self.plan.voting and marks and not self.votes[ballot].tried:
            await self._shows(APPROVES, [[str(option) for option in marks]], "voting")

    async def _shows(self, condition: str, wanted: list[object], while_: str) -> bool:
        """Wait for a condition; one that ends because the facilitator closed it meanwhile is no fault."""
        number = self.plan.question, self.plan.ballot
        task = asyncio.create_task(self.device.page.wait_for_function(condition, arg=wanted, polling=200))
        while not task.done():
            await asyncio.wait([task], timeout=1)
            if not getattr(self.plan, while_) or number != (self.plan.question, self.plan.ballot):
                task.cancel()
                await asyncio.wait([task])
                return False
        task.result()
        return getattr(self.plan, while_) and number == (self.plan.question, self.plan.ballot)

    async def _predict(self) -> None:
        number, title = self.plan.question, self.plan.title()
        made = self.device.page.locator(".predict button.answer")
        if not self.plan.sealed or not await made.count():
            return
        said, record = self.chance.choice(DIRECTIONS), self.predictions[number]
        record.attempt(said)
        await self.device.page.locator(f'.predict button[data-at="{said}"]').click(timeout=CLICK)
        if await self._shows(SAYS, [title, said], "sealed"):
            record.confirm(said)
            self.did["predicted"] += 1

    async def _vote(self) -> None:
        number = self.plan.ballot
        options = {int(at): on for at, on in await self.device.page.evaluate(OPTIONS)}
        if not self.plan.voting or not options:
            return
        option, record = self.chance.choice(list(options)), self.votes[number]
        marks = frozenset({at for at, on in options.items() if on} ^ {option})
        record.attempt(marks)
        await self.device.page.locator(f'.ballot input[data-at="{option}"]').click(timeout=CLICK)
        if await self._shows(APPROVES, [[str(at) for at in marks]], "voting"):
            record.confirm(marks)
            self.did["voted"] += 1

    async def _leave(self) -> None:
        """Close the page, and open it again later."""
        url = self.device.page.url
        await self.device.page.close()
        await asyncio.sleep(self.chance.uniform(1, 15))
        self.device.page = await self.device.context.new_page()
        await self.device.page.goto(url)
        await self.device.ready()
        self.did["left and came back"] += 1

    async def _drop_off(self) -> None:
        """Lose the network for a while; the page has to come back by itself."""
        self.device.away = True
        await self.device.context.set_offline(True)
        await asyncio.sleep(self.chance.uniform(1, 25))
        await self.device.context.set_offline(False)
        await self.device.page.wait_for_function("() => window.did_handshake && window.socket?.connected")
        await asyncio.sleep(2)
        await self.device.ready()
        self.device.away = False
        self.did["dropped off"] += 1
