"""Questions that a session never revealed: what the model says to them, computed for the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from borderSim.analysis.compare import aggregate
from borderSim.catalogue import indicators
from borderSim.results.data import RunData
from borderSim.scenario import Scenario, ScheduledEvent
from borderSim.workshop.draft.draft import Bases
from borderSim.workshop.handout.published import Deal, Pair, pair
from borderSim.workshop.pictures.picture import gap
from borderSim.workshop.room.after import after
from borderSim.workshop.room.events import RoundClosed
from borderSim.workshop.room.log import Session
from borderSim.workshop.room.state import Question, State, Truth


def unrevealed(session: Session, made: Sequence[Deal], known: dict[str, Scenario]) -> dict[int, Pair]:
    """What to run for each question that nobody revealed, by its number; one that is on the table stays sealed.

    A question about a policy of ``made``, under the same events, has its runs. ``known`` are baselines by hash.
    """
    found: dict[int, Pair] = {}
    for question, injects in _asked(session):
        if question.truth is None:
            same = (deal for deal in made if deal.publication.draft == question.draft and deal.injects == injects)
            found[question.id] = next(same, None) or _own(question, session.bases, injects, known)
    return found


def answered(session: Session, asked: Mapping[int, Pair], data: RunData) -> Session:
    """The session with the answers of the model to the questions ``asked``, as the console would have revealed them."""
    questions = {
        number: replace(question, truth=_truth(question, asked[number], data)) if number in asked else question
        for number, question in session.state.questions.items()
    }
    return replace(session, state=replace(session.state, questions=questions))


def _asked(session: Session) -> Iterator[tuple[Question, tuple[ScheduledEvent, ...]]]:
    """The questions in their order, with the events for everybody by the end of the round that they were asked for.

    Without those that the open round is about: they may have been asked before it began.
    """
    state, told = State(), 0
    for entry in session.entries:
        state = after(state, entry.event, entry.at)
        if isinstance(entry.event, RoundClosed):
            yield from _with(state, session, told)
            told = len(state.questions)
    if state.round is None:
        yield from _with(state, session, told)


def _with(state: State, session: Session, told: int) -> Iterator[tuple[Question, tuple[ScheduledEvent, ...]]]:
    for number in list(state.questions)[told:]:
        yield session.state.questions[number], state.future


def _own(question: Question, bases: Bases, injects: Sequence[ScheduledEvent], known: dict[str, Scenario]) -> Pair:
    return pair(f"question-{question.id:02d}", question.title, question.draft, bases, injects, known)


def _truth(question: Question, asked: Pair, data: RunData) -> Truth:
    item, values = indicators()[question.indicator], data.national[question.indicator]
    ours, theirs = (
        aggregate(values[data.index(name)], item.window, asked.policy.window)
        for name in (asked.policy.name, asked.baseline.name)
    )
    found = gap(ours - theirs)
    return Truth(found.median, found.low, found.high, found.higher_in_100, len(data.members))
