"""Sweeps: throughput of one and two workers as ratios, the cost of handing out blocks, the size of the store, kills.

    python benchmarks/sweeps.py                  # ratios; some minutes
    python benchmarks/sweeps.py --points 2000 --kills 20     # a large sweep, killed again and again; most of an hour

Results go through the real plans, stores and program (docs/scaling.md has what came out).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from borderSim.experiment.executors import in_any_order, workers
from borderSim.results.sweep_store import DEPARTMENT, NATIONAL, SweepStore
from borderSim.scenario.sweep import load_sweep
from borderSim.sweeps.plan import Plan, Task, opened, plan_of
from borderSim.sweeps.runner import Team, run_plan

ROOT = Path(__file__).parents[1]
SWEEP = """\
name: many
title: {{en: "Many", es: "Muchos"}}
question: {{en: "How long does it take?", es: "¿Cuánto tarda?"}}
scenario: {scenario}
members: {members}
indicators: [people_with_papers, permits_delivered, unmet_need, arrivals, trade_total, conflict_killings]
vary:
  - sample: latin_hypercube
    points: {points}
    of:
      - {{lever: border_open_cargo, from: 2025-07-01, low: 0, high: 1}}
      - {{lever: border_open_people, from: 2025-07-01, low: 0, high: 1}}
      - {{lever: crossing_integrity, from: 2025-07-01, low: 0, high: 1}}
      - {{lever: host_support, from: 2025-07-01, low: 250, high: 400}}
"""


def written(folder: Path, points: int, members: int) -> Path:
    path = folder / "many.yaml"
    scenario = ROOT / "scenarios" / "regularise_again.yaml"
    path.write_text(SWEEP.format(scenario=scenario, points=points, members=members), encoding="utf-8")
    return path


def nothing(task: Task) -> dict[str, np.ndarray]:
    """A block's answer without its work: what is left is handing out, sending back and writing."""
    shape = (len(task.block.scenarios), len(task.block.members), len(task.block.keep or ()), 60)
    noise = np.arange(np.prod(shape), dtype=np.float32)
    return {NATIONAL: np.sqrt(noise).reshape(shape), DEPARTMENT: np.empty((*shape[:2], 0), np.float32)}


def seconds(plan: Plan, team: Team, folder: Path) -> float:
    """Of a whole run into an empty folder, with the warm starts at hand."""
    shutil.rmtree(folder, ignore_errors=True)
    began = time.perf_counter()
    run_plan(plan, folder, team)
    return time.perf_counter() - began


def handing_out(plan: Plan, team: Team, folder: Path) -> float:
    """Seconds per block for everything but the work, start-up of the workers left out."""
    shutil.rmtree(folder, ignore_errors=True)
    plan, store = opened(plan, folder)
    with workers(team.jobs, team.dask) as found:
        list(in_any_order(found, nothing, list(plan.tasks())[:4]))
        began = time.perf_counter()
        tasks = list(plan.tasks())
        for task, block in in_any_order(found, nothing, tasks):
            store.write(task.case, task.member, block)
        return (time.perf_counter() - began) / len(tasks)


def ratios(folder: Path, points: int, members: int) -> None:
    plan = plan_of(load_sweep(written(folder, points, members)))
    blocks = len(list(plan.tasks()))
    print(f"{points} points x {members} members x {len(plan.months)} months: {blocks} blocks", flush=True)
    seconds(plan, Team(2), folder / "warm")
    teams = {
        "1 process": Team(1),
        "2 processes": Team(2),
        "Dask, 1 worker": Team(1, "local:1"),
        "Dask, 2 workers": Team(2, "local:2"),
    }
    taken = {name: seconds(plan, team, folder / "run") for name, team in teams.items()}
    first = taken["1 process"]
    lane_months = plan.lanes * len(plan.months)
    for name, value in taken.items():
        print(f"{name:16} {value:7.1f} s  {first / value:5.2f} x  {lane_months / value:9,.0f} run-months/s", flush=True)
    for name, team in teams.items():
        cost = handing_out(plan, team, folder / "empty")
        print(
            f"{name:16} {1e3 * cost:7.1f} ms per block beside its work: {100 * cost * blocks / first:.2f}% of it",
            flush=True,
        )
    store = SweepStore(folder / "run")
    values = plan.lanes * len(plan.months) * len(plan.sweep.indicators)
    print(f"store: {store.bytes() / values * 1e6 / 1e6:.2f} MB per million values")


def digest(folder: Path) -> str:
    """Of every chunk and table, names included."""
    files = [*(folder / "store.zarr").rglob("*"), folder / "points.csv", folder / "indicators.parquet"]
    whole = hashlib.sha256()
    for file in sorted(f for f in files if f.is_file()):
        whole.update(str(file.relative_to(folder)).encode() + hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()


def children(pid: int) -> list[int]:
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False).stdout.split()
    return [int(child) for child in found]


def kills(folder: Path, points: int, members: int, count: int, dask: str | None) -> None:
    """A straight run, then one that is killed ``count`` times at random moments; their content must be the same."""
    file = written(folder, points, members)
    line = [sys.executable, "-m", "borderSim.cli.main", "sweep", str(file), "--jobs", "2"]
    line += ["--dask", dask] if dask else []
    began = time.perf_counter()
    subprocess.run([*line, "--out", str(folder / "straight")], check=True, stdout=subprocess.DEVNULL)
    straight = time.perf_counter() - began
    print(f"straight run: {straight / 60:.1f} minutes", flush=True)
    chance, victims = random.Random(1), {"main": 0, "worker": 0}
    began, done = time.perf_counter(), 0
    while True:
        process = subprocess.Popen(
            [*line, "--out", str(folder / "killed")], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        while done < count and process.poll() is None:
            time.sleep(chance.uniform(0.5, 1.6) * straight / count)
            victim = chance.choice(list(victims))
            pids = children(process.pid) if victim == "worker" else [process.pid]
            if process.poll() is None and pids:
                os.kill(chance.choice(pids), signal.SIGKILL)
                victims[victim] += 1
                done += 1
                state = subprocess.run(
                    [*line[:3], "sweep", "status", str(folder / "killed" / "sweep-many"), "--json"],
                    capture_output=True,
                    text=True,
                    check=False,
                ).stdout
                now = json.loads(state) if state else {}
                print(
                    f"kill {done}: {victim}; {now.get('blocks_done', 0)} of {now.get('blocks', '?')} blocks", flush=True
                )
        if process.wait() == 0:
            break
    print(f"{sum(victims.values())} kills ({victims}) in {(time.perf_counter() - began) / 60:.1f} minutes")
    same = digest(folder / "straight" / "sweep-many") == digest(folder / "killed" / "sweep-many")
    print("content is the same, byte for byte" if same else "CONTENT DIFFERS")
    if not same:
        sys.exit(1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=256)
    parser.add_argument("--members", type=int, default=50)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--dask")
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    if options.kills:
        kills(folder, options.points, options.members, options.kills, options.dask)
    else:
        ratios(folder, options.points, options.members)


if __name__ == "__main__":
    main()
