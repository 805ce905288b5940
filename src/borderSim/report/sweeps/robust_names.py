"""What `robust` found with everything that its page needs to say it: options, futures and thresholds in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from borderSim.analysis.compare import window_months
from borderSim.analysis.robust_resample import Part, Robustness, parts
from borderSim.analysis.robustness import LEAD, MEASURES, Goal, Want
from borderSim.catalogue import Indicator, indicators
from borderSim.report.layout import tick
from borderSim.report.numbers import in_100, month, number, plain, span
from borderSim.report.words import Lang, word
from borderSim.results.data import Array
from borderSim.results.sweep_data import AxisInfo, SweepData

MOST_OPTIONS = 24
"""Rows of a figure that can still be read."""
MOST_AXES = 3
"""Things that a future is named by: those furthest from the middle of their range."""


@dataclass(frozen=True)
class Story:
    """The findings, the sweep that they come from, and the language."""

    found: Robustness
    data: SweepData
    lang: Lang

    @cached_property
    def options(self) -> list[str]:
        """The name of each option: its policy axes with their values."""
        crossing = self.found.crossing
        return [" · ".join(self._values(crossing.policy, row)) for row in crossing.options]

    @cached_property
    def rows(self) -> list[str]:
        """The name of each option in a figure: its values; `axes` says of what."""
        crossing = self.found.crossing
        return [
            " · ".join(self.bare(self.data.axes[axis], value) for axis, value in zip(crossing.policy, row, strict=True))
            for row in crossing.options
        ]

    @cached_property
    def axes(self) -> str:
        """What is chosen and its unit, in the order of the values in a figure's rows."""
        chosen = [self.data.axes[axis] for axis in self.found.crossing.policy]
        labels = [
            axis.label[self.lang] if axis.choices else f"{axis.label[self.lang]} ({axis.unit[self.lang]})"
            for axis in chosen
        ]
        return word("robust_axes", self.lang, axes=" · ".join(labels))

    @cached_property
    def parts(self) -> list[Part]:
        """The parts of the futures and the option that is best in each."""
        return parts(self.found, self.data)

    def future(self, position: int) -> str:
        """A future by the values that stand out: whole choices, and numbers far from the middle of their range."""
        axes, row = self.found.crossing.future, self.found.crossing.futures[position]
        far = [_distance(self.data.axes[axis], value) for axis, value in zip(axes, row, strict=True)]
        chosen = sorted(np.argsort(far)[::-1][:MOST_AXES])
        return ", ".join(self._values([axes[i] for i in chosen], row[chosen]))

    def _values(self, axes: Sequence[int], row: Array) -> list[str]:
        return [self.value(self.data.axes[axis], value) for axis, value in zip(axes, row, strict=True)]

    def value(self, axis: AxisInfo, value: float) -> str:
        """An axis with a value: a scenario by its name, anything else with its label."""
        said = self.bare(axis, value)
        if axis.kind == "scenario" and axis.choices:
            return said
        return f"{axis.label[self.lang]}{':' if axis.choices else ''} {said}"

    def bare(self, axis: AxisInfo, value: float) -> str:
        """A value in words: a choice, or a number, with its unit where nobody chooses it (`axes` has the others).

        What is chosen has all its digits: two options must not read alike.
        """
        if axis.choices:
            return axis.said(value, self.lang)
        if axis.role == "policy":
            return tick(value, self.lang)
        unit = axis.unit[self.lang].split(",")[0]
        said = number(value, self.lang)
        return f"{said} {unit}" if unit[:1].isalpha() else said

    def item(self, goal: Goal | Want) -> Indicator:
        """The indicator that it is about."""
        return indicators()[goal.indicator]

    def label(self, goal: Goal) -> str:
        """The indicator and its wanted direction."""
        wanted = word(f"robust_{goal.wanted}", self.lang)
        return word("robust_outcome", self.lang, label=self.item(goal).label(self.lang), wanted=wanted)

    def label_unit(self, goal: Goal) -> str:
        """The indicator with its unit and its wanted direction."""
        label, wanted = self.item(goal).label(self.lang), word(f"robust_{goal.wanted}", self.lang)
        return word("robust_outcome_unit", self.lang, label=label, unit=self.unit(goal), wanted=wanted)

    def unit(self, goal: Goal) -> str:
        """The unit of a window's number."""
        return self.item(goal).window_unit(self.lang)

    def want(self, want: Want) -> str:
        """A threshold in words."""
        limit = f"{tick(want.limit, self.lang)} ({self.item(want).window_unit(self.lang)})"
        kind = want.kind.replace(" ", "_")
        return word(f"robust_{kind}", self.lang, label=self.item(want).label(self.lang), limit=limit)

    @cached_property
    def wants(self) -> list[str]:
        """The thresholds in words, and "all together" where there are several."""
        each = [self.want(want) for want in self.found.wants]
        return [*each, word("robust_all", self.lang)] if len(each) > 1 else each

    def order(self, outcome: int) -> list[int]:
        """The options by LEAD under an outcome, the best first."""
        return [int(i) for i in np.argsort(self.lead(outcome), kind="stable")]

    def lead(self, outcome: int) -> Array:
        """(O,) LEAD under an outcome."""
        return np.asarray(self.found.measures.value[outcome, MEASURES.index(LEAD)])

    def shown(self, outcome: int) -> list[int]:
        """The options that a figure shows, the best first."""
        return self.order(outcome)[:MOST_OPTIONS]

    def when(self, goal: Goal) -> str:
        """The window in words, or the month for an indicator that is read at its end."""
        window = self.found.settings.window
        if self.item(goal).window != "last":
            return word(f"window_{window}", self.lang)
        last = self.data.months[window_months(window, len(self.data.months))][-1]
        return word("by_month", self.lang, month=month(last, self.lang))

    def quoted(self, options: Sequence[int]) -> str:
        """Options in quotes, joined; above three only their count."""
        if len(options) > 3:
            return word("robust_others", self.lang, n=len(options))
        names = [word("robust_quoted", self.lang, name=self.options[i]) for i in options]
        if len(names) == 1:
            return names[0]
        return word("robust_and", self.lang, first=", ".join(names[:-1]), last=names[-1])

    def measure(self, name: str) -> str:
        """The name of a measure."""
        return word(f"robust_m_{name}", self.lang, n=plain(100 * self.found.settings.worst, self.lang))

    def cell(self, outcome: int, measure: str, option: int) -> str:
        """A measure's value with its interval; shares as so many of 100."""
        at = (outcome, MEASURES.index(measure), option)
        numbers = self.found.measures
        value, low, high = (float(part[at]) for part in (numbers.value, numbers.low, numbers.high))
        if measure in ("near", "best"):
            return self.share(value, low, high)
        said = number(value, self.lang)
        return said if np.isnan(low) else f"{said} ({span(low, high, self.lang)})"

    def share(self, value: float, low: float, high: float) -> str:
        """A share as so many of 100 futures, with its interval."""
        first = word("robust_of_100", self.lang, n=in_100(100 * value))
        return f"{first} ({word('range', self.lang, low=in_100(100 * low), high=in_100(100 * high))})"


def _distance(axis: AxisInfo, value: float) -> float:
    """How far from the middle of its range (0-1); a choice always stands out."""
    width = axis.high - axis.low
    return 1.0 if axis.choices or width == 0 else abs(2 * (value - axis.low) / width - 1)
