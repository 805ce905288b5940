"""One thing that a sweep varies: its values or its range, and how one value is put on a scenario."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from borderSim import catalogue
from borderSim.catalogue import Parameter
from borderSim.catalogue.posterior import parameter_set, probability
from borderSim.scenario.axis_shapes import NEVER
from borderSim.scenario.names import places
from borderSim.scenario.parts import LeverChange, Pin, Range, Scenario, ScheduledEvent, Text
from borderSim.scenario.resolve import plain_value

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

Kind = Literal["lever", "assumption", "event", "scenario"]
Role = Literal["policy", "future"]
TAIL = 0.005
"""A sample of an assumption's own distribution leaves out this share at each end: without it a design that goes to the
very ends (Morris) would ask for values that no run draws. The middle 99% is what a few hundred members cover."""

NEVER_SAID = {"en": "never", "es": "nunca"}
SHARED = ("members", "seed", "parameters", "indicators", "window")
"""What all scenarios of a sweep have from the sweep: who is drawn, from what, and what is shown."""


@dataclass(frozen=True)
class MovedLever:
    """A lever that holds the value as ``change`` says: where, from which day and how fast."""

    change: LeverChange

    def put(self, scenario: Scenario, value: float) -> Scenario:
        """The scenario with the value; the lever's own schedule gives way at the same places."""
        own = replace(self.change, value=value)
        others = [kept for change in scenario.changes for kept in self._elsewhere(change)]
        return replace(scenario, changes=(*others, own))

    def _elsewhere(self, change: LeverChange) -> list[LeverChange]:
        """What is left of a change when this lever's places are taken from it."""
        if change.lever != self.change.lever:
            return [change]
        if self.change.places is None:
            return []
        scope = catalogue.levers()[change.lever].scope
        left = tuple(place for place in change.places or places(scope) if place not in self.change.places)
        return [change if left == change.places else replace(change, places=left)] if left else []

    def words(self, value: float) -> str:
        """The value as a file writes it."""
        plain = plain_value(self.change.lever, value)
        return plain if isinstance(plain, str) else f"{plain:g}"


@dataclass(frozen=True)
class PinnedParameter:
    """A parameter that is held at the value in every member."""

    name: str

    def put(self, scenario: Scenario, value: float) -> Scenario:
        """The scenario with the parameter pinned."""
        return replace(scenario, assumptions={**scenario.assumptions, self.name: Pin(value)})

    def words(self, value: float) -> str:
        """The value as a file writes it."""
        return f"{value:g}"


@dataclass(frozen=True)
class SizedEvent:
    """An event that happens with the value as its size; 0 is that it does not happen."""

    event: ScheduledEvent

    def put(self, scenario: Scenario, value: float) -> Scenario:
        """The scenario with the event; its own events of the kind give way at the same places."""
        return _with_event(scenario, self.event, [replace(self.event, size=value)] if value else [])

    def words(self, value: float) -> str:
        """The size as a file writes it."""
        return f"{value:g}"


@dataclass(frozen=True)
class DatedEvent:
    """An event on one of several days; the value is the position of the day, and None is that it never happens."""

    events: tuple[ScheduledEvent | None, ...]

    @property
    def kind(self) -> ScheduledEvent:
        """The event on one of its days."""
        return next(event for event in self.events if event)

    def put(self, scenario: Scenario, value: float) -> Scenario:
        """The scenario with the event on that day; its own events of the kind give way at the same places."""
        event = self.events[int(value)]
        return _with_event(scenario, self.kind, [event] if event else [])

    def words(self, value: float) -> str:
        """The day, or `never`."""
        event = self.events[int(value)]
        return event.date.isoformat() if event else NEVER

    def spoken(self, lang: str) -> tuple[str, ...]:
        """All days, in the words of a language."""
        return tuple(event.date.isoformat() if event else NEVER_SAID[lang] for event in self.events)


def _with_event(scenario: Scenario, like: ScheduledEvent, put: list[ScheduledEvent]) -> Scenario:
    others = (e for e in scenario.events if (e.type, e.places) != (like.type, like.places))
    return replace(scenario, events=(*others, *put))


