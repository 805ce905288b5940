import numpy as np
import pytest

from borderSim.model import diplomacy, talks
from tests.model.small_groups import D, Exposure, central, draws, sampled, start, tiny_world


def flows(state, exposure, params, seed=0):
    return diplomacy.SYSTEM.flows(state, exposure, params, draws(len(params["trust_base"]), seed), tiny_world())


def quiet(params, **changes):
    """State at the start, with some scalars (or arrays) changed."""
    state = start(tiny_world(), params)
    for name, value in changes.items():
        state[name] = np.full_like(state[name], value)
    return state


# --- trust, haven, guarantor -----------------------------------------------------------------------------------


def test_trust_relaxes_to_what_the_levers_sustain():
    params, exposure = central(), Exposure()
    state = quiet(params, trust=0.1)
    for _ in range(400):
        state["trust"] = diplomacy.trust_next(state, exposure, params)
    np.testing.assert_allclose(state["trust"], diplomacy.trust_level(exposure, params))
    once = diplomacy.trust_next(quiet(params, trust=0.1), exposure, params)
    gap = (diplomacy.trust_level(exposure, params) - 0.1) * np.exp(-params["trust_reversion"])
    np.testing.assert_allclose(diplomacy.trust_level(exposure, params) - once, gap)


@pytest.mark.parametrize(
    ("lever", "sign"),
    [
        ("public_condemnation", -1),
        ("regional_coordination", 1),
        ("governors_channel", 1),
        ("good_offices", 1),
        ("military_trust_measures", 1),
        ("diplomatic_relations", 1),
    ],
)
def test_levers_move_trust_by_their_sign(lever, sign):
    params = central()
    low, high = (diplomacy.trust_level(Exposure(**{lever: value}), params) for value in (0.1, 0.6))
    assert sign * (high - low) > 0


def test_condemnation_costs_less_in_concert():
    params = central()

    def cost(together):
        loud, mute = (
            diplomacy.trust_level(Exposure(public_condemnation=c, regional_coordination=together), params)
            for c in (1, 0)
        )
        return (mute - loud)[0, 0]

    assert cost(0) == pytest.approx(params["condemnation_trust_cost"][0, 0])
    assert cost(1) == pytest.approx(cost(0) * (1 - params["regional_cover_offset"][0, 0]))


def test_incidents_and_election_shocks_cost_trust_and_liaison_eases():
    params = central()
    state, hit = quiet(params), quiet(params, **{"fired:incident": 1.0})
    calm = diplomacy.trust_next(state, Exposure(), params)
    assert diplomacy.trust_next(hit, Exposure(border_post_liaison=0), params) < calm
    eased = diplomacy.trust_next(hit, Exposure(border_post_liaison=1), params)
    assert diplomacy.trust_next(hit, Exposure(border_post_liaison=0), params) < eased
    assert diplomacy.trust_next(state, Exposure(events={"election_shock": 1}), params) < calm
    assert diplomacy.trust_next(state, Exposure(events={"incident": 1}), params) < calm


def test_haven_and_guarantor_follow_their_levers_with_a_lag():
    params = central()
    half, full = np.full((1, 1), 0.5), np.ones((1, 1))
    one = diplomacy.haven_next(half, half, Exposure(ve_haven_tolerance=1, military_trust_measures=0), params)
    np.testing.assert_allclose(1 - one, 0.5 * np.exp(-1 / params["haven_lag"]))
    cooperating = diplomacy.haven_next(half, full, Exposure(ve_haven_tolerance=1, military_trust_measures=1), params)
    assert cooperating < one
    trusted, slighted = (
        diplomacy.guarantor_next(half, t, Exposure(ve_guarantor_support=1), params) for t in (full, 0 * full)
    )
    assert slighted < trusted
    spoiled, softened = (
        diplomacy.guarantor_next(half, t, Exposure(ve_guarantor_support=-1), params) for t in (0 * full, full)
    )
    assert spoiled < softened


