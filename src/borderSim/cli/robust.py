"""`borderSim robust DIR`: which option of a finished sweep is never far from the best."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from borderSim.cli.run import Lang, check_paths

Folder = Annotated[Path, typer.Argument(help="The folder of a finished sweep.", show_default=False)]
Wanted = Annotated[
    list[str] | None, typer.Option("--indicator", help="NAME=low or NAME=high: an outcome and what is wanted of it.")
]
Wants = Annotated[
    list[str] | None,
    typer.Option("--want", help="'NAME below 30', 'NAME above 2', 'NAME lower by 5', 'NAME higher by 5': enough."),
]
WindowOption = Annotated[
    Literal["first_12", "last_12", "whole"] | None, typer.Option(help="Months to judge; the sweep's own by default.")
]
Difference = Annotated[
    bool | None,
    typer.Option(
        "--difference/--level", help="Measure the change from the reference, or the level.", show_default=False
    ),
]
Worst = Annotated[str, typer.Option(help="The share of worst futures to look at.")]
Near = Annotated[str, typer.Option(help="Near the best: a regret up to this share of what the choice changes.")]
OutFolder = Annotated[Path | None, typer.Option("--out", help="Folder to write, DIR/robust by default.")]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("robust")(robust)


def robust(
    folder: Folder,
    indicator: Wanted = None,
    want: Wants = None,
    window: WindowOption = None,
    worst: Worst = "5%",
    near: Near = "10%",
    difference: Difference = None,
    lang: Lang = "en",
    out: OutFolder = None,
) -> None:
    """Compare the options of a sweep over its futures: regret, good enough, worst futures, and whether ranks hold."""
    from borderSim.analysis.robust_goals import difference_of, read_goals, share_of
    from borderSim.analysis.robust_resample import Settings, robustness
    from borderSim.report.sweeps.robust import write_robust
    from borderSim.report.sweeps.robust_names import Story
    from borderSim.report.sweeps.robust_text import findings
    from borderSim.results.sweep_folder import open_sweep

    data = open_sweep(folder)
    goals, wants = read_goals(indicator or [], want or [], data.indicators)
    settings = Settings(
        window or data.window,
        difference_of(data, difference),
        share_of("--worst", worst, 0.5),
        share_of("--near", near, 1),
    )
    found = robustness(data, goals, wants, settings)
    place = out or folder / "robust"
    check_paths(place.parent, None)
    page = write_robust(found, data, place, lang, shlex.join(["borderSim", *sys.argv[1:]]))
    for finding in findings(Story(found, data, "en")):
        typer.echo(finding)
    typer.echo(str(page))
