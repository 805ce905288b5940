"""Facts about one equation against closed forms, and the sums over who fights whom against plain loops."""

import numpy as np
import pytest

from borderSim.engine.members import draw
from borderSim.engine.noise import Noise
from borderSim.engine.warmup import history_batch, initial_state
from borderSim.model.coupling import SYSTEMS
from borderSim.model.lanes import DISSIDENTS, ELN
from borderSim.validation import groups, part_models, uganda_rwanda
from borderSim.world import load

MEMBERS = 6


@pytest.fixture(scope="module")
def params():
    return draw(Noise(1, np.arange(MEMBERS)), {})


def held(params, **changes):
    return params | {name: np.full((MEMBERS, 1), float(value)) for name, value in changes.items()}


def log_of(params, name):
    return params[name][:, 0]


class TestOneEquation:
    @pytest.mark.parametrize("present", [0.0, 0.3, 1.0])
    def test_leaders_follow_the_vacuum_where_the_state_is_absent(self, params, present):
        ratio = part_models.leaders_in_a_vacuum(params, present)
        assert np.log(ratio) == pytest.approx(log_of(params, "vacuum_leader_effect") * (1 - present))

    def test_gdp_without_error_correction_moves_by_the_short_elasticity(self, params):
        slow = held(params, gdp_error_correction=0)
        growth = part_models.gdp_growth(slow, 0.176)
        expected = 100 * (1.176 ** log_of(slow, "gdp_elasticity_oil_short") - 1)
        assert growth == pytest.approx(expected)

    def test_gdp_closes_in_on_the_long_elasticity(self, params):
        fast = held(params, gdp_error_correction=50, gdp_trend_growth=0)
        long, short = (log_of(fast, f"gdp_elasticity_oil_{n}") for n in ("long", "short"))
        first, later = 1.176**short, 1.176**long
        assert part_models.gdp_growth(fast, 0.176) == pytest.approx(_year_mean(first, later))

    def test_no_rise_no_growth(self, params):
        assert part_models.gdp_growth(params, 0.0) == pytest.approx(0)

    def test_native_jobs_are_the_effect_of_one_doubling(self, params):
        expected = log_of(params, "native_formal_effect_per_doubling")
        assert part_models.native_jobs_per_doubling(params) == pytest.approx(expected)


def _year_mean(first, later):
    """One month at the short-run level (what closes the gap is last month's revenue), then the long-run one."""
    return 100 * ((first + 11 * later) / 12 - 1)


class TestUgandaRwanda:
    def test_without_a_closure_trade_stays_as_it_is(self, params):
        flow = uganda_rwanda.exports(params, 24, 0, 12)
        assert flow[12:] == pytest.approx(np.repeat(flow[12:13], 24, axis=0), rel=1e-6)

    def test_trade_falls_while_closed_and_comes_back_in_part(self, params):
        border = uganda_rwanda.course(params)
        assert (border.closed < 0.6).all()
        assert (border.closed < border.recovered).all()
        assert (border.recovered <= 1 + 1e-6).all()

    def test_with_a_share_that_goes_around_less_trade_is_lost(self, params, monkeypatch):
        inputs = dict(uganda_rwanda.inputs())
        monkeypatch.setattr(uganda_rwanda, "inputs", lambda: inputs | {"uganda_land_share": 0.5})
        around = uganda_rwanda.course(params).closed
        monkeypatch.undo()
        assert (around > uganda_rwanda.course(params).closed).all()

    def test_shares_of_the_routes_sum_to_one(self, params):
        assert sum(uganda_rwanda.shares(params).values()) == pytest.approx(np.ones((MEMBERS, 1)))


@pytest.fixture(scope="module")
def start():
    batch = history_batch(SYSTEMS, load(), Noise(1, np.arange(2)), {})
    return batch, initial_state(batch, "float64")


class TestGroups:
    def test_clashes_with_the_state_are_tullock_shares_by_hand(self, start):
        batch, state = start
        place, lane = int(state["strength"][0, ELN, : batch.world.n_co].argmax()), 0
        only = _at_one_place(state, place)
        m, weight = (float(batch.params[name][lane, 0]) for name in ("csf_decisiveness", "state_weight"))
        strength, state_power = only["strength"][lane, :, place], (weight * only["state_presence"][lane, place]) ** m
        shares = strength**m / ((strength**m).sum() + state_power)
        share_of_state = state_power / ((strength**m).sum() + state_power)
        expected = 4 * shares[ELN] * share_of_state * strength[ELN]
        assert groups.eln_against_state(only, batch.params, batch.world)[lane] == pytest.approx(expected, rel=1e-5)

    def test_a_ceasefire_leaves_its_share_of_the_actions(self, start):
        batch, state = start
        truce = state | {"ceasefire": _ceasefire(state, ELN)}
        before, after = (groups.eln_against_state(s, batch.params, batch.world) for s in (state, truce))
        assert after / before == pytest.approx(batch.params["ceasefire_action_ratio"][:, 0])

    def test_a_ceasefire_changes_fights_between_groups_by_its_own_parameter(self, start):
        batch, state = start
        truce = state | {"ceasefire": _ceasefire(state, DISSIDENTS)}
        before, after = (groups.between_groups(s, batch.params, batch.world) for s in (state, truce))
        assert after / before == pytest.approx(batch.params["ceasefire_intergroup_change"][:, 0])

    def test_a_war_adds_clashes(self, start):
        batch, state = start
        calm, war = ({**state, "war": np.full_like(state["war"], value)} for value in (0.0, 1.0))
        added = groups.between_groups(war, batch.params, batch.world) - groups.between_groups(
            calm, batch.params, batch.world
        )
        assert (added > 0).all()

    def test_strength_leaves_out_the_gangs(self, start):
        _, state = start
        assert groups.strength(state) == pytest.approx(state["strength"][:, :3].reshape(2, -1).sum(axis=1))


def _at_one_place(state, place):
    strength = np.zeros_like(state["strength"])
    strength[:, :, place] = state["strength"][:, :, place]
    return state | {"strength": strength}


def _ceasefire(state, group):
    out = np.zeros_like(state["ceasefire"])
    out[:, group] = 1.0
    return out


def test_the_quiet_exposure_has_no_event_switch_or_schedule():
    quiet = part_models.Quiet(3, {"talks_eln": np.ones((1, 1))})
    assert quiet.month == 3
    assert quiet["talks_eln"] == 1
    assert not quiet.event("pandemic").any()
    assert not quiet.switch("events_off").any()
    assert not quiet.written("talks_eln").any()
    assert not quiet.hides("oil")
