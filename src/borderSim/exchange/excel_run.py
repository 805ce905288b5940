"""The sheets of a run: comparison, first-page indicators with charts, quantiles by month, levers and assumptions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from borderSim import catalogue
from borderSim.analysis.compare import Row, compare_members, read_comparison
from borderSim.catalogue import Indicator
from borderSim.exchange.charts import Band, Frame, band_chart, ticks
from borderSim.exchange.excel_words import Lang, word
from borderSim.exchange.first_sheet import head, notes, read_me, told_words, unit_words
from borderSim.exchange.workbook import Book, Column, decimals
from borderSim.results.data import Array, RunData, quantiles, recorded
from borderSim.results.store import Results
from borderSim.scenario import Pin, Scenario, load_scenario
from borderSim.scenario.parts import Assumption
from borderSim.scenario.resolve import plain_value

HEAD_ROW = 3
"""Above it the sheet of an indicator says what it shows."""
CHART_ROWS = 20
STEPS = 4
"""Hidden columns that a band is stacked from."""


def fill_run(book: Book, run: Results, lang: Lang) -> None:
    """Write all sheets of a run."""
    first, data = book.sheet(word("read_me", lang)), run.data
    scenarios = [load_scenario(run.path / item["file"]) for item in run.manifest["scenarios"]]
    about: dict[str, str] = {}
    if data.comparisons:
        rows = read_comparison(run.path / "comparison.csv")
        about[_comparison(book, rows, lang)] = ", ".join(f"{a} / {b}" for a, b in data.comparisons)
    own = data.meta.get("indicators", ())
    for item in recorded(data):
        if item.first_page or item.name in own:
            about[_indicator(book, data, item, lang)] = f"{item.label(lang)} ({unit_words(item, lang)})"
    about[_by_month(book, data, lang)] = ", ".join(_shown(data))
    about[_settings(book, scenarios, lang)] = ", ".join(scenario.name for scenario in scenarios)
    read_me(book, first, scenarios[0].title[lang], _facts(run, scenarios[0], lang), about, lang)


def _facts(run: Results, scenario: Scenario, lang: Lang) -> list[tuple[str, str]]:
    data, manifest = run.data, run.manifest
    drawn = {"n": data.meta.get("parameters_sampled", ""), "judged": data.meta.get("parameters_judgement", "")}
    facts = [
        ("question", scenario.question[lang]),
        ("what", word("what_run", lang, scenario=data.scenario)),
        ("compared", ", ".join(reference for _, reference in data.comparisons)),
        ("runs", f"{len(data.members):,}"),
        ("months", f"{data.months[0]} – {data.months[-1]}"),
        ("window", word(f"window_{data.window}", lang)),
        ("drawn", word("drawn_n", lang, **drawn)),
        ("seed", str(manifest["seed"])),
        ("version", f"borderSim {manifest['borderSim']}"),
        ("id", str(manifest["id"])),
        ("command", manifest["command"]),
    ]
    keys = ("how_median", "how_difference", "how_indistinct", "how_not")
    return [(word(key, lang), text) for key, text in facts if text] + notes(keys, lang)


def _comparison(book: Book, rows: list[Row], lang: Lang) -> str:
    known, sheet = catalogue.indicators(), book.sheet(word("comparison", lang))
    digits = [decimals([row.median, row.q95, row.diff_q95]) for row in rows]
    texts: list[tuple[str, list[str]]] = [
        ("indicator", [known[row.indicator].label(lang) for row in rows]),
        ("unit", [known[row.indicator].window_unit(lang) for row in rows]),
        ("scenario", [row.scenario for row in rows]),
        ("reference", [row.baseline for row in rows]),
        ("period", [word(f"window_{row.window}", lang) for row in rows]),
    ]
    numbers = (("median", "median"), ("low", "q05"), ("high", "q95"), ("reference_median", "baseline_median"))
    gaps = (("gap", "diff_median"), ("gap_low", "diff_q05"), ("gap_high", "diff_q95"))
    columns = [Column(word(key, lang), cells) for key, cells in texts]
    columns += [Column(word(key, lang), [getattr(r, name) for r in rows], "number", digits) for key, name in numbers]
    columns += [Column(word(key, lang), [getattr(r, name) for r in rows], "gap", digits) for key, name in gaps]
    columns.append(Column(word("higher", lang), [row.higher_in_100 for row in rows], "number"))
    told = [word("told_yes" if row.distinguishable else "told_no", lang) for row in rows]
    columns += [Column(word("told", lang), told), Column(word("name", lang), [row.indicator for row in rows])]
    return book.table(sheet, columns).sheet


def _shown(data: RunData) -> list[str]:
    """The scenarios of the comparisons, or of a run without any all of them."""
    return list(dict.fromkeys(name for pair in data.comparisons for name in pair)) or list(data.scenarios)


def _indicator(book: Book, data: RunData, item: Indicator, lang: Lang) -> str:
    """A sheet with an indicator's months and charts: its level, and its difference from the first reference."""
    unit, sheet = unit_words(item, lang), book.sheet(item.label(lang))
    sheet.write_string(0, 0, f"{item.label(lang)} ({unit})", book.format(bold=True, font_size=14))
    sheet.write_string(1, 0, item.text(lang))
    names = _pair(data)
    ours, *others = (data.national[item.name][data.index(name)] for name in names)
    columns = [Column(word("month", lang), data.months, "month"), *_level_columns(ours, lang)]
    drawn = [(ours, _frame(item.label(lang), unit, (ours, *others), lang))]
    if others:
        gap = ours - others[0]
        columns += _gap_columns(ours, others[0], lang)
        drawn.append((gap, _frame(word("gap_title", lang), unit, (gap, np.zeros((1, 1))), lang)))
    helpers = len(columns)
    for values, frame in drawn:
        columns += _steps(values, ticks(frame.values)["min"], lang)
    placed = book.table(sheet, columns, HEAD_ROW)
    medians = ((1, names[0]), (5, word("median", lang)))
    for number, (_, frame) in enumerate(drawn):
        band = Band(0, helpers + STEPS * number, *medians[number])
        reference = (4, names[1]) if others and number == 0 else None
        chart = band_chart(book, placed, band, frame, reference)
        sheet.insert_chart(HEAD_ROW + 1 + number * CHART_ROWS, len(columns), chart)
    return placed.sheet


