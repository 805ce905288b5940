"""`borderSim query DIR "SELECT ..."`: SQL over the tables of a run or a sweep."""

from __future__ import annotations

import csv
import json
import math
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from borderSim.errors import UserError

if TYPE_CHECKING:
    from borderSim.exchange.query import Answer

Folder = Annotated[Path, typer.Argument(help="The folder of a run or of a sweep.", show_default=False)]
Sql = Annotated[str | None, typer.Argument(help="One SELECT; without it, the tables are listed.", show_default=False)]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV and nothing else.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON list and nothing else.")]
Limit = Annotated[int, typer.Option(help="Rows to print at most.", min=1)]
FIGURES = 6
"""Significant figures of a number in the table; --csv and --json print all."""
LARGE = 1e5
"""From here on a number is printed whole: 1901540, not 1.90154e+06."""
GAP = 2


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("query")(query)


def query(folder: Folder, sql: Sql = None, as_csv: AsCsv = False, as_json: AsJson = False, limit: Limit = 1000) -> None:
    """Ask the tables of a run or a sweep in SQL; nothing is changed. Needs borderSim[tables]."""
    from borderSim.exchange.query import query as ask
    from borderSim.exchange.query import table_lines, tables

    if as_csv and as_json:
        raise UserError("--csv or --json, one of them")
    if sql is None:
        typer.echo("\n".join(table_lines(tables(folder))))
        return
    answer = ask(folder, sql, limit)
    if as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerows([answer.columns, *answer.rows])
    elif as_json:
        typer.echo(json.dumps(_objects(answer), ensure_ascii=False, default=str, indent=1))
    else:
        _print_table(answer)
    if answer.more:
        typer.echo(f"the first {limit:,} rows; there are more (--limit)", err=True)


def _objects(answer: Answer) -> list[dict[str, Any]]:
    """Rows as objects; a missing number is null. Raises UserError where two columns have one name."""
    twice = next((name for name in answer.columns if answer.columns.count(name) > 1), None)
    if twice:
        raise UserError(f"two columns are called {twice}; give one another name: AS other")
    return [{name: _plain(value) for name, value in zip(answer.columns, row, strict=True)} for row in answer.rows]


def _plain(value: Any) -> Any:
    value = float(value) if isinstance(value, Decimal) else value
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _print_table(answer: Answer) -> None:
    """As many columns as the terminal has room for, and the names of the others."""
    from rich.console import Console
    from rich.table import Table

    console = Console(markup=False, highlight=False, emoji=False)
    columns = [[_cell(row[i]) for row in answer.rows] for i in range(len(answer.columns))]
    widths = [max(map(len, [name, *cells])) for name, cells in zip(answer.columns, columns, strict=True)]
    fits = _fitting(widths, console.width) if console.is_terminal else len(widths)
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0))
    for position, name in enumerate(answer.columns[:fits]):
        numeric = any(isinstance(row[position], (int, float)) for row in answer.rows)
        table.add_column(name, justify="right" if numeric else "left", no_wrap=True)
    for cells in zip(*columns[:fits], strict=True):
        table.add_row(*cells)
    console.width = max(console.width, sum(widths[:fits]) + GAP * fits)
    console.print(table)
    if fits < len(answer.columns):
        typer.echo(f"no room for: {', '.join(answer.columns[fits:])} (name columns in the query, or --csv)", err=True)


def _fitting(widths: list[int], room: int) -> int:
    """How many columns of these widths fit, at least one."""
    ends = [sum(widths[: count + 1]) + GAP * (count + 1) for count in range(len(widths))]
    return max(1, sum(end <= room for end in ends))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, float):
        return str(value)
    return f"{value:.0f}" if LARGE <= abs(value) < math.inf else f"{value:.{FIGURES}g}"
