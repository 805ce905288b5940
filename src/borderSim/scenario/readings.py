"""The `reading:` block: which reading of a contested question a scenario takes, or which it sets side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from borderSim import catalogue
from borderSim.scenario.blocks import named_values
from borderSim.scenario.check import attempt
from borderSim.scenario.names import check_known
from borderSim.scenario.parts import Assumption, Pin, Range, Scenario
from borderSim.scenario.source import Document
from borderSim.scenario.words import show

Readings = dict[str, tuple[str, ...]]
ALL, SAMPLED = "both", "sampled"


def read(document: Document) -> Readings:
    """The block of a file: question -> readings; none for `sampled`, which takes back what a parent chose."""
    found: Readings = {}
    for question, value in named_values(document, "reading").items():
        known = attempt(document, ("reading", question), True, partial(_question, question))
        chosen = attempt(document, ("reading", question), False, partial(_chosen, value, known)) if known else None
        if chosen is not None:
            found[question] = chosen
    return found


def _question(name: str) -> dict[str, catalogue.Reading]:
    known = catalogue.readings()
    return known[check_known(name, known, "contested question")]


def _chosen(value: Any, known: Mapping[str, catalogue.Reading]) -> tuple[str, ...]:
    if value == SAMPLED:
        return ()
    if value == ALL:
        return tuple(known)
    names = value if isinstance(value, list) else [value]
    if not names or not all(isinstance(name, str) for name in names):
        raise ValueError(f"{show(value)} is not a reading; there are {', '.join(known)}, {ALL} and {SAMPLED}")
    chosen = tuple(check_known(name, [*known, ALL, SAMPLED], "reading") for name in names)
    if len(set(chosen)) < len(chosen) or not set(chosen) <= set(known):
        raise ValueError(f"a list names different readings: {', '.join(known)}")
    return chosen


def pins(question: str, name: str) -> dict[str, Assumption]:
    """What a reading says of the parameters, as a scenario's assumptions."""
    return {parameter: _assumption(values) for parameter, values in catalogue.readings()[question][name].pins.items()}


def _assumption(values: tuple[float, ...]) -> Assumption:
    return Pin(*values) if len(values) == 1 else Range("triangular", *values)


def picked(chosen: Readings) -> dict[str, Assumption]:
    """The assumptions of every question for which one reading is picked."""
    found: dict[str, Assumption] = {}
    for question, names in chosen.items():
        if len(names) == 1:
            found |= pins(question, names[0])
    return found


def check_pins(document: Document, chosen: Readings, assumptions: Mapping[str, Assumption]) -> None:
    """Report a parameter that the scenario's assumptions hold at another value than a chosen reading does."""
    for question, names in chosen.items():
        for name in names:
            for parameter, value in pins(question, name).items():
                if assumptions.get(parameter, value) != value:
                    words = f"{name} sets {parameter}, and so do the assumptions, to something else; keep one"
                    document.report(("reading", question), words)


def side_by_side(scenario: Scenario) -> dict[tuple[str, str], dict[str, Assumption]]:
    """(question, reading) -> its assumptions, for every question whose readings the scenario sets side by side."""
    return {
        (question, name): pins(question, name)
        for question, names in scenario.readings.items()
        if len(names) > 1
        for name in names
    }


def under(scenario: Scenario, question: str, name: str) -> Scenario:
    """The scenario under one reading, called `scenario/reading`."""
    assumptions = {**scenario.assumptions, **pins(question, name)}
    return replace(scenario, name=f"{scenario.name}/{name}", assumptions=assumptions)
