"""`borderSim validate`: the stylised facts of the past beside what the model shows, failures included."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from borderSim.catalogue import Language
from borderSim.cli.dates import period_end
from borderSim.cli.levers import Lang, language_of
from borderSim.errors import UserError

if TYPE_CHECKING:
    from borderSim.validation.findings import Finding

FIRST, LAST = date(2012, 1, 1), date(2021, 12, 31)
"""Counts later than LAST are what the facts are compared with, so none may move the runs."""
LEAST_WIDTH = 160
"""Characters of a table's line where the output is no terminal."""
SEED = 1
Members = Annotated[int, typer.Option(help="Number of members (draws of what is uncertain).", min=1, max=100000)]
Parameters = Annotated[str, typer.Option(help="posterior, prior, or the year of a fitted set with an earlier cut-off.")]
Until = Annotated[str, typer.Option(help="Move the runs to what was counted up to this date (YYYY[-MM[-DD]]).")]
Out = Annotated[Path | None, typer.Option(help="Also write the table as CSV.", dir_okay=False)]
Jobs = Annotated[int, typer.Option(help="Processes to use; the numbers stay the same.", min=1, max=256)]


def validate(
    members: Members = 64,
    parameters: Parameters = "posterior",
    until: Until = LAST.isoformat(),
    out: Out = None,
    jobs: Jobs = 1,
    lang: Lang = "en",
) -> None:
    """Compare the model with the stylised facts F1 to F38: window, median, 90% interval, share of members inside.

    It reports and never fails: a fact that the model does not show stays in the table.
    """
    language = language_of(lang)
    day = period_end(until, FIRST, LAST, ": later counts are what is tested")
    check_parameters(parameters)
    check_out(out)
    from borderSim.catalogue.posterior import parameter_set
    from borderSim.validation import words
    from borderSim.validation.export import write_csv
    from borderSim.validation.findings import findings
    from borderSim.validation.runs import run_all

    posterior = parameter_set(parameters)
    found = findings(run_all(members, parameters, SEED, day, jobs), posterior)
    show(found, words.title(members, posterior, day.isoformat(), language), language)
    for line in words.summary(found, language):
        typer.echo(line)
    if out is not None:
        write_csv(found, language, out)


def check_parameters(choice: str) -> None:
    """Raise UserError, with the nearest valid names, for a set of parameters that there is not."""
    from borderSim.catalogue.posterior import check_choice

    try:
        check_choice(choice)
    except ValueError as error:
        raise UserError(f"--parameters: {error}") from None


def check_out(out: Path | None) -> None:
    """Refuse, before a minute of work, a file that cannot be written."""
    if out is not None and not (out.parent.is_dir() and os.access(out.parent, os.W_OK)):
        raise UserError(f"--out {out}: no folder {out.parent} that can be written to")


def show(found: list[Finding], title: str, language: Language) -> None:
    """Print the table."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from borderSim.validation.words import COLUMNS, cells, said

    console = Console(markup=False)
    console = console if console.is_terminal else Console(markup=False, width=max(console.width, LEAST_WIDTH))
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    for column in COLUMNS:
        table.add_column(said(column, language), no_wrap=column != "statement", overflow="fold")
    for one in found:
        table.add_row(*cells(one, language))
    console.print(table)


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("validate")(validate)