# --- closures --------------------------------------------------------------------------------------------------


BRIDGES = diplomacy.bridges(tiny_world())
SILENT = {"events_known_until": 0}


def closures(state, exposure, params):
    return diplomacy.closures(state, exposure, params, BRIDGES)


def hazards(params, violence=1.0, exposure=None, **changes):
    state = quiet(params, **changes)
    return diplomacy.closure_hazards(state, exposure or Exposure(), params, np.full((len(state["trust"]), 1), violence))


def test_closure_hazards_hold_at_the_reference():
    """Each rate is that of the table at its reference: trust, violence of 2012, no liaison, incidents at their mean."""
    params = central(liaison_effect=0, incident_closure_effect=0, **SILENT)
    short, long = (hazards(params, trust=params[name][0, 0]) for name in ("trust_reference_short", "trust_reference"))
    assert short["short_closure"] * 12 == pytest.approx(params["short_closure_rate"])
    assert long["long_closure"] * 12 == pytest.approx(params["long_closure_rate"])
    assert long["incident"] == pytest.approx(params["incident_rate"])


def test_incidents_keep_the_mean_rate_of_closures():
    """Over months with and without an incident, at the usual rate of incidents, the mean is the table's rate."""
    params = central(liaison_effect=0, **SILENT)
    at = {"trust": params["trust_reference_short"][0, 0]}
    calm, after = (hazards(params, **at, **{"fired:incident": hit})["short_closure"] for hit in (0.0, 1.0))
    share = params["incident_rate"]
    assert (share * after + (1 - share) * calm) * 12 == pytest.approx(params["short_closure_rate"])


def test_no_covariates_move_a_rate_beyond_the_limit():
    """The loop from incidents to distrust to closures saturates."""
    for seed in range(10):
        params = sampled(3, seed) | {"events_known_until": np.zeros((3, 1))}
        limit, worst = params["hazard_multiplier_limit"], Exposure(3, events={"election_shock": 1, "incident": 1})
        found = hazards(params, 1000.0, worst, trust=0.0, **{"fired:incident": 1.0})
        assert np.all(found["incident"] <= params["incident_rate"] * limit)
        for kind in ("short", "long"):
            assert np.all(found[f"{kind}_closure"] * 12 <= params[f"{kind}_closure_rate"] * limit * (1 + 1e-12))


def test_no_random_closure_while_the_tables_know_the_events():
    params = central()
    known = int(params["events_known_until"][0, 0])
    assert all(h == 0 for h in hazards(params, exposure=Exposure(month=known - 1)).values())
    assert all(h > 0 for h in hazards(params, exposure=Exposure(month=known)).values())


def test_usual_incidents_leave_mean_trust_at_its_level():
    """Expected trust after a month at the level, incidents at the usual rate: the level. Without events: the level."""
    params = central(liaison_effect=0, **SILENT)
    level = diplomacy.trust_level(Exposure(), params)[0, 0]
    calm, after = (
        diplomacy.trust_next(quiet(params, trust=level, **{"fired:incident": hit}), Exposure(), params)
        for hit in (0.0, 1.0)
    )
    share = params["incident_rate"]
    assert share * after + (1 - share) * calm == pytest.approx(level)
    off = Exposure(switches={"events_off": True})
    assert diplomacy.trust_next(quiet(params, trust=level), off, params) == pytest.approx(level)


def test_violence_on_the_line_counts_against_its_own_start():
    """Whatever the level of the first month, the incident rate there is the table's."""
    params = central(liaison_effect=0, **SILENT)
    state = quiet(params, violence=7.0)
    proposed = flows(state, Exposure(), params)
    assert proposed.hazards["incident"] == pytest.approx(params["incident_rate"])
    later = state | proposed.values | {"violence": 4 * state["violence"]}
    doubled = flows(later, Exposure(), params).hazards["incident"]
    assert doubled == pytest.approx(params["incident_rate"] * 4 ** params["incident_violence_elasticity"])


