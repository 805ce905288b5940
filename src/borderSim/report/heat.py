"""A sweep's figure: the difference from the reference over two axes, hatched where it cannot be told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from borderSim.analysis.compare import Row
from borderSim.catalogue import Indicator
from borderSim.report import lines
from borderSim.report.classes import HIGHER_COLOURS, LOWER_COLOURS, MIDDLE
from borderSim.report.layout import Box, heading
from borderSim.report.numbers import in_100, number
from borderSim.report.style import INK, WIDTH, new_figure, styled
from borderSim.report.words import Lang, word
from borderSim.scenario.sweep import Sweep, value_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEFT = 0.95
"""Inches left of the squares for the values of the second axis and its name."""


def heat(sweep: Sweep, item: Indicator, rows: dict[str, Row], footer: str, lang: Lang) -> Figure:
    """Squares of median differences; ``rows`` has the comparison of each point, by its number from 1 as text."""
    across, up = sweep.axes
    table = [[rows[str(i * len(up.values) + j + 1)] for i in range(len(across.values))] for j in range(len(up.values))]
    height = 1.9 + 0.55 * len(up.values)
    figure = new_figure(WIDTH, height)
    box = Box(figure, 0.05, 0.05, WIDTH - 0.1, height - 0.1)
    with styled():
        window = next(iter(rows.values())).window
        sub = word("sweep_sub", lang, unit=item.window_unit(lang), when=word(f"window_{window}", lang))
        top = heading(box, word("sweep_title", lang, label=item.label(lang)), sub)
        foot = lines.footer(box, footer)
        axes = box.axes(LEFT, foot + 0.55, box.width - LEFT - 0.1, box.height - top - foot - 0.65)
        _squares(axes, table, lang)
        axes.set_xticks(range(len(across.values)), [value_words(across, v) for v in across.values], color=INK)
        axes.set_yticks(range(len(up.values)), [value_words(up, v) for v in up.values], color=INK)
        axes.set_xlabel(f"{across.label[lang]} ({across.unit[lang]})", size=8)
        axes.set_ylabel(f"{up.label[lang]}\n({up.unit[lang]})", size=8)
    return figure


def _squares(axes: Axes, table: list[list[Row]], lang: Lang) -> None:
    from matplotlib.colors import LinearSegmentedColormap
    from matplotlib.patches import Rectangle

    gaps = np.array([[row.diff_median for row in line] for line in table])
    most = float(np.max(np.abs(gaps))) or 1.0
    colours = LinearSegmentedColormap.from_list("both", [*LOWER_COLOURS, MIDDLE, *HIGHER_COLOURS])
    axes.imshow(gaps, cmap=colours, vmin=-most, vmax=most, aspect="auto", origin="lower")
    for j, line in enumerate(table):
        for i, row in enumerate(line):
            if not row.distinguishable:
                axes.add_patch(Rectangle((i - 0.5, j - 0.5), 1, 1, facecolor="white", alpha=0.55, lw=0))
                axes.add_patch(Rectangle((i - 0.5, j - 0.5), 1, 1, fill=False, hatch="////", ec="#8a949b", lw=0))
            said = f"{number(row.diff_median, lang, sign=True)}\n{in_100(row.higher_in_100)}"
            axes.text(i, j, said, ha="center", va="center", size=7.6, color=INK, linespacing=1.15,
                      bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.2, "alpha": 0.8})  # fmt: skip
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
