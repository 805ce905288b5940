"""A made-up run folder and sweep data for the tests of what goes to other tools."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from borderSim.analysis.compare import compare, write_comparison
from borderSim.report.build import resolved_text
from borderSim.results import manifest, store
from borderSim.scenario import load_scenario
from tests.results.synthetic import synthetic
from tests.sweep_story import axis, sweep_of

ROOT = Path(__file__).parents[2]


def run_folder(folder: Path, members: int = 6, months: int = 13) -> Path:
    """run.nc, both tables of indicators, comparison.csv and the manifest of a made-up run."""
    folder.mkdir(exist_ok=True)
    data = synthetic(members, months)
    shown = {name: data.national[name] for name in ("exports_to_ve", "people_with_papers", "unmet_need", "trade_total")}
    data = replace(data, national=shown, department={})
    store.write_numbers(data, folder)
    write_comparison(compare(data), folder / "comparison.csv")
    scenarios = (load_scenario(ROOT / "scenarios" / f"{name}.yaml") for name in ("reopen", "baseline"))
    texts = {scenario.name: resolved_text(scenario) for scenario in scenarios}
    manifest.write_manifest(manifest.describe(data, texts, "borderSim run scenarios/reopen.yaml"), texts, folder)
    return folder


def outcome(points, members):
    """Ten times the first axis, plus the member's own number."""
    return 10 * points[:, :1] + members[None, :] / 10


def reference(points, members):
    """What stays of `outcome` without the policy, the first axis."""
    return np.broadcast_to(members[None, :] / 10 - 1, (len(points), len(members)))


def sweep(count: int = 6, **options):
    """A policy from -1 to 1 and a future of two choices: the difference is 10 x policy + 1 in every member."""
    policy = axis("openness", -1, 1, role="policy", kind="lever", method="list")
    future = axis("oil", 0, 1, kind="event", method="list", group=1, choices=("cheap", "=dear"))
    points = np.stack([np.linspace(-1, 1, count), np.arange(count) % 2], axis=1)
    return sweep_of([policy, future], points, outcome, reference=reference, **options)
