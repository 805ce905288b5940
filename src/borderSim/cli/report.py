"""`borderSim report SESSION`: the report of a workshop, as a page and a PDF."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from borderSim.errors import UserError

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

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
    _check(folder)
    with _bar() as (bar, task):
        path = write_report(
            session,
            folder,
            members,
            jobs or cores(),
            lang,
            shlex.join(["borderSim", *sys.argv[1:]]),
            lambda done, total: bar.update(task, completed=done, total=total),
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


def _check(folder: Path) -> None:
    """Refuse, before minutes of work, a folder that cannot be written or that is not a report's."""
    if folder.exists() and not folder.is_dir():
        raise UserError(f"--out {folder}: is a file; name a folder")
    if folder.exists() and not (folder / "report.html").is_file() and any(folder.iterdir()):
        raise UserError(f"{folder}: holds other files and would be replaced; name a new folder with --out")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{error.filename or folder}: {error.strerror}") from None
    if not os.access(folder.parent, os.W_OK):
        raise UserError(f"{folder.parent}: no permission to write a report there")


@contextmanager
def _bar() -> Iterator[tuple[Progress, TaskID]]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("runs"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, transient=True) as bar:
        yield bar, bar.add_task("runs", total=None)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("report")(report)
