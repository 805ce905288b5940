"""Why believe this: sources, how forecasts of the past did, how to read bands, what is contested, what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from fastapi import Request

from borderSim import catalogue
from borderSim.analysis.record import cutoffs, past, scores
from borderSim.catalogue import Reading
from borderSim.report.past_line import HEAD, past_cells
from borderSim.report.words import Lang, word
from borderSim.workshop.help import chart_reading, question_words
from borderSim.workshop.room.state import Device
from borderSim.workshop.screens.elements.frame import frame
from borderSim.workshop.screens.elements.html import tag
from borderSim.workshop.screens.elements.natives import DataTable
from borderSim.workshop.screens.shared.entry import add_page, drives_a_team
from borderSim.workshop.screens.shared.help_text import facts
from borderSim.workshop.words import say
from borderSim.workshop.workshop import Workshop

SOURCES = ("people", "migrants", "violence", "trade", "economy", "coca", "maps")
LIMITS = ("forecast", "parameters", "distinct", "gaps", "counts", "use")


def register(workshop: Workshop) -> None:
    """Add `/en/why` and `/es/why`."""
    add_page(workshop, "why", _page)


def _page(request: Request, device: Device, lang: Lang) -> None:
    with frame(lang, say("board_why", lang), "why", ("board.css",)):
        if drives_a_team(device):
            with tag("p"):
                tag("a", say("why_board", lang), href=f"/{lang}/board", classes="button")
        why(lang)


def why(lang: Lang) -> None:
    """The sections of the page."""
    tag("p", say("why_lead", lang), "notice")
    sections: dict[str, Callable[[Lang], None]] = {
        "past": _past,
        "reading": _reading,
        "sources": _sources,
        "contested": _contested,
        "limits": _limits,
    }
    with tag("nav", aria_label=say("board_parts", lang), classes="row"):
        for name in sections:
            tag("a", say(f"why_{name}", lang), href=f"#{name}", classes="button")
    for name, draw in sections.items():
        with tag("section", aria_labelledby=name, classes="why-part"):
            tag("h2", say(f"why_{name}", lang), id=name)
            draw(lang)


def _past(lang: Lang) -> None:
    """Every indicator that was ever compared with counts, the first page's first."""
    if not scores():
        tag("p", word("past_none_scored", lang))
        return
    first, last = cutoffs()
    tag("p", word("past_note", lang, first=first, last=last))
    known = sorted(catalogue.indicators().values(), key=lambda item: (not item.first_page, item.order))
    rows = [past_cells(found, lang) for found in map(past, (item.name for item in known)) if found.record]
    DataTable(say("why_past_caption", lang), [word(key, lang) for key in HEAD], rows)


def _reading(lang: Lang) -> None:
    for text in chart_reading(lang).paragraphs:
        tag("p", text)


def _sources(lang: Lang) -> None:
    counted = Counter(item.status for item in catalogue.parameters().values())
    tag("p", say("why_sources_lead", lang, all=sum(counted.values()), **{key: counted[key] for key in counted}))
    facts(tuple((say(f"why_source_{name}", lang), say(f"why_source_{name}_is", lang)) for name in SOURCES))


def _contested(lang: Lang) -> None:
    tag("p", say("why_contested_lead", lang))
    for question, readings in catalogue.readings().items():
        tag("h3", question_words(question, lang))
        with tag("dl", classes="facts"):
            for item in readings.values():
                _reading_of(item, lang)


def _reading_of(item: Reading, lang: Lang) -> None:
    """One reading and who holds it; sources stay in their own language, and say so to a screen reader."""
    tag("dt", item.label(lang))
    with tag("dd"):
        tag("span", f"{item.text(lang)}. {say('why_source_of', lang)} ")
        tag("span", item.source, lang="en")


def _limits(lang: Lang) -> None:
    counted = Counter(item.status for item in catalogue.parameters().values())
    counts = {"all": sum(counted.values()), "judgement": counted["judgement"], "memory": counted["memory"]}
    with tag("ul"):
        for key in LIMITS:
            tag("li", word(f"limit_{key}", lang, **counts))
