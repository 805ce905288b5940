"""Events in words: what happens, when, where and how large."""

from __future__ import annotations

from borderSim import catalogue
from borderSim.catalogue import EventType
from borderSim.report.numbers import day, plain
from borderSim.report.words import Lang
from borderSim.scenario import ScheduledEvent
from borderSim.scenario.names import places
from borderSim.workshop.words import say

LICENCE = "licence_revocation"
"""Its size is the number of a licence, that of every other event a share of the largest that there can be."""


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
    if kind.name == LICENCE:
        return say(f"board_licence_{size:g}", lang)
    return say("board_percent", lang, value=plain(round(100 * size, 2), lang))


def size_range(kind: EventType, lang: Lang) -> str:
    """The sizes that an event can have, as a form takes them; "" for one that has none."""
    if kind.size_lower is None or kind.size_upper is None:
        return ""
    ends = kind.size_lower, kind.size_upper
    counted = kind.name == LICENCE
    low, high = (plain(end, lang) if counted else size_words(kind, end, lang) for end in ends)
    return say("help_span", lang, low=low, high=high)


def place_words(axis: str, name: str, lang: Lang) -> str:
    """A crossing or corridor by its name in a language."""
    if axis == "corridor":
        return say(f"board_corridor_{name}", lang)
    return places(axis)[name].replace("(river)", say("board_river", lang))
