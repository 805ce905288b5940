"""Events that the facilitator injects into everybody's future: prepared ones or own, and taking them back."""

from __future__ import annotations

from collections.abc import Callable

from borderSim.workshop.event_text import event_words
from borderSim.workshop.prepared import prepared_events
from borderSim.workshop.room.events import Injected, Withdrawn
from borderSim.workshop.screens.console.here import Facilitator
from borderSim.workshop.screens.elements.html import button, tag
from borderSim.workshop.screens.elements.live import Part
from borderSim.workshop.screens.elements.natives import Choice
from borderSim.workshop.screens.shared.deeds import alert
from borderSim.workshop.screens.shared.event_fields import EventFields
from borderSim.workshop.screens.shared.measures import months_of


class EventDesk:
    """The section of events."""

    def __init__(self, here: Facilitator) -> None:
        self._here = here
        run = here.workshop.bases.first
        with here.section("events", "events_about"):
            options = [("", here.say("prepared_none"))]
            options += [(name, item.label(here.lang)) for name, item in prepared_events().items()]
            Choice(here.say("prepared"), options, "", self._prepare)
            with tag("fieldset", classes="event-fields"):
                tag("legend", here.say("own_event"))
                self._fields = EventFields(months_of(run), here.lang)
                button(here.say("inject"), self._inject, "primary")
            self._note = alert()
            self.parts = [Part(lambda: here.state.injects, self._draw)]

    def _prepare(self, name: str) -> None:
        if name:
            self._fields.put(prepared_events()[name].event(self._here.workshop.bases.first))

    def _inject(self) -> None:
        self._here.do(Injected(self._fields.event), self._note)

    def _draw(self) -> None:
        here = self._here
        tag("h3", here.say("injected"))
        if not here.state.injects:
            tag("p", here.say("no_injects"), "quiet")
            return
        with tag("ul", classes="rows"):
            for number, event in here.state.injects.items():
                words = event_words(event, here.lang)
                with tag("li"):
                    tag("span", words)
                    label = here.say("withdraw_one", event=words)
                    button(here.say("withdraw"), self._withdrawing(number), aria_label=label, data_at=f"inject{number}")

    def _withdrawing(self, number: int) -> Callable[[], bool]:
        return lambda: self._here.do(Withdrawn(number), self._note)
