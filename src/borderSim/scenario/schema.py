"""The shape of a scenario file: pydantic models, also the source of the JSON Schema for editors.

Each model checks one piece of the file and knows, through its context, the lever and the run that it belongs to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SkipValidation,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)

from borderSim import catalogue
from borderSim.catalogue import Lever
from borderSim.catalogue.posterior import check_choice
from borderSim.scenario.conditions import Condition, parse_condition
from borderSim.scenario.names import allowed
from borderSim.scenario.quantity import parse_quantity
from borderSim.scenario.words import Duration, parse_count, parse_day, parse_duration, parse_number, show

FIRST_DAY = date(2012, 1, 1)
MOST_YEARS = 50
USUAL = "usual"
"""The lag from announcement to effect that the parameter policy_lag_admin gives."""
NAME = "[a-z][a-z0-9_-]{0,63}"
MOST_MEMBERS = 100_000
MOST_SEED = 2**63 - 1


@dataclass(frozen=True)
class Context:
    """What a piece of a file must fit: the run's days, where known, and the lever."""

    start: date | None = None
    end: date | None = None
    lever: Lever | None = None


def _context(info: ValidationInfo) -> Context:
    return info.context if isinstance(info.context, Context) else Context()


def _run_day(value: Any, info: ValidationInfo) -> date:
    """A day inside the run."""
    day, run = parse_day(value), _context(info)
    if run.start and day < run.start:
        raise ValueError(f"{day} is before the scenario starts ({run.start})")
    if run.end and day >= run.end:
        raise ValueError(f"{day} is not before the scenario ends ({run.end}): it would change nothing")
    return day


def _month_start(value: Any) -> date:
    day = parse_day(value)
    if day.day != 1 or day < FIRST_DAY:
        raise ValueError(f"{day} must be the first day of a month, {FIRST_DAY} or later")
    return day


def lever_value(value: Any, lever: Lever) -> float:
    """A lever's value in its unit (a month index for a date), inside its bounds. Raises ValueError."""
    if isinstance(value, dict | list) or value is None:
        raise ValueError(f"{show(value)} stands where a value is wanted; {allowed(lever)}")
    number = catalogue.month_index(parse_day(value)) if lever.unit == "date" else parse_quantity(value, lever.unit)
    side = "below the lower" if number < lever.lower else "above the upper" if number > lever.upper else ""
    if side:
        raise ValueError(f"{value} is {side} bound; {allowed(lever)}")
    return number


def _value(value: Any, info: ValidationInfo) -> float:
    lever = _context(info).lever
    return lever_value(value, lever) if lever else parse_number(value)


def _fixed(value: Any) -> Any:
    """A lag written as one duration is the same in every member; `usual` is that of past announcements."""
    if isinstance(value, dict):
        return value
    if value == USUAL:
        lag = catalogue.parameters()["policy_lag_admin"]
        ends = {"median": lag.central, "low": lag.low, "high": lag.high}
        return {**{end: f"{months} months" for end, months in ends.items()}, "distribution": lag.distribution}
    months = show(value) if not isinstance(value, str) else value
    return {"median": months, "low": months, "high": months, "distribution": "fixed"}


def _months(value: Any) -> float:
    return parse_duration(value).months


def _yes_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{show(value)} is not yes or no")
    return value


def _members(value: Any) -> int:
    return _count_within(value, 1, MOST_MEMBERS)


def _seed(value: Any) -> int:
    return _count_within(value, 0, MOST_SEED)


def _count_within(value: Any, low: int, high: int) -> int:
    count = parse_count(value)
    if not low <= count <= high:
        raise ValueError(f"{count} is out of range; allowed {low} to {high}")
    return count


def check_name(value: Any) -> str:
    """A scenario's name. Raises ValueError when it would not do as one."""
    if not isinstance(value, str) or not re.fullmatch(NAME, value):
        raise ValueError(f"{show(value)} is not a name: small letters, digits, _ and -, a letter first, at most 64")
    return value


def _text(value: Any) -> Any:
    """One text for both languages, or {en: ..., es: ...}; a language that is missing takes the other's text."""
    if isinstance(value, str) and value.strip():
        return {"en": value, "es": value}
    if not isinstance(value, dict) or not value:
        raise ValueError(f"{show(value)} is not a text; write {{en: ..., es: ...}}")
    for key, text in value.items():
        if key not in ("en", "es"):
            raise ValueError(f"{key} is not a language here; use en and es")
        if not isinstance(text, str) or not text.strip():
            raise ValueError(f"{key}: {show(text)} is not a text (numbers and yes or no need quotes)")
    first = next(iter(value.values()))
    return {"en": value.get("en", first), "es": value.get("es", first)}


