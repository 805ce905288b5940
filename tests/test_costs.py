"""The cost of a package: integrals by hand, the budget's closed form, the table, and where the sum is shown."""

import dataclasses
import importlib.util
import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from borderSim import catalogue
from borderSim.analysis.costs import Priced, level_for, package, quantity
from borderSim.catalogue import costs, entries, lever_history, levers
from borderSim.cli.costs import last_count, register
from borderSim.errors import UserError
from borderSim.report.context import Context
from borderSim.report.costs import (
    cost_lines,
    cost_rows,
    packages,
    read_packages,
    scenario_package,
    sentence,
    write_costs,
)
from borderSim.report.html import Gallery, Provenance, page
from borderSim.scenario import Distribution, LeverChange, Setting, load_scenario
from borderSim.scenario.level import conditional, monthly_gap, months, moved, path
from borderSim.scenario.parts import ConditionalEvent
from tests.report.story import BASELINE, REOPEN, scenario
from tests.results.synthetic import synthetic

REPOSITORY = Path(__file__).parents[1]
YEAR = [f"2026-{month:02d}" for month in range(1, 13)]
PRICED = [name for name, cost in costs().items() if cost.prices]


def made(*changes, **more):
    plain = scenario("made", ("Made", "Hecho"), changes, ())
    return dataclasses.replace(plain, start=date(2026, 1, 1), end=date(2027, 1, 1), **more)


HISTORY = made()


def change(lever, value, start="2026-01-01", **more):
    return LeverChange(lever, more.pop("places", None), date.fromisoformat(start), value, **more)


class TestTable:
    def test_every_lever_has_one_row(self):
        names = [row["lever"] for row in entries.rows("costs.csv")]
        assert sorted(names) == sorted(levers())
        assert list(costs()) == list(levers())

    @pytest.mark.parametrize("cost", costs().values(), ids=lambda cost: cost.lever)
    def test_a_price_is_whole_or_absent(self, cost):
        assert cost.source("en") != cost.source("es")
        assert cost.unit("es")
        if cost.prices is None:
            assert (cost.low, cost.central, cost.high, cost.per, cost.status) == (None, None, None, "", "none")
        else:
            assert 0 < cost.low <= cost.central <= cost.high
            assert cost.per in ("year", "migrant-year", "once")
            assert cost.status in ("verified", "definition", "judgement")
            assert levers()[cost.lever].kind == "policy"
            assert (cost.low == cost.high) == (cost.status == "definition")


class TestPackage:
    def test_money_a_year_for_half_a_year(self):
        found = package({"migrant_microcredit": [0.0] * 6 + [50.0] * 6}, [0.0] * 12)
        assert found.priced == (Priced("migrant_microcredit", 25.0, 25.0, 25.0, 25.0),)
        assert (found.low, found.central, found.high) == (25.0, 25.0, 25.0)

    def test_support_is_paid_for_each_migrant(self):
        # 100 USD a year for 1 million people in one half year, for 3 million in the other
        found = package({"host_support": [100.0] * 12}, [1e6] * 6 + [3e6] * 6)
        assert found.central == pytest.approx(100 * (0.5 * 1 + 0.5 * 3))

    def test_what_is_bought_once_is_paid_once_and_not_sold(self):
        cost = costs()["consulates_co_in_ve"]
        assert quantity(cost, [0, 3, 7, 7, 2], [0] * 5) == 7
        assert quantity(cost, [0, -3, -5], [0] * 3) == 0

    def test_a_lever_below_its_reference_saves(self):
        cost = costs()["ppt_delivery_capacity"]
        found = package({cost.lever: [-10_000.0] * 12}, [0.0] * 12)
        assert found.central == pytest.approx(-10_000 * cost.central)
        assert found.low == pytest.approx(-10_000 * cost.high)
        assert found.high == pytest.approx(-10_000 * cost.low)

    def test_policies_without_a_price_are_named_and_conditions_are_not(self):
        found = package({"crossing_integrity": [0.4], "oil_price": [10.0], "host_support": [1.0]}, [12e6])
        assert found.unpriced == ("crossing_integrity",)
        assert [item.lever for item in found.priced] == ["host_support"]
        assert found.central == pytest.approx(1.0)

    @given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=24), st.floats(0, 5))
    def test_the_cost_is_linear_in_the_gap(self, gap, factor):
        people = np.full(len(gap), 2e6)
        one, scaled = (package({"host_support": g}, people).central for g in (gap, [x * factor for x in gap]))
        assert scaled == pytest.approx(factor * one, abs=1e-6)

    @given(st.lists(st.floats(-50, 50), min_size=1, max_size=24))
    def test_low_and_high_hold_the_central(self, gap):
        found = package({"shelter_places": gap, "labour_integration": gap}, [1.0] * len(gap))
        assert found.low <= found.central <= found.high


