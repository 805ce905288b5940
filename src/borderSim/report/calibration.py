"""What a calibration shows: ranks of known truths, what the data taught of each parameter, the smoother's steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri
from scipy.stats import binom

from borderSim.report.layout import Box, tick, wrap
from borderSim.report.numbers import number, span
from borderSim.report.past_words import say
from borderSim.report.sheet import above, beside, empty, key, key_height, sheet
from borderSim.report.style import BASELINE, GRID, INK, MUTED, PALE, POLICIES, WIDTH, styled
from borderSim.report.words import Lang
from borderSim.results.data import LEVELS, Array, quantiles

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INNER, OUTER = 0.9, 0.99
"""Shares of uniform counts that the two bands of a rank histogram hold (Talts and others 2018, figure 2)."""
MOST_BINS, FEWEST_IN_BIN = 20, 5
MOST_SHOWN, LEAST_LEARNT = 25, 0.05
"""Parameters shown, and the share by which the spread must fall for a parameter to count as informed."""
NAME, NUMBERS, ROW, AFTER = 2.7, 3.6, 0.36, (0.15, 0.95)
"""Inches: a parameter's name, the numbers beside its intervals, the height of its row, where each number starts."""
PANEL = 1.9


@dataclass(frozen=True)
class Ranks:
    """Ranks (N,) of a known truth among ``draws`` posterior draws, each 0 to ``draws``, one per simulated data set."""

    label: str
    ranks: Array
    draws: int

    @property
    def bins(self) -> int:
        """Bars of equal chance: the most that divide the possible ranks and expect at least five in each."""
        fitting = [b for b in range(1, MOST_BINS + 1) if (self.draws + 1) % b == 0]
        return max([b for b in fitting if b * FEWEST_IN_BIN <= len(self.ranks)], default=1)

    @property
    def heights(self) -> Array:
        """Count in each bar, (bins,)."""
        return np.histogram(self.ranks, self.bins, (0, self.draws + 1))[0]

    def band(self, share: float) -> tuple[float, float]:
        """The counts between which a bar lies in ``share`` of uniform histograms."""
        low, high = binom.interval(share, len(self.ranks), 1 / self.bins)
        return float(low), float(high)

    @property
    def outside(self) -> Array:
        """Which bars leave the outer band, (bins,)."""
        low, high = self.band(OUTER)
        return (self.heights < low) | (self.heights > high)

    @property
    def expected_outside(self) -> float:
        """How many bars leave the outer band by chance when all is well."""
        (low, high), n, p = self.band(OUTER), len(self.ranks), 1 / self.bins
        return self.bins * float(1 - binom.cdf(high, n, p) + binom.cdf(low - 1, n, p))


@dataclass(frozen=True)
class Learnt:
    """What the data taught of a parameter.

    ``scores`` (5,) and ``values`` (5,) are the posterior's quantiles LEVELS, as normal scores of the prior and in
    ``unit``. ``sd_ratio`` is the posterior spread by the prior's (normal scores); ``overlap`` (0-1) the shared area.
    """

    label: str
    unit: str
    scores: Array
    values: Array
    sd_ratio: float
    overlap: float

    @property
    def gain(self) -> float:
        """The share by which the spread fell."""
        return 1 - self.sd_ratio


@dataclass(frozen=True)
class Steps:
    """Steps of a smoother, the prior first: ``misfit`` (S + 1, M) of the members, ``spread`` (S + 1, P) of parameters.

    Spread is a share of the prior's; ``expected`` is the misfit of a fit as good as the errors of the data say.
    """

    misfit: Array
    expected: float
    spread: Array


