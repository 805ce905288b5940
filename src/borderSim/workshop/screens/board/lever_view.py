"""One lever of the Board: a native range with its level in words, its marks, its timing and its help."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from nicegui import ui

from borderSim import catalogue
from borderSim.catalogue import Lever
from borderSim.report.levers import lever_text
from borderSim.report.numbers import month, plain
from borderSim.report.words import Lang
from borderSim.workshop.draft.marks import marks, step
from borderSim.workshop.draft.position import Position, position
from borderSim.workshop.help import lever_help, lever_owner
from borderSim.workshop.screens.board.here import Here, help_button
from borderSim.workshop.screens.elements.html import button, tag
from borderSim.workshop.screens.elements.natives import Choice, given_number

RAMPS = (0, 3, 6, 12, 18, 24, 36)
"""Months that a change can take; a longer or odd one of the scenario is offered too."""


class Range(ui.element, component="../../static/lever.js"):
    """A native range that shows its number and level in words at once; says how it moves and when it is let go."""

    def __init__(self, on_move: Callable[[float], Any], on_release: Callable[[float], Any], **props: Any) -> None:
        super().__init__()
        self.props.update(props, turn=0)
        self._heard = self.props["value"]
        self.on("move", lambda event: self._hear(event.args, on_move))
        self.on("release", lambda event: self._hear(event.args, on_release))

    def put(self, value: float, shown: str, *, moved: bool) -> None:
        """Say where the lever is; what the reader did with it is not sent back, that would disturb the next key."""
        turn = self.props["turn"] + (value != self._heard)
        props = {"value": value, "shown": shown, "is-moved": moved, "turn": turn}
        if any(self.props[key] != now for key, now in props.items()):
            self._heard = value
            self.props.update(props)
            self.update()

    def _hear(self, sent: object, hear: Callable[[float], Any]) -> Any:
        value = given_number(sent)
        if value is None:
            return None
        self._heard = value
        return hear(value)


def texts(lever: Lever, lang: Lang) -> list[str]:
    """The words of every position that a lever's range can take, from low to high."""
    steps = round((lever.upper - lever.lower) / step(lever.name))
    return [lever_text(lever, lever.lower + i * step(lever.name), lang) for i in range(steps + 1)]


class LeverView:
    """A lever with help, reset and timing; the state's draft is what it shows."""

    def __init__(self, name: str, here: Here) -> None:
        self._here, self._lever = here, catalogue.levers()[name]
        self._range = Range(self._moved, self._released, **self._fixed(), **self._now())
        with self._range.add_slot("tools"), tag("span", classes="lever-tools"):
            label = self._lever.label(here.lang)
            self._reset = button("↺", self._back, "help", aria_label=here.say("lever_reset", name=label))
            help_button(here, label, lambda: lever_help(name, here.lang))
        with self._range:
            self._more()
        self.refresh()

    @property
    def position(self) -> Position:
        """Where the lever stands in the draft."""
        return position(self._lever.name, self._here.state.draft, self._here.state.bases)

    def refresh(self) -> None:
        """Show the draft as it is now."""
        now = self.position
        self._range.put(now.value, lever_text(self._lever, now.value, self._here.lang), moved=now.moved)
        self._reset.set_visibility(now.moved)
        self._summary.set_text(self._timing_words(now))
        self._start.put(f"{now.start:%Y-%m}", self._starts(now.start))
        self._ramp.put(f"{now.ramp_months:g}", self._ramps(now.ramp_months))

    def _fixed(self) -> dict[str, Any]:
        lever, here = self._lever, self._here
        state = here.state
        found = marks(lever.name, state.bases, here.lang)
        levels = catalogue.lever_levels()[lever.name]
        return {
            "name": f"lever-{lever.name}",
            "label": lever.label(here.lang),
            "lower": lever.lower,
            "upper": lever.upper,
            "step": step(lever.name),
            "texts": texts(lever, here.lang),
            "levels": [{"value": level.value, "words": level.words(here.lang)} for level in levels],
            "marks": [{"value": mark.value, "words": mark.words, "kind": mark.kind} for mark in found],
            "against": here.say("lever_against"),
            "percent": here.say("percent_word"),
        }

    def _now(self) -> dict[str, Any]:
        now = self.position
        shown, theirs = (lever_text(self._lever, value, self._here.lang) for value in (now.value, now.baseline))
        return {"value": now.value, "shown": shown, "baseline": theirs, "is-moved": now.moved}

    def _more(self) -> None:
        here, now = self._here, self.position
        with tag("details", classes="timing"):
            self._summary = tag("summary", self._timing_words(now))
            with tag("div", classes="row"):
                start, ramp = f"{now.start:%Y-%m}", f"{now.ramp_months:g}"
                self._start = Choice(here.say("lever_start"), self._starts(now.start), start, self._timed)
                self._ramp = Choice(here.say("lever_ramp"), self._ramps(now.ramp_months), ramp, self._timed)
            if now.varies:
                tag("p", here.say("lever_varies"), "small muted")

    def _timing_words(self, now: Position) -> str:
        owner = lever_owner(self._lever, self._here.lang)
        start = month(now.start.isoformat(), self._here.lang)
        ramp = dict(self._ramps(now.ramp_months))[f"{now.ramp_months:g}"]
        key = "condition_timing" if self._lever.kind == "condition" else "lever_timing"
        return self._here.say(key, owner=owner, start=start, ramp=ramp)

    def _starts(self, also: date) -> list[tuple[str, str]]:
        months = sorted({f"{also:%Y-%m}", *self._here.state.months})
        return [(key, month(key, self._here.lang)) for key in months]

    def _ramps(self, also: float) -> list[tuple[str, str]]:
        found = sorted({*map(float, RAMPS), also})
        return [(f"{months:g}", self._ramp_words(months)) for months in found]

    def _ramp_words(self, months: float) -> str:
        key = "ramp_once" if months == 0 else "ramp_months"
        return self._here.say(key, months=plain(months, self._here.lang))

    def _moved(self, value: float) -> None:
        self._here.state.drag(self._lever.name, value)

    def _released(self, value: float) -> None:
        self._here.state.set_lever(self._lever.name, value)

    def _timed(self, _: str) -> None:
        start = date.fromisoformat(f"{self._start.value}-01")
        self._here.state.set_lever(self._lever.name, self.position.value, start, float(self._ramp.value))

    def _back(self) -> None:
        self._here.state.reset_lever(self._lever.name)
