"""The parts of the page as plain values: findings, levers that differ, tables, assumptions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from borderSim.analysis.compare import Row
from borderSim.analysis.decompose import PARTS
from borderSim.analysis.evidence import STRENGTH, Basis, basis, weakest
from borderSim.catalogue import (
    Indicator,
    Lever,
    Link,
    indicators,
    lever_history,
    lever_steps,
    levers,
    month_index,
    parameters,
    variables,
)
from borderSim.catalogue import events as event_types
from borderSim.report.context import Context, moves
from borderSim.report.layout import tick
from borderSim.report.levers import lever_number, lever_unit
from borderSim.report.numbers import day, in_100, number, span
from borderSim.report.words import Lang, word
from borderSim.results.data import quantiles
from borderSim.scenario import LeverChange, Scenario

Line = list[str]
FINDINGS = 3
WEAK_LINKS = 4
NEED = "unmet_need_department"
LINK = "link:"
"""How the series of a link between two levers begin (see model/observables.py)."""
COMPANION = {"conflict_killings": "people_under_control"}
"""Killings are never shown without the people who live under group control (model description 5.2)."""


def findings(context: Context) -> list[str]:
    """Three findings in sentences: clear differences first, one of each system, in the order of the tables."""
    return [finding(context, item) for item in headline(context)]


def under_resourced(context: Context) -> str:
    """The departments whose services lack most in the scenario's last month, named with their medians (brief 5.2)."""
    from borderSim import world

    if NEED not in context.data.department:
        return ""
    values = context.data.department[NEED][context.data.index(context.scenario.name)][:, -1]
    middle = np.median(np.asarray(values, np.float64), axis=0)
    names = world.load().department_names
    most = [f"{names[i]} ({number(middle[i], context.lang)})" for i in np.argsort(-middle, kind="stable")[:FINDINGS]]
    return word("under_resourced", context.lang, first=most[0], others=", ".join(most[1:]))


def headline(context: Context) -> list[Indicator]:
    """The indicators of the findings, in the order of the tables: the scenario's own first, clear differences first."""
    items = [item for item in context.first_page if context.row(item.name)]
    own = {name: position for position, name in enumerate(context.scenario.indicators)}
    items.sort(key=lambda item: own.get(item.name, len(own)))
    clear = [item for item in items if _row(context, item).distinguishable]
    ahead = _one_each(clear)
    systems = {item.system for item in ahead}
    others = [item for item in _one_each(items) if item.system not in systems]
    chosen = list(dict.fromkeys([*ahead, *others, *items]))[:FINDINGS]
    return sorted(chosen, key=lambda item: item.order)


def rests_on(context: Context) -> list[str]:
    """What each finding rests on, in words: the weak links to collect evidence on, or that its links are grounded."""
    moved = [change.lever for change in moves(context.scenario, context.reference)]
    return [_rests_on(context, item, basis(moved, item.name)) for item in headline(context)] if moved else []


def _rests_on(context: Context, item: Indicator, found: Basis) -> str:
    lang, label = context.lang, item.label(context.lang)
    if not found.paths:
        return word("rests_unknown", lang, label=label)
    if not found.mostly_weak:
        return word("rests_grounded", lang, label=label, grade=_grade(found, lang))
    links = "; ".join(_link_words(link, lang) for link in found.weak_links[:WEAK_LINKS])
    return word("rests_weak", lang, label=label, n=len(found.weak_levers), all=len(found.paths), links=links)


def _grade(found: Basis, lang: Lang) -> str:
    grades = sorted({weakest(path) for path in found.paths.values()}, key=STRENGTH.__getitem__)
    return ", ".join(word(f"grade_{grade}", lang) for grade in grades)


def _link_words(link: Link, lang: Lang) -> str:
    ends = (variables()[name].label(lang) for name in (link.cause, link.effect))
    return f"{' → '.join(ends)} ({word(f'grade_{link.grade}', lang)})"


def _row(context: Context, item: Indicator) -> Row:
    row = context.row(item.name)
    assert row is not None
    return row


def _one_each(items: Sequence[Indicator]) -> list[Indicator]:
    first: dict[str, Indicator] = {}
    for item in items:
        first.setdefault(item.system, item)
    return list(first.values())


def finding(context: Context, item: Indicator) -> str:
    """One finding in words, with those of the indicator that it is never shown without."""
    other = COMPANION.get(item.name, "")
    said = [sentence(context, item)]
    return " ".join([*said, sentence(context, indicators()[other])] if context.row(other) else said)


def sentence(context: Context, item: Indicator) -> str:
    """One finding in words with its range and its count."""
    row, lang = _row(context, item), context.lang
    return word(
        "finding_sentence" if row.distinguishable else "finding_sentence_same",
        lang,
        label=item.label(lang),
        value=number(row.median, lang),
        unit=item.window_unit(context.lang),
        when=context.when(item),
        gap=number(row.diff_median, lang, sign=True),
        baseline=context.title(row.baseline),
        range=word("range_90", lang, span=span(row.diff_q05, row.diff_q95, lang, sign=True)),
        higher=word("higher_in", lang, n=in_100(row.higher_in_100)),
    )


def lever_lines(context: Context) -> list[Line]:
    """Levers that only the scenario moves: label, from, value, value in the reference, how, unit, place.

    A change that leaves a lever at the reference's value is left out.
    """
    found = [_lever_line(context, change) for change in moves(context.scenario, context.reference)]
    return [line for line in found if line[2] != line[3] or line[4]]


