"""The Phone: the role to read, the round, the sealed prediction and the vote; no model runs for it."""

from __future__ import annotations

from functools import partial

from fastapi import Request

from borderSim import catalogue
from borderSim.report.words import Lang
from borderSim.workshop.kit.roles import role_sheet, roles
from borderSim.workshop.room.state import Device
from borderSim.workshop.screens.elements.frame import frame
from borderSim.workshop.screens.elements.html import tag
from borderSim.workshop.screens.elements.live import Part, follow
from borderSim.workshop.screens.elements.natives import Choice
from borderSim.workshop.screens.opinion.ballot_form import ballot_form
from borderSim.workshop.screens.opinion.predict_form import predict_form
from borderSim.workshop.screens.shared import now
from borderSim.workshop.screens.shared.entry import add_page
from borderSim.workshop.screens.shared.round_view import round_view
from borderSim.workshop.words import say
from borderSim.workshop.workshop import Workshop

STYLES = ("wall.css",)


def register(workshop: Workshop) -> None:
    """Add `/en/phone` and `/es/phone`."""
    add_page(workshop, "phone", partial(_page, workshop))


def _page(workshop: Workshop, request: Request, device: Device, lang: Lang) -> None:
    with frame(lang, say("phone_title", lang), "phone", STYLES) as page:
        with page.tools:
            round_ = round_view(workshop, lang)
        words = partial(_team_words, workshop, device, lang)
        team = Part(words, lambda: _draw_team(words()))
        with tag("section", aria_labelledby="predict"):
            tag("h2", say("phone_prediction", lang), id="predict")
            predict_form(workshop, device, lang)
        with tag("section", aria_labelledby="vote"):
            tag("h2", say("phone_vote", lang), id="vote")
            ballot_form(workshop, device, lang)
        with tag("section", aria_labelledby="role"):
            tag("h2", say("phone_role", lang), id="role")
            role = _Role(workshop, device, lang).part
        tag("p", say("phone_anonymous", lang), "small")
        tag("p", say("phone_warning", lang), "small")
    follow([round_, team, role], workshop.room.listen)


def _team_words(workshop: Workshop, device: Device, lang: Lang) -> str:
    state = workshop.room.state
    team = state.devices[device.id].team
    return say("phone_of_team", lang, name=now.team_name(state, team, lang)) if team else say("phone_alone", lang)


def _draw_team(words: str) -> None:
    tag("p", words, "quiet")


class _Role:
    """The role sheet of the device's team; a reader whose team has none chooses one to read."""

    def __init__(self, workshop: Workshop, device: Device, lang: Lang) -> None:
        self._workshop, self._device, self._lang = workshop, device, lang
        self._chosen = ""
        self.part = Part(self._sheet, self._draw)

    @property
    def _of_team(self) -> str:
        state = self._workshop.room.state
        team = state.devices[self._device.id].team
        return state.teams[team].role_sheet if team else ""

    def _sheet(self) -> tuple[str, str]:
        return self._of_team, self._chosen

    def _draw(self) -> None:
        slug = self._of_team or self._chosen
        if not self._of_team:
            none = ("", say("phone_role_none", self._lang))
            options = [none, *((slug, role_sheet(slug, self._lang).title) for slug in roles())]
            Choice(say("phone_role_choose", self._lang), options, self._chosen, self._choose)
        if slug:
            _draw_sheet(slug, self._lang)

    def _choose(self, slug: str) -> None:
        self._chosen = slug
        self.part.refresh()


def _draw_sheet(slug: str, lang: Lang) -> None:
    sheet = role_sheet(slug, lang)
    tag("h3", sheet.title)
    for section in sheet.sections:
        tag("h4", section.title)
        if len(section.lines) == 1:
            tag("p", section.lines[0])
            continue
        with tag("ul"):
            for line in section.lines:
                tag("li", line)
    if sheet.levers:
        tag("h4", say("kit_decides", lang))
        with tag("ul"):
            for name in sheet.levers:
                tag("li", catalogue.levers()[name].label(lang))
    tag("p", say("kit_play_note", lang), "small")