class TestBudget:
    @pytest.mark.parametrize("name", [name for name in PRICED if name != "consulates_co_in_ve"])
    def test_the_level_spends_the_budget(self, name):
        lever, people = levers()[name], np.linspace(2e6, 3e6, 60)
        budget = package({name: [0.25 * (lever.upper - lever.default)] * 60}, people).central
        level = level_for(budget, name, lever.default, 60, float(people.mean()))
        assert package({name: [level - lever.default] * 60}, people).central == pytest.approx(budget)

    def test_what_is_bought_once_takes_no_time(self):
        assert level_for(6.0, "consulates_co_in_ve", 5.0, 60) == pytest.approx(15.0)

    def test_levers_without_a_price_are_refused(self):
        with pytest.raises(ValueError, match="no price"):
            level_for(10.0, "crossing_integrity", 0.4, 60)

    def test_a_budget_beyond_the_bounds_says_what_is_possible(self):
        with pytest.raises(ValueError, match="at most 1000"):
            level_for(2_000.0, "migrant_microcredit", 0.0, 60)


class TestPath:
    def test_a_ramp_is_read_at_noon_and_ends_on_its_value(self):
        one = path(made(change("migrant_microcredit", 120.0, ramp_months=12)), "migrant_microcredit")
        assert one.at(date(2025, 12, 31).toordinal() + 0.5) == 0
        assert one.at(date(2026, 1, 1).toordinal() + 0.5) == pytest.approx(120 * 0.5 / 365.25)
        assert one.at(date(2027, 6, 1).toordinal() + 0.5) == 120

    def test_a_ramp_costs_half_of_the_full_height(self):
        gap = monthly_gap(
            made(change("migrant_microcredit", 120.0, ramp_months=12)), HISTORY, "migrant_microcredit", YEAR
        )
        assert sum(gap) / 12 == pytest.approx(60, rel=1e-2)

    def test_a_pulse_lies_on_the_history_and_gives_it_back(self):
        pulse = made(change("ppt_delivery_capacity", 40_000.0, "2026-03-11", until=date(2026, 3, 21)))
        gap = monthly_gap(pulse, HISTORY, "ppt_delivery_capacity", YEAR)
        assert gap[2] == pytest.approx(30_000 * 10 / 31)
        assert sum(gap) == gap[2]

    def test_a_second_change_starts_where_the_first_one_stands(self):
        first = change("host_support", 900.0, ramp_months=12)
        second = change("host_support", 300.0, "2026-07-01", ramp_months=1)
        one = path(made(first, second), "host_support")
        turn = date(2026, 7, 1).toordinal() + 0.5
        assert one.at(turn) == pytest.approx(300 + 600 * 181.5 / 365.25, rel=2e-2)
        assert one.at(turn + 40) == 300

    def test_places_add_up(self):
        bays = made(change("customs_bays", 10.0, places=("simon_bolivar", "santander")))
        now = sum(
            path(HISTORY, "customs_bays", p).at(date(2026, 5, 1).toordinal()) for p in ("simon_bolivar", "santander")
        )
        assert monthly_gap(bays, HISTORY, "customs_bays", YEAR)[4] == pytest.approx(20 - now)

    def test_a_lag_counts_with_its_median(self):
        lag = Distribution("lognormal", 1.0, 3.0, 12.0)
        gap = monthly_gap(made(change("migrant_microcredit", 100.0, lag=lag)), HISTORY, "migrant_microcredit", YEAR)
        assert gap[1] == 0
        assert gap[4] == 100

    def test_a_change_to_what_holds_anyway_moves_nothing(self):
        assert moved(made(change("host_support", 300.0)), HISTORY) == []
        assert moved(HISTORY, HISTORY) == []

    def test_a_short_closure_is_seen(self):
        closed = made(change("border_open_people", 0.0, "2026-03-01", until=date(2026, 3, 4)))
        assert moved(closed, HISTORY) == ["border_open_people"]

    def test_levers_of_conditions_are_named_not_counted(self):
        event = ConditionalEvent(None, (Setting("host_support", None, 600.0),))
        one = made(conditions=(event,))
        assert conditional(one, HISTORY) == conditional(HISTORY, one) == ["host_support"]
        found = scenario_package(one, HISTORY, YEAR, [1e6] * 12)
        assert found.priced == ()
        assert "set by conditions: Support for host municipalities" in sentence(found, "en")

    def test_months_of_a_run(self):
        assert months(HISTORY) == YEAR

    def test_the_path_of_the_history_is_the_recorded_one(self):
        days = [date(2012, 1, 1).toordinal() + 30 * step + 0.5 for step in range(150)]
        for lever in ("oil_price", "crossing_hours", "sanctions_intensity"):
            recorded = [row for row in lever_history() if row.lever == lever]
            for day in days:
                past = [row.value for row in recorded if date.fromisoformat(row.date).toordinal() <= day]
                assert path(HISTORY, lever).at(day) == past[-1]


