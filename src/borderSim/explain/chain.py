"""Walks along causal links: downstream from what is moved, upstream from what is asked about."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from borderSim import catalogue
from borderSim.catalogue import Link

Way = Literal["downstream", "upstream"]
RANK = ("A", "B", "C", "identity", "D", "contested")
"""Best evidence first; where a chain branches, the branches come in this order."""


@dataclass(frozen=True)
class Step:
    """One link of a chain at a ``depth`` (1 is next to the start).

    ``direction`` is the sign of the path between its far end and the start: 1 when the one rises with the other, -1
    when it falls, 0 without effect, None when a sign on the way is open. ``again`` marks a variable whose own chain
    stands elsewhere in the list.
    """

    link: Link
    depth: int
    direction: int | None
    again: bool


def walk(starts: Iterable[str], way: Way, depth: int) -> tuple[Step, ...]:
    """Return the chain from the starts, at most ``depth`` links long, as a tree in reading order.

    Every variable is followed once, where it is nearest to a start.
    """
    starts = tuple(starts)
    parents = _nearest(starts, way, depth)
    steps: list[Step] = []
    for start in starts:
        _follow(start, way, 1, 1, depth, parents, steps)
    return tuple(steps)


def neighbours(name: str, way: Way) -> list[Link]:
    """Return the links that leave (downstream) or reach (upstream) a variable, the best evidence first."""
    found = [
        link for link in catalogue.links().values() if (link.cause if way == "downstream" else link.effect) == name
    ]
    return sorted(found, key=lambda link: (RANK.index(link.grade), link.name))


def direction(before: int | None, link: Link) -> int | None:
    """Return the sign of a path of sign ``before`` that goes on with a link; None where a sign is open."""
    if link.sign == "0" or before == 0:
        return 0
    if link.sign == "?" or link.grade == "contested" or before is None:
        return None
    return before if link.sign == "+" else -before


def _nearest(starts: tuple[str, ...], way: Way, depth: int) -> dict[str, str]:
    """The link (by name) under which each variable is followed: the first that reaches it."""
    found = dict.fromkeys(starts, "")
    queue = deque((start, 0) for start in starts)
    while queue:
        name, at = queue.popleft()
        for link in neighbours(name, way) if at < depth else []:
            end = far_end(link, way)
            if end not in found:
                found[end] = link.name
                queue.append((end, at + 1))
    return found


def far_end(link: Link, way: Way) -> str:
    """Return the end of a link to which a walk goes."""
    return link.effect if way == "downstream" else link.cause


def _follow(
    name: str, way: Way, at: int, before: int | None, depth: int, parents: dict[str, str], steps: list[Step]
) -> None:
    for link in neighbours(name, way):
        end, after = far_end(link, way), direction(before, link)
        first = parents.get(end) == link.name
        more = bool(neighbours(end, way))
        steps.append(Step(link, at, after, again=not first and more))
        if first and at < depth and after != 0:
            _follow(end, way, at + 1, after, depth, parents, steps)
