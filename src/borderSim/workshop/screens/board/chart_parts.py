"""A chart without its baseline or without its lower panel, for readers who turn them off."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from borderSim.report.style import BASELINE

Option = dict[str, Any]
LEVEL, GAP = (0, 2), (1, 3)
"""Grids of a panel and of the strip with its end labels (pictures/charts.py)."""
SLIVER = 0.5
"""Percent of the chart's height that the lower panel keeps, for the years that stand below it."""
BASELINE_COLOURS = (BASELINE[0], BASELINE[2])


def without_baseline(option: Option) -> Option:
    """The chart with the baseline's line, bands and label emptied; the series stay, so that they can come back."""
    made = deepcopy(option)
    for series in made["series"]:
        if series.get("lineStyle", {}).get("color") in BASELINE_COLOURS:
            series["data"] = []
    return made


def without_difference(option: Option) -> Option:
    """The chart with its upper panel over the whole height, the years still below it."""
    made = deepcopy(option)
    grids, bottom = made["grid"], _bottom(option["grid"][GAP[0]]) - SLIVER
    for grid in LEVEL:
        grids[grid]["height"] = f"{bottom - _part(grids[grid]['top']):.2f}%"
    for grid in GAP:
        grids[grid].update(top=f"{bottom:.2f}%", height=f"{SLIVER}%")
    for series in made["series"]:
        if series["yAxisIndex"] in GAP:
            series["data"] = []
        if series["yAxisIndex"] == GAP[0] and "markLine" in series:
            series["markLine"]["data"] = [item for item in series["markLine"]["data"] if "yAxis" not in item]
    made["title"][0]["text"] = ""
    return made


def _part(percent: str) -> float:
    return float(percent.rstrip("%"))


def _bottom(grid: Option) -> float:
    return _part(grid["top"]) + _part(grid["height"])
