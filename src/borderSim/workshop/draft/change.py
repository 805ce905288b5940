"""Changes of a draft: each gives a new draft and is checked first, because a guest's browser may send anything."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from borderSim import catalogue
from borderSim.catalogue import Entry, EventType, Lever, Parameter
from borderSim.report.numbers import day, plain
from borderSim.report.words import Lang
from borderSim.scenario import Pin, Scenario, ScheduledEvent, readings
from borderSim.scenario.blocks import fits
from borderSim.scenario.names import places
from borderSim.workshop.draft.draft import Bases, Draft, Setting
from borderSim.workshop.levers import LeverValue
from borderSim.workshop.words import say

MOST_EVENTS = 20
MOST_PINS = 40
"""What one draft may hold, so that no device can fill the memory of the server."""
FIGURES = 12
"""Significant figures of a value: a browser's sums leave noise beyond them."""
Found = TypeVar("Found")


class BadChange(Exception):  # noqa: N818 (what screens say is a refusal, not a fault)
    """A change that a draft cannot take: a key of the words and the values that go into the sentence."""

    def __init__(self, key: str, **values: object) -> None:
        self.key, self.values = key, values
        super().__init__(self.words("en"))

    def words(self, lang: Lang) -> str:
        """The sentence in a language: names by their labels, numbers and dates by its locale."""
        return say(self.key, lang, **{name: _shown(value, lang) for name, value in self.values.items()})


def _shown(value: object, lang: Lang) -> object:
    if isinstance(value, Entry):
        return value.label(lang)
    if isinstance(value, date):
        return day(value, lang)
    if isinstance(value, LeverValue):
        return value.words(lang)
    return plain(value, lang) if isinstance(value, float) else value


def base_of(draft: Draft, bases: Bases) -> Scenario:
    """The scenario that a draft departs from. Raises BadChange for one that the room has not."""
    return _known(bases.scenarios, draft.base, "draft_unknown_scenario")


def usual_timing(base: Scenario, lever: str) -> tuple[date, float]:
    """Start and ramp (months) of a lever that nobody timed: those of its first change in the base, else the run's."""
    first = min((c for c in base.changes if c.lever == lever), key=lambda c: c.start, default=None)
    return (first.start, first.ramp_months) if first else (base.start, 0.0)


def with_lever(
    draft: Draft,
    bases: Bases,
    lever: str,
    value: float,
    start: date | None = None,
    ramp_months: float | None = None,
) -> Draft:
    """The draft with a lever moved; what is not given of its timing stays as it is, or as the base has it.

    Raises BadChange for what the lever or the run does not take.
    """
    base, known = base_of(draft, bases), _lever(lever)
    before = draft.settings.get(lever) or Setting(0.0, *usual_timing(base, lever))
    months = before.ramp_months if ramp_months is None else _number(ramp_months)
    setting = Setting(_fitting(known, value), before.start if start is None else start, months)
    check_setting(lever, setting, base)
    return replace(draft, settings={**draft.settings, lever: setting})


def without_lever(draft: Draft, lever: str) -> Draft:
    """The draft with a lever as the base has it."""
    return replace(draft, settings=_without(draft.settings, lever))


def with_event(draft: Draft, bases: Bases, event: ScheduledEvent) -> Draft:
    """The draft with one more event in its future. Raises BadChange for an event that the run does not take."""
    after = replace(draft, events=(*draft.events, event))
    _check_counts(after)
    check_event(event, base_of(draft, bases))
    return after


def without_event(draft: Draft, position: int) -> Draft:
    """The draft without the event at a position. Raises BadChange where there is none."""
    if position not in range(len(draft.events)):
        raise BadChange("draft_no_event")
    return replace(draft, events=draft.events[:position] + draft.events[position + 1 :])


def with_pin(draft: Draft, name: str, value: float) -> Draft:
    """The draft with a parameter held at one value in every run. Raises BadChange for a value outside its range."""
    after = replace(draft, pins={**draft.pins, name: _number(value)})
    _check_counts(after)
    check_pin(name, after.pins[name])
    _check_beliefs(after)
    return after


def without_pin(draft: Draft, name: str) -> Draft:
    """The draft with a parameter as the base has it."""
    return replace(draft, pins=_without(draft.pins, name))


def with_reading(draft: Draft, question: str, name: str) -> Draft:
    """The draft under one reading of a contested question. Raises BadChange for a reading that is not known."""
    _known(_known(catalogue.readings(), question, "draft_unknown_question"), name, "draft_unknown_reading")
    after = replace(draft, readings={**draft.readings, question: name})
    _check_beliefs(after)
    return after


def without_reading(draft: Draft, question: str) -> Draft:
    """The draft with a contested question as the base has it."""
    return replace(draft, readings=_without(draft.readings, question))


def rebased(draft: Draft, base: str) -> Draft:
    """The same departures from another scenario of the room, which all run over the same months."""
    return replace(draft, base=base)


