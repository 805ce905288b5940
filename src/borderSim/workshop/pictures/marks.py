"""The dates that a chart marks: when the policy moves levers, and what happens meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from borderSim.catalogue import events, levers
from borderSim.catalogue.dates import month_index
from borderSim.report.context import NEAR_DAYS, moves
from borderSim.report.numbers import day, month
from borderSim.report.words import Lang, word
from borderSim.workshop.desk.ask import Ask

MOST = 3
"""Dates on one chart (workshop brief, 7)."""


@dataclass(frozen=True)
class Mark:
    """A date: ``position`` in months from the start of the run, and the names of the levers or of the event."""

    position: float
    day: date
    levers: tuple[str, ...] = ()
    event: str = ""

    def words(self, lang: Lang) -> list[str]:
        """What to write at it, from the fullest words to the shortest."""
        if self.event:
            what = events()[self.event].label(lang)
        elif len(self.levers) == 1:
            what = levers()[self.levers[0]].label(lang)
        else:
            what = word("n_levers", lang, n=len(self.levers))
        full = word("moves", lang, date=day(self.day, lang), what=what)
        return [full, what, month(self.day.isoformat(), lang)]


def marks(ask: Ask) -> tuple[Mark, ...]:
    """At most three dates inside the run, the earliest first; events go before levers where there are more."""
    start, end = ask.policy.start, ask.policy.end
    happens = [Mark(_position(e.date, start), e.date, event=e.type) for e in ask.policy.events]
    moved = [Mark(_position(dates[0][0], start), dates[0][0], tuple(dict.fromkeys(name for _, name in dates)))
             for dates in _together([(c.start, c.lever) for c in moves(ask.policy, ask.baseline)])]  # fmt: skip
    inside = [mark for mark in (*happens, *moved) if start <= mark.day < end]
    return tuple(sorted(inside[:MOST], key=lambda mark: mark.position))


def _position(when: date, start: date) -> float:
    return month_index(when) - month_index(start)


def _together(dated: Sequence[tuple[date, str]]) -> list[list[tuple[date, str]]]:
    """Dates in groups: those within a month and a half of the first of them."""
    groups: list[list[tuple[date, str]]] = []
    for item in sorted(dated):
        if groups and (item[0] - groups[-1][0][0]).days <= NEAR_DAYS:
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups
