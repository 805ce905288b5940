"""Facts F1 to F9: trade since 2008, its trough, and what came back."""

from __future__ import annotations

import numpy as np

from borderSim.model.system import Array
from borderSim.validation.course import Course
from borderSim.validation.registry import fact, percent
from borderSim.validation.runs import Runs
from borderSim.validation.table import inputs

EXPORTS, TOTAL = "exports_to_ve", "trade_total"


@fact("F1")
def exports_2021(runs: Runs) -> Array:
    """Exports of 2021 against 2008, percent."""
    return percent(runs["free"].year(EXPORTS, 2021), inputs()["exports_2008"])


@fact("F2.exports_2019")
def exports_2019(runs: Runs) -> Array:
    """Exports of 2019, USD M."""
    return runs["free"].year(EXPORTS, 2019)


@fact("F2.trade_2020")
def trade_2020(runs: Runs) -> Array:
    """Trade in both directions of 2020, USD M."""
    return runs["free"].year(TOTAL, 2020)


@fact("F3")
def rise_without_reopening(runs: Runs) -> Array:
    """Rise of exports 2019 to 2022 without the reopening over that with it; nan where there is no rise."""
    start = runs["known"].year(EXPORTS, 2019)
    placebo, opened = (runs[name].year(EXPORTS, 2022) - start for name in ("placebo", "known"))
    return np.divide(placebo, opened, out=np.full_like(opened, np.nan), where=opened > 0)


@fact("F4")
def first_year(runs: Runs) -> Array:
    """Monthly exports of the first year after the reopening against the nine months before, percent."""
    known = runs["known"]
    return percent(known.mean(EXPORTS, (2022, 10), 12), known.mean(EXPORTS, (2022, 1), 9))


@fact("F5")
def surge(runs: Runs) -> Array:
    """Exports of 2024 against 2023, percent."""
    return percent(runs["known"].year(EXPORTS, 2024), runs["known"].year(EXPORTS, 2023))


@fact("F6")
def share_of_2008(runs: Runs) -> Array:
    """Exports of 2024 as percent of those of 2008."""
    return 100 * runs["known"].year(EXPORTS, 2024) / inputs()["exports_2008"]


@fact("F7")
def open_routes(runs: Runs) -> Array:
    """Share of Maicao and the sea in the rise of exports from early 2022 to 2024, percent; nan without a rise."""
    whole = _recovered(runs["known"], EXPORTS)
    part = _recovered(runs["known"], "exports_maicao") + _recovered(runs["known"], "exports_sea")
    return 100 * np.divide(part, whole, out=np.full_like(whole, np.nan), where=whole > 0)


def _recovered(known: Course, name: str) -> Array:
    """Monthly exports of 2024 above those of the first quarter of 2022, USD M."""
    return known.mean(name, (2024, 1), 12) - known.mean(name, (2022, 1), 3)


@fact("F8")
def trucks(runs: Runs) -> Array:
    """Trucks a month over the Tachira bridges, first half of 2025 over October 2022."""
    return runs["known"].mean("trucks_month", (2025, 1), 6) / runs["known"].at("trucks_month", 2022, 10)


@fact("F9")
def imports_over_exports(runs: Runs) -> Array:
    """Imports over exports, 2023 and 2024 together."""
    return runs["known"].sum("imports_from_ve", (2023, 1), 24) / runs["known"].sum(EXPORTS, (2023, 1), 24)
