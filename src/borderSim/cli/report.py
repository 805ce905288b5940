"""`borderSim report SESSION`: the report of a workshop, as a page and a PDF."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from borderSim.cli.long_run import check_replaced, progress_bar
from borderSim.errors import UserError

if TYPE_CHECKING:
    from borderSim.workshop.room.log import Session

Where = Annotated[Path, typer.Argument(help="A session's folder or log, or a form of decisions on paper (.csv).")]
ScenarioFile = Annotated[Path | None, typer.Option("--scenario", help="The scenario of a form of decisions on paper.")]
Members = Annotated[int, typer.Option(help="Runs for each published policy.", min=1, max=100_000)]
Jobs = Annotated[int | None, typer.Option(help="Processes to use, by default the cores.", min=1, max=256)]
Lang = Annotated[Literal["en", "es"], typer.Option(help="Language of the report.")]
Out = Annotated[Path | None, typer.Option(help="Folder of the report; by default report-<lang> in the session.")]


def report(
    where: Where,
    scenario: ScenarioFile = None,
    members: Members = 200,
    jobs: Jobs = None,
    lang: Lang = "en",
    out: Out = None,
) -> None:
    """Write the report of a workshop: each team's levers, charts, predictions, votes, and where numbers come from."""
    from borderSim.experiment.executors import cores
    from borderSim.workshop.handout.report import write_report

    session = _session(where, scenario)
    for problem in session.problems:
        typer.echo(problem, err=True)
    folder = out or session.path.parent / f"report-{lang}"
    check_replaced(folder, _is_report, "a report")
    with progress_bar("runs") as tell:
        path = write_report(
            session,
            folder,
            members,
            jobs or cores(),
            lang,
            shlex.join(["borderSim", *sys.argv[1:]]),
            tell,
        )
    typer.echo(path)


def _session(where: Path, scenario: Path | None) -> Session:
    from borderSim.cli.workshop import opened
    from borderSim.workshop.kit.form import session_from_form
    from borderSim.workshop.room.log import read_session

    if where.suffix.lower() == ".csv":
        if scenario is None:
            raise UserError(f"{where}: a form names no scenario; say which with --scenario scenarios/reopen.yaml")
        return session_from_form(where, opened([scenario]))
    if scenario is not None:
        raise UserError("--scenario goes with a form of decisions on paper (.csv); a session holds its scenarios")
    return read_session(where)


def _is_report(folder: Path) -> bool:
    """Whether the folder is that of an earlier report, which gives way to a new one."""
    return (folder / "report.html").is_file()


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("report")(report)
