"""What a lever's values mean: four levels in words, each with a sign that an analyst could check (brief 6b.15)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from borderSim.catalogue.entries import Language, lever_value, levers, rows


@dataclass(frozen=True)
class Level:
    """One value of a lever, in the lever's unit, in words.

    The observable is a sign that the lever stands there. ``date`` (year, month or day) and ``source`` say when and by
    whom that was seen; both are of the builders where nobody was: no date, status "judgement".
    """

    lever: str
    value: float
    words_en: str
    words_es: str
    observable_en: str
    observable_es: str
    date: str
    source: str
    status: Literal["verified", "memory", "judgement"]

    def words(self, language: Language = "en") -> str:
        """Return what the value means in a language."""
        return self.words_es if language == "es" else self.words_en

    def observable(self, language: Language = "en") -> str:
        """Return the sign to look for in a language."""
        return self.observable_es if language == "es" else self.observable_en


@cache
def lever_levels() -> dict[str, tuple[Level, ...]]:
    """Return the levels of every lever, from low to high; raises KeyError for a lever not in the catalogue."""
    found: dict[str, list[Level]] = {name: [] for name in levers()}
    for row in rows("lever_levels.csv"):
        value = lever_value(row["value"], levers()[row["lever"]].unit)
        found[row["lever"]].append(Level(**{**row, "value": value}))  # type: ignore[arg-type]
    return {name: tuple(sorted(items, key=lambda item: item.value)) for name, items in found.items()}
