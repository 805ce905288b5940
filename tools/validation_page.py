"""The validation page: what was done, what is right, what is wrong and why, and what that means for each scenario.

The prose is in validation.md.j2; everything that depends on the numbers is made here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
import pandas as pd

import validation_tables as tables
from borderSim.catalogue import parameters
from borderSim.catalogue.hindsight import knows_later
from borderSim.catalogue.history import lever_history
from borderSim.catalogue.posterior import LATEST
from borderSim.hindcast.observations import observations
from borderSim.hindcast.rolling import read_until
from borderSim.hindcast.settings import count
from borderSim.report.calibration import LEAST_LEARNT
from borderSim.validation.findings import Finding
from borderSim.validation.words import summary
from validation_evidence import CUTOFF, Evidence
from validation_figures import AIM
from validation_verdicts import (
    TOOLS,
    YEARLY,
    Numbers,
    Verdict,
    band_verdict,
    errors,
    failed,
    label,
    overall,
    place_verdict,
    readings,
    side,
    skill_verdict,
    tests,
)  # fmt: skip

AIMED = ("ven_stock_total", "bilateral_trade_total", "col_exports_to_ven_fob", "darien_irregular_transits_VEN")
AIMED_HORIZONS = ("7-12", "13-24", "25-36")
CHAPTERS: dict[Verdict, str] = {
    "better": "Clearly better than the best simple forecaster",
    "unclear": "Cannot be told apart from the best simple forecaster",
    "worse": "Clearly worse than the best simple forecaster",
    "few": "Too few cut-offs for a verdict",
    "alone": "No simple forecaster had enough past to speak",
}
PLACE_WORDS = {"better": "are better than", "worse": "are worse than", "unclear": "cannot be told apart from"}
Lines = list[str]


@dataclass(frozen=True)
class Sources:
    """Files beside the runs: the scenarios, the folder of the fits' own tables, and the page of the recovery."""

    scenarios: Sequence[Path]
    fits: Path
    recovery: Path


def page(evidence: Evidence, alts: Mapping[str, str], sources: Sources) -> str:
    """The whole page; ``alts`` are the words of the figures by name."""
    evaluation = evidence.evaluation
    rows = overall(evaluation.skill)
    loader = jinja2.FileSystemLoader(TOOLS)
    template = jinja2.Environment(loader=loader, undefined=jinja2.StrictUndefined, keep_trailing_newline=True)
    text = template.get_template("validation.md.j2").render(
        alts=alts, settings=evidence.settings, known=evidence.known, latest=evidence.latest, cutoff=CUTOFF,
        left_out=evidence.left_out,
        years=[day[:4] for day in evidence.sets], sets=set_words(evidence.sets), screen=screen(rows),
        bands=bands(rows), aims=aims(evaluation.skill), aim=[tables.percent(end) for end in AIM],
        aims_met=aims_met(rows), fact_screen=fact_screen(evidence.facts), least_groups=count("clusters_least"),
        place_words=[f"- {words}" for words in place_words(evaluation.places)],
        skill=tables.skill_lines(evaluation.skill), places=tables.place_lines(evaluation.places),
        oil=tables.oil_lines(evaluation.oil), facts=tables.fact_lines(evidence.facts),
        fact_words=[f"- {line}" for line in summary(list(evidence.facts), "en")], learnt=learnt(evidence, sources.fits),
        sample=sample(list(evidence.sets)), wrong=wrong(evidence), changes=tables.change_lines(),
        recovery=tables.recovery_lines(sources.recovery),
        scenarios=tables.scenario_lines(sources.scenarios, evaluation.skill, evidence.facts),
    )  # fmt: skip
    return one_gap(text)


def one_gap(text: str) -> str:
    """The text with never more than one empty line in a row, so that a list or table ends where it should."""
    kept: Lines = []
    for line in text.splitlines():
        if line.strip() or (kept and kept[-1]):
            kept.append(line.rstrip())
    return "\n".join(kept).strip() + "\n"


