"""Ranges that know later years are widened, and nothing else about a parameter changes."""

from dataclasses import replace

import numpy as np
import pytest

from borderSim import catalogue
from borderSim.catalogue.distributions import quantile, support
from borderSim.catalogue.hindsight import knows_later, stretched, widened

U = np.linspace(0.0005, 0.9995, 101)
YEARS = range(2012, 2026)


@pytest.mark.parametrize("year", YEARS)
def test_every_parameter_is_widened_as_it_should(year):
    for name, parameter in catalogue.parameters().items():
        wide = widened(parameter, year)
        assert replace(wide, low=parameter.low, high=parameter.high) == parameter
        assert wide.low <= parameter.low <= parameter.high <= wide.high, name
        assert support(wide) == support(parameter), name
        assert not (parameter.high <= 0 < wide.high), name
        values = quantile(wide, U)
        lowest, highest = support(parameter)
        assert np.all(np.isfinite(values) & (values >= lowest) & (values <= highest)), name
        assert np.all(np.diff(values) >= 0), name
        first = catalogue.parameters()["hindsight_first_year"].central
        known = parameter.informed_until < max(year + 1, first) or parameter.distribution in ("fixed", "switch")
        full = (parameter.low, parameter.high) == support(parameter)
        assert (wide == parameter) if known or full else (wide.high - wide.low > parameter.high - parameter.low), name


@pytest.mark.parametrize("year", YEARS)
def test_the_names_are_those_that_know_later_years(year):
    later = knows_later(year)
    assert set(later) == {n for n, p in catalogue.parameters().items() if p.informed_until > year}
    assert set(later) <= set(knows_later(year - 1))


def made(distribution, low, central, high, unit="1"):
    known = catalogue.parameters()["war_onset_hazard"]
    return replace(
        known, distribution=distribution, low=low, central=central, high=high, unit=unit, informed_until=2025
    )


def test_the_scale_is_that_of_the_distribution():
    """Twice as far, by hand: odds of 1/3 become 1/9, a ratio of a half a quarter, a distance of 1 becomes 2."""
    assert catalogue.parameters()["hindsight_widening"].central == 2
    beta = widened(made("beta", 0.25, 0.5, 0.75, "share"), 2021)
    assert (beta.low, beta.high) == pytest.approx((0.1, 0.9))
    for family in ("gamma", "lognormal"):
        ratio = widened(made(family, 2.0, 4.0, 8.0), 2021)
        assert (ratio.low, ratio.high) == pytest.approx((1.0, 16.0))
    for family in ("normal", "triangular", "uniform"):
        distance = widened(made(family, -1.0, 0.5, 1.5), 2021)
        assert (distance.low, distance.high) == pytest.approx((-2.5, 2.5))


def test_a_bound_before_an_end_is_never_passed():
    share = widened(made("triangular", 0.25, 0.5, 1.0, "share"), 2021)
    assert (share.low, share.high) == pytest.approx((0.125, 1.0))
    negative = widened(made("triangular", -2.0, -1.0, -0.5), 2021)
    assert (negative.low, negative.high) == pytest.approx((-3.0, -0.25))
    assert widened(made("triangular", -2.0, -1.0, 0.0), 2021).high == 0


def test_a_stretched_range_ends_at_the_bounds():
    assert stretched(0.5, 0.4, 0.9, 2, (0, 1)) == pytest.approx((0.3, 1.0))
    assert stretched(0.0, 0.0, 0.1, 2, (0, 1)) == pytest.approx((0.0, 0.2))


class TestTables:
    def test_wars_and_incidents_are_outcomes_and_all_else_are_drivers(self):
        kinds = {(row.event, row.kind) for row in catalogue.event_history()}
        outcomes = {event for event, kind in kinds if kind == "outcome"}
        assert outcomes == {"war_onset", "incident"}
        assert {kind for _, kind in kinds} == {"driver", "outcome"}
        assert not outcomes & {event for event, kind in kinds if kind == "driver"}

    def test_hindsight_is_a_year_that_a_value_can_know(self):
        """A value knows outcomes of its own time or later; one that answers an outcome needs no year."""
        rows = catalogue.lever_history()
        for row in rows:
            assert not (row.answer and row.hindsight), row
            assert not row.hindsight or int(row.date[:4]) <= row.hindsight <= 2025, row
        assert {row.lever for row in rows if row.hindsight} >= {"ppt_delivery_capacity", "darien_enforcement"}

    def test_a_value_with_hindsight_has_a_range_to_draw_from(self):
        assert all(row.low < row.high for row in catalogue.lever_history() if row.hindsight)
