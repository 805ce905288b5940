"""Pages in both languages, for those who came in; a stranger is sent to the door."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from nicegui import ui
from nicegui.language import Language

from borderSim.report.words import Lang
from borderSim.workshop.room.state import Device
from borderSim.workshop.workshop import Workshop

CODES: dict[Lang, Language] = {"en": "en-US", "es": "es"}
Build = Callable[[Request, Device, Lang], None]


def add_page(workshop: Workshop, name: str, build: Build, *, facilitator: bool = False) -> None:
    """Add `/en/{name}` and `/es/{name}`, which ``build`` fills; with ``facilitator`` for the facilitator's device."""
    for lang in CODES:
        ui.page(f"/{lang}/{name}", language=CODES[lang])(_page(workshop, lang, build, facilitator))


def _page(workshop: Workshop, lang: Lang, build: Build, facilitator: bool) -> Callable[[Request], Response | None]:
    def page(request: Request) -> Response | None:
        device = workshop.door.visitor(request)
        if device is None or (facilitator and not workshop.door.is_facilitator(request)):
            return RedirectResponse(f"/?lang={lang}")
        build(request, device, lang)
        return None

    return page
