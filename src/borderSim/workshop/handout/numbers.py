"""The numbers of a report: published policies run beside their baselines, or the answer that a Board shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from borderSim.experiment.run import Progress, RunOptions, about, execute
from borderSim.results.data import Array, RunData
from borderSim.scenario import Scenario
from borderSim.workshop.desk.ask import Answer
from borderSim.workshop.handout.published import Pair

MEMBERS = 200
"""Runs of a report, as many as a shipped scenario has."""


def computed(made: Sequence[Pair], members: int, jobs: int, progress: Progress | None = None) -> RunData:
    """Run every policy and baseline once with the same members and chance; each policy is compared with its baseline.

    Policies with another seed than the first cannot be: all of a room have its baseline's.
    """
    policies = {pair.policy.name: pair.policy for pair in made}
    baselines = {pair.baseline.name: pair.baseline for pair in made}
    scenarios = [plainly(scenario) for scenario in (*policies.values(), *baselines.values())]
    data = execute(scenarios, RunOptions(members, None, jobs, again=0), progress)
    return replace(data, pairs=tuple(dict.fromkeys((pair.policy.name, pair.baseline.name) for pair in made)))


def plainly(scenario: Scenario) -> Scenario:
    """A scenario under one future: parts of a change and opposed readings side by side are left to `borderSim run`."""
    one: dict[str, tuple[str, ...]] = {
        question: chosen for question, chosen in scenario.readings.items() if len(chosen) == 1
    }
    return replace(scenario, decompose=(), readings=one)


def only(data: RunData, names: Sequence[str]) -> RunData:
    """The part of a run that holds these scenarios, the first one first; pairs with a missing half go."""
    rows = [data.index(name) for name in names]
    kept = {name: {key: values[rows] for key, values in getattr(data, name).items()} for name in ("national", "place")}
    return replace(
        data,
        scenarios=tuple(names),
        pairs=tuple(pair for pair in data.comparisons if set(pair) <= set(names)),
        department={key: values[rows] for key, values in data.department.items()},
        national=kept["national"],
        place=kept["place"],
    )


def of_answer(answer: Answer) -> RunData:
    """What a Board shows, as a run: the policy first, then its baseline. Its municipal series are left out."""
    policy, beside = answer.ask.policy, answer.ask.baseline
    options = RunOptions(answer.members)
    return RunData(
        scenarios=(policy.name, beside.name),
        members=np.arange(answer.members),
        months=answer.months,
        national=_two(answer.policy.national, answer.baseline.national),
        department=_two(answer.policy.department, answer.baseline.department),
        meta=about((policy, beside), beside.seed, options),
    )


def _two(policy: Mapping[str, Array], beside: Mapping[str, Array]) -> dict[str, Array]:
    return {name: np.stack([values, beside[name]]) for name, values in policy.items()}
