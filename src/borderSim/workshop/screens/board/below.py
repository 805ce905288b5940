"""Below the charts: all indicators in one table, warnings of odd combinations, what the teams published."""

from __future__ import annotations

from borderSim.report.numbers import number
from borderSim.workshop.draft.warnings import warnings
from borderSim.workshop.pictures.picture import picture
from borderSim.workshop.pictures.sentences import badge
from borderSim.workshop.pictures.tables import comparison_table
from borderSim.workshop.screens.board.here import Here
from borderSim.workshop.screens.elements.html import button, tag
from borderSim.workshop.screens.elements.live import Part, follow
from borderSim.workshop.screens.elements.natives import DataTable
from borderSim.workshop.screens.shared import now
from borderSim.workshop.screens.shared.answers import answers


class BoardWarnings:
    """Odd combinations of the draft, with their count."""

    def __init__(self, here: Here) -> None:
        self._here = here
        part = Part(self._shows, self._draw, "warnings-part")
        follow([part], here.state.listen)

    def _shows(self) -> object:
        return warnings(self._here.state.draft, self._here.state.bases, self._here.lang)

    def _draw(self) -> None:
        found = warnings(self._here.state.draft, self._here.state.bases, self._here.lang)
        if not found:
            return
        with tag("section", classes="notice warn", role="status"):
            tag("h2", self._here.say("warnings", n=len(found)))
            for text in found:
                tag("p", text, "small")


class BoardTeams:
    """The newest published policy of each team as dots on one row: for the facilitator alone."""

    def __init__(self, here: Here) -> None:
        self._here = here
        part = Part(self._shows, self._draw)
        follow([part], here.state.room.listen, answers(here.state.workshop).listen)

    def _numbers(self) -> dict[str, float | None]:
        state = self._here.state
        found: dict[str, float | None] = {}
        for team, item in now.newest(state.room.state).items():
            answer = answers(state.workshop).of(item.draft)
            shown = picture(answer, state.charts[0]).first.value[0] if answer else None
            found[f"{now.team_name(state.room.state, team, self._here.lang)}: {item.title}"] = shown
        return found

    def _shows(self) -> object:
        return self._numbers(), self._here.state.charts[:1]

    def _draw(self) -> None:
        here, found = self._here, self._numbers()
        with tag("section", classes="teams-part", aria_labelledby="teams-title"):
            tag("h2", here.say("teams"), id="teams-title")
            if not found:
                tag("p", here.say("no_teams"), "small muted")
                return
            tag("p", here.say("teams_of", name=here.indicator(here.state.charts[0])), "small muted")
            most = max((value for value in found.values() if value is not None), default=0.0)
            with tag("ul", classes="dots"):
                for name, value in found.items():
                    self._row(name, value, most)

    def _row(self, name: str, value: float | None, most: float) -> None:
        with tag("li"):
            tag("span", name)
            with tag("span", classes="dot-line", aria_hidden="true"):
                if value is not None and most > 0:
                    tag("span", classes="dot").style(f"left: {max(0.0, 100 * value / most):.1f}%")
            tag("span", self._here.say("computing") if value is None else number(value, self._here.lang), "strong")


def comparison_button(here: Here) -> None:
    """Opens the table of all indicators."""

    def build() -> None:
        answer = here.state.answer
        if answer:
            tag("p", here.say("comparison_help"), "muted")
            found = comparison_table(answer, here.lang)
            DataTable(badge(answer, here.lang), found.header, found.rows)

    button(here.say("comparison"), lambda: here.dialog.show(here.say("comparison"), build, broad=True))
