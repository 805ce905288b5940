"""What moving a lever costs, where somebody has said so (brief 6b.16); most levers have no estimate."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from borderSim.catalogue.entries import Language, levers, rows

Per = Literal["year", "migrant-year", "once", ""]
"""Per unit and year; per unit, migrant and year; once for each unit added; "" where there is no estimate."""


@dataclass(frozen=True)
class Cost:
    """The price of one unit of a lever: ``low``, ``central`` and ``high`` in USD million, None without an estimate.

    ``unit`` says what is bought, in words; ``status`` is "definition" for a lever that is money itself and "none"
    without an estimate.
    """

    lever: str
    unit_en: str
    unit_es: str
    per: Per
    low: float | None
    central: float | None
    high: float | None
    source_en: str
    source_es: str
    status: Literal["verified", "definition", "judgement", "none"]

    @property
    def prices(self) -> tuple[float, float, float] | None:
        """Low, central and high, USD million, or None without an estimate."""
        if self.low is None or self.central is None or self.high is None:
            return None
        return self.low, self.central, self.high

    def unit(self, language: Language = "en") -> str:
        """Return what is bought, in a language."""
        return self.unit_es if language == "es" else self.unit_en

    def source(self, language: Language = "en") -> str:
        """Return where the price comes from, in a language."""
        return self.source_es if language == "es" else self.source_en


@cache
def costs() -> dict[str, Cost]:
    """Return the price of every lever by name, in the order of the levers; raises KeyError where a row is missing."""
    found = {row["lever"]: row for row in rows("costs.csv")}
    return {name: _cost(found[name]) for name in levers()}


def _cost(row: dict[str, str]) -> Cost:
    prices = {key: float(row[key]) if row[key] else None for key in ("low", "central", "high")}
    return Cost(**{**row, **prices})  # type: ignore[arg-type]
