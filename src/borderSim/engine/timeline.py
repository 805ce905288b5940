"""What happens to the lanes from outside the model, month by month: levers, events, switches, conditional events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from borderSim import catalogue
from borderSim.catalogue.distributions import Spread, quantile
from borderSim.engine.calendar import Axis, Calendar
from borderSim.engine.dates import month_day, month_index
from borderSim.engine.exposure import MonthExposure
from borderSim.engine.knowledge import EVERYTHING, Knowledge
from borderSim.engine.noise import Noise
from borderSim.engine.plan import Change, Places, Plan, event_shares, history_plan, scenario_plan
from borderSim.model.units import DAYS_PER_MONTH
from borderSim.scenario import ConditionalEvent, Scenario, evaluate

Array = NDArray[np.float64]
NEVER = -1.0
NEVER_WRITTEN = 10**6


@dataclass(frozen=True)
class Condition:
    """A conditional event: its scenario's position, its number there, and the lanes (n,) that it concerns."""

    position: int
    number: int
    event: ConditionalEvent
    lanes: NDArray[np.int64]

    def field(self, part: str, position: int | None = None) -> str:
        """Name of its field in the state, or of that of the same event of the scenario at another position."""
        return f"condition:{self.position if position is None else position}.{self.number}:{part}"


class Timeline:
    """Exposures of all lanes of some scenarios (None: the recorded history) and members over the months of a run.

    ``known`` says what of the recorded history they may know.
    """

    def __init__(
        self,
        scenarios: Sequence[Scenario | None],
        noise: Noise,
        axes: Mapping[str, list[str]],
        months: range,
        known: Knowledge = EVERYTHING,
    ) -> None:
        self.places = Places(axes)
        self._known = known
        self._months = months
        self._lanes = len(noise.members) * len(scenarios)
        history = history_plan(self.places, known)
        plans = [history if s is None else scenario_plan(s, self.places, known) for s in scenarios]
        levers = {n: Axis(self.places.size(lever.scope), lever.default) for n, lever in catalogue.levers().items()}
        lags, values = _lags(plans, noise), _values(plans, noise)
        members, own = len(noise.members), [p.changes for p in plans]
        self._calendar = Calendar(levers, own, members, months.start, lags, history.changes, values)
        self._events = self._event_table(plans)
        self._switches = {
            hidden: {n: self._per_lane([_is_on(n, s, hidden) for s in scenarios]) for n in catalogue.switches()}
            for hidden in (False, True)
        }
        self._written = {name: self._per_lane([_written_from(name, s) for s in scenarios]) for name in levers}
        self._conditions = list(self._conditions_of(scenarios))

    def _per_lane(self, values: Sequence[bool] | Sequence[int]) -> NDArray[Any]:
        """(L, 1) from one value per scenario."""
        return np.tile(np.array(values), self._lanes // len(values))[:, None]

    def _event_table(self, plans: Sequence[Plan]) -> dict[str, Array]:
        """Event -> (T, L, P)."""
        days = np.array([month_day(m) for m in (*self._months, self._months.stop)], np.float64)
        shares = [event_shares(plan, self.places, days) for plan in plans]
        members = self._lanes // len(plans)
        return {name: np.tile(np.stack([s[name] for s in shares], axis=1), (1, members, 1)) for name in shares[0]}

    def _conditions_of(self, scenarios: Sequence[Scenario | None]) -> list[Condition]:
        return [
            Condition(position, number, event, np.arange(position, self._lanes, len(scenarios)))
            for position, scenario in enumerate(scenarios)
            if scenario is not None
            for number, event in enumerate(scenario.conditions)
        ]

    def start(self) -> dict[str, Array]:
        """The state fields of the conditional events at the start: months held so far, day until which they act."""
        return {
            c.field(part): np.full((self._lanes, 1), value)
            for c in self._conditions
            for part, value in (("held", 0.0), ("until", NEVER))
        }

    def branched(self, state: Mapping[str, Array], leaders: NDArray[np.int64]) -> dict[str, Array]:
        """The same fields for lanes that were branched: scenario p was computed as number ``leaders[p]`` before."""
        return {
            c.field(part): state[c.field(part, leaders[c.position])]
            for c in self._conditions
            for part in ("held", "until")
        }

    def exposure(self, month: int, state: Mapping[str, Array]) -> MonthExposure:
        """What acts in one month; months must follow one another."""
        all_lanes = self._calendar.month(month)
        levers = {name: values[: self._lanes] for name, values in all_lanes.items()}
        reference = {name: self._of_lanes(values[self._lanes :]) for name, values in all_lanes.items()}
        for condition in self._conditions:
            self._act(condition, month, state, levers)
        step = month - self._months.start
        events = {name: table[step] for name, table in self._events.items()}
        hidden = self._known.hidden(month)
        switches = self._switches["outcomes" in hidden]
        return MonthExposure(month, levers, reference, events, switches, self._written, hidden)

    def _of_lanes(self, reference: Array) -> Array:
        """(1, P) as it is, or (M, P) -> (L, P) where members draw the values of the history."""
        return reference if len(reference) == 1 else np.repeat(reference, self._lanes // len(reference), axis=0)

    def _act(self, condition: Condition, month: int, state: Mapping[str, Array], levers: dict[str, Array]) -> None:
        """Replace levers by what a conditional event sets them to, for the share of the month that it holds."""
        first, end = month_day(month), month_day(month + 1)
        until = state[condition.field("until")][condition.lanes]
        share = np.clip((until - first) / (end - first), 0.0, 1.0)
        for setting in condition.event.do:
            scope = catalogue.levers()[setting.lever].scope
            rows = np.ix_(condition.lanes, np.array(self.places.find(scope, setting.places)))
            changed = levers[setting.lever].copy()
            changed[rows] = changed[rows] * (1 - share) + setting.value * share
            levers[setting.lever] = changed

    def watch_conditions(
        self, month: int, state: Mapping[str, Array], indicators: Mapping[str, Array]
    ) -> dict[str, Array]:
        """The conditional events' fields at t+1: a condition that held long enough acts from the next month on."""
        after: dict[str, Array] = {}
        for c in self._conditions:
            held, until = (state[c.field(part)] for part in ("held", "until"))
            true = np.zeros_like(held, bool)
            true[c.lanes] = evaluate(c.event.when.expression, indicators)[c.lanes]
            held = np.where(true, held + 1, 0.0)
            ready = (held >= c.event.when.for_months) & ((until == NEVER) | (not c.event.once))
            lasting = np.inf if c.event.duration_days is None else c.event.duration_days
            end = month_day(month + 1) + lasting
            after[c.field("held")] = held
            after[c.field("until")] = np.where(ready, end, until)
        return after


def _is_on(switch: str, scenario: Scenario | None, hidden: bool) -> bool:
    """The recorded history has no random events while its outcomes are not ``hidden``: they are in its tables."""
    return switch == "events_off" and not hidden if scenario is None else scenario.switches.get(switch, False)


def _written_from(lever: str, scenario: Scenario | None) -> int:
    """Month index in which the scenario's own lasting schedule of a lever begins; later than any run without one."""
    changes = () if scenario is None else scenario.changes
    return min((month_index(c.start) for c in changes if c.lever == lever and c.until is None), default=NEVER_WRITTEN)


def _lags(plans: Sequence[Plan], noise: Noise) -> dict[Change, Array]:
    """Days of delay (M,) of every change that has a random lag; the same member has the same lag in all scenarios."""
    changes = {change for plan in plans for change in plan.changes if change.lag is not None}
    return {change: _delay(change, noise) for change in changes}


def _delay(change: Change, noise: Noise) -> Array:
    assert change.lag is not None
    months = Spread(change.lag.kind, change.lag.low, change.lag.central, change.lag.high)
    uniform = noise.member_uniform(f"lag:{change.lever}:{change.start:.0f}")
    return quantile(months, uniform) * DAYS_PER_MONTH


def _values(plans: Sequence[Plan], noise: Noise) -> dict[Change, Array]:
    """Values (M,) of the changes that members draw; one uniform per lever and member: a path keeps its shape."""
    spreads = {change: change.spread for plan in plans for change in plan.changes if change.spread is not None}
    uniform = {lever: noise.member_uniform(f"history:{lever}") for lever in sorted({c.lever for c in spreads})}
    return {change: quantile(spread, uniform[change.lever]) for change, spread in spreads.items()}
