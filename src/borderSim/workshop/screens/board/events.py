"""Events: those that a team injects into its own future, and those that the facilitator injects for everybody."""

from __future__ import annotations

from borderSim.workshop.event_text import event_words
from borderSim.workshop.screens.board.here import Here
from borderSim.workshop.screens.elements.html import button, tag
from borderSim.workshop.screens.elements.live import Part, follow
from borderSim.workshop.screens.shared.deeds import alert
from borderSim.workshop.screens.shared.event_fields import EventFields


class BoardEvents:
    """The list of events, and a dialog to inject one."""

    def __init__(self, here: Here) -> None:
        self._here = here
        with tag("section", classes="events-part", aria_labelledby="events-title"):
            with tag("div", classes="part-head"):
                tag("h2", here.say("events"), id="events-title")
                button(here.say("inject"), self._open)
            part = Part(self._shows, self._draw)
        follow([part], here.state.room.listen, here.state.listen)

    def _shows(self) -> object:
        return self._here.state.draft.events, self._here.state.room.state.injects

    def _draw(self) -> None:
        here, state = self._here, self._here.state
        room = state.room.state.future
        if not (room or state.draft.events):
            tag("p", here.say("no_events"), "small muted")
            return
        with tag("ul", classes="events"):
            for event in room:
                with tag("li"):
                    tag("span", event_words(event, here.lang))
                    tag("span", here.say("of_facilitator"), "chip")
            for at, event in enumerate(state.draft.events):
                with tag("li"):
                    words = event_words(event, here.lang)
                    tag("span", words)
                    label = here.say("remove", name=words)
                    button("×", lambda at=at: state.remove_event(at), "help", aria_label=label, data_at=f"event{at}")

    def _open(self) -> None:
        self._here.dialog.show(self._here.say("inject"), lambda: EventForm(self._here))


class EventForm:
    """The fields of one event, and the button that puts it into the team's future."""

    def __init__(self, here: Here) -> None:
        self._here = here
        self._fields = EventFields(here.state.months, here.lang)
        self._note = alert()
        button(here.say("inject"), self._inject, "primary")

    def _inject(self) -> None:
        state = self._here.state
        before = len(state.draft.events)
        state.add_event(self._fields.event)
        if len(state.draft.events) > before:
            self._here.dialog.close()
        elif state.fault:
            self._note.set_text(state.fault(self._here.lang))
