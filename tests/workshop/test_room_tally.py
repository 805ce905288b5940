"""Votes and predictions as a room sees them, and its clock."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderSim.workshop.room.state import Ballot, Device, Prediction, Question, State, Truth
from borderSim.workshop.room.tally import Count, Spread, Turnout, direction, scores, spread, tally, turnout, visible
from tests.workshop.room_lab import draft

STATE = State(devices={name: Device(name, "guest") for name in "abcde"} | {"f": Device("f", "facilitator")})
SEALED = Question(1, 1, "arrivals", "", draft())
ABOVE, BELOW, SPANS = Truth(2, 1, 3, 98, 200), Truth(-2, -3, -1, 1, 200), Truth(0.4, 0, 2, 70, 200)
SAID = {
    "a": Prediction("higher", 2.5),
    "b": Prediction("lower", 1.0),
    "c": Prediction("higher"),
    "d": Prediction("no_clear", 0.0),
    "e": Prediction("higher", 9.0),
}


def test_dots_are_counted_with_their_spread_and_ties():
    votes = {"a": {1: 3}, "b": {2: 2, 3: 1}, "c": {2: 1, 3: 2}, "d": {}}
    counts = tally(Ballot(1, "dots", (3, 1, 2, 4), votes))
    assert counts == [
        Count(1, 3, (3, 0, 0, 1), place=1),
        Count(2, 3, (2, 1, 1, 0), place=1),
        Count(3, 3, (2, 1, 1, 0), place=1),
        Count(4, 0, (4, 0, 0, 0), place=4),
    ]


def test_approvals_are_counted_by_device():
    votes = {"a": {1: 1, 2: 1}, "b": {2: 1}, "c": {}}
    assert tally(Ballot(1, "approval", (1, 2), votes)) == [
        Count(2, 2, (1, 2), 1),
        Count(1, 1, (2, 1), 2),
    ]
    assert tally(Ballot(1, "approval", (5,))) == [Count(5, 0, (0, 0), 1)]


def test_turnout_counts_who_came_in_and_the_facilitator_only_where_it_took_part():
    assert turnout(Ballot(1, "dots", (1,), {"a": {1: 1}, "b": {}}), STATE) == Turnout(2, 5)
    assert turnout(Ballot(1, "dots", (1,), {"f": {1: 1}}), STATE) == Turnout(1, 6)
    assert turnout(Question(1, 1, "arrivals", "", draft(), SAID), STATE) == Turnout(5, 5)


def asked(truth, said=SAID):
    return Question(1, 1, "arrivals", "", draft(), said, truth)


def test_before_the_reveal_only_the_number_of_answers_shows():
    assert visible(asked(None)) == ()
    assert spread(asked(None)) == Spread(5)
    assert scores(asked(None)) is None


def test_after_the_reveal_amounts_are_signed_and_sorted():
    found = spread(asked(ABOVE))
    assert (found.answered, found.higher, found.lower, found.no_clear) == (5, 3, 1, 1)
    assert found.amounts == (-1.0, 0.0, 2.5, 9.0)
    assert sorted(map(str, visible(asked(ABOVE)))) == sorted(map(str, SAID.values()))


@pytest.mark.parametrize(
    ("truth", "says", "right", "inside"), [(ABOVE, "higher", 3, 1), (BELOW, "lower", 1, 1), (SPANS, "no_clear", 1, 1)]
)
def test_the_debrief_says_how_many_were_right_and_how_many_amounts_lie_inside(truth, says, right, inside):
    found = scores(asked(truth))
    assert direction(truth) == found.direction == says
    assert (found.right, found.answered, found.inside, found.amounts) == (right, 5, inside, 4)


PREDICTIONS = st.builds(Prediction, st.sampled_from(["higher", "lower"]), st.none() | st.floats(0, 1e6))


@given(st.dictionaries(st.text("abc", min_size=1, max_size=4), PREDICTIONS, max_size=12), st.randoms())
def test_what_shows_does_not_depend_on_who_answered_first(said, chance):
    order = [*said]
    chance.shuffle(order)
    other = {name: said[name] for name in order}
    assert list(visible(asked(ABOVE, said))) == list(visible(asked(ABOVE, other)))
    found = spread(asked(ABOVE, said))
    assert list(found.amounts) == sorted(found.amounts)
