"""Who wants to hear of something, and telling them."""

from __future__ import annotations

from collections.abc import Callable

Hear = Callable[..., None]


class Ears:
    """Listeners, each called with what there is to tell."""

    def __init__(self) -> None:
        self._all: list[Hear] = []

    def listen(self, hear: Hear) -> Callable[[], None]:
        """Call ``hear`` from now on; returns how to stop."""
        self._all.append(hear)
        return lambda: self._all.remove(hear)

    @property
    def anybody(self) -> bool:
        """Whether somebody listens."""
        return bool(self._all)

    def tell(self, *news: object) -> None:
        """Call everybody who listens at this moment."""
        for hear in tuple(self._all):
            hear(*news)
