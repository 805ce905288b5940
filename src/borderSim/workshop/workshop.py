"""One workshop: what the server holds and every page sees."""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.report.words import Lang
from borderSim.workshop.desk.ask import Ask
from borderSim.workshop.desk.desk import Desk
from borderSim.workshop.draft.draft import Bases, Draft
from borderSim.workshop.draft.scenarios import baseline, policy
from borderSim.workshop.guard.doorkeeper import Doorkeeper
from borderSim.workshop.room.room import Room


@dataclass(frozen=True)
class Workshop:
    """The room's scenarios, the desk that runs them, the session, who may come in, the language to begin with."""

    bases: Bases
    desk: Desk
    room: Room
    door: Doorkeeper
    lang: Lang = "en"

    def ask(self, draft: Draft, members: int) -> Ask:
        """A draft and its baseline as the model runs them now, under the events that hold for everybody."""
        future = self.room.state.future
        return Ask(policy(draft, self.bases, future), baseline(draft, self.bases, future), members)
