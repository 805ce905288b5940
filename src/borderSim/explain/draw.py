"""The causal-loop diagram as a file: the whole of it by system, or the chain of one name by distance."""

from __future__ import annotations

import io
import os
import textwrap
from pathlib import Path
from typing import Any

from borderSim import catalogue
from borderSim.catalogue import Language
from borderSim.explain import shapes
from borderSim.explain.chain import Way, walk
from borderSim.explain.layout import part, whole
from borderSim.explain.subject import find
from borderSim.explain.text import label
from borderSim.explain.words import WORDS
from borderSim.report.style import styled, svg_bytes

PANEL_PITCH, COLUMN_PITCH = (9.2, 0.5), (4.4, 0.54)
"""Inches between panels (columns) and between boxes, for the whole diagram and for a part."""
PIXELS = 110


def write_graph(name: str | None, depth: int, language: Language, out: Path) -> None:
    """Write the diagram (SVG, PNG or PDF by the suffix of ``out``), of everything or of one name's chain.

    Raises UserError for an unknown name. The file appears whole or not at all.
    """
    content = picture_bytes(name, depth, language, out.suffix.casefold().lstrip("."))
    partial = out.with_name(f".{out.name}.part")
    partial.write_bytes(content)
    os.replace(partial, out)


def picture_bytes(name: str | None, depth: int, language: Language, kind: str) -> bytes:
    """Return the diagram as the bytes of a file of a kind: svg, png or pdf."""
    with styled():
        figure = _whole(language) if name is None else _part(name, depth, language)
        if kind == "svg":
            return svg_bytes(figure)
        stream = io.BytesIO()
        metadata = {"Software": "borderSim"} if kind == "png" else {"CreationDate": None}
        figure.savefig(stream, format=kind, dpi=PIXELS, metadata=metadata)
        return stream.getvalue()


def _whole(language: Language) -> Any:
    picture, words = whole(), WORDS[language]
    places = {name: (x * PANEL_PITCH[0], y * PANEL_PITCH[1]) for name, (x, y) in picture.places.items()}
    figure, axes = shapes.canvas(places, left=4.0, top=1.7, bottom=3.6)
    for name, _ in picture.columns:
        shapes.panel(axes, name, places, picture, language)
    shapes.arrows(axes, picture.links, places)
    shapes.boxes(axes, places, language)
    loops = [f"{loop.name}{'' if loop.closed else '*'}  {loop.label(language)}" for loop in catalogue.loops().values()]
    shapes.legend(axes, language, [words["loops_legend"], *loops, "", words["levers_legend"]])
    shapes.title(axes, words["graph_title"], 20)
    return figure


def _part(name: str, depth: int, language: Language) -> Any:
    subject, words = find(name), WORDS[language]
    upstream = subject.kind == "indicator"
    way: Way = "upstream" if upstream else "downstream"
    starts = subject.variables if upstream else subject.variables[:1]
    picture = part(walk(starts, way, depth), starts, way)
    places = {one: (x * COLUMN_PITCH[0], y * COLUMN_PITCH[1]) for one, (x, y) in picture.places.items()}
    figure, axes = shapes.canvas(places, left=1.5, top=1.0, bottom=2.1)
    shapes.arrows(axes, picture.links, places)
    shapes.boxes(axes, places, language, starts)
    shapes.legend(axes, language, [])
    heading = words["graph_indicator" if upstream else "graph_lever"].format(name=label(subject.name, language))
    shapes.title(axes, "\n".join(textwrap.wrap(heading, 70)), 14)
    return figure
