"""The workshop as a room uses it: headless browsers on the real server, ratios measured in one run.

    python benchmarks/workshop_room.py [--only latency|first|publish|vote|soak] [--minutes 10] [--clients 50] [--json F]

A model call is the desk's own block of the same policy in a warm process of its own, while the room waits. On a machine
that others use the ratios hold roughly, seconds do not: the load average stands beside them.
"""

import argparse
import asyncio
import json
import os
import tempfile
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median
from typing import Any

from playwright.async_api import Page

from borderSim.cli.workshop import opened
from borderSim.experiment.executors import cores, processes
from borderSim.scenario import Scenario
from borderSim.workshop.desk.ask import ON_RELEASE, WHILE_DRAGGING
from borderSim.workshop.desk.work import Work, compute
from borderSim.workshop.draft.change import with_lever
from borderSim.workshop.draft.draft import Bases, Draft
from borderSim.workshop.draft.scenarios import policy
from borderSim.workshop.room.log import read_session
from borderSim.workshop.words import say
from browser_room import LAPTOP, SCENARIO, TEAMS, Device, Stage, in_turn, stage
from table import row
from workshop_soak import soak

PRESSES, FIRSTS, PUBLISHES, VOTERS, OPTIONS = 10, 3, 3, 30, 3
QUIET = 600
"""Milliseconds without a paint after which a picture is the last one: far more than lies between two of a batch."""
HEAD_START = 1.0
"""Seconds that devices get to be ready for a click at the same moment."""
VOTING_SECONDS = 3.0
Table = dict[str, Any]

SHOWS = """([runs, before, quiet]) => {
  const text = (where) => document.querySelector(where)?.textContent ?? '';
  return text('.firm .strong').startsWith(`${runs} `) && (runs < 32 || text('.charts-part .working') === '')
    && text('footer .notes > span') !== before && room.quiet(quiet);
}"""
PUBLISH = """async ([at, lever, value]) => {
  await new Promise((done) => setTimeout(done, at * 1000 - Date.now()));
  const began = Date.now() / 1000;
  const range = document.getElementById(`lever-${lever}`);
  if (range) {
    range.value = value;
    range.dispatchEvent(new Event('input'));
    range.dispatchEvent(new Event('change'));
  }
  document.querySelector('dialog[open] button.primary').click();
  return began;
}"""
"""At a moment: let a lever go where there is one, and click on "publish" in the open dialog."""
ON_THE_WALL = """([titles, quiet]) => {
  const panels = [...document.querySelectorAll('.panel')];
  const shown = panels.filter((panel) => titles.includes(panel.querySelector('.panel-title')?.textContent)
    && panel.getAttribute('aria-busy') === 'false' && panel.querySelector('svg path'));
  return shown.length === titles.length && room.quiet(quiet);
}"""
VOTE = """async ([at, option, said]) => {
  await new Promise((done) => setTimeout(done, at * 1000 - Date.now()));
  const began = performance.now();
  const status = document.querySelector('.ballot .status');
  document.querySelector(`.ballot input[data-at="${option}"]`).click();
  while (!status.textContent.includes(said)) await new Promise(requestAnimationFrame);
  return performance.now() - began;
}"""


class Model:
    """A warm process that computes what the desk computes, for comparison; ``spent`` are its seconds by members."""

    def __init__(self, pool: ProcessPoolExecutor, bases: Bases) -> None:
        self._pool, self.bases = pool, bases
        self.spent: dict[int, list[float]] = {}

    async def warm(self) -> None:
        """Load everything, and compute the history before the run."""
        for _ in range(2):
            for members in (WHILE_DRAGGING, ON_RELEASE):
                await self.call(Draft(self.bases.first.name), members)
        self.spent.clear()

    async def call(self, draft: Draft, members: int) -> None:
        """One more call."""
        scenario = policy(draft, self.bases)
        work = self._pool.submit(seconds, scenario, members, self.bases.baseline.seed)
        self.spent.setdefault(members, []).append(await asyncio.wrap_future(work))

    def usual(self, members: int) -> float:
        """Its median."""
        return median(self.spent[members])


