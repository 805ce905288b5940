"""Facts F33 to F38: oil, pressure, jobs, short closures, another border, and sanctions lifted."""

from __future__ import annotations

import numpy as np

from borderSim.model.system import Array
from borderSim.model.units import MILLION, MONTHS_A_YEAR
from borderSim.validation import part_models, uganda_rwanda
from borderSim.validation.registry import fact, percent
from borderSim.validation.runs import Runs
from borderSim.validation.table import inputs


@fact("F33")
def oil_and_gdp(runs: Runs) -> Array:
    """Growth of a year's mean GDP with oil output higher than the year before, percent."""
    return part_models.gdp_growth(runs.params, inputs()["oil_rise"])


@fact("F34.size")
def emigrants(runs: Runs) -> Array:
    """Residents of Venezuela in five years without maximum pressure less those with it, million persons."""
    plain, pressed = (runs[name].at("residents_ve", 2030, 6) for name in ("today", "max_pressure"))
    return (plain - pressed) / MILLION


fact("F34.sign")(emigrants)


@fact("F35")
def native_jobs(runs: Runs) -> Array:
    """Formal employment of Colombians per doubling of people with papers, percent."""
    return part_models.native_jobs_per_doubling(runs.params)


@fact("F36.passage")
def passage_of_the_month(runs: Runs) -> Array:
    """Same-day entries of February 2026 with a closure of three days, percent."""
    closed, plain = (runs[name].at("pendular_entries", 2026, 2) for name in ("snap_closure", "today"))
    return percent(closed, plain)


@fact("F36.trade")
def trade_of_the_year(runs: Runs) -> Array:
    """Trade of the year from February 2026 with a closure of three days, percent."""
    closed, plain = (runs[name].sum("trade_total", (2026, 2), 12) for name in ("snap_closure", "today"))
    return percent(closed, plain)


@fact("F37.closed")
def uganda_closed(runs: Runs) -> Array:
    """Trade over the border of Uganda and Rwanda in the last year of the closure against before, percent."""
    return 100 * (uganda_rwanda.course(runs.params).closed - 1)


@fact("F37.reopened")
def uganda_reopened(runs: Runs) -> Array:
    """The same in the months of the lag after the reopening, percent of before."""
    return 100 * uganda_rwanda.course(runs.params).reopened


@fact("F37.recovered")
def uganda_recovered(runs: Runs) -> Array:
    """The same in the quarter after the lag, percent of before."""
    return 100 * uganda_rwanda.course(runs.params).recovered


@fact("F38")
def half_the_gain(runs: Runs) -> Array:
    """Years from the lifting of all sanctions to half of the long-run gain in trade (ln)."""
    gain = np.log(runs["lifted"].series["trade_total"] / runs["still"].series["trade_total"])
    return np.argmax(gain >= inputs()["gain_half"] * gain[-1], axis=0) / MONTHS_A_YEAR
