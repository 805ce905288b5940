"""The skill table: its arithmetic, its choice of the best naive forecaster, and its intervals."""

from dataclasses import replace

import numpy as np
import pytest

from borderSim.engine.noise import Noise, generator
from borderSim.hindcast import skill
from borderSim.hindcast.observations import Observation
from borderSim.hindcast.places import PlaceCount, place_table
from borderSim.hindcast.skill import ALL, Origin, key_of, score_origin, skill_table

CUTOFFS = {2018: 83, 2019: 95, 2020: 107, 2021: 119}


def month_name(month):
    return f"{2012 + month // 12}-{month % 12 + 1:02d}"


def counted(cutoff, code="COL", length=24, seed=0, variable="x"):
    values = generator(seed, f"{cutoff}{code}").normal(1000, 50, size=length)
    names = [month_name(cutoff + 1 + ahead) for ahead in range(length)]
    return tuple(
        Observation(variable, code, date, float(v), "a source", "counted")
        for date, v in zip(names, values, strict=True)
    )


def draws(observed, stream, spread=50.0, centre=1000.0, members=200):
    noise = Noise(1, np.arange(members)).normal(stream, 0, len(observed)).astype(float)
    return {key_of(o): centre * np.exp(spread / 1000 * noise[:, place]) for place, o in enumerate(observed)}


def origin(cutoff, codes=("COL",), length=24, **naive):
    observed = tuple(o for code in codes for o in counted(cutoff, code, length))
    model = draws(observed, f"model{cutoff}")
    said = {name: draws(observed, f"{name}{cutoff}", **how) for name, how in naive.items()}
    return Origin(cutoff, observed, model, said)


def table(origins, informed=None):
    return skill_table([s for o in origins for s in score_origin(o, informed or {})], seed=1)


def rows(found):
    return {(row.variable, row.horizon): row for row in found}


@pytest.mark.parametrize(
    ("ahead", "name"), [(1, "1-6"), (6, "1-6"), (7, "7-12"), (24, "13-24"), (36, "25-36"), (37, "37+")]
)
def test_months_ahead_have_a_class(ahead, name):
    assert skill.horizon(ahead) == name


def test_a_model_that_says_what_the_naive_one_says_has_no_skill():
    origins = [origin(month) for month in CUTOFFS.values()]
    found = table([replace(o, naive={"last_value": o.model}) for o in origins])
    assert len(found) == 4
    for row in found:
        assert (row.skill.value, row.log.value) == pytest.approx((0, 0), abs=1e-12)
        assert (row.skill.low, row.skill.high) == pytest.approx((0, 0), abs=1e-12)
        assert row.naive["last_value"] == pytest.approx(row.crps)


def test_a_sharper_model_has_skill_and_a_worse_one_shows_it():
    good = rows(table([origin(month, drift={"spread": 300.0}) for month in CUTOFFS.values()]))["x", ALL]
    assert 0.3 < good.skill.low < good.skill.value < good.skill.high < 1
    worse = [origin(month, drift={}) for month in CUTOFFS.values()]
    worse = [replace(o, model=draws(o.observed, "off", centre=2000.0)) for o in worse]
    bad = rows(table(worse))["x", ALL]
    assert bad.skill.high < -10
    assert bad.coverage90.share == 0
    assert bad.bias == pytest.approx(np.log(2), abs=0.03)


def test_the_table_has_every_horizon_and_its_targets():
    found = rows(table([origin(month, drift={}) for month in CUTOFFS.values()]))
    assert {name: row.n for (_, name), row in found.items()} == {"1-6": 24, "7-12": 24, "13-24": 48, ALL: 96}
    assert {row.groups for row in found.values()} == {4}
    assert {row.coverage90.effective for row in found.values()} == {4}


