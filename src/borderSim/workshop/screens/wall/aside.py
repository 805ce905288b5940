"""Beside the Wall's panels: how to join, the prediction, the vote, the events for everybody."""

from __future__ import annotations

from borderSim import catalogue
from borderSim.report.words import Lang
from borderSim.workshop.event_text import event_words
from borderSim.workshop.room.state import Ballot, Question
from borderSim.workshop.room.tally import turnout
from borderSim.workshop.screens.elements.html import tag
from borderSim.workshop.screens.elements.live import Part
from borderSim.workshop.screens.opinion.result_view import option_name, result_view
from borderSim.workshop.screens.opinion.spread_view import spread_view
from borderSim.workshop.screens.shared import now
from borderSim.workshop.screens.shared.join_view import join_view
from borderSim.workshop.words import say
from borderSim.workshop.workshop import Workshop


def aside_parts(workshop: Workshop, lang: Lang) -> list[Part]:
    """The parts of the aside, in their order; each is empty while it has nothing to say."""
    state = workshop.room

    def draw_question() -> None:
        question = now.question(state.state)
        if question:
            _question(question, workshop, lang)

    def draw_ballot() -> None:
        ballot = now.ballot(state.state)
        if ballot:
            _ballot(ballot, workshop, lang)

    def draw_events() -> None:
        if state.state.injects:
            tag("h2", say("wall_events", lang))
            with tag("ul", classes="events"):
                for event in state.state.future:
                    tag("li", event_words(event, lang))

    return [
        Part(lambda: (now.question(state.state), len(state.state.devices)), draw_question, "wall-question"),
        Part(lambda: (now.ballot(state.state), len(state.state.devices)), draw_ballot, "wall-ballot"),
        Part(lambda: state.state.future, draw_events),
    ]


def join_part(workshop: Workshop, lang: Lang) -> Part:
    """How to join, large, until the first policy is published."""

    def draw() -> None:
        if not workshop.room.state.publications:
            join_view(workshop, lang)

    return Part(lambda: not workshop.room.state.publications, draw, "join large")


def _question(question: Question, workshop: Workshop, lang: Lang) -> None:
    tag("h2", say("wall_question", lang))
    tag("h3", question.title)
    tag("p", catalogue.indicators()[question.indicator].label(lang), "quiet")
    if question.truth is None:
        sealed = turnout(question, workshop.room.state)
        tag("p", say("wall_sealed", lang, n=sealed.took_part, all=sealed.present), "count")
    else:
        spread_view(question, lang)


def _ballot(ballot: Ballot, workshop: Workshop, lang: Lang) -> None:
    state = workshop.room.state
    tag("h2", say("wall_vote", lang))
    if ballot.closed:
        result_view(ballot, state, lang)
        return
    voted = turnout(ballot, state)
    tag("p", say("wall_vote_open", lang, n=voted.took_part, all=voted.present), "count")
    with tag("ul"):
        for option in ballot.options:
            tag("li", option_name(state, option, lang))
