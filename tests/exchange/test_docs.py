"""Every Python block of docs/exchange.md runs, on a made-up run and a small sweep."""

import re
import shutil

import numpy as np
import pytest

from borderSim.analysis.sweep_files import write_indicators, write_points
from borderSim.results.sweep_folder import open_sweep
from borderSim.scenario.sweep import load_sweep
from borderSim.sweeps.plan import plan_of
from borderSim.sweeps.runner import Team, run_plan
from tests.exchange.folders import ROOT, run_folder
from tests.exchange.workbench import workbench
from tests.sweeps.lab import SWEEP, written

TEXT = (ROOT / "docs" / "exchange.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
AXES = """\
vary:
  - {lever: crossing_hours, from: 2012-02-01, values: [8, 24]}
  - {lever: crossing_integrity, from: 2012-03-01, values: [0.2, 0.6]}
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A folder in which the paths of the page exist."""
    home = tmp_path_factory.mktemp("home")
    text = SWEEP[: SWEEP.index("vary:")].replace("name: small", "name: opening_and_integrity") + AXES
    file = written(home / "sweeps", text, "opening_and_integrity")
    folder = home / "results" / "sweep-opening_and_integrity"
    run_plan(plan_of(load_sweep(file)), folder, Team())
    data = open_sweep(folder)
    write_points(data, folder / "points.csv")
    write_indicators(data, folder / "indicators.parquet")
    run_folder(home / "results" / "my-run")
    yield home
    shutil.rmtree(home)


def run(block, home, monkeypatch):
    monkeypatch.chdir(home)
    if "ema_model" in block:
        workbench()
    names = {}
    exec(block, names)  # the page's own code
    return names


def test_the_page_has_its_blocks():
    assert len(BLOCKS) == 7


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_every_block_of_the_page_runs(block, home, monkeypatch):
    assert run(block, home, monkeypatch)


def test_what_opens_is_opened_in_three_lines(home):
    for block in BLOCKS[:4]:
        lines = [line for line in block.splitlines() if line and not line.startswith("import")]
        assert len(lines) <= 3


def test_the_store_gives_the_paired_difference(home, monkeypatch):
    found = run(BLOCKS[3], home, monkeypatch)["gap"]
    data = open_sweep("results/sweep-opening_and_integrity")
    np.testing.assert_allclose(found.values, data.monthly("trade_total", difference=True), rtol=1e-4, atol=1e-4)


def test_the_run_gives_the_paired_difference(home, monkeypatch):
    assert run(BLOCKS[1], home, monkeypatch)["gap"].values[:, -1] == pytest.approx(30, abs=1e-3)


def test_cases_become_rows_and_experiments_are_run(home, monkeypatch):
    found = run(BLOCKS[4], home, monkeypatch)
    assert len(found["experiments"]) == len(found["outcomes"]["trade_total"]) == 4 * 4
    found = run(BLOCKS[5], home, monkeypatch)
    assert found["outcomes"]["trade_total"].shape == (3,)
    assert run(BLOCKS[6], home, monkeypatch)["outcomes"]["trade_total_difference"].shape == (3,)
