"""The figures of `borderSim discover`: the conditions as bars, the choice of the box, the runs in its plane."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from babel.numbers import format_decimal

from borderSim.analysis.boxes import Cases, Input, Limit, Measured
from borderSim.analysis.discovery import Discovery, Found
from borderSim.report import lines
from borderSim.report.layout import Box, heading, heading_height, text_height, tick, wrap
from borderSim.report.numbers import FIGURES, LOCALES, MILLION, MINUS, in_100
from borderSim.report.style import BASELINE, GRID, INK, MUTED, POLICIES, WIDTH, new_figure, styled
from borderSim.report.words import Lang, word

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

BAR, SQUARE, LEGEND = 0.3, 4.3, 0.28
"""Inches of a bar with its ends, height of a figure with two axes, and of the row that explains its shades."""
FINE = 80
"""Values are rounded to the power of ten at or below a range's FINEth part: 48 of 20 to 100, 5.4 of 0 to 12."""
MOST_DOTS = 1500
CHOICE = 7.2
"""Font size of the names of choices (points)."""
SHADES = ("#c6dbef", "#6baed6", "#2171b5", "#08306b")
"""Light to dark: none, one, two, and three or more conditions."""
GOLDEN = (math.sqrt(5) - 1) / 2
"""Steps of this share of 1 are spread evenly: for the choice of dots, and to set those of one point side by side."""


def amount(value: float, item: Input, lang: Lang) -> str:
    """A value of an input with the digits that show a hundredth of its range."""
    extent = item.high - item.low
    decimals = math.ceil(-math.log10(extent / FINE)) if extent > 0 else FIGURES
    said = round(value, decimals)
    return tick(said, lang) if abs(said) >= MILLION else all_digits(said, lang)


def all_digits(value: float, lang: Lang) -> str:
    """A count, or a number that a person typed, with all its digits and the language's separators."""
    said = format_decimal(value, format="#,##0.##########", locale=LOCALES[lang])
    return str(said).replace("-", MINUS) if value else "0"


def limit_words(item: Input, limit: Limit, lang: Lang) -> str:
    """A limit in words: at most 49, between 3 and 5, “low” or “mid”."""
    if isinstance(limit, frozenset):
        return word("disc_one_of", lang, words=word("disc_or", lang).join(item.choices[i][lang] for i in sorted(limit)))
    unit = f" {item.unit[lang]}" if item.unit[lang] not in ("", "1") else ""
    low, high = (amount(end, item, lang) if math.isfinite(end) else "" for end in limit)
    if low and high:
        return word("disc_between", lang, low=low, high=high) + unit
    return word("disc_from", lang, low=low) + unit if low else word("disc_up_to", lang, high=high) + unit


def shares(found: Found, lang: Lang, result: Discovery) -> dict[str, Any]:
    """The box's density and the base in runs of 100, for the words, from the runs kept apart."""
    low, high, *cover = (in_100(100 * end) for end in (*found.density, *found.coverage))
    density = in_100(100 * found.check.density) if found.check.inside else word("missing", lang)
    return {
        "verb": verb(result, lang),
        "density": density,
        "low": low,
        "high": high,
        "base": in_100(100 * found.check.base),
        "coverage": in_100(100 * found.check.coverage),
        "cover_low": cover[0],
        "cover_high": cover[1],
    }


def verb(result: Discovery, lang: Lang, one: bool = False) -> str:
    """ "fail" or "succeed", of many or of ``one``."""
    return word(f"disc_{'succeed' if result.question.succeeds else 'fail'}{'_one' if one else ''}", lang)


def ranges(result: Discovery, found: Found, footer: str, lang: Lang) -> Figure:
    """One bar for each condition: the whole range, and over it what the box leaves of it."""
    inputs, wide = result.evidence.learn.inputs, WIDTH - 0.1
    title = word("disc_ranges_title", lang, verb=verb(result, lang))
    sub = word("disc_ranges_sub", lang, **shares(found, lang, result))
    rows = [(inputs[c], found.box.limits[c], wrap(_label(inputs[c], lang), wide - 0.1, 9)) for c in found.box.limits]
    tall = [_tall(item, limit, name, lang) for item, limit, name in rows]
    height = heading_height(wide, title, sub) + sum(tall) + lines.footer_height(wide, footer) + 0.35
    figure = new_figure(WIDTH, height)
    box = Box(figure, 0.05, 0.05, wide, height - 0.1)
    with styled():
        top = heading(box, title, sub) + 0.06
        lines.footer(box, footer)
        for (item, limit, _), inches in zip(rows, tall, strict=True):
            end = box.text(0.02, top, _label(item, lang), 9, color=INK)
            end = box.text(0.02, end, limit_words(item, limit, lang), 8.4, color=POLICIES[0][2], weight="bold")
            _bar(box.axes(0.06, box.height - end - BAR, wide - 0.16, BAR), item, limit, lang)
            top += inches
    return figure


