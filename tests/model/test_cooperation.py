"""Trust, regional cover, military trust, haven, guarantor and liaison: their levels, lags and signs."""

import numpy as np
import pytest

from borderSim.model import cooperation
from tests.model.small_diplomacy import SILENT, central, quiet, sampled
from tests.model.small_groups import Exposure


def test_trust_relaxes_to_what_the_levers_sustain():
    params, exposure = central(), Exposure()
    state = quiet(params, trust=0.1)
    for _ in range(400):
        state["trust"] = cooperation.trust_next(state, exposure, params)
    np.testing.assert_allclose(state["trust"], cooperation.trust_level(exposure, params))
    once = cooperation.trust_next(quiet(params, trust=0.1), exposure, params)
    gap = (cooperation.trust_level(exposure, params) - 0.1) * np.exp(-params["trust_reversion"])
    np.testing.assert_allclose(cooperation.trust_level(exposure, params) - once, gap)


@pytest.mark.parametrize(
    ("lever", "sign"),
    [
        ("public_condemnation", -1),
        ("regional_coordination", 1),
        ("un_border_envoy", 1),
        ("governors_channel", 1),
        ("good_offices", 1),
        ("military_trust_measures", 1),
        ("diplomatic_relations", 1),
        ("joint_border_commission", 1),
        ("security_assurances", 1),
    ],
)
def test_levers_move_trust_by_their_sign(lever, sign):
    params = central()
    low, high = (cooperation.trust_level(Exposure(**{lever: value}), params) for value in (0.1, 0.6))
    assert sign * (high - low) > 0


def test_new_institutions_leave_the_trust_of_today_as_it_was():
    """Commission and assurances count against the level of July 2025: without effect there, whatever their size."""
    plain = central(commission_trust_gain=0, assurances_trust_gain=0, envoy_trust_gain=0, envoy_cover_gain=0)
    assert np.array_equal(cooperation.trust_level(Exposure(), central()), cooperation.trust_level(Exposure(), plain))


def test_condemnation_costs_less_in_concert():
    params = central()

    def cost(together):
        loud, mute = (
            cooperation.trust_level(Exposure(public_condemnation=c, regional_coordination=together), params)
            for c in (1, 0)
        )
        return (mute - loud)[0, 0]

    assert cost(0) == pytest.approx(params["condemnation_trust_cost"][0, 0])
    assert cost(1) == pytest.approx(cost(0) * (1 - params["regional_cover_offset"][0, 0]))


def test_an_envoy_adds_cover_up_to_the_whole():
    params = central(envoy_cover_gain=0.4)
    cover = [
        cooperation.regional_cover(Exposure(regional_coordination=c, un_border_envoy=e), params)[0, 0]
        for c, e in ((0.3, 0), (0.3, 1), (0.9, 1))
    ]
    assert cover == pytest.approx([0.3, 0.7, 1.0])


def test_incidents_and_election_shocks_cost_trust_and_liaison_eases():
    params = central()
    state, hit = quiet(params), quiet(params, **{"fired:incident": 1.0})
    calm = cooperation.trust_next(state, Exposure(), params)
    assert cooperation.trust_next(hit, Exposure(border_post_liaison=0), params) < calm
    eased = cooperation.trust_next(hit, Exposure(border_post_liaison=1), params)
    assert cooperation.trust_next(hit, Exposure(border_post_liaison=0), params) < eased
    assert cooperation.trust_next(state, Exposure(events={"election_shock": 1}), params) < calm
    assert cooperation.trust_next(state, Exposure(events={"incident": 1}), params) < calm


def test_usual_incidents_leave_mean_trust_at_its_level():
    """Expected trust after a month at the level, incidents at the usual rate: the level. Without events: the level."""
    params = central(liaison_effect=0, **SILENT)
    level = cooperation.trust_level(Exposure(), params)[0, 0]
    calm, after = (
        cooperation.trust_next(quiet(params, trust=level, **{"fired:incident": hit}), Exposure(), params)
        for hit in (0.0, 1.0)
    )
    share = params["incident_rate"]
    assert share * after + (1 - share) * calm == pytest.approx(level)
    off = Exposure(switches={"events_off": True})
    assert cooperation.trust_next(quiet(params, trust=level), off, params) == pytest.approx(level)


def test_military_trust_is_built_by_measures_trust_and_offices_and_broken_by_incidents():
    for seed in range(10):
        params = sampled(3, seed)
        state = quiet(params, trust=0.5, military_trust=0.3)

        def after(now, params=params, **levers):
            return cooperation.military_trust_next(now, Exposure(3, military_trust_measures=0.5, **levers), params)

        base = after(state)
        measures = cooperation.military_trust_next(state, Exposure(3, military_trust_measures=0.9), params)
        assert np.all(base < measures)
        assert np.all(base < after(state | {"trust": state["trust"] + 0.3}))
        assert np.all(base <= after(state, good_offices=1))
        assert np.all(base >= after(state | {"fired:incident": np.ones((3, 1))}))
        assert np.all(base >= after(state, events={"incident": 1.0}))


def test_military_trust_reaches_measures_times_trust():
    params = central()
    state = quiet(params, trust=0.5)
    for _ in range(300):
        state["military_trust"] = cooperation.military_trust_next(state, Exposure(military_trust_measures=0.8), params)
    np.testing.assert_allclose(state["military_trust"], 0.4)


def test_the_haven_follows_its_lever_with_a_lag_and_military_trust_narrows_it():
    params = central()
    state = quiet(params, haven=0.5, military_trust=0.0)
    one = cooperation.haven_next(state, Exposure(ve_haven_tolerance=1), params)
    np.testing.assert_allclose(1 - one, 0.5 * np.exp(-1 / params["haven_lag"]))
    assert cooperation.haven_next(quiet(params, haven=0.5, military_trust=1.0), Exposure(), params) < one


def test_trust_carries_a_guarantor_and_softens_a_spoiler():
    params = central()
    half, full = np.full((1, 1), 0.5), np.ones((1, 1))
    for support in (1, -1):
        slighted, trusted = (
            cooperation.guarantor_next(half, t, Exposure(ve_guarantor_support=support), params)
            for t in (0 * full, full)
        )
        assert slighted < trusted


def test_incidents_are_settled_sooner_with_liaison_an_envoy_and_military_trust():
    params = central()
    state = quiet(params, military_trust=0.0)
    nothing = cooperation.incident_resolution(state, Exposure(border_post_liaison=0), params)
    assert nothing == params["incident_resolution_days"]
    for better in (
        (state, Exposure(border_post_liaison=1)),
        (state, Exposure(border_post_liaison=0, un_border_envoy=1)),
        (quiet(params, military_trust=1.0), Exposure(border_post_liaison=0)),
    ):
        assert cooperation.incident_resolution(*better, params) < nothing
