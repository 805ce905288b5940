"""The rows that a study gives: a table in words for people, and one with all numbers for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass

import numpy as np

from borderSim.catalogue.entries import Parameter
from borderSim.model.system import Array
from borderSim.queues.bridge_measures import MEASURES
from borderSim.queues.registration import STAGES
from borderSim.queues.settings import Setting
from borderSim.queues.study import BridgeStudy, RegistrationStudy


@dataclass(frozen=True)
class Row:
    """One measure: over replicates mean, 5% and 95% points; the fast formula's and theory's mean (nan: none).

    These two are means of the replicates with a settled value; ``unsettled`` of ``replicates`` have none.
    """

    measure: str
    mean: float
    low: float
    high: float
    formula: float = np.nan
    theory: float = np.nan
    unsettled: int = 0
    replicates: int = 0


def _row(measure: str, values: Array, formula: Array | None = None, theory: Array | None = None) -> Row:
    """A row from the replicates' values; a replicate without one (nan) does not count."""
    known = values[np.isfinite(values)]
    mean, low, high = (known.mean(), *np.quantile(known, (0.05, 0.95))) if len(known) else (np.nan,) * 3
    unsettled = 0 if formula is None else int(np.isinf(formula).sum())
    formulas = (_settled(formula), _settled(theory))
    return Row(measure, float(mean), float(low), float(high), *formulas, unsettled, len(values))


def _settled(values: Array | None) -> float:
    """Mean of the finite values, nan without any."""
    known = np.empty(0) if values is None else values[np.isfinite(values)]
    return float(known.mean()) if len(known) else np.nan


def bridge_rows(study: BridgeStudy) -> list[Row]:
    """Every measure of a post."""
    return [_row(name, study.simulated[name], study.formula.get(name), study.theory.get(name)) for name in MEASURES]


def registration_rows(study: RegistrationStudy) -> list[Row]:
    """What a centre does a month, what waits at the end, and how long."""
    passed, backlog, inside = study.stack("passed"), study.stack("backlog"), study.stack("inside")
    rows = [_row("people_registered", study.stack("registered").mean(axis=1))]
    for k, stage in enumerate(STAGES):
        rows.append(_row(f"passed_{stage}", passed[:, :, k].mean(axis=1), study.passed_formula[:, :, k].mean(axis=1)))
    for k, stage in enumerate(STAGES):
        rows.append(_row(f"backlog_{stage}", backlog[:, -1, k], study.backlog_formula[:, -1, k]))
    rows.append(_row("missed", study.stack("missed").mean(axis=1)))
    rows.append(_row("months_waited", study.stack("wait")[:, -1]))
    for k, desk in enumerate(("biometrics", "delivery")):
        rows.append(_row(f"inside_{desk}", _mean_of_known(inside[:, :, k])))
    return rows


def _mean_of_known(values: Array) -> Array:
    """Mean over months (R, T) -> (R,), nan where no month has a value."""
    known = np.isfinite(values)
    total = np.where(known, values, 0.0).sum(axis=1)
    return np.divide(total, known.sum(axis=1), out=np.full(len(values), np.nan), where=known.any(axis=1))


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """CSV with numbers to nine figures; a missing number is an empty cell."""
    stream = io.StringIO()
    out = csv.writer(stream, lineterminator="\n")
    out.writerow(columns)
    out.writerows([_cell(value) for value in row] for row in rows)
    return stream.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, float | np.floating):
        return "" if np.isnan(value) else f"{value:.9g}"
    return str(value)


def summary_csv(rows: Sequence[Row]) -> str:
    """The table of measures with all its numbers."""
    columns = ("measure", "mean", "q05", "q95", "formula", "theory", "unsettled", "replicates")
    return csv_text(columns, [astuple(row) for row in rows])


def settings_csv(found: Sequence[Setting], drawn: bool) -> str:
    """Every lever and parameter used: value, unit, range, source and status. A drawn parameter has no one value."""
    columns = ("name", "value", "unit", "low", "high", "distribution", "status", "source")

    def row(setting: Setting) -> tuple[object, ...]:
        entry = setting.entry
        if isinstance(entry, Parameter):
            value = "drawn" if drawn and not setting.given else setting.value
            number = (entry.low, entry.high, entry.distribution, entry.status)
            return (entry.name, value, entry.unit, *number, entry.source)
        return (entry.name, setting.value, entry.unit, entry.lower, entry.upper, "lever", "", entry.source)

    return csv_text(columns, map(row, found))


def hours_csv(study: BridgeStudy) -> str:
    """The mean day by hour: mean, 5% and 95% points over replicates of trucks that come, are cleared and wait."""
    series = {name: np.array([getattr(day, name) for day in study.days]) for name in ("came", "cleared", "waiting")}
    columns = ["hour_since_opening", *(f"{name}_{part}" for name in series for part in ("mean", "q05", "q95"))]
    cells = [np.vstack([v.mean(axis=0), np.quantile(v, (0.05, 0.95), axis=0)]) for v in series.values()]
    return csv_text(columns, np.column_stack([study.days[0].hour, *(cell.T for cell in cells)]).tolist())


def months_csv(study: RegistrationStudy) -> str:
    """Every month of a centre: mean, 5% and 95% points over replicates, and the monthly formula, by stage."""
    names = [f"{what}_{stage}" for what in ("passed", "backlog") for stage in STAGES]
    columns = ["month", *(f"{name}_{part}" for name in names for part in ("mean", "q05", "q95", "formula"))]
    simulated = np.concatenate([study.stack("passed"), study.stack("backlog")], axis=2)
    formula = np.concatenate([study.passed_formula, study.backlog_formula], axis=2).mean(axis=0)
    low, high = np.quantile(simulated, (0.05, 0.95), axis=0)
    cells = np.stack([simulated.mean(axis=0), low, high, formula], axis=2).reshape(len(formula), -1)
    return csv_text(columns, [[month + 1, *row] for month, row in enumerate(cells.tolist())])
