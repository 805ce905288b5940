"""What every section of the Console works with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from nicegui.elements.mixins.text_element import TextElement

from borderSim.report.words import Lang
from borderSim.workshop.room.events import Event
from borderSim.workshop.room.state import Device, State
from borderSim.workshop.screens.elements.html import tag
from borderSim.workshop.screens.shared.deeds import do
from borderSim.workshop.words import say
from borderSim.workshop.workshop import Workshop


@dataclass(frozen=True)
class Facilitator:
    """One open Console."""

    workshop: Workshop
    device: Device
    lang: Lang

    @property
    def state(self) -> State:
        """The session now."""
        return self.workshop.room.state

    def say(self, key: str, **values: object) -> str:
        """The Console's words ``console_<key>``."""
        return say(f"console_{key}", self.lang, **values)

    def do(self, event: Event, note: TextElement) -> bool:
        """Let an event happen, if this device still is the facilitator's; ``note`` says why not."""
        return do(self.workshop, self.device, event, note, self.lang)

    @contextmanager
    def section(self, key: str, about: str = "") -> Iterator[None]:
        """A section with its heading ``console_<key>``."""
        with tag("section", classes="console-section", aria_labelledby=f"console-{key}"):
            tag("h2", self.say(key), id=f"console-{key}")
            if about:
                tag("p", self.say(about), "small quiet")
            yield
