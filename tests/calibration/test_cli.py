"""`borderSim calibrate` from end to end with a small ensemble, and what it says to bad input."""

import json

import numpy as np
import pandas as pd
import pytest

from borderSim.catalogue.posterior import read_posterior
from borderSim.cli import main as program

SMALL = ("--until", "2016", "--members", "24", "--steps", "2")


def said(capsys, *arguments):
    with pytest.raises(SystemExit) as stop:
        program.main(["calibrate", *map(str, arguments)])
    out, err = capsys.readouterr()
    return stop.value.code, out, err


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    out = tmp_path_factory.mktemp("fits")
    for jobs, folder in ((1, "one"), (2, "two")):
        with pytest.raises(SystemExit) as stop:
            program.main(["calibrate", *SMALL, "--jobs", str(jobs), "--out", str(out / folder)])
        assert stop.value.code == 0
    return [next((out / folder).iterdir()) for folder in ("one", "two")]


def test_the_folder_holds_the_posterior_its_tables_and_figures(made):
    names = {file.relative_to(made[0]).as_posix() for file in made[0].rglob("*") if file.is_file()}
    figures = {f"figures/{name}.{kind}" for name in ("learnt", "convergence") for kind in ("svg", "png")}
    tables = {"parameters.csv", "counts.csv", "convergence.csv", "diagnostics.json"}
    assert names == figures | tables | {"until-2016-12-31.csv", "until-2016-12-31.json"}


def test_the_same_seed_gives_the_same_posterior_on_one_process_and_on_two(made):
    one, two = (read_posterior(folder / "until-2016-12-31.csv") for folder in made)
    assert one.digest == two.digest
    assert one.manifest["until"] == "2016-12-31"
    assert one.scores.shape == (24, len(one.names))


def test_the_tables_say_what_was_learnt_and_how_the_counts_are_met(made):
    parameters, counts = (pd.read_csv(made[0] / name) for name in ("parameters.csv", "counts.csv"))
    informed = parameters[parameters.informed]
    assert len(informed) == json.loads((made[0] / "diagnostics.json").read_text())["informed_parameters"]
    assert (parameters.overlap.between(0, 1 + 1e-6)).all()
    assert (parameters[~parameters.informed].spread == 1).all()
    assert not (counts.date > "2016-12").any()
    bands = counts[[f"posterior_q{q:02d}" for q in (5, 25, 50, 75, 95)]].to_numpy()
    assert (np.diff(bands, axis=1) >= 0).all()


def test_the_fit_comes_nearer_to_the_counts(made):
    table = pd.read_csv(made[0] / "convergence.csv").set_index("step")
    assert table.misfit_q50["2"] < table.misfit_q50["0"]


BAD = {
    "a date": (("--until", "yesterday"), "not a date"),
    "before the record": (("--until", "2012"), "out of range"),
    "after the record": (("--until", "2031"), "out of range"),
    "too few members": (("--members", "3"), "--members"),
    "no step": (("--steps", "0"), "--steps"),
    "a variable": (("--variables", "ven_stock_totl"), "did you mean ven_stock_total"),
    "a parameter": (("--only", "gdp_trend_grwth"), "did you mean gdp_trend_growth"),
    "a fixed parameter": (("--only", "recount_start"), "nothing to fit"),
    "nothing counted": (("--until", "2014", "--variables", "displaced_persons"), "no count of displaced_persons"),
    "an unwritable folder": (("--out", "/proc/nothing"), "/proc/nothing"),
    "a language": (("--lang", "fr"), "--lang"),
}


@pytest.mark.parametrize(("arguments", "what"), BAD.values(), ids=BAD)
def test_bad_input_is_said_in_a_line(capsys, arguments, what):
    code, out, err = said(capsys, *arguments)
    assert code == 2
    assert what in " ".join(err.split())
    assert "Traceback" not in err
    assert out == ""
