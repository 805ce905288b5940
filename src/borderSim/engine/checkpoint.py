"""The state of a run as one matrix: to keep it, to resume from it, to branch from it.

Everything that a run needs to go on lies in the state's arrays; the calendar is rebuilt from the scenario.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

State = dict[str, NDArray[Any]]


def layout(state: Mapping[str, NDArray[Any]]) -> list[tuple[str, tuple[int, ...], str]]:
    """Name, shape after the lane axis and dtype of every field, by name."""
    return [(name, state[name].shape[1:], str(state[name].dtype)) for name in sorted(state)]


def pack(state: Mapping[str, NDArray[Any]]) -> NDArray[np.float64]:
    """(L, W) float64: all fields side by side; exact for float32 and float64."""
    lanes = len(next(iter(state.values())))
    return np.concatenate([state[name].reshape(lanes, -1).astype(np.float64) for name in sorted(state)], axis=1)


def unpack(matrix: NDArray[np.float64], fields: list[tuple[str, tuple[int, ...], str]]) -> State:
    """The state that :func:`pack` packed."""
    state, column = {}, 0
    for name, shape, dtype in fields:
        width = math.prod(shape)
        state[name] = np.ascontiguousarray(matrix[:, column : column + width], dtype).reshape(-1, *shape)
        column += width
    return state


def branch(state: Mapping[str, NDArray[Any]], lanes: NDArray[np.int64]) -> State:
    """A copy of some lanes, in the order asked for; a lane may be taken more than once."""
    return {name: array[lanes] for name, array in state.items()}


def save(path: Path, state: Mapping[str, NDArray[Any]], month: int) -> None:
    """Write a checkpoint (one .npy file and its layout in JSON) under temporary names, then rename."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"month": month, "fields": layout(state)})
    matrix = path.with_suffix(f".{os.getpid()}.tmp.npy")
    note = path.with_suffix(f".{os.getpid()}.tmp.json")
    np.save(matrix, pack(state), allow_pickle=False)
    note.write_text(text)
    os.replace(matrix, path.with_suffix(".npy"))
    os.replace(note, path.with_suffix(".json"))


def load(path: Path) -> tuple[State, int]:
    """State and month of a checkpoint; raises OSError where there is none, ValueError where it is broken."""
    note = json.loads(path.with_suffix(".json").read_text())
    matrix = np.load(path.with_suffix(".npy"), allow_pickle=False)
    fields = [(name, tuple(shape), dtype) for name, shape, dtype in note["fields"]]
    if matrix.ndim != 2 or matrix.shape[1] != sum(math.prod(shape) for _, shape, _ in fields):
        raise ValueError(f"{path}: the checkpoint does not match its layout")
    return unpack(matrix, fields), int(note["month"])
