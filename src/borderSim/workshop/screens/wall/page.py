"""The Wall, for the projector: the teams side by side, the clock, the prediction, the vote. It has no controls."""

from __future__ import annotations

from functools import partial

from fastapi import Request

from borderSim import catalogue
from borderSim.report.words import Lang
from borderSim.workshop.room.state import Device
from borderSim.workshop.screens.elements.frame import frame
from borderSim.workshop.screens.elements.html import button, tag
from borderSim.workshop.screens.elements.live import Part, follow
from borderSim.workshop.screens.elements.natives import Keys
from borderSim.workshop.screens.shared import now
from borderSim.workshop.screens.shared.answers import answers
from borderSim.workshop.screens.shared.entry import add_page
from borderSim.workshop.screens.shared.measures import label_and_unit
from borderSim.workshop.screens.shared.round_view import round_view
from borderSim.workshop.screens.wall.aside import aside_parts, join_part
from borderSim.workshop.screens.wall.dots import dot_rows, summary
from borderSim.workshop.screens.wall.panels import Panels
from borderSim.workshop.words import say
from borderSim.workshop.workshop import Workshop

STYLES = ("wall.css",)
PROJECTOR_KEY = "p"


def register(workshop: Workshop) -> None:
    """Add `/en/wall` and `/es/wall`."""
    add_page(workshop, "wall", partial(_page, workshop))


def _page(workshop: Workshop, request: Request, device: Device, lang: Lang) -> None:
    with frame(lang, say("wall_title", lang), "wall", STYLES) as page:
        keys = Keys([PROJECTOR_KEY], lambda _: keys.projector(), lambda: None)
        with page.tools:
            round_ = round_view(workshop, lang)
            button(say("wall_projector", lang), lambda: keys.projector(), "plain", aria_keyshortcuts="P")
        with tag("div", classes="wall-grid"):
            with tag("section", classes="wall-teams", aria_labelledby="teams"):
                heading = Part(partial(_heading, workshop, lang), partial(_draw_heading, workshop, lang), "wall-head")
                join = join_part(workshop, lang)
                first = summary(workshop, lang)
                panels = Panels(workshop, lang)
                dots = dot_rows(workshop, lang)
            with tag("aside", classes="wall-aside"):
                aside = aside_parts(workshop, lang)
    follow([round_, heading, join, first, panels, *aside, dots], workshop.room.listen, answers(workshop).listen)


def _heading(workshop: Workshop, lang: Lang) -> tuple[str, str]:
    """What the panels show, and whether all stand against one baseline."""
    pinned = now.pinned(workshop)
    alone = len(pinned) == 1
    title = (
        label_and_unit(pinned[0], lang)
        if alone
        else ", ".join(catalogue.indicators()[name].label(lang) for name in pinned)
    )
    shared = answers(workshop)
    found = [shared.of(item.draft) for item in now.newest(workshop.room.state).values()]
    if not found:
        return title, say("wall_waiting", lang)
    own = any(answer and shared.has_own_baseline(answer) for answer in found)
    return title, say("wall_baseline_own" if own else "wall_baseline_same", lang)


def _draw_heading(workshop: Workshop, lang: Lang) -> None:
    title, note = _heading(workshop, lang)
    tag("h2", title, id="teams")
    tag("p", note, "quiet")
