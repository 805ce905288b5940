"""What the validation page rests on: the rolling evaluation, one forecast, one fit and the facts, all run anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from borderSim.catalogue.posterior import Posterior, packaged, parameter_set, posterior
from borderSim.hindcast.later import sound
from borderSim.hindcast.rolling import Evaluation, RollingOptions, evaluate, set_at
from borderSim.hindcast.run import HindcastOptions, hindcast
from borderSim.hindcast.skill import Score, skill_table
from borderSim.hindcast.table import forecast_table
from borderSim.hindcast.targets import CODES
from borderSim.validation.findings import Finding, findings
from borderSim.validation.runs import run_all

CUTOFF = date(2021, 12, 31)
"""The forecast that the page draws, and the last count that moves the runs of the facts."""
RECORD_END = date(2025, 12, 31)
SKILL_COLUMNS = (
    "variable", "code", "horizon", "n", "groups", "coverage50", "coverage90", "coverage90_low", "coverage90_high",
    "bias", "crps", "best_naive", "skill", "skill_low", "skill_high", "sample",
)  # fmt: skip
"""The packaged table of scores; ``code`` is empty for all places together."""
DIGITS = "%.4g"


@dataclass(frozen=True)
class Settings:
    """Members, seed and processes of every run."""

    members: int
    seed: int
    jobs: int


@dataclass(frozen=True)
class Evidence:
    """All that the page tells of: ``forecast`` and ``fit`` are tables as forecast.csv.

    ``known`` is the set that the forecast drew from and ``latest`` that of the fit; None is the prior.
    """

    settings: Settings
    evaluation: Evaluation
    forecast: pd.DataFrame
    fit: pd.DataFrame
    facts: Sequence[Finding]
    known: Posterior | None
    latest: Posterior | None

    @property
    def sets(self) -> dict[str, str]:
        """The parameter set of each cut-off (ISO date)."""
        runs = self.evaluation.runs.query("oil == 'imposed'")
        return dict(zip(runs["cutoff"], runs["parameters"], strict=True))

    @property
    def left_out(self) -> tuple[int, int]:
        """How many runs of the evaluation left the range of numbers, and how many there were."""
        return int(self.evaluation.runs["left_out"].sum()), int(self.evaluation.runs["members"].sum())


def gather(settings: Settings) -> Evidence:
    """Run everything."""
    rolling = RollingOptions(members=settings.members, seed=settings.seed, jobs=settings.jobs)
    known, latest = set_at(CUTOFF), parameter_set("posterior")
    return Evidence(
        settings,
        evaluate(rolling, lambda done, whole: print(f"rolling evaluation: {done} of {whole}", flush=True)),
        _forecast(CUTOFF, known, settings),
        _forecast(RECORD_END, latest, settings),
        _facts(settings, known),
        known,
        latest,
    )


def _forecast(until: date, found: Posterior | None, settings: Settings) -> pd.DataFrame:
    options = HindcastOptions(until, found, settings.members, settings.seed, settings.jobs)
    samples, _ = sound(hindcast(options))
    return forecast_table(samples)


def _facts(settings: Settings, known: Posterior | None) -> list[Finding]:
    """The facts of the set that knows nothing after the cut-off, so that later ones can be a test."""
    runs = run_all(settings.members, known.name if known else "prior", settings.seed, CUTOFF, settings.jobs)
    return findings(runs, known)


def skill_rows(evaluation: Evaluation, seed: int) -> pd.DataFrame:
    """The packaged table: every variable at every horizon, then each place of those that are kept by place."""
    pooled = evaluation.skill.assign(code="")
    parts = [pooled, *(_of_place(evaluation.scored, *key, seed) for key in _places(evaluation.scored))]
    return pd.concat(parts, ignore_index=True)[list(SKILL_COLUMNS)]


def _places(scored: Sequence[Score]) -> list[tuple[str, str]]:
    kept = {variable for variable, codes in CODES.items() if len(codes) > 1}
    return list(dict.fromkeys((s.variable, s.code) for s in scored if s.variable in kept))


def _of_place(scored: Sequence[Score], variable: str, code: str, seed: int) -> pd.DataFrame:
    own = [s for s in scored if (s.variable, s.code) == (variable, code)]
    return pd.DataFrame([row.cells() for row in skill_table(own, seed)]).assign(code=code)


def skill_by_year(scored: Sequence[Score], years: int, seed: int) -> pd.DataFrame:
    """Skill by variable and whole years ahead, up to so many."""
    near = [replace(s, horizon=str(-(-s.ahead // 12))) for s in scored if s.ahead <= 12 * years]
    found = pd.DataFrame([row.cells() for row in skill_table(near, seed)])
    return found[found["horizon"] != "all"]


def write_skill(table: pd.DataFrame, path: Path) -> None:
    """Write the packaged table of scores; an interval that cannot be given is empty."""
    table.to_csv(path, index=False, float_format=DIGITS, lineterminator="\n")


def check_sets(folder: Path) -> None:
    """Raise ValueError where the tables of a packaged set are missing or belong to another fit."""
    for name in packaged():
        path = folder / name / "parameters.csv"
        told = pd.read_csv(path) if path.is_file() else pd.DataFrame({"parameter": [], "informed": []})
        if set(told.loc[told["informed"].astype(bool), "parameter"]) != set(posterior(name).names):
            raise ValueError(f"{path}: not the tables of the packaged set {name}; run make posteriors")
