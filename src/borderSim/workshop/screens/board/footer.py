"""The footer of the Board: what the picture rests on, more runs, link, files, handout, keys."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from nicegui import ui

from borderSim import __version__
from borderSim.workshop.draft.change import BadChange
from borderSim.workshop.draft.draft import Draft
from borderSim.workshop.draft.files import BadFile, from_text, to_text
from borderSim.workshop.draft.link import decode, encode
from borderSim.workshop.pictures.sentences import badge
from borderSim.workshop.screens.board.here import Here
from borderSim.workshop.screens.elements.html import button, tag
from borderSim.workshop.screens.elements.natives import CopyLink, FileText

FIRM_SIZES = (200, 500, 1000)
MOST_FILE = 60_000
"""Bytes of a file that may be loaded."""
KEYS = ("b", "d", "r", "p", "?")
PRINTER = ThreadPoolExecutor(1, "handout")
"""One handout at a time: the settings of matplotlib are the whole process's."""


class FirmBar:
    """Badge, and the buttons that ask for more runs, with progress and cancel."""

    def __init__(self, here: Here) -> None:
        self._here = here
        with tag("div", classes="firm", role="group", aria_label=here.say("firm")):
            self._badge = tag("span", "", "strong")
            self._offers = tag("span", classes="row")
            with self._offers:
                tag("span", here.say("firm"), "muted")
                for size in FIRM_SIZES:
                    label = here.say("firm_to", n=size)
                    button(str(size), lambda size=size: here.state.firm(size), aria_label=label)
            self._going = tag("span", classes="row going")
            with self._going:
                self._bar = tag("progress", max=1, value=0, aria_label=here.say("firm_progress"))
                button(here.say("cancel"), here.state.cancel)
        self.refresh()

    def refresh(self) -> None:
        """Show the newest answer's number of runs, or how far the run is."""
        state = self._here.state
        self._badge.set_text(badge(state.answer, self._here.lang) if state.answer else "")
        self._going.set_visibility(state.progress is not None)
        self._offers.set_visibility(state.progress is None)
        if state.progress is not None:
            self._bar.props["value"] = state.progress
            self._bar.update()


class BoardFooter:
    """Provenance and what can be taken away."""

    def __init__(self, here: Here) -> None:
        self._here = here
        with here.frame.notes:
            self._source = tag("span")
            for key, act in (("link", self.link), ("save", self.save), ("load", self.load), ("handout", self.handout)):
                button(here.say(key), act, "plain")
            button(here.say("keys"), self.keys, "plain")
        self.refresh()

    def refresh(self) -> None:
        """Show which scenario it is now."""
        state = self._here.state
        values = {"base": state.draft.base, "sha": state.sha()[:6], "seed": state.bases.baseline.seed}
        self._source.set_text(self._here.say("source", version=__version__, **values))

    def link(self) -> None:
        """Open the link to copy."""
        here, state = self._here, self._here.state
        try:
            path = f"/{here.lang}/board?d={encode(state.draft, state.bases)}"
        except BadChange as bad:
            here.tell(bad.words(here.lang))
            return
        here.dialog.show(here.say("link"), lambda: self._link(path))

    def save(self) -> None:
        """Download the scenario as a file that `borderSim run` takes."""
        state = self._here.state
        text = to_text(state.draft, state.bases, state.room.state.future, state.members)
        ui.download.content(text, f"borderSim-{state.draft.base}-{state.sha()[:6]}.yaml", "text/yaml")

    def load(self) -> None:
        """Open the question for a file."""
        self._here.dialog.show(self._here.say("load"), self._load)

    async def handout(self) -> None:
        """Download the handout of what is on screen."""
        here, answer = self._here, self._here.state.settled
        if answer is None:
            here.tell(here.say("first_picture"))
            return
        from borderSim.workshop.handout.handout import handout_pdf

        here.tell(here.say("handout_making"))
        made = await asyncio.get_running_loop().run_in_executor(PRINTER, handout_pdf, answer, here.lang)
        with here.frame.main:
            ui.download.content(
                made, f"borderSim-{here.state.draft.base}-{here.state.sha()[:6]}.pdf", "application/pdf"
            )
        here.tell("")

    def keys(self) -> None:
        """Open the list of keys, where they can be turned off."""
        self._here.dialog.show(self._here.say("keys"), self._keys)

    def _link(self, path: str) -> None:
        tag("p", self._here.say("link_help"))
        CopyLink(path, self._here.lang)

    def _load(self) -> None:
        here = self._here
        tag("p", here.say("load_help"))
        FileText(here.say("load_file"), MOST_FILE, self._loaded, here.lang)
        self._note = tag("div", classes="faulty", role="alert")

    def _loaded(self, text: str) -> None:
        here = self._here
        try:
            draft = from_text(text, here.state.bases, here.state.room.state.future)
        except BadFile as bad:
            self._explain(bad)
        except BadChange as bad:
            self._explain(bad.words(here.lang))
        else:
            here.state.load(draft, "draft_step_file")
            here.dialog.close()

    def _explain(self, wrong: BadFile | str) -> None:
        """Say what is wrong with the file; what the loader found is in English, and says so."""
        here = self._here
        self._note.clear()
        with self._note:
            if isinstance(wrong, str):
                tag("p", wrong)
                return
            tag("p", here.say("file_bad"))
            with tag("ul"):
                for line, what in wrong.problems:
                    with tag("li"):
                        tag("span", here.say("file_line", n=line) if line else "")
                        tag("span", what, lang="en")

    def _keys(self) -> None:
        here = self._here
        with tag("dl", classes="facts"):
            for key in ("arrows", "page", "ends", *KEYS, "undo"):
                name = "help" if key == "?" else key
                tag("dt", here.say(f"key_{name}"))
                tag("dd", here.say(f"key_{name}_does"))
        with tag("label", classes="choice"):
            box = tag("input", type="checkbox")
            if not here.keys.off:
                box.props("checked")
            box.on(
                "change", lambda event: here.keys.turn(event.args is False), js_handler="(e) => emit(e.target.checked)"
            )
            tag("span", here.say("keys_on"))


def offer_link(here: Here, sent: str) -> None:
    """A link was opened: ask before its draft takes the place of the team's."""
    state = here.state
    try:
        draft = decode(sent, state.bases)
    except BadChange as bad:
        words = bad.words(here.lang)
        here.dialog.show(here.say("link"), lambda: tag("p", words, "faulty"))
        return
    if draft != state.draft:
        here.dialog.show(here.say("link"), lambda: _question(here, draft))


def _question(here: Here, draft: Draft) -> None:
    def take() -> None:
        here.state.load(draft, "draft_step_link")
        here.dialog.close()

    tag("p", here.say("link_opened"))
    with tag("div", classes="row"):
        button(here.say("link_take"), take, "primary")
        button(here.say("link_leave"), here.dialog.close)
