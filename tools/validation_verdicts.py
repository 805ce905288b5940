"""The rules of the validation page: how well a variable was forecast, which readings hold, what a scenario rests on.

Pure functions over the tables of the evaluation and the facts; no threshold but the promise of a band is in here.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from borderSim.catalogue.entries import rows
from borderSim.hindcast.observations import rules
from borderSim.hindcast.scores import OUTER
from borderSim.hindcast.skill import ALL
from borderSim.validation.findings import Finding
from borderSim.validation.words import use_of

Verdict = Literal["better", "unclear", "worse", "few", "alone"]
Bands = Literal["narrow", "wide", "kept"]
Side = Literal["below", "inside", "above", "none"]
YEARLY = "homicides_yearly"
PLACES = "places"
TOOLS = Path(__file__).parent


def label(variable: str) -> str:
    """The words for a variable of the evaluation."""
    return "Homicides by department and year" if variable == YEARLY else rules()[variable].label_en


def skill_verdict(row: Mapping[str, Any]) -> Verdict:
    """*better* or *worse* when the 90% interval of the skill leaves out 0, *alone* when no simple forecaster spoke."""
    if not row["best_naive"]:
        return "alone"
    if math.isnan(row["skill_low"]):
        return "few"
    return "better" if row["skill_low"] > 0 else "worse" if row["skill_high"] < 0 else "unclear"


def band_verdict(row: Mapping[str, Any]) -> Bands:
    """*narrow* or *wide* when the 90% interval of the coverage leaves out what a 90% band promises."""
    return "narrow" if row["coverage90_high"] < OUTER else "wide" if row["coverage90_low"] > OUTER else "kept"


def place_verdict(row: Mapping[str, Any]) -> Verdict:
    """*better* or *worse* than constant shares when the interval of the skill leaves out 0."""
    return "better" if row["skill_low"] > 0 else "worse" if row["skill_high"] < 0 else "unclear"


def overall(skill: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """The row over all horizons of each variable."""
    found = skill[skill["horizon"] == ALL].fillna({"best_naive": ""})
    return {str(row["variable"]): dict(row) for row in found.to_dict("records")}


def side(found: Finding) -> Side:
    """Where the median of a fact lies: below its window, inside or above; *none* for what is not modelled."""
    middle = found.band[1]
    if math.isnan(middle):
        return "none"
    return "below" if middle < found.fact.low else "above" if middle > found.fact.high else "inside"


@dataclass(frozen=True)
class Reading:
    """A sentence on what is wrong and why; it is true only while ``measure`` of ``subject`` passes the ``test``.

    ``subject`` is a fact's key, a variable, variable@date of the packaged forecast, or places:variable.
    """

    name: str
    subject: str
    measure: str
    test: str
    value: str
    text_en: str


def readings() -> list[Reading]:
    """All explanations of the packaged table."""
    return [Reading(**row) for row in rows("validation_readings.csv")]


@dataclass(frozen=True)
class Numbers:
    """What readings are tested on: facts by key, skill rows by variable, rows of places, errors (ln) of a forecast."""

    facts: Mapping[str, Finding]
    skill: Mapping[str, Mapping[str, Any]]
    places: Mapping[str, Sequence[Mapping[str, Any]]]
    errors: Mapping[str, float]

    def holds(self, reading: Reading) -> bool:
        """Whether the numbers of this evaluation show what the reading says; of places, at every cut-off."""
        if reading.subject in self.facts:
            return side(self.facts[reading.subject]) == reading.value
        found = list(self._values(reading.subject, reading.measure))
        limit = float(reading.value)
        return bool(found) and all(v > limit if reading.test == "above" else v < limit for v in found)

    def _values(self, subject: str, measure: str) -> Iterator[float]:
        kind, _, variable = subject.rpartition(":")
        if kind == PLACES:
            yield from (float(row[measure]) for row in self.places.get(variable, ()))
        elif "@" in subject:
            yield from ([self.errors[subject]] if subject in self.errors else [])
        elif subject in self.skill:
            yield float(self.skill[subject][measure])


def errors(forecast: pd.DataFrame, observed: Sequence[Any], subjects: Sequence[str]) -> dict[str, float]:
    """ln of the median over the count, by ``variable@date``, where both exist."""
    wanted = {tuple(subject.split("@")) for subject in subjects if "@" in subject}
    said = forecast.set_index(["variable", "code", "date"])["q50"]
    return {
        f"{o.variable}@{o.date}": math.log(said[o.variable, o.code, o.date] / o.value)
        for o in observed
        if (o.variable, o.date) in wanted and (o.variable, o.code, o.date) in said.index
    }


def failed(found: Sequence[Finding]) -> list[Finding]:
    """The facts whose median lies outside their window."""
    return [f for f in found if side(f) in ("below", "above")]


def tests(found: Sequence[Finding]) -> list[Finding]:
    """The facts that are a test of the model: neither fitted, nor seen, nor known."""
    return [f for f in found if f.verdict != "not_modelled" and use_of(f) == "test"]


@dataclass(frozen=True)
class Use:
    """The indicators and levers that a fact bears upon."""

    indicators: frozenset[str]
    levers: frozenset[str]


def fact_uses() -> dict[str, Use]:
    """By id of the fact, from validation_facts.csv."""
    with (TOOLS / "validation_facts.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["id"]: Use(frozenset(row["indicators"].split()), frozenset(row["levers"].split()))
            for row in csv.DictReader(file)
        }


def leans_on(indicators: Sequence[str], levers: Sequence[str], found: Sequence[Finding]) -> list[Finding]:
    """The given facts that bear upon what a scenario shows or moves."""
    uses = fact_uses()
    return [f for f in found if uses[f.fact.id].indicators & set(indicators) or uses[f.fact.id].levers & set(levers)]
