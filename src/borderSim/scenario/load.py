"""From a scenario file to a Scenario: read the chain, check every file, put child over parent."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from borderSim import catalogue
from borderSim.catalogue.posterior import POSTERIOR
from borderSim.errors import UserError
from borderSim.scenario import blocks, readings
from borderSim.scenario.chain import find_scenario, read_chain
from borderSim.scenario.check import check_shape
from borderSim.scenario.parts import Assumption, ConditionalEvent, Scenario, ScheduledEvent, Text
from borderSim.scenario.schedule import Schedule, apply, flatten, read_levers
from borderSim.scenario.schema import MOST_YEARS, Context, ScenarioFile
from borderSim.scenario.source import Document, parse_document
from borderSim.scenario.words import parse_day, show

MEMBERS = 200
SEED = 1
Days = tuple[date | None, date | None]


@dataclass
class _Draft:
    """What the files read so far say, the oldest ancestor first."""

    values: dict[str, Any] = field(default_factory=dict)
    schedule: Schedule = field(default_factory=dict)
    events: list[blocks.Happening] = field(default_factory=list)
    assumptions: dict[str, Assumption] = field(default_factory=dict)
    switches: dict[str, bool] = field(default_factory=dict)
    readings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    carried: dict[str, Scenario] = field(default_factory=dict)


def load_scenario(path: str | Path) -> Scenario:
    """Load a scenario file and what it extends.

    Raises UserError with every problem of the files, in file order, each with line and column.
    """
    return _loaded(read_chain(Path(path)))


def parse_scenario(text: str, name: str) -> Scenario:
    """A scenario from a text that somebody sent: no file is read, so it must stand alone; ``name`` is for messages.

    Raises UserError with every problem of the text.
    """
    document = parse_document(text, name)
    if "extends" in document.data:
        document.report(("extends",), "a scenario that is sent in must stand alone; save the resolved one", of_key=True)
    return _loaded([document], alone=True)


def references(scenario: Scenario) -> tuple[Scenario, ...]:
    """The scenarios that ``compare_with`` names: those that the file carries, the others from beside it.

    Raises UserError when one is not there, or what is wrong with it.
    """
    carried = {other.name: other for other in scenario.carried}
    return tuple(carried.get(name) or load_scenario(_beside(scenario, name)) for name in scenario.compare_with)


def _beside(scenario: Scenario, name: str) -> Path:
    try:
        return find_scenario(name, Path(scenario.file))
    except ValueError as error:
        raise UserError(f"{scenario.file}: compare_with: {error}") from None


def _loaded(chain: list[Document], *, alone: bool = False) -> Scenario:
    """The scenario of a chain of documents; ``alone`` looks at no other file."""
    days = _effective_days(chain)
    draft = _Draft()
    for document, (_, end) in zip(reversed(chain), reversed(days), strict=True):
        draft.carried |= _read_carried(document)
        if not alone:
            blocks.check_references(document, draft.carried)
        _read_file(document, Context(days[0][0], end), draft, is_own=document is chain[0])
    _check_days(chain[0], days[0], chain)
    readings.check_pins(chain[0], draft.readings, draft.assumptions)
    problems = [problem for document in chain for problem in sorted(set(document.problems))]
    if problems:
        raise UserError(*problems)
    return _finish(draft, chain)


def _read_carried(document: Document) -> dict[str, Scenario]:
    """The whole scenarios of the block `references`, by name; what is wrong with them is reported."""
    block = document.data.get("references")
    if block is None:
        return {}
    if document.within or not isinstance(block, list):
        what = "a list of whole scenarios" if not document.within else "no scenario: references carry none themselves"
        document.report(("references",), f"{show(block)} stands where {what} is wanted")
        return {}
    found = [_carried(document, position, item) for position, item in enumerate(block)]
    return {scenario.name: scenario for scenario in found if scenario}


def _carried(document: Document, position: int, item: Any) -> Scenario | None:
    at = ("references", position)
    if not isinstance(item, dict):
        document.report(at, f"{show(item)} stands where a whole scenario is wanted")
        return None
    part = document.part(at, item)
    if "extends" in item:
        part.report(("extends",), "a scenario inside a file must stand alone", of_key=True)
    try:
        return _loaded([part], alone=True)
    except UserError as error:
        document.problems += [problem for problem in error.problems if not isinstance(problem, str)]
        return None


def _effective_days(chain: list[Document]) -> list[Days]:
    """Start and end as they stand in each file of the chain, its own or those it takes over."""
    out: list[Days] = []
    start: date | None = None
    end: date | None = None
    for document in reversed(chain):
        start = _day(document.data.get("start"), start)
        end = _day(document.data.get("end"), end)
        out.append((start, end))
    return out[::-1]


def _day(value: Any, otherwise: date | None) -> date | None:
    """The day; what was there before where it cannot be read, which is reported elsewhere."""
    try:
        return otherwise if value is None else parse_day(value)
    except ValueError:
        return otherwise


def _check_days(document: Document, days: Days, chain: list[Document]) -> None:
    broken = any("extends" in d.data and d is chain[-1] for d in chain)
    for key, day in zip(("start", "end"), days, strict=True):
        if day is None and key not in document.data and not broken:
            document.report((key,), "is missing, here and in what it extends")
    start, end = days
    if start and end and not start < end <= start.replace(year=start.year + MOST_YEARS, day=1):
        where = "end" if "end" in document.data else "start"
        document.report((where,), f"the run goes from {start} to {end}; it must last 1 month to {MOST_YEARS} years")


def _read_file(document: Document, run: Context, draft: _Draft, is_own: bool) -> None:
    """Check one file and put it over the draft."""
    top = check_shape(document, (), document.data, ScenarioFile, run)
    apply(draft.schedule, read_levers(document, run))
    events = blocks.read_events(document, run)
    draft.events = draft.events if events is None else events
    draft.assumptions |= blocks.read_assumptions(document)
    draft.switches |= blocks.read_switches(document)
    draft.readings |= readings.read(document)
    blocks.check_names(document, "indicators", catalogue.indicators(), "indicator")
    if top:
        given = {key: getattr(top, key) for key in top.model_fields_set if getattr(top, key) is not None}
        if not is_own:
            given = {key: value for key, value in given.items() if key not in ("name", "title", "question")}
            given |= _absolute(given, document)
        draft.values |= given


def _absolute(given: dict[str, Any], document: Document) -> dict[str, Any]:
    """References that are paths are found from the file that names them, not from the one that extends it."""
    if "compare_with" not in given:
        return {}
    paths = [name if name.isidentifier() else str(document.path.parent / name) for name in given["compare_with"]]
    return {"compare_with": paths}


def _finish(draft: _Draft, chain: list[Document]) -> Scenario:
    values = draft.values
    name: str = values["name"]
    title: Text = values.get("title") or {"en": name, "es": name}
    return Scenario(
        name=name,
        title=title,
        question=values.get("question") or title,
        notes=tuple(values.get("notes", ())),
        start=values["start"],
        end=values["end"],
        members=values.get("members", MEMBERS),
        seed=values.get("seed", SEED),
        compare_with=tuple(other for other in values.get("compare_with", ()) if other != name),
        changes=flatten(draft.schedule),
        events=tuple(event for event in draft.events if isinstance(event, ScheduledEvent)),
        conditions=tuple(event for event in draft.events if isinstance(event, ConditionalEvent)),
        assumptions=draft.assumptions | readings.picked(draft.readings),
        switches=draft.switches,
        parameters=values.get("parameters", POSTERIOR),
        readings={question: chosen for question, chosen in draft.readings.items() if chosen},
        decompose=tuple(values.get("decompose", ())),
        indicators=tuple(values.get("indicators", ())),
        window=values.get("window", "last_12"),
        carried=tuple(draft.carried.values()),
        chain=tuple(values.get("resolved_from") or (document.file for document in chain)),
        file=chain[0].file,
    )