@pytest.mark.parametrize("lever", ["ppt_delivery_capacity", "labour_integration", "migrant_microcredit"])
def test_the_path_is_what_the_engine_runs(lever):
    """Monthly means of a shipped scenario, ramps and pulses among them, equal the calendar's exposures."""
    from borderSim import world
    from borderSim.engine import axes
    from borderSim.engine.dates import month_index
    from borderSim.engine.noise import Noise
    from borderSim.engine.timeline import Timeline

    ours = load_scenario(REPOSITORY / "scenarios" / "regularise_again.yaml")
    first, end = month_index(ours.start), month_index(ours.end)
    line = Timeline([ours], Noise(ours.seed, np.arange(1)), axes.ids(world.load()), range(first, end))
    engine = [line.exposure(month, line.start())[lever][0, 0] for month in range(first, end)]
    gap = monthly_gap(ours, made(change(lever, 0.0, "2012-01-01")), lever, months(ours))
    np.testing.assert_allclose(gap, engine, rtol=1e-9, atol=1e-9)


class TestWhereItIsShown:
    @pytest.fixture
    def priced(self):
        more = LeverChange("host_support", None, date(2023, 1, 1), 400.0)
        return dataclasses.replace(REOPEN, changes=(*REOPEN.changes, more))

    def test_a_run_has_a_package_for_each_pair(self, priced):
        data = synthetic(8, 36)
        found = packages(data, [priced, BASELINE])
        assert set(found) == {("reopen", "baseline")}
        item = found["reopen", "baseline"]
        people = np.median(data.national["venezuelans"][0], axis=0)
        gap = np.array(monthly_gap(priced, BASELINE, "host_support", data.months))
        assert item.central == pytest.approx(float(np.sum(gap * people)) / 12 / 1e6)
        assert "crossing_integrity" in item.unpriced

    def test_the_file_of_a_run_can_be_read_back(self, priced, tmp_path):
        found = packages(synthetic(8, 36), [priced, BASELINE])
        file = write_costs(cost_rows(found), tmp_path / "costs.csv")
        assert read_packages(file) == found

    @pytest.mark.parametrize(("language", "words"), [("en", "Cost of the package: USD"), ("es", "Costo del paquete: ")])
    def test_the_sentence(self, language, words):
        found = package({"shelter_places": [1000.0] * 12, "crossing_integrity": [0.1] * 12}, [0.0] * 12)
        text = sentence(found, language)
        assert text.startswith(words)
        assert levers()["crossing_integrity"].label(language) in text

    def test_the_sentence_in_full(self):
        found = package({"shelter_places": [5000.0] * 12, "crossing_integrity": [0.1] * 12}, [0.0] * 12)
        assert sentence(found, "en") == (
            "Cost of the package: USD 12M (3 to 30); no estimate for: Integrity at the crossings"
        )
        none = package({"crossing_integrity": [0.1] * 12}, [0.0] * 12)
        assert sentence(none, "en") == "Cost of the package: no estimate for: Integrity at the crossings"

    @pytest.mark.parametrize("language", ["en", "es"])
    def test_the_last_row_of_the_page_s_table_is_the_cost(self, priced, language):
        context = Context(synthetic(4, 36), [priced, BASELINE], language, "3fa9c1d2")
        (line,) = cost_lines(context)
        html = page(context, Gallery(), Provenance({}, ""))
        rows = html[html.index('<section id="table"') :].split("</table>")[:3]
        assert len(line) == 8
        assert all(line[0] in table.split("<tr>")[-1] and line[5] in table.split("<tr>")[-1] for table in rows)

    def test_the_command_line_prices_a_scenario(self):
        app = typer.Typer()
        register(app)
        app.command("other")(lambda: None)
        file = str(REPOSITORY / "scenarios" / "regularise_again.yaml")
        (found,) = json.loads(CliRunner().invoke(app, ["costs", file, "--json"]).stdout)
        by_lever = {item["lever"]: item for item in found["priced"]}
        # USD 50M a year from 2026-01-01 to 2030-07-01
        assert by_lever["migrant_microcredit"]["central"] == pytest.approx(50 * 4.5)
        shown = CliRunner().invoke(app, ["costs", file, "--lang", "es"]).stdout
        assert "Costo del paquete" in shown
        assert "2.800.000" in shown
        alone = CliRunner().invoke(app, ["costs", str(REPOSITORY / "scenarios" / "today.yaml")])
        assert isinstance(alone.exception, UserError)

    def test_the_command_line_lists_prices(self):
        app = typer.Typer()
        register(app)
        app.command("other")(lambda: None)
        shown = CliRunner().invoke(app, ["costs"]).stdout
        assert all(name in shown for name in PRICED)
        assert f"{len(levers()) - len(PRICED)} of {len(levers())} levers have no estimate" in shown
        assert [row["lever"] for row in json.loads(CliRunner().invoke(app, ["costs", "--json"]).stdout)] == list(
            levers()
        )

    def test_the_last_count_is_the_last(self):
        count, day, source = last_count()
        assert (count, day) == (2_800_000, "2024-11-30")
        assert "Atlantic Council" in source


def test_the_page_of_costs_is_current():
    spec = importlib.util.spec_from_file_location("tables", REPOSITORY / "tools" / "build_docs_tables.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    page = (REPOSITORY / "docs" / "costs.md").read_text(encoding="utf-8")
    assert page == tool.PAGES["costs.md"](), "run: python tools/build_docs_tables.py"


def test_reading_costs_and_levels_needs_the_standard_library_only():
    import subprocess
    import sys

    code = "import sys; from borderSim import catalogue; catalogue.costs(); catalogue.lever_levels(); "
    code += "sys.exit(', '.join({'numpy', 'typer', 'pydantic'} & set(sys.modules)) or 0)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    assert catalogue.Cost
