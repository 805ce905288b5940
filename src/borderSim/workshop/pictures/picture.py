"""What one chart shows: a policy (or several) beside its baseline, and their difference run by run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from borderSim.analysis.compare import aggregate, compare_members
from borderSim.catalogue import Indicator, indicators
from borderSim.report.numbers import NEGLIGIBLE, TINY
from borderSim.report.style import POLICIES
from borderSim.results.data import Array, quantiles
from borderSim.workshop.desk.ask import Answer
from borderSim.workshop.pictures.marks import Mark, marks

MOST_LINES = 4
"""Lines in one panel, the baseline among them (workshop brief, 7, rule 3)."""


@dataclass(frozen=True, eq=False)
class Series:
    """A monthly number of several runs: ``members`` (M, T) in the indicator's unit."""

    members: Array

    @cached_property
    def levels(self) -> Array:
        """(5, T) quantiles: the median and the ends of the middle 50 and 90 of 100 runs."""
        return quantiles(self.members)


@dataclass(frozen=True)
class Gap:
    """A paired difference: median and 90% interval in the indicator's unit, and its sign in how many of 100 runs.

    ``told_apart``: the interval excludes zero. ``same``: no run differs at all.
    """

    median: float
    low: float
    high: float
    higher_in_100: float
    lower_in_100: float
    told_apart: bool
    same: bool


@dataclass(frozen=True, eq=False)
class Line:
    """One policy. ``name`` is what its label says ("" for the words "your policy"), ``look`` its colour and dash.

    ``window`` is the difference over the months that findings are about, ``value`` the policy's own (median, 5%, 95%)
    there, ``reference`` the baseline's median.
    """

    name: str
    look: int
    level: Series
    baseline: Series
    gap: Series
    value: tuple[float, float, float]
    reference: float
    window: Gap
    marks: tuple[Mark, ...] = ()

    @cached_property
    def end(self) -> Gap:
        """The difference in the last month."""
        return gap(self.gap.members[:, -1])


@dataclass(frozen=True, eq=False)
class Picture:
    """What a chart of one indicator shows. ``behind`` are medians (T,) of other policies, in pale grey."""

    indicator: str
    months: Sequence[str]
    policies: tuple[Line, ...]
    span: str = "last_12"
    behind: tuple[Array, ...] = ()

    @property
    def item(self) -> Indicator:
        """The indicator's entry in the catalogue."""
        return indicators()[self.indicator]

    @property
    def first(self) -> Line:
        """The only policy, or the first of several."""
        return self.policies[0]

    @property
    def runs(self) -> int:
        """How many runs the numbers rest on, the fewest of any line."""
        return min(len(line.level.members) for line in self.policies)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The dates of the only policy; those of several would not be told apart."""
        return self.first.marks if len(self.policies) == 1 else ()


def picture(answer: Answer, indicator: str) -> Picture:
    """What the chart of a national indicator shows. Raises KeyError where the answer does not hold it."""
    return Picture(indicator, answer.months, (_line(answer, indicator, "", 0),), answer.ask.policy.window)


def wall(answers: Mapping[str, Answer], indicator: str) -> Picture:
    """Several policies by name (at least one), over the same months; each keeps its place's colour and dash."""
    lines = [_line(answer, indicator, name, i % len(POLICIES)) for i, (name, answer) in enumerate(answers.items())]
    first = next(iter(answers.values()))
    return Picture(indicator, first.months, tuple(lines), first.ask.policy.window)


def panels(whole: Picture) -> list[Picture]:
    """One panel where at most four lines fit and all share a baseline; else one a policy, in the order given.

    In panels of their own the other policies stand behind in pale grey; give all of them the same `limits`.
    """
    shared = all(np.array_equal(line.baseline.members, whole.first.baseline.members) for line in whole.policies)
    if shared and len(whole.policies) < MOST_LINES:
        return [whole]
    medians = [line.level.levels[2] for line in whole.policies]
    return [
        replace(whole, policies=(line,), behind=tuple(m for j, m in enumerate(medians) if j != i))
        for i, line in enumerate(whole.policies)
    ]


def gap(difference: Array) -> Gap:
    """Sum up (M,) paired differences; those under what numbers can say (TINY) are none.

    A median that is negligible beside its interval is 0: +0.74 persons of −8,100 to +26,000 says nothing.
    """
    low, _, middle, _, high = (float(level) for level in quantiles(difference))
    told_apart = low > 0 or high < 0
    if not told_apart and abs(middle) < NEGLIGIBLE * max(-low, high):
        middle = 0.0
    same = not bool(np.any(np.abs(difference) >= TINY))
    higher, lower = (100 * float(np.mean(side)) for side in (difference > 0, difference < 0))
    return Gap(middle, low, high, higher, lower, not same and told_apart, same)


def _line(answer: Answer, indicator: str, name: str, look: int) -> Line:
    ours, theirs = (np.asarray(outcome.national[indicator], np.float64) for outcome in (answer.policy, answer.baseline))
    window, how = answer.ask.policy.window, indicators()[indicator].window
    here, there = aggregate(ours, how, window), aggregate(theirs, how, window)
    said = compare_members(here, there)
    return Line(
        name, look, Series(ours), Series(theirs), Series(ours - theirs),
        value=(said["median"], said["q05"], said["q95"]),
        reference=said["baseline_median"],
        window=gap(here - there),
        marks=marks(answer.ask),
    )  # fmt: skip
