"""What a search may aim at and must respect: objectives, limits, and the counts of people that are no aim."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from borderSim.catalogue import Language, indicators
from borderSim.catalogue.entries import rows
from borderSim.scenario.names import check_known

Aim = Literal["low", "high"]
Side = Literal["at_most", "at_least"]
MOST_WORST = 50.0
"""The worst half of the runs is the most that `worst N%` may name: its inner end is the median."""


@dataclass(frozen=True)
class Statistic:
    """One number from the members: their median, their mean, or the inner end of their worst ``percent``."""

    kind: Literal["median", "mean", "worst"] = "median"
    percent: float = 50.0

    def __str__(self) -> str:
        return f"worst {self.percent:g}%" if self.kind == "worst" else self.kind


@dataclass(frozen=True)
class Objective:
    """An indicator's window number that the search makes low or high; with ``difference``, its gap to the reference."""

    indicator: str
    aim: Aim
    statistic: Statistic = Statistic()
    difference: bool = False

    @property
    def worse(self) -> Aim:
        """The end at which members fare badly."""
        return "high" if self.aim == "low" else "low"


@dataclass(frozen=True)
class Limit:
    """An indicator's window number that must stay at most, or at least, ``bound`` (in its window unit)."""

    indicator: str
    side: Side
    bound: float
    statistic: Statistic
    difference: bool = False

    @property
    def worse(self) -> Aim:
        """The end at which members break the limit."""
        return "high" if self.side == "at_most" else "low"


@dataclass(frozen=True)
class Refusal:
    """Why an indicator is no aim (``refused`` both), may only be raised (low), or may be an aim (no)."""

    refused: Literal["both", "low", "no"]
    reason_en: str
    reason_es: str

    def reason(self, language: Language = "en") -> str:
        """The reason in a language."""
        return self.reason_es if language == "es" else self.reason_en


@cache
def refusals() -> dict[str, Refusal]:
    """What data/not_objectives.csv says of each indicator about people, by name; all others may be aims."""
    return {row.pop("indicator"): Refusal(**row) for row in rows("not_objectives.csv")}  # type: ignore[arg-type]


def counts_people(name: str) -> bool:
    """Is this an indicator that no search may aim at, in either direction?"""
    return name in refusals() and refusals()[name].refused == "both"


def check_aim(name: str, aim: Aim) -> str:
    """The indicator's name where it may be made low or high. Raises ValueError with the reason where it may not."""
    check_national(name)
    found = refusals().get(name)
    if found and (found.refused == "both" or (found.refused == "low" and aim == "low")):
        what = f"{name} may not be an objective" if found.refused == "both" else f"{name} may not be made low"
        raise ValueError(f"{what}: {found.reason()}; needs, papers and protection may be aims (docs/optimise.md)")
    return name


def check_national(name: str) -> str:
    """The name of a national indicator. Raises ValueError for another one, or one that is not known."""
    check_known(name, indicators(), "indicator")
    if indicators()[name].dims != "national":
        raise ValueError(f"{name} is by {indicators()[name].dims}; a search needs a national indicator")
    return name


def parse_statistic(text: object) -> Statistic:
    """`median`, `mean` or `worst 5%`. Raises ValueError for anything else."""
    if text in ("median", "mean"):
        return Statistic(text)
    match = re.fullmatch(r"worst (\d+(?:\.\d+)?) ?%", text) if isinstance(text, str) else None
    if not match or not 0 < float(match[1]) <= MOST_WORST:
        raise ValueError(f"{text} is not median, mean, or `worst N%` with N above 0 and at most {MOST_WORST:g}")
    return Statistic("worst", float(match[1]))
