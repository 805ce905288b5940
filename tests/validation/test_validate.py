"""`borderSim validate` from end to end with two members, and what it says to bad input."""

import csv
from datetime import date

import numpy as np
import pytest

from borderSim.cli import main as program
from borderSim.cli.dates import period_end
from borderSim.cli.validate import FIRST, LAST
from borderSim.errors import UserError
from borderSim.validation.findings import findings
from borderSim.validation.table import facts

from .conftest import MEMBERS


def said(capsys, *arguments):
    with pytest.raises(SystemExit) as stop:
        program.main(["validate", *map(str, arguments)])
    out, err = capsys.readouterr()
    return stop.value.code, out, err


class TestProgram:
    def test_it_prints_and_writes_every_fact_and_repeats_itself(self, capsys, tmp_path, runs):
        file = tmp_path / "facts.csv"
        options = ("--members", MEMBERS, "--parameters", "prior", "--out", file, "--lang", "es")
        code, out, err = said(capsys, *options)
        assert (code, err) == (0, "")
        assert all(fact.id in out for fact in facts().values())
        assert "veredicto" in out
        assert "Medianas dentro" in out
        with open(file, encoding="utf-8", newline="") as table:
            rows = list(csv.DictReader(table))
        again = findings(runs, None)
        assert [(row["id"], row["part"]) for row in rows] == [(f.fact.id, f.fact.part) for f in again]
        for row, one in zip(rows, again, strict=True):
            middle = one.band[1]
            assert row["median"] == ("" if np.isnan(middle) else f"{middle:.6g}")
        assert [path.name for path in tmp_path.iterdir()] == ["facts.csv"]


BAD = {
    "members 0": (("--members", 0), "--members"),
    "members text": (("--members", "many"), "--members"),
    "jobs 0": (("--jobs", 0), "--jobs"),
    "parameters": (("--parameters", "posterio"), "did you mean posterior"),
    "empty parameters": (("--parameters", ""), "unknown parameter set"),
    "no date": (("--until", "soon"), "--until soon: not a date; write 2021-12-31"),
    "no such day": (("--until", "2021-02-30"), "not a date"),
    "no such month": (("--until", "2021-13"), "not a date"),
    "empty date": (("--until", ""), "not a date"),
    "after the last count": (("--until", "2022-01-01"), "allowed 2012-01-01 to 2021-12-31"),
    "before the first": (("--until", "2011"), "allowed 2012-01-01 to 2021-12-31"),
    "no folder": (("--out", "/nowhere/at/all.csv"), "no folder"),
    "a folder": (("--out", "/"), "--out"),
    "language": (("--lang", "fr"), "en or es"),
    "unknown option": (("--member", 3), "--member"),
    "an argument": (("today.yaml",), "today.yaml"),
}


@pytest.mark.parametrize(("arguments", "what"), BAD.values(), ids=BAD)
def test_bad_input_is_said_in_a_line_before_any_work(capsys, arguments, what):
    code, out, err = said(capsys, *arguments)
    assert code == 2
    assert what in " ".join(err.split())
    assert "Traceback" not in err
    assert out == ""


@pytest.mark.parametrize(
    ("text", "day"),
    [("2019", date(2019, 12, 31)), ("2020-02", date(2020, 2, 29)), ("2021-06-15", date(2021, 6, 15))],
)
def test_a_year_and_a_month_mean_their_last_day(text, day):
    assert period_end(text, FIRST, LAST) == day


def test_a_date_is_never_guessed():
    with pytest.raises(UserError):
        period_end("15/06/2021", FIRST, LAST)
