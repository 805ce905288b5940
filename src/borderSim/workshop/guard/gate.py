"""The gate: an ASGI application in front of everything that lets in what belongs to the workshop and nothing else."""

from __future__ import annotations

import asyncio

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from borderSim.workshop.guard.buckets import Buckets
from borderSim.workshop.guard.doorkeeper import Doorkeeper
from borderSim.workshop.guard.headers import new_nonce, with_headers
from borderSim.workshop.guard.refusal import refusal
from borderSim.workshop.guard.routes import SOCKET, Routes
from borderSim.workshop.guard.sockets import Sockets
from borderSim.workshop.guard.visits import Visits

MOST_BODY = 64 * 1024
MOST_HEADERS = 16 * 1024
ANSWER_SECONDS = 120.0
"""For one whole answer, 1 MB of scripts over a slow wifi included."""

REQUESTS_A_SECOND, REQUEST_BURST = 200.0, 5000.0
"""From one address: a page takes about 25, and 60 phones behind one address may load at once three times over."""


class _TooLongError(Exception):
    pass


class Gate:
    """Checks address, path, method, origin, size and pace of every request, and that pages are for those who came in.

    What is refused gets a plain page and costs no memory.
    """

    def __init__(self, app: ASGIApp, door: Doorkeeper, routes: Routes) -> None:
        self._app, self._door, self._routes = app, door, routes
        self._address = door.address
        self._sockets, self._visits = Sockets(), Visits(door)
        self._requests = Buckets(REQUESTS_A_SECOND, REQUEST_BURST)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through or refuse it."""
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        nonce = new_nonce()
        host = headers.get("host", "").lower()
        send = with_headers(send, host if host in self._address.hosts else self._address.own[7:], nonce)
        refused = self._refused(scope, headers)
        if refused is None:
            try:
                body = await _whole_body(headers, receive)
            except _TooLongError:
                refused = refusal(413, "guard_too_long", {"Connection": "close"})
        if refused is not None:
            await refused(scope, receive, send)
            return
        async with asyncio.timeout(ANSWER_SECONDS):
            await self._app(_cleaned(scope, nonce), _again(body, receive), send)

    def _refused(self, scope: Scope, headers: Headers) -> Response | None:
        """The answer to a request that does not belong here, None for one that does."""
        if _size(scope) > MOST_HEADERS:
            return refusal(431, "guard_too_long")
        if not self._is_ours(headers):
            return refusal(421, "guard_refused")
        if not self._requests.take(scope["client"][0] if scope["client"] else ""):
            return refusal(429, "guard_busy", {"Retry-After": "5"})
        methods = self._routes.methods(_raw_path(scope))
        if not methods:
            return refusal(404, "guard_not_found")
        if scope["method"] not in methods:
            return refusal(405, "guard_refused", {"Allow": ", ".join(sorted(methods))})
        if scope["method"] != "GET" and headers.get("origin") not in self._address.origins:
            return refusal(403, "guard_refused")
        return self._page_refused(HTTPConnection(scope)) if self._routes.is_page(scope["path"]) else None

    def _page_refused(self, request: HTTPConnection) -> Response | None:
        """The framework keeps every page in memory: none for a stranger, who goes to the door, and not too many."""
        device = self._door.visitor(request)
        if device is None:
            return RedirectResponse(f"/?lang={'es' if request.url.path.startswith('/es/') else 'en'}", 303)
        return None if self._visits.may(request, device) else refusal(503, "guard_busy", {"Retry-After": "5"})

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        ours = (
            _raw_path(scope) == SOCKET
            and self._is_ours(headers)
            and headers.get("origin") in self._address.origins
            and _size(scope) <= MOST_HEADERS
        )
        if ours:
            known = self._door.visitor(HTTPConnection(scope)) is not None
            await self._sockets.serve(self._app, scope, receive, send, known)
        else:
            await send({"type": "websocket.close", "code": 1008})

    def _is_ours(self, headers: Headers) -> bool:
        hosts = headers.getlist("host")
        return len(hosts) == 1 and hosts[0].lower() in self._address.hosts


def _raw_path(scope: Scope) -> str:
    return scope["raw_path"].decode("latin-1")


def _size(scope: Scope) -> int:
    sent = sum(len(name) + len(value) for name, value in scope["headers"])
    return sent + len(scope["raw_path"]) + len(scope["query_string"])


def _cleaned(scope: Scope, nonce: str) -> Scope:
    """The scope with its nonce, without the headers by which a proxy would change what the pages believe."""
    headers = [pair for pair in scope["headers"] if not pair[0].startswith(b"x-forwarded-")]
    return {**scope, "headers": headers, "nonce": nonce}


async def _whole_body(headers: Headers, receive: Receive) -> bytes:
    """The request's body, with a length or without. Raises _TooLongError; the connection's clock ends a slow one."""
    length = headers.get("content-length", "0")
    if not length.isdigit() or int(length) > MOST_BODY:
        raise _TooLongError
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return body
        body += message.get("body", b"")
        if len(body) > MOST_BODY:
            raise _TooLongError
        if not message.get("more_body"):
            return body


def _again(body: bytes, receive: Receive) -> Receive:
    """A ``receive`` that gives the whole body once, then what the server has."""
    first: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receiving() -> Message:
        return first.pop() if first else await receive()

    return receiving
