"""`borderSim costs`: the table of prices, and what the levers of scenarios cost above their references."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from borderSim import catalogue
from borderSim.catalogue import Language
from borderSim.catalogue.entries import rows
from borderSim.cli.levers import AsJson, Lang, language_of
from borderSim.errors import UserError
from borderSim.report.catalogue_words import amount, price_words, said

if TYPE_CHECKING:
    from borderSim.analysis.costs import Package
    from borderSim.results.data import RunData
    from borderSim.scenario import Scenario

COUNT = "ven_stock_total"
WHOLE = 100
"""Quantities from here on are printed without decimals."""
Files = Annotated[list[Path] | None, typer.Argument(help="Scenario files; without one, the prices are listed.")]
Run = Annotated[Path | None, typer.Option(help="A run's folder: its migrants over time, not the last count.")]


def costs(files: Files = None, run: Run = None, as_json: AsJson = False, lang: Lang = "en") -> None:
    """Print what the levers of scenarios cost above their references, or, without a file, the table of prices."""
    language = language_of(lang)
    if not files:
        list_prices(as_json, language)
        return
    data = _run(run)
    found = {(a.name, b.name): _package(a, b, data) for a, b in map(loaded, files)}
    if as_json:
        plain = [{"scenario": a, "baseline": b, **asdict(item)} for (a, b), item in found.items()]
        typer.echo(json.dumps(plain, ensure_ascii=False, indent=1))
        return
    for (name, baseline), item in found.items():
        typer.echo("\n".join([f"{name} / {baseline}", *package_lines(item, language), ""]))
    if data is None:
        count, date, source = last_count()
        typer.echo(said("people", language, n=amount(count, 0, language), date=date, source=source))


def list_prices(as_json: bool, language: Language) -> None:
    """Print the levers that have a price, and how many have none."""
    found = catalogue.costs()
    if as_json:
        typer.echo(json.dumps([asdict(cost) for cost in found.values()], ensure_ascii=False, indent=1))
        return
    priced = [cost for cost in found.values() if cost.prices]
    for cost in priced:
        typer.echo(f"{cost.lever}: {price_words(cost, language)}")
    typer.echo(said("without_price", language, n=len(found) - len(priced), all=len(found)))


def loaded(file: Path) -> tuple[Scenario, Scenario]:
    """Return a scenario and its reference; raises UserError for one that is compared with nothing."""
    from borderSim.scenario import load_scenario, references

    scenario = load_scenario(file)
    others = references(scenario)
    if not others:
        raise UserError(f"{file}: {scenario.name} names no reference (compare_with), so it has no cost above one")
    return scenario, others[0]


def last_count() -> tuple[float, str, str]:
    """Return the last published count of Venezuelans in Colombia, its date and its source."""
    counts = [row for row in rows("observed/migration.csv") if row["variable"] == COUNT]
    last = max(counts, key=lambda row: row["date"])
    return float(last["value"]), last["date"], last["source"]


def _run(folder: Path | None) -> RunData | None:
    from borderSim.results.store import open_run

    return None if folder is None else open_run(folder).data


def _package(scenario: Scenario, reference: Scenario, data: RunData | None) -> Package:
    """With the migrants of a run (of its first scenario where it lacks this one), else with the last count."""
    from borderSim.analysis.costs import migrants_of
    from borderSim.report.costs import scenario_package
    from borderSim.scenario.level import months

    if data is None:
        when = months(scenario)
        return scenario_package(scenario, reference, when, [last_count()[0]] * len(when))
    name = scenario.name if scenario.name in data.scenarios else data.scenario
    return scenario_package(scenario, reference, data.months, migrants_of(data, name))


def package_lines(found: Package, language: Language) -> list[str]:
    """Return a package in words: one line for each lever with a price, then the sum and what it leaves out."""
    from borderSim.report.costs import sentence

    lines = []
    for item in found.priced:
        unit = catalogue.costs()[item.lever].unit(language)
        ends = {key: amount(getattr(item, key), 1, language) for key in ("low", "central", "high")}
        bought = amount(item.quantity, 0 if abs(item.quantity) >= WHOLE else 2, language)
        lines.append(f"  {item.lever}: {said('bought', language, **ends, quantity=bought, unit=unit)}")
    return [*lines, f"  {sentence(found, language)}"]


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("costs")(costs)
