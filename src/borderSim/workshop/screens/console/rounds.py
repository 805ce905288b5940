"""Rounds: open with a clock, close."""

from __future__ import annotations

from borderSim.workshop.room.events import RoundClosed, RoundOpened
from borderSim.workshop.screens.console.here import Facilitator
from borderSim.workshop.screens.elements.fields import TextField
from borderSim.workshop.screens.elements.html import button, tag
from borderSim.workshop.screens.elements.live import Part
from borderSim.workshop.screens.opinion.predict_form import read_amount
from borderSim.workshop.screens.shared.deeds import alert

USUAL_MINUTES = 15
"""A round of talks in the session plan (workshop brief, 6)."""
MOST_DIGITS = 6


class RoundDesk:
    """The section that opens and closes rounds."""

    def __init__(self, here: Facilitator) -> None:
        self._here = here
        with here.section("round"):
            self.parts = [Part(lambda: here.state.rounds[-1:], self._draw)]
            self._note = alert()

    def _draw(self) -> None:
        here, open_round = self._here, self._here.state.round
        if open_round:
            tag("p", here.say("round_open"), "small quiet")
            button(here.say("close_round", n=open_round.number), self._close, "primary", data_at="round")
            return
        help_ = here.say("minutes_help")
        with tag("div", classes="row bottom"):
            self._minutes = TextField(
                here.say("minutes"),
                str(USUAL_MINUTES),
                most=MOST_DIGITS,
                mode="decimal",
                help_=help_,
                on_enter=self._open,
            )
            button(here.say("open_round", n=len(here.state.rounds) + 1), self._open, "primary", data_at="round")

    def _open(self) -> None:
        minutes = read_amount(self._minutes.value.strip(), self._here.lang)
        if minutes is None:
            self._note.set_text(self._here.say("minutes_bad"))
            return
        self._here.do(RoundOpened(minutes), self._note)

    def _close(self) -> None:
        self._here.do(RoundClosed(), self._note)
