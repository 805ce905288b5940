"""The skill table: the model against the naive forecasters, from several cut-offs, by variable and months ahead.

Skill is 1 - CRPS / CRPS of the best naive forecaster: 1 is perfect, 0 no better, below 0 worse. The best one is picked
after the fact, on the same targets, as the one against which the model looks worst. That is hard on the model: nobody
could have known which to use. Failures stay in the table.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import bootstrap

from borderSim.catalogue.dates import FIRST_YEAR
from borderSim.engine.noise import generator
from borderSim.hindcast import scores
from borderSim.hindcast.naive import Key
from borderSim.hindcast.observations import MONTHS_A_YEAR, Observation
from borderSim.hindcast.settings import count, settings

Array = NDArray[Any]
NOTHING = (float("nan"), float("nan"))
"""The interval of what cannot have one."""
ALL = "all"
"""The horizon of a row over all months ahead."""
HORIZONS = ("horizon_end_1", "horizon_end_2", "horizon_end_3", "horizon_end_4")


@dataclass(frozen=True)
class Origin:
    """One cut-off: the last month that was known, the counts after it, and draws of each by target.

    ``model`` has (M,) for every count; ``naive`` has (R,) by forecaster, without the targets of which it abstained.
    """

    cutoff: int
    observed: tuple[Observation, ...]
    model: Mapping[Key, Array]
    naive: Mapping[str, Mapping[Key, Array]]


@dataclass(frozen=True)
class Pair:
    """CRPS in the unit of the variable, and on the scale ln(1 + x)."""

    crps: float
    crps_log: float


@dataclass(frozen=True)
class Score:
    """How one count after a cut-off was forecast; ``in_sample``: the model's prior may know data of its year."""

    cutoff: int
    variable: str
    code: str
    date: str
    ahead: int
    horizon: str
    observed: float
    median: float
    model: Pair
    naive: Mapping[str, Pair]
    pinball: float
    inside50: bool
    inside90: bool
    bias: float
    pit: float
    in_sample: bool

    @property
    def group(self) -> tuple[int, str]:
        """Cut-off and place: the counts of one group share its errors."""
        return self.cutoff, self.code

    def cells(self) -> dict[str, str | int | float]:
        """Return the score as flat columns, for a CSV file."""
        names = [field.name for field in fields(self) if field.name not in ("model", "naive")]
        flat: dict[str, str | int | float] = {name: getattr(self, name) for name in names}
        for who, pair in {"model": self.model, **self.naive}.items():
            flat |= {f"crps_{who}": pair.crps, f"crps_log_{who}": pair.crps_log}
        return flat


@dataclass(frozen=True)
class Skill:
    """Skill against ``best``, on the ``n`` targets of which it spoke, with an interval; empty and NaN without one."""

    best: str
    n: int
    crps: float
    crps_best: float
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class SkillRow:
    """One variable at one horizon, over ``n`` counts in ``groups`` of one cut-off and place.

    ``naive`` is the mean CRPS of each forecaster over the targets of which it spoke. ``log`` is the skill on the scale
    ln(1 + x), with its own best. Coverage has the interval of ``groups`` independent targets. ``bias`` is the mean of
    ln of median over count. ``in_sample`` counts the targets whose year the prior may know.
    """

    variable: str
    horizon: str
    n: int
    groups: int
    crps: float
    crps_log: float
    pinball: float
    naive: Mapping[str, float]
    skill: Skill
    log: Skill
    coverage50: scores.Coverage
    coverage90: scores.Coverage
    bias: float
    in_sample: int

    @property
    def sample(self) -> str:
        """In-sample, out-of-sample or mixed."""
        return {0: "out-of-sample", self.n: "in-sample"}.get(self.in_sample, "mixed")

    def cells(self) -> dict[str, str | int | float]:
        """Return the row as flat columns, for a CSV file."""
        flat: dict[str, str | int | float] = {name: getattr(self, name) for name in ("variable", "horizon", "n")}
        flat |= {"groups": self.groups, "crps": self.crps, "crps_log": self.crps_log, "pinball": self.pinball}
        flat |= {f"crps_{name}": value for name, value in self.naive.items()}
        for end, skill in (("", self.skill), ("_log", self.log)):
            flat |= {f"best_naive{end}": skill.best, f"n_best{end}": skill.n, f"crps_best{end}": skill.crps_best}
            flat |= {f"skill{end}": skill.value, f"skill{end}_low": skill.low, f"skill{end}_high": skill.high}
        for name, found in (("coverage50", self.coverage50), ("coverage90", self.coverage90)):
            flat |= {name: found.share, f"{name}_low": found.low, f"{name}_high": found.high}
        return flat | {"bias": self.bias, "in_sample": self.in_sample, "sample": self.sample}


