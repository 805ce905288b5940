"""`borderSim check`, `diff`, `new` and `schema`: work on scenario files without running them."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from borderSim.errors import Problem, UserError

PANEL = "Scenario files"
Files = Annotated[list[Path], typer.Argument(help="Scenario files (.yaml).", show_default=False)]
File = Annotated[Path, typer.Argument(help="A scenario file (.yaml).", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (check, diff, new, schema):
        app.command(rich_help_panel=PANEL)(command)


def check(files: Files) -> None:
    """Say whether scenario and sweep files are right, or all that is wrong with them and where."""
    problems: list[Problem | str] = []
    for file in files:
        try:
            print(f"ok  {file}: {_checked(file)}")
        except UserError as error:
            problems += error.problems
    if problems:
        raise UserError(*problems)


def _checked(file: Path) -> str:
    """What a right file holds, in words. Raises UserError with all that is wrong."""
    from borderSim.scenario import load_scenario
    from borderSim.scenario.source import read_document

    if "vary" in read_document(file).data:
        from borderSim.scenario.sweep import load_sweep

        sweep = load_sweep(file)
        points = " x ".join(str(group.size) for group in sweep.groups)
        return f"{sweep.name}, {points} points, {sweep.scenario.members} members"
    scenario = load_scenario(file)
    return f"{scenario.name}, {scenario.start} to {scenario.end}, {scenario.members} members"


def diff(
    first: File, second: File, as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead.")] = False
) -> None:
    """Show what differs between two scenarios, with all that they extend."""
    from borderSim.scenario import load_scenario
    from borderSim.scenario.diff import differences

    one, other = load_scenario(first), load_scenario(second)
    found = differences(one, other)
    if as_json:
        print(json.dumps([asdict(row) for row in found], indent=1, ensure_ascii=False))
    elif not found:
        print(f"{one.name} and {other.name} do not differ in anything that changes a result")
    else:
        _print_table(one.name, other.name, [(row.what, row.first, row.second) for row in found])


def _print_table(first: str, second: str, rows: list[tuple[str, str, str]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE, show_lines=False, padding=(0, 1))
    for heading in ("", first, second):
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = 160
    console.print(table)


def new(
    name: Annotated[str, typer.Argument(help="Small letters, digits, _ and -.", show_default=False)],
    folder: Annotated[Path, typer.Option("--dir", help="Where to write it.")] = Path("scenarios"),
) -> None:
    """Write a commented scenario to start from."""
    from borderSim.scenario.schema import check_name
    from borderSim.scenario.starter import write_starter

    try:
        path = write_starter(check_name(name), folder)
    except ValueError as error:
        raise UserError(str(error)) from None
    print(f"wrote {path}; edit it, then: borderSim check {path}")


def schema(
    out: Annotated[Path | None, typer.Option("--out", help="Write to this file instead.", show_default=False)] = None,
    of_sweeps: Annotated[bool, typer.Option("--sweep", help="That of sweep files instead.")] = False,
) -> None:
    """Print the JSON Schema of scenario files (or of sweep files), for editors."""
    from borderSim.scenario.jsonschema import schema_text
    from borderSim.scenario.sweep_schema import sweep_schema_text

    text = sweep_schema_text() if of_sweeps else schema_text()
    if out is None:
        print(text, end="")
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(f"{out} cannot be written: {error.strerror}") from None
    print(f"wrote {out}")
