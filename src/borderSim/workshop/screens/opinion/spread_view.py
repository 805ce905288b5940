"""What the room predicted beside what the model says: counts of answers, and a strip of the amounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median

from babel.numbers import format_decimal

from borderSim.report.numbers import LOCALES, in_100, number, rounded, span, with_unit
from borderSim.report.words import Lang
from borderSim.workshop.room.state import Direction, Prediction, Question, Truth
from borderSim.workshop.room.tally import Spread, direction, spread
from borderSim.workshop.screens.elements.bars import Row, bars
from borderSim.workshop.screens.elements.html import tag
from borderSim.workshop.screens.shared.measures import unit_of
from borderSim.workshop.words import say

DIRECTIONS: tuple[Direction, ...] = ("higher", "no_clear", "lower")
ROOMY, BINS = 1.1, 60
"""The strip ends a tenth beyond the largest value; dots that fall into one of its bins stand on one another."""
TYPICAL = 3.0
"""The strip holds amounts up to three times the middle one, so that one slip of the finger does not flatten it."""


def truth_words(truth: Truth, unit: str, lang: Lang) -> str:
    """The model's answer with its interval, how many runs agree and how many there were."""
    reach = span(truth.low, truth.high, lang, sign=True)
    if direction(truth) == "no_clear":
        return say("wall_truth_unclear", lang, span=with_unit(reach, unit), members=truth.members)
    median_words = with_unit(number(truth.median, lang, sign=True), unit)
    lower = direction(truth) == "lower"
    agree = in_100(100 - truth.higher_in_100 if lower else truth.higher_in_100)
    key = "wall_truth_lower" if lower else "wall_truth"
    return say(key, lang, median=median_words, span=reach, n=agree, members=truth.members)


def said(prediction: Prediction, unit: str, lang: Lang) -> str:
    """One answer in words, as it was given."""
    words = say(f"wall_{prediction.direction}", lang).lower()
    if not prediction.amount:
        return words
    amount = with_unit(_typed(prediction.amount, lang), unit)
    return say("phone_said_amount", lang, direction=words, amount=amount)


def _typed(amount: float, lang: Lang) -> str:
    """An amount with all the digits that somebody gave it."""
    return str(format_decimal(amount, format="#,##0.#", locale=LOCALES[lang], decimal_quantization=False))


def spread_view(question: Question, lang: Lang) -> None:
    """The model's answer, how many said what, and the amounts; the question must be revealed."""
    assert question.truth is not None
    unit = unit_of(question.indicator, lang)
    with tag("p", classes="truth"):
        tag("strong", say("wall_model_says", lang) + ": ")
        tag("span", truth_words(question.truth, unit, lang))
    found = spread(question)
    _counts(found, direction(question.truth), lang)
    if found.amounts:
        _strip(question.truth, found.amounts, unit, lang)


def _counts(found: Spread, model: Direction, lang: Lang) -> None:
    tag("p", say("wall_room_says", lang), "bars-title")
    said: dict[Direction, int] = {"higher": found.higher, "no_clear": found.no_clear, "lower": found.lower}
    bars(
        [
            Row(
                say(f"wall_{name}", lang),
                count / max(found.answered, 1),
                say("wall_count", lang, n=count, all=found.answered),
                "◀ " + say("wall_here_model", lang) if name == model else "",
            )
            for name, count in said.items()
        ]
    )


def _strip(truth: Truth, amounts: Sequence[float], unit: str, lang: Lang) -> None:
    """Amounts as dots over the model's interval, on a scale that is symmetric about zero; its text says the same."""
    sizes = sorted(map(abs, amounts))
    end = rounded(ROOMY * max(abs(truth.low), abs(truth.high), min(sizes[-1], TYPICAL * median(sizes))))
    inside = sorted(value for value in amounts if abs(value) <= end)
    alt = say(
        "wall_strip_alt",
        lang,
        amounts="; ".join(number(value, lang, sign=True) for value in sorted(amounts)),
        median=number(truth.median, lang, sign=True),
        span=span(truth.low, truth.high, lang, sign=True),
    )
    with tag("div", classes="strip", role="img", aria_label=alt):
        tag("span", classes="strip-zero")
        left, right = _percent(truth.low, end), _percent(truth.high, end)
        tag("span", classes="strip-model").style(f"left: {left:.2f}%; width: {max(right - left, 0.4):.2f}%")
        tag("span", classes="strip-median").style(f"left: {_percent(truth.median, end):.2f}%")
        _dots(inside, end)
    with tag("div", classes="strip-scale", aria_hidden="true"):
        for value in (-end, 0.0, end):
            tag("span", number(value, lang, sign=True))
    caption = say("wall_strip_caption", lang, unit=unit)
    outside = len(amounts) - len(inside)
    tag("p", f"{caption} {say('wall_strip_outside', lang, n=outside)}" if outside else caption, "small")


def _dots(values: Sequence[float], end: float) -> None:
    height: Counter[int] = Counter()
    for value in values:
        place = round(_percent(value, end) / 100 * BINS)
        tag("span", classes="strip-dot").style(f"left: {100 * place / BINS:.2f}%; --level: {height[place]}")
        height[place] += 1


def _percent(value: float, end: float) -> float:
    return 50 + 50 * value / end if end else 50.0
