"""What the Wall shows: the charts that are pinned to it; and whether Boards show the map of armed groups."""

from __future__ import annotations

from nicegui.events import GenericEventArguments

from borderSim.workshop.room.events import MapHidden, Pinned
from borderSim.workshop.room.rules import MOST_PINNED
from borderSim.workshop.screens.console.here import Facilitator
from borderSim.workshop.screens.elements.html import tag
from borderSim.workshop.screens.elements.live import Part
from borderSim.workshop.screens.elements.natives import Choice
from borderSim.workshop.screens.shared import now
from borderSim.workshop.screens.shared.deeds import alert
from borderSim.workshop.screens.shared.measures import indicator_options

CHECKED = "(event) => emit(event.target.checked)"


class WallDesk:
    """The section that pins charts and hides the map."""

    def __init__(self, here: Facilitator) -> None:
        self._here = here
        with here.section("pins", "pins_about"):
            self._choices = [self._choice(place) for place in range(MOST_PINNED)]
            self._note = alert()
            self.parts = [
                Part(lambda: here.state.pinned, self._show),
                Part(lambda: now.crowded(here.workshop), self._warn),
                Part(lambda: here.state.map_hidden, self._draw_map),
            ]

    @property
    def _pinned(self) -> list[str]:
        shown = now.pinned(self._here.workshop)
        return [*shown, *[""] * (MOST_PINNED - len(shown))]

    def _choice(self, place: int) -> Choice:
        none = [("", self._here.say("pin_none"))] if place else []
        options = [*none, *indicator_options(self._here.lang)]
        return Choice(self._here.say("pin", n=place + 1), options, self._pinned[place], lambda _: self._pin())

    def _pin(self) -> None:
        chosen = tuple(choice.value for choice in self._choices if choice.value)
        if not self._here.do(Pinned(chosen), self._note):
            self._show()

    def _show(self) -> None:
        for choice, name in zip(self._choices, self._pinned, strict=True):
            choice.put(name)

    def _warn(self) -> None:
        if now.crowded(self._here.workshop):
            tag("p", self._here.say("pins_crowded", n=len(now.newest(self._here.state))), "small")

    def _draw_map(self) -> None:
        with tag("label", classes="choice"):
            box = tag("input", type="checkbox", checked=self._here.state.map_hidden, data_at="map")
            box.on("change", self._hide, js_handler=CHECKED)
            tag("span", self._here.say("hide_map"))

    def _hide(self, event: GenericEventArguments) -> None:
        self._here.do(MapHidden(event.args is True), self._note)
