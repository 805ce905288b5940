"""The scenario files that a command line names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from borderSim.errors import Problem, UserError

if TYPE_CHECKING:
    from borderSim.scenario import Scenario


def given_scenarios(files: list[Path]) -> list[Scenario]:
    """The scenarios of files, in their order. Raises UserError with all that do not load, or for a name twice."""
    from borderSim.scenario import load_scenario

    given: list[Scenario] = []
    problems: list[Problem | str] = []
    for file in files:
        try:
            given.append(load_scenario(file))
        except UserError as error:
            problems.extend(error.problems)
    if problems:
        raise UserError(*problems)
    names = [scenario.name for scenario in given]
    if len(set(names)) < len(names):
        raise UserError(f"two of the files have the same name: {', '.join(names)}")
    return given
