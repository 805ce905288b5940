"""The 54 mechanisms of the two reports: no row may lose its file, levers, series, scenario or test."""

import ast
import importlib
import importlib.util
from functools import cache
from pathlib import Path

import pytest

from borderSim import catalogue
from borderSim.model.coupling import SYSTEMS
from borderSim.scenario import load_scenario

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "borderSim"
ROWS = catalogue.mechanisms()
COUNTS = {"X": 8, "M": 13, "T": 10, "G": 12, "P": 11}


@cache
def tool():
    spec = importlib.util.spec_from_file_location("build_docs_systems", ROOT / "tools" / "build_docs_systems.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def moved(name):
    """Levers that a scenario moves itself, or by the recorded history when it is the hindcast."""
    scenario = load_scenario(ROOT / "scenarios" / f"{name}.yaml")
    levers = {change.lever for change in scenario.changes}
    levers |= {setting.lever for condition in scenario.conditions for setting in condition.do}
    if name == "hindcast":
        values = {}
        for row in catalogue.lever_history():
            values.setdefault(row.lever, set()).add(row.value)
        levers |= {lever for lever, seen in values.items() if len(seen) > 1}
    return levers


def scheduled(name):
    """Events that a scenario schedules."""
    return {event.type for event in load_scenario(ROOT / "scenarios" / f"{name}.yaml").events}


def system_of(row):
    return importlib.import_module(f"borderSim.{row.file[:-3].replace('/', '.')}").SYSTEM


def near(system):
    """A system and those whose state it reads: what moves them moves it a month later."""
    owner = {field.name: one for one in SYSTEMS for field in one.fields}
    return [system, *{owner[name].name: owner[name] for name in system.reads if name in owner}.values()]


@cache
def functions_of(file):
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_there_are_54():
    expected = [f"{letter}{n}" for letter, count in COUNTS.items() for n in range(1, count + 1)]
    assert list(ROWS) == expected


@pytest.mark.parametrize("name", ROWS)
class TestRow:
    def test_its_file_holds_a_system_that_its_levers_reach(self, name):
        row = ROWS[name]
        assert (SOURCE / row.file).is_file()
        assert row.levers
        assert set(row.levers) <= {lever for system in near(system_of(row)) for lever in system.levers}
        assert all(catalogue.levers()[lever].status == "active" for lever in row.levers)

    def test_its_series_are_indicators(self, name):
        assert ROWS[name].indicators
        assert set(ROWS[name].indicators) <= set(catalogue.indicators())

    def test_its_scenario_moves_one_of_its_levers_or_schedules_its_event(self, name):
        row = ROWS[name]
        events = {event for system in near(system_of(row)) for event in system.events}
        assert set(row.levers) & moved(row.scenario) or events & scheduled(row.scenario)

    def test_its_test_exists(self, name):
        file, function = ROWS[name].test.split("::")
        assert function in functions_of(file)

    def test_it_has_both_titles_a_report_and_a_grade(self, name):
        row = ROWS[name]
        assert row.label_en
        assert row.label_es
        assert {part.strip() for part in row.report.split(";")} <= {"Crisis Group 2022", "Atlantic Council 2025"}
        assert row.grade in ("A", "B", "C", "D", "contested", "identity")


@pytest.mark.parametrize("name", ["systems.md", "couplings.md", "index.md"])
def test_the_pages_are_current(name):
    page = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert page == tool().PAGES[name](), "run: python tools/build_docs_systems.py"


def test_the_tables_in_the_pages_are_current():
    for file in tool().pages_with_tables():
        page = file.read_text(encoding="utf-8")
        assert page == tool().with_tables(page), f"{file.name}: run python tools/build_docs_systems.py"


def test_every_page_of_a_system_says_what_it_cannot():
    for file in tool().system_files():
        assert "cannot say" in file.read_text(encoding="utf-8"), file.name
