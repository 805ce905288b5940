"""Pages in both languages, for those who came in; who may not see one is sent to the door."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from nicegui import ui

from borderSim.report.words import Lang
from borderSim.workshop.room.state import Device
from borderSim.workshop.screens.elements.frame import CODES
from borderSim.workshop.workshop import Workshop

Build = Callable[[Request, Device, Lang], None]
May = Callable[[Request, Device], bool]


def drives_a_team(device: Device) -> bool:
    """Whether a device has a Board; the facilitator's is that of team 0."""
    return device.role != "guest" and device.team is not None


def add_page(workshop: Workshop, name: str, build: Build, may: May = lambda *_: True) -> None:
    """Add `/en/{name}` and `/es/{name}`, which ``build`` fills, for everybody who came in and ``may`` see it."""
    for lang in CODES:
        ui.page(f"/{lang}/{name}", language=CODES[lang])(_page(workshop, lang, build, may))


def _page(workshop: Workshop, lang: Lang, build: Build, may: May) -> Callable[[Request], Response | None]:
    def page(request: Request) -> Response | None:
        device = workshop.door.visitor(request)
        if device is None or not may(request, device):
            return RedirectResponse(f"/?lang={lang}")
        build(request, device, lang)
        return None

    return page
