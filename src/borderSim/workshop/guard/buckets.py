"""One bucket for each address or device, for as long as it matters."""

from __future__ import annotations

import time

from borderSim.workshop.guard.brake import Bucket, Clock

MOST_KEPT = 1000


class Buckets:
    """Buckets by key; those that have filled up again are forgotten when there are many."""

    def __init__(self, rate: float, burst: float, clock: Clock = time.monotonic) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._kept: dict[str, Bucket] = {}

    def take(self, key: str) -> bool:
        """Whether one more of ``key`` may pass now; no where a thousand others are at it."""
        if key not in self._kept and len(self._kept) >= MOST_KEPT:
            self._kept = {kept: bucket for kept, bucket in self._kept.items() if not bucket.full}
            if len(self._kept) >= MOST_KEPT:
                return False
        return self._kept.setdefault(key, Bucket(self._rate, self._burst, self._clock)).take()
