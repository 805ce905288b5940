"""Permits: the tandem queue against the analytic fluid queue, capacity, windows, cut-off dates, terms, waits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.model import backlog, permit_terms, permits

from .small_migration import LEVERS, WORLD, SmallExposure, apply, params, state

seeds = st.integers(0, 2**32 - 1)


def exposure(lanes=1, month=126, **levers):
    return SmallExposure(lanes, month, {name: np.asarray(value, dtype=float) for name, value in levers.items()})


def step(acting=None, values=None, before=None, lanes=1):
    values = values or params(lanes)
    return permits.flows(before or state(lanes, values), acting or exposure(lanes), values, {}, WORLD)


def random_queue(seed, lanes=200):
    rng = np.random.default_rng(seed)
    queue = rng.uniform(0, 5e5, (lanes, 3)) * (rng.uniform(size=(lanes, 3)) > 0.2)
    hard = queue[:, 1:2] * rng.uniform(0, 1, (lanes, 1))
    levers = {name: rng.uniform(LEVERS[name][0], LEVERS[name][1], (lanes, 1)) for name in
              ("biometric_capacity", "ppt_delivery_capacity")}  # fmt: skip
    return queue, hard, rng.uniform(0, 3e5, (lanes, 1)), SmallExposure(lanes, levers=levers), params(lanes, rng)


@settings(max_examples=30, deadline=None)
@given(seeds)
def test_each_stage_balances_and_no_capacity_is_exceeded(seed):
    """I4 and I2, on 6,000 random queues."""
    queue, hard, registered, acting, values = random_queue(seed)
    served = permits.tandem(queue, hard, registered, acting, values)
    after = served.backlog(queue)
    into = np.concatenate([served.registered, served.biometrics, served.approved], axis=1)
    out = np.concatenate([served.biometrics, served.approved, served.delivered], axis=1)
    np.testing.assert_allclose(into, out + (after - queue), rtol=0, atol=1e-9)
    assert (after >= 0).all()
    assert (out >= 0).all()
    assert (served.delivered <= acting["ppt_delivery_capacity"]).all()
    assert (served.biometrics <= acting["biometric_capacity"]).all()
    assert (served.hard >= -1e-9).all()
    assert (served.hard <= after[:, 1:2] + 1e-6).all()


def test_fluid_queue_below_capacity_serves_what_comes():
    """Constant inflow below capacity: no backlog, output equals inflow."""
    waiting = 0.0
    for _ in range(24):
        served = backlog.serve(np.array(waiting), np.array(800.0), np.array(1000.0))
        waiting = waiting + 800.0 - served
        assert served == 800.0
        assert waiting == 0.0


def test_fluid_queue_above_capacity_grows_on_a_straight_line_and_drains():
    """Backlog (a - c) t; after the inflow stops it is gone after backlog / c months."""
    waiting = 0.0
    for _ in range(10):
        waiting += 1500.0 - backlog.serve(np.array(waiting), np.array(1500.0), np.array(1000.0))
    assert waiting == pytest.approx((1500 - 1000) * 10)
    for _ in range(5):
        waiting -= backlog.serve(np.array(waiting), np.array(0.0), np.array(1000.0))
    assert waiting == pytest.approx(0.0)


def test_the_tandem_settles_where_flows_are_equal():
    """Constant registration below all capacities: in the end deliveries equal registrations."""
    values = params(1, hard_case_share=0.0)
    queue, inflow = np.zeros((1, 3)), np.full((1, 1), 5000.0)
    for _ in range(60):
        served = permits.tandem(queue, np.zeros((1, 1)), inflow, exposure(), values)
        queue = served.backlog(queue)
    approve, come = -np.expm1(-values["approval_hazard"]), 1 - values["appointment_no_show"]
    assert served.delivered.item() == pytest.approx(5000, rel=1e-6)
    expected = [0.0, (5000 / approve - 5000).item(), (5000 / come - 5000).item()]
    assert queue[0].tolist() == pytest.approx(expected, rel=1e-5, abs=1e-6)


def test_below_capacity_the_tandem_is_linear_in_its_inflow():
    """I21: superposition."""
    values = params(1, hard_case_share=0.0)

    def run(*inflows):
        queue, out = np.array([[0.0, 0.0, 4000.0]]), []
        for inflow in inflows:
            served = permits.tandem(queue, np.zeros((1, 1)), np.full((1, 1), inflow), exposure(), values)
            queue = served.backlog(queue)
            out.append(served.delivered.item())
        return np.array(out)

    a, b = (1000, 0, 500, 0, 0, 0), (0, 2000, 0, 300, 0, 0)
    alone = run(0, 0, 0, 0, 0, 0)
    np.testing.assert_allclose(run(*np.add(a, b)) - alone, run(*a) - alone + run(*b) - alone, rtol=1e-9, atol=1e-9)


def test_capacity_falls_to_the_hard_cases_when_the_easy_ones_are_done():
    values = params(1, hard_case_share=0.2, ppt_approval_late=1000.0)
    queue, hard, delivered = np.array([[0.0, 5e5, 0.0]]), np.array([[1e5]]), []
    for _ in range(24):
        served = permits.tandem(queue, hard, np.zeros((1, 1)), exposure(ppt_delivery_capacity=245000), values)
        queue, hard = served.backlog(queue), served.hard
        delivered.append(served.delivered.item())
    assert delivered[1] > 10 * delivered[-1]
    assert served.approved.item() == pytest.approx(1000.0, rel=0.1)


def test_those_who_do_not_come_wait_for_another_appointment():
    values, queue = params(1, appointment_no_show=0.45), np.array([[0.0, 0.0, 1000.0]])
    served = permits.tandem(queue, np.zeros((1, 1)), np.zeros((1, 1)), exposure(), values)
    assert served.delivered.item() == pytest.approx(550)
    assert served.backlog(queue)[0, 2] == pytest.approx(450)


def test_a_closed_window_stops_registration_only():
    values = params(1)
    before = state(1, values) | {"queue": np.array([[1e5, 1e5, 1e5]])}
    shut, wide = (step(exposure(regularisation_window=window), values, before) for window in (0.0, 1.0))
    after_shut, shut_flows = apply(before, [shut])
    after_wide, wide_flows = apply(before, [wide])
    assert shut_flows["registered"] == 0
    assert wide_flows["registered"] > 0
    assert shut_flows["delivered"] == wide_flows["delivered"] > 0
    assert after_wide["irregular"].sum() < after_shut["irregular"].sum()


def test_processing_that_stops_delivers_nothing():
    _, flows = apply(state(1, params(1)), [step(exposure(ppt_delivery_capacity=0.0))])
    assert flows["delivered"] == 0


@settings(max_examples=20, deadline=None)
@given(seeds)
def test_deliveries_that_take_place_never_exceed_capacity(seed):
    """The whole system, integrated: the people who move from in process to regular."""
    rng = np.random.default_rng(seed)
    values = params(8, rng)
    before = state(8, values, rng) | {"queue": rng.uniform(0, 3e5, (8, 3))}
    acting = SmallExposure(8, levers={"ppt_delivery_capacity": rng.uniform(0, 3e5, (8, 1))})
    _, flows = apply(before, [step(acting, values, before, 8)])
    assert (flows["delivered"] <= acting["ppt_delivery_capacity"] * (1 + 1e-12)).all()


def test_the_queue_holds_the_people_in_process():
    """With no other exits the queue of the next month sums to the stock of the next month."""
    values = params(1)
    now = state(1, values) | {"queue": np.array([[2e5, 5e4, 5e4]])}
    for month in range(126, 150):
        now, _ = apply(now, [step(exposure(month=month, regularisation_window=1.0), values, now)])
        assert now["queue"].sum() == pytest.approx(now["in_process"].sum(), rel=1e-9)


def test_registration_ends_at_the_share_that_ever_registers():
    """A window that stays open: registered / eligible tends to the take-up."""
    eligible, settled = np.array([[1e6]]), np.array([[0.0]])
    for _ in range(200):
        new = permits.registrations(eligible, settled, np.array(1.0), np.array(0.9), np.array(0.25))
        eligible, settled = eligible - new, settled + new
    assert settled.item() == pytest.approx(0.9e6, rel=1e-6)
    assert permits.registrations(eligible, settled, np.array(0.0), np.array(0.9), np.array(0.25)) == 0


def test_a_later_cutoff_makes_earlier_entrants_eligible():
    late, old = np.array([[8000.0]]), np.array([[109.0]])

    def after(new, month):
        return permits.late_entrants(late, old, np.array([[float(new)]]), month).item()

    assert after(109, 149) == 8000
    assert after(129, 149) == pytest.approx(4000)
    assert after(149, 149) == 0
    assert after(160, 149) == 0
    assert after(100, 149) == 8000


def test_only_those_who_entered_before_the_cutoff_register():
    values = params(1)
    before = state(1, values) | {"cutoff_in_force": np.full((1, 1), 109.0)}
    everybody_late = before | {"late_entrants": before["irregular"].sum(axis=1, keepdims=True)}
    acting = exposure(regularisation_window=1.0, regularisation_cutoff=109.0)
    _, flows = apply(everybody_late, [step(acting, values, everybody_late)])
    assert flows["registered"] == 0
    moved = exposure(regularisation_window=1.0, regularisation_cutoff=130.0)
    _, flows = apply(everybody_late, [step(moved, values, everybody_late)])
    assert flows["registered"] > 0


def test_late_entrants_grow_after_the_cutoff_only():
    values = params(1)
    before = state(1, values) | {"cutoff_in_force": np.full((1, 1), 130.0)}
    early = step(exposure(month=126, regularisation_cutoff=130.0), values, before).values["late_entrants"]
    late = step(exposure(month=131, regularisation_cutoff=130.0), values, before).values["late_entrants"]
    assert early == 0
    assert late.item() == pytest.approx(1e4 * (1 - before["documented_share"].item()))


def test_entry_stamps_lapse_faster_than_permits():
    values = params(1)
    all_stamps = state(1, values) | {"permit_holders": np.zeros((1, 1))}
    all_permits = state(1, values) | {"permit_holders": np.full((1, 1), 1.5e6)}
    stamps, held = (apply(b, [step(None, values, b)])[1]["lapsed"].item() for b in (all_stamps, all_permits))
    assert stamps == pytest.approx(1.5e6 * (1 - np.exp(-1 / 6)), rel=1e-9)
    assert held == pytest.approx(1.5e6 * (1 - np.exp(-values["permit_loss"].item())), rel=1e-9)


def through_the_statute(values, months, **levers):
    """The state after the months since the statute's start, half of the regular people with an earlier permit."""
    start = int(values["statute_start"].item())
    now = state(1, values) | {"queue": np.zeros((1, 3)), "permit_holders": np.full((1, 1), 7e5)}
    now["in_process"] = np.zeros_like(now["in_process"])
    wide = {"regularisation_window": 1.0, "biometric_capacity": 250000.0, "ppt_delivery_capacity": 245000.0}
    for month in range(start, start + months):
        now, _ = apply(now, [step(exposure(month=month, **(wide | levers)), values, now)])
    return now


