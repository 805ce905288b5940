"""A draft as a scenario file that stands alone, and back from files that strangers bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from borderSim import catalogue
from borderSim.errors import Problem, UserError
from borderSim.scenario import LeverChange, Pin, Scenario, ScheduledEvent, parse_scenario
from borderSim.scenario.diff import differences
from borderSim.scenario.resolve import resolved, to_yaml
from borderSim.workshop.draft.change import BadChange, checked
from borderSim.workshop.draft.draft import Bases, Draft, Setting
from borderSim.workshop.draft.scenarios import assumptions, baseline, policy
from borderSim.workshop.words import say

NAME = "file"
SHOWN = ("members", "compare_with", "decompose", "indicators", "window")
"""What says how much is run and what is shown first: a file may say otherwise, the room keeps to its own."""
MOST_PROBLEMS = 3
"""What is wrong with a file, said on a screen."""


class BadFile(BadChange):
    """A file that is no scenario: ``problems`` are (line or 0, what is wrong, in English) as the loader found them."""

    def __init__(self, error: UserError) -> None:
        self.problems = [_problem(found) for found in error.problems[:MOST_PROBLEMS]]
        super().__init__("draft_file_bad", what="; ".join(error.lines()[:MOST_PROBLEMS]))


def to_text(draft: Draft, bases: Bases, injects: Sequence[ScheduledEvent], members: int) -> str:
    """The policy as YAML with its baseline inside: `borderSim run` gives the numbers of the screen, bit for bit."""
    reference = replace(baseline(draft, bases, injects), members=members, chain=())
    made = replace(policy(draft, bases, injects), members=members, chain=(draft.base,), carried=(reference,))
    comment = "".join(f"# {say('draft_file_comment', lang)}\n" for lang in ("en", "es"))
    return comment + to_yaml(resolved(made))


def from_text(text: str, bases: Bases, injects: Sequence[ScheduledEvent] = ()) -> Draft:
    """The departures of a scenario file from one of the room's scenarios; what the room has injected is left out.

    Raises BadChange, in words: no scenario, one that extends another, of other months, or one with anything that
    levers, events, pins and readings cannot hold.
    """
    try:
        scenario = parse_scenario(text, NAME)
    except UserError as error:
        raise BadFile(error) from None
    if (scenario.start, scenario.end) != (bases.first.start, bases.first.end):
        raise BadChange("draft_file_months", start=scenario.start, end=scenario.end)
    drafts = [_departures(scenario, name, base, injects) for name, base in bases.scenarios.items()]
    left = [_left(scenario, draft, bases, injects) for draft in drafts]
    holding = [draft for draft, more in zip(drafts, left, strict=True) if not more]
    if not holding:
        raise BadChange("draft_file_more", what=min(left, key=len)[0])
    return checked(min(holding, key=lambda draft: (draft.base not in scenario.chain, _size(draft))), bases)


def _problem(found: Problem | str) -> tuple[int, str]:
    if isinstance(found, str):
        return 0, found
    return found.line, f"{found.path}: {found.what}" if found.path else found.what


def _departures(scenario: Scenario, name: str, base: Scenario, injects: Sequence[ScheduledEvent]) -> Draft:
    """What of a scenario a draft from ``base`` can hold."""
    settings = {lever: _setting(scenario, lever) for lever in catalogue.levers() if _differs(scenario, base, lever)}
    known = [*base.events, *injects]
    chosen = {question: names[0] for question, names in scenario.readings.items() if len(names) == 1}
    draft = Draft(
        base=name,
        settings={lever: setting for lever, setting in settings.items() if setting},
        events=tuple(event for event in scenario.events if not _taken(event, known)),
        readings={q: reading for q, reading in chosen.items() if base.readings.get(q) != (reading,)},
    )
    under = assumptions(base, draft)
    said = {parameter: value for parameter, value in scenario.assumptions.items() if isinstance(value, Pin)}
    return replace(draft, pins={name: pin.value for name, pin in said.items() if under.get(name) != pin})


def _differs(scenario: Scenario, base: Scenario, lever: str) -> bool:
    return _of(scenario, lever) != _of(base, lever)


def _of(scenario: Scenario, lever: str) -> list[LeverChange]:
    return [change for change in scenario.changes if change.lever == lever]


def _setting(scenario: Scenario, lever: str) -> Setting | None:
    """The one lasting change of a lever at all its places; None where it is anything else."""
    changes = _of(scenario, lever)
    if len(changes) != 1 or changes[0].places or changes[0].until or changes[0].lag:
        return None
    return Setting(changes[0].value, changes[0].start, changes[0].ramp_months)


def _taken(event: ScheduledEvent, known: list[ScheduledEvent]) -> bool:
    """Whether an event is among those known, which it then leaves: two equal ones are two events."""
    if event in known:
        known.remove(event)
        return True
    return False


def _left(scenario: Scenario, draft: Draft, bases: Bases, injects: Sequence[ScheduledEvent]) -> list[str]:
    """What of a scenario its draft does not give back, as paths in the language of scenario files."""
    return [one.what for one in differences(scenario, policy(draft, bases, injects)) if one.what not in SHOWN]


def _size(draft: Draft) -> int:
    return len(draft.settings) + len(draft.events) + len(draft.pins) + len(draft.readings)
