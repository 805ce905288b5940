"""Read one axis of a sweep: `{lever: ...}`, `{assumption: ...}`, `{event: ...}` or `{scenarios: [...]}`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from borderSim.catalogue import Parameter
from borderSim.errors import Problem, UserError, did_you_mean
from borderSim.scenario.axis_events import event_axis
from borderSim.scenario.axis_item import AxisItem, Form, has_range, read_numbers, with_places
from borderSim.scenario.axis_parts import (
    Axis,
    Kind,
    MovedLever,
    PinnedParameter,
    Role,
    WholeScenario,
    own_spread,
)
from borderSim.scenario.axis_shapes import AssumptionAxis, EventAxis, LeverAxis, ScenariosAxis
from borderSim.scenario.blocks import fits, known_parameter
from borderSim.scenario.chain import find_scenario
from borderSim.scenario.check import attempt, check_shape
from borderSim.scenario.load import load_scenario
from borderSim.scenario.names import find_lever
from borderSim.scenario.parts import LeverChange, Pin, Scenario
from borderSim.scenario.resolve import lever_key
from borderSim.scenario.schema import Context, lever_value
from borderSim.scenario.source import At, Document
from borderSim.scenario.words import parse_number, show

__all__ = ["Axis", "Form", "Kind", "Role", "load_beside", "load_file", "read_axis"]


def read_axis(
    document: Document, at: At, item: Any, run: Context, base: Scenario | None = None, form: Form = "any"
) -> Axis | None:
    """The axis that ``item`` (at ``at`` of a document) describes, or None after reporting what is wrong with it.

    ``run`` gives the days of the run. ``base`` is the scenario that says what an assumption without a range follows;
    without it that is the prior.
    """
    key = _key(document, at, item)
    given = AxisItem(document, at, run, base, form)
    if key == "lever":
        lever = check_shape(document, at, item, LeverAxis, run)
        return _of_lever(given, lever) if lever else None
    if key == "assumption":
        parameter = check_shape(document, at, item, AssumptionAxis, run)
        return _of_parameter(given, parameter) if parameter else None
    if key == "event":
        event = check_shape(document, at, item, EventAxis, run)
        return event_axis(given, event) if event else None
    if key == "scenarios":
        scenarios = check_shape(document, at, item, ScenariosAxis, run)
        return _of_scenarios(given, scenarios) if scenarios else None
    return None


def _key(document: Document, at: At, item: Any) -> str | None:
    """What the axis varies, reported where it is none or more than one."""
    keys = ("lever", "assumption", "event", "scenarios")
    if not isinstance(item, dict):
        document.report(at, f"{show(item)} stands where an axis is wanted: `{{lever: ..., values: [...]}}`")
        return None
    found = [key for key in keys if key in item]
    if len(found) == 1:
        return found[0]
    near = next((words for key in item if not found and (words := did_you_mean(key, keys))), "")
    document.report(at, f"give `lever`, `assumption`, `event` or `scenarios`, one of them{near}")
    return None


def _of_lever(item: AxisItem, shape: LeverAxis) -> Axis | None:
    found = item.attempt(("lever",), partial(find_lever, shape.lever))
    if not found:
        return None
    lever, where = found
    numbers = read_numbers(item, shape, partial(lever_value, lever=lever), (lever.lower, lever.upper))
    start = shape.from_ or item.run.start
    if not numbers or not start:
        return None
    target = MovedLever(LeverChange(lever.name, where, start, 0.0, shape.ramp))
    values, low, high = numbers
    role = shape.role or ("policy" if lever.kind == "policy" else "future")
    unit = {"en": lever.unit, "es": lever.unit_es}
    label = with_places(lever, lever.scope, where)
    return Axis(lever_key(lever.name, where), "lever", role, label, unit, low, high, target, values)


def _of_parameter(item: AxisItem, shape: AssumptionAxis) -> Axis | None:
    parameter = item.attempt(("assumption",), partial(known_parameter, shape.assumption))
    if not parameter:
        return None
    spread = None
    if shape.values is None and item.form in ("range", "any"):
        if not item.attempt(("assumption",), partial(_can_be_drawn, parameter, has_range(shape))):
            return None
        spread = None if has_range(shape) else own_spread(parameter, item.base)
    numbers = read_numbers(item, shape, partial(_belief, parameter), spread.ends() if spread else None)
    if not numbers:
        return None
    values, low, high = numbers
    label = {"en": parameter.label("en"), "es": parameter.label("es")}
    unit = {"en": parameter.unit, "es": parameter.unit_es}
    target = PinnedParameter(parameter.name)
    role = shape.role or "future"
    return Axis(parameter.name, "assumption", role, label, unit, low, high, target, values, spread=spread)


def _can_be_drawn(parameter: Parameter, has_range: bool) -> bool:
    """Raises ValueError for a sample that a fixed parameter, or a structural choice, cannot give."""
    if parameter.distribution == "fixed" and not has_range:
        raise ValueError(f"{parameter.name} is fixed and has no distribution of its own; give low and high")
    if parameter.distribution == "switch" and has_range:
        raise ValueError(f"{parameter.name} is a structural choice ({parameter.unit}); leave out low and high")
    return True


def _belief(parameter: Parameter, value: Any) -> float:
    number = parse_number(value)
    fits(parameter, Pin(number))
    return number


def _of_scenarios(item: AxisItem, shape: ScenariosAxis) -> Axis | None:
    if item.form == "range":
        item.report(("scenarios",), "a sample draws numbers; scenarios belong in a list or a `zip`")
    if len(shape.scenarios) < 2 or len(set(shape.scenarios)) < len(shape.scenarios):
        item.report(("scenarios",), "two or more different scenarios are wanted")
    read = partial(load_beside, item.document)
    found = [read((*item.at, "scenarios", i), name, item.run) for i, name in enumerate(shape.scenarios)]
    loaded = [scenario for scenario in found if scenario]
    names = tuple(scenario.name for scenario in loaded)
    if len(set(names)) < len(names):
        item.report(("scenarios",), f"two files have the same name: {', '.join(names)}")
    if item.form == "range" or len(set(names)) < max(2, len(found)):
        return None
    values = tuple(float(position) for position in range(len(names)))
    label, unit = {"en": "Scenario", "es": "Escenario"}, {"en": "", "es": ""}
    target, role = WholeScenario(tuple(loaded)), shape.role or "policy"
    return Axis("scenario", "scenario", role, label, unit, 0.0, values[-1], target, values, names)


def load_beside(document: Document, at: At, name: str, run: Context) -> Scenario | None:
    """The scenario of a file named in a document, or None after reporting what is wrong with it.

    Where ``run`` has days, it must cover the same months.
    """
    path = attempt(document, at, False, partial(find_scenario, name, document.path))
    return load_file(document, at, path, run) if path else None


def load_file(document: Document, at: At, path: Path, run: Context) -> Scenario | None:
    """The scenario of a file for the part ``at`` of a document, as ``load_beside``."""
    try:
        found = load_scenario(path)
    except UserError as error:
        document.problems += [problem for problem in error.problems if isinstance(problem, Problem)]
        for words in (problem for problem in error.problems if isinstance(problem, str)):
            document.report(at, words)
        return None
    if run.start and run.end and (found.start, found.end) != (run.start, run.end):
        months = f"{found.start} to {found.end}, not {run.start} to {run.end}"
        document.report(at, f"{found.name} covers {months}: all scenarios of a sweep cover the same months")
        return None
    return found