def test_holders_of_earlier_permits_renew_and_stay_regular():
    """They pass the same queue and are counted as deliveries, but nobody leaves the regular stock for it."""
    values = params(1, permit_loss=0.0, entry_stay=1e9)
    now = through_the_statute(values, 1)
    assert now["earlier_permits"].item() + now["renewing"].item() == pytest.approx(7e5, rel=0.01)
    later = through_the_statute(values, 36)
    new_papers = later["regular"].sum() - state(1, values)["regular"].sum()
    renewed = later["permits_delivered"].item() - new_papers
    assert renewed == pytest.approx(7e5, rel=0.12)
    assert later["earlier_permits"].item() < 0.02 * 7e5


def test_the_queue_holds_those_in_process_and_those_who_renew():
    values = params(1)
    for months in (1, 5, 12):
        now = through_the_statute(values, months)
        waiting = now["in_process"].sum() + now["renewing"].item()
        assert now["queue"].sum() == pytest.approx(waiting, rel=0.02)


def test_a_closed_window_renews_nobody():
    now = through_the_statute(params(1), 6, regularisation_window=0.0)
    assert now["renewing"] == 0


def test_more_papers_bring_more_registrations():
    values = params(1)
    few, many = (
        apply(b, [step(exposure(regularisation_window=1.0, document_waiver=0.0), values, b)])[1]["registered"]
        for b in (state(1, values) | {"documented_share": np.full((1, 1), share)} for share in (0.1, 0.9))
    )
    assert many > few


