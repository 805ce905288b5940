"""One family of errors for people: where, what, the nearest valid name, the allowed range."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_PROBLEMS = 100


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong in a file; line and column count from 1 (0: the file as a whole)."""

    file: str
    line: int
    column: int
    path: str
    what: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place} {self.path}: {self.what}" if self.path else f"{place}: {self.what}"


class UserError(Exception):
    """Input that a person can correct. Carries one line per problem; the command line exits with 2."""

    def __init__(self, *problems: Problem | str) -> None:
        self.problems = problems
        super().__init__("\n".join(self.lines()))

    def lines(self) -> list[str]:
        """One line per problem, at most ``MOST_PROBLEMS`` and a count of the rest."""
        shown = [str(problem) for problem in self.problems[:MOST_PROBLEMS]]
        left = len(self.problems) - len(shown)
        return [*shown, f"... and {left} more"] if left else shown


class RunError(Exception):
    """A run that could not finish for a reason that is not the user's input; the command line exits with 3."""


def nearest(name: str, known: Iterable[str], most: int = 2, cutoff: float = 0.6) -> list[str]:
    """The known names most like ``name``, best first."""

    def likeness(other: str) -> float:
        return SequenceMatcher(None, name.casefold(), other.casefold()).ratio()

    ranked = sorted(((likeness(other), other) for other in known), key=lambda pair: (-pair[0], pair[1]))
    return [other for score, other in ranked[:most] if score >= cutoff]


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """``; did you mean a or b?``, or nothing when no known name is near."""
    near = nearest(name, known)
    return f"; did you mean {' or '.join(near)}?" if near else ""
