"""The tables of the catalogue and of the recorded history, and the code that reads them."""

from __future__ import annotations

import csv
import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from borderSim import catalogue
from borderSim.catalogue import Entry, Lever, Parameter, entries, history
from borderSim.catalogue.distributions import beta_fit, quantile, support
from borderSim.cli.levers import register

REPOSITORY = Path(__file__).parent.parent
NEEDED = [
    "border_open_people",
    "border_open_cargo",
    "crossing_hours",
    "crossing_integrity",
    "trocha_control",
    "bridge_load_limit",
    "customs_digital",
    "regularisation_window",
    "regularisation_cutoff",
    "ppt_delivery_capacity",
    "labour_integration",
    "host_support",
    "sanctions_intensity",
    "licence_gl41",
    "licence_gl44",
    "banking_channel",
    "darien_enforcement",
    "military_pressure",
    "state_presence_investment",
    "talks_eln",
    "ve_guarantor_support",
    "ve_haven_tolerance",
    "consular_ve_in_co",
    "border_post_liaison",
    "reopening_timetable",
    "ceasefire_monitoring",
    "ceasefire_intergroup_scope",
    "migrant_microcredit",
    "secondary_tariff",
    "licence_other_oil",
    "diplomatic_relations",
]


def column(table: str, name: str) -> list[str]:
    with (entries.DATA / "world" / table).open(encoding="utf-8", newline="") as file:
        return [row[name] for row in csv.DictReader(file)]


def places(scope: str) -> set[str]:
    """The places that a row of the history may name, by the scope of its lever."""
    tables = {
        "national": set(),
        "crossing": set(column("crossings.csv", "id")),
        "department": {code for code in column("admin1.csv", "code") if code.startswith("CO")},
        "border_group": set(column("crossings.csv", "border_group")),
        "corridor": set(column("corridors.csv", "corridor")),
    }
    return tables[scope]


def active() -> list[Lever]:
    return [lever for lever in catalogue.levers().values() if lever.status == "active"]


def example(distribution: str, low: float, central: float, high: float, unit: str = "index") -> Parameter:
    some = catalogue.parameters()["gdp_trend_growth"]
    return replace(some, distribution=distribution, low=low, central=central, high=high, unit=unit)


class TestTables:
    def test_every_row_of_the_evidence_is_there(self) -> None:
        evidence = list(entries.rows("parameters/evidence.csv"))
        assert len(catalogue.levers()) == 88
        assert len(evidence) == 147
        assert {row["name"] for row in evidence} <= set(catalogue.parameters())

    @pytest.mark.parametrize("table", ["levers.csv", "indicators.csv", "events.csv", "switches.csv"])
    def test_names_are_unique_and_cells_are_filled(self, table: str) -> None:
        rows = list(entries.rows(table))
        names = [row["name"] for row in rows]
        may_be_empty = {"size_unit", "size_lower", "size_upper"}
        assert len(set(names)) == len(names)
        for row in rows:
            assert None not in row, row["name"]
            assert all(row[key] and row[key] == row[key].strip() for key in row.keys() - may_be_empty), row["name"]

    @pytest.mark.parametrize("kind", ["levers", "indicators", "events", "switches"])
    def test_texts_are_in_both_languages(self, kind: str) -> None:
        found: Iterable[Entry] = getattr(catalogue, kind)().values()
        for entry in found:
            assert entry.label("en") != entry.label("es"), entry.name
            assert entry.text("en") != entry.text("es"), entry.name
            assert max(len(entry.label_en), len(entry.label_es)) <= 80, entry.name
            assert entry.label_en[0].isupper(), entry.name
            assert entry.label_es[0].isupper(), entry.name

    def test_evidence_parameters_have_labels_in_both_languages(self) -> None:
        for row in entries.rows("parameters/evidence.csv"):
            assert row["label_en"], row["name"]
            assert row["label_es"], row["name"]
            assert row["label_en"] != row["label_es"], row["name"]

    def test_labels_do_not_code_people_as_a_threat(self) -> None:
        kinds = (catalogue.levers(), catalogue.indicators(), catalogue.parameters(), catalogue.events())
        bad = re.compile(r"\b(invasions?|waves?|floods?|influx|oleadas?|invasi[oó]n|presi[oó]n)\b", re.IGNORECASE)
        for entry in (entry for kind in kinds for entry in kind.values()):
            for text in (entry.label_en, entry.label_es, entry.text_en, entry.text_es):
                assert not bad.search(text), (entry.name, text)


