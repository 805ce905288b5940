"""`borderSim hindcast` from end to end with few members, what it writes, and what it says to bad input."""

import json
from datetime import date
from hashlib import sha256

import numpy as np
import pandas as pd
import pytest

from borderSim.calibration.space import space
from borderSim.catalogue import posterior as sets
from borderSim.cli import hindcast as command
from borderSim.cli import main as program
from borderSim.cli.dates import period_end
from borderSim.cli.hindcast import FIRST, LAST, chosen_set
from borderSim.cli.past.output import folder_name
from borderSim.errors import UserError
from borderSim.hindcast import targets
from borderSim.hindcast.observations import rules
from borderSim.hindcast.run import HindcastOptions, hindcast
from borderSim.hindcast.table import forecast_table

MEMBERS = 3
COLUMNS = ["date", "variable", "code", "unit", "mean", "q05", "q25", "q50", "q75", "q95", "kind"]


def said(capsys, *arguments):
    with pytest.raises(SystemExit) as stop:
        program.main(["hindcast", *map(str, arguments)])
    out, err = capsys.readouterr()
    return stop.value.code, out, err


def a_set(folder, name, until):
    """A fitted set of two parameters, as `borderSim calibrate` writes it."""
    names = space(2021).names[:2]
    scores = np.array([[0.5, -0.5], [-0.5, 0.5], [0.2, 0.1]])
    made = sets.fitted(name, names, scores, {"until": until, "seed": 1})
    return sets.write_posterior(folder, made)[0]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """One whole run; its folder and what it printed."""
    folder = tmp_path_factory.mktemp("hindcast") / "mine"
    patch = pytest.MonkeyPatch()
    lines = []
    patch.setattr("typer.echo", lambda text="", **_: lines.append(str(text)))
    options = ["--until", "2021", "--members", str(MEMBERS), "--parameters", "prior", "--jobs", "1"]
    with pytest.raises(SystemExit) as stop:
        program.main(["hindcast", *options, "--out", str(folder), "--lang", "es"])
    patch.undo()
    assert stop.value.code == 0
    return folder, lines


@pytest.fixture(scope="module")
def forecast(run):
    return pd.read_csv(run[0] / "forecast.csv", dtype={"code": str, "date": str})


class TestForecast:
    def test_columns_are_exactly_those_of_the_contract(self, run):
        assert (run[0] / "forecast.csv").read_text(encoding="utf-8").splitlines()[0] == ",".join(COLUMNS)

    def test_every_month_and_year_of_every_variable_is_there_once(self, forecast):
        assert not forecast.duplicated(["variable", "code", "date"]).any()
        months = {f"{y}-{m:02d}" for y in range(2012, 2026) for m in range(1, 13)}
        years = {str(y) for y in range(2012, 2026)}
        series = forecast[forecast.variable != "ven_stock_municipal"].groupby(["variable", "code"]).date.agg(set)
        assert {v for v, _ in series.index} == set(targets.variables())
        assert all(months | years <= found for found in series)

    def test_trade_has_its_running_years(self, forecast):
        found = set(forecast[forecast.variable == "bilateral_trade_total"].date)
        assert {"2022-01..2022-02", "2022-01..2022-11", "2025-01..2025-11"} <= found

    def test_municipalities_are_there_at_counts_and_quarters(self, forecast):
        own = forecast[forecast.variable == "ven_stock_municipal"]
        assert own.code.str.len().eq(5).all()
        assert own.groupby("date").code.nunique().eq(1122).all()
        assert {"2021-01", "2021-08", "2022-02", "2022-03", "2025-12"} <= set(own.date)

    def test_quantiles_are_ordered_numbers_not_below_zero(self, forecast):
        numbers = forecast[["q05", "q25", "q50", "q75", "q95"]].to_numpy()
        assert np.isfinite(numbers).all()
        assert (np.diff(numbers, axis=1) >= 0).all()
        assert (forecast[["mean", "q05"]] >= 0).all().all()

    def test_kinds_follow_the_cut_off(self, forecast):
        driver = forecast.variable == "oil_output_direct"
        assert forecast[driver].kind.eq("driver").all()
        end = forecast.date.str.split("..", regex=False).str[-1]
        after = np.where(end.str.len() == 4, end + "-12", end) > "2021-12"
        assert (forecast[~driver].kind == np.where(after, "forecast", "fit")[~driver]).all()

    def test_units_are_those_of_the_rules(self, forecast):
        assert (forecast.unit == forecast.variable.map({name: rule.unit for name, rule in rules().items()})).all()