@dataclass(frozen=True)
class WholeScenario:
    """One of several scenarios; the value is its position."""

    scenarios: tuple[Scenario, ...]

    def put(self, scenario: Scenario, value: float) -> Scenario:
        """The chosen scenario in place of ``scenario``, with its members, draws and what it shows."""
        shared = {key: getattr(scenario, key) for key in SHARED}
        return replace(self.scenarios[int(value)], **shared)

    def words(self, value: float) -> str:
        """The scenario's name."""
        return self.scenarios[int(value)].name

    def spoken(self, lang: str) -> tuple[str, ...]:
        """The titles of all scenarios in a language; with the name where two have the same title."""
        titles = [scenario.title[lang] for scenario in self.scenarios]
        return tuple(
            f"{title} ({scenario.name})" if titles.count(title) > 1 else title
            for title, scenario in zip(titles, self.scenarios, strict=True)
        )


@dataclass(frozen=True)
class OwnSpread:
    """What an assumption follows when a file gives it no range: the marginal of the scenario's parameter set.

    ``prior`` is its distribution there, and ``fitted`` the set that moved it within the prior, None where none did.
    """

    prior: Parameter
    fitted: str | None = None

    def at(self, u: Array) -> Array:
        """(n,) values at the positions ``u`` (n,), 0-1, in the middle of the distribution (all but ``TAIL`` an end)."""
        import numpy as np

        from borderSim.catalogue.distributions import quantile

        share = TAIL + (1 - 2 * TAIL) * np.asarray(u, np.float64)
        found = parameter_set(self.fitted) if self.fitted else None
        if found:
            share = probability(np.quantile(found.scores[:, found.names.index(self.prior.name)], share))
        return quantile(self.prior, share)

    def ends(self) -> tuple[float, float]:
        """The lowest and the highest value of a sample."""
        import numpy as np

        low, high = self.at(np.array([0.0, 1.0])).tolist()
        return low, high


def own_spread(parameter: Parameter, scenario: Scenario | None) -> OwnSpread:
    """What members of a scenario draw for a parameter: its range there, else that of the fitted set, else the prior."""
    if scenario is None:
        return OwnSpread(parameter)
    assumed = scenario.assumptions.get(parameter.name)
    if isinstance(assumed, Range):
        return OwnSpread(assumed.of(parameter))
    found = parameter_set(scenario.parameters)
    if found is None:
        return OwnSpread(parameter)
    return OwnSpread(found.prior(parameter.name), scenario.parameters if parameter.name in found.names else None)


@dataclass(frozen=True)
class Axis:
    """One thing that varies: a lever, an assumption, an event or the scenario itself.

    ``label`` and ``unit`` are {"en": ..., "es": ...}. ``values`` are those listed (none for a range), ``low`` and
    ``high`` their ends or those of the range, in ``unit``. For an axis that is no number (scenarios, days) ``choices``
    are the words of its values, which are their positions from 0. ``role`` is policy where somebody chooses the value
    and future where nobody does.
    """

    name: str
    kind: Kind
    role: Role
    label: Text
    unit: Text
    low: float
    high: float
    target: MovedLever | PinnedParameter | SizedEvent | DatedEvent | WholeScenario
    values: tuple[float, ...] = ()
    choices: tuple[str, ...] = ()
    spread: OwnSpread | None = None

    @property
    def spoken(self) -> dict[str, tuple[str, ...]]:
        """The choices in words, by language: titles of scenarios, days; empty for an axis of numbers."""
        if not isinstance(self.target, DatedEvent | WholeScenario):
            return {}
        return {lang: self.target.spoken(lang) for lang in NEVER_SAID}

    def put(self, scenario: Scenario, value: float) -> Scenario:
        """The scenario with this value of the axis."""
        return self.target.put(scenario, value)

    def at(self, u: Array) -> Array:
        """(n,) values at the positions ``u`` (n,), 0-1: by the axis' own distribution, else even from low to high."""
        import numpy as np

        share = np.asarray(u, np.float64)
        return self.spread.at(share) if self.spread else self.low + share * (self.high - self.low)

    def words(self, value: float) -> str:
        """A value as a file writes it."""
        return self.target.words(value)
