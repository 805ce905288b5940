"""Does a fit find what is true? Truths drawn from the prior, counts made up from them, and one fit to each.

Simulation-based calibration (Talts et al. 2018, arXiv:1804.06788): when the truth comes from the prior and the counts
from the truth, the rank of the truth among the members of the posterior is uniform, whatever the data say. Counts are
made up as a fit believes that they arise: the model with its own chance and nuisances, what the model leaves out, and
the error of the count. So a rank that is not uniform is a fault of the smoother, not of the model.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

import numpy as np
import pandas as pd

from borderSim.calibration.errors import error_covariance
from borderSim.calibration.fit import Fit, FitOptions, fit_to, fitted_counts
from borderSim.calibration.forward import Piece, forward
from borderSim.calibration.space import space
from borderSim.catalogue.dates import month_date
from borderSim.catalogue.entries import Row, rows
from borderSim.engine.noise import Noise
from borderSim.errors import UserError, did_you_mean
from borderSim.experiment.executors import executor
from borderSim.hindcast.observations import Observation, rules
from borderSim.hindcast.past import first_unknown
from borderSim.model.system import Array
from borderSim.world.history import month_index


@dataclass(frozen=True)
class Part:
    """A part of the model to recover: the parameters that may move, and when what is counted (without values)."""

    name: str
    parameters: tuple[str, ...]
    counts: tuple[Observation, ...]

    def options(self, options: FitOptions) -> FitOptions:
        """The options of a fit of this part: its parameters, known until the day of its last count."""
        return replace(options, until=max(count.ends for count in self.counts), only=self.parameters)


@dataclass(frozen=True)
class Recovered:
    """Fits of R made-up records with M members to P parameters.

    ``ranks`` (R, P) are 0 to M; ``informed`` (R, P) says what some count was allowed to move, which the counts' values
    do not decide; ``truths`` and ``means`` (R, P) are normal scores, ``spreads`` (R, P) their standard deviations after
    the fit (1 before it). A fit that broke has means that are not finite.
    """

    names: tuple[str, ...]
    members: int
    ranks: Array
    informed: Array
    truths: Array
    means: Array
    spreads: Array

    def table(self, part: str) -> pd.DataFrame:
        """One row per fit and parameter: part, replicate, parameter, members and the fields above."""
        columns = {"rank": self.ranks, "informed": self.informed, "truth": self.truths, "mean": self.means}
        cells = {name: values.ravel() for name, values in {**columns, "spread": self.spreads}.items()}
        which = {"replicate": np.repeat(np.arange(len(self.ranks)), len(self.names))}
        return pd.DataFrame({"part": part, **which, "parameter": self.names * len(self.ranks),
                             "members": self.members, **cells})  # fmt: skip


def inside(ranks: Array, members: int, share: float) -> Array:
    """Whether truths of ``ranks`` (any shape), 0 to M, lie in the central interval of ``share`` (0-1) of the ranks."""
    half = (members + 1) / 2
    return np.asarray(np.abs(ranks + 0.5 - half) < share * half)


@dataclass(frozen=True)
class Task:
    """One made-up record: the part's counts, their logs (K,), the truth (P,) and how to fit."""

    counts: tuple[Observation, ...]
    logs: Array
    truth: Array
    options: FitOptions


@cache
def parts() -> dict[str, Part]:
    """The parts of the packaged table, by name."""
    return {name: _part(name, list(found)) for name, found in groupby(rows("recovery_parts.csv"), lambda r: r["part"])}


def part(name: str) -> Part:
    """The part of a name. Raises UserError with the nearest names."""
    if name not in parts():
        known = ", ".join(parts())
        raise UserError(f"{name}: no part to recover{did_you_mean(name, parts()) or f'; there are {known}'}")
    return parts()[name]


def _part(name: str, found: Sequence[Row]) -> Part:
    names = tuple(row["name"] for row in found if row["kind"] == "parameter")
    counts = tuple(count for row in found if row["kind"] == "variable" for count in _counts(row))
    return Part(name, names, counts)


