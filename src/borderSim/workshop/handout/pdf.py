"""Pages on paper by matplotlib: no browser is needed, and their words can be selected."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from borderSim.report import figures as run_figures
from borderSim.report import lines
from borderSim.report.context import Context
from borderSim.report.layout import Box, text_height, wrap
from borderSim.report.style import GRID, INK, MUTED, new_figure, styled
from borderSim.report.words import Lang, word
from borderSim.workshop.handout.content import Content, Policy
from borderSim.workshop.handout.figures import Strip
from borderSim.workshop.words import say

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDE, TALL, EDGE = 8.27, 11.69, 0.7
"""A4 and its margins, in inches."""
INNER = WIDE - 2 * EDGE
FOOT = 0.45
GAP, TIGHT, ROW_GAP = 0.16, 0.07, 0.03
"""Inches under a paragraph, an item of a list, a row of a table."""
ITEM, TABLE = 9, 7.8
"""Points of the letters of an item, of a table."""
BASE = 0.75
"""Where letters stand in the height of their line, so that the cells of a row share a baseline."""
FEW_ROWS = 3
"""Rows of a table that stay with its head."""
FIGURE = lines.HEIGHT - 0.5
POLICY_HEAD = 1.2
"""Inches of a policy's heading, its notes and the title of its table."""
HEADED = 0.5
"""Inches of a heading that stays with what is under it."""
MOST_KEPT = 9.0
"""Inches that are kept on one page at most: more goes on over its end."""


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
        self.keep(height)
        bottom = TALL - EDGE - self.top - height
        self.top += height + GAP
        return Box(self.pages[-1], EDGE, bottom, INNER, height)

    def write(
        self, words: str, size: float = 9.5, *, bold: bool = False, muted: bool = False, gap: float = GAP
    ) -> None:
        """A paragraph with a ``gap`` under it; a long one goes on over the page's end."""
        left = wrap(words, INNER - 0.08, size * (1.08 if bold else 1)) if words else []
        while left:
            fitting = max(int(self.room / text_height(1, size)), 0)
            now, left = left[:fitting], left[fitting:]
            if now:
                self._lines(now, size, bold=bold, muted=muted)
                self.top += gap - GAP
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

    def items(self, texts: Sequence[str]) -> None:
        """Short paragraphs that belong together."""
        for text in texts:
            self.write(text, ITEM, gap=TIGHT)
        self.top += GAP - TIGHT

    def keep(self, height: float) -> None:
        """Turn the page unless so many inches are left: what belongs together stays together."""
        if height > self.room and self.top:
            self.turn()

    def rule(self) -> None:
        """A thin line over the width."""
        box = self.box(0.02)
        axes = box.axes(0, 0, box.width, 0.02)
        axes.axhline(0.5, color=GRID, lw=1)
        axes.set_axis_off()

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[float], size: float = TABLE) -> None:
        """Rows of words; ``widths`` are shares of the page's width.

        The first row is the head: it is repeated on each page, and never stands without a row under it.
        """
        head, *body = rows
        heights = [row_height(row, widths, size) for row in rows]
        self.keep(sum(heights[: 1 + FEW_ROWS]))
        self._row(head, widths, size, weight="bold")
        for row, height in zip(body, heights[1:], strict=True):
            if height > self.room:
                self.turn()
                self._row(head, widths, size, weight="bold")
            self._row(row, widths, size)
        self.top += GAP

    def _row(self, row: Sequence[str], widths: Sequence[float], size: float, weight: str = "normal") -> None:
        box = self.box(row_height(row, widths, size))
        self.top -= GAP
        left, step = box.left, text_height(1, size)
        for cell, share in zip(row, widths, strict=True):
            for position, text in enumerate(wrap(cell, INNER * share - 0.1, size)):
                y = box.bottom + box.height - (position + BASE) * step
                box.figure.text(left / WIDE, y / TALL, text, size=size, color=INK, weight=weight)
            left += INNER * share

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


def row_height(row: Sequence[str], widths: Sequence[float], size: float) -> float:
    """Inches of a row of a table, with the space under it."""
    lines = max(len(wrap(cell, INNER * share - 0.1, size)) for cell, share in zip(row, widths, strict=True))
    return text_height(lines, size) + ROW_GAP


def item_height(words: str) -> float:
    """Inches of an item of a list, with the space under it."""
    return text_height(len(wrap(words, INNER - 0.08, ITEM)), ITEM) + TIGHT


