"""Naive forecasters against closed forms, and what they may not do: see later counts, go below zero, guess."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.engine.noise import Noise, generator
from borderSim.hindcast import naive
from borderSim.hindcast.naive import FORECASTERS, NoForecastError, Series
from borderSim.hindcast.observations import Observation

CUTOFF = 83
"""December 2018."""


def draw(size, members=4000):
    return Noise(5, np.arange(members)).normal("test", 0, size).astype(float)


def series(values, spacing=1, last=CUTOFF):
    months = last - spacing * np.arange(len(values))[::-1]
    return Series(months, np.asarray(values, float))


def walk(n, step=0.1, level=8.0):
    return np.expm1(level + np.cumsum(step * generator(3, "walk").normal(size=n)))


def row(variable, date, value, code="COL"):
    return Observation(variable, code, date, float(value), "a source", "counted")


def month_name(month):
    return f"{2012 + month // 12}-{month % 12 + 1:02d}"


def test_the_variance_of_the_last_value_grows_linearly():
    past, ahead = series(walk(60)), np.array([1, 4, 16])
    spread = np.log1p(naive.last_value(past, CUTOFF + ahead, draw)).std(axis=0)
    step = np.sqrt(np.mean(np.diff(past.logs) ** 2))
    assert spread == pytest.approx(step * np.sqrt(ahead), rel=0.05)
    assert np.median(naive.last_value(past, CUTOFF + ahead, draw), axis=0) == pytest.approx(past.values[-1], rel=0.03)


def test_uneven_dates_give_the_same_step_as_even_ones():
    full = np.cumsum(generator(4, "walk").normal(size=4000)) * 0.05 + 10
    kept = np.unique(np.r_[generator(5, "dates").integers(0, 4000, 1500), 3999])
    spreads = []
    for index in (np.arange(4000), kept):
        past = Series(index - 3999 + CUTOFF, np.expm1(full[index]))
        spreads.append(np.log1p(naive.last_value(past, np.array([CUTOFF + 9]), draw)).std())
    assert spreads == pytest.approx([0.15, 0.15], rel=0.08)


def test_targets_in_any_order_are_one_course():
    past, months = series(walk(40)), np.array([CUTOFF + 5, CUTOFF + 1, CUTOFF + 5])
    course = naive.last_value(past, months, draw)
    assert (course[:, 0] == course[:, 2]).all()
    assert np.log1p(course[:, 1]).std() < np.log1p(course[:, 0]).std()
    assert np.corrcoef(np.log1p(course[:, :2]).T)[0, 1] == pytest.approx(np.sqrt(1 / 5), abs=0.05)


@pytest.mark.parametrize("name", ["drift", "ets", "arima"])
def test_a_steady_trend_goes_on(name):
    past = series(np.expm1(5 + 0.02 * np.arange(48) + 0.001 * generator(6, "noise").normal(size=48)))
    found = np.median(FORECASTERS[name](past, CUTOFF + np.array([1, 12]), draw), axis=0)
    assert np.log1p(found) == pytest.approx([5 + 0.02 * 48, 5 + 0.02 * 59], abs=0.02)


def test_the_spread_of_drift_has_the_doubt_about_the_trend():
    past, ahead = series(walk(25)), np.array([6, 24])
    residuals = np.diff(past.logs) - (past.logs[-1] - past.logs[0]) / 24
    step = np.sqrt((residuals**2).sum() / 23)
    found = np.log1p(naive.drift(past, CUTOFF + ahead, draw))
    assert found.std(axis=0) == pytest.approx(step * np.sqrt(ahead * (1 + ahead / 24)), rel=0.05)


def test_a_linear_walk_steps_in_persons():
    past, ahead = series(1000 + 20 * generator(7, "steps").normal(size=60).cumsum()), np.array([1, 9])
    spread = naive.last_value(past, CUTOFF + ahead, draw, naive.LINEAR).std(axis=0)
    assert spread == pytest.approx(np.sqrt(np.mean(np.diff(past.values) ** 2) * ahead), rel=0.05)
    rising = series(100.0 * np.arange(1, 31))
    assert naive.drift(rising, CUTOFF + ahead, draw, naive.LINEAR) == pytest.approx(np.tile([3100, 3900], (4000, 1)))


def test_recent_changes_alone_give_the_recent_spread():
    past = series(np.r_[walk(80, step=0.5), np.full(30, 500.0)])
    target = np.array([CUTOFF + 6])
    assert np.ptp(naive.last_value_recent(past, target, draw)) == pytest.approx(0, abs=1e-6)
    assert np.ptp(naive.last_value(past, target, draw)) > 100


def test_seasons_come_back():
    season = 100 + 50 * np.sin(np.arange(48) * 2 * np.pi / 12)
    noisy = season * np.exp(0.01 * generator(8, "noise").normal(size=48))
    targets = CUTOFF + np.array([1, 4, 13, 16])
    for name in ("seasonal_naive", "ets"):
        found = np.median(FORECASTERS[name](series(noisy), targets, draw), axis=0)
        assert found == pytest.approx(season[[0, 3, 0, 3]], rel=0.05), name


def test_a_season_is_less_sure_each_year_ahead():
    past = series(walk(60))
    spread = np.log1p(naive.seasonal_naive(past, CUTOFF + np.array([3, 15, 39]), draw)).std(axis=0)
    assert spread / spread[0] == pytest.approx(np.sqrt([1, 2, 4]), rel=0.06)


def test_a_month_that_was_not_counted_last_year_comes_from_the_year_before():
    months = np.array([m for m in range(CUTOFF - 47, CUTOFF + 1) if m != CUTOFF - 11])
    past = Series(months, np.where(months == CUTOFF - 23, 700.0, 100.0))
    assert np.median(naive.seasonal_naive(past, np.array([CUTOFF + 1]), draw)) == pytest.approx(700, rel=0.1)


@pytest.mark.parametrize("name", ["ets", "arima"])
def test_a_library_forecast_of_noise_around_a_level_covers_it(name):
    past = series(np.expm1(6 + 0.2 * generator(9, "noise").normal(size=120)))
    found = np.log1p(FORECASTERS[name](past, np.array([CUTOFF + 3]), draw))
    assert found.mean() == pytest.approx(6, abs=0.15)
    assert found.std() == pytest.approx(0.2, rel=0.2)


@pytest.mark.parametrize(
    ("name", "values", "spacing", "reason"),
    [
        ("last_value", [], 1, "no past"),
        ("last_value", [5, 6], 1, "few points"),
        ("drift", [5, 6], 12, "few points"),
        ("last_value_recent", [1, 2, 3], 13, "few points"),
        ("last_value_recent", [], 12, "no past"),
        ("seasonal_naive", np.ones(23), 1, "few points"),
        ("seasonal_naive", np.ones(40), 12, "not monthly"),
        ("ets", np.ones(5), 1, "few points"),
        ("arima", np.ones(5), 12, "few points"),
    ],
)
def test_too_little_past_is_no_forecast(name, values, spacing, reason):
    with pytest.raises(NoForecastError, match=reason):
        FORECASTERS[name](series(values, spacing), np.array([CUTOFF + 12]), draw)


def test_uneven_dates_are_no_series_for_smoothing():
    past = Series(np.array([0, 5, 11, 17, 20, 31, 40, 44, 52, 60, 71, 83]), walk(12))
    with pytest.raises(NoForecastError, match="uneven"):
        naive.ets(past, np.array([90]), draw)


def test_arima_reads_counts_on_odd_dates():
    months = np.array([11, 23, 35, 47, 50, 59, 66, 71, 74, 83])
    logs = 4 + 0.03 * months + 0.001 * generator(1, "noise").normal(size=10)
    past = Series(months, np.expm1(logs))
    assert past.grid().months.tolist() == list(range(11, 84))
    assert np.isfinite(past.grid().values).sum() == 10
    assert np.log1p(np.median(naive.arima(past, np.array([95]), draw))) == pytest.approx(4 + 0.03 * 95, abs=0.05)
    assert Series(months[:4], logs[:4]).grid().months.tolist() == [11, 23, 35, 47]


def test_only_the_last_unbroken_run_feeds_a_library():
    past = Series(np.r_[np.arange(5), np.arange(40, 84)], np.r_[np.full(5, 1e6), np.full(44, 30.0) + np.arange(44) % 2])
    assert len(past.even().months) == 44
    assert np.median(naive.ets(past, np.array([84]), draw)) == pytest.approx(30.5, abs=1)


@pytest.mark.parametrize("name", FORECASTERS)
@settings(max_examples=3)
@given(counts=st.lists(st.integers(0, 9), min_size=24, max_size=30), ahead=st.integers(1, 48))
def test_small_counts_stay_counts(name, counts, ahead):
    past = series([*counts[:-2], 0, 1])
    found = FORECASTERS[name](past, np.array([CUTOFF + ahead]), lambda size: draw(size, 50))
    assert found.shape == (50, 1)
    assert (found >= 0).all()
    assert np.isfinite(found).all()


@pytest.mark.parametrize("name", ["last_value", "drift", "seasonal_naive"])
def test_what_never_changed_stays(name):
    assert FORECASTERS[name](series(np.full(30, 7)), np.array([CUTOFF + 9]), draw) == pytest.approx(
        np.full((4000, 1), 7)
    )


def test_a_library_cannot_fit_what_never_changed():
    with pytest.raises(NoForecastError, match="did not converge"):
        naive.ets(series(np.zeros(30)), np.array([CUTOFF + 9]), draw)


@given(st.lists(st.floats(0, 1e6), min_size=2, max_size=30).filter(sum), st.integers(0, 9))
def test_constant_shares_add_up_to_the_total(last, seed):
    total = generator(seed, "total").lognormal(10, 1, size=20)
    found = naive.constant_shares(np.array(last), total)
    assert found.sum(axis=1) == pytest.approx(total)
    assert found[3] / total[3] == pytest.approx(np.array(last) / sum(last))


def test_constant_shares_of_nothing_are_refused():
    with pytest.raises(ValueError, match="above zero"):
        naive.constant_shares(np.zeros(3), np.ones(4))


def forecast(record, targets, kind="flow", cutoff=CUTOFF, **more):
    return naive.naive_forecast(record, targets, cutoff, {"x": kind}, 1, **more)


SWIFT = ("last_value", "drift", "seasonal_naive", "ets")
MONTHLY = [row("x", month_name(m), v) for m, v in zip(range(36, 120), walk(84, level=5), strict=True)]
YEARLY = [row("x", str(y), v) for y, v in zip(range(2000, 2022), walk(22, step=0.3), strict=True)]


def same(one, other):
    assert one.abstained == other.abstained
    assert [(who, *key) for who, said in one.samples.items() for key in said] == [
        (who, *key) for who, said in other.samples.items() for key in said
    ]
    for who, said in one.samples.items():
        for key, draws in said.items():
            assert (draws == other.samples[who][key]).all()


@pytest.mark.parametrize(
    ("record", "names"), [(MONTHLY, SWIFT), (YEARLY, tuple(FORECASTERS))], ids=["monthly", "yearly"]
)
def test_later_counts_change_nothing(record, names):
    targets = [o for o in record if o.last > CUTOFF]
    before = [o for o in record if o.last <= CUTOFF]
    same(forecast(record, targets, names=names), forecast(before, targets, names=names))


def test_the_same_seed_gives_the_same_draws_whatever_else_is_forecast():
    targets = [o for o in MONTHLY if o.last > CUTOFF]
    other = [row("y", str(year), year) for year in range(2005, 2021)]
    kinds = {"x": "flow", "y": "flow"}
    alone = naive.naive_forecast(MONTHLY, targets, CUTOFF, kinds, 1, SWIFT)
    both = naive.naive_forecast(other + MONTHLY, [*other[-2:], *targets], CUTOFF, kinds, 1, SWIFT)
    for who, said in alone.samples.items():
        for key, draws in said.items():
            assert (both.samples[who][key] == draws).all()
    another = naive.naive_forecast(MONTHLY, targets, CUTOFF, kinds, 2, SWIFT[:1])
    key = ("x", "COL", targets[0].date)
    assert (another.samples["last_value"][key] != alone.samples["last_value"][key]).any()


def test_a_part_of_a_year_is_that_part_of_its_total():
    found = forecast(YEARLY, [row("x", "2019", 0), row("x", "2019-01..2019-09", 0)], names=("last_value",))
    said = found.samples["last_value"]
    assert said["x", "COL", "2019-01..2019-09"] == pytest.approx(said["x", "COL", "2019"] * 9 / 12)
    assert np.median(said["x", "COL", "2019"]) == pytest.approx(YEARLY[18].value, rel=0.06)


def test_months_make_years_and_years_make_months_of_a_flow():
    from_months = forecast(MONTHLY, [row("x", "2019", 0)], names=("last_value",)).samples["last_value"]
    total = sum(o.value for o in MONTHLY if o.date.startswith("2018"))
    assert np.median(from_months["x", "COL", "2019"]) == pytest.approx(total, rel=0.2)
    from_years = forecast(YEARLY, [row("x", "2019-05", 0)], names=("last_value",)).samples["last_value"]
    assert np.median(from_years["x", "COL", "2019-05"]) == pytest.approx(YEARLY[18].value / 12, rel=0.06)


def test_a_stock_is_not_divided_by_its_months():
    record = [row("x", date, v) for date, v in (("2016", 100), ("2017-06", 105), ("2017", 110), ("2018", 120))]
    found = forecast(record, [row("x", "2019-03", 0)], "stock", names=("last_value",)).samples["last_value"]
    assert np.median(found["x", "COL", "2019-03"]) == pytest.approx(120, rel=0.02)


def test_who_says_nothing_is_reported():
    found = forecast([], [row("x", "2019-03", 0), row("x", "2020", 0)], "stock")
    assert {(a.forecaster, a.reason) for a in found.abstained} == {(name, "no past") for name in FORECASTERS}
    assert not any(found.samples.values())


def test_a_target_that_was_known_is_refused():
    with pytest.raises(ValueError, match="after the cut-off"):
        forecast(YEARLY, [row("x", "2018", 0)])
