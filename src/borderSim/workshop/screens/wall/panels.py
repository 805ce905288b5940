"""The Wall's panels: each team's newest policy, on the same axes, with its numbers in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from nicegui import ui

from borderSim.report.numbers import number, span
from borderSim.report.words import Lang
from borderSim.workshop.desk.ask import Answer
from borderSim.workshop.pictures.charts import height, option
from borderSim.workshop.pictures.limits import Limits, limits
from borderSim.workshop.pictures.picture import Picture, wall
from borderSim.workshop.pictures.sentences import alt, badge, difference
from borderSim.workshop.room.state import Publication
from borderSim.workshop.screens.elements.html import tag
from borderSim.workshop.screens.elements.live import Part
from borderSim.workshop.screens.shared import now
from borderSim.workshop.screens.shared.answers import answers
from borderSim.workshop.screens.shared.measures import label_and_unit
from borderSim.workshop.screens.wall.fit import GAP, USUAL, Fit, Width, fit
from borderSim.workshop.words import say
from borderSim.workshop.workshop import Workshop

Found = Mapping[int, Answer]
ROWS_OF_VIEW = 4
"""Rows of the grid that one indicator takes in a panel: name, value, difference, chart; all panels share them."""


class Panels:
    """One panel a team. Which panels there are is drawn anew; a panel's picture is changed in place."""

    def __init__(self, workshop: Workshop, lang: Lang) -> None:
        self._workshop, self._lang = workshop, lang
        self._panels: dict[int, _Panel] = {}
        self._width, self._large = USUAL, False
        Width(self._fit)
        self._part = Part(self._shows, self._draw, "panels")
        self.refresh()

    @property
    def is_deleted(self) -> bool:
        """Whether the panels are no longer on their page."""
        return self._part.is_deleted

    def refresh(self) -> None:
        """Draw what has changed."""
        self._part.refresh()
        found = self._found()
        drawn = {name: self._pictures(found, name) for name in now.pinned(self._workshop)}
        axes = {name: limits(list(pictures.values())) for name, pictures in drawn.items() if pictures}
        shape = fit(self._width, len(self._panels), self._large)
        self._part.style(f"grid-template-columns: repeat({shape.columns}, minmax(0, 1fr)); gap: 0 {GAP}px")
        for team, panel in self._panels.items():
            own = {name: pictures[team] for name, pictures in drawn.items() if team in pictures}
            panel.show(found.get(team), own, axes, shape)

    def _fit(self, width: float, large: bool) -> None:
        self._width, self._large = width, large
        self.refresh()

    def _shows(self) -> object:
        state = self._workshop.room.state
        return now.pinned(self._workshop), now.newest(state), tuple(state.teams), len(state.rounds), self._names()

    def _names(self) -> tuple[str, ...]:
        state = self._workshop.room.state
        return tuple(now.team_name(state, team, self._lang) for team in state.teams)

    def _found(self) -> Found:
        shared = answers(self._workshop)
        asked = {team: shared.of(item.draft) for team, item in now.newest(self._workshop.room.state).items()}
        return {team: answer for team, answer in asked.items() if answer is not None}

    def _pictures(self, found: Found, indicator: str) -> dict[int, Picture]:
        """Each team's policy with the medians of the others behind it; all in one colour, since panels have names."""
        state = self._workshop.room.state
        alone = {
            team: wall({now.team_name(state, team, self._lang): answer}, indicator) for team, answer in found.items()
        }
        medians = {team: made.first.level.levels[2] for team, made in alone.items()}
        return {
            team: replace(made, behind=tuple(median for other, median in medians.items() if other != team))
            for team, made in alone.items()
        }

    def _draw(self) -> None:
        state = self._workshop.room.state
        published = now.newest(state)
        self._panels = {
            team: _Panel(self._workshop, team, published.get(team), self._lang)
            for team in state.teams
            if team or team in published
        }