def seconds(scenario: Scenario, members: int, seed: int) -> float:
    """Wall seconds of one model call."""
    began = time.perf_counter()
    compute(Work((scenario,), range(members), seed))
    return time.perf_counter() - began


async def values(page: Page) -> dict[str, tuple[float, float, float]]:
    """Position, lower and upper end of the levers on the first screen, by name."""
    found = await page.locator(".levers-part > div .group input[type=range]").evaluate_all(
        "(all) => all.map((one) => [one.id.slice(6), Number(one.value), Number(one.min), Number(one.max)])"
    )
    return {name: (value, low, high) for name, value, low, high in found}


async def source(page: Page) -> str:
    """The footer's scenario and hash."""
    return str(await page.locator("footer .notes > span").first.text_content())


async def shown(page: Page, runs: int, before: str = "") -> float:
    """Wait for the picture with ``runs`` runs of a draft other than ``before``; when its last chart was painted."""
    await page.wait_for_function(SHOWS, arg=[runs, before, QUIET], polling=50)
    return float(await page.evaluate("room.painted"))


async def press(page: Page, name: str, key: str, *, hold: bool) -> dict[str, float]:
    """Milliseconds from a key to the last chart: tapped, or held until the first picture is there and let go then."""
    before, found = await source(page), {}
    await page.locator(f"#lever-{name}").focus()
    await page.keyboard.down(key)
    if hold:
        painted = await shown(page, WHILE_DRAGGING)
        found["8 runs"] = painted - await page.evaluate("room.pressed")
    await page.keyboard.up(key)
    painted = await shown(page, ON_RELEASE, before)
    found["32 runs"] = painted - await page.evaluate("room.released" if hold else "room.pressed")
    return found


