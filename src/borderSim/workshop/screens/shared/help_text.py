"""A help text on a page: paragraphs, facts, what levels mean."""

from __future__ import annotations

from borderSim.report.words import Lang
from borderSim.workshop.help import Help
from borderSim.workshop.screens.elements.html import tag
from borderSim.workshop.screens.elements.natives import DataTable
from borderSim.workshop.words import say


def help_text(found: Help, lang: Lang) -> None:
    """A help text: paragraphs, facts, what the levels mean, what it moves."""
    for text in found.paragraphs:
        tag("p", text)
    if found.facts:
        facts(found.facts)
    if found.levels:
        header = [say(f"board_level_{key}", lang) for key in ("value", "words", "sign")]
        DataTable(say("board_levels", lang), header, found.levels)
    if found.links:
        tag("h3", say("board_links", lang))
        facts(found.links)


def facts(pairs: tuple[tuple[str, str], ...]) -> None:
    """Pairs of a label and a text."""
    with tag("dl", classes="facts"):
        for label, text in pairs:
            tag("dt", label)
            tag("dd", text)
