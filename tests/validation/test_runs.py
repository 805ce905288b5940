"""Courses by hand, and the runs: which months each has, the same numbers however they are cut."""

from datetime import date

import numpy as np
import pytest

from borderSim.engine.dates import month_index
from borderSim.engine.knowledge import EVERYTHING
from borderSim.engine.members import draw
from borderSim.engine.noise import Noise
from borderSim.validation import people_facts
from borderSim.validation import runs as runs_module
from borderSim.validation.course import Course
from borderSim.validation.findings import findings
from borderSim.validation.table import facts

from .conftest import MEMBERS, UNTIL


def course(first, months, **names):
    return Course(first, {name: value + np.arange(months)[:, None] * np.ones((1, 3)) for name, value in names.items()})


class TestCourse:
    def test_months_years_and_sums_are_read_by_date(self):
        one = course(12, 24, flow=0.0)
        assert one.at("flow", 2013, 3).tolist() == [2.0] * 3
        assert one.year("flow", 2014).tolist() == [sum(range(12, 24))] * 3
        assert one.mean("flow", (2013, 2), 3).tolist() == [2.0] * 3

    def test_a_month_outside_the_run_is_an_error_not_a_wrong_number(self):
        one = course(12, 24, flow=0.0)
        with pytest.raises(ValueError, match="2012-12 lies before"):
            one.at("flow", 2012, 12)
        with pytest.raises(ValueError, match="the run ends"):
            one.sum("flow", (2014, 2), 12)
        with pytest.raises(IndexError):
            one.at("flow", 2015, 1)

    def test_a_later_course_goes_on_and_what_it_alone_has_is_unknown_before(self):
        whole = course(0, 12, flow=0.0).then(course(12, 6, flow=100.0, fights=7.0))
        assert whole.at("flow", 2012, 12)[0] == 11
        assert whole.at("flow", 2013, 1)[0] == 100
        assert np.isnan(whole.at("fights", 2012, 12)).all()
        assert whole.at("fights", 2013, 1)[0] == 7

    def test_members_are_put_side_by_side(self):
        both = Course.joined([course(0, 3, flow=0.0), course(0, 3, flow=10.0)])
        assert both.at("flow", 2012, 2).tolist() == [1.0] * 3 + [11.0] * 3


def test_permits_between_two_months_are_a_straight_line():
    first = month_index(UNTIL.replace(year=2021, month=1, day=1))
    series = 100.0 * np.arange(24)[:, None]
    known = Course(first, {"permits_delivered": series})
    on_the_first, mid_april = (people_facts.delivered({"known": known}, day) for day in ("2022-04-01", "2022-04-16"))
    assert on_the_first[0] == series[14, 0] - series[4, 0]
    assert mid_april[0] == pytest.approx(on_the_first[0] + 50)


class TestRuns:
    def test_every_run_covers_its_months(self, runs):
        spans = {name: (one.first, one.first + len(one.series["strength"])) for name, one in runs.courses.items()}
        assert spans["free"] == (0, 122)
        assert spans["known"] == (0, 162)
        assert spans["placebo"] == spans["no_talks"] == (120, 162)
        assert spans["today"] == (162, 222)
        assert spans["lifted"] == (162, 342)

    def test_every_modelled_fact_has_a_number(self, runs):
        found = findings(runs, None)
        assert [one.fact.key for one in found] == list(facts())
        for one in found:
            assert len(one.values) == (0 if not one.fact.run else 1 if one.pooled else MEMBERS)
            assert not one.fact.run or np.isfinite(one.values).any(), one.fact.key

    def test_a_what_if_is_the_history_until_it_begins(self, runs):
        for name in ("venezuelans", "exports_to_ve", "strength"):
            assert runs["placebo"].at(name, 2022, 8) == pytest.approx(runs["known"].at(name, 2022, 8), rel=1e-12)
            assert runs["no_talks"].at(name, 2022, 7) == pytest.approx(runs["known"].at(name, 2022, 7), rel=1e-12)

    def test_a_what_if_changes_what_it_is_about(self, runs):
        assert (runs["placebo"].year("trucks_month", 2024) < runs["known"].year("trucks_month", 2024)).all()
        actions = [runs[name].mean("eln_actions", (2023, 9), 10) for name in ("known", "no_talks")]
        assert (actions[0] < actions[1]).all()
        assert (runs["lifted"].at("trade_total", 2040, 6) > runs["still"].at("trade_total", 2040, 6)).all()

    def test_counts_move_the_run_with_them_and_leave_the_free_one(self, runs):
        free, known = (runs[name].year("exports_to_ve", 2019) for name in ("free", "known"))
        assert (free != known).all()

    def test_only_counts_before_the_cut_off_move_the_run(self):
        noise, end = Noise(1, np.arange(1)), date(2019, 7, 1)
        params = draw(noise, {})
        cuts = [month_index(date(year, 1, 1)) for year in (2015, 2018, 2019)]
        early, middle, late = (runs_module._history(noise, params, cut, end, EVERYTHING)[0] for cut in cuts)
        for name in ("venezuelans_counted", "exports_to_ve"):
            assert early.at(name, 2014, 12) == middle.at(name, 2014, 12) == late.at(name, 2014, 12)
            assert middle.at(name, 2018, 1) == late.at(name, 2018, 1)
        assert early.at("venezuelans_counted", 2018, 1) != middle.at("venezuelans_counted", 2018, 1)
        assert middle.at("venezuelans_counted", 2019, 6) != late.at("venezuelans_counted", 2019, 6)

    def test_a_member_alone_has_the_same_numbers(self, runs):
        alone = run_one(member=1)
        for name, one in runs.courses.items():
            for series, rows in one.series.items():
                other = alone[name].series[series][:, 0]
                assert rows[:, 1] == pytest.approx(other, rel=1e-9, nan_ok=True), f"{name} {series}"


def run_one(member):
    counts_until = month_index(UNTIL) + 1
    return runs_module.run_block(runs_module.Block(np.array([member]), "prior", 1, counts_until))
