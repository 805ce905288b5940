"""What a difference rests on: the best-evidenced causal path from each lever that moves to an indicator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from heapq import heappop, heappush

from borderSim import catalogue
from borderSim.catalogue import Link

STRENGTH = {"identity": 0, "A": 1, "B": 2, "C": 3, "D": 4, "contested": 5}
"""Grades from the safest to the weakest; an identity is true by definition."""
WEAK = ("D", "contested")


@dataclass(frozen=True)
class Basis:
    """The paths (lists of links, one for each lever that reaches the indicator at all) that a difference rests on."""

    indicator: str
    paths: dict[str, tuple[Link, ...]]

    @property
    def weak_levers(self) -> tuple[str, ...]:
        """Levers that reach the indicator only through an argument (D) or a contested link."""
        return tuple(lever for lever, path in self.paths.items() if weakest(path) in WEAK)

    @property
    def mostly_weak(self) -> bool:
        """Do more than half of the levers reach the indicator only so?"""
        return 2 * len(self.weak_levers) > len(self.paths)

    @property
    def weak_links(self) -> tuple[Link, ...]:
        """The arguments and contested links on those paths, each once, as they come."""
        found = [link for lever in self.weak_levers for link in self.paths[lever] if link.grade in WEAK]
        return tuple(dict.fromkeys(found))


def weakest(path: Iterable[Link]) -> str:
    """The weakest grade on a path."""
    return max((link.grade for link in path), key=STRENGTH.__getitem__)


def basis(moved: Iterable[str], indicator: str) -> Basis:
    """The basis of an indicator's difference when ``moved`` are the levers that differ."""
    ends = frozenset(
        name for name, variable in catalogue.variables().items() if indicator in variable.names("indicator")
    )
    found = {lever: best_path(lever, ends) for lever in dict.fromkeys(moved)}
    return Basis(indicator, {lever: path for lever, path in found.items() if path})


@cache
def best_path(start: str, ends: frozenset[str]) -> tuple[Link, ...]:
    """The path whose weakest link is the safest, the shortest of those; () where none leads there.

    A widest-path search: the cost of a path is its weakest grade, then its length.
    """
    waiting: list[tuple[int, int, int, str, tuple[Link, ...]]] = [(0, 0, 0, start, ())]
    seen: set[str] = set()
    order = 0
    while waiting:
        grade, length, _, name, path = heappop(waiting)
        if name in ends and path:
            return path
        if name in seen:
            continue
        seen.add(name)
        for link in _leaving().get(name, ()):
            order += 1
            step = (max(grade, STRENGTH[link.grade]), length + 1, order, link.effect, (*path, link))
            heappush(waiting, step)
    return ()


@cache
def _leaving() -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for link in catalogue.links().values():
        if link.carried != "not carried":
            found.setdefault(link.cause, []).append(link)
    return found
