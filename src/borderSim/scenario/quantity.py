"""A lever's value with its unit: `80%`, `160k/month`, `30 t`, `15 h`, `50 M USD/year`, checked against the lever.

A bare number is in the lever's own unit. A unit that is written must be the lever's: nothing is converted but
k, M and percent. A noun may stand without its period only where the period is an hour or a day (`15 h`).
"""

from __future__ import annotations

import re
from typing import Any

from borderSim.scenario.words import parse_number, show

QUANTITY = re.compile(r"([-+]?[\d.]+(?:[eE][-+]?\d+)?)\s*(.*)")
DOLLARS_FIRST = re.compile(r"(?:USD|\$)\s*([\d.]+)")
MULTIPLIERS = {"k": 1e3, "thousand": 1e3, "M": 1e6, "million": 1e6}
SAME = {"t": "tonne", "ton": "tonne", "h": "hour", "$": "usd", "people": "person", "barrel": "bbl", "hectare": "ha"}
LONG_PERIODS = {"week", "month", "year"}
IN_PERCENT = re.compile(r"share|index 0-1|0-1|ad valorem|ratio")
WITHOUT_NOUN = re.compile(r"share|index|ad valorem|ratio|-?\d")


def parse_quantity(value: Any, unit: str) -> float:
    """The number in the lever's unit. Raises ValueError when the unit written is not the lever's."""
    if not isinstance(value, str):
        return parse_number(value)
    match = QUANTITY.fullmatch(DOLLARS_FIRST.sub(r"\1 USD ", value.strip(), count=1))
    scales = _scales(match[2], unit) if match else None
    if not match or scales is None:
        hint = "write numbers without commas, with a decimal point" if "," in value else "a bare number is in that unit"
        raise ValueError(f"{show(value)} does not fit this lever's unit ({unit}); {hint}")
    return parse_number(match[1]) * scales[0] / scales[1]


def _scales(written: str, unit: str) -> tuple[float, float] | None:
    """What to multiply and to divide by (so that 35% is exactly 0.35); None when the unit written is another."""
    if not written:
        return 1.0, 1.0
    if written == "%":
        return (1.0, 100.0) if IN_PERCENT.match(unit) else None
    if WITHOUT_NOUN.match(unit):
        return None
    multiplier, noun, periods = _parts(written)
    scale, own_noun, own_periods = _parts(re.split(r",| per ", unit)[0])
    no_period = noun and not periods and own_periods & LONG_PERIODS
    if (noun and noun != own_noun.split()[0]) or no_period or (periods and periods != own_periods):
        return None
    return (multiplier, scale) if noun or multiplier != 1 else (1.0, 1.0)


def _parts(text: str) -> tuple[float, str, set[str]]:
    """Multiplier, noun and periods: `USD M/year` is (1e6, usd, {year}), `k/month` is (1e3, no noun, {month})."""
    head, *periods = text.split("/")
    words = head.split()
    multiplier = 1.0
    for word in words:
        multiplier *= MULTIPLIERS.get(word, 1.0)
    noun = " ".join(_singular(word) for word in words if word not in MULTIPLIERS)
    return multiplier, noun, {_singular(period.split()[0]) for period in periods if period.split()}


def _singular(word: str) -> str:
    """One spelling per unit: `permits` and `permit`, `t` and `tonnes`."""
    lower = word.lower()
    lower = lower[:-1] if len(lower) > 2 and lower.endswith("s") else lower
    return SAME.get(lower, lower)
