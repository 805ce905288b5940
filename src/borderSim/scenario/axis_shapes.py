"""The shapes of a sweep file: pydantic models, also the source of its JSON Schema."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, SkipValidation, WithJsonSchema, WrapValidator

from borderSim.scenario.schema import (
    Day,
    Length,
    Members,
    Months,
    Name,
    Names,
    Number,
    ParameterSet,
    RunDay,
    Seed,
    Shape,
    TwoTexts,
)
from borderSim.scenario.words import parse_count

NEVER = "never"
MOST_POINTS = 100_000
MOST_AXES = 100
LEVELS = 4
"""Levels of a Morris design when none are given: the usual choice (Morris 1991, Technometrics 33)."""


def _unless_never(value: Any, read: Callable[[Any], date | None]) -> date | None:
    return None if value == NEVER else read(value)


def _points(value: Any) -> int:
    return _count(value, 2, MOST_POINTS)


def _levels(value: Any) -> int:
    levels = _count(value, 2, 100)
    if levels % 2:
        raise ValueError(f"{levels} is odd; a Morris design has an even number of levels, usually {LEVELS}")
    return levels


def _count(value: Any, low: int, high: int) -> int:
    count = parse_count(value)
    if not low <= count <= high:
        raise ValueError(f"{count} is out of range; allowed {low} to {high:,}")
    return count


_QUANTITY = {"type": ["number", "string"]}
_VALUES = {"type": "array", "items": {"type": ["number", "string", "null"]}, "minItems": 2}
Values = Annotated[Any, SkipValidation, WithJsonSchema(_VALUES)]
End = Annotated[Any, SkipValidation, WithJsonSchema(_QUANTITY)]
EventDay = Annotated[RunDay | None, WrapValidator(_unless_never), WithJsonSchema({"type": "string"})]
Points = Annotated[int, BeforeValidator(_points), WithJsonSchema({"type": "integer", "minimum": 2})]
Levels = Annotated[int, BeforeValidator(_levels), WithJsonSchema({"type": "integer", "minimum": 2, "multipleOf": 2})]


class AxisShape(Shape):
    """What every axis may say."""

    role: Literal["policy", "future"] | None = None
    """policy where somebody chooses the value, future where nobody does; without it, by what varies."""


class RangeShape(AxisShape):
    """Values, or the ends of a range for a sample."""

    values: Values = None
    """The values, at least two: in a list, and beside others in a `zip`."""
    low: End = None
    """The lower end, in a `sample`."""
    high: End = None
    """The upper end, in a `sample`."""


class LeverAxis(RangeShape):
    """A lever that varies."""

    lever: str
    """A lever, with places where it has them: `lever[place, place]`."""
    from_: RunDay | None = Field(None, alias="from")
    """The day from which the lever holds the value; without it, the start of the run."""
    ramp: Months = 0.0
    """The time over which the lever moves there."""


class AssumptionAxis(RangeShape):
    """A parameter that varies; in a sample without low and high, over its own distribution."""

    assumption: str
    """A parameter."""


class EventAxis(RangeShape):
    """An event of varying size (0 or null: it does not happen), or on one of several days."""

    event: str
    """One of the catalogue's events."""
    date: RunDay | None = None
    """The day on which it happens or begins."""
    dates: list[EventDay] | None = None
    """In place of `date`: several days, and `never`."""
    until: Day | None = None
    """The day on which it ends."""
    for_: Length | None = Field(None, alias="for")
    """How long it lasts."""
    place: str | None = None
    """Where, for an event with places: one or several ids with commas between them."""
    size: Number | None = None
    """With `dates`: how large, in the unit that the catalogue gives."""


class ScenariosAxis(AxisShape):
    """Whole scenarios, one after another."""

    scenarios: Names
    """Scenario files, paths from this file; all cover the months of the first."""


class ZipGroup(Shape):
    """Axes whose lists move together: the first value of each, then the second of each."""

    zip: SkipValidation[list[LeverAxis | AssumptionAxis | EventAxis | ScenariosAxis]]
    """Two or more axes with lists of equal length."""


class SampleGroup(Shape):
    """Points drawn between the ends of several axes."""

    sample: Literal["latin_hypercube", "sobol", "sobol_indices", "morris"]
    """How: latin_hypercube or sobol to fill the space; sobol_indices or morris for what `sensitivity` computes."""
    points: Points
    """How many; for sobol_indices the base number, for morris the number of trajectories."""
    levels: Levels = LEVELS
    """For morris: the number of levels of each axis, even."""
    of: SkipValidation[list[LeverAxis | AssumptionAxis | EventAxis]]
    """The axes, each with low and high; an assumption without them follows its own distribution."""


class TableGroup(Shape):
    """Points from a CSV file: a column for each lever or assumption, a line for each point."""

    table: str
    """The file, a path from this file."""
    from_: RunDay | None = Field(None, alias="from")
    """The day from which the levers hold their values; without it, the start of the run."""
    ramp: Months = 0.0
    """The time over which the levers move there."""


def _notes(value: Any) -> Any:
    return value or []


class SweepFile(Shape):
    """A sweep of borderSim: a scenario, what varies over it, and what to keep of each point."""

    name: Name
    """Small letters, digits, _ and -; the name in results and figures."""
    title: TwoTexts
    """A short title in English and Spanish."""
    question: TwoTexts
    """The question that the sweep answers."""
    notes: Annotated[list[TwoTexts], BeforeValidator(_notes)] = Field(default_factory=list)
    """What a reader must know: uncertainty, contested links, what is left out."""
    scenario: str | None = None
    """The scenario that every point extends, a path from this file; may be left out where scenarios vary."""
    reference: str | None = None
    """The scenario that points are compared with, a path from this file, or `none`; without it, compare_with."""
    members: Members | None = None
    """Draws of the uncertain parameters and events at every point; without it, those of the scenario."""
    seed: Seed | None = None
    """The seed of all draws; without it, that of the scenario."""
    parameters: ParameterSet | None = None
    """What members are drawn from: posterior, prior, or the last year that an earlier fit knows."""
    window: Literal["first_12", "last_12", "whole"] | None = None
    """The months that findings are about; without it, those of the scenario."""
    vary: SkipValidation[
        list[LeverAxis | AssumptionAxis | EventAxis | ScenariosAxis | ZipGroup | SampleGroup | TableGroup]
    ]
    """What varies: axes and groups of axes, which are crossed."""
    indicators: Names
    """The national indicators to keep."""
    departments: Names | None = None
    """The indicators by department to keep."""
