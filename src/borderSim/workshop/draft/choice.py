"""Which levers a Board shows first, and how it sorts the others."""

from __future__ import annotations

from functools import cache

from borderSim import catalogue
from borderSim.catalogue.entries import rows
from borderSim.scenario.level import moved
from borderSim.workshop.draft.change import base_of
from borderSim.workshop.draft.draft import Bases, Draft

MOST = 8
"""Levers on the first screen (workshop brief, need 2)."""


def first_levers(bases: Bases, draft: Draft, most: int = MOST) -> list[str]:
    """At most ``most`` policies, by system in catalogue order.

    Those that the base moves against the baseline come first, then those of the draft, then the others; the packaged
    order of the first screen decides within each.
    """
    offered = [*board_levers(), *(name for name in _policies() if name not in board_levers())]
    of_base = set(moved(base_of(draft, bases), bases.baseline))
    ranked = sorted(offered, key=lambda name: 0 if name in of_base else 1 if name in draft.settings else 2)
    chosen = set(ranked[:most])
    return [name for names in groups().values() for name in names if name in chosen]


def groups() -> dict[str, list[str]]:
    """All policies by system, in the order of the catalogue."""
    found: dict[str, list[str]] = {}
    for name in _policies():
        found.setdefault(catalogue.levers()[name].system, []).append(name)
    return found


def conditions() -> list[str]:
    """The levers that nobody at the table decides, in the order of the catalogue."""
    return [name for name, lever in catalogue.levers().items() if lever.kind == "condition" and _active(name)]


@cache
def board_levers() -> tuple[str, ...]:
    """The levers of the first screen in the order in which they are offered (data/board_levers.csv)."""
    return tuple(row["lever"] for row in rows("board_levers.csv"))


def _policies() -> list[str]:
    return [name for name, lever in catalogue.levers().items() if lever.kind == "policy" and _active(name)]


def _active(name: str) -> bool:
    return catalogue.levers()[name].status == "active"
