"""A sweep file: one scenario with two levers or assumptions at several values each, every pair of values a point."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import product
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, SkipValidation

from borderSim import catalogue
from borderSim.errors import UserError
from borderSim.scenario.blocks import check_names
from borderSim.scenario.check import attempt, check_shape
from borderSim.scenario.load import load_scenario
from borderSim.scenario.names import check_known, find_lever
from borderSim.scenario.parts import LeverChange, Pin, Scenario, Text
from borderSim.scenario.resolve import lever_key, plain_value
from borderSim.scenario.schema import Context, Members, Months, Name, Names, RunDay, Shape, TwoTexts, lever_value
from borderSim.scenario.source import Document, read_document
from borderSim.scenario.words import parse_number, show

MOST_POINTS = 400
AXES = 2


class AxisShape(Shape):
    """One thing that varies."""

    lever: str | None = None
    """A lever, with places where it has them: `lever[place, place]`."""
    assumption: str | None = None
    """A parameter, in place of a lever."""
    from_: RunDay | None = Field(None, alias="from")
    """The day from which the lever holds the value; without it, the start of the run."""
    ramp: Months = 0.0
    """The time over which the lever moves there."""
    values: SkipValidation[list[Any]]
    """The values, at least two."""


class SweepFile(Shape):
    """A sweep: every point is the scenario with one value of each axis."""

    name: Name
    title: TwoTexts
    question: TwoTexts
    notes: Annotated[list[TwoTexts], BeforeValidator(lambda value: value or [])] = Field(default_factory=list)
    scenario: str
    """The scenario that every point extends, a path from this file."""
    members: Members | None = None
    vary: SkipValidation[list[Any]]
    indicators: Names


@dataclass(frozen=True)
class SweepAxis:
    """What varies: a lever (with places and the day from which a value holds) or a parameter, and its values."""

    name: str
    label: Text
    unit: Text
    values: tuple[float, ...]
    change: LeverChange | None = None

    def put(self, scenario: Scenario, value: float) -> Scenario:
        """The scenario with this value: the lever's own schedule gives way, or the parameter is pinned."""
        if self.change is None:
            return replace(scenario, assumptions={**scenario.assumptions, self.name: Pin(value)})
        own = replace(self.change, value=value)
        others = tuple(c for c in scenario.changes if c.lever != own.lever or c.places != own.places)
        return replace(scenario, changes=(*others, own))


@dataclass(frozen=True)
class Sweep:
    """A loaded sweep: its texts, the scenario of every point, the axes (two) and the indicators to show."""

    name: str
    title: Text
    question: Text
    notes: tuple[Text, ...]
    scenario: Scenario
    axes: tuple[SweepAxis, ...]
    indicators: tuple[str, ...]

    def points(self) -> Iterator[tuple[tuple[float, ...], Scenario]]:
        """The values of each point, first axis slowest, and its scenario, called `sweep/number` from 1."""
        plain = replace(self.scenario, decompose=(), readings={}, indicators=self.indicators)
        for number, values in enumerate(product(*(axis.values for axis in self.axes)), 1):
            point = plain
            for axis, value in zip(self.axes, values, strict=True):
                point = axis.put(point, value)
            yield values, replace(point, name=f"{self.name}/{number}")


def load_sweep(path: str | Path) -> Sweep:
    """Load a sweep file. Raises UserError with every problem of the file, each with line and column."""
    document = read_document(Path(path))
    top = check_shape(document, (), document.data, SweepFile, Context())
    check_names(document, "indicators", catalogue.indicators(), "indicator")
    base = _base(document)
    axes = _axes(document, base)
    if document.problems:
        raise UserError(*sorted(set(document.problems)))
    assert top is not None
    assert base is not None
    point = replace(base, members=top.members or base.members)
    return Sweep(top.name, top.title, top.question, tuple(top.notes), point, axes, tuple(top.indicators))


def _base(document: Document) -> Scenario | None:
    name = document.data.get("scenario")
    if not isinstance(name, str):
        return None
    try:
        base = load_scenario(document.path.parent / name)
    except UserError as error:
        document.problems += [problem for problem in error.problems if not isinstance(problem, str)]
        if any(isinstance(problem, str) for problem in error.problems):
            document.report(("scenario",), str(error))
        return None
    if not base.compare_with:
        document.report(("scenario",), f"{name} has no reference to compare with (compare_with)")
    return base


def _axes(document: Document, base: Scenario | None) -> tuple[SweepAxis, ...]:
    block = document.data.get("vary")
    if not isinstance(block, list) or len(block) != AXES:
        document.report(("vary",), f"is a list of {AXES}: `- {{lever: ..., values: [...]}}`")
        return ()
    run = Context(base.start, base.end) if base else Context()
    found = [_axis(document, position, item, run) for position, item in enumerate(block)]
    points = 1
    for axis in found:
        points *= len(axis.values) if axis else 1
    if points > MOST_POINTS:
        document.report(("vary",), f"{points} points; at most {MOST_POINTS}")
    return tuple(axis for axis in found if axis)


def _axis(document: Document, position: int, item: Any, run: Context) -> SweepAxis | None:
    at = ("vary", position)
    shape = check_shape(document, at, item, AxisShape, run)
    if not shape:
        return None
    if (shape.lever is None) == (shape.assumption is None):
        document.report(at, "give `lever` or `assumption`, one of them")
        return None
    if (
        not isinstance(shape.values, list)
        or len(shape.values) < 2
        or len(set(map(str, shape.values))) < len(shape.values)
    ):
        document.report((*at, "values"), f"{show(shape.values)} is not a list of two or more different values")
        return None
    return _of_lever(document, position, shape, run) if shape.lever else _of_parameter(document, position, shape)


def _of_lever(document: Document, position: int, shape: AxisShape, run: Context) -> SweepAxis | None:
    at = ("vary", position)
    found = attempt(document, (*at, "lever"), False, partial(find_lever, shape.lever or ""))
    if not found or run.start is None:
        return None
    lever, places = found
    values = [
        attempt(document, (*at, "values", i), False, partial(lever_value, value, lever))
        for i, value in enumerate(shape.values)
    ]
    if any(value is None for value in values):
        return None
    start: date = shape.from_ or run.start
    label = {"en": lever.label("en"), "es": lever.label("es")}
    change = LeverChange(lever.name, places, start, 0.0, shape.ramp)
    unit = {"en": lever.unit, "es": lever.unit_es}
    return SweepAxis(lever_key(lever.name, places), label, unit, tuple(v for v in values if v is not None), change)


def _of_parameter(document: Document, position: int, shape: AxisShape) -> SweepAxis | None:
    at, name = ("vary", position), shape.assumption or ""
    known = attempt(
        document, (*at, "assumption"), False, partial(check_known, name, catalogue.parameters(), "parameter")
    )
    values = [
        attempt(document, (*at, "values", i), False, partial(parse_number, v)) for i, v in enumerate(shape.values)
    ]
    if known is None or any(value is None for value in values):
        return None
    parameter = catalogue.parameters()[name]
    label = {"en": parameter.label("en"), "es": parameter.label("es")}
    return SweepAxis(
        name, label, {"en": parameter.unit, "es": parameter.unit}, tuple(v for v in values if v is not None)
    )


def value_words(axis: SweepAxis, value: float) -> str:
    """A value of an axis as a file writes it."""
    plain = value if axis.change is None else plain_value(axis.change.lever, value)
    return plain if isinstance(plain, str) else f"{plain:g}"
