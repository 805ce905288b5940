"""A room of many devices for minutes: what goes wrong, whether somebody sees what is another's, what memory does."""

import asyncio
import os
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import httpx

from borderSim.workshop.room.log import read_session
from borderSim.workshop.room.state import State
from browser_room import TEAMS, Faults, Stage, in_turn, stage
from proc import Sample, nearest, sample, share, slope
from soak_clients import Board, Client, Phone, Plan
from soak_leader import Console, Wall
from table import row

SAMPLE_SECONDS = 10.0
KNOCK_SECONDS, SMALL = 1.0, "/static/copy.js"
IDLE_SECONDS = 12.0
"""After which no connection is left but those of open pages, and pages that were left are forgotten."""
WARM_UP = 0.4
"""Of the soak: until then caches fill; growth is measured after it."""
REPORTED = (1, 3, 5, 10)
"""Minutes."""
MOST_COMPLAINTS, MOST_LETTERS = 20, 200


async def soak(minutes: float, clients: int) -> dict[str, Any]:
    """Run it and print the table. Raises RuntimeError after that where anything went wrong."""
    async with stage() as room:
        plan = Plan(room.server.base)
        everybody = await _enter(room, plan, max(1, clients - TEAMS - 2))
        room.faults.began = time.monotonic()
        samples: list[Sample] = []
        waits: list[float] = []
        watching = [asyncio.create_task(work) for work in (_watch(room, samples), _knock(room, waits))]
        loads = [os.getloadavg()[0]]
        until = time.monotonic() + 60 * minutes
        await asyncio.gather(*(_live(client, until, room.faults) for client in everybody))
        loads.append(os.getloadavg()[0])
        await _last_look(everybody, room, plan)
        for task in watching:
            task.cancel()
        found = _growth(samples) | {"loads": loads, "waits": sorted(waits)} | await _end(room, samples)
        found["did"] = {client.device.name: client.did for client in everybody}
    found["faults"] = room.faults.found
    _print(found)
    return found | {"samples": [asdict(one) for one in samples]}


async def _enter(room: Stage, plan: Plan, phones: int) -> list[Client]:
    """The facilitator, the Wall, the teams, the phones: in both languages."""
    console = Console(await room.facilitator(), plan, 1000)
    wall = Wall(await room.wall(), plan, 1001)
    boards = await in_turn([room.team(n + 1, "es" if n % 2 else "en") for n in range(TEAMS)])
    guests = await in_turn([room.guest(n + 1, "es" if n % 2 else "en") for n in range(phones)])
    teams = [Board(device, plan, n, n + 1) for n, device in enumerate(boards)]
    return [console, wall, *teams, *(Phone(device, plan, 100 + n) for n, device in enumerate(guests))]


async def _live(client: Client, until: float, faults: Faults) -> None:
    """Act, rest, act; a step that fails is noted, the page loaded again, and life goes on."""
    while time.monotonic() < until:
        try:
            await client.act()
        except Exception as error:  # whatever it is, the other devices go on
            faults.add(client.device.name, f"{type(error).__name__}: {str(error)[:MOST_LETTERS]}")
            await _again(client, faults)
        await asyncio.sleep(client.chance.uniform(*client.rest))


async def _again(client: Client, faults: Faults) -> None:
    try:
        faults.add(client.device.name, await client.state())
        await client.recover()
    except Exception as error:
        faults.add(client.device.name, f"could not come back: {type(error).__name__}: {error}")


async def _watch(room: Stage, samples: list[Sample]) -> None:
    while True:
        samples.append(sample(room.server.pid, room.server.port, time.monotonic() - room.faults.began))
        await asyncio.sleep(SAMPLE_SECONDS)


async def _knock(room: Stage, waits: list[float]) -> None:
    """Fetch a small file now and then: how long the server keeps somebody waiting who wants next to nothing."""
    async with httpx.AsyncClient(base_url=room.server.base, timeout=60) as client:
        while True:
            began = time.monotonic()
            (await client.get(SMALL)).raise_for_status()
            waits.append(time.monotonic() - began)
            await asyncio.sleep(KNOCK_SECONDS)


