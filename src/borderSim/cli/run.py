"""`borderSim run SCENARIO...`: run scenarios beside their references and write one folder with everything."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from borderSim.cli.given import given_scenarios
from borderSim.cli.long_run import check_folder, progress_bar
from borderSim.errors import UserError

if TYPE_CHECKING:
    from borderSim.experiment.run import RunOptions
    from borderSim.results.data import RunData
    from borderSim.scenario import Scenario

Files = Annotated[list[Path], typer.Argument(help="Scenario files; the first is compared with its own references.")]
Members = Annotated[int | None, typer.Option(help="Number of members (draws of what is uncertain).", min=1, max=100000)]
Seed = Annotated[int | None, typer.Option(help="Seed of all random numbers.", min=0)]
Jobs = Annotated[
    int | None, typer.Option(help="Processes to use, by default the cores; the numbers stay the same.", min=1, max=256)
]
Chunk = Annotated[int, typer.Option(help="Rows computed together; the numbers stay the same.", min=1, max=4096)]
Dtype = Annotated[Literal["float32", "float64"], typer.Option(help="float64 to verify.")]
Out = Annotated[Path, typer.Option(help="Folder that gets the run's own folder.")]
Lang = Annotated[Literal["en", "es"], typer.Option(help="Language of the report.")]
Parameters = Annotated[
    str | None, typer.Option(help="posterior, prior or the year of an earlier fit, for every scenario of the run.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
Boundaries = Annotated[Path | None, typer.Option(help="GeoJSON or TopoJSON of municipalities, keyed by P-code.")]
Store = Annotated[Literal["quantiles", "full"], typer.Option(help="full keeps municipal fields of every member.")]


def run(
    files: Files,
    members: Members = None,
    seed: Seed = None,
    parameters: Parameters = None,
    jobs: Jobs = None,
    chunk: Chunk = 256,
    dtype: Dtype = "float32",
    out: Out = Path("results"),
    lang: Lang = "en",
    as_json: AsJson = False,
    boundaries: Boundaries = None,
    store: Store = "quantiles",
) -> None:
    """Run scenarios, compare them with their references and write a report."""
    scenarios, pairs = chosen(files)
    scenarios = drawing_from(parameters, scenarios) if parameters else scenarios
    check_paths(out, boundaries)
    from borderSim.experiment.executors import cores
    from borderSim.experiment.run import RunOptions

    options = RunOptions(members, seed, jobs or cores(), chunk, dtype)
    data = computed(scenarios, pairs, options, quiet=as_json)
    folder = write(data, scenarios, out, lang, boundaries, full=store == "full", quiet=as_json)
    tell(data, folder, lang, as_json)


def drawing_from(parameters: str, scenarios: list[Scenario]) -> list[Scenario]:
    """The scenarios with their members drawn from another parameter set. Raises UserError for an unknown one."""
    from dataclasses import replace

    from borderSim.catalogue.posterior import check_choice

    try:
        name = check_choice(parameters)
    except ValueError as error:
        raise UserError(f"--parameters: {error}") from None
    return [replace(scenario, parameters=name) for scenario in scenarios]


def check_paths(out: Path, boundaries: Path | None) -> None:
    """Refuse, before minutes of work, a results folder that cannot be written and boundaries that cannot be read."""
    check_folder(out)
    if boundaries is None:
        return
    from borderSim.world.boundaries import load_boundaries

    try:
        load_boundaries(boundaries)
    except OSError as error:
        raise UserError(f"{error.filename or boundaries}: {error.strerror}") from None
    except ValueError as error:
        raise UserError(str(error)) from None


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("run")(run)


def chosen(files: list[Path]) -> tuple[list[Scenario], tuple[tuple[str, str], ...]]:
    """The scenarios to run and the pairs to compare, from the files named on the command line.

    One file is compared with the references that it names; several are compared with the first one's reference, and
    the first with the others.
    """
    from borderSim.scenario import references

    given = given_scenarios(files)
    names = [scenario.name for scenario in given]
    others = [s for s in references(given[0]) if s.name not in names]
    scenarios = [given[0], *others, *given[1:]] if len(given) == 1 or others else given
    return scenarios, _pairs(names, [s.name for s in others])


def _pairs(given: list[str], references: list[str]) -> tuple[tuple[str, str], ...]:
    first, *rest = given
    if not references:
        return tuple((name, first) for name in rest)
    against = [(name, references[0]) for name in given] + [(first, name) for name in references[1:]]
    return (*against, *((first, name) for name in rest))


def computed(
    scenarios: list[Scenario], pairs: tuple[tuple[str, str], ...], options: RunOptions, quiet: bool
) -> RunData:
    """The finished run, with a progress bar on the terminal unless ``quiet``."""
    from dataclasses import replace

    from borderSim.experiment.run import execute

    with progress_bar("members", quiet=quiet) as tell:
        data = execute(scenarios, options, tell)
    return replace(data, pairs=pairs) if pairs else data


def write(
    data: RunData,
    scenarios: list[Scenario],
    out: Path,
    lang: Literal["en", "es"],
    boundaries: Path | None,
    *,
    full: bool,
    quiet: bool,
) -> Path:
    """Numbers, comparison, figures, report and manifest in one folder that appears whole or not at all."""
    from borderSim.report.build import write_run

    if full and not quiet:
        from borderSim.results.store import full_size

        typer.echo(f"municipal fields of every member add {full_size(data) / 1e6:.0f} MB")
    return write_run(data, scenarios, out, lang, boundaries, full=full, command=_command())


def _command() -> str:
    return shlex.join(["borderSim", *sys.argv[1:]])


def tell(data: RunData, folder: Path, lang: Literal["en", "es"], as_json: bool) -> None:
    """The last words on the terminal: a short table and the report's path, or one JSON object."""
    from borderSim.report import summary

    if as_json:
        typer.echo(summary.as_json(data, folder, lang))
    else:
        summary.show(data, folder, lang)