def rank_histograms(many: Sequence[Ranks], lang: Lang, footer: str = "") -> Figure:
    """Small multiples of rank histograms of a simulation-based calibration, four in a row."""
    seen = [item for item in many if len(item.ranks)]
    out, expected = sum(int(item.outside.sum()) for item in seen), sum(item.expected_outside for item in seen)
    title = say("ranks_title", lang, out=out, n=sum(i.bins for i in seen), expected=number(round(expected, 1), lang))
    rows, across, marks = -(-len(many) // 4), 4, _ranks_key(lang)
    room = key_height(2 * WIDTH, marks)
    with styled():
        figure, box = sheet(2 * WIDTH, rows * PANEL + room + 0.05, title, say("ranks_sub", lang), footer)
        key(box, marks)
        wide = box.width / across
        for i, item in enumerate(many):
            bottom = box.bottom + (rows - 1 - i // across) * PANEL
            _histogram(Box(figure, box.left + i % across * wide, bottom, wide - 0.15, PANEL), item, lang)
    return figure


def _histogram(box: Box, item: Ranks, lang: Lang) -> None:
    end = box.text(0, 0.02, item.label, 8, weight="bold", color=INK)
    box.text(0, end, say("trials", lang, n=len(item.ranks)), 7, color=MUTED)
    axes = box.axes(0.32, 0.3, box.width - 0.42, box.height - 0.3 - 0.62)
    if not len(item.ranks):
        return empty(axes, say("no_rows", lang))
    for share, alpha in ((OUTER, 0.5), (INNER, 0.9)):
        axes.axhspan(*item.band(share), color="#c7ccd0", alpha=alpha, lw=0, zorder=1)
    colours = [POLICIES[1][0] if out else POLICIES[0][0] for out in item.outside]
    middles = (np.arange(item.bins) + 0.5) / item.bins
    axes.bar(middles, item.heights, 0.86 / item.bins, color=colours, lw=0, zorder=2)
    axes.axhline(len(item.ranks) / item.bins, color=INK, lw=0.7, ls=(0, (4, 2)), zorder=3)
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.5, 1], [tick(value, lang) for value in (0, 0.5, 1)])
    axes.locator_params(axis="y", nbins=3, integer=True)
    axes.tick_params(axis="y", length=0)
    return None


def _ranks_key(lang: Lang) -> list[Artist]:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    return [
        Patch(color=POLICIES[0][0], lw=0, label=say("rank_inside", lang)),
        Patch(color=POLICIES[1][0], lw=0, label=say("rank_outside", lang)),
        Line2D([], [], color=INK, lw=0.7, ls=(0, (4, 2)), label=say("expected", lang)),
    ]


def learnt(many: Sequence[Learnt], lang: Lang, footer: str = "") -> Figure:
    """Intervals before and after the data, the most informed parameters first; the others are counted in words."""
    informed = sorted((i for i in many if i.gain >= LEAST_LEARNT), key=lambda item: -item.gain)
    shown, stayed = informed[:MOST_SHOWN], len(many) - len(informed)
    title = say("learnt_title", lang, learnt=len(informed), n=len(many), stayed=stayed)
    less, least = len(informed) - len(shown), f"{100 * LEAST_LEARNT:.0f}"
    others = say("learnt_others", lang, less=less, stayed=stayed, least=least) if less + stayed else ""
    marks = _learnt_key(lang)
    tall, room = ROW * max(len(shown), 1), key_height(2 * WIDTH, marks)
    with styled():
        sub = f"{say('learnt_sub', lang)} {others}".strip()
        figure, box = sheet(2 * WIDTH, tall + room + 0.75, title, sub, footer)
        key(box, marks)
        axes = box.axes(NAME + 0.1, 0.45, box.width - NAME - NUMBERS - 0.2, tall)
        if shown:
            _intervals(axes, shown, lang)
        else:
            empty(axes, say("no_rows", lang))
    return figure


