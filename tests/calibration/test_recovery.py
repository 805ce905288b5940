"""Recovery: ranks and intervals by hand, the packaged parts, and truths of a small part found again by the model."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom, chisquare

from borderSim import catalogue
from borderSim.calibration import recovery, recovery_table
from borderSim.calibration.fit import FitOptions
from borderSim.calibration.space import NOT_FITTED
from borderSim.errors import UserError
from borderSim.hindcast.observations import rules
from borderSim.hindcast.operators import OPERATORS

MONTHS, FITS = 30, 8
SMALL = FitOptions(members=39, steps=2, pairs=8, threshold=2.5, seed=4)


@pytest.fixture(scope="module")
def small():
    """The part of trade over its first months, recovered a few times."""
    whole = recovery.part("trade")
    part = replace(whole, counts=tuple(count for count in whole.counts if count.last < MONTHS))
    return recovery.recover(part, SMALL, FITS)


def test_the_truths_of_a_small_part_are_covered(small):
    moved = small.informed.astype(bool)
    assert moved.any(axis=1).all()
    for share in (0.5, 0.9):
        hits = recovery.inside(small.ranks, small.members, share)[moved].sum()
        low, high = binom.ppf([0.0005, 0.9995], moved.sum(), share)
        assert low <= hits <= high


def test_the_fit_learns_which_truth_it_was(small):
    moved = small.informed.astype(bool)
    assert np.corrcoef(small.truths[moved], small.means[moved])[0, 1] > 0.25
    assert small.spreads[moved].mean() < 0.95
    assert np.abs(small.means[~moved]).mean() < 0.5


def test_each_record_is_fitted_with_members_of_its_own(small):
    assert len(np.unique(small.means, axis=0)) == FITS
    assert len(np.unique(small.truths, axis=0)) == FITS


def test_made_up_counts_are_those_of_the_truth_and_repeat():
    part = recovery.part("trade")
    part = replace(part, counts=tuple(count for count in part.counts if count.last < 15))
    options = part.options(SMALL)
    truths, logs = recovery.made_up(part.counts, options, 3)
    again = recovery.made_up(part.counts, options, 2)
    np.testing.assert_array_equal(truths[:2], again[0])
    np.testing.assert_array_equal(logs[:2], again[1])
    assert logs.shape == (3, len(part.counts))
    assert np.isfinite(logs).all()


def test_the_parts_name_what_exists():
    assert set(recovery.parts()) == {"migration", "permits", "trade", "groups"}
    for part in recovery.parts().values():
        known = catalogue.parameters()
        assert all(known[name].distribution not in NOT_FITTED for name in part.parameters)
        assert 5 <= len(part.parameters) <= 10
        assert {count.variable for count in part.counts} <= set(OPERATORS)
        assert all(not rules()[count.variable].driver for count in part.counts)


def test_counts_of_a_flow_cover_the_months_between():
    part = recovery.part("trade")
    quarters = [count for count in part.counts if count.variable == "col_exports_to_ven_fob"]
    assert {count.last - count.first for count in quarters} == {2}
    assert quarters[0].date == "2013-01..2013-03"
    stocks = [count for count in recovery.part("migration").counts if rules()[count.variable].kind == "stock"]
    assert all(count.first == count.last for count in stocks)


def test_a_part_that_is_not_there_names_the_nearest():
    with pytest.raises(UserError, match="trade"):
        recovery.part("trad")


def test_an_interval_holds_its_share_of_the_ranks():
    ranks = np.arange(80)
    assert recovery.inside(ranks, 79, 0.9).sum() == 72
    assert recovery.inside(ranks, 79, 0.5).sum() == 40
    assert recovery.inside(ranks, 79, 1.0).all()
    assert not recovery.inside(np.array([0, 79]), 79, 0.9).any()


def table(ranks, informed=None, broke=0):
    """A table of one parameter with given ranks of 79 members."""
    size = len(ranks)
    mean = np.where(np.arange(size) < broke, np.nan, 0.0)
    given = np.ones(size, bool) if informed is None else informed
    return pd.DataFrame(
        {"part": "trade", "replicate": np.arange(size), "parameter": "gdp_trend_growth", "members": 79, "rank": ranks,
         "informed": given, "truth": 0.0, "mean": mean, "spread": 0.5}
    )  # fmt: skip


def test_uniform_ranks_pass_and_piled_up_ranks_do_not():
    uniform = np.tile(np.arange(80), 5)
    good = recovery_table.summary(table(uniform)).iloc[0]
    assert good["p"] == pytest.approx(1.0)
    assert good["inside_90"] == pytest.approx(0.9)
    assert good["inside_90_low"] < 0.9 < good["inside_90_high"]
    bad = recovery_table.summary(table(uniform // 4)).iloc[0]
    assert bad["p"] < 1e-6
    assert bad["inside_50"] < 0.01 < bad["inside_90"]


def test_the_p_value_is_that_of_equal_bars():
    ranks = np.repeat([0, 20, 40, 60], [9, 3, 5, 3])
    assert recovery_table.summary(table(ranks)).iloc[0]["p"] == pytest.approx(chisquare([9, 3, 5, 3]).pvalue)


def test_broken_fits_and_parameters_without_data_are_counted_and_left_out():
    ranks = np.tile([0, 40], 10)
    row = recovery_table.summary(table(ranks, informed=np.tile([False, True], 10), broke=4)).iloc[0]
    assert (row["fits"], row["broke"]) == (20, 4)
    assert row["informed"] == 0.5
    assert row["inside_50"] == 1.0


def test_a_parameter_that_no_count_moved_has_no_coverage():
    row = recovery_table.summary(table(np.arange(20), informed=np.zeros(20, bool))).iloc[1]
    assert row["informed"] == 0
    assert np.isnan(row["inside_90"])
    assert np.isnan(row["p"])


def test_the_table_has_a_row_for_each_fit_and_parameter(small):
    found = small.table("trade")
    assert len(found) == FITS * len(small.names)
    cell = found[(found["replicate"] == 3) & (found["parameter"] == small.names[2])].iloc[0]
    assert cell["rank"] == small.ranks[3, 2]
    assert cell["truth"] == small.truths[3, 2]
    assert [shown.label for shown in recovery_table.histograms(found)] == [recovery_table.ALL, *small.names]
