"""Events: those that a team injects into its own future, and those that the facilitator injects for everybody."""

from __future__ import annotations

from datetime import date

from borderSim import catalogue
from borderSim.catalogue import EventType
from borderSim.report.numbers import day, month, plain
from borderSim.report.words import Lang
from borderSim.scenario import ScheduledEvent
from borderSim.scenario.names import places
from borderSim.workshop.help import event_help
from borderSim.workshop.screens.board_here import Here, help_button
from borderSim.workshop.screens.html import button, tag
from borderSim.workshop.screens.live import Part, follow
from borderSim.workshop.screens.natives import Choice, Option, given_number
from borderSim.workshop.words import say

EVERYWHERE, NO_END = "", ""
SIZES = 10
"""Steps from the smallest to the largest size of an event."""


def event_words(event: ScheduledEvent, lang: Lang) -> str:
    """An event with its date, and its end, size and places where it has them."""
    kind = catalogue.events()[event.type]
    said = [f"{kind.label(lang)}, {day(event.date, lang)}"]
    if event.until:
        said.append(say("board_until", lang, date=day(event.until, lang)))
    if event.size is not None:
        said.append(size_words(kind, event.size, lang))
    if event.places:
        said.append(", ".join(place_words(kind.places, place, lang) for place in event.places))
    return "; ".join(said)


def size_words(kind: EventType, size: float, lang: Lang) -> str:
    """The size of an event: which licence, or percent of the largest that there can be."""
    if kind.name == "licence_revocation":
        return say(f"board_licence_{size:g}", lang)
    return say("board_percent", lang, value=plain(round(100 * size, 2), lang))


def place_words(axis: str, name: str, lang: Lang) -> str:
    """A crossing or corridor by its name in a language."""
    if axis == "corridor":
        return say(f"board_corridor_{name}", lang)
    return places(axis)[name].replace("(river)", say("board_river", lang))


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
    """The fields of one event, as the catalogue has them for its kind."""

    def __init__(self, here: Here) -> None:
        self._here = here
        kinds = [(name, kind.label(here.lang)) for name, kind in catalogue.events().items() if kind.status == "active"]
        self._kind = Choice(here.say("event_kind"), kinds, kinds[0][0], lambda _: self._draw())
        self._place = tag("div", classes="fields")
        self._note = tag("p", classes="faulty", role="alert")
        button(here.say("inject"), self._inject, "primary")
        self._draw()

    @property
    def _known(self) -> EventType:
        return catalogue.events()[self._kind.value]

    def _draw(self) -> None:
        here, kind = self._here, self._known
        months = [(key, month(key, here.lang)) for key in here.state.months]
        self._place.clear()
        with self._place:
            with tag("p", kind.text(here.lang)):
                help_button(here, kind.label(here.lang), lambda: event_help(kind.name, here.lang))
            self._date = Choice(here.say("event_date"), months, here.state.months[12], lambda _: None)
            self._until = Choice(here.say("event_until"), self._ends(), NO_END, lambda _: None)
            self._until.set_visibility("until" in kind.fields)
            self._where = Choice(here.say("event_place"), self._places(), EVERYWHERE, lambda _: None)
            self._where.set_visibility(kind.places != "national")
            self._size = Choice(here.say("event_size"), self._sizes(), self._sizes()[-1][0], lambda _: None)
            self._size.set_visibility(kind.size_lower is not None)

    def _ends(self) -> list[Option]:
        later = [(key, month(key, self._here.lang)) for key in self._here.state.months[1:]]
        return [(NO_END, self._here.say("no_end")), *later]

    def _places(self) -> list[Option]:
        kind = self._known
        names = () if kind.places == "national" else places(kind.places)
        said: list[Option] = [(name, place_words(kind.places, name, self._here.lang)) for name in names]
        return [(EVERYWHERE, self._here.say("everywhere")), *said]

    def _sizes(self) -> list[Option]:
        kind = self._known
        if kind.size_lower is None or kind.size_upper is None:
            return [("1", "")]
        steps = range(1, 4) if kind.name == "licence_revocation" else range(1, SIZES + 1)
        sizes = [kind.size_lower + (kind.size_upper - kind.size_lower) * i / len(steps) for i in steps]
        if kind.name == "licence_revocation":
            sizes = [float(step) for step in steps]
        return [(f"{size:g}", size_words(kind, size, self._here.lang)) for size in sizes]

    def _inject(self) -> None:
        state = self._here.state
        before = len(state.draft.events)
        state.add_event(self._event())
        if len(state.draft.events) > before:
            self._here.dialog.close()
        elif state.fault:
            self._note.set_text(state.fault(self._here.lang))

    def _event(self) -> ScheduledEvent:
        kind = self._known
        return ScheduledEvent(
            kind.name,
            (self._where.value,) if self._where.value and kind.places != "national" else None,
            _first_of(self._date.value),
            _first_of(self._until.value) if self._until.value and "until" in kind.fields else None,
            given_number(self._size.value) if kind.size_lower is not None else None,
        )


def _first_of(key: str) -> date:
    return date.fromisoformat(f"{key}-01")
