"""Sensitivity indices behind one guarded function: SALib's estimators, and what they do not check themselves.

Sobol' first and total order (Saltelli et al. 2010, Comput. Phys. Commun. 181), Morris's elementary effects (1991,
Technometrics 33; Campolongo et al. 2007, Environ. Model. Softw. 22), PAWN (Pianosi and Wagener 2015 and 2018, Environ.
Model. Softw. 67 and 108) and delta (Borgonovo 2007, Reliab. Eng. Syst. Saf. 92; Plischke et al. 2013, Eur. J. Oper.
Res. 226). Every interval is the estimate with 1.64 bootstrap standard errors on either side: 90%.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import numpy as np
from scipy.stats import norm, qmc, randint, t

from borderSim.analysis.sensitivity_design import Design, Problem, check_outcome, check_saltelli, check_trajectories
from borderSim.errors import UserError
from borderSim.extras import optional
from borderSim.results.data import Array

Method = Literal["sobol", "morris", "pawn", "delta"]
Asked = Literal["auto", "sobol", "morris", "pawn", "delta"]
DESIGNS: dict[Method, Design] = {"sobol": "sobol_indices", "morris": "morris", "pawn": "given", "delta": "given"}

LEVEL = 0.9
SIDE = float(norm.ppf(0.5 + LEVEL / 2))
RESAMPLES = {"sobol": 200, "morris": 200, "pawn": 50, "delta": 50}
FEWEST = {"sobol": 64, "morris": 10, "pawn": 50, "delta": 100}
"""Smallest N: base points of Sobol', trajectories of Morris, rows of given data.

