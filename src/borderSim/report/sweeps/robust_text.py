"""The sentences of `borderSim robust`: what was found, what the words mean, what it cannot say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from borderSim.analysis.robust_resample import LEVELS, RESAMPLES
from borderSim.analysis.robustness import LEAD, MEASURES, worst_future
from borderSim.report.layout import capital
from borderSim.report.numbers import in_100, number, plain, span
from borderSim.report.sweeps.robust_names import Story
from borderSim.report.words import word

SELDOM = 0.9
"""An option is "seldom far" from the best when it is near it in at least so many of the futures, "never far" in all."""


def findings(story: Story) -> list[str]:
    """One sentence or two for each outcome, one for the thresholds, one where no option wins everywhere."""
    said = [_outcome(story, g) for g in range(len(story.found.items))]
    return [*said, *_enough(story), *_split(story)]


def _outcome(story: Story, g: int) -> str:
    item, best, lang = story.found.items[g], int(story.found.best[g]), story.lang
    outcome = story.label_unit(item.goal)
    if item.spread == 0:
        return word("robust_no_difference", lang, outcome=outcome)
    at, near = (g, MEASURES.index(LEAD), best), (g, MEASURES.index("near"), best)
    numbers = story.found.measures
    share = float(numbers.value[near])
    verdict = "robust_never" if share == 1 else "robust_seldom" if share >= SELDOM else "robust_least"
    return word(
        "robust_finding", lang, outcome=outcome, verdict=word(verdict, lang, option=story.options[best]),
        regret=number(float(numbers.value[at]), lang), near=in_100(100 * share),
        span=span(float(numbers.low[at]), float(numbers.high[at]), lang),
        tolerance=number(item.tolerance, lang), sure=_sure(story, g), fails=_fails(story, g),
        depends=_depends(story, g),
    )  # fmt: skip


def alike(story: Story, g: int) -> list[int]:
    """The options that cannot be told apart from the best of an outcome, nearest first."""
    best = int(story.found.best[g])
    return [option for option in story.order(g) if option != best and not story.found.apart[g, option]]


def _sure(story: Story, g: int) -> str:
    others = alike(story, g)
    if others:
        return word("robust_same", story.lang, others=story.quoted(others))
    best = int(story.found.best[g])
    following = next(option for option in story.order(g) if option != best)
    first = 100 * float(story.found.ranks.first[g, MEASURES.index(LEAD), best])
    return word("robust_sure", story.lang, n=in_100(first), next=story.options[following])


def _fails(story: Story, g: int) -> str:
    """Where the best option does worst, if there is a future in which another is better in the median member."""
    item, best = story.found.items[g], int(story.found.best[g])
    future, gap = worst_future(item)
    if not story.found.crossing.future or gap[best] == 0:
        return ""
    there = item.regret[:, future[best]]
    winner = story.options[int(np.argmin(np.median(there, axis=1)))]
    size = number(float(gap[best]), story.lang)
    words = story.future(int(future[best]))
    return word("robust_fails", story.lang, future=words, regret=size, best=winner)


def _depends(story: Story, g: int) -> str:
    """The axes along which an option that can be told apart from the best gives up least in a part of the futures."""
    same = {int(story.found.best[g]), *alike(story, g)}
    axes = [part.axis for part in story.parts if int(part.best[g]) not in same]
    names = [story.data.axes[axis].label[story.lang] for axis in dict.fromkeys(axes)]
    return word("robust_depends", story.lang, axes=", ".join(names)) if names else ""


def _enough(story: Story) -> Iterator[str]:
    if not story.wants:
        return
    share, lang = story.found.shares, story.lang
    wants = "; ".join(story.want(want) for want in story.found.wants)
    top = int(np.argmax(share.value[-1]))
    if share.value[-1, top] == 0:
        yield word("robust_meets_none", lang, wants=wants)
        return
    low, high = np.quantile(share.draws[-1] - share.draws[-1, top], LEVELS, axis=-1)
    same = [int(i) for i in np.flatnonzero((low <= 0) & (high >= 0)) if i != top]
    ends = word("range", lang, low=in_100(100 * share.low[-1, top]), high=in_100(100 * share.high[-1, top]))
    yield word(
        "robust_meets_same" if same else "robust_meets", lang, wants=wants, option=story.options[top],
        n=in_100(100 * share.value[-1, top]), span=ends, others=story.quoted(same) if same else "",
    )  # fmt: skip


def _split(story: Story) -> Iterator[str]:
    """With several outcomes: no option is best on all of them."""
    best = list(dict.fromkeys(int(option) for option in story.found.best))
    if len(best) > 1:
        yield word("robust_none_best", story.lang, names=story.quoted(best))


def how(story: Story) -> list[str]:
    """What was compared, what the words mean, and whose choice the directions were."""
    found, lang = story.found, story.lang
    options, futures, members = found.items[0].values.shape
    counts = {"options": options, "futures": futures, "members": members}
    said = [word("robust_how", lang, **counts, states=plain(options * futures * members, lang))]
    said.append(story.axes)
    if not found.crossing.future:
        said.append(word("robust_how_no_axis", lang))
    said.append(word("robust_how_regret", lang, near=plain(100 * found.settings.near, lang)))
    said.append(word("robust_how_both" if found.futures_drawn else "robust_how_members", lang, n=RESAMPLES))
    return [*said, whose(story)]


def whose(story: Story) -> str:
    """Whose choice the wanted directions are."""
    goals = [item.goal for item in story.found.items]
    each = [word(f"robust_whose_{goal.wanted}", story.lang, label=story.item(goal).label(story.lang)) for goal in goals]
    said = each[0] if len(each) == 1 else word("robust_and", story.lang, first=", ".join(each[:-1]), last=each[-1])
    return capital(word("robust_how_whose", story.lang, outcomes=said))


def cannot(story: Story) -> Sequence[str]:
    """What this analysis cannot say."""
    parts = ("weights", "others", "adapt", "model", "cost")
    return [word(f"robust_cannot_{part}", story.lang) for part in parts]
