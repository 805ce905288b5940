"""The Console, for the facilitator alone: rounds, events, questions, votes, teams. The room checks every action."""

from __future__ import annotations

from functools import partial

from fastapi import Request

from borderSim.report.words import Lang
from borderSim.workshop.room.state import Device
from borderSim.workshop.screens.console.ballot import BallotDesk
from borderSim.workshop.screens.console.events import EventDesk
from borderSim.workshop.screens.console.here import Facilitator
from borderSim.workshop.screens.console.question import QuestionDesk
from borderSim.workshop.screens.console.room import end_section, here_section
from borderSim.workshop.screens.console.rounds import RoundDesk
from borderSim.workshop.screens.console.teams import team_parts
from borderSim.workshop.screens.console.wall import WallDesk
from borderSim.workshop.screens.elements.frame import frame
from borderSim.workshop.screens.elements.html import tag
from borderSim.workshop.screens.elements.live import follow
from borderSim.workshop.screens.shared.answers import answers
from borderSim.workshop.screens.shared.entry import add_page
from borderSim.workshop.screens.shared.round_view import round_view
from borderSim.workshop.words import say
from borderSim.workshop.workshop import Workshop

STYLES = ("wall.css",)
PAGES = ("board", "wall", "kit")


def register(workshop: Workshop) -> None:
    """Add `/en/console` and `/es/console`."""
    add_page(workshop, "console", partial(_page, workshop), lambda request, _: workshop.door.is_facilitator(request))


def _page(workshop: Workshop, request: Request, device: Device, lang: Lang) -> None:
    here = Facilitator(workshop, device, lang)
    with frame(lang, say("console_title", lang), "console", STYLES) as page:
        with page.tools:
            round_ = round_view(workshop, lang)
            with tag("nav", classes="pages", aria_label=say("console_links", lang)):
                for name in PAGES:
                    tag("a", say(f"console_{name}", lang), href=f"/{lang}/{name}")
        tag("p", say("console_about", lang), "quiet")
        with tag("div", classes="console-grid"):
            with tag("div", classes="console-column"):
                rounds, events = RoundDesk(here), EventDesk(here)
            with tag("div", classes="console-column"):
                question, ballot = QuestionDesk(here), BallotDesk(here)
            with tag("div", classes="console-column"):
                wall, teams = WallDesk(here), team_parts(here)
                present = here_section(here)
                end_section(here)
    parts = [round_, *rounds.parts, *question.parts, *ballot.parts, *events.parts, *wall.parts, *teams, present]
    follow(parts, workshop.room.listen, answers(workshop).listen)
