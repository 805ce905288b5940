"""What a loaded scenario is made of: frozen values, dates and names, no arrays."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from borderSim.catalogue import Parameter
from borderSim.scenario.conditions import Condition

Text = dict[str, str]
Kind = Literal["triangular", "normal", "lognormal", "gamma", "beta", "uniform", "fixed"]


@dataclass(frozen=True)
class Distribution:
    """An uncertain number: ``kind`` is triangular, normal, lognormal, gamma, beta, uniform or fixed.

    ``low`` and ``high`` are the ends of a triangular or uniform one, the 5% and 95% points of the others.
    """

    kind: Kind
    low: float
    central: float
    high: float


@dataclass(frozen=True)
class LeverChange:
    """A lever moves to ``value`` (in its unit; a month index for a date) from ``start`` on.

    ``places`` None is everywhere. It gets there linearly over ``ramp_months``. With ``until`` it is a pulse, and what
    was scheduled before comes back on that day. ``lag`` (months, drawn per member) delays it.
    """

    lever: str
    places: tuple[str, ...] | None
    start: dt.date
    value: float
    ramp_months: float = 0.0
    until: dt.date | None = None
    lag: Distribution | None = None


@dataclass(frozen=True)
class ScheduledEvent:
    """An event that happens on ``date``, until ``until`` where its kind lasts; ``places`` None is everywhere."""

    type: str
    places: tuple[str, ...] | None
    date: dt.date
    until: dt.date | None = None
    size: float | None = None


@dataclass(frozen=True)
class Setting:
    """What a condition sets: a lever, at ``places`` (None is everywhere), to a value."""

    lever: str
    places: tuple[str, ...] | None
    value: float


@dataclass(frozen=True)
class ConditionalEvent:
    """When ``when`` has held for ``when.for_months``, ``do`` holds for ``duration_days`` (None: to the end)."""

    when: Condition
    do: tuple[Setting, ...]
    duration_days: float | None = None
    once: bool = False


@dataclass(frozen=True)
class Pin:
    """A parameter held at one value in every member."""

    value: float


@dataclass(frozen=True)
class Range:
    """A parameter drawn from another distribution than the catalogue's; low and high as in ``Distribution``."""

    distribution: Kind
    low: float
    central: float
    high: float

    def of(self, parameter: Parameter) -> Parameter:
        """The parameter with this distribution in place of its own."""
        return replace(parameter, distribution=self.distribution, low=self.low, central=self.central, high=self.high)


Assumption = Pin | Range


@dataclass(frozen=True)
class Scenario:
    """One scenario after inheritance. A run covers ``[start, end)``; a lever with no change follows the history.

    For one lever, changes of different entries never share a place. ``readings`` gives the chosen readings of contested
    questions: one, whose pins are among the assumptions, or several that a run sets side by side. ``parameters`` is the
    set that members are drawn from: `posterior`, `prior` or the year of an earlier fit (catalogue/posterior.py).
    ``carried`` are scenarios of ``compare_with`` that stand in the file itself, ``file`` is the file that was loaded
    and ``chain`` all that it was made of, itself first; these three do not count when scenarios are compared.
    """

    name: str
    title: Text
    question: Text
    notes: tuple[Text, ...]
    start: dt.date
    end: dt.date
    members: int
    seed: int
    compare_with: tuple[str, ...]
    changes: tuple[LeverChange, ...]
    events: tuple[ScheduledEvent, ...]
    conditions: tuple[ConditionalEvent, ...]
    assumptions: dict[str, Assumption]
    switches: dict[str, bool]
    parameters: str = "posterior"
    readings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    decompose: tuple[Literal["demand", "events"], ...] = ()
    indicators: tuple[str, ...] = ()
    window: Literal["first_12", "last_12", "whole"] = "last_12"
    carried: tuple[Scenario, ...] = field(default=(), compare=False)
    chain: tuple[str, ...] = field(default=(), compare=False)
    file: str = field(default="", compare=False)

    def resolved(self) -> dict[str, Any]:
        """Plain values that dump to YAML and load to an equal scenario, without `extends`."""
        from borderSim.scenario.resolve import resolved

        return resolved(self)
