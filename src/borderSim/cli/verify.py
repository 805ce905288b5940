"""`borderSim verify RUN`: make a finished run again and say whether its numbers match."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from borderSim.errors import RunError, UserError

if TYPE_CHECKING:
    from borderSim.results.data import RunData
    from borderSim.results.manifest import VerifyReport
    from borderSim.results.store import Results

Run = Annotated[Path, typer.Argument(help="The folder of a finished run.")]
Jobs = Annotated[int, typer.Option(help="Processes to use; the numbers stay the same.", min=1, max=256)]


def verify(run: Run, jobs: Jobs = 1) -> None:
    """Run again from the stored scenario and seed, compare numbers and files; exit 3 when they do not match."""
    from borderSim.results.manifest import verify as compare
    from borderSim.results.store import open_run

    if not (run / "manifest.json").is_file():
        raise UserError(f"{run}: no manifest.json here; give the folder of a finished run")
    report = compare(run, lambda: again(open_run(run), jobs))
    for line in lines(report):
        typer.echo(line)
    if not report.ok:
        raise RunError("the run could not be made again as it is stored")


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("verify")(verify)


def again(stored: Results, jobs: int) -> RunData:
    """The run made again from its own folder: the stored scenarios, seed, members and dtype."""
    from borderSim.experiment.run import RunOptions, execute
    from borderSim.scenario import load_scenario

    scenarios = [load_scenario(stored.path / item["file"]) for item in stored.manifest["scenarios"]]
    meta = stored.data.meta
    options = RunOptions(len(stored.data.members), int(meta["seed"]), jobs, dtype=str(meta["dtype"]))
    return execute(scenarios, options)


def lines(report: VerifyReport) -> list[str]:
    """What a person reads: one line per finding, the outcome last."""
    said = [f"changed or missing: {name}" for name in report.files_changed]
    said += [f"{name} differs from what made the run" for name in report.sources_changed]
    said += [f"{name}: the fitted parameter set is not the one that made the run" for name in report.parameters_changed]
    said += [f"numbers differ: {name}" for name in report.indicators_differ]
    outcome = "matches" if report.ok else "does not match"
    return [*said, f"{outcome}; largest relative difference of a national number: {report.largest_difference:.1g}"]