def _tall(item: Input, limit: Limit, name: list[str], lang: Lang) -> float:
    """Inches of a bar with its name, its limit in words, and what stands under it."""
    said = wrap(limit_words(item, limit, lang), WIDTH - 0.2, 8.4 * 1.08)
    under = max(map(len, _under(item, lang))) if isinstance(limit, frozenset) else 1
    return text_height(len(name), 9) + text_height(len(said), 8.4) + BAR + 0.16 + text_height(under - 1, CHOICE)


def _under(item: Input, lang: Lang) -> list[list[str]]:
    """The lines under each piece of a bar of choices."""
    return [wrap(choice[lang], (WIDTH - 0.3) * 0.94 / len(item.choices), CHOICE) for choice in item.choices]


def _label(item: Input, lang: Lang) -> str:
    unit = item.unit[lang]
    return f"{item.label[lang]} ({unit})" if unit not in ("", "1") else item.label[lang]


def _bar(axes: Axes, item: Input, limit: Limit, lang: Lang) -> None:
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.axis("off")
    if isinstance(limit, frozenset):
        wide = 1 / len(item.choices)
        for i, said in enumerate(_under(item, lang)):
            colour, width = (POLICIES[0][0], 9) if i in limit else (GRID, 5)
            axes.plot([(i + 0.03) * wide, (i + 0.97) * wide], [0.72] * 2, color=colour, lw=width, solid_capstyle="butt")
            axes.text((i + 0.03) * wide, 0.36, "\n".join(said), size=CHOICE, color=MUTED, va="top")
        return
    extent = item.high - item.low or 1.0
    ends = [(min(max(end, item.low), item.high) - item.low) / extent for end in limit]
    axes.plot([0, 1], [0.72, 0.72], color=GRID, lw=5, solid_capstyle="butt")
    axes.plot(ends, [0.72, 0.72], color=POLICIES[0][0], lw=9, solid_capstyle="butt")
    axes.text(0, 0.36, amount(item.low, item, lang), size=7.2, color=MUTED, va="top")
    axes.text(1, 0.36, amount(item.high, item, lang), size=7.2, color=MUTED, va="top", ha="right")


def path(result: Discovery, found: Found, footer: str, lang: Lang) -> Figure:
    """Coverage and density of every step, searched and kept apart; dots darken with the number of conditions."""
    title = word("disc_path_title", lang)
    sub = word("disc_path_sub", lang, step=found.chosen)
    sub += f" {word('disc_path_shown', lang)}" if found.restrictions else ""
    figure, box = _square(title, sub, footer)
    with styled():
        axes = _plane(box, title, sub, footer, lang, spare=LEGEND)
        joined = "-" if result.method == "prim" else ""
        for steps, solid in ((found.checked, False), (found.steps, True)):
            _steps(axes, steps, joined if solid else "", solid)
        step = found.steps[found.chosen]
        axes.plot(100 * step.coverage, 100 * step.density, "o", ms=12, mfc="none", mec=INK, mew=1.1, zorder=6)
        if found.restrictions and found.check.inside:
            at, up = 100 * found.check.coverage, 100 * found.check.density
            axes.plot([at, at], [100 * end for end in found.density], color=POLICIES[1][0], lw=1.6, zorder=7)
            axes.plot([100 * end for end in found.coverage], [up, up], color=POLICIES[1][0], lw=1.6, zorder=7)
            axes.plot(at, up, "D", ms=6, color=POLICIES[1][0], mec="white", zorder=8)
        base = 100 * found.steps[0].base
        axes.axhline(base, color=BASELINE[0], ls=BASELINE[1], lw=0.9, zorder=1)
        axes.text(1, base - 1.2, word("disc_base_line", lang), size=7.2, color=BASELINE[2], va="top")
        _shares(axes, lang, verb(result, lang))
    return figure


def _steps(axes: Axes, steps: tuple[Measured, ...], joined: str, solid: bool) -> None:
    held = [step for step in steps if step.inside]
    across, up = ([100 * getattr(step, key) for step in held] for key in ("coverage", "density"))
    colours = [SHADES[min(len(step.box.limits), len(SHADES) - 1)] for step in held]
    if joined:
        axes.plot(across, up, joined, color=GRID, lw=1, zorder=2)
    looks: dict[str, Any] = (
        {"color": colours, "ec": MUTED, "lw": 0.4} if solid else {"fc": "none", "ec": MUTED, "lw": 0.7}
    )
    axes.scatter(across, up, s=22 if solid else 14, zorder=4 if solid else 3, **looks)


def _shares(axes: Axes, lang: Lang, said: str) -> None:
    axes.set_xlim(-3, 103)
    axes.set_ylim(-3, 104)
    axes.set_xlabel(word("disc_x", lang, verb=said), size=7.8)
    axes.set_ylabel(word("disc_y", lang, verb=said), size=7.8)
    axes.plot([], [], " ", label=word("disc_restricted", lang))
    for number, colour in enumerate(SHADES):
        more = "+" if number == len(SHADES) - 1 else ""
        axes.plot([], [], "o", ms=5, color=colour, mec=MUTED, mew=0.4, label=f"{number}{more}")
    axes.legend(loc="lower left", bbox_to_anchor=(-0.08, 0.99), ncols=len(SHADES) + 1, frameon=False, fontsize=7.6,
                handletextpad=0.1, columnspacing=0.9, borderaxespad=0)  # fmt: skip


