"""Parts of a page that follow the room: each is drawn again when what it shows has changed, and only then."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from nicegui import Client, ui

SETTLE = 0.2
"""Seconds that a page waits for further news before it draws: 30 phones that vote make one drawing, not thirty."""

Listen = Callable[[Callable[..., None]], Callable[[], None]]


class Part(ui.element, component="../../static/part.js"):
    """A part of a page: ``shows`` is what it depends on (compared by ==), ``draw`` builds its elements."""

    def __init__(self, shows: Callable[[], object], draw: Callable[[], None], classes: str = "") -> None:
        super().__init__()
        self.classes(classes)
        self._shows, self._draw = shows, draw
        self._shown: object = None
        self.refresh()

    def refresh(self) -> None:
        """Draw again if what the part shows has changed."""
        if self.is_deleted:
            return
        now = (self._shows(),)
        if now == self._shown:
            return
        self._shown = now
        self.clear()
        with self:
            self._draw()


class Living(Protocol):
    """What can be drawn again, until it is gone."""

    @property
    def is_deleted(self) -> bool:
        """Whether it is no longer on its page."""

    def refresh(self) -> None:
        """Draw again what has changed."""


@dataclass(eq=False)
class _Follower:
    parts: Sequence[Living]
    client: Client
    stops: list[Callable[[], None]] = field(default_factory=list)
    waiting: asyncio.TimerHandle | None = None

    def hear(self) -> None:
        if self.waiting is None:
            self.waiting = asyncio.get_running_loop().call_later(SETTLE, self.refresh)

    def refresh(self) -> None:
        self.waiting = None
        if all(part.is_deleted for part in self.parts):
            self.stop()
            self.client.delete_handlers.remove(self.stop)
        for part in self.parts:
            part.refresh()

    def stop(self) -> None:
        if self.waiting:
            self.waiting.cancel()
        while self.stops:
            self.stops.pop()()


def follow(parts: Sequence[Living], *listens: Listen) -> None:
    """Refresh the parts when one of the sources has news, until they or the page are gone for good."""
    client = ui.context.client
    follower = _Follower(parts, client)
    follower.stops = [listen(lambda *_: follower.hear()) for listen in listens]
    client.on_delete(follower.stop)
