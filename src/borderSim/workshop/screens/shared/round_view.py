"""The round and its clock, as all pages show them."""

from __future__ import annotations

from borderSim.report.words import Lang
from borderSim.workshop.screens.elements.html import tag
from borderSim.workshop.screens.elements.live import Part
from borderSim.workshop.screens.shared.clock import Clock
from borderSim.workshop.words import say
from borderSim.workshop.workshop import Workshop


def round_view(workshop: Workshop, lang: Lang) -> Part:
    """The open round with its clock, or that there is none; to be followed by the page."""
    room = workshop.room

    def draw() -> None:
        open_round = room.state.round
        if open_round:
            tag("span", say("wall_round", lang, n=open_round.number), "round-name")
            Clock(open_round, lang)
        else:
            tag("span", say("wall_no_round" if room.state.rounds else "wall_before", lang), "round-name")

    return Part(lambda: room.state.rounds[-1:], draw, "round")
