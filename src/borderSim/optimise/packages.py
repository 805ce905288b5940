"""Packages of lever values as scenarios: what they cost, and what the members do under them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from borderSim.analysis.compare import aggregate
from borderSim.analysis.costs import Package, package
from borderSim.catalogue import indicators, month_date, month_index
from borderSim.experiment.points import run_points
from borderSim.optimise.goals import Numbers, excess, to_minimise
from borderSim.results.data import Array
from borderSim.scenario import Scenario
from borderSim.scenario.axes import Axis
from borderSim.scenario.level import conditional, monthly_gap, months, moved
from borderSim.scenario.optimise import Search

STEPS = 100
"""A lever that is searched between two ends moves in hundredths of the way: finer differences are nobody's policy."""
Run = Callable[[Sequence[Scenario], Array, int, Sequence[str], int], dict[str, Array]]


@dataclass(frozen=True)
class Packages:
    """The packages of a search: rows of level numbers (n, D), from the lowest value of each lever on.

    ``migrants`` (persons) is how many people the cost counts for what is paid per migrant: the same in every package,
    so that no package is cheaper because fewer people are there. ``run`` computes scenarios (experiment/points.py).
    """

    search: Search
    migrants: float
    jobs: int = 1
    run: Run = run_points

    @property
    def counts(self) -> list[int]:
        """How many levels each lever has."""
        return [levels_of(axis) for axis in self.search.axes]

    def values(self, levels: Array) -> Array:
        """(n, D) level numbers -> lever values in their units (a month index for a date)."""
        columns = [_values(axis, levels[:, d]) for d, axis in enumerate(self.search.axes)]
        return np.stack(columns, axis=1)

    def scenarios(self, levels: Array) -> list[Scenario]:
        """The scenario of each package: the base with its values put on it."""
        found = []
        for row in self.values(levels):
            scenario = self.search.scenario
            for axis, value in zip(self.search.axes, row, strict=True):
                scenario = axis.put(scenario, float(value))
            found.append(scenario)
        return found

    def numbers(self, scenarios: Sequence[Scenario], members: Array, names: Sequence[str]) -> dict[str, Array]:
        """(n, M) window numbers of the members by indicator: one batch, each member with the same chance in all."""
        base = self.search.scenario
        series = self.run(scenarios, members, base.seed, names, self.jobs)
        return {name: aggregate(series[name], indicators()[name].window, base.window) for name in names}

    def cost(self, scenario: Scenario) -> Package:
        """What a scenario's levers cost above the reference over the whole run, as `borderSim costs` computes it."""
        reference, when = self.search.reference, months(scenario)
        gaps = {name: monthly_gap(scenario, reference, name, when) for name in moved(scenario, reference)}
        return package(gaps, [self.migrants] * len(when), conditional(scenario, reference))

    def scorer(self, progress: Callable[[int], None] = lambda _: None) -> Callable[[Array], tuple[Array, Array]]:
        """The function that scores packages (n, D): aims to minimise (n, K) and limits (n, C), the budget last.

        The reference is computed once, here. ``progress`` hears how many packages are about to be computed.
        """
        search, members = self.search, np.arange(self.search.scenario.members)
        reference = {name: found[0] for name, found in self._of_reference(members).items()}

        def score(levels: Array) -> tuple[Array, Array]:
            progress(len(levels))
            scenarios = self.scenarios(levels)
            numbers = self.numbers(scenarios, members, search.indicators)
            return to_minimise(search.objectives, numbers, reference), self._limits(scenarios, numbers, reference)

        return score

    def _of_reference(self, members: Array) -> dict[str, Array]:
        return self.numbers([self.search.reference], members, self.search.indicators)

    def _limits(self, scenarios: Sequence[Scenario], numbers: Numbers, reference: Numbers) -> Array:
        over = excess(self.search.limits, numbers, reference, len(scenarios))
        budget = self.search.budget
        if budget is None:
            return over
        spent = np.array([getattr(self.cost(scenario), budget.prices) for scenario in scenarios])
        return np.column_stack([over, (spent - budget.at_most) / (abs(budget.at_most) or 1.0)])

    def named(self, levels: Array) -> list[Scenario]:
        """The packages as scenarios to run by themselves: numbered from 01, compared with the search's reference."""
        against = (self.search.reference.name,)
        return [
            replace(scenario, name=f"{self.search.name[:58]}-{number:02d}", compare_with=against)
            for number, scenario in enumerate(self.scenarios(levels), 1)
        ]


def levels_of(axis: Axis) -> int:
    """How many levels a lever has in a search: the values listed for it, or hundredths between its ends."""
    return len(axis.values) or STEPS + 1


def _values(axis: Axis, levels: Array) -> Array:
    """(n,) values that a file can write: ten digits, or whole days."""
    if len(axis.values):
        return np.asarray(axis.values, np.float64)[levels]
    if axis.unit["en"] == "date":
        return np.array([month_index(month_date(value)) for value in axis.at(levels / STEPS)])
    return np.array([float(f"{value:.10g}") for value in axis.at(levels / STEPS)])
