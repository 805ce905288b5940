"""Dates as people write them on the command line: a day, or the last day of a month or a year."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from borderSim.errors import UserError

YEAR, MONTH = len("2021"), len("2021-12")


def period_end(text: str, first: date, last: date, why: str = "") -> date:
    """The last day of what ``--until`` says. Raises UserError with the shapes and the range that are allowed."""
    from borderSim.scenario.words import parse_day

    try:
        day = parse_day(f"{text}-12-31" if len(text) == YEAR else text)
    except ValueError:
        shapes = "write 2021-12-31, 2021-12 for the end of that month, or 2021"
        raise UserError(f"--until {text[:40]}: not a date; {shapes}") from None
    if len(text) == MONTH:
        day = day.replace(day=monthrange(day.year, day.month)[1])
    if not first <= day <= last:
        raise UserError(f"--until {text}: out of range; allowed {first} to {last}{why}")
    return day
