"""Native HTML elements in NiceGUI's tree: what a keyboard and a screen reader understand by themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nicegui.elements.mixins.text_element import TextElement


def tag(name: str, text: str = "", classes: str = "", **attributes: Any) -> TextElement:
    """An element ``name`` with text, CSS classes and attributes (``aria_label`` becomes ``aria-label``)."""
    made = TextElement(tag=name, text=text)
    if classes:
        made.classes(classes)
    for key, value in attributes.items():
        made.props[key.rstrip("_").replace("_", "-")] = value
    return made


def button(text: str, on_click: Callable[..., Any], classes: str = "", **attributes: Any) -> TextElement:
    """A native button."""
    made = tag("button", text, classes, type="button", **attributes)
    made.on("click", on_click)
    return made
