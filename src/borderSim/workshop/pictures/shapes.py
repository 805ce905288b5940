"""The map's drawing: an SVG that never changes but for one letter a municipality, and an inset that shares its shapes.

Cells of the 1,122 municipalities of Colombia (San Andrés left out), departments and states in lines, land around in
pale grey. Units are 1/200 of a degree.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from html import escape
from typing import Any

import numpy as np

from borderSim.report.classes import DISAGREE, HIGHER_COLOURS, LEVEL_COLOURS, LOWER_COLOURS, MIDDLE
from borderSim.report.draw_map import WHOLE, paths
from borderSim.report.layout import spread
from borderSim.report.maps import SAN_ANDRES
from borderSim.report.style import INK, MUTED, PALE
from borderSim.results.data import Array
from borderSim.world import World, load

PER_DEGREE = 200
BORDER = (-73.5, -71.1, 6.95, 9.25)
"""Window of the inset in degrees: west, east, south, north."""
POSTS = {"union": "Unión", "santander": "Santander", "tienditas": "Tienditas", "simon_bolivar": "Simón Bolívar"}
"""Short names of the posts on the inset, from north to south; names are the same in both languages."""
LETTERS, STEP, COLUMN = 31, 36, 36
"""Size of the posts' names, the least distance between two of them, and from the posts to them, in units."""
LEVELS, LOWER, MIDDLE_LETTER, HIGHER, GREY, NONE = "abcdefg", "hij", "k", "lmn", "x", "o"
"""A letter a class: levels from low to high; differences from the largest fall on; runs disagree; no data."""
FILLS = dict(
    zip(LEVELS + LOWER + MIDDLE_LETTER + HIGHER, (*LEVEL_COLOURS, *LOWER_COLOURS, MIDDLE, *HIGHER_COLOURS), strict=True)
)
HATCH_LINE, EDGE = "#8a949b", "#8d979d"


@cache
def map_svg() -> str:
    """The whole map; every cell has its number in ``data-i``, and only its class changes."""
    from borderSim.world import cartography

    known = cartography.outlines()
    land = "".join(_path(shape) for shape in (*known["neighbour"].values(), known["countries"]["VE"]))
    states = "".join(_path(shape) for code, shape in known["admin1"].items() if code.startswith("VE"))
    country = "".join(_path(shape) for shape in known["countries"].values())
    west, east, south, north = BORDER
    x, y = _point(west, north)
    box = f'<rect x="{x}" y="{y}" width="{_units(east - west)}" height="{_units(north - south)}"'
    return (
        f'<svg viewBox="{_view(WHOLE)}" aria-hidden="true"><defs>{_styles()}</defs><g id="map-shapes">'
        f'<path class="land" d="{land}"/>{_cells(load())}<path class="line" d="{states}"/>'
        f'<g class="line">{_departments(load())}</g><path class="country" d="{country}"/><path class="ring" d=""/></g>'
        f'{box} fill="none" stroke="{INK}" stroke-width="7"/></svg>'
    )


def _cells(world: World) -> str:
    """The municipalities of Colombia, without a class of a map yet."""
    from borderSim.world import cartography

    shapes = zip(world.codes[: world.n_co], cartography.cells(world), strict=False)
    return "".join(
        f'<path data-i="{i}" class="{NONE}" d="{_path(shape)}"/>'
        for i, (code, shape) in enumerate(shapes)
        if not code.startswith(SAN_ANDRES)
    )


def _departments(world: World) -> str:
    """The outlines of the departments."""
    from borderSim.world import cartography

    shapes = cartography.regions(world)
    return "".join(
        f'<path data-d="{i}" d="{_path(shapes[code])}"/>'
        for i, code in enumerate(world.department_codes)
        if not code.startswith(SAN_ANDRES)
    )


@cache
def inset_svg() -> str:
    """The border of Cúcuta and Táchira with its posts; its shapes are those of `map_svg` on the same page."""
    return f'<svg viewBox="{_view(BORDER)}" aria-hidden="true"><use href="#map-shapes"/>{_posts(load())}</svg>'


