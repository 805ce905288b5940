"""A text field of one line, and a button that asks once more before what cannot be undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nicegui import ui

from borderSim.workshop.screens.elements.html import button, tag
from borderSim.workshop.screens.elements.natives import given_text


class TextField(ui.element, component="../../static/text.js"):
    """A field of one line with its label; ``value`` is what stands in it."""

    def __init__(
        self,
        label: str,
        value: str = "",
        *,
        most: int,
        mode: str = "text",
        help_: str = "",
        on_enter: Callable[[], Any] | None = None,
    ) -> None:
        super().__init__()
        self.value = value
        self._most = most
        self.props.update(name=f"field-{self.id}", label=label, value=value, help=help_, most=most, mode=mode)
        self.on("typed", lambda event: self._typed(event.args))
        if on_enter:
            self.on("entered", lambda _: on_enter())

    def _typed(self, sent: object) -> None:
        self.value = given_text(sent, self._most)

    def put(self, value: str) -> None:
        """Write something into the field for the reader."""
        self.value = value
        self.run_method("put", value)

    def call(self, label: str) -> None:
        """Give the field another label."""
        self.props["label"] = label
        self.update()


def confirmed(words: str, warning: str, yes: str, act: Callable[[], Any]) -> None:
    """A control that opens to a warning and the button that does it."""
    with tag("details", classes="confirm"):
        tag("summary", words, data_at="confirm")
        tag("p", warning)
        button(yes, act, "primary")
