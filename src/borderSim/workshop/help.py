"""What stands behind every question mark: short texts from the catalogue, in two languages, for a dialog or a card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from borderSim import catalogue
from borderSim.catalogue import Lever, Link, Parameter
from borderSim.catalogue.posterior import POSTERIOR, parameter_set
from borderSim.explain.chain import Way, far_end, neighbours
from borderSim.explain.subject import variables_of
from borderSim.explain.words import GRADES
from borderSim.report.catalogue_words import owner_words, price_words
from borderSim.report.levers import INDEX, lever_number, lever_range, lever_unit
from borderSim.report.numbers import day, plain, rounded
from borderSim.report.past_line import past_line
from borderSim.report.words import Lang
from borderSim.workshop.event_text import size_range
from borderSim.workshop.words import say

Fact = tuple[str, str]
Sign = Literal["up", "down", "same", "open"]
MOST_LINKS = 6
"""Links that a dialog shows; the best evidence comes first."""
WEAK = ("D", "contested")
SIGNS: dict[str, Sign] = {"+": "up", "-": "down", "0": "same", "?": "open"}
FIGURES = 3


@dataclass(frozen=True)
class Help:
    """A short text for a dialog: ``facts`` and ``links`` are (label, text), ``levels`` are (value, words, sign)."""

    title: str
    paragraphs: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    levels: tuple[tuple[str, str, str], ...] = ()
    links: tuple[Fact, ...] = ()


def lever_help(name: str, lang: Lang) -> Help:
    """What a lever is, who decides it, what its levels mean, what it moves and what it costs. KeyError: unknown."""
    lever = catalogue.levers()[name]
    links = neighbours(name, "downstream")
    return Help(
        lever.label(lang),
        (_sentence(lever.text(lang)), *_about_links(links, "downstream", lang)),
        _lever_facts(lever, lang),
        tuple(
            (lever_number(lever, level.value, lang), level.words(lang), level.observable(lang))
            for level in catalogue.lever_levels()[name]
        ),
        _links(links, "downstream", lang),
    )


def indicator_help(name: str, lang: Lang) -> Help:
    """What an indicator is, how a window becomes a number, what moves it, how the hindcasts did. KeyError: unknown."""
    indicator = catalogue.indicators()[name]
    links = [link for variable in variables_of(name) for link in neighbours(variable, "upstream")]
    links.sort(key=lambda link: tuple(GRADES["en"]).index(link.grade))
    neutral = (say("help_neutral", lang),) if indicator.neutral else ()
    window = f"{say(f'help_window_{indicator.window}', lang)} ({indicator.window_unit(lang)})"
    facts = (
        (say("help_unit", lang), say("help_index", lang) if indicator.unit == INDEX else indicator.unit_in(lang)),
        (say("help_places", lang), say(f"help_{indicator.dims}", lang)),
        (say("help_window", lang), window),
        (say("help_past", lang), _past(name, lang)),
    )
    about = (_sentence(indicator.text(lang)), *neutral, *_about_links(links, "upstream", lang))
    return Help(indicator.label(lang), about, facts, (), _links(links, "upstream", lang))


def parameter_help(name: str, lang: Lang) -> Help:
    """What an uncertain number is, how it is drawn, from where, and what the record made of it. KeyError: unknown."""
    parameter = catalogue.parameters()[name]
    unit = parameter.unit_in(lang)
    ends = {key: short(getattr(parameter, key), lang) for key in ("low", "central", "high")}
    kind = parameter.distribution
    drawn = kind if kind in ("triangular", "uniform", "fixed", "switch") else "90"
    facts = (
        (say("help_value", lang), f"{ends['central']} {unit}"),
        (say("help_drawn", lang), say(f"help_{drawn}", lang, **ends)),
        (say("help_record", lang), _record(parameter, lang)),
        (say("help_source", lang), parameter.source),
        (say("help_status", lang), say(f"help_{parameter.status}", lang)),
        (say("help_known", lang), str(parameter.informed_until)),
    )
    about = tuple(filter(None, (_sentence(parameter.text(lang)), say("help_pin_rule", lang))))
    return Help(parameter.label(lang), about, facts)


def event_help(name: str, lang: Lang) -> Help:
    """What an event does, where, how big and how long. KeyError: unknown."""
    event = catalogue.events()[name]
    lasts = "help_lasts_until" if "until" in event.fields else "help_lasts_moment"
    facts = [(say("help_places", lang), say(f"help_{event.places}", lang)), (say("help_lasts", lang), say(lasts, lang))]
    if sizes := size_range(event, lang):
        facts.append((say("help_size", lang), sizes))
    return Help(event.label(lang), (_sentence(event.text(lang)), say("help_event_rule", lang)), tuple(facts))


def reading_help(question: str, name: str, lang: Lang) -> Help:
    """Who holds a reading of a contested question, and what it pins. KeyError: unknown."""
    reading = catalogue.readings()[question][name]
    pins = tuple((catalogue.parameters()[key].label(lang), _pin(values, lang)) for key, values in reading.pins.items())
    about = (question_words(question, lang), _sentence(reading.text(lang)), say("help_reading_rule", lang))
    return Help(reading.label(lang), about, ((say("help_held_by", lang), reading.source), *pins))


def chart_reading(lang: Lang) -> Help:
    """How to read the bands, the difference panel and the words of a chart."""
    keys = ("runs", "bands", "baseline", "difference", "distinct", "use")
    return Help(say("help_chart", lang), tuple(say(f"help_chart_{key}", lang) for key in keys))


def question_words(question: str, lang: Lang) -> str:
    """A contested question as people ask it. KeyError: unknown."""
    return say(f"help_question_{question}", lang)


def unit_help(lever: Lever, lang: Lang) -> str:
    """The unit of a lever, and what the ends of an index mean."""
    return say("help_percent", lang) if lever.unit == INDEX else lever_unit(lever, lang)


def lever_owner(lever: Lever, lang: Lang) -> str:
    """Who decides a lever; for a condition, that nobody at the table does."""
    return say("help_nobody", lang) if lever.kind == "condition" else owner_words(lever.owner, lang)


def short(value: float, lang: Lang) -> str:
    """A number of the tables, three significant figures."""
    return plain(rounded(value, FIGURES), lang)


def _sentence(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lever_facts(lever: Lever, lang: Lang) -> tuple[Fact, ...]:
    levels = catalogue.lever_levels()[lever.name]
    seen = sum(level.status == "verified" for level in levels)
    trust = say("help_levels_status", lang, seen=seen, n=len(levels))
    last = lever_number(lever, lever.default, lang)
    when = day(catalogue.month_date(catalogue.month_index(lever.default_date)), lang)
    return (
        (say("help_owner", lang), lever_owner(lever, lang)),
        (say("help_unit", lang), unit_help(lever, lang)),
        (say("help_range", lang), lever_range(lever, lang)),
        (say("help_last", lang), say("help_last_value", lang, value=last, date=when)),
        (say("help_places", lang), say(f"help_{lever.scope}", lang)),
        (say("help_cost", lang), price_words(catalogue.costs()[lever.name], lang)),
        (say("help_source", lang), lever.source),
        (say("help_status", lang), trust if lever.status == "active" else say("help_planned", lang)),
    )


def _about_links(links: list[Link], way: Way, lang: Lang) -> tuple[str, ...]:
    if not links:
        return (say("help_no_links" if way == "downstream" else "help_no_links_to", lang),)
    key = "help_reaches" if way == "downstream" else "help_moved_by"
    weak = all(link.grade in WEAK for link in links)
    said = say(key, lang, grades=say("help_grades", lang))
    return (said, say("help_weak", lang)) if weak else (said,)


def _links(links: list[Link], way: Way, lang: Lang) -> tuple[Fact, ...]:
    variables = catalogue.variables()
    return tuple((variables[far_end(link, way)].label(lang), _link(link, way, lang)) for link in links[:MOST_LINKS])


def _link(link: Link, way: Way, lang: Lang) -> str:
    sign: Sign = "open" if link.grade == "contested" else SIGNS[link.sign]
    moves = say(f"help_{sign}" if way == "downstream" else f"help_{sign}_by", lang)
    meaning = GRADES[lang][link.grade]
    if link.grade == "identity":
        said = say("help_link_identity", lang, moves=moves, meaning=_capital(meaning))
    else:
        evidence = _capital(link.evidence(lang).rstrip("."))
        lag = say("help_lag_none", lang) if link.lag == "0" else say("help_lag", lang, lag=link.lag.replace("-", "–"))
        said = say("help_link", lang, moves=moves, lag=lag, grade=link.grade, meaning=meaning, evidence=evidence)
    said = _capital(said)
    return f"{said} {say('help_not_carried', lang)}" if link.carried == "not carried" else said


def _past(indicator: str, lang: Lang) -> str:
    """How the hindcasts did, without the label that the dialog's title already has."""
    said = past_line(indicator, lang).removeprefix(f"{catalogue.indicators()[indicator].label(lang)}: ")
    return _capital(said)


def _record(parameter: Parameter, lang: Lang) -> str:
    latest = parameter_set(POSTERIOR)
    if not latest or parameter.name not in latest.informed:
        return say("help_record_none", lang)
    low, central, high = (short(value, lang) for value in latest.points(parameter.name))
    return say("help_record_value", lang, low=low, central=central, high=high)


def _pin(values: tuple[float, ...], lang: Lang) -> str:
    if len(values) == 1:
        return say("help_pinned", lang, value=short(values[0], lang))
    low, central, high = (short(value, lang) for value in values)
    return say("help_pinned_range", lang, low=low, central=central, high=high)
