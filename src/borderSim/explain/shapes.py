"""The pieces of the diagram: canvas, panels, boxes, arrows with their sign and grade, legend."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

from borderSim import catalogue
from borderSim.catalogue import Language, Link
from borderSim.explain.layout import Picture, Place
from borderSim.explain.text import label
from borderSim.explain.words import GRADES, PANELS, WORDS
from borderSim.report.style import GRID, INK, MUTED, new_figure

BLUE, RED, GREY = "#0069a4", "#b34f00", "#6b7680"
STYLES: dict[str, tuple[Any, float]] = {
    "A": ("-", 2.4),
    "B": ("-", 1.2),
    "C": ((0, (6, 2)), 1.2),
    "D": ((0, (1.2, 1.8)), 1.4),
    "contested": ((0, (7, 2, 1.2, 2, 1.2, 2)), 1.4),
    "identity": ("-", 0.6),
}
"""Dash and width of an arrow by the grade of its evidence; the letter stands beside the arrow as well."""
LETTERS = {"contested": "cont.", "identity": ""}
SIGNS = {"-": "−"}
BOX = (2.5, 0.38)
"""Width and height of a box, inches."""
ROUND = "round,pad=0,rounding_size=0.08"
WRAP = 30


def canvas(places: Mapping[str, Place], left: float, top: float, bottom: float) -> tuple[Any, Any]:
    """Return a figure and its axes, one unit an inch, around the places with margins in inches."""
    xs, ys = [x for x, _ in places.values()], [y for _, y in places.values()]
    low, high = (min(xs) - left, min(ys) - bottom), (max(xs) + left, max(ys) + top)
    width, height = max(high[0] - low[0], 9.0), high[1] - low[1]
    figure = new_figure(width, height)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(low[0], low[0] + width), ylim=(low[1], low[1] + height))
    axes.axis("off")
    return figure, axes


def title(axes: Any, text: str, size: float) -> None:
    """Write the title in the upper left corner."""
    left, top = axes.get_xlim()[0], axes.get_ylim()[1]
    axes.text(left + 0.25, top - 0.25, text, fontsize=size, va="top", fontweight="bold", color=INK)


def panel(axes: Any, name: str, places: Mapping[str, Place], picture: Picture, language: Language) -> None:
    """Draw the frame of a system around its boxes, with its title and the ends of chains that are left out."""
    from matplotlib.patches import FancyBboxPatch

    inside = [places[one] for one in dict(picture.columns)[name]]
    ends = "; ".join(label(one, language) for one in picture.ends[name])
    words = textwrap.wrap(WORDS[language]["also"].format(names=ends), 92) if ends else []
    left, right = min(x for x, _ in inside) - BOX[0] / 2 - 0.25, max(x for x, _ in inside) + BOX[0] / 2 + 0.25
    low, high = min(y for _, y in inside) - 0.4 - 0.17 * len(words), max(y for _, y in inside) + 0.75
    frame = FancyBboxPatch((left, low), right - left, high - low, boxstyle="round,pad=0,rounding_size=0.15")
    frame.set(facecolor="#f6f7f8", edgecolor=GRID, linewidth=1, zorder=0)
    axes.add_patch(frame)
    axes.text(left + 0.15, high - 0.12, PANELS[language][name], fontsize=13, va="top", color=MUTED, fontweight="bold")
    axes.text(
        left + 0.15, low + 0.08, "\n".join(words), fontsize=7.5, va="bottom", color=MUTED, linespacing=1.15, zorder=3
    )


def boxes(axes: Any, places: Mapping[str, Place], language: Language, strong: Iterable[str] = ()) -> None:
    """Draw the boxes with their names; ``strong`` ones with a thick frame, levers square and shaded."""
    from matplotlib.patches import FancyBboxPatch

    for name, (x, y) in places.items():
        lever = name in catalogue.levers()
        style = "square,pad=0" if lever else ROUND
        box = FancyBboxPatch((x - BOX[0] / 2, y - BOX[1] / 2), *BOX, boxstyle=style)
        box.set(facecolor="#e9ecee" if lever else "white", edgecolor=INK, zorder=3)
        box.set_linewidth(2.2 if name in strong else 0.8)
        axes.add_patch(box)
        words = "\n".join(textwrap.wrap(label(name, language), WRAP))
        axes.text(x, y, words, ha="center", va="center", fontsize=8.5, color=INK, zorder=4, linespacing=0.95)


def arrows(axes: Any, links: Iterable[Link], places: Mapping[str, Place]) -> None:
    """Draw the links: colour and the written sign say the direction, dash and the written letter the grade."""
    from matplotlib.patches import FancyArrowPatch
    from matplotlib.path import Path

    links = tuple(links)
    leaving, reaching = _ranks(links, places, from_cause=True), _ranks(links, places, from_cause=False)
    for link in links:
        first, last = leaving[link.name], reaching[link.name]
        points = _curve(places[link.cause], places[link.effect], first - 0.5, last - 0.5)
        dash, width = STYLES[link.grade]
        path = Path(points, [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])
        arrow = FancyArrowPatch(path=path, arrowstyle="-|>,head_length=5,head_width=2.6")
        arrow.set(linestyle=dash, linewidth=width, color=colour(link), zorder=2, joinstyle="miter", fill=True)
        axes.add_patch(arrow)
        halo = {"facecolor": "white", "edgecolor": "none", "pad": 0.4, "alpha": 0.9}
        at = _on(points, 0.35 + 0.4 * last)
        axes.text(*at, tag(link), ha="center", va="center", fontsize=7.5, color=colour(link), zorder=2.5, bbox=halo)


def tag(link: Link) -> str:
    """Return what is written on an arrow: sign, grade, and the named loops that it is part of."""
    loops = [name for name, loop in catalogue.loops().items() if (link.cause, link.effect) in loop.steps]
    sign, grade = SIGNS.get(link.sign, link.sign), LETTERS.get(link.grade, link.grade)
    return " ".join(part for part in (sign, grade, *loops) if part)


def _ranks(links: tuple[Link, ...], places: Mapping[str, Place], from_cause: bool) -> dict[str, float]:
    """Where each link touches its cause (or effect), 0-1 downwards, among the links that touch the same box."""
    groups: dict[str, list[Link]] = {}
    for link in links:
        groups.setdefault(link.cause if from_cause else link.effect, []).append(link)
    found: dict[str, float] = {}
    for group in groups.values():
        other = sorted(group, key=lambda one: -places[one.effect if from_cause else one.cause][1])
        found |= {link.name: (rank + 0.5) / len(other) for rank, link in enumerate(other)}
    return found


def colour(link: Link) -> str:
    """Blue for the same way, red for the other way, grey where the sign is open or there is no effect."""
    open_sign = link.sign in ("?", "0") or link.grade == "contested"
    return GREY if open_sign else BLUE if link.sign == "+" else RED


def legend(axes: Any, language: Language, notes: Iterable[str]) -> None:
    """Draw the key of signs and grades at the lower left, and notes beside it."""
    words = WORDS[language]
    left, bottom = axes.get_xlim()[0] + 0.3, axes.get_ylim()[0] + 0.2
    axes.text(left, bottom + 1.28, words["sign_legend"], fontsize=8.5, color=INK, va="bottom")
    for row, (grade, text) in enumerate(GRADES[language].items()):
        y = bottom + 1.08 - 0.2 * row
        dash, width = STYLES[grade]
        axes.plot([left, left + 0.7], [y, y], linestyle=dash, linewidth=width, color=INK, solid_capstyle="butt")
        letter = "" if grade in LETTERS else f"{grade}: "
        axes.text(left + 0.85, y, letter + text, fontsize=8.5, va="center", color=INK)
    axes.text(left + 5.3, bottom + 1.45, "\n".join(notes), fontsize=8.5, va="top", color=INK, linespacing=1.25)


def _curve(start: Place, end: Place, leaving: float, reaching: float) -> list[Place]:
    """A cubic curve from the side of one box to the side of another: start, two controls, end.

    ``leaving`` and ``reaching`` (-0.5 to 0.5, upwards negative) spread the ends along the sides.
    """
    (x0, y0), (x1, y1) = start, end
    half, spread = BOX[0] / 2, 0.75 * BOX[1]
    if start == end:
        return [(x0 + half, y0 + 0.1), (x0 + half + 0.7, y0 + 0.5), (x0 + half + 0.7, y0 - 0.5), (x0 + half, y0 - 0.1)]
    y0, y1 = y0 - leaving * spread, y1 - reaching * spread
    if abs(x1 - x0) < BOX[0]:
        side = 1.0 if y1 < y0 else -1.0
        out = side * (0.45 + 0.1 * abs(y1 - y0))
        near, far = x0 + side * half, x1 + side * half
        return [(near, y0), (near + out, y0), (far + out, y1), (far, y1)]
    side = 1.0 if x1 > x0 else -1.0
    near, far = x0 + side * half, x1 - side * half
    reach = max(0.45 * abs(far - near), 0.4)
    return [(near, y0), (near + side * reach, y0), (far - side * reach, y1), (far, y1)]


def _on(points: list[Place], t: float) -> Place:
    """The point of a cubic curve at ``t`` (0 start, 1 end)."""
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    x, y = (sum(w * point[axis] for w, point in zip(weights, points, strict=True)) for axis in (0, 1))
    return x, y