class _Panel:
    """One team's policy: its title, its charts, its numbers in words."""

    def __init__(self, workshop: Workshop, team: int, publication: Publication | None, lang: Lang) -> None:
        self._workshop, self._publication, self._lang = workshop, publication, lang
        self._views: dict[str, _View] = {}
        with tag("article", classes="panel" if publication else "panel empty") as self._element:
            with tag("div", classes="panel-head"):
                tag("h3", now.team_name(workshop.room.state, team, lang))
                if publication and 0 < publication.round < len(workshop.room.state.rounds):
                    tag("span", say("wall_of_round", lang, n=publication.round), "chip")
                tag("p", publication.title if publication else say("wall_nothing_yet", lang), "panel-title")
                self._work = tag("p", say("wall_computing", lang) if publication else "", "working")
            pinned = now.pinned(workshop)
            self._element.style(f"grid-row: span {2 + ROWS_OF_VIEW * len(pinned)}")
            if publication:
                self._views = {name: _View(name, lang, alone=len(pinned) == 1) for name in pinned}
                self._badge = tag("p", "", "small quiet")

    def show(
        self, answer: Answer | None, pictures: Mapping[str, Picture], axes: Mapping[str, Limits], shape: Fit
    ) -> None:
        """Draw an answer's pictures, by indicator, or that there is none yet."""
        if self._publication is None:
            return
        failed = answers(self._workshop).failed(self._publication.draft)
        words = "" if answer else say("wall_failed" if failed else "wall_computing", self._lang)
        self._work.set_text(words)
        self._busy(not (answer or failed))
        for name, view in self._views.items():
            view.show(pictures.get(name), axes.get(name), shape)
        self._badge.set_text(self._small_print(answer) if answer else "")

    def _busy(self, busy: bool) -> None:
        said = "true" if busy else "false"
        if self._element.props.get("aria-busy") != said:
            self._element.props["aria-busy"] = said
            self._element.update()

    def _small_print(self, answer: Answer) -> str:
        runs = badge(answer, self._lang)
        own = answers(self._workshop).has_own_baseline(answer)
        return f"{runs}. {say('wall_own_future', self._lang)}" if own else runs


class _View:
    """One indicator of a panel: numbers in words, and the chart."""

    def __init__(self, indicator: str, lang: Lang, *, alone: bool) -> None:
        self._indicator, self._lang = indicator, lang
        self._drawn: object = None
        with tag("div", classes="view"):
            tag("h4", label_and_unit(indicator, lang), "unseen" if alone else "")
            self._value = tag("p", classes="value")
            self._gap = tag("p", classes="gap")
            with tag("div", classes="chart-box", role="img") as self._box:
                self._chart = ui.echart({}, renderer="svg").classes("chart")

    def show(self, found: Picture | None, axes: Limits | None, shape: Fit) -> None:
        """Draw a picture on axes that all panels share; nothing before both are there."""
        if found is None or axes is None:
            self._box.classes(add="unseen")
            return
        now_drawn = found.first.level.members.tobytes(), axes, shape, len(found.behind)
        if self._drawn == now_drawn:
            return
        self._drawn = now_drawn
        self._value.set_text(value_words(found, self._lang))
        self._gap.set_text(capital(difference(found.first.window, found.runs, self._lang)))
        self._box.classes(remove="unseen")
        self._box.props["aria-label"] = alt(found, self._lang)
        small, projector = shape.small, shape.projector
        made = option(found, self._lang, small=small, limits=axes, projector=projector)
        self._chart.options.clear()
        self._chart.options.update(made)
        tall = height(found, self._lang, small=small, limits=axes, projector=projector)
        self._chart.style(f"height: {tall}px")
        self._chart.update()


def value_words(found: Picture, lang: Lang) -> str:
    """What the policy gives, with its range: "2.3 million (2.1 to 2.5 million)"."""
    middle, low, high = found.first.value
    return say("wall_value", lang, value=number(middle, lang), span=span(low, high, lang))


def capital(words: str) -> str:
    """Words as a line of their own begins."""
    return words[:1].upper() + words[1:]
