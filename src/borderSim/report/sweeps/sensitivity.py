"""The folder of a sensitivity analysis: a page, its figures, sensitivity.csv and tornado.csv."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from borderSim.analysis.sensitivity import Study, write_sensitivity
from borderSim.analysis.sensitivity_inputs import Contest, Input
from borderSim.analysis.sensitivity_methods import FEWEST, Indices
from borderSim.analysis.tornado import Bar, write_tornado
from borderSim.catalogue import indicators, readings, variables
from borderSim.report.layout import capital
from borderSim.report.numbers import number, plain, span
from borderSim.report.sweeps.analysis_page import Page, Section, Table, write_page
from borderSim.report.sweeps.sensitivity_figures import (
    MOST,
    Words,
    index_bars,
    label_of,
    leaders,
    tornado_bars,
    year_lines,
    year_words,
)
from borderSim.report.words import Lang, word
from borderSim.results.folder import run_folder
from borderSim.results.sweep_data import SweepData

MOSTLY = 0.5
"""A share of the variance above which what the runs draw outweighs the axes of the sweep."""


def write_sensitivity_folder(data: SweepData, studies: Sequence[Study], out: Path, lang: Lang, command: str) -> Path:
    """Write ``out`` whole or not at all; return the path of the page. Raises OSError where it cannot be written."""
    footer = word(
        "sens_footer", lang, version=data.meta.get("version", ""), name=data.name, sha=data.meta.get("id", ""),
        seed=data.meta.get("seed", ""), points=len(data.points), members=len(data.members),
    )  # fmt: skip
    page = Page(
        kind=word("sens_kind", lang),
        question=data.question[lang],
        findings=[text for study in studies for text in findings(study, lang)],
        sections=[section for study in studies for section in _sections(study, footer, lang)],
        cannot=cannot(data, studies, lang),
        footer=footer,
        command=command,
    )
    with run_folder(out) as folder:
        write_page(page, folder, lang)
        write_sensitivity(studies, folder / "sensitivity.csv")
        write_tornado([(s.indicator, s.settings.window, s.bars) for s in studies], folder / "tornado.csv")
    return out / "report.html"


def outcome_words(study: Study, lang: Lang) -> str:
    """What is explained: the indicator, or its difference from the reference."""
    key = "sens_difference" if study.settings.difference else "sens_level"
    return word(key, lang, label=indicators()[study.indicator].label(lang))


def findings(study: Study, lang: Lang) -> Iterator[str]:
    """What the study found, in a sentence or three."""
    yield from _what_matters(study, lang)
    if study.settings.by == "points" and study.shares and study.shares.members > MOSTLY:
        share = round(100 * study.shares.members)
        yield word("sens_finding_elsewhere", lang, outcome=capital(outcome_words(study, lang)), share=share)


def _what_matters(study: Study, lang: Lang) -> Iterator[str]:
    outcome = capital(outcome_words(study, lang))
    seen = [at for at in study.found.order if study.found.seen[at]] if study.found else []
    if study.found is None or not seen:
        yield _no_index(study, lang)
        return
    first, after = study.found.names[seen[0]], ""
    if len(seen) > 1:
        near = study.found.main.high[seen[1]] >= study.found.main.low[seen[0]]
        second = label_of(study.inputs[study.found.names[seen[1]]], lang)
        key = "sens_finding_tied" if near else "sens_finding_next"
        after = word(key, lang, second=second, value=_measured(study.found, seen[1], lang))
    label = label_of(study.inputs[first], lang)
    value = _measured(study.found, seen[0], lang)
    yield word("sens_finding_first", lang, outcome=outcome, first=label, value=value, next=after)
    inputs = [study.inputs[study.found.names[at]] for at in seen]
    doubted = ", ".join(label_of(item, lang) for item in inputs if item.contested)
    if doubted:
        yield word("sens_finding_contested", lang, outcome=outcome, names=doubted)


def _no_index(study: Study, lang: Lang) -> str:
    """Why there is no index, or none that is told apart from nothing."""
    outcome = capital(outcome_words(study, lang))
    if study.too_few:
        return word("sens_finding_few", lang, outcome=outcome, rows=plain(study.rows, lang), fewest=FEWEST["pawn"])
    still = study.found is None and not study.screened
    return word("sens_finding_still" if still else "sens_finding_none", lang, outcome=outcome)


def _measured(found: Indices, at: int, lang: Lang) -> str:
    main = found.main
    index = word(f"sens_index_{next(iter(found.measures))}", lang)
    interval = span(max(float(main.low[at]), 0.0), float(main.high[at]), lang)
    return word("sens_measured", lang, index=index, value=number(float(main.value[at]), lang), span=interval)


def _sections(study: Study, footer: str, lang: Lang) -> Iterator[Section]:
    if study.found is None:
        text = [_no_index(study, lang), *_about(study, lang)]
        yield Section(word("sens_heading_bars", lang, label=indicators()[study.indicator].label(lang)), text)
    else:
        yield _bars_section(study, study.found, footer, lang)
    if sum(year.indices is not None for year in study.years) > 1:
        yield _years_section(study, footer, lang)
    if study.bars:
        yield _tornado_section(study, footer, lang)


def _bars_section(study: Study, found: Indices, footer: str, lang: Lang) -> Section:
    label, outcome = indicators()[study.indicator].label(lang), outcome_words(study, lang)
    title = word("sens_bars_title", lang, outcome=outcome)
    sub = word("sens_bars_sub", lang, statistic=capital(_statistic(study, lang)), when=_when(study, lang))
    figure = index_bars(study, found, Words(title, sub, footer, lang))
    text = [word(f"sens_method_{found.method}", lang, size=plain(found.size, lang)), *_about(study, lang)]
    if len(found.names) > MOST:
        text.append(word("sens_more", lang, n=len(found.names) - MOST))
    table = Table(title, [word(key, lang) for key in ("sens_input", "sens_index", "value", "sens_interval")],
                  list(_index_rows(study, found, lang)))  # fmt: skip
    heading = word("sens_heading_bars", lang, label=label)
    return Section(heading, text, figure, f"indices_{study.indicator}", word("sens_alt", lang, title=title), [table])


def _index_rows(study: Study, found: Indices, lang: Lang) -> Iterator[list[str]]:
    for at in found.order:
        for index, measure in found.measures.items():
            interval = span(float(measure.low[at]), float(measure.high[at]), lang)
            named = [label_of(study.inputs[found.names[at]], lang), word(f"sens_index_{index}", lang)]
            yield [*named, number(float(measure.value[at]), lang), interval]


def _about(study: Study, lang: Lang) -> Iterator[str]:
    """What else a reader must know of how the numbers came about."""
    if study.averaged > 1:
        yield word("sens_averaged", lang, n=study.averaged)
    if study.settings.by == "members":
        everything = len(study.inputs)
        yield word("sens_screened", lang, n=study.screened, all=everything, size=plain(study.rows, lang))
    if study.shares:
        parts = {key: round(100 * getattr(study.shares, key)) for key in ("points", "members", "together")}
        yield word("sens_shares", lang, **parts)


def _years_section(study: Study, footer: str, lang: Lang) -> Section:
    outcome = outcome_words(study, lang)
    title = word("sens_years_title", lang, outcome=outcome)
    index = next(year.indices for year in study.years if year.indices)
    named = capital(word(f"sens_index_{next(iter(index.measures))}", lang))
    sub = word("sens_years_sub", lang, index=named, n=len(leaders(study)))
    figure = year_lines(study, Words(title, sub, footer, lang))
    head = [word(key, lang) for key in ("sens_year", "sens_input", "value", "sens_interval")]
    table = Table(title, head, list(_year_rows(study, lang)))
    alt = word("sens_alt", lang, title=title)
    text = [word("sens_dashed", lang)] if np.isfinite(index.threshold) else []
    return Section(word("sens_heading_years", lang), text, figure, f"years_{study.indicator}", alt, [table])


def _year_rows(study: Study, lang: Lang) -> Iterator[list[str]]:
    for year in study.years:
        if year.indices is None:
            continue
        for at in year.indices.order:
            main, label = year.indices.main, label_of(study.inputs[year.indices.names[at]], lang)
            interval = span(float(main.low[at]), float(main.high[at]), lang)
            yield [year_words(year, lang), label, number(float(main.value[at]), lang), interval]


def _tornado_section(study: Study, footer: str, lang: Lang) -> Section:
    item, outcome = indicators()[study.indicator], outcome_words(study, lang)
    title = word("sens_tornado_title", lang, outcome=outcome)
    sub = word("sens_tornado_sub", lang, statistic=capital(_statistic(study, lang)), when=_when(study, lang),
               unit=item.window_unit(lang))  # fmt: skip
    figure = tornado_bars(study.bars, Words(title, sub, footer, lang))
    keys = ("sens_input", "sens_low_high", "sens_at_low", "sens_at_high", "sens_gap", "sens_interval")
    tables = [Table(title, [word(key, lang) for key in keys], [_bar_row(bar, lang) for bar in study.bars])]
    doubted = [bar.input for bar in study.bars if bar.input.contested]
    if doubted:
        head = [word("sens_input", lang), word("sens_why", lang)]
        tables.append(Table(word("sens_contested", lang), head, [_why_row(item, lang) for item in doubted]))
    text, alt = [word("sens_tornado_text", lang)], word("sens_alt", lang, title=title)
    return Section(word("sens_heading_tornado", lang), text, figure, f"tornado_{study.indicator}", alt, tables)


def _bar_row(bar: Bar, lang: Lang) -> list[str]:
    gap = bar.difference
    ends = [_value_words(bar.input, value, lang) for value in (bar.from_value, bar.to_value)]
    levels = [number(level.value, lang) for level in (bar.at_low, bar.at_high)]
    interval = span(gap.low, gap.high, lang, sign=True)
    said = interval if bar.distinguishable else f"{interval} · {word('indistinct', lang)}"
    return [label_of(bar.input, lang), " · ".join(ends), *levels, number(gap.value, lang, sign=True), said]


def _value_words(item: Input, value: float, lang: Lang) -> str:
    if item.choices:
        return item.choices[lang][round(value)]
    return f"{number(value, lang)} {item.unit[lang]}".strip()


def _why_row(item: Input, lang: Lang) -> list[str]:
    return [label_of(item, lang), "; ".join(contest_words(contest, lang) for contest in item.contested)]


def contest_words(contest: Contest, lang: Lang) -> str:
    """Why an input is contested, in words."""
    what = contest.what
    if contest.why == "reading":
        what = " / ".join(reading.label(lang) for reading in readings()[contest.what].values())
    elif contest.why == "link":
        what = " → ".join(variables()[end].label(lang) for end in contest.what.split("->"))
    return word(f"sens_why_{contest.why}", lang, what=what)


def _statistic(study: Study, lang: Lang) -> str:
    by_members = study.settings.by == "members"
    return word(f"sens_statistic_{'members' if by_members else study.settings.statistic}", lang)


def _when(study: Study, lang: Lang) -> str:
    return word(f"window_{study.settings.window}", lang)


def cannot(data: SweepData, studies: Sequence[Study], lang: Lang) -> list[str]:
    """What the page cannot say, for the methods that it used."""
    methods = {study.found.method for study in studies if study.found}
    by_members = any(study.settings.by == "members" for study in studies)
    keys = ["sens_cannot_ranges", "sens_cannot_model", "sens_cannot_outside"]
    keys += ["sens_cannot_pairs"] if methods & {"sobol", "morris"} else []
    keys += ["sens_cannot_given"] if methods & {"pawn", "delta"} else []
    keys += ["sens_cannot_fitted"] if by_members else ["sens_cannot_chance"]
    keys += ["sens_cannot_causes"]
    return [word(key, lang, members=len(data.members)) for key in keys]