def _lever_line(context: Context, change: LeverChange) -> Line:
    lever, lang = levers()[change.lever], context.lang
    return [
        lever.label(lang),
        day(change.start, lang),
        lever_number(lever, change.value, lang),
        _elsewhere(context.reference, change, lang),
        _how(change, lang),
        lever_unit(lever, lang),
        ", ".join(map(place_name, change.places)) if change.places else word("everywhere", lang),
    ]


def place_name(code: str) -> str:
    """The name of a crossing or department, or the id itself."""
    from borderSim import world

    places = world.load()
    names = dict(zip(places.crossing_ids, places.crossing_names, strict=True))
    names.update(zip(places.department_codes, places.department_names, strict=True))
    return names.get(code, code).split(" (")[0]


def _how(change: LeverChange, lang: Lang) -> str:
    said = []
    if change.ramp_months:
        said.append(word("over_months", lang, n=tick(round(change.ramp_months, 1), lang)))
    if change.until:
        said.append(word("until", lang, date=day(change.until, lang)))
    if change.lag:
        said.append(word("lag_months", lang, n=tick(round(change.lag.central, 1), lang)))
    return ", ".join(said)


def _elsewhere(reference: Scenario | None, change: LeverChange, lang: Lang) -> str:
    """What the lever is in the reference on the day of the change; a range where places differ."""
    lever = levers()[change.lever]
    known = {row.place for row in lever_history() if row.lever == lever.name} - {""}
    places = change.places or tuple(sorted(known)) or ("",)
    values = sorted({reference_value(reference, lever, place, change.start) for place in places})
    ends = [lever_number(lever, value, lang) for value in (values[0], values[-1])]
    return ends[0] if ends[0] == ends[1] else word("range", lang, low=ends[0], high=ends[1])


def reference_value(reference: Scenario | None, lever: Lever, place: str, on: date) -> float:
    """A lever's value in the reference on a day: its own schedule, else the recorded history, else the default."""
    own = [c for c in (reference.changes if reference else ()) if c.lever == lever.name and c.start <= on]
    own = [c for c in own if (c.until is None or on < c.until) and (c.places is None or place in c.places)]
    if own:
        return max(own, key=lambda c: c.start).value
    past = [value for month, value in lever_steps(lever.name, place) if month <= month_index(on)]
    return past[-1] if past else lever.default


def link_lines(context: Context) -> list[Line]:
    """Links between levers that acted: from, to, what they moved in the last month (range), in how many runs."""
    names = [name for name in context.data.national if name.startswith(LINK)] if context.reference else []
    return [line for name in names for line in _link_line(context, name)]


def _link_line(context: Context, name: str) -> list[Line]:
    assert context.reference is not None
    moved, usual = (context.members(name, scenario.name) for scenario in (context.scenario, context.reference))
    share = 100 * float(np.mean(np.any(moved != usual, axis=1)))
    if share == 0:
        return []
    low, _, middle, _, high = (float(level) for level in quantiles(moved[:, -1] - usual[:, -1]))
    lang, ends = context.lang, [levers()[end].label(context.lang) for end in name.removeprefix(LINK).split("->")]
    amount = f"{number(middle, lang, sign=True)} ({span(low, high, lang, sign=True)})"
    return [[*ends, amount, word("in_runs", lang, n=in_100(share))]]


def event_lines(context: Context) -> list[Line]:
    """Scheduled events: date, what, until."""
    lang = context.lang
    return [
        [day(e.date, lang), event_types()[e.type].label(lang), day(e.until, lang) if e.until else ""]
        for e in sorted(context.scenario.events, key=lambda e: e.date)
    ]


def comparison_lines(context: Context, window: str) -> list[Line]:
    """The comparison table over a window, in words."""
    return [comparison_line(context, row) for row in context.rows if row.window == window]


def comparison_line(context: Context, row: Row) -> Line:
    """A row in words: label, unit, reference, value (range), reference's value, difference (range), sign, error."""
    lang, item = context.lang, indicators()[row.indicator]
    gap = f"{number(row.diff_median, lang, sign=True)} ({span(row.diff_q05, row.diff_q95, lang, sign=True)})"
    return [
        item.label(lang),
        item.window_unit(context.lang),
        context.title(row.baseline),
        f"{number(row.median, lang)} ({span(row.q05, row.q95, lang)})",
        number(row.baseline_median, lang),
        gap,
        sign_words(row, lang),
        number(row.mc_error, lang),
    ]


def sign_words(row: Row, lang: Lang) -> str:
    """How sure the sign is: a count of runs, or that the two cannot be told apart."""
    return word("higher_in", lang, n=in_100(row.higher_in_100)) if row.distinguishable else word("indistinct", lang)


def part_lines(context: Context) -> list[Line]:
    """The decomposition of first-page indicators: label, unit, then each part with its range."""
    lines = []
    for item in context.first_page:
        found = {part.part: part for part in context.parts if part.indicator == item.name}
        if found:
            cells = [found[name] for name in PARTS]
            said = [
                f"{number(p.median, context.lang, sign=True)} ({span(p.q05, p.q95, context.lang, sign=True)})"
                for p in cells
            ]
            lines.append([item.label(context.lang), item.window_unit(context.lang), *said])
    return lines


def limits(context: Context) -> list[str]:
    """What the model cannot tell, with the count of parameters that rest on judgement or memory."""
    every = parameters().values()
    counts = {status: sum(p.status == status for p in every) for status in ("judgement", "memory")}
    keys = ("limit_forecast", "limit_parameters", "limit_distinct", "limit_gaps", "limit_counts", "limit_use")
    return [word(key, context.lang, all=len(every), **counts) for key in keys]


__all__ = [
    "comparison_lines",
    "event_lines",
    "findings",
    "lever_lines",
    "limits",
    "part_lines",
]
