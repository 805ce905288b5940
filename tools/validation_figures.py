"""The figures of the validation page, each with the words that stand for it where it cannot be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from borderSim.catalogue.posterior import Posterior
from borderSim.cli.past.figures import THEMES, Key, figures
from borderSim.hindcast.later import later
from borderSim.hindcast.run import HindcastOptions
from borderSim.report import past_scores
from borderSim.report.style import svg_bytes
from borderSim.validation.findings import Finding
from borderSim.validation.words import use_of
from validation_evidence import CUTOFF, RECORD_END, Evidence, skill_by_year
from validation_verdicts import label

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FIT_THEMES = ("people", "movement", "trade", "conflict")
"""What the fit shows; homicides and departments add little to the forecast's."""
YEARS_SHOWN = 3
AIM = (0.80, 0.97)
"""Coverage that a 90% band should reach (the issue's aim)."""
FACTS_AT_ONCE = 22
LONG = re.compile(r"-?\d+\.\d{2,}")
"""A coordinate with more decimals than anybody sees."""
STYLE = re.compile(r' style="([^"]*)"')


@dataclass(frozen=True)
class Picture:
    """A figure with its file's name and its words."""

    name: str
    alt: str
    figure: Figure

    def write(self, folder: Path) -> None:
        """Write it as a compact SVG."""
        text = compact(svg_bytes(self.figure).decode())
        (folder / f"{self.name}.svg").write_text(text, encoding="utf-8", newline="")


def compact(svg: str) -> str:
    """The SVG with coordinates to a tenth of a point, and each style written once, as a class."""
    styles = {style: f"s{number}" for number, style in enumerate(dict.fromkeys(STYLE.findall(svg)))}
    named = STYLE.sub(lambda found: f' class="{styles[found.group(1)]}"', svg)
    lines = [line if "scale(" in line else LONG.sub(_short, line) for line in named.splitlines()]
    sheet = "".join(f".{name}{{{style}}}" for style, name in styles.items())
    return "\n".join(lines).replace("<defs>", f"<defs><style>{sheet}</style>", 1) + "\n"


def _short(found: re.Match[str]) -> str:
    return f"{float(found.group()):.1f}".removesuffix(".0")


def pictures(evidence: Evidence) -> list[Picture]:
    """All figures of the page."""
    return [*past_pictures(evidence), *score_pictures(evidence), *fact_pictures(evidence.facts)]


def past_pictures(evidence: Evidence) -> Iterator[Picture]:
    """What was counted over what the model says: the forecast, then the fit."""
    for theme, figure in _pages(evidence.forecast, evidence.known, CUTOFF):
        held, counts = inside(evidence.forecast, THEMES[theme], CUTOFF)
        said = f"{held} of {counts} later counts lie in the 90% bands" if counts else "no later count to compare with"
        yield Picture(
            f"validation-forecast-{theme}", f"Forecast of {theme} from the end of {CUTOFF.year}: {said}.", figure
        )
    for theme, figure in _pages(evidence.fit, evidence.latest, RECORD_END):
        if theme in FIT_THEMES:
            yield Picture(f"validation-fit-{theme}", f"Fit of {theme} to the whole record, with the counts.", figure)


def _pages(table: pd.DataFrame, found: Posterior | None, until: date) -> Iterator[tuple[str, Figure]]:
    return islice(figures(table, HindcastOptions(until, found), "", "en"), len(THEMES))


def inside(table: pd.DataFrame, keys: Sequence[Key], until: date) -> tuple[int, int]:
    """How many counts of some series after a cut-off lie in their 90% bands, and how many have one in the table."""
    bands = table.set_index(["variable", "code", "date"])[["q05", "q95"]].to_dict("index")
    counts = [o for o in later(HindcastOptions(until, None).known) if (o.variable, o.code) in keys]
    said = [(o.value, bands[o.variable, o.code, o.date]) for o in counts if (o.variable, o.code, o.date) in bands]
    return sum(band["q05"] <= value <= band["q95"] for value, band in said), len(said)


def score_pictures(evidence: Evidence) -> list[Picture]:
    """Skill by years ahead, and coverage of the bands."""
    rows = skill_by_year(evidence.evaluation.scored, YEARS_SHOWN, evidence.settings.seed).query("n_best > 0")
    cells = [
        past_scores.Skill(
            label(r["variable"]), int(r["horizon"]), r["skill"], r["skill_low"], r["skill_high"], r["n_best"]
        )
        for r in rows.to_dict("records")
    ]
    shares = [_coverage(row) for row in evidence.evaluation.coverage.to_dict("records") if row["cutoff"] == "all"]
    wide = [row for row in shares if row.level == max(s.level for s in shares)]
    off = [row.label for row in wide if row.off]
    return [
        Picture("validation-skill", _skill_alt(cells), past_scores.skill_table(cells, "en")),
        Picture(
            "validation-coverage",
            f"Share of later counts inside the 50% and 90% bands of {len(wide)} variables, with intervals. The 90% "
            f"band is clearly off for {', '.join(off) or 'none'}.",
            past_scores.coverage(shares, AIM, "en"),
        ),
    ]


def _coverage(row: dict[str, Any]) -> past_scores.Coverage:
    return past_scores.Coverage(label(row["variable"]), row["level"], row["share"], row["low"], row["high"], row["n"])


def _skill_alt(cells: Sequence[past_scores.Skill]) -> str:
    good = sum(cell.value > 0 for cell in cells)
    known = sum(cell.value == cell.value for cell in cells)
    return (
        f"Skill of the model against the best simple forecaster, by variable and years ahead: above 0 in {good} of "
        f"{known} cells. The table below has the numbers."
    )


def fact_pictures(found: Sequence[Finding]) -> list[Picture]:
    """The facts in units of their windows, in charts of a readable length."""
    parts = [found[i : i + FACTS_AT_ONCE] for i in range(0, len(found), FACTS_AT_ONCE)]
    return [_facts(f"validation-facts-{number}", part) for number, part in enumerate(parts, 1)]


def _facts(name: str, found: Sequence[Finding]) -> Picture:
    rows = [_fact(one) for one in found]
    outside = [one.fact.id for one, row in zip(found, rows, strict=True) if row.verdict == "outside"]
    alt = (
        f"Facts {found[0].fact.id} to {found[-1].fact.id}: median and 90% band of the model against each window. "
        f"Wholly outside: {', '.join(outside) or 'none'}. The table below has the numbers."
    )
    return Picture(name, alt, past_scores.facts(rows, "en"))


def _fact(one: Finding) -> past_scores.Fact:
    fact, share = one.fact, float("nan")
    if one.verdict != "not_modelled" and not one.pooled:
        share = float(one.inside.mean())
    q05, q50, q95 = one.band
    words = f"{fact.id} {fact.statement('en')}"
    used = use_of(one) != "test"
    return past_scores.Fact(words, fact.low, fact.high, q05, q50, q95, fact.unit, share, used)