def test_the_means_are_those_of_the_targets():
    scored = [s for o in [origin(83, drift={}), origin(95, drift={})] for s in score_origin(o, {})]
    pairs = [(s.model, s.naive["drift"]) for s in scored]
    row = rows(skill_table(scored, 1))["x", ALL]
    ours, theirs = (np.array([pair.crps for pair in side]) for side in zip(*pairs, strict=True))
    assert row.crps == pytest.approx(ours.mean())
    assert row.skill.value == pytest.approx(1 - ours.mean() / theirs.mean())
    assert row.coverage50.share == np.mean([s.inside50 for s in scored])
    assert row.pinball == pytest.approx(np.mean([s.pinball for s in scored]))


def test_the_best_naive_is_the_one_that_makes_the_model_look_worst():
    origins = [
        origin(m, poor={"spread": 400.0}, good={"spread": 60.0}, off={"centre": 1500.0}) for m in CUTOFFS.values()
    ]
    row = rows(table(origins))["x", ALL]
    assert row.skill.best == row.log.best == "good"
    assert row.naive["good"] == min(row.naive.values())


def test_forecasters_are_compared_on_the_targets_of_which_they_spoke():
    origins = [origin(month, drift={"spread": 100.0}, ets={"spread": 51.0}) for month in CUTOFFS.values()]
    few = {key: value for key, value in origins[0].naive["ets"].items() if key[2].endswith("-03")}
    half = {key: value for key, value in origins[0].naive["drift"].items() if key[2] < "2020"}
    row = rows(table([replace(origins[0], naive={"ets": few, "drift": half})]))["x", ALL]
    assert (row.skill.best, row.skill.n) == ("drift", 12)
    assert set(row.naive) == {"ets", "drift"}
    nobody = rows(table([replace(origins[0], naive={"ets": few})]))["x", ALL]
    assert nobody.skill.best == ""
    assert np.isnan(nobody.skill.value)
    assert nobody.crps > 0


def test_too_few_cut_offs_have_no_interval():
    row = rows(table([origin(83, drift={}), origin(95, drift={})]))["x", ALL]
    assert np.isfinite(row.skill.value)
    assert np.isnan([row.skill.low, row.skill.high]).all()


def test_the_interval_of_skill_covers_the_truth():
    inside = []
    for seed in range(60):
        gamma = generator(seed, "scores").gamma(4, 1, size=(2, 40))
        low, high = skill.skill_interval(gamma[0] * 0.6, gamma[1], range(40), seed, "test")
        inside.append(low < 0.4 < high)
    assert np.mean(inside) == pytest.approx(0.9, abs=0.11)


def test_counts_of_one_group_do_not_make_it_surer():
    gamma = generator(1, "scores").gamma(2, 1, size=(2, 12))
    once = skill.skill_interval(gamma[0], gamma[1], range(12), 1, "test")
    many = skill.skill_interval(*np.repeat(gamma, 10, axis=1), np.repeat(np.arange(12), 10).tolist(), 1, "test")
    apart = skill.skill_interval(*np.repeat(gamma, 10, axis=1), range(120), 1, "test")
    assert many == pytest.approx(once)
    assert apart[1] - apart[0] < (once[1] - once[0]) / 2


def test_years_that_the_prior_knows_are_in_sample():
    origins = [origin(month, drift={}) for month in CUTOFFS.values()]
    assert {row.sample for row in table(origins)} == {"out-of-sample"}
    assert {row.sample for row in table(origins, {"x": 2030})} == {"in-sample"}
    row = rows(table(origins[:1], {"x": 2019}))["x", ALL]
    assert (row.sample, row.in_sample) == ("mixed", 12)


def test_cells_are_flat_and_alike():
    found = [row.cells() for row in table([origin(month, drift={}, ets={}) for month in CUTOFFS.values()])]
    assert len({tuple(row) for row in found}) == 1
    assert all(isinstance(value, str | int | float) for row in found for value in row.values())
    score = score_origin(origin(83, drift={}), {})[0]
    assert score.cells()["crps_drift"] == score.naive["drift"].crps
    assert all(isinstance(value, str | int | float) for value in score.cells().values())
    assert {"skill", "skill_low", "coverage90_high", "crps_ets", "best_naive_log", "sample"} <= set(found[0])


