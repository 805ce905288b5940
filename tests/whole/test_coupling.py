"""Couplings carry something, at their lag and no faster; the order of systems carries nothing (model.md 6b.19)."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from borderSim.model.coupling import SYSTEMS, couplings
from borderSim.model.population import PEOPLE

from .lab import OWNER, differing, follow, months_of, setup, shipped, stormy

MONTHS = 6


class Seen(Mapping):
    """A state in which one field has another value."""

    def __init__(self, state, name, value):
        self.state, self.name, self.value = state, name, value

    def __getitem__(self, name):
        return self.value if name == self.name else self.state[name]

    def __iter__(self):
        return iter(self.state)

    def __len__(self):
        return len(self.state)


def cut(system, name, value):
    """The system, reading ``value`` for a field of another."""

    def flows(state, exposure, params, noise, world):
        return system.flows(Seen(state, name, value), exposure, params, noise, world)

    return replace(system, flows=flows)


@pytest.fixture(scope="module")
def plain():
    """Six stormy months of an ELN deal: talks, wars and closures are all on."""
    scenario = shipped("eln_deal_with_guarantor", assumptions=stormy())
    batch, state = setup([scenario], 2)
    state = busy(state)
    return scenario, batch, state, follow(batch, state, [scenario], months_of(scenario, MONTHS))


def busy(state):
    """The state with a ceasefire, a crisis that ended, some disarmament, so that no coupling carries a zero."""
    return state | {
        "talks_stage": np.full_like(state["talks_stage"], 5.0),
        "talks_shock": np.full_like(state["talks_shock"], 0.5),
        "ceasefire": np.full_like(state["ceasefire"], 0.4),
        "handover": np.full_like(state["handover"], 0.02),
        "closure": np.full_like(state["closure"], 0.3),
        "closure_left": np.full_like(state["closure_left"], 1.0),
    }


def other(value):
    """A value that the field did not have: away from it by a third, and from zero where it was zero."""
    return value * (2 / 3) + np.where(value == 0, 0.1, 0.0)


@pytest.mark.parametrize("row", couplings(), ids=lambda row: f"{row.owner}.{row.field}-{row.reader}")
def test_a_coupling_reaches_its_reader_first_and_others_later(row, plain):
    scenario, batch, state, usual = plain
    frozen = other(state[row.field])
    systems = tuple(cut(s, row.field, frozen) if s.name == row.reader else s for s in SYSTEMS)
    changed = follow(replace(batch, systems=systems), state, [scenario], months_of(scenario, MONTHS))
    first = differing(usual.states[0], changed.states[0])
    assert first, "the reader does not use what it reads"
    realised = {"arrivals", "returns", "onward"}
    assert {n for n in first if OWNER[n] != row.reader} <= {*PEOPLE, *realised}, "the effect did not wait for its month"
    last = differing(usual.end, changed.end)
    assert {n for n in last if OWNER[n] != row.reader}, "nothing downstream changes"


def test_a_cut_that_gives_the_true_value_changes_nothing(plain):
    """The proxy itself leaves every byte: what the tests above see is the coupling."""
    scenario, batch, state, usual = plain
    systems = tuple(cut(s, "trade_flow", state["trade_flow"]) for s in SYSTEMS)
    one = follow(replace(batch, systems=systems), state, [scenario], months_of(scenario, 1))
    assert not differing(usual.states[0], one.states[0])


@pytest.mark.parametrize("row", [r for r in couplings() if r.owner != "population"][::6], ids=lambda r: f"{r.field}-{r.reader}")
def test_a_frozen_field_acts_from_the_second_month(row, plain):
    """With the value of the start kept, the first month is the same to the bit, whatever comes after."""
    scenario, batch, state, usual = plain
    systems = tuple(cut(s, row.field, state[row.field]) if s.name == row.reader else s for s in SYSTEMS)
    changed = follow(replace(batch, systems=systems), state, [scenario], months_of(scenario, 2))
    assert not differing(usual.states[0], changed.states[0])


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_order_of_systems_changes_no_bit(seed, dtype):
    scenario = shipped("eln_deal_with_guarantor", assumptions=stormy())
    batch, state = setup([scenario], 2, dtype=dtype)
    months = months_of(scenario, 8)
    order = np.random.default_rng(seed).permutation(len(SYSTEMS))
    usual = follow(batch, state, [scenario], months)
    shuffled = follow(replace(batch, systems=tuple(SYSTEMS[i] for i in order)), state, [scenario], months)
    assert not differing(usual.end, shuffled.end)
    for one, two in zip(usual.seen, shuffled.seen, strict=True):
        assert not differing(one.national | one.department, two.national | two.department)
