"""The packaged observations against the tables that they come from, and the rules by which they are compared."""

import math
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderSim.catalogue import parameters
from borderSim.catalogue.entries import rows
from borderSim.errors import UserError
from borderSim.hindcast.observations import HOMICIDE_DEPARTMENTS, Observation, observations, rules
from borderSim.world import observed
from borderSim.world.history import month_index

ALL = observations()
HISTORY = observed()
FORECAST = {
    "ven_stock_total", "ven_stock_regular", "ven_stock_irregular", "ven_stock_in_process", "ven_stock_department",
    "ven_stock_municipal", "ppt_delivered_cumulative", "returns", "darien_irregular_transits_VEN",
    "col_exports_to_ven_fob", "col_imports_from_ven", "bilateral_trade_total", "col_exports_via_customs", "homicides",
    "eln_municipalities", "farc_dissident_municipalities", "agc_municipalities", "displaced_persons",
    "oil_output_direct", "coca_area", "ven_gdp_index",
}  # fmt: skip
SAME_NAME = {
    "migration": ("ven_stock_total", "ven_stock_regular", "ven_stock_irregular", "ven_stock_in_process"),
    "northbound": ("darien_irregular_transits_VEN",),
    "trade": ("col_exports_to_ven_fob", "col_imports_from_ven", "bilateral_trade_total", "col_exports_via_customs"),
    "conflict": ("eln_municipalities", "farc_dissident_municipalities", "agc_municipalities"),
}  # fmt: skip


def of(variable, code=None):
    """Value by date of one variable, at one place."""
    return {o.date: o.value for o in observations(variables=(variable,)) if code in (None, o.code)}


def tidy(table, variable, place=""):
    """Value by date as the packaged tidy table has it, from 2012 on, dated by month."""
    found = {}
    for row in rows(f"observed/{table}.csv"):
        if row["variable"] == variable and place in row["place"] and row["date"] >= "2012":
            found["..".join(day[:7] for day in row["date"].split(".."))] = float(row["value"])
    return found


class TestRules:
    def test_every_variable_of_the_forecast_has_one_and_rows(self):
        names = [row["variable"] for row in rows("observed/observation_rules.csv")]
        assert len(names) == len(set(names))
        assert set(rules()) == FORECAST == {o.variable for o in ALL}

    @pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.variable)
    def test_a_rule_is_whole(self, rule):
        assert rule.kind in ("stock", "flow", "cumulative", "mean")
        assert 0 < rule.count_sd < 1
        assert 0 < rule.model_sd <= 1
        assert rule.memory > 0
        assert rule.offset >= 0
        assert rule.status in ("verified", "memory", "judgement")
        assert rule.label_en != rule.label_es
        assert all((rule.definition, rule.source, rule.unit, rule.unit_es))

    def test_only_oil_is_imposed_and_what_is_imposed_is_not_fitted(self):
        assert [name for name, rule in rules().items() if rule.driver] == ["oil_output_direct"]
        assert not any(rule.fit for rule in rules().values() if rule.driver)

    def test_count_errors_agree_with_those_of_a_warm_start(self):
        parts = {"ven_stock_total": "people", "col_exports_to_ven_fob": "trade", "eln_municipalities": "presence",
                 "coca_area": "coca"}  # fmt: skip
        for variable, part in parts.items():
            assert rules()[variable].count_sd == parameters()[f"count_error_{part}"].central

    def test_a_count_of_zero_can_be_compared(self):
        zeros = {o.variable for o in ALL if o.value == 0}
        assert zeros == {"col_exports_via_customs", "homicides", "ven_stock_municipal"}
        assert all(rules()[name].offset > 0 for name in zeros)


