"""Rolling-origin evaluation: hindcasts from several cut-offs against all that was counted later, beside naive ones.

Skill, coverage, shares of places, and what it is worth to know oil output (a second run makes it endogenous). A target
is in-sample when a lever or a parameter was read from that very variable with its year in view (``data/in_sample.csv``
names them). Everything else that knows later years is drawn from a widened range; that the model was written with the
record to 2021 in view, no widening undoes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd

from borderSim.catalogue import parameters
from borderSim.catalogue.entries import rows
from borderSim.catalogue.history import lever_history
from borderSim.catalogue.posterior import Posterior, packaged, posterior
from borderSim.engine.dates import month_name
from borderSim.experiment.executors import executor
from borderSim.hindcast import scores
from borderSim.hindcast.forecast import Samples
from borderSim.hindcast.later import MUNICIPAL, draws, later, sound
from borderSim.hindcast.naive import FORECASTERS, Abstention, naive_forecast
from borderSim.hindcast.observations import YEAR, Observation, observations, rules
from borderSim.hindcast.places import PlaceCount, place_table
from borderSim.hindcast.run import HindcastOptions, hindcast
from borderSim.hindcast.settings import count
from borderSim.hindcast.skill import Origin, Score, key_of, score_origin, skill_interval, skill_of, skill_table
from borderSim.model.system import Array

DEPARTMENTS = "ven_stock_department"
HOMICIDE_YEARS = "homicides_yearly"
"""The row of homicides by year: beside it, their months would count for nothing."""
Tell = Callable[[int, int], None]
Parameters = Literal["posterior", "prior"]


@dataclass(frozen=True)
class RollingOptions:
    """Cut-offs to start from (empty: those of the table), and how to run; ``oil`` adds the runs with endogenous oil."""

    cutoffs: tuple[date, ...] = ()
    parameters: Parameters = "posterior"
    members: int = 200
    seed: int = 1
    jobs: int = 1
    oil: bool = True

    @property
    def days(self) -> tuple[date, ...]:
        """The cut-offs, by default the ends of the years of the table."""
        return self.cutoffs or tuple(date(y, 12, 31) for y in range(count("origin_first"), count("origin_last") + 1))


@dataclass(frozen=True)
class Block:
    """One hindcast of the evaluation."""

    options: HindcastOptions

    @property
    def naive(self) -> bool:
        """Whether the naive forecasters speak too: once for each cut-off."""
        return self.options.oil_imposed


@dataclass(frozen=True)
class Outcome:
    """What one hindcast gave: a score of each later count, the counts by place, which forecasters abstained.

    ``left_out`` members left the range of numbers.
    """

    block: Block
    left_out: int
    scored: tuple[Score, ...]
    places: tuple[PlaceCount, ...]
    abstained: tuple[Abstention, ...]


@dataclass(frozen=True)
class Evaluation:
    """The finished tables: ``scores`` by count; ``skill``, ``coverage``, ``places``, ``oil``, and who ``abstained``.

    ``runs`` has a row for each hindcast: cut-off, parameter set, members that were left out as they left the range of
    numbers. ``scored`` are the scores behind the tables.
    """

    scores: pd.DataFrame
    skill: pd.DataFrame
    coverage: pd.DataFrame
    places: pd.DataFrame
    oil: pd.DataFrame
    abstained: pd.DataFrame
    runs: pd.DataFrame
    scored: tuple[Score, ...]

    def write(self, folder: Path) -> list[Path]:
        """Write every table as CSV into an existing folder; return the paths."""
        names = ("scores", "skill", "coverage", "places", "oil", "abstained", "runs")
        paths = [folder / f"{name}.csv" for name in names]
        for name, path in zip(names, paths, strict=True):
            getattr(self, name).to_csv(path, index=False, float_format="%.6g")
        return paths


def set_at(until: date) -> Posterior | None:
    """The packaged set that knows most but nothing after a day; None, the prior, when there is none."""
    known = [found for found in map(posterior, packaged()) if found.until <= until.isoformat()]
    return max(known, key=lambda found: found.until, default=None)


def evaluate(options: RollingOptions, tell: Tell = lambda done, all_: None) -> Evaluation:
    """Run and score all cut-offs; the same for any number of ``jobs``. ``tell`` hears of every finished hindcast.

    Raises UserError without the extra of the libraries.
    """
    work = blocks(options)
    outcomes: list[Outcome] = []
    with executor(min(options.jobs, len(work))) as run:
        for outcome in run(run_block, work):
            outcomes.append(outcome)
            tell(len(outcomes), len(work))
    return tables(outcomes, options.seed)


def blocks(options: RollingOptions) -> list[Block]:
    """The hindcasts to run: with oil output imposed, then with the model's own."""
    ways = (True, False) if options.oil else (True,)
    sets = {day: set_at(day) if options.parameters == "posterior" else None for day in options.days}
    return [
        Block(HindcastOptions(day, sets[day], options.members, options.seed, oil_imposed=imposed))
        for imposed in ways
        for day in options.days
    ]


