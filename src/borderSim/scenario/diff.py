"""What differs between two scenarios after inheritance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from borderSim import catalogue
from borderSim.scenario.names import places
from borderSim.scenario.parts import LeverChange, Scenario
from borderSim.scenario.resolve import lever_key, plain_value, resolved

NOTHING = "-"
HISTORY = "follows the history"
BLOCKS = ("start", "end", "members", "seed", "parameters", "compare_with", "decompose", "indicators", "window")
MAPPINGS = ("assumptions", "switches", "reading")
Changes = tuple[LeverChange, ...]


@dataclass(frozen=True)
class Difference:
    """One thing that differs: its path in the language of scenario files, and each side in words."""

    what: str
    first: str
    second: str


def differences(first: Scenario, second: Scenario) -> list[Difference]:
    """All that changes a result: dates, levers by place, events, assumptions, switches; not titles and notes."""
    a, b = resolved(first), resolved(second)
    found = [Difference(key, _words(a.get(key)), _words(b.get(key))) for key in BLOCKS if a.get(key) != b.get(key)]
    found += _levers(first, second)
    found += _events(a.get("events", []), b.get("events", []))
    for block in MAPPINGS:
        found += _mapping(block, a.get(block, {}), b.get(block, {}))
    return found


def _levers(first: Scenario, second: Scenario) -> list[Difference]:
    """One row per lever and set of places that differ in the same way."""
    found = []
    for name, lever in catalogue.levers().items():
        groups: dict[tuple[Changes, Changes], list[str]] = {}
        for place in places(lever.scope):
            pair = _changes(first, name, place), _changes(second, name, place)
            if pair[0] != pair[1]:
                groups.setdefault(pair, []).append(place)
        for (before, after), where in groups.items():
            everywhere = len(where) == len(places(lever.scope))
            key = lever_key(name, None if everywhere else tuple(where))
            found.append(Difference(f"levers.{key}", _schedule(before), _schedule(after)))
    return found


def _changes(scenario: Scenario, lever: str, place: str) -> Changes:
    mine = (c for c in scenario.changes if c.lever == lever and (c.places is None or place in c.places))
    return tuple(replace(change, places=None) for change in mine)


def _schedule(changes: Changes) -> str:
    return "; ".join(map(describe, changes)) or HISTORY


def describe(change: LeverChange) -> str:
    """A change in words: `from 2022-10-01: 0.8 over 12 months`."""
    value = plain_value(change.lever, change.value)
    words = f"from {change.start}: {value if isinstance(value, str) else f'{value:g}'}"
    words += f" over {change.ramp_months:g} months" if change.ramp_months else ""
    words += f" until {change.until}" if change.until else ""
    lag = change.lag
    return words + (f", lag {lag.central:g} [{lag.low:g} to {lag.high:g}] months" if lag else "")


def _events(first: list[Any], second: list[Any]) -> list[Difference]:
    gone = [Difference("events", _words(event), NOTHING) for event in first if event not in second]
    return gone + [Difference("events", NOTHING, _words(event)) for event in second if event not in first]


def _mapping(block: str, first: Mapping[str, Any], second: Mapping[str, Any]) -> list[Difference]:
    names = [*first, *(name for name in second if name not in first)]
    return [
        Difference(f"{block}.{name}", _words(first.get(name)), _words(second.get(name)))
        for name in names
        if first.get(name) != second.get(name)
    ]


def _words(value: Any) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{key} {_words(part)}" for key, part in value.items())
    if isinstance(value, list):
        return ", ".join(map(_words, value))
    return f"{value:g}" if isinstance(value, float) else str(value)
