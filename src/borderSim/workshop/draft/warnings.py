"""Odd combinations of levers: what the model makes of them, said where a team has put them together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import get_args

from borderSim import catalogue
from borderSim.catalogue.entries import lever_value, rows
from borderSim.report.words import Lang
from borderSim.scenario import evaluate
from borderSim.scenario.conditions import Compare, Operator
from borderSim.scenario.level import moved
from borderSim.workshop.draft.change import base_of
from borderSim.workshop.draft.draft import Bases, Draft
from borderSim.workshop.draft.position import standing
from borderSim.workshop.draft.scenarios import policy


@dataclass(frozen=True)
class OddCombination:
    """Levers that are odd together: all ``parts`` hold at the end of the run; ``mechanism`` is the code behind it."""

    name: str
    parts: tuple[Compare, ...]
    text_en: str
    text_es: str
    mechanism: str

    def text(self, lang: Lang) -> str:
        """What the model makes of it, in a language."""
        return self.text_es if lang == "es" else self.text_en

    @property
    def levers(self) -> set[str]:
        """The levers that it reads."""
        return {part.indicator for part in self.parts}


@cache
def odd_combinations() -> tuple[OddCombination, ...]:
    """The packaged combinations (data/odd_combinations.csv), in their order."""
    return tuple(
        OddCombination(row["name"], parse(row["condition"]), row["text_en"], row["text_es"], row["mechanism"])
        for row in rows("odd_combinations.csv")
    )


def parse(condition: str) -> tuple[Compare, ...]:
    """The parts of `lever op value and lever op value`, values in the lever's unit (an ISO date for a lever of dates).

    Raises ValueError or KeyError for what is not written so.
    """
    return tuple(_part(*part.split()) for part in condition.split(" and "))


def _part(lever: str, operator: str, value: str) -> Compare:
    known: tuple[Operator, ...] = get_args(Operator)
    return Compare(lever, known[known.index(operator)], lever_value(value, catalogue.levers()[lever].unit))


def warnings(draft: Draft, bases: Bases, lang: Lang) -> list[str]:
    """What to say of a draft's policy: the combinations in which it, or its base, moves at least one lever."""
    scenario = policy(draft, bases)
    acting = {*draft.settings, *moved(base_of(draft, bases), bases.baseline)}
    found = [odd for odd in odd_combinations() if odd.levers & acting]
    values = {lever: standing(scenario, lever)[0] for odd in found for lever in odd.levers}
    return [odd.text(lang) for odd in found if all(evaluate(part, values) for part in odd.parts)]
