"""Puts the parts of the workshop together: pages, guard, one uvicorn server, started and stopped cleanly."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, Response
from nicegui import Client, core, ui
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp

from borderSim.workshop.guard.connection import GuardedHTTP, GuardedSocket
from borderSim.workshop.guard.door_routes import add_door_routes
from borderSim.workshop.guard.gate import MOST_HEADERS, Gate
from borderSim.workshop.guard.headers import Nonces
from borderSim.workshop.guard.messages import guard_messages
from borderSim.workshop.guard.refusal import refusal
from borderSim.workshop.guard.routes import fixed_routes
from borderSim.workshop.guard.server_log import log_to
from borderSim.workshop.guard.sockets import MOST_MESSAGE
from borderSim.workshop.handout.kept import keep_policies
from borderSim.workshop.screens import pages
from borderSim.workshop.words import say
from borderSim.workshop.workshop import Workshop

STATIC = Path(__file__).parent / "static"
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#0072b2"/>'
    '<path d="M3 12h10M3 9c3 0 4-5 10-5" fill="none" stroke="#fff" stroke-width="2"/></svg>'
)
KEPT_MESSAGES = 30
"""Of a page, for a browser that was away for a moment; one that was away for longer loads the page again."""
RECONNECT = 20.0
"""Seconds that a browser may be silent: a busy laptop or a phone asleep for a moment keeps its page. Shorter ones made
fifty pages load again at once when the processor was taken for a few seconds, which took it for longer."""
COMPRESSION = 4
"""Of gzip, 1 to 9: level 9 takes twice the time of a page for 4% fewer bytes."""
LAST_WORDS_SECONDS = 0.3
GRACE_SECONDS = 2
IDLE_SECONDS = 5
MOST_OPEN_FILES = 4096


def application(workshop: Workshop) -> ASGIApp:
    """The pages and routes of a workshop behind its gate; once in a process, as NiceGUI has one application."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    add_door_routes(app, workshop.door, workshop.lang)
    _add_static(app)
    pages.register(workshop)
    ui.run_with(
        app,
        title=say("app_name", workshop.lang),
        favicon=ICON,
        tailwind=False,
        show_welcome_message=False,
        reconnect_timeout=RECONNECT,
        message_history_length=KEPT_MESSAGES,
        gzip_middleware_factory=None,
        storage_secret=None,
    )
    core.app.config.socket_io_js_transports = ["websocket"]
    core.sio.eio.max_http_buffer_size = MOST_MESSAGE
    guard_messages(workshop.door.cookie)
    _plain_errors(core.app)
    routes = fixed_routes(app, core.app)
    return Gate(GZipMiddleware(Nonces(app), compresslevel=COMPRESSION), workshop.door, routes)


def _add_static(app: FastAPI) -> None:
    """Files of `static/` by name: only those that were there when the server started."""
    files = {path.name: path for path in STATIC.iterdir() if path.is_file()}

    @app.get("/static/{name}")
    async def static(name: str) -> Response:
        return FileResponse(files[name]) if name in files else refusal(404, "guard_not_found")


def _plain_errors(app: FastAPI) -> None:
    """Plain pages in both languages in place of NiceGUI's, which hold the traceback."""

    async def not_found(_: Request, __: Exception) -> Response:
        return refusal(404, "guard_not_found")

    async def failed(_: Request, __: Exception) -> Response:
        return refusal(500, "guard_failed")

    app.add_exception_handler(404, not_found)
    app.add_exception_handler(Exception, failed)


class Server(uvicorn.Server):
    """A server that says when it is ready, and that Ctrl-C and SIGTERM end without a word."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Tell every page that it was no accident, then end."""
        _tell_pages()
        await asyncio.sleep(LAST_WORDS_SECONDS)
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Let both signals end the server, and nothing be raised after it."""
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _tell_pages() -> None:
    for page in list(Client.instances.values()):
        spanish = page.request.url.path.startswith("/es/") or page.request.query_params.get("lang") == "es"
        text = json.dumps(say("guard_stopped", "es" if spanish else "en"))
        page.run_javascript(
            f"const [said, more] = document.querySelectorAll('#popup span'); said.textContent = {text}; "
            "more.textContent = ''"
        )


async def serve(workshop: Workshop, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Answer on ``listener`` until Ctrl-C or SIGTERM; ``ready`` is called when the first page can be loaded."""
    _allow_open_files()
    keep_policies(workshop.room, workshop.lang)
    handler = log_to(workshop.room.folder)
    settings: dict[str, Any] = {"http": GuardedHTTP, "ws": GuardedSocket, "log_config": None, "access_log": False}
    config = uvicorn.Config(
        application(workshop),
        **settings,
        proxy_headers=False,
        server_header=False,
        h11_max_incomplete_event_size=MOST_HEADERS,
        ws_max_size=MOST_MESSAGE,
        ws_per_message_deflate=False,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    try:
        await Server(config, ready).serve([listener])
    finally:
        handler.close()


def _allow_open_files() -> None:
    """Let this process have a connection for everybody: some systems allow 256 files."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_OPEN_FILES if hard == resource.RLIM_INFINITY else min(MOST_OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
