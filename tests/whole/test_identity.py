"""The same bytes in any company, in any pieces, and where nothing new is said (I8-I11, I18, I19, I23)."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from borderSim import catalogue
from borderSim.catalogue import lever_history
from borderSim.engine import axes, checkpoint
from borderSim.engine.dates import month_date, month_index
from borderSim.engine.timeline import Timeline
from borderSim.experiment.run import RunOptions, execute
from borderSim.scenario import ConditionalEvent, Distribution, LeverChange, Pin, Setting, parse_condition

from .lab import WORLD, differing, follow, lanes, months_of, run, set_lever, setup, shipped, stormy

MEMBERS = 4
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)  # an example is a run: do not spend minutes on a shorter one
START, END = date(2017, 3, 1), date(2017, 11, 1)  # after counts of people and of trade


def scenarios():
    """Three that start together, one of them with assumptions of its own (and so with its own warm-up)."""
    plain = shipped("baseline", start=START, end=END, changes=())
    moved = replace(plain, name="moved", changes=(set_lever("border_open_people", "2017-05-10", 0.4),))
    assumed = replace(plain, name="assumed", assumptions=stormy() | {"onward_regularisation_effect": Pin(0.0)})
    return moved, plain, assumed


def execute_cold(chosen, folder, monkeypatch, **options):
    """Run with an empty cache, so that the warm-up is cut into the same pieces as the run."""
    monkeypatch.setenv("BORDERSIM_CACHE", str(folder))
    return execute(chosen, RunOptions(**{"members": MEMBERS, **options}))


def assert_same(one, two, names=None):
    """Every series of both runs, for the scenarios and members that both have, has the same bytes."""
    shared = names or [name for name in one.scenarios if name in two.scenarios]
    members = sorted({*one.members.tolist()} & {*two.members.tolist()})
    rows = [[run.members.tolist().index(m) for m in members] for run in (one, two)]
    assert shared
    assert members
    for part in ("national", "department", "place"):
        first, second = getattr(one, part), getattr(two, part)
        assert first.keys() == second.keys()
        for name in first:
            for scenario in shared:
                a = first[name][one.index(scenario)][rows[0]]
                b = second[name][two.index(scenario)][rows[1]]
                assert a.tobytes() == b.tobytes(), (part, name, scenario)


@pytest.fixture(scope="module", params=["float32", "float64"])
def whole(request, tmp_path_factory):
    """All scenarios and members in one chunk."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("cold")
        return execute_cold(scenarios(), folder, patch, chunk=32, dtype=request.param)


@pytest.mark.parametrize("chunk", [1, 3, 8])
def test_chunks(whole, chunk, tmp_path, monkeypatch):
    again = execute_cold(scenarios(), tmp_path, monkeypatch, chunk=chunk, dtype=whole.meta["dtype"])
    assert_same(whole, again)


def test_processes(whole, tmp_path, monkeypatch):
    """Also I10: another process on this platform gives the same bytes."""
    again = execute_cold(scenarios(), tmp_path, monkeypatch, jobs=2, chunk=9, dtype=whole.meta["dtype"])
    assert_same(whole, again)


def test_fewer_members(whole, tmp_path, monkeypatch):
    again = execute_cold(scenarios(), tmp_path, monkeypatch, members=2, dtype=whole.meta["dtype"])
    assert_same(whole, again)


def test_company_and_order_of_scenarios(whole, tmp_path, monkeypatch):
    moved, plain, assumed = scenarios()
    dtype = whole.meta["dtype"]
    assert_same(whole, execute_cold([assumed, moved, plain], tmp_path / "turned", monkeypatch, dtype=dtype))
    assert_same(whole, execute_cold([plain], tmp_path / "alone", monkeypatch, dtype=dtype))


def test_a_warm_start_from_the_cache_is_the_warm_up(whole, tmp_path, monkeypatch):
    dtype = whole.meta["dtype"]
    for _ in range(2):
        again = execute_cold(scenarios(), tmp_path, monkeypatch, dtype=dtype)
    assert list(tmp_path.rglob("member-*.npy"))
    assert_same(whole, again)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_lane_alone_through_two_stormy_years(dtype):
    """Every field of the state, with talks, wars, closures and permits under way."""
    name = "regularise_again" if dtype == "float32" else "eln_deal_with_guarantor"
    scenario = shipped(name, assumptions=stormy(), end=date(2027, 7, 1))
    together = follow(*setup([scenario], 5, dtype=dtype), [scenario], months_of(scenario))
    alone = follow(*setup([scenario], [3], dtype=dtype), [scenario], months_of(scenario))
    for one, two in zip(together.states, alone.states, strict=True):
        assert not differing(lanes(one, np.array([3])), two)