def horizon(ahead: int) -> str:
    """Return the class of a target ``ahead`` months after the cut-off (1 is the first month), such as ``7-12``."""
    first = 1
    for last in map(count, HORIZONS):
        if ahead <= last:
            return f"{first}-{last}"
        first = last + 1
    return f"{first}+"


def score_origin(origin: Origin, informed: Mapping[str, int]) -> list[Score]:
    """Score every count after a cut-off. ``informed``: last year that the prior of a variable knows.

    ValueError for a count of which the model says nothing, for one from before the cut-off, and for draws that are not
    finite or below zero.
    """
    missing = [o.date for o in origin.observed if key_of(o) not in origin.model]
    if missing:
        raise ValueError(f"the model says nothing of {len(missing)} counts, the first of {missing[0]}")
    if early := [o.date for o in origin.observed if o.last <= origin.cutoff]:
        raise ValueError(f"{early[0]}: a count that was known at the cut-off is no target")
    draws = [origin.model, *origin.naive.values()]
    if wrong := [key for said in draws for key, value in said.items() if not (np.isfinite(value) & (value >= 0)).all()]:
        raise ValueError(f"{' '.join(wrong[0])}: draws of a count must be finite and 0 or more")
    return [_score(origin, observation, informed) for observation in origin.observed]


def key_of(observation: Observation) -> Key:
    """Return the key of a count: variable, code and date."""
    return observation.variable, observation.code, observation.date


def skill_table(scored: Sequence[Score], seed: int) -> list[SkillRow]:
    """Rows by variable and horizon, in the order of the scores' variables, then one over all horizons each.

    ``seed`` addresses the resampling of the intervals.
    """
    variables = list(dict.fromkeys(s.variable for s in scored))
    rows = []
    for variable in variables:
        own = sorted((s for s in scored if s.variable == variable), key=lambda s: s.ahead)
        rows += [_row(variable, name, list(part), seed) for name, part in groupby(own, key=lambda s: s.horizon)]
        rows.append(_row(variable, ALL, own, seed))
    return rows


def skill_of(model: Array, naive: Array) -> Array:
    """1 - CRPS / CRPS of the naive (...), each the sum over the last axis; NaN where the naive is perfect."""
    ours, theirs = model.sum(axis=-1), naive.sum(axis=-1)
    return 1 - np.divide(ours, theirs, out=np.full(np.shape(theirs), np.nan), where=theirs > 0)


def skill_interval(
    model: Array, naive: Array, groups: Sequence[Hashable], seed: int, stream: str
) -> tuple[float, float]:
    """Return the percentile bootstrap interval of the skill over whole groups (Efron and Tibshirani 1993).

    ``model`` and ``naive`` are (n,) scores of the same targets. NaN below the table's number of groups. With few
    groups, or errors that cut-offs share, it is too narrow.
    """
    names, position = np.unique([repr(group) for group in groups], return_inverse=True)
    if len(names) < settings()["clusters_least"]:
        return NOTHING
    sums = [np.bincount(position, weights=part) for part in (model, naive)]
    found = bootstrap(
        sums,
        lambda ours, theirs, axis: skill_of(np.moveaxis(ours, axis, -1), np.moveaxis(theirs, axis, -1)),
        paired=True,
        vectorized=True,
        method="percentile",
        n_resamples=count("bootstrap_resamples"),
        confidence_level=settings()["interval_level"],
        rng=generator(seed, stream),
    )
    return float(found.confidence_interval.low), float(found.confidence_interval.high)