def test_permits_delivered_are_counted():
    before = state(1, params(1)) | {"queue": np.array([[0.0, 0.0, 1e5]])}
    flows = step(None, None, before)
    assert flows.values["permits_delivered"] == flows.notes["permits_month"] == 10000


# --- terms ------------------------------------------------------------------------------------------------------


@given(st.floats(1, 10), st.floats(1, 1e6))
def test_a_term_between_two_months_is_split_and_nobody_is_lost(years, persons):
    ends = permit_terms.issued(np.array([[persons]]), np.array([[years]]))
    assert ends.sum() == pytest.approx(persons, rel=1e-12)
    assert (ends * (permit_terms.MONTHS + 1)).sum() / persons == pytest.approx(12 * years, rel=1e-9)
    assert (ends > 0).sum() <= 2


def run(values, months, before, start=160, **levers):
    """Months of permits alone, with 1,000 of 1.5 million people holding a permit; the states and realised flows."""
    now, seen = before, []
    for month in range(start, start + months):
        now, flows = apply(now, [step(exposure(month=month, **levers), values, now)])
        seen.append((now, flows))
    return seen


def one_cohort(values, months_left):
    """1,000 people with a permit that ends so many months ahead, nobody else in the system of papers."""
    before = state(1, values) | {"permit_holders": np.full((1, 1), 1e3), "recognised": np.zeros((1, 1))}
    before["regular"] = before["regular"] / before["regular"].sum() * 1e3
    before["irregular"], before["in_process"] = before["irregular"] * 0, before["in_process"] * 0
    before["queue"] = np.zeros((1, 3))
    before |= {name: np.zeros((1, 1)) for name in ("returns", "onward", "arrivals")}
    return before | {"permit_terms": permit_terms.issued(np.ones((1, 1)), np.full((1, 1), months_left / 12))}


