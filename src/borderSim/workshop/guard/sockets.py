"""The one websocket of a page: how many there are, what may be said on it, how often."""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from borderSim.workshop.guard.address import is_loopback
from borderSim.workshop.guard.brake import Bucket, Clock
from borderSim.workshop.guard.buckets import Buckets
from borderSim.workshop.guard.connection import count_out

MOST_SOCKETS = 500
SOCKETS_BY_ADDRESS = 100
"""Pages of 60 phones behind one address, some of them twice; on networks of one address a phone, far more than one."""
STRANGERS, STRANGERS_SOCKETS, STRANGERS_SECONDS = "strangers", 40, 5.0
MESSAGES_A_SECOND, MESSAGE_BURST = 60, 120
"""Of one page: a lever that is dragged sends 20 a second."""
BY_ADDRESS_A_SECOND, BY_ADDRESS_BURST = 600, 2000
MOST_MESSAGE = 64 * 1024
POLICY_VIOLATION = 1008
MOST_FIELDS = 20

_SPOKEN = re.compile(r'3|41|40(\{.*\})?|42\d{0,9}\["(event|ack|javascript_response|log|handshake)",.*', re.DOTALL)
"""What NiceGUI's page says: a pong, good-bye, hello, one of five events. No binary parts (they are kept until all have
come), no other namespace, no upgrade, no event that passes itself off as the server's own `connect`."""


class Sockets:
    """Counts and meters the websockets."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._open: Counter[str] = Counter()
        self._clock = clock
        self._by_address = Buckets(BY_ADDRESS_A_SECOND, BY_ADDRESS_BURST, clock)

    async def serve(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send, known: bool) -> None:
        """Let the application talk on a socket, or close it where there are too many or it is no websocket's.

        Somebody who is not ``known`` is heard just long enough to be told to load the page again: a phone from an
        earlier session at the same address.
        """
        address = scope["client"][0] if scope["client"] else ""
        counted = address if known else STRANGERS
        if not (_is_plain(scope) and self._has_room(counted)):
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            return
        self._open[counted] += 1
        try:
            async with asyncio.timeout(None if known else STRANGERS_SECONDS):
                await app(scope, self._metered(address, receive, send), send)
        except TimeoutError:
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        finally:
            count_out(self._open, counted)

    def _has_room(self, counted: str) -> bool:
        if counted == STRANGERS:
            return self._open[counted] < STRANGERS_SOCKETS
        if is_loopback(counted):
            return self._open[counted] < MOST_SOCKETS
        return self._open.total() < MOST_SOCKETS and self._open[counted] < SOCKETS_BY_ADDRESS

    def _metered(self, address: str, receive: Receive, send: Send) -> Receive:
        own = Bucket(MESSAGES_A_SECOND, MESSAGE_BURST, self._clock)
        ended = False

        async def receiving() -> Message:
            nonlocal ended
            if ended:
                return {"type": "websocket.disconnect", "code": POLICY_VIOLATION}
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            if _is_spoken(message) and own.take() and self._by_address.take(address):
                return message
            ended = True
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            return {"type": "websocket.disconnect", "code": POLICY_VIOLATION}

        return receiving


def _is_plain(scope: Scope) -> bool:
    """Whether the socket starts as a websocket, not as an upgrade of somebody's long polling."""
    try:
        query = parse_qs(scope["query_string"].decode("latin-1"), max_num_fields=MOST_FIELDS)
    except ValueError:
        return False
    return query.get("transport") == ["websocket"] and "sid" not in query


def _is_spoken(message: Message) -> bool:
    text = message.get("text")
    return text is not None and len(text) <= MOST_MESSAGE and _SPOKEN.fullmatch(text) is not None
