"""The tables of the validation page, as lines of Markdown."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from borderSim import catalogue
from borderSim.analysis.record import records
from borderSim.hindcast.observations import rules
from borderSim.hindcast.skill import ALL
from borderSim.scenario import Scenario, load_scenario
from borderSim.validation.findings import Finding
from borderSim.validation.words import COLUMNS, NOTHING, cells, number, said
from validation_verdicts import TOOLS, band_verdict, failed, label, leans_on, overall, skill_verdict

SKILL_WORDS = {
    "better": "better",
    "unclear": "cannot be told apart",
    "worse": "worse",
    "few": "too few cut-offs",
    "alone": "nothing to compare with",
}
BAND_WORDS = {"narrow": "too narrow", "wide": "too wide", "kept": "not clearly off"}
SAMPLES = {"out-of-sample": "no", "in-sample": "all", "mixed": "some"}
FORECASTERS = {
    "last_value": "last value",
    "drift": "drift",
    "last_value_linear": "last value (linear)",
    "drift_linear": "drift (linear)",
    "last_value_recent": "last value (recent changes)",
    "seasonal_naive": "seasonal",
    "ets": "ETS",
    "arima": "ARIMA",
}
MOST_PARAMETERS = 15
RECOVERY_TABLE = "All informed parameters of each part"
"""The heading of the summary in docs/recovery.md."""


def table(head: Sequence[str], body: Iterable[Sequence[str]]) -> list[str]:
    """A table of Markdown; a bar inside a cell is written so that it stays there."""
    rows = [head, ["---"] * len(head), *body]
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]


def percent(share: float) -> str:
    """A share as percent."""
    return NOTHING if math.isnan(share) else f"{100 * share:.0f}%"


def signed(value: float) -> str:
    """A number with two decimals and its sign."""
    return NOTHING if math.isnan(value) else f"{value:+.2f}".replace("-", "\u2212")


def with_interval(value: float, low: float, high: float) -> str:
    """A signed number with its 90% interval; without one when too few groups give none."""
    return signed(value) if math.isnan(low) else f"{signed(value)} [{signed(low)}, {signed(high)}]"


def compared(row: Mapping[str, Any]) -> str:
    """The verdict on a variable's skill, in words."""
    return SKILL_WORDS[skill_verdict(row)]


def skill_lines(skill: pd.DataFrame) -> list[str]:
    """Every variable at every horizon."""
    head = ("variable", "months ahead", "counts", "groups", "bias (ln)", "90% band holds", "best simple forecaster",
            "skill", "verdict", "in-sample")  # fmt: skip
    return table(head, (_skill_row(row) for row in skill.fillna({"best_naive": ""}).to_dict("records")))


def _skill_row(row: Mapping[str, Any]) -> list[str]:
    name = label(row["variable"])
    whole = row["horizon"] == ALL
    held = f"{percent(row['coverage90'])} [{percent(row['coverage90_low'])}, {percent(row['coverage90_high'])}]"
    skill = with_interval(row["skill"], row["skill_low"], row["skill_high"])
    best = FORECASTERS.get(row["best_naive"], row["best_naive"]) or "none spoke"
    counts = [str(row["n"]), str(row["groups"]), signed(row["bias"]), held, best, skill, compared(row)]
    return [f"**{name}**" if whole else name, f"**{row['horizon']}**" if whole else row["horizon"], *counts,
            SAMPLES[row["sample"]]]  # fmt: skip


def place_lines(places: pd.DataFrame) -> list[str]:
    """Shares of places against constant shares, by cut-off."""
    head = ("places", "cut-off", "places counted", "dates", "skill of the share", "every place alike",
            "median against constant", "places that do better")  # fmt: skip
    return table(head, (_place_row(row) for row in places.to_dict("records")))


def _place_row(row: Mapping[str, Any]) -> list[str]:
    three = [with_interval(row[c], row[f"{c}_low"], row[f"{c}_high"]) for c in ("skill", "each", "median")]
    return [label(row["variable"]), row["cutoff"], f"{row['places']:,}", str(row["n"]), *three, percent(row["better"])]


def oil_lines(oil: pd.DataFrame) -> list[str]:
    """What knowing oil output is worth, by variable."""
    head = ("variable", "counts", "CRPS, oil imposed", "CRPS, oil by the model", "gain from knowing it",
            "90% band holds without it")  # fmt: skip
    return table(head, (_oil_row(row) for row in oil.to_dict("records")))