def test_a_permit_ends_after_its_term_and_no_month_before():
    values = params(1, permit_loss=0.0, permit_renewal=0.0)
    seen = run(values, 30, one_cohort(values, 24), regularisation_window=0.0)
    lapsed = np.array([flows["lapsed"].item() for _, flows in seen])
    assert lapsed[23] == pytest.approx(1e3, rel=1e-6)
    assert np.delete(lapsed, 23) == pytest.approx(0.0, abs=1e-6)


def test_holders_who_ask_in_time_get_a_new_permit_of_the_new_term():
    values = params(1, permit_loss=0.0, permit_renewal=0.8, renewal_grace=1e9, appointment_no_show=0.0)
    now, _ = run(values, 30, one_cohort(values, 2), regularisation_window=0.0, permit_validity=5.0)[-1]
    assert now["regular"].sum() == pytest.approx(800, rel=1e-6)
    assert now["permit_holders"].item() == pytest.approx(800, rel=1e-6)
    assert now["permits_delivered"].item() == pytest.approx(800, rel=0.02)
    months = (now["permit_terms"] * permit_terms.MONTHS).sum() / now["permit_terms"].sum()
    assert 60 - 30 < months < 60 - 20


def test_a_queue_that_stands_still_ends_the_time_of_grace():
    """Who asked in time stays regular for the time of grace: an exponential of that mean."""
    values = params(1, permit_loss=0.0, permit_renewal=1.0, renewal_grace=6.0)
    seen = run(values, 20, one_cohort(values, 1), regularisation_window=0.0, ppt_delivery_capacity=0.0)
    regular = [now["regular"].sum() for now, _ in seen]
    expected = [1e3 * np.exp(-max(month, 0) / 6) for month in range(20)]
    assert regular == pytest.approx(expected, rel=1e-6)


