"""The two addresses that let somebody in: POST /join for the door's form, GET /enter for the facilitator's link."""

from __future__ import annotations

from typing import Literal
from urllib.parse import parse_qsl, urlencode

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse

from borderSim.report.words import Lang
from borderSim.workshop.guard.doorkeeper import Doorkeeper, NotAdmitted
from borderSim.workshop.room.room import Refused

MOST_FIELDS = 8


def add_door_routes(app: FastAPI, door: Doorkeeper, lang: Lang) -> None:
    """Add both routes. The form's fields are ``code``, ``team`` (a number; nothing for a guest), ``sits`` (the team
    that a guest sits with, or nothing) and ``lang``.

    Who is let in goes to `/{lang}/board` or `/{lang}/phone`; who is not goes back to `/?lang=..&refused=KEY`, where KEY
    is one of the words.
    """

    @app.post("/join")
    async def join(request: Request) -> RedirectResponse:
        fields = _fields(await request.body())
        chosen = _lang(fields.get("lang", ""), lang)
        try:
            team = _team(fields.get("team", ""))
            cookie = door.admit(request, fields.get("code", "").strip(), team, _team(fields.get("sits", "")))
        except (NotAdmitted, Refused) as refused:
            return _back(refused.key, chosen)
        return _with_cookie(f"/{chosen}/{'phone' if team is None else 'board'}", door, cookie)

    @app.get("/enter")
    async def enter(request: Request, key: str = "", lang: str = lang) -> RedirectResponse:
        chosen = _lang(lang, "en")
        try:
            return _with_cookie(f"/{chosen}/board", door, door.enter(request, key))
        except (NotAdmitted, Refused) as refused:
            return _back(refused.key, chosen)


def _fields(body: bytes) -> dict[str, str]:
    try:
        return dict(parse_qsl(body.decode(), max_num_fields=MOST_FIELDS))
    except ValueError:
        return {}


def _team(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 2):
        raise NotAdmitted("guard_no_team")
    return int(text)


def _lang(text: str, otherwise: Lang) -> Literal["en", "es"]:
    return "es" if text == "es" else "en" if text == "en" else otherwise


def _back(key: str, lang: Lang) -> RedirectResponse:
    return RedirectResponse(f"/?{urlencode({'lang': lang, 'refused': key})}", 303)


def _with_cookie(path: str, door: Doorkeeper, cookie: str) -> RedirectResponse:
    answer = RedirectResponse(path, 303)
    answer.set_cookie(door.cookie, cookie, httponly=True, samesite="strict", path="/")
    return answer
