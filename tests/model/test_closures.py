"""Closures of the line: hazards at their reference, signs, limits, lengths; local closures and the governors."""

import numpy as np
import pytest

from borderSim.model import closures as closures_
from tests.model.small_diplomacy import SILENT, WORLD, central, quiet, sampled
from tests.model.small_groups import D, Exposure

LINE = closures_.line(WORLD)


def closures(state, exposure, params):
    return closures_.closures(state, exposure, params, LINE)


def hazards(params, violence=1.0, exposure=None, **changes):
    state = quiet(params, **changes)
    return closures_.closure_hazards(state, exposure or Exposure(), params, np.full((len(state["trust"]), 1), violence))


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
        params = sampled(3, seed)
        limit, worst = params["hazard_multiplier_limit"], Exposure(3, events={"election_shock": 1, "incident": 1})
        found = hazards(params, 1000.0, worst, trust=0.0, **{"fired:incident": 1.0})
        assert np.all(found["incident"] <= params["incident_rate"] * limit)
        for kind in ("short", "long"):
            assert np.all(found[f"{kind}_closure"] * 12 <= params[f"{kind}_closure_rate"] * limit * (1 + 1e-12))


def test_no_random_closure_while_the_tables_know_the_events():
    params = central()
    known = int(params["events_known_until"][0, 0])
    assert all(np.all(h == 0) for h in hazards(params, exposure=Exposure(month=known - 1)).values())
    assert all(np.all(h > 0) for h in hazards(params, exposure=Exposure(month=known)).values())


def test_a_hindcast_has_random_incidents_and_no_random_closure():
    found = hazards(central(), exposure=Exposure(month=120, hidden=("outcomes",)))
    assert {name for name, hazard in found.items() if np.all(hazard > 0)} == {"incident"}
    assert all(np.all(hazard == 0) for name, hazard in found.items() if name != "incident")


def test_closure_hazards_are_monotone_in_their_covariates():
    """I15: never negative; distrust, incidents, elections and violence raise, liaison lowers."""
    for seed in range(20):
        params = sampled(3, seed)
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
    params = central(channel_reference=0.5)
    state = quiet(params, **{"fired:long_closure": 1.0, "mark:long_closure": 0.5})
    closed = []
    for _ in range(30):
        values = closures(state, Exposure(), params)
        closed.append(values["closure"])
        state = quiet(params) | values
    part = np.where(LINE.bridge, 1.0, params["long_closure_elsewhere"])
    np.testing.assert_allclose(np.sum(closed, axis=0), params["long_closure_length"] * part)
    np.testing.assert_allclose(closed[0], part)
    assert np.all(closed[-1] == 0)


def test_a_short_closure_within_a_long_one_adds_nothing():
    params = central(channel_reference=0.5)
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
    ends = [closures_.triangular(np.full((1, 1), u), mode, spread)[0, 0] for u in (0, 0.5, 1)]
    np.testing.assert_allclose(ends, [3, 3.5, 4])
    u = np.linspace(0, 1, 20001)[None]
    assert closures_.triangular(u, mode, spread).var() == pytest.approx(1 / 24, rel=1e-3)


def test_repression_and_assurances_act_on_their_own_events():
    """Repression closes for days, assurances prevent incidents: both count against the level of their reference."""
    params = central(liaison_effect=0, incident_closure_effect=0, **SILENT)
    at = {"trust": params["trust_reference_short"][0, 0]}
    base = hazards(params, **at)
    harder, softer = (hazards(params, **at, repression=level) for level in (1.0, 0.2))
    assert softer["short_closure"] < base["short_closure"] < harder["short_closure"]
    assert harder["long_closure"] == base["long_closure"]
    assured = hazards(params, exposure=Exposure(security_assurances=1), **at)
    assert assured["incident"] < base["incident"]


def test_a_governors_channel_lowers_the_local_closures_of_its_own_border_group():
    params = central(**SILENT)
    base = hazards(params, exposure=Exposure(governors_channel=0.2))["local_closure"]

    class OneChannel(Exposure):
        def __getitem__(self, lever):
            value = super().__getitem__(lever)
            return np.array([[0.2, 0.9, 0.2, 0.2]]) if lever == "governors_channel" else value

    one = hazards(params, exposure=OneChannel())["local_closure"]
    assert one[0, 1] < base[0, 1]
    np.testing.assert_array_equal(np.delete(one, 1), np.delete(base, 1))
    left = closures(quiet(params, closure_left=5.0), OneChannel(), params)["closure_left"]
    sooner = LINE.group == 1
    assert left[0, sooner].max() < left[0, ~sooner].min()


def test_a_local_closure_shuts_the_posts_of_its_group_alone_for_its_days():
    params = central(liaison_effect=0)
    fired = np.array([[0.0, 0.0, 1.0, 0.0]])
    state = quiet(params, **{"fired:local_closure": fired, "mark:local_closure": fired * (1 - np.exp(-1))})
    closed = closures(state, Exposure(), params)["closure"]
    share = params["local_closure_length"][0, 0] * 12 / 365.25
    np.testing.assert_allclose(closed, np.where(LINE.group == 2, share, 0.0)[None])


def test_border_violence_is_that_of_the_border_departments():
    values = np.zeros((1, D))
    values[0, 8] = 2.0
    assert closures_.border_violence(values, WORLD) == 2
