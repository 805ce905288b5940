"""Which assumption matters? The indices of one indicator of a sweep: over its window, year by year, and its tornado."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

import numpy as np

from borderSim.analysis.compare import YEAR
from borderSim.analysis.outcomes import Window, outcomes
from borderSim.analysis.sensitivity_design import Problem, check_whole, given, problem_of
from borderSim.analysis.sensitivity_inputs import Input, drawn_of, inputs_of
from borderSim.analysis.sensitivity_methods import (
    FEWEST,
    Asked,
    Indices,
    NothingVariesError,
    TooFewError,
    indices,
    screen,
)
from borderSim.analysis.tornado import Bar, Statistic, statistics, tornado
from borderSim.errors import UserError
from borderSim.results.data import Array
from borderSim.results.sweep_data import SweepData

By = Literal["points", "members"]


@dataclass(frozen=True)
class Settings:
    """What is explained, and how: window, difference from the reference, statistic over members, method, rows."""

    window: Window = "last_12"
    difference: bool = False
    statistic: Statistic = "median"
    method: Asked = "auto"
    by: By = "points"
    seed: int = 0


@dataclass(frozen=True)
class Yearly:
    """The indices of one year of the run: its first and last month ("2026-01"), None where nothing varied in it."""

    first: str
    last: str
    indices: Indices | None


@dataclass(frozen=True)
class Shares:
    """Shares (0-1, they sum to 1) of the variance of (P, M) outcomes: what points, members and both together move."""

    points: float
    members: float
    together: float


@dataclass(frozen=True)
class Study:
    """The answer for one indicator.

    ``found`` is None where the outcome does not vary, where (by members) no input passes the threshold, or where there
    are ``too_few`` points of given data for an index: a list or a one-at-a-time design still has its tornado.
    ``screened`` counts the drawn parameters that stayed under the threshold and are left out of everything else (by
    members alone). ``averaged`` says over how many combinations of other axes the design's outcomes were averaged.
    """

    indicator: str
    settings: Settings
    inputs: dict[str, Input]
    found: Indices | None
    years: tuple[Yearly, ...]
    bars: tuple[Bar, ...]
    shares: Shares | None
    rows: int
    screened: int = 0
    averaged: int = 1
    too_few: bool = False


def rows_of(data: SweepData, by: By | None) -> By:
    """Points or members: as asked, else members where the sweep varies no assumption about the future.

    A sweep of policies alone with too few members for that is read by points: its tornado needs no more.
    """
    if by:
        return by
    enough = len(data.members) >= FEWEST["pawn"] or not data.axes
    return "members" if enough and not data.of_role("future") else "points"


def study(data: SweepData, indicator: str, settings: Settings) -> Study:
    """The sensitivity of one indicator. Raises UserError for designs and outcomes that give no honest index."""
    inputs = drawn_of(data) if settings.by == "members" else inputs_of(data)
    if settings.by == "members" and not inputs:
        raise UserError(f"the members of sweep {data.name} drew nothing that differs: use --by points")
    whole = given(inputs) if settings.by == "members" else problem_of(data, inputs)
    table = outcomes(data, indicator, settings.window, difference=settings.difference)
    check_whole(table)
    named, averaged = {item.name: item for item in inputs}, whole.crossed[0] * whole.crossed[1]
    plain = partial(Study, indicator, settings, named, shares=shares(table), rows=len(whole.rows), averaged=averaged)
    try:
        problem, found = _found(whole, _numbers(table, settings), settings)
    except TooFewError:
        bars = tuple(_tornado(inputs, table, settings))
        if settings.method != "auto" or settings.by == "members" or whole.design != "given" or not bars:
            raise
        return plain(None, (), bars, too_few=True)
    years = tuple(_years(data, indicator, problem, settings, len(whole.names))) if problem.names else ()
    left_out = len(whole.names) - len(problem.names)
    shown = [item for item in inputs if not left_out or item.name in problem.names]
    return plain(found, years, tuple(_tornado(shown, table, settings)) if found else (), screened=left_out)


def _found(problem: Problem, outcome: Array, settings: Settings) -> tuple[Problem, Indices | None]:
    """The problem with what is left after screening (by members), and its indices; None where nothing varies."""
    try:
        if settings.by == "members":
            kept = problem.only(screen(problem, outcome, settings.seed))
            if not kept.names:
                return kept, None
            return kept, indices(kept, outcome, settings.method, settings.seed, len(problem.names))
        return problem, indices(problem, outcome, settings.method, settings.seed)
    except NothingVariesError:
        return problem, None


def _tornado(inputs: Sequence[Input], table: Array, settings: Settings) -> list[Bar]:
    """By members each member is a row, and its number the mean over the points."""
    if settings.by == "members":
        return tornado(inputs, table.mean(axis=0)[:, None], "mean", settings.seed)
    return tornado(inputs, table, settings.statistic, settings.seed)


def _numbers(table: Array, settings: Settings) -> Array:
    """(P, M) to the outcome of each row: (P,) by the statistic over members, or (M,) the mean over the points.

    By members each member is one row: pairs of points and members would repeat its draws at every point, and look
    like many independent rows.
    """
    check_whole(table)
    if settings.by == "members":
        return np.asarray(table.mean(axis=0))
    return statistics(settings.statistic)(table)


def _years(data: SweepData, indicator: str, problem: Problem, settings: Settings, among: int) -> Iterator[Yearly]:
    """Every full year of the run, from means over its 12 months."""
    count = len(data.months) // YEAR
    series = np.asarray(data.values[indicator][..., : count * YEAR], np.float64)
    means = series.reshape(*series.shape[:2], count, YEAR).mean(axis=-1)
    for year in range(count):
        table = means[data.case, :, year]
        if settings.difference:
            table = table - means[data.reference, :, year]
        try:
            found = indices(problem, _numbers(table, settings), settings.method, settings.seed, among)
        except NothingVariesError:
            found = None
        yield Yearly(data.months[year * YEAR], data.months[(year + 1) * YEAR - 1], found)


def shares(table: Array) -> Shares | None:
    """Two-way shares of the variance of (P, M) outcomes; None where there are not two of each, or nothing varies.

    Rows and columns of a table without repeats (Scheffé 1959, The Analysis of Variance, chapter 4).
    """
    if min(table.shape) < 2 or np.ptp(table) == 0:
        return None
    whole = float(np.var(table))
    points, members = float(np.var(table.mean(axis=1))) / whole, float(np.var(table.mean(axis=0))) / whole
    return Shares(points, members, max(1 - points - members, 0.0))


COLUMNS = ("indicator", "window", "year", "input", "index", "value", "low", "high", "method", "threshold")


def write_sensitivity(studies: Sequence[Study], path: Path) -> Path:
    """Write sensitivity.csv: a line for each indicator, window or year (first/last month), input and index."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        for one in studies:
            writer.writerows(_lines(one.indicator, one.settings.window, "", one.found))
            for year in one.years:
                writer.writerows(_lines(one.indicator, "", f"{year.first}/{year.last}", year.indices))
    return path


def _lines(indicator: str, window: str, year: str, found: Indices | None) -> Iterator[list[object]]:
    if found is None:
        return
    threshold = "" if np.isnan(found.threshold) else found.threshold
    for index, measure in found.measures.items():
        for at, name in enumerate(found.names):
            numbers = (float(measure.value[at]), float(measure.low[at]), float(measure.high[at]))
            yield [indicator, window, year, name, index, *numbers, found.method, threshold]
