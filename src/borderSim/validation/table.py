"""The stylised facts as a table: statement, window, source, run and honest marks of each; and the inputs they need."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import inf
from typing import Literal

from borderSim.catalogue import Language
from borderSim.catalogue.entries import rows

Mark = Literal["test", "seen", "known"]


@dataclass(frozen=True)
class Fact:
    """One row of facts.csv: part ``part`` of fact ``id``, and the window ``low`` to ``high`` in ``unit``.

    ``run`` names the run that the fact is computed from, "" for what is not modelled (the note says why). ``mark``:
    *test*, *seen* (the record was in view when something of the model was last changed) or *known* (a prior or a lever
    knows it). ``variable`` and ``date`` say which observation it rests on, "" for none in the table.
    """

    id: str
    part: str
    statement_en: str
    statement_es: str
    low: float
    high: float
    unit: str
    unit_es: str
    source: str
    run: str
    mark: Mark
    variable: str
    date: str
    note_en: str
    note_es: str

    @property
    def key(self) -> str:
        """Return the fact's name in code: id, or id.part."""
        return f"{self.id}.{self.part}" if self.part else self.id

    def statement(self, language: Language) -> str:
        """Return the statement in a language."""
        return self.statement_es if language == "es" else self.statement_en

    def note(self, language: Language) -> str:
        """Return the note in a language."""
        return self.note_es if language == "es" else self.note_en


@cache
def facts() -> dict[str, Fact]:
    """Return all facts by key, in the order of the model description (section 4.1)."""
    found = [_fact(row) for row in rows("facts.csv")]
    return {fact.key: fact for fact in found}


def _fact(row: dict[str, str]) -> Fact:
    ends = {"low": float(row["low"] or -inf), "high": float(row["high"] or inf)}
    return Fact(**{**row, **ends})  # type: ignore[arg-type]


@cache
def inputs() -> dict[str, float]:
    """Return the numbers that facts need beside the model's parameters, by name, each in its unit of the table."""
    return {row["name"]: float(row["value"]) for row in rows("fact_inputs.csv")}
