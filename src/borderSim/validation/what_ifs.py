"""The scenarios that facts compare with the recorded history, made from a packaged table of lever changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from borderSim import catalogue
from borderSim.catalogue.entries import rows
from borderSim.scenario import LeverChange, Scenario
from borderSim.scenario.names import places

HELD = "held"
"""Stands for the recorded level of the day before the change, place by place."""


def what_if(name: str, start: date, end: date, *, random_events: bool) -> Scenario:
    """The recorded history with the changes of fact_scenarios.csv that carry ``name``; other names change nothing.

    ``random_events``: what the record does not cover, or hides, may come by chance: wars, incidents, closures, talks.
    """
    changes = tuple(change for row in rows("fact_scenarios.csv") if row["scenario"] == name for change in _changes(row))
    return Scenario(
        name=name,
        title={"en": name, "es": name},
        question={"en": name, "es": name},
        notes=(),
        start=start,
        end=end,
        members=1,
        seed=0,
        compare_with=(),
        changes=changes,
        events=(),
        conditions=(),
        assumptions={},
        switches={"events_off": not random_events},
    )


def _changes(row: dict[str, str]) -> Iterator[LeverChange]:
    """One change, or one for each place where the level is held."""
    lever, start = row["lever"], date.fromisoformat(row["start"])
    until = date.fromisoformat(row["until"]) if row["until"] else None
    chosen = tuple(row["places"].split()) or None
    if row["value"] != HELD:
        yield LeverChange(lever, chosen, start, float(row["value"]), float(row["ramp_months"]), until)
        return
    for place in chosen or places(catalogue.levers()[lever].scope):
        yield LeverChange(lever, (place,) if place else None, start, level_before(lever, place, start))


def level_before(lever: str, place: str, day: date) -> float:
    """The recorded level of a lever at a place ("" for a national one) before a day, in the lever's unit."""
    before = catalogue.month_index(day)
    known = [value for month, value in catalogue.lever_steps(lever, place) if month < before]
    return known[-1] if known else catalogue.levers()[lever].default
