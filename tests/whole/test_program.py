"""The program from the command line to the folder: files, columns, exit codes, and nothing left behind."""

import csv
import json
import subprocess
import sys

import pytest

from borderSim.cli import main as program
from borderSim.experiment import run as experiment
from borderSim.report import build

from .lab import SCENARIOS

COLUMNS = (
    "indicator,unit,scenario,baseline,window,median,q05,q25,q75,q95,baseline_median,"
    "diff_median,diff_q05,diff_q95,higher_in_100,distinguishable,mc_error"
)
FILES = {
    "run.nc", "indicators.parquet", "indicators.csv", "comparison.csv", "variance.csv", "costs.csv", "report.html",
    "scenario.resolved.yaml", "baseline.yaml", "manifest.json",
}  # fmt: skip
MEMBERS = ("--members", 4)


def call(*arguments):
    """Exit code of the program, called in this process."""
    with pytest.raises(SystemExit) as stop:
        program.main([str(part) for part in arguments])
    return stop.value.code or 0


def folders(out):
    """What stands in a results folder, hidden things too."""
    return sorted(item.name for item in out.iterdir()) if out.exists() else []


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """`borderSim run reopen.yaml --json` in a process of its own: (completed process, the run's folder)."""
    out = tmp_path_factory.mktemp("results")
    line = [sys.executable, "-m", "borderSim.cli.main", "run", str(SCENARIOS / "reopen.yaml")]
    done = subprocess.run([*line, "--members", "4", "--json", "--out", str(out)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (name,) = folders(out)
    return done, out / name


def test_json_is_one_object_and_nothing_else(finished):
    done, folder = finished
    said = json.loads(done.stdout)
    assert done.stderr == ""
    assert said["results"] == str(folder)
    assert said["members"] == 4
    assert said["scenarios"][:2] == ["reopen", "baseline"]


def test_a_run_writes_every_file(finished):
    _, folder = finished
    assert {item.name for item in folder.iterdir() if item.is_file()} == FILES
    figures = {item.suffix for item in (folder / "figures").iterdir()}
    assert figures == {".png", ".svg"}
    assert folder.name.startswith("reopen-")


def test_the_comparison_has_its_columns_and_windows(finished):
    _, folder = finished
    with (folder / "comparison.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert (folder / "comparison.csv").read_text(encoding="utf-8").splitlines()[0] == COLUMNS
    assert {row["window"] for row in rows} == {"first_12", "last_12", "whole"}
    assert {(row["scenario"], row["baseline"]) for row in rows} == {("reopen", "baseline")}
    for row in rows:
        low, middle, high = (float(row[name]) for name in ("diff_q05", "diff_median", "diff_q95"))
        assert low <= middle <= high
        assert float(row["q05"]) <= float(row["median"]) <= float(row["q95"])
        assert (row["distinguishable"] in ("True", "true")) == (low > 0 or high < 0), row


def test_the_manifest_tells_how_to_make_the_run_again(finished):
    _, folder = finished
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert "run" in manifest["command"]
    assert manifest["members"] == 4
    assert set(manifest["files"]) >= {"run.nc", "comparison.csv", "report.html"}
    assert {item["name"] for item in manifest["scenarios"]} == {"reopen", "baseline"}


def test_verify_says_that_a_run_matches_and_what_does_not(finished, capsys):
    _, folder = finished
    assert call("verify", folder) == 0
    assert "matches" in capsys.readouterr().out.splitlines()[-1]
    table = folder / "comparison.csv"
    content = table.read_bytes()
    table.write_bytes(content + b"\n")
    try:
        assert call("verify", folder) == program.RUN_FAILED
        out, err = capsys.readouterr()
        assert "changed or missing: comparison.csv" in out
        assert "does not match" in out.splitlines()[-1]
        assert "Traceback" not in err
    finally:
        table.write_bytes(content)


def test_several_scenarios_in_spanish(spanish):
    """The first one's reference is among the files: every other is compared with the first; the page is in Spanish."""
    page = (spanish / "report.html").read_text(encoding="utf-8")
    assert '<html lang="es">' in page
    assert "Reapertura plena y limpia" in page
    with (spanish / "comparison.csv").open(encoding="utf-8", newline="") as file:
        pairs = {(row["scenario"], row["baseline"]) for row in csv.DictReader(file)}
    assert pairs == {("reopen_only", "reopen"), ("baseline", "reopen")}


@pytest.mark.parametrize("wrong", [("--members", "0"), ("--dtype", "float16"), ("--lang", "fr"), ("--frobnicate",)])
def test_a_wrong_option_is_bad_input(wrong, tmp_path, capsys):
    assert call("run", SCENARIOS / "reopen.yaml", *wrong, "--out", tmp_path / "out") == program.BAD_INPUT
    assert folders(tmp_path / "out") == []
    assert wrong[0] in capsys.readouterr().err


def test_different_starts_are_bad_input(tmp_path, capsys):
    files = [SCENARIOS / "reopen.yaml", SCENARIOS / "max_pressure.yaml"]
    assert call("run", *files, *MEMBERS, "--out", tmp_path / "out") == program.BAD_INPUT
    assert "same start and end" in capsys.readouterr().err
    assert folders(tmp_path / "out") == []


def test_a_missing_file_is_bad_input(tmp_path, capsys):
    assert call("run", tmp_path / "nothing.yaml", "--out", tmp_path / "out") == program.BAD_INPUT
    assert "nothing.yaml" in capsys.readouterr().err
    assert folders(tmp_path / "out") == []


def fail(*_, **__):
    """A part of a run that fails, in whatever process."""
    raise OSError("the disk is full")


@pytest.mark.parametrize(
    ("module", "part"), [(build, "build_report"), (build, "write_manifest"), (experiment, "run_block")]
)
def test_a_failure_leaves_no_folder(module, part, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(module, part, fail)
    if part == "write_manifest":
        monkeypatch.setattr(build, "build_report", lambda *_, **__: [])
    code = call("run", SCENARIOS / "reopen.yaml", "--members", 1, "--out", tmp_path / "out")
    assert code == program.RUN_FAILED
    assert "the disk is full" in capsys.readouterr().err
    assert folders(tmp_path / "out") == []


def test_paths_that_cannot_work_are_refused_before_the_run(tmp_path, capsys):
    file = tmp_path / "file"
    file.write_text("{}")
    for options in (("--out", file), ("--out", tmp_path / "new", "--boundaries", tmp_path / "none.json")):
        assert call("run", SCENARIOS / "reopen.yaml", "--members", 2, *options) == program.BAD_INPUT
        assert "Traceback" not in capsys.readouterr().err
    assert call("run", SCENARIOS / "reopen.yaml", "--out", tmp_path / "new", "--boundaries", file) == program.BAD_INPUT
    assert str(file) in capsys.readouterr().err
    assert not list((tmp_path / "new").iterdir())
