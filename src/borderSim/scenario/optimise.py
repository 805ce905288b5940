"""A search file: which levers may move, what the search aims at, and what it must respect."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field, SkipValidation, WithJsonSchema, model_validator

from borderSim import catalogue
from borderSim.errors import UserError, did_you_mean
from borderSim.scenario.axes import Axis, read_axis
from borderSim.scenario.axis_parts import MovedLever
from borderSim.scenario.check import attempt, check_shape
from borderSim.scenario.load import load_scenario, references
from borderSim.scenario.optimise_goals import (
    Aim,
    Limit,
    Objective,
    Statistic,
    check_aim,
    check_national,
    parse_statistic,
)
from borderSim.scenario.parts import Scenario, Text
from borderSim.scenario.quantity import parse_quantity
from borderSim.scenario.schema import Context, Members, Name, Seed, Shape, TwoTexts, YesNo
from borderSim.scenario.source import At, Document, read_document
from borderSim.scenario.words import parse_count, show

if TYPE_CHECKING:
    from pathlib import Path

POPULATION, GENERATIONS = 24, 12
"""What is searched where a file does not say: a first look in minutes."""
MOST_POPULATION, MOST_GENERATIONS = 1000, 1000
MOST_OBJECTIVES = 6
"""Beyond this almost no package beats another, and a front says nothing (Ishibuchi and others 2008)."""
WORST = Statistic("worst", 5.0)
MONEY = "USD M"
Prices = Literal["low", "central", "high"]
Read = TypeVar("Read")


def _size(most: int) -> BeforeValidator:
    def within(value: Any) -> int:
        count = parse_count(value)
        if not 2 <= count <= most:
            raise ValueError(f"{count} is out of range; allowed 2 to {most}")
        return count

    return BeforeValidator(within)


InWords = Annotated[Statistic, BeforeValidator(parse_statistic), WithJsonSchema({"type": "string"})]
Money = Annotated[
    float, BeforeValidator(lambda value: parse_quantity(value, MONEY)), WithJsonSchema({"type": ["number", "string"]})
]


class ObjectiveShape(Shape):
    """One aim of the search."""

    indicator: str
    """A national indicator."""
    aim: Aim
    """low or high."""
    statistic: InWords = Statistic()
    """median (if not given), mean, or `worst N%` of the runs."""
    difference: YesNo = False
    """The gap to the reference, run by run, in place of the level."""


class LimitShape(Shape):
    """A limit on an outcome; packages that break it are out."""

    indicator: str
    """A national indicator."""
    at_most: SkipValidation[Any] = None
    """The highest value that is allowed, in the unit of the indicator's window."""
    at_least: SkipValidation[Any] = None
    """The lowest value that is allowed."""
    in_: InWords = Field(WORST, alias="in")
    """median, mean, or `worst N%` of the runs (worst 5%, if not given)."""
    difference: YesNo = False
    """The limit is on the gap to the reference."""

    @model_validator(mode="after")
    def _one_side(self) -> LimitShape:
        if (self.at_most is None) == (self.at_least is None):
            raise ValueError("give `at_most` or `at_least`, one of them")
        return self


class BudgetShape(Shape):
    """What the levers may cost above the reference over the whole run, by the table of costs."""

    at_most: Money
    """`300 USD M`"""
    prices: Prices = "central"
    """Which end of the prices counts: low, central or high."""


class SearchFile(Shape):
    """A search: levers that move, aims, limits and a budget."""

    name: Name
    title: TwoTexts
    question: TwoTexts
    notes: Annotated[list[TwoTexts], BeforeValidator(lambda value: value or [])] = Field(default_factory=list)
    scenario: str
    """The scenario that every package extends, a path from this file. Its reference is the first of its compare_with,
    or the scenario itself where it names none."""
    members: Members | None = None
    seed: Seed | None = None
    population: Annotated[int, _size(MOST_POPULATION)] = POPULATION
    generations: Annotated[int, _size(MOST_GENERATIONS)] = GENERATIONS
    window: Literal["first_12", "last_12", "whole"] | None = None
    """The months that aims and limits are about; the scenario's own, if not given."""
    vary: SkipValidation[list[Any]]
    objectives: SkipValidation[list[Any]]
    constraints: SkipValidation[list[Any]] = Field(default_factory=list)
    budget: SkipValidation[Any] = None
    free: SkipValidation[list[Any]] = Field(default_factory=list)
    """Levers without a price that a search under a budget may move all the same."""


