"""A draft as plain values that JSON can hold, for the session log, links and browsers; and back, trusting nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from borderSim.scenario import ScheduledEvent
from borderSim.workshop.draft.change import BadChange, checked
from borderSim.workshop.draft.draft import Bases, Draft, Setting

Plain = dict[str, Any]
PARTS = ("base", "levers", "events", "pins", "readings")
OF_SETTING = ("value", "start", "ramp_months")
OF_EVENT = ("type", "date", "until", "places", "size")
MOST_ITEMS = 1_000
"""Entries of one part that are looked at; the checks that follow allow far fewer."""


def to_plain(draft: Draft) -> Plain:
    """A draft as numbers, texts, lists and mappings; parts that are empty are left out."""
    levers = {name: _setting(setting) for name, setting in draft.settings.items()}
    events = [event_to_plain(event) for event in draft.events]
    parts = {"levers": levers, "events": events, "pins": dict(draft.pins), "readings": dict(draft.readings)}
    return {"base": draft.base} | {name: part for name, part in parts.items() if part}


def from_plain(plain: object, bases: Bases) -> Draft:
    """The draft of plain values. Raises BadChange for anything that is not one of this room."""
    parts = _mapping(plain, PARTS)
    levers, pins, readings = (_mapping(parts.get(name, {})) for name in ("levers", "pins", "readings"))
    draft = Draft(
        base=_text(parts.get("base")),
        settings={name: _from_setting(value) for name, value in levers.items()},
        events=tuple(event_from_plain(value) for value in _list(parts.get("events", []))),
        pins={name: _number(value) for name, value in pins.items()},
        readings={question: _text(value) for question, value in readings.items()},
    )
    return checked(draft, bases)


def event_to_plain(event: ScheduledEvent) -> Plain:
    """An event as plain values; what it has not is left out."""
    places = list(event.places) if event.places else None
    until = event.until.isoformat() if event.until else None
    out = {"type": event.type, "date": event.date.isoformat(), "until": until, "places": places, "size": event.size}
    return {name: value for name, value in out.items() if value is not None}


def event_from_plain(plain: object) -> ScheduledEvent:
    """The event of plain values. Raises BadChange where they have not its shape; the run is not looked at."""
    parts = _mapping(plain, OF_EVENT)
    places, until, size = (parts.get(name) for name in ("places", "until", "size"))
    return ScheduledEvent(
        type=_text(parts.get("type")),
        places=None if places is None else tuple(_text(place) for place in _list(places)),
        date=_day(parts.get("date")),
        until=None if until is None else _day(until),
        size=None if size is None else _number(size),
    )


def _setting(setting: Setting) -> Plain:
    timing = {"ramp_months": setting.ramp_months} if setting.ramp_months else {}
    return {"value": setting.value, "start": setting.start.isoformat(), **timing}


def _from_setting(plain: object) -> Setting:
    parts = _mapping(plain, OF_SETTING)
    return Setting(_number(parts.get("value")), _day(parts.get("start")), _number(parts.get("ramp_months", 0)))


def _mapping(value: object, known: tuple[str, ...] | None = None) -> Mapping[str, object]:
    """A mapping with text keys, only ``known`` ones where they are given."""
    if not isinstance(value, dict) or len(value) > MOST_ITEMS or not all(isinstance(key, str) for key in value):
        raise BadChange("draft_not_a_draft")
    if known and not set(value) <= set(known):
        raise BadChange("draft_not_a_draft")
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list) or len(value) > MOST_ITEMS:
        raise BadChange("draft_not_a_draft")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise BadChange("draft_not_a_draft")
    return value


def _number(value: object) -> float:
    """A number as it is; whether it is finite and fits is for the checks of the draft."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadChange("draft_not_a_number")
    try:
        return float(value)
    except OverflowError:
        raise BadChange("draft_not_a_number") from None


def _day(value: object) -> date:
    try:
        return date.fromisoformat(_text(value))
    except ValueError:
        raise BadChange("draft_not_a_date") from None
