"""`borderSim levers`, `parameters`, `indicators` and `events`: what there is, in which unit, from which source."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import Annotated

import typer

from borderSim import catalogue
from borderSim.catalogue import Entry, Indicator, Language, Lever, Parameter

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON list and nothing else.")]
Lang = Annotated[str, typer.Option("--lang", help="Language of the labels: en or es.")]


def lever_number(lever: Lever, value: float) -> str:
    """Return a lever's value as text: an ISO date for a date, else the number."""
    return catalogue.month_date(value).isoformat() if lever.unit == "date" else f"{value:,g}"


def lever_cells(lever: Lever, language: Language) -> list[str]:
    """Return the cells of one row of the table of levers."""
    unit = lever.unit_es if language == "es" else lever.unit
    span = f"{lever_number(lever, lever.lower)} .. {lever_number(lever, lever.upper)}"
    span = span if unit == "0-1" else f"{span} {unit}"
    default = f"{lever_number(lever, lever.default)} ({lever.default_date})"
    return [lever.name, lever.label(language), lever.kind, lever.scope, span, default, lever.status]


def parameter_cells(parameter: Parameter, language: Language) -> list[str]:
    """Return the cells of one row of the table of parameters."""
    numbers = f"{parameter.central:g} [{parameter.low:g}, {parameter.high:g}] {parameter.unit}"
    words = [parameter.distribution, parameter.status, str(parameter.informed_until)]
    return [parameter.name, parameter.label(language), numbers, *words]


LEVER_COLUMNS = ("lever", "label", "kind", "place", "range", "default (date)", "status")
PARAMETER_COLUMNS = ("parameter", "label", "central [low, high]", "distribution", "status", "informed until")
# Columns that a terminal narrower than this many characters leaves out, so that names stay whole.
EXTRA_COLUMNS = ("label", "kind", "place", "distribution", "informed until")
WIDE = 120


def show_tables(
    entries: Iterable[Lever | Parameter | Indicator], columns: tuple[str, ...], cells: list[list[str]]
) -> None:
    """Print one table per system, in the order in which the systems first appear."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    console = Console(markup=False)
    shown = [i for i, column in enumerate(columns) if console.width >= WIDE or column not in EXTRA_COLUMNS]
    tables: dict[str, Table] = {}
    for entry, row in zip(entries, cells, strict=True):
        if entry.system not in tables:
            table = tables[entry.system] = Table(title=entry.system, title_justify="left", box=box.SIMPLE_HEAD)
            for i in shown:
                table.add_column(columns[i], no_wrap=i == 0, overflow="fold")
        tables[entry.system].add_row(*[row[i] for i in shown])
    for table in tables.values():
        console.print(table)


def print_json(entries: Iterable[Entry]) -> None:
    """Print the entries as one JSON list, every field of each."""
    typer.echo(json.dumps([asdict(entry) for entry in entries], ensure_ascii=False, indent=1))


def language_of(text: str) -> Language:
    """Return the language of an option; raises typer.BadParameter for another than en and es."""
    if text not in ("en", "es"):
        raise typer.BadParameter(f"{text}: give en or es", param_hint="--lang")
    return "es" if text == "es" else "en"


def levers(as_json: AsJson = False, lang: Lang = "en") -> None:
    """List what a scenario can move: unit, range, last documented value and its date."""
    found, language = list(catalogue.levers().values()), language_of(lang)
    if as_json:
        print_json(found)
        return
    show_tables(found, LEVER_COLUMNS, [lever_cells(lever, language) for lever in found])
    count = Counter(lever.status for lever in found)
    typer.echo(f"{len(found)} levers: {count['active']} active, {count['planned']} planned (refused in a scenario).")


def parameters(as_json: AsJson = False, lang: Lang = "en") -> None:
    """List the uncertain numbers of the model: value, range, distribution and how far each can be trusted."""
    found, language = list(catalogue.parameters().values()), language_of(lang)
    if as_json:
        print_json(found)
        return
    found.sort(key=lambda parameter: parameter.system)
    show_tables(found, PARAMETER_COLUMNS, [parameter_cells(parameter, language) for parameter in found])
    count = Counter(parameter.status for parameter in found)
    shares = ", ".join(f"{count[status]} {status}" for status in ("verified", "memory", "judgement"))
    typer.echo(f"{len(found)} parameters: {shares}. Sources: borderSim parameters --json")


def indicators(as_json: AsJson = False, lang: Lang = "en") -> None:
    """List what a run shows and what a condition can watch, with units."""
    found, language = list(catalogue.indicators().values()), language_of(lang)
    if as_json:
        print_json(found)
        return
    cells = [[i.name, i.label(language), i.unit_es if language == "es" else i.unit] for i in found]
    show_tables(found, ("indicator", "label", "unit"), cells)


def events(as_json: AsJson = False, lang: Lang = "en") -> None:
    """List the events that a scenario can schedule: what each does, where, and the fields it takes."""
    found, language = list(catalogue.events().values()), language_of(lang)
    if as_json:
        print_json(found)
        return
    for event in found:
        planned = "" if event.status == "active" else " (planned)"
        typer.echo(f"{event.name}{planned}: {event.text(language)}. {event.places}; {', '.join(event.fields)}")


def register(app: typer.Typer) -> None:
    """Add the four commands to the command line."""
    app.command("levers")(levers)
    app.command("parameters")(parameters)
    app.command("indicators")(indicators)
    app.command("events")(events)
