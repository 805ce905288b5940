"""Raw connections: how many, how long a request or an answer may take, how many bytes a socket may send.

uvicorn takes both classes as its ``http`` and ``ws``; what an ASGI application sees comes later, in `gate.py`.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from borderSim.workshop.guard.address import is_loopback
from borderSim.workshop.guard.brake import Bucket

READ_SECONDS = 10.0
"""For a whole request, from its first byte to its last."""
DRAIN_SECONDS = 30.0
"""For a browser to take in what waits for it; one that does not read would make the server keep it all."""
MOST_CONNECTIONS = 800
CONNECTIONS_BY_ADDRESS = 400
"""Open HTTP connections: 60 phones behind one address with six each pass; this machine's own are not counted."""
BYTES_A_SECOND = 256_000
BURST_BYTES = 1_000_000
"""What one websocket may send: a scenario file of 60 kB now and then, a moved lever 50 times a second."""


_open: Counter[str] = Counter()


def count_out(counts: Counter[str], key: str) -> None:
    """Count one less, and nothing is kept of a key that has none left."""
    counts[key] -= 1
    if counts[key] <= 0:
        del counts[key]


class _Draining(asyncio.Protocol):
    """Breaks a connection off whose other side has stopped reading."""

    transport: asyncio.Transport
    _drain: asyncio.TimerHandle | None = None

    def pause_writing(self) -> None:
        super().pause_writing()
        self._drain = asyncio.get_running_loop().call_later(DRAIN_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        self._stop_drain()
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_drain()
        super().connection_lost(exc)

    def _stop_drain(self) -> None:
        if self._drain:
            self._drain.cancel()
            self._drain = None


class GuardedHTTP(_Draining, H11Protocol):
    """uvicorn's HTTP with a limit on connections and a time by which a request has to be there."""

    _late: asyncio.TimerHandle | None = None
    _address = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Count the connection, or break it off where there are too many."""
        super().connection_made(transport)
        self._address = self.client[0] if self.client else ""
        _open[self._address] += 1
        own = _open[self._address]
        if not is_loopback(self._address) and (own > CONNECTIONS_BY_ADDRESS or _open.total() > MOST_CONNECTIONS):
            transport.abort()
            return
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Hand the bytes on; stop the clock when the request is complete."""
        super().data_received(data)
        if self.transport.get_protocol() is not self:
            self._leave()
        elif self.conn.their_state in (h11.IDLE, h11.SEND_BODY):
            self._wait()
        else:
            self._stop()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._leave()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._late is None:
            self._late = self.loop.call_later(READ_SECONDS, self.transport.abort)

    def _stop(self) -> None:
        if self._late:
            self._late.cancel()
            self._late = None

    def _leave(self) -> None:
        """The connection is gone or is a websocket's now."""
        self._stop()
        self._stop_drain()
        if self._address:
            count_out(_open, self._address)
            self._address = ""


class GuardedSocket(_Draining, WebSocketsSansIOProtocol):
    """uvicorn's websocket with a meter: pings and fragments cost too, not only the messages that the gate counts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._bytes = Bucket(BYTES_A_SECOND, BURST_BYTES)

    def data_received(self, data: bytes) -> None:
        """Hand the bytes on, or break off a connection that sends too many; a frame costs at least 64."""
        if self._bytes.take(max(len(data), 64)):
            super().data_received(data)
        else:
            self.transport.abort()
