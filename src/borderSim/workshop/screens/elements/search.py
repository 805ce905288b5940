"""A field to search with, and what it finds below it, again with every letter."""

from __future__ import annotations

from collections.abc import Callable

from borderSim.workshop.screens.elements.html import tag
from borderSim.workshop.screens.elements.natives import given_text

PAUSE = 0.2
"""Seconds after the last letter until it searches."""
TEXT = "(event) => emit(event.target.value)"


def search(label: str, find: Callable[[str], None], classes: str = "", **attributes: str) -> None:
    """``find`` builds what a text in lower case finds, at first ``""``, inside a place with ``classes``."""
    with tag("div", classes="field"):
        caption = tag("label", label)
        field = tag("input", type="search", autocomplete="off")
        field.props["id"] = caption.props["for"] = f"search-{field.id}"
    place = tag("div", classes=classes, **attributes)

    def show(sent: object) -> None:
        place.clear()
        with place:
            find(given_text(sent).strip().casefold())

    field.on("input", lambda event: show(event.args), throttle=PAUSE, leading_events=False, js_handler=TEXT)
    show("")