def scatter(result: Discovery, found: Found, outcome: str, footer: str, lang: Lang) -> Figure:
    """The runs kept apart over the two strongest conditions; over one and the ``outcome`` where there is only one."""
    cases, said = result.evidence.check, verb(result, lang)
    order = sorted(found.restrictions, key=lambda item: (item.quasi_p, item.column))[:2]
    columns = [item.column for item in order]
    shown = np.sort(np.argsort(np.arange(len(cases)) * GOLDEN % 1)[:MOST_DOTS])
    title = word("disc_scatter_title", lang, verb=said)
    sub = word("disc_scatter_sub" if len(columns) > 1 else "disc_scatter_one", lang, verb=said)
    sub += f" {word('disc_scatter_some', lang, shown=tick(len(shown), lang), all=tick(len(cases), lang))}"
    figure, box = _square(title, sub, footer)
    with styled():
        axes = _plane(box, title, sub, footer, lang)
        _dots(axes, cases.take(shown), columns)
        sides = [_side(cases.inputs[column], found.box.limits[column]) for column in columns]
        _frame(axes, sides)
        names = [_label(cases.inputs[column], lang) for column in columns] + [outcome] * (2 - len(columns))
        axes.set_xlabel("\n".join(wrap(names[0], WIDTH - 0.9, 7.8)), size=7.8)
        axes.set_ylabel("\n".join(wrap(names[1], SQUARE - 1.4, 7.8)), size=7.8)
        for axis, column in zip((axes.xaxis, axes.yaxis), columns, strict=False):
            upright = axis is axes.yaxis
            if choices := cases.inputs[column].choices:
                _name(axis, [choice[lang] for choice in choices], upright)
    return figure


def _name(axis: Axis, choices: Sequence[str], upright: bool) -> None:
    """Ticks at choices, each wrapped to the part of the axis that it has; those of the upright axis are turned."""
    inches = (SQUARE - 1.7 if upright else WIDTH - 1.1) / len(choices)
    said = ["\n".join(wrap(choice, inches, CHOICE)[:3]) for choice in choices]
    axis.set_ticks(range(len(choices)), said, size=CHOICE)
    for label in axis.get_ticklabels() if upright else ():
        label.set(rotation=90, va="center")


def _dots(axes: Axes, cases: Cases, columns: list[int]) -> None:
    places = []
    for step, column in zip((GOLDEN, math.sqrt(2)), columns, strict=False):
        item = cases.inputs[column]
        wide = 0.7 if item.choices else 0.02 * (item.high - item.low)
        places.append(cases.values[:, column] + (np.arange(len(cases)) * step % 1 - 0.5) * wide)
    places += [cases.outcome] * (2 - len(columns))
    others: dict[str, Any] = {"marker": "o", "fc": "none", "ec": "#8a949b", "s": 12, "lw": 0.6}
    interest: dict[str, Any] = {"marker": "^", "fc": POLICIES[1][0], "ec": "white", "s": 20, "lw": 0.3}
    for rows, looks in ((~cases.hits, others), (cases.hits, interest)):
        axes.scatter(places[0][rows], places[1][rows], **looks)


def _side(item: Input, limit: Limit) -> list[tuple[float, float]]:
    """The stretches of an axis that a limit allows."""
    if isinstance(limit, frozenset):
        return [(choice - 0.45, choice + 0.45) for choice in sorted(limit)]
    margin = 0.02 * (item.high - item.low)
    return [(max(limit[0], item.low - margin), min(limit[1], item.high + margin))]


def _frame(axes: Axes, sides: list[list[tuple[float, float]]]) -> None:
    from matplotlib.patches import Rectangle

    for left, right in sides[0]:
        if len(sides) == 1:
            axes.axvspan(left, right, color=POLICIES[0][0], alpha=0.12, lw=0, zorder=0)
        for low, high in sides[1] if len(sides) > 1 else []:
            axes.add_patch(
                Rectangle((left, low), right - left, high - low, fill=False, ec=POLICIES[0][0], lw=2, zorder=5)
            )


def _square(title: str, sub: str, footer: str) -> tuple[Figure, Box]:
    wide = WIDTH - 0.1
    height = SQUARE + heading_height(wide, title, sub) + lines.footer_height(wide, footer)
    figure = new_figure(WIDTH, height)
    return figure, Box(figure, 0.05, 0.05, wide, height - 0.1)


def _plane(box: Box, title: str, sub: str, footer: str, lang: Lang, spare: float = 0.0) -> Axes:
    """Two axes with a light grid and ticks in the language, between the heading and the footer."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    top, foot = heading(box, title, sub), lines.footer(box, footer)
    axes = box.axes(0.78, foot + 0.62, box.width - 0.95, box.height - top - foot - 0.78 - spare)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 5, 10]))
        axis.set_major_formatter(FuncFormatter(lambda value, _: tick(value, lang)))
    axes.grid(color=GRID, lw=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    return axes
