"""The vote of the moment: approval or three dots until it closes, then the result."""

from __future__ import annotations

from collections.abc import Callable

from nicegui.elements.mixins.text_element import TextElement
from nicegui.events import GenericEventArguments

from borderSim.report.words import Lang
from borderSim.workshop.room.events import Voted
from borderSim.workshop.room.rules import DOTS
from borderSim.workshop.room.state import Ballot, Device
from borderSim.workshop.room.tally import turnout
from borderSim.workshop.screens.elements.html import button, tag
from borderSim.workshop.screens.elements.live import Part, follow
from borderSim.workshop.screens.opinion.result_view import option_name, result_view
from borderSim.workshop.screens.shared import now
from borderSim.workshop.screens.shared.deeds import alert, do
from borderSim.workshop.words import say
from borderSim.workshop.workshop import Workshop


def ballot_form(workshop: Workshop, device: Device, lang: Lang) -> None:
    """The open vote, live; after it closes, its result."""
    room = workshop.room

    def shows() -> object:
        ballot = now.ballot(room.state)
        return ballot and (ballot.id, ballot.closed)

    def draw() -> None:
        ballot = now.ballot(room.state)
        if ballot is None:
            tag("p", say("phone_no_ballot", lang), "quiet")
        elif ballot.closed:
            result_view(ballot, room.state, lang)
        else:
            _Form(workshop, device, ballot, lang)

    follow([Part(shows, draw, "ballot")], room.listen)


class _Form:
    """One open ballot on one device; the marks are in the room's state, not here."""

    def __init__(self, workshop: Workshop, device: Device, ballot: Ballot, lang: Lang) -> None:
        self._workshop, self._device, self._ballot, self._lang = workshop, device, ballot, lang
        self._counts: dict[int, TextElement] = {}
        self._buttons: dict[tuple[int, int], TextElement] = {}
        kind = "approve" if ballot.kind == "approval" else "dots"
        with tag("fieldset", classes=f"options {kind}"):
            tag("legend", say(f"phone_{kind}", lang))
            for option in ballot.options:
                name = option_name(workshop.room.state, option, lang)
                if ballot.kind == "approval":
                    self._checkbox(option, name)
                else:
                    self._stepper(option, name)
        self._note = alert()
        status = Part(self._status_words, self._draw_status, "status")
        status.props("role=status")
        self._show()
        follow([status], workshop.room.listen)

    @property
    def _marks(self) -> dict[int, int]:
        return dict(self._workshop.room.state.ballots[self._ballot.id].votes.get(self._device.id, {}))

    def _checkbox(self, option: int, name: str) -> None:
        with tag("label", classes="option"):
            box = tag("input", type="checkbox", data_at=str(option), checked=option in self._marks)
            box.on("change", lambda event: self._approve(option, event), js_handler="(e) => emit(e.target.checked)")
            tag("span", name)

    def _stepper(self, option: int, name: str) -> None:
        with tag("div", classes="option", role="group", aria_label=name):
            tag("span", name, "option-name")
            for step, sign, words in ((-1, "−", "phone_less"), (1, "+", "phone_more")):
                made = button(sign, self._stepping(option, step), "step", data_at=f"{option}{sign}")
                made.props["aria-label"] = say(words, self._lang, title=name)
                self._buttons[option, step] = made
                if step < 0:
                    self._counts[option] = tag("output", classes="dots-given")

    def _stepping(self, option: int, step: int) -> Callable[[], None]:
        return lambda: self._step(option, step)

    def _approve(self, option: int, event: GenericEventArguments) -> None:
        marks = self._marks | {option: 1}
        self._vote(marks if event.args is True else {key: mark for key, mark in marks.items() if key != option})

    def _step(self, option: int, step: int) -> None:
        marks = self._marks
        self._vote(marks | {option: max(0, marks.get(option, 0) + step)})

    def _vote(self, marks: dict[int, int]) -> None:
        do(self._workshop, self._device, Voted(self._ballot.id, self._device.id, marks), self._note, self._lang)
        self._show()

    def _show(self) -> None:
        marks = self._marks
        left = DOTS - sum(marks.values())
        for option, count in self._counts.items():
            count.set_text(self._number("phone_has_dots", "phone_has_one_dot", marks.get(option, 0)))
        for (option, step), made in self._buttons.items():
            off = left <= 0 if step > 0 else not marks.get(option)
            made.props["aria-disabled"] = "true" if off else "false"
            made.update()

    def _number(self, many: str, one: str, n: int) -> str:
        return say(one, self._lang) if n == 1 else say(many, self._lang, n=n)

    def _status_words(self) -> tuple[str, ...]:
        state = self._workshop.room.state
        ballot = state.ballots[self._ballot.id]
        mine = say("phone_voted" if self._device.id in ballot.votes else "phone_not_voted", self._lang)
        voted = turnout(ballot, state)
        count = say("wall_vote_open", self._lang, n=voted.took_part, all=voted.present)
        if self._ballot.kind == "approval":
            return mine, count
        left = DOTS - sum(self._marks.values())
        words = self._number("phone_dots_left", "phone_one_dot_left", left)
        return words if left else say("phone_no_dots_left", self._lang), mine, count

    def _draw_status(self) -> None:
        for words in self._status_words():
            tag("p", words)
