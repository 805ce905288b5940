"""The front again, with members that the search never saw: what is left of it, and what it does to people's moves.

A search picks packages because they looked good under its members, chance included, so its numbers flatter them (the
optimiser's curse, Smith and Winkler 2006). The check computes the same packages with other members.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from borderSim.analysis.costs import Package
from borderSim.optimise.goals import excess, of_members, reached, to_minimise
from borderSim.optimise.packages import Packages
from borderSim.optimise.search import Effort, Found, Progress, hypervolume, search, unbeaten
from borderSim.results.data import Array, quantiles
from borderSim.scenario import Scenario
from borderSim.scenario.optimise import Search
from borderSim.scenario.optimise_goals import Limit, Objective

WATCHED = ("venezuelans", "arrivals", "returns", "onward")
"""Where people live and how they move: never an aim, always shown beside what the packages reach."""
BASE, REFERENCE = -2, -1
"""Rows of the arrays of a front: the packages, then the base scenario and the reference."""


@dataclass(frozen=True)
class Front:
    """F packages that no other tried one beats, with their numbers for the search's members and for others.

    ``values`` (F, D) are lever values in their units, ``costs`` what each package costs above the reference, then
    what the base does. ``numbers`` holds (F + 2, M + C) window numbers by indicator: rows as BASE and REFERENCE say,
    columns the M members of the search, then the C of the check. ``tried`` counts the packages computed and
    ``volumes`` (generations,) is the share of the box that the front covers after each generation, 0-1.
    """

    search: Search
    scenarios: tuple[Scenario, ...]
    values: Array
    costs: tuple[Package, ...]
    numbers: Mapping[str, Array]
    searched: int
    tried: int
    volumes: Array

    def __len__(self) -> int:
        return len(self.values)

    @cached_property
    def seen(self) -> dict[str, Array]:
        """(F + 2, M) numbers of the search's members."""
        return {name: values[:, : self.searched] for name, values in self.numbers.items()}

    @cached_property
    def checked(self) -> dict[str, Array]:
        """(F + 2, C) numbers of the members of the check."""
        return {name: values[:, self.searched :] for name, values in self.numbers.items()}

    def members_of(self, goal: Objective | Limit) -> Array:
        """(F + 2, C) what a goal looks at under the check: the level, or the paired difference from the reference."""
        return of_members(goal, self.checked, _reference(self.checked))

    def reached(self, goal: Objective | Limit, *, check: bool = True) -> Array:
        """(F + 2,) the number of a goal under the check, or as the search saw it."""
        numbers = self.checked if check else self.seen
        return reached(goal, numbers, _reference(numbers))

    def band(self, goal: Objective | Limit) -> Array:
        """(2, F + 2) the ends of the middle 90 of 100 runs of the check."""
        return np.asarray(quantiles(self.members_of(goal), axis=1)[[0, 4]])

    def gap(self, indicator: str) -> Array:
        """(3, F + 2) 5%, median and 95% of the paired difference from the reference, under the check."""
        values = self.checked[indicator]
        return np.asarray(quantiles(values - values[REFERENCE], axis=1)[[0, 2, 4]])

    @cached_property
    def allowed(self) -> Array:
        """(F,) does a package keep its limits and the budget under the check?"""
        kept = excess(self.search.limits, self.checked, _reference(self.checked), len(self) + 2)[: len(self)] <= 0
        budget = self.search.budget
        spent = np.array([budget is None or getattr(cost, budget.prices) <= budget.at_most for cost in self.costs])
        return np.asarray(kept.all(axis=1) & spent[: len(self)])

    @cached_property
    def stands(self) -> Array:
        """(F,) is a package allowed under the check, and beaten there by no other allowed one of the front?"""
        aims = to_minimise(self.search.objectives, self.checked, _reference(self.checked))[: len(self)]
        positions = np.flatnonzero(self.allowed)
        found = np.zeros(len(self), bool)
        found[positions[unbeaten(aims[positions])]] = True
        return found

    def flattered(self, objective: Objective) -> int:
        """How many packages do worse on an aim under the check than the search saw."""
        sign = 1 if objective.aim == "low" else -1
        worse = sign * (self.reached(objective) - self.reached(objective, check=False)) > 0
        return int(np.sum(worse[: len(self)]))

    def apart(self, objective: Objective) -> int:
        """How many packages differ from the next one along an aim in 90 of 100 paired runs of the check."""
        order = np.argsort(self.reached(objective)[: len(self)], kind="stable")
        steps = np.diff(self.members_of(objective)[order], axis=0)
        if not len(steps):
            return 0
        low, high = quantiles(steps, axis=1)[[0, 4]]
        return int(np.sum((low > 0) | (high < 0)))


def _reference(numbers: Mapping[str, Array]) -> dict[str, Array]:
    return {name: values[REFERENCE] for name, values in numbers.items()}


def optimise(packages: Packages, check_members: int, progress: Progress = lambda done, total: None) -> Front:
    """Search, then compute the front again with ``check_members`` members that the search has not seen.

    The base scenario and the reference are computed beside it. A front without packages means that no package that
    was tried keeps every limit.
    """
    asked = packages.search
    effort = Effort(asked.population, asked.generations, asked.scenario.seed)
    limits = len(asked.limits) + (asked.budget is not None)
    found = search(packages.counts, len(asked.objectives), limits, effort, packages.scorer(), progress)
    return check(packages, found, check_members)


def check(packages: Packages, found: Found, check_members: int) -> Front:
    """The front of a search with its numbers for the members of the search and for others."""
    asked, levels = packages.search, found.levels[found.front]
    named = packages.named(levels)
    rows = [*named, asked.scenario, asked.reference]
    members = np.arange(asked.scenario.members + check_members)
    names = tuple(dict.fromkeys((*asked.indicators, *WATCHED)))
    return Front(
        asked, tuple(named), packages.values(levels), tuple(packages.cost(one) for one in rows[:-1]),
        packages.numbers(rows, members, names), asked.scenario.members, len(found.levels), hypervolume(found),
    )  # fmt: skip
