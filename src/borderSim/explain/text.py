"""An explanation as lines of plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from borderSim import catalogue
from borderSim.catalogue import Entry, Language, Lever, Link, Parameter
from borderSim.catalogue.posterior import POSTERIOR, parameter_set
from borderSim.explain.chain import Step, Way, far_end
from borderSim.explain.page import Explanation
from borderSim.explain.subject import Subject, known_names
from borderSim.explain.words import GRADES, WORDS

SHORT = {"identity": "="}
WEAK = ("D", "contested")


def lines(explanation: Explanation, language: Language = "en") -> list[str]:
    """Return the whole explanation as lines of text."""
    words = WORDS[language]
    parts = [
        _head(explanation.subject, language),
        _past(explanation.subject, language),
        _chain(explanation, "upstream", language),
        _chain(explanation, "downstream", language),
        _titled(words["evidence"], _evidence(explanation.links, language)),
        _weak(explanation, language),
        _titled(words["parameters"], _parameters(explanation, language)),
        _titled(words["scenarios"], _scenarios(explanation, language)),
        _titled(words["loops"], [f"{loop.name}  {loop.label(language)}" for loop in explanation.loops]),
        _titled(words["mechanisms"], [f"{m.name}  {m.label(language)}" for m in explanation.mechanisms]),
        _titled(words["pages"], explanation.pages),
    ]
    return [line for part in parts for line in ([*part, ""] if part else [])][:-1]


def listing(language: Language = "en") -> list[str]:
    """Return what can be explained, by kind, as lines of text."""
    variables, out = catalogue.variables(), []
    entries: dict[str, Entry] = {**variables, **catalogue.indicators(), **catalogue.levers()}
    for kind, names in known_names().items():
        out += [f"{WORDS[language][kind]} ({len(names)})"]
        if kind == "link":
            links = catalogue.links()
            out += [f"  {links[name].id}  {name}  {links[name].sign} {links[name].grade}" for name in names]
        else:
            out += [f"  {name}  {entries[name].label(language)}" for name in names]
        out += [""]
    return [*out, WORDS[language]["list_end"]]


def label(name: str, language: Language) -> str:
    """Return the label of a variable, a lever or an indicator."""
    found = catalogue.variables().get(name) or catalogue.indicators()[name]
    return found.label(language)


def mark(direction: int | None) -> str:
    """Return the sign of a direction: up, down, not at all, open."""
    return "?" if direction is None else {1: "▲", -1: "▼", 0: "="}[direction]


def wrapped(text: Iterable[str], width: int) -> list[str]:
    """Return lines broken at ``width`` characters, what follows a break indented below what it belongs to."""
    out: list[str] = []
    for line in text:
        indent = " " * (len(line) - len(line.lstrip()) + 4)
        out += textwrap.wrap(line, width, subsequent_indent=indent, break_on_hyphens=False) or [""]
    return out


def _titled(title: str, body: Iterable[str]) -> list[str]:
    inside = [f"  {line}" for line in body]
    return [title, *inside] if inside else []


def _head(subject: Subject, language: Language) -> list[str]:
    kind = WORDS[language][subject.kind]
    if subject.kind == "link":
        link = catalogue.links()[subject.name]
        return [f"{label(link.cause, language)} -> {label(link.effect, language)}", f"{kind} {link.id}: {link.name}"]
    if subject.kind == "lever":
        return _lever(catalogue.levers()[subject.name], language)
    entry: Entry = catalogue.indicators().get(subject.name) or catalogue.variables()[subject.name]
    title = f"{entry.label(language)} ({entry.name})"
    return [title, *[line for line in (kind, entry.text(language)) if line]]


def _past(subject: Subject, language: Language) -> list[str]:
    """How well the hindcasts did on an indicator."""
    from borderSim.report.past_line import past_line
    from borderSim.report.words import word

    return _titled(word("past", language), [past_line(subject.name, language)]) if subject.kind == "indicator" else []


def _lever(lever: Lever, language: Language) -> list[str]:
    from borderSim.catalogue import month_date

    def number(value: float) -> str:
        return month_date(value).isoformat() if lever.unit == "date" else f"{value:,g}"

    words = WORDS[language]
    kind = words[lever.kind].format(owner=lever.owner)
    planned = f", {words['planned']}" if lever.status == "planned" else ""
    unit = "" if lever.unit in ("date", "0-1") else lever.unit_es if language == "es" else lever.unit
    span = words["range"].format(
        low=number(lever.lower), high=number(lever.upper), unit=unit, default=number(lever.default),
        date=lever.default_date,
    )  # fmt: skip
    head = f"{words['lever']}: {kind}{planned}. {span.replace(' ;', ';')}"
    return [f"{lever.label(language)} ({lever.name})", head, lever.text(language)]


def _chain(explanation: Explanation, way: Way, language: Language) -> list[str]:
    steps = explanation.chain if way == "downstream" else explanation.before
    if not steps:
        return []
    words, subject = WORDS[language], explanation.subject
    start = subject.variables[0 if way == "upstream" else -1]
    name = label(subject.name if subject.kind == "indicator" else start, language)
    key = words["down_key" if way == "downstream" else "up_key"].format(name=name)
    return _titled(words[way], [key, *(_step(step, way, language) for step in steps)])


def _step(step: Step, way: Way, language: Language) -> str:
    name = label(far_end(step.link, way), language)
    grade = SHORT.get(step.link.grade, step.link.grade)
    again = f"  {WORDS[language]['again']}" if step.again else ""
    arrow = "→" if way == "downstream" else "←"
    return f"{'    ' * (step.depth - 1)}{arrow} {mark(step.direction)} {name}  [{grade}]{again}"


def _evidence(links: Iterable[Link], language: Language) -> list[str]:
    words, out = WORDS[language], []
    for link in links:
        sign = {"-": "−"}.get(link.sign, link.sign)
        grade = f"{words['grade']} {link.grade}: {GRADES[language][link.grade]}"
        out.append(f"{link.id}  {link.name}  ({sign})  {words['months']} {link.lag}; {grade}")
        out.append(f"      {link.evidence(language)}")
        where = f"{words['kernel']}: borderSim.model.{link.kernel}" if link.kernel else words["identity"]
        where = words["not_carried"] if link.carried == "not carried" else where
        out += [f"      {where}", *([f"      {link.note(language)}"] if link.note(language) else [])]
    return out


def _weak(explanation: Explanation, language: Language) -> list[str]:
    weak = [link.name for link in explanation.links if link.grade in WEAK]
    return [WORDS[language]["weak"].format(links=", ".join(weak))] if weak else []


def _parameters(explanation: Explanation, language: Language) -> list[str]:
    rows = [_parameter(parameter, language) for parameter in explanation.parameters]
    return rows or [WORDS[language]["no_parameters"]]


def _parameter(parameter: Parameter, language: Language) -> str:
    words = WORDS[language]
    span = words["fixed"] if parameter.distribution == "fixed" else f"{parameter.low:g}, {parameter.high:g}"
    number = f"{parameter.central:g} [{span}] {parameter.unit_in(language)}"
    latest = parameter_set(POSTERIOR)
    drawn = words["by_record" if latest and parameter.name in latest.informed else "prior"]
    return f"{parameter.name}: {number}; {drawn}; {words[parameter.status]}; {parameter.source}"


def _scenarios(explanation: Explanation, language: Language) -> list[str]:
    words = WORDS[language]
    by_use: dict[str, list[str]] = {}
    for use in explanation.scenarios:
        by_use.setdefault(words[use.how].format(what=", ".join(use.what)), []).append(use.scenario)
    return [f"{what}: {', '.join(names)}" for what, names in by_use.items()] or [words["no_scenarios"]]
