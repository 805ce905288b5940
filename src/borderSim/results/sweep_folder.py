"""Read a sweep folder back: its points, its members' numbers, what made it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from borderSim.errors import UserError, did_you_mean
from borderSim.results.data import Array
from borderSim.results.sweep_data import AxisInfo, SweepData
from borderSim.results.sweep_store import STORE, Cut, SweepStore

ABOUT = "sweep.json"


class StoredSeries:
    """One national series (K, M, T) float32 on disk: an array when it is asked for whole, else a slice of cases."""

    def __init__(self, store: SweepStore, position: int) -> None:
        self._store, self._position = store, position
        self.shape = store.shape

    def __getitem__(self, key: Any) -> Array:
        if isinstance(key, slice):
            return self._store.national(self._position, key)
        return np.asarray(np.asarray(self)[key])

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        return np.asarray(self._store.national(self._position), dtype)


def read_about(folder: Path) -> dict[str, Any]:
    """What sweep.json says. Raises UserError where the folder is no sweep."""
    try:
        about: dict[str, Any] = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UserError(
            f"{folder} is no folder of a sweep, it has no {ABOUT}; borderSim sweep FILE makes one"
        ) from None
    except (OSError, ValueError) as error:
        raise UserError(f"{folder / ABOUT}: cannot be read ({error})") from None
    return about


def _axis(saved: Mapping[str, Any]) -> AxisInfo:
    """An axis as sweep.json holds it; folders that were made before choices were spoken have no words for them."""
    spoken = {lang: tuple(texts) for lang, texts in saved.get("spoken", {}).items()}
    return AxisInfo(**{**saved, "choices": tuple(saved["choices"]), "spoken": spoken})


def open_sweep(path: str | Path, indicators: Sequence[str] | None = None) -> SweepData:
    """A finished sweep. Raises UserError where the folder is no sweep, is not finished or has no such indicator."""
    folder = Path(path)
    about = read_about(folder)
    try:
        store = SweepStore(folder)
    except (OSError, ValueError, KeyError) as error:
        raise UserError(f"{folder / STORE}: cannot be read ({error})") from None
    parts = list(Cut(**about["cut"]).blocks(about["cases"], about["members"]))
    missing = sum(not store.is_done(*part) for part in parts)
    if missing:
        hint = "run the same sweep command again and it goes on"
        raise UserError(f"{folder} is not finished: {missing} of {len(parts)} blocks are missing; {hint}")
    known = about["indicators"]
    for name in indicators or ():
        if name not in known:
            near = did_you_mean(name, known) or f"; it has {', '.join(known)}"
            raise UserError(f"--indicator {name}: not in this sweep{near}")
    drawn = store.table("drawn")
    return SweepData(
        name=about["name"],
        title=about["title"],
        question=about["question"],
        axes=tuple(map(_axis, about["axes"])),
        points=store.table("points"),
        unit=store.table("unit"),
        case=store.table("case_of_point"),
        reference=store.table("reference_of_point"),
        members=np.arange(about["members"]),
        months=about["months"],
        values={name: StoredSeries(store, known.index(name)) for name in indicators or known},
        drawn={str(name): drawn[:, i] for i, name in enumerate(store.table("parameter"))},
        meta={**about, "folder": str(folder)},
    )
