"""Teams: their names, their role sheets, and freeing the device of one."""

from __future__ import annotations

from borderSim.workshop.kit.roles import role_sheet, roles
from borderSim.workshop.room.events import Left, Named
from borderSim.workshop.room.rules import MOST_LETTERS_OF_A_NAME
from borderSim.workshop.screens.console.here import Facilitator
from borderSim.workshop.screens.elements.fields import TextField
from borderSim.workshop.screens.elements.html import button, tag
from borderSim.workshop.screens.elements.live import Part
from borderSim.workshop.screens.elements.natives import Choice
from borderSim.workshop.screens.shared.deeds import alert
from borderSim.workshop.words import say


def team_parts(here: Facilitator) -> list[Part]:
    """The section of teams; one part a team, so that what is typed for one stays when another changes."""
    with here.section("teams", "free_help"):
        return [_TeamDesk(here, number).part for number in here.state.teams if number]


class _TeamDesk:
    """One team."""

    def __init__(self, here: Facilitator, number: int) -> None:
        self._here, self._number = here, number
        self.part = Part(self._shows, self._draw, "team")
        self._note = alert()

    def _shows(self) -> tuple[str, str, bool]:
        team = self._here.state.teams[self._number]
        return team.name, team.role_sheet, team.device is not None

    def _draw(self) -> None:
        here, number = self._here, self._number
        name, role, driven = self._shows()
        with tag("fieldset"):
            tag("legend", say("wall_team", here.lang, n=number))
            with tag("div", classes="row bottom"):
                self._name = TextField(here.say("team_name"), name, most=MOST_LETTERS_OF_A_NAME, on_enter=self._save)
                sheets = [("", here.say("no_role")), *((slug, role_sheet(slug, here.lang).title) for slug in roles())]
                self._role = Choice(here.say("team_role"), sheets, role, lambda _: None)
            with tag("div", classes="row"):
                label = here.say("save_team_n", n=number)
                button(here.say("save_team"), self._save, aria_label=label, data_at="save")
                tag("span", here.say("has_device" if driven else "no_device"), "small quiet")
                if driven:
                    label = here.say("free_n", n=number)
                    button(here.say("free"), self._free, "plain", aria_label=label, data_at="free")

    def _save(self) -> None:
        event = Named(self._number, self._name.value.strip(), self._role.value)
        if self._here.do(event, self._note):
            self.part.refresh()

    def _free(self) -> None:
        self._here.do(Left(self._number), self._note)