def test_closure_hazards_are_monotone_in_their_covariates():
    """I15: never negative; distrust, incidents, elections and violence raise, liaison lowers."""
    for seed in range(20):
        params = sampled(3, seed) | {"events_known_until": np.zeros((3, 1))}
        base = hazards(params, trust=0.5)
        assert all(np.all(h >= 0) for h in base.values())
        assert all(np.all(base[k] <= hazards(params, trust=0.3)[k]) for k in ("short_closure", "long_closure"))
        after = hazards(params, trust=0.5, **{"fired:incident": 1.0})
        assert all(np.all(base[k] <= after[k]) for k in ("short_closure", "long_closure"))
        shock = hazards(params, trust=0.5, exposure=Exposure(3, events={"election_shock": 1}))
        assert np.all(base["short_closure"] <= shock["short_closure"])
        assert np.all(base["incident"] <= hazards(params, violence=2, trust=0.5)["incident"])
        assert np.all(
            hazards(params, exposure=Exposure(3, border_post_liaison=1))["incident"] <= hazards(params)["incident"]
        )


def test_a_short_closure_takes_its_days():
    params = central(liaison_effect=0)
    fired = {"fired:short_closure": 1.0, "mark:short_closure": 0.5}
    values = closures(quiet(params, **fired), Exposure(), params)
    np.testing.assert_allclose(values["closure"] * 365.25 / 12, params["short_closure_length"] * np.ones((1, 8)))
    assert np.all(values["closure_left"] == 0)
    assert values["closure"].max() == pytest.approx(3.5 / 30.4, abs=0.01)


def test_a_long_closure_runs_through_its_months():
    params = central()
    state = quiet(params, **{"fired:long_closure": 1.0, "mark:long_closure": 0.5})
    closed = []
    for _ in range(30):
        values = closures(state, Exposure(), params)
        closed.append(values["closure"])
        state = quiet(params) | values
    part = np.where(BRIDGES, 1.0, params["long_closure_elsewhere"])
    np.testing.assert_allclose(np.sum(closed, axis=0), params["long_closure_length"] * part)
    np.testing.assert_allclose(closed[0], part)
    assert np.all(closed[-1] == 0)


def test_a_short_closure_within_a_long_one_adds_nothing():
    params = central()
    running = quiet(params, closure_left=7.0)
    both = running | {"fired:short_closure": np.ones((1, 1)), "mark:short_closure": np.full((1, 1), 0.5)}
    alone, together = (closures(state, Exposure(), params) for state in (running, both))
    assert np.array_equal(alone["closure_left"], together["closure_left"])
    assert np.all(alone["closure_left"] == 6)


def test_a_scheduled_closure_adds_its_share():
    params = central()
    values = closures(quiet(params), Exposure(events={"border_closure": 0.4}), params)
    np.testing.assert_allclose(values["closure"], 0.4)


def test_triangular_quantile():
    mode, spread = np.full((1, 1), 3.5), np.full((1, 1), 1 / 7)
    ends = [diplomacy.triangular(np.full((1, 1), u), mode, spread)[0, 0] for u in (0, 0.5, 1)]
    np.testing.assert_allclose(ends, [3, 3.5, 4])
    u = np.linspace(0, 1, 20001)[None]
    assert diplomacy.triangular(u, mode, spread).var() == pytest.approx(1 / 24, rel=1e-3)


# --- talks -----------------------------------------------------------------------------------------------------


def step(state, params, uniform=0.5, **levers):
    exposure = Exposure(len(params["trust_base"]), **({"talks_eln": 1} | levers))
    return talks.next_values(state, exposure, params, np.full((len(params["trust_base"]), 1), uniform))


def test_stages_advance_one_by_one_to_the_last():
    params = central()
    state, seen = quiet(params), []
    for _ in range(8):
        state = quiet(params, **{"fired:talks_advance": 1.0}) | step(
            state | {"fired:talks_advance": np.ones((1, 1))}, params
        )
        seen.append(int(state["talks_stage"][0, 0]))
    assert seen == [1, 2, 3, 4, 5, 6, 6, 6]


