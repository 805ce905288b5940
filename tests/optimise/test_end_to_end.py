"""The command with the real model on a tiny search: a folder that is whole, and the same front for any jobs."""

import csv
import json

import numpy as np
import pytest

from borderSim.cli import main as program
from borderSim.optimise.front import optimise
from borderSim.optimise.packages import Packages
from tests.optimise.story import SCENARIO, TEXT, story, written

SMALL = (
    TEXT.replace("SCENARIO", "short.yaml")
    .replace("members: 6", "members: 2")
    .replace("population: 8", "population: 3")
    .replace("generations: 4", "generations: 2")
    .replace("at_most: 2,", "at_most: 100,")
)


@pytest.fixture
def here(tmp_path):
    """A folder with today's scenario, a year long."""
    (tmp_path / "short.yaml").write_text(f"name: short\nextends: {SCENARIO}\nend: 2026-07-01\n")
    return tmp_path


def test_the_command_writes_a_folder(here, capsys):
    with pytest.raises(SystemExit) as stop:
        program.main(["optimise", str(written(here, SMALL)), "--out", str(here / "out"), "--lang", "es", "--jobs", "1"])
    out, err = capsys.readouterr()
    assert (stop.value.code, err) == (0, "")
    (folder,) = (here / "out").iterdir()
    assert out.splitlines()[-1] == str(folder / "report.html")
    rows = list(csv.DictReader((folder / "front.csv").open(encoding="utf-8")))
    assert rows[-1]["package"] == "reference"
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["search"]["objectives"][0]["indicator"] == "needs_covered"
    assert {"front.csv", "course.csv", "report.html", "front/01.yaml"} <= manifest["files"].keys()
    with pytest.raises(SystemExit) as stop:
        program.main(["check", str(folder / "front" / "01.yaml")])
    assert stop.value.code in (0, None)


def test_a_bad_file_ends_before_anything_is_written(here, capsys):
    path = written(here, SMALL.replace("needs_covered, aim: high", "arrivals, aim: low"))
    with pytest.raises(SystemExit) as stop:
        program.main(["optimise", str(path), "--out", str(here / "out")])
    assert stop.value.code == 2
    assert "arrivals may not be an objective" in capsys.readouterr().err
    assert not (here / "out").exists()


def test_the_front_does_not_depend_on_jobs(here):
    search = story(here, SMALL)
    one, two = (optimise(Packages(search, 2.8e6, jobs), 3) for jobs in (1, 2))
    assert np.array_equal(one.values, two.values)
    assert all(np.array_equal(one.numbers[name], two.numbers[name]) for name in one.numbers)
