"""Month indices and day numbers: month 0 and day 0 are 2012-01-01."""

from __future__ import annotations

import datetime as dt

EPOCH = dt.date(2012, 1, 1)


def month_index(date: dt.date) -> int:
    """Months from 2012-01 to the month of ``date``."""
    return (date.year - EPOCH.year) * 12 + date.month - EPOCH.month


def month_date(month: int) -> dt.date:
    """First day of a month index."""
    return dt.date(EPOCH.year + month // 12, month % 12 + 1, 1)


def day_number(date: dt.date) -> int:
    """Days from 2012-01-01 to ``date``."""
    return (date - EPOCH).days


def month_day(month: int) -> int:
    """Day number of the first day of a month index."""
    return day_number(month_date(month))


def day_month(day: float) -> int:
    """Month index that holds a day number."""
    return month_index(EPOCH + dt.timedelta(days=int(day // 1)))


def month_name(month: int) -> str:
    """``YYYY-MM`` of a month index."""
    return f"{month_date(month):%Y-%m}"
