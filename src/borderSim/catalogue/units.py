"""Units as people read them: "USD M/month" in a table is "million USD a month" on a page."""

from __future__ import annotations

from typing import Literal

Language = Literal["en", "es"]
READ: dict[Language, dict[str, str]] = {
    "en": {
        "USD M": "million USD",
        "/day": " a day",
        "/week": " a week",
        "/month": " a month",
        "/year": " a year",
        "/": " per ",
    },
    "es": {"/día": " al día", "/semana": " a la semana", "/mes": " al mes", "/año": " al año", "/": " por "},
}
"""What stands for each sign of a unit, the longer signs first."""


def in_words(unit: str, language: Language) -> str:
    """A unit of a table, which is already in the language, without abbreviations and strokes."""
    for sign, words in READ[language].items():
        unit = unit.replace(sign, words)
    return unit
