"""The rolling evaluation: its targets, its labels, and tables of a forecaster whose quality is known."""

from copy import copy
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from borderSim.catalogue import levers, parameters
from borderSim.catalogue.entries import rows
from borderSim.engine.noise import Noise
from borderSim.errors import RunError
from borderSim.hindcast import later as later_module
from borderSim.hindcast import observations as record
from borderSim.hindcast import rolling, targets
from borderSim.hindcast.forecast import Samples
from borderSim.hindcast.later import MUNICIPAL, begins, draws, later, score_table, sound
from borderSim.hindcast.observations import observations, rules
from borderSim.hindcast.rolling import RollingOptions, evaluate, informed, place_counts
from borderSim.hindcast.run import HindcastOptions, hindcast, prior_at
from borderSim.world import load

MEMBERS = 40
KNOWN = {year: (year + 1 - 2012) * 12 for year in range(2018, 2022)}
SMALL = ("ven_stock_total", "coca_area", "homicides", "ven_stock_department", "oil_output_direct")


def samples(known, centre=1000.0, spread=0.1):
    """Every variable at a level of its own kind, with the same relative spread."""
    noise = Noise(1, np.arange(MEMBERS))
    wobble = np.exp(spread * noise.normal("wobble", 0, targets.END).astype(float).T)
    months = {(v, c): centre * wobble for v in targets.variables() for c in targets.codes(v)}
    municipal = {m: np.full((MEMBERS, load().n_co), 10.0) for m in targets.municipal_months()}
    return Samples(known, months, municipal, frozenset({"oil_output_direct"}))


def knowing(known, spread=0.01):
    """Samples that hit every single month and stock of some variables."""
    made = samples(known, spread=spread)
    months = dict(made.months)
    for o in later(known, drivers=True):
        if o.variable in SMALL and o.first == o.last:
            kept = months[o.variable, o.code].copy()
            kept[o.last] *= o.value / 1000
            months[o.variable, o.code] = kept
    return replace(made, months=months)


class TestTargets:
    @pytest.mark.parametrize("known", KNOWN.values())
    def test_nothing_that_was_known_is_a_target(self, known):
        found = later(known)
        assert found
        assert all(o.last >= known and begins(o) >= known for o in found)
        assert not any(o.quality == "ambiguous" or rules()[o.variable].driver for o in found)

    def test_a_flow_that_began_before_is_no_target_but_a_stock_of_the_year_is(self):
        july = (2019 - 2012) * 12 + 6
        found = {(o.variable, o.date) for o in later(july)}
        assert ("col_exports_to_ven_fob", "2019") not in found
        assert ("eln_municipalities", "2019") in found

    def test_oil_is_a_target_only_of_its_own_forecast(self):
        assert "oil_output_direct" not in {o.variable for o in later(KNOWN[2021])}
        assert "oil_output_direct" in {o.variable for o in later(KNOWN[2021], drivers=True)}

    def test_years_of_homicides_are_the_sum_of_their_months(self):
        found = [o for o in later(KNOWN[2018]) if o.variable == "homicides"]
        years = {(o.code, o.date): o.value for o in found if len(o.date) == 4}
        assert {year for _, year in years} == {"2019", "2020", "2021"}
        for (code, year), value in years.items():
            assert value == sum(o.value for o in found if o.code == code and o.date.startswith(f"{year}-"))

    def test_a_municipality_in_a_month_that_was_not_kept_has_no_draws(self):
        made = samples(KNOWN[2018])
        found = [o for o in later(KNOWN[2018]) if o.variable == MUNICIPAL]
        without = {o.date for o in found if draws(made, o) is None}
        assert without == {"2019-10", "2020-05", "2020-12"}


class TestInSample:
    def test_the_table_names_what_there_is(self):
        for row in rows("in_sample.csv"):
            assert row["variable"] in rules()
            assert row["name"] in (levers() if row["kind"] == "lever" else parameters())
            assert row["why"]

    def test_only_years_after_the_cut_off_count(self):
        assert informed(2018)["darien_irregular_transits_VEN"] == 2025
        assert informed(2021)["col_exports_to_ven_fob"] == 2025
        assert "returns" in informed(2020)
        assert "returns" not in informed(2021)
        assert not informed(2025)
        assert all(year > 2020 for year in informed(2020).values())

    def test_homicides_are_forecast_from_what_was_known(self):
        assert "homicides" not in informed(2018)


