"""From true quantities to counts, on made-up runs whose answer is known."""

import numpy as np
import pytest

from borderSim import catalogue
from borderSim.errors import UserError
from borderSim.hindcast.observations import rules
from borderSim.hindcast.operators import OPERATORS, aggregated, municipal, predicted, series
from borderSim.hindcast.past import DEPARTMENT, NATIONAL, Past, joined
from borderSim.world import load
from borderSim.world.history import month_index

MONTHS, MEMBERS = 132, 3
NAMES = (*NATIONAL, *(f"counted_{status}" for status in ("regular", "in_process", "irregular", "asylum")))


def made(**changes):
    """A run in which every national series is its month's number, but for the given ones."""
    ramp = np.repeat(np.arange(MONTHS, dtype=float)[:, None], MEMBERS, axis=1)
    national = dict.fromkeys(NAMES, ramp + 1)
    department = {name: np.ones((MONTHS, MEMBERS, 33)) for name in (*DEPARTMENT, "killings")}
    return Past(0, national | changes.pop("national", {}), department | changes.pop("department", {}), {})


def full(value):
    return np.full((MONTHS, MEMBERS), float(value))


def test_there_is_an_operator_for_every_variable_but_municipal_stocks():
    assert {*OPERATORS, "ven_stock_municipal"} == set(rules())


def test_a_flow_is_summed_a_stock_taken_at_its_end_and_a_mean_averaged():
    past = made()
    assert (predicted(past, "col_exports_to_ven_fob", "COL-VEN", 12, 23, 0) == sum(range(13, 25))).all()
    assert (predicted(past, "ven_stock_total", "COL", 12, 23, 0) == 24).all()
    assert (predicted(past, "ven_gdp_index", "VEN", 12, 23, 0) == np.mean(range(13, 25))).all()
    assert aggregated(np.array([[1.0], [2.0]]), "cumulative")[0] == 2


def test_permits_add_up_from_the_statute_on():
    past, start = made(national={"permits_delivered": full(10)}), month_index("2021-05")
    assert (predicted(past, "ppt_delivered_cumulative", "COL", start - 1, start - 1, 0) == 0).all()
    assert (predicted(past, "ppt_delivered_cumulative", "COL", start + 2, start + 2, 0) == 30).all()


def test_departments_are_counted_as_the_whole_is():
    past = made(national={"venezuelans": full(200), "venezuelans_counted": full(150)})
    assert series(past, "ven_stock_department", "54", 0) == pytest.approx(full(0.75))


def test_municipalities_are_counted_as_the_whole_is():
    past = made(national={"venezuelans": full(200), "venezuelans_counted": full(150)})
    past.municipal[5] = np.full((MEMBERS, 4), 8.0)
    assert municipal(past, 5) == pytest.approx(np.full((MEMBERS, 4), 6.0))


def test_homicides_without_conflict_and_closures_are_the_mean_of_two_years_before():
    world = load()
    column = world.department_codes.index("CO54")
    recorded = world.observed.homicides_by_department[:, column]
    past = made(department={"killings": np.zeros((MONTHS, MEMBERS, 33))})
    assert series(past, "homicides", "54", 48)[60] == pytest.approx(np.full(MEMBERS, recorded[24:48].mean()))
    assert series(past, "homicides", "54", 120)[60] == pytest.approx(np.full(MEMBERS, recorded[36:60].mean()))


def test_homicides_follow_closed_posts_and_conflict_killings():
    more = np.full((MONTHS, MEMBERS, 33), 1.0)
    more[60:] = 4.0
    shut = np.ones((MONTHS, MEMBERS, 33))
    shut[60:] = 1.5
    counted = series(made(department={"killings": np.zeros((MONTHS, MEMBERS, 33))}), "homicides", "81", 48)[70]
    found = series(made(department={"killings": more, "border_homicides": shut}), "homicides", "81", 48)
    assert found[70] == pytest.approx(1.5 * (counted - 1) + 4)


def test_posts_that_were_closed_in_the_months_of_the_base_count_once():
    open_, shut = (np.full((MONTHS, MEMBERS, 33), level) for level in (1.0, 1.5))
    courses = [series(made(department={"border_homicides": d}), "homicides", "54", 48) for d in (open_, shut)]
    assert courses[0] == pytest.approx(courses[1])


def test_more_killings_than_a_share_of_all_recorded_ones_are_scaled_down():
    quiet = series(made(department={"killings": np.zeros((MONTHS, MEMBERS, 33))}), "homicides", "81", 48)[70]
    many = np.full((MONTHS, MEMBERS, 33), 1e4)
    many[60:] *= 3
    most = catalogue.parameters()["homicide_conflict_most"].central
    found = series(made(department={"killings": many}), "homicides", "81", 48)[70]
    assert found == pytest.approx((1 - most) * quiet + 3 * most * quiet)


def test_oil_of_a_month_is_what_acts_in_it():
    output = series(made(), "oil_output_direct", "VEN", 0)
    assert output[0] == pytest.approx(load().observed.oil_output[0])
    assert (output[1:] == made().national["oil_output"][:-1]).all()


def test_an_unknown_variable_is_refused():
    with pytest.raises(UserError, match="no variable of the record"):
        series(made(), "arrivals_by_balloon", "COL", 0)


def test_parts_of_a_run_are_joined_along_the_members():
    both = joined([made(), made()])
    assert both.national["returns"].shape == (MONTHS, 2 * MEMBERS)
    assert both.department["killings"].shape == (MONTHS, 2 * MEMBERS, 33)
    assert both.months == range(MONTHS)
