"""Couplings carry something, at their lag and no faster; the order of systems carries nothing (brief 6b.19)."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from borderSim.engine.loop import noise_of
from borderSim.model.coupling import SYSTEMS, couplings
from borderSim.model.population import PEOPLE, REALISED

from .lab import OWNER, WORLD, differing, follow, months_of, setup, shipped, stormy

MONTHS = 12
FAR = (1.0, 30.0)
"""What acts on a rare event alone has to be far away before one moves within the year."""


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
    """A stormy year of an ELN deal: talks, wars and closures are all on."""
    scenario = shipped("eln_deal_with_guarantor", assumptions=stormy(), parameters="prior")
    batch, state = setup([scenario], 2)
    state = busy(state)
    return scenario, batch, state, follow(batch, state, [scenario], months_of(scenario, MONTHS))


def busy(state):
    """Two lanes in which every coupling carries something: talks begin in one, fighters disarm in the other."""

    def lane_values(name, first, second):
        value = np.empty_like(state[name])
        value[0], value[1] = first, second
        return {name: value}

    return (
        state
        | lane_values("talks_stage_group", 1.0, 5.0)
        | lane_values("talks_shock", 0.2, 0.2)
        | lane_values("ceasefire", 0.4, 0.0)
        | lane_values("handover", 0.0, 0.3)
        | lane_values("vacuum", 0.2, 0.2)
        | lane_values("closure", 0.3, 0.3)
    )


def other(value):
    """A value that the field did not have: away from it by a third, and from zero where it was zero."""
    return value * (2 / 3) + np.where(value == 0, 0.1, 0.0)


def indicators(seen):
    return seen.national | seen.department


def moved(system, plain):
    """Stocks that a system's exits leave: it acts on them through the integrator, not through what it sees."""
    scenario, batch, state, usual = plain
    month = months_of(scenario)[0]
    return {e.stock for e in system.flows(state, usual.exposures[0], batch.params, noise_of(batch, month), WORLD).exits}


@pytest.mark.parametrize("row", couplings(), ids=lambda row: f"{row.owner}.{row.field}-{row.reader}")
def test_a_coupling_reaches_its_reader_first_and_others_later(row, plain):
    scenario, batch, state, usual = plain
    reader = next(s for s in SYSTEMS if s.name == row.reader)
    for far in FAR:
        wrong = far * other(state[row.field])
        systems = tuple(cut(s, row.field, wrong) if s is reader else s for s in SYSTEMS)
        changed = follow(replace(batch, systems=systems), state, [scenario], months_of(scenario, MONTHS))
        first = differing(usual.states[0], changed.states[0])
        elsewhere = {name for name in first if OWNER[name] != row.reader}
        assert elsewhere <= {*PEOPLE, *REALISED}, "the effect did not wait for its month"
        if downstream(row, usual, changed):
            return
    used = first | differing(indicators(usual.seen[0]), indicators(changed.seen[0]))
    assert not used, "nothing downstream changes"
    assert row.field in moved(reader, plain), "the reader does not use what it reads"


def downstream(row, usual, changed):
    """Fields of others than the reader, and indicators, that differ in some month."""
    pairs = list(zip(usual.states, changed.states, strict=True))
    fields = {name for one, two in pairs for name in differing(one, two) if OWNER[name] != row.reader}
    seen = zip(usual.seen, changed.seen, strict=True)
    return fields | {name for one, two in seen for name in differing(indicators(one), indicators(two))}


def test_a_cut_that_gives_the_true_value_changes_nothing(plain):
    """The proxy itself leaves every byte: what the tests above see is the coupling."""
    scenario, batch, state, usual = plain
    systems = tuple(cut(s, "trade_flow", state["trade_flow"]) for s in SYSTEMS)
    one = follow(replace(batch, systems=systems), state, [scenario], months_of(scenario, 1))
    assert not differing(usual.states[0], one.states[0])


@pytest.mark.parametrize(
    "row", [r for r in couplings() if r.owner != "population"][::6], ids=lambda r: f"{r.field}-{r.reader}"
)
def test_a_frozen_field_acts_from_the_second_month(row, plain):
    """With the value of the start kept, the first month is the same to the bit, whatever comes after."""
    scenario, batch, state, usual = plain
    systems = tuple(cut(s, row.field, state[row.field]) if s.name == row.reader else s for s in SYSTEMS)
    changed = follow(replace(batch, systems=systems), state, [scenario], months_of(scenario, 2))
    assert not differing(usual.states[0], changed.states[0])


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_order_of_systems_changes_no_bit(seed, dtype):
    scenario = shipped("eln_deal_with_guarantor", assumptions=stormy(), parameters="prior")
    batch, state = setup([scenario], 2, dtype=dtype)
    months = months_of(scenario, 8)
    order = np.random.default_rng(seed).permutation(len(SYSTEMS))
    usual = follow(batch, state, [scenario], months)
    shuffled = follow(replace(batch, systems=tuple(SYSTEMS[i] for i in order)), state, [scenario], months)
    assert not differing(usual.end, shuffled.end)
    for one, two in zip(usual.seen, shuffled.seen, strict=True):
        assert not differing(indicators(one), indicators(two))