def _view(window: tuple[float, float, float, float]) -> str:
    west, east, south, north = window
    x, y = _point(west, north)
    return f"{x} {y} {_units(east - west)} {_units(north - south)}"


def _units(degrees: float) -> int:
    return round(degrees * PER_DEGREE)


def _point(lon: float, lat: float) -> tuple[int, int]:
    return _units(lon - WHOLE[0]), _units(WHOLE[3] - lat)


def _path(shape: Any) -> str:
    """The outer rings of a shape, in whole units and relative steps."""
    return "".join(_ring(np.asarray(path.vertices)) for path in paths(shape))


def _ring(corners: Array) -> str:
    steps = np.round((corners - (WHOLE[0], WHOLE[3])) * (PER_DEGREE, -PER_DEGREE)).astype(int)
    moves = np.diff(steps, axis=0)[:-1]
    moves = moves[np.any(moves != 0, axis=1)]
    if len(moves) < 2:
        return ""
    return f"M{steps[0, 0]} {steps[0, 1]}l{_joined(moves.ravel().tolist())}z"


def _joined(numbers: Iterable[int]) -> str:
    """Numbers with a blank between them only where the next has no minus."""
    text = "".join(f" {n}" if n >= 0 else str(n) for n in numbers)
    return text.lstrip()


def _styles() -> str:
    """Patterns and colours. Rules start at the shapes' own group: what stands around it does not reach the inset."""
    inside, fills = ("#map-shapes ", ".map-legend "), {**FILLS, GREY: "url(#map-grey)", NONE: "url(#map-none)"}
    rules = "".join(f"{','.join(f'{start}.{letter}' for start in inside)}{{fill:{c}}}" for letter, c in fills.items())
    edges = "".join(f"#map-shapes .{letter}{{stroke:{colour}}}" for letter, colour in FILLS.items())
    return (
        f'<pattern id="map-grey" width="14" height="14" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="14" height="14" fill="{DISAGREE}"/><path d="M0 0V14" stroke="{HATCH_LINE}" stroke-width="3"/>'
        f'</pattern><pattern id="map-none" width="20" height="20" patternUnits="userSpaceOnUse">'
        f'<rect width="20" height="20" fill="#fff"/><circle cx="5" cy="5" r="2.5" fill="{MUTED}"/></pattern>'
        f"<style>#map-shapes path{{vector-effect:non-scaling-stroke;stroke-width:.4px}}{rules}{edges}"
        f"#map-shapes .land{{fill:{PALE}}}#map-shapes .line,#map-shapes .line path{{fill:none;stroke:{EDGE};"
        f"stroke-width:.6px;pointer-events:none}}#map-shapes .country,#map-shapes .ring{{fill:none;stroke:{INK};"
        f"stroke-width:1.2px;pointer-events:none}}#map-shapes .ring{{stroke-width:2.2px}}"
        f".map-inset text{{font-size:{LETTERS}px;fill:{INK};stroke:#fff;stroke-width:6;paint-order:stroke}}</style>"
    )


def _posts(world: World) -> str:
    """The posts of the inset as dots, their names in a column to the right, pushed apart."""
    at = [world.crossing_ids.index(name) for name in POSTS]
    places = [_point(float(world.crossing_lon[i]), float(world.crossing_lat[i])) for i in at]
    heights = spread(
        [float(y) for _, y in places], [float(STEP)] * len(places), 0.0, float(_units(WHOLE[3] - BORDER[2]))
    )
    column = max(x for x, _ in places) + COLUMN
    leaders = dots = names = ""
    for (x, y), height, words in zip(places, heights, POSTS.values(), strict=True):
        leaders += f'<path d="M{x} {y}L{column - 5} {height:.0f}" stroke="{INK}" stroke-width="2"/>'
        dots += f'<circle cx="{x}" cy="{y}" r="7" fill="#fff" stroke="{INK}" stroke-width="4"/>'
        names += f'<text x="{column}" y="{height + LETTERS / 3:.0f}">{escape(words)}</text>'
    return names + leaders + dots
