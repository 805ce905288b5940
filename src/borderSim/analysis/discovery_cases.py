"""From a sweep to cases: which runs are asked about, which of them fail, and what they differ in."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from scipy.stats import rankdata

from borderSim.analysis.boxes import Cases, Input
from borderSim.analysis.outcomes import outcomes
from borderSim.catalogue import parameters
from borderSim.errors import UserError, did_you_mean
from borderSim.results.data import Array
from borderSim.results.sweep_data import AxisInfo, SweepData

MOST_DRAWN = 15
"""Of what the members drew, so many inputs are searched: those whose rank correlation with the outcome is largest."""
ENOUGH_MEMBERS = 20
"""From so many members on, what they drew is searched, and cases are kept apart by member; below it the drawn inputs
must be named, and cases are kept apart by what there is more of, members or points."""
FEWEST_CASES, FEWEST_HITS = 100, 10
"""Cases that a search needs, and cases of interest and others that each half needs."""
YES_NO = ({"en": "no", "es": "no"}, {"en": "yes", "es": "sí"})
YES_NO_NAMES = ("no", "yes")
NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
FORMS = "above NUMBER, below NUMBER, highest P% or lowest P%"


@dataclass(frozen=True)
class Criterion:
    """Which outcomes are of interest: above or below a value, or the highest or lowest ``value`` per cent."""

    kind: Literal["above", "below", "highest", "lowest"]
    value: float

    def threshold(self, outcome: Array) -> float:
        """The value that divides outcomes (N,), in their unit."""
        if self.kind in ("above", "below"):
            return self.value
        percent = self.value if self.kind == "lowest" else 100 - self.value
        return float(np.percentile(outcome, percent))

    def hits(self, outcome: Array) -> Array:
        """(N,) bool: which outcomes are of interest; a share takes ties with its threshold in."""
        limit = self.threshold(outcome)
        compare = {"above": np.greater, "below": np.less, "highest": np.greater_equal, "lowest": np.less_equal}
        return np.asarray(compare[self.kind](outcome, limit))


def read_criterion(text: str) -> Criterion:
    """Read "above 50", "below 0", "highest 25%" or "lowest 25%"; UserError for anything else."""
    said = " ".join(text.split())
    if found := re.fullmatch(rf"(above|below) ({NUMBER})", said):
        return Criterion(found[1], _finite(float(found[2]), text))  # type: ignore[arg-type]
    if found := re.fullmatch(rf"(highest|lowest) ({NUMBER}) ?%", said):
        percent = float(found[2])
        if not 0 < percent < 100:
            raise UserError(f"“{text}”: a share lies between 0% and 100%")
        return Criterion(found[1], percent)  # type: ignore[arg-type]
    raise UserError(f"“{text}” is no criterion{_why(said)}; write {FORMS}")


def _finite(value: float, text: str) -> float:
    if not np.isfinite(value):
        raise UserError(f"“{text}”: the number is too large")
    return value


def _why(said: str) -> str:
    """What is probably wrong with a criterion."""
    first, _, rest = said.partition(" ")
    if first in ("worst", "best"):
        return ": which end is worse is a judgement, so say highest or lowest"
    if first in ("highest", "lowest"):
        return f": {first} is followed by a share such as 25%"
    if first not in ("above", "below"):
        return did_you_mean(first, ["above", "below", "highest", "lowest"]).rstrip("?")
    if re.fullmatch(r"[+-]?\d+,\d+", rest):
        return f": {rest} is no number, decimals take a point"
    if re.match(rf"{NUMBER}\s*\S", rest):
        return ": the number stands alone, in the indicator's own unit"
    return f": a number follows {first}"


@dataclass(frozen=True)
class Question:
    """What is asked of a sweep: when the outcome (level, or difference from the reference) fails or succeeds.

    ``fixed`` holds the axes that take one value, by name, and ``inputs`` names the only inputs to search, if any.
    """

    indicator: str
    criterion: Criterion
    succeeds: bool = False
    window: str = "last_12"
    difference: bool = False
    by: Literal["members", "points"] = "members"
    fixed: Mapping[str, str] = field(default_factory=dict)
    inputs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Evidence:
    """The cases of a question: a half to search in, and another to check on. Halves differ in their members or points.

    ``threshold`` divides the outcomes. ``looked_at`` counts the inputs that differ, before any screening: axes (point)
    and what members drew (member).
    """

    learn: Cases
    check: Cases
    threshold: float
    apart: Literal["member", "point"]
    looked_at: Mapping[str, int]


def evidence(data: SweepData, question: Question) -> Evidence:
    """Gather the cases of a question and divide them. Raises UserError for what cannot be searched."""
    chosen = _points(data, question.fixed)
    outcome = outcomes(data, question.indicator, question.window, difference=question.difference)[chosen]
    members = np.asarray(data.members)
    if question.by == "points":
        outcome, members = np.median(outcome, axis=1, keepdims=True), members[:1]
    if not np.isfinite(outcome).all():
        raise UserError(f"{question.indicator}: {int((~np.isfinite(outcome)).sum())} runs have no value (NaN)")
    _unknown(data, question)
    axes, drawn = _axes(data, question, chosen), _drawn(data, question)
    apart = _apart(len(chosen), len(members))
    first = np.isin(members, half(members, _seed(data))) if apart == "member" else np.ones(len(members), bool)
    kept = list(drawn) if question.inputs else _screened(drawn, outcome, first)
    cases = _cases(data, question, (chosen, members, outcome), (axes, kept))
    learn = np.isin(getattr(cases, apart), half(getattr(cases, apart), _seed(data)))
    looked_at = {"point": len(axes), "member": len(drawn)}
    threshold = question.criterion.threshold(outcome.ravel())
    found = Evidence(cases.take(learn), cases.take(~learn), threshold, apart, looked_at)
    _enough(found, question)
    return found


def half(ids: Array, seed: int, salt: str = "check") -> Array:
    """Half of the distinct ``ids``, the same for the same seed and salt: those whose digest comes first."""
    distinct = np.unique(ids)
    digests = [hashlib.sha256(f"{seed}/{salt}/{int(item)}".encode()).digest() for item in distinct]
    order = sorted(range(len(distinct)), key=digests.__getitem__)
    return np.asarray(distinct[order[: (len(distinct) + 1) // 2]])


def _seed(data: SweepData) -> int:
    return int(data.meta.get("seed", 0))


def _apart(points: int, members: int) -> Literal["member", "point"]:
    return "member" if members >= ENOUGH_MEMBERS or members >= points else "point"


def _points(data: SweepData, fixed: Mapping[str, str]) -> Array:
    """Positions of the points at which every fixed axis has its value. Raises UserError with all that is wrong."""
    kept, problems = np.ones(len(data.points), bool), []
    names = [axis.name for axis in data.axes]
    for name, text in fixed.items():
        if name not in names:
            problems.append(f"--option {name}: no axis of this sweep{did_you_mean(name, names)}")
            continue
        axis, column = data.axes[names.index(name)], data.points[:, names.index(name)]
        value = _value(axis, text)
        rows = np.isclose(column, value, rtol=1e-9, atol=0) if value is not None else np.zeros(len(column), bool)
        if not rows.any():
            problems.append(f"--option {name}={text}: {_values(axis, column)}")
        kept &= rows
    if problems:
        raise UserError(*problems)
    if not kept.any():
        raise UserError(f"no point of the sweep has {', '.join(f'{n}={v}' for n, v in fixed.items())}")
    return np.flatnonzero(kept)


def _value(axis: AxisInfo, text: str) -> float | None:
    """The position of a choice, or a number; None for neither."""
    if axis.choices:
        return float(axis.choices.index(text)) if text in axis.choices else None
    try:
        return float(text)
    except ValueError:
        return None


def _values(axis: AxisInfo, column: Array) -> str:
    """Which values an axis can be fixed at."""
    distinct = [str(axis.choices[int(v)]) if axis.choices else f"{v:g}" for v in np.unique(column)]
    most = 12
    if len(distinct) > most:
        return f"it was sampled from {axis.low:g} to {axis.high:g} and stays an input"
    return f"its values are {', '.join(distinct)}"


def _unknown(data: SweepData, question: Question) -> None:
    """Refuse inputs that the sweep does not have, and drawn ones where a case is a point."""
    axes, problems = [axis.name for axis in data.axes], []
    for name in question.inputs:
        if name in data.drawn and question.by == "points" and name not in axes:
            problems.append(f"--inputs {name}: it is drawn by members, so it needs --by members")
        elif name not in axes and name not in data.drawn:
            problems.append(f"--inputs {name}: no input of this sweep{did_you_mean(name, [*axes, *data.drawn])}")
    if problems:
        raise UserError(*problems)


def _wanted(names: Iterable[str], question: Question) -> list[str]:
    return [name for name in names if not question.inputs or name in question.inputs]


def _axes(data: SweepData, question: Question, chosen: Array) -> list[int]:
    """Positions of the axes that are inputs: wanted, and not the same at all points."""
    wanted = set(_wanted((axis.name for axis in data.axes), question))
    varied = [bool(np.ptp(data.points[chosen, j]) > 0) for j in range(len(data.axes))]
    return [j for j, axis in enumerate(data.axes) if axis.name in wanted and varied[j]]


def _drawn(data: SweepData, question: Question) -> dict[str, Array]:
    """What members drew (M,), of what is wanted and not the same in all of them; too few members tell nothing."""
    if question.by == "points" or (len(data.members) < ENOUGH_MEMBERS and not question.inputs):
        return {}
    wanted = {name: np.asarray(data.drawn[name], float).ravel() for name in _wanted(data.drawn, question)}
    return {name: values for name, values in wanted.items() if np.ptp(values) > 0}


def _screened(drawn: Mapping[str, Array], outcome: Array, first: Array) -> list[str]:
    """The MOST_DRAWN names with the largest rank correlation with the members' mean outcome, in the searched half."""
    if len(drawn) <= MOST_DRAWN:
        return list(drawn)
    names = sorted(drawn)
    table = np.column_stack([outcome.mean(axis=0), *(drawn[name] for name in names)])[first]
    ranks = rankdata(table, axis=0) - (len(table) + 1) / 2
    spread = np.sqrt((ranks**2).sum(axis=0))
    found = np.abs(ranks[:, 1:].T @ ranks[:, 0]) / np.maximum(spread[1:] * spread[0], 1e-300)
    return [names[position] for position in np.argsort(-found, kind="stable")[:MOST_DRAWN]]


