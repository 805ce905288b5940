"""What a search aimed at and what its levers are, in words: for the figures, the tables and the page."""

from __future__ import annotations

from borderSim.catalogue import indicators
from borderSim.optimise.front import BASE, REFERENCE, Front
from borderSim.report.layout import tick
from borderSim.report.numbers import number, span
from borderSim.report.words import Lang, word
from borderSim.scenario.axes import Axis
from borderSim.scenario.optimise_goals import Limit, Objective, Statistic

SMALL = 10.0
"""A lever value below this is shown with three decimals, above it with one."""


def statistic_words(chosen: Statistic, lang: Lang) -> str:
    """`median of the runs`, `where the worst 5% of the runs begin`."""
    return word(f"opt_{chosen.kind}", lang, **({"n": tick(chosen.percent, lang)} if chosen.kind == "worst" else {}))


def short_goal(goal: Objective | Limit, lang: Lang) -> str:
    """The indicator, and that it is a difference where it is one."""
    label = indicators()[goal.indicator].label(lang)
    return word("opt_difference", lang, label=label) if goal.difference else label


def goal_words(goal: Objective | Limit, lang: Lang) -> str:
    """The indicator with its unit and the statistic of the runs."""
    unit = indicators()[goal.indicator].window_unit(lang)
    said = statistic_words(goal.statistic, lang)
    return word("opt_goal", lang, label=short_goal(goal, lang), unit=unit, statistic=said)


def limit_words(limit: Limit, lang: Lang) -> str:
    """A limit as a sentence part: what, which side, which number, in which runs."""
    return word(
        f"opt_{limit.side}", lang, label=short_goal(limit, lang), bound=number(limit.bound, lang),
        unit=indicators()[limit.indicator].window_unit(lang), statistic=statistic_words(limit.statistic, lang),
    )  # fmt: skip


def lever_words(axis: Axis, lang: Lang) -> str:
    """The lever's label with its unit."""
    return f"{axis.label[lang]} ({axis.unit[lang]})"


def lever_value(axis: Axis, value: float, lang: Lang) -> str:
    """A lever's value in words; a date as a file writes it."""
    if axis.unit["en"] == "date":
        return axis.words(value)
    return tick(round(value, 3 if abs(value) < SMALL else 1), lang)


def goal_cell(front: Front, goal: Objective | Limit, row: int, lang: Lang) -> str:
    """A goal of a row of the front: the check's number, the middle 90 of 100 runs, and what the search saw."""
    sign, band = goal.difference, front.band(goal)
    return word(
        "opt_cell", lang, value=number(front.reached(goal)[row], lang, sign=sign),
        span=span(band[0, row], band[1, row], lang, sign=sign),
        seen=number(front.reached(goal, check=False)[row], lang, sign=sign),
    )  # fmt: skip


def status_words(front: Front, row: int, lang: Lang) -> str:
    """What the check made of a package."""
    key = "stands" if front.stands[row] else "beaten" if front.allowed[row] else "broken"
    return word(f"opt_status_{key}", lang)


def marked(front: Front) -> list[int]:
    """The rows that stand beside the packages: base and reference, or one of them where they are the same."""
    return [REFERENCE] if front.search.scenario.name == front.search.reference.name else [BASE, REFERENCE]
