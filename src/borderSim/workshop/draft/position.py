"""Where a lever stands in a draft and in the baseline, from the schedules alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from statistics import fmean

from borderSim import catalogue
from borderSim.scenario import Scenario
from borderSim.scenario.level import NOON, path
from borderSim.scenario.names import places
from borderSim.workshop.draft.change import base_of, usual_timing
from borderSim.workshop.draft.draft import Bases, Draft


@dataclass(frozen=True)
class Position:
    """A lever in its unit: ``value`` where it was put, else that of the base at the end of the run.

    ``baseline`` is that of the room's baseline there; both are means where places differ (``varies`` for the value).
    ``moved``: the draft itself sets it.
    """

    value: float
    baseline: float
    start: date
    ramp_months: float
    moved: bool
    varies: bool


def position(lever: str, draft: Draft, bases: Bases) -> Position:
    """Where a lever stands. Raises BadChange for a base that the room has not."""
    base = base_of(draft, bases)
    theirs, _ = standing(bases.baseline, lever)
    setting = draft.settings.get(lever)
    if setting:
        return Position(setting.value, theirs, setting.start, setting.ramp_months, moved=True, varies=False)
    value, varies = standing(base, lever)
    return Position(value, theirs, *usual_timing(base, lever), moved=False, varies=varies)


def standing(scenario: Scenario, lever: str) -> tuple[float, bool]:
    """A lever on the last day of a scenario's run, mean over its places, and whether the places differ."""
    last = scenario.end.toordinal() - 1 + NOON
    values = [path(scenario, lever, place).at(last) for place in places(catalogue.levers()[lever].scope)]
    differ = len(set(values)) > 1
    return (fmean(values) if differ else values[0]), differ
