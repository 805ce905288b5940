"""The clock of a round: it counts down in the browser, without messages."""

from __future__ import annotations

import time

from nicegui import ui

from borderSim.report.words import Lang
from borderSim.workshop.room.state import Round
from borderSim.workshop.words import say

SECONDS = 60.0


class Clock(ui.element, component="../../static/clock.js"):
    """Minutes and seconds left of an open round, 00:00 when its time is up; a timer for screen readers."""

    def __init__(self, round_: Round, lang: Lang) -> None:
        super().__init__()
        self.props["ends-at"] = round_.opened_at + round_.minutes * SECONDS
        self.props["server-now"] = time.time()
        self.props["spoken-left"] = say("wall_clock_left", lang, minutes="%m", seconds="%s")
        self.props["over"] = say("wall_clock_over", lang)
