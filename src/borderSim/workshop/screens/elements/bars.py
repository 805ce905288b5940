"""Rows of counted answers, each with its bar and its count in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from borderSim.workshop.screens.elements.html import tag


@dataclass(frozen=True)
class Row:
    """A label, how long its bar is (0-1), what the bar means in words, a mark beside the label and a second line."""

    label: str
    share: float
    words: str
    mark: str = ""
    more: str = ""


def bars(rows: Sequence[Row]) -> None:
    """A list of rows; the words carry all that the bars show."""
    with tag("ul", classes="bars"):
        for row in rows:
            with tag("li", classes="marked" if row.mark else ""):
                with tag("span", classes="bar-label"):
                    tag("span", row.label)
                    if row.mark:
                        tag("em", row.mark)
                with tag("span", classes="bar", aria_hidden="true"):
                    tag("span").style(f"width: {100 * row.share:.1f}%")
                tag("span", row.words, "bar-words")
                if row.more:
                    tag("span", row.more, "bar-more")