Sobol': the error of a first-order index is about 1.64/sqrt(N), 0.2 at 64; Saltelli et al. 2008 (Global Sensitivity
Analysis: The Primer) ask for hundreds. Morris: the upper end of the 4 to 10 trajectories of the same book. PAWN: five
slices of ten rows: the distance of an input without effect is on average 0.87/sqrt(rows in a slice), Kolmogorov's
law, already 0.27 there. Delta: ten classes of ten rows (SALib's smallest class).
"""
SLICES, FEW_SLICES, ENOUGH = 10, 5, 200
"""PAWN cuts an input into ten slices, below 200 rows into five, so that a slice has at least ten rows."""
DUMMIES: dict[Method, int] = {"pawn": 20, "delta": 10}
CHANCE = 0.1
"""Chance that any of the inputs without effect passes the threshold, all inputs together (Bonferroni)."""
LEVELS_OFF = 1e-6
STILL = 1e-12
"""An outcome that varies by less than this share of its size does not vary: rounding."""


class NothingVariesError(UserError):
    """The outcome is the same at every point: no input has an index."""


class TooFewError(UserError):
    """Fewer points than the method needs: what it gave would be noise."""


@dataclass(frozen=True)
class Measure:
    """One index of every input: value and the ends of its 90% interval, (D,) each."""

    value: Array
    low: Array
    high: Array


@dataclass(frozen=True)
class Indices:
    """The indices of one outcome. The first of ``measures`` is the one to rank by.

    Measures are S_total and S_first (shares of the variance), mu_star, mu and sigma (the outcome's unit, for the whole
    range of an input), pawn or delta (0-1). ``threshold`` is what a made-up input without any effect reaches, NaN
    where the design needs none. ``size`` is N.
    """

    method: Method
    names: tuple[str, ...]
    measures: Mapping[str, Measure]
    size: int
    threshold: float = float("nan")

    @property
    def main(self) -> Measure:
        """The measure to rank by."""
        return next(iter(self.measures.values()))

    @property
    def seen(self) -> Array:
        """(D,) bool: can an effect be told apart from none?"""
        if np.isfinite(self.threshold):
            return np.asarray(self.main.value > self.threshold)
        return np.asarray(self.main.low > 0)

    @property
    def order(self) -> list[int]:
        """Positions of the inputs, the largest first."""
        return [int(position) for position in np.argsort(-self.main.value, kind="stable")]


def indices(
    problem: Problem, outcome: Array, method: Asked = "auto", seed: int = 0, among: int | None = None
) -> Indices:
    """The sensitivity indices of an outcome (P,), one value a point of the design that ``problem`` holds.

    ``among`` is the number of inputs that were screened before, where ``problem`` holds what was left: the threshold
    of given data is for so many.

    Raises UserError for outcomes that are missing, infinite or not as many as the points, for a design that is another
    method's or whose rows are not its structure; TooFewError for too few points; NothingVariesError for a constant
    outcome.
    """
    chosen = method_for(problem, method)
    folded, size = _checked(problem, outcome, chosen)
    seed += 1  # SALib takes a seed of 0 for none
    with _quiet():
        measures = _MEASURES[chosen](problem, folded, seed)
        threshold = _threshold(chosen, folded, among or len(problem.names), seed)
    return Indices(chosen, problem.names, _finite(problem, measures), size, threshold)


def screen(problem: Problem, outcome: Array, seed: int = 0) -> list[str]:
    """The inputs of given data whose PAWN index passes the threshold: all others look like an input without effect.

    Raises what `indices` raises.
    """
    folded, _ = _checked(problem, outcome, method_for(problem, "pawn"))
    with _quiet():
        value = _distance(_ranks(problem, seed + 1), folded, np.arange(len(folded)))["pawn"]
        passed = value > _threshold("pawn", folded, len(problem.names), seed + 1)
    return [name for name, through in zip(problem.names, passed, strict=True) if through]


def _checked(problem: Problem, outcome: Array, method: Method) -> tuple[Array, int]:
    """The outcome by row of the design, and N."""
    outcome = np.asarray(outcome, np.float64)
    check_outcome(problem, outcome)
    size = _size(problem, method)
    folded = problem.fold(outcome)
    if np.ptp(folded) <= STILL * float(np.max(np.abs(folded))):
        raise NothingVariesError("the outcome is the same at every point: nothing varies, so no input has an index")
    return folded, size


def method_for(problem: Problem, asked: Asked) -> Method:
    """The method to use; UserError where the design is not the one that the method needs."""
    fitting = [method for method, design in DESIGNS.items() if design == problem.design]
    if asked == "auto":
        return fitting[0]
    if asked not in fitting:
        needs = {"sobol_indices": "sample: sobol_indices", "morris": "sample: morris", "given": "any other design"}
        raise UserError(
            f"--method {asked} needs {needs[DESIGNS[asked]]}, but this is {needs[problem.design]}: "
            f"use --method {' or '.join(fitting)}, or make a sweep with {needs[DESIGNS[asked]]}"
        )
    return asked


def _size(problem: Problem, method: Method) -> int:
    """N, after checking the rows. Raises UserError for too few."""
    count, rows = len(problem.names), len(problem.rows)
    if not count:
        raise UserError("no input varies: nothing to be sensitive to")
    if method == "sobol":
        check_saltelli(problem)
    elif method == "morris":
        check_trajectories(problem)
    each = {"sobol": count + 2, "morris": count + 1}.get(method, 1)
    if rows < FEWEST[method] * each:
        raise TooFewError(
            f"too few for --method {method}: {rows} rows, and {count} inputs need {FEWEST[method] * each}"
        )
    return rows // each


def _sobol(problem: Problem, outcome: Array, seed: int) -> dict[str, Measure]:
    sobol = optional("SALib.analyze.sobol", "analysis")
    found = sobol.analyze(
        problem.salib(), outcome, calc_second_order=False, num_resamples=RESAMPLES["sobol"], conf_level=LEVEL, seed=seed
    )
    return {name: _around(found[key], found[f"{key}_conf"]) for name, key in (("S_total", "ST"), ("S_first", "S1"))}


def _morris(problem: Problem, outcome: Array, seed: int) -> dict[str, Measure]:
    """The step is read off the design: SALib would take the caller's word for the number of levels."""
    step, each = check_trajectories(problem), len(problem.names) + 1
    levels = 2 * step / (2 * step - 1)
    if abs(levels - round(levels)) > LEVELS_OFF:
        raise UserError(f"Morris trajectories with a step of {step:.4g}: it must be p / (2 (p - 1)) for p levels")
    morris = optional("SALib.analyze.morris", "analysis")
    rows = np.arange(len(outcome)).reshape(-1, each)

    def effects(chosen: Array) -> dict[str, Array]:
        at = rows[chosen].reshape(-1)
        found = morris.analyze(
            problem.salib(), problem.rows[at], outcome[at], num_resamples=2, num_levels=round(levels), seed=seed
        )
        return {key: np.asarray(found[key], float) for key in ("mu_star", "mu", "sigma")}

    return _bootstrapped(effects, len(rows), RESAMPLES["morris"], seed)


def _pawn(problem: Problem, outcome: Array, seed: int) -> dict[str, Measure]:
    distance = partial(_distance, _ranks(problem, seed), outcome)
    return _bootstrapped(distance, len(outcome), RESAMPLES["pawn"], seed)


def _distance(ranks: Array, outcome: Array, rows: Array) -> dict[str, Array]:
    """PAWN as the mean over the slices: a median hides an input that acts in a part of its range only."""
    pawn = optional("SALib.analyze.pawn", "analysis")
    slices = SLICES if len(rows) >= ENOUGH else FEW_SLICES
    found = pawn.analyze(_numbered(ranks).salib(), ranks[rows], outcome[rows], S=slices)
    return {"pawn": np.asarray(found["mean"])}


def _delta(problem: Problem, outcome: Array, seed: int) -> dict[str, Measure]:
    return {"delta": _reduced(_ranks(problem, seed), outcome, seed)}


def _reduced(ranks: Array, outcome: Array, seed: int) -> Measure:
    """Delta with the bias of small samples taken off as in Plischke et al. 2013, by SALib."""
    delta = optional("SALib.analyze.delta", "analysis")
    times = RESAMPLES["delta"]
    problem = _numbered(ranks).salib()
    try:
        found = delta.analyze(problem, ranks, outcome, num_resamples=times, conf_level=LEVEL, method="delta", seed=seed)
    except ValueError as error:
        raise UserError("--method delta needs more different outcomes in every class: use --method pawn") from error
    return _around(found["delta_raw"], found["delta_raw_conf"])


_MEASURES: dict[Method, Callable[[Problem, Array, int], dict[str, Measure]]] = {
    "sobol": _sobol,
    "morris": _morris,
    "pawn": _pawn,
    "delta": _delta,
}


def _around(value: Array, half: Array) -> Measure:
    return Measure(value, value - half, value + half)


def _numbered(rows: Array) -> Problem:
    """A problem whose inputs are called by their column."""
    return Problem(tuple(map(str, range(rows.shape[1]))), rows, "given")


def _ranks(problem: Problem, seed: int) -> Array:
    return np.column_stack([untied(column, seed + at) for at, column in enumerate(problem.rows.T)])


def untied(values: Array, seed: int) -> Array:
    """(R,) ranks from 0 with ties in random order.

    SALib cuts at quantiles, and loses the upper level of a switch or puts ties into classes by their row, where other
    axes of a crossed design stand in order.
    """
    order = np.lexsort((dummies(len(values), 1, seed)[:, 0], values))
    ranks = np.empty(len(values))
    ranks[order] = np.arange(len(values))
    return ranks


def dummies(rows: int, count: int, seed: int) -> Array:
    """(R, count) inputs that the outcome has never seen (Khorashadi Zadeh et al. 2017, Environ. Model. Softw. 91)."""
    return np.asarray(qmc.LatinHypercube(count, rng=seed).random(rows))


def _threshold(method: Method, outcome: Array, inputs: int, seed: int) -> float:
    """What no input without effect should pass: the upper end, at 1 - CHANCE / inputs, of where one more dummy falls.

    The prediction interval of a normal sample (Hahn and Meeker 1991, Statistical Intervals, section 4.7).

    NaN for a structured design, where an input without effect has an index of 0 and needs no threshold.
    """
    if method not in DUMMIES:
        return float("nan")
    made_up, rows = dummies(len(outcome), DUMMIES[method], seed), np.arange(len(outcome))
    pawn = method == "pawn"
    value = _distance(made_up, outcome, rows)["pawn"] if pawn else _reduced(made_up, outcome, seed).value
    beyond = t.ppf(1 - CHANCE / inputs, len(value) - 1) * np.sqrt(1 + 1 / len(value))
    return float(np.mean(value) + beyond * np.std(value, ddof=1))


def resamples(size: int, times: int, seed: int) -> Array:
    """(times, size): positions below ``size``, drawn with replacement."""
    return np.asarray(randint.rvs(0, size, size=(times, size), random_state=seed))


def _bootstrapped(found: Callable[[Array], dict[str, Array]], size: int, times: int, seed: int) -> dict[str, Measure]:
    """Estimates from all ``size`` units, with SIDE standard errors from drawing as many with replacement."""
    value = found(np.arange(size))
    again = [found(draw) for draw in resamples(size, times, seed)]
    half = {key: SIDE * np.std([one[key] for one in again], axis=0, ddof=1) for key in value}
    return {key: _around(value[key], half[key]) for key in value}


def _finite(problem: Problem, measures: dict[str, Measure]) -> dict[str, Measure]:
    """SALib leaves NaN where an estimate failed and notes it to itself; here it is an error."""
    for name, measure in measures.items():
        bad = ~np.isfinite(measure.value + measure.low + measure.high)
        if bad.any():
            lost = ", ".join(problem.names[at] for at in np.flatnonzero(bad))
            raise UserError(f"{name} cannot be estimated for {lost}: too few different outcomes or values")
    return measures


@contextmanager
def _quiet() -> Iterator[None]:
    """SALib warns of what is checked here, past any filter, and changes how all warnings look: put that back."""
    shape: Any = warnings.formatwarning
    try:
        with warnings.catch_warnings(record=True):
            yield
    finally:
        warnings.formatwarning = shape
