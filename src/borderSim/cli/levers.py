"""`borderSim levers`, `parameters`, `indicators` and `events`: what there is, in which unit, from which source."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import Annotated

import typer

from borderSim import catalogue
from borderSim.catalogue import Entry, Language, Lever, Parameter
from borderSim.catalogue.posterior import POSTERIOR, parameter_set
from borderSim.errors import UserError, did_you_mean
from borderSim.report.catalogue_words import evidence_words, owner_words, price_words, said

Names = Annotated[list[str] | None, typer.Argument(help="Levers to explain; without one, all are listed.")]
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
    return [lever.name, lever.label(language), lever.system, lever.scope, span, default, lever.status]


def parameter_cells(parameter: Parameter, language: Language) -> list[str]:
    """Return the cells of one row of the table of parameters."""
    numbers = f"{parameter.central:g} [{parameter.low:g}, {parameter.high:g}] {parameter.unit_in(language)}"
    words = [parameter.distribution, parameter.status, str(parameter.informed_until)]
    fitted = fitted_points(parameter)
    record = "{1:.3g} [{0:.3g}, {2:.3g}]".format(*fitted) if fitted else said("prior", language)
    return [parameter.name, parameter.label(language), numbers, record, *words]


def fitted_points(parameter: Parameter) -> tuple[float, float, float] | None:
    """Return 5%, 50% and 95% of a parameter as the record informs it, in its unit; None where it stays prior."""
    latest = parameter_set(POSTERIOR)
    return latest.points(parameter.name) if latest and parameter.name in latest.informed else None


LEVER_COLUMNS = ("lever", "label", "system", "place", "range", "default (date)", "status")
PARAMETER_COLUMNS = (
    "parameter", "label", "prior: central [low, high]", "record: 50% [5%, 95%]", "distribution", "status",
    "informed until",
)  # fmt: skip
# Columns that a terminal narrower than this many characters leaves out, so that names stay whole.
EXTRA_COLUMNS = ("label", "system", "place", "distribution", "informed until")
WIDE = 120


def lever_group(lever: Lever, language: Language) -> str:
    """Return the group that a lever is listed in: policies by owner, conditions together."""
    if lever.kind == "condition":
        return said("conditions", language)
    return said("policies", language, owner=owner_words(lever.owner, language))


def by_owner(levers: Iterable[Lever]) -> list[Lever]:
    """Return the levers by owner, in the order in which owners first appear; conditions last."""
    found = list(levers)
    owners = [lever.owner for lever in found]
    return sorted(found, key=lambda lever: (lever.kind == "condition", owners.index(lever.owner)))


def show_tables(groups: Iterable[str], columns: tuple[str, ...], cells: list[list[str]]) -> None:
    """Print one table per group, in the order in which the groups first appear; one group and one row of cells each."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    console = Console(markup=False)
    shown = [i for i, column in enumerate(columns) if console.width >= WIDE or column not in EXTRA_COLUMNS]
    tables: dict[str, Table] = {}
    for group, row in zip(groups, cells, strict=True):
        if group not in tables:
            table = tables[group] = Table(title=group, title_justify="left", box=box.SIMPLE_HEAD)
            for i in shown:
                table.add_column(columns[i], no_wrap=i == 0, overflow="fold")
        tables[group].add_row(*[row[i] for i in shown])
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


def levers(names: Names = None, as_json: AsJson = False, lang: Lang = "en") -> None:
    """List what a scenario can move, policies by owner and conditions apart; with NAMES, levels in words and cost."""
    language = language_of(lang)
    found = [named_lever(name) for name in names] if names else list(catalogue.levers().values())
    if as_json:
        typer.echo(json.dumps([whole_lever(lever) for lever in found], ensure_ascii=False, indent=1))
    elif names:
        typer.echo("\n\n".join("\n".join(lever_lines(lever, language)) for lever in found))
    else:
        list_levers(by_owner(found), language)


def list_levers(found: list[Lever], language: Language) -> None:
    """Print the tables of levers and their count."""
    groups = [lever_group(lever, language) for lever in found]
    show_tables(groups, LEVER_COLUMNS, [lever_cells(lever, language) for lever in found])
    count = Counter(lever.status for lever in found)
    typer.echo(f"{len(found)} levers: {count['active']} active, {count['planned']} planned (refused in a scenario).")
    typer.echo(said("one_lever", language))


def named_lever(name: str) -> Lever:
    """Return a lever by name; raises UserError with the nearest names."""
    known = catalogue.levers()
    if name not in known:
        raise UserError(f"{name}: unknown lever{did_you_mean(name, known)} (borderSim levers)")
    return known[name]


def whole_lever(lever: Lever) -> dict[str, object]:
    """Return all that the catalogue has on a lever: its fields, its levels and its cost."""
    levels = [asdict(level) for level in catalogue.lever_levels()[lever.name]]
    return {**asdict(lever), "levels": levels, "cost": asdict(catalogue.costs()[lever.name])}


def lever_lines(lever: Lever, language: Language) -> list[str]:
    """Return a lever in words, line by line: what it is, who decides, range, levels with their signs, cost, source."""
    unit = lever.unit_es if language == "es" else lever.unit
    ends = {key: lever_number(lever, getattr(lever, key)) for key in ("lower", "upper", "default")}
    decided = said(lever.kind, language, owner=owner_words(lever.owner, language))
    span = said("range", language, **ends, unit=unit, date=lever.default_date)
    lines = [f"{lever.name}: {lever.label(language)}", lever.text(language), f"{decided}. {span}"]
    for level in catalogue.lever_levels()[lever.name]:
        lines.append(f"  {lever_number(lever, level.value):>10}  {level.words(language)}")
        lines.append(f"              {level.observable(language)} [{evidence_words(level, language)}]")
    return [*lines, said("cost", language, price=price_words(catalogue.costs()[lever.name], language)), lever.source]


def parameters(as_json: AsJson = False, lang: Lang = "en") -> None:
    """List the uncertain numbers of the model: prior, what the record says of it, and how far to trust each."""
    found, language = list(catalogue.parameters().values()), language_of(lang)
    if as_json:
        whole = [{**asdict(parameter), "record": fitted_points(parameter)} for parameter in found]
        typer.echo(json.dumps(whole, ensure_ascii=False, indent=1))
        return
    found.sort(key=lambda parameter: parameter.system)
    systems = [parameter.system for parameter in found]
    show_tables(systems, PARAMETER_COLUMNS, [parameter_cells(parameter, language) for parameter in found])
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
    show_tables([i.system for i in found], ("indicator", "label", "unit"), cells)


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
