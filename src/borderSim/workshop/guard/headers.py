"""What every answer tells the browser: run nothing from elsewhere, be framed by nobody, tell nobody where you were."""

from __future__ import annotations

import secrets

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from borderSim.workshop.guard.address import is_loopback

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
}
"""The referrer goes to ourselves only; with `no-referrer` a browser would also hide the Origin of our own forms."""
OPENER = {"Cross-Origin-Opener-Policy": "same-origin"}
"""Browsers heed it on this machine, and complain of it where plain HTTP comes over a network."""
NONCE_BYTES = 16


def policy(host: str, nonce: str) -> str:
    """The Content-Security-Policy: scripts of this server only, those inside a page only with its ``nonce``.

    NiceGUI compiles its templates and runs what the server sends in the browser: `unsafe-eval` cannot go.
    """
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'nonce-{nonce}' 'unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self' ws://{host}",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def with_headers(send: Send, host: str, nonce: str) -> Send:
    """A ``send`` that adds the headers to the start of the answer."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update({**FIXED, **OPENER} if is_loopback(host.partition(":")[0]) else FIXED)
            headers["Content-Security-Policy"] = policy(host, nonce)
        await send(message)

    return sending


def new_nonce() -> str:
    """A number used once, for the scripts of one page."""
    return secrets.token_urlsafe(NONCE_BYTES)


class Nonces:
    """Puts the request's nonce on the scripts of a page.

    All of a page's `<script` come from its template: what people typed is escaped by NiceGUI before it gets there.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with nonces in what is HTML."""
        if scope["type"] == "http":
            send = _nonced(send, scope["nonce"])
        await self._app(scope, receive, send)


def _nonced(send: Send, nonce: str) -> Send:
    start: Message = {}
    parts: list[bytes] = []

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
            if not MutableHeaders(scope=message).get("content-type", "").startswith("text/html"):
                await send(message)
        elif not MutableHeaders(scope=start).get("content-type", "").startswith("text/html"):
            await send(message)
        else:
            parts.append(message.get("body", b""))
            if not message.get("more_body"):
                body = b"".join(parts).replace(b"<script", b'<script nonce="' + nonce.encode() + b'"')
                MutableHeaders(scope=start)["content-length"] = str(len(body))
                await send(start)
                await send({"type": "http.response.body", "body": body})

    return sending
