"""What hosting brings and costs, and the needs that support covers: sources at the reference, signs, bounds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.model import hosting, migration, needs

from .small_migration import WORLD, SmallExposure, params, state

one = np.ones((1, 1))
none = np.zeros((1, 1))
shares = st.floats(0, 1)


def test_needs_fall_with_support_and_rise_with_people():
    values = params(1)
    people, residents = np.array([[1e5]]), np.array([[1e6]])
    covered = needs.support(300 * one, 0.2 * one, values)
    some = needs.unmet(people, people, people, residents, covered, values)
    assert covered.item() == pytest.approx(300 / 600 * 0.6 + 0.15 * 0.2)
    assert needs.unmet(2 * people, people, people, residents, covered, values) > some
    assert needs.unmet(people, people, people, residents, covered + 0.2, values) < some
    assert needs.support(1000 * one, 1.5 * one, params(1, host_support_reach=1.0)) == 1
    assert (needs.unmet(people, people, people, residents, one, values) == 0).all()


def test_an_aid_cut_leaves_needs_uncovered():
    """The field of politics counts, not the lever: what tension takes from aid arrives here."""
    values = params(1)
    cut, full = (
        migration.flows(state(1, values) | {"civil_aid": a * one}, SmallExposure(1), values, {}, WORLD)
        for a in (0.2, 1.0)
    )
    assert full.notes["needs_covered"] - cut.notes["needs_covered"] == pytest.approx(0.8 * 0.15)
    assert (full.values["strain"] < cut.values["strain"]).all()


def test_tax_and_cost_match_their_sources_at_the_reference():
    """USD 204 of tax and USD 600 of hosting per migrant and year."""
    values, people = params(1), np.full((1, 1), 2.6e6)
    tax = hosting.tax_paid(people, values["tax_reference_regular"], none, values)
    assert tax * 12 == pytest.approx(2.6 * 204)
    assert hosting.host_cost(people, one, none, values) * 12 == pytest.approx(2.6 * 600)
    assert hosting.host_cost(people, one, one, values) * 12 == pytest.approx(2.6 * 600 * 0.4)


def test_papers_add_ten_points_of_formal_employment_and_integration_doubles_them():
    """Ibanez et al. 2024; the size with integration is the table's centre."""
    values = params(1)
    share = [hosting.formal_share(p, i, values).item() for p, i in ((none, one), (one, none), (one, one))]
    assert share == pytest.approx([0.08, 0.18, 0.28])


@settings(max_examples=30, deadline=None)
@given(shares, shares, shares)
def test_formal_work_never_falls_with_papers_or_integration(papers, more, integrated):
    values = params(1)
    low, high = sorted((papers, more))
    assert hosting.formal_share(low, integrated, values) <= hosting.formal_share(high, integrated, values)
    assert hosting.formal_share(papers, low, values) <= hosting.formal_share(papers, high, values)


def test_jobs_of_colombians_change_by_doublings():
    """F35: -0.15% a doubling of people with papers, none before the first."""
    values = params(1)
    before = values["native_jobs_reference"] * 1e6
    assert hosting.native_jobs_effect(4 * before, values) == pytest.approx(-0.30)
    assert hosting.native_jobs_effect(before / 10, values) == 0


def test_wages_answer_to_supply_that_is_not_absorbed():
    """-0.6% per percentage point; nothing once absorbed, and a fall of supply raises no wage."""
    values = params(1)
    assert hosting.wage_effect(5 * one, 3 * one, values) == pytest.approx(-1.2)
    assert hosting.wage_effect(3 * one, 3 * one, values) == 0
    assert hosting.wage_effect(2 * one, 3 * one, values) == 0


def test_supply_counts_people_of_the_whole_population():
    assert hosting.supply(np.array([[1.0]]), np.array([[19.0]])) == pytest.approx(5.0)


def test_output_reaches_the_full_gain_with_papers_and_integration_for_all():
    values = params(1)
    full = hosting.formal_share(one, one, values)
    assert hosting.output_gain(5 * one, full, values) == pytest.approx(2.5)
    assert hosting.output_gain(5 * one, full / 2, values) == pytest.approx(1.25)
    assert hosting.output_gain(none, full, values) == 0


def test_output_and_wages_follow_in_their_own_time():
    values = params(1)
    before = state(1, values)
    month = migration.month_of(before, SmallExposure(1), values, WORLD)
    after, supply = hosting.next_values(month), hosting._supply(month)
    step = -np.expm1(-1 / values["wage_adjustment_time"])
    moved = after["absorbed_supply"] - before["absorbed_supply"]
    assert moved == pytest.approx((supply - before["absorbed_supply"]) * step)
    assert 0 < after["host_gdp_gain"] < hosting.output_gain(supply, one, values)


def test_nothing_weighs_on_wages_at_the_start():
    """The people of 2012 are absorbed; the first month's effect is nil."""
    values = params(1)
    start = migration.initial(WORLD, values, {})
    here = np.array([[WORLD.migrants_2012.sum()]]), np.array([[WORLD.residents_2012[: WORLD.n_co].sum()]])
    assert hosting.wage_effect(hosting.supply(*here), start["absorbed_supply"], values) == 0


def test_the_month_records_gains_beside_costs():
    values = params(1)
    notes = migration.flows(state(1, values), SmallExposure(1), values, {}, WORLD).notes
    people, papers = 2.42e6, 1.5 / 2.42
    formal = 0.08 + 0.1 * papers * 1.2
    assert notes["migrant_formal_jobs"].item() == pytest.approx(people * 0.55 * formal)
    assert notes["consumption_gain"].item() == pytest.approx(48 * papers)
    assert notes["tax_paid"] > 0
    assert notes["host_cost"] > 0