def run_block(block: Block) -> Outcome:
    """One hindcast with its scores; the naive forecasters see the same past."""
    options, known = block.options, block.options.known
    samples, left_out = sound(hindcast(options))
    wanted = tuple(o for o in later(known, drivers=not options.oil_imposed) if o.variable != MUNICIPAL)
    said = {key_of(o): np.asarray(draws(samples, o)) for o in wanted}
    kinds = {name: rule.kind for name, rule in rules().items()}
    who = tuple(FORECASTERS) if block.naive else ()
    naive = naive_forecast(observations(options.until), wanted, known - 1, kinds, options.seed, who)
    scored = score_origin(Origin(known - 1, wanted, said, naive.samples), informed(options.until.year))
    return Outcome(block, len(left_out), tuple(map(_named, scored)), tuple(place_counts(samples)), naive.abstained)


def _named(score: Score) -> Score:
    yearly = score.variable == "homicides" and len(score.date) == YEAR
    return replace(score, variable=HOMICIDE_YEARS) if yearly else score


def informed(year: int) -> dict[str, int]:
    """The last year, after the cut-off's, whose counts of a variable its own levers or parameters know."""
    return {variable: last for variable, last in read_until().items() if last > year}


@cache
def read_until() -> dict[str, int]:
    """By variable, the last year of its counts that a number of the model was read from."""
    seen = [(row.lever, row.hindsight) for row in lever_history()]
    seen += [(name, parameter.informed_until) for name, parameter in parameters().items()]
    latest: dict[str, int] = {}
    for name, year in seen:
        latest[name] = max(year, latest.get(name, 0))
    found: dict[str, int] = {}
    for row in rows("in_sample.csv"):
        found[row["variable"]] = max(latest[row["name"]], found.get(row["variable"], 0))
    return found


def place_counts(samples: Samples) -> list[PlaceCount]:
    """Counts by department and municipality after the cut-off, of the places that the last one before it had."""
    found: list[PlaceCount] = []
    for variable in (DEPARTMENTS, MUNICIPAL):
        days = _by_month(variable)
        before = [m for m, day in days.items() if m < samples.known and len(day) >= count("places_least")]
        if before:
            last = days[max(before)]
            after = (day for month, day in days.items() if month >= samples.known and last.keys() <= day.keys())
            found += [_place_count(samples, last, [day[code] for code in last]) for day in after]
    return found


@cache
def _by_month(variable: str) -> dict[int, dict[str, Observation]]:
    """Counts by month and place, by date."""
    days: dict[int, dict[str, Observation]] = {}
    for o in sorted(observations(None, (variable,)), key=lambda o: o.last):
        days.setdefault(o.last, {})[o.code] = o
    return days


def _place_count(samples: Samples, last: dict[str, Observation], counted: Sequence[Observation]) -> PlaceCount:
    first = counted[0]
    said = np.stack([np.asarray(draws(samples, o)) for o in counted], axis=1)
    observed, known = (np.array([o.value for o in part]) for part in (counted, list(last.values())))
    return PlaceCount(samples.known - 1, first.variable, first.date, observed, known, said)


