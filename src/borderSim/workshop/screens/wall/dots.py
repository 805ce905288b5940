"""Dot rows: the difference that each published policy makes, side by side, for pinned indicators and some others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from borderSim import catalogue
from borderSim.report.numbers import number
from borderSim.report.words import Lang
from borderSim.workshop.desk.ask import Answer
from borderSim.workshop.pictures.first import first_charts
from borderSim.workshop.pictures.picture import Gap, picture
from borderSim.workshop.pictures.sentences import sure
from borderSim.workshop.screens.elements.html import tag
from borderSim.workshop.screens.elements.live import Part
from borderSim.workshop.screens.shared import now
from borderSim.workshop.screens.shared.answers import answers
from borderSim.workshop.screens.shared.measures import unit_of, when
from borderSim.workshop.words import say
from borderSim.workshop.workshop import Workshop

MOST_OTHERS = 6
"""Indicators that are not pinned: two rows of three on a projector."""
ROOMY = 1.05
"""The rows end a little beyond the longest bar."""


def summary(workshop: Workshop, lang: Lang) -> Part:
    """Above the panels, where a projector cannot show them all: the rows of the pinned indicators, live."""

    def draw() -> None:
        shown = _found(workshop, lang)
        if shown and now.crowded(workshop):
            _head(lang)
            _grid(now.pinned(workshop), shown, lang)

    return Part(partial(_shows, workshop, lang), draw, "dot-rows summary")


def dot_rows(workshop: Workshop, lang: Lang) -> Part:
    """The rows of the pinned indicators, unless the summary has them, then dim those of some others, live."""

    def draw() -> None:
        shown, pinned = _found(workshop, lang), now.pinned(workshop)
        if not shown:
            return
        _head(lang)
        if not now.crowded(workshop):
            _grid(pinned, shown, lang)
        others = [name for name in first_charts(workshop.bases) if name not in pinned][:MOST_OTHERS]
        _grid(others, shown, lang, "dim")

    return Part(partial(_shows, workshop, lang), draw, "dot-rows")


def _head(lang: Lang) -> None:
    tag("h2", say("wall_side_by_side", lang))
    tag("p", say("wall_dots_caption", lang), "small quiet")


def _grid(indicators: Sequence[str], shown: Mapping[str, Answer], lang: Lang, look: str = "") -> None:
    with tag("div", classes="rows-grid"):
        for name in indicators:
            _rows(name, shown, lang, look)


def _found(workshop: Workshop, lang: Lang) -> dict[str, Answer]:
    """What has been computed, by the teams' names."""
    state = workshop.room.state
    asked = {team: answers(workshop).of(item.draft) for team, item in now.newest(state).items()}
    return {now.team_name(state, team, lang): answer for team, answer in asked.items() if answer}


def _shows(workshop: Workshop, lang: Lang) -> object:
    return now.pinned(workshop), [(name, id(answer)) for name, answer in _found(workshop, lang).items()]


def _rows(indicator: str, shown: Mapping[str, Answer], lang: Lang, look: str) -> None:
    gaps = {name: picture(answer, indicator).first.window for name, answer in shown.items()}
    end = ROOMY * max(max(abs(gap.low), abs(gap.high)) for gap in gaps.values())
    first = next(iter(shown.values()))
    measured = when(indicator, first.ask.policy, lang)
    with tag("section", classes=f"indicator-rows {look}"):
        tag("h3", catalogue.indicators()[indicator].label(lang))
        tag("p", say("wall_dots_unit", lang, unit=unit_of(indicator, lang), when=measured), "small quiet")
        with tag("ul"):
            for name, gap in gaps.items():
                _row(name, gap, end, first.members, lang)


def _row(name: str, gap: Gap, end: float, runs: int, lang: Lang) -> None:
    with tag("li"):
        tag("span", name, "row-name")
        with tag("span", classes="track", aria_hidden="true"):
            tag("span", classes="zero")
            left, right = _percent(gap.low, end), _percent(gap.high, end)
            tag("span", classes="reach").style(f"left: {left:.2f}%; width: {right - left:.2f}%")
            dot = tag("span", classes="dot" if gap.told_apart else "dot hollow")
            dot.style(f"left: {_percent(gap.median, end):.2f}%")
        value = "" if gap.same else number(gap.median, lang, sign=True)
        tag("span", value, "row-value")
        tag("span", sure(gap, runs, lang), "row-sure small")


def _percent(value: float, end: float) -> float:
    return 50 + 50 * value / end if end else 50.0
