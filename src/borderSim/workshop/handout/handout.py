"""The handout of one policy, as a Board shows it: two pages, always."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from borderSim import __version__
from borderSim.report import pieces
from borderSim.report.context import Context
from borderSim.report.layout import text_height
from borderSim.report.style import FEW
from borderSim.report.words import Lang
from borderSim.scenario import scenario_hash
from borderSim.workshop.desk.ask import Answer
from borderSim.workshop.handout.content import FIRST
from borderSim.workshop.handout.future import assumed
from borderSim.workshop.handout.numbers import of_answer
from borderSim.workshop.handout.pdf import GAP, LEVER_WIDTHS, TABLE, Sheets, comparison, lever_table, row_height
from borderSim.workshop.words import say

PAGES = 2
COMPARED = 4.1
"""Inches of each of the two figures on the second page: with the words under them they fill it."""


def handout_pdf(answer: Answer, lang: Lang) -> bytes:
    """A4, two pages: the policy, its levers and what it changes; two comparisons over time; where it comes from."""
    sheets = handout_sheets(answer, lang)
    scenario = answer.ask.policy
    footer = say("out_footer", lang, version=__version__, members=answer.members, seed=answer.ask.baseline.seed)
    return sheets.saved(f"{footer} {scenario.name}@{scenario_hash(scenario)[:8]}", lang)


def handout_sheets(answer: Answer, lang: Lang) -> Sheets:
    """The two pages, before they are saved."""
    policy, beside = answer.ask.policy, answer.ask.baseline
    context = Context(of_answer(answer), (policy, beside), lang, scenario_hash(policy)[:8])
    sheets = Sheets()
    sheets.write(say("out_handout", lang), 9, muted=True)
    sheets.write(policy.title[lang], 15, bold=True)
    sheets.write(say("out_caution", lang), 8.5, muted=True)
    sheets.write(say("out_findings", lang), 12, bold=True)
    sheets.items([f"• {text}" for text in pieces.findings(context)])
    if shared := assumed(context):
        sheets.write(f"{say('out_assumed', lang)}: {'; '.join(shared)}.", 9)
    found = pieces.lever_lines(context)
    sheets.write(say("out_levers" if found else "out_no_levers", lang), 12, bold=True)
    if found:
        _levers(sheets, lever_table(found, say("out_in_baseline", lang), lang), lang)
    sheets.turn()
    for name in FIRST:
        comparison(sheets, context, name, COMPARED)
    if answer.members < FEW:
        sheets.write(say("out_few", lang, members=answer.members), 8.5)
    sheets.write(say("out_how_text", lang), 8.5, muted=True)
    return sheets


def _levers(sheets: Sheets, rows: Sequence[Sequence[str]], lang: Lang) -> None:
    """As many levers as the page takes, and how many more there are."""
    room = sheets.room - text_height(1, TABLE) - 2 * GAP
    heights = accumulate(row_height(row, LEVER_WIDTHS, TABLE) for row in rows)
    fitting = sum(height <= room for height in heights)
    sheets.table(rows[:fitting], LEVER_WIDTHS, TABLE)
    if fitting < len(rows):
        sheets.write(say("out_more_levers", lang, n=len(rows) - fitting), TABLE, muted=True)
