"""borderSim: scenario and policy simulation for the Colombia-Venezuela border.

>>> import borderSim
>>> scenario = borderSim.load("scenarios/reopen.yaml")
>>> baseline = borderSim.load("scenarios/baseline.yaml")
>>> data = borderSim.run([scenario, baseline], borderSim.RunOptions(members=20))
>>> rows = borderSim.compare(data)
>>> data = borderSim.sweep("sweeps/discreet_vs_loud.yaml", "results/sweep-discreet_vs_loud")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from borderSim.analysis.compare import compare
    from borderSim.experiment.run import RunOptions
    from borderSim.experiment.run import execute as run
    from borderSim.results.data import RunData
    from borderSim.results.store import Results
    from borderSim.results.store import open_run as open
    from borderSim.results.sweep_data import SweepData
    from borderSim.results.sweep_folder import open_sweep
    from borderSim.scenario import Scenario
    from borderSim.scenario import load_scenario as load
    from borderSim.sweeps.runner import run_file as sweep

__version__ = "0.1.0"
__all__ = [
    "Results",
    "RunData",
    "RunOptions",
    "Scenario",
    "SweepData",
    "compare",
    "load",
    "open",
    "open_sweep",
    "run",
    "sweep",
]

_WHERE = {
    "load": ("borderSim.scenario", "load_scenario"),
    "Scenario": ("borderSim.scenario", "Scenario"),
    "run": ("borderSim.experiment.run", "execute"),
    "RunOptions": ("borderSim.experiment.run", "RunOptions"),
    "RunData": ("borderSim.results.data", "RunData"),
    "Results": ("borderSim.results.store", "Results"),
    "open": ("borderSim.results.store", "open_run"),
    "compare": ("borderSim.analysis.compare", "compare"),
    "SweepData": ("borderSim.results.sweep_data", "SweepData"),
    "open_sweep": ("borderSim.results.sweep_folder", "open_sweep"),
    "sweep": ("borderSim.sweeps.runner", "run_file"),
}


def __getattr__(name: str) -> Any:
    """Import a part when it is first used, so that the command line starts fast."""
    if name not in _WHERE:
        raise AttributeError(f"borderSim has no {name}; it has {', '.join(__all__)}")
    module, attribute = _WHERE[name]
    return getattr(import_module(module), attribute)
