"""Discovery on a made sweep: criteria, cases, halves, screening, a planted rule found, questions refused."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import qmc

from borderSim.analysis.discovery import Criterion, Question, discover, read_criterion
from borderSim.analysis.discovery_cases import MOST_DRAWN, axis_input, evidence, half
from borderSim.errors import UserError
from tests.sweep_story import axis, sweep_of

ABOVE = read_criterion("above 40")
MEMBERS = 24
DRAWS = qmc.Sobol(50, rng=3).random(64)[:MEMBERS]
DRAWN = {f"made_up_{j:02d}": DRAWS[:, j] for j in range(49)} | {"structure_affordability": np.arange(MEMBERS) % 2}


def story(points=128, outcome=None, members=MEMBERS, drawn=None, **options):
    """Fails where the price is low and the closure long, whatever the option; the outcome is 60 or 0, with a little of
    what the members drew."""
    unit = qmc.Sobol(4, rng=7).random(points)
    table = np.column_stack([20 + 80 * unit[:, 0], 12 * unit[:, 1], np.floor(unit[:, 2] * 3), np.round(unit[:, 3])])
    axes = [
        axis("oil_price", 20, 100),
        axis("closure", 0, 12),
        axis("host", 0, 2, method="list", choices=("low", "mid", "high"), group=1),
        axis("support", 0, 1, method="list", role="policy", kind="lever", group=2),
    ]

    def planted(rows, ids):
        return 60.0 * ((rows[:, 0] < 50) & (rows[:, 1] > 5))[:, None] + 10 * DRAWS[ids % MEMBERS, 0][None, :]

    given_drawn = DRAWN if drawn is None else drawn
    return sweep_of(axes, table, outcome or planted, members=members, drawn=given_drawn, **options)


def ask(criterion=ABOVE, **options):
    return Question("trade_total", criterion, **options)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [("above 50", "above", 50), ("below -0.5", "below", -0.5), (" above  1e3 ", "above", 1000),
     ("below .5", "below", 0.5),
     ("highest 25%", "highest", 25), ("lowest 2.5 %", "lowest", 2.5)],
)  # fmt: skip
def test_criteria_are_read(text, kind, value):
    assert read_criterion(text) == Criterion(kind, value)


@pytest.mark.parametrize(
    ("text", "said"),
    [("worst 25%", "judgement"), ("best 10%", "judgement"), ("above 50 USD", "stands alone"), ("above 50%", "alone"),
     ("above 0,5", "decimals take a point"), ("above", "a number follows above"), ("above many", "a number follows"),
     ("highest 25", "followed by a share"), ("highest 0%", "between 0% and 100%"), ("lowest 100%", "between"),
     ("belw 0", "did you mean below"), ("above 1e999", "too large"), ("above nan", "a number follows"),
     ("", "no criterion"),
     ("above 5 or below 3", "stands alone"), ("__import__('os')", "no criterion")],
)  # fmt: skip
def test_wrong_criteria_are_explained(text, said):
    with pytest.raises(UserError, match=said):
        read_criterion(text)


@given(st.lists(st.integers(-5, 5), min_size=5, max_size=60), st.integers(1, 99))
def test_a_share_holds_at_least_that_share(values, percent):
    outcome = np.array(values, float)
    high, low = Criterion("highest", percent).hits(outcome), Criterion("lowest", percent).hits(outcome)
    for hits in (high, low):
        assert hits.sum() >= 1
        assert hits.mean() >= percent / 100 - 1 / len(values)
    assert outcome[high].min() >= outcome[~high].max(initial=-np.inf)
    assert outcome[low].max() <= outcome[~low].min(initial=np.inf)


@pytest.mark.parametrize("method", ["prim", "cart"])
def test_the_planted_rule_is_found_and_holds_when_checked(method):
    found = discover(story(), ask(), method).found[0]
    assert found.sure
    assert found.box.limits == {
        0: (-np.inf, pytest.approx(50, abs=4)),
        1: (pytest.approx(5, abs=1), np.inf),
    }
    assert found.check.density > 0.9
    assert found.density[0] <= found.check.density <= found.density[1]
    assert found.coverage[0] <= found.check.coverage <= found.coverage[1]


def test_a_choice_is_found():
    data = story(outcome=lambda rows, ids: np.where(rows[:, 2] == 1, 60.0, 0)[:, None] + 0.0 * ids)
    found = discover(data, ask()).found[0]
    assert found.box.limits == {2: frozenset({1})}
    assert found.check.density == found.check.coverage == 1


def test_what_members_drew_is_found_with_members_enough():
    values = qmc.Sobol(1, rng=2).random(128)[:, 0]
    data = story(32, lambda rows, ids: 60.0 * (values[ids] > 0.6) + 0 * rows[:, :1], 128, {"border_pull": values})
    found = discover(data, ask()).found[0]
    inputs = discover(data, ask()).evidence.learn.inputs
    assert [inputs[j].name for j in found.box.limits] == ["border_pull"]


def test_noise_says_so():
    chance = qmc.Sobol(1, rng=11).random(128 * 32).reshape(128, 32)[:, :MEMBERS]
    found = discover(story(outcome=lambda rows, ids: 100 * chance), ask(read_criterion("highest 25%"))).found[0]
    assert not found.sure
    assert found.restrictions == ()
    assert found.check.density == found.check.base


def test_the_same_question_has_the_same_answer():
    one, two = (discover(story(), ask(), boxes=2) for _ in range(2))
    assert [f.box for f in one.found] == [f.box for f in two.found]
    assert [f.restrictions for f in one.found] == [f.restrictions for f in two.found]


def test_a_second_box_finds_the_second_region():
    def two(rows, ids):
        return 60.0 * ((rows[:, 0] < 45) | (rows[:, 1] > 9))[:, None] + 0.0 * ids

    found = discover(story(256, two), ask(), boxes=3).found
    assert sorted(list(item.box.limits) for item in found[:2]) == [[0], [1]]
    assert found[0].learn.hits + found[1].learn.hits > 0.9 * found[0].learn.interest


def test_a_step_that_is_asked_for_is_shown_as_it_is():
    result = discover(story(), ask(), step=3)
    assert result.found[0].box == result.found[0].steps[3].box
    with pytest.raises(UserError, match="the steps are 0 to"):
        discover(story(), ask(), step=500)


def test_halves_share_no_member_and_are_equal():
    found = evidence(story(), ask())
    assert not set(found.learn.member) & set(found.check.member)
    assert len(found.learn) == len(found.check) == 128 * MEMBERS / 2
    few = evidence(story(members=4, drawn={}), ask())
    assert few.apart == "point"
    assert not set(few.learn.point) & set(few.check.point)


def test_half_depends_on_seed_and_ids_alone():
    ids = np.array([9, 3, 3, 1, 7, 5])
    assert set(half(ids, 1)) == set(half(ids[::-1], 1))
    assert len(half(ids, 1)) == 3
    assert len({tuple(sorted(half(np.arange(40), seed))) for seed in range(5)}) == 5


def test_screening_keeps_the_axes_and_the_drawn_inputs_with_most_rank_correlation():
    found = evidence(story(), ask())
    names = [item.name for item in found.learn.inputs]
    assert names[:4] == ["oil_price", "closure", "host", "support"]
    assert names[4] == "made_up_00"
    assert len(names) == 4 + MOST_DRAWN
    assert found.looked_at == {"point": 4, "member": 50}


def test_few_members_are_not_searched_unless_named():
    few = story(members=8)
    assert all(item.of == "point" for item in evidence(few, ask()).learn.inputs)
    named = evidence(few, ask(inputs=("made_up_00", "closure")))
    assert [item.name for item in named.learn.inputs] == ["closure", "made_up_00"]


def test_points_take_the_median_of_their_members():
    data = story()
    found = evidence(data, ask(by="points"))
    assert len(found.learn) + len(found.check) == 128
    middle = np.median(data.values["trade_total"][:, :, -1], axis=1)
    assert found.learn.outcome == pytest.approx(middle[found.learn.point])


def test_a_fixed_option_leaves_its_points_alone():
    found = evidence(story(), ask(fixed={"support": "1", "host": "mid"}))
    assert set(found.learn.values[:, 0]) <= set(story().points[:, 0])
    assert {item.name for item in found.learn.inputs} & {"support", "host"} == set()
    assert all(story().points[p, 3] == 1 and story().points[p, 2] == 1 for p in found.learn.point)


def test_a_difference_is_from_the_reference():
    data = story(reference=lambda rows, ids: np.full((len(rows), len(ids)), 30.0))
    found = evidence(data, ask(read_criterion("below 0"), difference=True))
    assert np.all(found.learn.hits == (found.learn.outcome < 0))
    assert found.learn.outcome.min() == pytest.approx(-30, abs=10)


def test_a_choice_has_words_for_readers_and_a_name_for_files():
    spoken = {"en": ("Little", "Some", "Much"), "es": ("Poco", "Algo", "Mucho")}
    item = axis_input(replace(axis("host", 0, 2, choices=("low", "mid", "high")), spoken=spoken))
    assert item.names == ("low", "mid", "high")
    assert [choice["es"] for choice in item.choices] == ["Poco", "Algo", "Mucho"]


def test_a_structural_switch_is_no_or_yes():
    data = story(drawn={"structure_affordability": np.arange(MEMBERS) % 2})
    item = evidence(data, ask()).learn.inputs[-1]
    assert [choice["es"] for choice in item.choices] == ["no", "sí"]
    assert item.names == ("no", "yes")
    assert item.label["en"] == "Means as well as need move people"


@pytest.mark.parametrize(
    ("options", "said"),
    [({"fixed": {"suport": "1"}}, "did you mean support"), ({"fixed": {"support": "0.5"}}, "values are 0, 1"),
     ({"fixed": {"host": "middle"}}, "values are low, mid, high"),
     ({"fixed": {"oil_price": "50"}}, "sampled from 20 to 100"),
     ({"inputs": ("closur",)}, "did you mean closure"), ({"inputs": ("made_up_01",), "by": "points"}, "--by members"),
     ({"criterion": read_criterion("above 1000")}, "no case fails"),
     ({"criterion": read_criterion("above -1"), "succeeds": True}, "every case succeeds"),
     ({"criterion": read_criterion("highest 0.1%")}, "each half"),
     ({"inputs": ("support",), "fixed": {"support": "1"}}, "no input is left")],
)  # fmt: skip
def test_questions_without_an_answer_are_refused(options, said):
    with pytest.raises(UserError, match=said):
        discover(story(), ask(**{"criterion": ABOVE, **options}))


def test_all_wrong_names_are_said_at_once():
    with pytest.raises(UserError) as error:
        evidence(story(), ask(fixed={"suport": "1", "hosts": "mid"}))
    assert len(error.value.problems) == 2


def test_few_cases_and_missing_values_are_refused():
    with pytest.raises(UserError, match="too few"):
        discover(story(16, members=4, drawn={}), ask(read_criterion("highest 40%")))
    broken = story(outcome=lambda rows, ids: np.where(rows[:, :1] > 90, np.nan, 1.0) + 0.0 * ids)
    with pytest.raises(UserError, match="have no value"):
        discover(broken, ask())
