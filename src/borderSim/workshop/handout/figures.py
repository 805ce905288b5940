"""Figures of a session: teams side by side, what the room predicted beside the model, votes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from borderSim.analysis.compare import aggregate
from borderSim.catalogue import Indicator, indicators
from borderSim.report import bars, lines
from borderSim.report.figures import Cell, Plate
from borderSim.report.layout import Box, capital, heading, wrap
from borderSim.report.numbers import number, span
from borderSim.report.style import BASELINE, INK, MUTED, POLICIES, WIDTH, new_figure, styled
from borderSim.report.words import Lang, word
from borderSim.results.data import Array, RunData, quantiles
from borderSim.workshop.handout.published import Deal
from borderSim.workshop.room.state import Ballot, Question, State
from borderSim.workshop.room.tally import Count, Spread, spread, tally, turnout
from borderSim.workshop.words import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FEW_TICKS = 3
"""Steps of a scale in half a page, so that "200,000" and "400,000" stay apart."""
ROW, THREE_LINES, NAME, SAID = 0.38, 0.5, 1.5, 1.65
"""Inches of a row, of one with three lines of words, of the name left of it and of the words right of it."""


@dataclass(frozen=True)
class Strip:
    """A figure of rows, ``rows`` inches in all: how to draw it into axes, and its words and numbers."""

    name: str
    title: str
    subtitle: str
    footer: str
    rows: float
    fill: Callable[[Axes], None]
    header: Sequence[str]
    table: Sequence[Sequence[Cell]]
    alt: str

    @property
    def height(self) -> float:
        """Inches that it wants."""
        return 1.35 + self.rows

    def draw(self, box: Box) -> None:
        """Draw it into a box."""
        with styled():
            top = heading(box, self.title, self.subtitle)
            foot = lines.footer(box, self.footer)
            height = box.height - top - foot - 0.45
            self.fill(box.axes(NAME, foot + 0.3, box.width - NAME - SAID, height))

    def plate(self) -> Plate:
        """It as a figure of its own."""
        figure = new_figure(WIDTH, self.height)
        self.draw(Box(figure, 0.05, 0.05, WIDTH - 0.1, self.height - 0.1))
        return Plate(self.name, "bars", figure, self.title, self.alt, self.header, self.table)


def differences(data: RunData, made: Sequence[Deal], item: Indicator) -> Array:
    """(P, 5) quantiles of what each policy changes of an indicator against its own baseline, in the run's window."""
    values = data.national[item.name]

    def gap(deal: Deal) -> Array:
        ours, theirs = (
            aggregate(values[data.index(name)], item.window, data.window)
            for name in (deal.policy.name, deal.baseline.name)
        )
        return quantiles(ours - theirs)

    return np.array([gap(deal) for deal in made])


def side_by_side(data: RunData, made: Sequence[Deal], item: Indicator, footer: str, lang: Lang) -> Strip:
    """What each published policy changes of one indicator, all on one scale."""
    levels = differences(data, made, item)
    names = [deal.team for deal in made]
    label, when = item.label(lang), word(f"window_{data.window}", lang)

    def fill(axes: Axes) -> None:
        wrapped = ["\n".join(wrap(name, NAME - 0.1, 8.4)[:2]) for name in names]
        bars.parts(axes, wrapped, levels, lang, whole=False)
        axes.locator_params(axis="x", nbins=FEW_TICKS)

    subtitle = say("out_side_sub", lang, unit=capital(item.window_unit(lang)), when=when)
    said = [number(row[2], lang, sign=True) for row in levels]
    text = "; ".join(f"{name}: {value}" for name, value in zip(names, said, strict=True))
    title = say("out_side_title", lang, label=label)
    table: list[list[Cell]] = [[name, *map(float, row)] for name, row in zip(names, levels, strict=True)]
    header = [say("out_team_head", lang), "5%", "25%", word("median", lang), "75%", "95%"]
    alt = word("alt_bars", lang, text=f"{title}. {text}.")
    return Strip(f"teams_{item.name}", title, subtitle, footer, ROW * len(names), fill, header, table, alt)


