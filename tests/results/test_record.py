"""What the scored hindcasts say of an indicator: the two tables, the match between them, the verdicts."""

from __future__ import annotations

import csv
import io
import math
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderSim.analysis import record
from borderSim.analysis.record import Score, past, records, rule, scores
from borderSim.catalogue import indicators
from borderSim.catalogue.entries import DATA
from borderSim.hindcast import observations, skill
from borderSim.hindcast.naive import FORECASTERS
from borderSim.hindcast.operators import OPERATORS
from borderSim.hindcast.settings import count
from tests.report.skill_story import TABLE

DIRECT = (
    "venezuelans_counted", "returns", "onward", "trade_total", "exports_to_ve", "imports_from_ve", "exports_cucuta",
    "exports_maicao", "exports_sea", "municipalities_eln", "municipalities_dissidents", "municipalities_agc",
    "coca_area", "gdp_index",
)  # fmt: skip
COLUMNS = TABLE.splitlines()[0].split(",")


class Reads(dict):
    """National series that remember which were asked for."""

    def __init__(self):
        super().__init__()
        self.names = []

    def __missing__(self, name):
        self.names.append(name)
        return None


@pytest.fixture
def scored(monkeypatch):
    found = tuple(map(record._score, csv.DictReader(io.StringIO(TABLE))))
    monkeypatch.setattr(record, "scores", lambda: found)


def score(**changed) -> Score:
    numbers = {"n": 10, "groups": 4, "coverage50": 0.5, "coverage90": 0.9, "coverage90_low": 0.7}
    numbers |= {"coverage90_high": 0.98, "bias": 0.0, "crps": 1.0, "skill": 0.1, "skill_low": -0.1, "skill_high": 0.3}
    texts = {"variable": "coca_area", "code": "", "horizon": "all", "best_naive": "drift", "sample": "out-of-sample"}
    return Score(**texts | numbers | changed)


class TestTables:
    def test_every_row_names_an_indicator_and_a_variable_of_the_record(self):
        assert records().keys() <= indicators().keys()
        assert {item.variable for item in records().values()} <= observations.rules().keys()

    def test_notes_are_in_both_languages_or_in_none(self):
        assert all(bool(item.note_en) == bool(item.note_es) for item in records().values())
        assert records()["returns"].note("es") != records()["returns"].note("en")

    def test_places_are_those_of_the_record(self):
        counted = {(o.variable, o.code) for o in observations.observations()} | {
            ("col_exports_via_customs", code) for code in ("cucuta", "maicao", "sea")
        }
        assert {(r.variable, r.code) for r in records().values() if r.code} <= counted

    @pytest.mark.parametrize("indicator", DIRECT)
    def test_record_and_model_are_compared_by_that_very_indicator(self, indicator):
        read = Reads()
        item = records()[indicator]
        OPERATORS[item.variable](SimpleNamespace(national=read), item.code, 0)
        assert read.names == [indicator]

    def test_the_packaged_scores_have_the_columns_and_known_names(self):
        text = (DATA / "hindcast_skill.csv").read_text(encoding="utf-8")
        assert text.splitlines()[0].split(",") == COLUMNS
        known = {*observations.rules(), "homicides_yearly"}
        assert {item.variable for item in scores()} <= known
        assert {item.best_naive for item in scores()} <= {*FORECASTERS, "constant_shares", ""}
        assert {item.sample for item in scores()} <= {"in-sample", "out-of-sample", "mixed"}
        whole = {(s.variable, s.code) for s in scores() if s.horizon == record.ALL}
        assert whole == {(s.variable, s.code) for s in scores()}

    def test_horizons_are_those_of_the_scoring(self):
        assert skill.ALL == record.ALL
        ends = [h for h in map(skill.horizon, range(1, 60)) if record._ends_in_a_year(h)]
        assert set(ends) == {skill.horizon(record.YEAR)}
        assert record.cutoffs() == (count("origin_first"), count("origin_last"))


class TestVerdict:
    @pytest.mark.parametrize(
        ("low", "high", "verdict"),
        [
            (0.1, 0.6, "better"),
            (-0.6, -0.1, "worse"),
            (-0.1, 0.6, "indistinct"),
            (0.0, 0.6, "indistinct"),
            (-0.6, 0.0, "indistinct"),
            (math.nan, math.nan, "too_few"),
            (0.1, math.nan, "too_few"),
        ],
    )
    def test_it_follows_the_interval(self, low, high, verdict):
        assert score(skill_low=low, skill_high=high).verdict == verdict

    @pytest.mark.parametrize(("low", "high", "band"), [(0.5, 0.8, "narrow"), (0.92, 1, "wide"), (0.6, 0.95, "holds")])
    def test_a_band_is_off_only_where_its_interval_leaves_out_90(self, low, high, band):
        assert score(coverage90_low=low, coverage90_high=high).band == band

    @given(st.integers(1, 2000), st.data())
    def test_a_share_written_with_six_figures_gives_the_count_back(self, n, data):
        inside = data.draw(st.integers(0, n))
        assert score(n=n, coverage90=float(f"{inside / n:.6g}")).inside == inside


class TestPast:
    def test_an_indicator_without_a_record_has_none(self, scored):
        assert past("border_jobs") == record.Past("border_jobs")

    def test_a_driver_is_never_scored(self, monkeypatch):
        monkeypatch.setattr(record, "scores", lambda: (score(variable="oil_output_direct"),))
        found = past("oil_output")
        assert found.driver
        assert found.whole is None
        assert rule("oil_output_direct")["driver"] == "yes"

    def test_scores_of_the_whole_and_of_a_year_ahead(self, scored):
        found = past("exports_to_ve")
        assert found.whole.skill == -0.3
        assert found.year.skill == -1.5
        assert not found.pooled

    def test_a_place_has_its_own_scores(self, scored):
        assert past("exports_maicao").whole.code == "maicao"
        assert past("exports_cucuta").whole is None, "the scores of another place are not its own"

    def test_scores_of_all_places_are_said_to_be_so(self, scored):
        found = past("newly_displaced")
        assert found.pooled
        assert found.whole.n == 20

    def test_scores_of_several_places_are_not_taken_for_the_whole(self, monkeypatch):
        rows = tuple(score(variable="ven_stock_department", code=code) for code in ("05", "54"))
        monkeypatch.setattr(record, "scores", lambda: rows)
        assert past("venezuelans_department").whole is None

    def test_empty_cells_are_not_known(self, scored):
        found = past("coca_area").whole
        assert math.isnan(found.skill)
        assert found.verdict == "too_few"
