import numpy as np
import pytest

from borderSim.model import violence
from borderSim.model.integrator import integrate
from tests.model.small_groups import C, D, Exposure, N, central, draws, sampled, start, tiny_world


def flows(state, exposure, params, world, seed=0):
    return violence.SYSTEM.flows(state, exposure, params, draws(len(params["vacuum_months"]), seed), world)


def test_the_draw_has_the_moments_of_a_negative_binomial():
    """Mean m and variance m (1 + m / k) from a lognormal of an addressed normal."""
    mean, size = 12.0, 2.0
    normal = np.random.default_rng(0).standard_normal((1, 400_000))
    drawn = violence.sampled(np.full((1, 1), mean), normal, np.full((1, 1), size))
    assert drawn.mean() == pytest.approx(mean, rel=0.01)
    assert drawn.var() == pytest.approx(mean + mean**2 / size, rel=0.05)


def test_no_clash_no_killing():
    assert violence.sampled(np.zeros((1, 3)), np.ones((1, 3)), np.full((1, 1), 2.0)).tolist() == [[0, 0, 0]]


def test_killings_start_at_the_level_of_2012():
    params = central()
    relative = np.full((1, D), 1 / D)
    yearly = 12 * violence.expected_killings(relative, params).sum()
    assert yearly == pytest.approx(params["conflict_killings_2012"][0, 0])
    assert np.all(violence.expected_killings(2 * relative, params) > violence.expected_killings(relative, params))


def test_displaced_per_killing_spans_an_order_of_magnitude():
    """F31: between members and months together the 5-95% range reaches from about 54 to about 554."""
    rng = np.random.default_rng(0)
    member = 173 * np.exp(0.71 * rng.standard_normal((4000, 1)))
    params = central(4000) | {"displaced_per_killing": member}
    low, high = np.quantile(violence.per_killing(rng.standard_normal((4000, 5)), params), [0.05, 0.95])
    assert 30 < low < 60
    assert 500 < high < 900


def test_displacement_stays_under_its_cap_and_moves_residents():
    """I20: even an absurd clash moves no more than the cap of the exposed, and nobody is lost."""
    world, params = tiny_world(), central()
    state = start(world, params)
    state["clash"] = state["clash"] * 1e9
    before = state["residents"].copy()
    proposed = flows(state, Exposure(), params, world)
    after = integrate(state, [proposed])
    gone = before - after["residents"]
    cap = params["displacement_monthly_cap"] + params["killed_monthly_cap"]
    assert np.all(gone <= cap * before)
    assert np.all(after["residents"] >= 0)
    assert gone.sum() > 0.5 * (params["displacement_monthly_cap"] * before * 0.1).sum()
    moved = sum(after[name].sum() for name in ("displaced", "refuge", "natural"))
    assert moved == pytest.approx(gone.sum(), rel=1e-12)


def test_only_border_departments_cross_the_line():
    world, params = tiny_world(), central()
    state = start(world, params)
    after = integrate(state, [flows(state, Exposure(), params, world)])
    assert np.all(after["refuge"][:, : C - 1] == 0)
    share = after["refuge"][:, C - 1] / (after["refuge"] + after["displaced"])[:, C - 1]
    assert share == pytest.approx(params["cross_border_displaced_share"][0, 0])


def test_recorded_displacement_is_what_moves():
    world, params = tiny_world(), central()
    state = start(world, params)
    proposed = flows(state, Exposure(), params, world)
    after = integrate(state, [proposed])
    own = slice(0, 9)
    recorded = proposed.values["displaced_new"][:, own].sum()
    moved = after["displaced"].sum() + after["refuge"].sum()
    assert moved == pytest.approx(recorded, rel=0.02)
    assert after["natural"].sum() == pytest.approx(proposed.values["killings"][:, own].sum(), rel=0.02)


def test_the_displaced_go_home_at_their_hazard():
    world, params = tiny_world(), central(conflict_killings_2012=0)
    state = start(world, params)
    state["displaced"] = np.full((1, C), 1000.0)
    state["refuge"] = np.full((1, C), 500.0)
    after = integrate(state, [flows(state, Exposure(), params, world)])
    stay = np.exp(-params["displacement_return_hazard"])
    np.testing.assert_allclose(after["displaced"], 1000 * stay * np.ones((1, C)))
    np.testing.assert_allclose(after["refuge"], 500 * stay * np.ones((1, C)))
    np.testing.assert_allclose(after["residents"] - state["residents"], 1500 * (1 - stay) * np.ones((1, C)))


def test_violence_starts_at_the_clashes_of_2012():
    world, params = tiny_world(), sampled(5)
    state = start(world, params)
    np.testing.assert_allclose(state["violence"].mean(axis=1), 1)
    still = flows(state, Exposure(5), params, world).values["violence"]
    np.testing.assert_allclose(still, state["violence"])


def test_the_index_relaxes_exactly():
    params = central()
    month = violence.smoothed(np.ones((1, D)), np.full((1, D), 3.0), params)
    expected = 3 - 2 * np.exp(-1 / params["violence_memory"])
    np.testing.assert_allclose(month, expected * np.ones((1, D)))


def leaders(state, params, world, **levers):
    relative = violence.relative_clash(state["clash"], state["clash_2012"])
    return violence.leaders(relative, state, Exposure(**levers), params, world)[0, 0]


def test_leaders_die_in_a_vacuum_without_the_state():
    """F29 on the kernel: the vacuum raises the rate, the state attenuates it, protection lowers it."""
    world, params = tiny_world(), central()
    state = start(world, params)
    vacuum = state | {"vacuum": np.ones((1, 1))}
    guarded = vacuum | {"state_presence": np.ones((1, N))}
    assert leaders(state, params, world) < leaders(vacuum, params, world)
    assert leaders(guarded, params, world) == pytest.approx(leaders(state, params, world))
    assert leaders(vacuum, params, world, leader_protection=1) < leaders(vacuum, params, world, leader_protection=0)


def test_the_vacuum_remembers_ceasefires_and_fades():
    params = central()
    state = {"ceasefire": np.zeros((1, 4)), "handover": np.zeros((1, 4)), "vacuum": np.full((1, 1), 0.5)}
    faded = violence.vacuum_next(state, Exposure(), params)
    assert faded == pytest.approx(0.5 * np.exp(-1 / params["vacuum_months"]))
    truce = state | {"ceasefire": np.array([[0.9, 0, 0, 0]])}
    assert violence.vacuum_next(truce, Exposure(), params) == pytest.approx(0.9)
    event = Exposure(events={"farc_demobilisation": 0.7})
    assert violence.vacuum_next(state, event, params) == pytest.approx(0.7)


def test_people_go_home_later_while_there_is_fighting():
    world, params = tiny_world(), central(conflict_killings_2012=0)
    state = start(world, params) | {"displaced": np.full((1, C), 1000.0)}
    fought = state | {"clash": 4 * state["clash"]}
    quiet, hot = (integrate(s, [flows(s, Exposure(), params, world)])["displaced"] for s in (state, fought))
    assert np.all(hot > quiet)
    hazard = params["displacement_return_hazard"] * 4 ** -params["return_violence_effect"]
    np.testing.assert_allclose(hot, 1000 * np.exp(-hazard) * np.ones((1, C)))
