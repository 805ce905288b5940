"""The model as one function of many experiments: arrays in, arrays out, everything in one batch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from borderSim.analysis.compare import WINDOWS, aggregate
from borderSim.catalogue import indicators
from borderSim.errors import UserError, did_you_mean
from borderSim.experiment.points import run_points
from borderSim.results.data import Array, quantiles
from borderSim.scenario.axes import Axis
from borderSim.scenario.sweep import Sweep, load_sweep
from borderSim.sweeps.cases import cases_of
from borderSim.sweeps.design import Design

NAMES = {"scenario": "which_scenario"}
"""Axes whose names EMA Workbench needs for columns of its own, and what they are called there."""
LEVELS = {"": 2, "_q05": 0, "_q95": -1}
"""What stands for the members of a point: the median under the outcome's own name, and the ends of the 90% range."""
DIFFERENCE = "_difference"


@dataclass(frozen=True)
class ModelFunction:
    """The model over the axes of a sweep file, as one function of many experiments.

    Called with an array (n,) for each axis, or one value for all rows, it runs all rows in one batch of ``jobs``
    processes and returns, by outcome, arrays (n,), or (n, T) with ``monthly``: the median over members of each
    indicator, `_q05` and `_q95` beside it, and the same of the paired `_difference` where the sweep has a reference.
    With single values for all axes, so are the outcomes. An axis that is left out stays as in the scenario.
    ``members`` (M,) are ids.
    """

    sweep: Sweep
    members: Array
    seed: int
    window: str
    monthly: bool = False
    jobs: int = 1

    @property
    def axes(self) -> dict[str, Axis]:
        """The axes by the name of their argument."""
        return {NAMES.get(axis.name, axis.name): axis for axis in self.sweep.axes}

    @property
    def outcomes(self) -> list[str]:
        """The names of all outcomes."""
        kinds = ("", DIFFERENCE) if self.sweep.reference else ("",)
        return [name + kind + suffix for name in self.sweep.indicators for kind in kinds for suffix in LEVELS]

    def __call__(self, **values: Any) -> dict[str, Array]:
        """Outcomes by name; raises UserError, with all problems, for an unknown axis or a value outside its range."""
        problems = [*self._problems(values)]
        if problems:
            raise UserError(*problems)
        given = {name: axis for name, axis in self.axes.items() if name in values}
        columns = [_numbers(axis, values[name]) for name, axis in given.items()]
        rows = np.stack(np.broadcast_arrays(*columns), axis=-1).astype(np.float64)
        found = self._run(tuple(given.values()), rows.reshape(-1, len(columns)))
        return {name: each[0] for name, each in found.items()} if rows.ndim == 1 else found

    def _problems(self, values: Mapping[str, Any]) -> Iterator[str]:
        if not values:
            yield f"no axis given; known: {', '.join(self.axes)}"
        for name, given in values.items():
            axis = self.axes.get(name)
            if axis is None:
                yield f"{name}: no axis of sweep {self.sweep.name}{did_you_mean(name, self.axes)}"
            elif axis.choices:
                unknown = sorted(set(map(str, np.ravel(given))) - set(axis.choices))
                yield from (f"{name}: {word} is none of {', '.join(axis.choices)}" for word in unknown)
            else:
                numbers = np.asarray(given, np.float64)
                outside = numbers[~((numbers >= axis.low) & (numbers <= axis.high))]
                if outside.size:
                    yield f"{name}: {outside.flat[0]:g} lies outside {axis.low:g} to {axis.high:g}"

    def _run(self, axes: tuple[Axis, ...], rows: Array) -> dict[str, Array]:
        """Run points and their references, none twice; ``rows`` is (n, D)."""
        sweep = replace(self.sweep, groups=(replace(self.sweep.groups[0], axes=axes),))
        cases = cases_of(sweep, Design(rows, np.full(rows.shape, np.nan), tuple(axis.name for axis in axes)))
        keep = all(axis.kind != "assumption" for axis in axes)  # a drawn assumption is not met again
        computed = run_points(cases.scenarios, self.members, self.seed, sweep.indicators, self.jobs, keep_warm=keep)
        found: dict[str, Array] = {}
        for name, series in computed.items():
            numbers = series if self.monthly else aggregate(series, indicators()[name].window, self.window)
            found |= by_case(name, numbers[cases.case], False)
            if sweep.reference:
                found |= by_case(name + DIFFERENCE, numbers[cases.case] - numbers[cases.reference], False)
        return found


def _numbers(axis: Axis, values: Any) -> Array:
    """Values of an axis as numbers: positions for words."""
    if not axis.choices:
        return np.asarray(values, np.float64)
    return np.vectorize(axis.choices.index, otypes=[np.float64])(np.asarray(values, object))


def model_function(
    sweep: str | Path | Sweep,
    *,
    members: int | None = None,
    seed: int | None = None,
    window: str | None = None,
    monthly: bool = False,
    jobs: int = 1,
) -> ModelFunction:
    """The model over the axes of a sweep file. ``members``, ``seed`` and ``window`` are by default those of the file.

    Raises UserError with what is wrong in the file.
    """
    check_window(window)
    loaded = load_sweep(sweep) if isinstance(sweep, (str, Path)) else sweep
    members = loaded.scenario.members if members is None else members
    seed = loaded.scenario.seed if seed is None else seed
    return ModelFunction(loaded, np.arange(members), seed, window or loaded.scenario.window, monthly, jobs)


def by_case(name: str, values: Array, members: bool) -> dict[str, Array]:
    """(P, M, ...) as one row per case: members below one another, or their median and 90% range."""
    if members:
        return {name: values.reshape(-1, *values.shape[2:])}
    levels = quantiles(values, axis=1)
    return {name + suffix: levels[level] for suffix, level in LEVELS.items()}


def check_window(window: str | None) -> None:
    """Raises UserError for a window that does not exist."""
    if window is not None and window not in WINDOWS:
        raise UserError(f"window {window}: one of {', '.join(WINDOWS)}")
