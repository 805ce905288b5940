"""Limits on how often: wrong codes by address and in all, and a bucket of tokens for messages and pages."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

Clock = Callable[[], float]

WINDOW_SECONDS = 60.0
WRONG_BY_ADDRESS = 10
WRONG_IN_ALL = 30
"""Wrong codes a minute from all addresses: half of 10,000 codes would take 2.8 hours on average."""


class Brake:
    """Counts wrong codes: ten from one address lock it for a minute, thirty in a minute lock every newcomer."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._wrong: deque[tuple[float, str]] = deque()
        self._locked: dict[str, float] = {}

    def locked(self, address: str) -> bool:
        """Whether a code from ``address`` is refused without a look at it."""
        self._forget()
        return address in self._locked or len(self._wrong) >= WRONG_IN_ALL

    def wrong(self, address: str) -> None:
        """Count a wrong code of ``address``."""
        now = self._clock()
        self._wrong.append((now, address))
        if sum(who == address for _, who in self._wrong) >= WRONG_BY_ADDRESS:
            self._locked[address] = now + WINDOW_SECONDS

    def _forget(self) -> None:
        now = self._clock()
        while self._wrong and self._wrong[0][0] <= now - WINDOW_SECONDS:
            self._wrong.popleft()
        self._locked = {who: until for who, until in self._locked.items() if until > now}


class Bucket:
    """Lets ``burst`` things through at once and ``rate`` a second after that."""

    def __init__(self, rate: float, burst: float, clock: Clock = time.monotonic) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._left, self._seen = burst, clock()

    def take(self, cost: float = 1) -> bool:
        """Whether what costs ``cost`` may pass now."""
        now = self._clock()
        self._left = min(self._burst, self._left + (now - self._seen) * self._rate)
        self._seen = now
        if self._left < cost:
            return False
        self._left -= cost
        return True

    @property
    def full(self) -> bool:
        """Whether it would be as good as new: nothing was taken for long."""
        return self._left + (self._clock() - self._seen) * self._rate >= self._burst