def test_without_an_event_nothing_moves_but_the_clock():
    params = central()
    for stage in (0, 1, 2, 4, 5, 6):
        assert step(quiet(params, talks_stage=stage), params)["talks_stage"] == stage


def test_a_collapse_ends_everything_and_is_remembered():
    params = central()
    state = quiet(params, talks_stage=3, ceasefire_left=4, talks_frozen=2, **{"fired:talks_collapse": 1.0})
    values = step(state, params)
    assert all(values[name] == 0 for name in ("talks_stage", "talks_frozen", "ceasefire_left"))
    assert np.all(values["ceasefire"] == 0)
    assert values["talks_shock"] == 1
    later = step(quiet(params, talks_shock=1.0), params)["talks_shock"]
    assert later == pytest.approx(np.exp(-1 / params["talks_shock_months"]))


def test_a_ceasefire_holds_for_its_term_and_lapses():
    params = central(ceasefire_compliance=1)
    state = quiet(params, talks_stage=2, **{"fired:talks_advance": 1.0})
    held = []
    for _ in range(12):
        values = step(state, params, uniform=1.0, ceasefire_term=6)
        held.append(values["ceasefire"][0, 0])
        state = quiet(params) | values
    assert held == [1.0] * 6 + [0.0] * 6
    assert state["talks_stage"] == talks.ROUNDS
    assert np.all(values["ceasefire"][:, 1:] == 0)


def test_a_part_of_a_month_counts_as_a_part():
    params = central(ceasefire_compliance=1)
    state = quiet(params, talks_stage=2, **{"fired:talks_advance": 1.0})
    first = step(state, params, ceasefire_term=1.25)
    second = step(quiet(params) | first, params)
    assert [first["ceasefire"][0, 0], second["ceasefire"][0, 0]] == [1.0, 0.25]


def test_renewal_follows_its_probability():
    params = central()
    state = quiet(params, talks_stage=3, ceasefire_left=0, trust=0.5)
    chance = talks.renewal_probability(state["trust"], state["talks_frozen"], Exposure(talks_eln=1), params)[0, 0]
    assert 0 < chance < 1
    renewed, lapsed = (step(state, params, uniform=chance + e, ceasefire_term=6) for e in (-1e-6, 1e-6))
    assert (renewed["talks_stage"], renewed["ceasefire_left"]) == (talks.CEASEFIRE, 5)
    assert (lapsed["talks_stage"], lapsed["ceasefire_left"]) == (talks.ROUNDS, 0)


def test_renewal_is_likelier_with_trust_and_monitoring_and_never_in_a_crisis():
    params = central()
    trust, going = np.full((1, 1), 0.5), np.zeros((1, 1))
    base = talks.renewal_probability(trust, going, Exposure(talks_eln=1, ceasefire_monitoring=0.2), params)
    assert base < talks.renewal_probability(trust + 0.2, going, Exposure(talks_eln=1, ceasefire_monitoring=0.2), params)
    assert base < talks.renewal_probability(trust, going, Exposure(talks_eln=1, ceasefire_monitoring=0.9), params)
    assert talks.renewal_probability(trust, going + 2, Exposure(talks_eln=1), params) == 0
    assert talks.renewal_probability(trust, going, Exposure(talks_eln=0), params) == 0


def test_monitoring_keeps_spoilers_in_line():
    params = central()
    state = quiet(params, talks_stage=4)
    loose, watched = (step(state, params, ceasefire_monitoring=m)["ceasefire"][0, 0] for m in (0, 1))
    assert loose == pytest.approx(params["ceasefire_compliance"][0, 0])
    assert watched == 1


