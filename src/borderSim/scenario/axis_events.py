"""The events of a sweep's axis: their kind, their size and the day on which they are put."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from borderSim import catalogue
from borderSim.catalogue import EventType
from borderSim.scenario.axis_item import AxisItem, read_numbers, with_places
from borderSim.scenario.axis_parts import Axis, DatedEvent, SizedEvent
from borderSim.scenario.axis_shapes import NEVER, EventAxis
from borderSim.scenario.blocks import check_event, event_places, event_type
from borderSim.scenario.check import attempt
from borderSim.scenario.parts import ScheduledEvent
from borderSim.scenario.resolve import lever_key
from borderSim.scenario.schema import Event
from borderSim.scenario.source import At, Document
from borderSim.scenario.words import parse_number


def event_axis(item: AxisItem, shape: EventAxis) -> Axis | None:
    """The axis of an event of varying size or day, or None after reporting what is wrong with it."""
    kind = item.attempt(("event",), partial(event_type, shape.event))
    if not kind:
        return None
    if shape.dates is not None:
        return _of_dates(item, shape, kind)
    if kind.size_lower is None or kind.size_upper is None:
        item.report((), f"{kind.name} has no size to vary; give `dates: [2026-03-01, never]`")
        return None
    if shape.size is not None:
        item.report(("size",), "the size is what varies; give it as values, or as low and high")
        return None
    event = scheduled(item.document, item.at, shape, kind, shape.date, kind.size_lower)
    numbers = read_numbers(item, shape, partial(read_size, kind=kind), (kind.size_lower, kind.size_upper))
    if not event or not numbers:
        return None
    values, low, high = numbers
    if low < kind.size_lower and not values:
        item.report(("low",), f"a sample of sizes begins at {kind.size_lower:g} or above ({kind.size_unit})")
        return None
    unit = {"en": kind.size_unit, "es": kind.size_unit}
    return _axis(shape, event, unit=unit, low=low, high=high, target=SizedEvent(event), values=values)


def _of_dates(item: AxisItem, shape: EventAxis, kind: EventType) -> Axis | None:
    days, wrong = shape.dates or [], ""
    if item.form == "range":
        wrong = "a sample draws numbers; days belong in a list or a `zip`"
    elif any(part is not None for part in (shape.date, shape.values, shape.low, shape.high)):
        wrong = "`dates` stands alone: no date, values, low or high beside it"
    elif len(days) < 2 or len(set(days)) < len(days):
        wrong = f"two or more different days are wanted, one of them may be `{NEVER}`"
    if wrong:
        item.report(("dates",), wrong)
        return None
    events = [scheduled(item.document, item.at, shape, kind, day, shape.size) for day in days if day]
    found = {event.date: event for event in events if event}
    if len(found) < len(events):
        return None
    target, values = DatedEvent(tuple(found[day] if day else None for day in days)), tuple(map(float, range(len(days))))
    unit, choices = {"en": "date", "es": "fecha"}, tuple(map(target.words, values))
    ends = {"low": 0.0, "high": values[-1]}
    return _axis(shape, target.kind, unit=unit, **ends, target=target, values=values, choices=choices)


def _axis(shape: EventAxis, event: ScheduledEvent, **more: Any) -> Axis:
    kind = catalogue.events()[event.type]
    label, name = with_places(kind, kind.places, event.places), lever_key(kind.name, event.places)
    return Axis(name, "event", shape.role or "future", label, **more)


def read_size(value: Any, kind: EventType) -> float:
    """A size in the kind's unit; nothing and 0 are that it does not happen. Raises ValueError."""
    if kind.size_lower is None or kind.size_upper is None:
        raise ValueError(f"{kind.name} takes no size")
    size = 0.0 if value is None else parse_number(value)
    if size and not kind.size_lower <= size <= kind.size_upper:
        allowed = f"allowed {kind.size_lower:g} to {kind.size_upper:g} ({kind.size_unit}), or 0: it does not happen"
        raise ValueError(f"{size:g} is out of range; {allowed}")
    return size


def scheduled(
    document: Document, at: At, shape: EventAxis, kind: EventType, day: date | None, size: float | None
) -> ScheduledEvent | None:
    """The event of an axis on a day with a size, or None after reporting what does not fit its kind."""
    if day is None:
        document.report(at, "give `date`, the day on which it happens or begins, or `dates`")
        return None
    before = len(document.problems)
    until = shape.until
    if shape.until and shape.for_:
        document.report((*at, "for"), "`until` and `for` both say when it ends; keep one")
    elif shape.for_:
        until = attempt(document, (*at, "for"), False, partial(shape.for_.after, day))
    event = Event.model_construct(type=kind.name, date=day, until=until, for_=shape.for_, place=shape.place, size=size)
    check_event(document, at, event, kind, until)
    where = attempt(document, (*at, "place"), False, partial(event_places, event, kind))
    return None if len(document.problems) > before else ScheduledEvent(kind.name, where, day, until, size)
