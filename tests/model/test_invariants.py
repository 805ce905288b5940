"""Invariants of systems taken alone: other units only rescale (I13), half the step changes little (I14)."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderSim import catalogue
from borderSim.model import armed_groups, permits, trade
from borderSim.model.integrator import integrate, people
from borderSim.model.population import PEOPLE, STATUSES
from borderSim.model.system import Exit, Flows, Inflow

from . import small_groups, small_migration, small_trade

seeds = st.integers(0, 2**32 - 1)
UNITS = {name: entry.unit for name, entry in catalogue.parameters().items()}
CLOSE = {"rtol": 1e-9, "atol": 1e-9}
LITTLE = 0.01
GROUPS = armed_groups.SYSTEM


# --- I13: persons in thousands ----------------------------------------------------------------------------------------


def stocks(rng, lanes=3, places=4):
    made = {name: rng.uniform(0, 1e5, (lanes, places)) for name in PEOPLE if name not in ("abroad", "natural")}
    return made | {"abroad": rng.uniform(0, 1e6, (lanes, 1)), "natural": rng.uniform(-1e4, 1e4, (lanes, 1))}


def moves(rng, before):
    """A month of exits and births: by place, pooled, and from several stocks to one."""

    def hazard():
        return rng.uniform(0, 2, (3, 4))

    births = np.full((3, 1), 0.01)
    return [
        Flows(exits=[Exit("registered", "irregular", hazard(), "in_process")]),
        Flows(exits=[Exit("onward", status, hazard(), "abroad", pooled=True) for status in STATUSES]),
        Flows(inflows=[Inflow("births", "residents", births, "natural")]),
    ]


@given(seeds)
def test_persons_in_thousands_move_in_thousands(seed):
    """The integrator is linear in persons: every stock and realised flow is a thousandth."""
    before = stocks(np.random.default_rng(seed))
    small = {name: values / 1000 for name, values in before.items()}
    usual, other = (integrate(now, moves(np.random.default_rng(seed), now)) for now in (before, small))
    for name, values in usual.items():
        np.testing.assert_allclose(1000 * other[name], values, **CLOSE, err_msg=name)


@given(seeds)
def test_stocks_add_up(seed):
    """Also I21: two groups of people moved apart are the two moved together."""
    one, two = (stocks(np.random.default_rng((seed, part))) for part in (0, 1))
    both = {name: one[name] + two[name] for name in one}
    parts = [integrate(now, moves(np.random.default_rng(seed), now)) for now in (one, two, both)]
    for name in parts[2]:
        np.testing.assert_allclose(parts[0][name] + parts[1][name], parts[2][name], **CLOSE, err_msg=name)


PERSONS = ("persons", "permits", "persons/month", "entries/day")


def in_thousands(values, unit_of):
    """What is counted in persons, divided by a thousand."""
    return {name: value / 1000 if unit_of(name) in PERSONS else value for name, value in values.items()}


def queue_month(seed, unit):
    """A month of the permit system on a random state, persons counted in ones or thousands (``unit``)."""
    rng = np.random.default_rng(seed)
    values = small_migration.params(2, rng)
    now = small_migration.state(2, values, rng) | {
        "queue": rng.uniform(0, 3e5, (2, 3)),
        "hard_cases": rng.uniform(0, 1e4, (2, 1)),
        "permit_holders": rng.uniform(0, 1e6, (2, 1)),
        "late_entrants": rng.uniform(0, 1e5, (2, 1)),
    }
    capacity = {name: rng.uniform(0, 3e5, (2, 1)) for name in ("ppt_delivery_capacity", "biometric_capacity")}
    if unit == 1000:
        own = {field.name: field.unit for field in permits.SYSTEM.fields}
        outside = (*STATUSES, "arrivals", "returns", "onward", "recognised")
        now = in_thousands(now, lambda name: "persons" if name in outside else own.get(name))
        values = values | {"ppt_approval_late": values["ppt_approval_late"] / 1000}
        capacity = {name: value / 1000 for name, value in capacity.items()}
    acting = small_migration.SmallExposure(2, levers=capacity)
    return permits.flows(now, acting, values, {}, small_migration.WORLD)


@given(seeds)
def test_the_queue_of_permits_in_thousands_is_a_thousandth(seed):
    """Capacities in thousands too: persons rescale; shares, hazards and waits do not."""
    usual, other = (queue_month(seed, unit) for unit in (1, 1000))
    for field in permits.SYSTEM.fields:
        factor = 1000 if field.unit in PERSONS else 1
        one, two = usual.values[field.name], other.values[field.name]
        np.testing.assert_allclose(factor * two, one, rtol=1e-9, atol=1e-4, err_msg=field.name)
    for one, two in zip(usual.exits, other.exits, strict=True):
        np.testing.assert_allclose(two.hazard, one.hazard, **CLOSE, err_msg=one.name)
    np.testing.assert_allclose(1000 * other.notes["permits_month"], usual.notes["permits_month"], **CLOSE)
    for name in ("permit_wait", "hard_cases_share"):
        np.testing.assert_allclose(other.notes[name], usual.notes[name], **CLOSE, err_msg=name)


# --- I13: another currency --------------------------------------------------------------------------------------------

MONEY = {"trade_demand", "trade_informal", "trade_lost", "trade_by_sector", "transport_cost", "fertiliser_saving"}
MONEY |= {"closure_loss"}


def closing(month):
    """Trade over a closure and a reopening, with sanctions: every branch of the system."""
    shut = 0.0 if 6 <= month < 14 else 1.0
    return small_trade.levers(border_open_cargo=np.full(8, shut), sanctions_intensity=0.4, tariff_rate=0.1)


def trade_months(rate):
    """Two years of trade with all money in a currency of ``rate`` units a dollar."""
    params = {
        name: value * (rate if UNITS[name].startswith("USD") else 1.0) / (rate if UNITS[name] == "COP/USD" else 1.0)
        for name, value in small_trade.central().items()
    }
    world = small_trade.small_world()
    money = SimpleNamespace(**{**vars(world), "trade_base": world.trade_base * rate})
    return small_trade.run(trade.SYSTEM, small_trade.around(), closing, 24, params, money)


@pytest.mark.parametrize("rate", [0.001, 4300.0])
def test_trade_in_another_currency_is_the_same_trade(rate):
    """All that is in dollars rescales; shares, indices, trucks, tonnes and flights stay."""
    (usual, notes), (other, other_notes) = trade_months(1.0), trade_months(rate)
    units = {field.name: field.unit for field in trade.SYSTEM.fields}
    for one, two in zip(usual[1:], other[1:], strict=True):  # the bases of 2012 are measured in the first month
        for name, unit in units.items():
            factor = rate if unit.startswith("USD") else 1.0
            np.testing.assert_allclose(two[name] / factor, one[name], **CLOSE, err_msg=name)
    for one, two in zip(notes, other_notes, strict=True):
        assert one.keys() == two.keys()
        for name in one:
            factor = rate if name in MONEY else 1.0
            np.testing.assert_allclose(two[name] / factor, one[name], **CLOSE, err_msg=name)


# --- I13: months in days ----------------------------------------------------------------------------------------------


@given(seeds)
def test_a_month_of_a_hazard_is_thirty_days_of_a_thirtieth(seed):
    """Exits to places that nobody leaves again: the same people in the same places."""
    rng = np.random.default_rng(seed)
    before, rates = stocks(rng), rng.uniform(0, 3, (3, 3, 4))
    leaving = (("lapsed", "regular"), ("returns", "residents"), ("dropped", "refuge"))

    def a_step(now, days):
        exits = [Exit(name, "irregular", rate / days, to) for (name, to), rate in zip(leaving, rates, strict=True)]
        return integrate(now, [Flows(exits=exits)])

    by_day = before
    for _ in range(30):
        by_day = a_step(by_day, 30)
    month = a_step(before, 1)
    for name in PEOPLE:
        np.testing.assert_allclose(by_day[name], month[name], **CLOSE, err_msg=name)
    np.testing.assert_allclose(people(by_day, PEOPLE), people(before, PEOPLE), rtol=1e-12)


# --- I11: other names for groups --------------------------------------------------------------------------------------


def test_groups_that_change_their_names_change_nothing_else():
    """The ELN and the AGC with one another's rates, strength and noise: the same fields under the other name.

    Off: what only one of them has: US security aid that leaks, the northern route.
    """
    own = {"us_aid_paramilitary_leak": 0.0, "northern_growth_effect": 0.0, "talks_surge": 0.0}
    rates = {"growth_rate": (0.3, 0.6), "diffusion": (0.1, 0.3)}
    world, swap = small_groups.tiny_world(), [2, 1, 0, 3]

    def two_years(turned):
        pairs = {name: pair[::-1] if turned else pair for name, pair in rates.items()}
        given = {f"{name}_{who}": pair[i] for name, pair in pairs.items() for i, who in enumerate(("eln", "agc"))}
        params, noise = small_groups.central(2, **own, **given), small_groups.draws(2)
        now = small_groups.start(world, params)
        if turned:
            now["strength"] = now["strength"][:, swap]
            noise |= {name: noise[name][:, swap] for name in ("growth_department", "growth_state")}
        for _ in range(24):
            now = now | GROUPS.flows(now, small_groups.Exposure(2), params, noise, world).values
        return now

    usual, turned = two_years(False), two_years(True)
    for field in GROUPS.fields:
        one = usual[field.name][:, swap] if "group" in field.dims else usual[field.name]
        np.testing.assert_allclose(turned[field.name], one, rtol=1e-10, atol=1e-12, err_msg=field.name)


# --- I14: half the step -----------------------------------------------------------------------------------------------

YEARLY = ("1/year", "1/month", "share per month", "per 100k irregular border migrants per month")
FIVE_YEARS = 60


def halved(params):
    """The parameters of a model that steps twice a month: rates are half, times last twice as many steps."""

    def factor(unit):
        return 0.5 if unit.startswith(YEARLY) else 2.0 if unit.split()[0] == "months" else 1.0

    return {name: value * factor(UNITS[name]) for name, value in params.items()}


def assert_little(fine, coarse, name):
    """Under 1% of the size of the field, everywhere."""
    scale = np.max(np.abs(coarse))
    assert scale > 0, name
    assert np.max(np.abs(fine - coarse)) < LITTLE * scale, (name, np.max(np.abs(fine - coarse)) / scale)


def test_half_steps_of_statuses_change_little():
    """A chain with a loop: register, get a permit, lose it, leave; hazards of the usual size, people in all.

    A stock through which people pass within months holds a part of a step's flow more or less: a few percent.
    """
    before = stocks(np.random.default_rng(3))
    chain = (("registered", "irregular", 0.04, "in_process"), ("delivered", "in_process", 0.15, "regular"),
             ("lapsed", "regular", 0.01, "irregular"), ("onward", "irregular", 0.004, "residents"))  # fmt: skip

    def five_years(steps):
        now = before
        for _ in range(FIVE_YEARS * steps):
            exits = [Exit(name, stock, np.full((3, 1), h / steps), to) for name, stock, h, to in chain]
            now = integrate(now, [Flows(exits=exits)])
        return {name: now[name].sum() for name in ("irregular", "in_process", "regular", "residents")}

    coarse, fine = five_years(1), five_years(2)
    for name in ("irregular", "regular", "residents"):
        assert_little(fine[name], coarse[name], name)
    assert fine["in_process"] == pytest.approx(coarse["in_process"], rel=0.05)


def test_half_steps_of_trade_change_little():
    """A closure of a year and a reopening: trade, relationships and jobs at the end, and what was sold in all."""
    usual = small_trade.central()

    def five_years(steps):
        def schedule(step):
            shut = 0.0 if 6 <= step / steps < 18 else 1.0
            return small_trade.levers(border_open_cargo=np.full(8, shut), sanctions_intensity=0.3)

        params = usual if steps == 1 else halved(usual)
        world = small_trade.small_world()
        states, _ = small_trade.run(trade.SYSTEM, small_trade.around(), schedule, FIVE_YEARS * steps, params, world)
        return states[-1] | {"sold": sum(state["trade_flow"] for state in states[1:]) / steps}

    coarse, fine = five_years(1), five_years(2)
    for name in ("trade_flow", "relationship", "border_jobs", "informal_index", "overcompliance", "sold"):
        assert_little(fine[name], coarse[name], name)


def test_half_steps_of_groups_change_little():
    """Growth, spread and the state's reach without chance: strength and presence after five years."""
    usual = small_groups.central(1, strength_noise=0.0)
    world = small_groups.tiny_world()
    begin = small_groups.start(world, usual)
    quiet = {name: np.zeros_like(values) for name, values in small_groups.draws(1).items()}

    def five_years(steps):
        params, now = usual if steps == 1 else halved(usual), begin
        for _ in range(FIVE_YEARS * steps):
            now = now | GROUPS.flows(now, small_groups.Exposure(), params, quiet, world).values
        return now

    coarse, fine = five_years(1), five_years(2)
    for name in ("strength", "state_presence"):
        assert_little(fine[name], coarse[name], name)


