"""Books that balance and numbers that keep their bounds, under any levers (I1-I5, I17, I20, I22)."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from borderSim import catalogue
from borderSim.catalogue.posterior import parameter_set
from borderSim.engine import axes
from borderSim.engine.dates import month_index
from borderSim.engine.loop import simulate
from borderSim.engine.timeline import Timeline
from borderSim.engine.warmup import history_batch, initial_state, warm_up
from borderSim.model import contest
from borderSim.model.coupling import SYSTEMS
from borderSim.model.integrator import people
from borderSim.model.observables import LINK
from borderSim.model.population import PEOPLE
from borderSim.scenario import LeverChange

from .lab import FIELDS, WORLD, follow, months_of, set_lever, setup, shipped, stormy

MAY_BE_NEGATIVE = {"natural"}  # a ledger
BOUNDS = {"0-1": (0.0, 1.0), "0/1": (0.0, 1.0), "share": (0.0, 1.0), "share/month": (0.0, 1.0), "-1..1": (-1.0, 1.0)}
BOUNDS |= {"stage 0-6": (0.0, 6.0)}
LOGARITHMS = ("ln", "ln index", "ln index, 0 = 2012-01", "ln, 12 months")
MOST = {"share": 1, "0-1": 1, "index 0-1": 1, "share of month": 1, "of 100": 100, "of 100 passages": 100}
MOST |= {"index 0-100": 100, "stage 0-6": 6, "days/month": 31, "corridors at war": 6}
SHARES = {name: MOST[item.unit] for name, item in catalogue.indicators().items() if item.unit in MOST}
TALKS = ("talks_to_exploratory", "talks_to_rounds", "talks_to_ceasefire", "talks_crisis")
PRESENCE = [f"municipalities_{name}" for name in ("eln", "dissidents", "agc", "gangs", "contested")]
EITHER_SIGN = {  # indicators of an effect that can go either way, and why
    "native_jobs_effect": "formal jobs of Colombians: the estimates span zero",
    "wage_effect": "informal wages: the estimates disagree by a factor and in sign",
}
TEN_YEARS = date(2035, 7, 1)
TRADE = next(system for system in SYSTEMS if system.name == "trade")
ACTIVE = sorted(name for name, lever in catalogue.levers().items() if lever.status == "active")


def assert_bounded(state):
    """Finite everywhere; nothing negative but ledgers and logarithms; shares in their range."""
    for name, field in FIELDS.items():
        values = state[name]
        assert np.all(np.isfinite(values)), name
        if field.unit in LOGARITHMS or name in MAY_BE_NEGATIVE:
            continue
        low, high = BOUNDS.get(field.unit, (0.0, np.inf))
        assert values.min() >= low, (name, values.min())
        assert values.max() <= high * (1 + 1e-12), (name, values.max())


def assert_indicators_bounded(seen):
    for name, values in (seen.national | seen.department).items():
        assert np.all(np.isfinite(values)), name
        if name not in EITHER_SIGN and not name.startswith(LINK):  # a link moves a lever up or down
            assert values.min() >= 0, (name, values.min())
    for name, most in SHARES.items():
        if name in seen.national:
            assert seen.national[name].max() <= most * (1 + 1e-12), (name, seen.national[name].max())
    for name in PRESENCE:
        assert seen.national[name].max() <= WORLD.n_co, name


class Book:
    """A watcher that checks every month as it goes by, and keeps nothing."""

    def __init__(self, state):
        self.total = people(state, PEOPLE)
        self.months = 0

    def __call__(self, _, after, seen):
        now = people(after, PEOPLE)
        np.testing.assert_allclose(now, self.total, rtol=1e-10)  # I1: a step
        self.total = now
        assert_bounded(after)
        assert_indicators_bounded(seen)
        self.months += 1


def with_goods_checked(systems):
    """The systems, with I5 checked on every month of trade: demand = formal by route + informal + lost."""

    def flows(*given):
        out = TRADE.flows(*given)
        formal = out.values["trade_flow"].sum(axis=2)
        parts = formal + out.notes["trade_informal"] + out.notes["trade_lost"]
        np.testing.assert_allclose(out.notes["trade_demand"], parts, rtol=1e-10)
        return out

    return tuple(replace(system, flows=flows) if system is TRADE else system for system in systems)


def ten_years_of(scenarios, members, watch=None):
    """120 months of all scenarios with the books of people and goods checked every month; overflow is an error."""
    batch, state = setup(scenarios, members)
    batch = replace(batch, systems=with_goods_checked(batch.systems))
    book, months = Book(state), months_of(scenarios[0])

    def both(*month):
        book(*month)
        if watch is not None:
            watch(*month)

    with np.errstate(over="raise", invalid="raise", divide="raise"):
        simulate(batch, state, Timeline(scenarios, batch.noise, axes.ids(WORLD), months), months, both)
    assert book.months == len(months) == 120


def at_bounds(choice, plain):
    """The scenario with every lever at its lower (0) or upper (1) bound from the start on."""
    levers = catalogue.levers()
    changes = [
        LeverChange(name, None, plain.start, levers[name].upper if high else levers[name].lower)
        for name, high in zip(ACTIVE, choice, strict=True)
    ]
    return replace(plain, name=f"bounds {hash(choice)}", changes=tuple(changes))


CHOICES = st.lists(
    st.lists(st.booleans(), min_size=len(ACTIVE), max_size=len(ACTIVE)).map(tuple), min_size=3, max_size=3, unique=True
)


@given(choices=CHOICES)
@settings(max_examples=4, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_ten_years_with_every_lever_at_a_bound(choices):
    ten_years(choices, stormy())


@pytest.mark.parametrize("side", [False, True])
def test_ten_years_with_all_levers_at_the_same_bound(side):
    ten_years([(side,) * len(ACTIVE)], {})


def ten_years(choices, assumptions):
    plain = shipped("today", end=TEN_YEARS, assumptions=assumptions)
    ten_years_of([at_bounds(choice, plain) for choice in choices], 2)


def test_the_recorded_history_keeps_its_books():
    """From 2012-01, month by month, with the moves to the counts in between: nobody appears or is lost."""
    later_batch, later = setup([shipped("today")], 2)
    batch = history_batch(SYSTEMS, WORLD, later_batch.noise, {}, parameter_set("posterior"))
    first = initial_state(batch, "float32")
    assert_bounded(first)
    assert_bounded(later)
    np.testing.assert_allclose(people(later, PEOPLE), people(first, PEOPLE), rtol=1e-9)
    reached = warm_up(batch, month_index(date(2016, 3, 1)), "float32", axes.ids(WORLD))
    np.testing.assert_allclose(people(reached, PEOPLE), people(first, PEOPLE), rtol=1e-9)


@pytest.fixture(scope="module")
def storm():
    """Two stormy years of a new regularisation with talks, with what each system noted."""
    scenario = shipped("regularise_again", assumptions=stormy(), end=date(2027, 7, 1))
    scenario = replace(scenario, changes=(*scenario.changes, set_lever("talks_eln", "2025-07-01", 1.0)))
    batch, state = setup([scenario], 3)
    notes = []

    def noting(system):
        def flows(*given):
            out = system.flows(*given)
            notes[-1].update(out.notes)
            return out

        return replace(system, flows=flows)

    def opening(system):
        def flows(*given):
            notes.append({})
            return noting(system).flows(*given)

        return replace(system, flows=flows)

    first, *others = batch.systems
    systems = (opening(first), *map(noting, others))
    return follow(replace(batch, systems=systems), state, [scenario], months_of(scenario)), notes


def test_the_queue_is_the_people_in_process(storm):
    """I4 on the whole model: the stages hold the stock, and deliveries keep to the capacity."""
    trace, notes = storm
    delivered = np.diff(trace.of("permits_delivered")[:, :, 0], axis=0)
    for month in range(len(delivered)):
        exposure, state = trace.exposures[month + 1], trace.states[month + 1]
        assert np.all(delivered[month] <= exposure["ppt_delivery_capacity"][:, 0] * (1 + 1e-12))
        np.testing.assert_allclose(delivered[month], notes[month + 1]["permits_month"][:, 0], rtol=1e-6, atol=1e-3)
        # people in process may leave the country in the month; the stages are scaled to them in the next
        assert np.all(state["in_process"].sum(axis=1) <= state["queue"].sum(axis=1) * (1 + 1e-9) + 1e-6)
    assert delivered.sum() > 0


def test_nobody_is_displaced_who_does_not_live_there(storm):
    """I20, by department."""
    trace, _ = storm
    for before, after in zip(trace.states, trace.states[1:], strict=False):
        residents = np.add.reduceat(before["residents"], WORLD.department_start, axis=1)
        assert np.all(after["displaced_new"] <= residents)


def test_control_is_a_simplex(storm):
    """I3 on the states of a run: the groups' shares and the state's sum to one in every municipality."""
    trace, _ = storm
    batch, _ = setup([shipped("regularise_again", assumptions=stormy())], 3)
    state = trace.end
    shares = contest.control_shares(
        state["strength"], state["state_presence"], batch.params["csf_decisiveness"], batch.params["state_weight"]
    )
    np.testing.assert_allclose(shares.sum(axis=1), 1.0, atol=1e-6)  # float32
    assert shares.min() >= 0


def test_random_events_did_happen(storm):
    trace, _ = storm
    for event in ("incident", "short_closure", "local_closure", "war_onset", "licence_revocation", *TALKS):
        assert trace.of(f"fired:{event}").sum() > 0, event