def predicted(question: Question, footer: str, lang: Lang) -> Strip:
    """What the room expected of a question, as dots, above what the model says, as a range. It must be revealed."""
    truth, room, item = question.truth, spread(question), indicators()[question.indicator]
    assert truth is not None
    clear = not truth.low <= 0 <= truth.high
    model = f"{number(truth.median, lang, sign=True)} ({span(truth.low, truth.high, lang, sign=True)})"
    model = model if clear else f"{model}, {word('indistinct', lang)}"

    def fill(axes: Axes) -> None:
        _dots(axes, room, (truth.low, truth.median, truth.high), lang)

    directions = say("out_directions", lang, higher=room.higher, lower=room.lower, same=room.no_clear)
    title = say("out_predicted_title", lang, label=item.label(lang))
    subtitle = say("out_predicted_sub", lang, title=question.title, unit=item.window_unit(lang), runs=truth.members)
    table: list[list[Cell]] = [
        [say("out_room", lang), directions],
        [say("out_amounts", lang), ", ".join(number(amount, lang, sign=True) for amount in room.amounts) or "–"],
        [say("out_model", lang), model],
    ]
    alt = word("alt_bars", lang, text=f"{title}. {directions}. {say('out_model', lang)}: {model}.")
    header = [say("out_who", lang), say("out_expected", lang)]
    return Strip(f"prediction_{question.id}", title, subtitle, footer, 2 * THREE_LINES, fill, header, table, alt)


def _dots(axes: Axes, room: Spread, truth: tuple[float, float, float], lang: Lang) -> None:
    """The model's interval in the lower row, the amounts of the room in the upper one."""
    low, middle, high = truth
    colour = POLICIES[0][0]
    axes.hlines(0, low, high, color=colour, lw=2.4, zorder=3)
    axes.plot([middle], [0], "o", color=colour, ms=6, mec="white", mew=0.8, zorder=4)
    axes.plot(room.amounts, np.ones(len(room.amounts)), "o", color=BASELINE[0], alpha=0.55, ms=6, mec="white", mew=0.6)
    axes.axvline(0, color=INK, lw=0.9)
    axes.set_ylim(-0.6, 1.6)
    axes.set_yticks([0, 1], [say("out_model", lang), say("out_room", lang)], size=8.4, color=INK)
    axes.margins(x=0.08)
    bars.scale(axes, lang)
    axes.locator_params(axis="x", nbins=FEW_TICKS)
    right = axes.get_yaxis_transform()
    directions = say("out_directions_lines", lang, higher=room.higher, lower=room.lower, same=room.no_clear)
    words = f"{number(middle, lang, sign=True)}\n({span(low, high, lang, sign=True)})"
    for place, said in ((1, directions), (0, words)):
        axes.text(1.03, place, said, transform=right, size=7.4, va="center", color=INK, linespacing=1.15)


def votes(ballot: Ballot, state: State, teams: dict[int, str], footer: str, lang: Lang) -> Strip:
    """What each publication of a vote got, with how opinion was spread; ``teams`` are names by publication."""
    counts, cast = tally(ballot), turnout(ballot, state)
    names = [teams[count.publication] for count in counts]
    said = [_given(count.given, lang) for count in counts]

    def fill(axes: Axes) -> None:
        places = np.arange(len(counts))[::-1]
        axes.barh(places, [count.total for count in counts], height=0.5, color=POLICIES[0][0], alpha=0.75)
        axes.set_yticks(places, ["\n".join(wrap(name, NAME - 0.1, 8.4)[:2]) for name in names], size=8.4, color=INK)
        axes.set_xlim(0, max([count.total for count in counts] + [1]))
        axes.set_xticks([])
        axes.tick_params(length=0)
        for place, count, words in zip(places, counts, said, strict=True):
            text = "\n".join([str(count.total), *wrap(words, SAID - 0.1, 7)[:2]])
            axes.text(1.03, place, text, transform=axes.get_yaxis_transform(), size=7, va="center", color=MUTED)

    title = _vote_title(counts, teams, lang)
    subtitle = say(f"out_votes_{ballot.kind}", lang, took=cast.took_part, present=cast.present)
    table: list[list[Cell]] = [
        [name, str(count.total), words] for name, count, words in zip(names, counts, said, strict=True)
    ]
    header = [say("out_team_head", lang), say("out_total", lang), say("out_spread", lang)]
    text = "; ".join(f"{name}: {count.total}" for name, count in zip(names, counts, strict=True))
    alt = word("alt_bars", lang, text=f"{title}. {text}.")
    return Strip(f"votes_{ballot.id}", title, subtitle, footer, ROW * len(counts), fill, header, table, alt)


def _given(given: Sequence[int], lang: Lang) -> str:
    """How many devices gave one, two, three (or approved), where any did."""
    told = [
        say("out_gave", lang, devices=devices, marks=marks) for marks, devices in enumerate(given) if marks and devices
    ]
    return ", ".join(told) or "–"


def _vote_title(counts: Sequence[Count], teams: dict[int, str], lang: Lang) -> str:
    first = [count for count in counts if count.place == 1]
    if not counts or not first[0].total:
        return say("out_votes_none", lang)
    key = "out_votes_first" if len(first) == 1 else "out_votes_tie"
    return say(key, lang, names=", ".join(teams[count.publication] for count in first))
