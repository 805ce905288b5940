"""The `levers` block: steps, ramps, pulses, stages, per place, and what a file takes over from the one it extends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from borderSim import catalogue
from borderSim.catalogue import Lever
from borderSim.scenario.check import attempt, check_shape
from borderSim.scenario.names import find_lever, places
from borderSim.scenario.parts import Distribution, LeverChange
from borderSim.scenario.schema import Context, Lag, Staged, Step, lever_value
from borderSim.scenario.source import At, Document
from borderSim.scenario.words import show

HISTORY = "history"
Changes = tuple[LeverChange, ...]
Schedule = dict[str, dict[str, Changes]]


@dataclass(frozen=True)
class Entry:
    """One key of the `levers` block: its lever, its places (None: everywhere) and its changes in date order.

    No changes: the lever follows the recorded history again, whatever the file extended says.
    """

    lever: Lever
    places: tuple[str, ...] | None
    changes: Changes


def read_levers(document: Document, run: Context) -> list[Entry]:
    """The entries of a file's `levers` block; what is wrong is reported in the document."""
    block = document.data.get("levers")
    if block is None:
        return []
    if not isinstance(block, dict):
        document.report(("levers",), f"{show(block)} stands where `lever: value` lines are wanted")
        return []
    entries = [_entry(document, key, value, run) for key, value in block.items()]
    found = [entry for entry in entries if entry]
    _check_overlap(document, list(block), entries)
    return found


def _entry(document: Document, key: str, value: Any, run: Context) -> Entry | None:
    at: At = ("levers", key)
    found = attempt(document, at, True, partial(find_lever, key))
    if not found:
        return None
    lever, where = found
    if value == HISTORY:
        return Entry(lever, where, ())
    changes = _changes(document, at, value, replace(run, lever=lever))
    return Entry(lever, where, tuple(changes)) if changes else None


def _check_overlap(document: Document, keys: list[str], entries: list[Entry | None]) -> None:
    """Two keys of one file must not name the same place of the same lever."""
    seen: dict[tuple[str, str], str] = {}
    for key, entry in zip(keys, entries, strict=True):
        for place in (entry.places or ("everywhere",)) if entry else ():
            first = seen.setdefault((entry.lever.name, place), key) if entry else key
            if first != key:
                document.report(("levers", key), f"{place} is set by {first} already", of_key=True)


def _changes(document: Document, at: At, value: Any, run: Context) -> list[LeverChange]:
    if isinstance(value, list):
        return _listed(document, at, value, run)
    if isinstance(value, dict):
        return _staged(document, at, value, run) if "steps" in value else _step(document, at, value, run)
    lever = run.lever
    number = attempt(document, at, False, partial(lever_value, value, lever)) if lever else None
    if number is None or lever is None or run.start is None:
        return []
    return [LeverChange(lever.name, None, run.start, number)]


def _listed(document: Document, at: At, value: list[Any], run: Context) -> list[LeverChange]:
    if not value:
        document.report(at, "the list is empty; leave the lever out to let it follow the history")
    changes: list[LeverChange] = []
    for position, item in enumerate(value):
        here = (*at, position)
        more = _step(document, here, item, run)
        if more and changes and more[0].start <= changes[-1].start:
            document.report(here, f"starts on {more[0].start}, not after the step before it ({changes[-1].start})")
        changes += more
    return changes


def _step(document: Document, at: At, value: Any, run: Context) -> list[LeverChange]:
    step = check_shape(document, at, value, Step, run)
    start = step and (step.from_ or run.start)
    if not step or not start or not run.lever:
        return []
    until = step.until
    if step.for_:
        until = attempt(document, (*at, "for"), False, partial(step.for_.after, start))
    if until and until <= start:
        document.report((*at, "until"), f"{until} is not after the pulse begins ({start})")
    if until and step.ramp and (until - start).days < int(step.ramp * 30):
        document.report((*at, "ramp"), "the ramp is longer than the pulse")
    return [LeverChange(run.lever.name, None, start, step.value, step.ramp, until, _lag(step.lag))]


def _staged(document: Document, at: At, value: Any, run: Context) -> list[LeverChange]:
    staged = check_shape(document, at, value, Staged, run)
    if not staged or not run.lever:
        return []
    name, lag = run.lever.name, _lag(staged.lag)
    days = list(staged.steps)
    if days != sorted(days) or len(days) < len(value["steps"]):
        document.report((*at, "steps"), "the days must be in order, each once")
    return [LeverChange(name, None, day, number, staged.ramp, None, lag) for day, number in staged.steps.items()]


def _lag(lag: Lag | None) -> Distribution | None:
    return Distribution(lag.distribution, lag.low, lag.median, lag.high) if lag else None


def apply(schedule: Schedule, entries: Iterable[Entry]) -> None:
    """Put a file's entries over what it extends, in place.

    Entries for everywhere come first, those that name places win over them. An entry replaces what was there for its
    places; one that holds only pulses keeps the steps below it, so that there is something to go back to.
    """
    for entry in sorted(entries, key=lambda entry: entry.places is not None):
        by_place = schedule.setdefault(entry.lever.name, {})
        only_pulses = entry.changes != () and all(change.until for change in entry.changes)
        for place in entry.places or places(entry.lever.scope):
            kept = [change for change in by_place.get(place, ()) if only_pulses and not change.until]
            by_place[place] = tuple(sorted([*kept, *entry.changes], key=_order))


def _order(change: LeverChange) -> tuple[date, bool]:
    return change.start, change.until is not None


def flatten(schedule: Schedule) -> Changes:
    """All changes by lever in catalogue order; places with the same changes share one entry."""
    out: list[LeverChange] = []
    for name, lever in catalogue.levers().items():
        groups: dict[Changes, list[str]] = {}
        for place in places(lever.scope):
            if changes := schedule.get(name, {}).get(place):
                groups.setdefault(changes, []).append(place)
        for changes, members in groups.items():
            where = None if len(members) == len(places(lever.scope)) else tuple(members)
            out += [replace(change, places=where) for change in changes]
    return tuple(out)