def test_a_shorter_term_changes_nothing_until_it_ends():
    """The lever acts on permits that are issued from then on."""
    values = params(1)
    before = state(1, values) | {"queue": np.array([[0.0, 1e5, 1e5]])}
    short, long = (run(values, 26, before, permit_validity=years) for years in (2.0, 10.0))
    regular = [[now["regular"].sum() for now, _ in seen] for seen in (short, long)]
    assert regular[0][:24] == regular[1][:24]
    assert regular[0][25] < regular[1][25]


@settings(max_examples=20, deadline=None)
@given(seeds)
def test_holders_with_an_end_ahead_are_never_more_than_all(seed):
    """Five years of random levers: terms stay shares, and every account a part of the one above."""
    rng = np.random.default_rng(seed)
    values = params(4, rng)
    now = state(4, values, rng) | {"queue": rng.uniform(0, 3e5, (4, 3))}
    for month in range(100, 160):
        levers = {name: rng.uniform(LEVERS[name][0], LEVERS[name][1], (4, 1)) for name in
                  ("permit_validity", "ppt_delivery_capacity", "regularisation_window")}  # fmt: skip
        now, _ = apply(now, [step(SmallExposure(4, month, levers), values, now, 4)])
        assert (now["permit_terms"] >= 0).all()
        assert (now["permit_terms"].sum(axis=1) <= 1 + 1e-9).all()
        assert (now["overdue"] <= now["renewing"] * (1 + 1e-9) + 1e-6).all()
        assert (now["permit_holders"] >= -1e-9).all()


# --- waits ------------------------------------------------------------------------------------------------------


def served(biometrics, plain, delivered, hard=0.0):
    return permits.Served(*(np.full((1, 1), float(v)) for v in (0, biometrics, plain, plain, delivered, hard)))


def test_the_median_wait_is_that_of_the_stages():
    queue, limit = np.array([[2000.0, 900.0, 500.0]]), np.array([[120.0]])
    assert permits.median_wait(queue, served(1000, 300, 250), limit) == pytest.approx(2 + 3 * np.log(2) + 2)
    slow = permits.median_wait(queue, served(1000, 300, 250, hard=600), limit)
    assert slow == pytest.approx(2 + np.log(2) + 2)


def test_a_queue_that_nobody_serves_waits_that_or_more():
    queue, limit = np.array([[2000.0, 900.0, 500.0]]), np.array([[120.0]])
    assert permits.median_wait(queue, served(1000, 300, 0), limit) == 120
    assert permits.median_wait(np.zeros((1, 3)), served(0, 0, 0), limit) == 0


def test_the_median_wait_is_the_one_that_people_see():
    """A steady queue above its first capacity: who comes now is served when those before are."""
    values, queue, hard = params(1, hard_case_share=0.0, appointment_no_show=0.0), np.array([[12e4, 0, 0]]), 0.0
    acting = exposure(biometric_capacity=1e4, ppt_delivery_capacity=2e4)
    for _ in range(36):
        month = permits.tandem(queue, np.full((1, 1), hard), np.full((1, 1), 1e4), acting, values)
        queue = month.backlog(queue)
    approval = np.log(2) * np.exp(-values["approval_hazard"]) / -np.expm1(-values["approval_hazard"])
    wait = permits.median_wait(queue, month, np.array([[120.0]]))
    assert wait.item() == pytest.approx((12 + approval).item(), rel=1e-9)


def test_fear_keeps_some_from_registering():
    values = params(1)
    calm = state(1, values)
    afraid = calm | {"asylum_fear": np.full((1, 1), 0.5)}
    acting = exposure(regularisation_window=1.0)
    few, many = (apply(b, [step(acting, values, b)])[1]["registered"] for b in (afraid, calm))
    assert 0.7 * many < few < many


def test_it_reads_and_writes_what_it_declares():
    system, values = permits.SYSTEM, params(1)
    fields = {field.name for field in system.fields}
    narrow = {name: array for name, array in state(1, values).items() if name in fields | set(system.reads)}
    flows = system.flows(narrow, SmallExposure(1), {name: values[name] for name in system.parameters}, {}, WORLD)
    assert set(flows.values) == fields == set(system.initial(WORLD, values, {}))
    assert set(system.levers) <= set(LEVERS)
