"""A sweep file: a scenario, what varies over it, and what to keep of every point."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from borderSim import catalogue
from borderSim.errors import UserError
from borderSim.scenario.axes import load_beside, load_file
from borderSim.scenario.axis_parts import SHARED, Axis
from borderSim.scenario.axis_shapes import SweepFile
from borderSim.scenario.blocks import check_names
from borderSim.scenario.chain import find_scenario
from borderSim.scenario.check import attempt, check_shape
from borderSim.scenario.groups import Group, read_groups
from borderSim.scenario.parts import Scenario, Text
from borderSim.scenario.schema import Context
from borderSim.scenario.source import At, Document, read_document

NONE = "none"
DIMS = {
    "national": "national; it belongs under indicators",
    "department": "by department; it belongs under departments",
}


@dataclass(frozen=True)
class Sweep:
    """A loaded sweep: its texts, what varies, and what every point starts from and is compared with.

    ``scenario`` has the sweep's members, seed, parameter set, window and indicators, and so has ``reference``, which is
    None for a sweep without one. ``departments`` are the indicators by department to keep.
    """

    name: str
    title: Text
    question: Text
    notes: tuple[Text, ...]
    scenario: Scenario
    reference: Scenario | None
    groups: tuple[Group, ...]
    indicators: tuple[str, ...]
    departments: tuple[str, ...] = ()

    @property
    def axes(self) -> tuple[Axis, ...]:
        """All axes (D,), in file order."""
        return tuple(axis for group in self.groups for axis in group.axes)


def load_sweep(path: str | Path) -> Sweep:
    """Load a sweep file. Raises UserError with every problem of the file, each with line and column."""
    document = read_document(Path(path))
    top = check_shape(document, (), document.data, SweepFile, Context())
    _check_kept(document, "indicators", "national")
    _check_kept(document, "departments", "department")
    base = _base(document, top)
    groups = read_groups(document, base)
    reference = _reference(document, base, groups)
    if document.problems:
        raise UserError(*sorted(set(document.problems)))
    assert top is not None
    assert base is not None
    kept = tuple(top.indicators), tuple(top.departments or ())
    return Sweep(top.name, top.title, top.question, tuple(top.notes), base, reference, groups, *kept)


def _check_kept(document: Document, key: str, dims: str) -> None:
    """Report what is wrong with a list of indicators, which all have the axis ``dims``."""
    known, names = catalogue.indicators(), document.data.get(key)
    check_names(document, key, known, "indicator")
    if names == []:
        document.report((key,), "is empty")
    for position, name in enumerate(_list(names)):
        found = known.get(name) if isinstance(name, str) else None
        if found and found.dims != dims:
            document.report((key, position), f"{name} is {DIMS.get(found.dims, f'by {found.dims}, which is not kept')}")


def _base(document: Document, top: SweepFile | None) -> Scenario | None:
    """What every point starts from: the scenario of the file, or the first that varies."""
    found = _named(document)
    if found is None:
        if document.data.get("scenario") is None:
            document.report(("scenario",), "is missing: what every point starts from, a path from this file")
        return None
    scenario = load_beside(document, *found, Context())
    return _settled(scenario, top) if scenario else None


def _named(document: Document) -> tuple[At, str] | None:
    """Where the file names the scenario that it starts from, and its name."""
    name, vary = document.data.get("scenario"), document.data.get("vary")
    if name is not None:
        return (("scenario",), name) if isinstance(name, str) else None
    for position, item in enumerate(vary if isinstance(vary, list) else ()):
        here: At = ("vary", position)
        zipped = item.get("zip") if isinstance(item, dict) else None
        axes = [(here, item), *(((*here, "zip", i), axis) for i, axis in enumerate(_list(zipped)))]
        for at, axis in axes:
            files = _list(axis.get("scenarios")) if isinstance(axis, dict) else []
            if files and isinstance(files[0], str):
                return (*at, "scenarios", 0), files[0]
    return None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _settled(scenario: Scenario, top: SweepFile | None) -> Scenario:
    """The scenario with what the sweep says of members, draws and what is shown."""
    if not top:
        return scenario
    given: dict[str, Any] = {key: getattr(top, key) for key in SHARED if getattr(top, key) is not None}
    return replace(scenario, **{**given, "indicators": tuple(top.indicators)})


def _reference(document: Document, base: Scenario | None, groups: tuple[Group, ...]) -> Scenario | None:
    """What points are compared with: the file named, none, or what the scenario itself is compared with.

    Where nobody chooses the scenario (role future) each one is its own reference.
    """
    name = document.data.get("reference")
    if name == NONE or base is None:
        return None
    run = Context(base.start, base.end)
    if isinstance(name, str):
        found = load_beside(document, ("reference",), name, run)
    elif any(axis.kind == "scenario" and axis.role == "future" for group in groups for axis in group.axes):
        return base
    else:
        found = _compared(document, base, run)
    return replace(found, **{key: getattr(base, key) for key in SHARED}) if found else None


def _compared(document: Document, base: Scenario, run: Context) -> Scenario | None:
    """What the scenario itself is compared with, or None after reporting why that will not do."""
    at: At = ("scenario",) if document.data.get("scenario") else ("vary",)
    instead = "; give `reference: FILE`, or `reference: none`"
    if not base.compare_with:
        document.report(at, f"{base.name} has no reference to compare with (compare_with){instead}")
        return None
    path = attempt(document, at, False, partial(find_scenario, base.compare_with[0], Path(base.file)))
    return load_file(document, at, path, run) if path else None
