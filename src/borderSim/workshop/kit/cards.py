"""Lever cards, and the lists of levers and events, as plain words for the printed pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from borderSim import catalogue
from borderSim.catalogue import Lever
from borderSim.report.levers import lever_number, lever_range
from borderSim.report.numbers import month
from borderSim.report.words import Lang
from borderSim.scenario import LeverChange, Scenario
from borderSim.workshop.event_text import size_range
from borderSim.workshop.help import lever_owner, unit_help
from borderSim.workshop.words import say

MOST_VALUES = 3
"""Different values of one lever in a scenario that a card writes out."""


@dataclass(frozen=True)
class Card:
    """One lever on a card: all texts in one language; ``levels`` are (value, words), from low to high."""

    name: str
    label: str
    text: str
    system: str
    owner: str
    unit: str
    range: str
    last: str
    scenario: str
    levels: tuple[tuple[str, str], ...]


def cards(lang: Lang, scenario: Scenario | None = None) -> tuple[list[Card], list[Card]]:
    """The cards of all policies and of all conditions; those that the scenario moves come first."""
    moved = moved_levers(scenario)
    levers = sorted(catalogue.levers().values(), key=lambda lever: lever.name not in moved)
    made = [(lever.kind, card(lever, lang, moved.get(lever.name, ()))) for lever in levers]
    return [item for kind, item in made if kind == "policy"], [item for kind, item in made if kind == "condition"]


def card(lever: Lever, lang: Lang, changes: Sequence[LeverChange] = ()) -> Card:
    """A lever's card; ``changes`` are what the scenario does to it."""
    return Card(
        name=lever.name,
        label=lever.label(lang),
        text=lever.text(lang),
        system=say(f"help_system_{lever.system}", lang),
        owner=lever_owner(lever, lang),
        unit=unit_help(lever, lang),
        range=lever_range(lever, lang),
        last=_last(lever, lang),
        scenario=_in_scenario(lever, changes, lang),
        levels=tuple(
            (lever_number(lever, level.value, lang), level.words(lang))
            for level in catalogue.lever_levels()[lever.name]
        ),
    )


def moved_levers(scenario: Scenario | None) -> dict[str, list[LeverChange]]:
    """The changes of each lever that a scenario moves, in its order."""
    found: dict[str, list[LeverChange]] = {}
    for change in scenario.changes if scenario else ():
        found.setdefault(change.lever, []).append(change)
    return found


def event_rows(lang: Lang) -> list[tuple[str, str, str, str]]:
    """Label, what happens, size and name of every event that can be injected."""
    return [
        (event.label(lang), event.text(lang), size_range(event, lang) or "–", event.name)
        for event in catalogue.events().values()
        if event.status == "active"
    ]


def pages_of(items: Sequence[Card], most: int) -> Iterator[Sequence[Card]]:
    """The cards by page."""
    yield from (items[first : first + most] for first in range(0, len(items), most))


def _last(lever: Lever, lang: Lang) -> str:
    value = lever_number(lever, lever.default, lang)
    return f"{value} ({month(lever.default_date, lang)})"


def _in_scenario(lever: Lever, changes: Sequence[LeverChange], lang: Lang) -> str:
    said = dict.fromkeys(f"{lever_number(lever, c.value, lang)} ({month(c.start.isoformat(), lang)})" for c in changes)
    return ", ".join(said) if len(said) <= MOST_VALUES else say("kit_places_differ", lang)
