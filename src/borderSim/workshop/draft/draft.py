"""A draft: the departures of one team from a scenario, and the two scenarios that the model runs for it.

What somebody decides is the **policy**: levers of the kind policy. What nobody at the table decides is the **future**:
levers of the kind condition, events, assumptions, readings. The future applies to the policy and to its baseline alike,
so their paired difference is what the policy does there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from borderSim.scenario import Scenario, ScheduledEvent


@dataclass(frozen=True)
class Setting:
    """Where somebody put a lever: ``value`` in its unit, at all its places, from ``start`` on over ``ramp_months``."""

    value: float
    start: date
    ramp_months: float = 0.0


@dataclass(frozen=True)
class Draft:
    """Departures from the room's scenario ``base``; a lever without a setting stays as that scenario has it.

    ``settings`` by lever, ``events`` that the team injects for itself, ``pins`` by parameter in its unit, ``readings``
    by question.
    """

    base: str
    settings: Mapping[str, Setting] = field(default_factory=dict)
    events: tuple[ScheduledEvent, ...] = ()
    pins: Mapping[str, float] = field(default_factory=dict)
    readings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Bases:
    """The scenarios that a room starts from, by name, all over the same months, and the baseline of all of them."""

    scenarios: Mapping[str, Scenario]
    baseline: Scenario

    @property
    def first(self) -> Scenario:
        """The scenario that the command named first."""
        return next(iter(self.scenarios.values()))
