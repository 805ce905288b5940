"""What made a run: hashes, versions, seed and the command that makes it again; and the check that it still does."""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np

from borderSim.fingerprint import PACKAGE, hash_files, sha256
from borderSim.results.data import Array, RunData
from borderSim.results.store import CAUTION, open_run

LIBRARIES = ("numpy", "scipy", "simpy", "pydantic", "PyYAML", "xarray", "h5netcdf", "pyarrow", "matplotlib", "shapely")
TOLERANCE = 1e-9
"""Relative tolerance of a recomputation on another platform (brief 4.2, I10); on one platform it is exact."""


def sources() -> dict[str, str]:
    """Hashes of what the numbers depend on besides the scenario: code, catalogue tables, data tables."""
    tables = PACKAGE / "data"
    catalogue = {*tables.glob("*.csv"), *(tables / "parameters").glob("*.csv")}
    return {
        "code": hash_files(PACKAGE.rglob("*.py")),
        "catalogue": hash_files(catalogue),
        "data": hash_files(set(tables.rglob("*")) - catalogue),
    }


def short_hash(data: RunData, resolved: Mapping[str, str]) -> str:
    """Eight hex digits for the folder name: scenarios, seed, parameter sets, members, dtype and code."""
    drawn = [data.meta.get(name) for name in ("seed", "dtype", "parameter_sets")]
    key = [dict(resolved), *drawn, len(data.members), sources()["code"]]
    return sha256(json.dumps(key, sort_keys=True, default=str).encode())[:8]


def write_scenarios(resolved: Mapping[str, str], folder: Path) -> list[Path]:
    """Write each resolved scenario: the first as scenario.resolved.yaml, references as <name>.yaml.

    So the first finds its references, by the names that it gives, in its own folder.
    """
    paths = []
    for position, (name, text) in enumerate(resolved.items()):
        path = folder / ("scenario.resolved.yaml" if position == 0 else f"{name}.yaml")
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def describe(data: RunData, resolved: Mapping[str, str], command: str) -> dict[str, Any]:
    """What made a run, as the manifest and the report say it; ``command`` is the line that makes it again."""
    return {
        "about": CAUTION,
        "id": short_hash(data, resolved),
        "borderSim": data.meta.get("version"),
        "seed": data.meta.get("seed"),
        "members": len(data.members),
        "months": [data.months[0], data.months[-1]],
        "meta": dict(data.meta),
        "sources": sources(),
        "git": git_revision(),
        "libraries": versions(),
        "platform": platform_class(),
        "command": command,
    }


def write_manifest(about: Mapping[str, Any], resolved: Mapping[str, str], folder: Path) -> Path:
    """Write the scenarios and manifest.json: what made the run, and the hash of every file in ``folder``."""
    paths = write_scenarios(resolved, folder)
    scenarios = [
        {"name": name, "file": path.name, "sha256": sha256(text.encode())}
        for (name, text), path in zip(resolved.items(), paths, strict=True)
    ]
    stored = sorted(item for item in folder.rglob("*") if item.is_file())
    files = {item.relative_to(folder).as_posix(): sha256(item.read_bytes()) for item in stored}
    path = folder / "manifest.json"
    whole = {**about, "scenarios": scenarios, "files": files}
    path.write_text(json.dumps(whole, indent=1, default=str, ensure_ascii=False), encoding="utf-8")
    return path


def versions() -> dict[str, str]:
    """Versions of the libraries that the numbers and figures depend on."""
    return {name: metadata.version(name) for name in LIBRARIES}


def platform_class() -> str:
    """The kind of machine, not which one: system, processor family, Python version."""
    return f"{platform.system()} {platform.machine()}, Python {sys.version_info.major}.{sys.version_info.minor}"


def git_revision() -> str | None:
    """The revision of the checkout that the package runs from, with "+changes" when edited; None outside git."""

    def git(*words: str) -> str:
        line = ["git", "-C", str(PACKAGE), *words]
        return subprocess.run(line, capture_output=True, text=True, check=True, timeout=10).stdout.strip()

    try:
        git("ls-files", "--error-unmatch", "__init__.py")  # fails where the package is installed, not a checkout
        return git("rev-parse", "HEAD") + ("+changes" if git("status", "--porcelain", "--", ".") else "")
    except (OSError, subprocess.SubprocessError):
        return None


@dataclass(frozen=True)
class VerifyReport:
    """The outcome of `verify`: what failed, in words, and the largest relative difference of a national number.

    ``parameters_changed`` names the scenarios whose fitted parameter set is another one now.
    """

    files_changed: tuple[str, ...]
    sources_changed: tuple[str, ...]
    indicators_differ: tuple[str, ...]
    largest_difference: float
    parameters_changed: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """True when the stored files are intact and the recomputed numbers match."""
        return not (self.files_changed or self.indicators_differ)


def verify(path: str | Path, rerun: Callable[[], RunData]) -> VerifyReport:
    """Compare a run folder with its manifest, and its national numbers with a recomputation.

    ``rerun`` makes the run again. Hashes of code and tables that changed since are reported, but do not fail by
    themselves: what counts is whether the numbers match.
    """
    folder = Path(path)
    stored = open_run(folder)
    again = rerun()
    gaps = differences(stored.data, again)
    now = sources()
    return VerifyReport(
        files_changed=tuple(changed_files(folder, stored.manifest["files"])),
        sources_changed=tuple(name for name, value in stored.manifest["sources"].items() if now.get(name) != value),
        indicators_differ=tuple(name for name, gap in gaps.items() if not gap <= TOLERANCE),
        largest_difference=max(gaps.values(), default=0.0),
        parameters_changed=tuple(_other_sets(stored.data, again)),
    )


def _other_sets(stored: RunData, again: RunData) -> list[str]:
    """Scenarios whose members are no longer drawn from the fitted numbers that made the run."""
    before, now = (run.meta.get("parameter_sets", {}) for run in (stored, again))
    return [name for name, drawn in before.items() if drawn.get("sha256") != now.get(name, {}).get("sha256")]


def changed_files(folder: Path, recorded: Mapping[str, str]) -> list[str]:
    """Names of files that are missing or whose hash is not the recorded one."""
    return [name for name, value in recorded.items() if not _intact(folder / name, value)]


def _intact(path: Path, digest: str) -> bool:
    return path.is_file() and sha256(path.read_bytes()) == digest


def differences(stored: RunData, again: RunData) -> dict[str, float]:
    """Largest relative difference per national indicator; infinite where names, shapes or missing values differ."""
    same_axes = stored.scenarios == again.scenarios and list(stored.months) == list(again.months)
    names: dict[str, Any] = {**stored.national, **again.national}
    if not same_axes or not np.array_equal(stored.members, again.members):
        return dict.fromkeys(names, float("inf"))
    return {name: _gap(stored.national.get(name), again.national.get(name)) for name in names}


def _gap(one: Array | None, two: Array | None) -> float:
    if one is None or two is None or one.shape != two.shape or not np.array_equal(np.isnan(one), np.isnan(two)):
        return float("inf")
    a, b = np.nan_to_num(np.asarray(one, np.float64)), np.nan_to_num(np.asarray(two, np.float64))
    scale = float(np.max(np.abs(a), initial=0.0)) or 1.0
    return float(np.max(np.abs(a - b), initial=0.0)) / scale
