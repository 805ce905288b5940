"""The design of a sweep: the values of every axis at every point, and the scenarios that they make.

Latin hypercubes and Sobol' sequences come from scipy.stats.qmc, designs for Sobol' indices (Saltelli 2002, Computer
Physics Communications 145) and for elementary effects (Morris 1991, Technometrics 33) from SALib. Each group draws from
a stream of its own, named by its method and axes: what else varies does not change its points.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import qmc

from borderSim.engine.noise import Float64, stream_key
from borderSim.extras import optional
from borderSim.scenario.axes import Axis
from borderSim.scenario.groups import Group
from borderSim.scenario.parts import Scenario
from borderSim.scenario.sweep import Sweep

EXTRA = "analysis"


@dataclass(frozen=True)
class Design:
    """P points over D axes.

    ``values`` (P, D) are in the axes' units, ``unit`` (P, D) says where in its range (0-1) a sampled value was drawn,
    NaN for a listed one. ``names`` are those of the axes.
    """

    values: Float64
    unit: Float64
    names: tuple[str, ...]


def design_of(sweep: Sweep) -> Design:
    """All points of a sweep: its groups crossed, the first slowest.

    Raises UserError when the design needs SALib and it is not installed.
    """
    parts = [_group(group) for group in sweep.groups]
    rows = np.indices([len(values) for values, _ in parts]).reshape(len(parts), -1)
    values = np.concatenate([part[row] for (part, _), row in zip(parts, rows, strict=True)], axis=1)
    unit = np.concatenate([part[row] for (_, part), row in zip(parts, rows, strict=True)], axis=1)
    return Design(values, unit, tuple(axis.name for axis in sweep.axes))


def scenario_of(sweep: Sweep, row: Sequence[float] | Float64, number: int = 1) -> Scenario:
    """The scenario of a point with the values ``row`` (D,), called `sweep/number`, numbers from 1."""
    return _put(sweep.scenario, zip(sweep.axes, row, strict=True), f"{sweep.name}/{number}")


def reference_of(sweep: Sweep, row: Sequence[float] | Float64, number: int = 1) -> Scenario | None:
    """The reference of a point: the same future without the policy. None for a sweep without a reference."""
    if sweep.reference is None:
        return None
    future = [(axis, value) for axis, value in zip(sweep.axes, row, strict=True) if axis.role == "future"]
    return _put(sweep.reference, future, f"reference/{number}")


def _put(scenario: Scenario, values: Iterable[tuple[Axis, float]], name: str) -> Scenario:
    """The scenario with the values of axes, a whole scenario first: the others are put on it."""
    for axis, value in sorted(values, key=lambda pair: pair[0].kind != "scenario"):
        scenario = axis.put(scenario, float(value))
    return replace(scenario, name=name, decompose=(), readings={})


def _group(group: Group) -> tuple[Float64, Float64]:
    """Values and unit coordinates of a group's points, both (rows, axes)."""
    if group.rows:
        values = np.asarray(group.rows, np.float64)
        return values, np.full(values.shape, np.nan)
    unit = _drawn(group)
    return np.stack([axis.at(unit[:, position]) for position, axis in enumerate(group.axes)], axis=1), unit


def _drawn(group: Group) -> Float64:
    """(rows, axes) positions 0-1 of a sample, from the group's own stream."""
    names = [axis.name for axis in group.axes]
    seed = stream_key(group.seed, f"design:{group.method}:{','.join(names)}")
    cube = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
    if group.method == "latin_hypercube":
        return qmc.LatinHypercube(len(names), rng=seed).random(group.points)
    if group.method == "sobol":
        return qmc.Sobol(len(names), rng=seed).random(group.points)
    if group.method == "sobol_indices":
        sample = optional("SALib.sample.sobol", EXTRA).sample
        return np.asarray(sample(cube, group.points, calc_second_order=False, seed=seed), np.float64)
    sample = optional("SALib.sample.morris", EXTRA).sample
    return np.asarray(sample(cube, group.points, num_levels=group.levels, seed=seed), np.float64)