class TestRows:
    def test_no_count_is_there_twice(self):
        counted = Counter((o.variable, o.code, o.date) for o in ALL)
        assert [key for key, number in counted.items() if number > 1] == []

    def test_every_row_has_a_rule_a_source_and_a_quality(self):
        for o in ALL:
            assert o.variable in rules()
            assert o.source
            assert o.code
            assert o.quality in ("counted", "press", "rounded", "computed", "ambiguous")
            assert math.isfinite(o.value)
            assert o.value >= 0
            assert 0 < o.count_sd < 1

    def test_periods_parse_and_stay_within_the_record(self):
        for o in ALL:
            assert 0 <= o.first <= o.last < month_index("2026-01")
            yearly = "municipalities" in o.variable or o.variable == "coca_area"
            if rules()[o.variable].kind in ("stock", "cumulative") and not yearly:
                assert o.first == o.last

    def test_ambiguous_rows_are_not_fitted_and_say_why(self):
        ambiguous = [o for o in ALL if o.quality == "ambiguous"]
        assert len(ambiguous) == 7
        assert not any(o.fit for o in ambiguous)
        assert all(o.note for o in ambiguous)

    def test_what_is_not_fitted_says_why_in_its_row_or_its_rule(self):
        assert all(o.note or not rules()[o.variable].fit for o in ALL if not o.fit)
        assert not any(o.fit for o in ALL if not rules()[o.variable].fit)

    @pytest.mark.parametrize(("text", "first", "last", "ends"), [
        ("2012", 0, 11, date(2012, 12, 31)),
        ("2020-02", 97, 97, date(2020, 2, 29)),
        ("2015-09..2016-09", 44, 56, date(2016, 9, 30)),
        ("2015..2016", 36, 59, date(2016, 12, 31)),
    ])  # fmt: skip
    def test_months_of_a_period(self, text, first, last, ends):
        o = Observation("returns", "COL", text, 1.0, "made", "counted")
        assert (o.first, o.last, o.ends) == (first, last, ends)


class TestUntil:
    @given(until=st.dates(date(2011, 12, 1), date(2026, 2, 1)))
    def test_only_periods_that_have_ended(self, until):
        kept = observations(until)
        assert set(kept) == {o for o in ALL if o.ends <= until}
        assert not any((o.ends + timedelta(days=1)).day != 1 for o in kept)

    @given(days=st.lists(st.dates(date(2011, 12, 1), date(2026, 2, 1)), min_size=2, max_size=2).map(sorted))
    def test_a_later_date_only_adds(self, days):
        assert set(observations(days[0])) <= set(observations(days[1]))

    def test_a_year_is_not_known_before_its_last_day(self):
        exports = {o.date for o in observations(date(2021, 12, 30), ("col_exports_to_ven_fob",))}
        assert "2021" not in exports
        assert "2019" in exports
        assert "2021" in {o.date for o in observations(date(2021, 12, 31), ("col_exports_to_ven_fob",))}

    def test_variables_are_kept_in_the_order_of_the_rules(self):
        chosen = observations(variables=("coca_area", "returns"))
        assert [o.variable for o in chosen] == ["returns"] * 2 + ["coca_area"] * 10

    def test_unknown_variables_are_refused_all_at_once(self):
        with pytest.raises(UserError) as caught:
            observations(variables=("ven_stok_total", "returns", "cocaa_area"))
        assert len(caught.value.problems) == 2
        assert "did you mean ven_stock_total" in str(caught.value)
        assert "coca_area" in str(caught.value)


