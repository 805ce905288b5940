"""The command: what it prints, how it ends, and that a point is a scenario that anybody can run."""

import numpy as np
import pytest

from borderSim.cli.main import main
from borderSim.experiment.points import run_points
from borderSim.results.sweep_folder import open_sweep
from borderSim.scenario import load_scenario
from borderSim.scenario.sweep import load_sweep
from borderSim.sweeps.design import design_of
from tests.sweeps.lab import written


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """A finished sweep: its file and its folder."""
    folder = tmp_path_factory.mktemp("sweep")
    file = written(folder)
    with pytest.raises(SystemExit) as end:
        main(["sweep", str(file), "--out", str(folder / "out"), "--jobs", "1"])
    assert end.value.code == 0
    return file, folder / "out" / "sweep-small"


def said(capsys, *words, code=0):
    with pytest.raises(SystemExit) as end:
        main([str(word) for word in words])
    out = capsys.readouterr()
    assert end.value.code == code, out.err
    return out.out if code == 0 else out.err


def test_a_dry_run_counts_and_writes_nothing(tmp_path, capsys):
    file = written(tmp_path)
    out = said(capsys, "sweep", "--dry-run", file, "--out", tmp_path / "out", "--jobs", "1")
    assert "points   12, with their references 13 different cases" in out
    assert "members  4 at each, 52 runs of 6 months" in out
    for line in ("cells", "blocks   1", "time     about", "memory   about", "disk     about"):
        assert line in out
    assert not list((tmp_path / "out").iterdir())


@pytest.mark.parametrize("number", [1, 5, 12])
def test_a_point_can_be_run_as_a_scenario(done, tmp_path, capsys, number):
    file, folder = done
    data = open_sweep(folder)
    for more, difference in (((), False), (("--reference",), True)):
        path = tmp_path / "point.yaml"
        path.write_text(said(capsys, "sweep", "point", file, number, *more), encoding="utf-8")
        scenario = load_scenario(path)
        found = run_points([scenario], data.members, 1, ["trade_total"])["trade_total"][0]
        case = (data.reference if difference else data.case)[number - 1]
        np.testing.assert_array_equal(found.astype(np.float32), np.asarray(data.values["trade_total"])[case])


def test_a_point_that_is_not_there(done, capsys):
    assert "has 12 points; there is no point 13" in said(capsys, "sweep", "point", done[0], 13, code=2)


def test_the_folder_says_what_points_were(done):
    file, folder = done
    assert sorted(path.name for path in (folder / "scenarios").iterdir()) == ["closed.yaml", "short.yaml"]
    assert load_scenario(folder / "scenarios" / "closed.yaml").changes == load_sweep(file).scenario.changes
    lines = (folder / "points.csv").read_text().splitlines()
    assert lines[0] == "point,border_open_cargo,customs_digital,case,reference"
    assert len(lines) == 13 == len(design_of(load_sweep(file)).values) + 1


def test_parquet_holds_what_the_store_holds(done):
    import pandas as pd

    data = open_sweep(done[1])
    table = pd.read_parquet(done[1] / "indicators.parquet")
    one = table[(table.window == "whole") & (table.point == 5) & (table.member == 2)].iloc[0]
    series = data.monthly("unmet_need")[4, 2]
    assert one["unmet_need"] == np.float32(series[-1])  # the table of indicators says `last`
    gap = data.monthly("trade_total", difference=True)[4, 2]
    assert one["trade_total_difference"] == pytest.approx(gap.mean(), rel=1e-5)
    assert len(table) == 3 * 12 * 4


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["sweep", "status", "."], "is no folder of a sweep"),
        (["sweep", "nowhere.yaml"], "nowhere.yaml: no such file"),
        (["sweep", "FILE", "--dask", "local:no"], "local:N"),
    ],
)
def test_wrong_input_is_said_in_a_line(done, tmp_path, monkeypatch, capsys, words, expected):
    monkeypatch.chdir(tmp_path)
    assert expected in said(capsys, *[str(done[0]) if word == "FILE" else word for word in words], code=2)


def test_another_number_of_members_is_refused_with_what_differs(done, capsys):
    file, folder = done
    err = said(capsys, "sweep", file, "--out", folder.parent, "--members", "5", code=2)
    assert "members: 4 in the folder, 5 now" in err
    assert "--out" in err


def test_both_languages(done, capsys):
    file, folder = done
    out = said(capsys, "sweep", file, "--out", folder.parent, "--lang", "es", "--jobs", "1")
    assert "1 blocks were there, 0 were computed" in out
    assert 'lang="es"' in (folder / "report.html").read_text(encoding="utf-8")
