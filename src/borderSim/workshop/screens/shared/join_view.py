"""How a phone gets in: address, code and QR code."""

from __future__ import annotations

from nicegui import ui

from borderSim.report.words import Lang
from borderSim.workshop.guard.qr import qr_svg
from borderSim.workshop.screens.elements.html import tag
from borderSim.workshop.words import say
from borderSim.workshop.workshop import Workshop


def join_view(workshop: Workshop, lang: Lang) -> None:
    """How a phone gets in: address, code and QR code; nothing where the server hears this machine alone."""
    shared = workshop.door.address.shared
    if not shared:
        return
    drawn = qr_svg(shared[0])
    if drawn:
        alt = say("door_qr", lang, address=shared[0])
        with tag("div", classes="qr", role="img", aria_label=alt):
            ui.html(drawn, sanitize=False)
    with tag("div"):
        tag("h3", say("wall_how_to_join", lang))
        for address in shared:
            tag("p", say("wall_address", lang, address=address), "address")
        tag("p", say("wall_code", lang, code=workshop.door.keys.code), "code")