async def latency(model: Model) -> Table:
    """Key press on a lever to the last chart, in model calls; presses and calls take turns."""
    spent: dict[str, list[float]] = {"8 runs": [], "32 runs": [], "tap": []}
    async with stage() as room:
        page = (await room.team(1)).page
        await shown(page, ON_RELEASE)
        draft, names = Draft(model.bases.first.name), list(await values(page))
        for turn in range(2 * PRESSES):
            name, hold = names[turn // 2 % len(names)], turn % 2 == 0
            value, low, high = (await values(page))[name]
            found = await press(page, name, "ArrowRight" if value < (low + high) / 2 else "ArrowLeft", hold=hold)
            for what, ms in found.items():
                spent[what if hold else "tap"].append(ms / 1000)
            draft = with_lever(draft, model.bases, name, (await values(page))[name][0])
            await model.call(draft, WHILE_DRAGGING)
            await model.call(draft, ON_RELEASE)
        _quiet(room)
    few, many = model.usual(WHILE_DRAGGING), model.usual(ON_RELEASE)
    row("model call, 8 runs", few, "s")
    row("model call, 32 runs", many, "s")
    return {
        **_ratios("key down, picture with 8 runs", spent["8 runs"], few),
        **_ratios("key up after it, picture with 32 runs", spent["32 runs"], many),
        **_ratios("short press, picture with 32 runs", spent["tap"], many),
    }


def _ratios(name: str, spent: list[float], call: float) -> Table:
    row(f"{name}, median of {len(spent)}", median(spent) / call, "calls", "at most 2")
    row(f"{name}, worst", max(spent) / call, "calls", "at most 2")
    return {name: {"seconds": spent, "call": call, "median": median(spent) / call, "worst": max(spent) / call}}


async def first(_: Model) -> Table:
    """Seconds from "the workshop is open" to the first chart, and to all, in a browser that opens at once."""
    found: Table = {}
    with tempfile.TemporaryDirectory() as cache:
        for name in ("cold", *["warm"] * FIRSTS):
            made = found.setdefault(name, {"start": [], "first": [], "all": []})
            async with stage(Path(cache), started=False) as room:
                board = await room.device("board", "en", LAPTOP)
                await room.server.start()
                await board.page.goto(room.server.link)
                await board.page.wait_for_function("() => room.all")
                made["start"].append(room.server.ready - room.server.started)
                for what in ("first", "all"):
                    made[what].append(await board.page.evaluate(f"room.{what}") - room.server.ready)
                _quiet(room)
    for name, made in found.items():
        row(f"{name} cache: command to ready", median(made["start"]), "s")
        row(f"{name} cache: ready to the first chart", median(made["first"]), "s", "at most 3")
        row(f"{name} cache: ready to all charts", median(made["all"]), "s")
    return found


async def teams(room: Stage, count: int = TEAMS) -> list[Device]:
    """Boards with their first picture, in both languages."""
    boards = await in_turn([room.team(n + 1, "es" if n % 2 else "en") for n in range(count)])
    for board in boards:
        await shown(board.page, ON_RELEASE)
    return boards


async def open_round(console: Device) -> None:
    """Let teams publish."""
    await console.page.locator("[data-at=round]").click()
    await console.page.get_by_text(say("console_round_open", console.lang)).wait_for()


async def publish(boards: list[Device], wall: Page, title: str, *, move: bool) -> float:
    """All boards publish at the same moment, what is on screen or (``move``) with a lever let go just then.

    Seconds from the first click until the last panel is painted.
    """
    levers: list[tuple[str, float]] = []
    for board in boards:
        name, (value, low, high) = next(iter((await values(board.page)).items()))
        step = float(await board.page.locator(f"#lever-{name}").get_attribute("step") or 1)
        levers.append((name, value + step if value < (low + high) / 2 else value - step) if move else ("", 0.0))
        await board.page.get_by_role("button", name=say("board_publish", board.lang), exact=True).click()
        await board.page.locator("dialog[open] input[type=text]").fill(f"{title}, {board.name}")
    at = time.time() + HEAD_START
    clicks = [board.page.evaluate(PUBLISH, [at, *lever]) for board, lever in zip(boards, levers, strict=True)]
    began = float(min(await asyncio.gather(*clicks)))
    await wall.wait_for_function(ON_THE_WALL, arg=[[f"{title}, {board.name}" for board in boards], QUIET], polling=50)
    return float(await wall.evaluate("room.clock(room.painted)")) - began


async def publishing(model: Model) -> Table:
    """Six teams publish at once: until all panels are painted on the Wall, in model calls of 32 runs."""
    spent: dict[bool, list[float]] = {True: [], False: []}
    async with stage() as room:
        console, wall = await room.facilitator(), await room.wall()
        boards = await teams(room)
        await open_round(console)
        await publish(boards, wall.page, "first", move=False)
        for turn in range(PUBLISHES):
            for move in (True, False):
                spent[move].append(await publish(boards, wall.page, f"{turn} {move}", move=move))
                for board in boards:
                    await shown(board.page, ON_RELEASE)
                await model.call(Draft(model.bases.first.name), ON_RELEASE)
        _quiet(room)
    call, most = model.usual(ON_RELEASE), TEAMS / cores() + 1
    row("model call, 32 runs", call, "s")
    for move, name in ((True, "policies let go at that moment"), (False, "policies that were on screen")):
        limit = f"at most {most:.0f} and the paint" if move else "the paint"
        row(f"{TEAMS} teams publish {name}, median", median(spent[move]) / call, "calls", limit)
        row(f"{TEAMS} teams publish {name}, worst", max(spent[move]) / call, "calls", limit)
    row("of that the paint (nothing to compute), median", median(spent[False]), "s")
    return {"call": call, "moved": spent[True], "on screen": spent[False]}


async def voting(_: Model) -> Table:
    """30 phones vote within seconds: until each page confirms, and whether every vote is counted as it was given."""
    async with stage() as room:
        console, wall = await room.facilitator(), await room.wall()
        boards = await teams(room, OPTIONS)
        await open_round(console)
        await publish(boards, wall.page, "vote", move=False)
        phones = await in_turn([room.guest(n, "es" if n % 2 else "en") for n in range(VOTERS)])
        await console.page.locator("[data-at=vote]").click()
        for phone in phones:
            await phone.page.locator(".ballot input").first.wait_for()
        spent, given = await _votes(phones)
        await wall.page.get_by_text(say("wall_vote_open", "en", n=VOTERS, all=VOTERS + OPTIONS)).wait_for()
        counted = read_session(room.server.folder).state.ballots[1].votes
        wrong = [phone.name for phone in phones if counted.get(await phone.id(room.server.base)) != given[phone.name]]
        _quiet(room)
    if wrong or len(counted) != VOTERS:
        raise RuntimeError(f"{len(counted)} votes of {VOTERS}; not as they were given: {wrong}")
    row(f"{VOTERS} phones vote within {VOTING_SECONDS:g} s: votes counted as given", len(counted), "votes", str(VOTERS))
    row("click until the phone confirms, median", median(spent), "s")
    row("click until the phone confirms, worst", max(spent), "s")
    return {"seconds": spent, "counted": len(counted)}


async def _votes(phones: list[Device]) -> tuple[list[float], dict[str, dict[int, int]]]:
    """Each phone approves a set of its own: the first option of it is timed."""
    options = [int(at) for at in await phones[0].page.locator(".ballot input").evaluate_all(
        "(all) => all.map((one) => one.dataset.at)"
    )]  # fmt: skip
    chosen = {
        phone.name: [option for bit, option in enumerate(options) if (n % (2 ** len(options) - 1) + 1) >> bit & 1]
        for n, phone in enumerate(phones)
    }
    at = time.time() + HEAD_START
    clicks = [
        phone.page.evaluate(VOTE, [at + VOTING_SECONDS * n / len(phones), chosen[phone.name][0],
                                   say("phone_voted", phone.lang)])
        for n, phone in enumerate(phones)
    ]  # fmt: skip
    spent = [ms / 1000 for ms in await asyncio.gather(*clicks)]
    for phone in phones:
        for option in chosen[phone.name][1:]:
            await phone.page.locator(f'.ballot input[data-at="{option}"]').check()
    await asyncio.sleep(1)
    return spent, {name: dict.fromkeys(marks, 1) for name, marks in chosen.items()}


def _quiet(room: Stage) -> None:
    """Raise RuntimeError where a page or the server complained."""
    wrong = [*room.faults.found, *room.server.complaints()]
    if wrong:
        raise RuntimeError("\n".join(wrong))


PARTS: dict[str, Callable[[Model], Awaitable[Table]]] = {
    "latency": latency,
    "first": first,
    "publish": publishing,
    "vote": voting,
}


async def main(only: str | None, minutes: float, clients: int, report: Path | None) -> None:
    """Measure, print, and write the numbers to ``report``."""
    found: Table = {"cores": cores()}
    with processes(1) as pool:
        for name, part in PARTS.items():
            if only in (None, name):
                model = Model(pool, opened([SCENARIO]))
                await model.warm()
                print(f"\n{name}: {(part.__doc__ or '').splitlines()[0]}", flush=True)
                found[name] = {"load before": os.getloadavg()[0], **await part(model), "load": os.getloadavg()[0]}
                row("load average after it", found[name]["load"], "", f"before {found[name]['load before']:.2f}")
    if only in (None, "soak"):
        print(f"\nsoak: {clients} devices for {minutes:g} minutes", flush=True)
        found["soak"] = await soak(minutes, clients)
    if report:
        report.write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="The workshop as a room uses it.")
    parser.add_argument("--only", choices=(*PARTS, "soak"))
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    asyncio.run(main(asked.only, asked.minutes, asked.clients, asked.json))
