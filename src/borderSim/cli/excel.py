"""`borderSim excel DIR`: the tables of a run or a sweep as an Excel file with charts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from borderSim.cli.run import Lang
from borderSim.errors import UserError

Folder = Annotated[Path, typer.Argument(help="The folder of a run or of a sweep.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("excel")(excel)


def excel(folder: Folder, lang: Lang = "en") -> None:
    """Write the results as an Excel file, with native charts, into their folder. Needs borderSim[tables]."""
    from borderSim.exchange.excel import write_excel

    try:
        path = write_excel(folder, lang)
    except OSError as error:
        raise UserError(f"{error.filename or folder}: {error.strerror or error}") from None
    typer.echo(str(path))
