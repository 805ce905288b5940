"""One workshop: what the server holds and every page sees."""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.report.words import Lang
from borderSim.workshop.desk.desk import Desk
from borderSim.workshop.draft.draft import Bases
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
