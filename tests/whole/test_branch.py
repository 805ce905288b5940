"""What scenarios of a block share is computed once, and not one byte of the results knows it."""

from dataclasses import replace
from datetime import date
from itertools import chain, combinations, pairwise

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from borderSim import catalogue
from borderSim.engine import axes, warmup
from borderSim.engine.dates import month_date, month_index
from borderSim.engine.noise import Noise
from borderSim.engine.timeline import Timeline
from borderSim.experiment import block as blocks
from borderSim.experiment import stretches as cutting
from borderSim.experiment.block import Block, prepare, run_block
from borderSim.experiment.lanes import lanes_of
from borderSim.experiment.stretches import stretches
from borderSim.scenario import (
    ConditionalEvent,
    Distribution,
    LeverChange,
    Pin,
    ScheduledEvent,
    Setting,
    parse_condition,
)

from .lab import WORLD, months_of, set_lever, shipped, stormy

QUICK = (Phase.explicit, Phase.reuse, Phase.generate)  # an example is a run: do not spend minutes on a shorter one
START, END = date(2025, 7, 1), date(2026, 5, 1)
MONTHS = range(month_index(START), month_index(END))
LAG = Distribution("lognormal", 1.0, 3.0, 9.0)
PLAIN = shipped("today", start=START, end=END, assumptions=stormy())
RELIEF = ConditionalEvent(
    parse_condition("conflict_killings > 1 for 2 months"), (Setting("border_open_people", None, 0.1),), 100.0
)
CONTROL = ConditionalEvent(parse_condition("trust < 0.9"), (Setting("trocha_control", None, 0.8),), 45.0, once=True)


def points(*changes):
    """Scenarios of one base that differ in these changes only, one each."""
    return [replace(PLAIN, name=f"p{i}", changes=(change,)) for i, change in enumerate(changes)]


def opening(day, *values):
    return points(*(set_lever("border_open_people", day, value) for value in values))


def run(scenarios, members=2, cost=0.0, **more):
    """A block whose scenarios are one wherever they can be (cost 0), or never (cost infinite)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cutting, "FORK_COST", cost)
        return run_block(Block(scenarios, np.arange(members), 1, **{"dtype": "float32", **more}))


def series(piece):
    return {(part, n): a for part in ("national", "department", "place") for n, a in getattr(piece, part).items()}


def differing(one, other):
    """Names of the series that are not equal byte for byte."""
    first, second = series(one), series(other)
    assert first.keys() == second.keys()
    assert all(first[name].dtype == second[name].dtype and first[name].shape == second[name].shape for name in first)
    return {name for name in first if first[name].tobytes() != second[name].tobytes()}


def cuts(scenarios, months=MONTHS, cost=0.0):
    """(months since the start, scenarios computed) of every stretch."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cutting, "FORK_COST", cost)
        found = stretches(scenarios, blocks.pasts(scenarios), months)
    assert [m for part in found for m in part.months] == list(months)
    return [(part.months.start - months.start, len(part.leaders)) for part in found]


# --- where scenarios part ---------------------------------------------------------------------------------------------


def test_scenarios_part_in_the_month_in_which_their_changes_begin():
    assert cuts(opening("2025-10-20", 0.1, 0.2, 0.3)) == [(0, 1), (3, 3)]
    assert cuts(opening("2025-07-31", 0.1, 0.2)) == [(0, 2)]
    assert cuts(opening("2026-01-01", 0.5, 0.5)) == [(0, 1)]
    assert cuts([PLAIN, *opening("2026-04-30", 0.1, 0.2)]) == [(0, 1), (9, 3)]


def test_they_part_one_by_one():
    first, second = opening("2025-09-01", 0.1, 0.9)
    later = set_lever("tariff_rate", "2026-02-01", 0.3)
    four = [first, replace(first, changes=(*first.changes, later)), second, replace(second, changes=second.changes)]
    assert cuts(four) == [(0, 1), (2, 2), (7, 3)]


@pytest.mark.parametrize(
    ("change", "start"),
    [
        ({"ramp_months": 9.0}, 4),
        ({"until": date(2026, 2, 1)}, 4),
        ({"lag": LAG}, 4),
        ({"places": ("simon_bolivar",)}, 4),
        ({"start": date(2025, 8, 9)}, 1),
    ],
)
def test_a_change_that_is_otherwise_in_any_way_parts_them_where_the_first_of_both_begins(change, start):
    one = set_lever("border_open_people", "2025-11-15", 0.4)
    assert cuts(points(one, replace(one, **change))) == [(0, 1), (start, 2)]