class TestLevers:
    def test_default_lies_within_the_bounds_and_has_a_date(self) -> None:
        for lever in catalogue.levers().values():
            assert lever.lower < lever.upper, lever.name
            assert lever.lower <= lever.default <= lever.upper, lever.name
            assert "2021-01-01" <= date.fromisoformat(lever.default_date).isoformat() <= "2026-07-31", lever.name

    def test_kinds_scopes_and_status_are_known(self) -> None:
        for lever in catalogue.levers().values():
            assert lever.kind in ("policy", "condition"), lever.name
            assert lever.scope in ("national", "crossing", "department", "border_group"), lever.name
            assert lever.status in ("active", "planned"), lever.name

    def test_the_levers_that_the_engine_must_wire_are_active(self) -> None:
        assert set(NEEDED) <= {lever.name for lever in active()}

    def test_a_date_is_a_month_index(self) -> None:
        cutoff = catalogue.levers()["regularisation_cutoff"]
        assert cutoff.default == pytest.approx(9 * 12 + 30 / 31)
        assert catalogue.month_date(cutoff.default) == date(2021, 1, 31)

    def test_the_assumed_haven_is_labelled_so(self) -> None:
        haven = catalogue.levers()["ve_haven_tolerance"]
        assert "assumed" in haven.label_en
        assert "supuesto" in haven.label_es
        assert haven.lower == 0


class TestParameters:
    def test_range_holds_the_central_value(self) -> None:
        for parameter in catalogue.parameters().values():
            assert parameter.low <= parameter.central <= parameter.high, parameter.name

    def test_source_status_and_year_are_given(self) -> None:
        for parameter in catalogue.parameters().values():
            assert parameter.source, parameter.name
            assert parameter.unit, parameter.name
            assert parameter.status in ("verified", "memory", "judgement"), parameter.name
            assert 2012 <= parameter.informed_until <= 2025, parameter.name

    def test_every_unit_has_a_spanish_text_and_every_text_a_parameter(self) -> None:
        table = list(entries.rows("parameter_units.csv"))
        units = [row["unit"] for row in table]
        assert units == sorted({parameter.unit for parameter in catalogue.parameters().values()})
        assert all(row["unit_es"] and row["unit_es"] == row["unit_es"].strip() for row in table)

    def test_a_unit_is_given_in_a_language(self) -> None:
        pull = catalogue.parameters()["regularisation_pull"]
        assert pull.unit_in("en") == pull.unit == "log utility of an open window"
        assert pull.unit_in("es") == pull.unit_es == "utilidad logarítmica de una ventana abierta"

    def test_a_name_given_by_two_files_is_an_error(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "parameters").mkdir()
        for name in ("evidence", "other"):
            text = (entries.DATA / "parameters" / "evidence.csv").read_text(encoding="utf-8")
            (tmp_path / "parameters" / f"{name}.csv").write_text(text, encoding="utf-8")
        units = (entries.DATA / "parameter_units.csv").read_text(encoding="utf-8")
        (tmp_path / "parameter_units.csv").write_text(units, encoding="utf-8")
        monkeypatch.setattr(entries, "DATA", tmp_path)
        with pytest.raises(ValueError, match=r"other\.csv.*given twice"):
            entries.parameters.__wrapped__()


class TestIndicators:
    def test_axes_windows_and_order(self) -> None:
        found = list(catalogue.indicators().values())
        assert [entry.order for entry in found] == sorted({entry.order for entry in found})
        assert {entry.dims for entry in found} <= {"national", "department", "group", "route"}
        assert {entry.window for entry in found} <= {"mean", "sum", "last", "max", "year"}

    def test_movement_of_people_is_neither_good_nor_bad(self) -> None:
        neutral = {entry.name for entry in catalogue.indicators().values() if entry.neutral}
        movement = {"venezuelans", "venezuelans_counted", "arrivals", "departures", "returns", "onward", "reverse"}
        assert movement | {"returns_voluntary", "returns_forced"} <= neutral

    def test_group_presence_is_off_the_first_page(self) -> None:
        names = [entry.name for entry in catalogue.indicators().values() if entry.first_page]
        assert not [name for name in names if name.startswith(("presence_", "municipalities_"))]