def _score(origin: Origin, o: Observation, informed: Mapping[str, int]) -> Score:
    key, ahead = key_of(o), o.last - origin.cutoff
    draws = origin.model[key]
    year = FIRST_YEAR + o.last // MONTHS_A_YEAR
    return Score(
        cutoff=origin.cutoff,
        variable=o.variable,
        code=o.code,
        date=o.date,
        ahead=ahead,
        horizon=horizon(ahead),
        observed=o.value,
        median=float(np.median(draws)),
        model=_pair(draws, o.value),
        naive={name: _pair(spoken[key], o.value) for name, spoken in origin.naive.items() if key in spoken},
        pinball=float(scores.pinball(draws, o.value).mean()),
        inside50=bool(scores.inside(draws, o.value, scores.INNER)),
        inside90=bool(scores.inside(draws, o.value, scores.OUTER)),
        bias=float(scores.bias(draws, o.value)),
        pit=float(scores.pit(draws, o.value)),
        in_sample=year <= informed.get(o.variable, FIRST_YEAR - 1),
    )


def _pair(draws: Array, observed: float) -> Pair:
    return Pair(float(scores.crps(draws, observed)), float(scores.crps_log(draws, observed)))


def _row(variable: str, name: str, scored: list[Score], seed: int) -> SkillRow:
    groups = len({s.group for s in scored})
    forecasters = list(dict.fromkeys(who for s in scored for who in s.naive))
    return SkillRow(
        variable=variable,
        horizon=name,
        n=len(scored),
        groups=groups,
        crps=_mean(s.model.crps for s in scored),
        crps_log=_mean(s.model.crps_log for s in scored),
        pinball=_mean(s.pinball for s in scored),
        naive={who: _mean(s.naive[who].crps for s in scored if who in s.naive) for who in forecasters},
        skill=_skill(scored, forecasters, lambda pair: pair.crps, seed, f"skill/{variable}/{name}"),
        log=_skill(scored, forecasters, lambda pair: pair.crps_log, seed, f"skill/{variable}/{name}"),
        coverage50=scores.coverage(np.array([s.inside50 for s in scored]), groups),
        coverage90=scores.coverage(np.array([s.inside90 for s in scored]), groups),
        bias=_mean(s.bias for s in scored),
        in_sample=sum(s.in_sample for s in scored),
    )


def _mean(values: Iterable[float]) -> float:
    return float(np.mean(list(values)))


def _skill(scored: list[Score], names: list[str], of: Callable[[Pair], float], seed: int, stream: str) -> Skill:
    """Skill against the forecaster that makes it lowest, among those that spoke of enough of the targets."""
    spoken = {who: [s for s in scored if who in s.naive] for who in names}
    least = settings()["naive_cover_least"] * len(scored)
    sides = {
        who: (np.array([of(s.model) for s in said]), np.array([of(s.naive[who]) for s in said]))
        for who, said in spoken.items()
        if len(said) >= least
    }
    if not sides:
        return Skill("", 0, *NOTHING, *NOTHING, float("nan"))
    values = {who: float(skill_of(*pair)) for who, pair in sides.items()}
    best = min(values, key=lambda who: values[who] if np.isfinite(values[who]) else -np.inf)
    model, naive = sides[best]
    interval = skill_interval(model, naive, [s.group for s in spoken[best]], seed, stream)
    return Skill(best, len(model), float(model.mean()), float(naive.mean()), values[best], *interval)