def checked(draft: Draft, bases: Bases) -> Draft:
    """The draft itself. Raises BadChange for the first thing in it that the catalogue or the run does not take."""
    base = base_of(draft, bases)
    _check_counts(draft)
    for lever, setting in draft.settings.items():
        check_setting(lever, setting, base)
    for event in draft.events:
        check_event(event, base)
    for name, value in draft.pins.items():
        check_pin(name, value)
    for question, reading in draft.readings.items():
        _known(_known(catalogue.readings(), question, "draft_unknown_question"), reading, "draft_unknown_reading")
    _check_beliefs(draft)
    return draft


def check_setting(lever: str, setting: Setting, base: Scenario) -> None:
    """Raise BadChange for a value outside the lever's bounds, or a start or ramp (months) outside the run."""
    known = _lever(lever)
    if not known.lower <= setting.value <= known.upper:
        lower, upper = (LeverValue(known, value) for value in (known.lower, known.upper))
        raise BadChange("draft_lever_out", lever=known, lower=lower, upper=upper)
    if not base.start <= setting.start < base.end:
        raise BadChange("draft_start_out", start=base.start, end=base.end)
    most = float((base.end.year - base.start.year) * 12 + base.end.month - base.start.month)
    if not 0 <= setting.ramp_months <= most:
        raise BadChange("draft_ramp_out", most=most)


def check_event(event: ScheduledEvent, base: Scenario) -> None:
    """Raise BadChange for an event that the catalogue does not have, or whose date, places or size do not fit."""
    kind: EventType = _known(catalogue.events(), event.type, "draft_unknown_event")
    if kind.status != "active":
        raise BadChange("draft_unknown_event")
    if not base.start <= event.date < base.end:
        raise BadChange("draft_event_out", event=kind, start=base.start, end=base.end)
    if event.until is not None and ("until" not in kind.fields or event.until <= event.date):
        raise BadChange("draft_event_end", event=kind)
    _check_places(event, kind)
    _check_size(event, kind)


def _check_places(event: ScheduledEvent, kind: EventType) -> None:
    if event.places is None:
        return
    known = () if kind.places == "national" else places(kind.places)
    if not event.places or len(set(event.places)) < len(event.places) or not set(event.places) <= {*known}:
        raise BadChange("draft_event_place", event=kind)


def _check_size(event: ScheduledEvent, kind: EventType) -> None:
    if kind.size_lower is None or kind.size_upper is None:
        if event.size is not None:
            raise BadChange("draft_event_no_size", event=kind)
    elif event.size is None or not kind.size_lower <= event.size <= kind.size_upper:
        raise BadChange("draft_event_size", event=kind, lower=kind.size_lower, upper=kind.size_upper)


def check_pin(name: str, value: float) -> None:
    """Raise BadChange for a value outside the catalogue's range of a parameter, in its unit."""
    known: Parameter = _known(catalogue.parameters(), name, "draft_unknown_parameter")
    low, high = sorted((known.low, known.high))
    try:
        inside = low <= value <= high and fits(known, Pin(value))
    except ValueError:
        inside = False
    if not inside:
        raise BadChange("draft_pin_out", parameter=known, lower=low, upper=high)


def _check_beliefs(draft: Draft) -> None:
    """No two of a draft's pins and readings hold one parameter at different values."""
    held: dict[str, object] = {name: Pin(value) for name, value in draft.pins.items()}
    for question, name in draft.readings.items():
        for parameter, value in readings.pins(question, name).items():
            if held.setdefault(parameter, value) != value:
                reading, known = catalogue.readings()[question][name], catalogue.parameters()[parameter]
                raise BadChange("draft_pin_and_reading", parameter=known, reading=reading)


def _check_counts(draft: Draft) -> None:
    if len(draft.events) > MOST_EVENTS:
        raise BadChange("draft_many_events", most=MOST_EVENTS)
    if len(draft.pins) > MOST_PINS:
        raise BadChange("draft_many_pins", most=MOST_PINS)


def _lever(name: str) -> Lever:
    known = _known(catalogue.levers(), name, "draft_unknown_lever")
    if known.status != "active":
        raise BadChange("draft_unknown_lever")
    return known


def _known(table: Mapping[str, Found], name: object, key: str) -> Found:
    if not isinstance(name, str) or name not in table:
        raise BadChange(key)
    return table[name]


def _number(value: object) -> float:
    """A finite number without the noise of a browser's sums. Raises BadChange for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise BadChange("draft_not_a_number")
    return float(f"{value:.{FIGURES}g}")


def _fitting(lever: Lever, value: object) -> float:
    """A lever's value as a file can write it: a lever of dates stands on a day."""
    number = _number(value)
    if lever.unit == "date" and lever.lower - 1 <= number <= lever.upper + 1:
        return catalogue.month_index(catalogue.month_date(number))
    return number


def _without(table: Mapping[str, Found], name: str) -> dict[str, Found]:
    return {key: value for key, value in table.items() if key != name}
