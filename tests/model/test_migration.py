"""Migration: conservation, bounds, who reads what, and the kernels against closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.model import departures, destinations, migration, observation, returns, walkers
from borderSim.model.coupling import SYSTEMS
from borderSim.model.migration_month import line_of
from borderSim.model.system import Within

from .small_migration import (
    LEVERS,
    STATES,
    STATUSES,
    STOCKS,
    TABLES,
    WORLD,
    SmallExposure,
    apply,
    landed,
    params,
    rows,
    state,
)

seeds = st.integers(0, 2**32 - 1)


def step(lanes=1, exposure=None, values=None, before=None):
    """Proposals of migration for one month."""
    values = values or params(lanes)
    return migration.flows(before or state(lanes, values), exposure or SmallExposure(lanes), values, {}, WORLD)


def exits(flows, name):
    return [exit_ for exit_ in flows.exits if exit_.name == name]


def random_month(seed, lanes=16):
    """Parameters, state and levers anywhere within their bounds."""
    rng = np.random.default_rng(seed)
    values = params(lanes, rng)
    levers = {name: rng.uniform(low, high, (lanes, places)) for name, (low, high, _, places) in LEVERS.items()}
    for name, (low, high, _, places) in LEVERS.items():  # some at a bound
        ends = np.where(rng.uniform(size=(lanes, places)) < 0.5, low, high)
        levers[name] = np.where(rng.uniform(size=(lanes, places)) < 0.3, ends, levers[name])
    events = {"pandemic": rng.uniform(), "election_shock": rng.uniform()}
    return values, state(lanes, values, rng), SmallExposure(lanes, int(rng.integers(0, 200)), levers, events)


@settings(max_examples=30, deadline=None)
@given(seeds)
def test_people_are_conserved_and_nothing_turns_negative(seed):
    """I1, I2 and I22 in one month from any state."""
    values, before, exposure = random_month(seed)
    proposals = [system.flows(before, exposure, values, {}, WORLD) for system in (migration, walkers)]
    after, _ = apply(before, proposals)
    total = sum(before[name].sum(axis=1) for name in STOCKS)
    np.testing.assert_allclose(sum(after[name].sum(axis=1) for name in STOCKS), total, rtol=1e-12)
    for name, array in after.items():
        assert np.isfinite(array).all(), name
        assert (array >= -1e-6).all() or name in ("gdp", "gdp_growth"), name
    for proposal in proposals:
        for name, note in proposal.notes.items():
            assert np.isfinite(note).all(), name
            assert (note <= 0).all() if name in ("native_jobs_effect", "wage_effect") else (note >= 0).all(), name


def test_ten_years_at_the_bounds_stay_finite_and_conserved():
    """I22 over 120 months."""
    values, now, exposure = random_month(5)
    total = sum(now[name].sum(axis=1) for name in STOCKS)
    for month in range(120):
        exposure.month = month
        now, _ = apply(now, [system.flows(now, exposure, values, {}, WORLD) for system in (migration, walkers)])
    assert all(np.isfinite(array).all() for array in now.values())
    np.testing.assert_allclose(sum(now[name].sum(axis=1) for name in STOCKS), total, rtol=1e-10)


def test_every_exit_keeps_its_people_on_the_way():
    values, before, exposure = random_month(1)
    for exit_ in step(16, exposure, values, before).exits:
        flow = before[exit_.stock] * np.broadcast_to(exit_.hazard, before[exit_.stock].shape) / 100
        arrived = landed(exit_, flow)
        assert arrived.shape == before[exit_.to].shape, exit_.name
        np.testing.assert_allclose(arrived.sum(axis=1), flow.sum(axis=1), rtol=1e-12, err_msg=exit_.name)


def test_arrivals_are_the_movers_who_passed_the_line():
    """Nobody travels for the day here; segments are weighed in single precision."""
    values = params(1, pendular_entries_open=1e-9)
    before = state(1, values)
    flows = step(1, None, values, before)
    _, moved = apply(before, [flows])
    passed = flows.values["formal_passages"].sum() + flows.values["irregular_passages"].sum()
    assert moved["arrivals"].sum() == pytest.approx(passed, rel=1e-6)


def test_residents_of_colombia_do_not_leave_by_migration():
    for exit_ in exits(step(), "arrivals") + exits(step(), "emigrated"):
        assert exit_.stock == "residents_ve"
        assert (exit_.hazard > 0).all()


def test_returns_reach_venezuela_only_and_onward_movement_leaves():
    home = exits(step(), "returns")[0]
    assert home.to == "residents_ve"
    np.testing.assert_allclose(home.via(np.full((1, 1), 50.0))[0], 50 * STATES / STATES.sum())
    assert {exit_.to for exit_ in exits(step(), "onward")} == {"abroad"}
    assert {exit_.stock for exit_ in exits(step(), "returns")} == set(STATUSES)


def test_a_closure_of_half_a_week_costs_its_share_of_the_month():
    """F36: formal passages and same-day entries fall by 11%."""
    closed = SmallExposure(1, levers={"border_open_people": 1 - 3.5 / 31})
    for name in ("formal_passages", "pendular"):
        fall = step(1, closed).values[name].sum() / step().values[name].sum() - 1
        assert fall == pytest.approx(-3.5 / 31, abs=1e-9)
    assert step(1, closed).values["irregular_passages"].sum() > step().values["irregular_passages"].sum()


def test_an_endogenous_closure_acts_like_the_lever():
    before = state(1, params(1)) | {"closure": np.full((1, 2), 0.4)}
    by_lever = SmallExposure(1, levers={"border_open_people": 0.6})
    np.testing.assert_allclose(
        step(before=before).values["formal_passages"], step(1, by_lever).values["formal_passages"], rtol=1e-12
    )


def test_a_post_without_hours_is_closed():
    flows = step(1, SmallExposure(1, levers={"crossing_hours": 0.0}))
    assert (flows.values["formal_passages"] == 0).all()
    assert (flows.values["pendular"] == 0).all()
    assert (flows.values["closed_share"] == 1).all()


@pytest.mark.parametrize(
    ("lever", "value", "share_rises"),
    [("crossing_integrity", 0.9, True), ("trocha_control", 0.9, True), ("border_open_people", 0.3, False)],
)
def test_official_share_answers_to_costs_and_openness(lever, value, share_rises):
    share = step(1, SmallExposure(1, levers={lever: value})).notes["official_passage_share"]
    assert (share > step().notes["official_passage_share"]).item() is share_rises


def test_a_lever_whose_effect_is_zero_leaves_every_byte():
    """I8: control of informal paths that costs nothing."""
    free = params(1, trocha_control_cost=0.0)
    plain, tight = (step(1, SmallExposure(1, levers={"trocha_control": value}), free) for value in (0.2, 1.0))
    assert all(plain.values[name].tobytes() == tight.values[name].tobytes() for name in plain.values)
    assert all(a.hazard.tobytes() == b.hazard.tobytes() for a, b in zip(plain.exits, tight.exits, strict=True))


def test_a_lane_does_not_depend_on_the_other_lanes():
    """I9, in bytes: values, hazards and where people go."""
    values, before, exposure = random_month(8, lanes=33)
    together = step(33, exposure, values, before)
    for lane in (0, 17, 32):
        row = slice(lane, lane + 1)
        levers = {name: array[row] for name, array in exposure.levers.items()}
        alone = step(
            1, SmallExposure(1, exposure.month, levers, exposure.events), {n: v[row] for n, v in values.items()},
            {n: v[row] for n, v in before.items()},
        )  # fmt: skip
        assert all(alone.values[n].tobytes() == together.values[n][row].tobytes() for n in alone.values)
        assert all(alone.notes[n].tobytes() == together.notes[n][row].tobytes() for n in alone.notes)
        for mine, theirs in zip(alone.exits, together.exits, strict=True):
            shape = before[mine.stock].shape
            assert np.broadcast_to(mine.hazard, (1, *shape[1:])).tobytes() == (
                np.broadcast_to(theirs.hazard, shape)[row].tobytes()
            )
            if mine.via is not None:
                sent = before[mine.stock].sum(axis=1, keepdims=True) if mine.pooled else before[mine.stock]
                assert mine.via(sent[row]).tobytes() == theirs.via(sent)[row].tobytes()


def test_it_reads_and_writes_what_it_declares():
    """The state holds only the declared fields, the exposure only the declared levers, the parameters likewise."""
    system, values = migration.SYSTEM, params(1)
    fields = {field.name for field in system.fields}
    narrow = {name: array for name, array in state(1, values).items() if name in fields | set(system.reads)}
    exposure = SmallExposure(1)
    exposure.events = dict.fromkeys(system.events, 0.0)
    used = {name: values[name] for name in system.parameters if name in values}
    flows = system.flows(narrow, exposure, used, {}, WORLD)
    assert set(flows.values) == fields
    assert set(system.initial(WORLD, used, {})) == fields
    assert set(system.levers) <= set(LEVERS)


def test_every_parameter_has_a_row_and_every_own_row_is_used():
    table = rows()
    used = {name for system in SYSTEMS for name in system.parameters}
    observed = {"recount_start", "recount_end", "measurement_ratio_pre_rumv", "measurement_ratio_post_rumv"}
    assert {*migration.SYSTEM.parameters, *walkers.SYSTEM.parameters} | observed <= set(table)
    own = {line.split(",")[0] for name in ("migration", "hosting", "walkers") for line in _lines(name)}
    assert own <= used | observed
    for name in own:
        low, central, high = (float(table[name][key]) for key in ("low", "central", "high"))
        assert low <= central <= high, name


def _lines(name):
    return (TABLES / f"{name}.csv").read_text().splitlines()[1:]


# --- kernels ----------------------------------------------------------------------------------------------------


def test_hazard_takes_the_number_it_is_given():
    stock, persons = np.array([[1e6, 5.0, 0.0]]), np.array([[4321.0, 0.0, 10.0]])
    np.testing.assert_allclose(stock * -np.expm1(-departures.hazard(persons, stock)), [[4321.0, 0.0, 0.0]], rtol=1e-12)


def test_realisation_matches_the_central_source():
    """0.26 x 28M x 0.005 is about 36,000 departures a month at the reference."""
    monthly = 0.26 * 28e6 * departures.realisation(np.array(0.005), 0.0, np.array(1.0), 0.2, 1.0)
    assert monthly == pytest.approx(36_400, rel=0.01)


def test_realisation_rises_with_need_and_ties_and_stops_without_transport():
    base = departures.realisation(np.array(0.005), 0.0, np.array(1.0), 0.2, 1.0)
    assert departures.realisation(np.array(0.005), 0.3, np.array(1.0), 0.2, 1.0) > base
    assert departures.realisation(np.array(0.005), 0.0, np.array(2.0), 0.2, 1.0) > base
    assert departures.realisation(np.array(0.005), 0.3, np.array(1.0), 0.2, 0.0) == 0


def test_intention_rises_when_the_economy_falls_but_not_when_it_grows():
    def wish(growth, kept=1.0):
        return departures.intention(0.26, 0.0, np.array(growth), 1.0, kept)

    assert wish(-0.2) == pytest.approx(0.46)
    assert wish(0.2) == wish(0.0) == pytest.approx(0.26)
    assert wish(0.0, kept=0.7) == pytest.approx(0.26 * 0.7)


def test_intenders_relax_exactly_and_never_exceed_residents():
    """Nobody leaves: after n months the gap to the target is exp(-n psi)."""
    intenders, residents = np.array([1e5]), np.array([1e6])
    for _ in range(24):
        intenders = departures.next_intenders(intenders, np.array(0.26), residents, np.array(0.04), np.array(0.0))
    assert intenders[0] == pytest.approx(2.6e5 - 1.6e5 * np.exp(-24 * 0.04), rel=1e-12)
    assert departures.next_intenders(residents, np.array(1.0), residents, np.array(1.0), residents * 3) == 0


def test_the_northern_route_follows_a_bass_curve():
    first, imitation, known = np.array(0.0002), np.array(0.02), np.array(0.0)
    for _ in range(240):
        known = departures.next_route(known, first, imitation)
    decay = np.exp(-(first + imitation) * 240)
    assert known == pytest.approx((1 - decay) / (1 + imitation / first * decay), rel=0.05)
    assert departures.next_route(np.array(0.0), np.array(0.0), imitation) == 0  # nobody begins before the start


def test_onward_hazard_stops_with_full_enforcement_and_needs_a_known_route():
    assert departures.onward(0.012, 0.0, 1.0, 1.0) == 0
    assert departures.onward(0.012, 0.0, 0.0, 0.0) == 0
    assert departures.onward(0.012, 0.0, 1.0, 0.5) == pytest.approx(0.006)
    assert departures.onward(0.012, 0.3, 1.0, 0.0) > departures.onward(0.012, 0.0, 1.0, 0.0)


@settings(max_examples=30, deadline=None)
@given(st.floats(-2, 0), st.floats(0, 1))
def test_both_readings_of_papers_give_the_same_total_at_the_reference(effect, share):
    """At the share of the reference; where papers do not act, everybody has one hazard."""

    def mean(acts):
        holders, others = (np.exp(departures.papers_effect(p, effect, acts, share)) for p in (1.0, 0.0))
        return share * holders + (1 - share) * others

    assert mean(0.0) == pytest.approx(mean(1.0))
    assert departures.papers_effect(1.0, effect, 0.0, share) == departures.papers_effect(0.0, effect, 0.0, share)
    assert departures.papers_effect(0.0, effect, 1.0, share) == 0


def test_return_hazard_has_its_parts():
    assert departures.back(0.0016, 0.0, 0.0, 1.0) == pytest.approx(0.0016)
    assert departures.back(0.0016, 0.0, 0.0, 4.0) == pytest.approx(4 * 0.0016)
    assert departures.back(0.0016, 0.1, 0.2, 1.0) == pytest.approx(0.0016 * np.exp(0.3))


def test_relaxation_is_exact():
    """After n months the gap is exp(-n / tau)."""
    value = np.array(0.0)
    for _ in range(12):
        value = departures.relax(value, np.array(1.0), np.array(6.0))
    assert value == pytest.approx(1 - np.exp(-2.0), rel=1e-12)


def test_share_to_colombia_holds_at_its_own_reference():
    assert destinations.colombia_share(0.4, 0.6, 0.4 / 0.6, 0.0, 0.0) == pytest.approx(0.4)
    assert destinations.colombia_share(0.4, 0.6, 1.2, 0.0, 0.0) > 0.4
    assert destinations.colombia_share(0.4, 0.6, 0.4 / 0.6, 0.1, 0.0) > 0.4


def test_far_destinations_cost_more_when_people_are_poorer():
    assert destinations.long_haul_cost(-1.35, -1.35, 600.0, 100.0, 3.0) == 0
    assert destinations.long_haul_cost(-1.8, -1.35, 600.0, 100.0, 3.0) > 0
    assert destinations.long_haul_cost(-1.0, -1.35, 600.0, 100.0, 3.0) < 0


def test_two_departments_follow_the_gravity_logit():
    """Twice as far: half to the power of the elasticity."""
    one = np.ones((1, 1))
    near = destinations.nearness(np.log(np.array([[100.0, 200.0]])).astype(np.float32), 0.7 * one)
    pull = destinations.department_pull(
        np.array([[0.0, 0.0]]), np.array([[10.0, 10.0]]), np.zeros((1, 2)), np.ones((1, 2)),
        (0.6 * one, 0.5 * one, 0.7 * one, 0.05 * one),
    )  # fmt: skip
    total = (pull[:, None, :] * near).sum(axis=2)
    where = destinations.Destinations(pull, near, total, Within(np.ones((1, 2)), np.ones((1, 2)), np.array([1, 1])))
    assert where.shares()[0, 0, 0] == pytest.approx(1 / (1 + 0.5**0.7), rel=1e-6)
    np.testing.assert_allclose(where.shares().sum(axis=2), 1, rtol=0, atol=1e-12)
    np.testing.assert_allclose(where.spread(np.array([[900.0]])), 900 * where.shares()[:, 0])


def test_departments_attract_by_diaspora_and_repel_by_violence():
    one = np.ones((1, 1))

    def pull(migrants, violence):
        return destinations.department_pull(
            np.array([migrants]), np.full((1, 2), 1e6), np.zeros((1, 2)), np.array([violence]),
            (0.6 * one, 0.5 * one, 0.7 * one, 0.05 * one),
        )[0]  # fmt: skip

    assert pull([1e5, 1e3], [1.0, 1.0])[1] == pytest.approx(((1 + 1e3) / (1 + 1e5)) ** 0.6)
    assert pull([1e5, 1e5], [1.0, 3.0])[1] == pytest.approx(np.exp(-0.05 * 2))


def test_municipal_shares_sum_to_one_in_each_department():
    values, before, exposure = random_month(2)
    month = migration.month_of(before, exposure, values, WORLD)
    within = migration._destinations(month).within
    np.testing.assert_allclose(
        np.add.reduceat(within.settle(np.ones_like(within.total)), WORLD.department_start, axis=1),
        1,
        rtol=0,
        atol=1e-12,
    )


def test_geometry_of_the_line():
    line = line_of(WORLD)
    assert line.gate.tolist() == [0, 0, 1]
    assert (np.minimum(line.post_detour.min(axis=1), line.segment_detour.min(axis=1)) == 0).all()
    assert line.at_line.tolist() == pytest.approx([5 / 7, 1.0, 0.0, 0.0])
    assert line.gates.sum(axis=1).tolist() == [1.0] * 4
    assert line.home.sum() == pytest.approx(1.0)


def test_counts_see_more_of_the_true_stock_after_the_registration():
    values = params(1) | {name: np.full((1, 1), float(rows()[name]["central"])) for name in (
        "recount_start", "recount_end", "measurement_ratio_pre_rumv", "measurement_ratio_post_rumv")}  # fmt: skip
    ratio = [observation.measurement_ratio(month, values).item() for month in (0, 114, 118, 122, 125, 200)]
    assert ratio[0] == ratio[1] == 0.8
    assert ratio[1] < ratio[2] < ratio[3] < ratio[4]
    assert ratio[4] == ratio[5] == pytest.approx(0.98)


def test_a_political_shock_fades_by_its_half_life():
    values = params(1, political_shock_halflife=9.0)
    before = state(1, values) | {"political_shock": np.ones((1, 1))}
    for _ in range(9):
        before["political_shock"] = step(1, None, values, before).values["political_shock"]
    assert before["political_shock"].item() == pytest.approx(0.5)
    election, tense = SmallExposure(1, events={"election_shock": 0.5}), state(1, values)
    assert step(1, election, values, tense).values["political_shock"].item() == pytest.approx(
        0.25
    )  # half a shock at repression 0.5


def known(**fields):
    """A state with some national fields set."""
    return state(1, params(1)) | {name: np.full((1, 1), float(value)) for name, value in fields.items()}


def persons(flows, name, before):
    """Persons whom the hazards of all exits of a name move, (on their own, without competition)."""
    return sum((before[e.stock] * -np.expm1(-e.hazard)).sum() for e in exits(flows, name))


def test_people_come_back_south_only_when_the_route_is_known_and_closed():
    usual = known(protection_ended=params(1)["protection_reference"].item())
    shut = step(1, SmallExposure(1, levers={"darien_enforcement": 1.0}), before=usual)
    assert persons(shut, "reverse", usual) == pytest.approx(0.8 * 1880)
    ended = known(protection_ended=1.0)
    more = step(1, SmallExposure(1, levers={"darien_enforcement": 1.0}), before=ended)
    assert persons(more, "reverse", ended) == pytest.approx(0.8 * 1880 * (1 + 0.46 * 0.6))
    assert exits(step(1, SmallExposure(1, levers={"darien_enforcement": 0.5})), "reverse")[0].hazard == 0


def test_deportation_flights_bring_their_passengers_to_venezuela():
    """Identity: flights x weeks x persons, out of the people abroad."""
    before = known()
    flows = step(1, SmallExposure(1, levers={"deportation_flights": 2.0}), before=before)
    assert persons(flows, "deported", before) == pytest.approx(2 * 365.25 / 84 * 180)
    assert {(e.stock, e.to) for e in exits(flows, "deported")} == {("abroad", "residents_ve")}
    half = known(flight_acceptance=0.5)
    fewer = step(1, SmallExposure(1, levers={"deportation_flights": 2.0}), before=half)
    assert persons(fewer, "deported", half) == pytest.approx(365.25 / 84 * 180)


def test_colombia_receives_deportees_without_papers_and_fewer_in_a_dispute():
    before = known()
    calm, tense = (
        step(1, SmallExposure(1, levers={"colombia_accepts_deportees": 1000, "us_co_tension": t}), before=before)
        for t in (0, 1)
    )
    assert persons(calm, "received", before) == pytest.approx(1000)
    assert persons(tense, "received", before) == pytest.approx(500)
    assert {e.to for e in exits(calm, "received")} == {"irregular"}


def test_protection_that_ended_acts_with_its_lag_and_on_people_abroad_only():
    """The share relaxes in ``protection_lag`` months; no exit moves by it in the month of the decision."""
    values = params(1, protection_lag=3.0)
    before = known(protection_ended=0.0)
    here, there = (step(1, SmallExposure(1, levers={"tps_ended_share": s}), values, before) for s in (0.0, 1.0))
    assert there.values["protection_ended"] == pytest.approx(1 - np.exp(-1 / 3))
    assert all((a.hazard == b.hazard).all() for a, b in zip(here.exits, there.exits, strict=True))
    ended = step(before=known(protection_ended=1.0))
    assert {e.stock for e in exits(ended, "returns_abroad")} == {"abroad"}
    assert exits(ended, "returns_abroad")[0].hazard == pytest.approx(0.06 * 0.004)


def test_returns_are_by_choice_or_imposed():
    """Nothing is imposed without a pandemic; with one, the share is that of its hazard."""
    before = known()
    assert step(before=before).notes["forced_return_share"] == 0
    locked = SmallExposure(1, events={"pandemic": 1.0})
    share = step(1, locked, before=before).notes["forced_return_share"].item()
    free, all_of_them = (exits(step(1, e, before=before), "returns")[0].hazard.item() for e in (None, locked))
    assert all_of_them - free == pytest.approx(0.0087)
    assert share == pytest.approx(0.0087 / all_of_them)


@pytest.mark.parametrize(("name", "value"), [("settlement", 1.0), ("social_spending", 250.0), ("flights", 60.0)])
def test_a_settlement_services_and_flights_ease_returns(name, value):
    low, high = (exits(step(before=known(**{name: v})), "returns")[0].hazard.item() for v in (0.0, value))
    assert high > low


def test_flights_at_their_reference_leave_the_usual_hazard():
    month = migration.month_of(known(flights=14, settlement=0, social_spending=0), SmallExposure(1), params(1), WORLD)
    expected = 0.0016 * np.exp(3.0 * 0.04 + 0.3 * 0.2)
    assisted = departures.hazard(np.full((1, 1), 250.0), month.total)
    assert returns._voluntary(month) == pytest.approx(expected + assisted)


def test_intentions_follow_the_politics_that_people_live():
    """Repression adds, a settlement and social spending take away: a month later, in the stock of intenders."""

    def intenders(**fields):
        return step(before=known(**fields)).values["intenders"].sum()

    assert intenders(repression=0.9) > intenders(repression=0.5)
    assert intenders(settlement=1.0) < intenders(settlement=0.0)
    assert intenders(social_spending=250.0) < intenders(social_spending=0.0)


def test_need_alone_forgets_what_people_can_pay():
    """Structure 0: neither departures nor destinations change with what a far journey costs; with 1 both do."""
    poor = known(gdp=-2.0)

    def leavers(structure, cost):
        flows = step(1, None, params(1, structure_affordability=structure, long_haul_cost=cost), poor)
        return [persons(flows, name, poor) for name in ("arrivals", "emigrated")]

    assert leavers(0, 200) == leavers(0, 1500)
    cheap, dear = leavers(1, 200), leavers(1, 1500)
    assert sum(dear) < sum(cheap)
    assert dear[0] / sum(dear) > cheap[0] / sum(cheap)


def test_both_readings_of_means_agree_at_the_reference_incomes():
    values = params(1, share_reference=-1.0)
    there = known(gdp=-1.0)
    one, two = (step(1, None, values | {"structure_affordability": np.full((1, 1), z)}, there) for z in (0.0, 1.0))
    total = [sum(persons(f, name, there) for name in ("arrivals", "emigrated")) for f in (one, two)]
    assert total[0] == pytest.approx(total[1])


def test_without_an_effect_of_papers_all_have_one_onward_hazard():
    flat, steep = (exits(step(1, None, params(1, structure_regularisation_onward=z)), "onward") for z in (0, 1))
    assert len({e.hazard.item() for e in flat}) == 1
    assert min(e.hazard.item() for e in steep) == steep[0].hazard.item()  # with papers


def test_a_regional_network_acts_late_on_onward_movement_alone():
    values = params(1, network_time=12.0)
    before = known(portability=0.0)
    flows = step(1, SmallExposure(1, levers={"regional_integration_network": 1.0}), values, before)
    assert flows.values["portability"] == pytest.approx(1 - np.exp(-1 / 12))
    plain, portable = step(before=known(portability=0.0)), step(before=known(portability=1.0))
    for a, b in zip(plain.exits, portable.exits, strict=True):
        assert (b.hazard < a.hazard).all() if a.name == "onward" else (b.hazard == a.hazard).all(), a.name


def test_legal_ways_take_people_off_the_road_and_admit_others():
    """Without a substitution the hazard rises by the admissions; with one, the part over land falls."""
    values = params(1, legal_pathway_share=0.0)
    closed, open_way = (
        exits(step(1, SmallExposure(1, levers={"us_legal_pathways": n}), values), "onward")[0].hazard.item()
        for n in (0.0, 10000.0)
    )
    assert open_way / closed == pytest.approx(np.exp(-0.2))
    admitted = params(1, pathway_substitution=0.0)
    plain, more = (
        exits(step(1, SmallExposure(1, levers={"us_legal_pathways": n}), admitted), "onward")[0].hazard.item()
        for n in (0.0, 10000.0)
    )
    assert more > plain


@pytest.mark.parametrize(("lever", "value"), [("public_transport_access", 1.0), ("price_gap_fuel", 2.0)])
def test_buses_and_fuel_bring_more_visitors_of_a_day(lever, value):
    assert (step(1, SmallExposure(1, levers={lever: value})).values["pendular"] > step().values["pendular"]).all()


def test_the_risk_of_the_darien_follows_the_people_on_the_route():
    """1 = the crossings counted in 2022; nobody on the route, no risk."""
    values = params(1, onward_hazard_peak=11966 / 2.42e6, structure_regularisation_onward=1.0,
                    onward_regularisation_effect=0.0, strain_onward_effect=0.0, pathway_substitution=0.0,
                    darien_risk_enforcement=0.0)  # fmt: skip
    everybody = known(northern_route=1.0)
    open_route = SmallExposure(1, levers={"darien_enforcement": 0.0})
    assert step(1, open_route, values, everybody).notes["darien_risk"] == pytest.approx(1, rel=0.01)
    assert step(1, open_route, values, known(northern_route=0.0)).notes["darien_risk"] == 0


CORRIDOR = {"humanitarian_corridor": 1.0}


def test_a_corridor_lets_pupils_and_patients_pass_a_closed_post():
    """The share who cross for school or care, as far as they have papers or a waiver."""
    shut, through = (step(1, SmallExposure(1, levers={"border_open_people": 0.0} | c)) for c in ({}, CORRIDOR))
    free = step()
    assert shut.notes["pupils_patients"] == 0
    assert through.values["pendular"] == pytest.approx(free.values["pendular"] * 0.08 * (0.5 + 0.5 * 0.5))
    assert through.notes["pupils_patients"].item() == pytest.approx(through.values["pendular"].sum())
    assert (through.values["irregular_passages"] <= shut.values["irregular_passages"]).all()
    assert through.values["formal_passages"].tobytes() == shut.values["formal_passages"].tobytes()


def test_a_corridor_changes_no_bit_while_the_posts_are_open():
    """I8: a corridor matters only where a post is closed."""
    plain, corridor = step(), step(1, SmallExposure(1, levers=CORRIDOR))
    assert all(plain.values[name].tobytes() == corridor.values[name].tobytes() for name in plain.values)
    assert all(plain.notes[name].tobytes() == corridor.notes[name].tobytes() for name in plain.notes)


def test_a_waiver_widens_a_corridor():
    levers = {"border_open_people": 0.0} | CORRIDOR
    with_waiver, without = (
        step(1, SmallExposure(1, levers=levers | {"document_waiver": w})).notes["pupils_patients"] for w in (1.0, 0.0)
    )
    assert with_waiver == pytest.approx(2 * without)  # half have papers


def test_pupils_and_patients_are_a_part_of_the_open_posts_travellers():
    flows = step()
    assert flows.notes["pupils_patients"].item() == pytest.approx(0.08 * flows.values["pendular"].sum())


@pytest.mark.parametrize(
    ("lever", "effect"),
    [
        ("regional_integration_network", {"network_onward_effect": 0.0}),
        ("tps_ended_share", {"protection_reverse_effect": 0.0, "protected_share": 0.0}),
        ("us_co_tension", {"deportee_tension_refusal": 0.0}),
        ("deportation_flights", {"deportees_per_flight": 0.0}),
        ("humanitarian_corridor", {"pupil_patient_share": 0.0}),
        ("public_transport_access", {"pendular_transport_gain": 0.0}),
        ("price_gap_fuel", {"pendular_price_gap_fuel": 0.0}),
    ],
)
def test_a_new_lever_without_an_effect_moves_nobody(lever, effect):
    """I8 over a year: every flow of people keeps its bits."""
    values = params(1, **effect)

    def year(level):
        now, moved = state(1, values), []
        exposure = SmallExposure(1, levers={"border_open_people": 0.5, "colombia_accepts_deportees": 100, lever: level})
        for exposure.month in range(12):
            now, flows = apply(now, [migration.flows(now, exposure, values, {}, WORLD)])
            moved.append({name: flow.tobytes() for name, flow in flows.items()})
        return moved

    low, high, _, _ = LEVERS[lever]
    assert year(low) == year(high)


def test_dispersal_leaves_the_border_for_the_interior():
    spread = exits(step(), "dispersed")[0]
    assert ((spread.hazard > 0) == np.array([[True, False, True, False, False]])).all()
    arrived = landed(spread, np.array([[100.0, 0.0, 50.0, 0.0, 0.0]]))
    assert arrived.sum() == pytest.approx(150)
    assert arrived[0, 2] == 0  # a department that lies on the line as a whole receives none
    assert (arrived[0, 3:] > 0).all()


def test_rent_counts_this_months_fee():
    """A closure raises the fee at once: the multiple applies while the post is closed."""
    shut = step(1, SmallExposure(1, levers={"border_open_people": 0.0})).values
    paid = shut["passage_rent"][0, :2] * shut["passage_rent_base"][0]
    np.testing.assert_allclose(paid / shut["irregular_passages"][0, :2], 2.5 * 4.0)


def test_the_rent_index_keeps_its_first_month_as_base():
    first = step().values
    assert first["passage_rent"][0, :2].mean() == pytest.approx(1.0)
    before = state(1, params(1)) | {"passage_rent_base": np.full((1, 1), 1e5)}
    assert step(before=before).values["passage_rent_base"].item() == 1e5
