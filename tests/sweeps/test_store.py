"""The store: a chunk is a block, whole or not there; what is read is what was written."""

import numpy as np
import pytest
import xarray as xr

from borderSim.errors import RunError
from borderSim.results.sweep_store import Cut, Shape, SweepStore, create

MONTHS = ["2024-01", "2024-02", "2024-03"]


def store(folder, cut=(2, 3), departments=("unmet_need_department",)):
    shape = Shape(5, range(7), MONTHS, ("trade_total", "unmet_need"), departments, ("CO05", "CO08"), Cut(*cut))
    create(folder, shape, {"point": (("point",), np.arange(1, 6))})
    return SweepStore(folder), shape


def block(case, member, departments=1):
    size = (case.stop - case.start, member.stop - member.start)
    values = np.arange(np.prod(size) * 6, dtype=np.float32).reshape(*size, 2, 3) + case.start * 100 + member.start
    return {"values": values, "departments": np.full((*size, departments, 3, 2), case.start, np.float32)}


def test_what_is_read_is_what_was_written(tmp_path):
    opened, shape = store(tmp_path)
    for case, member in shape.cut.blocks(5, 7):
        assert not opened.is_done(case, member)
        opened.write(case, member, block(case, member))
        assert opened.is_done(case, member)
    for case, member in shape.cut.blocks(5, 7):
        expected = block(case, member)["values"]
        for position in range(2):
            np.testing.assert_array_equal(opened.national(position)[case, member], expected[:, :, position])
    assert opened.department(0).shape == (5, 7, 3, 2)


def test_blocks_cover_everything_once():
    seen = np.zeros((11, 13), int)
    for case, member in Cut(4, 5).blocks(11, 13):
        seen[case, member] += 1
    assert (seen == 1).all()


def test_a_block_of_missing_values_is_finished_too(tmp_path):
    opened, _ = store(tmp_path)
    case, member = slice(0, 2), slice(0, 3)
    found = {name: np.full_like(values, np.nan) for name, values in block(case, member).items()}
    opened.write(case, member, found)
    assert SweepStore(tmp_path).is_done(case, member)


def test_a_half_written_chunk_does_not_count(tmp_path):
    opened, _ = store(tmp_path)
    left = tmp_path / "store.zarr" / "values" / "0.0.0.abc.partial"
    left.write_bytes(b"half")
    assert not opened.is_done(slice(0, 2), slice(0, 3))
    opened.clean()
    assert not left.exists()


def test_the_national_chunk_comes_last(tmp_path, monkeypatch):
    """A stop between the two arrays of a block must not make it look finished."""
    opened, _ = store(tmp_path)
    national = opened._arrays["values"]
    monkeypatch.setitem(opened._arrays, "values", None)
    case, member = slice(0, 2), slice(0, 3)
    with pytest.raises(TypeError):
        opened.write(case, member, block(case, member))
    monkeypatch.setitem(opened._arrays, "values", national)
    assert not opened.is_done(case, member)


def test_a_full_disk_is_said_in_words(tmp_path, monkeypatch):
    opened, _ = store(tmp_path)

    class Full:
        def __setitem__(self, key, value):
            raise OSError(28, "No space left on device")

    monkeypatch.setitem(opened._arrays, "values", Full())
    with pytest.raises(RunError, match=r"No space left on device; what was finished is kept"):
        opened.write(slice(0, 2), slice(0, 3), block(slice(0, 2), slice(0, 3)))


def test_xarray_shows_cases_members_dates_and_names(tmp_path):
    opened, shape = store(tmp_path, departments=())
    for case, member in shape.cut.blocks(5, 7):
        opened.write(case, member, block(case, member))
    with xr.open_dataset(tmp_path / "store.zarr", engine="zarr") as data:
        assert data["values"].dims == ("case", "member", "indicator", "time")
        assert [str(name) for name in data["indicator"].values] == ["trade_total", "unmet_need"]
        assert str(data["time"].values[1])[:10] == "2024-02-01"
        one = data["values"].sel(indicator="unmet_need", case=4, member=6, time="2024-03-01")
        assert float(one) == opened.national(1)[4, 6, 2]
        assert "departments" not in data
