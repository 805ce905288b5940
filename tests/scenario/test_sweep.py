"""Sweep files: what they say, what is wrong with them, and what a run of one writes."""

import csv
from pathlib import Path

import pytest

from borderSim.catalogue import levers
from borderSim.cli.main import main
from borderSim.errors import UserError
from borderSim.scenario import Pin
from borderSim.scenario.sweep import AXES, load_sweep

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "sweeps").glob("*.yaml"))
HEAD = 'name: x\ntitle: {en: "A", es: "B"}\nquestion: {en: "A?", es: "¿B?"}\n'


def written(tmp_path, vary, scenario="snap_closure", more="indicators: [trust]\n"):
    file = tmp_path / "x.yaml"
    path = ROOT / "scenarios" / f"{scenario}.yaml"
    file.write_text(f"{HEAD}scenario: {path}\n{vary}{more}", encoding="utf-8")
    return file


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_a_shipped_sweep_is_right_and_explained(file):
    sweep = load_sweep(file)
    assert sweep.name == file.stem
    assert len(sweep.axes) == AXES
    for text in (sweep.title, sweep.question, *sweep.notes):
        assert text["en"] != text["es"]
    assert sweep.notes
    assert len(dict(sweep.points())) == len(sweep.axes[0].values) * len(sweep.axes[1].values)


def test_there_is_one_for_each_question_with_two_sides():
    assert {file.stem for file in SHIPPED} >= {"discreet_vs_loud", "window_and_capacity", "war_shelter_and_support"}


def test_each_point_holds_its_own_values(tmp_path):
    vary = "vary:\n  - {lever: tariff_rate, from: 2026-01-01, values: [0, 10%]}\n"
    vary += "  - {assumption: reopening_admin_lag, values: [3, 9, 14]}\n"
    points = dict(load_sweep(written(tmp_path, vary)).points())
    assert list(points) == [(0, 3), (0, 9), (0, 14), (0.1, 3), (0.1, 9), (0.1, 14)]
    for (tariff, lag), scenario in points.items():
        assert [c.value for c in scenario.changes if c.lever == "tariff_rate"] == [tariff]
        assert scenario.assumptions["reopening_admin_lag"] == Pin(lag)
        assert any(c.lever == "border_open_people" for c in scenario.changes)


@pytest.mark.parametrize(
    ("vary", "expected"),
    [
        ("vary: 3\n", "x.yaml:5:7 vary: is a list of 2"),
        ("vary:\n  - {lever: tarif_rate, values: [0, 1]}\n  - {lever: tariff_rate, values: [0, 0.1]}\n",
         "did you mean tariff_rate"),
        ("vary:\n  - {lever: tariff_rate, values: [0, 3]}\n  - {lever: customs_digital, values: [0, 1]}\n",
         "x.yaml:6:38 vary[1].values[2]: 3 is above the upper bound"),
        ("vary:\n  - {lever: tariff_rate, values: [0]}\n  - {lever: customs_digital, values: [0, 1]}\n",
         "two or more different values"),
        ("vary:\n  - {values: [0, 1]}\n  - {lever: customs_digital, values: [0, 1]}\n", "give `lever` or `assumption`"),
        ("vary:\n  - {assumption: lag, values: [0, 1]}\n  - {lever: customs_digital, values: [0, 1]}\n",
         "unknown parameter lag"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(tmp_path, vary, expected):
    with pytest.raises(UserError) as error:
        load_sweep(written(tmp_path, vary))
    assert expected in "\n".join(error.value.lines())


def test_too_many_points_are_refused(tmp_path):
    values = [n / 100 for n in range(30)]
    vary = f"vary:\n  - {{lever: tariff_rate, values: {values}}}\n  - {{lever: customs_digital, values: {values}}}\n"
    with pytest.raises(UserError, match="900 points; at most 400"):
        load_sweep(written(tmp_path, vary))


def test_a_scenario_without_a_reference_is_refused(tmp_path):
    vary = "vary:\n  - {lever: tariff_rate, values: [0, 0.1]}\n  - {lever: customs_digital, values: [0, 1]}\n"
    with pytest.raises(UserError, match="no reference"):
        load_sweep(written(tmp_path, vary, scenario="today"))


def test_a_run_writes_points_figures_and_a_page(tmp_path, capsys):
    vary = "vary:\n  - {lever: tariff_rate, from: 2026-01-01, values: [0, 35%]}\n"
    vary += "  - {lever: crossing_hours, from: 2026-01-01, values: [8, 15]}\n"
    file = written(tmp_path, vary, scenario="max_pressure", more="indicators: [trade_total]\n")
    with pytest.raises(SystemExit) as stop:
        main(["sweep", str(file), "--members", "3", "--out", str(tmp_path / "out")])
    assert not stop.value.code
    page = Path(capsys.readouterr().out.strip().splitlines()[-1])
    assert page.is_file()
    assert (page.parent / "figures" / "sweep_trade_total.png").stat().st_size > 10_000
    with (page.parent / "points.csv").open(encoding="utf-8") as stream:
        every = [row for row in csv.DictReader(stream) if row["window"] == "last_12"]
    rows = [row for row in every if row["indicator"] == "trade_total"]
    points = [(row["tariff_rate"], row["crossing_hours"]) for row in rows]
    assert points == [("0", "8"), ("0", "15"), ("0.35", "8"), ("0.35", "15")]
    assert float(rows[0]["median"]) > float(rows[2]["median"])  # a tariff lowers trade, at the same hours
    assert levers()["tariff_rate"].label("en") in page.read_text(encoding="utf-8")


def test_a_wrong_file_is_bad_input_and_leaves_nothing(tmp_path, capsys):
    file = written(tmp_path, "vary: []\n")
    with pytest.raises(SystemExit) as stop:
        main(["sweep", str(file), "--out", str(tmp_path / "out")])
    assert stop.value.code == 2
    assert "Traceback" not in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_check_reads_sweeps_too(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["check", str(SHIPPED[0])])
    assert not stop.value.code
    assert "4 x 4 points" in capsys.readouterr().out