def test_events_part_them_from_their_date_on_also_by_number_and_order():
    small, large = (ScheduledEvent("pandemic", None, date(2025, 12, 3), date(2026, 2, 1), v) for v in (0.1, 0.2))
    sets = [(), (small,), (small, small), (small, large), (large, small)]
    assert cuts([replace(PLAIN, events=events) for events in sets]) == [(0, 1), (5, len(sets))]


@pytest.mark.parametrize(
    "more",
    [
        {"conditions": (RELIEF,)},
        {"switches": {"demand_frozen": True}},
        {"assumptions": {"incident_rate": Pin(0.1)}},
        {"parameters": "prior"},
    ],
)
def test_what_acts_at_once_parts_them_from_the_start(more):
    one, two = opening("2025-10-20", 0.1, 0.2)
    assert cuts([one, replace(one, **more)]) == [(0, 2)]
    assert cuts([replace(one, **more), replace(two, **more)]) == [(0, 1), (3, 2)]
    assert cuts([one, two, replace(one, **more)]) == [(0, 2), (3, 3)]


def test_a_switch_that_is_off_is_no_switch():
    assert cuts([PLAIN, replace(PLAIN, switches={"demand_frozen": False})]) == [(0, 1)]


def test_a_stretch_that_saves_less_than_a_fork_costs_is_not_cut_off():
    pair = opening("2025-11-01", 0.1, 0.2)  # four months of half of the lanes
    assert cuts(pair, cost=1.9) == [(0, 1), (4, 2)]
    assert cuts(pair, cost=2.0) == [(0, 2)]


@given(months=st.lists(st.integers(0, 9), min_size=1, max_size=6), cost=st.sampled_from([0.0, 0.5, 2.0, 3.5]))
def test_no_other_way_to_cut_computes_fewer_lanes(months, cost):
    """Against all sets of forks; scenarios that part from the first one in any months."""
    days = [f"{month_date(MONTHS[0] + m):%Y-%m-15}" for m in months]
    many = [PLAIN, *(opening(day, number / 10)[0] for number, day in enumerate(days))]

    def lanes_with(forks):
        borders = [0, *sorted(forks), len(MONTHS)]
        return sum(
            (end - begin + (cost if begin else 0)) * (1 + sum(m < end for m in months))
            for begin, end in pairwise(borders)
        )

    every = chain.from_iterable(combinations(sorted({*months} - {0}), n) for n in range(len({*months}) + 1))
    chosen = {begin for begin, _ in cuts(many, cost=cost)} - {0}
    assert lanes_with(chosen) == pytest.approx(min(lanes_with(forks) for forks in every))


def test_every_scenario_follows_one_that_it_still_equals():
    many = [PLAIN, *opening("2025-09-01", 0.1, 0.9), *opening("2026-01-10", 0.1, 0.1)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cutting, "FORK_COST", 0.0)
        first, second, third = stretches(many, blocks.pasts(many), MONTHS)
    assert first.follows.tolist() == [0, 0, 0, 0, 0]
    assert second.leaders[second.follows].tolist() == [0, 1, 2, 0, 0]
    assert third.leaders[third.follows].tolist() == [0, 1, 2, 3, 3]
    assert second.lanes(2).tolist() == [0, 1, 2, 0, 0, 3, 4, 5, 3, 3]


# --- the same bytes ---------------------------------------------------------------------------------------------------

LEVERS = (
    "border_open_people",
    "border_open_cargo",
    "sanctions_intensity",
    "military_pressure",
    "tariff_rate",
    "us_civil_aid",
    "price_gap_fuel",
    "crossing_integrity",
)
PLACES = {"crossing": (None, ("simon_bolivar",), ("simon_bolivar", "union"))}


@st.composite
def some_changes(draw):
    """A lever change that begins in the run: at once or by a ramp, for good or not, somewhere, perhaps late."""
    lever = catalogue.levers()[draw(st.sampled_from(LEVERS))]
    start = draw(st.dates(START, date(2026, 4, 30)))
    value = draw(st.sampled_from([lever.lower, lever.upper, (lever.lower + lever.upper) / 2]))
    places = draw(st.sampled_from(PLACES.get(lever.scope, (None,))))
    shape = draw(st.sampled_from([{}, {"ramp_months": 5.5}, {"until": date(2026, 5, 20)}, {"lag": LAG}]))
    return LeverChange(lever.name, places, start, float(value), **shape)


