"""A hindcast sees the drivers after its cut-off, but no outcome, and no lever value that was set in view of one."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderSim import catalogue
from borderSim.engine import axes, plan
from borderSim.engine.hazards import Thresholds
from borderSim.engine.knowledge import EVERYTHING, Knowledge, foresees, spread_of
from borderSim.engine.loop import Batch, simulate
from borderSim.engine.members import draw
from borderSim.engine.noise import Noise
from borderSim.engine.plan import Places, history_plan
from borderSim.engine.timeline import Timeline
from borderSim.engine.warmup import initial_state
from borderSim.model.coupling import SYSTEMS
from borderSim.scenario import LeverChange, Pin, load_scenario
from borderSim.world import load

SCENARIOS = Path(__file__).parents[2] / "scenarios"
WORLD = load()
PLACES = Places(axes.ids(WORLD))
MEMBERS = 3
CUT = 120
"""The first day of 2022: what happened up to the end of 2021 is known."""
HINDCAST = Knowledge(outcomes_until=CUT, drawn_from=CUT, oil_known_until=CUT)
STORMY = {"war_onset_hazard": Pin(0.5), "structure_pact_wars": Pin(1.0), "incident_rate": Pin(0.5)}
CALM = {"war_onset_hazard": Pin(0.0), "structure_pact_wars": Pin(1.0)}


def batch(assumptions, members=MEMBERS):
    noise = Noise(1, np.arange(members))
    return Batch(SYSTEMS, WORLD, draw(noise, assumptions), noise, Thresholds(noise, 1), 1)


def follow(assumptions, known, months, state=None):
    """The states at the ends of some months of the recorded history, and the last one."""
    lanes = batch(assumptions)
    state = initial_state(lanes, "float32") if state is None else state
    timeline, states = Timeline([None], lanes.noise, axes.ids(WORLD), months, known), []
    end = simulate(lanes, state, timeline, months, lambda month, after, seen: states.append(after))
    return states, end


@pytest.fixture(scope="module", params=["stormy", "calm"])
def before(request):
    """Assumptions and the state at the cut-off less two years, under what everybody knows."""
    assumptions = STORMY if request.param == "stormy" else CALM
    return assumptions, follow(assumptions, EVERYTHING, range(CUT - 24))[1]


def after(before, known, months=range(CUT - 24, CUT + 18)):
    return follow(before[0], known, months, before[1])[0]


def same(one, other):
    return all(one[name].tobytes() == other[name].tobytes() for name in {*one, *other})


def times(states, name):
    """Mean number of times that an event fired by chance in a member."""
    return sum(state[f"fired:{name}"].sum() for state in states) / MEMBERS


def exposures(known, months, scenarios=(None,), members=MEMBERS):
    timeline = Timeline(scenarios, Noise(1, np.arange(members)), axes.ids(WORLD), months, known)
    conditions = timeline.start()
    return [timeline.exposure(month, conditions) for month in months]


def altered(rows, change, chosen):
    return tuple(change(row) if chosen(row) else row for row in rows)


def late_outcome(row):
    return row.kind == "outcome" and row.date >= "2022"


class TestOutcomes:
    def test_a_cut_off_after_the_run_is_none(self, before):
        never = Knowledge(outcomes_until=400, drawn_from=400, oil_known_until=400)
        assert all(same(a, b) for a, b in zip(after(before, EVERYTHING), after(before, never), strict=True))

    def test_months_before_the_cut_off_are_as_recorded(self, before):
        """The oil that the last month hands over to the first hidden one is modelled."""
        full, hidden = after(before, EVERYTHING), after(before, HINDCAST)
        for a, b in zip(full[:23], hidden[:23], strict=True):
            assert same(a, b)
        differing = {name for name in full[23] if full[23][name].tobytes() != hidden[23][name].tobytes()}
        assert differing == {"oil_output", "oil_noise"}

    def test_no_recorded_outcome_after_the_cut_off_acts(self, before, monkeypatch):
        """Later wars and incidents are moved, others are added: nothing changes; with a driver it does."""
        now, rows = after(before, HINDCAST), catalogue.event_history()
        moved = altered(rows, lambda r: replace(r, date="2022-06-11", place="pacific" if r.place else ""), late_outcome)
        more = replace(next(r for r in rows if r.event == "incident"), date="2022-03-05")
        monkeypatch.setattr(plan, "event_history", lambda: (*moved, more))
        assert same(now[-1], after(before, HINDCAST)[-1])
        shock = replace(next(r for r in rows if r.event == "election_shock"), date="2022-03-05")
        monkeypatch.setattr(plan, "event_history", lambda: (*rows, shock))
        assert not same(now[-1], after(before, HINDCAST)[-1])

    def test_the_same_rows_act_when_they_are_known(self, before, monkeypatch):
        now = after(before, EVERYTHING)
        gone = tuple(row for row in catalogue.event_history() if not late_outcome(row))
        monkeypatch.setattr(plan, "event_history", lambda: gone)
        assert not same(now[-1], after(before, EVERYTHING)[-1])

    def test_wars_and_incidents_come_by_chance_after_it(self, before):
        states = after(before, HINDCAST)
        stormy = before[0] is STORMY
        for event in ("war_onset", "incident"):
            assert times(states[:24], event) == 0
            assert times(after(before, EVERYTHING), event) == 0
        assert (times(states[24:], "war_onset") > 0) == stormy
        assert (times(states[24:], "incident") > 0) or not stormy

    def test_drivers_stay_as_recorded(self, before):
        for state in after(before, HINDCAST):
            for event in ("short_closure", "long_closure", "local_closure", "licence_revocation", "talks_collapse"):
                assert np.all(state[f"fired:{event}"] == 0)


def test_a_war_that_has_begun_goes_on():
    """The war of March 2018 lasts as long after a cut-off in June as it lasts when all is known."""
    june = Knowledge(outcomes_until=77)
    _, state = follow(CALM, june, range(77))
    hidden, known = (follow(CALM, k, range(77, 110), state)[0] for k in (june, EVERYTHING))
    war = np.stack([s["war"] for s in hidden])
    assert np.array_equal(war, np.stack([s["war"] for s in known]))
    assert war[0].sum() == MEMBERS
    assert war[-1].sum() < MEMBERS


def test_a_war_of_the_future_is_not_answered():
    """Troops went to Arauca because of the war of January 2022."""
    arauca = list(WORLD.department_codes).index("CO81")
    (known,), (hidden,) = (exposures(k, range(CUT, CUT + 1)) for k in (EVERYTHING, Knowledge(outcomes_until=CUT)))
    assert known["military_pressure"][0, arauca] > known["military_pressure"][0, 0]
    assert np.ptp(hidden["military_pressure"]) == 0


class TestDrawnLevers:
    def test_values_before_the_month_are_as_recorded(self):
        months = range(CUT - 30, CUT)
        for a, b in zip(exposures(EVERYTHING, months), exposures(HINDCAST, months), strict=True):
            assert all(np.array_equal(a[lever], b[lever]) for lever in catalogue.levers())

    def test_values_lie_within_the_bounds_and_some_differ(self):
        months = range(CUT, CUT + 44)
        spread = set()
        for exposure in exposures(HINDCAST, months, members=20):
            for name, lever in catalogue.levers().items():
                value = exposure[name]
                assert np.all((value >= lever.lower) & (value <= lever.upper)), name
                spread |= {name} if np.ptp(value, axis=0).max() > 0 else set()
        assert spread >= {"darien_enforcement", "ppt_delivery_capacity", "dollarisation", "security_assurances"}
        assert not spread & {"oil_price", "permit_validity", "regularisation_cutoff", "deportation_flights"}

    def test_a_value_that_knows_later_outcomes_is_drawn_from_the_first_day_on(self):
        """The lever of dollarisation in force at the end of 2021 was set in view of 2022 and 2023."""
        (january,) = exposures(Knowledge(drawn_from=CUT - 6), range(CUT - 6, CUT - 5), members=20)
        recorded = exposures(EVERYTHING, range(CUT - 6, CUT - 5))[0]
        assert np.ptp(january["dollarisation"]) > 0
        assert np.ptp(january["oil_price"]) == 0
        assert january["oil_price"][0, 0] == recorded["oil_price"][0, 0]

    def test_a_member_has_one_quantile_of_a_lever(self):
        """A path keeps its shape: who is high in one year is high in the next."""
        found = exposures(HINDCAST, range(CUT + 3, CUT + 40), members=20)
        first, last = (np.argsort(e["darien_enforcement"][:, 0]) for e in (found[0], found[-1]))
        assert np.array_equal(first, last)

    def test_a_member_draws_the_same_in_any_company(self):
        months = range(CUT + 10, CUT + 11)
        (few,), (many,) = (exposures(HINDCAST, months, members=n) for n in (2, 9))
        assert all(np.array_equal(few[lever], many[lever][:2]) for lever in catalogue.levers())

    def test_the_reference_of_a_member_is_its_own_history(self):
        """A scenario that says one thing departs from the record there alone."""
        own = LeverChange("border_open_cargo", ("union",), date(2022, 3, 1), 0.0)
        closed = replace(load_scenario(SCENARIOS / "today.yaml"), changes=(own,), events=(), conditions=())
        for exposure in exposures(HINDCAST, range(CUT, CUT + 30), (None, closed)):
            for lever in catalogue.levers():
                apart = exposure[lever] != exposure.reference[lever]
                if lever == "border_open_cargo":
                    assert not apart[::2].any()
                    assert not np.delete(apart[1::2], WORLD.crossing_ids.index("union"), axis=1).any()
                else:
                    assert not apart.any(), lever

    @given(st.integers(1, 170))
    def test_every_drawn_row_keeps_its_value_and_bounds(self, month):
        for row in catalogue.lever_history():
            spread, lever = spread_of(row, month), catalogue.levers()[row.lever]
            if spread is None:
                assert row.status != "judgement" or row.low == row.high
                continue
            assert lever.lower <= spread.low <= row.low <= spread.central == row.value
            assert row.value <= row.high <= spread.high <= lever.upper
            wider = spread.low < row.low or spread.high > row.high
            assert wider <= foresees(row, month)

    @given(st.integers(1, 170))
    def test_nothing_in_force_after_the_month_knows_a_later_outcome(self, month):
        """Unless it is drawn from a wider range."""
        changes = history_plan(PLACES, Knowledge(outcomes_until=month, drawn_from=month)).changes
        begins = plan.month_day(month)
        rows = {(r.lever, plan._iso_day(r.date), p): r for r in catalogue.lever_history() for p in self.positions(r)}
        for lever in {r.lever for r in catalogue.lever_history() if r.hindsight or r.answer}:
            for place in range(PLACES.size(catalogue.levers()[lever].scope)):
                mine = [c for c in changes if c.lever == lever and place in c.places]
                last = max(c.start for c in mine if c.start <= begins)
                for change in (c for c in mine if c.start >= last and c.spread is None):
                    row = rows[lever, change.start, place]
                    assert not foresees(row, month) or row.low == row.high
                    assert not row.answer or change.start < begins

    @staticmethod
    def positions(row):
        return PLACES.find(catalogue.levers()[row.lever].scope, [row.place])
