"""The two scenarios that the model runs for a draft: its policy, and the baseline under the same future."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from borderSim import catalogue
from borderSim.report.words import Lang
from borderSim.scenario import Assumption, LeverChange, Pin, Scenario, ScheduledEvent, readings
from borderSim.scenario.parts import Text
from borderSim.workshop.draft.change import base_of
from borderSim.workshop.draft.draft import Bases, Draft, Setting
from borderSim.workshop.words import say

POLICY, BASELINE = "policy", "baseline"
MOST_IN_TITLE = 3
"""Levers that a title names; the others are counted."""
Settings = Mapping[str, Setting]


def policy(draft: Draft, bases: Bases, injects: Sequence[ScheduledEvent] = ()) -> Scenario:
    """What a team decided, under its future and the room's ``injects``; with the seed of the baseline.

    Raises BadChange for a base that the room has not.
    """
    base = base_of(draft, bases)
    made = _under(base, draft.settings, draft, injects)
    reference = _reference_name(bases)
    title = {lang: _title(base, draft, lang) for lang in ("en", "es")}
    return replace(made, name=POLICY, title=title, compare_with=(reference,), seed=bases.baseline.seed)


def baseline(draft: Draft, bases: Bases, injects: Sequence[ScheduledEvent] = ()) -> Scenario:
    """The room's baseline under a draft's future (conditions, events, pins, readings) and the room's ``injects``."""
    conditions = {name: setting for name, setting in draft.settings.items() if _is_condition(name)}
    made = _under(bases.baseline, conditions, draft, injects)
    return replace(made, name=_reference_name(bases), compare_with=())


def _reference_name(bases: Bases) -> str:
    """A name other than the policy's: a policy that was saved may be a room's scenario, and its own baseline."""
    return BASELINE if bases.baseline.name == POLICY else bases.baseline.name


def _is_condition(lever: str) -> bool:
    return catalogue.levers()[lever].kind == "condition"


def _under(scenario: Scenario, settings: Settings, draft: Draft, injects: Sequence[ScheduledEvent]) -> Scenario:
    """The scenario with levers set and the draft's future; readings that the assumptions contradict are dropped."""
    beliefs = assumptions(scenario, draft)
    chosen = {**scenario.readings, **{question: (name,) for question, name in draft.readings.items()}}
    agreeing = {question: names for question, names in chosen.items() if _agree(question, names, beliefs)}
    return replace(
        scenario,
        changes=_changes(scenario, settings),
        events=(*scenario.events, *injects, *draft.events),
        assumptions=beliefs,
        readings=agreeing,
    )


def _changes(scenario: Scenario, settings: Settings) -> tuple[LeverChange, ...]:
    """The scenario's changes by lever in catalogue order; a setting takes the place of all changes of its lever."""
    order = {name: position for position, name in enumerate(catalogue.levers())}
    kept = [change for change in scenario.changes if change.lever not in settings]
    new = [LeverChange(name, None, s.start, s.value, s.ramp_months) for name, s in settings.items()]
    return tuple(sorted([*kept, *new], key=lambda change: order[change.lever]))


def assumptions(scenario: Scenario, draft: Draft) -> dict[str, Assumption]:
    """A scenario's assumptions under a draft.

    The draft's pins win, then its readings, which take the place of the scenario's readings of those questions.
    """
    found = dict(scenario.assumptions)
    for question in draft.readings:
        for name in scenario.readings.get(question, ()):
            for parameter, value in readings.pins(question, name).items():
                if found.get(parameter) == value:
                    del found[parameter]
    for question, name in draft.readings.items():
        found |= readings.pins(question, name)
    return found | {name: Pin(value) for name, value in draft.pins.items()}


def _agree(question: str, names: Sequence[str], beliefs: Mapping[str, Assumption]) -> bool:
    said = [pair for name in names for pair in readings.pins(question, name).items()]
    return all(beliefs.get(parameter, value) == value for parameter, value in said)


def _title(base: Scenario, draft: Draft, lang: Lang) -> str:
    """The base's title and the levers that were moved."""
    title: Text = base.title
    labels = [lever.label(lang) for name, lever in catalogue.levers().items() if name in draft.settings]
    if not labels:
        return title[lang]
    more = len(labels) - MOST_IN_TITLE
    shown = [*labels[:MOST_IN_TITLE], *([say("draft_title_more", lang, count=more)] if more > 0 else [])]
    return f"{title[lang]} + {', '.join(shown)}"