async def _last_look(everybody: Sequence[Client], room: Stage, plan: Plan) -> None:
    """Load every page once more; it must show what its device did last, and so must the log."""
    await in_turn([_still(client, room.faults) for client in everybody])
    state = read_session(room.server.folder).state
    for client in everybody:
        if isinstance(client, Phone):
            _same(client, await client.device.id(room.server.base), state, room.faults)


async def _still(client: Client, faults: Faults) -> None:
    try:
        await client.begin_again()
        await client.check()
    except Exception as error:
        faults.add(client.device.name, f"last look: {type(error).__name__}: {error}")


def _same(phone: Phone, device: str, state: State, faults: Faults) -> None:
    """Compare a phone's own record with the log: what its page confirmed last, or what it did after that."""
    for number, question in state.questions.items():
        said = question.predictions.get(device)
        if not phone.predictions[number].allows(said.direction if said else None):
            faults.add(phone.device.name, f"question {number}: log {said}, own {phone.predictions[number]}")
    for number, ballot in state.ballots.items():
        marks = ballot.votes.get(device)
        if not phone.votes[number].allows(None if marks is None else frozenset(marks)):
            faults.add(phone.device.name, f"ballot {number}: log {marks}, own {phone.votes[number]}")


def _growth(samples: Sequence[Sample]) -> dict[str, Any]:
    late = [one for one in samples if one.at >= WARM_UP * samples[-1].at]
    minutes = {at: nearest(samples, 60 * at) for at in REPORTED if 60 * at <= samples[-1].at + SAMPLE_SECONDS}
    return {
        "minutes": {at: {"server": one.server, "workers": one.workers} for at, one in minutes.items()},
        "slope": {who: slope((one.at, getattr(one, who)) for one in late) for who in ("server", "workers")},
        "most": {who: max(getattr(one, who) for one in samples) for who in ("server", "workers")},
        "cpu": share(samples),
    }


async def _end(room: Stage, samples: Sequence[Sample]) -> dict[str, Any]:
    """Connections of the open pages, and what is left once all but one have closed theirs."""
    await asyncio.sleep(IDLE_SECONDS)
    full = sample(room.server.pid, room.server.port, samples[-1].at)
    open_pages = sum(not device.page.is_closed() for device in room.devices)
    for device in room.devices[1:]:
        await device.context.close()
    await asyncio.sleep(IDLE_SECONDS)
    empty = sample(room.server.pid, room.server.port, samples[-1].at)
    log = (room.server.folder / "session.jsonl").read_bytes()
    return {
        "pages": open_pages,
        "sockets": full.sockets,
        "sockets with one page": empty.sockets,
        "server full": full.server,
        "server with one page": empty.server,
        "log": {"lines": log.count(b"\n"), "MB": len(log) / 1e6},
        "complaints": room.server.complaints(),
    }


def _print(found: dict[str, Any]) -> None:
    for minute, at in found["minutes"].items():
        row(f"minute {minute}: memory of the server", at["server"], "MB", f"workers {at['workers']:.0f} MB")
    for who, value in found["slope"].items():
        row(f"growth of the {who} after warm-up", value, "MB a minute")
    for who, value in found["cpu"].items():
        row(f"CPU of the {who}", 100 * value, "% of a core")
    _print_waits(found["waits"])
    row("open pages at the end", found["pages"], "", f"connections {found['sockets']}")
    left = found["server with one page"]
    row("one page left: connections", found["sockets with one page"], "")
    row("one page left: memory of the server", left, "MB", f"before {found['server full']:.0f}")
    row("lines of the log", found["log"]["lines"], "", f"{found['log']['MB']:.1f} MB")
    did = sum((Counter(deeds) for deeds in found["did"].values()), Counter())
    print(f"  done: {', '.join(f'{times} {name}' for name, times in sorted(did.items()))}")
    row("lines about errors of pages, mix-ups, steps that failed", len(found["faults"]), "")
    row("lines that the server complained", len(found["complaints"]), "")
    for text in found["complaints"][:MOST_COMPLAINTS]:
        print(f"    {text}")
    row("load average at the end", found["loads"][1], "", f"at the beginning {found['loads'][0]:.2f}")


def _print_waits(waits: Sequence[float]) -> None:
    for name, wait in (("median", waits[len(waits) // 2]), ("99 of 100", waits[len(waits) * 99 // 100])):
        row(f"a small file from the server: {name}", 1000 * wait, "ms", f"worst {1000 * waits[-1]:.0f}")