class TestFolder:
    def test_scores_are_of_later_counts(self, run, forecast):
        scores = pd.read_csv(run[0] / "scores.csv", dtype={"code": str, "date": str})
        assert {"ven_stock_total", "darien_irregular_transits_VEN", "ven_stock_municipal"} <= set(scores.variable)
        assert "oil_output_direct" not in set(scores.variable)
        both = scores.merge(forecast, on=["variable", "code", "date"], suffixes=("", "_said"))
        others = set(map(tuple, scores[["code", "date"]].to_numpy())) - set(
            map(tuple, both[["code", "date"]].to_numpy())
        )
        assert others == {("54", "2025-01..2025-03")}, "all but a quarter of displaced people is a row of the forecast"
        assert both.kind.eq("forecast").all()
        np.testing.assert_allclose(both.q95, both.q95_said, rtol=1e-4)
        assert scores.crps.ge(0).all()

    def test_the_manifest_says_what_made_it(self, run):
        folder = run[0]
        about = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        assert (about["until"], about["seed"], about["members"]) == ("2021-12-31", 1, MEMBERS)
        assert about["parameters"] == {"set": "prior"}
        assert "observations.csv" in about["observations"]
        for name, digest in about["files"].items():
            assert sha256((folder / name).read_bytes()).hexdigest() == digest
        found = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
        assert found == {*about["files"], "manifest.json"}
        assert about["seconds"] > 0

    def test_each_figure_is_there_twice(self, run):
        stems = {p.stem for p in (run[0] / "figures").glob("*.png")}
        assert stems == {p.stem for p in (run[0] / "figures").glob("*.svg")}
        assert {"people", "trade", "homicides", "ven_stock_total", "homicides-54"} <= stems

    def test_the_lines_are_spanish(self, run):
        assert any("conteos posteriores" in line for line in run[1])
        assert any(line.startswith("Escrito:") for line in run[1])

    def test_nothing_else_was_left_behind(self, run):
        assert [path.name for path in run[0].parent.iterdir()] == ["mine"]


def test_the_numbers_do_not_depend_on_jobs(run):
    made = forecast_table(hindcast(HindcastOptions(date(2021, 12, 31), None, MEMBERS, jobs=2)))
    text = made.to_csv(index=False, float_format="%.6g")
    assert text == (run[0] / "forecast.csv").read_text(encoding="utf-8")


class TestDates:
    @pytest.mark.parametrize(
        ("text", "day"),
        [("2021", date(2021, 12, 31)), ("2021-12", date(2021, 12, 31)), ("2020-02", date(2020, 2, 29)),
         ("2021-06-15", date(2021, 6, 15)), ("2014-01", date(2014, 1, 31)), ("2025", date(2025, 12, 31))],
    )  # fmt: skip
    def test_a_period_is_its_end(self, text, day):
        assert period_end(text, FIRST, LAST) == day


BAD = {
    "no date": (("--until", "soon"), "--until soon: not a date; write 2021-12-31"),
    "no such day": (("--until", "2021-02-30"), "not a date"),
    "no such month": (("--until", "2021-13"), "not a date"),
    "empty date": (("--until", ""), "not a date"),
    "before 2014": (("--until", "2013"), "allowed 2014-01-31 to 2025-12-31"),
    "after the record": (("--until", "2026"), "allowed 2014-01-31 to 2025-12-31"),
    "one member": (("--members", 1), "--members"),
    "members text": (("--members", "many"), "--members"),
    "seed": (("--seed", -1), "--seed"),
    "jobs": (("--jobs", 0), "--jobs"),
    "unknown set": (("--parameters", "posterio"), "did you mean posterior"),
    "far from any set": (("--parameters", "xyz"), "or the path of a .csv"),
    "empty set": (("--parameters", ""), "no such parameter set"),
    "no such file": (("--parameters", "nowhere.csv"), "nowhere.csv: No such file"),
    "oil": (("--oil", "free"), "endogenous"),
    "language": (("--lang", "fr"), "es"),
    "unknown option": (("--untill", "2021"), "--until"),
    "an argument": (("2021",), "2021"),
}


