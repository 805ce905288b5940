"""Shares of the spread by parameters, events and structure, on differences made to measure."""

import csv

import numpy as np
import pytest

from borderSim.analysis.shares import FEWEST, correlation, explained, shares, write_shares
from borderSim.results.data import RunData

MEMBERS, REPEATED = 4000, 2000


def made(by_number, by_chance, by_structure, members=MEMBERS, repeated=REPEATED):
    """A run whose paired difference is a weighted sum of a number, of chance and of a structural choice."""
    rng = np.random.default_rng(3)
    number, choice = rng.normal(size=members), rng.integers(0, 2, members).astype(float)
    chance = rng.normal(size=(2, members))
    gaps = by_number * number + by_chance * chance + by_structure * 2 * (choice - 0.5)
    series = [np.stack([gap, np.zeros_like(gap)])[:, :, None] for gap in gaps]
    return RunData(
        scenarios=("policy", "reference"),
        members=np.arange(members),
        months=["2025-01"],
        national={"arrivals": series[0]},
        structure={"structure_pact_wars": choice, "structure_affordability": np.ones(members)},
        again={"arrivals": series[1][:, :repeated]},
    )


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ((1, 0, 0), (1, 0, 0)),
        ((0, 1, 0), (0, 1, 0)),
        ((0, 0.05, 1), (0, 1 / 4, 3 / 4)),
        ((1, 1, 1), (1 / 3, 1 / 3, 1 / 3)),
    ],
)
def test_the_shares_are_those_that_made_the_difference(weights, expected):
    """Two separate halves: the ranks within each, a quarter of the variance of all ranks, are chance."""
    (row,) = shares(made(*weights))
    found = (row.parameters, row.events, row.structure)
    assert sum(found) == pytest.approx(1)
    assert found == pytest.approx(expected, abs=0.1)
    assert row.events_low - 1e-9 <= row.events <= row.events_high + 1e-9


def test_without_repeated_members_there_are_no_shares():
    assert shares(made(1, 1, 1, members=20, repeated=FEWEST - 1)) == []


def test_a_difference_that_no_member_has_has_no_row():
    assert shares(made(0, 0, 0)) == []


def test_the_interval_holds_the_correlation_in_about_90_of_100_samples():
    rng, truth, inside = np.random.default_rng(0), 0.6, 0
    for _ in range(300):
        first = rng.normal(size=64)
        second = truth * first + np.sqrt(1 - truth**2) * rng.normal(size=64)
        _, low, high = correlation(first, second)
        inside += low <= 6 / np.pi * np.arcsin(truth / 2) <= high  # Spearman's of a normal pair
    assert 0.8 < inside / 300 < 0.97


def test_choices_that_do_not_vary_explain_nothing():
    assert explained(np.arange(10.0), {"structure_pact_wars": np.ones(10)}) == 0


def test_a_choice_unrelated_to_the_difference_explains_next_to_nothing():
    rng = np.random.default_rng(1)
    found = explained(rng.normal(size=2000), {"structure_pact_wars": rng.integers(0, 2, 2000)})
    assert found < 0.01


def test_the_table_is_written_with_its_columns(tmp_path):
    rows = shares(made(1, 1, 0))
    with write_shares(rows, tmp_path / "variance.csv").open(encoding="utf-8") as stream:
        (line,) = csv.DictReader(stream)
    assert line["indicator"] == "arrivals"
    assert float(line["events"]) == pytest.approx(rows[0].events)
