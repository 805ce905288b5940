"""Dates and month indices: 0 is the start of January 2012, 1 the start of February 2012."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

FIRST_YEAR = 2012


def month_index(day: str | date) -> float:
    """Return the months from 2012-01-01 to the start of a day, an ISO text or a date; days count within their month.

    Raises ValueError when the text is not an ISO date.
    """
    if isinstance(day, str):
        day = date.fromisoformat(day)
    length = monthrange(day.year, day.month)[1]
    return (day.year - FIRST_YEAR) * 12 + day.month - 1 + (day.day - 1) / length


def month_date(month: float) -> date:
    """Return the day on which a month index falls, the inverse of month_index."""
    whole = int(month // 1)
    year, position = FIRST_YEAR + whole // 12, whole % 12 + 1
    length = monthrange(year, position)[1]
    return date(year, position, min(length, 1 + round((month - whole) * length)))
