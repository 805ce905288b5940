"""A room to measure: `borderSim workshop` in a process of its own, its devices as headless Chromium's contexts."""

import asyncio
import os
import re
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, async_playwright

from borderSim.report.words import Lang
from borderSim.workshop.guard.doorkeeper import device_id
from borderSim.workshop.guard.server_log import FILE as SERVER_LOG
from proc import free_port

ROOT = Path(__file__).parents[1]
SCENARIO = ROOT / "scenarios" / "reopen.yaml"
PORTS = range(8900, 8941)
TEAMS = 6
WAIT = 90_000
"""Milliseconds until something counts as not coming: the machine also carries all the browsers."""
LAPTOP, PROJECTOR, PHONE = (1366, 768), (1920, 1080), (390, 844)
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
LINK = re.compile(r"http://127\.0\.0\.1:\d+/enter\?key=[\w-]+")
LAST_LINE = "Ctrl-C"
RELOADS = "reloading because"
"""What a page says that lost its place on the server and loads itself again."""
OFFLINE = ("ERR_INTERNET_DISCONNECTED", "ERR_NETWORK_CHANGED", "WebSocket connection to", RELOADS)
"""What a browser says of a network that is gone: no error of ours."""

PROBE = """
window.room = {
  painted: 0, pressed: 0, released: 0, first: 0, all: 0,
  watch() {
    const seen = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest('.chart-view, .panel');
    new MutationObserver((changes) => { if (changes.some((change) => seen(change.target))) this.soon(); })
      .observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  },
  soon() {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => { this.painted = performance.now(); this.count(); };
      channel.port2.postMessage(0);
    });
  },
  count() {
    const charts = [...document.querySelectorAll('.chart-view')];
    const drawn = charts.filter((chart) => chart.querySelector('svg path')).length;
    if (drawn && !this.first) this.first = this.clock(this.painted);
    if (drawn && drawn === charts.length && !this.all) this.all = this.clock(this.painted);
  },
  clock(at) { return (performance.timeOrigin + at) / 1000; },
  quiet(ms) { return this.painted > 0 && performance.now() - this.painted > ms; },
};
room.watch();
addEventListener('keydown', (event) => { room.pressed = event.timeStamp; }, true);
addEventListener('keyup', (event) => { room.released = event.timeStamp; }, true);
"""
"""When charts were painted last: the frame after a change is on the screen before the message comes."""
CONNECTED = "() => window.did_handshake && window.socket?.connected && document.querySelector('.page')"


@dataclass
class Faults:
    """What went wrong, with the seconds since the beginning and the device."""

    began: float = field(default_factory=time.monotonic)
    found: list[str] = field(default_factory=list)

    def add(self, who: str, what: object) -> None:
        """Note one, and say it at once."""
        said = f"{time.monotonic() - self.began:6.1f} s  {who}: {' '.join(str(what).split())[:400]}"
        self.found.append(said)
        print(f"  ! {said}", flush=True)


class Server:
    """`borderSim workshop`; ``started`` and ``ready`` are when the command began and said that it is there (epoch)."""

    def __init__(self, folder: Path, cache: Path | None = None) -> None:
        self.folder, self._cache = folder, cache
        self.port = free_port(PORTS)
        self.base = f"http://127.0.0.1:{self.port}"
        self.started = self.ready = 0.0
        self.link = ""
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        """The server's process."""
        assert self._process
        return self._process.pid

    async def start(self) -> None:
        """Start, until it is ready."""
        cache = {"BORDERSIM_CACHE": str(self._cache)} if self._cache else {}
        line = [sys.executable, "-m", "borderSim.cli.main", "workshop", str(SCENARIO), "--no-browser"]
        line += ["--port", str(self.port), "--teams", str(TEAMS), "--session", str(self.folder)]
        with Path(f"{self.folder}.err").open("wb") as errors:
            self.started = time.time()
            self._process = await asyncio.create_subprocess_exec(
                *line, stdout=asyncio.subprocess.PIPE, stderr=errors, env={**os.environ, **cache}
            )
        said = ""
        assert self._process.stdout
        async for text in self._process.stdout:
            said += text.decode()
            if LAST_LINE in said:
                break
        self.ready = time.time()
        found = LINK.search(said)
        if not found:
            raise RuntimeError(f"the server did not start: {said}{self.complaints()}")
        self.link = found[0]

    def complaints(self) -> list[str]:
        """The lines that it wrote to its log and to the screen where errors go."""
        paths = (self.folder / SERVER_LOG, Path(f"{self.folder}.err"))
        return [line for path in paths if path.exists() for line in path.read_text().splitlines()]

    async def stop(self) -> None:
        """End it as Ctrl-C does."""
        if self._process and self._process.returncode is None:
            self._process.send_signal(signal.SIGINT)
            try:
                await asyncio.wait_for(self._process.wait(), 20)
            except TimeoutError:
                self._process.kill()
                await self._process.wait()