class TestBadInput:
    @pytest.mark.parametrize(("arguments", "words"), BAD.values(), ids=BAD)
    def test_one_line_says_what_and_nothing_is_written(self, capsys, tmp_path, monkeypatch, arguments, words):
        monkeypatch.chdir(tmp_path)
        code, _, err = said(capsys, *arguments)
        assert code == 2
        assert words in err
        assert "Traceback" not in err
        assert not list(tmp_path.iterdir())

    def test_a_file_that_is_no_set(self, capsys, tmp_path):
        file = tmp_path / "mine.csv"
        file.write_bytes(b"\xff\xfe\x00")
        (tmp_path / "mine.json").write_text("{}")
        code, _, err = said(capsys, "--parameters", file)
        assert (code, "is not UTF-8" in err) == (2, True)

    def test_a_set_that_knows_later_counts_is_refused(self, capsys, tmp_path):
        file = a_set(tmp_path, "mine", "2021-12-31")
        code, _, err = said(capsys, "--until", "2020", "--parameters", file)
        assert code == 2
        assert "knows counts up to 2021-12-31, later than --until 2020-12-31" in err

    def test_a_folder_with_other_files_is_left_alone(self, capsys, tmp_path):
        (tmp_path / "thesis.txt").write_text("years of work")
        code, _, err = said(capsys, "--out", tmp_path)
        assert (code, "holds other files" in err) == (2, True)
        assert (tmp_path / "thesis.txt").read_text() == "years of work"

    def test_only_a_hindcast_gives_way(self, tmp_path):
        command.check_out(tmp_path)
        manifest = tmp_path / "manifest.json"
        manifest.write_text('{"kind": "hindcast"}')
        command.check_out(tmp_path)
        for text in ('{"kind": "run"}', "[]", "not json"):
            manifest.write_text(text)
            with pytest.raises(UserError, match="holds other files"):
                command.check_out(tmp_path)

    def test_a_file_is_no_folder(self, capsys, tmp_path):
        file = tmp_path / "file"
        file.write_text("")
        for out in (file, file / "below"):
            code, _, err = said(capsys, "--out", out)
            assert (code, "--out" in err) == (2, True)

    def test_a_run_that_fails_leaves_nothing(self, capsys, tmp_path, monkeypatch):
        def fail(options):
            raise UserError("something is wrong")

        monkeypatch.setattr(command, "computed", fail)
        code, _, _ = said(capsys, "--out", tmp_path / "new")
        assert code == 2
        assert not list(tmp_path.iterdir())


class TestSets:
    @pytest.fixture
    def packaged(self, monkeypatch, tmp_path):
        for name, until in (("2018", "2018-12-31"), ("2020", "2020-12-31"), ("latest", "2025-12-31")):
            a_set(tmp_path, name, until)
        monkeypatch.setattr(sets, "FOLDER", tmp_path)
        sets.posterior.cache_clear()
        yield tmp_path
        sets.posterior.cache_clear()

    def test_the_newest_set_that_may_be_known(self, packaged):
        assert chosen_set("posterior", None).name == "latest"
        assert chosen_set("posterior", date(2025, 12, 30)).name == "2020"
        assert chosen_set("posterior", date(2019, 6, 30)).name == "2018"
        assert chosen_set("posterior", date(2017, 12, 31)) is None
        assert chosen_set("prior", None) is None
        assert chosen_set("2018", date(2021, 12, 31)).name == "2018"

    def test_a_packaged_set_may_be_too_new(self, packaged):
        with pytest.raises(UserError, match="later than --until 2019-12-31"):
            chosen_set("2020", date(2019, 12, 31))
        with pytest.raises(UserError, match="did you mean 2018 or 2020"):
            chosen_set("2010", None)

    def test_the_folder_is_named_after_all_that_decides_the_numbers(self, packaged):
        one = HindcastOptions(date(2021, 12, 31), None)
        names = {
            folder_name(one),
            folder_name(HindcastOptions(date(2021, 12, 31), chosen_set("2018", None))),
            folder_name(HindcastOptions(date(2021, 12, 31), None, seed=2)),
            folder_name(HindcastOptions(date(2021, 12, 31), None, members=10)),
            folder_name(HindcastOptions(date(2021, 12, 31), None, oil_imposed=False)),
            folder_name(HindcastOptions(date(2020, 12, 31), None)),
        }
        assert len(names) == 6
        assert folder_name(HindcastOptions(date(2021, 12, 31), None, jobs=2)) == folder_name(one)
        assert folder_name(one).startswith("hindcast-2021-12-31-")
