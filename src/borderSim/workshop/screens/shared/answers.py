"""What the model says of the drafts that the whole room looks at: asked of the desk once, for all pages."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import OrderedDict
from typing import Any
from weakref import WeakKeyDictionary

from borderSim.workshop.desk.ask import ON_RELEASE, Answer, Ask
from borderSim.workshop.desk.desk import Crowded, Overtaken
from borderSim.workshop.draft.draft import Draft
from borderSim.workshop.draft.plain import to_plain
from borderSim.workshop.room.room import Room
from borderSim.workshop.screens.shared.ears import Ears
from borderSim.workshop.workshop import Workshop

KEPT = 24
"""Answers held here: a dozen teams in the round that is shown, and the questions about their policies."""
DEVICE = "wall"
PATIENCE = 1.0
"""Seconds until it asks again where too many devices wait."""
LOG = logging.getLogger(__name__)

Key = tuple[str, tuple[Any, ...]]


class Answers:
    """Answers with ``ON_RELEASE`` runs under the events that hold for everybody; one after the other, in their order.

    ``of`` never waits: it gives what is there and has the rest computed, and ``listen`` tells when more is there.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._kept: OrderedDict[Key, Answer | None] = OrderedDict()
        self._wanted: OrderedDict[Key, Ask] = OrderedDict()
        self._ears = Ears()
        self.listen = self._ears.listen
        self._work: asyncio.Task[None] | None = None

    def of(self, draft: Draft) -> Answer | None:
        """What the model says of a draft, None while it is being computed or where it failed."""
        key = self._key(draft)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        self._wanted[key] = self._workshop.ask(draft, ON_RELEASE)
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._compute())
        return None

    def failed(self, draft: Draft) -> bool:
        """Has the model been asked about this draft, and could not answer?"""
        key = self._key(draft)
        return key in self._kept and self._kept[key] is None

    def has_own_baseline(self, answer: Answer) -> bool:
        """Does the answer stand against another baseline than the room's, because its draft changes the future?"""
        return (
            answer.ask.baseline != self._workshop.ask(Draft(self._workshop.bases.first.name), answer.members).baseline
        )

    def _key(self, draft: Draft) -> Key:
        return json.dumps(to_plain(draft), sort_keys=True), self._workshop.room.state.future

    async def _compute(self) -> None:
        while self._wanted:
            key, ask = next(iter(self._wanted.items()))
            try:
                answer = await self._workshop.desk.answer(DEVICE, ask)
            except Overtaken:
                continue
            except Crowded:
                await asyncio.sleep(PATIENCE)
                continue
            except Exception:  # one policy that the model cannot run must not take the wall's other panels away
                LOG.exception("no answer for a policy on the wall")
                answer = None
            self._wanted.pop(key)
            self._kept[key] = answer and answer.charted(ON_RELEASE)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            self._ears.tell()


_OF_ROOM: WeakKeyDictionary[Room, Answers] = WeakKeyDictionary()


def answers(workshop: Workshop) -> Answers:
    """The answers that all pages of this workshop share."""
    if workshop.room not in _OF_ROOM:
        _OF_ROOM[workshop.room] = Answers(workshop)
    return _OF_ROOM[workshop.room]