@dataclass
class Device:
    """One browser: its context, its page, the language that it reads."""

    name: str
    lang: Lang
    context: BrowserContext
    page: Page
    faults: Faults
    away: bool = False

    def __post_init__(self) -> None:
        self.context.on("weberror", lambda error: self.faults.add(self.name, error.error))
        self.context.on("console", self._said)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning") and RELOADS not in message.text:
            return
        if not (self.away and any(words in message.text for words in OFFLINE)):
            self.faults.add(self.name, f"{message.type}: {message.text} ({message.location.get('url', '')})")

    async def ready(self) -> Page:
        """The page, once it can talk to the server."""
        await self.page.wait_for_function(CONNECTED)
        return self.page

    async def reload(self) -> None:
        """Load the page again, as one does who doubts."""
        await self.page.reload()
        await self.ready()

    async def id(self, base: str) -> str:
        """What the log calls this device."""
        cookies = await self.context.cookies(base)
        token = next(cookie["value"] for cookie in cookies if cookie["name"].startswith("borderSim-"))
        return device_id(token)


class Stage:
    """A server with a browser, and whoever comes in."""

    def __init__(self, server: Server, browser: Browser, faults: Faults) -> None:
        self.server, self.browser, self.faults = server, browser, faults
        self.devices: list[Device] = []

    async def device(self, name: str, lang: Lang, size: tuple[int, int]) -> Device:
        """A browser that nobody knows yet."""
        width, height = size
        context = await self.browser.new_context(viewport={"width": width, "height": height})
        context.set_default_timeout(WAIT)
        await context.add_init_script(PROBE)
        made = Device(name, lang, context, await context.new_page(), self.faults)
        self.devices.append(made)
        return made

    async def facilitator(self, page: str = "console", lang: Lang = "en") -> Device:
        """Who leads the room."""
        made = await self.device(page, lang, LAPTOP)
        await made.page.goto(f"{self.server.link}&lang={lang}")
        if page != "board":
            await made.page.goto(f"{self.server.base}/{lang}/{page}")
        await made.ready()
        return made

    async def wall(self, lang: Lang = "en") -> Device:
        """The projector."""
        made = await self.facilitator("wall", lang)
        await made.page.set_viewport_size({"width": PROJECTOR[0], "height": PROJECTOR[1]})
        return made

    async def team(self, number: int, lang: Lang = "en") -> Device:
        """The device that drives a team."""
        return await self._join(await self.device(f"board {number}", lang, LAPTOP), str(number))

    async def guest(self, number: int, lang: Lang = "en") -> Device:
        """A phone."""
        return await self._join(await self.device(f"phone {number}", lang, PHONE), "")

    async def _join(self, made: Device, team: str) -> Device:
        await made.page.goto(f"{self.server.base}/?lang={made.lang}")
        await made.page.check(f'input[name=team][value="{team}"]')
        await made.page.click("main button[type=submit]")
        await made.page.wait_for_url(f"**/{made.lang}/*")
        await made.ready()
        return made


@asynccontextmanager
async def stage(cache: Path | None = None, *, started: bool = True) -> AsyncIterator[Stage]:
    """A fresh session in a temporary folder and an open browser; its server is ``started``, or waits for that."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        raise RuntimeError("there is no Chromium on this machine")
    with tempfile.TemporaryDirectory() as folder:
        async with async_playwright() as play:
            browser = await play.chromium.launch(executable_path=path, args=["--no-sandbox"])
            server = Server(Path(folder) / "session", cache)
            try:
                if started:
                    await server.start()
                yield Stage(server, browser, Faults())
            finally:
                await browser.close()
                await server.stop()


async def in_turn(works: Iterable[Any], at_once: int = 4) -> list[Any]:
    """The results of coroutines, a few of which run at the same time."""
    free = asyncio.Semaphore(at_once)

    async def one(work: Any) -> Any:
        async with free:
            return await work

    return list(await asyncio.gather(*(one(work) for work in works)))
