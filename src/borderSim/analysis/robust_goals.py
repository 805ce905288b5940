"""What is wanted, as people type it: `unmet_need=low`, "unmet_need below 30", "5%"."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import TypeVar, cast

from borderSim.analysis.robustness import Goal, Kind, Want, Wanted
from borderSim.errors import UserError, did_you_mean
from borderSim.results.sweep_data import SweepData

T = TypeVar("T")
WANT = re.compile(r"\s*(\w+)\s+(below|above|lower by|higher by)\s+(\S+)\s*")


def read_goals(texts: Sequence[str], wants: Sequence[str], known: Sequence[str]) -> tuple[list[Goal], list[Want]]:
    """Read outcomes with their direction, and thresholds. Raises UserError with every problem, one a line."""
    if not texts:
        raise UserError(f"say what is wanted: --indicator {known[0]}=low or =high (the sweep kept {', '.join(known)})")
    problems: list[str] = []

    def read(parse: Callable[[str, Sequence[str]], T], text: str) -> T | None:
        try:
            return parse(text, known)
        except ValueError as error:
            problems.append(str(error))
            return None

    goals = [goal for text in texts if (goal := read(goal_of, text))]
    found = [want for text in wants if (want := read(want_of, text))]
    problems += _contradictions(goals, found)
    if problems:
        raise UserError(*problems)
    return goals, found


def _contradictions(goals: Sequence[Goal], wants: Sequence[Want]) -> list[str]:
    names = [goal.indicator for goal in goals]
    twice = [f"--indicator {name}: given twice" for name in dict.fromkeys(names) if names.count(name) > 1]
    wanted = {goal.indicator: goal.wanted for goal in goals}
    against = [
        f'--want "{want.indicator} {want.kind} {want.limit:g}": the indicator is wanted {wanted[want.indicator]}'
        for want in wants
        if wanted.get(want.indicator, want.wanted) != want.wanted
    ]
    return [*twice, *against]


def goal_of(text: str, known: Sequence[str]) -> Goal:
    """Read NAME=low or NAME=high. Raises ValueError."""
    name, _, wanted = (part.strip() for part in text.partition("="))
    _check("--indicator", name, known)
    if wanted not in ("low", "high"):
        raise ValueError(f"--indicator {text}: say which is wanted: {name}=low or {name}=high")
    return Goal(name, cast("Wanted", wanted))


def want_of(text: str, known: Sequence[str]) -> Want:
    """Read "NAME below|above|lower by|higher by NUMBER". Raises ValueError."""
    found = WANT.fullmatch(text)
    if not found:
        raise ValueError(
            f'--want "{text}": write NAME below NUMBER, NAME above NUMBER, or, for the difference from the reference, '
            "NAME lower by NUMBER, NAME higher by NUMBER"
        )
    name, kind, limit = found.groups()
    _check("--want", name, known)
    number = _number(limit)
    if number is None:
        raise ValueError(f'--want "{text}": {limit} is not a number')
    if number <= 0 and kind.endswith("by"):
        raise ValueError(f'--want "{text}": write by how much as a number above 0')
    return Want(name, cast("Kind", kind), number)


def share_of(option: str, text: str, most: float) -> float:
    """Read a share ("5%" or 0.05) above 0 and up to ``most``. Raises UserError."""
    number = _number(text.strip().removesuffix("%"))
    share = None if number is None else number / 100 if "%" in text else number
    if share is None or not 0 < share <= most:
        raise UserError(f"{option} {text}: write a share above 0% and up to {100 * most:g}%, such as 5%")
    return share


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _check(option: str, name: str, known: Sequence[str]) -> None:
    if name not in known:
        hint = did_you_mean(name, known) or f"; it kept {', '.join(known)}"
        raise ValueError(f"{option} {name}: the sweep did not keep such an indicator{hint}")


def difference_of(data: SweepData, asked: bool | None) -> bool:
    """Measure differences from the reference? Where the sweep has one, unless asked otherwise.

    Raises UserError where a difference is asked for and there is no reference.
    """
    if asked and not data.has_reference:
        raise UserError(f"--difference: sweep {data.name} has no reference to compare with; leave it out")
    return data.has_reference if asked is None else asked
