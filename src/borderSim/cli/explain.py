"""`borderSim explain`: causal chains in words, and the causal-loop diagram as a picture."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Annotated

import typer

from borderSim.catalogue import Language
from borderSim.cli.levers import language_of
from borderSim.errors import UserError

Name = Annotated[
    str | None, typer.Argument(help="A lever, an indicator, a variable, or a link: 'cause->effect' or its id.")
]
Lang = Annotated[str, typer.Option("--lang", help="Language: en or es.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
Depth = Annotated[int, typer.Option("--depth", help="Links of a chain to follow.", min=1, max=6)]
Graph = Annotated[bool, typer.Option("--graph", help="Draw the causal-loop diagram instead.")]
Out = Annotated[Path, typer.Option("--out", help="File for the diagram: .svg, .png or .pdf.")]
OneLever = Annotated[str | None, typer.Option("--lever", help="Draw only what this lever moves.")]
OneIndicator = Annotated[str | None, typer.Option("--indicator", help="Draw only what moves this indicator.")]
Folder = Annotated[Path, typer.Option("--scenarios", help="Folder of scenario files to look through.")]
SUFFIXES = (".svg", ".png", ".pdf")
WIDE = 118
"""Characters of a line at most."""


def explain(
    name: Name = None,
    lang: Lang = "en",
    as_json: AsJson = False,
    depth: Depth = 3,
    graph: Graph = False,
    out: Out = Path("causal-links.svg"),
    lever: OneLever = None,
    indicator: OneIndicator = None,
    scenarios: Folder = Path("scenarios"),
) -> None:
    """Say what a lever moves, what moves an indicator, and what a causal link rests on; or draw all of it."""
    language = language_of(lang)
    if graph or lever or indicator:
        draw(name, lever, indicator, depth, language, out)
    elif name is None:
        show_names(language, as_json)
    else:
        show(name, depth, scenarios, language, as_json)


def show(name: str, depth: int, scenarios: Path, language: Language, as_json: bool) -> None:
    """Print one explanation."""
    from borderSim.explain import explain as explained
    from borderSim.explain.text import lines, wrapped

    found = explained(name, depth, scenarios)
    if as_json:
        typer.echo(json.dumps(found.as_dict(), ensure_ascii=False, indent=1))
    else:
        width = min(shutil.get_terminal_size((WIDE, 0)).columns, WIDE)
        typer.echo("\n".join(wrapped(lines(found, language), width)))


def show_names(language: Language, as_json: bool) -> None:
    """Print what can be explained."""
    from borderSim.explain import known_names
    from borderSim.explain.text import listing

    typer.echo(json.dumps(known_names(), indent=1) if as_json else "\n".join(listing(language)))


def draw(name: str | None, lever: str | None, indicator: str | None, depth: int, language: Language, out: Path) -> None:
    """Write the diagram, or the part of it that a lever, an indicator or a name is about."""
    if out.suffix.casefold() not in SUFFIXES:
        raise UserError(f"--out {out}: the diagram is written as {', '.join(SUFFIXES)}")
    if not out.parent.is_dir():
        raise UserError(f"--out {out}: there is no folder {out.parent}")
    given = [one for one in (name, lever, indicator) if one]
    if len(given) > 1:
        raise UserError(f"--graph draws one thing at a time, not {' and '.join(given)}")
    _check_kind(lever, "lever")
    _check_kind(indicator, "indicator")
    from borderSim.explain.draw import write_graph

    write_graph(given[0] if given else None, depth, language, out)
    typer.echo(str(out))


def _check_kind(name: str | None, kind: str) -> None:
    from borderSim.explain import find

    if name and find(name).kind != kind:
        raise UserError(f"{name} is not a {kind}; borderSim explain lists what can be explained")


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("explain")(explain)
