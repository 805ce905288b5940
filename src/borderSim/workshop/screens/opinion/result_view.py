"""The result of a vote: every option's support and how opinion is spread, with ties said."""

from __future__ import annotations

from borderSim.report.words import Lang
from borderSim.workshop.room.state import Ballot, BallotKind, State
from borderSim.workshop.room.tally import Count, tally
from borderSim.workshop.screens.elements.bars import Row, bars
from borderSim.workshop.screens.elements.html import tag
from borderSim.workshop.screens.shared import now
from borderSim.workshop.words import say


def option_name(state: State, option: int, lang: Lang) -> str:
    """A publication as voters read it: its team and its title."""
    publication = state.publications[option]
    return say("wall_option", lang, team=now.team_name(state, publication.team, lang), title=publication.title)


def result_view(ballot: Ballot, state: State, lang: Lang) -> None:
    """Bars with counts, the most supported first, ties said; the ballot must be closed."""
    voters = len(ballot.votes)
    tag("h3", say("wall_vote_result", lang))
    if not voters:
        tag("p", say("wall_vote_none", lang))
        return
    found = tally(ballot)
    first = [option_name(state, count.publication, lang) for count in found if count.place == 1]
    tag("p", _first_words(first, lang), "first")
    whole = voters if ballot.kind == "approval" else max(found[0].total, 1)
    bars(
        [
            Row(
                option_name(state, count.publication, lang),
                count.total / whole,
                _support(ballot.kind, count, voters, lang),
                more=_spread(count, lang) if ballot.kind == "dots" else "",
            )
            for count in found
        ]
    )


def _first_words(first: list[str], lang: Lang) -> str:
    if len(first) == 1:
        return say("wall_winner", lang, title=first[0])
    return say("wall_tie", lang, titles=say("wall_and", lang, some=", ".join(first[:-1]), last=first[-1]))


def _support(kind: BallotKind, count: Count, voters: int, lang: Lang) -> str:
    if kind == "approval":
        return say("wall_approvals", lang, n=count.total, all=voters)
    givers = say("wall_givers", lang, n=sum(count.given[1:]), all=voters)
    one = count.total == 1
    return say("wall_one_dot", lang, givers=givers) if one else say("wall_dots", lang, n=count.total, givers=givers)


def _spread(count: Count, lang: Lang) -> str:
    words = zip(("none", "one", "two", "three"), count.given, strict=True)
    return say("wall_dots_spread", lang, **dict(words))
