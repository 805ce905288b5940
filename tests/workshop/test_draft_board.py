"""What a Board asks of drafts: which levers first, where they stand, marks and steps of their sliders."""

import itertools
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderSim import catalogue
from borderSim.catalogue.entries import rows
from borderSim.scenario.level import moved
from borderSim.workshop.draft import change
from borderSim.workshop.draft.choice import MOST, board_levers, conditions, first_levers, groups
from borderSim.workshop.draft.draft import Bases, Draft
from borderSim.workshop.draft.marks import MOST as MOST_MARKS
from borderSim.workshop.draft.marks import NEAREST, YES_NO, marks, recorded, step
from borderSim.workshop.draft.position import Position, position, standing
from borderSim.workshop.draft.scenarios import policy
from tests.workshop.drafts import drafts, room, scenario, today

LEVERS = list(catalogue.levers())


# --- which levers ----------------------------------------------------------------------------------------------------


def test_the_first_screen_shows_what_the_base_moves_then_the_draft_then_the_usual():
    base_moves = set(moved(room().first, room().baseline))
    shown = first_levers(room(), Draft("reopen"))
    assert len(base_moves) > MOST == len(shown)
    assert set(shown) < base_moves
    assert first_levers(room(), Draft("reopen"), most=50)[:1] == ["border_open_people"]
    assert base_moves < set(first_levers(room(), Draft("reopen"), most=20))
    assert set(first_levers(today(), Draft("today"))) == set(board_levers()[:MOST])
    draft = change.with_lever(Draft("today"), today(), "good_offices", 1)
    draft = change.with_lever(draft, today(), "oil_price", 100)
    shown = first_levers(today(), draft)
    assert "good_offices" in shown
    assert "oil_price" not in shown
    assert len(shown) == MOST


@given(drafts(), st.integers(1, 12))
def test_the_first_screen_has_policies_by_system_in_the_order_of_the_catalogue(draft, most):
    shown = first_levers(room(), draft, most)
    assert len(shown) == most == len(set(shown))
    assert shown == sorted(shown, key=LEVERS.index)
    assert all(catalogue.levers()[name].kind == "policy" for name in shown)


def test_groups_and_conditions_are_all_levers_once():
    flat = [name for names in groups().values() for name in names]
    assert sorted([*flat, *conditions()]) == sorted(LEVERS)
    for system, names in groups().items():
        assert {catalogue.levers()[name].system for name in names} == {system}


def test_the_packaged_order_names_policies_once_each_with_a_reason_in_both_languages():
    policies = {name for names in groups().values() for name in names}
    assert len(set(board_levers())) == len(board_levers()) >= MOST
    assert set(board_levers()) <= policies
    for row in rows("board_levers.csv"):
        assert row["reason_en"] != row["reason_es"]
        assert len(row["reason_en"]) < 90
        assert len(row["reason_es"]) < 100
    systems = {catalogue.levers()[name].system for name in board_levers()[:MOST]}
    assert len(systems) >= 5


# --- where they stand ------------------------------------------------------------------------------------------------


def test_a_lever_stands_where_it_was_put_or_where_the_base_ends():
    bases, draft = room(), Draft("reopen")
    assert position("crossing_integrity", draft, bases) == Position(0.8, 0.4, date(2022, 10, 1), 12, False, False)
    draft = change.with_lever(draft, bases, "crossing_integrity", 0.6, date(2027, 6, 1), 12)
    assert position("crossing_integrity", draft, bases) == Position(0.6, 0.4, date(2027, 6, 1), 12, True, False)
    value, differ = standing(policy(draft, bases), "crossing_integrity")
    assert value < 0.6  # the ramp is not over when the run ends
    assert not differ
    untouched = position("host_support", draft, bases)
    assert (untouched.start, untouched.ramp_months, untouched.moved) == (bases.first.start, 0, False)


def test_a_lever_that_differs_by_place_says_so():
    found = position(
        "border_open_people", Draft("baseline"), Bases({"baseline": scenario("baseline")}, room().baseline)
    )
    assert found.varies
    assert 0 < found.value < 1
    assert found.value == found.baseline
    moved_ = change.with_lever(Draft("reopen"), room(), "border_open_people", 0.5)
    assert not position("border_open_people", moved_, room()).varies


# --- marks and steps -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lever", LEVERS)
def test_marks_are_few_apart_and_mean_something(lever):
    entry = catalogue.levers()[lever]
    for bases in (room(), today()):
        found = marks(lever, bases, "en")
        values = [mark.value for mark in found]
        assert values == sorted(values)
        assert 1 <= len(found) <= MOST_MARKS
        assert all(b - a >= NEAREST * (entry.upper - entry.lower) for a, b in itertools.pairwise(values))
        assert [m.value for m in found if m.kind == "baseline"] == [standing(bases.baseline, lever)[0]]
        assert all(mark.words for mark in found)
        other = marks(lever, bases, "es")
        assert [m.value for m in other] == values
        assert all(a.words != b.words or a.kind == "history" for a, b in zip(found, other, strict=True))


def test_marks_name_the_top_level_and_years():
    words = {mark.value: (mark.words, mark.kind) for mark in marks("border_open_people", today(), "en")}
    assert words[1.0] == ("Open to all who have papers, in opening hours", "level")
    assert words[0.0] == ("2019", "history")
    assert recorded("diplomatic_relations").items() >= {1.5: "2015", 0.0: "2019"}.items()
    assert recorded("sanctions_intensity").items() >= {0.0: "2012", 0.2: "2015", 0.4: "2017"}.items()
    assert {mark.value for mark in marks("monomeros_licence", today(), "en")} == {0, 1}


@pytest.mark.parametrize("lever", LEVERS)
def test_steps_are_round_and_end_at_both_ends(lever):
    entry, size = catalogue.levers()[lever], step(lever)
    count = (entry.upper - entry.lower) / size
    assert count == pytest.approx(round(count), abs=1e-9)
    if entry.unit == "date":
        assert size == 1
    elif entry.unit == YES_NO:
        assert count == 1
    elif entry.unit == "level 0-2":
        assert size == 0.5
    else:
        assert float(f"{size:e}".split("e")[0]) in (1, 2, 5)
        assert 10 <= count <= 60


@given(st.sampled_from(LEVERS), st.integers(0, 200))
def test_every_step_of_a_slider_is_a_change_that_a_draft_takes(lever, count):
    """As a browser counts: lower bound + n x step, with the noise of its sums."""
    entry = catalogue.levers()[lever]
    steps = round((entry.upper - entry.lower) / step(lever))
    value = entry.lower + (count % (steps + 1)) * step(lever)
    draft = change.with_lever(Draft("reopen"), room(), lever, value)
    assert draft.settings[lever].value == pytest.approx(value, abs=0.02)


def test_the_baseline_mark_wins_over_what_is_too_near():
    level = catalogue.lever_levels()["sanctions_intensity"][-1]
    near = policy(change.with_lever(Draft("reopen"), room(), "sanctions_intensity", level.value - 0.05), room())
    bases = Bases(room().scenarios, replace(near, name="baseline"))
    found = {mark.value: mark.kind for mark in marks("sanctions_intensity", bases, "en")}
    assert level.value not in found
    assert found[level.value - 0.05] == "baseline"
