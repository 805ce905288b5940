"""Why believe this: sources, how forecasts of the past did, how to read bands, what is contested, what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from fastapi import Request
from nicegui import ui
from starlette.responses import RedirectResponse, Response

from borderSim import catalogue
from borderSim.analysis.record import cutoffs, past, scores
from borderSim.report.past_line import HEAD, past_cells
from borderSim.report.words import Lang, word
from borderSim.workshop.help import chart_reading, question_words
from borderSim.workshop.screens.board_here import facts
from borderSim.workshop.screens.frame import CODES, frame
from borderSim.workshop.screens.html import tag
from borderSim.workshop.screens.natives import DataTable
from borderSim.workshop.words import say
from borderSim.workshop.workshop import Workshop

SOURCES = ("people", "migrants", "violence", "trade", "economy", "coca", "maps")
LIMITS = ("forecast", "parameters", "distinct", "gaps", "counts", "use")


def register(workshop: Workshop) -> None:
    """Register the page in each language."""
    for lang, code in CODES.items():
        _register(workshop, lang, code)


def _register(workshop: Workshop, lang: Lang, code: str) -> None:
    @ui.page(f"/{lang}/why", language=code)  # type: ignore[arg-type]
    def page(request: Request) -> Response | None:
        visitor = workshop.door.visitor(request)
        if visitor is None:
            return RedirectResponse("/")
        with frame(lang, say("board_why", lang), "why", ("board.css",)):
            if visitor.team is not None and visitor.role != "guest":
                with tag("p"):
                    tag("a", say("why_board", lang), href=f"/{lang}/board")
            why(lang)
        return None


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
        said = ((item.label(lang), say("why_reading_of", lang, text=item.text(lang), source=item.source))
                for item in readings.values())  # fmt: skip
        facts(tuple(said))


def _limits(lang: Lang) -> None:
    counted = Counter(item.status for item in catalogue.parameters().values())
    counts = {"all": sum(counted.values()), "judgement": counted["judgement"], "memory": counted["memory"]}
    with tag("ul"):
        for key in LIMITS:
            tag("li", word(f"limit_{key}", lang, **counts))