def _list(value: Any) -> Any:
    if isinstance(value, str) or not isinstance(value, list):
        raise ValueError(f"{show(value)} is not a list; write [a, b], or one `- item` per line")
    return value


_TEXT_SCHEMA = {
    "anyOf": [
        {"type": "string"},
        {"type": "object", "properties": {"en": {"type": "string"}, "es": {"type": "string"}}},
    ]
}
_NUMBER_SCHEMA = {"type": ["number", "string"]}
_DAY_SCHEMA = {"type": "string", "pattern": r"^\d{4}-\d{2}(-\d{2})?$"}
_DURATION_SCHEMA = {"type": "string", "pattern": r"^[\d.]+ ?(day|week|month|year)s?$"}

Name = Annotated[str, BeforeValidator(check_name), WithJsonSchema({"type": "string", "pattern": f"^{NAME}$"})]
TwoTexts = Annotated[dict[str, str], BeforeValidator(_text), WithJsonSchema(_TEXT_SCHEMA)]
MonthStart = Annotated[date, BeforeValidator(_month_start), WithJsonSchema(_DAY_SCHEMA)]
RunDay = Annotated[date, BeforeValidator(_run_day), WithJsonSchema(_DAY_SCHEMA)]
Day = Annotated[date, BeforeValidator(parse_day), WithJsonSchema(_DAY_SCHEMA)]
Length = Annotated[Duration, BeforeValidator(parse_duration), WithJsonSchema(_DURATION_SCHEMA)]
Months = Annotated[float, BeforeValidator(_months), WithJsonSchema(_DURATION_SCHEMA)]
Value = Annotated[float, BeforeValidator(_value), WithJsonSchema(_NUMBER_SCHEMA)]
Number = Annotated[float, BeforeValidator(parse_number), WithJsonSchema({"type": "number"})]
YesNo = Annotated[bool, BeforeValidator(_yes_no), WithJsonSchema({"type": "boolean"})]
Kind = Literal["triangular", "normal", "lognormal", "gamma", "beta", "uniform"]
LagKind = Literal["triangular", "normal", "lognormal", "gamma", "beta", "uniform", "fixed"]
Members = Annotated[
    int, BeforeValidator(_members), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": MOST_MEMBERS})
]
Seed = Annotated[int, BeforeValidator(_seed), WithJsonSchema({"type": "integer", "minimum": 0, "maximum": MOST_SEED})]
Names = Annotated[list[str], BeforeValidator(_list)]
ParameterSet = Annotated[str, BeforeValidator(check_choice)]


class Shape(BaseModel):
    """A piece of a file: unknown keys are errors, values cannot change afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True, arbitrary_types_allowed=True)


class Lag(Shape):
    """How long after its date a change takes hold; drawn once per member."""

    median: Months
    """The middle, for example `3 months`."""
    low: Months
    """The lower end: 5% of members are below (the lowest for triangular and uniform)."""
    high: Months
    """The upper end: 5% of members are above (the highest for triangular and uniform)."""
    distribution: LagKind = "lognormal"
    """triangular, normal, lognormal, gamma, beta or uniform."""

    @model_validator(mode="after")
    def _in_order(self) -> Lag:
        if not self.low <= self.median <= self.high:
            raise ValueError("low, median and high must be in this order")
        return self


class Step(Shape):
    """A lever moves to a value on a day; with `for` or `until` it is a pulse and goes back."""

    from_: RunDay | None = Field(None, alias="from")
    """The first day; without it, the start of the run."""
    value: Value
    """In the lever's unit; a unit or a percent sign may be written and is checked."""
    ramp: Months = 0.0
    """The time over which the value moves there in a straight line."""
    until: Day | None = None
    """A pulse: the day on which what was scheduled before comes back."""
    for_: Length | None = Field(None, alias="for")
    """A pulse: how long it lasts."""
    lag: Annotated[Lag | None, BeforeValidator(_fixed)] = None
    """A delay: one duration, {median, low, high, distribution}, or `usual`, that of past announcements."""

    @model_validator(mode="after")
    def _one_end(self) -> Step:
        if self.until and self.for_:
            raise ValueError("`until` and `for` both say when the pulse ends; keep one")
        return self


class Staged(Shape):
    """Several values of one lever, each from its day on."""

    steps: dict[RunDay, Value] = Field(min_length=1)
    """{2025-08-01: 0.3, 2026-01-01: 0.6}"""
    ramp: Months = 0.0
    """The time over which each step is made."""
    lag: Annotated[Lag | None, BeforeValidator(_fixed)] = None
    """A delay of all steps."""