def _pair(data: RunData) -> tuple[str, ...]:
    return data.comparisons[0] if data.comparisons else (data.scenario,)


def _frame(title: str, unit: str, values: tuple[Array, ...], lang: Lang) -> Frame:
    return Frame(title, unit, np.concatenate([quantiles(each).ravel() for each in values]).tolist(), lang)


def _level_columns(values: Array, lang: Lang) -> list[Column]:
    low, _, middle, _, high = quantiles(values)
    digits = decimals([*low, *high])
    found = (("median", middle), ("low", low), ("high", high))
    return [Column(word(key, lang), cells.tolist(), "number", digits) for key, cells in found]


def _gap_columns(ours: Array, theirs: Array, lang: Lang) -> list[Column]:
    """The reference's median, and the paired difference by month in numbers and words."""
    gaps = [compare_members(*pair) for pair in zip(ours.T.astype(float), theirs.T.astype(float), strict=True)]
    digits = decimals([abs(float(gap[key])) for gap in gaps for key in ("diff_q05", "diff_q95")])
    reference = quantiles(theirs)[2]
    columns = [Column(word("reference_median", lang), reference.tolist(), "number", decimals(reference.tolist()))]
    for key, name in (("gap", "diff_median"), ("gap_low", "diff_q05"), ("gap_high", "diff_q95")):
        columns.append(Column(word(key, lang), [gap[name] for gap in gaps], "gap", digits))
    told = [told_words(float(gap["diff_q05"]), float(gap["diff_q95"]), lang) for gap in gaps]
    return [*columns, Column(word("told", lang), told)]


