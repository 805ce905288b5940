"""Run a sweep: every point beside the scenario's reference, with the same members."""

from __future__ import annotations

from dataclasses import replace

from borderSim.experiment.run import Progress, RunOptions, execute
from borderSim.results.data import RunData
from borderSim.scenario import load_scenario, references
from borderSim.scenario.sweep import Sweep


def run_sweep(sweep: Sweep, options: RunOptions, progress: Progress | None = None) -> RunData:
    """All points and their reference in one run; each point is compared with the reference."""
    points = [scenario for _, scenario in sweep.points()]
    reference = replace(load_scenario(references(sweep.scenario)[0]), members=sweep.scenario.members)
    data = execute([*points, reference], replace(options, again=0), progress)
    return replace(data, pairs=tuple((point.name, reference.name) for point in points))
