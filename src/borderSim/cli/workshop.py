"""`borderSim workshop SCENARIO...`: policy options on a screen, live, offline, for a room."""

from __future__ import annotations

import webbrowser
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from borderSim.cli.given import given_scenarios
from borderSim.errors import UserError
from borderSim.extras import optional

if TYPE_CHECKING:
    from borderSim.scenario import Scenario
    from borderSim.workshop.draft.draft import Bases

DEFAULT_PORT = 8765
NEXT_PORTS = 20
DEFAULT_TEAMS = 6

Files = Annotated[list[Path], typer.Argument(help="Scenario files that teams start from; all over the same months.")]
Port = Annotated[int | None, typer.Option(help="Port to listen on, 8765 or the next free one.", min=1024, max=65535)]
Lan = Annotated[bool, typer.Option("--lan", help="Let other devices on this network come in, with a room code.")]
Lang = Annotated[Literal["en", "es"], typer.Option(help="Language to begin with; each device can change its own.")]
Teams = Annotated[int | None, typer.Option(help="Number of teams, 6 in a new session.", min=1, max=12)]
Session = Annotated[Path | None, typer.Option(help="Folder of the session; one that exists goes on.")]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Do not open the browser.")]
Jobs = Annotated[int | None, typer.Option(help="Processes for the model, by default the cores.", min=1, max=256)]


def workshop(
    files: Files,
    port: Port = None,
    lan: Lan = False,
    lang: Lang = "en",
    teams: Teams = None,
    session: Session = None,
    no_browser: NoBrowser = False,
    jobs: Jobs = None,
) -> None:
    """Open a workshop: a Board for each team, a Wall for the projector, phones that predict and vote."""
    optional("nicegui", "workshop")
    bases = opened(files)
    folder = session or new_folder(bases)
    going_on = (folder / "session.jsonl").exists()
    from borderSim.workshop.desk.desk import Desk
    from borderSim.workshop.guard.address import here, listen, on_the_network
    from borderSim.workshop.guard.doorkeeper import Doorkeeper
    from borderSim.workshop.guard.greeting import greeting
    from borderSim.workshop.opening import open_workshop
    from borderSim.workshop.room.room import Room
    from borderSim.workshop.workshop import Workshop

    listener = listen(lan, port, range(DEFAULT_PORT, DEFAULT_PORT + NEXT_PORTS))
    found = listener.getsockname()[1]
    address = on_the_network(found) if lan else here(found)
    room = Room.open(folder, bases, teams or (None if going_on else DEFAULT_TEAMS))
    door = Doorkeeper(room, address)

    def ready() -> None:
        typer.echo(greeting(door, folder, lang, going_on))
        if not no_browser:
            webbrowser.open(f"{door.facilitator_link}&lang={lang}")

    open_workshop(Workshop(bases, Desk(jobs), room, door, lang), listener, ready)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("workshop")(workshop)


def opened(files: list[Path]) -> Bases:
    """The scenarios of the room and their baseline: the first reference of the first one, or itself.

    Raises UserError with all that is wrong: files that do not load, names twice, months that differ.
    """
    from borderSim.scenario import references
    from borderSim.workshop.draft.draft import Bases

    given = given_scenarios(files)
    baseline = next(iter(references(given[0])), given[0])
    _check_months(given, baseline)
    return Bases({scenario.name: scenario for scenario in given}, baseline)


def _check_months(given: list[Scenario], baseline: Scenario) -> None:
    """Refuse scenarios over other months than the first: their lines could not share one axis."""
    first = given[0]
    wrong = [
        f"{other.file or other.name}: covers {_months(other)}, but {first.name} covers {_months(first)}; "
        "the scenarios of one workshop and their baseline must cover the same months"
        for other in (*given[1:], baseline)
        if (other.start, other.end) != (first.start, first.end)
    ]
    if wrong:
        raise UserError(*wrong)


def _months(scenario: Scenario) -> str:
    return f"{scenario.start:%Y-%m-%d} to {scenario.end:%Y-%m-%d}"


def new_folder(bases: Bases) -> Path:
    """The folder of a session that begins now."""
    return Path("sessions") / f"{bases.first.name}-{datetime.now():%Y%m%d-%H%M%S}"
