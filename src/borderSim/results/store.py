"""The numbers of a run on disk (run.nc, indicators.parquet, indicators.csv) and the reader that brings them back.

run.nc holds national and department values per member; a municipal field only as quantiles, unless ``full``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from borderSim.catalogue import Indicator, indicators
from borderSim.results.data import LEVELS, Array, Opposed, PlaceSummary, RunData
from borderSim.results.tables import first_days, write_csv, write_parquet

if TYPE_CHECKING:
    import xarray as xr

BY_DEPARTMENT, BY_PLACE, AGAIN = "_by_department", "_by_place", "again_"
SUMMARY_PARTS = {
    "levels": "_quantiles",
    "difference": "_difference_quantiles",
    "higher": "_share_higher",
    "lower": "_share_lower",
}
CAUTION = "Compares options under stated assumptions; not a forecast. Many parameters are judgement: see the report."


@dataclass(frozen=True)
class Results:
    """A run read back from disk: its folder, its numbers, its manifest, its scenario text as YAML by name."""

    path: Path
    data: RunData
    manifest: Mapping[str, Any]
    resolved: Mapping[str, str]


def write_numbers(data: RunData, folder: Path, *, full: bool = False) -> list[Path]:
    """Write run.nc, indicators.parquet and indicators.csv into ``folder`` and return their paths.

    ``full`` keeps municipal fields per member too; `full_size` says how many bytes that adds.
    """
    from borderSim import world

    places = world.load()
    paths = [folder / name for name in ("run.nc", "indicators.parquet", "indicators.csv")]
    dataset(data, places, full=full).to_netcdf(paths[0], engine="h5netcdf")
    write_parquet(data, paths[1])
    write_csv(data, [str(code) for code in places.department_codes], paths[2])
    return paths


def full_size(data: RunData) -> int:
    """Bytes that the municipal fields per member add to run.nc."""
    return sum(np.asarray(values).size * 4 for values in data.place.values())


def dataset(data: RunData, world: Any, *, full: bool) -> xr.Dataset:
    """The run as one labelled dataset with CF attributes: dims scenario, member, time, department, place, quantile."""
    import xarray as xr

    known, axes = indicators(), ("scenario", "member", "time")
    fields: dict[str, tuple[tuple[str, ...], Array, dict[str, str]]] = {}
    for name, values in data.national.items():
        fields[name] = (axes, np.asarray(values), _attributes(known, name))
    for name, values in data.department.items():
        fields[name + BY_DEPARTMENT] = ((*axes, "department"), np.asarray(values, np.float32), _attributes(known, name))
    for name in {**data.place, **data.summaries}:
        fields.update(_municipal(data, known, name, full))
    for name, values in data.again.items():
        fields[AGAIN + name] = (("asked", "repeated", "time"), np.asarray(values, np.float32), _attributes(known, name))
    for name, values in data.structure.items():
        fields[name] = (("member",), np.asarray(values, np.int8), {"long_name": "structural choice", "units": "1"})
    built = xr.Dataset(fields, coords=_coordinates(data, world), attrs=_header(data))
    built["time"].encoding.update(units="days since 2012-01-01", calendar="standard", dtype="int32")
    return built


def _municipal(data: RunData, known: Mapping[str, Indicator], name: str, full: bool) -> dict[str, Any]:
    """The stored variables of one municipal field: its summary, and its members when ``full``."""
    summary, about = data.place_summary(name), _attributes(known, name.removesuffix("_start"))
    fields: dict[str, Any] = {}
    for part, suffix in SUMMARY_PARTS.items():
        values = np.asarray(getattr(summary, part), np.float32)
        if values.ndim == 3:
            fields[name + BY_PLACE + suffix] = (("scenario", "quantile", "place"), values, about)
        else:
            share = {"units": "1", "long_name": f"share of members: {part}"}
            fields[name + BY_PLACE + suffix] = (("scenario", "place"), values, share)
    if full and name in data.place:
        fields[name + BY_PLACE] = (("scenario", "member", "place"), np.asarray(data.place[name], np.float32), about)
    return fields


def _coordinates(data: RunData, world: Any) -> dict[str, Any]:
    days = first_days(data.months).astype("datetime64[ns]")
    coords: dict[str, Any] = {
        "scenario": list(data.scenarios),
        "member": ("member", np.asarray(data.members), {"long_name": "draw of parameters and random events"}),
        "time": ("time", days, {"standard_name": "time", "long_name": "first day of the month"}),
        "quantile": ("quantile", np.array(LEVELS), {"units": "1"}),
    }
    if data.department:
        coords["department"] = [str(code) for code in world.department_codes]
        coords["department_name"] = ("department", [str(name) for name in world.department_names])
    municipal = [*data.place.values(), *(item.higher for item in data.summaries.values())]
    if municipal:
        coords["place"] = [str(code) for code in world.codes[: np.shape(municipal[0])[-1]]]
    return coords


def _attributes(known: Mapping[str, Indicator], name: str) -> dict[str, str]:
    if name not in known:
        return {"long_name": name, "units": "1"}
    item = known[name]
    return {"long_name": item.label_en, "units": item.unit, "window": item.window}


def _header(data: RunData) -> dict[str, str]:
    return {
        "Conventions": "CF-1.11",
        "title": f"borderSim run of {data.scenario}",
        "source": f"borderSim {data.meta.get('version', '')}",
        "comment": CAUTION,
        "borderSim_variants": json.dumps(data.variants),
        "borderSim_pairs": json.dumps(data.pairs),
        "borderSim_readings": json.dumps([astuple(item) for item in data.readings]),
        "borderSim_meta": json.dumps(data.meta, default=str, sort_keys=True),
    }


def open_run(path: str | Path) -> Results:
    """Read a run folder back. Raises FileNotFoundError where run.nc or manifest.json is missing."""
    folder = Path(path)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    texts = {item["name"]: (folder / item["file"]).read_text(encoding="utf-8") for item in manifest["scenarios"]}
    return Results(folder, read_numbers(folder / "run.nc"), manifest, texts)


def read_numbers(path: Path) -> RunData:
    """Read run.nc: national and department values per member, municipal fields as they were stored."""
    import xarray as xr

    with xr.open_dataset(path, engine="h5netcdf") as stored:
        stored.load()
    values = {str(name): item.values for name, item in stored.data_vars.items()}
    names = {n.removesuffix(BY_PLACE + "_quantiles") for n in values if n.endswith(BY_PLACE + "_quantiles")}
    return RunData(
        scenarios=tuple(str(name) for name in stored["scenario"].values),
        members=stored["member"].values,
        months=[str(month) for month in stored["time"].values.astype("datetime64[M]")],
        national={n: v for n, v in values.items() if stored[n].dims == ("scenario", "member", "time")},
        department={n.removesuffix(BY_DEPARTMENT): v for n, v in values.items() if n.endswith(BY_DEPARTMENT)},
        place={n.removesuffix(BY_PLACE): v for n, v in values.items() if n.endswith(BY_PLACE)},
        meta=json.loads(stored.attrs["borderSim_meta"]),
        variants=tuple(json.loads(stored.attrs["borderSim_variants"])),
        pairs=tuple((a, b) for a, b in json.loads(stored.attrs["borderSim_pairs"])),
        summaries={n: _summary(values, n) for n in sorted(names)},
        readings=tuple(Opposed(*item) for item in json.loads(stored.attrs["borderSim_readings"])),
        structure={n: v for n, v in values.items() if stored[n].dims == ("member",)},
        again={n.removeprefix(AGAIN): v for n, v in values.items() if n.startswith(AGAIN)},
    )


def _summary(values: Mapping[str, Array], name: str) -> PlaceSummary:
    return PlaceSummary(**{part: values[name + BY_PLACE + suffix] for part, suffix in SUMMARY_PARTS.items()})