def test_relabelling_the_segments_of_the_line_changes_nothing():
    """I11: the order in which the segments stand is a label; what is shown is the same to rounding."""
    scenario = shipped("today", end=date(2026, 7, 1))
    batch, state = setup([scenario], 2)
    order = np.random.default_rng(5).permutation(len(WORLD.segment_km))
    by_segment = ("co", "ve", "km", "department", "border_group")
    turned = {f"segment_{part}": getattr(WORLD, f"segment_{part}")[order] for part in by_segment}
    turned |= {
        "km_state_segment": WORLD.km_state_segment[:, order],
        "km_segment_department": WORLD.km_segment_department[order],
    }
    usual = follow(batch, state, [scenario], months_of(scenario, 6))
    other = follow(replace(batch, world=replace(WORLD, **turned)), state, [scenario], months_of(scenario, 6))
    for name in usual.end:
        np.testing.assert_allclose(other.end[name], usual.end[name], rtol=2e-5, atol=1e-12, err_msg=name)


def test_members_and_seeds_do_differ(whole):
    """The comparisons above are not of constants."""
    values = whole.national["arrivals"][0]
    assert len(np.unique(values[:, -1])) == MEMBERS
    other = execute([scenarios()[1]], RunOptions(members=2, seed=2))
    assert not np.array_equal(other.national["arrivals"][0, :2], whole.national["arrivals"][1, :2])


# --- what says nothing new changes nothing (I8, I19) ------------------------------------------------------------------


def standing(exposure, lever):
    """The lever's present value at each of its places, one lane's."""
    scope = catalogue.levers()[lever].scope
    ids = axes.ids(WORLD).get(scope, [None])
    return [(place, exposure[lever][0, i]) for i, place in enumerate(ids)]


STEADY = sorted({*catalogue.levers()} - {row.lever for row in lever_history() if row.date > "2025-12-01"})


@given(names=st.sets(st.sampled_from(STEADY), min_size=1, max_size=25))
@settings(max_examples=6, phases=QUICK)
def test_a_lever_set_to_the_value_that_it_has(names):
    """From a day in the run on, to the value that the history holds to its end."""
    plain = shipped("today", assumptions=stormy())
    batch, state = setup([plain], 2)
    usual = follow(batch, state, [plain], months_of(plain, 10))
    month = month_index(date(2025, 12, 1)) - months_of(plain).start
    changes = [
        set_lever(lever, "2025-12-01", value, None if place is None else (place,))
        for lever in names
        for place, value in standing(usual.exposures[month], lever)
    ]
    again = follow(batch, state, [replace(plain, changes=tuple(changes))], months_of(plain, 10))
    assert not differing(usual.end, again.end)


def recorded(start):
    """The whole history as a schedule that a user could have written, from a start on."""
    axis = axes.ids(WORLD)
    changes = []
    timeline = Timeline([None], setup([shipped("baseline")], 1)[0].noise, axis, range(start, start + 1))
    opening = timeline.exposure(start, {})
    later = [row for row in lever_history() if month_index(date.fromisoformat(row.date)) >= start]
    for lever in catalogue.levers():
        for place, value in standing(opening, lever):
            rows = [r for r in later if r.lever == lever and r.place in ("", place or "")]
            by_day = {r.date: r.value for r in sorted(rows, key=lambda r: (r.date, r.place != ""))}
            first = f"{month_date(start):%Y-%m-%d}"
            steps = {first: value} | by_day if first not in by_day and not _changes_in(by_day, start) else by_day
            where = None if place is None else (place,)
            changes += [LeverChange(lever, where, date.fromisoformat(day), float(v)) for day, v in steps.items()]
    return tuple(changes)


def _changes_in(by_day, month):
    return any(month_index(date.fromisoformat(day)) == month for day in by_day)


def test_the_history_written_as_a_schedule_is_no_schedule():
    plain = shipped("baseline", name="history", changes=(), end=date(2024, 7, 1))
    batch, state = setup([plain], 2)
    written = replace(plain, changes=recorded(months_of(plain).start))
    assert len(written.changes) > len(catalogue.levers())
    one = follow(batch, state, [plain], months_of(plain))
    two = follow(batch, state, [written], months_of(plain))
    for before, after in zip(one.exposures, two.exposures, strict=True):
        assert {n for n in before.levers if before[n].tobytes() != after[n].tobytes()} == set(), before.month
    assert not differing(one.end, two.end)
    for before, after in zip(one.seen, two.seen, strict=True):
        assert not differing(before.national | before.department, after.national | after.department)


