"""`borderSim sweep FILE`: run a scenario over every pair of values of two levers and draw what changes."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from borderSim.cli.run import Chunk, Jobs, Lang, Members, Out, Seed, check_paths

File = Annotated[Path, typer.Argument(help="A sweep file (sweeps/*.yaml).", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("sweep")(sweep)


def sweep(
    file: File,
    members: Members = None,
    seed: Seed = None,
    jobs: Jobs = None,
    chunk: Chunk = 256,
    out: Out = Path("results"),
    lang: Lang = "en",
) -> None:
    """Run every point of a sweep beside the scenario's reference; write points.csv, figures and a page."""
    from borderSim.scenario.sweep import load_sweep

    loaded = load_sweep(file)
    check_paths(out, None)
    from rich.progress import Progress

    from borderSim.experiment.executors import cores
    from borderSim.experiment.run import RunOptions
    from borderSim.experiment.sweep import run_sweep
    from borderSim.report.sweep import write_sweep

    with Progress(transient=True) as bar:
        task = bar.add_task("members", total=None)
        options = RunOptions(members, seed, jobs or cores(), chunk)
        data = run_sweep(loaded, options, lambda done, total: bar.update(task, completed=done, total=total))
    folder = write_sweep(data, loaded, out, lang, shlex.join(["borderSim", *sys.argv[1:]]))
    typer.echo(str(folder / "report.html"))
