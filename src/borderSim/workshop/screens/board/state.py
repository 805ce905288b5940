"""What one device's Board holds, without a page: its history, what it looks at, what it asks the model.

Pages listen (``listen``) and draw. Two tabs of a device, or a page before and after a reload or another language, share
one state, so nothing is lost.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Literal
from weakref import WeakKeyDictionary

from borderSim.report.words import Lang
from borderSim.scenario import ScheduledEvent, scenario_hash
from borderSim.workshop.desk.ask import ON_RELEASE, WHILE_DRAGGING, Answer, Ask
from borderSim.workshop.desk.desk import Crowded, Full, Overtaken
from borderSim.workshop.draft import change
from borderSim.workshop.draft.change import BadChange
from borderSim.workshop.draft.choice import first_levers
from borderSim.workshop.draft.draft import Bases, Draft
from borderSim.workshop.draft.history import History
from borderSim.workshop.draft.scenarios import policy
from borderSim.workshop.pictures.first import first_charts
from borderSim.workshop.room.events import Drafted, Event
from borderSim.workshop.room.refused import Refused
from borderSim.workshop.room.room import Room
from borderSim.workshop.screens.shared.ears import Ears
from borderSim.workshop.screens.shared.measures import months_of
from borderSim.workshop.words import say
from borderSim.workshop.workshop import Workshop

News = Literal["draft", "answer", "work", "view", "fault"]
"""What has changed: the levers and the rest of the draft, the picture, what is being computed, what is looked at."""
Fault = Callable[[Lang], str]
"""What went wrong, in a language."""
FIRST_CHARTS, MOST_CHARTS, MOST_FIRM = 6, 12, 20
LOG = logging.getLogger(__name__)


class BoardState:
    """The Board of one device that drives a team (0: the facilitator's own)."""

    def __init__(self, workshop: Workshop, device: str, team: int) -> None:
        self._workshop, self.device, self.team = workshop, device, team
        self.history = History.of(workshop.room.state.teams[team].draft)
        self.levers = first_levers(self.bases, self.draft)
        self.charts = self._first_charts()
        self.answer: Answer | None = None
        self.settled: Answer | None = None
        self._before: Answer | None = None
        self.computing = 0
        self.new_past = False
        self.progress: float | None = None
        self.fault: Fault | None = None
        self._firm: list[tuple[Draft, int]] = []
        self._asked_under: tuple[ScheduledEvent, ...] | None = None
        self._ears = Ears()
        self._stop_room: Callable[[], None] | None = None
        self._turn, self._shown = 0, 0
        self._dragging = False
        self._dragged: Draft | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def bases(self) -> Bases:
        """The room's scenarios."""
        return self._workshop.bases

    @property
    def workshop(self) -> Workshop:
        """What the server holds."""
        return self._workshop

    @property
    def room(self) -> Room:
        """The session."""
        return self._workshop.room

    @property
    def draft(self) -> Draft:
        """What is set now."""
        return self.history.present

    @property
    def months(self) -> list[str]:
        """The months of the run as "YYYY-MM"."""
        return months_of(self.bases.first)

    @property
    def members(self) -> int:
        """How many runs the present draft was last shown with, so that undo brings back the same picture."""
        return next((members for draft, members in self._firm if draft == self.draft), ON_RELEASE)

    def listen(self, hear: Callable[[News], None]) -> Callable[[], None]:
        """Call ``hear`` with all news from now on; returns how to stop. With nobody here the room is not heard."""
        stop = self._ears.listen(hear)
        if self._stop_room is None:
            self._stop_room = self.room.listen(lambda *_: self._room_changed())
            self._room_changed()

        def leave() -> None:
            stop()
            if self._stop_room and not self._ears.anybody:
                self._stop_room()
                self._stop_room = None

        return leave

    def tell(self, *news: News) -> None:
        """Tell every page what has changed, one thing after the other."""
        for item in news:
            self._ears.tell(item)

    def ask(self, draft: Draft, members: int) -> Ask:
        """The draft and its baseline as the model runs them now."""
        return self._workshop.ask(draft, members)

    # what somebody at the table does

    def drag(self, lever: str, value: float) -> None:
        """A lever is being moved: few runs, nothing is kept.

        While the model works on one position the newest other one waits, so that pictures come all the time.
        """
        draft = self._changed(lambda: change.with_lever(self.draft, self.bases, lever, value))
        if draft is None:
            return
        if self._dragging:
            self._dragged = draft
        else:
            self._look(draft, WHILE_DRAGGING)

    def set_lever(self, lever: str, value: float, start: date | None = None, ramp: float | None = None) -> None:
        """A lever is let go, or gets another timing."""
        self._do(lambda: change.with_lever(self.draft, self.bases, lever, value, start, ramp), lever)

    def reset_lever(self, lever: str) -> None:
        """A lever goes back to where the base scenario has it."""
        self._do(lambda: change.without_lever(self.draft, lever), lever)

    def add_event(self, event: ScheduledEvent) -> None:
        """An event happens in this team's future."""
        self._do(lambda: change.with_event(self.draft, self.bases, event), event.type)

    def remove_event(self, place: int) -> None:
        """The event at a place of the draft's list is taken back."""
        self._do(lambda: change.without_event(self.draft, place), "board_step_event")

    def pin(self, parameter: str, value: float) -> None:
        """An assumption is held at one value."""
        self._do(lambda: change.with_pin(self.draft, parameter, value), parameter)

    def unpin(self, parameter: str) -> None:
        """An assumption is uncertain again."""
        self._do(lambda: change.without_pin(self.draft, parameter), parameter)

    def read(self, question: str, name: str) -> None:
        """A contested question is answered one way; "" leaves it open."""
        if name:
            self._do(lambda: change.with_reading(self.draft, question, name), question)
        else:
            self._do(lambda: change.without_reading(self.draft, question), question)

    def rebase(self, base: str) -> None:
        """Start from another of the room's scenarios; the departures stay."""
        self._do(lambda: change.rebased(self.draft, base), "draft_step_base")

    def load(self, draft: Draft, what: str) -> None:
        """Take a whole draft, from a link or a file; ``what`` are the words of the step."""
        self._do(lambda: draft, what)

    def reset(self) -> None:
        """Drop all departures."""
        self._do(lambda: Draft(self.draft.base), "draft_step_reset")

    def undo(self) -> None:
        """Go back one step."""
        self._turn_to(self.history.undone())

    def redo(self) -> None:
        """Go forward one step."""
        self._turn_to(self.history.redone())

    def go_to(self, position: int) -> None:
        """Go to a step of the history."""
        self._turn_to(self.history.at(position))

    def firm(self, members: int) -> None:
        """Ask for more runs of the present draft."""
        self._forget_firm()
        self._firm = [*self._firm, (self.draft, members)][-MOST_FIRM:]
        self._look(self.draft, members)

    def cancel(self) -> None:
        """Stop making it firm; what was shown stays."""
        self._forget_firm()
        self._workshop.desk.cancel(self.device)

    def do(self, event: Event) -> bool:
        """Let something happen in the room; False, with the reason in ``fault``, where it may not."""
        try:
            self.room.do(event, by=self.device)
        except Refused as refused:
            self._fail(refused.words)
            return False
        return True

    def add_lever(self, name: str) -> None:
        """Put a lever on the screen."""
        if name not in self.levers:
            self.levers = [*self.levers, name]
            self.tell("view")

    def remove_lever(self, name: str) -> None:
        """Take a lever off the screen; where it stands, it stays."""
        self.levers = [lever for lever in self.levers if lever != name]
        self.tell("view")

    def show_charts(self, charts: list[str]) -> None:
        """Look at these indicators."""
        self.charts = charts[:MOST_CHARTS]
        self.tell("view")

    def catch_up(self) -> None:
        """Take over the team's draft where another device has changed it."""
        theirs = self.room.state.teams[self.team].draft
        if theirs != self.draft:
            self.history = self.history.done(theirs, "draft_step_start")

    def sha(self) -> str:
        """The hash of the present policy's scenario."""
        return scenario_hash(policy(self.draft, self.bases, self.room.state.future))

    @property
    def last_change(self) -> tuple[Answer, Answer] | tuple[None, None]:
        """Pictures before and after it, with as many runs each, so that nothing else is between them."""
        if self._before is None or self.settled is None:
            return None, None
        return self._before, self.settled.charted(self._before.members)

    def refresh(self) -> None:
        """Ask the model about the present draft."""
        self._look(self.draft, self.members)

    # how it is done

    def _first_charts(self) -> list[str]:
        """Papers and unmet need, then what the scenario itself asks for, then the first page's."""
        offered = first_charts(self.bases)
        own = [name for name in self.bases.first.indicators if name in offered]
        return list(dict.fromkeys([*offered[:2], *own, *offered]))[:FIRST_CHARTS]

    def _changed(self, make: Callable[[], Draft]) -> Draft | None:
        try:
            return make()
        except BadChange as bad:
            self._fail(bad.words)
            return None

    def _do(self, make: Callable[[], Draft], what: str) -> None:
        draft = self._changed(make)
        if draft is None:
            return
        if draft == self.draft:
            self.refresh()
            return
        self.history = self.history.done(draft, what)
        self._settle()

    def _turn_to(self, history: History) -> None:
        if history.present != self.draft or history.position != self.history.position:
            self.history = history
            self._settle()

    def _settle(self) -> None:
        self.fault = None
        self.do(Drafted(self.team, self.draft))
        self.tell("draft")
        self.refresh()

    def _look(self, draft: Draft, members: int) -> None:
        self._turn += 1
        self._dragging, self._dragged = members < ON_RELEASE, None
        self.computing, self.progress = members, (0.0 if members > ON_RELEASE else None)
        ask, self._asked_under = self.ask(draft, members), self.room.state.future
        self.new_past = self._workshop.desk.new_past(ask)
        task = asyncio.get_running_loop().create_task(self._answer(self._turn, ask))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        self.tell("work")

    async def _answer(self, turn: int, ask: Ask) -> None:
        answer = None
        try:
            answer = await self._workshop.desk.answer(self.device, ask, partial(self._advance, turn))
        except Overtaken:
            pass
        except Crowded:
            self._fail(partial(say, "board_crowded"))
        except Full:
            self._forget_firm()
            self._fail(partial(say, "board_full"))
        except Exception:  # whatever the model stumbles over, the Board stays and says so
            LOG.exception("no answer for a Board")
            self._fail(partial(say, "board_no_answer"))
        if answer and turn > self._shown:
            self._shown = turn
            self._show(answer)
        if turn == self._turn:
            self._rest()

    def _rest(self) -> None:
        """Nothing more to wait for, but for a position that a lever has been moved to meanwhile."""
        self.computing, self.progress, self._dragging = 0, None, False
        if self._dragged:
            self._look(self._dragged, WHILE_DRAGGING)
        self.tell("work")

    def _advance(self, turn: int, done: int, total: int) -> None:
        if turn == self._turn and self.progress is not None:
            self.progress = done / total
            self.tell("work")

    def _show(self, answer: Answer) -> None:
        self.answer = answer
        if answer.members >= ON_RELEASE:
            if self.settled and self.settled.ask.policy != answer.ask.policy:
                self._before = self.settled.charted(ON_RELEASE)  # 1,000 runs are 200 MB, and a replay tells as much
            self.settled = answer
        self.tell("answer")

    def _forget_firm(self) -> None:
        self._firm = [item for item in self._firm if item[0] != self.draft]

    def _fail(self, words: Fault) -> None:
        self.fault = words
        self.tell("fault")

    def _room_changed(self) -> None:
        """Ask again where the last ask was under other events for everybody; what was never asked can wait."""
        if self._asked_under not in (None, self.room.state.future):
            self.refresh()


_OF_ROOM: WeakKeyDictionary[Room, dict[tuple[str, int], BoardState]] = WeakKeyDictionary()


def board_state(workshop: Workshop, device: str, team: int) -> BoardState:
    """The state of a device's Board: the one that is there, or a new one with the team's draft."""
    of_room = _OF_ROOM.setdefault(workshop.room, {})
    if (device, team) not in of_room:
        of_room[device, team] = BoardState(workshop, device, team)
    of_room[device, team].catch_up()
    return of_room[device, team]