@given(lever=st.sampled_from(["border_open_people", "sanctions_intensity", "military_pressure", "talks_eln"]),
       day=st.dates(date(2025, 8, 2), date(2026, 4, 30)), ramp=st.sampled_from([0.0, 5.5]))  # fmt: skip
@settings(max_examples=8, phases=QUICK)
def test_a_policy_changes_nothing_before_its_month(lever, day, ramp):
    """I18: bytes up to the month of the change, and something from it on."""
    plain = shipped("today", end=date(2026, 7, 1), assumptions=stormy())
    entry, batch_state = catalogue.levers()[lever], setup([plain], 2)
    value = entry.upper if entry.default < (entry.lower + entry.upper) / 2 else entry.lower
    moved = replace(plain, changes=(LeverChange(lever, None, day, value, ramp_months=ramp),))
    usual, other = (follow(*batch_state, [s], months_of(plain)) for s in (plain, moved))
    quiet = month_index(day) - months_of(plain).start
    for before, after in list(zip(usual.states, other.states, strict=True))[:quiet]:
        assert not differing(before, after)
    assert differing(usual.end, other.end)


# --- checkpoints (I23) ------------------------------------------------------------------------------------------------


def eventful():
    """Everything that may be under way at a checkpoint: a ramp, a pulse, random lags, a condition that was met."""
    lag = Distribution("lognormal", 1.0, 3.0, 9.0)
    changes = (
        LeverChange("crossing_integrity", None, date(2025, 8, 10), 0.9, ramp_months=9.0),
        LeverChange("us_civil_aid", None, date(2025, 9, 5), 0.1, lag=lag),
        LeverChange("border_open_cargo", None, date(2025, 9, 20), 0.0, until=date(2026, 2, 11)),
        LeverChange("tariff_rate", None, date(2025, 8, 1), 0.0, ramp_months=4.0, lag=lag),
    )
    condition = ConditionalEvent(
        parse_condition("conflict_killings > 1 for 2 months"), (Setting("border_open_people", None, 0.1),), 100.0
    )
    once = ConditionalEvent(parse_condition("trust < 0.9"), (Setting("trocha_control", None, 0.8),), 45.0, once=True)
    return shipped("today", changes=changes, conditions=(condition, once), end=date(2026, 7, 1), assumptions=stormy())


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("after", [1, 3, 6, 11])
def test_a_run_resumed_from_disk_equals_a_straight_one(after, dtype, tmp_path):
    pair = [eventful(), replace(shipped("today"), end=date(2026, 7, 1), assumptions=stormy())]
    batch, state = setup(pair, 2, dtype=dtype)
    months = months_of(pair[0])
    straight = follow(batch, state, pair, months)
    middle = months[after]
    checkpoint.save(tmp_path / "middle", straight.states[after - 1], middle)
    loaded, month = checkpoint.load(tmp_path / "middle")
    resumed = follow(batch, loaded, pair, range(month, months.stop))
    assert month == middle
    assert len(resumed.states) == len(straight.states) - after
    for one, two in zip(straight.states[after:], resumed.states, strict=True):
        assert one.keys() == two.keys()
        assert not {name for name in one if one[name].tobytes() != two[name].tobytes()}


def test_the_condition_of_the_test_above_was_met():
    scenario = eventful()
    until = run([scenario], 6).end["condition:0.0:until"]
    assert np.all(until > 0)


def test_branches_of_a_checkpoint():
    """Two futures from one state: the one that goes on as before equals the straight run, the other differs."""
    plain = shipped("today", end=date(2026, 7, 1))
    batch, state = setup([plain], 2)
    months = months_of(plain)
    straight = follow(batch, state, [plain], months)
    turned = replace(plain, name="turned", changes=(set_lever("border_open_people", "2026-01-01", 0.0),))
    rows = np.array([0, 0, 1, 1])
    two_batch, _ = setup([plain, turned], 2)
    branched = checkpoint.branch(straight.states[5], rows)
    both = follow(two_batch, branched, [plain, turned], range(months[6], months.stop))
    assert not differing(straight.end, lanes(both.end, rows[::2] * 2))
    assert "pendular" in differing(straight.end, lanes(both.end, rows[1::2] * 2 + 1))