def test_disarmament_hands_over_only_then_and_not_those_who_stay_away():
    params = central()
    shares = [step(quiet(params, talks_stage=stage, haven=0.0), params)["handover"][0, 0] for stage in range(7)]
    assert shares == [0, 0, 0, 0, 0, pytest.approx(params["disarmament_rate"][0, 0]), 0]
    sheltered = step(quiet(params, talks_stage=5, haven=1.0), params)["handover"][0, 0]
    assert sheltered == pytest.approx(shares[5] * (1 - params["disarmament_stay_share"][0, 0]))


def talk_hazards(params, violence=1.0, talks_eln=0.8, ceasefire_monitoring=0.5, **changes):
    lanes = len(params["trust_base"])
    exposure = Exposure(lanes, talks_eln=talks_eln, ceasefire_monitoring=ceasefire_monitoring)
    return talks.hazards(quiet(params, **changes), exposure, params, np.full((lanes, 1), violence))


def test_talks_hazards_are_monotone_in_their_covariates():
    """I15: willingness, trust and guarantor carry the talks; violence, distrust and spoilers end them."""
    for seed in range(10):
        params = sampled(3, seed)
        base = talk_hazards(params, talks_stage=2, guarantor=0.0, trust=0.4)
        assert all(np.all(h > 0) for h in base.values())
        willing = talk_hazards(params, talks_stage=2, guarantor=0.0, trust=0.4, talks_eln=1)
        assert np.all(base["talks_advance"] < willing["talks_advance"])
        assert np.all(base["talks_collapse"] > willing["talks_collapse"])
        backed = talk_hazards(params, talks_stage=2, guarantor=0.6, trust=0.4)
        assert np.all(base["talks_advance"] <= backed["talks_advance"])
        assert np.all(base["talks_crisis"] >= backed["talks_crisis"])
        trusted = talk_hazards(params, talks_stage=2, guarantor=0.0, trust=0.8)
        assert np.all(base["talks_advance"] <= trusted["talks_advance"])
        hot = talk_hazards(params, talks_stage=2, guarantor=0.0, trust=0.4, violence=1.5)
        assert np.all(base["talks_collapse"] < hot["talks_collapse"])
        watched = talk_hazards(params, talks_stage=2, guarantor=0.0, trust=0.4, ceasefire_monitoring=1)
        assert np.all(base["talks_crisis"] >= watched["talks_crisis"])


def test_hazards_by_stage():
    params = central()
    assert all(h == 0 for name, h in talk_hazards(params, talks_stage=0).items() if name != "talks_advance")
    assert all(h == 0 for h in talk_hazards(params, talks_stage=6).values())
    assert talk_hazards(params, talks_stage=2, talks_frozen=2.0)["talks_advance"] == 0
    assert talk_hazards(params, talks_stage=0, talks_eln=0)["talks_advance"] == 0


def test_a_crisis_freezes_for_its_months():
    params = central(talks_freeze_months=3)
    state = quiet(params, talks_stage=2, **{"fired:talks_crisis": 1.0})
    frozen = []
    for _ in range(4):
        values = step(state, params)
        frozen.append(values["talks_frozen"][0, 0])
        state = quiet(params) | values
    assert frozen == [3, 2, 1, 0]


def test_levels_stay_in_their_bounds():
    rng = np.random.default_rng(0)
    for seed in range(10):
        params = sampled(4, seed)
        state = quiet(params, **{"fired:incident": 1.0}, violence=5.0)
        for _ in range(60):
            levers = {
                "ve_guarantor_support": rng.uniform(-1, 1),
                "public_condemnation": rng.random(),
                "talks_eln": rng.random(),
            }
            proposed = flows(state, Exposure(4, **levers), params, seed)
            state = state | proposed.values
            for name in ("trust", "haven", "closure", "ceasefire", "talks_shock"):
                assert np.all((state[name] >= 0) & (state[name] <= 1)), name
            assert np.all(np.abs(state["guarantor"]) <= 1)
            assert all(np.all(h >= 0) for h in proposed.hazards.values())


def test_border_violence_is_that_of_the_border_departments():
    values = np.zeros((1, D))
    values[0, 8] = 2.0
    assert diplomacy.border_violence(values, tiny_world()) == 2