def _intervals(axes: Axes, shown: Sequence[Learnt], lang: Lang) -> None:
    prior, places = ndtri(LEVELS), np.arange(len(shown))[::-1]
    for item, place in zip(shown, places, strict=True):
        if place % 2 == 0:
            axes.axhspan(place - 0.5, place + 0.5, color=PALE, alpha=0.45, lw=0, zorder=0)
        for levels, colour, lift in ((prior, BASELINE[0], -0.17), (item.scores, POLICIES[0][0], 0.15)):
            axes.hlines(place + lift, levels[0], levels[4], color=colour, lw=1.1, zorder=3)
            axes.hlines(place + lift, levels[1], levels[3], color=colour, lw=3.4, zorder=3)
            axes.plot([levels[2]], [place + lift], "o", color=colour, ms=4, mec="white", mew=0.6, zorder=4)
        _numbers(axes, item, place, lang)
    axes.set_yticks(places, ["\n".join(wrap(item.label, NAME, 7.8)) for item in shown], size=7.8, color=INK)
    axes.set_ylim(-0.5, len(shown) - 0.5)
    axes.set_xlabel(say("place_in_prior", lang), size=7.4, labelpad=2)
    axes.set_xticks(prior, [f"{100 * level:.0f}" for level in LEVELS])
    axes.grid(axis="x", color=GRID, lw=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    above(axes, AFTER[0], say("overlap", lang))
    above(axes, AFTER[1], say("posterior_value", lang))


def _numbers(axes: Axes, item: Learnt, place: int, lang: Lang) -> None:
    said = f"{number(item.values[2], lang)} ({span(item.values[0], item.values[4], lang)}) {item.unit}"
    beside(axes, AFTER[0], place, f"{100 * item.overlap:.0f}", size=7.4)
    beside(axes, AFTER[1], place, "\n".join(wrap(said.strip(), NUMBERS - AFTER[1], 7.2)), size=7.2)


def _learnt_key(lang: Lang) -> list[Artist]:
    from matplotlib.lines import Line2D

    looks = (("prior", BASELINE[0]), ("posterior", POLICIES[0][0]))
    return [Line2D([], [], color=colour, lw=3.4, marker="o", ms=4, mec="white", label=say(name, lang))
            for name, colour in looks]  # fmt: skip


def convergence(steps: Steps, lang: Lang, footer: str = "") -> Figure:
    """Misfit of the members with its expected value, and spread of the parameters, by step of the smoother."""
    levels = by_step(steps.misfit)
    first, last = (float(levels[i, 2]) for i in (0, -1))
    name = "steps_none" if len(levels) < 2 else "steps_title" if last < first else "steps_title_flat"
    ends = {"first": number(first, lang), "last": number(last, lang)}
    title = say(name, lang, **ends, expected=number(steps.expected, lang))
    with styled():
        figure, box = sheet(1.3 * WIDTH, 2.4, title, say("steps_sub", lang), footer)
        wide = box.width / 2
        left, right = (Box(figure, box.left + i * wide, box.bottom, wide - 0.15, 2.4) for i in (0, 1))
        axes = _panel(left, say("misfit", lang), levels, lang)
        axes.axhline(steps.expected, color=INK, lw=0.9, ls=(0, (4, 2)), zorder=2)
        beside(axes, 0.06, steps.expected, f"{say('expected', lang)}\n{number(steps.expected, lang)}", size=7.4)
        if np.all(levels > 0) and steps.expected > 0:
            _log(axes, min(steps.expected, float(levels.min())), lang)
        _panel(right, say("spread", lang), 100 * by_step(steps.spread), lang).set_ylim(bottom=0)
    return figure


def by_step(values: Array) -> Array:
    """The quantiles of each step, (S + 1, 5); NaN where a step has no finite value."""
    finite = [row[np.isfinite(row)] for row in values]
    return np.array([quantiles(row) if len(row) else np.full(len(LEVELS), np.nan) for row in finite])


def _log(axes: Axes, least: float, lang: Lang) -> None:
    from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

    axes.set_yscale("log")
    axes.set_ylim(least / 1.6, None)
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5), numticks=6))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: tick(value, lang)))


def _panel(box: Box, name: str, levels: Array, lang: Lang) -> Axes:
    from matplotlib.ticker import FuncFormatter

    box.text(0, 0.05, name, 8.2, weight="bold", color=INK)
    axes = box.axes(0.62, 0.45, box.width - 1.2, box.height - 0.45 - 0.32)
    places, colour = np.arange(len(levels)), POLICIES[0][0]
    axes.vlines(places, levels[:, 0], levels[:, 4], color=colour, lw=1.2, zorder=3)
    axes.vlines(places, levels[:, 1], levels[:, 3], color=colour, lw=4.5, zorder=3)
    axes.plot(places, levels[:, 2], color=colour, lw=0.9, marker="o", ms=4, mec="white", mew=0.7, zorder=4)
    axes.set_xticks(places)
    axes.set_xlim(-0.5, len(levels) - 0.5)
    axes.set_xlabel(say("step", lang), size=8)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: tick(value, lang)))
    axes.grid(axis="y", color=GRID, lw=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", length=0)
    return axes


__all__ = ["Learnt", "Ranks", "Steps", "convergence", "learnt", "rank_histograms"]
