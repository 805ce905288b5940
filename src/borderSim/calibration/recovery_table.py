"""What the ranks of many recovered truths say: coverage with its own uncertainty, and a test of uniform ranks."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from scipy.stats import binomtest, chisquare

from borderSim.calibration.recovery import inside
from borderSim.report.calibration import Ranks

SHARES = (0.5, 0.9)
"""Central intervals that are checked."""
LEVEL = 0.9
"""Level of the interval (Wilson) around a coverage."""
ALL = "all informed"


def kept(table: pd.DataFrame) -> pd.DataFrame:
    """The rows that count: fits that did not break, parameters that some count could move."""
    return table[table["mean"].notna() & table["informed"].astype(bool)]


def ranks(table: pd.DataFrame, label: str) -> Ranks:
    """The ranks of a table (:meth:`Recovered.table`) as a histogram wants them."""
    return Ranks(label, kept(table)["rank"].to_numpy(), int(table["members"].iloc[0]))


def histograms(table: pd.DataFrame) -> list[Ranks]:
    """One histogram for all informed parameters of a part, then one for each parameter."""
    each = [ranks(rows, str(name)) for name, rows in table.groupby("parameter", sort=False)]
    return [ranks(table, ALL), *each]


def summary(table: pd.DataFrame) -> pd.DataFrame:
    """Per part, all informed parameters and each one: fits, how many broke, spread left, coverage, p of uniform ranks.

    ``informed`` is the share of fits in which some count could move the parameter; the other columns are of those.
    ``p`` is that of a chi-square test over the histogram's bars; for all parameters of a part it takes the ranks of one
    fit as independent, so it is too strict there. Coverages are 0-1 with the ends of their Wilson interval.
    """
    return pd.DataFrame(list(_rows(table)))


def _rows(table: pd.DataFrame) -> Iterator[dict[str, object]]:
    for part, rows in table.groupby("part", sort=False):
        for name, some in [(ALL, rows), *rows.groupby("parameter", sort=False)]:
            yield {"part": part, "parameter": name, **_row(some)}


def _row(rows: pd.DataFrame) -> dict[str, object]:
    good, shown = kept(rows), ranks(rows, "")
    whole = rows["mean"].notna()
    out: dict[str, object] = {
        "fits": rows["replicate"].nunique(),
        "broke": rows.loc[~whole, "replicate"].nunique(),
        "informed": rows.loc[whole, "informed"].mean(),
        "spread": good["spread"].mean(),
    }
    for share in SHARES:
        out |= _coverage(good, shown.draws, share)
    return {**out, "p": chisquare(shown.heights).pvalue if shown.bins > 1 else float("nan")}


def _coverage(good: pd.DataFrame, members: int, share: float) -> dict[str, float]:
    name = f"inside_{100 * share:.0f}"
    if good.empty:
        return {name: float("nan"), f"{name}_low": float("nan"), f"{name}_high": float("nan")}
    hits = int(inside(good["rank"].to_numpy(), members, share).sum())
    low, high = binomtest(hits, len(good)).proportion_ci(LEVEL, method="wilson")
    return {name: hits / len(good), f"{name}_low": low, f"{name}_high": high}
