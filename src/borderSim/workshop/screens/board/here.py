"""What every part of a Board's page works with: the state behind it, the language, the page's one dialog."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from nicegui.elements.mixins.text_element import TextElement

from borderSim import catalogue
from borderSim.report.words import Lang
from borderSim.workshop.help import Help
from borderSim.workshop.screens.board.state import BoardState
from borderSim.workshop.screens.elements.frame import Frame
from borderSim.workshop.screens.elements.html import button
from borderSim.workshop.screens.elements.natives import Dialog, Keys
from borderSim.workshop.screens.shared.help_text import help_text
from borderSim.workshop.words import say


@dataclass
class Here:
    """One open page of a Board; ``note`` is its line for what went wrong or is under way.

    ``projector`` is the larger text, ``hidden`` are parts of the charts that were turned off.
    """

    state: BoardState
    lang: Lang
    frame: Frame
    dialog: Dialog
    keys: Keys
    note: TextElement
    projector: bool = False
    hidden: set[str] = field(default_factory=set)

    def say(self, key: str, **values: object) -> str:
        """The Board's words ``board_<key>`` in the page's language."""
        return say(f"board_{key}", self.lang, **values)

    def tell(self, words: str) -> None:
        """Show a line above the levers, and speak it; "" takes it away."""
        self.note.set_text(words)

    def indicator(self, name: str) -> str:
        """An indicator by its label."""
        return catalogue.indicators()[name].label(self.lang)

    def explain(self, found: Help) -> None:
        """Open a help text."""
        self.dialog.show(found.title, lambda: help_text(found, self.lang))


def help_button(here: Here, name: str, find: Callable[[], Help]) -> None:
    """The ``?`` beside something; screen readers hear "Help: ``name``"."""
    button("?", lambda: here.explain(find()), "help", aria_label=here.say("help_on", name=name))
