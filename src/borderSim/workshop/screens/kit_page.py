"""The printed kit in the browser: the same pages as `borderSim kit` writes, a plain page without a script."""

from __future__ import annotations

from functools import cache

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from nicegui import app

from borderSim.report.words import Lang
from borderSim.workshop.kit.pages import Room, kit_page
from borderSim.workshop.workshop import Workshop


def register(workshop: Workshop) -> None:
    """Add `/{lang}/kit` for those who came in; the room code stands on the facilitator's poster alone."""

    @cache
    def page(lang: Lang, facilitator: bool) -> str:
        door = workshop.door
        code = door.keys.code if facilitator else ""
        # Without --lan nobody else can open the address: both lines stay empty, to fill in by hand.
        room = Room(door.address.posted, code) if door.address.shared else Room()
        return kit_page(lang, workshop.bases.first, room, f"/{'en' if lang == 'es' else 'es'}/kit")

    @app.get("/{lang}/kit")
    def kit(request: Request, lang: Lang) -> Response:
        if workshop.door.visitor(request) is None:
            return RedirectResponse(f"/?lang={lang}")
        return HTMLResponse(page(lang, workshop.door.is_facilitator(request)))
