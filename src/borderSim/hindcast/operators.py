"""From the model's true quantities to what the record counts: one monthly series per variable of the record.

The counted stock is the true stock times the share that official figures contain, and a status is counted the same way;
presence is a number of municipalities above the threshold; permits add up from the statute of 2021 on; homicides are
all homicides: a base of the department's own recent months, changed by closed posts, and the model's conflict killings.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from borderSim import catalogue
from borderSim.errors import UserError
from borderSim.hindcast.observations import Kind, rules
from borderSim.hindcast.past import Past
from borderSim.model.system import Array
from borderSim.world import load
from borderSim.world.history import month_index

Operator = Callable[[Past, str, int], Array]
ROUTES = {"cucuta": "exports_cucuta", "maicao": "exports_maicao", "sea": "exports_sea"}
STATUTE = month_index("2021-05")
"""Month in which registration for the temporary protection permit began (policy timeline)."""


def predicted(past: Past, variable: str, code: str, first: int, last: int, known: int) -> Array:
    """(M,) what the model says of one count over months ``first`` to ``last``, in the unit of the record.

    ``known`` is the first month of which nothing was counted yet: the base of homicides uses what lies before it.
    """
    months = series(past, variable, code, known)[first - past.first : last + 1 - past.first]
    return aggregated(months, rules()[variable].kind)


def aggregated(months: Array, kind: Kind) -> Array:
    """(M,) the months (T, M) of a period as counted: a flow is summed, a mean averaged, else its last month counts."""
    if kind == "flow":
        return np.asarray(months.sum(axis=0))
    return np.asarray(months.mean(axis=0) if kind == "mean" else months[-1])


def series(past: Past, variable: str, code: str, known: int) -> Array:
    """(T, M) the monthly course of a variable as it would be counted. Raises UserError for an unknown variable."""
    if variable not in OPERATORS:
        raise UserError(f"{variable}: no variable of the record; there are {', '.join(OPERATORS)}")
    return OPERATORS[variable](past, code, known)


def municipal(past: Past, month: int) -> Array:
    """(M, C) counted Venezuelans by municipality at the end of a month that the run kept."""
    row = month - past.first
    ratio = past.national["venezuelans_counted"][row] / past.national["venezuelans"][row]
    return np.asarray(past.municipal[month] * ratio[:, None])


def _national(name: str) -> Operator:
    return lambda past, code, known: past.national[name]


def _without_papers(past: Past, code: str, known: int) -> Array:
    """Counted without regular status; people whose application runs are counted apart."""
    return past.national["counted_irregular"] + past.national["counted_asylum"]


def _department(past: Past, code: str, known: int) -> Array:
    column = load().department_codes.index(f"CO{code}")
    ratio = past.national["venezuelans_counted"] / past.national["venezuelans"]
    return np.asarray(past.department["venezuelans_department"][:, :, column] * ratio)


def _permits(past: Past, code: str, known: int) -> Array:
    months = past.national["permits_delivered"].copy()
    months[: max(STATUTE - past.first, 0)] = 0.0
    return np.asarray(months.cumsum(axis=0))


def _customs(past: Past, code: str, known: int) -> Array:
    return past.national[ROUTES[code]]


def _oil(past: Past, code: str, known: int) -> Array:
    """Output of each month: the model keeps, at a month's end, what acts in the next."""
    output = past.national["oil_output"]
    start = np.full((1, output.shape[1]), load().observed.oil_output[0])
    return np.concatenate([start, output[:-1]])


def _displaced(past: Past, code: str, known: int) -> Array:
    if code == "COL":
        return past.national["newly_displaced"]
    return past.department["displaced_department"][:, :, load().department_codes.index(f"CO{code}")]


def _homicides(past: Past, code: str, known: int) -> Array:
    """Base of the last months with a count, less conflict killings in them, plus those killings, times closed posts.

    Posts count against those of the months of the base, so that a long closure is not counted twice. Killings are
    scaled down where, in those months, the model has more than a share of all that was recorded.
    """
    world, column = load(), load().department_codes.index(f"CO{code}")
    recorded = world.observed.homicides_by_department[:, column]
    killings = past.department["killings"][:, :, column].astype(np.float64)
    span = int(catalogue.parameters()["homicide_base_months"].central)
    most = catalogue.parameters()["homicide_conflict_most"].central
    closed, out = past.department["border_homicides"][:, :, column], np.empty_like(killings)
    for row, month in enumerate(past.months):
        end = max(min(month, known, len(recorded)), span)
        window = slice(end - span - past.first, end - past.first)
        counted, conflict = recorded[end - span : end].mean(), killings[window].mean(axis=0)
        scale = most * counted / np.maximum(conflict, most * counted) if counted > 0 else np.ones_like(conflict)
        base = counted - scale * conflict
        out[row] = base * closed[row] / closed[window].mean(axis=0) + scale * killings[row]
    return out


OPERATORS: dict[str, Operator] = {
    "ven_stock_total": _national("venezuelans_counted"),
    "ven_stock_regular": _national("counted_regular"),
    "ven_stock_irregular": _without_papers,
    "ven_stock_in_process": _national("counted_in_process"),
    "ven_stock_department": _department,
    "ppt_delivered_cumulative": _permits,
    "returns": _national("returns"),
    "darien_irregular_transits_VEN": _national("onward"),
    "col_exports_to_ven_fob": _national("exports_to_ve"),
    "col_imports_from_ven": _national("imports_from_ve"),
    "bilateral_trade_total": _national("trade_total"),
    "col_exports_via_customs": _customs,
    "homicides": _homicides,
    "eln_municipalities": _national("municipalities_eln"),
    "farc_dissident_municipalities": _national("municipalities_dissidents"),
    "agc_municipalities": _national("municipalities_agc"),
    "displaced_persons": _displaced,
    "oil_output_direct": _oil,
    "coca_area": _national("coca_area"),
    "ven_gdp_index": _national("gdp_index"),
}