@dataclass(frozen=True)
class Budget:
    """At most so many USD million over the reference, at the low, central or high end of the prices."""

    at_most: float
    prices: Prices = "central"


@dataclass(frozen=True)
class Search:
    """A checked search file. ``scenario`` holds members, seed and window of the search; ``reference`` has the same."""

    name: str
    title: Text
    question: Text
    notes: tuple[Text, ...]
    scenario: Scenario
    reference: Scenario
    axes: tuple[Axis, ...]
    objectives: tuple[Objective, ...]
    limits: tuple[Limit, ...] = ()
    budget: Budget | None = None
    free: tuple[str, ...] = ()
    population: int = POPULATION
    generations: int = GENERATIONS

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators that aims and limits name, each once."""
        goals: tuple[Objective | Limit, ...] = (*self.objectives, *self.limits)
        return tuple(dict.fromkeys(goal.indicator for goal in goals))


def lever_of(axis: Axis) -> str:
    """The lever that an axis moves, without its places."""
    assert isinstance(axis.target, MovedLever)
    return axis.target.change.lever


def load_search(path: str | Path) -> Search:
    """Load a search file. Raises UserError with every problem of the file, each with line and column."""
    from pathlib import Path

    document = read_document(Path(path))
    top = check_shape(document, (), document.data, SearchFile, Context())
    base, reference = _scenarios(document)
    axes = _axes(document, Context(base.start, base.end) if base else Context())
    objectives, limits = _list(document, "objectives", _objective), _list(document, "constraints", _limit)
    budget, free = _budget(document), _free(document, axes)
    _check_prices(document, axes, free)
    if document.problems:
        raise UserError(*sorted(set(document.problems)))
    assert top is not None
    assert base is not None
    assert reference is not None
    return Search(
        top.name, top.title, top.question, tuple(top.notes),
        _as_searched(base, top, base), replace(_as_searched(reference, top, base), compare_with=()),
        tuple(axis for axis in axes if axis), tuple(objectives), tuple(limits), budget, free,
        top.population, top.generations,
    )  # fmt: skip


def _as_searched(scenario: Scenario, top: SearchFile, base: Scenario) -> Scenario:
    """The scenario with the members, seed and window of the search: those of the file, else those of the base."""
    return replace(
        scenario,
        members=top.members or base.members,
        seed=base.seed if top.seed is None else top.seed,
        window=top.window or base.window,
        decompose=(),
        readings={},
    )


def _scenarios(document: Document) -> tuple[Scenario | None, Scenario | None]:
    """The base and its reference (itself where it names none); what is wrong with them is reported."""
    name = document.data.get("scenario")
    if not isinstance(name, str):
        return None, None
    try:
        base = load_scenario(document.path.parent / name)
        others = references(base)
        return base, others[0] if others else base
    except UserError as error:
        document.problems += [problem for problem in error.problems if not isinstance(problem, str)]
        if any(isinstance(problem, str) for problem in error.problems):
            document.report(("scenario",), str(error))
        return None, None


def _axes(document: Document, run: Context) -> list[Axis | None]:
    """The levers that move; None where one is wrong, so that positions stay those of the file."""
    block = document.data.get("vary")
    if not isinstance(block, list) or not block:
        document.report(("vary",), "is a list of levers: `- {lever: ..., low: ..., high: ...}`")
        return []
    axes = [_axis(document, ("vary", position), item, run) for position, item in enumerate(block)]
    names = [axis.name if axis else None for axis in axes]
    for position, name in enumerate(names):
        if name and name in names[:position]:
            document.report(("vary", position), f"{name} is given twice")
    return axes


def _axis(document: Document, at: At, item: Any, run: Context) -> Axis | None:
    if not isinstance(item, dict) or "lever" not in item:
        document.report(at, f"{show(item)}: a search moves levers only: `- {{lever: ..., low: ..., high: ...}}`")
        return None
    axis = read_axis(document, at, item, run)
    if axis and catalogue.levers()[lever_of(axis)].kind == "condition":
        document.report((*at, "lever"), f"{lever_of(axis)} is a condition: nobody decides it, so no package holds it")
        return None
    return axis


def _list(document: Document, key: str, read: Callable[[Document, At, Any], Read | None]) -> list[Read]:
    """The entries of a list; without objectives there is nothing to search for."""
    block = document.data.get(key, [])
    wanted = key == "objectives"
    if not isinstance(block, list) or (wanted and not 1 <= len(block) <= MOST_OBJECTIVES):
        count = f"1 to {MOST_OBJECTIVES} entries" if wanted else "entries"
        document.report((key,), f"is a list of {count}: `- {{indicator: ..., ...}}`")
        return []
    found = [read(document, (key, position), item) for position, item in enumerate(block)]
    return [item for item in found if item is not None]


def _objective(document: Document, at: At, item: Any) -> Objective | None:
    shape = check_shape(document, at, item, ObjectiveShape, Context())
    name, aim = (item.get("indicator"), item.get("aim")) if isinstance(item, dict) else (None, None)
    if not isinstance(name, str) or aim not in ("low", "high"):
        return None
    known = attempt(document, (*at, "indicator"), False, partial(check_aim, name, aim))
    return Objective(name, shape.aim, shape.statistic, shape.difference) if shape and known else None


def _limit(document: Document, at: At, item: Any) -> Limit | None:
    shape = check_shape(document, at, item, LimitShape, Context())
    name = item.get("indicator") if isinstance(item, dict) else None
    if not isinstance(name, str):
        return None
    known = attempt(document, (*at, "indicator"), False, partial(check_national, name))
    if not shape or not known:
        return None
    side: Literal["at_most", "at_least"] = "at_least" if shape.at_most is None else "at_most"
    unit = catalogue.indicators()[name].window_unit()
    bound = attempt(document, (*at, side), False, partial(parse_quantity, getattr(shape, side), unit))
    return None if bound is None else Limit(name, side, bound, shape.in_, shape.difference)


def _budget(document: Document) -> Budget | None:
    if document.data.get("budget") is None:
        return None
    shape = check_shape(document, ("budget",), document.data["budget"], BudgetShape, Context())
    return Budget(shape.at_most, shape.prices) if shape else None


def _free(document: Document, axes: Sequence[Axis | None]) -> tuple[str, ...]:
    """The levers of `free`, each one that moves."""
    block = document.data.get("free", [])
    if not isinstance(block, list):
        document.report(("free",), f"{show(block)} is not a list; write [lever, lever]")
        return ()
    moving = [lever_of(axis) for axis in axes if axis]
    for position, name in enumerate(block):
        if name not in moving:
            document.report(("free", position), f"{show(name)} is no lever of `vary`{did_you_mean(str(name), moving)}")
    return tuple(name for name in block if name in moving)


def _check_prices(document: Document, axes: Sequence[Axis | None], free: Sequence[str]) -> None:
    """Under a budget a lever without a price must be called free by the author, not by default."""
    if document.data.get("budget") is None:
        return
    for position, axis in enumerate(axes):
        lever = lever_of(axis) if axis else ""
        if axis and catalogue.costs()[lever].prices is None and lever not in free:
            what = f"{lever} has no price, so the budget would not see it; take it out, or name it under `free:`"
            document.report(("vary", position, "lever"), f"{what} (borderSim costs lists the prices)")