class TestEvents:
    def test_a_size_has_bounds_and_the_rest_have_none(self) -> None:
        for event in catalogue.events().values():
            assert event.fields[0] == "date", event.name
            assert set(event.fields) <= {"date", "until", "size"}, event.name
            assert ("size" in event.fields) == (event.size_lower is not None), event.name
            assert (event.size_lower is None) == (event.size_upper is None) == (not event.size_unit), event.name

    def test_the_events_that_the_engine_schedules_are_active(self) -> None:
        names = {event.name for event in catalogue.events().values() if event.status == "active"}
        assert names >= {"election_shock", "pandemic", "farc_demobilisation", "war_onset", "border_closure", "incident"}


class TestLeverHistory:
    def test_values_lie_within_their_range_and_bounds(self) -> None:
        for row in catalogue.lever_history():
            lever = catalogue.levers()[row.lever]
            assert lever.lower <= row.low <= row.value <= row.high <= lever.upper, row

    def test_places_are_places_of_the_lever(self) -> None:
        known = {scope: places(scope) | {""} for scope in ("national", "crossing", "department", "border_group")}
        for row in catalogue.lever_history():
            assert row.place in known[catalogue.levers()[row.lever].scope], row

    def test_rows_are_dated_once_sorted_and_have_a_source(self) -> None:
        rows = catalogue.lever_history()
        keys = [(row.lever, row.date, row.place) for row in rows]
        assert keys == sorted(set(keys))
        for row in rows:
            assert "2012-01-01" <= date.fromisoformat(row.date).isoformat() <= "2026-07-31", row
            assert row.source, row
            assert row.status in ("verified", "memory", "judgement"), row

    def test_every_active_lever_is_recorded_from_the_start_at_every_place(self) -> None:
        for lever in active():
            for place in places(lever.scope) or {""}:
                steps = catalogue.lever_steps(lever.name, place)
                assert steps, (lever.name, place)
                assert steps[0][0] == 0.0, (lever.name, place)

    def test_a_national_lever_ends_at_its_default(self) -> None:
        for lever in active():
            if lever.scope == "national" and lever.name != "oil_price":
                assert catalogue.lever_steps(lever.name)[-1][1] == lever.default, lever.name

    def test_judgements_carry_a_range(self) -> None:
        """A judged value without any range is one that could not have been otherwise: there are few."""
        rows = [row for row in catalogue.lever_history() if row.status == "judgement"]
        without = [row for row in rows if row.low == row.high]
        assert len(rows) > 100
        assert all(row.date == "2012-01-01" or row.value == 0 for row in without)
        assert len(without) < len(rows) / 10

    def test_the_border_on_the_eve_of_the_reopening(self) -> None:
        """Closed to cargo at the bridges of Tachira, open to people in part; open the day after (model baseline)."""
        eve, day = catalogue.month_index("2022-09-25"), catalogue.month_index("2022-09-26")
        for crossing in ("simon_bolivar", "santander"):
            assert self.value("border_open_cargo", crossing, eve) == 0
            assert self.value("border_open_cargo", crossing, day) == 1
            assert 0 < self.value("border_open_people", crossing, eve) < 1
            assert self.value("border_open_people", crossing, day) == 1
        assert self.value("border_open_cargo", "paraguachon", eve) > 0

    def test_the_closure_of_2015_spares_the_other_routes(self) -> None:
        month = catalogue.month_index("2015-12-01")
        assert self.value("border_open_cargo", "simon_bolivar", month) == 0
        assert self.value("border_open_cargo", "paraguachon", month) > 0

    @pytest.mark.parametrize("day", ["2024-07-27", "2025-01-11", "2025-05-24", "2025-07-26"])
    def test_the_short_closures_close_every_crossing(self, day: str) -> None:
        month = catalogue.month_index(day)
        after = catalogue.month_index(date.fromordinal(date.fromisoformat(day).toordinal() + 4))
        for crossing in places("crossing"):
            assert self.value("border_open_people", crossing, month) == 0
        assert self.value("border_open_people", "simon_bolivar", after) == 1

    def test_a_row_of_a_place_wins_over_a_row_for_all(self) -> None:
        assert self.value("border_open_people", "tienditas", 0) == 0
        assert self.value("border_open_people", "simon_bolivar", 0) == 1

    def test_the_oil_price_is_known_for_every_month(self) -> None:
        steps = catalogue.lever_steps("oil_price")
        assert [month for month, _ in steps] == list(range(175))

    def test_an_unknown_lever_fails(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        text = "lever,place,date,value,low,high,source,status\nborder_openning,,2012-01-01,1,1,1,x,memory\n"
        (tmp_path / "lever_history.csv").write_text(text, encoding="utf-8")
        catalogue.levers()
        monkeypatch.setattr(entries, "DATA", tmp_path)
        with pytest.raises(KeyError, match="border_openning"):
            history.lever_history.__wrapped__()

    @staticmethod
    def value(lever: str, place: str, month: float) -> float:
        return [value for start, value in catalogue.lever_steps(lever, place) if start <= month][-1]


class TestEventHistory:
    def test_events_are_known_dated_and_sized(self) -> None:
        rows = catalogue.event_history()
        assert [row.date for row in rows] == sorted(row.date for row in rows)
        for row in rows:
            event = catalogue.events()[row.event]
            assert event.status == "active", row
            assert row.place in (places(event.places) or {""}), row
            assert row.low <= row.size <= row.high, row
            assert not row.until or date.fromisoformat(row.date) < date.fromisoformat(row.until), row
            if event.size_lower is not None and event.size_upper is not None:
                assert event.size_lower <= row.low <= row.high <= event.size_upper, row

    def test_the_corridor_wars_of_the_reports_are_there(self) -> None:
        wars = {(row.place, row.date) for row in catalogue.event_history() if row.event == "war_onset"}
        assert wars >= {("arauca_apure", "2022-01-02"), ("catatumbo", "2025-01-16")}


class TestDates:
    def test_first_months(self) -> None:
        assert catalogue.month_index("2012-01-01") == 0
        assert catalogue.month_index("2012-02-01") == 1
        assert catalogue.month_index("2022-09-26") == 128 + 25 / 30

    @given(st.dates(date(1990, 1, 1), date(2060, 12, 31)))
    def test_month_date_inverts_month_index(self, day: date) -> None:
        assert catalogue.month_date(catalogue.month_index(day)) == day

    def test_a_day_that_is_no_date_fails(self) -> None:
        with pytest.raises(ValueError, match="day"):
            catalogue.month_index("2022-02-30")


class TestDistributions:
    u = np.linspace(0.0005, 0.9995, 401)

    def test_two_points_are_kept(self) -> None:
        for parameter in catalogue.parameters().values():
            if parameter.distribution in ("normal", "lognormal", "gamma", "beta"):
                points = quantile(parameter, np.array([0.05, 0.95]))
                np.testing.assert_allclose(points, [parameter.low, parameter.high], rtol=1e-6, err_msg=parameter.name)

    def test_the_median_of_normal_and_lognormal_is_central(self) -> None:
        for parameter in catalogue.parameters().values():
            if parameter.distribution in ("normal", "lognormal"):
                assert quantile(parameter, np.array(0.5)) == pytest.approx(parameter.central, rel=1e-12)

    def test_quantiles_rise_and_stay_in_the_support(self) -> None:
        for parameter in catalogue.parameters().values():
            values = quantile(parameter, self.u)
            lowest, highest = support(parameter)
            assert (np.diff(values) >= 0).all(), parameter.name
            assert np.isfinite(values).all(), parameter.name
            assert lowest <= values.min() <= values.max() <= highest, parameter.name

    def test_triangular_ends_and_mode(self) -> None:
        some = example("triangular", -1.0, 0.5, 3.0)
        share_below_mode = (0.5 - -1.0) / (3.0 - -1.0)
        np.testing.assert_allclose(quantile(some, np.array([0, share_below_mode, 1])), [-1, 0.5, 3])
        assert quantile(example("triangular", 1.0, 1.0, 1.0), np.array([0.3])).tolist() == [1.0]

    def test_triangular_mean(self) -> None:
        some = example("triangular", 1.0, 2.0, 6.0)
        fine = (np.arange(20_000) + 0.5) / 20_000
        assert quantile(some, fine).mean() == pytest.approx((1 + 2 + 6) / 3, rel=1e-6)

    def test_symmetric_normal_is_the_plain_normal(self) -> None:
        from scipy.stats import norm

        values = quantile(example("normal", -2.0, 1.0, 4.0), self.u)
        np.testing.assert_allclose(values, norm(1.0, 3.0 / norm.ppf(0.95)).ppf(self.u), rtol=1e-9)

    def test_beta_and_gamma_are_recovered_from_their_points(self) -> None:
        from scipy.stats import beta, gamma

        assert beta_fit(*beta(2.5, 7.0).ppf([0.05, 0.95])) == pytest.approx((2.5, 7.0), rel=1e-5)
        true = gamma(3.2, scale=0.7)
        low, high = true.ppf([0.05, 0.95])
        np.testing.assert_allclose(quantile(example("gamma", low, low, high), self.u), true.ppf(self.u), rtol=1e-7)

    def test_a_share_stays_a_share(self) -> None:
        wide = quantile(example("lognormal", 0.3, 0.6, 0.95, unit="share"), self.u)
        assert wide.max() == 1.0

    def test_a_structural_choice_is_0_or_1_with_its_probability(self) -> None:
        fine = (np.arange(10_000) + 0.5) / 10_000
        values = quantile(example("switch", 0.0, 0.3, 1.0), fine)
        assert set(values) == {0.0, 1.0}
        assert values.mean() == pytest.approx(0.3)

    def test_fixed_and_uniform(self) -> None:
        assert set(quantile(example("fixed", 1.0, 2.0, 3.0), self.u)) == {2.0}
        np.testing.assert_allclose(quantile(example("uniform", 1.0, 2.0, 3.0), self.u), 1 + 2 * self.u)

    def test_shape_is_kept(self) -> None:
        assert quantile(catalogue.parameters()["war_onset_hazard"], np.full((3, 4), 0.5)).shape == (3, 4)


class TestCommandLine:
    @pytest.fixture
    def app(self) -> typer.Typer:
        app = typer.Typer()
        register(app)
        return app

    def test_levers_counts_the_planned_ones(self, app: typer.Typer) -> None:
        result = CliRunner().invoke(app, ["levers"])
        assert result.exit_code == 0
        assert f"88 levers: {len(active())} active, {88 - len(active())} planned" in result.stdout

    def test_json_holds_every_field(self, app: typer.Typer) -> None:
        result = CliRunner().invoke(app, ["levers", "--json"])
        levers = {lever["name"]: lever for lever in json.loads(result.stdout)}
        assert len(levers) == 88
        assert levers["crossing_integrity"]["source"] == "Crisis Group 2022"
        parameters = json.loads(CliRunner().invoke(app, ["parameters", "--json"]).stdout)
        assert {parameter["name"] for parameter in parameters} == set(catalogue.parameters())

    def test_labels_in_spanish(self, app: typer.Typer) -> None:
        result = CliRunner().invoke(app, ["parameters", "--lang", "es"], env={"COLUMNS": "240"})
        assert "Cierres largos por año" in result.stdout
        assert CliRunner().invoke(app, ["levers", "--lang", "fr"]).exit_code == 2


def test_reading_needs_the_standard_library_only() -> None:
    code = "import sys; from borderSim import catalogue; catalogue.levers(); catalogue.parameters(); "
    code += "catalogue.lever_history(); heavy = {'numpy', 'scipy', 'typer', 'pydantic'} & set(sys.modules); "
    code += "sys.exit(', '.join(heavy) or 0)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("name", ["levers.md", "parameters.md"])
def test_the_pages_of_the_documentation_are_current(name: str) -> None:
    spec = importlib.util.spec_from_file_location("build_docs_tables", REPOSITORY / "tools" / "build_docs_tables.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    page = (REPOSITORY / "docs" / name).read_text(encoding="utf-8")
    assert page == tool.PAGES[name](), "run: python tools/build_docs_tables.py"


@pytest.mark.parametrize("command", ["indicators", "events"])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_lists_for_scenario_authors_name_every_entry(command, lang):
    app = typer.Typer()
    register(app)
    shown = CliRunner().invoke(app, [command, "--lang", lang])
    listed = CliRunner().invoke(app, [command, "--json"])
    names = set(getattr(catalogue, command)())
    assert shown.exit_code == 0
    assert all(name in shown.stdout for name in names)
    assert {entry["name"] for entry in json.loads(listed.stdout)} == names
