import json
import os
from dataclasses import replace

import numpy as np
import pyarrow.csv
import pyarrow.parquet
import pytest
import xarray as xr

from borderSim import world
from borderSim.results import manifest, store
from borderSim.results.folder import run_folder
from tests.results.synthetic import months, synthetic

TEXTS = {"reopen": "name: reopen\n", "baseline": "name: baseline\n"}


@pytest.fixture(scope="module")
def data():
    return synthetic(12, 14)


@pytest.fixture
def written(data, tmp_path):
    store.write_numbers(data, tmp_path)
    about = manifest.describe(data, TEXTS, "borderSim run scenarios/reopen.yaml")
    manifest.write_manifest(about, TEXTS, tmp_path)
    return tmp_path


def test_round_trip(data, written):
    found = store.open_run(written)
    again = found.data
    assert (again.scenarios, again.variants, list(again.months)) == (data.scenarios, data.variants, list(data.months))
    assert again.comparisons == data.comparisons
    assert again.meta == data.meta
    for name, values in data.national.items():
        np.testing.assert_array_equal(again.national[name], values)
    for name, values in data.department.items():
        np.testing.assert_allclose(again.department[name], values, rtol=1e-6)
    summary, kept = data.place_summary("venezuelans"), again.place_summary("venezuelans")
    np.testing.assert_allclose(kept.levels, summary.levels, rtol=1e-6)
    np.testing.assert_allclose(kept.higher, summary.higher, rtol=1e-6)
    assert found.resolved == TEXTS


def test_members_of_places_only_when_full(data, tmp_path):
    store.write_numbers(data, tmp_path)
    assert not store.read_numbers(tmp_path / "run.nc").place
    small = (tmp_path / "run.nc").stat().st_size
    store.write_numbers(data, tmp_path, full=True)
    np.testing.assert_array_equal(
        store.read_numbers(tmp_path / "run.nc").place["venezuelans"], data.place["venezuelans"]
    )
    assert (tmp_path / "run.nc").stat().st_size - small == pytest.approx(store.full_size(data), rel=0.05)


def test_dataset_follows_the_conventions(written):
    with xr.open_dataset(written / "run.nc", engine="h5netcdf") as found:
        assert found.attrs["Conventions"].startswith("CF-")
        assert "not a forecast" in found.attrs["comment"]
        assert found["exports_to_ve"].dims == ("scenario", "member", "time")
        assert found["exports_to_ve"].attrs["units"] == "USD M/month"
        assert found["unmet_need_department_by_department"].dims == ("scenario", "member", "time", "department")
        assert str(found["time"].values[0])[:10] == "2022-07-01"
        assert list(found["department"].values) == list(world.load().department_codes)
        assert found["venezuelans_by_place_quantiles"].dims == ("scenario", "quantile", "place")


def test_flat_tables(data, written):
    table = pyarrow.parquet.read_table(written / "indicators.parquet")
    assert table.num_rows == 4 * 12 * 14
    assert table.schema.field("exports_to_ve").metadata[b"unit"] == b"USD M/month"
    held = data.national["exports_to_ve"].ravel().astype(np.float32)
    np.testing.assert_array_equal(table["exports_to_ve"].to_numpy(), held)
    rows = pyarrow.csv.read_csv(written / "indicators.csv").to_pylist()
    assert list(rows[0]) == [
        "scenario",
        "date",
        "indicator",
        "unit",
        "place",
        "q05",
        "q25",
        "q50",
        "q75",
        "q95",
        "mean",
    ]
    wanted = ("baseline", "2023-02", "exports_to_ve", "national")
    row = next(r for r in rows if (r["scenario"], str(r["date"]), r["indicator"], r["place"]) == wanted)
    values = data.national["exports_to_ve"][1, :, months(14).index("2023-02")]
    assert row["q50"] == pytest.approx(np.median(values), rel=1e-6)
    assert row["mean"] == pytest.approx(values.mean(), rel=1e-6)


def broken_half_way(final):
    with run_folder(final) as folder:
        (folder / "part.txt").write_text("x")
        assert not final.exists()
        raise RuntimeError("half way")


def test_failure_leaves_nothing(tmp_path):
    with pytest.raises(RuntimeError, match="half way"):
        broken_half_way(tmp_path / "run")
    assert not list(tmp_path.iterdir())


def test_folder_appears_whole_and_replaces_the_same_run(tmp_path):
    for text in ("one", "two"):
        with run_folder(tmp_path / "run") as folder:
            (folder / "a.txt").write_text(text)
    assert [p.name for p in tmp_path.iterdir()] == ["run"]
    assert (tmp_path / "run" / "a.txt").read_text() == "two"


def test_old_run_comes_back_when_the_new_one_cannot_be_put(tmp_path, monkeypatch):
    with run_folder(tmp_path / "run") as folder:
        (folder / "a.txt").write_text("one")
    move = os.replace

    def broken(source, target):
        if str(target) == str(tmp_path / "run") and "-old-" not in str(source):
            raise OSError("disk full")
        move(source, target)

    monkeypatch.setattr(os, "replace", broken)
    with pytest.raises(OSError, match="disk full"), run_folder(tmp_path / "run") as folder:
        (folder / "a.txt").write_text("two")
    assert (tmp_path / "run" / "a.txt").read_text() == "one"
    assert [p.name for p in tmp_path.iterdir()] == ["run"]


def test_manifest_says_what_made_the_run(written):
    found = json.loads((written / "manifest.json").read_text())
    assert {"run.nc", "indicators.parquet", "indicators.csv", "scenario.resolved.yaml", "baseline.yaml"} == set(
        found["files"]
    )
    assert found["sources"].keys() == {"code", "catalogue", "data"}
    assert len(set(found["sources"].values())) == 3
    assert manifest.hash_files([]) not in found["sources"].values()
    assert found["seed"] == 7
    assert found["command"] == "borderSim run scenarios/reopen.yaml"
    assert "numpy" in found["libraries"]


def test_verify_accepts_the_same_numbers(data, written):
    report = manifest.verify(written, lambda: data)
    assert report.ok
    assert report.largest_difference == 0


def test_verify_names_what_differs(data, written):
    changed = {**data.national, "exports_to_ve": data.national["exports_to_ve"] * (1 + 1e-6)}
    report = manifest.verify(written, lambda: replace(data, national=changed))
    assert report.indicators_differ == ("exports_to_ve",)
    assert not report.ok
    assert not manifest.verify(written, lambda: replace(data, members=data.members + 1)).ok
    (written / "indicators.csv").write_text("other")
    assert manifest.verify(written, lambda: data).files_changed == ("indicators.csv",)


def test_short_hash_depends_on_scenario_and_seed(data):
    first = manifest.short_hash(data, TEXTS)
    assert first == manifest.short_hash(data, dict(TEXTS))
    assert first != manifest.short_hash(data, {**TEXTS, "reopen": "name: other\n"})
    assert first != manifest.short_hash(replace(data, meta={**data.meta, "seed": 8}), TEXTS)
