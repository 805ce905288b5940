"""The folder of a sweep: points.csv, a figure for each indicator, a page with all of them, the manifest."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, select_autoescape
from markupsafe import Markup

from borderSim.analysis.compare import Row, compare
from borderSim.catalogue import indicators
from borderSim.report.assumptions import set_words
from borderSim.report.build import resolved_text
from borderSim.report.compact import Glyphs, inline
from borderSim.report.heat import heat
from borderSim.report.html import PIXELS_PER_INCH
from borderSim.report.numbers import number, span
from borderSim.report.pieces import sign_words
from borderSim.report.style import save, svg_bytes
from borderSim.report.words import Lang, word
from borderSim.results.data import RunData
from borderSim.results.folder import run_folder
from borderSim.results.manifest import describe, write_manifest
from borderSim.scenario.sweep import Sweep, value_words

TEMPLATE = Path(__file__).parent / "templates" / "sweep.html.j2"


def write_sweep(data: RunData, sweep: Sweep, results_dir: Path, lang: Lang, command: str = "") -> Path:
    """Write ``results_dir/sweep-<name>-<date>-<hash>`` whole or not at all; return the folder."""
    texts = {sweep.scenario.name: resolved_text(sweep.scenario)}
    about = describe(data, texts, command)
    final = results_dir / f"sweep-{sweep.name}-{date.today().isoformat()}-{about['id']}"
    rows = compare(data)
    with run_folder(final) as folder:
        _write_points(sweep, rows, folder / "points.csv")
        (folder / "report.html").write_text(_page(sweep, data, rows, about, folder / "figures", lang), encoding="utf-8")
        write_manifest(about, texts, folder)
    return final


def _number(row: Row) -> str:
    return row.scenario.rsplit("/", 1)[1]


def _write_points(sweep: Sweep, rows: list[Row], path: Path) -> None:
    """One line per point, indicator and window: the values of the axes, then the columns of comparison.csv."""
    values = {scenario.name: at for at, scenario in sweep.points()}
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        for position, row in enumerate(rows):
            columns = asdict(row)
            if position == 0:
                writer.writerow([*(axis.name for axis in sweep.axes), *columns])
            words = (value_words(axis, value) for axis, value in zip(sweep.axes, values[row.scenario], strict=True))
            writer.writerow([*words, *columns.values()])


def _page(sweep: Sweep, data: RunData, rows: list[Row], about: dict[str, Any], figures: Path, lang: Lang) -> str:
    """The page, after writing its figures as SVG and PNG into ``figures``."""
    figures.mkdir()
    footer = word(
        "footer", lang, version=about["borderSim"], scenario=sweep.name, sha=about["id"], seed=about["seed"],
        members=about["members"],
    )  # fmt: skip
    shown, glyphs = [], Glyphs()
    for position, name in enumerate(sweep.indicators):
        found = {_number(row): row for row in rows if (row.indicator, row.window) == (name, data.window)}
        figure = heat(sweep, indicators()[name], found, footer, lang)
        save(figure, figures / f"sweep_{name}")
        label = indicators()[name].label(lang)
        alt = word("alt_bars", lang, text=word("sweep_title", lang, label=label))
        svg = inline(svg_bytes(figure, PIXELS_PER_INCH), f"s{position}", alt, glyphs)
        shown.append((Markup(svg), label, list(_lines(sweep, found, lang))))
    environment = Environment(autoescape=select_autoescape(default=True), undefined=StrictUndefined, trim_blocks=True)
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    head = [axis.label[lang] for axis in sweep.axes]
    return template.render(
        sweep=sweep, lang=lang, shown=shown, glyphs=Markup(glyphs.svg()), about=about, head=head, footer=footer,
        w=lambda key, **values: word(key, lang, **values),
        parameter_set=set_words(_drawn(data, sweep), len(data.members), lang),
    )  # fmt: skip


def _drawn(data: RunData, sweep: Sweep) -> dict[str, Any]:
    """What all points were drawn from; a parameter that an axis pins is shown as that axis."""
    drawn, axes = data.meta["parameter_sets"][data.scenario], {axis.name for axis in sweep.axes}
    return {**drawn, "replaced": [name for name in drawn["replaced"] if name not in axes]}


def _lines(sweep: Sweep, found: dict[str, Row], lang: Lang) -> Iterator[list[str]]:
    for at, scenario in sweep.points():
        row = found[scenario.name.rsplit("/", 1)[1]]
        gap = f"{number(row.diff_median, lang, sign=True)} ({span(row.diff_q05, row.diff_q95, lang, sign=True)})"
        words = (value_words(axis, value) for axis, value in zip(sweep.axes, at, strict=True))
        yield [*words, number(row.median, lang), gap, sign_words(row, lang)]
