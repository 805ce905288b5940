"""The reveal: the model answers a question with many runs, and the room sees it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from weakref import WeakKeyDictionary

from borderSim.report.words import Lang
from borderSim.workshop.desk.ask import FIRM
from borderSim.workshop.desk.desk import Crowded, Overtaken
from borderSim.workshop.room.events import Revealed
from borderSim.workshop.room.refused import Refused
from borderSim.workshop.room.room import Room
from borderSim.workshop.room.state import Device, Question
from borderSim.workshop.screens.shared.ears import Ears
from borderSim.workshop.screens.shared.measures import truth
from borderSim.workshop.words import say
from borderSim.workshop.workshop import Workshop

RUNS = FIRM
DEVICE = "reveal"
LOG = logging.getLogger(__name__)

Fault = Callable[[Lang], str]
"""Words in a language: each Console has its own."""


class Reveal:
    """One reveal at a time, whatever becomes of the page that asked for it.

    ``done`` are the runs that are there, None while nothing is being revealed; ``fault`` is why the last one failed.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._ears = Ears()
        self.listen = self._ears.listen
        self._task: asyncio.Task[None] | None = None
        self.done: int | None = None
        self.fault: Fault | None = None

    def start(self, question: Question, device: Device) -> None:
        """Ask the model, then tell the room; nothing where one is under way."""
        if self._task is None or self._task.done():
            self._tell(0)
            self._task = asyncio.get_running_loop().create_task(self._reveal(question, device))

    def cancel(self) -> None:
        """Stop; the question stays sealed."""
        self._workshop.desk.cancel(DEVICE)

    def _tell(self, done: int | None, fault: Fault | None = None) -> None:
        self.done, self.fault = done, fault
        self._ears.tell()

    async def _reveal(self, question: Question, device: Device) -> None:
        fault: Fault | None = None
        ask = self._workshop.ask(question.draft, RUNS)
        try:
            answer = await self._workshop.desk.answer(DEVICE, ask, lambda done, _: self._tell(done))
            self._workshop.room.do(Revealed(question.id, truth(answer, question.indicator)), by=device.id)
        except Overtaken:
            pass
        except Crowded:
            fault = partial(say, "board_crowded")
        except Refused as refused:
            fault = refused.words
        except Exception:  # whatever the model stumbles over, the question stays and the Console says so
            LOG.exception("no answer to a question")
            fault = partial(say, "console_reveal_failed")
        self._tell(None, fault)


_OF_ROOM: WeakKeyDictionary[Room, Reveal] = WeakKeyDictionary()


def reveal(workshop: Workshop) -> Reveal:
    """The reveal that all Consoles of this workshop share."""
    if workshop.room not in _OF_ROOM:
        _OF_ROOM[workshop.room] = Reveal(workshop)
    return _OF_ROOM[workshop.room]