def set_words(sets: Mapping[str, str]) -> Lines:
    """Which parameters each cut-off used."""
    return [f"{day[:4]} {'the prior' if name == 'prior' else f'set `{name}`'}" for day, name in sets.items()]


def screen(rows: Mapping[str, Mapping[str, Any]]) -> Lines:
    """The variables by the verdict on their skill."""
    lines = []
    for verdict, words in CHAPTERS.items():
        own = [row for row in rows.values() if skill_verdict(row) == verdict]
        lines += [f"- **{words}**: {'; '.join(map(_scored, own))}."] if own else []
    return lines


def _scored(row: Mapping[str, Any]) -> str:
    counts = f"{row['n']:,} counts" if row["n"] > 1 else "1 count"
    skill = tables.with_interval(row["skill"], row["skill_low"], row["skill_high"])
    return f"{label(row['variable'])} ({counts})" if not row["best_naive"] else f"{label(row['variable'])} ({skill})"


def bands(rows: Mapping[str, Mapping[str, Any]]) -> Lines:
    """Which bands hold too few or too many counts."""
    by = {kind: [label(n) for n, r in rows.items() if band_verdict(r) == kind] for kind in ("narrow", "wide", "kept")}
    each = [row for name, row in rows.items() if name != YEARLY]  # their months are counted
    counts = sum(row["n"] for row in each)
    held = sum(row["n"] * row["coverage90"] for row in each) / counts
    return [
        f"- Of all {counts:,} later counts {tables.percent(held)} lie in their 90% bands. Each variable:",
        f"- **Too narrow** (hold clearly fewer than 90%): {', '.join(by['narrow']) or 'none'}.",
        f"- **Too wide** (hold clearly more): {', '.join(by['wide']) or 'none'}.",
        f"- Not clearly off: {', '.join(by['kept']) or 'none'}. With few counts that says little.",
    ]


def aims(skill: pd.DataFrame) -> Lines:
    """Positive skill of the aimed variables, one to three years ahead: met or missed."""
    known = skill.fillna({"best_naive": ""})
    body = []
    for variable in AIMED:
        own = known[known["variable"] == variable].set_index("horizon").to_dict("index")
        body.append([label(variable), *(_aim(own.get(horizon)) for horizon in AIMED_HORIZONS)])
    return tables.table(["positive skill", *(f"{horizon} months ahead" for horizon in AIMED_HORIZONS)], body)


def _aim(row: Mapping[str, Any] | None) -> str:
    if row is None or not row["best_naive"]:
        return "not tested"
    met = "met" if row["skill"] > 0 else "**missed**"
    return f"{met}: {tables.with_interval(row['skill'], row['skill_low'], row['skill_high'])}"


def aims_met(rows: Mapping[str, Mapping[str, Any]]) -> str:
    """How many variables reach the aimed coverage, and which do not."""
    missed = [row for row in rows.values() if not AIM[0] <= row["coverage90"] <= AIM[1]]
    off = ", ".join(f"{label(row['variable'])} ({tables.percent(row['coverage90'])} of {row['n']})" for row in missed)
    return f"{len(rows) - len(missed)} of {len(rows)} variables. The others: {off or 'none'}."


def fact_screen(found: Sequence[Finding]) -> Lines:
    """The facts that are a test: how many hold, and which are missed."""
    own = tests(found)
    bad = failed(own)
    names = "; ".join(f"{f.fact.id} {f.fact.statement('en')} ({side(f)} the window)" for f in bad)
    others = len(failed(found)) - len(bad)
    return [
        f"- Of {len(own)} facts that are a real test, the median lies in the window for {len(own) - len(bad)}.",
        f"- **Missed**: {names or 'none'}.",
        f"- Of those that were fitted, seen or known, {others} are missed too ([all facts](#the-facts-in-full)).",
    ]


def place_words(table: pd.DataFrame) -> Iterator[str]:
    """Are the model's shares better than those last counted? One sentence a variable and cut-off."""
    for row in table.to_dict("records"):
        value = tables.with_interval(row["skill"], row["skill_low"], row["skill_high"])
        verdict = PLACE_WORDS[place_verdict(row)]
        yield f"{label(row['variable'])}, from {row['cutoff']}: the model's shares {verdict} the shares last counted " \
              f"(skill {value})."  # fmt: skip


