"""Samples of what the record would say: the model's members through the operators, plus what the model leaves out.

Months before the cut-off come from the free run (how well the model alone fits), later ones from the run that was
moved to every count up to the cut-off. A variable whose count moved the state starts there; others start from what each
member missed of their last counts. Parts of a whole (status, departments, municipalities, routes) drift apart and are
scaled to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy.stats import poisson

from borderSim import catalogue
from borderSim.engine.noise import Noise
from borderSim.hindcast import targets
from borderSim.hindcast.discrepancy import drifted, path, path_given, recent
from borderSim.hindcast.observations import Observation, observations, rules
from borderSim.hindcast.operators import aggregated, municipal, predicted, series
from borderSim.hindcast.past import Past
from borderSim.model.system import Array
from borderSim.world import load

MOVED = (
    "ven_stock_total", "ven_stock_regular", "ven_stock_irregular", "ven_stock_in_process", "col_exports_to_ven_fob",
    "col_imports_from_ven", "eln_municipalities", "farc_dissident_municipalities", "agc_municipalities", "coca_area",
)  # fmt: skip
"""Variables to whose counts the state is moved (engine/reconcile.py)."""
PLACED = "ven_stock_department"
"""Moved with the full municipal counts, which began in 2021; earlier counts of single departments move nothing."""
COUNTED = "homicides"
"""Single events, counted one by one: their number varies by chance even at a known rate."""
Key = tuple[str, str]


@dataclass(frozen=True)
class Runs:
    """The two runs of a hindcast: ``free`` to before month ``known``, ``moved`` to the end; same members and seed."""

    until: date
    known: int
    free: Past
    moved: Past
    noise: Noise
    oil_imposed: bool


@dataclass(frozen=True)
class Samples:
    """Monthly samples (T, M) by variable and code, municipal ones (M, C) by month; before ``known`` they are a fit."""

    known: int
    months: dict[Key, Array]
    municipal: dict[int, Array]
    drivers: frozenset[str]

    def of(self, variable: str, code: str, first: int, last: int) -> Array:
        """(M,) samples of a period: a flow is summed, a mean averaged, anything else taken at its last month."""
        return aggregated(self.months[variable, code][first : last + 1], rules()[variable].kind)


def sample(runs: Runs) -> Samples:
    """All samples of a hindcast."""
    months: dict[Key, Array] = {}
    for variable in targets.variables():
        for code in targets.codes(variable):
            months[variable, code] = _course(runs, variable, code)
    _scale_parts(months)
    drivers = frozenset(name for name, rule in rules().items() if rule.driver and runs.oil_imposed)
    return Samples(runs.known, months, _municipal(runs, months), drivers)


def _course(runs: Runs, variable: str, code: str) -> Array:
    """(T, M) fit and forecast of one series, in the unit of the record."""
    rule, known = rules()[variable], runs.known
    free = series(runs.free, variable, code, known)[:known]
    moved = series(runs.moved, variable, code, known)
    if rule.kind == "cumulative":
        free, moved = (np.diff(rows, axis=0, prepend=0.0) for rows in (free, moved))
    drift = np.concatenate([path(rule, code, known, runs.noise), _later(runs, variable, code)[known:]])
    whole = np.concatenate([free, moved[known:]])
    out = np.maximum((whole + rule.offset) * np.exp(drift) - rule.offset, 0.0)
    if rule.driver and runs.oil_imposed:
        return whole
    if variable == COUNTED:
        return _poisson(out, code, runs.noise)
    return np.asarray(out.cumsum(axis=0) if rule.kind == "cumulative" else out)


def _later(runs: Runs, variable: str, code: str) -> Array:
    """(T, M) the drift given the counts before the cut-off: recent ones, or the last to which the state was moved."""
    rule = rules()[variable]
    known = [o for o in observations(runs.until, (variable,)) if o.code == code and o.quality != "ambiguous"]
    counts = [] if rule.kind == "cumulative" else recent(known, rule)
    if variable in MOVED or (variable == PLACED and _last_municipal(runs)):
        counts = counts[-1:]
        missed = np.zeros((len(counts), len(runs.noise.members)))
    else:
        missed = np.array([_missed(runs, count) for count in counts])
    chance = np.array([_counting(count) for count in counts])
    return path_given(rule, f"{code}:later", targets.END, runs.noise, counts, missed, chance)


def _missed(runs: Runs, count: Observation) -> Array:
    """(M,) ln of the count over what each member of the moved run said."""
    offset = rules()[count.variable].offset
    said = predicted(runs.moved, count.variable, count.code, count.first, count.last, runs.known)
    return np.asarray(np.log((count.value + offset) / (said + offset)))


def _counting(count: Observation) -> float:
    """Variance (ln) of a small number of independent events: that of a Poisson count."""
    return 1 / (count.value + rules()[count.variable].offset) if count.variable == COUNTED else 0.0


def _poisson(mean: Array, code: str, noise: Noise) -> Array:
    """(T, M) whole persons: a Poisson draw at the expected number, by the member's own uniform."""
    uniform = noise.uniform(f"counted:{code}", 0, len(mean)).T
    return np.asarray(poisson.ppf(uniform, mean), np.float64)


def _scale_parts(months: dict[Key, Array]) -> None:
    """Parts add up to their whole: status and departments to the stock, routes to exports, trade to its flows."""
    total = months["ven_stock_total", "COL"]
    _scale(months, [(name, "COL") for name in targets.PARTS["ven_stock_total"]], total)
    _scale(months, [("ven_stock_department", code) for code in targets.codes("ven_stock_department")], total)
    exports, imports = months["col_exports_to_ven_fob", "COL-VEN"], months["col_imports_from_ven", "COL-VEN"]
    months["bilateral_trade_total", "COL-VEN"] = exports + imports
    routes = [("col_exports_via_customs", code) for code in targets.codes("col_exports_via_customs")]
    _scale(months, routes, exports)


def _scale(months: dict[Key, Array], parts: Sequence[Key], whole: Array) -> None:
    together = np.maximum(np.add.reduce([months[part] for part in parts]), np.finfo(float).tiny)
    for part in parts:
        months[part] = months[part] / together * whole


def _municipal(runs: Runs, months: dict[Key, Array]) -> dict[int, Array]:
    """(M, C) by month: the shares of a department's municipalities, drifting since their last count."""
    world, rule = load(), rules()["ven_stock_municipal"]
    cluster = catalogue.parameters()["municipal_count_cluster"].central
    out = {}
    for month in targets.municipal_months():
        past = runs.free if month < runs.known else runs.moved
        here = municipal(past, month)
        since = month - _last_municipal(runs) if month >= runs.known else int(rule.memory)
        small = np.sqrt(cluster / (here + rule.offset)) * runs.noise.normal("municipal_count", month, here.shape[1])
        here = here * np.exp(drifted(rule, "municipal", since, here.shape[1], runs.noise) + small)
        sums = np.maximum(np.add.reduceat(here, world.department_start, axis=1), np.finfo(float).tiny)
        wanted = np.stack([months["ven_stock_department", c][month] for c in targets.codes("ven_stock_department")], 1)
        out[month] = here * (wanted / sums)[:, world.department]
    return out


def _last_municipal(runs: Runs) -> int:
    """Month of the last full municipal count before the cut-off; the run's start when there is none."""
    return max((int(m) for m in load().observed.municipal_months if m < runs.known), default=0)
