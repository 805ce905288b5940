"""`borderSim hindcast`: run the past again from what was known at a date, and compare with what came."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from borderSim.cli.dates import period_end
from borderSim.cli.long_run import check_replaced, progress_bar
from borderSim.cli.past.words import said
from borderSim.errors import UserError, did_you_mean

if TYPE_CHECKING:
    from borderSim.catalogue.posterior import Posterior
    from borderSim.cli.past.output import Made
    from borderSim.hindcast.forecast import Samples
    from borderSim.hindcast.run import HindcastOptions

FIRST, LAST = date(2014, 1, 31), date(2025, 12, 31)
"""Two years are needed for the base of homicides; the forecast ends with 2025."""
WHY = ", the record and two years before"
Until = Annotated[str | None, typer.Option(help="Last day of which anything is known (YYYY[-MM[-DD]]).")]
Out = Annotated[Path | None, typer.Option(help="Folder to write; by default results/hindcast-DATE-HASH.")]
Members = Annotated[int, typer.Option(help="Number of members (draws of what is uncertain).", min=2, max=100000)]
Seed = Annotated[int, typer.Option(help="Seed of all random numbers.", min=0)]
Jobs = Annotated[
    int | None, typer.Option(help="Processes to use, by default the cores; the numbers stay the same.", min=1, max=256)
]
Parameters = Annotated[
    str,
    typer.Option(help="posterior, prior, the year of a packaged fit, or the .csv that `borderSim calibrate` wrote."),
]
Oil = Annotated[
    Literal["imposed", "endogenous"], typer.Option(help="Oil output after the date: as recorded, or the model's own.")
]
Lang = Annotated[Literal["en", "es"], typer.Option(help="Language of the figures and of the summary.")]


def hindcast(
    until: Until = None,
    out: Out = None,
    members: Members = 200,
    seed: Seed = 1,
    jobs: Jobs = None,
    parameters: Parameters = "posterior",
    oil: Oil = "imposed",
    lang: Lang = "en",
) -> None:
    """Run 2012 to 2025 with what was known at a date: forecast, scores against later counts, figures."""
    day = None if until is None else period_end(until, FIRST, LAST, WHY)
    posterior = chosen_set(parameters, day)
    day = day or (date.fromisoformat(posterior.until) if posterior else LAST)
    from borderSim.cli.past import output
    from borderSim.experiment.executors import cores
    from borderSim.hindcast.run import HindcastOptions

    options = HindcastOptions(day, posterior, members, seed, jobs or cores(), oil == "imposed")
    folder = out or Path("results") / output.folder_name(options)
    check_out(folder)
    if posterior is None and parameters == "posterior":
        typer.echo(said("no_set", lang, day=day))
    made = computed(options)
    output.write(made, folder, lang)
    output.show(made, folder, lang)


def chosen_set(choice: str, until: date | None) -> Posterior | None:
    """The parameter set of a choice for a cut-off; None is the prior.

    Raises UserError for an unknown set, with the nearest names, and for one that knows a later day than the cut-off.
    """
    from borderSim.catalogue.posterior import POSTERIOR, PRIOR, packaged, posterior, read_posterior
    from borderSim.hindcast.rolling import set_at

    if choice == PRIOR:
        return None
    if choice == POSTERIOR:
        return set_at(until or LAST)
    names = (POSTERIOR, PRIOR, *packaged())
    if choice not in packaged() and not _is_file(choice):
        near = did_you_mean(choice, names) or f"; there are {', '.join(names)}, or the path of a .csv"
        raise UserError(f"--parameters {choice[:60]}: no such parameter set{near}")
    found = posterior(choice) if choice in packaged() else read_posterior(Path(choice))
    if until is not None and found.until > until.isoformat():
        raise UserError(f"--parameters {choice}: knows counts up to {found.until}, later than --until {until}")
    return found


def _is_file(choice: str) -> bool:
    return choice.endswith(".csv") or os.sep in choice


def check_out(folder: Path) -> None:
    """Refuse, before a minute of work, a folder that cannot be written or that holds something else."""
    check_replaced(folder, _is_hindcast, "a hindcast")


def _is_hindcast(folder: Path) -> bool:
    """Whether the folder is that of an earlier hindcast, which gives way to a new one."""
    try:
        about = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return False
    return isinstance(about, dict) and about.get("kind") == "hindcast"


def computed(options: HindcastOptions) -> Made:
    """The finished hindcast, with a progress bar on the terminal."""
    from time import perf_counter

    from borderSim.cli.past.output import Made
    from borderSim.hindcast.later import sound
    from borderSim.hindcast.run import hindcast as run

    start = perf_counter()
    with progress_bar("hindcast") as tell:
        samples: Samples = run(options, tell)
    kept, left_out = sound(samples)
    return Made(options, kept, left_out, perf_counter() - start)


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("hindcast")(hindcast)
