"""What a sweep shows when it is done: comparison.csv, a figure for each indicator, and a page with all of them."""

from __future__ import annotations

import os
import shlex
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from borderSim.analysis.sweep_table import PointTable, point_tables, write_comparison
from borderSim.report.assumptions import set_words
from borderSim.report.numbers import plain
from borderSim.report.style import FEW
from borderSim.report.sweeps.analysis_page import Page, Section, write_page
from borderSim.report.sweeps.heat import heat
from borderSim.report.sweeps.sweep_bands import along
from borderSim.report.sweeps.sweep_scatter import scatter
from borderSim.report.sweeps.sweep_tables import findings, numbers, varied
from borderSim.report.sweeps.sweep_view import View, dimensions, footer, listed
from borderSim.report.words import Lang, word
from borderSim.results.folder import run_folder
from borderSim.results.sweep_data import SweepData

if TYPE_CHECKING:
    from matplotlib.figure import Figure

NEXT = ("sensitivity", "discover", "robust")


def write_sweep_page(data: SweepData, folder: Path, lang: Lang) -> Path:
    """Write figures/, comparison.csv and report.html into ``folder`` and return the page's path.

    All are built under a hidden name in the folder and put in place when they are complete, the page last. The points
    are worked through in slices: a sweep that lives on disk need not fit into memory.
    """
    with tempfile.TemporaryDirectory(prefix=".page-", dir=folder) as name:
        hidden, shown = Path(name), list[PointTable]()
        write_comparison(data, _tables(data, shown), hidden / "comparison.csv")
        write_page(_page(data, shown, folder, lang), hidden, lang)
        with run_folder(folder / "figures") as figures:
            for file in (hidden / "figures").iterdir():
                os.replace(file, figures / file.name)
        for file in (hidden / "comparison.csv", hidden / "report.html"):
            os.replace(file, folder / file.name)
    return folder / "report.html"


def _tables(data: SweepData, shown: list[PointTable]) -> Iterator[PointTable]:
    """The table of every indicator and window, one at a time; those of the sweep's own window stay in ``shown``."""
    for indicator in data.indicators:
        found = point_tables(data, indicator)
        shown.append(found[data.window])
        yield from found.values()


def _page(data: SweepData, tables: list[PointTable], folder: Path, lang: Lang) -> Page:
    views = [View(data, table, lang) for table in tables]
    return Page(
        kind=f"{word('sweep', lang)} · {data.title[lang]}",
        question=data.question[lang],
        findings=[findings(view) for view in views],
        sections=[_what(data, lang), *map(_section, views), *_assumptions(data, lang), _next(data, folder, lang)],
        cannot=_cannot(data, lang),
        footer=footer(data, lang),
        command=str(data.meta.get("command", "")),
    )


def _what(data: SweepData, lang: Lang) -> Section:
    """The notes of the sweep file, and what was varied."""
    count = len(data.axes)
    axes = word("sweep_one_axis", lang) if count == 1 else word("sweep_n_axes", lang, n=count)
    cases = len({*data.case.tolist(), *(data.reference.tolist() if data.has_reference else ())})
    size = word(
        "sweep_size",
        lang,
        points=plain(len(data.points), lang),
        axes=axes,
        cases=plain(cases, lang),
        members=len(data.members),
    )
    reference = word("sweep_reference" if data.has_reference else "sweep_no_reference", lang)
    notes = [note[lang] for note in data.meta.get("notes", ())]
    return Section(word("sweep_varied", lang), [*notes, size, reference], tables=[varied(data, lang)])


def _section(view: View) -> Section:
    """One indicator: its figure and the numbers under it."""
    label, stem = view.item.label(view.lang), f"sweep_{view.table.indicator}"
    alt = word("alt_sweep", view.lang, text=view.title)
    return Section(label, figure=draw(view), stem=stem, alt=alt, tables=[numbers(view)])


def draw(view: View) -> Figure:
    """The figure that fits what varied: points along one list, squares over two or more, or panels by sampled axis."""
    if not listed(view.data):
        return scatter(view)
    found = dimensions(view.data, view.lang)
    return along(view, found[0]) if len(found) == 1 else heat(view, found)


def _assumptions(data: SweepData, lang: Lang) -> list[Section]:
    """What the members drew their parameters from, and which of them the axes held instead."""
    said, varied_here = [], [axis.name for axis in data.axes if axis.kind == "assumption"]
    if drawn := data.meta.get("parameter_set"):
        own = [name for name in drawn["replaced"] if name not in varied_here]
        said.append(set_words({**drawn, "replaced": own}, len(data.members), lang))
    if varied_here:
        names = ", ".join(axis.label[lang] for axis in data.axes if axis.kind == "assumption")
        said += [word("sweep_pinned", lang, names=names), word("sweep_drawn_rest", lang)]
    return [Section(word("assumptions", lang), said)] if said else []


def _next(data: SweepData, folder: Path, lang: Lang) -> Section:
    """The commands that read this folder, and what made it."""
    code = Markup("<code>{}</code>")
    lines = [
        Markup(word(f"sweep_{name}", lang)).format(command=code.format(f"borderSim {name} {shlex.quote(str(folder))}"))
        for name in NEXT
    ]
    made = {key: data.meta.get(key, "") for key in ("version", "id", "seed")}
    return Section(word("sweep_next", lang), [*lines, word("sweep_files", lang), word("sweep_made", lang, **made)])


def _cannot(data: SweepData, lang: Lang) -> list[str]:
    members, points = len(data.members), len(data.points)
    said = {
        "sweep_limit_no_reference": not data.has_reference,
        "sweep_limit_points": True,
        "sweep_limit_between": any(axis.method in ("list", "zip") for axis in data.axes),
        "sweep_limit_range": not listed(data),
        "sweep_limit_fitted": any(axis.kind == "assumption" for axis in data.axes),
        "sweep_limit_few": members < FEW,
        "sweep_limit_many": data.has_reference and points > 1,
    }
    about = {"members": members, "points": plain(points, lang), "n": chance_in_100(members)}
    return [*(word(key, lang, **about) for key, holds in said.items() if holds), word("limit_use", lang)]


def chance_in_100(members: int) -> int:
    """In how many of 100 cases, at most, a point is told apart though each run is as likely higher as lower.

    The ends of the 90% range lie between the order statistics of ranks r and r + 1 from either end, r = 1 + the whole
    part of 0.05 (M - 1): it can leave out zero only where at most r runs are on the other side (sign test; Conover
    1999, Practical Nonparametric Statistics, section 3.4).
    """
    from scipy.stats import binom

    rank = 1 + int(0.05 * (members - 1))
    return min(round(200 * float(binom.cdf(rank, members, 0.5))), 100)
