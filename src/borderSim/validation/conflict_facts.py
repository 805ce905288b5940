"""Facts F22 to F32: homicides, presence, talks and ceasefires, leaders, displacement, haven."""

from __future__ import annotations

from functools import partial

import numpy as np

from borderSim.model.system import Array
from borderSim.validation import part_models
from borderSim.validation.course import DEPARTMENTS, YEAR, Course
from borderSim.validation.registry import fact, percent
from borderSim.validation.runs import Runs
from borderSim.validation.table import inputs

TALKS, TALKS_MONTHS = (2022, 11), 21
"""November 2022 to July 2024: talks with the ELN, from August 2023 with a ceasefire."""
ALL_GROUPS = ("municipalities_eln", "municipalities_dissidents", "municipalities_agc")
FIRST_YEAR, LAST_YEAR = 2015, 2024


def closure_homicides(runs: Runs, department: str) -> Array:
    """(M,) homicides of a department from September 2015 to August 2016 against an open border, percent."""
    return 100 * (runs["free"].mean(f"homicides:{department}", (2015, 9), 12) - 1)


for name in DEPARTMENTS:
    fact(f"F22.{name}")(partial(closure_homicides, department=name))


@fact("F24.eln")
def eln_2024(runs: Runs) -> Array:
    """Municipalities with presence of the ELN, end of 2024."""
    return runs["known"].at("municipalities_eln", 2024, 12)


@fact("F24.dissidents")
def dissidents_2022(runs: Runs) -> Array:
    """Municipalities with presence of the dissidents, end of 2022."""
    return runs["known"].at("municipalities_dissidents", 2022, 12)


@fact("F24.agc")
def agc_2022(runs: Runs) -> Array:
    """Municipalities with presence of the AGC, end of 2022."""
    return runs["known"].at("municipalities_agc", 2022, 12)


@fact("F25")
def growth_in_talks(runs: Runs) -> Array:
    """Municipalities with presence, summed over three groups, from October 2022 to August 2024, percent."""
    before, after = (sum(runs["known"].at(g, *when) for g in ALL_GROUPS) for when in ((2022, 10), (2024, 8)))
    return percent(np.asarray(after), np.asarray(before))


@fact("F26")
def members(runs: Runs) -> Array:
    """Growth of the strength of three groups from the end of 2021 to the end of 2024, percent a year."""
    years = 3
    ratio = runs["known"].at("strength", 2024, 12) / runs["known"].at("strength", 2021, 12)
    return 100 * (ratio ** (1 / years) - 1)


@fact("F27.actions")
def eln_actions(runs: Runs) -> Array:
    """Clashes of the ELN with the state, year of the ceasefire over the year before, ratio."""
    return runs["known"].mean("eln_actions", (2023, 8), 12) / runs["known"].mean("eln_actions", (2022, 8), 12)


@fact("F27.municipalities")
def eln_in_the_ceasefire(runs: Runs) -> Array:
    """Municipalities with presence of the ELN, July 2024 over July 2023, percent."""
    return percent(runs["known"].at("municipalities_eln", 2024, 7), runs["known"].at("municipalities_eln", 2023, 7))


@fact("F28.over_before")
def clashes_over_before(runs: Runs) -> Array:
    """Clashes between groups while talks run over those of January to October 2022, percent."""
    return percent(_clashes_in_talks(runs["known"]), runs["known"].mean("between_groups", (2022, 1), 10))


@fact("F28.over_no_talks")
def clashes_over_no_talks(runs: Runs) -> Array:
    """Clashes between groups while talks run over those of the same months without talks, percent."""
    return percent(_clashes_in_talks(runs["known"]), _clashes_in_talks(runs["no_talks"]))


def _clashes_in_talks(course: Course) -> Array:
    return course.mean("between_groups", TALKS, TALKS_MONTHS)


@fact("F29.absent")
def leaders_where_absent(runs: Runs) -> Array:
    """Killings of leaders with a full vacuum over none, no state anywhere, ratio."""
    return part_models.leaders_in_a_vacuum(runs.params, present=0.0)


@fact("F29.present")
def leaders_where_present(runs: Runs) -> Array:
    """The same ratio with the state everywhere, over that without it."""
    present, absent = (part_models.leaders_in_a_vacuum(runs.params, present=share) for share in (1.0, 0.0))
    return present / absent


@fact("F30")
def large_shocks(runs: Runs) -> Array:
    """Share of four-month windows of all members with as many displaced as a large shock, percent, (1,)."""
    months = runs["today"].series["displaced:norte_de_santander"]
    windows = np.lib.stride_tricks.sliding_window_view(months, int(inputs()["shock_months"]), axis=0).sum(axis=-1)
    return np.array([100 * (windows >= inputs()["shock_displaced"]).mean()])


@fact("F31.level")
def displaced_per_killing(runs: Runs) -> Array:
    """Median over years and departments of the border of people displaced per killing."""
    return np.asarray(np.nanmedian(_per_killing(runs["known"]), axis=0))


@fact("F31.spread")
def spread_per_killing(runs: Runs) -> Array:
    """95% over 5% of people displaced per killing over members, years and departments, (1,)."""
    low, high = np.nanpercentile(_per_killing(runs["known"]), (5, 95))
    return np.array([high / low])


def _per_killing(course: Course) -> Array:
    """(years x departments, M) displaced over killings of a year; nan without killings."""
    years = [(year, name) for year in range(FIRST_YEAR, LAST_YEAR + 1) for name in DEPARTMENTS]
    displaced = np.stack([course.sum(f"displaced:{name}", (year, 1), YEAR) for year, name in years])
    killed = np.stack([course.sum(f"killings:{name}", (year, 1), YEAR) for year, name in years])
    return np.divide(displaced, killed, out=np.full_like(killed, np.nan), where=killed > 0)


@fact("F32")
def haven(runs: Runs) -> Array:
    """Border over interior violence with a full haven over that with none, last year of the run, ratio."""
    full, none = (runs[run].mean("border_interior_ratio", (2024, 7), 12) for run in ("haven_full", "haven_none"))
    return full / none
