"""Asylum: the risk index, what fear does to applications and decisions, and the stock."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.model import asylum

from .small_migration import LEVERS, STOCKS, WORLD, SmallExposure, apply, params, state

seeds = st.integers(0, 2**32 - 1)


def step(values, before, safeguards=0.5, lanes=1):
    acting = SmallExposure(lanes, levers={"asylum_safeguards": np.full((lanes, 1), safeguards)})
    return asylum.flows(before, acting, values, {}, WORLD)


def at_reference(values):
    """A state in which risk is that at which the rates were judged."""
    return state(1, values) | {
        "police_cooperation": values["asylum_cooperation_reference"],
        "haven": values["asylum_haven_reference"],
        "repression": values["repression_reference"],
        "asylum_fear": np.zeros((1, 1)),
    }


@given(seeds)
def test_risk_is_an_index_that_each_cause_moves_one_way(seed):
    rng = np.random.default_rng(seed)
    values, causes = params(50, rng), [rng.uniform(0, 0.9, (50, 1)) for _ in range(4)]
    base = asylum.risk(*causes, values)
    assert ((base >= 0) & (base <= 1)).all()
    for k in range(4):
        more = asylum.risk(*(cause + 0.1 * (k == i) for i, cause in enumerate(causes)), values)
        assert (more >= base - 1e-15).all() if k < 3 else (more <= base + 1e-15).all()


def test_safeguards_can_outweigh_cooperation():
    values = params(1, asylum_reach_cooperation=0.5, asylum_safeguard_effect=0.9)
    calm, shared, safe = (
        asylum.risk(*(np.array([[v]]) for v in levels), values)
        for levels in ((0.1, 0.6, 0.5, 0.5), (0.9, 0.6, 0.5, 0.5), (0.9, 0.6, 0.5, 1.0))
    )
    assert safe < calm < shared


def test_at_the_reference_the_rates_are_those_of_the_tables():
    values = params(1)
    flows = step(values, at_reference(values))
    assert flows.values["asylum_fear"].item() == pytest.approx(0.0, abs=1e-15)
    known = {"applied": "asylum_application", "granted": "asylum_granted", "dropped": "asylum_dropped"}
    assert {e.name: e.hazard.item() for e in flows.exits} == {name: values[row].item() for name, row in known.items()}


def test_cooperation_is_feared_a_month_later():
    values = params(1)
    before = at_reference(values) | {"police_cooperation": np.ones((1, 1))}
    flows = step(values, before)
    assert flows.values["asylum_fear"] > 0
    calm = {e.name: e.hazard for e in flows.exits}
    afraid = {e.name: e.hazard for e in step(values, before | {"asylum_fear": flows.values["asylum_fear"]}).exits}
    assert afraid["applied"] < calm["applied"]
    assert afraid["granted"] < calm["granted"]
    assert afraid["dropped"] > calm["dropped"]


def test_the_sign_of_fear_on_applications_is_open():
    fear, both = np.array([[0.3]]), np.array([[-1.0, 2.0]])
    assert asylum.fear_factor(fear, both)[0, 0] > 1 > asylum.fear_factor(fear, both)[0, 1]


@settings(max_examples=20, deadline=None)
@given(seeds)
def test_people_are_conserved(seed):
    """I1 and I2 from any state."""
    rng = np.random.default_rng(seed)
    values = params(8, rng)
    before = state(8, values, rng) | {"asylum_fear": rng.uniform(-0.5, 0.5, (8, 1))}
    after, flows = apply(before, [step(values, before, rng.uniform(), 8)])
    total = sum(before[name].sum(axis=1) for name in STOCKS)
    np.testing.assert_allclose(sum(after[name].sum(axis=1) for name in STOCKS), total, rtol=1e-12)
    assert all((after[name] >= 0).all() for name in STOCKS)
    assert (flows["granted"] <= after["recognised"] * (1 + 1e-9)).all()


def test_the_stock_settles_where_as_many_come_as_leave():
    values = params(1)
    now = at_reference(values)
    without = now["irregular"].copy()
    for _ in range(600):
        now, _ = apply(now, [step(values, now)])
        now["irregular"], now["asylum_fear"] = without.copy(), np.zeros((1, 1))
        now |= {name: at_reference(values)[name] for name in ("police_cooperation", "haven", "repression")}
    leave = values["asylum_granted"] + values["asylum_dropped"]
    inflow = without.sum() * -np.expm1(-values["asylum_application"])
    assert now["asylum"].sum() == pytest.approx((inflow / -np.expm1(-leave)).item(), rel=1e-3)


def test_it_reads_and_writes_what_it_declares():
    system, values = asylum.SYSTEM, params(1)
    fields = {field.name for field in system.fields}
    narrow = {name: array for name, array in state(1, values).items() if name in fields | set(system.reads)}
    flows = system.flows(narrow, SmallExposure(1), {name: values[name] for name in system.parameters}, {}, WORLD)
    assert set(flows.values) == fields == set(system.initial(WORLD, values, {}))
    assert set(system.levers) <= set(LEVERS)
