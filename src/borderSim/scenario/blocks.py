"""The other blocks of a file: events and conditions, assumptions, switches, names of indicators and references."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import partial
from typing import Any

from borderSim import catalogue
from borderSim.catalogue import EventType, Parameter
from borderSim.scenario.chain import find_scenario
from borderSim.scenario.check import attempt, check_shape
from borderSim.scenario.names import check_known, find_lever, find_place
from borderSim.scenario.parts import Assumption, ConditionalEvent, Pin, Range, ScheduledEvent, Setting
from borderSim.scenario.schema import Belief, Conditional, Context, Event, lever_value
from borderSim.scenario.source import At, Document
from borderSim.scenario.words import parse_number, show

Happening = ScheduledEvent | ConditionalEvent


def named_values(document: Document, key: str) -> dict[str, Any]:
    """A block of `name: value` lines; empty when it is not there or not a block (which is reported)."""
    block = document.data.get(key)
    if block is None:
        return {}
    if not isinstance(block, dict):
        document.report((key,), f"{show(block)} stands where `name: value` lines are wanted")
        return {}
    return block


def read_events(document: Document, run: Context) -> list[Happening] | None:
    """Scheduled and conditional events of a file, or None when it has no `events`."""
    block = document.data.get("events")
    if block is None:
        return None
    if not isinstance(block, list):
        document.report(("events",), f"{show(block)} stands where a list of events is wanted (`- {{type, date}}`)")
        return None
    found: list[Happening] = []
    for position, item in enumerate(block):
        conditional = isinstance(item, dict) and ("when" in item or "do" in item)
        read = _conditional if conditional else _scheduled
        happening = read(document, ("events", position), item, run)
        found += [happening] if happening else []
    return found


def _scheduled(document: Document, at: At, item: Any, run: Context) -> Happening | None:
    event = check_shape(document, at, item, Event, run)
    if isinstance(item, dict) and isinstance(item.get("type"), str):
        attempt(document, (*at, "type"), False, partial(event_type, item["type"]))
    kind = catalogue.events().get(event.type) if event else None
    if not event or not kind or kind.status != "active":
        return None
    until = event.until
    if event.for_:
        until = attempt(document, (*at, "for"), False, partial(event.for_.after, event.date))
    check_event(document, at, event, kind, until)
    where = attempt(document, (*at, "place"), False, partial(event_places, event, kind))
    return ScheduledEvent(event.type, where, event.date, until, event.size)


def event_type(name: str) -> EventType:
    """The kind of event of a name. Raises ValueError with the nearest names, or where it is not built yet."""
    kind = catalogue.events()[check_known(name, catalogue.events(), "event")]
    if kind.status != "active":
        raise ValueError(f"{name} is planned, not built yet")
    return kind


def check_event(document: Document, at: At, event: Event, kind: EventType, until: date | None) -> None:
    """The fields that this kind of event takes, and its bounds."""
    end = "for" if event.for_ else "until"
    if until and "until" not in kind.fields:
        document.report((*at, end), f"{kind.name} happens on one day and takes no end")
    elif until and until <= event.date:
        document.report((*at, end), f"{until} is not after the event begins ({event.date})")
    if kind.size_lower is None or kind.size_upper is None:
        if event.size is not None:
            document.report((*at, "size"), f"{kind.name} takes no size")
    elif event.size is None:
        document.report((*at, "size"), f"is missing; {kind.size_lower:g} to {kind.size_upper:g} ({kind.size_unit})")
    elif not kind.size_lower <= event.size <= kind.size_upper:
        allowed = f"allowed {kind.size_lower:g} to {kind.size_upper:g} ({kind.size_unit})"
        document.report((*at, "size"), f"{event.size:g} is out of range; {allowed}")


def event_places(event: Event, kind: EventType) -> tuple[str, ...] | None:
    """The ids of the places of an event, None for everywhere. Raises ValueError for a place that its kind has not."""
    if event.place is None:
        return None
    if kind.places == "national":
        raise ValueError(f"{kind.name} is national and takes no place")
    return tuple(find_place(part, kind.places) for part in event.place.split(","))


def _conditional(document: Document, at: At, item: Any, run: Context) -> Happening | None:
    shape = check_shape(document, at, item, Conditional, run)
    settings = _settings(document, (*at, "do"), item.get("do"))
    if not shape or not settings:
        return None
    return ConditionalEvent(shape.when, settings, shape.for_.days if shape.for_ else None, shape.once)


def _settings(document: Document, at: At, block: Any) -> tuple[Setting, ...]:
    if block is None:
        return ()
    if not isinstance(block, dict) or not block:
        document.report(at, f"{show(block)} stands where `lever: value` is wanted")
        return ()
    found = []
    for key, value in block.items():
        lever = attempt(document, (*at, key), True, partial(find_lever, key))
        number = attempt(document, (*at, key), False, partial(lever_value, value, lever[0])) if lever else None
        if lever and number is not None:
            found.append(Setting(lever[0].name, lever[1], number))
    return tuple(found)


def read_assumptions(document: Document) -> dict[str, Assumption]:
    """Pinned and re-ranged parameters of a file."""
    found: dict[str, Assumption] = {}
    for name, value in named_values(document, "assumptions").items():
        at: At = ("assumptions", name)
        known = attempt(document, at, True, partial(known_parameter, name))
        assumption = _assumption(document, at, value)
        if known and assumption and attempt(document, at, False, partial(fits, known, assumption)):
            found[name] = assumption
    return found


def known_parameter(name: str) -> Parameter:
    """The parameter of a name. Raises ValueError with the nearest names."""
    known = catalogue.parameters()
    if name in catalogue.levers():
        raise ValueError("is a lever, not a parameter; it belongs under levers")
    return known[check_known(name, known, "parameter")]


def _assumption(document: Document, at: At, value: Any) -> Assumption | None:
    if not isinstance(value, dict):
        number = attempt(document, at, False, partial(parse_number, value))
        return None if number is None else Pin(number)
    belief = check_shape(document, at, value, Belief, Context())
    if not belief:
        return None
    if belief.value is not None:
        return Pin(belief.value)
    assert belief.low is not None
    assert belief.central is not None
    assert belief.high is not None
    return Range(belief.distribution, belief.low, belief.central, belief.high)


def fits(parameter: Parameter, assumption: Assumption) -> bool:
    """Keep to the sign, and to shares, that the distributions imply."""
    low, high = (assumption.value,) * 2 if isinstance(assumption, Pin) else (assumption.low, assumption.high)
    if parameter.distribution in ("lognormal", "gamma", "beta") and low < 0:
        raise ValueError(f"{low:g} is below 0, which {parameter.name} ({parameter.unit}) cannot be")
    if parameter.distribution == "beta" and high > 1:
        raise ValueError(f"{high:g} is above 1, which {parameter.name} ({parameter.unit}) cannot be")
    kind = assumption.distribution if isinstance(assumption, Range) else "fixed"
    if parameter.distribution == "switch" and (kind != "fixed" or low not in (0, 1)):
        raise ValueError(f"{parameter.name} is a structural choice: {parameter.unit}")
    if kind in ("lognormal", "gamma", "beta") and (low <= 0 or low == high):
        raise ValueError(f"a {kind} range needs low above 0 and high above low")
    if kind == "beta" and high >= 1:
        raise ValueError("a beta range stays between 0 and 1")
    return True


def read_switches(document: Document) -> dict[str, bool]:
    """Structural switches of a file."""
    found: dict[str, bool] = {}
    for name, value in named_values(document, "switches").items():
        attempt(document, ("switches", name), True, partial(check_known, name, catalogue.switches(), "switch"))
        if isinstance(value, bool):
            found[name] = value
        else:
            document.report(("switches", name), f"{show(value)} is not yes or no")
    return found


def check_names(document: Document, key: str, known: Collection[str], kind: str) -> None:
    """Report the names in a list of the file that are not known, not texts, or given twice."""
    names = document.data.get(key)
    if not isinstance(names, list):
        return
    for position, name in enumerate(names):
        if isinstance(name, str):
            attempt(document, (key, position), False, partial(check_known, name, known, kind))
            if name in names[:position]:
                document.report((key, position), f"{name} is given twice")


def check_references(document: Document, carried: Collection[str]) -> None:
    """Report what `compare_with` names and does not exist, or is the scenario itself; ``carried`` are in the file."""
    names = document.data.get("compare_with")
    if not isinstance(names, list) or "resolved_from" in document.data:
        return
    for position, name in enumerate(names):
        at: At = ("compare_with", position)
        if name in carried:
            continue
        path = attempt(document, at, False, partial(find_scenario, name, document.path)) if type(name) is str else None
        if path and path.resolve() == document.path.resolve():
            document.report(at, "a scenario cannot be compared with itself")
        if name in names[:position]:
            document.report(at, f"{name} is given twice")
