"""The charts of the Board: which ones, baseline and difference on or off, and the last change again."""

from __future__ import annotations

import asyncio
from itertools import groupby

from nicegui.elements.mixins.text_element import TextElement

from borderSim import catalogue
from borderSim.catalogue import Indicator
from borderSim.workshop.desk.ask import Answer
from borderSim.workshop.pictures.picture import picture
from borderSim.workshop.pictures.sentences import spoken
from borderSim.workshop.screens.board.chart_view import ChartView
from borderSim.workshop.screens.board.here import Here
from borderSim.workshop.screens.board.state import MOST_CHARTS
from borderSim.workshop.screens.elements.html import button, tag
from borderSim.workshop.screens.elements.natives import given_text
from borderSim.workshop.words import say

SPOKEN_AFTER = 0.5
"""Seconds after a lever is let go until the live region speaks (workshop brief, 6)."""
REPLAYS, REPLAY_SECONDS = 3, 0.9
VALUE_AND_STATE = "(event) => emit([event.target.value, event.target.checked])"


class BoardCharts:
    """The section with the charts."""

    def __init__(self, here: Here) -> None:
        self._here = here
        self._views: list[ChartView] = []
        self._speaking: asyncio.Task[None] | None = None
        self._replaying: asyncio.Task[None] | None = None
        self._earlier = False
        with tag("section", classes="charts-part", aria_labelledby="charts-title"):
            with tag("div", classes="part-head"):
                tag("h2", here.say("charts"), id="charts-title")
                self._work = tag("span", "", "working", aria_hidden="true")
                self._note = tag("span", "", "small strong")
                with tag("span", classes="row end"):
                    self._baseline = self._toggle("baseline")
                    self._difference = self._toggle("difference")
                    button(here.say("choose_charts"), self._choose)
            self._grid = tag("div", classes="charts")
        self.rebuild()

    def rebuild(self) -> None:
        """Show the charts that the state names."""
        self._grid.clear()
        with self._grid:
            self._views = [ChartView(name, self._here) for name in self._here.state.charts]
        self.refresh()

    def refresh(self) -> None:
        """Draw the newest answer."""
        self._stop_replay()
        answer = self._here.state.answer
        if answer:
            self._draw(answer)

    def working(self) -> None:
        """Show whether the model is computing; the old picture stays meanwhile."""
        state = self._here.state
        words = self._here.say("new_past" if state.new_past else "computing")
        self._work.set_text(words if state.computing else "")

    def speak(self) -> None:
        """Say the first chart's finding, once nothing has changed for half a second."""
        if self._speaking:
            self._speaking.cancel()
        self._speaking = asyncio.get_running_loop().create_task(self._speak())

    def switch(self, part: str) -> None:
        """Turn baseline or difference off or on."""
        self._here.hidden ^= {part}
        made = self._baseline if part == "baseline" else self._difference
        made.props["aria-pressed"] = "false" if part in self._here.hidden else "true"
        made.update()
        self.refresh()

    def replay(self) -> None:
        """Show the last change again: before and after, three times; in two steps where no motion is wanted."""
        before, after = self._here.state.last_change
        if before is None or after is None:
            self._note.set_text(self._here.say("no_replay"))
        elif self._here.keys.still:
            self._earlier = not self._earlier
            self._stage(before, after, earlier=self._earlier)
        else:
            self._stop_replay()
            self._replaying = asyncio.get_running_loop().create_task(self._replay(before, after))

    async def _replay(self, before: Answer, after: Answer) -> None:
        for _ in range(REPLAYS):
            for earlier in (True, False):
                self._stage(before, after, earlier=earlier)
                await asyncio.sleep(REPLAY_SECONDS)
        self._replaying = None
        self.refresh()

    def _stage(self, before: Answer, after: Answer, *, earlier: bool) -> None:
        self._note.set_text(self._here.say("before" if earlier else "after"))
        shown, other = (before, after) if earlier else (after, before)
        self._draw(shown, other)

    def _stop_replay(self) -> None:
        self._earlier = False
        self._note.set_text("")
        if self._replaying:
            self._replaying.cancel()
            self._replaying = None

    def _draw(self, answer: Answer, versus: Answer | None = None) -> None:
        for view in self._views:
            view.refresh(answer, versus)

    async def _speak(self) -> None:
        await asyncio.sleep(SPOKEN_AFTER)
        answer = self._here.state.answer
        if answer and self._here.state.charts:
            self._here.frame.speak(spoken(picture(answer, self._here.state.charts[0]), self._here.lang))

    def _toggle(self, part: str) -> TextElement:
        return button(self._here.say(part), lambda: self.switch(part), aria_pressed="true")

    def _choose(self) -> None:
        self._here.dialog.show(self._here.say("choose_charts"), self._choices, broad=True)

    def _choices(self) -> None:
        tag("p", self._here.say("choose_charts_help", most=MOST_CHARTS), "muted")
        found = sorted(catalogue.indicators().values(), key=lambda item: list(_systems()).index(item.system))
        with tag("div", classes="columns"):
            for system, items in groupby(found, key=lambda item: item.system):
                with tag("fieldset"):
                    tag("legend", say(f"help_system_{system}", self._here.lang))
                    for item in items:
                        self._choice(item)

    def _choice(self, item: Indicator) -> None:
        with tag("label", classes="choice"):
            box = tag("input", type="checkbox", value=item.name)
            if item.name in self._here.state.charts:
                box.props("checked")
            box.on("change", lambda event: self._chosen(event.args), js_handler=VALUE_AND_STATE)
            tag("span", item.label(self._here.lang))

    def _chosen(self, sent: object) -> None:
        name, on = (given_text(sent[0]), sent[1] is True) if isinstance(sent, list) and len(sent) == 2 else ("", False)
        charts = [chart for chart in self._here.state.charts if chart != name]
        if name in catalogue.indicators():
            self._here.state.show_charts([*charts, name] if on else charts)


def _systems() -> dict[str, None]:
    """Systems in the order in which their first indicator comes."""
    ordered = sorted(catalogue.indicators().values(), key=lambda item: item.order)
    return dict.fromkeys(item.system for item in ordered)
