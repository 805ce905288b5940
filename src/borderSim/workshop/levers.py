"""A lever's value that a refusal names in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.catalogue import Lever
from borderSim.report.levers import lever_number
from borderSim.report.words import Lang


@dataclass(frozen=True)
class LeverValue:
    """A lever's value inside a sentence."""

    lever: Lever
    value: float

    def words(self, lang: Lang) -> str:
        """The value in a language."""
        return lever_number(self.lever, self.value, lang)
