"""A workshop's server with its real guard and room, and small fakes for the desk and the screens.

python -m tests.workshop.guard_server FOLDER [--lan] [--patient]
"""

import sys
from html import escape
from pathlib import Path

from fastapi import Request
from fastapi.responses import HTMLResponse
from nicegui import Client, app, ui

from borderSim.report.words import Lang
from borderSim.scenario import load_scenario
from borderSim.workshop.desk import desk as desks
from borderSim.workshop.draft.draft import Bases
from borderSim.workshop.guard import connection
from borderSim.workshop.guard.address import here, listen, on_the_network
from borderSim.workshop.guard.doorkeeper import Doorkeeper
from borderSim.workshop.opening import open_workshop
from borderSim.workshop.room.room import Room
from borderSim.workshop.screens import pages
from borderSim.workshop.screens.elements.html import button, tag
from borderSim.workshop.workshop import Workshop


class NoDesk:
    quiet_for = 0.0

    async def start(self, *_: object) -> None:
        pass

    async def close(self) -> None:
        pass

    async def answer(self, *_: object) -> None:
        raise desks.Overtaken


def screens(workshop: Workshop) -> None:
    @app.get("/")
    def door(lang: Lang = "en", refused: str = "") -> HTMLResponse:
        return HTMLResponse(f"<h1>door {escape(refused)}</h1>")

    @ui.page("/{lang}/board", language="en-US")
    def board(request: Request, lang: Lang) -> None:
        device = workshop.door.visitor(request)
        tag("h1", f"{device.role} {device.team}" if device else "stranger")
        tag("p", f"{len(Client.instances)} pages", classes="pages")
        count = tag("output", "0")
        button("more", lambda: count.set_text(str(int(count.text) + 1)))
        typed = tag("p", "<script>window.bad = 1</script>", classes="typed")
        tag("input", "", aria_label="text").on(
            "change", lambda event: typed.set_text(str(event.args)), js_handler="(event) => emit(event.target.value)"
        )
        ui.echart(
            {
                "animation": False,
                "xAxis": {"type": "category"},
                "yAxis": {},
                "series": [{"type": "line", "data": [1, 2]}],
            },
            renderer="svg",
        )

    @ui.page("/{lang}/wall")
    def wall(request: Request, lang: Lang) -> None:
        raise RuntimeError("a secret path /home/somebody")


def main() -> None:
    folder, options = Path(sys.argv[1]), sys.argv[2:]
    scenario = load_scenario("scenarios/today.yaml")
    bases = Bases({scenario.name: scenario}, scenario)
    lan = "--lan" in options
    if "--impatient" in options:
        connection.READ_SECONDS = connection.DRAIN_SECONDS = 1.0
    listener = listen(lan, None, range(8850, 8950))
    port = listener.getsockname()[1]
    address = on_the_network(port) if lan else here(port)
    room = Room.open(folder, bases, 3)
    door = Doorkeeper(room, address)
    pages.register = screens
    workshop = Workshop(bases, NoDesk(), room, door)  # type: ignore[arg-type]
    open_workshop(workshop, listener, lambda: print(door.facilitator_link, flush=True))


if __name__ == "__main__":
    main()
