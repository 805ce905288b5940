"""Marks with meaning on a lever's slider, and the step by which it moves."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from borderSim import catalogue
from borderSim.catalogue import Level
from borderSim.report.levers import YES_NO
from borderSim.report.words import Lang
from borderSim.scenario.names import places
from borderSim.workshop.draft.draft import Bases
from borderSim.workshop.draft.position import standing
from borderSim.workshop.words import say

Kind = Literal["baseline", "history", "level"]
MOST = 5
NEAREST = 0.08
"""Share of the range that two marks keep between them, so that their words do not run together."""
STEPS = 20
"""Steps from end to end that a lever has, about."""
NICE = (1, 2, 5, 10)
FIXED = {"date": 1.0, YES_NO: 1.0, "level 0-2": 0.5}
"""Units with a step of their own: a month, a yes, and half a level (ambassadors called home)."""
COUNTED = ("consulates", "bays")
"""Units of which there is no half."""
A_MONTH = 1


@dataclass(frozen=True)
class Mark:
    """A value of a lever, in its unit, with short words: the baseline, the year when it took it, or what it means."""

    value: float
    words: str
    kind: Kind


def marks(lever: str, bases: Bases, lang: Lang) -> tuple[Mark, ...]:
    """At most five marks from low to high, none too near another.

    The baseline comes first, then what the highest level means, then recorded values, those farthest from the marks
    there are, then the lowest level and the others.
    """
    value, _ = standing(bases.baseline, lever)
    chosen = [Mark(value, say("draft_mark_baseline", lang), "baseline")]
    levels = [Mark(level.value, level.words(lang), "level") for level in _levels(lever)]
    _add(chosen, levels[-1:], lever)
    past = [Mark(value, year, "history") for value, year in recorded(lever).items()]
    while past:
        past.sort(key=lambda mark: _room(mark, chosen))
        _add(chosen, [past.pop()], lever)
    _add(chosen, levels, lever)
    return tuple(sorted(chosen, key=lambda mark: mark.value))


def _levels(lever: str) -> list[Level]:
    """The levels in words; of a lever that is no or yes, only those."""
    either = catalogue.levers()[lever].unit == YES_NO
    return [level for level in catalogue.lever_levels()[lever] if not either or level.value in (0, 1)]


def recorded(lever: str) -> dict[float, str]:
    """The values that a lever is recorded to have had, each with the year in which it took it.

    Of several years: the one in which most places kept it for at least a month, then the one that it lasted from.
    """
    last = max(catalogue.month_index(row.date) for row in catalogue.lever_history())
    spells: dict[tuple[float, int], list[float]] = {}
    for place in places(catalogue.levers()[lever].scope):
        steps = catalogue.lever_steps(lever, place)
        ends = [*(month for month, _ in steps[1:]), last]
        for (month, value), end in zip(steps, ends, strict=False):
            spells.setdefault((value, catalogue.month_date(month).year), []).append(end - month)
    return {value: str(year) for value, year in sorted(spells, key=lambda spell: _weight(spells[spell]))}


def _weight(months: list[float]) -> tuple[int, float]:
    return sum(length >= A_MONTH for length in months), sum(months)


def step(lever: str) -> float:
    """By how much one press moves a lever, in its unit: about a twentieth of its range, in round parts that fill it."""
    entry = catalogue.levers()[lever]
    if entry.unit in FIXED:
        return FIXED[entry.unit]
    width = entry.upper - entry.lower
    size = 10.0 ** math.floor(math.log10(width / STEPS))
    fitting = [nice * size for nice in NICE if math.isclose(width / (nice * size), round(width / (nice * size)))]
    best = min(fitting, key=lambda part: (round(abs(part - width / STEPS) / size, 6), part))
    return max(best, 1.0) if entry.unit in COUNTED else float(f"{best:.3g}")


def _add(chosen: list[Mark], more: Iterable[Mark], lever: str) -> None:
    """Take what there is room for, in place."""
    entry = catalogue.levers()[lever]
    for mark in more:
        if len(chosen) < MOST and _room(mark, chosen) >= NEAREST * (entry.upper - entry.lower):
            chosen.append(mark)


def _room(mark: Mark, chosen: Iterable[Mark]) -> float:
    """The distance to the nearest mark there is, in the lever's unit."""
    return min(abs(mark.value - other.value) for other in chosen)
