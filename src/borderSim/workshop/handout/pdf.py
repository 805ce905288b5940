"""Pages on paper by matplotlib: no browser is needed, and their words can be selected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from borderSim.report import figures as run_figures
from borderSim.report import lines
from borderSim.report.context import Context
from borderSim.report.layout import Box, text_height, wrap
from borderSim.report.style import GRID, INK, MUTED, new_figure, styled
from borderSim.report.words import Lang
from borderSim.workshop.handout.content import Content, Policy
from borderSim.workshop.handout.figures import Strip
from borderSim.workshop.words import say

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDE, TALL, EDGE = 8.27, 11.69, 0.7
"""A4 and its margins, in inches."""
INNER = WIDE - 2 * EDGE
FOOT = 0.45
GAP = 0.16


class Sheets:
    """A4 pages that fill from the top; what does not fit any more begins a new one."""

    def __init__(self) -> None:
        self.pages: list[Figure] = []
        self.top = 0.0
        self.turn()

    def turn(self) -> None:
        """Begin a new page."""
        self.pages.append(new_figure(WIDE, TALL))
        self.top = 0.0

    @property
    def room(self) -> float:
        """Inches that are left on the page."""
        return TALL - 2 * EDGE - FOOT - self.top

    def box(self, height: float) -> Box:
        """A box over the whole width, on this page or at the top of the next; it is taken."""
        if height > self.room and self.top:
            self.turn()
        bottom = TALL - EDGE - self.top - height
        self.top += height + GAP
        return Box(self.pages[-1], EDGE, bottom, INNER, height)

    def write(self, words: str, size: float = 9.5, *, bold: bool = False, muted: bool = False) -> None:
        """A paragraph; a long one goes on over the page's end."""
        left = wrap(words, INNER - 0.08, size * (1.08 if bold else 1)) if words else []
        while left:
            fitting = max(int(self.room / text_height(1, size)), 0)
            now, left = left[:fitting], left[fitting:]
            if now:
                self._lines(now, size, bold=bold, muted=muted)
            if left:
                self.turn()

    def _lines(self, now: Sequence[str], size: float, *, bold: bool, muted: bool) -> None:
        box = self.box(text_height(len(now), size))
        y = (box.bottom + box.height) / TALL
        weight = "bold" if bold else "normal"
        colour = MUTED if muted else INK
        box.figure.text(
            EDGE / WIDE, y, "\n".join(now), size=size, va="top", color=colour, weight=weight, linespacing=1.25
        )

    def rule(self) -> None:
        """A thin line over the width."""
        box = self.box(0.02)
        axes = box.axes(0, 0, box.width, 0.02)
        axes.axhline(0.5, color=GRID, lw=1)
        axes.set_axis_off()

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[float], size: float = 7.8) -> None:
        """Rows of words; ``widths`` are shares of the page's width, the first row is the head."""
        for position, row in enumerate(rows):
            cells = [wrap(cell, INNER * share - 0.1, size) for cell, share in zip(row, widths, strict=True)]
            box = self.box(text_height(max(map(len, cells)), size) + 0.03)
            self.top -= GAP - 0.03
            left, y = box.left, (box.bottom + box.height) / TALL
            for cell, share in zip(cells, widths, strict=True):
                weight = "bold" if position == 0 else "normal"
                text = "\n".join(cell)
                box.figure.text(left / WIDE, y, text, size=size, va="top", color=INK, weight=weight, linespacing=1.25)
                left += INNER * share
        self.top += GAP

    def saved(self, footer: str, lang: Lang) -> bytes:
        """The pages as a PDF with a footer and numbers; the same content gives the same bytes."""
        from matplotlib.backends.backend_pdf import PdfPages

        stream = BytesIO()
        with styled(), PdfPages(stream, metadata={"CreationDate": None, "Creator": "borderSim"}) as pdf:
            for position, page in enumerate(self.pages, 1):
                number = say("out_page", lang, n=position, all=len(self.pages))
                page.text(EDGE / WIDE, EDGE / TALL / 2, footer, size=7, color=MUTED)
                page.text(1 - EDGE / WIDE, EDGE / TALL / 2, number, size=7, color=MUTED, ha="right")
                pdf.savefig(page)
        return stream.getvalue()


