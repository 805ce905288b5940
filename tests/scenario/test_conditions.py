"""The condition language: what it means, and that text and tree are one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderSim.scenario import evaluate, indicators, parse_condition
from borderSim.scenario.conditions import MOST_PARTS, Both, Compare, Condition, Not

NAMES = ("trust", "conflict_killings", "days_closed")
VALUES = {
    "trust": np.array([0.1, 0.4, 0.9]),
    "conflict_killings": np.array([80.0, 60.0, 10.0]),
    "days_closed": np.array([0.0, 3.0, 30.0]),
}


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("trust < 0.5", [True, True, False]),
        ("0.5 > trust", [True, True, False]),
        ("conflict_killings > 60", [True, False, False]),
        ("conflict_killings >= 60", [True, True, False]),
        ("conflict_killings <= 60", [False, True, True]),
        ("trust > -1", [True, True, True]),
        ("trust < 0.5 and conflict_killings > 60", [True, False, False]),
        ("trust < 0.2 or days_closed > 10", [True, False, True]),
        ("not trust < 0.5", [False, False, True]),
        ("not (trust < 0.2 or days_closed > 10)", [False, True, False]),
        ("trust < 0.2 or days_closed > 2 and conflict_killings < 20", [True, False, True]),
        ("(trust < 0.2 or days_closed > 2) and conflict_killings < 20", [False, False, True]),
    ],
)
def test_meaning(text, where):
    assert evaluate(parse_condition(text).expression, VALUES).tolist() == where


def test_months():
    assert parse_condition("trust < 0.5").for_months == 1
    assert parse_condition("trust < 0.5 for 2 months").for_months == 2
    assert parse_condition("trust < 0.5\n  for 1 year").for_months == 12


def test_plain_numbers_work_too():
    assert evaluate(parse_condition("not trust < 0.5").expression, {"trust": 0.9}) is True


def test_indicators_that_are_read():
    assert indicators(parse_condition("trust < 1 and not (days_closed > 2 or trust > 0)").expression) == {
        "trust",
        "days_closed",
    }


@pytest.mark.parametrize(
    "text",
    [
        "(lambda: 1)() > 0",
        "trust.real > 0",
        "trust[0] > 0",
        "[trust for trust in 'ab'] > 0",
        "trust if trust else 0",
        "trust > True",
        "trust > 'a'",
        "trust > 1j",
        "trust > 1e400",
        "trust > 1 + 1",
        "trust",
        "1 < 2",
        "trust is 1",
        "trust in 1",
        "(trust := 3) > 1",
        "f'{trust}' > 1",
        "await trust > 1",
        "trust > 0; import os",
        "trust > 0 for 0 months",
        "trust > 0 for 2 months for 3 months",
        "(" * 3000,
        "not " * 900 + "trust > 0",
        " and ".join(["trust > 0"] * 60),
        "trust > " + "9" * 3000,
        "trust > 0" + " " * 5000,
        "",
        7,
        None,
    ],
)
@pytest.mark.filterwarnings("error")
def test_what_is_refused(text):
    with pytest.raises(ValueError, match=r"\w"):
        parse_condition(text)


compares = st.builds(
    Compare,
    st.sampled_from(NAMES),
    st.sampled_from(["<", "<=", ">", ">="]),
    st.floats(min_value=-1e12, max_value=1e12),
)
expressions = st.recursive(
    compares,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(Both, st.sampled_from(["and", "or"]), st.lists(inner, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)


def size(expression):
    parts = getattr(expression, "parts", None) or ([expression.part] if isinstance(expression, Not) else [])
    return 2 + sum(map(size, parts))


@given(expressions.filter(lambda e: size(e) < MOST_PARTS), st.integers(1, 24))
def test_a_condition_and_its_text_are_one(expression, months):
    condition = Condition(expression, months)
    assert parse_condition(str(condition)) == condition
