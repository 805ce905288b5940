"""What a picture says in words: titles, the sentence for the live region, text alternatives, the badge."""

from __future__ import annotations

from borderSim.report.context import TITLE_WORDS
from borderSim.report.numbers import in_100, month, number, span, with_unit
from borderSim.report.style import FEW
from borderSim.report.words import Lang, word
from borderSim.results.data import Array
from borderSim.workshop.desk.ask import Answer
from borderSim.workshop.pictures.picture import Gap, Line, Picture
from borderSim.workshop.words import say


def name_of(line: Line, lang: Lang) -> str:
    """What a policy is called in labels."""
    return line.name or say("pictures_policy", lang)


def sure(gap: Gap, runs: int, lang: Lang) -> str:
    """In how many runs the difference is above (or under) zero, or that it cannot be told apart.

    Of 100 runs where there are at least 20, else of the runs that there are: 8 of 8 is not 100 of 100.
    """
    if gap.same:
        return say("pictures_no_difference", lang)
    if not gap.told_apart:
        return say("pictures_indistinct", lang)
    key, share = ("pictures_higher", gap.higher_in_100) if gap.low > 0 else ("pictures_lower", gap.lower_in_100)
    if runs < FEW:
        return say(key, lang, n=round(share * runs / 100), all=runs)
    return say(key, lang, n=in_100(share), all=100)


def title(picture: Picture, lang: Lang) -> str:
    """The finding in at most 12 words."""
    label, gap = picture.item.label(lang), picture.first.window
    if len(picture.policies) > 1:
        return say("pictures_wall_title", lang, label=label, n=len(picture.policies))
    if gap.same:
        return say("pictures_same_title", lang, label=label)
    if not gap.told_apart:
        return word("finding_same", lang, label=label)
    amount = number(gap.median, lang, sign=True)
    for said in (with_unit(amount, picture.item.window_unit(lang)), amount):
        text = word("finding_up", lang, label=label, gap=said, when=when(picture, lang))
        if len(text.split()) <= TITLE_WORDS:
            return text
    return f"{label}: {amount}"


def of_last_month(picture: Picture) -> bool:
    """Do the numbers of a finding refer to the last month alone, as the ends of the lines do?"""
    return picture.item.window == "last" and picture.span != "first_12"


def when(picture: Picture, lang: Lang) -> str:
    """The time that the numbers of a finding refer to."""
    if of_last_month(picture):
        return word("by_month", lang, month=month(picture.months[-1], lang))
    return word(f"window_{picture.span}", lang)


def subtitle(picture: Picture, lang: Lang, small: bool = False) -> str:
    """What is measured, its unit, the period, how to read the bands, the number of runs."""
    item = picture.item
    unit, bands = item.unit_in(lang), say(_bands(picture.runs), lang)
    if small:
        return say("pictures_subtitle_small", lang, unit=_capital(unit), n=picture.runs, bands=bands)
    first, last = (month(picture.months[i], lang) for i in (0, -1))
    period = word("range", lang, low=first, high=last)
    return say("pictures_subtitle", lang, text=item.text(lang), unit=unit, period=period, bands=bands, n=picture.runs)


def _bands(runs: int) -> str:
    return "pictures_lines" if runs < FEW else "pictures_bands"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def spoken(picture: Picture, lang: Lang) -> str:
    """One sentence for the live region: what changed, by how much, how sure, of how many runs."""
    line, item = picture.first, picture.item
    gap = line.window
    kind = "_same" if gap.same else "" if gap.told_apart else "_indistinct"
    return say(
        f"pictures_spoken{kind}", lang,
        label=item.label(lang),
        value=number(line.value[0], lang),
        unit=item.window_unit(lang),
        when=when(picture, lang),
        gap=number(gap.median, lang, sign=True),
        range=span(gap.low, gap.high, lang, sign=True),
        higher=sure(gap, picture.runs, lang),
        n=picture.runs,
    )  # fmt: skip


def alt(picture: Picture, lang: Lang) -> str:
    """The text alternative: the finding and all values at the end of the lines."""
    item = picture.item
    baseline = picture.first.baseline.levels[:, -1]
    ends = [say("pictures_alt_end", lang, name=say("pictures_baseline", lang), **_end(baseline, lang))]
    for line in picture.policies:
        values = _end(line.level.levels[:, -1], lang)
        gap = difference(line.end, picture.runs, lang)
        ends.append(say("pictures_alt_gap", lang, name=name_of(line, lang), gap=gap, **values))
    unit = item.unit_in(lang)
    return say("pictures_alt", lang, title=title(picture, lang), unit=unit, ends="; ".join(ends), n=picture.runs)


def difference(gap: Gap, runs: int, lang: Lang) -> str:
    """A difference in words: value with sign, range, how sure."""
    if gap.same:
        return say("pictures_no_difference", lang)
    value, reach = number(gap.median, lang, sign=True), span(gap.low, gap.high, lang, sign=True)
    return say("pictures_difference", lang, value=value, range=reach, sure=sure(gap, runs, lang))


def _end(levels: Array, lang: Lang) -> dict[str, str]:
    return {"value": number(levels[2], lang), "range": span(levels[0], levels[4], lang)}


def badge(answer: Answer, lang: Lang) -> str:
    """How many runs the picture rests on."""
    return say("pictures_runs", lang, n=answer.members)
