"""Facts F10 to F21: stock, papers, the way north, returns and same-day visits."""

from __future__ import annotations

from functools import partial

import numpy as np

from borderSim.catalogue import month_index
from borderSim.model.system import Array
from borderSim.model.units import DAYS_PER_MONTH
from borderSim.validation.course import Course
from borderSim.validation.registry import fact, percent
from borderSim.validation.runs import Runs

COUNTED, TRUE = "venezuelans_counted", "venezuelans"
REGISTRATION = "2021-06-01"
"""The statute's permits are counted from the month after registration opened."""
DELIVERED = {
    "F16.january_2022": "2022-01-01",
    "F16.march_2022": "2022-03-16",
    "F16.may_2022": "2022-05-27",
    "F16.june_2023": "2023-07-01",
}


def without_papers(course: Course, year: int, month: int) -> Array:
    """(M,) persons without papers at the end of a month."""
    return np.asarray(sum(course.at(name, year, month) for name in ("irregular", "in_process", "asylum")))


def share_without(course: Course, year: int, month: int) -> Array:
    """(M,) percent of Venezuelans in Colombia without papers at the end of a month."""
    return 100 * without_papers(course, year, month) / course.at(TRUE, year, month)


@fact("F10")
def growth_2019(runs: Runs) -> Array:
    """Growth of the counted stock in 2019, percent."""
    return percent(runs["free"].at(COUNTED, 2019, 12), runs["free"].at(COUNTED, 2018, 12))


@fact("F11.stock")
def dip_2020(runs: Runs) -> Array:
    """Change of the counted stock in 2020, percent."""
    return percent(runs["free"].at(COUNTED, 2020, 12), runs["free"].at(COUNTED, 2019, 12))


@fact("F11.returns_august")
def returns_to_august(runs: Runs) -> Array:
    """Returns from March to August 2020, persons."""
    return runs["free"].sum("returns", (2020, 3), 6)


@fact("F11.returns_december")
def returns_to_december(runs: Runs) -> Array:
    """Returns from March to December 2020, persons."""
    return runs["free"].sum("returns", (2020, 3), 10)


@fact("F12.counted")
def jump(runs: Runs) -> Array:
    """Growth of the counted stock from December 2020 to February 2022, percent."""
    return percent(runs["free"].at(COUNTED, 2022, 2), runs["free"].at(COUNTED, 2020, 12))


@fact("F12.recount")
def recount(runs: Runs) -> Array:
    """Share of that growth (ln) that the true stock does not show, percent."""
    counted, true = (np.log(runs["free"].at(n, 2022, 2) / runs["free"].at(n, 2020, 12)) for n in (COUNTED, TRUE))
    return 100 * (counted - true) / counted


@fact("F13")
def plateau(runs: Runs) -> Array:
    """Growth of the counted stock in 2023 and 2024, percent a year."""
    return percent(runs["known"].at(COUNTED, 2024, 12), runs["known"].at(COUNTED, 2022, 12)) / 2


@fact("F14")
def papers_after_the_break(runs: Runs) -> Array:
    """Rise of the share without papers from February to December 2019, percentage points."""
    return share_without(runs["free"], 2019, 12) - share_without(runs["free"], 2019, 2)


@fact("F15")
def papers_after_delivery(runs: Runs) -> Array:
    """Share without papers in January 2024, percent."""
    return share_without(runs["known"], 2024, 1)


def delivered(runs: Runs, day: str) -> Array:
    """(M,) permits of the statute delivered by a day (ISO)."""
    series, first = runs["known"].series["permits_delivered"], runs["known"].first
    whole, part = divmod(month_index(day), 1)
    row = int(whole) - 1 - first
    before = series[int(month_index(REGISTRATION)) - 1 - first]
    return np.asarray(series[row] + part * (series[row + 1] - series[row]) - before)


for key, day in DELIVERED.items():
    fact(key)(partial(delivered, day=day))


@fact("F17")
def papers_after_the_lapse(runs: Runs) -> Array:
    """Change of the number without papers from December 2023 to December 2024, percent."""
    return percent(without_papers(runs["known"], 2024, 12), without_papers(runs["known"], 2023, 12))


@fact("F18.months_2022")
def north_2022(runs: Runs) -> Array:
    """Onward movements from January to September 2022, persons."""
    return runs["known"].sum("onward", (2022, 1), 9)


@fact("F18.january_2025")
def north_january(runs: Runs) -> Array:
    """Onward movements of January 2025 over January 2024, percent."""
    return percent(runs["known"].at("onward", 2025, 1), runs["known"].at("onward", 2024, 1))


@fact("F18.february_2025")
def north_february(runs: Runs) -> Array:
    """Onward movements of February 2025 over February 2024, percent."""
    return percent(runs["known"].at("onward", 2025, 2), runs["known"].at("onward", 2024, 2))


@fact("F19")
def southbound(runs: Runs) -> Array:
    """Reverse flow of the first half of 2025, doubled, over the northbound flow of 2023, percent."""
    return 100 * 2 * runs["known"].sum("reverse", (2025, 1), 6) / runs["known"].year("onward", 2023)


@fact("F20.intention")
def intentions_after_the_vote(runs: Runs) -> Array:
    """People in Venezuela who intend to leave, September 2024 over June, percent."""
    return percent(runs["known"].at("intenders", 2024, 9), runs["known"].at("intenders", 2024, 6))


@fact("F20.stock")
def stock_after_the_vote(runs: Runs) -> Array:
    """True stock in Colombia, June 2025 over July 2024, percent."""
    return percent(runs["known"].at(TRUE, 2025, 6), runs["known"].at(TRUE, 2024, 7))


@fact("F21.entries")
def same_day_entries(runs: Runs) -> Array:
    """Same-day entries a day, 2023 and 2024."""
    return runs["known"].mean("pendular_entries", (2023, 1), 24)


@fact("F21.trochas")
def informal_paths(runs: Runs) -> Array:
    """Informal passages a day in the year after February 2019."""
    return runs["free"].mean("irregular_passages", (2019, 3), 12) / DAYS_PER_MONTH
