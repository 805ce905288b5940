"""Windows and verdicts on made-up values, the words of a row, and the CSV."""

import csv
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderSim.catalogue.posterior import fitted
from borderSim.errors import UserError
from borderSim.validation import words
from borderSim.validation.export import COLUMNS, write_csv
from borderSim.validation.findings import Finding, counts, score, was_fitted
from borderSim.validation.table import facts

FACT = replace(facts()["F5"], low=25.0, high=60.0)
NOT_MODELLED = facts()["F23"]


def found(*values, fact=FACT, is_fitted=False):
    return Finding(fact, np.array(values, float), is_fitted)


def spread(low, high):
    """101 evenly spaced values: the median in the middle, 5% and 95% a twentieth of the way in."""
    return found(*np.linspace(low, high, 101))


class TestVerdict:
    @pytest.mark.parametrize(
        ("low", "high", "verdict"),
        [(0, 80, "inside"), (0, 40, "touches"), (50, 100, "touches"), (0, 26, "outside"), (60, 99, "outside")],
    )
    def test_median_then_band(self, low, high, verdict):
        assert spread(low, high).verdict == verdict

    def test_ends_of_the_window_belong_to_it(self):
        assert found(25.0, 25.0).verdict == found(60.0, 60.0).verdict == "inside"

    def test_an_open_end_is_never_crossed(self):
        at_least = replace(FACT, high=math.inf)
        assert found(1e12, fact=at_least).verdict == "inside"
        assert found(24.0, fact=at_least).verdict == "outside"

    def test_what_has_no_value_is_outside_and_what_is_not_modelled_is_neither(self):
        assert found(np.nan, np.nan).verdict == "outside"
        assert found(fact=NOT_MODELLED).verdict == "not_modelled"

    def test_members_without_a_value_leave_the_band_alone_and_are_not_inside(self):
        one = found(30.0, np.nan, 40.0, 50.0)
        assert one.band[1] == 40.0
        assert one.inside.tolist() == [True, False, True, True]

    @given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30), st.floats(-1e5, 1e5), st.floats(0, 1e5))
    def test_the_verdict_follows_from_the_band(self, values, low, width):
        one = found(*values, fact=replace(FACT, low=low, high=low + width))
        five, middle, most = one.band
        assert five <= middle <= most
        touches = five <= low + width and most >= low
        assert (one.verdict == "outside") == (not touches)
        assert (one.verdict == "inside") == (low <= middle <= low + width)


class TestFitted:
    def posterior(self, until, *variables):
        manifest = {"until": until, "variables": list(variables)}
        return fitted("made", ["trade_elasticity_short"], np.array([[-1.0], [1.0]]), manifest)

    def test_the_prior_is_fitted_to_nothing(self):
        assert not any(was_fitted(fact, None) for fact in facts().values())

    def test_the_variable_and_the_date_decide(self):
        exports_2019 = facts()["F2.exports_2019"]
        assert was_fitted(exports_2019, self.posterior("2019-12-31", "col_exports_to_ven_fob"))
        assert not was_fitted(exports_2019, self.posterior("2018-12-31", "col_exports_to_ven_fob"))
        assert not was_fitted(exports_2019, self.posterior("2021-12-31", "ven_stock_total"))
        assert not was_fitted(facts()["F25"], self.posterior("2025-12-31", "col_exports_to_ven_fob"))


class TestSums:
    def test_counts_leave_out_what_is_not_modelled_and_tests_what_was_fitted(self):
        seen = replace(FACT, mark="seen")
        test = replace(FACT, mark="test")
        rows = [
            found(30, fact=test),
            found(30, fact=test, is_fitted=True),
            found(99, fact=seen),
            found(fact=NOT_MODELLED),
        ]
        assert list(counts(rows)) == [("all", 2, 3), ("tests", 1, 1)]

    def test_the_score_is_each_members_share_of_facts(self):
        rows = [found(30, 99), found(30, 30), found(99, 99), found(30), found(fact=NOT_MODELLED)]
        assert score(rows).tolist() == pytest.approx([2 / 3, 1 / 3])


class TestWords:
    @pytest.mark.parametrize(
        ("value", "en", "es"),
        [(0, "0", "0"), (1234567, "1,230,000", "1.230.000"), (-96.04, "−96", "−96"), (0.12345, "0.123", "0,123"),
         (36.14, "36.1", "36,1"), (math.nan, "—", "—"), (200.0, "200", "200"), (999.9, "1,000", "1.000")],
    )  # fmt: skip
    def test_numbers(self, value, en, es):
        assert (words.number(value, "en"), words.number(value, "es")) == (en, es)

    def test_cells_in_both_languages(self):
        one = spread(0, 80)
        assert words.cells(one, "en")[2:] == ["25 .. 60 %", "40 [4, 76]", "44%", "seen", "inside"]
        assert words.cells(one, "es")[2:] == ["25 .. 60 %", "40 [4, 76]", "44 %", "visto", "dentro"]

    def test_one_number_over_all_members_has_no_share(self):
        assert words.cells(found(30.0), "en")[3:5] == ["30", "—"]

    def test_an_open_window_and_a_fact_that_is_not_modelled(self):
        assert words.window(replace(FACT, high=math.inf), "en") == "≥ 25 %"
        assert words.window(replace(FACT, low=-math.inf), "es") == "≤ 60 %"
        row = words.cells(found(fact=NOT_MODELLED), "es")
        assert row[3:] == ["—", "—", "—", "no se modela"]
        assert NOT_MODELLED.note_es in row[1]

    def test_every_word_is_there_twice(self):
        assert all(len(pair) == 2 and pair[0] and pair[1] for pair in words.WORDS.values())


class TestCsv:
    def test_a_row_per_fact_with_empty_cells_for_what_is_not_known(self, tmp_path):
        path = tmp_path / "facts.csv"
        write_csv([spread(0, 80), found(fact=NOT_MODELLED), found(30.0)], "en", path)
        with open(path, encoding="utf-8", newline="") as file:
            first, second, third = csv.DictReader(file)
        assert tuple(first) == COLUMNS
        assert [first[key] for key in ("q05", "median", "q95", "low", "high")] == ["4", "40", "76", "25", "60"]
        assert float(first["share_inside"]) == pytest.approx(44 / 101, abs=1e-6)
        assert [second[key] for key in ("median", "share_inside", "verdict")] == ["", "", "not_modelled"]
        assert third["share_inside"] == ""

    def test_nothing_is_left_where_it_cannot_be_written(self, tmp_path):
        (tmp_path / "facts.csv").mkdir()
        with pytest.raises(UserError, match=r"facts\.csv"):
            write_csv([found(30.0)], "en", tmp_path / "facts.csv")
        assert [path.name for path in tmp_path.iterdir()] == ["facts.csv"]
