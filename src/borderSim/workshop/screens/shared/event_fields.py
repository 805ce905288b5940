"""The fields of an event, as the catalogue has them for its kind: dates, place, size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from borderSim import catalogue
from borderSim.catalogue import EventType
from borderSim.catalogue.dates import month_date, month_index
from borderSim.report.numbers import month
from borderSim.report.words import Lang
from borderSim.scenario import ScheduledEvent
from borderSim.scenario.names import places
from borderSim.workshop.event_text import place_words, size_words
from borderSim.workshop.help import Help, event_help
from borderSim.workshop.screens.elements.html import tag
from borderSim.workshop.screens.elements.natives import Choice, Option, given_number
from borderSim.workshop.screens.shared.help_text import help_text
from borderSim.workshop.words import say

EVERYWHERE, NO_END = "", ""
SIZES = 10
"""Steps from the smallest to the largest size of an event."""
USUAL_START = 12
"""Months into the run where an event is put until somebody says when."""


class EventFields:
    """A kind of event with its fields over the ``months`` ("YYYY-MM") of a run."""

    def __init__(self, months: Sequence[str], lang: Lang) -> None:
        self._months, self._lang = months, lang
        kinds = [(name, kind.label(lang)) for name, kind in catalogue.events().items() if kind.status == "active"]
        self._kind = Choice(self._say("event_kind"), kinds, kinds[0][0], lambda _: self._draw())
        self._fields = tag("div", classes="fields")
        self._draw()

    @property
    def event(self) -> ScheduledEvent:
        """The event that the fields say."""
        kind = self._known
        return ScheduledEvent(
            kind.name,
            (self._where.value,) if self._where.value else None,
            _first_of(self._date.value),
            _first_of(self._until.value) if self._until.value else None,
            given_number(self._size.value) if kind.size_lower is not None else None,
        )

    def put(self, event: ScheduledEvent) -> None:
        """Fill the fields from an event; an end after the run is no end."""
        self._kind.put(event.type)
        self._draw(event)

    @property
    def _known(self) -> EventType:
        return catalogue.events()[self._kind.value]

    def _say(self, key: str, **values: object) -> str:
        return say(f"board_{key}", self._lang, **values)

    def _draw(self, event: ScheduledEvent | None = None) -> None:
        kind = self._known
        start = _key(event.date) if event else self._months[min(USUAL_START, len(self._months) - 1)]
        end = _key(event.until) if event and event.until else NO_END
        size = f"{event.size:g}" if event and event.size is not None else ""
        self._fields.clear()
        with self._fields:
            self._draw_help(event_help(kind.name, self._lang))
            self._date = self._choice("event_date", self._dates(), start)
            self._until = self._choice("event_until", self._ends(kind), end, "until" in kind.fields)
            self._where = self._choice("event_place", self._places(kind), _place(event), kind.places != "national")
            self._size = self._choice("event_size", self._sizes(kind), size, kind.size_lower is not None)

    def _draw_help(self, found: Help) -> None:
        """What the kind is, at once; the rest of its help where somebody asks for it."""
        tag("p", found.paragraphs[0], "small")
        with tag("details"):
            tag("summary", self._say("help_on", name=found.title))
            help_text(replace(found, paragraphs=found.paragraphs[1:]), self._lang)

    def _choice(self, label: str, options: list[Option], value: str, shown: bool = True) -> Choice:
        """A select that holds ``value``, or its last option where that is not among them."""
        known = [option[0] for option in options]
        made = Choice(self._say(label), options, value if value in known else known[-1], lambda _: None)
        made.set_visibility(shown)
        return made

    def _dates(self) -> list[Option]:
        return [(key, month(key, self._lang)) for key in self._months]

    def _ends(self, kind: EventType) -> list[Option]:
        """Months in which the event can end, the one after the run among them."""
        none: Option = (NO_END, self._say("no_end"))
        end = _key(month_date(month_index(_first_of(self._months[-1])) + 1))
        return [*self._dates()[1:], (end, month(end, self._lang)), none] if "until" in kind.fields else [none]

    def _places(self, kind: EventType) -> list[Option]:
        names = () if kind.places == "national" else places(kind.places)
        everywhere: Option = (EVERYWHERE, self._say("everywhere"))
        return [*((name, place_words(kind.places, name, self._lang)) for name in names), everywhere]

    def _sizes(self, kind: EventType) -> list[Option]:
        if kind.size_lower is None or kind.size_upper is None:
            return [("", "")]
        span = kind.size_upper - kind.size_lower
        whole = span > 1
        steps = int(span) if whole else SIZES
        sizes = [kind.size_lower + span * i / steps for i in range(0 if whole else 1, steps + 1)]
        return [(f"{size:g}", size_words(kind, size, self._lang)) for size in sizes]


def _place(event: ScheduledEvent | None) -> str:
    return event.places[0] if event and event.places else EVERYWHERE


def _key(day: date) -> str:
    return day.isoformat()[:7]


def _first_of(key: str) -> date:
    return date.fromisoformat(f"{key}-01")