def _cases(
    data: SweepData, question: Question, runs: tuple[Array, Array, Array], inputs: tuple[list[int], Sequence[str]]
) -> Cases:
    """One case for each outcome (P, M) of the chosen points and members."""
    (chosen, members, outcome), (axes, drawn) = runs, inputs
    row, column = (part.ravel() for part in np.indices(outcome.shape))
    own = [np.asarray(data.drawn[name], float).ravel()[column] for name in drawn]
    values = np.column_stack([data.points[chosen][:, axes][row], *own])
    if not np.isfinite(values).all():
        raise UserError(f"{int((~np.isfinite(values)).sum())} values of the inputs are missing (NaN)")
    described = [axis_input(data.axes[j]) for j in axes] + [drawn_input(name, data.drawn[name]) for name in drawn]
    flat = outcome.ravel()
    return Cases(tuple(described), values, question.criterion.hits(flat), chosen[row], members[column], flat)


def axis_input(axis: AxisInfo) -> Input:
    """An axis of the sweep as an input."""
    choices = tuple({lang: axis.said(i, lang) for lang in ("en", "es")} for i in range(len(axis.choices)))
    return Input(axis.name, "point", axis.label, axis.unit, axis.low, axis.high, choices, axis.choices)


def drawn_input(name: str, values: Array) -> Input:
    """What members drew as an input, with its words from the parameter table; a structural switch is no or yes."""
    known = parameters().get(name)
    plain = name.replace("_", " ").capitalize()
    label = {"en": known.label("en"), "es": known.label("es")} if known else {"en": plain, "es": plain}
    switch = known is not None and known.distribution == "switch"
    unit = {"en": "", "es": ""} if known is None or switch else {"en": known.unit, "es": known.unit_es}
    low, high = float(np.min(values)), float(np.max(values))
    words, names = (YES_NO, YES_NO_NAMES) if switch else ((), ())
    return Input(name, "member", label, unit, low, high, words, names)


def _enough(found: Evidence, question: Question) -> None:
    """Refuse a question that the cases cannot answer."""
    halves, verb = (found.learn, found.check), "succeeds" if question.succeeds else "fails"
    outcome = np.concatenate([part.outcome for part in halves])
    cases, hits = len(outcome), sum(int(part.hits.sum()) for part in halves)
    span = f"{question.indicator} lies between {outcome.min():.4g} and {outcome.max():.4g}"
    if hits in (0, cases):
        raise UserError(f"{'no' if hits == 0 else 'every'} case {verb}, so there is nothing to explain: {span}")
    if not found.learn.inputs:
        raise UserError("no input is left that differs between the cases")
    if cases < FEWEST_CASES:
        raise UserError(f"{cases} cases are too few: a search needs {FEWEST_CASES} (points times members)")
    if min(min(int(part.hits.sum()), int((~part.hits).sum())) for part in halves) < FEWEST_HITS:
        needed = f"each half of the cases needs {FEWEST_HITS} that do and {FEWEST_HITS} that do not"
        raise UserError(f"{hits} of {cases} cases {verb}, but {needed}: {span}")