def tables(outcomes: Sequence[Outcome], seed: int) -> Evaluation:
    """The tables of an evaluation from its hindcasts."""
    imposed = [o for o in outcomes if o.block.options.oil_imposed]
    scored = tuple(score for o in imposed for score in o.scored)
    endogenous = [score for o in outcomes if not o.block.options.oil_imposed for score in o.scored]
    place_rows = place_table([each for o in imposed for each in o.places], seed)
    return Evaluation(
        scores=_dated([score.cells() for score in scored]),
        skill=pd.DataFrame([row.cells() for row in skill_table(scored, seed)]),
        coverage=coverage_table(scored),
        places=_dated([row.cells() for row in place_rows]),
        oil=oil_table(scored, endogenous, seed),
        abstained=pd.DataFrame([{"cutoff": _day(o)} | vars(who) for o in imposed for who in o.abstained]),
        runs=pd.DataFrame([_run_row(o) for o in outcomes]),
        scored=scored,
    )


def _run_row(outcome: Outcome) -> dict[str, str | int]:
    options = outcome.block.options
    name = options.posterior.name if options.posterior else "prior"
    oil = "imposed" if options.oil_imposed else "endogenous"
    members = {"members": options.members, "left_out": outcome.left_out}
    return {"cutoff": _day(outcome), "oil": oil, "parameters": name, "seed": options.seed, **members}


def _day(outcome: Outcome) -> str:
    return outcome.block.options.until.isoformat()


def _dated(cells: list[dict[str, str | int | float]]) -> pd.DataFrame:
    """Rows whose cut-off is written as its month."""
    return pd.DataFrame([row | {"cutoff": month_name(int(row["cutoff"]))} for row in cells])


def coverage_table(scored: Sequence[Score]) -> pd.DataFrame:
    """Share of counts inside the 50% and 90% bands, with its interval, by variable, over all cut-offs and for each."""
    found = []
    for variable in dict.fromkeys(s.variable for s in scored):
        own = [s for s in scored if s.variable == variable]
        parts = {"all": own} | {month_name(c): [s for s in own if s.cutoff == c] for c in _cutoffs(own)}
        for cutoff, part in parts.items():
            for level, name in ((scores.INNER, "inside50"), (scores.OUTER, "inside90")):
                hits = np.array([getattr(s, name) for s in part])
                share = scores.coverage(hits, len({s.group for s in part}))
                found.append({"variable": variable, "cutoff": cutoff, "level": level} | vars(share))
    return pd.DataFrame(found)


def _cutoffs(scored: Sequence[Score]) -> list[int]:
    return sorted({s.cutoff for s in scored})


def oil_table(imposed: Sequence[Score], endogenous: Sequence[Score], seed: int) -> pd.DataFrame:
    """What knowing oil output is worth: CRPS by variable, oil imposed against oil made by the model.

    ``gain`` is 1 - imposed / endogenous with its interval: above 0, knowing the oil helps. Of oil itself only the
    model's own forecast has a score.
    """
    known = {_target(s): s for s in imposed}
    found = []
    for variable in dict.fromkeys(s.variable for s in endogenous):
        own = [s for s in endogenous if s.variable == variable]
        pairs = [(known[_target(s)], s) for s in own if _target(s) in known]
        row = {"variable": variable, "n": len(own), "crps_endogenous": float(np.mean([s.model.crps for s in own]))}
        found.append(row | _gain(pairs, seed, f"oil/{variable}") | {"inside90": np.mean([s.inside90 for s in own])})
    return pd.DataFrame(found)


def _target(score: Score) -> tuple[int, str, str, str]:
    return score.cutoff, score.variable, score.code, score.date


def _gain(pairs: Sequence[tuple[Score, Score]], seed: int, stream: str) -> dict[str, float]:
    if not pairs:
        return dict.fromkeys(("crps_imposed", "gain", "gain_low", "gain_high"), float("nan"))
    ours, theirs = (np.array([pair[side].model.crps for pair in pairs]) for side in (0, 1))
    low, high = skill_interval(ours, theirs, [s.group for s, _ in pairs], seed, stream)
    gain: Array = skill_of(ours, theirs)
    return {"crps_imposed": float(ours.mean()), "gain": float(gain), "gain_low": low, "gain_high": high}
