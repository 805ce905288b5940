"""What a page may say to the framework: only for itself, only in the shape that its own script would send.

NiceGUI's own listeners trust the page: whoever knows a page's number may speak for it, what a browser logs is written
to the server's log, and a message of another shape ends in a traceback. The listeners here stand before them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from nicegui import Client, core
from socketio.exceptions import ConnectionRefusedError as Refused  # type: ignore[import-untyped]

TAB_AGE = 600.0
"""Seconds that the framework keeps what belongs to a browser tab that is gone; the workshop keeps nothing there."""
LONGEST_ID = 64
NO_PAGE = "Implicit handshake failed"
"""What NiceGUI's script takes as the sign to load the page again."""

Listener = Callable[..., Any]


def guard_messages(cookie: str) -> None:
    """Put the guards before NiceGUI's listeners. ``cookie`` is the name of the session's cookie."""
    own = dict(core.sio.handlers["/"])
    core.app.storage.max_tab_storage_age = TAB_AGE
    core.sio.on("connect", _connect(own["connect"], cookie))
    core.sio.on("handshake", lambda *_: False)
    core.sio.on("event", _event(own["event"]))
    core.sio.on("javascript_response", _javascript_response(own["javascript_response"]))
    core.sio.on("ack", _ack(own["ack"]))
    core.sio.on("log", lambda *_: None)


def _connect(own: Listener, cookie: str) -> Callable[..., Awaitable[None]]:
    """The handshake that comes with the connection; the separate one is a prefetched page's, which loads again."""

    async def connect(sid: str, environ: dict[str, Any], _: object = None) -> None:
        query = parse_qs(environ.get("QUERY_STRING", ""))
        said = {name: values[0] for name, values in query.items()}
        if said.get("implicit_handshake") != "true" or not _may_shake(sid, said, environ, cookie):
            raise Refused(NO_PAGE)
        await own(sid, environ)

    return connect


def _may_shake(sid: str, said: dict[str, Any], environ: dict[str, Any], cookie: str) -> bool:
    """Whether the socket's browser is the one that loaded the page."""
    names = [said.get(name) for name in ("client_id", "tab_id", "document_id")]
    if not all(isinstance(name, str) and len(name) <= LONGEST_ID for name in names):
        return False
    if not str(said.get("next_message_id", 0)).isdigit() or len(str(said.get("old_tab_id"))) > LONGEST_ID:
        return False
    page = Client.instances.get(str(names[0]))
    return page is not None and page.request.cookies.get(cookie) == _cookie(environ.get("HTTP_COOKIE", ""), cookie)


def _cookie(header: str, name: str) -> str | None:
    try:
        found = SimpleCookie(header).get(name)
    except CookieError:
        return None
    return found.value if found else None


def _of(sid: str, message: object) -> Client | None:
    """The page that a message is about, if it comes from its own socket."""
    if not isinstance(message, dict) or not isinstance(message.get("client_id"), str):
        return None
    page = Client.instances.get(message["client_id"])
    return page if page is not None and sid in page._socket_to_document_id else None


def _event(own: Listener) -> Listener:
    def event(sid: str, message: object = None, *_: object) -> None:
        page = _of(sid, message)
        if page is None or not isinstance(message, dict):
            return
        number: object = message.get("id")
        listener: object = message.get("listener_id")
        element = page.elements.get(number) if isinstance(number, int) else None
        if element is None or not (isinstance(listener, str) and isinstance(message.get("args", []), list)):
            return
        if listener in element._event_listeners:
            own(sid, message)

    return event


def _javascript_response(own: Listener) -> Listener:
    def javascript_response(sid: str, message: object = None, *_: object) -> None:
        if _of(sid, message) and isinstance(message, dict) and isinstance(message.get("request_id"), str):
            own(sid, message)

    return javascript_response


def _ack(own: Listener) -> Listener:
    def ack(sid: str, message: object = None, *_: object) -> None:
        if _of(sid, message) and isinstance(message, dict) and isinstance(message.get("next_message_id"), int):
            own(sid, message)

    return ack