def learnt(evidence: Evidence, told: Path) -> dict[str, Any] | None:
    """What the data informed, what stayed prior, and how far the fit may be trusted; None without a fitted set."""
    if evidence.latest is None:
        return None
    known, steps, counts = (pd.read_csv(told / LATEST / f"{n}.csv") for n in ("parameters", "convergence", "counts"))
    numbers = json.loads((told / LATEST / "diagnostics.json").read_text(encoding="utf-8"))
    held = counts["value"].between(counts["posterior_q05"], counts["posterior_q95"]).mean()
    informed, manifest = len(evidence.latest.names), evidence.latest.manifest
    sets = dict.fromkeys([LATEST, *evidence.sets.values()])
    return {
        **{name: manifest[name] for name in ("counts", "steps", "members")},
        **{"whole": len(known), "informed": informed, "stayed": len(known) - informed},
        "outside": len(parameters()) - len(known),
        "narrowed": int((known["spread"] <= 1 - LEAST_LEARNT).sum()),
        "least": tables.percent(LEAST_LEARNT),
        "parameters": tables.parameter_lines(known),
        "convergence": tables.convergence_lines(steps),
        "links": [_set_link(name, told) for name in sets if (told / name).is_dir()],
        "prior_size": f"{numbers['effective_sample_size_prior']:.1f}",
        "directions": f"{numbers['independent_directions']:.1f}",
        "held": tables.percent(float(held)),
    }


def _set_link(name: str, told: Path) -> str:
    rows = pd.read_csv(told / name / "parameters.csv")
    return f"[set {name}](validation/{name}/parameters.csv) ({int(rows['informed'].sum())} informed)"


def sample(days: Sequence[str]) -> Lines:
    """What the model knows of later years, by cut-off."""
    head = ("cut-off", "parameters that know later years", "levers with values that know later outcomes",
            "variables that a number was read from, later")  # fmt: skip
    return tables.table(head, map(_sample_row, days))


def _sample_row(day: str) -> Lines:
    year = int(day[:4])
    levers = sorted({row.lever for row in lever_history() if row.hindsight > year})
    variables = [label(name) for name, last in read_until().items() if last > year]
    named = ", ".join(f"`{name}`" for name in levers)
    return [day, str(len(knows_later(year))), f"{len(levers)}: {named}", ", ".join(variables) or "none"]


def wrong(evidence: Evidence) -> Lines:
    """The explanations whose condition the numbers fulfil, and the missed facts that have none."""
    found = readings()
    numbers = Numbers(
        facts={f.fact.key: f for f in evidence.facts},
        skill=overall(evidence.evaluation.skill),
        places=_by_variable(evidence.evaluation.places),
        errors=errors(evidence.forecast, observations(), [r.subject for r in found]),
    )
    shown = [reading for reading in found if numbers.holds(reading)]
    silent = [f for f in failed(evidence.facts) if f.fact.key not in {r.subject for r in shown}]
    rest = "; ".join(f"{f.fact.id} {f.fact.statement('en')} ({side(f)} the window)" for f in silent)
    lines = [f"- {reading.text_en} *({subject_words(reading.subject, numbers.facts)})*" for reading in shown]
    return [*lines, *([f"- Missed, and we have no reading of it: {rest}."] if rest else [])]


def _by_variable(table: pd.DataFrame) -> dict[str, list[Mapping[str, Any]]]:
    rows: dict[str, list[Mapping[str, Any]]] = {}
    for row in table.to_dict("records"):
        rows.setdefault(row["variable"], []).append(row)
    return rows


def subject_words(subject: str, found: Mapping[str, Finding]) -> str:
    """What a reading is about: a fact's number, or the variable and date."""
    if subject in found:
        return found[subject].fact.id
    variable, _, when = subject.rpartition(":")[2].partition("@")
    return f"{label(variable)}, {when}" if when else label(variable)
