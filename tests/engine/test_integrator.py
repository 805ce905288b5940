import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.model.integrator import integrate, people
from borderSim.model.population import PEOPLE, STATUSES
from borderSim.model.system import Exit, Flows, Inflow, shares


def state(lanes=2, places=5, co=3):
    rng = np.random.default_rng(1)
    big = {"residents": rng.random((lanes, places)) * 1e6, "residents_ve": rng.random((lanes, 2)) * 1e6}
    small = {name: rng.random((lanes, co)) * 1e4 for name in (*STATUSES, "displaced", "refuge")}
    return {**big, **small, "abroad": np.ones((lanes, 1)), "natural": np.zeros((lanes, 1))}


def to_status(flow):
    return np.repeat(flow.sum(axis=1, keepdims=True) / 3, 3, axis=1)


hazard = st.floats(0, 50)


@settings(max_examples=200)
@given(hazard, hazard, hazard, st.floats(-0.1, 0.1))
def test_people_are_conserved_and_never_negative(leave, back, north, births):
    before = state()
    flows = [
        Flows(exits=[Exit("arrivals", "residents", np.full((2, 5), leave), "irregular", to_status)]),
        Flows(
            exits=[
                Exit("returns", "irregular", np.full((2, 1), back), "residents", lambda f: np.pad(f, ((0, 0), (2, 0)))),
                Exit("onward", "irregular", np.full((2, 1), north), "abroad", pooled=True),
                Exit("onward", "regular", np.full((2, 3), north), "abroad", pooled=True),
            ]
        ),
        Flows(inflows=[Inflow("births", "residents", np.full((2, 1), np.abs(births)), "natural")]),
    ]
    after = integrate(before, flows)
    assert people(after, PEOPLE) == pytest.approx(people(before, PEOPLE), rel=1e-12)
    assert all((after[name] >= 0).all() for name in PEOPLE if name != "natural")
    assert after["onward"].shape == (2, 1)


def test_order_of_systems_changes_no_bit():
    before = state()
    a = Flows(exits=[Exit("returns", "regular", np.full((2, 1), 0.3), "abroad", pooled=True)])
    b = Flows(exits=[Exit("lapsed", "regular", np.full((2, 3), 0.2), "irregular")], values={"x": np.ones(1)})
    one, two = integrate(before, [a, b]), integrate(before, [b, a])
    assert all(np.array_equal(one[name], two[name]) for name in one)


def test_competing_exits_share_in_proportion():
    parts, gone = shares([np.array([[0.3]]), np.array([[0.1]])])
    assert gone == pytest.approx(1 - np.exp(-0.4))
    assert parts[0] == pytest.approx(3 * parts[1])


def test_no_hazard_moves_nobody():
    before = state()
    after = integrate(before, [Flows(exits=[Exit("lapsed", "regular", np.zeros((2, 1)), "irregular")])])
    assert np.array_equal(after["regular"], before["regular"])
