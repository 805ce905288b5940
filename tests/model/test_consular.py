"""Consular documents: the queue of each network, what its offices can do, and the papers that arrivals hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.model import backlog, consular

from .small_migration import LEVERS, WORLD, SmallExposure, params, state

seeds = st.integers(0, 2**32 - 1)
MINE = consular.SYSTEM.levers
COLOMBIAN, VENEZUELAN = range(2)


def exposure(lanes=1, **levers):
    return SmallExposure(lanes, levers={name: np.asarray(value, dtype=float) for name, value in levers.items()})


def step(acting=None, values=None, before=None):
    values = values or params(1)
    return consular.flows(before or start(values), acting or exposure(), values, {}, WORLD)


def start(values, **fields):
    """The small world with the consular fields of an initial state, or those given."""
    now = state(1, values) | consular.initial(WORLD, values, {})
    return now | {name: np.asarray(value, dtype=float) for name, value in fields.items()}


def run(months, values, now, **levers):
    for _ in range(months):
        now = now | step(exposure(**levers), values, now).values
    return now


@settings(max_examples=30, deadline=None)
@given(seeds)
def test_documents_are_conserved_and_no_office_does_more_than_it_can(seed):
    """I4 and I2 on random states and levers: asked = served + change of the backlog, so it never exceeds what is
    needed, and what is served never the capacity.
    """
    rng = np.random.default_rng(seed)
    values = params(50, rng)
    levers = {name: rng.uniform(*LEVERS[name][:2], (50, 1)) * (rng.uniform(size=(50, 1)) > 0.2) for name in MINE}
    before = state(50, values, rng) | {
        "document_backlog": rng.uniform(0, 1e5, (50, 2)) * (rng.uniform(size=(50, 2)) > 0.3),
        "consulates_working": rng.uniform(0, 15, (50, 1)),
    }
    flows = consular.flows(before, SmallExposure(50, levers=levers), values, {}, WORLD)
    served, after = flows.notes["documents_served"], flows.values["document_backlog"]
    asked = served + (after - before["document_backlog"]).sum(axis=1, keepdims=True)
    offered = consular.capacity(
        levers["consular_documents_month"], flows.values["consulates_working"], levers["consular_ve_in_co"], values
    )
    need = consular._need(before, values, WORLD).sum(axis=1, keepdims=True)
    assert (after >= 0).all()
    assert (served >= 0).all()
    assert (served <= offered.sum(axis=1, keepdims=True) + 1e-9).all()
    assert (asked >= -1e-6).all()
    assert (asked <= need * (1 + 1e-9) + 1e-6).all()
    assert (served <= levers["consular_documents_month"] + 1e-9).all()
    assert ((flows.values["documented_share"] > 0) & (flows.values["documented_share"] < 1)).all()


@given(st.lists(st.floats(0, 400), min_size=6, max_size=6), st.lists(st.floats(0, 400), min_size=6, max_size=6))
def test_below_capacity_the_queue_is_linear(first, second):
    """I21: what two groups ask for is served as the sum of what each would get alone."""

    def served(asked):
        return [backlog.serve(np.zeros(1), np.array([a]), np.array([1000.0])).item() for a in asked]

    assert served(np.add(first, second)) == pytest.approx(np.add(served(first), served(second)), abs=1e-9)


def test_waits_follow_littles_law_up_to_the_limit():
    waiting, served = np.array([[600.0, 50.0, 0.0, 1e9]]), np.array([[200.0, 0.0, 0.0, 1.0]])
    assert backlog.wait(waiting, served, np.array([[120.0]])).tolist() == [[3.0, 120.0, 0.0, 120.0]]


# --- offices ----------------------------------------------------------------------------------------------------


def test_consulates_open_slowly_and_close_at_once():
    time, working = np.array([[6.0]]), np.array([[5.0]])
    for _ in range(9):
        working = consular.next_working(working, np.array([[12.0]]), time)
    assert working.item() == pytest.approx(12 - 7 * np.exp(-9 / 6))
    assert consular.next_working(working, np.array([[2.0]]), time).item() == 2.0


def test_offices_and_staff_both_bound_the_capacity():
    values = params(1, document_split=0.6, consulate_documents=2000, consular_service_documents=60000)
    few = consular.capacity(np.array([[20000.0]]), np.array([[2.0]]), np.array([[0.1]]), values)
    many = consular.capacity(np.array([[20000.0]]), np.array([[15.0]]), np.array([[1.0]]), values)
    assert few.tolist() == [[4000.0, 6000.0]]
    assert many.tolist() == [[8000.0, 12000.0]]


@given(seeds)
def test_more_of_anything_never_lowers_the_capacity(seed):
    rng = np.random.default_rng(seed)
    values = params(20, rng)
    low = [rng.uniform(0, top, (20, 1)) for top in (2e5, 15, 1)]
    high = [value * rng.uniform(1, 2, (20, 1)) for value in low]
    assert (consular.capacity(*high, values) >= consular.capacity(*low, values)).all()


def test_nobody_queues_at_a_closed_office():
    values = params(1)
    closed = {"consulates_co_in_ve": 0.0, "consular_ve_in_co": 0.0}
    now = run(24, values, start(values, document_backlog=[[3000.0, 4000.0]]), **closed)
    limit = values["wait_limit"] * values["passport_wait_effect"]
    assert (now["document_backlog"] >= [[3000.0, 4000.0]]).all()
    asked = consular._need(now, values, WORLD) * 24 * np.exp(-limit)
    assert (now["document_backlog"] <= [[3000.0, 4000.0]] + asked + 1e-6).all()


def test_a_long_queue_settles_where_as_many_ask_as_are_served():
    """need x exp(-c wait) = capacity, so wait = ln(need / capacity) / c, at the Colombian network."""
    values = params(1, consulate_documents=500, documents_needed_in_ve=0.0003, passport_wait_effect=0.05)
    now = run(400, values, start(values))
    need = consular._need(now, values, WORLD)[0, COLOMBIAN]
    wait = np.log(need / (5 * 500)) / 0.05
    assert now["document_backlog"][0, COLOMBIAN] / (5 * 500) == pytest.approx(wait, rel=1e-4)


# --- papers -----------------------------------------------------------------------------------------------------


def test_willing_falls_with_price_and_wait_and_rises_with_income():
    values = params(1)

    def willing(price, income, wait):
        return consular.willing(*(np.array([[float(v)]]) for v in (price, income, wait)), values).item()

    assert willing(0, 100, 0) == 1
    assert willing(200, 100, 6) == pytest.approx(3 ** -values["passport_price_effect"].item()
                                                 * np.exp(-6 * values["passport_wait_effect"].item()))  # fmt: skip
    assert willing(300, 100, 6) < willing(200, 100, 6) < willing(200, 150, 6)
    assert willing(200, 100, 8) < willing(200, 100, 6)


@given(seeds)
def test_papers_are_those_of_the_reference_when_nothing_is_served(seed):
    rng = np.random.default_rng(seed)
    values, willing = params(30, rng), rng.uniform(0.05, 1, (30, 1))
    nobody, half = np.zeros((30, 1)), np.full((30, 1), 0.5)
    usual = consular.papers(nobody, willing, willing, values)
    np.testing.assert_allclose(usual, 1 - values["share_undocumented_arrivals"], rtol=1e-12)
    assert (consular.papers(half, willing, willing, values) >= usual).all()
    assert (consular.papers(half, willing / 2, willing, values) < consular.papers(half, willing, willing, values)).all()


def test_papers_relax_to_the_reference_without_consular_services():
    values = params(1, document_time=6.0, gdp_reference=-1.3)
    closed = {"consulates_co_in_ve": 0.0, "consular_ve_in_co": 0.0}
    now = run(12, values, start(values, documented_share=[[0.9]]), **closed)
    assert now["documented_share"].item() == pytest.approx(0.5 + 0.4 * np.exp(-12 / 6), rel=1e-3)


def test_services_act_with_a_delay():
    values = params(1)
    before = start(values)
    now, later = (
        run(months, values, before, consular_ve_in_co=1.0, consular_documents_month=2e5) for months in (1, 24)
    )
    base, base_later = (run(months, values, before, consular_ve_in_co=0.0) for months in (1, 24))
    first = now["documented_share"] - base["documented_share"]
    assert 0 < first.item() < 0.3 * (later["documented_share"] - base_later["documented_share"]).item()


def test_a_cheaper_passport_without_offices_lengthens_the_queue():
    values = params(1)
    dear, cheap = (run(24, values, start(values), passport_cost=price) for price in (200.0, 20.0))
    assert cheap["document_backlog"][0, VENEZUELAN] > dear["document_backlog"][0, VENEZUELAN]
    assert cheap["document_backlog"][0, COLOMBIAN] == dear["document_backlog"][0, COLOMBIAN]
    assert cheap["documented_share"] > dear["documented_share"]


def test_it_reads_and_writes_what_it_declares():
    system, values = consular.SYSTEM, params(1)
    fields = {field.name for field in system.fields}
    narrow = {name: array for name, array in start(values).items() if name in fields | set(system.reads)}
    flows = system.flows(narrow, SmallExposure(1), {name: values[name] for name in system.parameters}, {}, WORLD)
    assert set(flows.values) == fields == set(system.initial(WORLD, values, {}))
    assert {name: array.shape for name, array in flows.values.items()} == {
        "consulates_working": (1, 1), "document_backlog": (1, 2), "documented_share": (1, 1)
    }  # fmt: skip
    assert set(system.levers) <= set(LEVERS)