def test_the_order_of_members_and_a_second_run_change_nothing():
    first = origin(83, drift={})
    mixed = {key: generator(4, "order").permutation(value) for key, value in first.model.items()}
    one, other = table([first])[-1], table([replace(first, model=mixed)])[-1]
    assert other.skill.value == pytest.approx(one.skill.value)
    assert table([origin(m, drift={}) for m in CUTOFFS.values()]) == table(
        [origin(m, drift={}) for m in CUTOFFS.values()]
    )


def test_what_the_model_does_not_say_is_an_error():
    first = origin(83, drift={})
    missing = dict(list(first.model.items())[1:])
    with pytest.raises(ValueError, match="nothing of 1 counts"):
        score_origin(replace(first, model=missing), {})
    with pytest.raises(ValueError, match="no target"):
        score_origin(replace(first, cutoff=84), {})


@pytest.mark.parametrize("wrong", [-1.0, np.nan, np.inf])
def test_draws_that_are_no_counts_are_an_error(wrong):
    first = origin(83, drift={})
    key = next(iter(first.model))
    for spoilt in (
        replace(first, model=first.model | {key: np.full(9, wrong)}),
        replace(first, naive={"drift": {key: np.full(9, wrong)}}),
    ):
        with pytest.raises(ValueError, match="finite and 0 or more"):
            score_origin(spoilt, {})


LAST = np.array([500.0, 300.0, 150.0, 50.0, 0.0] * 6) + np.arange(30)
NOW = LAST * np.exp(0.3 * generator(1, "now").normal(size=30))


def places(model, **changes):
    count = PlaceCount(119, "people", "2022-02", NOW, LAST, model)
    return replace(count, **changes)


def cloud(centre, spread, total=1.0, members=200):
    noise = Noise(2, np.arange(members)).normal("places", 0, len(centre)).astype(float)
    return total * centre * np.exp(spread * noise)


def test_constant_shares_said_by_the_model_have_no_skill():
    for total in (0.1, 7.0):
        row = place_table([places(np.tile(LAST * total, (9, 1)))], 1)[0]
        assert (row.skill, row.each, row.median) == pytest.approx((0, 0, 0), abs=1e-9)


def test_a_model_that_knows_the_places_has_skill_whatever_its_total():
    one, ten = (place_table([places(cloud(NOW, 0.1, total))], 1)[0] for total in (1, 10))
    assert one.skill == pytest.approx(ten.skill)
    assert 0.5 < one.skill_low < one.skill < one.skill_high < 1
    assert one.median > 0.5
    assert one.each > 0.5
    assert one.better > 0.8
    assert (one.places, one.n) == (30, 1)


def test_a_spread_alone_earns_nothing_point_against_point():
    row = place_table([places(cloud(LAST, 0.3))], 1)[0]
    assert row.skill > 0.1
    assert row.median < 0.06


def test_dates_of_one_cut_off_are_pooled_and_cut_offs_kept_apart():
    model = cloud(NOW, 0.1)
    found = place_table([places(model), places(model, date="2022-05"), places(model, cutoff=107)], 1)
    assert [(row.cutoff, row.n) for row in found] == [(119, 2), (107, 1)]
    assert found[0].skill == pytest.approx(found[1].skill)
    assert found[0].crps == pytest.approx(found[1].crps)
    assert found[0].cells()["variable"] == "people"


def test_places_that_do_not_match_are_refused():
    short = places(cloud(NOW[:5], 0.1), observed=NOW[:5], last=LAST[:5])
    with pytest.raises(ValueError, match="same places"):
        place_table([places(cloud(NOW, 0.1)), short], 1)
    with pytest.raises(ValueError, match="above zero"):
        place_table([places(np.zeros((9, 30)))], 1)
