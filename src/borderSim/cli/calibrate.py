"""`borderSim calibrate`: fit the parameters to the record and write the posterior with its diagnostics."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from borderSim.cli.dates import period_end
from borderSim.cli.levers import Lang, language_of
from borderSim.cli.run import check_paths

if TYPE_CHECKING:
    from borderSim.calibration.diagnostics import Check, Learnt
    from borderSim.calibration.fit import Fit
    from borderSim.catalogue.posterior import Posterior

FIRST = date(2014, 12, 31)
"""Earlier there is next to nothing to fit."""
SHOWN = 12
"""Parameters that the terminal lists; parameters.csv has all."""
LEAST_MEMBERS = 20
"""With fewer, every correlation passes for chance."""
Until = Annotated[str | None, typer.Option(help="Use only what was counted up to this date (YYYY[-MM[-DD]]).")]
Members = Annotated[int, typer.Option(help="Size of the ensemble.", min=LEAST_MEMBERS, max=100000)]
Steps = Annotated[int, typer.Option(help="Steps of the smoother.", min=1, max=50)]
Seed = Annotated[int, typer.Option(help="Seed of all random numbers.", min=0)]
Jobs = Annotated[int | None, typer.Option(help="Processes, by default the cores; the numbers stay the same.", min=1)]
Variables = Annotated[str, typer.Option(help="Variables of the record to fit, with commas; all by default.")]
Only = Annotated[str, typer.Option(help="Parameters that may move, with commas; all by default.")]
Out = Annotated[Path, typer.Option(help="Folder that gets the calibration's own folder.")]


def calibrate(
    until: Until = None,
    members: Members = 400,
    steps: Steps = 6,
    seed: Seed = 1,
    jobs: Jobs = None,
    variables: Variables = "",
    only: Only = "",
    out: Out = Path("results"),
    lang: Lang = "en",
) -> None:
    """Fit the parameters to what was counted; `borderSim hindcast --parameters FILE` runs the result."""
    language = language_of(lang)
    check_paths(out, None)
    from borderSim.calibration.diagnostics import check, learnt
    from borderSim.calibration.fit import LAST, FitOptions, fit
    from borderSim.calibration.folder import posterior_of, write_fit
    from borderSim.experiment.executors import cores

    began = time.perf_counter()
    day = LAST if until is None else period_end(until, FIRST, LAST)
    options = FitOptions(day, members, steps, min(128, members), seed=seed, jobs=jobs or cores(),
                         only=listed(only), variables=listed(variables))  # fmt: skip
    done = fit(options, lambda line: typer.echo(line, err=True))
    posterior = posterior_of(done, name_of(day))
    rows, checked = list(learnt(done, posterior)), check(done)
    folder = write_fit(out, done, posterior, rows, checked, language)
    for line in said(done, posterior, rows, checked):
        typer.echo(line)
    typer.echo(f"{time.perf_counter() - began:.0f} s; {folder}")


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("calibrate")(calibrate)


def said(fit: Fit, posterior: Posterior, rows: list[Learnt], check: Check) -> list[str]:
    """What a person reads: how well the counts are met, what was learnt and what was not."""
    import numpy as np

    before, after = (float(np.median(fit.misfits()[step])) for step in (0, -1))
    other = float(np.median(check.misfit))
    lines = [
        f"misfit per count (1 is what the errors allow for): prior {before:.2f}, posterior {after:.2f}, "
        f"with other chance {other:.2f}",
        f"{len(posterior.informed)} of {len(fit.space.names)} parameters clearly informed by {len(fit.counts)} counts "
        f"up to {posterior.until}; all others keep their prior or nearly so",
        "most informed (overlap of prior and posterior, 1 = nothing learnt):",
    ]
    shown = [row for row in rows if row.informed][:SHOWN]
    lines += [
        f"  {row.parameter}: {_band(row.prior)} -> {_band(row.posterior)}, overlap {row.overlap:.2f}" for row in shown
    ]
    return lines


def _band(values: tuple[float, ...]) -> str:
    low, middle, high = values
    return f"{middle:.3g} [{low:.3g}, {high:.3g}]"


def listed(text: str) -> tuple[str, ...]:
    """Names with commas between them."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def name_of(day: date) -> str:
    """The name of a posterior: its cut-off."""
    return f"until-{day.isoformat()}"
