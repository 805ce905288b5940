"""The levers on the Board: at most eight by system, the others in a dialog with a search."""

from __future__ import annotations

from nicegui.elements.mixins.text_element import TextElement

from borderSim import catalogue
from borderSim.report.levers import lever_text
from borderSim.workshop.draft.choice import conditions, groups
from borderSim.workshop.draft.position import position
from borderSim.workshop.screens.board.here import Here
from borderSim.workshop.screens.board.lever_view import LeverView
from borderSim.workshop.screens.elements.html import button, tag
from borderSim.workshop.screens.elements.search import search
from borderSim.workshop.words import say


class BoardLevers:
    """The policies on screen, each group a section that can be folded."""

    def __init__(self, here: Here) -> None:
        self._here = here
        self._views: list[LeverView] = []
        with tag("div", classes="part-head"):
            tag("h2", here.say("levers"), id="levers-title")
            self._count = tag("span", classes="small muted")
        self._place = tag("div")
        button(here.say("more_levers"), self.choose, "more")
        self.rebuild()

    def rebuild(self) -> None:
        """Show the levers that the state names."""
        self._place.clear()
        self._views = []
        shown = self._here.state.levers
        with self._place:
            for system, names in groups().items():
                chosen = [name for name in names if name in shown]
                if chosen:
                    with tag("details", classes="group", open=True):
                        tag("summary", say(f"help_system_{system}", self._here.lang))
                        self._views += [LeverView(name, self._here) for name in chosen]
        policies = sum(map(len, groups().values()))
        self._count.set_text(self._here.say("levers_of", n=len(shown), all=policies))

    def refresh(self) -> None:
        """Show the draft as it is now; a lever that it moves comes on screen."""
        policies = {name for names in groups().values() for name in names}
        missing = [name for name in self._here.state.draft.settings if name not in self._here.state.levers]
        for name in missing:
            if name in policies:
                self._here.state.add_lever(name)
        for view in self._views:
            view.refresh()

    def choose(self) -> None:
        """Open all levers by system, with a search."""
        self._here.dialog.show(self._here.say("all_levers"), self._choices, broad=True)

    def _choices(self) -> None:
        search(self._here.say("search_lever"), self._found, "columns")

    def _found(self, text: str) -> None:
        any_ = False
        for system, names in groups().items():
            matching = [name for name in names if text in self._searched(name)]
            if matching:
                any_ = True
                with tag("fieldset"):
                    tag("legend", say(f"help_system_{system}", self._here.lang))
                    for name in matching:
                        self._choice(name)
        if not any_:
            tag("p", self._here.say("nothing_found"), role="status")

    def _searched(self, name: str) -> str:
        lever = catalogue.levers()[name]
        return f"{lever.label(self._here.lang)} {lever.text(self._here.lang)}".casefold()

    def _choice(self, name: str) -> None:
        state, lever = self._here.state, catalogue.levers()[name]
        on = name in state.levers
        made = button("", lambda: self._switch(name, made), "wide-choice", aria_pressed="true" if on else "false")
        with made:
            tag("span", lever.label(self._here.lang))
            value = position(name, state.draft, state.bases).value
            tag("span", lever_text(lever, value, self._here.lang), "muted small")

    def _switch(self, name: str, made: TextElement) -> None:
        state = self._here.state
        on = name not in state.levers
        (state.add_lever if on else state.remove_lever)(name)
        made.props["aria-pressed"] = "true" if on else "false"
        made.update()


class BoardConditions:
    """What nobody at the table decides, closed at first."""

    def __init__(self, here: Here) -> None:
        with tag("details", classes="future"):
            tag("summary", here.say("conditions"))
            tag("p", here.say("conditions_help"), "small muted")
            self._views = [LeverView(name, here) for name in conditions()]

    def refresh(self) -> None:
        """Show the draft as it is now."""
        for view in self._views:
            view.refresh()