def session_pdf(content: Content) -> bytes:
    """The report of a session on A4."""
    sheets, lang = Sheets(), content.lang
    sheets.write(say("out_kind", lang), 9, muted=True)
    sheets.write(content.title, 17, bold=True)
    sheets.write(content.held)
    sheets.write(say("out_caution", lang), muted=True)
    sheets.write(say("out_summary", lang), 13, bold=True)
    for text in content.summary:
        sheets.write(f"• {text}")
    for item in content.rounds:
        sheets.turn()
        sheets.write(item.heading, 14, bold=True)
        for fact in item.facts:
            sheets.write(fact)
        _strips(sheets, item.sides)
        for policy in item.policies:
            _policy(sheets, policy, content)
    _opinions(sheets, content)
    _close(sheets, content)
    return sheets.saved(content.footer, lang)


def _strips(sheets: Sheets, strips: Sequence[Strip]) -> None:
    for strip in strips:
        strip.draw(sheets.box(strip.height))


def _policy(sheets: Sheets, policy: Policy, content: Content) -> None:
    lang = content.lang
    if sheets.room < TALL / 4:
        sheets.turn()
    sheets.rule()
    sheets.write(policy.heading, 11.5, bold=True)
    for text in policy.findings:
        sheets.write(f"• {text}", 9)
    sheets.write(say("out_levers" if policy.levers else "out_no_levers", lang), 9, bold=bool(policy.levers))
    if policy.levers:
        sheets.table(lever_table(policy.context, policy.levers), LEVER_WIDTHS)
    if policy.own:
        sheets.write(f"{say('out_own_future', lang)}: {'; '.join(policy.own)}", 9)
    sheets.write(" ".join(policy.notes), 8, muted=True)
    if policy in content.last:
        for item in content.shown[:1]:
            comparison(sheets, policy.context, item.name)


LEVER_WIDTHS = (0.34, 0.15, 0.12, 0.15, 0.24)


def lever_table(context: Context, found: Sequence[Sequence[str]]) -> list[list[str]]:
    """Lever, from, here, in the baseline, how and unit: what fits on paper of `pieces.lever_lines`."""
    from borderSim.report.words import word

    head = [word(key, context.lang) for key in ("lever", "from", "here", "there", "unit")]
    return [head, *([line[0], line[1], line[2], line[3], ", ".join(filter(None, line[4:6]))] for line in found)]


def comparison(sheets: Sheets, context: Context, name: str, height: float = lines.HEIGHT - 0.5) -> None:
    """An indicator over time with its difference from the baseline, over the width of the page."""
    from borderSim.catalogue import indicators

    lines.draw(sheets.box(height), run_figures.panel(context, indicators()[name], footer=False), context.lang)


def _opinions(sheets: Sheets, content: Content) -> None:
    """What the room expected, and how it voted."""
    lang = content.lang
    if content.predictions or content.sealed or content.votes:
        sheets.turn()
    for heading, found, after in (
        ("out_predictions", content.predictions, content.sealed),
        ("out_votes", content.votes, ()),
    ):
        if found or after:
            sheets.write(say(heading, lang), 14, bold=True)
        for strip, text in found:
            _strips(sheets, [strip])
            sheets.write(text, 9)
        for text in after:
            sheets.write(text, 9)


def _close(sheets: Sheets, content: Content) -> None:
    lang = content.lang
    sheets.turn()
    sheets.write(say("out_how", lang), 13, bold=True)
    sheets.write(say("out_how_text", lang))
    if content.cannot:
        sheets.write(say("out_cannot", lang), 13, bold=True)
    for text in content.cannot:
        sheets.write(f"• {text}", 9)
    sheets.write(say("out_provenance", lang), 13, bold=True)
    for line in _facts(content):
        sheets.write(line, 9)


def _facts(content: Content) -> Iterator[str]:
    yield from (f"{name}: {text}" for name, text in content.facts)
