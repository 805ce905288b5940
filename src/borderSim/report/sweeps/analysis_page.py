"""The page of an analysis of a sweep: findings, figures with their numbers, and what the analysis cannot say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, StrictUndefined, select_autoescape
from markupsafe import Markup

from borderSim.report.compact import Glyphs, inline
from borderSim.report.style import save, svg_bytes
from borderSim.report.words import Lang, word

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TEMPLATE = Path(__file__).parents[1] / "templates" / "analysis.html.j2"
PIXELS_PER_INCH = 110


@dataclass(frozen=True)
class Table:
    """A table of words for the page: a caption, column heads, rows of as many cells."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Section:
    """A part of the page: a heading, paragraphs, and at most one figure (file stem, text alternative) and tables.

    A table beside a figure is folded away under it; without a figure it stands open.
    """

    heading: str
    paragraphs: Sequence[str] = ()
    figure: Figure | None = None
    stem: str = ""
    alt: str = ""
    tables: Sequence[Table] = field(default_factory=tuple)


@dataclass(frozen=True)
class Page:
    """An analysis as a page: what kind it is, its question, findings in a sentence each, sections, limits."""

    kind: str
    question: str
    findings: Sequence[str]
    sections: Sequence[Section]
    cannot: Sequence[str]
    footer: str
    command: str


def write_page(page: Page, folder: Path, lang: Lang) -> Path:
    """Write figures/ (PNG and SVG) and report.html, self-contained, into ``folder``; return the page's path."""
    figures, glyphs = folder / "figures", Glyphs()
    shown: list[tuple[Section, Any]] = []
    for position, section in enumerate(page.sections):
        drawn = None
        if section.figure is not None:
            figures.mkdir(exist_ok=True)
            save(section.figure, figures / section.stem)
            drawn = Markup(inline(svg_bytes(section.figure, PIXELS_PER_INCH), f"a{position}", section.alt, glyphs))
        shown.append((section, drawn))
    environment = Environment(autoescape=select_autoescape(default=True), undefined=StrictUndefined, trim_blocks=True)
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    text = template.render(
        page=page,
        shown=shown,
        lang=lang,
        glyphs=Markup(glyphs.svg()),
        w=lambda key, **values: word(key, lang, **values),
    )
    path = folder / "report.html"
    path.write_text(text, encoding="utf-8")
    return path
