"""What a page does in the room, with the room's refusal said in words near the control."""

from __future__ import annotations

from nicegui.elements.mixins.text_element import TextElement

from borderSim.report.words import Lang
from borderSim.workshop.room.events import Event
from borderSim.workshop.room.refused import Refused
from borderSim.workshop.room.state import Device
from borderSim.workshop.screens.elements.html import tag
from borderSim.workshop.workshop import Workshop


def alert() -> TextElement:
    """A line for refusals, empty until there is one; screen readers speak it at once."""
    return tag("p", classes="faulty", role="alert")


def do(workshop: Workshop, device: Device, event: Event, note: TextElement, lang: Lang) -> bool:
    """Let an event of this device happen; where the room refuses, ``note`` says why. Returns whether it happened."""
    try:
        workshop.room.do(event, by=device.id)
    except Refused as refused:
        note.set_text(refused.words(lang))
        return False
    note.set_text("")
    return True
