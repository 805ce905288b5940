"""Samples of a hindcast: parts add up, forecasts begin at the last count, what was imposed stays as it was."""

from datetime import date

import numpy as np
import pytest

from borderSim.hindcast import targets
from borderSim.hindcast.forecast import sample
from borderSim.hindcast.observations import observations
from borderSim.hindcast.run import HindcastOptions, make_runs
from borderSim.world import load

UNTIL = date(2019, 12, 31)
KNOWN = 96


@pytest.fixture(scope="module")
def runs():
    return make_runs(HindcastOptions(UNTIL, None, members=24))


@pytest.fixture(scope="module")
def samples(runs):
    return sample(runs)


def test_every_variable_and_place_has_every_month(samples):
    wanted = {(v, c) for v in targets.variables() for c in targets.codes(v)}
    assert set(samples.months) == wanted
    assert {values.shape for values in samples.months.values()} == {(targets.END, 24)}
    assert all(np.isfinite(values).all() and (values >= 0).all() for values in samples.months.values())


def test_parts_add_up_to_their_whole(samples):
    total = samples.months["ven_stock_total", "COL"]
    status = [samples.months[name, "COL"] for name in targets.PARTS["ven_stock_total"]]
    departments = [samples.months["ven_stock_department", c] for c in targets.codes("ven_stock_department")]
    assert np.add.reduce(status) == pytest.approx(total, rel=1e-9)
    assert np.add.reduce(departments) == pytest.approx(total, rel=1e-9)
    month = targets.municipal_months()[-1]
    assert samples.municipal[month].sum(axis=1) == pytest.approx(total[month], rel=1e-6)


def test_municipalities_add_up_to_their_department(samples):
    month, start = targets.municipal_months()[0], load().department_start
    sums = np.add.reduceat(samples.municipal[month], start, axis=1)
    wanted = [samples.months["ven_stock_department", c][month] for c in targets.codes("ven_stock_department")]
    assert sums == pytest.approx(np.stack(wanted, axis=1), rel=1e-6)


def test_trade_is_exports_and_imports(samples):
    flows = [samples.months[name, "COL-VEN"] for name in ("col_exports_to_ven_fob", "col_imports_from_ven")]
    assert np.add.reduce(flows) == pytest.approx(samples.months["bilateral_trade_total", "COL-VEN"])


def test_a_forecast_begins_at_the_last_count_and_widens(samples):
    last = max((o for o in observations(UNTIL, ("ven_stock_total",))), key=lambda o: o.last)
    spread = np.log(samples.months["ven_stock_total", "COL"]).std(axis=1)
    first = samples.months["ven_stock_total", "COL"][KNOWN]
    assert np.median(first) == pytest.approx(last.value, rel=0.15)
    assert spread[KNOWN] < spread[KNOWN + 12] < spread[KNOWN + 48]


def test_homicides_are_whole_persons(samples):
    values = samples.months["homicides", "54"]
    assert (values == np.rint(values)).all()


def test_imposed_oil_is_the_record(samples):
    assert samples.drivers == {"oil_output_direct"}
    record = load().observed.oil_output[: targets.END]
    assert samples.months["oil_output_direct", "VEN"][: len(record)] == pytest.approx(np.repeat(record[:, None], 24, 1))


def test_oil_of_its_own_leaves_the_record_after_the_cut_off():
    free = sample(make_runs(HindcastOptions(UNTIL, None, members=6, oil_imposed=False)))
    oil, record = free.months["oil_output_direct", "VEN"], load().observed.oil_output
    assert not free.drivers
    assert np.abs(oil[KNOWN + 24] / record[KNOWN + 24] - 1).min() > 1e-6


def test_a_period_is_summed_or_read_at_its_end(samples):
    year = samples.of("returns", "COL", 96, 107)
    assert year == pytest.approx(samples.months["returns", "COL"][96:108].sum(axis=0))
    assert (samples.of("coca_area", "COL", 96, 107) == samples.months["coca_area", "COL"][107]).all()


def test_departments_begin_at_the_full_municipal_count_to_which_they_were_moved():
    after = sample(make_runs(HindcastOptions(date(2021, 12, 31), None, members=24)))
    counts = observations(date(2021, 12, 31), ("ven_stock_department",))
    last = {o.code: o.value for o in counts if o.date == "2021-08"}
    first = {code: np.median(after.months["ven_stock_department", code][120]) for code in last}
    large = [code for code, value in last.items() if value > 50_000]
    shares = [(last[c] / sum(last.values()), first[c] / sum(first.values())) for c in large]
    assert np.abs(np.log([b / a for a, b in shares])).max() < 0.35