class TestAgainstTheTidyTables:
    @pytest.mark.parametrize(("table", "variable"), [(t, v) for t, names in SAME_NAME.items() for v in names])
    def test_rows_that_keep_their_name(self, table, variable):
        assert of(variable) == tidy(table, variable)

    def test_coca_of_the_country_only(self):
        assert of("coca_area") == tidy("conflict", "coca_area", "Colombia")

    def test_oil_by_month_only(self):
        months = {d: v for d, v in tidy("economy", "oil_output_direct").items() if len(d) == 7}
        assert of("oil_output_direct") == months

    def test_returns_are_those_of_the_pandemic(self):
        assert of("returns") == tidy("migration", "covid_returns_cumulative")

    def test_full_counts_by_municipality_and_their_sums(self):
        for date_, row in zip(("2021-01", "2021-08", "2022-02"), HISTORY.municipal, strict=True):
            municipal = [o.value for o in observations(variables=("ven_stock_municipal",)) if o.date == date_]
            department = [o.value for o in observations(variables=("ven_stock_department",)) if o.date == date_]
            assert municipal == list(row)
            assert len(department) == 33
            assert sum(department) == row.sum() == of("ven_stock_total")[date_]

    def test_status_adds_up_to_the_total(self):
        total, regular, irregular = (of(f"ven_stock_{name}") for name in ("total", "regular", "irregular"))
        process = of("ven_stock_in_process")
        for month in regular:
            parts = regular[month] + irregular[month] + process.get(month, 0.0)
            assert parts == pytest.approx(total[month], rel=2e-3)

    @pytest.mark.parametrize("code", HOMICIDE_DEPARTMENTS)
    def test_homicides_of_ten_years(self, code):
        column = [float(row[f"CO{code}"]) for row in rows("observed/homicides_by_department.csv")]
        assert list(of("homicides", code).values()) == column
        assert len(column) == 120

    def test_permits_at_a_months_end_follow_the_counts_before_it(self):
        counts = tidy_days("ppt_delivered_cumulative")
        january = counts["2022-01-24"] + 7 / 7 * (counts["2022-01-24"] - counts["2022-01-17"])
        march = counts["2022-03-16"] + 15 / 51 * (counts["2022-03-16"] - counts["2022-01-24"])
        later = tidy("migration", "ppt_cumulative")
        assert of("ppt_delivered_cumulative") == {"2022-01": round(january), "2022-03": round(march)} | later

    def test_displacement_is_the_registers_difference_mass_events_or_catatumbo(self):
        stock = dict(zip(HISTORY.displaced_years, HISTORY.displaced, strict=True))
        national, mass = of("displaced_persons", "COL"), tidy("conflict", "mass_displacement_persons")
        assert national == {str(y): stock[y] - stock[y - 1] for y in range(2017, 2021)} | mass
        catatumbo = tidy("conflict", "catatumbo_displaced_cumulative")["2025-03"]
        assert of("displaced_persons", "54") == {"2025-01..2025-03": catatumbo}


class TestTraps:
    def test_the_record_has_no_end_year_stock_of_unhcr_beside_the_dated_counts(self):
        assert not {"2021-12", "2022-12"} & set(of("ven_stock_total"))

    def test_importer_side_trade_is_not_joined(self):
        assert not any("Correlates of War" in o.source for o in ALL)
        assert "2013" not in of("col_exports_to_ven_fob")

    def test_presence_is_of_one_method_and_not_of_the_old_farc(self):
        names = [name for name in rules() if name.endswith("_municipalities")]
        presence = observations(variables=tuple(names))
        assert [(o.variable, o.date) for o in presence if o.date < "2019" or "Indepaz" in o.source] == []

    def test_no_sum_is_fitted_beside_both_of_its_parts(self):
        fitted = {(o.variable, o.date) for o in ALL if o.fit}
        for total, parts in (("bilateral_trade_total", ("col_exports_to_ven_fob", "col_imports_from_ven")),
                             ("ven_stock_total", ("ven_stock_regular", "ven_stock_irregular"))):  # fmt: skip
            assert [d for name, d in fitted if name == total and all((p, d) in fitted for p in parts)] == []

    def test_every_fitted_part_has_its_whole_in_the_same_month(self):
        wholes = {(o.variable, o.code, o.last) for o in ALL}
        parts = [o for o in ALL if o.fit and rules()[o.variable].share_of]
        assert len(parts) > 100
        assert all((rules()[o.variable].share_of, "COL", o.last) in wholes for o in parts)

    def test_nothing_after_2021_but_what_the_sources_print(self):
        assert Counter(o.variable for o in ALL if o.last >= month_index("2022-01")) == {
            "ven_stock_total": 3, "ven_stock_irregular": 1, "ven_stock_department": 33, "ven_stock_municipal": 1122,
            "ppt_delivered_cumulative": 3, "darien_irregular_transits_VEN": 9, "col_exports_to_ven_fob": 2,
            "eln_municipalities": 1, "farc_dissident_municipalities": 1, "agc_municipalities": 1,
            "displaced_persons": 1, "oil_output_direct": 17, "coca_area": 1, "ven_gdp_index": 4,
        }  # fmt: skip


def tidy_days(variable):
    """Value by full date of a variable of migration.csv."""
    return {row["date"]: float(row["value"]) for row in rows("observed/migration.csv") if row["variable"] == variable}