class Event(Shape):
    """An event on a day."""

    type: str
    """One of the catalogue's events."""
    date: RunDay
    """The day on which it happens or begins."""
    until: Day | None = None
    """The day on which it ends."""
    for_: Length | None = Field(None, alias="for")
    """How long it lasts."""
    place: str | None = None
    """Where, for an event with places: one or several ids with commas between them."""
    size: Number | None = None
    """How large, in the unit that the catalogue gives."""

    @model_validator(mode="after")
    def _one_end(self) -> Event:
        if self.until and self.for_:
            raise ValueError("`until` and `for` both say when it ends; keep one")
        return self


class Conditional(Shape):
    """Levers that are set when a condition holds; they act from the next month on."""

    when: Annotated[Condition, BeforeValidator(parse_condition), WithJsonSchema({"type": "string"})]
    """`conflict_killings > 60 for 2 months`"""
    do: SkipValidation[dict[str, Value]]
    """{lever: value}"""
    for_: Length | None = Field(None, alias="for")
    """How long the levers are held; without it, to the end of the run."""
    once: YesNo = False
    """At most once in a run."""


class Belief(Shape):
    """Another value or range for a parameter."""

    value: Number | None = None
    """One value for every member."""
    low: Number | None = None
    """The lower end: 5% of members are below (the lowest for triangular and uniform)."""
    central: Number | None = None
    """The middle: mode of a triangular, median of the others."""
    high: Number | None = None
    """The upper end: 5% of members are above (the highest for triangular and uniform)."""
    distribution: Kind = "triangular"
    """triangular, normal, lognormal, gamma, beta or uniform."""

    @model_validator(mode="after")
    def _pin_or_range(self) -> Belief:
        ends = (self.low, self.central, self.high)
        if self.value is not None and any(end is not None for end in ends):
            raise ValueError("give `value`, or low, central and high, not both")
        if self.value is None and not all(end is not None for end in ends):
            raise ValueError("give `value`, or all of low, central and high")
        if self.value is None and not self.low <= self.central <= self.high:  # type: ignore[operator]
            raise ValueError("low, central and high must be in this order")
        return self


class ScenarioFile(Shape):
    """A scenario of borderSim: what moves when, on top of what it extends."""

    name: Name
    """Small letters, digits, _ and -; the name in results and figures."""
    title: TwoTexts | None = None
    """A short title in English and Spanish."""
    question: TwoTexts | None = None
    """The question that the scenario answers."""
    notes: Annotated[list[TwoTexts], BeforeValidator(_list)] | None = None
    """What a reader must know: uncertainty, contested links, what is left out."""
    extends: str | None = None
    """The scenario that this one starts from: a name in the same folder, or a path."""
    start: MonthStart | None = None
    """The first day of the run, the first of a month."""
    end: MonthStart | None = None
    """The first day after the run, the first of a month."""
    members: Members | None = None
    """How many draws of the uncertain parameters and events."""
    seed: Seed | None = None
    """The same seed gives the same draws in every scenario."""
    parameters: ParameterSet | None = None
    """What members are drawn from: posterior (if not given), prior, or the last year that an earlier fit knows."""
    compare_with: Names | None = None
    """The scenarios to compare with, by name or path; the first is the reference."""
    levers: SkipValidation[dict[str, Value | Step | Staged | list[Step]]] | None = None
    """Levers by name, or by `lever[place, place]`."""
    events: SkipValidation[list[Event | Conditional]] | None = None
    """Scheduled and conditional events; the list replaces that of the file extended."""
    assumptions: SkipValidation[dict[str, Number | Belief]] | None = None
    """Parameters pinned to a value or given another range."""
    switches: SkipValidation[dict[str, YesNo]] | None = None
    """Structural switches, yes or no."""
    reading: SkipValidation[dict[str, str | list[str]]] | None = None
    """Readings of contested questions: one to pick, several to set side by side, `both`, or `sampled`."""
    decompose: Annotated[list[Literal["demand", "events"]], BeforeValidator(_list)] | None = None
    """What the report separates from the levers: demand, events."""
    indicators: Names | None = None
    """The indicators to show first."""
    window: Literal["first_12", "last_12", "whole"] | None = None
    """The months that findings are about: the first 12, the last 12 (if not given), or the whole run."""
    references: SkipValidation[list[dict[str, Any]]] | None = None
    """Written by borderSim where a file must stand alone: whole scenarios that `compare_with` names."""
    resolved_from: Names | None = None
    """Written by borderSim in scenario.resolved.yaml: the files that made it."""
