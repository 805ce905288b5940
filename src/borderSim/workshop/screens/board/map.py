"""The map of the Board, loaded after the charts: layer, change or level, month, table."""

from __future__ import annotations

from typing import Any, get_args

from nicegui.elements.mixins.text_element import TextElement

from borderSim.report.numbers import month
from borderSim.workshop.desk.ask import Answer
from borderSim.workshop.pictures.layers import is_group, label, layers, months
from borderSim.workshop.pictures.maps import MapPicture, Mode, map_picture
from borderSim.workshop.pictures.sentences import badge
from borderSim.workshop.screens.board.here import Here
from borderSim.workshop.screens.board.lever_view import Range
from borderSim.workshop.screens.board.map_view import MapView
from borderSim.workshop.screens.elements.html import button, tag
from borderSim.workshop.screens.elements.live import Part, follow
from borderSim.workshop.screens.elements.natives import Choice, DataTable

MODES: tuple[Mode, ...] = ("difference", "policy", "baseline")


class BoardMap:
    """One layer at a time, which one is the page's own choice; group layers go where the facilitator hides them."""

    def __init__(self, here: Here) -> None:
        self._here = here
        self._layer, self._mode, self._month = layers()[0], MODES[0], -1
        self._view: MapView | None = None
        self._controls: TextElement | None = None
        with tag("section", classes="map-part", aria_labelledby="map-title"):
            with tag("div", classes="part-head"):
                tag("h2", here.say("map"), id="map-title")
                button(here.say("table"), self._table, "plain", aria_label=here.say("table_of", name=here.say("map")))
            self._hidden = Part(lambda: here.state.room.state.map_hidden, self._draw_choices)
            self._place = tag("div")
        follow([self._hidden], here.state.room.listen)

    @property
    def _answer(self) -> Answer | None:
        return self._here.state.answer

    @property
    def _at(self) -> int:
        """The month that is shown: the last one, until somebody chooses."""
        assert self._answer is not None
        last = len(months(self._answer, self._layer)) - 1
        return last if self._month < 0 else min(self._month, last)

    def refresh(self) -> None:
        """Draw the newest answer; the drawing itself is sent with the first one, after the charts."""
        answer = self._answer
        if answer is None:
            return
        if self._view is None:
            with self._place:
                self._controls = tag("div", classes="map-month")
                self._view = MapView(self._here.lang)
            self._draw_slider()
        self._view.show(self._picture(answer))

    def _picture(self, answer: Answer) -> MapPicture:
        hidden = self._here.state.room.state.map_hidden
        return map_picture(answer, self._layer, self._mode, self._at, self._here.lang, hidden)

    def _draw_choices(self) -> None:
        here, offered = self._here, layers(self._here.state.room.state.map_hidden)
        if self._layer not in offered:
            self._layer, self._month = offered[0], -1
            self._draw_slider()
            self.refresh()
        names = [(name, label(name, here.lang), here.say("groups" if is_group(name) else "layer")) for name in offered]
        with tag("div", classes="row"):
            Choice(here.say("layer"), names, self._layer, self._choose_layer)
            modes = [(mode, here.say(f"mode_{mode}")) for mode in MODES]
            Choice(here.say("mode"), modes, self._mode, self._choose_mode)

    def _draw_slider(self) -> None:
        if self._answer is None or self._controls is None:
            return
        lang, keys = self._here.lang, months(self._answer, self._layer)
        texts = [month(key, lang) for key in keys]
        self._controls.clear()
        with self._controls:
            props: dict[str, Any] = {"name": "map-month", "label": self._here.say("month"), "texts": texts}
            props |= {"lower": 0, "upper": len(keys) - 1, "step": 1, "value": self._at, "shown": texts[self._at]}
            props |= {"levels": [], "marks": [], "baseline": "", "against": "%v", "percent": ""}
            Range(self._choose_month, self._choose_month, **props)

    def _choose_layer(self, name: str) -> None:
        self._layer, self._month = name, -1
        self._draw_slider()
        self.refresh()

    def _choose_mode(self, name: str) -> None:
        self._mode = next(mode for mode in get_args(Mode) if mode == name)
        self.refresh()

    def _choose_month(self, value: float) -> None:
        self._month = max(0, round(value))
        self.refresh()

    def _table(self) -> None:
        answer = self._answer
        if answer is None:
            return
        found, lang = self._picture(answer), self._here.lang
        name = f"{label(self._layer, lang)}. {badge(answer, lang)}"
        self._here.dialog.show(self._here.say("map"), lambda: self._rows(name, found), broad=True)

    def _rows(self, name: str, found: MapPicture) -> None:
        DataTable(name, found.table.header, found.table.rows)
