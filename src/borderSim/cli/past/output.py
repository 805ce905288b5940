"""What `borderSim hindcast` writes and prints: forecast, scores, figures and manifest in one folder, and a summary."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import pandas as pd
import typer

from borderSim import __version__
from borderSim.cli.past.words import said
from borderSim.errors import UserError
from borderSim.fingerprint import PACKAGE, sha256
from borderSim.hindcast.forecast import Samples
from borderSim.hindcast.later import score_table
from borderSim.hindcast.run import HindcastOptions
from borderSim.hindcast.table import forecast_table
from borderSim.results.folder import run_folder
from borderSim.results.manifest import git_revision, platform_class, sources, versions

Lang = Literal["en", "es"]
TABLES = PACKAGE / "data" / "observed"


@dataclass(frozen=True)
class Made:
    """A finished hindcast: samples of the members that count, positions of those that were ``left_out``, seconds."""

    options: HindcastOptions
    samples: Samples
    left_out: tuple[int, ...]
    seconds: float

    @cached_property
    def forecast(self) -> pd.DataFrame:
        """The rows of forecast.csv."""
        return forecast_table(self.samples)

    @cached_property
    def scores(self) -> pd.DataFrame:
        """The rows of scores.csv."""
        return score_table(self.samples)


def folder_name(options: HindcastOptions) -> str:
    """A name that repeats when everything repeats, and differs otherwise."""
    key = json.dumps([described(options), sources()], sort_keys=True)
    return f"hindcast-{options.until.isoformat()}-{sha256(key.encode())[:8]}"


def described(options: HindcastOptions) -> dict[str, Any]:
    """What decides the numbers of a hindcast, besides code and tables."""
    fitted = options.posterior
    parameters = (
        {"set": "prior"} if fitted is None else {"set": fitted.name, "until": fitted.until, "sha256": fitted.digest}
    )
    oil = "imposed" if options.oil_imposed else "endogenous"
    plain = {"seed": options.seed, "members": options.members, "oil": oil}
    return {"until": options.until.isoformat(), "parameters": parameters, **plain}


def write(made: Made, final: Path, lang: Lang) -> None:
    """Fill the folder, which appears whole or not at all."""
    from borderSim.cli.past.figures import figures
    from borderSim.report.style import save

    try:
        with run_folder(final) as folder:
            made.forecast.to_csv(folder / "forecast.csv", index=False, float_format="%.6g")
            made.scores.to_csv(folder / "scores.csv", index=False, float_format="%.6g")
            (folder / "figures").mkdir()
            for name, figure in figures(made.forecast, made.options, footer(made, lang), lang):
                save(figure, folder / "figures" / name)
            _manifest(made, folder, lang)
    except OSError as error:
        raise UserError(f"{error.filename or final}: {error.strerror}") from None


def _manifest(made: Made, folder: Path, lang: Lang) -> None:
    files = sorted(item for item in folder.rglob("*") if item.is_file())
    about = {
        "kind": "hindcast",
        **described(made.options),
        "left_out": list(made.left_out),
        "language": lang,
        "version": __version__,
        "git": git_revision(),
        "command": shlex.join(["borderSim", *sys.argv[1:]]),
        "observations": {path.name: sha256(path.read_bytes()) for path in sorted(TABLES.glob("*.csv"))},
        "sources": sources(),
        "libraries": versions(),
        "platform": platform_class(),
        "seconds": round(made.seconds, 1),
        "files": {item.relative_to(folder).as_posix(): sha256(item.read_bytes()) for item in files},
    }
    (folder / "manifest.json").write_text(json.dumps(about, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def set_words(options: HindcastOptions, lang: Lang) -> str:
    """Which parameter set, and what it knows."""
    fitted = options.posterior
    if fitted is None:
        return said("parameters", lang, name=said("prior", lang))
    return said("parameters", lang, name=said("set", lang, name=fitted.name, day=fitted.until))


def footer(made: Made, lang: Lang) -> str:
    """The line under each figure."""
    options = made.options
    numbers = {"version": __version__, "members": options.members - len(made.left_out), "seed": options.seed}
    line = said("footer", lang, parameters=set_words(options, lang), **numbers)
    return line if options.oil_imposed else f"{line} {said('oil', lang)}."


def show(made: Made, folder: Path, lang: Lang) -> None:
    """Print a short table, how many later counts lie in the bands, and the folder's place."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from borderSim.cli.past.summary import COLUMNS, rows

    console = Console(markup=False)
    console = console if console.is_terminal else Console(markup=False, width=160)
    title = said("title", lang, day=made.options.until.isoformat())
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    for column in COLUMNS:
        table.add_column(said(column, lang), overflow="fold")
    for row in rows(made.samples, lang):
        table.add_row(*row)
    console.print(table)
    for line in lines(made, lang):
        typer.echo(line)
    typer.echo(said("written", lang, folder=folder))


def lines(made: Made, lang: Lang) -> Iterator[str]:
    """The lines under the table."""
    yield f"{set_words(made.options, lang)}."
    if not made.options.oil_imposed:
        yield f"{said('oil', lang)}."
    if made.left_out:
        yield said("left_out", lang, n=len(made.left_out), members=made.options.members)
    scores = made.scores
    if scores.empty:
        yield said("no_counts", lang)
        return
    inner, outer = int(scores["inside50"].sum()), int(scores["inside90"].sum())
    yield said("coverage", lang, n=len(scores), inner=inner, outer=outer)
    if scores["crps"].isna().all():
        yield said("no_crps", lang)
