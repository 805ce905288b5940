"""Small sweeps of a short run of 2012 (no warm start needed), and the program as a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np

from borderSim.results.sweep_store import SweepStore

SCENARIO = """\
name: short
title: {en: "Short", es: "Corto"}
question: {en: "What?", es: "¿Qué?"}
start: 2012-01-01
end: 2012-07-01
members: 4
indicators: [trade_total, unmet_need]
"""
SWEEP = """\
name: small
title: {en: "Small", es: "Pequeño"}
question: {en: "What changes?", es: "¿Qué cambia?"}
scenario: closed.yaml
members: 4
indicators: [trade_total, unmet_need]
vary:
  - {lever: border_open_cargo, from: 2012-02-01, values: [0, 0.25, 0.5, 0.75]}
  - {lever: customs_digital, from: 2012-03-01, values: [0, 0.5, 1]}
"""
CLOSED = "levers:\n  border_open_people: {from: 2012-02-01, value: 0}\ncompare_with: [short]\n"


def written(folder: Path, sweep: str = SWEEP, name: str = "small") -> Path:
    """A sweep file and its scenarios in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "short.yaml").write_text(SCENARIO, encoding="utf-8")
    (folder / "closed.yaml").write_text(SCENARIO.replace("name: short", "name: closed") + CLOSED, encoding="utf-8")
    path = folder / f"{name}.yaml"
    path.write_text(sweep, encoding="utf-8")
    return path


def program(*words: object, **options: object) -> subprocess.Popen:
    """The program as a process; its output is kept."""
    line = [sys.executable, "-m", "borderSim.cli.main", *map(str, words)]
    env = {**os.environ, "OMP_NUM_THREADS": "1", **options.pop("env", {})}
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env, **options)


def finished(process: subprocess.Popen, code: int = 0) -> str:
    """Everything that the process said; it ended with ``code``."""
    out, err = process.communicate(timeout=300)
    assert process.returncode == code, f"{process.returncode}\n{out}\n{err}"
    assert "Traceback" not in err, err
    return out + err


def content(folder: Path) -> dict[str, bytes]:
    """Every finished chunk and table of a sweep, byte for byte."""
    files = [*(folder / "store.zarr").rglob("*"), folder / "points.csv", folder / "indicators.parquet"]
    return {str(f.relative_to(folder)): f.read_bytes() for f in files if f.is_file()}


def numbers(folder: Path) -> np.ndarray:
    store = SweepStore(folder)
    return np.stack([store.national(position) for position in range(2)])