class TestMembersLeftOut:
    def test_a_member_out_of_range_goes_everywhere(self):
        made = samples(KNOWN[2021])
        broken = made.months["coca_area", "COL"].copy()
        broken[130, 3] = np.nan
        kept, left_out = sound(replace(made, months=made.months | {("coca_area", "COL"): broken}))
        assert left_out == (3,)
        assert {v.shape[1] for v in kept.months.values()} == {MEMBERS - 1}
        assert {v.shape[0] for v in kept.municipal.values()} == {MEMBERS - 1}
        assert np.isfinite(kept.months["coca_area", "COL"]).all()

    def test_a_whole_run_stays_as_it_is(self):
        made = samples(KNOWN[2021])
        assert sound(made) == (made, ())

    def test_one_member_is_no_forecast(self):
        made = samples(KNOWN[2021])
        broken = np.full_like(made.months["coca_area", "COL"], np.inf)
        broken[:, 0] = 1
        with pytest.raises(RunError, match="39 of 40"):
            sound(replace(made, months=made.months | {("coca_area", "COL"): broken}))


class TestPlaces:
    def test_the_last_wide_count_gives_the_places(self):
        found = place_counts(samples(KNOWN[2018]))
        assert {(p.variable, len(p.observed)) for p in found} == {("ven_stock_department", 9)}
        assert {p.date for p in found} >= {"2021-01", "2021-08", "2022-02"}

    def test_municipalities_are_compared_where_a_full_count_was_known(self):
        found = {p.variable: p for p in place_counts(samples(KNOWN[2021]))}
        municipal = found["ven_stock_municipal"]
        assert municipal.date == "2022-02"
        assert municipal.model.shape == (MEMBERS, 1122)
        counted = [o for o in observations(None, ("ven_stock_municipal",)) if o.date == "2021-08"]
        assert municipal.last.sum() == sum(o.value for o in counted)


class TestSets:
    @pytest.fixture
    def packaged(self, monkeypatch):
        sets = {name: replace(prior_at(date(int(name), 12, 31)), name=name) for name in ("2018", "2020")}
        monkeypatch.setattr(rolling, "packaged", lambda: tuple(sets))
        monkeypatch.setattr(rolling, "posterior", sets.__getitem__)

    def test_the_latest_set_that_knows_nothing_later_is_taken(self, packaged):
        assert rolling.set_at(date(2018, 12, 30)) is None
        assert rolling.set_at(date(2018, 12, 31)).name == "2018"
        assert rolling.set_at(date(2020, 6, 1)).name == "2018"
        assert rolling.set_at(date(2024, 1, 1)).name == "2020"

    def test_each_cut_off_has_its_set_and_its_two_ways(self, packaged):
        made = rolling.blocks(RollingOptions())
        assert [(b.options.until.year, b.options.oil_imposed) for b in made] == [
            *((year, True) for year in range(2018, 2022)),
            *((year, False) for year in range(2018, 2022)),
        ]
        names = [b.options.posterior and b.options.posterior.name for b in made[:4]]
        assert names == ["2018", "2018", "2020", "2020"]
        assert not any(b.options.posterior for b in rolling.blocks(RollingOptions(parameters="prior")))


@pytest.fixture
def quick(monkeypatch):
    """Two naive forecasters, and a model that knows what comes."""
    names = {name: rolling.FORECASTERS[name] for name in ("last_value", "seasonal_naive")}
    monkeypatch.setattr(rolling, "FORECASTERS", names)
    monkeypatch.setattr(rolling, "hindcast", lambda options: knowing(options.known))
    few = [o for o in record._all() if o.variable in SMALL]
    monkeypatch.setattr(record, "_all", lambda: tuple(few))
    later_module._homicide_years.cache_clear()
    rolling._by_month.cache_clear()
    yield
    later_module._homicide_years.cache_clear()
    rolling._by_month.cache_clear()