@st.composite
def some_scenarios(draw):
    """Two to four scenarios that take what they do from one pool of changes and events."""
    pool = draw(st.lists(some_changes(), min_size=1, max_size=6, unique_by=lambda c: (c.lever, c.start)))
    closed = ScheduledEvent("border_closure", ("union",), draw(st.dates(START, date(2026, 4, 1))), date(2026, 4, 9))
    conditions = draw(st.sampled_from([(), (RELIEF,), (CONTROL, RELIEF)]))
    scenarios = []
    for number in range(draw(st.integers(2, 4))):
        chosen = tuple(sorted((c for c in pool if draw(st.booleans())), key=lambda c: c.start))
        events = (closed,) if draw(st.booleans()) else ()
        own = conditions if draw(st.integers(0, 3)) else ()
        scenarios.append(replace(PLAIN, name=f"s{number}", changes=chosen, events=events, conditions=own))
    return scenarios


@given(scenarios=some_scenarios(), dtype=st.sampled_from(["float32", "float64"]))
@settings(max_examples=5, phases=QUICK)
def test_random_scenarios_have_the_same_bytes_with_and_without(scenarios, dtype):
    assert not differing(run(scenarios, dtype=dtype), run(scenarios, dtype=dtype, cost=np.inf))


@given(scenarios=some_scenarios())
@settings(max_examples=12)
def test_what_acts_on_the_lanes_is_the_same_from_whatever_month_a_timeline_begins(scenarios):
    """Ramps, pulses, lags and conditions under way at a fork; of every lane, not only of those that lead."""
    noise, ids = Noise(1, np.arange(3)), axes.ids(WORLD)
    whole = Timeline(scenarios, noise, ids, MONTHS)
    state = whole.start() | {name: np.full_like(v, 5100.0) for name, v in whole.start().items() if "until" in name}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cutting, "FORK_COST", 0.0)
        parts = stretches(scenarios, [""] * len(scenarios), MONTHS)
    for part in parts:
        own = Timeline([scenarios[i] for i in part.leaders], noise, ids, part.months)
        begun = own.start() | {name: np.full_like(v, 5100.0) for name, v in own.start().items() if "until" in name}
        for month in part.months:
            assert_same_exposure(whole.exposure(month, state), own.exposure(month, begun), part.lanes(3))


def assert_same_exposure(whole, own, rows):
    for kind in ("levers", "events", "switches", "written_from"):
        for name, values in getattr(own, kind).items():
            full = getattr(whole, kind)[name]
            if kind == "written_from":
                values, full = values <= own.month, full <= own.month
            assert values[rows].tobytes() == full.tobytes(), (kind, name, own.month)
    assert all(whole.reference[name].tobytes() == values.tobytes() for name, values in own.reference.items())


@pytest.mark.parametrize(
    ("name", "again"),
    [("corridor_war_prepared", 0), ("discreet_vs_loud", 1), ("closure_with_corridor", 0), ("security_then_state", 1)],
)
def test_shipped_scenarios_and_their_references(name, again):
    """With the variants of the decomposition, and with other chance."""
    scenario = shipped(name, decompose=("demand", "events"))
    all_of_it = lanes_of([scenario, *(shipped(other) for other in scenario.compare_with)]).all
    all_of_it = [replace(s, end=date(2026, 6, 1)) for s in all_of_it]
    months = months_of(all_of_it[0])
    assert len(cuts(all_of_it, months)) > 1
    assert not differing(run(all_of_it, again=again), run(all_of_it, again=again, cost=np.inf))


def test_conditions_under_way_at_a_fork_go_on():
    """Four scenarios with other conditions; their numbers and lanes change at the fork."""
    later = [set_lever("border_open_cargo", "2026-02-10", value) for value in (0.1, 0.9)]
    conditions = [(), (RELIEF,), (CONTROL, RELIEF)]
    scenarios = [replace(PLAIN, changes=(change,), conditions=own) for own in conditions for change in later]
    assert cuts(scenarios) == [(0, 3), (7, 6)]
    one, other = run(scenarios), run(scenarios, cost=np.inf)
    assert not differing(one, other)
    people = other.national["arrivals"]
    assert not np.array_equal(people[0], people[2])  # the condition did act
    assert not np.array_equal(people[2], people[4])


def test_scenarios_are_equal_until_they_part_and_not_longer():
    piece = run(opening("2025-12-10", 0.0, 1.0, 0.5), members=3)
    for values in piece.national.values():
        assert np.array_equal(values[:, :, :5], np.repeat(values[:1, :, :5], 3, axis=0))
    people = piece.national["arrivals"]
    assert all(not np.array_equal(people[i, :, 5:], people[j, :, 5:]) for i, j in [(0, 1), (1, 2), (0, 2)])


