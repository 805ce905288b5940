"""The commands on scenario files, exit codes, and that the program starts light."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from borderSim import __version__
from borderSim.cli import main as program
from borderSim.errors import RunError, UserError, nearest
from borderSim.scenario import load_scenario

ROOT = Path(__file__).parents[2]
SCENARIOS = ROOT / "scenarios"


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as stop:
        program.main([str(part) for part in arguments])
    out, err = capsys.readouterr()
    return stop.value.code, out, err


def test_check_all_shipped(capsys):
    files = sorted(SCENARIOS.glob("*.yaml"))
    code, out, err = run(capsys, "check", *files)
    assert (code, err) == (0, "")
    assert len(out.splitlines()) == len(files)
    assert all(line.startswith("ok  ") for line in out.splitlines())


def test_diff_shows_what_differs_after_inheritance(capsys):
    code, out, err = run(capsys, "diff", SCENARIOS / "baseline.yaml", SCENARIOS / "reopen.yaml", "--json")
    rows = {row["what"]: (row["first"], row["second"]) for row in json.loads(out)}
    assert (code, err) == (0, "")
    assert rows["levers.border_open_people[jose_antonio_paez]"] == ("from 2022-09-26: 0", "from 2022-09-26: 1")
    assert rows["levers.crossing_integrity"] == ("from 2022-09-26: 0.4", "from 2022-10-01: 0.8 over 12 months")
    assert rows["levers.consular_ve_in_co"][0] == "follows the history"
    assert not any("title" in what or "notes" in what for what in rows)


def test_diff_as_a_table_and_of_equals(capsys):
    code, out, _ = run(capsys, "diff", SCENARIOS / "today.yaml", SCENARIOS / "max_pressure.yaml")
    assert code == 0
    assert "levers.secondary_tariff" in out
    assert "from 2026-01-01: 0.25" in out
    code, out, _ = run(capsys, "diff", SCENARIOS / "today.yaml", SCENARIOS / "today.yaml")
    assert (code, out) == (0, "today and today do not differ in anything that changes a result\n")


def test_diff_shows_events_assumptions_and_switches(tmp_path, capsys):
    head = "name: x\nstart: 2022-07-01\nend: 2027-07-01\n"
    (tmp_path / "a.yaml").write_text(head + "assumptions: {balloon_coefficient: 0}\n")
    (tmp_path / "b.yaml").write_text(
        head.replace("2027", "2026") + "events: [{type: incident, date: 2024-01-01}]\nswitches: {events_off: yes}\n"
    )
    _, out, _ = run(capsys, "diff", tmp_path / "a.yaml", tmp_path / "b.yaml", "--json")
    rows = {row["what"]: (row["first"], row["second"]) for row in json.loads(out)}
    assert rows == {
        "end": ("2027-07-01", "2026-07-01"),
        "events": ("-", "type incident, date 2024-01-01"),
        "assumptions.balloon_coefficient": ("0", "-"),
        "switches.events_off": ("-", "yes"),
    }


@pytest.mark.parametrize("beside_today", [True, False])
def test_new_writes_a_file_that_passes(tmp_path, capsys, beside_today):
    if beside_today:
        (tmp_path / "today.yaml").write_text((SCENARIOS / "today.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    code, out, _ = run(capsys, "new", "my_idea", "--dir", tmp_path)
    path = tmp_path / "my_idea.yaml"
    assert (code, str(path) in out) == (0, True)
    scenario = load_scenario(path)
    assert scenario.name == "my_idea"
    assert scenario.changes
    assert scenario.compare_with == (("today",) if beside_today else ())


def test_every_line_of_the_starter_works_when_its_mark_is_removed(tmp_path, capsys):
    run(capsys, "new", "idea", "--dir", tmp_path)
    path = tmp_path / "idea.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    code = ("# events:", "#   -", "# assumptions:", "#   onward", "#   reopening", "# members", "# seed")
    opened = [
        line.replace("# ", "", 1) if line.startswith(("  # ", *code)) else line for line in lines
    ]  # "  # lever: ..." and the blocks below
    path.write_text("\n".join(opened) + "\n", encoding="utf-8")
    scenario = load_scenario(path)
    assert len(scenario.changes) >= 6
    assert scenario.events
    assert scenario.conditions
    assert len(scenario.assumptions) == 2


def test_new_refuses_to_overwrite_and_odd_names(tmp_path, capsys):
    (tmp_path / "x.yaml").write_text("mine", encoding="utf-8")
    code, _, err = run(capsys, "new", "x", "--dir", tmp_path)
    assert (code, err) == (2, f"{tmp_path / 'x.yaml'} is there already; choose another name\n")
    assert (tmp_path / "x.yaml").read_text(encoding="utf-8") == "mine"
    for name in ("../x", "My idea", "x.yaml", "-"):
        code, _, err = run(capsys, "new", "--dir", tmp_path, "--", name)
        assert code == 2
        assert "is not a name" in err
    (tmp_path / "file").write_text("")
    code, _, err = run(capsys, "new", "y", "--dir", tmp_path / "file")
    assert code == 2
    assert "cannot be written" in err


def test_schema_prints_and_writes(tmp_path, capsys):
    code, out, _ = run(capsys, "schema")
    assert code == 0
    assert json.loads(out)["properties"]["levers"]["properties"]["border_open_people"]["maximum"] == 1
    run(capsys, "schema", "--out", tmp_path / "s.json")
    assert (tmp_path / "s.json").read_text(encoding="utf-8") == out
    code, _, err = run(capsys, "schema", "--out", tmp_path / "no" / "s.json")
    assert code == 2
    assert "cannot be written" in err


def test_version(capsys):
    assert run(capsys, "--version")[:2] == (0, f"borderSim {__version__}\n")


def test_a_wrong_command_is_bad_input(capsys):
    code, out, err = run(capsys, "chekc")
    assert (code, out) == (2, "")
    assert "No such command" in err


@pytest.mark.parametrize(
    ("error", "code", "text"),
    [
        (UserError("one", "two"), 2, "one\ntwo\n"),
        (RunError("no space left"), 3, "the run failed: no space left\n"),
        (KeyboardInterrupt(), 130, ""),
        (ZeroDivisionError("by zero"), 3, "the run failed: ZeroDivisionError: by zero\n"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_errors_become_lines_and_exit_codes(error, code, text, capsys, monkeypatch):
    app = typer.Typer()

    @app.command()
    def fail():
        raise error

    monkeypatch.setattr(program, "app", app)
    got, out, err = run(capsys)
    assert (got, out) == (code, "")
    assert err.startswith(text)
    assert "Traceback" not in err


def test_nearest_names_come_best_first():
    assert nearest("border_openning", ["border_open_people", "tariff_rate", "border_open_cargo"]) == [
        "border_open_cargo",
        "border_open_people",
    ]
    assert nearest("zzz", ["border_open_people"]) == []


LIGHT = """
import sys
from borderSim.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit as stop:
    assert stop.code == 0, stop.code
heavy = {"numpy", "scipy", "matplotlib", "xarray", "pyarrow", "simpy", "shapely"} & set(sys.modules)
assert not heavy, heavy
"""


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["check", "scenarios/reopen.yaml"], ["schema"]], ids=lambda a: a[0]
)
def test_the_program_starts_without_heavy_libraries(arguments):
    command = [sys.executable, "-W", "error", "-c", LIGHT, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
