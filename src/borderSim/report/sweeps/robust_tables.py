"""The tables of the page of `borderSim robust`: all options, in words."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from borderSim.analysis.robust_resample import Part, dominated
from borderSim.analysis.robustness import LEAD, MEASURES, worst_future
from borderSim.report.numbers import in_100, number, span
from borderSim.report.sweeps.analysis_page import Table
from borderSim.report.sweeps.robust_figures import rank_range
from borderSim.report.sweeps.robust_names import Story
from borderSim.report.words import word
from borderSim.results.data import quantiles


def regret(story: Story, g: int) -> Table:
    """Regret of every option, how often it gives up least, and whether it can be told apart from the best."""
    item, lang = story.found.items[g], story.lang
    levels = quantiles(item.regret.reshape(len(item.regret), -1), axis=1)
    best = story.options[int(story.found.best[g])]
    head = [word("robust_option", lang), *map(story.measure, ("regret_50", "regret_90", "regret_max", "near"))]
    head += [word("range_90", lang, span=word("robust_regret", lang)), word("robust_first", lang),
             word("robust_verdict", lang, best=best)]  # fmt: skip
    rows = []
    for option in story.order(g):
        cells = [story.cell(g, name, option) for name in ("regret_50", "regret_90", "regret_max", "near")]
        first = in_100(100 * float(story.found.ranks.first[g, MEASURES.index(LEAD), option]))
        ends = span(float(levels[0, option]), float(levels[4, option]), lang)
        rows.append([story.options[option], *cells, ends, str(first), _verdict(story, g, option)])
    return Table(word("robust_regret_caption", lang, unit=story.unit(item.goal)), head, rows)


def _verdict(story: Story, g: int, option: int) -> str:
    if option == story.found.best[g]:
        return word("robust_is_best", story.lang)
    return word("robust_apart" if story.found.apart[g, option] else "indistinct", story.lang)


def measures(story: Story, g: int) -> Table:
    """Every measure of every option, with its interval."""
    goal, lang = story.found.items[g].goal, story.lang
    unit = story.unit(goal)
    unit = word("robust_change", lang, unit=unit) if story.found.settings.difference else unit
    caption = word("robust_measures_caption", lang, label=story.label(goal), unit=unit)
    rows = [[story.options[o], *(story.cell(g, name, o) for name in MEASURES)] for o in story.order(g)]
    return Table(caption, [word("robust_option", lang), *map(story.measure, MEASURES)], rows)


def ranks(story: Story, g: int) -> Table:
    """The rank of every option under every measure."""
    lang, rank = story.lang, story.found.ranks.rank
    rows = [
        [story.options[o], *(f"{rank[g, k, o]:.0f} ({rank_range(story, (g, k, o))})" for k in range(len(MEASURES)))]
        for o in story.order(g)
    ]
    return Table(word("robust_rank_caption", lang), [word("robust_option", lang), *map(story.measure, MEASURES)], rows)


def satisfied(story: Story) -> Table:
    """Share of futures that meet each threshold, for every option, the most often met first."""
    share, lang = story.found.shares, story.lang
    rows = []
    for option in np.argsort(-share.value[-1], kind="stable"):
        ends = zip(share.value[:, option], share.low[:, option], share.high[:, option], strict=True)
        rows.append([story.options[option], *(story.share(*map(float, at)) for at in ends)])
    return Table(word("robust_met_caption", lang), [word("robust_option", lang), *story.wants], rows)


def halves(story: Story) -> Iterator[Table]:
    """The option that gives up least in all futures and in each part of them; nothing without a future axis."""
    if not story.parts:
        return
    lang = story.lang
    whole = [word("robust_part_all", lang), *(story.options[int(best)] for best in story.found.best)]
    rows = [whole, *([_part(story, part), *(story.options[int(best)] for best in part.best)] for part in story.parts)]
    head = [word("robust_part", lang), *(story.label(item.goal) for item in story.found.items)]
    yield Table(word("robust_part_caption", lang), head, rows)


def _part(story: Story, part: Part) -> str:
    axis, lang = story.data.axes[part.axis], story.lang
    if part.half:
        return word(f"robust_part_{part.half}", lang, label=axis.label[lang])
    return word("robust_part_choice", lang, label=axis.label[lang], value=axis.said(part.choice, lang))


def worst(story: Story) -> Iterator[Table]:
    """For each outcome: the future in which each option is furthest from the best; nothing without a future axis."""
    if not story.found.crossing.future:
        return
    lang = story.lang
    for g, item in enumerate(story.found.items):
        future, gap = worst_future(item)
        caption = word("robust_worst_caption", lang, label=story.label(item.goal))
        head = [word("robust_option", lang), word("robust_worst_future", lang),
                f"{word('robust_regret', lang)} ({story.unit(item.goal)})"]  # fmt: skip
        rows = [
            [story.options[o], story.future(int(future[o])) if gap[o] > 0 else "–", number(float(gap[o]), lang)]
            for o in story.order(g)
        ]
        yield Table(caption, head, rows)


def together(story: Story) -> Table:
    """Options by outcomes, and which option is beaten on all of them: no total is given."""
    lang, beaten, at = story.lang, dominated(story.found), MEASURES.index(LEAD)
    units = [story.label_unit(item.goal) for item in story.found.items]
    rows = []
    for option, name in enumerate(story.options):
        cells = [
            f"{story.cell(g, LEAD, option)} [{story.found.ranks.rank[g, at, option]:.0f}]" for g in range(len(units))
        ]
        by, sure = beaten.get(option, (-1, 0.0))
        said = word("robust_undominated", lang)
        if by >= 0:
            said = word("robust_dominated", lang, by=story.options[by], n=in_100(100 * sure))
        rows.append([name, *cells, said])
    head = [word("robust_option", lang), *units, word("robust_dominance", lang)]
    return Table(story.measure(LEAD), head, rows)
