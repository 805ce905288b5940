"""What was computed, by scenario: the first members of each, as far as they are there; least used goes first."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import numpy as np

from borderSim.results.data import Array
from borderSim.scenario import Scenario
from borderSim.workshop.desk.ask import Outcome

SHELF_MB = 256
"""What the shelf holds beyond what is in use: about 40 scenarios with 32 members, 6 with 200 (60 months)."""


class Book:
    """One scenario's members 0 to ``have``; those up to ``promised`` are being computed or wait for it."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.promised = 0
        self.have = 0
        self.users = 0
        self._pages: list[Outcome] = []
        self._early: dict[int, Outcome] = {}
        self._waiting: list[tuple[int, asyncio.Future[None]]] = []

    @property
    def size(self) -> int:
        """Bytes of what is there."""
        return sum(size(page) for page in (*self._pages, *self._early.values()))

    def add(self, members: range, outcome: Outcome) -> None:
        """Put in a block of members; it counts once all before it are there."""
        self._early[members.start] = outcome
        while self.have in self._early:
            page = self._early.pop(self.have)
            self._pages.append(page)
            self.have += members_of(page)
        self._early = {start: page for start, page in self._early.items() if start > self.have}
        self.promised = max(self.promised, self.have)
        self._tell()

    def fail(self, error: BaseException) -> None:
        """What is promised will not come: tell all who wait, so that a next one may ask for it again."""
        self.promised = self.have
        for _, future in self._waiting:
            if not future.done():
                future.set_exception(error)
        self._waiting.clear()

    def until(self, members: int) -> asyncio.Future[None]:
        """Done when the first ``members`` are there."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((members, future))
        self._tell()
        return future

    def first(self, members: int) -> Outcome:
        """The first ``members``, read-only views of what the shelf holds."""
        if len(self._pages) > 1:
            self._pages = [_joined(self._pages)]
        page = self._pages[0]
        return Outcome(*(_views(part, members) for part in (page.national, page.department, page.place)))

    def _tell(self) -> None:
        for members, future in self._waiting:
            if members <= self.have and not future.done():
                future.set_result(None)
        self._waiting = [(members, future) for members, future in self._waiting if not future.done()]


class Shelf:
    """Books by fingerprint, within ``most_bytes``; a book in use or being written stays."""

    def __init__(self, most_bytes: int = SHELF_MB * 2**20) -> None:
        self._most = most_bytes
        self._books: OrderedDict[str, Book] = OrderedDict()

    @contextmanager
    def use(self, scenarios: Mapping[str, Scenario]) -> Iterator[list[Book]]:
        """The books of scenarios by fingerprint, new ones where there are none; they stay while they are used."""
        books = [self._books.setdefault(key, Book(scenario)) for key, scenario in scenarios.items()]
        for key, book in zip(scenarios, books, strict=True):
            self._books.move_to_end(key)
            book.users += 1
        try:
            yield books
        finally:
            for book in books:
                book.users -= 1
            self.tidy()

    def have(self, key: str) -> int:
        """How many members of a scenario are there."""
        return self._books[key].have if key in self._books else 0

    def tidy(self) -> None:
        """Let go of the books that were not used for longest, until the rest fits."""
        total = sum(book.size for book in self._books.values())
        idle = [key for key, book in self._books.items() if not book.users and book.promised == book.have]
        for key in idle:
            if total <= self._most and self._books[key].have:
                continue
            total -= self._books.pop(key).size


def members_of(outcome: Outcome) -> int:
    """How many members an outcome holds."""
    return len(next(iter(outcome.national.values())))


def size(outcome: Outcome) -> int:
    """Bytes of an outcome's arrays."""
    return sum(a.nbytes for part in (outcome.national, outcome.department, outcome.place) for a in part.values())


def _joined(pages: Sequence[Outcome]) -> Outcome:
    parts = ([getattr(page, name) for page in pages] for name in ("national", "department", "place"))
    return Outcome(*({name: np.concatenate([p[name] for p in part]) for name in part[0]} for part in parts))


def _views(part: Mapping[str, Array], members: int) -> dict[str, Array]:
    out = {}
    for name, values in part.items():
        out[name] = values[:members]
        out[name].flags.writeable = False  # all teams share it
    return out