def _steps(values: Array, foot: float, lang: Lang) -> list[Column]:
    """From the foot of the chart to 5%, from there to 25%, to 75%, to 95%: what its bands are stacked from."""
    q05, q25, _, q75, q95 = quantiles(values)
    steps = (q05 - foot, q25 - q05, q75 - q25, q95 - q75)
    return [Column(word("helper", lang), cells.tolist(), "helper") for cells in steps]


def _by_month(book: Book, data: RunData, lang: Lang) -> str:
    """Five quantiles of every national indicator, scenario and month."""
    sheet, shown, count = book.sheet(word("by_month", lang)), _shown(data), len(data.months)
    rows: list[tuple[Any, ...]] = []
    digits: list[int] = []
    for item in recorded(data):
        for name in shown:
            levels = quantiles(data.national[item.name][data.index(name)])
            unit, digit = unit_words(item, lang), decimals([*levels[0], *levels[-1]])
            rows += [(item.label(lang), unit, name, *row) for row in zip(data.months, *levels.tolist(), strict=True)]
            digits += [digit] * count
    cells = list(zip(*rows, strict=True))
    columns = [Column(word(key, lang), cells[i]) for i, key in enumerate(("indicator", "unit", "scenario"))]
    columns.append(Column(word("month", lang), cells[3], "month"))
    levels_ = enumerate(("low", "quarter", "median", "three_quarters", "high"), 4)
    columns += [Column(word(key, lang), cells[i], "number", digits) for i, key in levels_]
    return book.table(sheet, columns).sheet


SETTING_HEADS = ("scenario", "kind", "name", "label", "places", "from", "until", "value", "unit")


def _settings(book: Book, scenarios: list[Scenario], lang: Lang) -> str:
    """What each scenario sets: levers, events, assumptions."""
    rows = [(scenario.name, *row) for scenario in scenarios for row in _set_by(scenario, lang)]
    sheet = book.sheet(word("settings", lang))
    cells = list(zip(*rows, strict=True)) or [()] * len(SETTING_HEADS)
    return book.table(sheet, [Column(head(key, lang), cells[i]) for i, key in enumerate(SETTING_HEADS)]).sheet


def _set_by(scenario: Scenario, lang: Lang) -> Iterator[tuple[str, ...]]:
    """One line for each thing that a scenario sets, as in ``SETTING_HEADS`` without the scenario."""
    for change in scenario.changes:
        lever, dates = catalogue.levers()[change.lever], (change.start.isoformat(), str(change.until or ""))
        ramp = f", {word('ramp', lang, n=f'{change.ramp_months:g}')}" if change.ramp_months else ""
        unit, value = lever.unit_es if lang == "es" else lever.unit, plain_value(change.lever, change.value)
        where = _places(change.places, lang)
        yield word("kind_lever", lang), lever.name, lever.label(lang), where, *dates, f"{value}{ramp}", unit
    for event in scenario.events:
        kind, dates = catalogue.events()[event.type], (event.date.isoformat(), str(event.until or ""))
        size, where = "" if event.size is None else f"{event.size:g}", _places(event.places, lang)
        yield word("kind_event", lang), event.type, kind.label(lang), where, *dates, size, kind.size_unit
    for name, assumed in scenario.assumptions.items():
        parameter = catalogue.parameters()[name]
        said = _assumed(assumed, lang)
        yield word("kind_assumption", lang), name, parameter.label(lang), "", "", "", said, parameter.unit_in(lang)


def _places(places: tuple[str, ...] | None, lang: Lang) -> str:
    return ", ".join(places) if places else word("everywhere", lang)


def _assumed(assumed: Assumption, lang: Lang) -> str:
    if isinstance(assumed, Pin):
        return f"{assumed.value:g}"
    return word("drawn_between", lang, low=f"{assumed.low:g}", high=f"{assumed.high:g}")
