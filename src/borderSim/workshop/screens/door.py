"""The door: what this is, the language, and as what somebody comes in. A plain page, since strangers may load it."""

from __future__ import annotations

from functools import cache, partial

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup
from nicegui import app

from borderSim.report.words import Lang
from borderSim.workshop.room.state import Device
from borderSim.workshop.screens.elements.frame import LANGUAGES, STATIC, style
from borderSim.workshop.screens.shared import now
from borderSim.workshop.words import WORDS, say
from borderSim.workshop.workshop import Workshop

STYLES = ("workshop.css", "wall.css")


def register(workshop: Workshop) -> None:
    """Add `/`. Its form goes to POST /join with ``lang``, ``code``, ``team`` ("": a guest) and a guest's ``sits``."""

    @app.get("/")
    async def door(request: Request, lang: str = "", refused: str = "") -> HTMLResponse:
        return HTMLResponse(page(workshop, request, spoken(request, lang, workshop.lang), refused))


def spoken(request: Request, asked: str, otherwise: Lang) -> Lang:
    """The language that a visitor asked for, else the first of the browser's that there is, else the room's."""
    wanted = [asked, *request.headers.get("accept-language", "").lower().split(",")]
    for text in wanted:
        for lang in LANGUAGES:
            if text.strip()[:2] == lang:
                return lang
    return otherwise


def page(workshop: Workshop, request: Request, lang: Lang, refused: str) -> str:
    """The door as HTML; ``refused`` is the key of the words that say why somebody was sent back."""
    visitor = workshop.door.visitor(request)
    return _template().render(
        lang=lang,
        languages=LANGUAGES,
        say=partial(say, lang=lang),
        css=Markup("".join(map(style, STYLES))),
        scenario=workshop.bases.first.title[lang],
        refused=refusal(refused, lang),
        asks_code=workshop.door.asks_code(request),
        home=f"/{lang}/{'phone' if visitor.role == 'guest' else 'board'}" if visitor else "",
        teams=_teams(workshop, visitor, lang),
    )


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    return environment.from_string((STATIC / "door.html").read_text(encoding="utf-8"))


def refusal(key: str, lang: Lang) -> str:
    """Why somebody was sent back; the key comes with the address, which anybody may have written."""
    if not key:
        return ""
    if key == "room_team_taken":
        return say("door_team_taken", lang)
    stands_alone = key.startswith(("guard_", "room_")) and key in WORDS and "{" not in WORDS[key][0]
    return say(key if stands_alone else "guard_refused", lang)


def _teams(workshop: Workshop, visitor: Device | None, lang: Lang) -> list[dict[str, object]]:
    state = workshop.room.state
    found = []
    for number, team in state.teams.items():
        if number:
            own = visitor is not None and team.device == visitor.id
            words = "door_yours" if own else "door_taken" if team.device else "door_team_help"
            name = now.team_name(state, number, lang)
            taken = bool(team.device) and not own
            found.append({"number": number, "name": name, "taken": taken, "words": say(words, lang)})
    return found
