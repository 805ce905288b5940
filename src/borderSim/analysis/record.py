"""Did the model get the past of an indicator right: what the scored hindcasts say, read from the packaged tables.

`hindcast_skill.csv` holds the scores by variable of the record, `indicator_records.csv` which variable tests which
indicator. Nothing is computed here but the verdict.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from functools import cache
from typing import Literal

from borderSim.catalogue import Language
from borderSim.catalogue.entries import Row, rows

Verdict = Literal["better", "worse", "indistinct", "too_few"]
Band = Literal["holds", "narrow", "wide"]
ALL = "all"
"""The horizon of a row over all months ahead, and a code for all places together."""
BAND = 0.9
YEAR = 12
ORIGINS = ("origin_first", "origin_last")
"""Settings of the rolling evaluation in scoring.csv."""


@dataclass(frozen=True)
class Record:
    """The variable of the record that tests an indicator; ``code`` is a place of it, "" for the whole variable."""

    indicator: str
    variable: str
    code: str
    note_en: str
    note_es: str

    def note(self, language: Language = "en") -> str:
        """Return what to know before reading the test, in a language; "" for nothing."""
        return self.note_es if language == "es" else self.note_en


@dataclass(frozen=True)
class Score:
    """How ``n`` counts after the cut-offs were forecast at one ``horizon`` (months ahead); NaN for what is not known.

    ``groups`` of cut-off and place are independent. ``coverage90`` is the share (0-1) of the counts in the 90% band,
    with its 90% interval; ``bias`` the mean of ln of median over count; ``skill`` is 1 - CRPS / CRPS of ``best_naive``.
    """

    variable: str
    code: str
    horizon: str
    n: int
    groups: int
    coverage50: float
    coverage90: float
    coverage90_low: float
    coverage90_high: float
    bias: float
    crps: float
    best_naive: str
    skill: float
    skill_low: float
    skill_high: float
    sample: str

    @property
    def verdict(self) -> Verdict:
        """Better or worse than the best naive forecaster where the interval of the skill leaves out 0."""
        if not (math.isfinite(self.skill_low) and math.isfinite(self.skill_high)):
            return "too_few"
        if self.skill_low > 0:
            return "better"
        return "worse" if self.skill_high < 0 else "indistinct"

    @property
    def band(self) -> Band:
        """Whether the 90% band is too narrow or too wide where the interval of its coverage leaves out 90%."""
        if self.coverage90_high < BAND:
            return "narrow"
        return "wide" if self.coverage90_low > BAND else "holds"

    @property
    def inside(self) -> int:
        """How many of the counts lay in the 90% band."""
        return round(self.coverage90 * self.n)


@dataclass(frozen=True)
class Past:
    """What is known of an indicator's past: its ``record``, and its scores over all months and about a year ahead.

    ``driver``: the hindcasts impose the variable. ``pooled``: the scores are of all places, the indicator is of one.
    """

    indicator: str
    record: Record | None = None
    driver: bool = False
    whole: Score | None = None
    year: Score | None = None
    pooled: bool = False


def past(indicator: str) -> Past:
    """Return what the hindcasts say of an indicator; nothing where no variable of the record tests it."""
    record = records().get(indicator)
    if record is None:
        return Past(indicator)
    if rule(record.variable)["driver"] == "yes":
        return Past(indicator, record, driver=True)
    own, pooled = _scores_of(record)
    whole = next((score for score in own if score.horizon == ALL), None)
    year = next((score for score in own if _ends_in_a_year(score.horizon)), None)
    return Past(indicator, record, False, whole, year, pooled and whole is not None)


@cache
def cutoffs() -> tuple[int, int]:
    """Return the first and the last year at whose end the scored hindcasts stop knowing the record."""
    settings = {row["name"]: int(row["value"]) for row in rows("scoring.csv") if row["name"] in ORIGINS}
    first, last = (settings[name] for name in ORIGINS)
    return first, last


@cache
def records() -> dict[str, Record]:
    """Return the record of every indicator that has one, in the order of the table."""
    return {row["indicator"]: Record(**row) for row in rows("indicator_records.csv")}


@cache
def scores() -> tuple[Score, ...]:
    """Return all scores of this version; none while no hindcast has been scored."""
    return tuple(map(_score, rows("hindcast_skill.csv")))


def rule(variable: str) -> Row:
    """Return the row that says how a variable of the record is compared; raises KeyError for an unknown one."""
    return _rules()[variable]


@cache
def _rules() -> dict[str, Row]:
    return {row["variable"]: row for row in rows("observed/observation_rules.csv")}


def _score(row: Row) -> Score:
    texts = {name: row[name] for name in ("variable", "code", "horizon", "best_naive", "sample")}
    counts = {name: int(row[name]) for name in ("n", "groups")}
    others = [field.name for field in fields(Score) if field.name not in (*texts, *counts)]
    numbers = {name: float(row[name] or "nan") for name in others}
    return Score(**texts, **counts, **numbers)  # type: ignore[arg-type]


def _scores_of(record: Record) -> tuple[list[Score], bool]:
    """The scores of the record's place, else those of all places together and whether that is more than the place."""
    found = [score for score in scores() if score.variable == record.variable]
    own = [score for score in found if score.code == record.code]
    if own:
        return own, False
    single = not record.code and len({score.code for score in found}) == 1
    return [score for score in found if score.code in ("", ALL) or single], bool(record.code)


def _ends_in_a_year(horizon: str) -> bool:
    """Whether a horizon such as 7-12 ends a year after the cut-off."""
    return horizon.split("-")[-1] == str(YEAR)
