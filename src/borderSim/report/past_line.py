"""In words: how well an indicator did in the hindcasts, as one line and as the cells of a table."""

from __future__ import annotations

import math

from borderSim.analysis.record import Past, Score, cutoffs, past, rule, scores
from borderSim.catalogue import indicators
from borderSim.report.numbers import number
from borderSim.report.words import Lang, word

HEAD = ("indicator", "past_tested", "past_inside_head", "past_bias_head", "past_error_head", "past_year_head",
        "past_know_head")  # fmt: skip

OUT = "out-of-sample"


def past_line(indicator: str, lang: Lang) -> str:
    """One line on an indicator: counts in the band, error against the best simple forecast, what to know."""
    found = past(indicator)
    label = indicators()[indicator].label(lang)
    if found.whole is None:
        said = [word("past_short", lang, label=label, text=_why_not(found, lang))]
    else:
        said = [_scored(label, found.whole, lang)]
    return " ".join([*said, *_to_know(found, lang)])


def past_cells(found: Past, lang: Lang) -> list[str]:
    """The cells of an indicator's row, as `HEAD` names them; empty where there is nothing to say."""
    label, know = indicators()[found.indicator].label(lang), " ".join(_to_know(found, lang))
    if found.record is None:
        return [label, _why_not(found, lang), "", "", "", "", know]
    tested = rule(found.record.variable)[f"label_{lang}"]
    if found.whole is None:
        said = word("past_cell_driver" if found.driver else "past_cell_unscored", lang)
        return [label, tested, said, "", "", "", know]
    numbers = [_inside(found.whole, lang), _percent(math.expm1(found.whole.bias), lang, sign=True)]
    year = _error(found.year, "past_cell", lang) if found.year else word("past_cell_unscored", lang)
    return [label, tested, *numbers, _error(found.whole, "past_cell", lang), year, know]


def _scored(label: str, score: Score, lang: Lang) -> str:
    first, last = cutoffs()
    return word(
        "past_line",
        lang,
        label=label,
        first=first,
        last=last,
        counts=word("past_count" if score.n == 1 else "past_counts", lang, inside=score.inside, n=score.n),
        share=_percent(score.coverage90, lang),
        range=_range(score.coverage90_low, score.coverage90_high, lang),
        band=_band(score, lang),
        error=_error(score, "past", lang),
    )


def _why_not(found: Past, lang: Lang) -> str:
    """Why an indicator has no score."""
    if found.record is None:
        return word("past_never", lang)
    if found.driver:
        return word("past_driver", lang)
    return word("past_unscored" if scores() else "past_no_scores", lang)


def _to_know(found: Past, lang: Lang) -> list[str]:
    """What to know of the test: what the prior knew, what is pooled, the note of the table."""
    sample = found.whole.sample if found.whole else OUT
    said = [word(f"past_{sample}", lang)] if sample != OUT else []
    said += [word("past_pooled", lang)] if found.pooled else []
    said += [found.record.note(lang)] if found.record else []
    return [text for text in said if text]


def _error(score: Score, key: str, lang: Lang) -> str:
    """The error against the best simple forecast in words; ``key`` is that of a line or of a cell."""
    if score.verdict == "too_few":
        known = math.isfinite(score.skill)
        gap = word("past_too_few_gap", lang, gap=_gap(score.skill, lang), naive=_naive(score, lang)) if known else ""
        return word(f"{key}_too_few", lang, gap=gap)
    ends = word("range", lang, low=_gap(score.skill_high, lang), high=_gap(score.skill_low, lang))
    return word(f"{key}_{score.verdict}", lang, gap=_gap(score.skill, lang), range=ends, naive=_naive(score, lang))


def _naive(score: Score, lang: Lang) -> str:
    return word(f"naive_{score.best_naive}", lang)


def _gap(skill: float, lang: Lang) -> str:
    """A skill as the difference of the errors: 0.4 is −40%."""
    return _percent(-skill, lang, sign=True)


def _percent(share: float, lang: Lang, *, sign: bool = False) -> str:
    return f"{number(100 * share, lang, sign=sign)}%"


def _range(low: float, high: float, lang: Lang) -> str:
    return word("range", lang, low=_percent(low, lang), high=_percent(high, lang))


def _inside(score: Score, lang: Lang) -> str:
    ends = _range(score.coverage90_low, score.coverage90_high, lang)
    said = word("past_inside", lang, inside=score.inside, n=score.n, range=ends)
    return said + _band(score, lang)


def _band(score: Score, lang: Lang) -> str:
    return "" if score.band == "holds" else word(f"past_{score.band}", lang)
