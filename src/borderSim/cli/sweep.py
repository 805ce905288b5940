"""`borderSim sweep FILE`: run every point of a sweep; `borderSim sweep status DIR`: how far it is."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from borderSim.cli.run import AsJson, Jobs, Lang, Members, Out, Seed, check_paths
from borderSim.errors import RunError, UserError

if TYPE_CHECKING:
    from borderSim.sweeps.plan import Plan
    from borderSim.sweeps.runner import Done, Team

File = Annotated[Path, typer.Argument(help="A sweep file (sweeps/*.yaml).", show_default=False)]
Folder = Annotated[Path, typer.Argument(help="The folder of a sweep.", show_default=False)]
Dask = Annotated[
    str | None, typer.Option(help="local:N for N workers here, or the address of a Dask scheduler.", show_default=False)
]
Lanes = Annotated[int, typer.Option("--chunk", help="Runs in a block of work.", min=1, max=4096)]
Number = Annotated[int, typer.Argument(help="The number of a point, from 1.", min=1, show_default=False)]
OfReference = Annotated[bool, typer.Option("--reference", help="The point's reference instead.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what it would take, and run nothing.")]
INTERRUPTED = 130


class RunByDefault(TyperGroup):
    """A group of commands in which a first word that is none of them is an argument of `run`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `run` in front of what names no command."""
        if args and args[0] not in {*self.commands, "--help", "-h"}:
            args = ["run", *args]
        return super().parse_args(ctx, args)


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    group = typer.Typer(cls=RunByDefault, no_args_is_help=True, help="Many points at once: borderSim sweep FILE.")
    group.command("run")(sweep)
    group.command("status")(show_status)
    group.command("point")(show_point)
    app.add_typer(group, name="sweep")


def sweep(
    file: File,
    members: Members = None,
    seed: Seed = None,
    jobs: Jobs = None,
    dask: Dask = None,
    chunk: Lanes = 256,
    out: Out = Path("results"),
    lang: Lang = "en",
    dry_run: DryRun = False,
) -> None:
    """Run every point of a sweep, with the same members; the same command goes on after any stop."""
    from borderSim.scenario.sweep import load_sweep

    loaded = load_sweep(file)
    check_paths(out, None)
    from borderSim.experiment.executors import cores
    from borderSim.sweeps.plan import plan_of
    from borderSim.sweeps.runner import Team

    plan = plan_of(loaded, members, seed, chunk, command=shlex.join(["borderSim", *sys.argv[1:]]))
    team = Team(jobs or cores(), dask)
    if dry_run:
        _tell_estimate(plan, team)
        return
    folder = out / f"sweep-{loaded.name}"
    done = _run(plan, folder, team)
    if done.found:
        typer.echo(f"{done.found} blocks were there, {done.computed} were computed")
    typer.echo(str(_show(folder, lang)))


def _show(folder: Path, lang: Literal["en", "es"]) -> Path:
    """Tables and page of a finished store; the page's path."""
    from borderSim.analysis.sweep_files import write_indicators, write_points
    from borderSim.report.sweeps.sweep import write_sweep_page
    from borderSim.results.sweep_folder import open_sweep

    data = open_sweep(folder)
    try:
        write_points(data, folder / "points.csv")
        write_indicators(data, folder / "indicators.parquet")
        return write_sweep_page(data, folder, lang)
    except OSError as error:
        what = f"{error.filename or folder}: {error.strerror or error}"
        raise RunError(f"{what}; all numbers are kept, the same command writes the page") from error


def _run(plan: Plan, folder: Path, team: Team) -> Done:
    """Run with a bar on the terminal: points done, points a second, time left. An interrupt keeps what is finished."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from borderSim.sweeps.runner import run_plan

    share = len(plan.design.values) / plan.lanes
    columns = (
        TextColumn("points"),
        BarColumn(),
        TextColumn("{task.completed:,.0f}/{task.total:,.0f}"),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task("points", total=len(plan.design.values), rate="")

        def tell(done: int, total: int) -> None:
            speed = bar.tasks[0].speed
            bar.update(task, completed=done * share, rate=f"{speed:.1f}/s" if speed else "")

        try:
            return run_plan(plan, folder, team, tell)
        except KeyboardInterrupt:
            bar.stop()
            kept = bar.tasks[0].completed
            typer.echo(f"stopped; {kept:,.0f} of {bar.tasks[0].total:,.0f} points are kept in {folder}", err=True)
            typer.echo("the same command goes on from there", err=True)
            raise typer.Exit(INTERRUPTED) from None


def show_point(file: File, number: Number, reference: OfReference = False) -> None:
    """Print the scenario of a point, ready for `borderSim run`: where the numbers of the point come from."""
    from borderSim.scenario import resolved
    from borderSim.scenario.resolve import to_yaml
    from borderSim.scenario.sweep import load_sweep
    from borderSim.sweeps.design import design_of, reference_of, scenario_of

    loaded = load_sweep(file)
    values = design_of(loaded).values
    if number > len(values):
        raise UserError(f"{file} has {len(values):,} points; there is no point {number:,}")
    row = values[number - 1]
    scenario = reference_of(loaded, row, number) if reference else scenario_of(loaded, row, number)
    if scenario is None:
        raise UserError(f"{file} has no reference")
    typer.echo(to_yaml({**resolved(scenario), "name": scenario.name.replace("/", "-")}), nl=False)


def _tell_estimate(plan: Plan, team: Team) -> None:
    from borderSim.sweeps.estimate import estimate

    found = estimate(plan, team.jobs)
    memory = "not known on this system" if found.memory is None else f"{found.memory / 1e9:.1f} GB"
    for name, value in (
        ("points", f"{found.points:,}, with their references {found.cases:,} different cases"),
        ("members", f"{found.members:,} at each, {found.cases * found.members:,} runs of {found.months} months"),
        ("cells", f"{found.cells:.3g} (run, month, place), {found.cells_before:.3g} more on the way to the start"),
        ("blocks", f"{found.blocks:,}"),
        ("time", f"about {_duration(found.seconds)} with --jobs {found.jobs} (from a short probe)"),
        ("memory", f"about {memory}"),
        ("disk", f"about {found.disk / 1e6:,.0f} MB"),
    ):
        typer.echo(f"{name:8} {value}")


def _duration(seconds: float) -> str:
    if seconds < 100:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 6000 else f"{seconds / 3600:.1f} hours"


def show_status(folder: Folder, as_json: AsJson = False) -> None:
    """How far a sweep is: points done, rate, time left."""
    from dataclasses import asdict

    from borderSim.sweeps.status import status

    found = status(folder)
    if as_json:
        typer.echo(json.dumps(asdict(found)))
        return
    points = found.points * found.lanes_done / found.lanes
    typer.echo(f"{found.name}: {points:,.0f} of {found.points:,} points, block {found.blocks_done} of {found.blocks}")
    if found.blocks_done == found.blocks:
        typer.echo("finished")
    elif found.running:
        rate = found.rate and f"{found.rate * found.points / found.lanes:.2g} points a second"
        left = found.left is not None and f"{_duration(found.left)} left"
        typer.echo(f"running: {rate}, {left}" if rate else "running")
    else:
        typer.echo("nobody is working on it; the command that made it goes on from here")
