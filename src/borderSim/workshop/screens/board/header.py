"""The header of the Board: scenario, round and clock, undo and its kin, predict, publish, vote."""

from __future__ import annotations

from nicegui.elements.mixins.text_element import TextElement
from nicegui.events import GenericEventArguments

from borderSim.workshop.room.events import Published
from borderSim.workshop.screens.board.charts import BoardCharts
from borderSim.workshop.screens.board.here import Here
from borderSim.workshop.screens.elements.html import button, tag
from borderSim.workshop.screens.elements.live import Part, follow
from borderSim.workshop.screens.elements.natives import Choice, given_text
from borderSim.workshop.screens.opinion.ballot_form import ballot_form
from borderSim.workshop.screens.opinion.predict_form import predict_form
from borderSim.workshop.screens.shared import now
from borderSim.workshop.screens.shared.clock import Clock

TEXT_OF_INPUT = "(event) => emit(event.target.value)"
LONGEST_TITLE = 60


class BoardHeader:
    """The tools in the page's header; what depends on the room is drawn again when that changes."""

    def __init__(self, here: Here, charts: BoardCharts) -> None:
        self._here, self._charts = here, charts
        state = here.state
        self._typed = ""
        with here.frame.tools:
            bases = [(name, item.title[here.lang]) for name, item in state.bases.scenarios.items()]
            self._base = Choice(here.say("scenario"), bases, state.draft.base, state.rebase, quiet=True)
            round_ = Part(self._round_shows, self._draw_round, "now")
            with tag("span", classes="row deeds", role="group", aria_label=here.say("steps")):
                self._undo = button(here.say("undo"), state.undo, aria_keyshortcuts="Control+Z")
                self._redo = button(here.say("redo"), state.redo, aria_keyshortcuts="Control+Y")
                button(here.say("replay"), charts.replay, aria_keyshortcuts="r")
                button(here.say("history"), self.history)
            with tag("span", classes="row deeds", role="group", aria_label=here.say("room")):
                room = Part(self._room_shows, self._draw_room, "row")
                button(here.say("publish"), self.publish, "primary")
        follow([round_, room], state.room.listen)
        self.refresh()

    def refresh(self) -> None:
        """Show the draft as it is now."""
        state = self._here.state
        self._base.put(state.draft.base)
        for made, can in ((self._undo, state.history.can_undo), (self._redo, state.history.can_redo)):
            made.props["disabled"] = not can
            made.update()

    def history(self) -> None:
        """Open the list of steps, to go to one, and the reset."""
        self._here.dialog.show(self._here.say("history"), self._steps)

    def publish(self) -> None:
        """Open the question for a title."""
        self._here.dialog.show(self._here.say("publish"), self._title_form)

    def predict(self) -> None:
        """Open the sealed prediction of the newest question."""
        here = self._here
        device = here.state.room.state.devices.get(here.state.device)
        if device:
            here.dialog.show(here.say("predict"), lambda: predict_form(here.state.workshop, device, here.lang))

    def vote(self) -> None:
        """Open the ballot."""
        here = self._here
        device = here.state.room.state.devices.get(here.state.device)
        if device:
            here.dialog.show(here.say("vote"), lambda: ballot_form(here.state.workshop, device, here.lang))

    def _round_shows(self) -> object:
        state = self._here.state.room.state
        return state.round, len(state.rounds), state.teams[self._here.state.team].name

    def _draw_round(self) -> None:
        state, team = self._here.state.room.state, self._here.state.team
        if team == now.OWN_TEAM:
            tag("a", self._here.say("console"), "strong", href=f"/{self._here.lang}/console")
        else:
            tag("span", now.team_name(state, team, self._here.lang), "strong")
        if state.round:
            tag("span", self._here.say("round", n=state.round.number))
            Clock(state.round, self._here.lang)
        else:
            tag("span", self._here.say("no_round"), "muted")

    def _room_shows(self) -> object:
        state = self._here.state.room.state
        question, ballot = now.question(state), now.ballot(state)
        return (question and question.id, question and question.truth is None, ballot and (ballot.id, ballot.closed))

    def _draw_room(self) -> None:
        state = self._here.state.room.state
        question, ballot = now.question(state), now.ballot(state)
        if question:
            button(self._here.say("predict"), self.predict, "open" if question.truth is None else "", data_at="predict")
        if ballot:
            button(self._here.say("vote"), self.vote, "" if ballot.closed else "open", data_at="vote")

    def _steps(self) -> None:
        here, history = self._here, self._here.state.history
        with tag("ol", classes="steps"):
            for at, name in enumerate(history.names(here.lang)):
                with tag("li", classes="undone" if at > history.position else ""):
                    current = {"aria_current": "step"} if at == history.position else {}
                    button(name, lambda at=at: self._go(at), "plain", **current)
        button(here.say("reset"), self._reset)

    def _go(self, at: int) -> None:
        self._here.state.go_to(at)
        self._here.dialog.close()

    def _reset(self) -> None:
        self._here.state.reset()
        self._here.dialog.close()

    def _title_form(self) -> None:
        here = self._here
        field, self._typed = f"title-{here.dialog.id}", ""
        tag("p", here.say("publish_help"))
        with tag("div", classes="field"):
            tag("label", here.say("publish_title"), for_=field)
            box = tag("input", type="text", id=field, maxlength=LONGEST_TITLE, autocomplete="off", autofocus=True)
        note = tag("p", classes="faulty", role="alert")
        box.on("input", self._typing, js_handler=TEXT_OF_INPUT)
        box.on("keydown.enter", lambda: self._published(note))
        button(here.say("publish"), lambda: self._published(note), "primary")

    def _typing(self, event: GenericEventArguments) -> None:
        self._typed = given_text(event.args, LONGEST_TITLE)

    def _published(self, note: TextElement) -> None:
        here, state = self._here, self._here.state
        title = self._typed.strip()
        if not title:
            note.set_text(here.say("publish_no_title"))
            return
        if state.do(Published(state.team, title, state.draft, state.sha(), state.members)):
            here.dialog.close()
            here.frame.announce(here.say("published", title=title))
        elif state.fault:
            note.set_text(state.fault(here.lang))
