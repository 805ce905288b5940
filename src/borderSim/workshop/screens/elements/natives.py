"""Native controls with many parts, one element of NiceGUI each: select, table, dialog, file, link to copy, keys."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from nicegui import ui

from borderSim.report.words import Lang
from borderSim.workshop.words import say

Option = tuple[str, str] | tuple[str, str, str]
LONGEST_TEXT = 200
"""Characters that a page takes from a browser where no file is sent."""


def given_text(sent: object, longest: int = LONGEST_TEXT) -> str:
    """What a browser sent as a text, "" for anything else or too long a one."""
    return sent if isinstance(sent, str) and len(sent) <= longest else ""


def given_number(sent: object) -> float | None:
    """What a browser sent as a finite number, None for anything else."""
    if isinstance(sent, bool) or not isinstance(sent, int | float | str):
        return None
    try:
        value = float(sent)
    except (ValueError, OverflowError):
        return None
    return value if math.isfinite(value) else None


class Choice(ui.element, component="../../static/choice.js"):
    """A select with a label; options are (value, words) or, under a heading, (value, words, heading)."""

    def __init__(
        self,
        label: str,
        options: Sequence[Option],
        value: str,
        on_choose: Callable[[str], Any],
        *,
        quiet: bool = False,
    ) -> None:
        super().__init__()
        self.props.update(name=f"choice-{self.id}", label=label, options=[list(item) for item in options], value=value)
        self.props["quiet"] = quiet
        self.on("choose", lambda event: self._choose(event.args, on_choose))

    def _choose(self, sent: object, on_choose: Callable[[str], Any]) -> Any:
        chosen = given_text(sent)
        if chosen not in {item[0] for item in self.props["options"]}:
            return None
        self.props["value"] = chosen
        return on_choose(chosen)

    @property
    def value(self) -> str:
        """The option that is chosen."""
        return str(self.props["value"])

    def put(self, value: str, options: Sequence[Option] | None = None) -> None:
        """Choose for the reader, from other options where given; ``on_choose`` does not hear of it."""
        if options is not None:
            self.props["options"] = [list(item) for item in options]
        self.props["value"] = value
        self.update()


class DataTable(ui.element, component="../../static/table.js"):
    """A table of texts; the first cell of a row is its heading."""

    def __init__(
        self, caption: str, header: Sequence[str], rows: Sequence[Sequence[str]], *, quiet: bool = False
    ) -> None:
        super().__init__()
        self.props.update(caption=caption, header=list(header), rows=[list(row) for row in rows], quiet=quiet)


class Dialog(ui.element, component="../../static/dialog.js"):
    """One modal dialog of a page; what it holds is built when it opens and goes when it closes."""

    def __init__(self, lang: Lang) -> None:
        super().__init__()
        self.props.update(name=f"dialog-{self.id}", title="", closing=say("board_close", lang), broad=False)
        self.on("closed", self.clear)

    def show(self, title: str, build: Callable[[], Any], *, broad: bool = False) -> None:
        """Open with a title; ``build`` makes the elements inside."""
        self.clear()
        self.props.update(title=title, broad=broad)
        self.update()
        with self:
            build()
        self.run_method("open")

    def close(self) -> None:
        """Close; the focus goes back to where it was."""
        self.run_method("close")


class CopyLink(ui.element, component="../../static/copy.js"):
    """A link of this server (``path``) to copy."""

    def __init__(self, path: str, lang: Lang) -> None:
        super().__init__()
        self.props.update(name=f"copy-{self.id}", path=path, label=say("board_link_label", lang))
        self.props.update(verb=say("board_copy", lang), said=say("board_copied", lang))


class FileText(ui.element, component="../../static/file.js"):
    """A file that the browser reads and sends as text; larger ones than ``most`` bytes it does not send."""

    def __init__(self, label: str, most: int, on_text: Callable[[str], Any], lang: Lang) -> None:
        super().__init__()
        self.props.update(name=f"file-{self.id}", label=label, most=most)
        self.props["too-large"] = say("board_file_too_large", lang, most=most // 1000)
        self.on("text", lambda event: on_text(given_text(event.args, most)))


class Keys(ui.element, component="../../static/keys.js"):
    """Keys that work everywhere on a page but while somebody types, and what the browser says of itself.

    ``still`` is a reader's wish for no motion, ``narrow`` a phone's width, ``off`` that letter keys are turned off.
    """

    def __init__(self, keys: Sequence[str], on_key: Callable[[str], Any], on_width: Callable[[], Any]) -> None:
        super().__init__()
        self.props["keys"] = list(keys)
        self.still = self.narrow = self.off = False
        self._on_width = on_width
        self.on("ready", self._ready)
        self.on("key", lambda event: on_key(given_text(event.args)))

    def _ready(self, event: Any) -> None:
        sent = event.args if isinstance(event.args, dict) else {}
        narrow, self.narrow = self.narrow, sent.get("narrow") is True
        self.still, self.off = sent.get("still") is True, sent.get("off") is True
        if self.narrow != narrow:
            self._on_width()

    def turn(self, off: bool) -> None:
        """Turn the keys off or on, for this tab."""
        self.off = off
        self.run_method("turn", off)

    def projector(self) -> None:
        """Turn the larger text of a projector on or off, for this tab."""
        self.run_method("projector")
