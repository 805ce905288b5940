"""What every figure and page needs to know about one run: numbers, scenario texts, language, provenance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from borderSim.analysis.compare import Row, compare
from borderSim.analysis.decompose import Part, decompose
from borderSim.analysis.shares import Shares, shares
from borderSim.catalogue import Indicator, levers
from borderSim.catalogue import events as event_types
from borderSim.report.lines import Mark
from borderSim.report.numbers import day, month, number, with_unit
from borderSim.report.style import FEW
from borderSim.report.words import Lang, word
from borderSim.results.data import Array, RunData, recorded
from borderSim.scenario import LeverChange, Scenario

MOST_LINES = 4
TITLE_WORDS = 12
NEAR_DAYS = 45


@dataclass(frozen=True)
class Context:
    """One run as a report sees it: its numbers and its scenarios, in any order, with their titles and schedules."""

    data: RunData
    scenarios: Sequence[Scenario]
    lang: Lang
    sha: str

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario that the report is about: the first of the first compared pair."""
        name = self.data.comparisons[0][0] if self.data.comparisons else self.data.scenario
        return self._named(name)

    @cached_property
    def reference(self) -> Scenario | None:
        """Its reference, None where nothing is compared."""
        return self._named(self.data.comparisons[0][1]) if self.data.comparisons else None

    def _named(self, name: str) -> Scenario:
        return next(item for item in self.scenarios if item.name == name)

    @cached_property
    def rows(self) -> list[Row]:
        """The comparison table."""
        return compare(self.data)

    @cached_property
    def parts(self) -> list[Part]:
        """The decomposition table, empty where the run has none."""
        return decompose(self.data)

    @cached_property
    def shares(self) -> list[Shares]:
        """Where the spread of each difference comes from, empty where no member was repeated."""
        return shares(self.data)

    @cached_property
    def shown(self) -> list[str]:
        """The scenarios that figures draw: the reference first, at most four in all."""
        main = [item.name for item in (self.reference, self.scenario) if item]
        others = [name for name in (self.data.scenario, *self.data.references) if name not in main]
        return [*main, *others][:MOST_LINES]

    def title(self, name: str) -> str:
        """The short title of a scenario in the language."""
        return self._named(name).title[self.lang] or name

    def members(self, indicator: str, scenario: str) -> Array:
        """(M, T) values of a national indicator, float64."""
        return np.asarray(self.data.national[indicator][self.data.index(scenario)], dtype=np.float64)

    def unit(self, item: Indicator) -> str:
        """The unit of an indicator in the language."""
        return item.unit_in(self.lang)

    def row(self, indicator: str) -> Row | None:
        """The comparison of the scenario with its main reference in its window, None without one."""
        for row in self.rows:
            if (row.indicator, row.window) == (indicator, self.data.window):
                return row  # the rows of the first pair come first
        return None

    @cached_property
    def first_page(self) -> list[Indicator]:
        """The indicators shown first: the catalogue's choice and the scenario's own."""
        return [item for item in recorded(self.data) if item.first_page or item.name in self.scenario.indicators]

    def when(self, item: Indicator) -> str:
        """The time that a number of the last window refers to."""
        if item.window == "last" and self.data.window != "first_12":
            return word("by_month", self.lang, month=month(self.data.months[-1], self.lang))
        return word(f"window_{self.data.window}", self.lang)

    def finding(self, item: Indicator) -> str:
        """A title of at most 12 words that says what the data show for an indicator."""
        row, label = self.row(item.name), item.label(self.lang)
        if row is None:
            return label
        if not row.distinguishable:
            return word("finding_same", self.lang, label=label)
        gap = number(row.diff_median, self.lang, sign=True)
        for amount in (with_unit(gap, item.window_unit(self.lang)), gap):
            text = word("finding_up", self.lang, label=label, gap=amount, when=self.when(item))
            if len(text.split()) <= TITLE_WORDS:
                return text
        return f"{label}: {gap}"

    def band_words(self) -> str:
        """How to read the bands, in counts."""
        count = len(self.data.members)
        return word("few_runs", self.lang, n=count) if count < FEW else word("bands", self.lang)

    def period(self) -> str:
        """The months of the run."""
        first, last = (month(self.data.months[i], self.lang) for i in (0, -1))
        return word("range", self.lang, low=first, high=last)

    def footer(self) -> str:
        """Where a figure comes from and what its bands hold."""
        sampled = int(self.data.meta.get("parameters_sampled", 0)) > 0
        start = word(
            "footer",
            self.lang,
            version=self.data.meta.get("version", ""),
            scenario=self.scenario.name,
            sha=self.sha,
            seed=self.data.meta.get("seed", ""),
            members=len(self.data.members),
        )
        holds = word("holds_both" if sampled else "holds_chance", self.lang)
        return f"{start} {word('footer_bands', self.lang, holds=holds)}"

    @cached_property
    def marks(self) -> list[Mark]:
        """Dates on which the scenario moves levers that its reference does not, or events happen, with words."""
        dated = [(c.start, levers()[c.lever].label(self.lang)) for c in moves(self.scenario, self.reference)]
        known = self.reference.events if self.reference else ()
        happens = [(e.date, event_types()[e.type].label(self.lang)) for e in self.scenario.events if e not in known]
        return [self._mark(day_, names) for day_, names in [*_together(dated), *_together(happens)]]

    def _mark(self, date: date, names: list[str]) -> Mark:
        first = [int(part) for part in self.data.months[0].split("-")]
        position = (date.year - first[0]) * 12 + date.month - first[1] + (date.day - 1) / 31
        what = names[0] if len(names) == 1 else word("n_levers", self.lang, n=len(names))
        return Mark(position, word("moves", self.lang, date=day(date, self.lang), what=what))


def _together(dated: Sequence[tuple[date, str]]) -> list[tuple[date, list[str]]]:
    """Dates with their names, those within a month and a half of the first of them under its date."""
    found: list[tuple[date, list[str]]] = []
    for when, name in sorted(dated):
        if not found or (when - found[-1][0]).days > NEAR_DAYS:
            found.append((when, []))
        if name not in found[-1][1]:
            found[-1][1].append(name)
    return found


def moves(scenario: Scenario, reference: Scenario | None) -> list[LeverChange]:
    """Lever changes of the scenario that its reference does not have, by date."""
    known = reference.changes if reference else ()
    return sorted((c for c in scenario.changes if c not in known), key=lambda c: (c.start, c.lever))
