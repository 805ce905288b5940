"""The Board: levers on the left, charts in the middle, map and teams on the right; one page a language."""

from __future__ import annotations

from functools import partial

from fastapi import Request
from nicegui import ui

from borderSim.report.words import Lang
from borderSim.workshop.room.state import Device
from borderSim.workshop.screens.board.below import BoardTeams, BoardWarnings, comparison_button
from borderSim.workshop.screens.board.charts import BoardCharts
from borderSim.workshop.screens.board.events import BoardEvents
from borderSim.workshop.screens.board.footer import KEYS, BoardFooter, FirmBar, offer_link
from borderSim.workshop.screens.board.future import BoardAssumptions
from borderSim.workshop.screens.board.header import BoardHeader
from borderSim.workshop.screens.board.here import Here
from borderSim.workshop.screens.board.levers import BoardConditions, BoardLevers
from borderSim.workshop.screens.board.map import BoardMap
from borderSim.workshop.screens.board.state import News, board_state
from borderSim.workshop.screens.elements.frame import frame
from borderSim.workshop.screens.elements.html import tag
from borderSim.workshop.screens.elements.natives import Dialog, Keys
from borderSim.workshop.screens.shared.entry import add_page, drives_a_team
from borderSim.workshop.words import say
from borderSim.workshop.workshop import Workshop

STYLES = ("board.css", "map.css", "wall.css")
"""Predictions and votes look as on the phone."""


def register(workshop: Workshop) -> None:
    """Add `/en/board` and `/es/board`; ``?d=`` is a draft that a link carries."""
    add_page(workshop, "board", partial(_page, workshop), lambda _, device: drives_a_team(device))


def _page(workshop: Workshop, request: Request, device: Device, lang: Lang) -> None:
    BoardPage(workshop, device, lang, request.query_params.get("d", ""))


class BoardPage:
    """One open page: its parts, and which of them hear what."""

    def __init__(self, workshop: Workshop, device: Device, lang: Lang, link: str) -> None:
        state = board_state(workshop, device.id, device.team or 0)
        with frame(lang, say("board_title", lang), "board", STYLES) as made:
            note = tag("p", classes="fault", role="alert")
            self.here = Here(state, lang, made, Dialog(lang), Keys(KEYS, self._pressed, self._resized), note)
            self._build(device)
        stop = state.listen(self._hear)
        ui.context.client.on_delete(stop)
        self._link = link
        ui.context.client.on_connect(self._begin)

    def _build(self, device: Device) -> None:
        here = self.here
        with tag("nav", classes="jump", aria_label=here.say("parts")):
            for part in ("levers", "charts", "map"):
                tag("a", here.say(part), href=f"#{part}-title")
        with tag("div", classes="board-grid"):
            with tag("section", classes="levers-part", aria_labelledby="levers-title"):
                self._levers = BoardLevers(here)
                BoardEvents(here)
                self._future = (BoardConditions(here), BoardAssumptions(here))
                BoardWarnings(here)
            with tag("div", classes="middle"):
                self._charts = BoardCharts(here)
                with tag("div", classes="row below"):
                    self._firm = FirmBar(here)
                    comparison_button(here)
            with tag("div", classes="side"):
                self._map = BoardMap(here)
                if device.role == "facilitator":
                    BoardTeams(here)
        self._header = BoardHeader(here, self._charts)
        self._footer = BoardFooter(here)

    def _begin(self) -> None:
        """The browser is there: first picture, then the map, then the link's question."""
        if self.here.state.answer is None:
            self.here.state.refresh()
        else:
            self._map.refresh()
        link, self._link = self._link, ""
        if link:
            offer_link(self.here, link)

    def _hear(self, news: News) -> None:
        with self.here.frame.main:
            {
                "draft": self._draft,
                "answer": self._answer,
                "work": self._work,
                "view": self._view,
                "fault": self._show_fault,
            }[news]()

    def _draft(self) -> None:
        self._levers.refresh()
        for part in (*self._future, self._header, self._footer):
            part.refresh()
        self._show_fault()

    def _answer(self) -> None:
        self._charts.refresh()
        self._firm.refresh()
        self._map.refresh()
        if not self.here.state.computing or self.here.state.answer is self.here.state.settled:
            self._charts.speak()

    def _work(self) -> None:
        self._charts.working()
        self._firm.refresh()

    def _view(self) -> None:
        self._levers.rebuild()
        self._charts.rebuild()

    def _show_fault(self) -> None:
        fault = self.here.state.fault
        self.here.tell(fault(self.here.lang) if fault else "")

    def _pressed(self, key: str) -> None:
        state = self.here.state
        acts = {
            "b": lambda: self._charts.switch("baseline"),
            "d": lambda: self._charts.switch("difference"),
            "r": self._charts.replay,
            "p": self._projector,
            "?": self._footer.keys,
            "undo": state.undo,
            "redo": state.redo,
        }
        if key in acts:
            acts[key]()

    def _resized(self) -> None:
        self._charts.refresh()

    def _projector(self) -> None:
        self.here.projector = not self.here.projector
        self.here.keys.projector()
        self._charts.refresh()