def _oil_row(row: Mapping[str, Any]) -> list[str]:
    gain = with_interval(row["gain"], row["gain_low"], row["gain_high"])
    pair = [number(row[name], "en") for name in ("crps_imposed", "crps_endogenous")]
    return [label(row["variable"]), str(row["n"]), *pair, gain, percent(row["inside90"])]


def fact_lines(found: Sequence[Finding]) -> list[str]:
    """All facts with their marks."""
    return table([said(column, "en") for column in COLUMNS], (cells(one, "en") for one in found))


def parameter_lines(learnt: pd.DataFrame) -> list[str]:
    """The parameters that the data informed most."""
    head = ("parameter", "unit", "before: median [90%]", "after: median [90%]", "overlap")
    informed = learnt[learnt["informed"].astype(bool)].sort_values("overlap").head(MOST_PARAMETERS)
    return table(head, (_parameter_row(row) for row in informed.to_dict("records")))


def _parameter_row(row: Mapping[str, Any]) -> list[str]:
    bands = [
        f"{number(row[f'{kind}_q50'], 'en')} [{number(row[f'{kind}_q05'], 'en')}, {number(row[f'{kind}_q95'], 'en')}]"
        for kind in ("prior", "posterior")
    ]
    name = catalogue.parameters()[row["parameter"]].label_en
    return [f"{name} (`{row['parameter']}`)", str(row["unit"]), *bands, percent(row["overlap"])]


def convergence_lines(steps: pd.DataFrame) -> list[str]:
    """Misfit by step of the smoother."""
    head = ("step", "misfit per count: median [90%]", "spread of the informed parameters, of the prior's")
    body = (
        [str(r["step"]), f"{r['misfit_q50']:.2f} [{r['misfit_q05']:.2f}, {r['misfit_q95']:.2f}]", percent(r["spread"])]
        for r in steps.to_dict("records")
    )
    return table(head, body)


def recovery_lines(page: Path) -> list[str]:
    """The summary table of docs/recovery.md. Raises ValueError where the page has none."""
    _, found, rest = page.read_text(encoding="utf-8").partition(f"\n## {RECOVERY_TABLE}\n")
    lines = [line for line in rest.partition("\n## ")[0].splitlines() if line.startswith("|")]
    if not found or not lines:
        raise ValueError(f"{page}: no table under '{RECOVERY_TABLE}'; run make recovery")
    return lines


def changes() -> list[dict[str, str]]:
    """The change list of the parameter table."""
    with (TOOLS / "parameter_changes.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def change_lines() -> list[str]:
    """Each change, and what it rests on."""
    return table(("what", "rests on", "change"), ([f"`{r['subject']}`", r["kind"], r["change"]] for r in changes()))


def scenario_lines(files: Sequence[Path], skill: pd.DataFrame, found: Sequence[Finding]) -> Iterator[str]:
    """Every scenario with its indicators, how each did, and the failed facts that bear upon it."""
    head = ("scenario", "shows, and how that was forecast", "failed facts it leans on")
    rows = overall(skill)
    body = []
    for file in files:
        scenario = load_scenario(file)
        levers = sorted({change.lever for change in scenario.changes})
        weak = leans_on(scenario.indicators, levers, failed(found))
        ids = dict.fromkeys(f"{f.fact.id}" for f in weak)
        body.append([_named(scenario, file), indicator_words(scenario.indicators, rows), ", ".join(ids) or "none"])
    yield from table(head, body)


def _named(scenario: Scenario, file: Path) -> str:
    return f"{scenario.title['en']} ([`{file.stem}`](../scenarios/{file.name}))"


def indicator_words(names: Sequence[str], rows: Mapping[str, Mapping[str, Any]]) -> str:
    """Indicators, grouped by how the variable that tests them was forecast."""
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(verdict_of(name, rows), []).append(catalogue.indicators()[name].label())
    return "; ".join(f"**{verdict}**: {', '.join(own)}" for verdict, own in groups.items())


def verdict_of(indicator: str, rows: Mapping[str, Mapping[str, Any]]) -> str:
    """How well an indicator was forecast: against simple forecasters, and whether its bands held."""
    record = records().get(indicator)
    if record is None:
        return "never counted"
    if rules()[record.variable].driver:
        return "imposed, not forecast"
    if record.variable not in rows:
        return "no later count"
    row = rows[record.variable]
    return f"{compared(row)}, bands {BAND_WORDS[band_verdict(row)]}"
