"""Politics: links that move levers, never one that the scenario wrote, and nothing along the recorded history."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderSim.model import politics
from tests.model.small_diplomacy import SILENT, WORLD, central, quiet, sampled
from tests.model.small_groups import Exposure


def run(params, exposure, months=60, **start):
    """State after some months under one exposure."""
    state = quiet(params, **start)
    for _ in range(months):
        state |= politics.flows(state, exposure, params, {}, WORLD).values
    return state


def scalar(state, name):
    return state[name].item()


@given(seed=st.integers(0, 500))
def test_the_recorded_history_is_left_as_it_is_to_the_bit(seed):
    """Nothing but the recorded levers: no concession, no relief, aid and repression exactly those of the levers."""
    params, exposure = sampled(3, seed), Exposure(3)
    state = run(params, exposure, months=12)
    for name in ("concessions", "settlement", "sanctions_relief", "assets_freed", "tension", "crackdown"):
        assert np.all(state[name] == 0), name
    assert np.all(state["flight_acceptance"] == 1)
    for field, lever in (
        ("repression", "ve_repression"), ("security_aid", "us_security_aid"), ("civil_aid", "us_civil_aid"),
    ):  # fmt: skip
        assert np.array_equal(state[field], exposure[lever])


@given(seed=st.integers(0, 500), lever=st.sampled_from(politics.SYSTEM.levers), high=st.booleans())
def test_levels_stay_in_their_bounds(seed, lever, high):
    value = {"deportation_flights": 15.0, "us_security_aid": 1.5}.get(lever, 1.0) if high else 0.0
    params = sampled(4, seed)
    state = run(params, Exposure(4, events={"election_shock": 0.2 * high}, month=200, **{lever: value}), months=30)
    for name in ("concessions", "settlement", "repression", "repression_relief", "crackdown", "sanctions_relief"):
        assert np.all((state[name] >= 0) & (state[name] <= 1)), name
    for name in ("flight_acceptance", "assets_freed", "security_aid", "civil_aid", "police_cooperation"):
        assert np.all(state[name] >= 0), name


def test_the_wide_parameters_of_argument_touch_zero():
    from tests.model.small_diplomacy import TABLE

    for name in politics.SYSTEM.parameters:
        if name.endswith(("_gain", "_share", "_effect", "_cost", "_assets")):
            assert float(TABLE[name]["low"]) <= 0, name
    assert (
        float(TABLE["condemnation_concession_gain"]["low"]) < 0 < float(TABLE["condemnation_concession_gain"]["high"])
    )


# --- settlement ------------------------------------------------------------------------------------------------


def test_a_settlement_lifts_sanctions_and_ends_repression_with_a_lag():
    params = central()
    exposure = Exposure(ve_settlement=1, written=("ve_settlement",))
    early, late = (run(params, exposure, months=m) for m in (3, 120))
    assert 0 < scalar(early, "sanctions_relief") < scalar(late, "sanctions_relief")
    expected = params["settlement_relief_share"] + params["concession_relief_share"] * late["concessions"]
    np.testing.assert_allclose(late["sanctions_relief"], expected, rtol=1e-6)
    fallen = exposure["ve_repression"] * (1 - params["settlement_repression_effect"])
    np.testing.assert_allclose(late["repression"], fallen, rtol=1e-6)
    np.testing.assert_allclose(late["assets_freed"], params["settlement_assets"], rtol=1e-6)


@pytest.mark.parametrize(
    ("lever", "field", "rest"),
    [
        ("sanctions_intensity", "sanctions_relief", 0.0),
        ("frozen_assets_release", "assets_freed", 0.0),
        ("deportation_flights", "flight_acceptance", 1.0),
    ],
)
def test_a_lever_that_the_scenario_wrote_is_not_moved(lever, field, rest):
    params = central()
    free = run(params, Exposure(ve_settlement=1, sanctions_intensity=0.5))
    written = run(params, Exposure(ve_settlement=1, sanctions_intensity=0.5, written=(lever,)))
    assert scalar(free, field) > rest
    assert scalar(written, field) == rest


def test_written_repression_settlement_and_aid_hold_to_the_bit():
    params = central(**SILENT)
    levers = {"us_co_tension": 1.0, "public_condemnation": 1.0, "regional_coordination": 1.0}
    own = ("ve_settlement", "ve_repression", "us_security_aid", "us_civil_aid")
    exposure = Exposure(written=own, events={"election_shock": 1}, ve_settlement=0.4, **levers)
    state = run(params, exposure)
    fields = ("settlement", "repression", "security_aid", "civil_aid")
    assert all(scalar(state, field) == exposure[lever].item() for field, lever in zip(fields, own, strict=True))


# --- concessions -----------------------------------------------------------------------------------------------


def target(params, **levers):
    return scalar(run(params, Exposure(**levers), months=200), "concessions")


def test_loud_and_discreet_courses_by_regional_cover():
    """The 2 x 2 of condemnation and cover, against the recorded course, is that of the three gains."""
    gains = {"condemnation_concession_gain": 0.05, "pressure_concession_gain": 0.3, "discretion_concession_gain": 0.1}
    params = central(relief_concession_gain=0, **gains)
    recorded = politics.effort(Exposure().reference, params).item()
    for loud, cover, gain in ((1, 0, 0.05), (1, 1, 0.3), (0, 1, 0.1), (0, 0, 0.0)):
        assert politics.effort(Exposure(public_condemnation=loud, regional_coordination=cover), params) == gain
        reached = target(params, public_condemnation=loud, regional_coordination=cover)
        assert reached == pytest.approx(max(gain - recorded, 0), abs=1e-6)


def test_condemnation_alone_may_harden():
    low, high = (target(central(condemnation_concession_gain=g), public_condemnation=1, regional_coordination=0)
                 for g in (-0.15, 0.2))  # fmt: skip
    assert low == 0
    assert high > 0


def test_relief_brings_concessions_and_a_crackdown_takes_them():
    params = central()
    relief = target(params, sanctions_intensity=0.1)
    assert relief == pytest.approx(params["relief_concession_gain"].item() * 0.5, rel=0.2)
    assert target(params, sanctions_intensity=0.1, ve_repression=1) < relief


def test_concessions_are_a_settlement_unless_one_is_written():
    params = central()
    levers = {"public_condemnation": 1, "regional_coordination": 1}
    linked, written = (run(params, Exposure(**levers, written=own)) for own in ((), ("ve_settlement",)))
    assert scalar(linked, "settlement") == scalar(linked, "concessions") > 0
    assert scalar(written, "settlement") == 0


def test_a_vote_raises_repression_for_some_months_but_the_recorded_ones_are_in_the_levers():
    params = central()
    shock = Exposure(events={"election_shock": 1}, month=200)
    first = run(params, shock, months=1)
    rise = scalar(first, "repression") - shock["ve_repression"].item()
    assert rise == pytest.approx(params["election_repression_gain"].item())
    state = first | politics.flows(first, Exposure(month=201), params, {}, WORLD).values
    assert scalar(state, "crackdown") == pytest.approx(rise * np.exp(-1 / params["crackdown_months"].item()))
    recorded = run(params, Exposure(events={"election_shock": 1}, month=100), months=1)
    assert scalar(recorded, "crackdown") == 0


# --- Washington, police, links ---------------------------------------------------------------------------------


def test_tension_cuts_aid_with_a_lag_and_only_beyond_the_record():
    params = central()
    early, late = (run(params, Exposure(us_co_tension=1.0), months=m) for m in (1, 200))
    aid = Exposure()["us_security_aid"].item()
    assert scalar(late, "security_aid") < scalar(early, "security_aid") < aid
    full = aid * (1 - params["tension_security_aid_effect"].item() * 0.6)
    assert scalar(late, "security_aid") == pytest.approx(full)
    assert scalar(late, "civil_aid") < Exposure()["us_civil_aid"].item()


def test_trust_and_neighbours_carry_police_cooperation():
    params = central(channel_police_gain=0)
    for trust in (0.0, 0.5, 1.0):
        state = run(params, Exposure(police_judicial_cooperation=0.8), months=200, trust=trust)
        carried = 0.8 * (1 - params["police_trust_weight"].item() * (1 - trust))
        assert scalar(state, "police_cooperation") == pytest.approx(carried)
    with_channel = run(central(), Exposure(governors_channel=1), months=200)
    without = run(central(), Exposure(governors_channel=0), months=200)
    assert scalar(with_channel, "police_cooperation") > scalar(without, "police_cooperation")


def test_links_say_how_far_they_moved_a_lever():
    params = central()
    exposure = Exposure(ve_settlement=1, us_co_tension=1)
    state = run(params, exposure)
    proposed = politics.flows(state, exposure, params, {}, WORLD)
    moved = {name: value.item() for name, value in proposed.notes.items()}
    assert all(name.startswith("link:") and "->" in name for name in moved)
    effective = exposure["sanctions_intensity"] * (1 - proposed.values["sanctions_relief"])
    sanctions = (effective - exposure["sanctions_intensity"]).item()
    assert moved["link:ve_settlement->sanctions_intensity"] == pytest.approx(sanctions)
    assert moved["link:us_co_tension->us_security_aid"] < 0
    assert all(v == 0 for v in politics.flows(quiet(params), Exposure(), params, {}, WORLD).notes.values())