class TestEvaluation:
    OPTIONS = RollingOptions(cutoffs=(date(2019, 12, 31), date(2020, 12, 31)), parameters="prior", members=MEMBERS)

    def test_a_model_that_knows_what_comes_is_said_to_have_skill(self, quick, tmp_path):
        made = evaluate(self.OPTIONS)
        skill = made.skill[made.skill.horizon == "all"].set_index("variable")
        assert set(skill.index) == {
            "ven_stock_total",
            "coca_area",
            "homicides",
            "ven_stock_department",
            "homicides_yearly",
        }
        assert skill.loc["homicides", "skill"] > 0.8
        assert skill.loc["homicides", "best_naive"] in rolling.FORECASTERS
        assert skill.loc["ven_stock_total", "coverage90"] > 0.8
        assert (skill.loc["homicides", "n"], skill.loc["homicides_yearly", "n"]) == (3 * 12 * 8, 3 * 8)
        assert set(made.scores.cutoff) == {"2019-12", "2020-12"}

    def test_oil_that_changes_nothing_gains_nothing_and_is_scored_itself(self, quick):
        oil = evaluate(self.OPTIONS).oil.set_index("variable")
        assert oil.loc["coca_area", "gain"] == 0
        assert np.isnan(oil.loc["oil_output_direct", "gain"])
        assert oil.loc["oil_output_direct", "n"] > 10

    def test_tables_are_written_whole(self, quick, tmp_path):
        made = evaluate(replace(self.OPTIONS, oil=False))
        assert made.oil.empty
        found = {path.stem: path for path in made.write(tmp_path)}
        assert set(found) == {"scores", "skill", "coverage", "places", "oil", "abstained", "runs"}
        again = pd.read_csv(found["coverage"])
        whole = again[again.cutoff == "all"].set_index(["variable", "level"])
        assert (whole.low <= whole.share + 1e-9).all()
        assert (whole.share <= whole.high + 1e-9).all()
        assert pd.read_csv(found["runs"]).left_out.eq(0).all()

    def test_coverage_of_each_cut_off_adds_up(self, quick):
        table = evaluate(replace(self.OPTIONS, oil=False)).coverage
        parts = table[table.cutoff != "all"].groupby(["variable", "level"]).n.sum()
        whole = table[table.cutoff == "all"].set_index(["variable", "level"]).n
        assert (parts.sort_index() == whole.sort_index()).all()


class TestScores:
    def test_bands_hold_what_lies_between_their_quantiles(self):
        table = score_table(samples(KNOWN[2021]))
        assert (table.inside90 == ((table.q05 <= table.observed) & (table.observed <= table.q95))).all()
        assert (table.inside50 == ((table.q25 <= table.observed) & (table.observed <= table.q75))).all()
        assert (table.crps >= 0).all()

    def test_without_later_counts_only_the_columns_are_there(self):
        table = score_table(samples(targets.END))
        assert table.empty
        assert list(table)[:4] == ["variable", "code", "date", "observed"]


def changed(observed, known):
    """The observed history with every count of month ``known`` or later multiplied."""
    found = {}
    for dates in (name for name in vars(observed) if name.endswith(("_months", "_years"))):
        at = getattr(observed, dates)
        after = at >= known if dates.endswith("_months") else at >= 2012 + known // 12
        stem = dates.rsplit("_", 1)[0]
        for name, values in vars(observed).items():
            if name.startswith(stem) and isinstance(values, np.ndarray) and values.dtype.kind == "f":
                found[name] = np.where(after.reshape(-1, *[1] * (values.ndim - 1)), 3 * values + 1, values)
    for name in ("homicides_by_department", "oil_output"):
        found[name] = np.concatenate([getattr(observed, name)[:known], 3 * getattr(observed, name)[known:] + 1])
    return replace(observed, **found)


def test_nothing_counted_after_the_cut_off_is_read(monkeypatch):
    options = HindcastOptions(date(2019, 12, 31), None, members=2, oil_imposed=False)
    before = hindcast(options)
    history, world = changed(load().observed, options.known), copy(load())
    assert history.stock_total[-1] != load().observed.stock_total[-1]
    monkeypatch.setattr("borderSim.world.world.observed", lambda: history)
    for module in ("run", "operators", "forecast", "targets"):
        monkeypatch.setattr(f"borderSim.hindcast.{module}.load", lambda: world)
    every = tuple(replace(o, value=3 * o.value + 1) if o.last >= options.known else o for o in record._all())
    monkeypatch.setattr(record, "_all", lambda: every)
    after = hindcast(options)
    for key, rows_ in before.months.items():
        np.testing.assert_array_equal(rows_, after.months[key], err_msg=str(key))
    for month, values in before.municipal.items():
        np.testing.assert_array_equal(values, after.municipal[month])
