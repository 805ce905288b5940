"""What was counted after a cut-off, what a hindcast says of it, and how it is scored by itself."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd

from borderSim.errors import RunError, UserError
from borderSim.hindcast import scores
from borderSim.hindcast.forecast import Samples
from borderSim.hindcast.observations import MONTH, MONTHS_A_YEAR, YEAR, Observation, observations, rules
from borderSim.hindcast.table import QUANTILES
from borderSim.model.system import Array
from borderSim.world import load

MUNICIPAL = "ven_stock_municipal"
COLUMNS = ("variable", "code", "date", "observed", "quality", *(f"q{q:02d}" for q in QUANTILES), "inside50", "inside90",
           "crps")  # fmt: skip


def later(known: int, *, drivers: bool = False) -> tuple[Observation, ...]:
    """Counts of which nothing was known before month ``known`` (0 = 2012-01), and years of monthly homicides.

    Ambiguous ones are left out, and drivers unless they are asked for. A flow that began before is half known: no
    target.
    """
    found = [o for o in (*observations(), *_homicide_years()) if begins(o) >= known and o.quality != "ambiguous"]
    return tuple(o for o in found if drivers or not rules()[o.variable].driver)


def begins(observation: Observation) -> int:
    """First month that a count speaks of: of a stock the month at whose end it was counted."""
    flow = rules()[observation.variable].kind in ("flow", "mean")
    return observation.first if flow else observation.last


@cache
def _homicide_years() -> tuple[Observation, ...]:
    """Homicides of whole calendar years by department, the sum of their months."""
    months: dict[tuple[str, str], list[Observation]] = {}
    for o in observations(None, ("homicides",)):
        if len(o.date) == MONTH:
            months.setdefault((o.code, o.date[:YEAR]), []).append(o)
    whole = {key: found for key, found in months.items() if len(found) == MONTHS_A_YEAR}
    return tuple(
        replace(found[0], date=year, value=sum(o.value for o in found), quality="computed", fit=False)
        for (_, year), found in whole.items()
    )


def draws(samples: Samples, o: Observation) -> Array | None:
    """(M,) what the members say of a count; None of a municipality in a month that the run did not keep."""
    if o.variable != MUNICIPAL:
        return samples.of(o.variable, o.code, o.first, o.last)
    kept = samples.municipal.get(o.last)
    return None if kept is None else np.asarray(kept[:, load().codes.index(f"CO{o.code}")], np.float64)


def sound(samples: Samples) -> tuple[Samples, tuple[int, ...]]:
    """The samples of the members that stayed within the range of numbers, and the positions of those that did not.

    A draw of extremes can empty Venezuela in a few years: such a member says nothing, and a run must say how many it
    left out. Raises RunError when fewer than two members are left.
    """
    good = np.all([np.isfinite(rows).all(axis=0) for rows in samples.months.values()], axis=0)
    left_out = tuple(int(member) for member in np.flatnonzero(~good))
    if good.sum() < 2:
        raise RunError(f"{len(left_out)} of {len(good)} members left the range of numbers")
    if not left_out:
        return samples, ()
    months = {key: rows[:, good] for key, rows in samples.months.items()}
    municipal = {month: values[good] for month, values in samples.municipal.items()}
    return replace(samples, months=months, municipal=municipal), left_out


def score_table(samples: Samples) -> pd.DataFrame:
    """One row for each later count: observed, quantiles, whether the 50% and 90% bands hold it, CRPS in its unit.

    The CRPS is empty when the library that computes it is not installed.
    """
    found = [(o, draws(samples, o)) for o in later(samples.known)]
    said = [(o, values) for o, values in found if values is not None]
    if not said:
        return pd.DataFrame(columns=list(COLUMNS))
    values, counted = np.stack([values for _, values in said]), np.array([o.value for o, _ in said])
    rows = [(o.variable, o.code, o.date, o.value, o.quality) for o, _ in said]
    table = pd.DataFrame(rows, columns=list(COLUMNS[:5]))
    quantiles = np.percentile(values, QUANTILES, axis=1)
    table[list(COLUMNS[5:-3])] = quantiles.T
    table["inside50"] = scores.inside(values, counted, scores.INNER)
    table["inside90"] = scores.inside(values, counted, scores.OUTER)
    table["crps"] = _crps(values, counted)
    return table


def _crps(values: Array, counted: Array) -> Array:
    try:
        return scores.crps(values, counted)
    except UserError:
        return np.full(len(counted), np.nan)


def last_known(variable: str, code: str, known: int) -> Observation | None:
    """The last count that ended before month ``known``; None when there was none."""
    found = [o for o in observations(None, (variable,)) if o.code == code and o.last < known]
    return max((o for o in found if o.quality != "ambiguous"), key=lambda o: (o.last, -o.first), default=None)
