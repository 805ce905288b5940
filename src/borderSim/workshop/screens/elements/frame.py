"""What every page has: skip link, header, language switch, main, footer and a line that screen readers speak."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement
from nicegui.language import Language

from borderSim.report.words import Lang
from borderSim.workshop.screens.elements.html import tag
from borderSim.workshop.words import say

STATIC = Path(__file__).parents[2] / "static"
LANGUAGES: dict[Lang, str] = {"en": "English", "es": "Español"}
"""Each language by its own name, as its readers look for it."""
CODES: dict[Lang, Language] = {"en": "en-US", "es": "es"}
"""The languages as NiceGUI and the page's lang attribute call them."""
AFTER_DIALOG = 0.5
"""Seconds until what a dialog did is said: while it is open, screen readers hear nothing from behind it."""


@dataclass(frozen=True)
class Frame:
    """The parts of a page: ``tools`` is the header's row for the page's own buttons, ``notes`` the footer's row."""

    tools: TextElement
    main: TextElement
    notes: TextElement
    live: TextElement
    deeds: TextElement

    def speak(self, sentence: str) -> None:
        """Let screen readers say a sentence; nothing changes on the screen."""
        self.live.set_text(sentence)

    def announce(self, sentence: str) -> None:
        """Let screen readers say what was done, once a dialog has closed; what ``speak`` says does not cut it off."""
        asyncio.get_running_loop().call_later(AFTER_DIALOG, self.deeds.set_text, sentence)


@contextmanager
def frame(lang: Lang, title: str, here: str, styles: tuple[str, ...] = ()) -> Iterator[Frame]:
    """Build a page around the block's elements, which go into its main part.

    ``here`` is the path behind the language ("board"), "" the door; ``styles`` are further files of static/.
    """
    ui.page_title(f"{title} · {say('app_name', lang)}")
    ui.add_head_html(f"<style>{''.join(map(style, ('workshop.css', *styles)))}</style>")
    client = ui.context.client
    page = client.content.parent_slot.parent  # type: ignore[union-attr]
    page.props('id="main" tabindex="-1"')
    with client.layout:
        skip = tag("a", say("board_skip", lang), "skip", href="#main")
        header = _header(lang, title, here)
        footer = tag("footer")
    skip.move(target_index=0)
    header.move(target_index=1)
    with header:
        tools = tag("div", classes="tools")
        _switch(lang, here)
    with footer:
        notes = tag("div", classes="notes")
        _closing(lang)
        live, deeds = (tag("div", classes="unseen", role="status", aria_live="polite") for _ in range(2))
    with tag("div", classes=f"page {here.split('/')[0] or 'door'}") as main:
        yield Frame(tools, main, notes, live, deeds)


@cache
def style(name: str) -> str:
    """A style sheet of static/ as text."""
    return (STATIC / name).read_text(encoding="utf-8")


def _header(lang: Lang, title: str, here: str) -> TextElement:
    with tag("header") as header, tag("div", classes="brand"):
        tag("span", say("app_name", lang), "app")
        tag("h1", title, "unseen" if here == "board" else "")
    return header


def _switch(lang: Lang, here: str) -> None:
    with tag("nav", classes="languages", aria_label=say("board_language", lang)):
        for other, name in LANGUAGES.items():
            target = f"/{other}/{here}" if here else f"/?lang={other}"
            link = tag("a", name, href=target, hreflang=other, lang=other)
            if other == lang:
                link.props("aria-current=true")


def _closing(lang: Lang) -> None:
    with tag("p", classes="closing"):
        tag("strong", say("not_a_forecast", lang))
        tag("a", say("board_why", lang), href=f"/{lang}/why")
