"""What is measured when a policy is judged by one number: its unit, its months, and what the model says of it."""

from __future__ import annotations

from datetime import timedelta

from borderSim import catalogue
from borderSim.analysis.compare import aggregate
from borderSim.catalogue.dates import month_date, month_index
from borderSim.report.numbers import month, number, span, with_unit
from borderSim.report.words import Lang, word
from borderSim.results.data import quantiles
from borderSim.scenario import Scenario
from borderSim.workshop.desk.ask import Answer
from borderSim.workshop.pictures.picture import Gap, picture
from borderSim.workshop.room.state import Truth
from borderSim.workshop.screens.elements.natives import Option
from borderSim.workshop.words import say


def unit_of(indicator: str, lang: Lang) -> str:
    """The unit of an indicator's number over its window."""
    return catalogue.indicators()[indicator].window_unit(lang)


def label_and_unit(indicator: str, lang: Lang) -> str:
    """An indicator's name with the unit of its number."""
    label = catalogue.indicators()[indicator].label(lang)
    return say("wall_label_unit", lang, label=label, unit=unit_of(indicator, lang))


def when(indicator: str, scenario: Scenario, lang: Lang) -> str:
    """The months that the number is about: "by June 2027", "in the last 12 months"."""
    if catalogue.indicators()[indicator].window == "last" and scenario.window != "first_12":
        last = (scenario.end - timedelta(days=1)).isoformat()
        return word("by_month", lang, month=month(last, lang))
    return word(f"window_{scenario.window}", lang)


def truth(answer: Answer, indicator: str) -> Truth:
    """The model's answer to "what does this policy do to this indicator?"."""
    gap = gap_of(answer, indicator)
    return Truth(gap.median, gap.low, gap.high, gap.higher_in_100, answer.members)


def gap_of(answer: Answer, indicator: str) -> Gap:
    """The paired difference from the baseline over the months that findings are about."""
    return picture(answer, indicator).first.window


def baseline_words(answer: Answer, indicator: str, lang: Lang) -> str:
    """What the model gives without the policy, with its range."""
    how = catalogue.indicators()[indicator].window
    values = aggregate(answer.baseline.national[indicator], how, answer.ask.policy.window)
    low, _, middle, _, high = map(float, quantiles(values))
    amount = with_unit(number(middle, lang), unit_of(indicator, lang))
    return say("phone_baseline", lang, amount=amount, span=span(low, high, lang))


def months_of(run: Scenario) -> list[str]:
    """The months of a run as "YYYY-MM"."""
    first, last = (int(month_index(day)) for day in (run.start, run.end))
    return [month_date(position).isoformat()[:7] for position in range(first, last)]


def indicator_options(lang: Lang) -> list[Option]:
    """The national indicators for a select, under the headings of their systems."""
    found = [item for item in catalogue.indicators().values() if item.dims == "national"]
    order = list(dict.fromkeys(item.system for item in found))
    found.sort(key=lambda item: order.index(item.system))
    return [(item.name, item.label(lang), say(f"help_system_{item.system}", lang)) for item in found]
