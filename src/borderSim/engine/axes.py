"""The named axes of the state: their sizes and, where a user may name a place on them, their ids."""

from __future__ import annotations

from functools import cache
from typing import Any


def ids(world: Any) -> dict[str, list[str]]:
    """Place ids of the axes that levers and events have, in their permanent order."""
    return {
        "crossing": list(world.crossing_ids),
        "department": list(world.department_codes),
        "border_group": list(world.border_group_ids),
        "corridor": list(world.corridor_ids),
    }


@cache
def sizes(world: Any) -> dict[str, int]:
    """Length of every named axis (docs/architecture.md, section 1)."""
    return {
        "place": len(world.codes),
        "co_place": world.n_co,
        "department": len(world.department_codes),
        "state": len(world.state_codes),
        "crossing": len(world.crossing_ids),
        "segment": len(world.segment_km),
        "corridor": len(world.corridor_ids),
        "border_group": len(world.border_group_ids),
        "group": 4,
        "route": 4,
        "direction": 2,
        "sector": 7,
        "economy": 3,
        "stage": 3,
    }
