"""Who is here, how to get in, and what to do at the end."""

from __future__ import annotations

import shlex

from borderSim.workshop.screens.console.here import Facilitator
from borderSim.workshop.screens.elements.html import tag
from borderSim.workshop.screens.elements.live import Part
from borderSim.workshop.screens.shared.join_view import join_view


def here_section(here: Facilitator) -> Part:
    """Counts of devices, never names; the address, the code and the QR code of the room."""
    with here.section("here", "here_note"):
        counts = Part(lambda: _counts(here), lambda: _draw_counts(here))
        if here.workshop.door.address.shared:
            with tag("div", classes="join"):
                join_view(here.workshop, here.lang)
        else:
            tag("p", here.say("only_here"), "quiet")
    return counts


def _counts(here: Facilitator) -> dict[str, str]:
    teams = [team for number, team in here.state.teams.items() if number]
    roles = [device.role for device in here.state.devices.values()]
    return {
        "here_teams": f"{sum(team.device is not None for team in teams)} / {len(teams)}",
        "here_guests": str(roles.count("guest")),
        "here_facilitators": str(roles.count("facilitator")),
    }


def _draw_counts(here: Facilitator) -> None:
    with tag("dl", classes="facts"):
        for key, words in _counts(here).items():
            tag("dt", here.say(key))
            tag("dd", words)


def end_section(here: Facilitator) -> None:
    """How to make the report of this session."""
    with here.section("end", "end_about"):
        tag("code", shlex.join(["borderSim", "report", str(here.workshop.room.folder)]), "command")
