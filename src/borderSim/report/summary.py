"""What the terminal shows of a run: a short table, or one JSON object."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from borderSim.analysis.compare import Row, compare
from borderSim.catalogue import indicators
from borderSim.report.costs import read_packages, sentence
from borderSim.report.numbers import in_100, number
from borderSim.report.words import Lang, word
from borderSim.results.data import RunData


def header(lang: Lang) -> list[str]:
    """Column names of `rows`."""
    return [word(key, lang) for key in ("indicator", "scenario", "reference", "difference", "sign")]


def rows(comparison: Sequence[Row], data: RunData, lang: Lang) -> list[list[str]]:
    """First-page indicators and the scenario's own over the run's window, in words: columns as in `header`."""
    own = data.meta.get("indicators", ())
    shown = {item.name for item in indicators().values() if item.first_page or item.name in own}
    return [_words(row, lang) for row in comparison if row.window == data.window and row.indicator in shown]


def _words(row: Row, lang: Lang) -> list[str]:
    item = indicators()[row.indicator]
    label = f"{item.label(lang)} ({item.window_unit(lang)})"
    sign = word("higher_short", lang, n=in_100(row.higher_in_100)) if row.distinguishable else word("indistinct", lang)
    return [
        label,
        number(row.median, lang),
        number(row.baseline_median, lang),
        number(row.diff_median, lang, sign=True),
        sign,
    ]


def show(data: RunData, folder: Path, lang: Lang) -> None:
    """Print a short table for each compared pair, and the path of the report, to the terminal."""
    from rich.console import Console
    from rich.table import Table

    console, found = Console(), compare(data)
    costs = read_packages(folder / "costs.csv")
    for scenario, baseline in data.comparisons:
        table = Table(title=f"{scenario} / {baseline}", title_justify="left", box=None, pad_edge=False)
        for name, side in zip(header(lang), ("left", "right", "right", "right", "left"), strict=True):
            table.add_column(name, justify=side)  # type: ignore[arg-type]
        for line in rows([row for row in found if (row.scenario, row.baseline) == (scenario, baseline)], data, lang):
            table.add_row(*line)
        console.print(table)
        if (scenario, baseline) in costs:
            console.print(sentence(costs[scenario, baseline], lang))
    if data.comparisons:
        console.print(word("summary_note", lang, when=word(f"window_{data.window}", lang)))
    console.print(str(folder / "report.html"), soft_wrap=True)


def as_json(data: RunData, folder: Path, lang: Lang) -> str:
    """The JSON object that `--json` prints: what ran, where it is, the whole comparison table in full precision.

    Each row also has the indicator's label in the language; a missing number is null.
    """
    found = [
        {**{k: _plain(v) for k, v in asdict(row).items()}, "label": indicators()[row.indicator].label(lang)}
        for row in compare(data)
    ]
    whole = {
        "scenarios": list(data.scenarios),
        "members": len(data.members),
        "months": [data.months[0], data.months[-1]],
        "meta": dict(data.meta),
        "results": str(folder),
        "report": str(folder / "report.html"),
        "comparison": found,
        "costs": _costs(folder),
    }
    return json.dumps(whole, ensure_ascii=False, allow_nan=False, default=str)


def _costs(folder: Path) -> list[dict[str, object]]:
    """The cost of each compared pair, USD million, with the levers in it and those without an estimate."""
    found = read_packages(folder / "costs.csv")
    return [{"scenario": pair[0], "baseline": pair[1], **asdict(item)} for pair, item in found.items()]


def _plain(value: object) -> object:
    return None if isinstance(value, float) and not math.isfinite(value) else value
