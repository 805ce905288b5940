"""What a run of the past may know: all of the record, or, in a hindcast, its drivers but not its later outcomes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from borderSim.catalogue.distributions import Spread
from borderSim.catalogue.entries import levers, parameters
from borderSim.catalogue.hindsight import stretched
from borderSim.catalogue.history import EventRow, LeverRow
from borderSim.engine.dates import month_index
from borderSim.model.system import Part

MONTHS_A_YEAR = 12
FIRST_YEAR = 2012


@dataclass(frozen=True)
class Knowledge:
    """From which months on (month indices, None = never) parts of the record are hidden.

    ``outcomes_until``: recorded wars and incidents that begin in it or later, and lever values that answer them, are
    not imposed; wars and incidents come by chance.
    ``drawn_from``: judged lever values that begin in it or later, and values that know outcomes of later years, are
    drawn per member. ``oil_known_until``: oil output of it and later is modelled.
    """

    outcomes_until: int | None = None
    drawn_from: int | None = None
    oil_known_until: int | None = None

    def hidden(self, month: int) -> frozenset[Part]:
        """The parts of the record that a step of this month may not see; it makes the oil output of the next one."""
        acts: dict[Part, tuple[int, int | None]] = {
            "outcomes": (month, self.outcomes_until),
            "oil": (month + 1, self.oil_known_until),
        }
        return frozenset(part for part, (at, first) in acts.items() if first is not None and at >= first)

    def holds(self, row: EventRow | LeverRow) -> bool:
        """Is a row of the record imposed? Drivers are; outcomes and answers to them as far as they are known."""
        driver = row.kind == "driver" if isinstance(row, EventRow) else not row.answer
        return driver or self.outcomes_until is None or _month(row.date) < self.outcomes_until


EVERYTHING = Knowledge()


def _month(date: str) -> int:
    return month_index(dt.date.fromisoformat(date))


def foresees(row: LeverRow, drawn_from: int) -> bool:
    """Does a value know outcomes of a year that is not over by the first day of month ``drawn_from``?"""
    return row.hindsight >= FIRST_YEAR + drawn_from // MONTHS_A_YEAR


def spread_of(row: LeverRow, drawn_from: int) -> Spread | None:
    """The distribution of a value that a hindcast draws from a month on; None for a value that it may know.

    Triangular over the row's range, which is widened by ``hindsight_widening`` when the value knows later outcomes.
    """
    lever, low, high = levers()[row.lever], row.low, row.high
    if foresees(row, drawn_from):
        factor = parameters()["hindsight_widening"].central
        low, high = stretched(row.value, low, high, factor, (lever.lower, lever.upper))
    elif row.status != "judgement":
        return None
    return Spread("triangular", low, row.value, high, lever.unit) if low < high else None
