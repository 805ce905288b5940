"""What of a session matters at this moment: the question, the vote and the policies that screens show."""

from __future__ import annotations

from collections.abc import Mapping

from borderSim.report.words import Lang
from borderSim.workshop.pictures.first import first_charts
from borderSim.workshop.room.state import Ballot, Publication, Question, State
from borderSim.workshop.words import say
from borderSim.workshop.workshop import Workshop

OWN_TEAM = 0
"""The facilitator's own Board stands where a team does."""
PANELS_ABREAST = 3
"""Panels in a row of the Wall; two rows of one chart each fill a projector."""


def question(state: State) -> Question | None:
    """The newest question that is still sealed; without one, the newest of all."""
    newest = sorted(state.questions.values(), key=lambda item: (item.truth is None, item.id))
    return newest[-1] if newest else None


def ballot(state: State) -> Ballot | None:
    """The open vote; without one, the last that was closed."""
    newest = sorted(state.ballots.values(), key=lambda item: (not item.closed, item.id))
    return newest[-1] if newest else None


def newest(state: State) -> Mapping[int, Publication]:
    """The newest publication of each team, by team number."""
    found = {item.team: item for item in sorted(state.publications.values(), key=lambda item: item.id)}
    return dict(sorted(found.items()))


def pinned(workshop: Workshop) -> tuple[str, ...]:
    """The indicators that the facilitator pinned to the Wall; before that the first chart of a Board."""
    return workshop.room.state.pinned or tuple(first_charts(workshop.bases)[:1])


def crowded(workshop: Workshop) -> bool:
    """Are the panels of the Wall more than a projector shows at once: several charts each, in more than one row?"""
    return len(pinned(workshop)) > 1 and len(newest(workshop.room.state)) > PANELS_ABREAST


def team_name(state: State, number: int, lang: Lang) -> str:
    """The name that a team gave itself, else its number in words; the facilitator's Board is team 0."""
    named = state.teams[number].name
    return named or say("wall_team", lang, n=number) if number else named or say("wall_room_board", lang)
