"""Dates, durations, numbers and quantities with units, as people write them; never guessed.

Every function raises ValueError with a sentence for the person who wrote the text.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from borderSim.scenario.source import NUMBER

DAYS_PER_MONTH = 365.25 / 12
UNIT_MONTHS = {"day": 1 / DAYS_PER_MONTH, "week": 7 / DAYS_PER_MONTH, "month": 1.0, "year": 12.0}
UNIT_DAYS = {"day": 1.0, "week": 7.0, "month": DAYS_PER_MONTH, "year": 365.25}
SHAPE = "write a duration as `18 months`, `14 days`, `2 years` or `3.5 days`"


def parse_day(value: Any) -> date:
    """``2022-09-26``, or ``2022-09`` for the first of that month."""
    match = re.fullmatch(r"(\d{4})-(\d{2})(?:-(\d{2}))?", value) if isinstance(value, str) else None
    if not match:
        raise ValueError(f"{show(value)} is not a date; write 2022-09-26, or 2022-09 for the first of that month")
    try:
        return date(int(match[1]), int(match[2]), int(match[3] or 1))
    except ValueError:
        raise ValueError(f"{value} does not exist in the calendar") from None


@dataclass(frozen=True)
class Duration:
    """A length of time as it was written: a count of days, weeks, months or years."""

    count: float
    unit: str

    @property
    def months(self) -> float:
        """In months; a day is 12 / 365.25 of a month."""
        return self.count * UNIT_MONTHS[self.unit]

    @property
    def days(self) -> float:
        """In days; a month is 365.25 / 12 days."""
        return self.count * UNIT_DAYS[self.unit]

    def after(self, start: date) -> date:
        """The day this long after ``start``; months and years by the calendar. Only for whole days or months."""
        if self.unit in ("day", "week"):
            return start + timedelta(days=_whole(self, self.days, "days"))
        months = start.month - 1 + _whole(self, self.months, "months")
        year, month = start.year + months // 12, months % 12 + 1
        return date(year, month, min(start.day, _month_length(year, month)))


def _whole(duration: Duration, count: float, unit: str) -> int:
    if abs(count - round(count)) > 1e-9:
        raise ValueError(f"{duration.count:g} {duration.unit}s must be a whole number of {unit} here")
    return round(count)


def _month_length(year: int, month: int) -> int:
    return (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day


def parse_duration(value: Any) -> Duration:
    """``18 months``, ``14 days``, ``2 years``, ``3.5 days``, ``1 week``."""
    match = re.fullmatch(r"([\d.]+(?:[eE][-+]?\d+)?)\s*([a-z]+?)s?", value.strip()) if isinstance(value, str) else None
    if not match or not NUMBER.fullmatch(match[1]):
        raise ValueError(f"{show(value)} is not a duration; {SHAPE}")
    if match[2] not in UNIT_DAYS:
        raise ValueError(f"{match[2]} is not a unit of time; {SHAPE}")
    duration = Duration(float(match[1]), match[2])
    if not 0 < duration.months <= 1200:
        raise ValueError(f"{value}: a duration is longer than nothing and at most 100 years")
    return duration


def parse_number(value: Any) -> float:
    """A finite number; a text that is a plain number counts, yes and no do not."""
    if isinstance(value, bool):
        raise ValueError(f"YAML reads this as {show(value)}, and a number is wanted; write 1 for yes, 0 for no")
    if isinstance(value, str) and NUMBER.fullmatch(value.strip()):
        value = float(value)
    if not isinstance(value, int | float):
        zero = "; leave out the leading 0" if isinstance(value, str) and re.fullmatch(r"0\d+", value) else ""
        raise ValueError(f"{show(value)} is not a number{zero}")
    if not math.isfinite(value):
        raise ValueError(f"{value} is not a finite number")
    return float(value)


def parse_count(value: Any) -> int:
    """A whole number, exact however large."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    number = parse_number(value)
    if not number.is_integer():
        raise ValueError(f"{number:g} is not a whole number")
    return int(number)


def show(value: Any) -> str:
    """A value as its author would know it, shortened: yes and no for booleans."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes (true)" if value else "no (false)"
    if isinstance(value, dict | list):
        return "a list" if isinstance(value, list) else "a set of `key: value` lines"
    text = str(value)
    return f"'{text[:40]}...'" if len(text) > 43 else f"'{text}'" if isinstance(value, str) else text
