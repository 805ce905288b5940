import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderSim.engine.calendar import Axis, Calendar
from borderSim.engine.dates import day_number, month_day, month_index
from borderSim.engine.plan import Change

AXES = {"open": Axis(2, 1.0), "price": Axis(1, 50.0)}
MAY = month_index(dt.date(2020, 5, 1))


def day(year, month, date):
    return float(day_number(dt.date(year, month, date)))


def exposures(changes, months, start=MAY, members=1, lags=None, others=()):
    calendar = Calendar(AXES, [changes, *others], members, start, lags or {})
    return [calendar.month(start + i) for i in range(months)]


def test_nothing_scheduled_is_the_default():
    (month,) = exposures([], 1)
    assert np.array_equal(month["open"], np.ones((1, 2)))
    assert month["price"][0, 0] == 50


def test_a_step_weighs_by_days():
    step = Change("open", (0, 1), day(2020, 5, 11), 0.0)
    may, june = exposures([step], 2)
    assert may["open"][0, 0] == pytest.approx(10 / 31)
    assert june["open"][0, 0] == 0


def test_three_and_a_half_days_closed_is_eleven_percent_of_a_month():
    pulse = Change("open", (0,), day(2020, 5, 4) + 0.5, 0.0, until=day(2020, 5, 8))
    may, june = exposures([pulse], 2)
    assert may["open"][0, 0] == pytest.approx(1 - 3.5 / 31, abs=0.5 / 31)
    assert may["open"][0, 1] == 1
    assert june["open"][0, 0] == 1


def test_a_ramp_is_linear_and_ends_at_its_value():
    ramp = Change("open", (0,), float(month_day(MAY)), 0.0, ramp=float(month_day(MAY + 2) - month_day(MAY)))
    may, june, july = exposures([ramp], 3)
    assert may["open"][0, 0] == pytest.approx(1 - 15.5 / 61)
    assert june["open"][0, 0] == pytest.approx(1 - (31 + 15) / 61)
    assert july["open"][0, 0] == pytest.approx(0, abs=0.01)


def test_a_pulse_over_a_ramp_gives_way_to_the_ramp():
    ramp = Change("price", (0,), float(month_day(MAY)), 150.0, ramp=100.0)
    pulse = Change("price", (0,), day(2020, 5, 10), 0.0, until=day(2020, 5, 20))
    plain, with_pulse = exposures([ramp], 5), exposures([ramp, pulse], 5)
    assert with_pulse[0]["price"] < plain[0]["price"]
    for a, b in zip(plain[1:], with_pulse[1:], strict=True):
        assert a["price"] == pytest.approx(b["price"])


def test_what_began_before_the_start_is_in_force():
    steps = [Change("price", (0,), day(2019, 1, 1), 70.0), Change("price", (0,), day(2020, 1, 1), 30.0)]
    assert exposures(steps, 1)[0]["price"][0, 0] == 30
    ramp = Change("price", (0,), float(month_day(MAY)) - 50, 150.0, ramp=100.0)
    assert exposures([ramp], 1)[0]["price"][0, 0] == pytest.approx(50 + 50 + 15.5)


def test_lags_are_one_array_in_one_event():
    late = Change("open", (0,), float(month_day(MAY)), 0.0)
    months = exposures([late], 3, members=2, lags={late: np.array([0.0, 31.0])})
    assert [m["open"][0, 0] for m in months] == [0, 0, 0]
    assert [m["open"][1, 0] for m in months] == [1, 0, 0]


def test_each_member_has_its_drawn_value_in_every_scenario_and_in_the_reference():
    step = Change("open", (1,), day(2020, 5, 11), 0.0)
    ramp = Change("price", (0,), float(month_day(MAY)), 0.0, ramp=31.0)
    values = {step: np.array([0.0, 0.31]), ramp: np.array([150.0, 250.0])}
    calendar = Calendar(AXES, [[step, ramp], [step]], 2, MAY, {}, [step], values)
    may, june = calendar.month(MAY), calendar.month(MAY + 1)
    assert june["open"][:, 1].tolist() == [0, 0, 0.31, 0.31, 0, 0.31]
    assert may["open"][:, 1] == pytest.approx((10 + 21 * june["open"][:, 1]) / 31)
    assert may["price"][:, 0] == pytest.approx([100, 50, 150, 50, 50, 50])
    assert june["price"][:, 0].tolist() == [150, 50, 250, 50, 50, 50]


def test_drawn_values_of_the_past_are_in_force():
    step = Change("open", (0,), day(2019, 5, 11), 0.0)
    calendar = Calendar(AXES, [[step]], 2, MAY, {}, None, {step: np.array([0.2, 0.4])})
    assert calendar.month(MAY)["open"][:, 0].tolist() == [0.2, 0.4]


def test_lanes_are_member_first_and_scenarios_apart():
    step = Change("open", (0,), float(month_day(MAY)), 0.25)
    (month,) = exposures([step], 1, members=3, others=([],))
    assert month["open"][:, 0].tolist() == [0.25, 1, 0.25, 1, 0.25, 1]


def test_months_must_follow_one_another():
    calendar = Calendar(AXES, [[]], 1, MAY, {})
    with pytest.raises(ValueError, match="stands at month"):
        calendar.month(MAY + 1)


def test_a_step_ends_a_ramp_for_good():
    ramp = Change("open", (0,), float(month_day(MAY)), 0.0, ramp=300.0)
    step = Change("open", (0,), float(month_day(MAY + 1)), 0.5)
    assert [m["open"][0, 0] for m in exposures([ramp, step], 4)][1:] == [0.5, 0.5, 0.5]
    assert exposures([ramp, step], 1, start=MAY + 3)[0]["open"][0, 0] == 0.5


moves = st.tuples(st.integers(-100, 150), st.floats(0, 1), st.sampled_from([0.0, 0.0, 20.0, 90.0]), st.booleans())


@given(st.lists(moves, max_size=6), st.integers(0, 4), st.floats(0, 70))
def test_a_later_start_sees_the_same_exposures(steps, later, lag):
    """A calendar that is rebuilt in the middle gives the same months: what makes checkpoints possible."""
    changes = []
    for offset, value, ramp, is_pulse in sorted(steps):
        start = float(month_day(MAY) + offset)
        changes.append(Change("open", (0,), start, value, ramp, start + 15 if is_pulse else None))
    lags = {change: np.array([0.0, lag]) for change in changes[::2]}
    whole = exposures(changes, 6, members=2, lags=lags)
    resumed = exposures(changes, 6 - later, start=MAY + later, members=2, lags=lags)
    for a, b in zip(whole[later:], resumed, strict=True):
        assert np.array_equal(a["open"], b["open"])