def session_pdf(content: Content) -> bytes:
    """The report of a session on A4."""
    sheets, lang = Sheets(), content.lang
    sheets.write(say("out_kind", lang), 9, muted=True)
    sheets.write(content.title, 17, bold=True)
    sheets.write(content.held)
    sheets.write(say("out_caution", lang), muted=True)
    sheets.write(say("out_summary", lang), 13, bold=True)
    sheets.items([f"• {text}" for text in content.summary])
    _starts(sheets, content)
    for item in content.rounds:
        sheets.keep(1.2 + sum(strip.height + GAP for strip in item.sides[:1]))
        sheets.write(item.heading, 14, bold=True)
        for fact in item.facts:
            sheets.write(fact)
        _strips(sheets, item.sides)
        for policy in item.policies:
            _policy(sheets, policy, content)
    _opinions(sheets, content)
    _close(sheets, content)
    return sheets.saved(content.footer, lang)


def _starts(sheets: Sheets, content: Content) -> None:
    """The levers of the scenarios that policies started from."""
    lang = content.lang
    for start in content.starts:
        sheets.keep(TALL / 4)
        sheets.write(f"{say('out_start', lang)}: {start.title}", 13, bold=True)
        sheets.write(say("out_start_text", lang), 9)
        sheets.table(lever_table(start.levers, say("out_in_baseline", lang), lang), LEVER_WIDTHS)


def _strips(sheets: Sheets, strips: Sequence[Strip]) -> None:
    for strip in strips:
        strip.draw(sheets.box(strip.height))


def _policy(sheets: Sheets, policy: Policy, content: Content) -> None:
    """A policy in words with its levers, kept together with the figure of a team's last one."""
    lang = content.lang
    drawn = content.shown[:1] if policy in content.last else []
    rows = lever_table(policy.levers, say("out_in_base", lang), lang)
    said = [f"• {text}" for text in policy.findings]
    said += [f"{say('out_own_future', lang)}: {'; '.join(policy.own)}"] if policy.own else []
    words = sum(map(item_height, said)) + sum(row_height(row, LEVER_WIDTHS, TABLE) for row in rows)
    sheets.keep(min(POLICY_HEAD + words + len(drawn) * FIGURE, MOST_KEPT))
    sheets.rule()
    sheets.write(policy.heading, 11.5, bold=True, gap=TIGHT)
    sheets.write(" ".join(policy.notes), 8, muted=True)
    sheets.items(said)
    sheets.write(
        say("out_changed" if policy.levers else "out_unchanged", lang, base=policy.base), 9, bold=True, gap=TIGHT
    )
    if policy.levers:
        sheets.table(rows, LEVER_WIDTHS)
    for item in drawn:
        comparison(sheets, policy.context, item.name, min(max(sheets.room, FIGURE), TALL / 2))


LEVER_WIDTHS = (0.3, 0.13, 0.12, 0.15, 0.3)


def lever_table(found: Sequence[Sequence[str]], beside: str, lang: Lang) -> list[list[str]]:
    """Lever, from, here, ``beside`` it, how and unit: what fits on paper of `pieces.lever_lines`."""
    head = [*(word(key, lang) for key in ("lever", "from", "here")), beside, word("unit", lang)]
    return [head, *([line[0], line[1], line[2], line[3], ", ".join(filter(None, line[4:6]))] for line in found)]


def comparison(sheets: Sheets, context: Context, name: str, height: float) -> None:
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
            sheets.keep(HEADED + sum(strip.height for strip, _ in found[:1]))
            sheets.write(say(heading, lang), 14, bold=True)
        for strip, text in found:
            _strips(sheets, [strip])
            sheets.write(text, 9)
        for text in after:
            sheets.write(text, 9)


def _close(sheets: Sheets, content: Content) -> None:
    lang = content.lang
    sheets.keep(TALL / 2)
    sheets.write(say("out_how", lang), 13, bold=True)
    sheets.write(say("out_how_text", lang))
    if content.cannot:
        sheets.write(say("out_cannot", lang), 13, bold=True)
        sheets.items([f"• {text}" for text in content.cannot])
    *short, command = [f"{name}: {text}" for name, text in content.facts]
    facts = [" · ".join(short), command]
    sheets.keep(HEADED + sum(map(item_height, facts)))
    sheets.write(say("out_provenance", lang), 13, bold=True)
    sheets.items(facts)
