"""Which scenario files use a name: set the lever, pin the parameter, show the indicator first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from borderSim.errors import UserError
from borderSim.explain.subject import Subject

How = Literal["sets", "pins", "shows"]


@dataclass(frozen=True)
class Use:
    """A scenario and how it uses the subject: ``sets`` a lever, ``pins`` a parameter, ``shows`` an indicator."""

    scenario: str
    how: How
    what: tuple[str, ...]


def uses(subject: Subject, parameters: Collection[str], folder: Path) -> tuple[Use, ...]:
    """Return the uses in the scenario files of a folder, inherited settings included; broken files are passed over."""
    from borderSim.explain.subject import variables_of
    from borderSim.scenario import load_scenario

    found: list[Use] = []
    for file in sorted(folder.glob("*.yaml")):
        try:
            scenario = load_scenario(file)
        except UserError:
            continue
        levers = {change.lever for change in scenario.changes} & {subject.name, *subject.variables}
        pinned = set(scenario.assumptions) & set(parameters)
        shown = {name for name in scenario.indicators if name == subject.name or _shows(subject, variables_of(name))}
        kinds: tuple[tuple[How, set[str]], ...] = (("sets", levers), ("pins", pinned), ("shows", shown))
        found += [Use(scenario.name, how, tuple(sorted(what))) for how, what in kinds if what]
    return tuple(found)


def _shows(subject: Subject, variables: tuple[str, ...]) -> bool:
    """An indicator shows a link when it shows its effect."""
    return subject.kind == "link" and subject.variables[1] in variables
