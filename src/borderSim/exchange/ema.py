"""EMA Workbench: stored sweeps in its form, and the model as a function that runs all of its experiments in one batch.

Written for ema_workbench 2.5.3 (Kwakkel 2017, Environmental Modelling & Software 96). It is imported when `ema_model`
or `BatchEvaluator` is called, and is in none of the extras: docs/exchange.md says how to install it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from borderSim.analysis.outcomes import outcomes
from borderSim.errors import UserError, did_you_mean
from borderSim.exchange.function import DIFFERENCE, NAMES, by_case, check_window, model_function
from borderSim.results.data import Array
from borderSim.results.sweep_data import AxisInfo, SweepData

if TYPE_CHECKING:
    import pandas as pd

    from borderSim.scenario.axes import Axis
    from borderSim.scenario.sweep import Sweep

MODEL = "borderSim"
BINS = 200
"""Steps in which a parameter's own distribution is handed to EMA Workbench."""


def to_ema(
    data: SweepData,
    window: str | None = None,
    *,
    by: Literal["member", "point"] = "member",
    monthly: bool = False,
    drawn: Sequence[str] = (),
) -> tuple[pd.DataFrame, dict[str, Array]]:
    """A sweep as EMA Workbench's (experiments, outcomes): a row for each case, an array (cases,) for each indicator.

    By member, a case is one member at one point (points slowest) and ``drawn`` names parameters that members drew, to
    be columns beside the axes. By point, the outcome is the median over members, with `_q05` and `_q95` beside it.
    `<indicator>_difference` is the paired difference where the sweep has a reference. ``window`` (first_12, last_12,
    whole; by default the sweep's) is what the months become one number over; ``monthly`` keeps them: (cases, T).
    A `policy` is a combination of values that somebody chooses, a `scenario` one of those that nobody does, and, by
    member, a member. Raises UserError for an unknown window or parameter.
    """
    check_window(window)
    experiments = _experiments(data, by == "member", _known_drawn(data, by, drawn))
    found: dict[str, Array] = {}
    for name in data.indicators:
        for difference in (False, True) if data.has_reference else (False,):
            if monthly:
                values = data.monthly(name, difference=difference)
            else:
                values = outcomes(data, name, window, difference=difference)
            found |= by_case(name + DIFFERENCE * difference, values, by == "member")
    return experiments, found


def _known_drawn(data: SweepData, by: str, drawn: Sequence[str]) -> dict[str, Array]:
    if drawn and by != "member":
        raise UserError('drawn: what a member drew belongs to by="member"')
    for name in drawn:
        if name not in data.drawn:
            raise UserError(f"drawn {name}: not drawn by the members of this sweep{did_you_mean(name, data.drawn)}")
    return {name: data.drawn[name] for name in drawn}


def _experiments(data: SweepData, members: bool, drawn: Mapping[str, Array]) -> pd.DataFrame:
    import pandas as pd

    times, count = (len(data.members) if members else 1), len(data.points)
    columns: dict[str, Any] = {}
    for axis, values in zip(data.axes, data.points.T, strict=True):
        columns[NAMES.get(axis.name, axis.name)] = np.repeat(_cells(axis, values), times)
    columns |= {name: np.tile(values, count) for name, values in drawn.items()}
    future = data.points[:, data.of_role("future")]
    of_member = np.tile(np.arange(times), count)[:, None]
    frame = pd.DataFrame(columns)
    frame["scenario"] = _numbered(np.hstack([np.repeat(future, times, axis=0), of_member]))
    frame["policy"] = np.repeat(_numbered(data.points[:, data.of_role("policy")]), times)
    frame["model"] = MODEL
    words = [name for name in frame if frame[name].dtype.kind not in "fb" or name in ("scenario", "policy")]
    return frame.astype(dict.fromkeys(words, "category"))


def _cells(axis: AxisInfo, values: Array) -> Array:
    return np.array([axis.choices[int(value)] for value in values], object) if axis.choices else values


