"""Where the boxes of the diagram stand: panels by system for the whole, columns by distance for a part of it.

Deterministic: boxes start in the order of the tables and are sorted a few times by the mean height of what they are
linked with, which takes most crossings out of the arrows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from borderSim import catalogue
from borderSim.catalogue import Link
from borderSim.explain.chain import Step, Way, far_end

GRID = (
    ("economy", "trade", "crossings"),
    ("migration", "violence", "armed_groups"),
    ("permits", "hosts", "diplomacy"),
)
"""The panels of the whole diagram, row by row; systems that share many links stand side by side."""
SWEEPS = 8
Place = tuple[float, float]


@dataclass(frozen=True)
class Picture:
    """Boxes and arrows: ``places`` of the boxes' centres (x to the right, y upwards), and the links between them.

    ``columns`` has a title and the names of each panel or column; ``ends`` the names of a panel that are left out.
    """

    places: dict[str, Place]
    links: tuple[Link, ...]
    columns: tuple[tuple[str, tuple[str, ...]], ...]
    ends: dict[str, tuple[str, ...]]


def whole() -> Picture:
    """Return the diagram of all systems: the variables through which chains pass, without levers and ends of chains."""
    levers = catalogue.levers()
    links = [link for link in catalogue.links().values() if link.cause not in levers and link.effect not in levers]
    causes, effects = {link.cause for link in links}, {link.effect for link in links}
    inside = causes & effects
    panels = {title: _names(title, inside) for row in GRID for title in row}
    ends = {title: _names(title, (causes | effects) - inside) for title in panels}
    kept = tuple(link for link in links if link.cause in inside and link.effect in inside)
    panels = _sorted(panels, kept)
    return Picture(_in_grid(panels), kept, tuple(panels.items()), ends)


def part(steps: Sequence[Step], starts: Sequence[str], way: Way) -> Picture:
    """Return the diagram of one chain: a column for each distance from the start, the start at the left or right."""
    column: dict[str, int] = dict.fromkeys(starts, 0)
    for step in sorted(steps, key=lambda step: step.depth):
        column.setdefault(far_end(step.link, way), step.depth)
    names: dict[str, tuple[str, ...]] = {}
    for depth in sorted(set(column.values()), reverse=way == "upstream"):
        names[str(depth)] = tuple(name for name, at in column.items() if at == depth)
    links = tuple(dict.fromkeys(step.link for step in steps))
    names = _sorted(names, links)
    places = {
        name: (float(x), _height(position, len(group)))
        for x, group in enumerate(names.values())
        for position, name in enumerate(group)
    }
    return Picture(places, links, tuple(names.items()), {})


def _names(panel: str, wanted: set[str]) -> tuple[str, ...]:
    return tuple(v.name for v in catalogue.variables().values() if v.panel == panel and v.name in wanted)


def _height(position: int, size: int) -> float:
    """Height of a box in its column, centred on zero, downwards."""
    return (size - 1) / 2 - position


def _sorted(groups: Mapping[str, tuple[str, ...]], links: Sequence[Link]) -> dict[str, tuple[str, ...]]:
    """Sort each group by the mean relative height of the neighbours of its members."""
    linked: dict[str, list[str]] = defaultdict(list)
    for link in links:
        linked[link.cause].append(link.effect)
        linked[link.effect].append(link.cause)
    found = dict(groups)
    for _ in range(SWEEPS):
        for title in found:
            height = {n: (i + 0.5) / len(group) for group in found.values() for i, n in enumerate(group)}
            mean = {n: _mean([height[other] for other in linked[n]], height[n]) for n in found[title]}
            found[title] = tuple(sorted(found[title], key=lambda name: mean[name]))
    return found


def _mean(values: list[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _in_grid(panels: Mapping[str, tuple[str, ...]]) -> dict[str, Place]:
    """Centres in units of boxes: each panel in its row and column of the grid, its boxes on two sides by turns."""
    places: dict[str, Place] = {}
    top = 0.0
    for row in GRID:
        tallest = max(len(panels[title]) for title in row)
        for x, title in enumerate(row):
            for position, name in enumerate(panels[title]):
                side = SIDE if position % 2 else -SIDE
                places[name] = (x + side, top - position)
        top -= tallest + ROW_GAP
    return places


SIDE = 0.24
"""How far the boxes of a panel stand from its middle, in panels."""
ROW_GAP = 3.0
"""Height between two rows of panels, in boxes: room for a title and the ends of chains."""
