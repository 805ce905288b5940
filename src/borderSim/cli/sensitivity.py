"""`borderSim sensitivity DIR`: which assumption does the outcome of a finished sweep hang on?"""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from borderSim.errors import UserError

Folder = Annotated[Path, typer.Argument(help="The folder of a finished sweep.", show_default=False)]
Names = Annotated[
    list[str] | None, typer.Option("--indicator", help="An indicator of the sweep (repeatable); by default all.")
]
Months = Annotated[
    Literal["first_12", "last_12", "whole"] | None, typer.Option(help="Months to explain; by default the sweep's own.")
]
Effect = Annotated[
    bool | None,
    typer.Option("--difference/--level", help="The difference from the reference (by default where there is one)."),
]
Methods = Annotated[
    Literal["auto", "sobol", "morris", "pawn", "delta"], typer.Option(help="auto takes the one that the design is for.")
]
Statistics = Annotated[
    Literal["median", "mean", "spread"], typer.Option(help="What of a point's runs is explained; spread: middle 90.")
]
Rows = Annotated[
    Literal["points", "members"] | None,
    typer.Option(help="points: the sweep's axes; members: what the runs draw (default where no assumption varies)."),
]
Lang = Annotated[Literal["en", "es"], typer.Option(help="Language of the page.")]
Out = Annotated[Path | None, typer.Option(help="Folder of the page; by default DIR/sensitivity.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("sensitivity")(sensitivity)


def sensitivity(
    folder: Folder,
    indicator: Names = None,
    window: Months = None,
    difference: Effect = None,
    method: Methods = "auto",
    statistic: Statistics = "median",
    by: Rows = None,
    lang: Lang = "en",
    out: Out = None,
) -> None:
    """Say which input of a sweep matters, when, and in which direction; write a page, figures and tables."""
    from borderSim.analysis.sensitivity import Settings, rows_of, study
    from borderSim.report.sweeps.sensitivity import write_sensitivity_folder
    from borderSim.results.sweep_folder import open_sweep

    data = open_sweep(folder, indicator)
    if difference and not data.has_reference:
        raise UserError(f"{folder}: --difference needs a reference, and this sweep has none (use --level)")
    settings = Settings(
        window=window or data.window,  # type: ignore[arg-type]
        difference=data.has_reference if difference is None else difference,
        statistic=statistic,
        method=method,
        by=rows_of(data, by),
        seed=int(data.meta.get("seed", 0)),
    )
    studies = [study(data, name, settings) for name in indicator or data.indicators]
    command = shlex.join(["borderSim", *sys.argv[1:]])
    page = write_sensitivity_folder(data, studies, out or folder / "sensitivity", lang, command)
    typer.echo(str(page))
