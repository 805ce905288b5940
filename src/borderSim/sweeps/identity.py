"""What decides the numbers of a sweep: two runs may share a store only where all of it is the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import numpy as np

from borderSim import __version__
from borderSim.fingerprint import PACKAGE, hash_files, sha256

PARTS = ("catalogue", "engine", "experiment", "model", "scenario", "sweeps", "world")
"""The packages whose code the numbers come from."""


@cache
def machinery() -> dict[str, str]:
    """Version, hashes of code and tables, numpy, and what this machine's arithmetic gives: equal on every worker."""
    code = [file for part in PARTS for file in (PACKAGE / part).rglob("*.py")]
    tables = [file for file in (PACKAGE / "data").rglob("*") if file.suffix in {".csv", ".json"}]
    return {
        "borderSim": __version__,
        "code": hash_files(code)[:16],
        "data tables": hash_files(tables)[:16],
        "numpy": np.__version__,
        "arithmetic of the machine": arithmetic(),
    }


def arithmetic() -> str:
    """A hash of what the processor makes of some functions: kinds of processor differ in the last digit of float32."""
    x = np.linspace(-20, 20, 4099, dtype=np.float32)
    square = x[:4096].reshape(64, 64)
    results = [np.exp(x), np.log(x * x + 1), np.sin(x), np.cos(x), np.exp(x.astype(np.float64)), square @ square.T]
    return sha256(b"".join(np.ascontiguousarray(values).tobytes() for values in results))[:16]


def differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """One line for each thing that is not the same: `members: 50 in the folder, 20 now`."""
    return [line for key in dict.fromkeys([*before, *now]) for line in _difference(key, before.get(key), now.get(key))]


def _difference(key: str, before: Any, now: Any) -> Iterator[str]:
    if before == now:
        return
    if isinstance(before, dict) and isinstance(now, dict):
        yield from (f"{key}, {line}" for line in differences(before, now))
    elif _is_short(before) and _is_short(now):
        ours, theirs = ("none" if value is None else value for value in (now, before))
        yield f"{key}: {theirs} in the folder, {ours} now"
    else:
        yield f"{key}: changed"


def _is_short(value: Any) -> bool:
    hexadecimal = isinstance(value, str) and len(value) >= 16 and set(value) <= set("0123456789abcdef")
    return not hexadecimal and len(str(value)) <= 60
