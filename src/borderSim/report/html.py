"""One self-contained page: nothing is fetched, every figure has its numbers, the first page answers the question."""

from __future__ import annotations

import base64
import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, StrictUndefined, select_autoescape
from markupsafe import Markup

from borderSim.analysis.compare import WINDOWS
from borderSim.catalogue import parameters
from borderSim.report import assumptions, certainty, past_section, pieces
from borderSim.report.compact import Glyphs, inline
from borderSim.report.context import Context
from borderSim.report.costs import cost_lines
from borderSim.report.figures import Cell, Plate
from borderSim.report.numbers import number
from borderSim.report.style import svg_bytes
from borderSim.report.words import Lang, word

TEMPLATE = Path(__file__).parent / "templates" / "report.html.j2"
MOST_ROWS = 60
"""Rows of a figure's numbers that the page shows; the CSV beside them has all."""
PIXELS_PER_INCH = 144


@dataclass(frozen=True)
class Shown:
    """A figure as the page shows it: inline SVG, header and rows in words, all numbers as a CSV data URI."""

    name: str
    svg: Markup
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    csv: str


@dataclass(frozen=True)
class Gallery:
    """The figures of a report by section."""

    lines: Sequence[Plate] = ()
    parts: Sequence[Plate] = ()
    maps: Sequence[Plate] = ()
    departments: Sequence[Plate] = ()
    spread: Sequence[Plate] = ()
    readings: Sequence[Plate] = ()


@dataclass(frozen=True)
class Provenance:
    """What made the run: resolved YAML by scenario name, the command, further facts as (label key, value)."""

    resolved: Mapping[str, str]
    command: str
    facts: Sequence[tuple[str, str]] = field(default_factory=tuple)


def page(context: Context, gallery: Gallery, provenance: Provenance) -> str:
    """The whole report as HTML in the context's language."""
    environment = Environment(
        autoescape=select_autoescape(default=True), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    lang = context.lang
    glyphs = Glyphs()
    costs = cost_lines(context)
    sections = {
        name: [shown(lang, plate, f"{name[:2]}{i}", glyphs) for i, plate in enumerate(getattr(gallery, name))]
        for name in ("lines", "parts", "maps", "departments", "spread", "readings")
    }
    return template.render(
        lang=lang,
        glyphs=Markup(glyphs.svg()),
        w=lambda key, **values: word(key, lang, **values),
        title=context.title(context.scenario.name),
        baseline=context.title(context.reference.name) if context.reference else "",
        question=context.scenario.question[lang],
        findings=pieces.findings(context),
        under_resourced=pieces.under_resourced(context),
        rests_on=pieces.rests_on(context),
        past=past_section.section(context),
        levers=pieces.lever_lines(context),
        links=pieces.link_lines(context),
        events=pieces.event_lines(context),
        limits=pieces.limits(context),
        tables={
            window: [*pieces.comparison_lines(context, window), *costs]
            for window in sorted(WINDOWS, key=lambda name: name != context.data.window)
        },
        reading_texts=certainty.reading_texts(context),
        part_rows=pieces.part_lines(context),
        parameter_sets=assumptions.parameter_sets(context),
        own=assumptions.parameter_lines(context, [n for n in context.scenario.assumptions if n in parameters()]),
        every=assumptions.parameter_lines(context, list(parameters())),
        notes=[note[lang] for note in context.scenario.notes],
        footer=context.footer(),
        provenance=provenance,
        **sections,
    )


def shown(lang: Lang, plate: Plate, prefix: str, glyphs: Glyphs) -> Shown:
    """A figure with its numbers, ready for the page; ``prefix`` begins its ids."""
    svg = inline(svg_bytes(plate.figure, PIXELS_PER_INCH), prefix, plate.alt, glyphs)
    step = -(-len(plate.rows) // MOST_ROWS) if plate.kind == "line" else 1
    rows = plate.rows[::-1][::step][::-1] if plate.kind == "line" else plate.rows[:MOST_ROWS]
    said = [[cell if isinstance(cell, str) else number(cell, lang) for cell in row] for row in rows]
    return Shown(plate.name, Markup(svg), plate.header, said, csv_uri(plate.header, plate.rows))


def csv_uri(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """A table as a CSV data URI, numbers to six significant figures."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([cell if isinstance(cell, str) else f"{cell:.6g}" for cell in row] for row in rows)
    return "data:text/csv;charset=utf-8;base64," + base64.b64encode(stream.getvalue().encode()).decode()
