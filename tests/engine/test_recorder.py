"""Municipal stocks at the ends of chosen months, beside series that do not know of them."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from borderSim.engine.dates import month_date, month_index
from borderSim.experiment.block import Block, run_block
from borderSim.scenario import load_scenario

from ..whole.lab import SCENARIOS, set_lever

START, MONTHS, MEMBERS = date(2012, 1, 1), 9, 3
FIRST = month_index(START)
PLAIN = replace(load_scenario(SCENARIOS / "today.yaml"), start=START, end=month_date(FIRST + MONTHS))
OPEN = replace(PLAIN, name="open", changes=(set_lever("border_open_people", "2012-05-01", 0.1),))


def run(scenarios=(PLAIN, OPEN), **more):
    return run_block(Block(scenarios, np.arange(MEMBERS), 1, "float32", **more))


@pytest.fixture(scope="module")
def every_month():
    return run(place_months=tuple(range(FIRST, FIRST + MONTHS)))


def test_no_months_no_series_and_all_else_is_the_same_bytes(every_month):
    plain = run()
    assert plain.place_series == {}
    for part in ("national", "department", "place"):
        one, other = getattr(plain, part), getattr(every_month, part)
        assert one.keys() == other.keys()
        assert all(one[name].tobytes() == other[name].tobytes() for name in one)


def test_the_last_month_is_the_end_of_the_run(every_month):
    series = every_month.place_series["venezuelans"]
    assert series.shape == (2, MEMBERS, MONTHS, every_month.place["venezuelans"].shape[-1])
    assert series.dtype == np.float32
    assert series[:, :, -1].tobytes() == every_month.place["venezuelans"].tobytes()


@pytest.mark.parametrize("until", [3, 6])
def test_a_month_is_the_end_of_a_run_that_ends_there(every_month, until):
    """Whether the scenarios are still one by then (3) or have parted (6)."""
    end = month_date(FIRST + until)
    short = run([replace(scenario, end=end) for scenario in (PLAIN, OPEN)])
    series = every_month.place_series["venezuelans"]
    assert np.ascontiguousarray(series[:, :, until - 1]).tobytes() == short.place["venezuelans"].tobytes()


def test_chosen_months_come_in_the_order_of_time(every_month):
    chosen = (FIRST + 6, FIRST, FIRST + MONTHS - 1, FIRST + 99)
    series = run(place_months=chosen, places=False).place_series["venezuelans"]
    assert series.tobytes() == every_month.place_series["venezuelans"][:, :, [0, 6, MONTHS - 1]].tobytes()


def test_scenarios_differ_only_after_they_part(every_month):
    plain, opened = every_month.place_series["venezuelans"]
    same = [bool((plain[:, k] == opened[:, k]).all()) for k in range(MONTHS)]
    assert same[:4] == [True] * 4
    assert not same[-1]
