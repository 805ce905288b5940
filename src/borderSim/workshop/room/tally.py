"""What a room voted and predicted: counts and spreads of opinion, without a ranking and without names."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from borderSim.workshop.room.rules import DOTS
from borderSim.workshop.room.state import Ballot, Direction, Prediction, Question, State, Truth

SIGNS: dict[Direction, int] = {"higher": 1, "no_clear": 0, "lower": -1}


@dataclass(frozen=True)
class Count:
    """What a publication got: ``total`` approvals or dots; ``given[n]`` devices gave it n of them.

    ``place`` counts from 1; publications with as many share theirs.
    """

    publication: int
    total: int
    given: tuple[int, ...]
    place: int


@dataclass(frozen=True)
class Turnout:
    """How many devices voted or predicted, of how many that came in."""

    took_part: int
    present: int


@dataclass(frozen=True)
class Spread:
    """What a room predicts: how many devices answered, how many said what, and the amounts that they gave.

    ``amounts`` are signed differences in the indicator's unit, sorted, so that nobody is known by their order.
    """

    answered: int
    higher: int = 0
    lower: int = 0
    no_clear: int = 0
    amounts: tuple[float, ...] = ()


@dataclass(frozen=True)
class Scores:
    """How predictions and model compare, for the debrief: how many of all had the direction, and amounts inside it.

    ``right`` of ``answered`` said ``direction``; ``inside`` of ``amounts`` lie in the model's 90% interval.
    """

    direction: Direction
    answered: int
    right: int
    amounts: int
    inside: int


def tally(ballot: Ballot) -> list[Count]:
    """The publications of a ballot with what they got, most first; ties in the order of publication."""
    most = 1 if ballot.kind == "approval" else DOTS
    given = {option: Counter(vote.get(option, 0) for vote in ballot.votes.values()) for option in ballot.options}
    totals = {option: sum(marks * devices for marks, devices in given[option].items()) for option in ballot.options}
    return [
        Count(
            option,
            totals[option],
            tuple(given[option][marks] for marks in range(most + 1)),
            place=1 + sum(total > totals[option] for total in totals.values()),
        )
        for option in sorted(ballot.options, key=lambda option: (-totals[option], option))
    ]


def turnout(of: Ballot | Question, state: State) -> Turnout:
    """How many took part in a vote or a prediction; the facilitator's devices count only where they did."""
    took_part = of.votes.keys() if isinstance(of, Ballot) else of.predictions.keys()
    others = {device.id for device in state.devices.values() if device.role != "facilitator"}
    return Turnout(len(took_part), len(others | took_part))


def visible(question: Question) -> tuple[Prediction, ...]:
    """The predictions that a screen may show: none before the reveal, then all, sorted so that nobody is known."""
    if question.truth is None:
        return ()
    return tuple(sorted(question.predictions.values(), key=lambda said: (said.direction, signed(said) or 0.0)))


def signed(prediction: Prediction) -> float | None:
    """The difference that a device expects, in the indicator's unit; None where it gave no amount."""
    return None if prediction.amount is None else SIGNS[prediction.direction] * prediction.amount


def spread(question: Question) -> Spread:
    """What the room predicts; before the reveal only how many have answered."""
    said = visible(question)
    found = Counter(prediction.direction for prediction in said)
    amounts = sorted(amount for amount in map(signed, said) if amount is not None)
    return Spread(len(question.predictions), found["higher"], found["lower"], found["no_clear"], tuple(amounts))


def direction(truth: Truth) -> Direction:
    """What the model says; no clear change where the 90% interval holds zero."""
    if truth.low <= 0 <= truth.high:
        return "no_clear"
    return "higher" if truth.low > 0 else "lower"


def scores(question: Question) -> Scores | None:
    """How the room's predictions compare with the model; None before the reveal."""
    truth = question.truth
    if truth is None:
        return None
    said, amounts, right = visible(question), spread(question).amounts, direction(truth)
    return Scores(
        direction=right,
        answered=len(said),
        right=sum(prediction.direction == right for prediction in said),
        amounts=len(amounts),
        inside=sum(truth.low <= amount <= truth.high for amount in amounts),
    )
