"""The handout of one policy, as a Board shows it: two pages, always."""

from __future__ import annotations

from borderSim import __version__
from borderSim.report import pieces
from borderSim.report.context import Context
from borderSim.report.style import FEW
from borderSim.report.words import Lang
from borderSim.scenario import scenario_hash
from borderSim.workshop.desk.ask import Answer
from borderSim.workshop.handout.content import FIRST
from borderSim.workshop.handout.numbers import of_answer
from borderSim.workshop.handout.pdf import LEVER_WIDTHS, Sheets, comparison, lever_table
from borderSim.workshop.words import say

PAGES = 2
MOST_LEVERS = 14
"""Rows of levers that fit on the first page beside a figure; the YAML has all."""


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
    for text in pieces.findings(context):
        sheets.write(f"• {text}", 9)
    found = pieces.lever_lines(context)
    sheets.write(say("out_levers" if found else "out_no_levers", lang), 12, bold=True)
    if found:
        sheets.table(lever_table(context, found)[: MOST_LEVERS + 1], LEVER_WIDTHS)
    sheets.turn()
    for name in FIRST:
        comparison(sheets, context, name, 3.9)
    if answer.members < FEW:
        sheets.write(say("out_few", lang, members=answer.members), 8.5)
    sheets.write(say("out_how_text", lang), 8.5, muted=True)
    return sheets