def _counts(row: Row) -> Iterator[Observation]:
    """Counts without a value at the end of every span of months; a flow covers the span."""
    first, last, every = month_index(row["start"]), month_index(row["end"]), int(row["every"])
    rule = rules()[row["name"]]
    for end in range(first + every - 1, last + 1, every):
        begin = end if rule.kind in ("stock", "cumulative") else end - every + 1
        dated = "..".join(dict.fromkeys(f"{month_date(month):%Y-%m}" for month in (begin, end)))
        yield Observation(rule.variable, row["code"], dated, np.nan, "made up", "computed", rule.count_sd)


def made_up(counts: tuple[Observation, ...], options: FitOptions, replicates: int) -> tuple[Array, Array]:
    """Truths (R, P), normal scores drawn from the prior, and logs (R, K) of the counts that they led to."""
    where, noise = space(options.until.year, options.only), Noise(options.seed, np.arange(replicates))
    scores = where.prior(noise)
    template = Piece(where, np.empty(0), np.empty(0), counts, options.seed, first_unknown(options.until))
    root = np.linalg.cholesky(error_covariance(counts, np.zeros(len(counts))))
    errors = noise.normal("made_up_error", 0, len(counts)).astype(np.float64) @ root.T
    return scores, forward(template, options.jobs)(scores) + errors


def recover(chosen: Part, options: FitOptions, replicates: int) -> Recovered:
    """Fit ``replicates`` made-up records of a part, each with members and chance of its own."""
    found = chosen.options(options)
    truths, logs = made_up(chosen.counts, found, replicates)
    alone = [replace(found, seed=options.seed + 1 + r, jobs=1) for r in range(replicates)]
    tasks = [Task(chosen.counts, *row) for row in zip(logs, truths, alone, strict=True)]
    with executor(options.jobs) as mapped:
        return joined(list(mapped(recover_one, tasks)))


def recover_one(task: Task) -> Recovered:
    """One fit and where the truth lies in it, as a :class:`Recovered` with R = 1."""
    return located(fit_to(task.counts, task.logs, task.options), task.truth)


def located(fit: Fit, truth: Array) -> Recovered:
    """Where a truth (P,) lies among the members of a fit."""
    scores = fit.smoothed.posterior
    return Recovered(
        fit.space.names,
        len(scores),
        ranks=np.sum(scores < truth, axis=0, keepdims=True),
        informed=np.asarray(fit.smoothed.localisation.any(axis=1))[None],
        truths=truth[None],
        means=scores.mean(axis=0, keepdims=True),
        spreads=scores.std(axis=0, ddof=1, keepdims=True),
    )


def joined(found: Sequence[Recovered]) -> Recovered:
    """Fits of the same parameters with as many members as one."""

    def stacked(name: str) -> Array:
        return np.concatenate([getattr(one, name) for one in found])

    fields = (stacked(name) for name in ("ranks", "informed", "truths", "means", "spreads"))
    return Recovered(found[0].names, found[0].members, *fields)


@dataclass(frozen=True)
class Whole:
    """One made-up record of the whole model: the fit to it, where the truth lies, and what the counts would be.

    ``logs`` (K,) are the made-up counts, ``predicted`` (M, K) those of the fitted members with errors of their own.
    """

    fit: Fit
    recovered: Recovered
    logs: Array
    predicted: Array

    def covered(self, share: float) -> Array:
        """(K,) whether a made-up count lies in the central band of the members that holds ``share``."""
        low, high = np.quantile(self.predicted, [0.5 - share / 2, 0.5 + share / 2], axis=0)
        return (low <= self.logs) & (self.logs <= high)


def recover_whole(options: FitOptions) -> Whole:
    """Recover one draw of all parameters from counts made up where and when the packaged record has them."""
    counts = fitted_counts(options)
    truths, logs = made_up(counts, options, 1)
    fit = fit_to(counts, logs[0], replace(options, seed=options.seed + 1))
    root = np.linalg.cholesky(error_covariance(counts, np.zeros(len(counts))))
    errors = Noise(options.seed, np.arange(options.members)).normal("made_up_band", 0, len(counts))
    predicted = fit.smoothed.predictions[-1] + errors.astype(np.float64) @ root.T
    return Whole(fit, located(fit, truths[0]), logs[0], predicted)