def _numbered(rows: Array) -> Array:
    """The number of each row among the different ones, in order of appearance; "None" where it has no cells."""
    if rows.shape[1] == 0:
        return np.full(len(rows), "None", object)
    known: dict[tuple[float, ...], int] = {}
    return np.array([known.setdefault(tuple(row), len(known)) for row in rows.tolist()])


def ema_model(sweep: str | Path | Sweep, **options: Any) -> Any:
    """An `ema_workbench.Model` over the axes of a sweep file, for a `BatchEvaluator`.

    Axes that somebody chooses are its levers, the others its uncertainties: ranges as RealParameter (an assumption
    without low and high with its own distribution), choices and sizes of events as CategoricalParameter. ``options``
    are those of `model_function`. Raises UserError where ema_workbench does not import.
    """
    workbench, function = _workbench(), model_function(sweep, **options)
    model = workbench.Model(MODEL, function=function)
    of_role = {
        role: [_parameter(workbench, name, axis) for name, axis in function.axes.items() if axis.role == role]
        for role in ("policy", "future")
    }
    model.levers, model.uncertainties = of_role["policy"], of_role["future"]
    kind = workbench.TimeSeriesOutcome if function.monthly else workbench.ScalarOutcome
    model.outcomes = [kind(name) for name in function.outcomes]
    return model


def _workbench() -> Any:
    try:
        return import_module("ema_workbench")
    except (ImportError, NameError) as error:  # 2.5.3 without platypus ends in a NameError
        hint = "pip install ema_workbench==2.5.3 (it brings platypus-opt, which is GPL; see docs/exchange.md)"
        raise UserError(f"ema_workbench does not import ({error}): {hint}") from error


def _parameter(workbench: Any, name: str, axis: Axis) -> Any:
    """An axis as a parameter of EMA Workbench."""
    switch = axis.spread is not None and axis.spread.prior.distribution == "switch"
    if axis.choices:
        return workbench.CategoricalParameter(name, list(axis.choices))
    if switch or (axis.kind == "event" and axis.values):
        return workbench.CategoricalParameter(name, [axis.low, axis.high] if switch else list(axis.values))
    if axis.spread is None:
        return workbench.RealParameter(name, axis.low, axis.high)
    from scipy.stats import rv_histogram

    edges = axis.at(np.linspace(0, 1, BINS + 1))
    edges += np.arange(BINS + 1) * 1e-12 * (edges[-1] - edges[0])  # equal edges (a clipped tail) a hair apart
    return workbench.RealParameter.from_dist(name, rv_histogram((np.ones(BINS), edges), density=False)())


class BatchEvaluator:
    """Runs all experiments that EMA Workbench asks for in one batch: an evaluator for `perform_experiments`.

    >>> with BatchEvaluator(model) as evaluator:  # doctest: +SKIP
    ...     experiments, outcomes = evaluator.perform_experiments(scenarios=100, policies=4)

    It has no `optimize`: `borderSim optimise` searches, within the limits of what may be an aim.
    """

    def __init__(self, model: Any) -> None:
        self.model = model

    def __enter__(self) -> BatchEvaluator:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def perform_experiments(self, scenarios: Any = 0, policies: Any = 0, **options: Any) -> Any:
        """EMA Workbench's own `perform_experiments` with this evaluator: (experiments, outcomes)."""
        return _workbench().perform_experiments(self.model, scenarios, policies, evaluator=self, **options)

    def evaluate_experiments(self, scenarios: Any, policies: Any, callback: Any, combine: str = "factorial") -> None:
        """Called by EMA Workbench: run every combination at once, then hand each its outcomes."""
        points = import_module("ema_workbench.em_framework.points")
        experiments = list(points.experiment_generator(scenarios, [self.model], policies, combine=combine))
        fixed = {constant.name: constant.value for constant in self.model.constants}
        rows = [{**fixed, **experiment.scenario, **experiment.policy} for experiment in experiments]
        found = self.model.function(**{name: np.array([row[name] for row in rows]) for name in rows[0]})
        for position, experiment in enumerate(experiments):
            self.model.outcomes_output = {name: values[position] for name, values in found.items()}
            callback(experiment, self.model.outcomes_output)