def test_a_fork_a_month_late_would_be_seen(monkeypatch):
    """The comparisons above can fail."""
    pair = opening("2025-12-10", 0.0, 1.0)
    right = run(pair)
    known = cutting._begun
    monkeypatch.setattr(cutting, "_begun", lambda scenario, end: known(scenario, end - 1))
    late = [*pair, replace(PLAIN, changes=(set_lever("tariff_rate", "2026-01-01", 0.3),))]  # a month to part in
    wrong = run(late)
    assert ("national", "arrivals") in {
        n for n, a in series(right).items() if not np.array_equal(a, series(wrong)[n][:2])
    }


def test_what_is_shared_is_computed_once(monkeypatch):
    widths = []
    real = blocks.simulate

    def counting(batch, state, timeline, months, watch):
        widths.append((len(months), len(next(iter(state.values())))))
        return real(batch, state, timeline, months, watch)

    monkeypatch.setattr(blocks, "simulate", counting)
    run(opening("2025-12-10", 0.0, 0.2, 0.4, 0.6), members=3)
    assert widths == [(5, 3), (5, 12)]


# --- what is kept -----------------------------------------------------------------------------------------------------


def test_only_what_is_asked_for_is_kept():
    pair = opening("2025-12-10", 0.0, 1.0)
    whole = run(pair)
    some = run(pair, keep=("arrivals", "trust"), departments=("arrivals",), places=False)
    assert set(some.national) == {"arrivals", "trust"}
    assert set(some.department) == {"arrivals"} & set(whole.department)
    assert not some.place
    none = run(pair, keep=(), departments=())
    assert (none.national, none.department) == ({}, {})
    assert len(none.place) == 2
    for name, values in series(some).items():
        assert values.tobytes() == series(whole)[name].tobytes()


# --- warm starts ------------------------------------------------------------------------------------------------------


RATES = ({"incident_rate": Pin(0.9)}, stormy(), {"incident_rate": Pin(0.0)})
EARLY = date(2015, 2, 1)  # after counts of people, trade and coca


def with_pasts(start):
    base = shipped("baseline", start=start, end=month_date(month_index(start) + 2), changes=())
    return [replace(base, name=f"a{i}", assumptions=rates) for i, rates in enumerate(RATES)]


@pytest.fixture
def other_pasts(tmp_path, monkeypatch):
    """Three scenarios with a past of their own, and an empty cache."""
    monkeypatch.setenv("BORDERSIM_CACHE", str(tmp_path))
    return with_pasts(EARLY)


@pytest.mark.parametrize(("start", "dtype"), [(EARLY, "float64"), (START, "float32")])
def test_warm_ups_of_several_pasts_together_are_those_of_each_alone(start, dtype):
    """To the second date through every kind of count."""
    scenarios, month, ids = with_pasts(start)[:2], month_index(start), np.array([0, 3])
    together = prepare(Block(scenarios, ids, 1, dtype, keep_warm=False), Noise(1, ids), month)[1]
    for position, scenario in enumerate(scenarios):
        alone = prepare(Block([scenario], ids, 1, dtype, keep_warm=False), Noise(1, ids), month)[1]
        assert alone.keys() == together.keys()
        assert all(together[name][position::2].tobytes() == values.tobytes() for name, values in alone.items())
    assert together["strength"][0].tobytes() != together["strength"][1].tobytes()


def test_only_warm_starts_that_are_not_kept_are_computed(other_pasts, monkeypatch):
    month, ids = month_index(other_pasts[0].start), np.arange(2)
    asked = []
    real = warmup.warm_up
    monkeypatch.setattr(warmup, "warm_up", lambda batch, *rest: asked.append(batch.scenarios) or real(batch, *rest))
    prepare(Block(other_pasts[1:2], ids, 1, "float32"), Noise(1, ids), month)
    first = prepare(Block(other_pasts, ids, 1, "float32"), Noise(1, ids), month)[1]
    second = prepare(Block(other_pasts, ids, 1, "float32"), Noise(1, ids), month)[1]
    assert asked == [1, 2]
    assert all(first[name].tobytes() == second[name].tobytes() for name in first)


def test_keep_warm_false_leaves_the_cache_alone(other_pasts, tmp_path):
    wanted = run(other_pasts, keep_warm=False)
    assert not list(tmp_path.iterdir())
    assert not differing(wanted, run(other_pasts))
    files = list(tmp_path.rglob("member-*.npy"))
    assert len(files) == 3 * 2
    for file in files:
        file.write_bytes(b"")
    assert not differing(wanted, run(other_pasts, keep_warm=False))
    assert {file.stat().st_size for file in files} == {0}
