"""`borderSim discover DIR`: under which conditions does a policy fail or succeed, read from a finished sweep."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from borderSim.cli.run import Lang
from borderSim.errors import UserError, did_you_mean

if TYPE_CHECKING:
    from borderSim.analysis.discovery import Criterion
    from borderSim.results.sweep_data import SweepData

Folder = Annotated[Path, typer.Argument(help="The folder of a finished sweep.", show_default=False)]
Indicator = Annotated[str | None, typer.Option(help="The outcome; not needed where the sweep kept one.")]
Fails = Annotated[
    str | None, typer.Option(help='When a run fails: "above 50", "below 0", "highest 25%", "lowest 25%".')
]
Succeeds = Annotated[str | None, typer.Option(help="When a run succeeds, in the same words, instead of --fails.")]
Window = Annotated[Literal["first_12", "last_12", "whole"] | None, typer.Option(help="Months; by default the sweep's.")]
Difference = Annotated[
    bool | None,
    typer.Option("--difference/--level", help="Against the reference (default where there is one), or not."),
]
Option = Annotated[list[str] | None, typer.Option(help="AXIS=VALUE: only points at which a listed axis has a value.")]
Inputs = Annotated[str | None, typer.Option(help="Names of the only inputs to search, with commas.")]
MethodOf = Annotated[Literal["prim", "cart"], typer.Option(help="prim peels one box; cart grows a small tree.")]
By = Annotated[Literal["points", "members"], typer.Option(help="What a case is: every member, or each point's median.")]
Boxes = Annotated[int, typer.Option(help="Boxes to look for, each outside the earlier ones.", min=1, max=5)]
Step = Annotated[int | None, typer.Option("--box", help="Show this step of the first trajectory, as it is.", min=0)]
WithCases = Annotated[bool, typer.Option("--cases", help="Also write cases.csv, one line for each case.")]
Out = Annotated[Path | None, typer.Option(help="Folder for the results; by default DIR/discover.")]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("discover")(discover)


def discover(
    folder: Folder,
    indicator: Indicator = None,
    fails: Fails = None,
    succeeds: Succeeds = None,
    window: Window = None,
    difference: Difference = None,
    option: Option = None,
    inputs: Inputs = None,
    method: MethodOf = "prim",
    by: By = "members",
    boxes: Boxes = 1,
    box: Step = None,
    cases: WithCases = False,
    out: Out = None,
    lang: Lang = "en",
) -> None:
    """Find the conditions under which a policy fails or succeeds; write a page, figures and tables."""
    criterion, fixed = _criterion(fails, succeeds), _fixed(option or [])
    from borderSim.analysis.discovery import Question
    from borderSim.analysis.discovery import discover as search
    from borderSim.report.sweeps.discover import findings, write_discovery
    from borderSim.results.sweep_folder import open_sweep

    data = open_sweep(folder)
    wanted = tuple(name.strip() for name in (inputs or "").split(",") if name.strip())
    question = Question(
        _indicator(data, indicator), criterion, succeeds is not None, window or data.window,
        _difference(data, difference), by, fixed, wanted,
    )  # fmt: skip
    result = search(data, question, method, boxes, box)
    command = shlex.join(["borderSim", *sys.argv[1:]])
    page = write_discovery(result, data, out or folder / "discover", lang, command, cases=cases)
    for line in findings(result, "en"):
        typer.echo(line)
    typer.echo(str(page))


def _criterion(fails: str | None, succeeds: str | None) -> Criterion:
    """The criterion of exactly one of the two options."""
    from borderSim.analysis.discovery import read_criterion

    text = succeeds if fails is None else fails
    if text is None or (fails is not None and succeeds is not None):
        raise UserError('say either --fails or --succeeds, for example --fails "below 0"')
    try:
        return read_criterion(text)
    except UserError as error:
        raise UserError(f"--{'succeeds' if fails is None else 'fails'} {error}") from None


def _fixed(options: list[str]) -> dict[str, str]:
    """The fixed axes, AXIS=VALUE each."""
    wrong = [f"--option {text}: write AXIS=VALUE" for text in options if not all(text.partition("="))]
    if wrong:
        raise UserError(*wrong)
    pairs = [(name.strip(), value.strip()) for name, _, value in (text.partition("=") for text in options)]
    if len(dict(pairs)) < len(pairs):
        raise UserError("--option: an axis is given twice")
    return dict(pairs)


def _indicator(data: SweepData, name: str | None) -> str:
    """The indicator asked for, or the only one."""
    if name is None and len(data.indicators) == 1:
        return data.indicators[0]
    if name is None:
        raise UserError(f"--indicator: which of {', '.join(data.indicators)}?")
    if name not in data.indicators:
        kept = f"the sweep kept {', '.join(data.indicators)}"
        raise UserError(f"--indicator {name}: {kept}{did_you_mean(name, data.indicators)}")
    return name


def _difference(data: SweepData, wanted: bool | None) -> bool:
    """The difference where it is wanted, or where nothing is said and there is a reference."""
    if wanted and not data.has_reference:
        raise UserError("--difference: this sweep has no reference (its scenario has no compare_with)")
    return data.has_reference if wanted is None else wanted
