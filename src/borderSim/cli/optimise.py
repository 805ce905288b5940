"""`borderSim optimise FILE`: which packages of levers are not beaten on every aim?"""

from __future__ import annotations

import shlex
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from borderSim.cli.run import Jobs, Lang, Members, Out, Seed, check_paths

if TYPE_CHECKING:
    from borderSim.optimise.front import Front
    from borderSim.optimise.packages import Packages
    from borderSim.scenario.optimise import Search

File = Annotated[Path, typer.Argument(help="A search file (optimisations/*.yaml).", show_default=False)]
Population = Annotated[int | None, typer.Option(help="Packages in each generation.", min=2, max=1000)]
Generations = Annotated[int | None, typer.Option(help="Generations, the first one too.", min=2, max=1000)]
CheckMembers = Annotated[
    int | None,
    typer.Option(help="Members that the search does not see, for the check; by default twice as many.", min=1),
]
TWICE = 2


def optimise(
    file: File,
    population: Population = None,
    generations: Generations = None,
    members: Members = None,
    check_members: CheckMembers = None,
    seed: Seed = None,
    jobs: Jobs = None,
    out: Out = Path("results"),
    lang: Lang = "en",
) -> None:
    """Search for packages of levers that no other beats on every aim; check them with other runs; write a page."""
    from borderSim.cli.costs import last_count
    from borderSim.extras import optional
    from borderSim.scenario.optimise import load_search

    search = _asked(load_search(file), population, generations, members, seed)
    check_paths(out, None)
    optional("pymoo", "analysis")
    from borderSim.experiment.executors import cores
    from borderSim.optimise.packages import Packages
    from borderSim.report.sweeps.optimise import write_optimise

    migrants = last_count()[0]
    extra = check_members or TWICE * search.scenario.members
    most, many = search.population * search.generations, search.scenario.members
    typer.echo(f"at most {most:,} packages x {many:,} members, then the front with {extra:,} members more")
    front = _searched(Packages(search, migrants, jobs or cores()), extra)
    folder = write_optimise(front, out, lang, migrants, shlex.join(["borderSim", *sys.argv[1:]]))
    typer.echo(f"{len(front)} packages of {front.tried}; {int(front.stands.sum())} stand in the check")
    typer.echo(str(folder / "report.html"))


def _asked(
    search: Search, population: int | None, generations: int | None, members: int | None, seed: int | None
) -> Search:
    """The search with what the command line sets in place of the file."""
    many, key = members or search.scenario.members, search.scenario.seed if seed is None else seed
    return replace(
        search,
        scenario=replace(search.scenario, members=many, seed=key),
        reference=replace(search.reference, members=many, seed=key),
        population=population or search.population,
        generations=generations or search.generations,
    )


def _searched(packages: Packages, check_members: int) -> Front:
    """The front, with a bar that counts generations."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from borderSim.optimise.front import optimise as run

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task("generations", total=packages.search.generations)

        def progress(done: int, total: int) -> None:
            bar.update(task, completed=done, description="generations" if done < total else "check")

        return run(packages, check_members, progress)


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("optimise")(optimise)
