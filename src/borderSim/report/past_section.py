"""What the page says of the past: lines beside the findings, and the table of all shown indicators with a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from borderSim.analysis.record import cutoffs, past, scores
from borderSim.report.context import Context
from borderSim.report.past_line import HEAD, past_cells, past_line
from borderSim.report.pieces import headline
from borderSim.report.words import word
from borderSim.results.data import recorded


@dataclass(frozen=True)
class Section:
    """What the page says of the past: lines beside the findings, a note, a table and how many it leaves out."""

    lines: Sequence[str]
    note: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    others: str


def section(context: Context) -> Section:
    """The past of the shown indicators; without any score the note says so, and there is no table."""
    lang = context.lang
    if not scores():
        return Section([], word("past_none_scored", lang), [], [], "")
    known = {item.name: past(item.name) for item in recorded(context.data)}
    first_page = {item.name for item in context.first_page} & known.keys()
    shown = sorted(
        (name for name, found in known.items() if found.record or name in first_page), key=lambda n: n not in first_page
    )
    left, (first, last) = len(known) - len(shown), cutoffs()
    return Section(
        [past_line(item.name, lang) for item in headline(context)],
        word("past_note", lang, first=first, last=last),
        [word(key, lang) for key in HEAD],
        [past_cells(known[name], lang) for name in shown],
        word("past_others", lang, n=left) if left else "",
    )
