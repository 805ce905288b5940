"""What a policy and its baseline share, in words: conditions, assumptions, readings, events."""

from __future__ import annotations

from collections.abc import Iterable

from borderSim.catalogue import events, levers, readings
from borderSim.report.assumptions import parameter_lines
from borderSim.report.context import Context
from borderSim.report.levers import lever_text
from borderSim.report.numbers import day
from borderSim.report.words import Lang
from borderSim.scenario import ScheduledEvent
from borderSim.scenario.readings import pins


def assumed(context: Context) -> list[str]:
    """What the reference of a comparison has beside its policies; empty without one."""
    beside, lang = context.reference, context.lang
    if beside is None:
        return []
    chosen = {question: names[0] for question, names in beside.readings.items() if len(names) == 1}
    said = {parameter for question, name in chosen.items() for parameter in pins(question, name)}
    return [
        *conditions(((change.lever, change.value) for change in beside.changes), lang),
        *parameters(context, [name for name in beside.assumptions if name not in said]),
        *(readings()[question][name].label(lang) for question, name in chosen.items()),
        *(event(item, lang) for item in beside.events),
    ]


def conditions(settings: Iterable[tuple[str, float]], lang: Lang) -> list[str]:
    """Of these levers and their values, those that nobody at the table decides."""
    found = [(levers()[name], value) for name, value in settings]
    return [f"{item.label(lang)}: {lever_text(item, value, lang)}" for item, value in found if item.kind == "condition"]


def parameters(context: Context, names: list[str]) -> list[str]:
    """Parameters with the values that the scenario gives them."""
    return [": ".join(line[:2]) for line in parameter_lines(context, names)]


def event(item: ScheduledEvent, lang: Lang) -> str:
    """An event with its day."""
    return f"{events()[item.type].label(lang)} ({day(item.date, lang)})"
