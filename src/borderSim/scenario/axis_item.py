"""The values or the range of one axis of a sweep, checked: what all kinds of axes have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, TypeVar

from borderSim.catalogue.entries import Entry
from borderSim.scenario.axis_shapes import RangeShape
from borderSim.scenario.check import attempt
from borderSim.scenario.names import places
from borderSim.scenario.parts import Scenario, Text
from borderSim.scenario.schema import Context
from borderSim.scenario.source import At, Document
from borderSim.scenario.words import show

Form = Literal["any", "list", "zip", "range"]
"""What an axis may give: a list of different values, a list beside others, a range, or any of these."""
Numbers = tuple[tuple[float, ...], float, float]
"""Listed values (none for a range), lowest and highest."""
Result = TypeVar("Result")


@dataclass(frozen=True)
class AxisItem:
    """One axis of a document and what it must fit: the run's days, the scenario, the form of its values."""

    document: Document
    at: At
    run: Context
    base: Scenario | None
    form: Form

    def report(self, part: At, what: str) -> None:
        """Report a problem of a part of the axis."""
        self.document.report((*self.at, *part), what)

    def attempt(self, part: At, read: Callable[[], Result]) -> Result | None:
        """What ``read`` returns, or None after reporting the ValueError that it raised."""
        return attempt(self.document, (*self.at, *part), False, read)


def with_places(entry: Entry, scope: str, where: tuple[str, ...] | None) -> Text:
    """The labels of a lever or event with the names of its places."""
    names = places(scope)
    tail = f" ({', '.join(names[place] for place in where)})" if where else ""
    return {"en": entry.label("en") + tail, "es": entry.label("es") + tail}


def has_range(shape: RangeShape) -> bool:
    """Whether an axis gives an end of a range."""
    return shape.low is not None or shape.high is not None


def read_numbers(
    item: AxisItem, shape: RangeShape, read: Callable[[Any], float], ends: tuple[float, float] | None
) -> Numbers | None:
    """The values or the range, or None after reporting what is wrong; ``ends`` are those of a range not given."""
    if shape.values is not None and has_range(shape):
        item.report(("values",), "give `values`, or low and high, not both")
    elif shape.values is not None and item.form == "range":
        item.report(("values",), "a sample draws between low and high; values belong in a list, a `zip` or a table")
    elif shape.values is not None:
        return _listed(item, shape.values, read)
    elif item.form in ("list", "zip"):
        where = "low and high belong in a `sample`; " if has_range(shape) else ""
        item.report((), f"{where}give `values: [...]`, two or more")
    elif has_range(shape):
        return _range(item, shape, read)
    elif ends:
        return (), *ends
    return None


def _listed(item: AxisItem, values: Any, read: Callable[[Any], float]) -> Numbers | None:
    if not isinstance(values, list) or len(values) < 2:
        said = f"{len(values)} in the list" if isinstance(values, list) else f"{show(values)} is no list"
        item.report(("values",), f"{said}; two or more different values are wanted")
        return None
    found = [item.attempt(("values", i), partial(read, value)) for i, value in enumerate(values)]
    numbers = tuple(number for number in found if number is not None)
    if len(numbers) < len(values):
        return None
    if item.form != "zip" and len(set(numbers)) < len(numbers):
        again = next(i for i, number in enumerate(numbers) if number in numbers[:i])
        item.report(("values", again), f"{show(values[again])} is given twice; the values must differ")
        return None
    return numbers, min(numbers), max(numbers)


def _range(item: AxisItem, shape: RangeShape, read: Callable[[Any], float]) -> Numbers | None:
    if shape.low is None or shape.high is None:
        item.report((), "give both low and high")
        return None
    low = item.attempt(("low",), partial(read, shape.low))
    high = item.attempt(("high",), partial(read, shape.high))
    if low is None or high is None:
        return None
    if low >= high:
        item.report(("high",), f"{show(shape.high)} is not above low ({show(shape.low)})")
        return None
    return (), low, high