def test_half_steps_of_the_permit_queue_change_little():
    """Five years of people who come and are served at half the capacity a step: who waits and who got a permit.

    In all: who arrives in a step is approved at a whole step's hazard, so a stage alone holds up to half a month of
    its flow less.
    """
    values = small_migration.params(1)

    def five_years(steps):
        params = values if steps == 1 else halved(values)
        served = 1.0 if steps == 1 else 0.5
        away = values["appointment_no_show"] ** served
        params = params | {"ppt_approval_late": values["ppt_approval_late"] * served, "appointment_no_show": away}
        capacity = {name: np.full((1, 1), served * 2e4) for name in ("ppt_delivery_capacity", "biometric_capacity")}
        acting = small_migration.SmallExposure(1, levers=capacity)
        queue, hard, delivered = np.array([[2e5, 1e5, 5e4]]), np.full((1, 1), 1e4), 0.0
        for _ in range(FIVE_YEARS * steps):
            month = permits.tandem(queue, hard, np.full((1, 1), served * 1.5e4), acting, params)
            queue, hard, delivered = month.backlog(queue), month.hard, delivered + month.delivered
        return {"queue": queue.sum(), "delivered": delivered}

    coarse, fine = five_years(1), five_years(2)
    for name in ("queue", "delivered"):
        assert_little(fine[name], coarse[name], name)
